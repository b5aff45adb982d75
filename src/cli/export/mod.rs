//! `export`: everything that leaves as a table. ID numbers are masked; `--ids full` says so, and is itself an entry of the
//! ledger: no file with whole numbers comes to be without one.

mod entries;
mod jobs;
mod roster;
mod spells;
mod trips;

use super::args::Ids;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::{self, Session};
use crate::book::{self, Book, Draft};
use crate::desk::mask::Mask;
use crate::domain::acts::{ExportFacts, Fact};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::sheet::write::{Cell, Charset, Format, Head, TableWriter, Written};
use crate::sheet::{OutFile, WriteError};
use crate::text;
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Export {
    Roster(RosterTo),
    Spells(Within),
    Trips(To),
    Jobs(To),
    Passengers(PassengersTo),
    Entries(Within),
    Template(super::template::ExportTemplate),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Ndjson,
    Csv,
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "gb18030")]
    Gb18030,
}

#[derive(Debug, clap::Args)]
pub struct To {
    #[arg(long)]
    pub format: Option<ExportFormat>,
    #[arg(long)]
    pub encoding: Option<Encoding>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "full")]
    pub ids: Option<Ids>,
}

#[derive(Debug, clap::Args)]
pub struct Within {
    #[arg(long, value_name = "VILLAGE")]
    pub unit: Option<String>,
    #[command(flatten)]
    pub to: To,
}

#[derive(Debug, clap::Args)]
pub struct RosterTo {
    #[arg(long)]
    pub codes: bool,
    #[command(flatten)]
    pub within: Within,
}

#[derive(Debug, clap::Args)]
pub struct PassengersTo {
    pub trip: String,
    #[command(flatten)]
    pub to: To,
}

pub fn run(session: &Session, args: Export) -> Result<Outcome, Failure> {
    match args {
        Export::Template(args) => super::template::run(session, args),
        Export::Roster(args) => roster::run(session, &mut session.open()?, &args),
        Export::Spells(args) => spells::run(session, &mut session.open()?, &args),
        Export::Trips(to) => trips::run(session, &mut session.open()?, &to),
        Export::Jobs(to) => jobs::run(session, &mut session.open()?, &to),
        Export::Passengers(args) => trips::passengers(session, &mut session.open()?, &args),
        Export::Entries(args) => entries::run(session, &mut session.open()?, &args),
    }
}

/// What is exported, and in which words.
struct Table {
    /// Its name in the ledger.
    what: &'static str,
    head: Head,
    /// Columns for people only: a program that reads NDJSON gets the keys of CLI.md and no more.
    for_people: &'static [&'static str],
}

/// Receives one row.
type Row<'a> = dyn FnMut(&[Cell<'_>]) -> book::Result<()> + 'a;

/// Writes a table: whole or not at all where it goes to a file.
fn write(
    session: &Session,
    book: &mut Book,
    to: &To,
    table: Table,
    rows: impl FnOnce(&Book, &Mask, &mut Row<'_>) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let format = format_of(to)?;
    if session.json && to.output.is_none() && format != Format::Ndjson {
        return Err(Failure::unusable(say!("exports-json-only")));
    }
    let mask = Mask::new(to.ids.is_some())?;
    let full = to.ids.is_some();
    let Table { what, mut head, for_people } = table;
    let shown: Vec<bool> =
        head.columns.iter().map(|c| format != Format::Ndjson || !for_people.contains(&c.key.as_str())).collect();
    let mut at = 0;
    head.columns.retain(|_| {
        at += 1;
        shown.get(at - 1).copied().unwrap_or(true)
    });
    let keys: Vec<String> = head.columns.iter().map(|c| c.key.clone()).collect();
    head.title = head.title.map(|title| text::clean(&mask.text(&title)).into_owned());
    let place = Place::open(to, format, full)?;
    let mut writer = TableWriter::new(place.writer()?, format, head).map_err(|e| unwritten(to, e))?;
    let mut failed = None;
    let walked = rows(book, &mask, &mut |cells| {
        let cells = cells.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell);
        let masked = keys.iter().zip(cells).map(|(key, cell)| mask.cell(key, cell));
        // NDJSON escapes what steers a terminal; a table has no way to.
        let masked: Vec<Cell<'_>> =
            if format == Format::Ndjson { masked.collect() } else { masked.map(tame).collect() };
        writer.row(&masked).map_err(|error| {
            failed = Some(error);
            book::Error::refused(String::new()) // ends the walk; the reason is `failed`
        })
    });
    if let Some(error) = failed {
        return Err(unwritten(to, error));
    }
    walked?;
    let written = writer.finish().map_err(|e| unwritten(to, e))?;
    if full {
        note_in_ledger(session, book, what, to, format, written.rows)?;
        session.has_changed();
        output::tell(say!("exports-whole-numbers"));
    }
    place.keep(to)?;
    if let (true, Some(file)) = (session.json, &to.output) {
        output::json(&json!({"file": file, "format": format.name(), "rows": written.rows}))?;
    }
    tell(&written);
    Ok(Outcome::Done)
}

