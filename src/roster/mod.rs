//! Reading other people's rosters: any spreadsheet file becomes checked rows, with a finding for each thing that is
//! wrong or was put right (design/CLI.md, "import roster"). Reads only; what becomes of the rows is the caller's.
//!
//! The room `sheet` opens a file and gives rows; `columns` finds the header (`headers` knows the names), `row` (with `person`,
//! `household`, `work`, `cells`, `words`) checks one row, `rejects` writes back what was not taken.

mod cells;
pub mod columns;
pub mod entries;
pub mod finding;
pub mod form;
mod headers;
mod history;
pub mod holidays;
mod household;
pub mod jobs;
mod kind;
pub mod outward;
pub mod pasted;
mod person;
pub mod rejects;
pub mod row;
mod spoken;
pub mod template;
pub mod words;
mod work;

use crate::domain::id_number::IdNumber;
use crate::locale::{say, simplified};
pub use finding::{Finding, Severity};
pub use kind::{FileKind, kind_of};
pub use person::read_phone;
pub use rejects::Reject;
pub use row::{Places, RosterRow, VillageMatch, Villages};

use crate::sheet::{Table, TableError};
use crate::text;
use chrono::NaiveDate;
use columns::{Columns, ColumnsError, Field, Synonyms};
use csv::StringRecord;
use row::{Context, RowReader};
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;
use std::path::Path;
use thiserror::Error;

/// How a roster is to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The text of a `--columns` map.
    pub columns_map: Option<String>,
    /// The roster's date; else its title or file name must say it.
    pub as_of: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
    /// Fields that are empty in the file are to be blanked in the book.
    pub overwrite_empty: bool,
    /// Whom the book has under numbers that were sent back as duplicates: another name does not take their place.
    pub taken: FxHashMap<String, String>,
}

/// What a whole roster gave, besides its rows.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Where the rows stand.
    pub source: form::Source,
    /// Data rows, rejected ones among them.
    pub rows: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// The roster's date.
    pub as_of: NaiveDate,
    /// Everything found, by row.
    pub findings: Vec<Finding>,
    /// The rows not taken.
    pub rejects: Vec<Reject>,
}

/// Why a roster cannot be read at all.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RosterError {
    /// The file.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Its header, or the map of columns.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// Nothing says how old the roster is.
    #[error("{}", say!("roster-no-date"))]
    NoDate,
    /// Whoever asked for the roster wants no more of it.
    #[error("{}", say!("roster-stopped"))]
    Stopped,
}

/// Cells of a rejected row that are kept where the header has fewer; what stands further out is nothing of the roster's.
const WIDEST_REJECT: usize = 64;
/// Rows whose progress is told together.
const STRIDE: u64 = 1024;

/// A roster whose header was found.
pub struct Roster {
    opened: form::Opened<Field>,
    /// Its file's name, without the ending.
    name: String,
}

/// Opens a roster as the options say.
pub fn open(path: &Path, options: &Options) -> Result<Roster, RosterError> {
    let synonyms = Synonyms::new(options.columns_map.as_deref())?;
    let opened = form::open(path, options.sheet.as_deref(), &synonyms)?;
    let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Roster { opened, name })
}

/// Opens a roster and reads it to its end.
pub fn read(
    path: &Path,
    options: &Options,
    villages: &dyn Villages,
    places: &dyn Places,
    sink: &mut dyn FnMut(RosterRow),
) -> Result<Summary, RosterError> {
    open(path, options)?.read(options, villages, places, &mut |_, _| ControlFlow::Continue(()), sink)
}

impl Roster {
    /// The ID numbers of the rows that were sent back as duplicates, where the file is one of rejected rows; empty else.
    pub fn duplicates(&mut self) -> Result<Vec<IdNumber>, RosterError> {
        rejects::duplicates(&mut self.opened)
    }

