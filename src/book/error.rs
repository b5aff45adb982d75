//! What can go wrong with a book, and what the officer can do about it.

use crate::locale::say;
use crate::sheet;
use std::path::PathBuf;

/// An error of the book. Each says what, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The act contradicts what the book knows; nothing was changed.
    #[error("{0}")]
    Refused(String),
    /// No book there.
    #[error("{}", say!("book-none", path = .0))]
    NoBook(PathBuf),
    /// A file is already there.
    #[error("{}", say!("book-exists", path = .0))]
    Exists(PathBuf),
    /// The file is no book, or its content is damaged.
    #[error("{}", say!("book-damaged", path = path, what = what))]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// SQLite finds the file damaged, or no database at all.
    #[error("{}", say!("book-corrupt", what = .0))]
    Corrupt(String),
    /// Made by a newer version.
    #[error("{}", say!("book-newer", path = .0))]
    Newer(PathBuf),
    /// Encrypted, and nobody has said the passphrase.
    #[error("{}", say!("lock-no-passphrase", path = .0))]
    Locked(PathBuf),
    /// Encrypted, and not with this passphrase; in the same words however it was found out.
    #[error("{}", say!("lock-wrong-passphrase"))]
    WrongPassphrase,
    /// Encrypted, and this build of the program cannot.
    #[error("{}", say!("lock-no-cipher"))]
    NoCipher,
    /// So damaged that nothing of it can be read, in words.
    #[error("{0}")]
    Hopeless(String),
    /// The file, or the folder that it lies in, is write-protected.
    #[error("{}", say!("book-read-only"))]
    ReadOnly,
    /// Another process holds the book for longer than is waited for.
    #[error("{}", say!("book-busy"))]
    Busy,
    /// The disk is full, or cannot be read or written.
    #[error("{}", say!("book-disk", what = .0))]
    Disk(String),
    /// SQLite.
    #[error("{}", say!("book-sqlite", what = .0.to_string()))]
    Sqlite(rusqlite::Error),
    /// Reading or writing a file beside the book.
    #[error("{}", say!("book-file", path = path, what = sheet::told(source)))]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A fact could not be written as JSON, or a random number could not be had.
    #[error("{}", say!("book-internal", what = .0))]
    Internal(String),
}

impl Error {
    /// A refusal in words.
    pub fn refused(words: impl Into<String>) -> Self {
        Error::Refused(words.into())
    }

    /// For `map_err` on a file operation.
    pub fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| Error::File { path: path.to_path_buf(), source }
    }

    /// Whether the book itself is unusable (exit status 3).
    pub fn is_damage(&self) -> bool {
        let broken = matches!(self, Error::Damaged { .. } | Error::Corrupt(_) | Error::Newer(_) | Error::Hopeless(_));
        broken || self.is_lock()
    }

    /// Whether it is whole, as far as is known, and only cannot be read without its passphrase, or by this build.
    pub fn is_lock(&self) -> bool {
        matches!(self, Error::Locked(_) | Error::WrongPassphrase | Error::NoCipher)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as Sql;
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy,
            Some(NotADatabase | DatabaseCorrupt) => Error::Corrupt(error.to_string()),
            Some(ReadOnly | CannotOpen) => Error::ReadOnly,
            Some(DiskFull | SystemIoFailure) => Error::Disk(error.to_string()),
            // What is asked for is always the same: where SQLite finds no such table, or a row holds something else, it
            // is the file that is not what it was.
            Some(Unknown | TypeMismatch) => Error::Corrupt(error.to_string()),
            None if let Sql::SqlInputError { msg, .. } = &error => Error::Corrupt(msg.clone()),
            None if matches!(
                error,
                Sql::FromSqlConversionFailure(..)
                    | Sql::IntegralValueOutOfRange(..)
                    | Sql::InvalidColumnType(..)
                    | Sql::QueryReturnedNoRows
                    | Sql::Utf8Error(..)
            ) =>
            {
                Error::Corrupt(error.to_string())
            }
            _ => Error::Sqlite(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        use serde_json::error::Category;
        // What is read here was written here.
        match error.classify() {
            Category::Io => Error::Internal(error.to_string()),
            Category::Syntax | Category::Data | Category::Eof => Error::Corrupt(error.to_string()),
        }
    }
}

/// Result of a book operation.
pub type Result<T> = std::result::Result<T, Error>;
