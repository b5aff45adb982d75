//! What every command starts from: where the book is, which day counts, who records.

use super::args::Global;
use super::failure::{Failure, Outcome};
use super::output;
use super::passphrase::Source;
use crate::book::{self, Book, Options, Passphrase};
use crate::desk::settings::{Paths, Settings};
pub use crate::desk::who::typed;
use crate::desk::{Desk, Sitting, who};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::{Lang, say};
use crate::report::Wording;
use crate::text::clean;
use chrono::{Local, NaiveDate};
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// A file of so many bytes takes seconds to be brought up.
const LARGE: u64 = 100_000_000;

/// One run of the program.
pub struct Session {
    pub book: PathBuf,
    pub day: Option<NaiveDate>,
    pub json: bool,
    pub settings: Settings,
    passphrase: Source,
    officer: Option<String>,
    lang_asked: bool,
    changed: Cell<bool>,
}

impl Session {
    /// Options win over the environment, that over the settings.
    pub fn new(global: &Global, settings: Settings) -> Result<Self, Failure> {
        let named = std::env::var_os("ZHANBAO_BOOK").filter(|book| !book.is_empty()).map(PathBuf::from);
        let officer = std::env::var("ZHANBAO_OFFICER").ok().filter(|name| !name.trim().is_empty());
        let book = match (global.book.clone().or(named).or_else(|| settings.book.clone()), &settings.paths) {
            (Some(book), _) => book,
            (None, Some(paths)) => paths.book(),
            (None, None) => return Err(Failure::unusable(say!("cli-no-data-folder"))),
        };
        Ok(Self {
            book,
            day: global.day,
            json: global.json,
            passphrase: Source::new(global.passphrase_file.clone()),
            lang_asked: global.lang.is_some(),
            officer: global
                .officer
                .clone()
                .or(officer)
                .or_else(|| settings.officer.clone())
                .map(|o| clean(&o).into_owned()),
            changed: Cell::new(false),
            settings,
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
        let devices = self.settings.paths.as_ref().map(Paths::devices);
        let upgrading = |bytes| {
            if bytes >= LARGE {
                output::tell(say!("cli-upgrading"));
            }
        };
        Options { devices, upgrading: Some(Box::new(upgrading)), ..Options::default() }
    }

    /// The same with the passphrase, where one of these files is encrypted: it may be asked for.
    pub fn options_for(&self, files: &[&Path]) -> Result<Options, Failure> {
        let locked = files.iter().find(|file| book::is_locked(file));
        let passphrase = locked.map(|file| self.passphrase.opening(file)).transpose()?;
        Ok(Options { passphrase, ..self.options() })
    }

    /// The same with a passphrase that is set for the first time.
    pub fn options_to_encrypt(&self) -> Result<Options, Failure> {
        if !cfg!(feature = "encrypt") {
            return Err(book::Error::NoCipher.into());
        }
        Ok(Options { passphrase: Some(self.passphrase.setting(&self.book)?), ..self.options() })
    }

    /// The passphrase, where it was needed by now.
    pub fn passphrase(&self) -> Option<&Passphrase> {
        self.passphrase.known()
    }

    pub fn open(&self) -> Result<Book, Failure> {
        Ok(Book::open(&self.book, self.options_for(&[&self.book])?)?)
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

    /// How reports read: the language of this run, and the county's own templates in the folder of settings.
    pub fn wording(&self) -> Wording {
        Wording {
            lang: Lang::current(),
            asked: self.lang_asked,
            folder: self.settings.paths.as_ref().map(Paths::templates),
        }
    }

    pub fn officer_given(&self) -> Option<&str> {
        self.officer.as_deref()
    }
}

/// PERSON, for commands that hold only the book.
pub fn person(book: &Book, text: &str, day: NaiveDate) -> Result<SubjectId, Failure> {
    Ok(who::person(book, text, day)?)
}

/// TRIP, for commands that hold only the book.
pub fn trip(book: &Book, text: &str) -> Result<SubjectId, Failure> {
    Ok(who::trip(book, text)?)
}

/// VILLAGE, for commands that hold only the book.
pub fn village(book: &Book, text: &str) -> Result<RegionCode, Failure> {
    Ok(who::village(book, text)?)
}
