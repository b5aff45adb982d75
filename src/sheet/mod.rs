//! Spreadsheet files: one somebody sent, as a table of text cells. What the file is, is told by its content and never by the ending
//! of its name; rows come one at a time, with the number that a spreadsheet program shows. And one way out ([`write`]) for
//! every table that the program writes.

mod cell;
mod csv_out;
mod delimited;
pub mod guard;
mod infile;
mod opendocument;
mod outfile;
mod package;
mod workbook;
pub mod write;
mod xlsx_out;

pub use infile::{next_line, read_small, read_whole};
pub use outfile::{OutFile, clear_leftovers, told};
pub use xlsx_out::workbook_day;

use crate::locale::{listed, say};
use csv::StringRecord;
use delimited::TextTable;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use workbook::{SheetTable, WIDEST};

/// Text files larger than this are not read: ten times the roster of a county. They are read as they come.
const LARGEST_TEXT: u64 = 2 << 30;
/// Workbooks larger than this are not read: parts of them are held whole.
const LARGEST: u64 = 200 << 20;

/// Why a file cannot be read as a table, and what to do about it.
#[derive(Debug)]
#[non_exhaustive]
pub enum TableError {
    /// No such file.
    NotFound(String),
    /// The file cannot be opened or read: which, and why.
    Unreadable(String, String),
    /// Nothing in it.
    Empty,
    /// What has anything in it is hidden: these sheets.
    AllHidden(Vec<String>),
    /// Encrypted workbook.
    Password,
    /// Truncated or broken inside.
    Damaged(String),
    /// Too much to read: a workbook of so many megabytes, packed or unpacked, or one that claims rows without end.
    TooLarge,
    /// A text file beyond all measure.
    TooLong,
    /// A quote in a CSV file that nothing closes.
    OpenQuote(u32),
    /// A picture, a PDF, anything that is no table.
    NotATable,
    /// HTML or XML under a spreadsheet's name, as some systems export.
    WebPage,
    /// Excel's binary workbook (.xlsb), or a spreadsheet of another program.
    OtherWorkbook(&'static str),
    /// The sheet that was asked for does not exist.
    NoSheet {
        /// What was asked for.
        asked: String,
        /// What there is.
        sheets: Vec<String>,
    },
    /// A sheet was asked for in a text file, which has none.
    NoSheetsInText(String),
    /// Several sheets could be meant.
    ManySheets(Vec<String>),
}

/// Why a table cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The disk, the path, or the program at the other end of a pipe.
    Io(io::Error),
    /// The workbook.
    Workbook(rust_xlsxwriter::XlsxError),
    /// More rows than a sheet has.
    TooManyRows,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::Io(error) => say!("sheet-write-io", error = error),
            Self::Workbook(error) => say!("sheet-write-workbook", error = error.to_string()),
            Self::TooManyRows => say!("sheet-write-too-many-rows"),
        })
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rust_xlsxwriter::XlsxError> for WriteError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        match error {
            rust_xlsxwriter::XlsxError::IoError(error) => Self::Io(error),
            error => Self::Workbook(error),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::NotFound(path) => say!("sheet-not-found", path = path),
            Self::Unreadable(path, why) => say!("sheet-unreadable", path = path, why = why),
            Self::Empty => say!("sheet-empty"),
            Self::AllHidden(sheets) => say!("sheet-all-hidden", sheets = listed(sheets)),
            Self::Password => say!("sheet-password"),
            Self::Damaged(why) => say!("sheet-damaged", why = why),
            Self::TooLarge => say!("sheet-too-large", limit = LARGEST >> 20),
            Self::TooLong => say!("sheet-too-long", limit = LARGEST_TEXT >> 30),
            Self::OpenQuote(row) => say!("sheet-open-quote", row = row),
            Self::NotATable => say!("sheet-not-a-table"),
            Self::WebPage => say!("sheet-web-page"),
            Self::OtherWorkbook(kind) => say!("sheet-other-workbook", kind = kind),
            Self::NoSheet { asked, sheets } => say!("sheet-no-sheet", asked = asked, sheets = listed(sheets)),
            Self::NoSheetsInText(asked) => say!("sheet-none-in-text", asked = asked),
            Self::ManySheets(sheets) => say!("sheet-many-sheets", sheets = listed(sheets)),
        };
        f.write_str(&words)
    }
}

