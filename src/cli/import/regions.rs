//! `import regions`: the region tree, or the part of it that a book needs.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::domain::acts::UnitFacts;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::locale::say;
use serde_json::json;
use std::path::Path;

pub fn run(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text = std::fs::read(file).map_err(|e| Failure::unusable(say!("cli-cannot-open", file = file, error = e)))?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text));
    let wrong =
        |row: usize, what: String| Failure::unusable(say!("cli-import-file-row", file = file, row = row, what = what));
    let headers = reader.headers().map_err(|_| wrong(1, say!("cli-regions-no-header")))?.clone();
    let column = |name: &str| headers.iter().position(|h| h.trim() == name);
    let (Some(code), Some(name), Some(level)) = (column("code"), column("name"), column("level")) else {
        return Err(wrong(1, say!("cli-regions-header")));
    };
    let home = book.unit();
    let county = home.at(Level::County);
    let mut units = Vec::new();
    let mut rows = 0u64;
    for (n, record) in reader.records().enumerate() {
        let row = n + 2;
        let record = record.map_err(|_| wrong(row, say!("cli-regions-unreadable")))?;
        let cell = |at: usize| record.get(at).unwrap_or("").trim();
        let Some(unit) = RegionCode::parse(cell(code)) else {
            return Err(wrong(row, say!("cli-regions-no-code", text = cell(code))));
        };
        let level = match cell(level) {
            "city" => Some(Level::Prefecture),
            other => Level::from_key(other),
        };
        if level.is_some_and(|level| level != unit.level()) || level.is_none() {
            return Err(wrong(
                row,
                say!(
                    "cli-regions-level",
                    level = cell(headers.iter().position(|h| h.trim() == "level").unwrap_or(0)),
                    code = unit.to_string()
                ),
            ));
        }
        if cell(name).is_empty() {
            return Err(wrong(row, say!("cli-regions-no-name")));
        }
        rows += 1;
        // The county's own tree, and what stands above it; other counties are of no use to a township.
        if county.contains(unit) || unit.contains(home) || home.contains(unit) {
            units.push((unit, UnitFacts { name: cell(name).to_string(), level: unit.level(), local: false }));
        }
    }
    let day = session.recording_day(&book)?;
    let officer = session.officer(&book)?;
    let taken = units.len();
    let recorded = book.import_units(units, day, &officer)?;
    if recorded.is_some() {
        session.has_changed();
    }
    let added = recorded.as_ref().map_or(0, |r| r.entries.len());
    if session.json {
        output::json(&json!({
            "file": file, "rows": rows, "taken": taken, "new": added,
            "batch": recorded.map(|r| r.batch), "villages": book.steering().villages().count(),
        }))?;
    } else {
        output::line(say!(
            "cli-regions-done",
            rows = rows,
            taken = taken,
            new = added,
            villages = book.steering().villages().count()
        ))?;
    }
    Ok(Outcome::Done)
}
