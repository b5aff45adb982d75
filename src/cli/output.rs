//! Writing answers: text for people, JSON for programs.

use super::failure::{Failure, Outcome};
use super::session::Session;
use crate::book::{Book, Recorded, RecordedEntry};
use crate::desk::history;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::sheet::{OutFile, told};
use crate::text;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// Prints a line.
pub fn line(text: impl std::fmt::Display) -> Result<(), Failure> {
    writeln!(std::io::stdout().lock(), "{}", shown(&text.to_string()))?;
    Ok(())
}

/// Tells something on stderr. Nobody may be there to hear it (a closed pipe): what is done goes on all the same.
pub fn tell(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "{}", shown(&text.to_string()));
}

/// Tells something on stderr that ends its own lines, or waits for an answer on the same one.
pub fn ask(text: impl std::fmt::Display) {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{}", shown(&text.to_string()));
    let _ = err.flush();
}

/// Ends a line on stderr of a terminal that was taken over, and does not go back to the left by itself.
pub fn end_line() {
    let _ = std::io::stderr().lock().write_all(b"\r\n");
}

pub use crate::text::shown;

/// Prints text that ends its own lines.
pub fn text(text: &str) -> Result<(), Failure> {
    write(None, shown(text).as_bytes())
}

/// Prints one JSON document.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value)?;
    writeln!(std::io::stdout().lock(), "{}", text::escaped_json(&text))?;
    Ok(())
}

/// Writes to the file, whole or not at all, or to stdout where there is none.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match path {
        Some(path) => {
            let whole = || -> std::io::Result<()> {
                let file = OutFile::create(path)?;
                file.write_all(bytes)?;
                file.keep()
            };
            whole().map_err(|e| Failure::unusable(say!("cli-cannot-write", file = path, error = told(&e))))
        }
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(bytes)?;
            out.flush()?;
            Ok(())
        }
    }
}

/// What was recorded, in the shape of CLI.md.
pub fn recorded_json(recorded: &Recorded) -> Value {
    let entries: Vec<Value> = recorded
        .entries
        .iter()
        .map(|e| json!({"hash": e.hash.to_string(), "seq": e.seq, "kind": e.kind, "day": e.day, "nature": e.nature}))
        .collect();
    json!({"batch": recorded.batch, "entries": entries, "late": recorded.late, "notices": recorded.notices})
}

/// Prints what was recorded.
pub fn recorded(session: &Session, book: &Book, recorded: &Recorded) -> Result<Outcome, Failure> {
    session.has_changed();
    if session.json {
        json(&recorded_json(recorded))?;
        return Ok(Outcome::Done);
    }
    for entry in recorded.entries.iter().take(3) {
        let what = entry.nature.map_or_else(|| history::kind_name(&entry.kind), |nature| nature.name());
        line(say!(
            "cli-recorded",
            hash = entry.hash.short(),
            day = entry.day,
            what = what,
            about = about(book, entry)?
        ))?;
    }
    if recorded.entries.len() > 3 {
        line(say!("cli-recorded-more", count = recorded.entries.len(), batch = recorded.batch))?;
    }
    for notice in &recorded.notices {
        tell(say!("cli-notice", text = notice));
    }
    if recorded.late {
        tell(say!("cli-recorded-late"));
    }
    Ok(Outcome::Done)
}

/// Whom an entry is about: the officer sees at once whether it is the right person, household or trip.
fn about(book: &Book, entry: &RecordedEntry) -> Result<String, Failure> {
    let of = |kind| entry.subjects.iter().copied().find(|s: &SubjectId| s.kind() == kind);
    if let Some(id) = of(SubjectKind::Person) {
        let person = book.person_on(id, entry.day)?;
        let village = person.facts.village.map_or(String::new(), |v| format!(" {}", book.steering().unit_name(v)));
        if let Some(name) = person.facts.name {
            return Ok(format!("  {name}{village}"));
        }
    }
    if let Some(job) = of(SubjectKind::Job).map(|id| book.job(id)).transpose()?.flatten() {
        return Ok(format!("  {}", job.title()));
    }
    let names = book.names(entry.subjects.iter().copied())?;
    let name = match (of(SubjectKind::Household), of(SubjectKind::Trip), of(SubjectKind::Unit)) {
        (Some(id), _, _) => names.get(&id).map(|number| say!("cli-due-household", number = number)),
        (_, Some(id), _) => names.get(&id).cloned(),
        (_, _, Some(id)) => {
            let code = book.steering().units.keys().find(|code| SubjectId::unit(**code) == id);
            code.map(|code| book.steering().unit_name(*code))
        }
        _ => None,
    };
    Ok(name.map_or(String::new(), |name| format!("  {name}")))
}
