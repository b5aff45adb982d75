//! The officer's desk: what a command of the command line and a key of the console both do. An open book, the day that
//! counts, and who records; on it the day's acts, files that come and go, sealing. It never prints and never asks: it
//! gives what was done, or one sentence of what is wrong.

pub mod acts;
pub mod backups;
pub mod boarding;
pub mod doubles;
pub mod due;
mod error;
pub mod exchange;
pub mod export;
pub mod hidden;
pub mod history;
pub mod import;
mod job;
pub mod jobs;
pub mod mask;
pub mod outname;
pub mod overwrite;
pub mod pasted;
pub mod printed;
pub mod seal;
pub mod settings;
pub mod steering;
pub mod template;
pub mod trips;
pub mod who;
pub mod words;

pub use error::{Error, Result};
pub use job::{Phase, Progress};

use crate::book::{Book, Draft};
use crate::domain::acts::Fact;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::report::Wording;
use crate::text::clean;
use chrono::{Days, NaiveDate};

/// So many days beyond today, or the last seal, may still be recorded for.
const AHEAD: u64 = 31;

/// Who sits at the desk, and for which day: what options and settings say.
#[derive(Debug, Clone, Default)]
pub struct Sitting {
    /// The business day asked for; `None` = today, or the day after the last seal.
    pub day: Option<NaiveDate>,
    /// Who records; `None` = whoever keeps the book.
    pub officer: Option<String>,
}

/// An open book with whoever works on it.
pub struct Desk {
    /// The ledger.
    pub book: Book,
    /// How reports read.
    pub wording: Wording,
    sitting: Sitting,
}

impl Desk {
    /// Sits down at a book.
    pub fn new(book: Book, sitting: Sitting, wording: Wording) -> Self {
        let officer = sitting.officer.map(|name| clean(&name).into_owned());
        Self { book, wording, sitting: Sitting { officer, ..sitting } }
    }

    /// The day that is looked at: as asked for, else today.
    pub fn reading_day(&self) -> NaiveDate {
        self.sitting.day.unwrap_or_else(|| self.book.today())
    }

    /// Another day to look at and to record for; `None` = today.
    pub fn turn_to(&mut self, day: Option<NaiveDate>) {
        self.sitting.day = day;
    }

    /// The business day that counts what is recorded now: today; once today is sealed, the day after the last seal.
    pub fn recording_day(&self) -> Result<NaiveDate> {
        let today = self.book.today();
        let sealed = self.book.steering().last_sealed();
        let Some(day) = self.sitting.day else {
            return Ok(match sealed {
                Some(last) if last >= today => last.succ_opt().unwrap_or(last),
                _ => today,
            });
        };
        let limit = sealed.map_or(today, |s| s.max(today)).checked_add_days(Days::new(AHEAD)).unwrap_or(today);
        if day > limit {
            return Err(Error::refused(say!("cli-day-too-far", day = day)));
        }
        Ok(day)
    }

    /// The day that a seal closes: as given, or today; not one far ahead.
    pub fn sealing_day(&self) -> Result<NaiveDate> {
        if self.sitting.day.is_some() { self.recording_day() } else { Ok(self.reading_day()) }
    }

    /// Who records.
    pub fn officer(&self) -> Result<String> {
        match &self.sitting.officer {
            Some(name) => Ok(name.clone()),
            None => Ok(self.book.default_officer()?.unwrap_or_default()),
        }
    }

    /// Somebody else records from here on; `None` = whoever keeps the book.
    pub fn recorded_by(&mut self, officer: Option<&str>) {
        self.sitting.officer = officer.map(|name| clean(name).into_owned());
    }

    /// A draft of today's, about these subjects.
    pub fn draft(&self, subjects: Vec<SubjectId>, fact: Fact) -> Result<Draft> {
        Ok(Draft { day: self.recording_day()?, officer: self.officer()?, unit: None, subjects, fact })
    }
}
