//! Everything that leaves as a table. ID numbers are masked; a file with whole ones is itself an entry of the ledger: none
//! comes to be without one. A file appears when it is whole; an export that is called off leaves none.

mod entries;
mod jobs;
mod roster;
mod spells;
mod trips;

use super::mask::Mask;
use super::{Desk, Error, Phase, Progress, Result, outname, overwrite};
use crate::book::{self, Book, Draft};
use crate::domain::acts::{ExportFacts, Fact};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::sheet::write::{Cell, Charset, Format, Head, Spot, TableWriter, Written};
use crate::sheet::{OutFile, WriteError};
use crate::text;
use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::SpooledTempFile;

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Everybody, one row each.
    Roster,
    /// Who worked where, from when to when.
    Spells,
    /// The buses.
    Trips,
    /// The list of jobs.
    Jobs,
    /// Who goes along on this trip.
    Passengers(SubjectId),
    /// The ledger itself.
    Entries,
}

/// What is to be exported, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// The table.
    pub what: What,
    /// The village to which a roster, spells or entries are limited; `None` = the whole book.
    pub within: Option<RegionCode>,
    /// The kind of file, see [`format_for`].
    pub format: Format,
    /// Whole ID numbers; the ledger then says that they were given out.
    pub ids_full: bool,
    /// A roster with codes beside the names of places.
    pub codes: bool,
}

/// Where the table goes.
pub enum Outlet {
    /// A file, which appears when it is whole; an older one of that name stays until then.
    File(PathBuf),
    /// A stream, row by row. With whole numbers it gets nothing: see [`Exported::held`].
    Stream(Box<dyn Write + Send>),
}

/// What was exported.
#[derive(Debug, Default)]
pub struct Exported {
    /// The file.
    pub path: Option<PathBuf>,
    /// Its rows, and what it could not hold as it was.
    pub written: Written,
    /// A table with whole numbers that was asked for as a stream, from its beginning: the ledger knows of it now, and it may go out.
    pub held: Option<SpooledTempFile>,
    /// The book is encrypted, and this is not.
    pub laid_open: bool,
    /// People of a roster without an ID number.
    pub numberless: u64,
    /// People of a roster without a household number.
    pub homeless: u64,
}

impl Exported {
    /// What the file could not hold as it was, in sentences.
    pub fn notices(&self) -> Vec<String> {
        let written = &self.written;
        let mut told = Vec::new();
        if self.laid_open {
            told.push(say!("lock-file-plain"));
        }
        if written.rare > 0 {
            let spot = |s: &Spot| say!("exports-spot", row = s.row, column = s.column, what = s.characters);
            let spots: Vec<String> = written.rare_spots.iter().take(5).map(spot).collect();
            told.push(say!("exports-rare", count = written.rare, spots = spots.join(" ")));
        }
        if written.cut > 0 {
            let rows: Vec<String> = written.cut_spots.iter().take(5).map(|spot| spot.row.to_string()).collect();
            told.push(say!("exports-cut", count = written.cut, rows = rows.join(" ")));
        }
        if self.numberless + self.homeless > 0 {
            told.push(say!("exports-roster-incomplete", numberless = self.numberless, homeless = self.homeless));
        }
        told
    }
}

