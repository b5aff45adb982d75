//! What can go wrong at the desk: one sentence for the officer, and whether the book itself is the reason.

use crate::book;
use crate::roster::RosterError;

/// Nothing was changed, and why.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked for cannot be done, in words.
    #[error("{0}")]
    Refused(String),
    /// The officer called it off.
    #[error("{}", crate::locale::say!("desk-cancelled"))]
    Cancelled,
    /// Whoever was to get the answer did not take it; what was changed before stays changed.
    #[error("{}", crate::locale::say!("cli-output-failed", error = .0))]
    Output(std::io::Error),
    /// The book refuses, or cannot be used.
    #[error(transparent)]
    Book(#[from] book::Error),
    /// A file of somebody else's cannot be read.
    #[error(transparent)]
    Roster(#[from] RosterError),
}

/// What the desk gives.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A refusal in words.
    pub fn refused(words: impl Into<String>) -> Self {
        Self::Refused(words.into())
    }

    /// Whether the book itself is damaged, locked or of a newer version.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Book(error) if error.is_damage())
    }
}
