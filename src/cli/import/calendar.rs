//! `import calendar`: a year's holiday notice, as JSON or as a table of dates.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::domain::acts::Fact;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::plan::Calendar;
use crate::roster::holidays;
use std::path::Path;

pub fn run(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text = match std::fs::read(file) {
        Ok(bytes) if bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with("\u{feff}{".as_bytes()) => {
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Ok(_) => table(file)?,
        Err(e) => return Err(Failure::unusable(say!("cli-cannot-open", file = file, error = e))),
    };
    let mut told: Calendar = book.steering().calendar.clone();
    let summary = told
        .add_notice(&text)
        .map_err(|e| Failure::unusable(say!("cli-file-error", file = file, error = e.to_string())))?;
    if told == book.steering().calendar {
        output::tell(say!("cli-calendar-known", year = summary.year.to_string()));
    } else {
        let draft = crate::book::Draft {
            unit: Some(book.unit()),
            ..session.draft(&book, vec![SubjectId::unit(book.unit())], Fact::Calendar(serde_json::from_str(&text)?))?
        };
        book.record(draft)?;
        session.has_changed();
    }
    if session.json {
        output::json(&summary)?;
    } else {
        output::line(say!(
            "cli-calendar-done",
            year = summary.year.to_string(),
            off = summary.days_off,
            worked = summary.days_worked
        ))?;
    }
    Ok(Outcome::Done)
}

/// A table of dates as the JSON of a notice.
fn table(file: &Path) -> Result<String, Failure> {
    let (notice, findings) = holidays::read(file)?;
    if findings.is_empty() {
        return Ok(notice.to_string());
    }
    let lines: Vec<String> = findings
        .iter()
        .take(10)
        .map(|f| say!("daybook-holiday-finding", row = f.row, value = f.value, message = f.message))
        .collect();
    Err(Failure::unusable(say!("daybook-holidays-refused", file = file, faults = lines.join("\n"))))
}