/// A cell whose text shows all that it holds, on its lines.
fn tame(cell: Cell<'_>) -> Cell<'_> {
    match cell {
        Cell::Text(text) => match output::shown(&text) {
            Cow::Borrowed(_) => Cell::Text(text),
            Cow::Owned(shown) => Cell::Text(shown.into()),
        },
        Cell::Json(value) => Cell::Text(output::shown(&value.to_string()).into_owned().into()),
        cell => cell,
    }
}

fn format_of(to: &To) -> Result<Format, Failure> {
    let ending = to.output.as_deref().and_then(Format::of_ending);
    let named =
        to.output.as_deref().and_then(std::path::Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    // A name that promises another kind of file opens nowhere.
    if let (None, None, Some(named)) =
        (to.format, ending, named.filter(|n| !matches!(n.as_str(), "json" | "jsonl" | "txt")))
    {
        return Err(Failure::unusable(say!("exports-ending", ending = named)));
    }
    let format = match to.format {
        Some(ExportFormat::Ndjson) => Format::Ndjson,
        Some(ExportFormat::Csv) => Format::Csv(Charset::Utf8),
        Some(ExportFormat::Xlsx) => Format::Xlsx,
        // A file may be named as it likes; what a program reads from stdout does not change its kind unasked.
        None if to.encoding.is_some() && to.output.is_some() => ending.unwrap_or(Format::Csv(Charset::Utf8)),
        None => ending.unwrap_or(Format::Ndjson),
    };
    match (format, to.encoding) {
        (Format::Csv(_), Some(Encoding::Gb18030)) => Ok(Format::Csv(Charset::Gb18030)),
        (Format::Csv(_), _) | (_, None | Some(Encoding::Utf8)) => Ok(format),
        _ => Err(Failure::unusable(say!("exports-encoding-is-for-csv"))),
    }
}

fn unwritten(to: &To, error: WriteError) -> Failure {
    match (error, &to.output) {
        (WriteError::Io(error), None) => error.into(),
        (error, Some(path)) => Failure::unusable(say!("exports-unwritten", file = path, error = error.to_string())),
        (error, None) => Failure::unusable(error.to_string()),
    }
}

/// Where the table goes.
enum Place {
    /// A file that appears when it is whole.
    File(OutFile),
    /// stdout, which gets it when the ledger knows of it.
    Held(File),
    /// stdout, as it comes.
    Stdout,
}

impl Place {
    fn open(to: &To, format: Format, full: bool) -> Result<Self, Failure> {
        use std::io::IsTerminal;
        let failed = |e| unwritten(to, WriteError::Io(e));
        match &to.output {
            Some(path) => Ok(Self::File(OutFile::create(path).map_err(failed)?)),
            None if format == Format::Xlsx && std::io::stdout().is_terminal() => {
                Err(Failure::unusable(say!("exports-workbook-needs-a-file")))
            }
            None if full => Ok(Self::Held(tempfile::tempfile().map_err(failed)?)),
            None => Ok(Self::Stdout),
        }
    }

    fn writer(&self) -> Result<Box<dyn Write + Send>, Failure> {
        Ok(match self {
            Self::File(file) => Box::new(std::io::BufWriter::new(file.writer()?)),
            Self::Held(file) => Box::new(std::io::BufWriter::new(file.try_clone()?)),
            Self::Stdout => Box::new(std::io::BufWriter::new(std::io::stdout())),
        })
    }

    fn keep(self, to: &To) -> Result<(), Failure> {
        match self {
            Self::File(file) => file.keep().map_err(|e| unwritten(to, WriteError::Io(e))),
            Self::Held(mut file) => {
                file.rewind()?;
                let mut out = std::io::stdout().lock();
                std::io::copy(&mut file, &mut out)?;
                Ok(out.flush()?)
            }
            Self::Stdout => Ok(()),
        }
    }
}

/// The entry that says who took whole numbers out of the book.
fn note_in_ledger(
    session: &Session,
    book: &mut Book,
    what: &str,
    to: &To,
    format: Format,
    rows: u64,
) -> Result<(), Failure> {
    let day = session.recording_day(book)?;
    let sealed = book.steering().last_sealed().filter(|sealed| *sealed >= day).and_then(|sealed| sealed.succ_opt());
    let file = to.output.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    let fact = Fact::Export(ExportFacts { what: what.to_owned(), format: format.name().to_owned(), rows, file });
    let unit = book.unit();
    book.record(Draft {
        day: sealed.unwrap_or(day),
        officer: session.officer(book)?,
        unit: Some(unit),
        subjects: vec![SubjectId::unit(unit)],
        fact,
    })?;
    Ok(())
}

/// What the file could not hold as it was.
fn tell(written: &Written) {
    if written.rare > 0 {
        let spots: Vec<String> = written
            .rare_spots
            .iter()
            .take(5)
            .map(|s| say!("exports-spot", row = s.row, column = s.column, what = s.characters))
            .collect();
        output::tell(say!("exports-rare", count = written.rare, spots = spots.join(" ")));
    }
    if written.cut > 0 {
        let rows: Vec<String> = written.cut_spots.iter().take(5).map(|spot| spot.row.to_string()).collect();
        output::tell(say!("exports-cut", count = written.cut, rows = rows.join(" ")));
    }
}

/// The unit to which an export is limited: a village, or the whole book.
fn unit(book: &Book, within: &Within) -> Result<RegionCode, Failure> {
    within.unit.as_deref().map_or(Ok(book.unit()), |text| session::village(book, text))
}
