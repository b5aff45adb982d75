//! `withdraw`: takes an entry, or a whole batch, back. Nothing is deleted.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;

#[derive(Debug, clap::Args)]
pub struct Withdraw {
    pub target: String,
    #[arg(long)]
    pub why: String,
}

pub fn run(session: &Session, args: Withdraw) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let recorded = desk.withdraw(&args.target, &args.why)?;
    output::recorded(session, &desk.book, &recorded)
}