    /// Gives each row that can be taken to `sink`, in file order, and the rest in the summary. `progress` hears how much is
    /// done, of how much, and may end it with [`RosterError::Stopped`]. An error may come after rows were given (a
    /// truncated file): the caller discards them.
    pub fn read(
        self,
        options: &Options,
        villages: &dyn Villages,
        places: &dyn Places,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
        sink: &mut dyn FnMut(RosterRow),
    ) -> Result<Summary, RosterError> {
        let source = form::Source::of(&self.opened);
        let form::Opened { mut table, head, columns } = self.opened;
        let titles = head.iter().take_while(|(row, _)| *row < columns.header_row).map(|(_, record)| record);
        let as_of = options.as_of.or_else(|| as_of_from(titles, &self.name)).ok_or(RosterError::NoDate)?;

        let context = Context {
            as_of,
            today: options.today,
            villages,
            places,
            overwrite_empty: options.overwrite_empty,
            taken: &options.taken,
        };
        let mut reader = RowReader::new(context, &columns);
        let mut rejects = Vec::new();
        let mut rows = 0u64;
        let mut stopped = false;
        let total = table.total();
        table.visit(&mut |row, record, done| {
            if row <= columns.header_row || is_no_person(&columns, record) {
                return ControlFlow::Continue(());
            }
            rows += 1;
            if rows.is_multiple_of(STRIDE) && progress(done, total).is_break() {
                stopped = true;
                return ControlFlow::Break(());
            }
            let before = reader.findings.len();
            match reader.read(row, record) {
                Some(row) => sink(row),
                None => {
                    let cells =
                        record.iter().take(columns.header.len().max(WIDEST_REJECT)).map(str::to_owned).collect();
                    rejects.push(Reject::new(row, cells, &reader.findings[before..]))
                }
            }
            ControlFlow::Continue(())
        })?;
        if stopped || progress(total, total).is_break() {
            return Err(RosterError::Stopped);
        }
        let mut findings = form::absent(&columns);
        findings.extend(reader.finish());
        Ok(Summary { source, rows, rejected: rejects.len() as u64, as_of, findings, rejects })
    }
}

/// The roster's date as its title rows or its file name say it; the title is asked first.
pub fn as_of_from<'r>(titles: impl IntoIterator<Item = &'r StringRecord>, file_name: &str) -> Option<NaiveDate> {
    titles.into_iter().flatten().find_map(text::date_in_text).or_else(|| text::date_in_text(file_name))
}

/// The rows among which the header is looked for.
fn first_rows(table: &mut Table) -> Result<Vec<(u32, StringRecord)>, TableError> {
    let mut rows = Vec::new();
    table.visit(&mut |row, record, _| {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((row, record.clone()));
        }
        if rows.len() > columns::SEARCHED { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if rows.is_empty() { Err(TableError::Empty) } else { Ok(rows) }
}

/// Rows that are about nobody: empty, numbered in advance, totals, notes and signatures, the header once more.
fn is_no_person(columns: &Columns, record: &StringRecord) -> bool {
    let cell = |field| cells::raw(columns, record, field);
    let name = cell(Field::Name);
    if form::is_example(name) {
        return true;
    }
    let number = cell(Field::IdNo);
    // A totals row may count its people in this column: 总计 … 2人.
    let counts = name.is_empty() && number.chars().count() < 15 && is_footer(record);
    if !(number.is_empty() || counts) {
        let again = |field| cells::plain(cell(field)).trim_matches('*') == columns.title(field);
        return again(Field::Name) && again(Field::IdNo);
    }
    if columns.list.iter().all(|(field, _)| cell(*field).is_empty()) {
        let said = record.iter().any(|cell| cell.chars().any(|c| !c.is_ascii() && c.is_alphabetic()));
        return !said || is_footer(record) || record.iter().filter(|cell| !cell.trim().is_empty()).count() < 3;
    }
    is_footer(record)
}

fn is_footer(record: &StringRecord) -> bool {
    record.iter().filter(|cell| !cell.trim().is_empty()).take(3).any(|cell| {
        let plain = simplified(&cells::plain(cell));
        let totals = ["合计", "总计", "小计", "共计", "累计"];
        let notes = [
            "注:",
            "备注:",
            "说明:",
            "填表人",
            "填报人",
            "制表",
            "审核人",
            "经办人",
            "负责人",
            "单位负责人",
            "填报单位",
            "填报日期",
            "填表日期",
            "填表说明",
            "联系电话:",
            "注1",
            "注①",
            "审核:",
            "填报:",
            "填表:",
            "签字:",
            "盖章",
        ];
        totals.iter().chain(&notes).any(|word| plain.starts_with(word))
    })
}

#[cfg(test)]
mod tests;
