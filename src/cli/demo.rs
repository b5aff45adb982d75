use super::args::Demo;
use super::failure::{Failure, Outcome};
use super::session::Session;
pub fn run(_: &Session, _: Demo) -> Result<Outcome, Failure> {
    Err(Failure::unusable("demo"))
}
