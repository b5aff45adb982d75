//! `jobs add`: one job, typed by hand.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::Desk;
use crate::desk::jobs::{Posted, Posting, Range, line, range};
use crate::domain::job::*;
use crate::domain::keys::Sex;
use chrono::NaiveDate;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub struct Add {
    #[arg(long)]
    pub employer: String,
    #[arg(long)]
    pub occupation: String,
    #[arg(long, value_name = "CODE|TEXT")]
    pub place: String,
    #[arg(long)]
    pub phone: String,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub openings: u32,
    #[arg(long)]
    pub contact: Option<String>,
    #[arg(long, value_name = "N-N", value_parser = range, allow_hyphen_values = true)]
    pub wage: Option<Range>,
    #[arg(long, value_name = "N-N", value_parser = range, allow_hyphen_values = true)]
    pub age: Option<Range>,
    #[arg(long)]
    pub sex: Option<Sex>,
    #[arg(long)]
    pub skills: Option<String>,
    #[arg(long)]
    pub education: Option<String>,
    #[arg(long)]
    pub board: Option<Board>,
    #[arg(long)]
    pub sector: Option<Sector>,
    #[arg(long)]
    pub source: Option<JobSource>,
    #[arg(long)]
    pub number: Option<String>,
    #[arg(long)]
    pub posted: Option<NaiveDate>,
    #[arg(long)]
    pub closes: Option<NaiveDate>,
    #[arg(long)]
    pub note: Option<String>,
}

/// Records it; a job that is on the list already is brought up to date.
pub fn run(session: &Session, desk: &mut Desk, add: Add) -> Result<Outcome, Failure> {
    let day = desk.recording_day()?;
    let Posted { id, drafts } = Posting {
        employer: add.employer,
        occupation: add.occupation,
        place: add.place,
        phone: add.phone,
        openings: add.openings,
        contact: add.contact,
        wage: add.wage,
        age: add.age,
        sex: add.sex,
        skills: add.skills,
        education: add.education,
        board: add.board,
        sector: add.sector,
        source: add.source,
        number: add.number,
        posted: add.posted,
        closes: add.closes,
        note: add.note,
    }
    .drafts(desk)?;
    if !session.json {
        drafts.beforehand.iter().for_each(output::tell);
    }
    let recorded = desk.record(drafts)?;
    session.has_changed();
    if session.json {
        let mut out = output::recorded_json(&recorded);
        out["job"] = json!(id);
        output::json(&out)?;
        return Ok(Outcome::Done);
    }
    output::recorded(session, &desk.book, &recorded)?;
    let job = desk.book.job(id)?.unwrap_or_default();
    output::line(line(id, &job, day))?;
    Ok(Outcome::Done)
}