impl std::error::Error for TableError {}

/// Whether a cell's text is what a spreadsheet shows where a formula has failed: no value, whatever the column.
pub fn is_error_value(text: &str) -> bool {
    let Some(word) = text.strip_prefix('#') else {
        return text.strip_prefix("Err:").is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()));
    };
    matches!(
        word,
        "N/A" | "REF!" | "DIV/0!" | "VALUE!" | "NAME?" | "NUM!" | "NULL!" | "SPILL!" | "CALC!" | "GETTING_DATA"
    )
}

/// An opened table. Rows are read by [`Table::visit`].
pub struct Table {
    /// "csv", "xlsx", "xls" or "ods".
    pub format: &'static str,
    /// "utf-8", "gb18030", "utf-16le" …; `None` for a workbook.
    pub encoding: Option<&'static str>,
    /// The sheet's name; `None` for text.
    pub sheet: Option<String>,
    source: Source,
}

enum Source {
    Text(TextTable),
    Sheet(Box<SheetTable>),
}

/// Opens a file: CSV (comma, tab or semicolon; UTF-8, GB18030, UTF-16), XLSX, XLS or ODS.
pub fn open(path: &Path, sheet: Option<&str>) -> Result<Table, TableError> {
    let unreadable = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound => TableError::NotFound(path.display().to_string()),
        _ => TableError::Unreadable(path.display().to_string(), e.to_string()),
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let mut magic = [0; 8];
    let mut known = 0;
    while known < magic.len() {
        match file.read(&mut magic[known..]).map_err(unreadable)? {
            0 => break,
            read => known += read,
        }
    }
    file.rewind().map_err(unreadable)?;
    match &magic[..known] {
        [] => Err(TableError::Empty),
        [b'P', b'K', 3 | 5, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            if size > LARGEST {
                return Err(TableError::TooLarge);
            }
            let table = SheetTable::open(file, magic[0] == b'P', sheet)?;
            Ok(Table {
                format: table.format(),
                encoding: None,
                sheet: Some(table.name.clone()),
                source: Source::Sheet(Box::new(table)),
            })
        }
        _ => {
            if size > LARGEST_TEXT {
                return Err(TableError::TooLong);
            }
            if let Some(asked) = sheet {
                return Err(TableError::NoSheetsInText(asked.to_owned()));
            }
            text(TextTable::of_file(file).map_err(unreadable)?)
        }
    }
}

/// A table from the bytes of a text file.
pub fn from_text(bytes: Vec<u8>) -> Result<Table, TableError> {
    text(TextTable::of_bytes(bytes).map_err(|e| TableError::Damaged(e.to_string()))?)
}

fn text(table: TextTable) -> Result<Table, TableError> {
    if table.len() == 0 {
        return Err(TableError::Empty);
    }
    match table.is_no_table() {
        Some(error) => Err(error),
        None => Ok(Table { format: "csv", encoding: Some(table.encoding()), sheet: None, source: Source::Text(table) }),
    }
}

impl Table {
    /// Calls `visit` for every row that has a cell, with its number (from 1) and how much is done of [`Table::total`],
    /// until it breaks or the table ends.
    pub fn visit(
        &mut self,
        visit: &mut dyn FnMut(u32, &StringRecord, u64) -> ControlFlow<()>,
    ) -> Result<(), TableError> {
        match &mut self.source {
            Source::Text(text) => text.visit(&mut |row, record, done| {
                if record.len() <= WIDEST {
                    return visit(row, record, done);
                }
                visit(row, &record.iter().take(WIDEST).collect(), done)
            }),
            Source::Sheet(sheet) => sheet.visit(visit),
        }
    }

