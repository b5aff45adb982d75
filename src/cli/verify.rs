//! `verify` and `rebuild`: proof that the book is whole, and everything derived built anew.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::locale::say;
use serde_json::json;

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let found = book.verify()?;
    if session.json {
        output::json(&json!({
            "ok": found.problems.is_empty(), "entries": found.entries, "devices": found.devices,
            "problems": found.problems, "notices": found.notices,
        }))?;
    } else {
        output::line(say!("cli-verify-count", entries = found.entries, devices = found.devices))?;
        found.notices.iter().for_each(|notice| output::tell(say!("cli-notice", text = notice)));
        if found.problems.is_empty() {
            output::line(say!("cli-verify-whole"))?;
        }
    }
    if found.problems.is_empty() {
        return Ok(Outcome::Done);
    }
    if !session.json {
        found.problems.iter().take(20).for_each(|problem| output::tell(say!("cli-error", text = problem)));
    }
    Err(Failure::damaged(say!("cli-verify-damaged", count = found.problems.len())))
}

pub fn rebuild(session: &Session) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    book.rebuild()?;
    if session.json {
        output::json(&json!({"rebuilt": true, "entries": book.entries()?}))?;
    } else {
        output::line(say!("cli-rebuilt", entries = book.entries()?))?;
    }
    Ok(Outcome::Done)
}
