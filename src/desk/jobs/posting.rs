//! One job, typed by hand.

use super::super::acts::Drafts;
use super::super::error::{Error, Result};
use crate::desk::Desk;
use crate::domain::acts::Fact;
use crate::domain::job::*;
use crate::domain::keys::Sex;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::{roster, text};
use chrono::NaiveDate;

/// From, to: 18-45, 18-, -45, or one number, which is both.
pub type Range = (Option<u32>, Option<u32>);

/// Reads a range as people write it.
///
/// # Errors
/// That it is none, in words.
pub fn range(text: &str) -> std::result::Result<Range, String> {
    let wrong = || say!("jobs-not-a-range", text = text);
    let number = |part: &str| -> std::result::Result<Option<u32>, String> {
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

/// A job as it is entered: the fields of [`JobFacts`], as they were typed.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)] // each field is the field of the record of the same name
pub struct Posting {
    pub employer: String,
    pub occupation: String,
    /// A code, a name, or the key of a class of places.
    pub place: String,
    pub phone: String,
    pub openings: u32,
    pub contact: Option<String>,
    pub wage: Option<Range>,
    pub age: Option<Range>,
    pub sex: Option<Sex>,
    pub skills: Option<String>,
    pub education: Option<String>,
    pub board: Option<Board>,
    pub sector: Option<Sector>,
    pub source: Option<JobSource>,
    pub number: Option<String>,
    pub posted: Option<NaiveDate>,
    pub closes: Option<NaiveDate>,
    pub note: Option<String>,
}

/// What is to be recorded of a job that was entered.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// Which job it is.
    pub id: SubjectId,
    /// The entry; where the list has the job already, what is new of it, and beforehand that it is so.
    pub drafts: Drafts,
}

impl Posting {
    /// The entry; a job that is on the list already is brought up to date.
    ///
    /// # Errors
    /// A telephone number that is none, a missing employer or occupation, a last day that is over.
    pub fn drafts(self, desk: &Desk) -> Result<Posted> {
        let day = desk.recording_day()?;
        let facts = self.facts(desk)?;
        let id = facts.subject(desk.book.unit());
        let Some(id) = id.filter(|_| facts.employer.is_some() && facts.occupation.is_some()) else {
            return Err(Error::refused(say!("jobs-add-lacks")));
        };
        if facts.closes.is_some_and(|last| last < day) {
            return Err(Error::refused(say!("jobs-add-over", day = day)));
        }
        let known = desk.book.job(id)?;
        let told = known.is_some().then(|| say!("jobs-add-known", job = facts.employer.clone().unwrap_or_default()));
        let fact = match known {
            Some(known) => known.facts.news(&facts).unwrap_or_default(),
            None => facts,
        };
        let draft = desk.draft(vec![id], Fact::Job(Box::new(fact)))?;
        Ok(Posted { id, drafts: Drafts { beforehand: told.into_iter().collect(), ..draft.into() } })
    }

    fn facts(self, desk: &Desk) -> Result<JobFacts> {
        let given = |text: String| Some(text::clean(&text).trim().to_string()).filter(|t| !t.is_empty());
        let place = desk.book.gazetteer().locate(&self.place);
        let phone = roster::read_phone(&self.phone.replace(' ', ""))
            .ok_or_else(|| Error::refused(say!("jobs-bad-phone", phone = self.phone)))?;
        Ok(JobFacts {
            number: self.number.and_then(given),
            employer: given(self.employer),
            contact: self.contact.and_then(given),
            phone: Some(phone),
            occupation: given(self.occupation),
            place: given(self.place),
            place_code: place.code,
            place_class: Some(place.class),
            sector: self.sector,
            openings: Some(self.openings),
            wage_from: self.wage.and_then(|(from, _)| from),
            wage_to: self.wage.and_then(|(_, to)| to),
            age_from: self.age.and_then(|(from, _)| from),
            age_to: self.age.and_then(|(_, to)| to),
            sex: self.sex,
            skills: self.skills.and_then(given),
            education: self.education.and_then(given),
            board: self.board,
            source: self.source,
            posted: self.posted,
            refreshed: None,
            closes: self.closes,
            note: self.note.and_then(given),
        })
    }
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
