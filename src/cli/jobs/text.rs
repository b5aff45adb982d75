//! `jobs text`: what to paste into a village's chat group.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::{Session, village};
use crate::desk::Desk;
use crate::desk::jobs::group_text;
use serde_json::json;

/// Prints the text for the jobs asked for, or for those that fit most people of the village.
pub fn run(
    session: &Session,
    desk: &mut Desk,
    asked: &[String],
    of: Option<&str>,
    limit: usize,
) -> Result<Outcome, Failure> {
    let code = of.map(|text| village(&desk.book, text)).transpose()?;
    let made = group_text(desk, asked, code, limit, output::tell)?;
    if session.json {
        output::json(&json!({"jobs": made.jobs, "village": code, "text": made.text}))?;
    } else {
        output::line(made.text)?;
    }
    Ok(Outcome::Done)
}
