//! Workbooks as tables: XLSX and ODS streamed, XLS by range. Cells come out as the text that a person
//! sees in them, with vertically merged cells repeated in every row that they span.

use super::TableError;
use super::opendocument::Ods;
use super::package::{self, Kind};
use calamine::{CellErrorType, Data, DataRef, Dimensions, Range, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use csv::StringRecord;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

/// Columns beyond this are not read; no roster has them.
pub(super) const WIDEST: usize = 1024;

/// One sheet of an opened workbook.
pub struct SheetTable {
    /// The sheet's name.
    pub name: String,
    /// How many rows it has, about.
    pub rows: u64,
    book: Book,
}

enum Book {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Ods(Box<Ods>),
    /// A range with its merged cells.
    Xls(Range<Data>, Vec<Merge>),
}

/// Cells merged across rows: first row, last row, column.
type Merge = (u32, u32, u32);

impl SheetTable {
    /// Opens a workbook: a ZIP (XLSX, ODS) or an OLE2 file (XLS).
    pub fn open(file: File, zip: bool, sheet: Option<&str>) -> Result<Self, TableError> {
        if !zip {
            return Self::open_xls(file, sheet);
        }
        if package::inspect(&file)? == Kind::Ods {
            return Self::open_ods(file, sheet);
        }
        let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|e| match e {
            XlsxError::Password => TableError::Password,
            e => damaged(e),
        })?;
        let sheets = shown(book.sheets_metadata());
        let name = choose(&sheets, sheet, |name| {
            let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
            while let Some(cell) = cells.next_cell().map_err(damaged)? {
                if !matches!(cell.get_value(), DataRef::Empty) {
                    return Ok(true);
                }
            }
            Ok(false)
        })?;
        let rows = u64::from(book.worksheet_cells_reader(&name).map_err(damaged)?.dimensions().end.0) + 1;
        Ok(Self { name, rows, book: Book::Xlsx(Box::new(book)) })
    }

    fn open_xls(mut file: File, sheet: Option<&str>) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(damaged)?;
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(locked.len()).any(|w| w == locked) {
            return Err(TableError::Password);
        }
        // Word, PowerPoint and others keep their files in the same kind of container.
        let named = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(name.len()).any(|w| w == name)
        };
        let foreign = !named("Workbook") && !named("Book") && named("Root Entry");
        let mut book: Xls<_> = Xls::new(std::io::Cursor::new(bytes)).map_err(|e| match e {
            XlsError::Password => TableError::Password,
            _ if foreign => TableError::NotATable,
            e => damaged(e),
        })?;
        let sheets = shown(book.sheets_metadata());
        let name =
            choose(&sheets, sheet, |name| book.worksheet_range(name).map(|range| !range.is_empty()).map_err(damaged))?;
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let merged = merges(&book.merge_cells_by_sheet_name(&name).unwrap_or_default());
        Ok(Self { name, rows: range.height() as u64, book: Book::Xls(range, merged) })
    }

    fn open_ods(file: File, sheet: Option<&str>) -> Result<Self, TableError> {
        let (book, listed) = Ods::open(file)?;
        let sheets: Vec<Shown> = listed.iter().map(|s| (s.name.clone(), s.visible)).collect();
        let rows = |name: &str| listed.iter().find(|s| s.name == name).map_or(0, |s| s.rows);
        let name = choose(&sheets, sheet, |name| Ok(rows(name) > 0))?;
        Ok(Self { rows: rows(&name), name, book: Book::Ods(Box::new(book)) })
    }

    /// "xlsx", "xls" or "ods".
    pub fn format(&self) -> &'static str {
        match self.book {
            Book::Xlsx(_) => "xlsx",
            Book::Ods(_) => "ods",
            Book::Xls(..) => "xls",
        }
    }

    /// Calls `visit` with every row that has a cell, its number, and how many rows are done.
    pub fn visit(
        &mut self,
        visit: &mut dyn FnMut(u32, &StringRecord, u64) -> ControlFlow<()>,
    ) -> Result<(), TableError> {
        match &mut self.book {
            Book::Xlsx(book) => visit_xlsx(book, &self.name, visit),
            Book::Ods(book) => book.visit(&self.name, visit),
            Book::Xls(range, merged) => {
                let mut merged = merged.iter();
                let mut row = Row::default();
                let (first_row, first_column) = range.start().unwrap_or((0, 0));
                for (number, cells) in (first_row..).zip(range.rows()) {
                    for (column, cell) in cells.iter().enumerate() {
                        row.set(first_column as usize + column, borrowed(cell));
                    }
                    if row.give(number, &mut merged, visit).is_break() {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

fn merges(regions: &[Dimensions]) -> Vec<Merge> {
    let mut merged: Vec<Merge> =
        regions.iter().filter(|d| d.end.0 > d.start.0).map(|d| (d.start.0, d.end.0, d.start.1)).collect();
    merged.sort_unstable();
    merged
}

fn visit_xlsx(
    book: &mut Xlsx<BufReader<File>>,
    name: &str,
    visit: &mut dyn FnMut(u32, &StringRecord, u64) -> ControlFlow<()>,
) -> Result<(), TableError> {
    // A sheet whose merges cannot be read is still a sheet.
    let merged = merges(&book.merge_cells_by_sheet_name(name).unwrap_or_default());
    let mut merged = merged.iter();
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut row = Row::default();
    let mut current = None;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (number, column) = cell.get_position();
        if let Some(before) = current.filter(|&before| before != number)
            && row.give(before, &mut merged, visit).is_break()
        {
            return Ok(());
        }
        current = Some(number);
        row.set(column as usize, cell.get_value().clone());
    }
    if let Some(last) = current {
        let _ = row.give(last, &mut merged, visit);
    }
    Ok(())
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// The row that is being put together, its buffers used again for each.
#[derive(Default)]
pub(super) struct Row {
    cells: Vec<String>,
    used: usize,
    record: StringRecord,
    /// Vertical merges that reach into the rows to come: last row, column, text.
    open: Vec<(u32, usize, String)>,
}

impl Row {
    /// Puts a cell in.
    pub(super) fn set(&mut self, column: usize, value: DataRef<'_>) {
        if column >= WIDEST || matches!(value, DataRef::Empty) {
            return;
        }
        if column >= self.cells.len() {
            self.cells.resize_with(column + 1, String::new);
        }
        self.used = self.used.max(column + 1);
        write_cell(&mut self.cells[column], &value);
    }

    /// The cell of this column is merged down to the row `last`, counted from 0.
    pub(super) fn keep_open(&mut self, column: usize, last: u32) {
        if let Some(text) = self.cells.get(column) {
            open_column(&mut self.open, (last, column, text.clone()));
        }
    }

    /// How much the cells hold.
    pub(super) fn bytes(&self) -> usize {
        self.cells[..self.used].iter().map(String::len).sum()
    }

    /// Hands the row over, with merged cells filled in, and empties it. `number` counts from 0.
    pub(super) fn give(
        &mut self,
        number: u32,
        merged: &mut std::slice::Iter<'_, Merge>,
        visit: &mut dyn FnMut(u32, &StringRecord, u64) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.open.retain(|(last, ..)| *last >= number);
        for (_, column, text) in &self.open {
            if *column < self.cells.len() && self.cells[*column].is_empty() {
                self.cells[*column].push_str(text);
                self.used = self.used.max(*column + 1);
            }
        }
        while let Some(&(start, end, column)) = merged.as_slice().first().filter(|m| m.0 <= number) {
            merged.next();
            let column = column as usize;
            if start == number
                && let Some(text) = self.cells.get(column).filter(|_| column < self.used)
            {
                open_column(&mut self.open, (end, column, text.clone()));
            }
        }
        if self.used == 0 {
            return ControlFlow::Continue(());
        }
        self.record.clear();
        for cell in &mut self.cells[..self.used] {
            self.record.push_field(cell);
            cell.clear();
        }
        self.used = 0;
        visit(number + 1, &self.record, u64::from(number) + 1)
    }
}

/// A column is merged down from one cell at a time; a file may claim more.
fn open_column(open: &mut Vec<(u32, usize, String)>, merge: (u32, usize, String)) {
    open.retain(|(_, column, _)| *column != merge.1);
    open.push(merge);
}

/// Writes a cell as it shows: whole numbers without a point, dates as yyyy-mm-dd, no exponents, and no more than the 15
/// digits that a spreadsheet keeps, so that a ruined ID number is seen to be ruined.
fn write_cell(out: &mut String, value: &DataRef<'_>) {
    let _ = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => write!(out, "{number}"),
        DataRef::Float(number) => write_number(out, *number),
        DataRef::String(text) | DataRef::DurationIso(text) => out.write_str(text),
        DataRef::SharedString(text) => out.write_str(text),
        DataRef::Bool(truth) => out.write_str(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTimeIso(text) => out.write_str(text.get(..10).unwrap_or(text)),
        DataRef::DateTime(date) if date.is_datetime() && date.as_f64() >= 1.0 => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            write!(out, "{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(date) => write_number(out, date.as_f64()),
        DataRef::Error(CellErrorType::NA) => out.write_str("#N/A"),
        DataRef::Error(error) => write!(out, "{error}"),
    };
}

fn write_number(out: &mut String, number: f64) -> std::fmt::Result {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return write!(out, "{number}");
    }
    if number.fract() == 0.0 {
        // A spreadsheet keeps 15 digits of a number: what follows was lost, and must look so (id.excel_damaged).
        return out.write_str(&format!("{number:.14E}").replace('E', "E+"));
    }
    let fifteen: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    write!(out, "{fifteen}")
}

/// A sheet's name, and whether people see it.
type Shown = (String, bool);

fn shown(sheets: &[calamine::Sheet]) -> Vec<Shown> {
    let tables = sheets.iter().filter(|s| s.typ == calamine::SheetType::WorkSheet);
    tables.map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect()
}

/// The sheet that is meant: the one asked for, or the only visible one with anything in it.
fn choose(
    sheets: &[Shown],
    asked: Option<&str>,
    mut filled: impl FnMut(&str) -> Result<bool, TableError>,
) -> Result<String, TableError> {
    if let Some(asked) = asked {
        return sheets.iter().map(|(name, _)| name).find(|name| name.trim() == asked.trim()).cloned().ok_or_else(
            || TableError::NoSheet { asked: asked.to_owned(), sheets: sheets.iter().map(|s| s.0.clone()).collect() },
        );
    }
    if sheets.is_empty() {
        return Err(damaged("no worksheet"));
    }
    let mut among = |visible| -> Result<Vec<String>, TableError> {
        let mut found = Vec::new();
        for (name, _) in sheets.iter().filter(|s| s.1 == visible) {
            if filled(name)? {
                found.push(name.clone());
            }
        }
        Ok(found)
    };
    let mut candidates = among(true)?;
    match candidates.len() {
        0 => {
            let hidden = among(false)?;
            Err(if hidden.is_empty() { TableError::Empty } else { TableError::AllHidden(hidden) })
        }
        1 => Ok(candidates.swap_remove(0)),
        _ => Err(TableError::ManySheets(candidates)),
    }
}

fn damaged(error: impl std::fmt::Display) -> TableError {
    TableError::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::write_number;

    #[test]
    fn a_number_past_fifteen_digits_looks_as_damaged_as_it_is() {
        let written = |number: f64| {
            let mut out = String::new();
            write_number(&mut out, number).unwrap();
            out
        };
        assert_eq!(written(529_999_199_003_059_019.0), "5.29999199003059E+17");
        assert_eq!(written(4_000.0), "4000");
        assert_eq!(written(13_800_000_000.0), "13800000000");
        assert_eq!(written(0.1 + 0.2), "0.3");
    }
}