/// The format of a file: as asked for, else by its ending, else a table where an encoding is asked for, else NDJSON. A
/// name that promises another kind of file opens nowhere and is refused.
pub fn format_for(format: Option<Format>, charset: Option<Charset>, output: Option<&Path>) -> Result<Format> {
    let ending = output.and_then(Format::of_ending);
    let named = output.and_then(Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    if let (None, None, Some(named)) =
        (format, ending, named.filter(|n| !matches!(n.as_str(), "json" | "jsonl" | "txt")))
    {
        return Err(Error::refused(say!("exports-ending", ending = named)));
    }
    let format = match format {
        Some(format) => format,
        // A file may be named as it likes; what a program reads from a stream does not change its kind unasked.
        None if charset.is_some() && output.is_some() => ending.unwrap_or(Format::Csv(Charset::Utf8)),
        None => ending.unwrap_or(Format::Ndjson),
    };
    match (format, charset) {
        (Format::Csv(_), Some(charset)) => Ok(Format::Csv(charset)),
        (_, None | Some(Charset::Utf8)) => Ok(format),
        _ => Err(Error::refused(say!("exports-encoding-is-for-csv"))),
    }
}

/// Exports a table.
pub fn export(desk: &mut Desk, asked: &Export, outlet: Outlet, progress: &Progress) -> Result<Exported> {
    if let Outlet::File(path) = &outlet {
        overwrite::check(desk.book.path(), Some(path), None)?;
    }
    match asked.what {
        What::Roster => roster::run(desk, asked, outlet, progress),
        What::Spells => spells::run(desk, asked, outlet, progress),
        What::Trips => trips::run(desk, asked, outlet, progress),
        What::Jobs => jobs::run(desk, asked, outlet, progress),
        What::Passengers(trip) => trips::passengers(desk, asked, trip, outlet, progress),
        What::Entries => entries::run(desk, asked, outlet, progress),
    }
}

/// A name for an export in this folder; one that is not taken yet.
pub fn file_in(desk: &Desk, folder: &Path, what: What, format: Format) -> Result<PathBuf> {
    let kind = match what {
        What::Roster => say!("exports-roster"),
        What::Spells => say!("exports-spells"),
        What::Trips => say!("exports-trips"),
        What::Jobs => say!("exports-jobs"),
        What::Passengers(_) => say!("exports-passengers"),
        What::Entries => say!("exports-entries"),
    };
    let unit = desk.book.steering().unit_name(desk.book.unit());
    let day = desk.reading_day();
    let name = match what {
        What::Passengers(trip) => {
            let number = desk.book.names([trip])?.remove(&trip).unwrap_or_default();
            say!("desk-file-passengers", unit = unit, what = kind, number = number, day = day)
        }
        _ => say!("desk-file-export", unit = unit, what = kind, day = day),
    };
    Ok(outname::free(folder, &name, format.name()))
}

/// A table, and in which words.
struct Table {
    /// Its name in the ledger.
    what: &'static str,
    head: Head,
    /// Columns for people only: a program that reads NDJSON gets the keys of CLI.md and no more.
    for_people: &'static [&'static str],
}

/// Receives one row.
type Row<'a> = dyn FnMut(&[Cell<'_>]) -> book::Result<()> + 'a;

/// Rows between two words of how far it is.
const STRIDE: u64 = 256;

/// Writes a table: whole or not at all where it goes to a file.
fn write(
    desk: &mut Desk,
    asked: &Export,
    outlet: Outlet,
    progress: &Progress,
    table: Table,
    rows: impl FnOnce(&Book, &Mask, &mut Row<'_>) -> Result<()>,
) -> Result<Exported> {
    progress.enter(Phase::Writing);
    let &Export { format, ids_full, .. } = asked;
    let mask = Mask::new(ids_full)?;
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
    let encrypted = desk.book.passphrase().is_some();
    let (place, writer) = Place::open(outlet, ids_full, encrypted)?;
    let aside = place.aside(encrypted);
    let mut writer = TableWriter::new(writer, format, head, aside.as_deref()).map_err(|e| place.unwritten(e))?;
    let (mut failed, mut done) = (None, 0u64);
    let walked = progress.stopping(&mut desk.book, |book| {
        rows(book, &mask, &mut |cells| {
            let cells = cells.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell);
            let masked = keys.iter().zip(cells).map(|(key, cell)| mask.cell(key, cell));
            // NDJSON escapes what steers a terminal; a table has no way to.
            let masked: Vec<Cell<'_>> =
                if format == Format::Ndjson { masked.collect() } else { masked.map(tame).collect() };
            done += 1;
            if done.is_multiple_of(STRIDE) {
                progress.set(done, 0);
            }
            let ended = || book::Error::refused(String::new()); // ends the walk; the reason is known
            if progress.cancelled() {
                return Err(ended());
            }
            writer.row(&masked).map_err(|error| {
                failed = Some(error);
                ended()
            })
        })
    });
    if let Some(error) = failed {
        return Err(place.unwritten(error));
    }
    walked?;
    let written = writer.finish().map_err(|e| place.unwritten(e))?;
    progress.check()?;
    // The ledger tells of what was taken out: nothing that can fail comes after.
    place.sync()?;
    if ids_full {
        note_in_ledger(desk, what, place.path(), format, written.rows)?;
    }
    let (path, held) = place.keep()?;
    Ok(Exported { path, held, written, laid_open: encrypted, ..Exported::default() })
}

