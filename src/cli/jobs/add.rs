//! `jobs add`: one job, typed by hand.

use super::lines::line;
use crate::book::Book;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::domain::acts::Fact;
use crate::domain::job::*;
use crate::domain::keys::Sex;
use crate::locale::say;
use crate::{roster, text};
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

/// From, to: 18-45, 18-, -45, or one number, which is both.
type Range = (Option<u32>, Option<u32>);

fn range(text: &str) -> Result<Range, String> {
    let wrong = || say!("jobs-not-a-range", text = text);
    let number = |part: &str| -> Result<Option<u32>, String> {
        let part = part.trim();
        if part.is_empty() { Ok(None) } else { part.parse().map(Some).map_err(|_| wrong()) }
    };
    let found = match text.split_once(['-', '–', '—', '~', '～']) {
        Some((from, to)) => (number(from)?, number(to)?),
        None => number(text).map(|n| (n, n))?,
    };
    match found {
        (None, None) => Err(wrong()),
        (Some(from), Some(to)) if from > to => Err(wrong()),
        found => Ok(found),
    }
}

/// Records it; a job that is on the list already is brought up to date.
pub fn run(session: &Session, book: &mut Book, add: Add) -> Result<Outcome, Failure> {
    let day = session.recording_day(book)?;
    let given = |text: String| Some(text::clean(&text).trim().to_string()).filter(|t| !t.is_empty());
    let place = book.gazetteer().locate(&add.place);
    let phone = roster::read_phone(&add.phone.replace(' ', ""))
        .ok_or_else(|| Failure::unusable(say!("jobs-bad-phone", phone = add.phone)))?;
    let facts = JobFacts {
        number: add.number.and_then(given),
        employer: given(add.employer),
        contact: add.contact.and_then(given),
        phone: Some(phone),
        occupation: given(add.occupation),
        place: given(add.place),
        place_code: place.code,
        place_class: Some(place.class),
        sector: add.sector,
        openings: Some(add.openings),
        wage_from: add.wage.and_then(|(from, _)| from),
        wage_to: add.wage.and_then(|(_, to)| to),
        age_from: add.age.and_then(|(from, _)| from),
        age_to: add.age.and_then(|(_, to)| to),
        sex: add.sex,
        skills: add.skills.and_then(given),
        education: add.education.and_then(given),
        board: add.board,
        source: add.source,
        posted: add.posted,
        refreshed: None,
        closes: add.closes,
        note: add.note.and_then(given),
    };
    let Some(id) = facts.subject(book.unit()).filter(|_| facts.employer.is_some() && facts.occupation.is_some()) else {
        return Err(Failure::unusable(say!("jobs-add-lacks")));
    };
    if facts.closes.is_some_and(|last| last < day) {
        return Err(Failure::unusable(say!("jobs-add-over", day = day)));
    }
    let known = book.job(id)?;
    if known.is_some() && !session.json {
        output::tell(say!("jobs-add-known", job = facts.employer.clone().unwrap_or_default()));
    }
    let fact = match known {
        Some(known) => known.facts.news(&facts).unwrap_or_default(),
        None => facts,
    };
    let draft = session.draft(book, vec![id], Fact::Job(Box::new(fact)))?;
    let recorded = book.record(draft)?;
    session.has_changed();
    if session.json {
        let mut out = output::recorded_json(&recorded);
        out["job"] = json!(id);
        output::json(&out)?;
        return Ok(Outcome::Done);
    }
    output::recorded(session, book, &recorded)?;
    let job = book.job(id)?.unwrap_or_default();
    output::line(line(id, &job, day))?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_people_write_them() {
        for (text, expected) in [
            ("18-45", (Some(18), Some(45))),
            ("4500～6000", (Some(4500), Some(6000))),
            ("18-", (Some(18), None)),
            ("-45", (None, Some(45))),
            ("5000", (Some(5000), Some(5000))),
        ] {
            assert_eq!(range(text), Ok(expected), "{text}");
        }
        for text in ["面议", "", "45-18", "-", "4千"] {
            assert!(range(text).is_err(), "{text}");
        }
    }
}
