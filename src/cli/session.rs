//! What every command starts from: where the book is, which day counts, who records.

use super::args::Global;
use super::config::Config;
use super::failure::{Failure, Outcome};
use crate::book::{Book, Draft, Hit, Options};
use crate::desk::{Desk, Sitting};
use crate::domain::acts::Fact;
use crate::domain::id_number;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{Lang, say};
use crate::report::Wording;
use crate::text::clean;
use chrono::{Days, Local, NaiveDate};
use directories::ProjectDirs;
use std::cell::Cell;
use std::path::PathBuf;

/// One run of the program.
pub struct Session {
    pub book: PathBuf,
    pub day: Option<NaiveDate>,
    pub json: bool,
    officer: Option<String>,
    devices: Option<PathBuf>,
    lang_asked: bool,
    templates: Option<PathBuf>,
    changed: Cell<bool>,
}

impl Session {
    /// Options win over the environment, that over the settings.
    pub fn new(global: &Global, config: &Config) -> Result<Self, Failure> {
        let dirs = ProjectDirs::from("", "", "zhanbao");
        let named = std::env::var_os("ZHANBAO_BOOK").filter(|book| !book.is_empty()).map(PathBuf::from);
        let officer = std::env::var("ZHANBAO_OFFICER").ok().filter(|name| !name.trim().is_empty());
        let book = match (global.book.clone().or(named).or_else(|| config.book.clone()), &dirs) {
            (Some(book), _) => book,
            (None, Some(dirs)) => dirs.data_dir().join("book.zb"),
            (None, None) => return Err(Failure::unusable(say!("cli-no-data-folder"))),
        };
        Ok(Self {
            book,
            day: global.day,
            json: global.json,
            lang_asked: global.lang.is_some(),
            templates: dirs.as_ref().map(|d| d.config_dir().join("templates")),
            officer: global
                .officer
                .clone()
                .or(officer)
                .or_else(|| config.officer.clone())
                .map(|o| clean(&o).into_owned()),
            changed: Cell::new(false),
            devices: dirs.map(|d| d.data_dir().join("devices")),
        })
    }

    /// The book is changed: from here on an answer that cannot be printed is no "nothing was changed".
    pub fn has_changed(&self) {
        self.changed.set(true);
    }

    /// How the run ends: where the answer was lost after the book was changed, that is said.
    pub fn ended(&self, outcome: Result<Outcome, Failure>) -> Result<Outcome, Failure> {
        outcome.map_err(|failure| if self.changed.get() { failure.after_the_change() } else { failure })
    }

    pub fn options(&self) -> Options {
        Options { devices: self.devices.clone(), ..Options::default() }
    }

    pub fn open(&self) -> Result<Book, Failure> {
        Ok(Book::open(&self.book, self.options())?)
    }

    /// The book, opened, with who sits at it and for which day.
    pub fn desk(&self) -> Result<Desk, Failure> {
        let sitting = Sitting { day: self.day, officer: self.officer.clone() };
        Ok(Desk::new(self.open()?, sitting, self.wording()))
    }

    /// The day that reading commands look at.
    pub fn reading_day(&self) -> NaiveDate {
        self.day.unwrap_or_else(|| Local::now().date_naive())
    }

    /// The business day that counts what is recorded now: today; once today is sealed, the day after the last seal.
    pub fn recording_day(&self, book: &Book) -> Result<NaiveDate, Failure> {
        let today = Local::now().date_naive();
        let sealed = book.steering().last_sealed();
        let Some(day) = self.day else {
            return Ok(match sealed {
                Some(last) if last >= today => last.succ_opt().unwrap_or(last),
                _ => today,
            });
        };
        let limit = sealed.map_or(today, |s| s.max(today)).checked_add_days(Days::new(31)).unwrap_or(today);
        if day > limit {
            return Err(Failure::unusable(say!("cli-day-too-far", day = day)));
        }
        Ok(day)
    }

    /// The day that a seal closes: as given, or today; not one far ahead.
    pub fn sealing_day(&self, book: &Book) -> Result<NaiveDate, Failure> {
        if self.day.is_some() { self.recording_day(book) } else { Ok(self.reading_day()) }
    }

    pub fn officer(&self, book: &Book) -> Result<String, Failure> {
        match &self.officer {
            Some(name) => Ok(name.clone()),
            None => Ok(book.default_officer()?.unwrap_or_default()),
        }
    }

    /// How reports read: the language of this run, and the county's own templates in the folder of settings.
    pub fn wording(&self) -> Wording {
        Wording { lang: Lang::current(), asked: self.lang_asked, folder: self.templates.clone() }
    }

    pub fn officer_given(&self) -> Option<&str> {
        self.officer.as_deref()
    }

    /// A draft of today's, about these subjects.
    pub fn draft(&self, book: &Book, subjects: Vec<SubjectId>, fact: Fact) -> Result<Draft, Failure> {
        Ok(Draft { day: self.recording_day(book)?, officer: self.officer(book)?, unit: None, subjects, fact })
    }
}

/// PERSON: an ID number, a subject id, or a query with exactly one hit.
pub fn person(book: &Book, text: &str, day: NaiveDate) -> Result<SubjectId, Failure> {
    if let Ok(reading) = id_number::read(text, NaiveDate::MAX) {
        let hits = book.find(reading.id.as_str(), 2, day)?;
        return match hits.as_slice() {
            [] => Err(Failure::unusable(say!("cli-no-id-number", number = reading.id.masked()))),
            [hit] => Ok(hit.id),
            several => Err(ambiguous(text, several)),
        };
    }
    if let Some(id) = SubjectId::parse(text).filter(|id| id.kind() == SubjectKind::Person) {
        return match book.find(text, 1, day)?.first() {
            Some(hit) if hit.id == id => Ok(id),
            _ => Err(Failure::unusable(say!("cli-no-id", id = text))),
        };
    }
    let hits = book.find(text, 20, day)?;
    let exact: Vec<&Hit> = hits.iter().filter(|h| h.score == 100).collect();
    match (hits.as_slice(), exact.as_slice()) {
        ([], _) => Err(Failure::unusable(say!("cli-no-person", query = typed(text)))),
        ([hit], _) => Ok(hit.id),
        (_, [hit]) => Ok(hit.id),
        (several, _) => Err(ambiguous(text, several)),
    }
}

/// What was typed, as a message repeats it: an ID number, right or wrong, is masked.
pub fn typed(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 15 { id_number::mask(text) } else { text.to_string() }
}

fn ambiguous(text: &str, hits: &[Hit]) -> Failure {
    let lines: Vec<String> = hits.iter().map(super::find::line).collect();
    Failure::unusable(say!("cli-several-people", query = typed(text), list = lines.join("\n")))
}

/// TRIP: its number or id.
pub fn trip(book: &Book, text: &str) -> Result<SubjectId, Failure> {
    book.trip_named(text)?.ok_or_else(|| Failure::unusable(say!("cli-no-trip", trip = text)))
}

/// VILLAGE: a code or a name, within the book's unit.
pub fn village(book: &Book, text: &str) -> Result<crate::domain::region::RegionCode, Failure> {
    match book.unit_named(text) {
        Some(code) if book.unit().contains(code) && book.steering().units.contains_key(&code) => Ok(code),
        Some(code) => Err(Failure::unusable(say!("cli-not-our-village", name = text, code = code.to_string()))),
        None => Err(Failure::unusable(say!("cli-no-such-village", name = text))),
    }
}
