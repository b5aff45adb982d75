//! A year's holiday notice, as JSON or as a table of dates.

use crate::book::Draft;
use crate::desk::{Desk, Error, Phase, Progress, Result};
use crate::domain::acts::Fact;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::plan::{Calendar, NoticeSummary};
use crate::roster::holidays;
use std::path::Path;

/// What became of a notice.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its year and days.
    pub summary: NoticeSummary,
    /// The book had it already; nothing was recorded.
    pub known: bool,
}

/// Brings a holiday notice in.
pub fn import(desk: &mut Desk, file: &Path, progress: &Progress) -> Result<Taken> {
    progress.enter(Phase::Reading);
    let text = match crate::sheet::read_whole(file) {
        Ok(bytes) if bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with("\u{feff}{".as_bytes()) => {
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Ok(_) => table(file)?,
        Err(e) => return Err(Error::refused(say!("cli-cannot-open", file = file, error = e))),
    };
    progress.check()?;
    let wrong = |error: String| Error::refused(say!("cli-file-error", file = file, error = error));
    let mut told: Calendar = desk.book.steering().calendar.clone();
    let summary = told.add_notice(&text).map_err(|e| wrong(e.to_string()))?;
    let known = told == desk.book.steering().calendar;
    if !known {
        let notice = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| wrong(e.to_string()))?;
        let unit = desk.book.unit();
        let draft = desk.draft(vec![SubjectId::unit(unit)], Fact::Calendar(notice))?;
        desk.book.record(Draft { unit: Some(unit), ..draft })?;
    }
    Ok(Taken { summary, known })
}

/// A table of dates as the JSON of a notice.
fn table(file: &Path) -> Result<String> {
    let (notice, findings) = holidays::read(file)?;
    if findings.is_empty() {
        return Ok(notice.to_string());
    }
    let lines: Vec<String> = findings
        .iter()
        .take(10)
        .map(|f| say!("daybook-holiday-finding", row = f.row, value = f.value, message = f.message))
        .collect();
    Err(Error::refused(say!("daybook-holidays-refused", file = file, faults = lines.join("\n"))))
}
