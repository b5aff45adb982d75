//! `withdraw`: takes an entry, or a whole batch, back. Nothing is deleted.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::locale::say;
use crate::text;

#[derive(Debug, clap::Args)]
pub struct Withdraw {
    pub target: String,
    #[arg(long)]
    pub why: String,
}

pub fn run(session: &Session, args: Withdraw) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let why = text::clean(&args.why);
    if why.trim().is_empty() {
        return Err(Failure::unusable(say!("cli-withdraw-why")));
    }
    let day = session.recording_day(&book)?;
    let officer = session.officer(&book)?;
    let recorded = book.withdraw(&args.target, why.trim(), day, &officer)?;
    output::recorded(session, &book, &recorded)
}
