//! `import jobs`: lists of jobs.
use super::form::ImportForm;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::session::Session;
pub fn run(_session: &Session, _args: ImportForm) -> Result<Outcome, Failure> {
    Err(Failure::unusable("not yet"))
}
