//! Backups by themselves: where those of a book lie, one made after each seal, which there are, and how old the last good
//! one is. That one cannot be made is a notice and never the seal's failure.

use super::settings::{Backups, Settings};
use super::{Desk, Error, Phase, Progress, Result};
use crate::book::{self, Rotated, entries_in, rotating};
use crate::locale::say;
use crate::text;
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use std::path::{Path, PathBuf};

/// Beyond so many days without a backup it is time for one: a weekend is no matter.
const OLD: i64 = 3;

/// A rotating backup, as the list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub file: PathBuf,
    /// When it was made.
    pub made: NaiveDateTime,
    /// Its size.
    pub bytes: u64,
    /// Entries in it; `None` where it does not read, or is encrypted.
    pub entries: Option<u64>,
    /// Whether it takes the passphrase of its day.
    pub encrypted: bool,
}

/// How old the last good backup is, automatic or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// There is none.
    Never,
    /// So many days.
    Days(i64),
}

impl Age {
    /// By the clock, as days of the calendar go.
    pub fn of(backed_up: Option<DateTime<FixedOffset>>, now: DateTime<FixedOffset>) -> Self {
        backed_up.map_or(Self::Never, |at| Self::Days((now.date_naive() - at.date_naive()).num_days().max(0)))
    }

    /// Whether it is time for another.
    pub fn is_old(self) -> bool {
        match self {
            Self::Never => true,
            Self::Days(days) => days > OLD,
        }
    }

    /// How long ago, in words.
    pub fn ago(self) -> String {
        match self {
            Self::Never => say!("desk-backup-never"),
            Self::Days(..=0) => say!("desk-backup-ago-today"),
            Self::Days(1) => say!("desk-backup-ago-yesterday"),
            Self::Days(days) => say!("desk-backup-ago", days = days),
        }
    }

    /// In few words, as the screen has room for them.
    pub fn told(self) -> String {
        match self {
            Self::Never => say!("desk-backup-never"),
            Self::Days(days) if self.is_old() => say!("desk-backup-old", days = days),
            Self::Days(_) => say!("desk-backup-last", ago = self.ago()),
        }
    }
}

impl Settings {
    /// The folder in which backups rotate, each book's in one of its own; `None` = nowhere.
    pub fn backup_folder(&self) -> Option<PathBuf> {
        match &self.backups {
            Some(Backups::Off) => None,
            Some(Backups::In(folder)) => Some(folder.clone()),
            None => self.paths.as_ref().map(|paths| paths.backups()),
        }
    }
}

/// What tells a book by the place where it lies.
fn mark(book: &Path) -> String {
    let lies = |folder: &Path| folder.canonicalize().ok();
    let beside = || Some(lies(std::path::absolute(book).ok()?.parent()?)?.join(book.file_name()?));
    let path = lies(book).or_else(beside).unwrap_or_else(|| book.to_path_buf());
    let hash = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
    hash.get(..8).unwrap_or_default().to_string()
}

/// The folder of a book's backups, where there is one: the book itself need not read, or be there.
pub fn folder_of(settings: &Settings, book: &Path) -> Option<PathBuf> {
    let ending = format!("-{}", mark(book));
    let folders = std::fs::read_dir(settings.backup_folder()?).ok()?.flatten();
    let mut ours = folders.filter(|f| f.file_name().to_string_lossy().ends_with(&ending)).map(|f| f.path());
    ours.find(|path| path.is_dir())
}

/// The rotating backups of a book, the newest first.
pub fn list(settings: &Settings, book: &Path) -> Vec<Listed> {
    let kept = folder_of(settings, book).map_or_else(Vec::new, |folder| rotating(&folder));
    let listed = |kept: book::Kept| {
        let (entries, encrypted) = (entries_in(&kept.file), book::is_locked(&kept.file));
        Listed { file: kept.file, made: kept.made, bytes: kept.bytes, entries, encrypted }
    };
    kept.into_iter().map(listed).collect()
}

impl Desk {
    /// Makes a backup among those that rotate, as the settings say; `None` where they want none.
    ///
    /// # Errors
    /// What stands in its way, and that the earlier ones are as they were.
    pub fn back_up(&mut self, settings: &Settings, progress: &Progress) -> Result<Option<Rotated>> {
        let Some(root) = settings.backup_folder() else { return Ok(None) };
        // Whoever is at work in the book need not wait.
        progress.enter(Phase::Writing);
        let folder = root.join(format!("{}-{}", self.book.unit(), mark(self.book.path())));
        let made = progress.stopping(&mut self.book, |book| {
            // A drive that is not plugged in is no reason to fill the folder where it would appear.
            if settings.backups.is_some() && !root.is_dir() {
                return Err(Error::refused(say!("desk-backup-no-folder", path = root)));
            }
            Ok(book.rotate(&folder, Some(&progress.flag()), &|done, total| progress.set(done, total))?)
        });
        match made {
            Ok(rotated) => Ok(Some(rotated)),
            Err(Error::Cancelled) => Err(Error::Cancelled),
            Err(why) => {
                let count = rotating(&folder).len();
                Err(Error::refused(say!("desk-backup-failed", why = why.to_string(), count = count)))
            }
        }
    }
}

/// What came of a backup, in a sentence: where it is, how many there are, and that the disk has room for no more.
pub fn told(rotated: &Rotated) -> String {
    let done = say!("desk-backup-done", path = rotated.file, size = text::size(rotated.bytes), count = rotated.count);
    if rotated.tight { format!("{done}{}", say!("desk-backup-tight")) } else { done }
}
