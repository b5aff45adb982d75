//! The region tree, or the part of it that a book needs.

use crate::book::Recorded;
use crate::desk::{Desk, Error, Phase, Progress, Result};
use crate::domain::acts::UnitFacts;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::locale::say;
use std::path::Path;

/// What became of a region tree.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Rows of the file.
    pub rows: u64,
    /// Units of the county among them.
    pub taken: usize,
    /// Units new or renamed; `None` where none was.
    pub recorded: Option<Recorded>,
    /// Villages that the book has now.
    pub villages: usize,
}

/// Brings a region tree in.
pub fn import(desk: &mut Desk, file: &Path, progress: &Progress) -> Result<Taken> {
    progress.enter(Phase::Reading);
    let (rows, units) = read(desk.book.unit(), file, progress)?;
    let day = desk.recording_day()?;
    let officer = desk.officer()?;
    let taken = units.len();
    progress.enter(Phase::Recording);
    let recorded = progress.stopping(&mut desk.book, |book| Ok(book.import_units(units, day, &officer)?))?;
    Ok(Taken { rows, taken, recorded, villages: desk.book.steering().villages().count() })
}

fn read(home: RegionCode, file: &Path, progress: &Progress) -> Result<(u64, Vec<(RegionCode, UnitFacts)>)> {
    let text =
        crate::sheet::read_whole(file).map_err(|e| Error::refused(say!("cli-cannot-open", file = file, error = e)))?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text));
    let wrong =
        |row: usize, what: String| Error::refused(say!("cli-import-file-row", file = file, row = row, what = what));
    let headers = reader.headers().map_err(|_| wrong(1, say!("cli-regions-no-header")))?.clone();
    let column = |name: &str| headers.iter().position(|h| h.trim() == name);
    let (Some(code), Some(name), Some(level)) = (column("code"), column("name"), column("level")) else {
        return Err(wrong(1, say!("cli-regions-header")));
    };
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
        let said = match cell(level) {
            "city" => Some(Level::Prefecture),
            other => Level::from_key(other),
        };
        if said != Some(unit.level()) {
            return Err(wrong(row, say!("cli-regions-level", level = cell(level), code = unit.to_string())));
        }
        if cell(name).is_empty() {
            return Err(wrong(row, say!("cli-regions-no-name")));
        }
        rows += 1;
        if rows.is_multiple_of(4_096) {
            progress.check()?;
        }
        // The county's own tree, and what stands above it; other counties are of no use to a township.
        if county.contains(unit) || unit.contains(home) || home.contains(unit) {
            units.push((unit, UnitFacts { name: cell(name).to_string(), level: unit.level(), local: false }));
        }
    }
    Ok((rows, units))
}