    /// What there is to do: bytes of a text file, rows of a sheet.
    pub fn total(&self) -> u64 {
        match &self.source {
            Source::Text(text) => text.len(),
            Source::Sheet(sheet) => sheet.rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{Format, Workbook};

    fn rows(table: &mut Table) -> Vec<(u32, Vec<String>)> {
        let mut rows = Vec::new();
        table
            .visit(&mut |row, record, _| {
                rows.push((row, record.iter().map(str::to_owned).collect()));
                ControlFlow::Continue(())
            })
            .unwrap();
        rows
    }

    fn saved(book: &mut Workbook, name: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        book.save(&path).unwrap();
        (dir, path)
    }

    #[test]
    fn a_workbook_reads_as_its_cells_show_whatever_its_name_ends_in() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("名册").unwrap();
        sheet.merge_range(0, 0, 0, 3, "测试镇名册", &Format::new()).unwrap();
        sheet.write_string(2, 0, "甲").unwrap();
        sheet.write_number(2, 1, 4000.0).unwrap();
        sheet.write_number(2, 2, 522301199001010123.0).unwrap();
        sheet
            .write_datetime_with_format(
                2,
                3,
                rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 3, 5).unwrap(),
                &Format::new().set_num_format("yyyy/m/d"),
            )
            .unwrap();
        sheet.write_number(2, 4, 0.1 + 0.2).unwrap();
        sheet.merge_range(4, 0, 6, 0, "52230100001", &Format::new()).unwrap();
        for row in 4..8 {
            sheet.write_string(row, 1, format!("第{row}")).unwrap();
        }
        let (_dir, path) = saved(&mut book, "名册.csv");
        let mut table = open(&path, None).unwrap();
        assert_eq!((table.format, table.encoding, table.sheet.as_deref()), ("xlsx", None, Some("名册")));
        let rows = rows(&mut table);
        assert_eq!(rows[0].0, 1);
        assert_eq!(
            rows[1],
            (3, ["甲", "4000", "5.22301199001010E+17", "2025-03-05", "0.3"].map(String::from).to_vec())
        );
        assert_eq!(rows[4], (7, vec!["52230100001".into(), "第6".into()]));
        assert_eq!(rows[5], (8, vec![String::new(), "第7".into()]));
    }

    #[test]
    fn sheets_are_chosen_or_asked_for() {
        let mut book = Workbook::new();
        for name in ["甲村", "乙村", "空表"] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            if name != "空表" {
                sheet.write_string(0, 0, name).unwrap();
            }
        }
        let (_dir, path) = saved(&mut book, "a.xlsx");
        let error = open(&path, None).err().unwrap().to_string();
        assert!(error.contains("甲村、乙村。"), "{error}");
        assert_eq!(rows(&mut open(&path, Some("乙村")).unwrap())[0].1, ["乙村"]);
        assert!(open(&path, Some("丙村")).err().unwrap().to_string().contains("空表"));
    }

    #[test]
    fn what_is_no_table_is_refused_with_the_reason() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.xlsx");
        let refused = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            open(&path, None).err().unwrap()
        };
        assert!(matches!(refused(b""), TableError::Empty));
        assert!(matches!(refused(b"PK\x03\x04broken"), TableError::Damaged(_)));
        assert!(matches!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 broken"), TableError::Damaged(_)));
        assert!(matches!(refused(b"%PDF-1.4\n%\xe2\xe3"), TableError::NotATable));
        assert!(matches!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x01\x02\x03"), TableError::NotATable));
        assert!(matches!(refused("<html><table><tr><td>姓名".as_bytes()), TableError::WebPage));
        let page = "<html>\n<style>td {font: a, b, c, d, e, f, g;}</style>\n<table>\n<tr><td>姓名";
        assert!(matches!(refused(page.as_bytes()), TableError::WebPage));
        let csv = "<table>镇花名册,,,,,\n姓名,证件号码,村,电话,务工地点,备注\n测试甲,,,,,\n";
        std::fs::write(dir.path().join("y.csv"), csv).unwrap();
        assert!(open(&dir.path().join("y.csv"), None).is_ok());
        let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(matches!(refused(&locked), TableError::Password));
        assert!(matches!(open(&dir.path().join("无.csv"), None), Err(TableError::NotFound(_))));
        assert!(open(dir.path(), None).is_err());
    }
}
