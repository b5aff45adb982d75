//! What the imports of forms have in common: how a form is to be read, the rows that go back, and what is known of a
//! file that was taken.

use crate::book::Recorded;
use crate::desk::{Desk, Result, overwrite};
use crate::locale::say;
use crate::roster::form::{FormOptions, Source};
use crate::roster::{Finding, Reject, Severity, rejects};
use std::path::PathBuf;

/// Which form, and how it is to be read.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The file.
    pub file: PathBuf,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// A map of columns (TOML).
    pub columns: Option<PathBuf>,
    /// Does all the work and keeps nothing of it.
    pub dry_run: bool,
    /// Where the rows go that were not taken; not written where all were.
    pub rejects: Option<PathBuf>,
}

/// What became of a form's rows.
#[derive(Debug, Clone)]
pub struct Taken<C> {
    /// Where they stood.
    pub source: Source,
    /// Everything found, by row.
    pub findings: Vec<Finding>,
    /// Rows in all, those sent back among them.
    pub rows: usize,
    /// Rows sent back.
    pub rejected: usize,
    /// What was recorded, or would be; `None` = nothing new.
    pub recorded: Option<Recorded>,
    /// What the form's own rows came to.
    pub counts: C,
    /// Why the rows sent back could not be written, the book being changed all the same.
    pub unsent: Option<String>,
}

impl<C> Taken<C> {
    /// Whether something needs a person.
    pub fn needs_look(&self) -> bool {
        self.findings.iter().any(|f| f.severity != Severity::Notice)
    }
}

impl Form {
    /// What the reader of the form is told; nothing of what is asked may write over the book or the form itself.
    pub(super) fn options(&self, desk: &Desk) -> Result<FormOptions> {
        overwrite::check(desk.book.path(), self.rejects.as_deref(), Some(&self.file))?;
        Ok(FormOptions { sheet: self.sheet.clone(), columns_map: super::columns_map(self.columns.as_deref())? })
    }

    /// Writes the rows that were not taken as a spreadsheet to be mended, nothing where all were; gives why it could not.
    pub(super) fn send_back(&self, source: &Source, rejected: &mut [Reject]) -> Option<String> {
        rejected.sort_by_key(|reject| reject.row);
        let path = self.rejects.as_ref().filter(|_| !rejected.is_empty())?;
        let written = rejects::write_titled(path, &say!("daybook-rejects-title"), &source.header, rejected);
        written.err().map(|error| error.to_string())
    }
}
