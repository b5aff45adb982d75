//! How a command ends: exit status 0 done; 1 done, and something needs a person (or the answer was lost); 2 nothing was changed; 3 the book is
//! damaged, locked or of a newer version.

use crate::book;
use crate::desk;
use crate::locale::say;
use crate::roster::RosterError;
use std::fmt;

/// A command that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to look at.
    Done = 0,
    /// Errors or warnings that need a person.
    NeedsLook = 1,
    /// What was looked at is damaged, or of a newer version.
    Damaged = 3,
}

/// A command that changed nothing.
#[derive(Debug)]
pub struct Failure {
    message: String,
    status: u8,
    silent: bool,
    /// What kept the answer from being written out.
    unprinted: Option<String>,
}

impl Failure {
    /// The command or its input is unusable.
    pub fn unusable(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: 2, silent: false, unprinted: None }
    }

    /// The book itself is damaged.
    pub fn damaged(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: 3, silent: false, unprinted: None }
    }

    /// The same where the book had been changed before: an answer that could not be printed leaves it changed.
    pub fn after_the_change(self) -> Self {
        match &self.unprinted {
            Some(error) if !self.silent => {
                Self { message: say!("cli-output-failed-after", error = error), status: 1, ..self }
            }
            _ => self,
        }
    }

    /// Whether the book itself is the reason.
    pub fn is_damage(&self) -> bool {
        self.status == 3
    }

    /// Exit status.
    pub fn status(&self) -> u8 {
        self.status
    }

    /// The reader of our output has gone away (a closed pipe): nobody is left to tell.
    pub fn is_silent(&self) -> bool {
        self.silent
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)
    }
}

impl From<book::Error> for Failure {
    fn from(error: book::Error) -> Self {
        let status = if error.is_damage() { 3 } else { 2 };
        Self { message: error.to_string(), status, silent: false, unprinted: None }
    }
}

impl From<desk::Error> for Failure {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::Book(error) => error.into(),
            desk::Error::Output(error) => error.into(),
            other => Self::unusable(other.to_string()),
        }
    }
}

impl From<RosterError> for Failure {
    fn from(error: RosterError) -> Self {
        Self::unusable(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::unusable(say!("cli-json-failed", error = error))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        let silent = error.kind() == std::io::ErrorKind::BrokenPipe;
        let unprinted = Some(error.to_string());
        Self { message: say!("cli-output-failed", error = error), status: 2, silent, unprinted }
    }
}
