//! Rejected rows written back as a spreadsheet, to be mended and imported again: the file's own header and cells, and
//! a last column that says why. Cells stay whole, numbers included, since they are what must be mended.

use super::finding::{Finding, Severity};
use crate::text;
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::{self, Write};
use std::path::Path;
use thiserror::Error;

/// The title of the last column.
pub const WHY: &str = "退回原因";

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Reject {
    /// Row number in the file that was read.
    pub row: u32,
    /// Its cells as they stood.
    pub cells: Vec<String>,
    /// Why, one message for each error.
    pub reasons: Vec<String>,
}

impl Reject {
    /// A rejected row with the errors among its findings.
    pub fn new(row: u32, cells: Vec<String>, findings: &[Finding]) -> Self {
        let errors = findings.iter().filter(|f| f.row == row && f.severity == Severity::Error);
        Self { row, cells, reasons: errors.map(|f| f.message.clone()).collect() }
    }
}

/// Why the file of rejected rows could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RejectsError {
    /// The disk or the path.
    #[error("写不了退回文件({0})。请检查路径、磁盘空间,并关闭正在使用它的程序")]
    Io(#[from] io::Error),
    /// The workbook.
    #[error("写不了退回文件({0})。请改用 .csv 结尾的文件名")]
    Workbook(#[from] XlsxError),
    /// A CSV record.
    #[error("写不了退回文件({0})。请检查路径和磁盘空间")]
    Csv(#[from] csv::Error),
}

/// Writes the rejected rows: XLSX where the name ends so, else CSV in UTF-8 with a byte order mark.
pub fn write(path: &Path, as_of: NaiveDate, header: &[String], rejects: &[Reject]) -> Result<(), RejectsError> {
    write_titled(path, &format!("退回的行(名册截至{})", text::zh_date(as_of)), header, rejects)
}

/// The same under a title of its own.
pub fn write_titled(path: &Path, title: &str, header: &[String], rejects: &[Reject]) -> Result<(), RejectsError> {
    let width = rejects.iter().map(|r| r.cells.len()).max().unwrap_or(0).max(header.len());
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return write_xlsx(path, title, header, rejects, width);
    }
    let mut file = io::BufWriter::new(std::fs::File::create(path)?);
    file.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    let titles = [title.to_owned()];
    csv.write_record(padded(&titles, width).chain([""]))?;
    csv.write_record(padded(header, width).map(harmless).chain([WHY.to_owned()]))?;
    for reject in rejects {
        csv.write_record(padded(&reject.cells, width).map(harmless).chain([reject.reasons.join(";")]))?;
    }
    csv.flush()?;
    Ok(())
}

fn write_xlsx(
    path: &Path,
    title: &str,
    header: &[String],
    rejects: &[Reject],
    width: usize,
) -> Result<(), RejectsError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("退回")?;
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    sheet.write_string_with_format(0, 0, title, &bold)?;
    for (column, title) in (0u16..).zip(padded(header, width).chain([WHY])) {
        sheet.write_string_with_format(1, column, title, &bold)?;
    }
    for (row, reject) in (2u32..).zip(rejects) {
        let why = reject.reasons.join(";");
        for (column, cell) in (0u16..).zip(padded(&reject.cells, width).chain([why.as_str()])) {
            sheet.write_string_with_format(row, column, limited(cell), &text)?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    book.save(path)?;
    Ok(())
}

fn padded(cells: &[String], width: usize) -> impl Iterator<Item = &str> {
    cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(width)
}

/// A workbook's cell holds 32,767 UTF-16 units.
fn limited(cell: &str) -> &str {
    match cell.char_indices().nth(16_000) {
        Some((at, _)) => &cell[..at],
        None => cell,
    }
}

/// A cell that no spreadsheet program runs.
fn harmless(cell: &str) -> String {
    let first = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn rejected_rows_come_back_whole_and_harmless() {
        let dir = tempfile::tempdir().unwrap();
        let header = ["姓名", "证件号码"].map(String::from);
        let reject = Reject {
            row: 7,
            cells: ["=1+1", "522301199001010000", "多出的"].map(String::from).to_vec(),
            reasons: ["号码被毁", "没有户编号"].map(String::from).to_vec(),
        };
        for name in ["退回.csv", "退回.xlsx"] {
            let path = dir.path().join(name);
            let as_of = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
            write(&path, as_of, &header, std::slice::from_ref(&reject)).unwrap();
            let mut rows: Vec<Vec<String>> = Vec::new();
            let mut table = crate::sheet::open(&path, None).unwrap();
            table
                .visit(&mut |_, record, _| {
                    rows.push(record.iter().map(str::to_owned).collect());
                    ControlFlow::Continue(())
                })
                .unwrap();
            assert_eq!(text::date_in_text(&rows[0][0]), Some(as_of), "the mended file still says how old it is");
            assert_eq!(rows[1], ["姓名", "证件号码", "", WHY]);
            let first = if name.ends_with("csv") { "'=1+1" } else { "=1+1" };
            assert_eq!(rows[2], [first, "522301199001010000", "多出的", "号码被毁;没有户编号"]);
        }
    }
}
