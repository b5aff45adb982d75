//! Rejected rows written back as a spreadsheet, to be mended and imported again: the file's own header and cells, and
//! a last column that says why. Cells stay whole, numbers included, since they are what must be mended.

use super::RosterError;
use super::columns::Field;
use super::finding::{Finding, Severity};
use super::form::{self, Opened};
use crate::domain::id_number::{self, IdNumber};
use crate::locale::{Lang, say, tell};
use crate::sheet::write::{Cell, Charset, Column, Format, Head, TableWriter};
use crate::sheet::{OutFile, WriteError};
use chrono::NaiveDate;
use std::path::Path;

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

/// Writes the rejected rows: XLSX where the name ends so, else CSV in UTF-8 with a byte order mark.
pub fn write(path: &Path, as_of: NaiveDate, header: &[String], rejects: &[Reject]) -> Result<(), WriteError> {
    write_titled(path, &say!("roster-rejects-title", date = as_of), header, rejects)
}

/// The same under a title of its own.
pub fn write_titled(path: &Path, title: &str, header: &[String], rejects: &[Reject]) -> Result<(), WriteError> {
    let format = Format::of_ending(path).filter(|f| *f == Format::Xlsx).unwrap_or(Format::Csv(Charset::Utf8));
    let width = rejects.iter().map(|reject| reject.cells.len()).max().unwrap_or(0).max(header.len());
    let titles = (0..width).map(|at| header.get(at).map_or("", String::as_str));
    let mut columns: Vec<Column> = titles.map(|title| Column::new(title, title, 14)).collect();
    columns.push(Column::new("why", say!("roster-rejects-why"), 40));
    let title = Some(title.to_owned());
    let file = OutFile::create(path)?;
    let head = Head { sheet: say!("roster-rejects-sheet"), title, columns };
    let mut table = TableWriter::new(Box::new(file.writer()?), format, head, file.folder())?;
    let mark = say!("roster-rejects-mark");
    for reject in rejects {
        let mut cells: Vec<Cell<'_>> = reject.cells.iter().map(|cell| cell.as_str().into()).collect();
        cells.resize(width, Cell::Empty);
        cells.push(reject.reasons.join(&mark).into());
        table.row(&cells)?;
    }
    table.finish()?;
    Ok(file.keep()?)
}

/// The ID numbers of the rows that were sent back as duplicates, where the file is one of rejected rows; empty else.
pub(super) fn duplicates(opened: &mut Opened<Field>) -> Result<Vec<IdNumber>, RosterError> {
    let whys = Lang::ALL.map(|lang| tell!(lang, "roster-rejects-why"));
    let columns: Vec<usize> =
        (0..).zip(&opened.columns.header).filter(|(_, header)| whys.contains(header)).map(|(at, _)| at).collect();
    let mut numbers = Vec::new();
    if columns.is_empty() {
        return Ok(numbers);
    }
    form::visit(opened, &mut |_, record, form| {
        let says = |at: &usize| record.get(*at).is_some_and(is_duplicate);
        let number = form.of_field(Field::IdNo).and_then(|at| record.get(at)).filter(|_| columns.iter().any(says));
        numbers.extend(number.and_then(|number| id_number::read(number, NaiveDate::MAX).ok()).map(|read| read.id));
    })?;
    Ok(numbers)
}

/// Whether a reason says, in any language, that the number is another's.
fn is_duplicate(reason: &str) -> bool {
    const BLANK: &str = "\u{1}";
    let says = |told: String| told.split(BLANK).all(|part| reason.contains(part));
    Lang::ALL.iter().any(|&lang| {
        says(tell!(lang, "roster-id-duplicate", first = BLANK)) || says(tell!(lang, "roster-id-taken", name = BLANK))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
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
            assert_eq!(rows[1], ["姓名", "证件号码", "", "退回原因"]);
            assert_eq!(rows[2], ["=1+1", "522301199001010000", "多出的", "号码被毁;没有户编号"]);
            let csv = std::fs::read_to_string(&path);
            assert!(csv.is_err() || csv.is_ok_and(|csv| csv.contains("\n'=1+1,")), "nothing runs in a text file");
        }
    }
}
