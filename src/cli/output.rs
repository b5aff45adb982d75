//! Writing answers: text for people, JSON for programs.

use super::failure::{Failure, Outcome};
use super::session::Session;
use crate::book::{Book, Recorded, RecordedEntry};
use crate::domain::subject::SubjectKind;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// Prints a line.
pub fn line(text: impl std::fmt::Display) -> Result<(), Failure> {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}

/// Prints one JSON document.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    line(serde_json::to_string(value)?)
}

/// Writes to the file, or to stdout where there is none.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match path {
        Some(path) => {
            std::fs::write(path, bytes).map_err(|e| Failure::unusable(format!("写不了 {}:{e}", path.display())))
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
    if session.json {
        json(&recorded_json(recorded))?;
        return Ok(Outcome::Done);
    }
    for entry in recorded.entries.iter().take(3) {
        let nature = entry.nature.map_or(String::new(), |n| format!("  {}", n.zh()));
        line(format!("已记 {}  {}{nature}{}", entry.hash.short(), entry.day, about(book, entry)?))?;
    }
    if recorded.entries.len() > 3 {
        line(format!("… 共 {} 条,批次 {}", recorded.entries.len(), recorded.batch))?;
    }
    for notice in &recorded.notices {
        eprintln!("提示:{notice}");
    }
    if recorded.late {
        eprintln!("提示:这一天已封账,本条作为补录,在下一期更正中列出");
    }
    Ok(Outcome::Done)
}

/// Whom an entry is about: the officer sees at once whether it is the right person.
fn about(book: &Book, entry: &RecordedEntry) -> Result<String, Failure> {
    let Some(id) = entry.subjects.iter().find(|s| s.kind() == SubjectKind::Person) else { return Ok(String::new()) };
    let person = book.person_on(*id, entry.day)?;
    let village = person.facts.village.map_or(String::new(), |v| format!(" {}", book.steering().unit_name(v)));
    Ok(person.facts.name.map_or(String::new(), |name| format!("  {name}{village}")))
}
