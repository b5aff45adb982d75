//! Forms: tables that somebody fills in, each a vocabulary of fields with the headers under which people write them.
//! What they have in common: how the sheet and its header are found, which rows count, and how one row's cells are read.
//! A cell that cannot be read keeps its row out: the row comes back and is mended, nothing is taken by halves.

mod row;

use super::RosterError;
use super::cells::{self, plain};
use super::columns::{Columns, ColumnsError, Synonyms};
use super::finding::Finding;
pub use super::spoken::Spoken;
pub(crate) use super::spoken::spoken;
use crate::locale::{Lang, say};
use crate::sheet::{self, Table, TableError};
use chrono::{Days, NaiveDate};
use csv::StringRecord;
pub use row::Row;
use std::ops::ControlFlow;
use std::path::Path;

/// What a form takes from the vocabulary of its fields.
macro_rules! by_vocabulary {
    () => {
        fn key(self) -> &'static str {
            Self::key(self)
        }

        fn zh(self) -> &'static str {
            Self::zh(self)
        }

        fn at(self) -> usize {
            self as usize
        }
    };
}
pub(crate) use by_vocabulary;

/// The fields of a form.
pub trait Form: Copy + PartialEq + Send + 'static {
    /// The vocabulary's name, as the message files know it.
    const NAME: &'static str;
    /// Every field.
    const FIELDS: &'static [Self];
    /// The headers of each field: the text of a file of `data/roster`.
    const SYNONYMS: &'static str;
    /// The field of columns that are known and say nothing that the book keeps.
    const IGNORED: Self;
    /// The fields that say whom or what a row is about.
    const NAMING: &'static [Self];

    /// Key of a field.
    fn key(self) -> &'static str;
    /// Its Chinese name.
    fn zh(self) -> &'static str;
    /// Its place among [`Form::FIELDS`].
    fn at(self) -> usize;
    /// Whether these columns are a header of this form.
    fn suffices(columns: &Columns<Self>) -> bool;
    /// Puts columns right that are named alike and mean something else here.
    fn settle(_columns: &mut Columns<Self>) {}
    /// What is said where no header is found.
    fn no_header(looked: usize) -> ColumnsError;

    /// Its name in the language of the process.
    fn told(self) -> String {
        Lang::current().word(&format!("{}-{}", Self::NAME, self.key()), self.zh())
    }
    /// The field of this key.
    fn from_key(key: &str) -> Option<Self> {
        Self::FIELDS.iter().copied().find(|field| field.key() == key)
    }
    /// The field of this key or Chinese name.
    fn from_name(name: &str) -> Option<Self> {
        Self::FIELDS.iter().copied().find(|field| field.key() == name || field.zh() == name)
    }
    /// All keys, for an error message.
    fn keys() -> String {
        Self::FIELDS.iter().map(|field| field.key()).collect::<Vec<_>>().join(" ")
    }
}

/// A file whose header was found.
pub struct Opened<F> {
    /// The table.
    pub table: Table,
    /// Its first rows.
    pub head: Vec<(u32, StringRecord)>,
    /// Its columns.
    pub columns: Columns<F>,
}

/// Opens a file and finds the form in it: on the sheet asked for, else on the only one that has its header (a workbook may
/// have a sheet of notes beside it).
pub fn open<F: Form>(path: &Path, sheet: Option<&str>, synonyms: &Synonyms<F>) -> Result<Opened<F>, RosterError> {
    match open_sheet(path, sheet, synonyms) {
        Err(RosterError::Table(TableError::ManySheets(names))) => {
            let mut with_header = names.iter().filter_map(|name| open_sheet(path, Some(name), synonyms).ok());
            match (with_header.next(), with_header.next()) {
                (Some(only), None) => Ok(only),
                _ => Err(TableError::ManySheets(names).into()),
            }
        }
        opened => opened,
    }
}

fn open_sheet<F: Form>(path: &Path, sheet: Option<&str>, synonyms: &Synonyms<F>) -> Result<Opened<F>, RosterError> {
    let mut table = sheet::open(path, sheet)?;
    let head = super::first_rows(&mut table)?;
    let columns = Columns::find(&head, synonyms)?;
    Ok(Opened { table, head, columns })
}