/// A cell whose text shows all that it holds, on its lines.
fn tame(cell: Cell<'_>) -> Cell<'_> {
    match cell {
        Cell::Text(text) => match text::shown(&text) {
            Cow::Borrowed(_) => Cell::Text(text),
            Cow::Owned(shown) => Cell::Text(shown.into()),
        },
        Cell::Json(value) => Cell::Text(text::shown(&value.to_string()).into_owned().into()),
        cell => cell,
    }
}

/// Where a table under writing goes.
enum Place {
    /// A file that appears when it is whole.
    File(OutFile, PathBuf),
    /// Held back until the ledger knows of it.
    Held(Held),
    /// A stream, as it comes.
    Stream,
}

/// A table that is held back, while it is written and read.
#[derive(Clone)]
struct Held(Arc<Mutex<SpooledTempFile>>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}

impl Place {
    fn open(outlet: Outlet, full: bool, encrypted: bool) -> Result<(Self, Box<dyn Write + Send>)> {
        Ok(match outlet {
            Outlet::File(path) => {
                let failed = |e| unwritten(&path, WriteError::Io(e));
                let file = OutFile::create(&path).map_err(failed)?;
                let writer = Box::new(BufWriter::new(file.writer().map_err(failed)?));
                (Self::File(file, path), writer)
            }
            Outlet::Stream(_) if full => {
                // Of an encrypted book nothing lies on the disk that nobody asked for.
                let room = if encrypted { usize::MAX } else { 0 };
                let held = Held(Arc::new(Mutex::new(SpooledTempFile::new(room))));
                (Self::Held(held.clone()), Box::new(BufWriter::new(held)))
            }
            Outlet::Stream(stream) => (Self::Stream, stream),
        })
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::File(_, path) => Some(path),
            _ => None,
        }
    }

    /// The folder in which rows may wait: beside the file that will hold them; for what is no file in the system's own,
    /// but not of an encrypted book.
    fn aside(&self, encrypted: bool) -> Option<PathBuf> {
        let beside = match self {
            Self::File(file, _) => file.folder().map(Path::to_owned),
            _ => None,
        };
        beside.or_else(|| (!encrypted).then(std::env::temp_dir))
    }

    fn unwritten(&self, error: WriteError) -> Error {
        match (error, self.path()) {
            (error, Some(path)) => unwritten(path, error),
            (WriteError::Io(error), None) => Error::Output(error),
            (error, None) => Error::refused(error.to_string()),
        }
    }

    fn sync(&self) -> Result<()> {
        match self {
            Self::File(file, path) => file.sync().map_err(|e| unwritten(path, WriteError::Io(e))),
            _ => Ok(()),
        }
    }

    fn keep(self) -> Result<(Option<PathBuf>, Option<SpooledTempFile>)> {
        use std::io::Seek;
        match self {
            Self::File(file, path) => {
                file.keep_synced().map_err(|e| unwritten(&path, WriteError::Io(e)))?;
                Ok((Some(path), None))
            }
            Self::Held(Held(held)) => {
                // Whoever wrote to it is done with it.
                let held = Arc::into_inner(held).map(|held| held.into_inner().unwrap_or_else(PoisonError::into_inner));
                let mut held = held.ok_or_else(|| Error::Output(std::io::ErrorKind::ResourceBusy.into()))?;
                held.rewind().map_err(Error::Output)?;
                Ok((None, Some(held)))
            }
            Self::Stream => Ok((None, None)),
        }
    }
}

fn unwritten(path: &Path, error: WriteError) -> Error {
    Error::refused(say!("exports-unwritten", file = path, error = error.to_string()))
}

/// The entry that says who took whole numbers out of the book.
fn note_in_ledger(desk: &mut Desk, what: &str, path: Option<&Path>, format: Format, rows: u64) -> Result<()> {
    let day = desk.recording_day()?;
    let sealed =
        desk.book.steering().last_sealed().filter(|sealed| *sealed >= day).and_then(|sealed| sealed.succ_opt());
    let file = path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let fact = Fact::Export(ExportFacts { what: what.to_owned(), format: format.name().to_owned(), rows, file });
    let unit = desk.book.unit();
    let officer = desk.officer()?;
    let subjects = vec![SubjectId::unit(unit)];
    desk.book.record(Draft { day: sealed.unwrap_or(day), officer, unit: Some(unit), subjects, fact })?;
    Ok(())
}