/// One finding for each header that the `--columns` map names and the file does not have.
pub fn absent<F: Form>(columns: &Columns<F>) -> Vec<Finding> {
    let finding = |(field, header): &(F, String)| {
        let message = say!("daybook-column-absent", header = header, field = field.key());
        Finding::new(columns.header_row, field.key(), "column.absent", header, message)
    };
    columns.absent.iter().map(finding).collect()
}

/// Whether the cell that names somebody marks the row as an example: one of our templates was filled in below it.
pub fn is_example(cell: &str) -> bool {
    let cell = plain(cell);
    let cell = cell.trim_start_matches(['(', '[', '【', '<']);
    cell.starts_with("示例")
        || cell.starts_with("例:")
        || cell.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("example"))
}

/// Calls `each` with the rows that somebody has filled in: no empty ones, totals, notes, examples, nor the header again.
pub fn visit<F: Form>(
    opened: &mut Opened<F>,
    each: &mut dyn FnMut(u32, &StringRecord, &Columns<F>),
) -> Result<(), TableError> {
    let Opened { table, columns, .. } = opened;
    table.visit(&mut |row, record, _| {
        if row > columns.header_row && !is_nothing(columns, record) {
            each(row, record, columns);
        }
        ControlFlow::Continue(())
    })
}

fn is_nothing<F: Form>(columns: &Columns<F>, record: &StringRecord) -> bool {
    let cell = |field| cells::raw(columns, record, field);
    if columns.list.iter().all(|(field, _)| cell(*field).is_empty()) {
        return true;
    }
    if columns
        .list
        .iter()
        .all(|(field, title)| cell(*field).is_empty() || plain(cell(*field)).trim_matches('*') == title.as_str())
    {
        return true;
    }
    F::NAMING.iter().any(|&field| is_example(cell(field))) || super::is_footer(record)
}

/// What `--columns` map and sheet a form is read with.
#[derive(Debug, Clone, Default)]
pub struct FormOptions {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The text of a `--columns` map.
    pub columns_map: Option<String>,
}

/// Where the rows of a form, or of a roster, stand.
#[derive(Debug, Clone)]
pub struct Source {
    /// "csv", "xlsx", "xls" or "ods".
    pub format: &'static str,
    /// "utf-8", "gb18030" …; `None` for a workbook.
    pub encoding: Option<&'static str>,
    /// The sheet's name; `None` for text.
    pub sheet: Option<String>,
    /// Row number of the header.
    pub header_row: u32,
    /// The header's cells as they stand, for [`super::rejects::write`].
    pub header: Vec<String>,
    /// Field key and header, in file order.
    pub columns: Vec<(String, String)>,
    /// Key and name of every field of the form.
    fields: Vec<(&'static str, String)>,
}

impl Source {
    /// Of an opened file.
    pub fn of<F: Form>(opened: &Opened<F>) -> Self {
        let Opened { table, columns, .. } = opened;
        Self {
            format: table.format,
            encoding: table.encoding,
            sheet: table.sheet.clone(),
            header_row: columns.header_row,
            header: columns.header.clone(),
            columns: columns.list.iter().map(|(field, title)| (field.key().to_owned(), title.clone())).collect(),
            fields: F::FIELDS.iter().map(|field| (field.key(), field.told())).collect(),
        }
    }

    /// What a field is called: by its header, or where the file has no such column by the form's own name for it.
    pub fn title(&self, key: &str) -> String {
        let header = self.columns.iter().find(|(k, _)| k == key).map(|(_, header)| header.clone());
        let name = || self.fields.iter().find(|(k, _)| *k == key).map(|(_, name)| name.clone());
        header.or_else(name).unwrap_or_else(|| key.to_owned())
    }
}

/// The last day that may be recorded: so far ahead a date is a slip of the pen.
pub fn last_day(today: NaiveDate, sealed: Option<NaiveDate>) -> NaiveDate {
    sealed.map_or(today, |sealed| sealed.max(today)).checked_add_days(Days::new(31)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_marked_as_one() {
        for cell in ["示例", "(示例)测试甲", "(示例)测试甲", "例:测试甲", "Example: Ce Shi"] {
            assert!(is_example(cell), "{cell}");
        }
        for cell in ["", "例", "测试甲", "史力"] {
            assert!(!is_example(cell), "{cell}");
        }
    }
}
