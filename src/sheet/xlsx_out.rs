//! Tables as workbooks: texts are strings, numbers are numbers, days are days; the header stays in sight and filters. Rows
//! go to a temporary file as they come, so that a county's people need no more memory than a village's.

use super::WriteError;
use super::write::{Cell, Head, Spot, Written};
use crate::text;
use chrono::Datelike;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};
use std::io::Write;

/// The UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;
/// Rows of a sheet.
const MOST_ROWS: u32 = 1_048_576;
/// Columns are not made wider than this: a note would push everything else out of sight.
const WIDEST: u16 = 60;

/// A workbook under writing.
pub struct XlsxOut {
    book: Workbook,
    row: u32,
    text: Format,
    date: Format,
    percent: Format,
}

impl XlsxOut {
    /// Writes the title and the header.
    pub fn new(head: &Head) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&head.sheet))?;
        let title = Format::new().set_bold();
        let header =
            Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_num_format("@");
        let mut row = 0;
        if let Some(text) = &head.title {
            sheet.write_string_with_format(0, 0, whole(text).0, &title)?;
            row = 1;
        }
        for (at, column) in (0u16..).zip(&head.columns) {
            let wide = u16::try_from(text::width(&column.title)).unwrap_or(WIDEST).saturating_add(4);
            sheet.set_column_width(at, f64::from(column.width.max(wide).min(WIDEST)))?;
            sheet.write_string_with_format(row, at, whole(&column.title).0, &header)?;
        }
        sheet.set_freeze_panes(row + 1, 0)?;
        Ok(Self {
            book,
            row: row + 1,
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            percent: Format::new().set_num_format("0.0%"),
        })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell<'_>], head: &Head, written: &mut Written) -> Result<(), WriteError> {
        if self.row >= MOST_ROWS {
            return Err(WriteError::TooManyRows);
        }
        let row = self.row;
        let sheet = self.book.worksheet_from_index(0)?;
        for ((at, cell), column) in (0u16..).zip(cells).zip(&head.columns) {
            match cell {
                Cell::Empty => {}
                // Fifteen digits are what a spreadsheet keeps of a number.
                Cell::Whole(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
                    sheet.write_string_with_format(row, at, number.to_string(), &self.text)?;
                }
                Cell::Whole(number) => {
                    sheet.write_number(row, at, *number as f64)?;
                }
                Cell::Decimal(number) if number.is_finite() => {
                    sheet.write_number(row, at, *number)?;
                }
                Cell::Percent(number) if number.is_finite() => {
                    sheet.write_number_with_format(row, at, number / 100.0, &self.percent)?;
                }
                Cell::Decimal(_) | Cell::Percent(_) => {}
                // A workbook's days begin in 1900.
                Cell::Date(date) => match u16::try_from(date.year()).ok().filter(|year| *year >= 1900) {
                    Some(year) => {
                        let day = ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)?;
                        sheet.write_datetime_with_format(row, at, day, &self.date)?;
                    }
                    None => {
                        sheet.write_string_with_format(row, at, date.to_string(), &self.text)?;
                    }
                },
                cell => {
                    let Some(text) = cell.text().filter(|text| !text.is_empty()) else { continue };
                    let (kept, is_cut) = whole(&text);
                    if is_cut {
                        let spot = Spot { row: row + 1, column: column.title.clone(), characters: String::new() };
                        written.note_cut(spot);
                    }
                    write_text(sheet, row, at, kept, &self.text)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Ends the workbook and writes it.
    pub fn finish(mut self, mut out: impl Write + Send, head: &Head) -> Result<(), WriteError> {
        let header = u32::from(head.title.is_some());
        let last = u16::try_from(head.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let bottom = self.row.saturating_sub(1).max(header);
        let sheet = self.book.worksheet_from_index(0)?;
        if !head.columns.is_empty() {
            sheet.autofilter(header, 0, bottom, last)?;
            sheet.ignore_error_range(header, 0, bottom, last, IgnoreError::NumberStoredAsText)?;
        }
        self.book.save_to_writer(&mut out)?;
        Ok(out.flush()?)
    }
}

fn write_text(sheet: &mut Worksheet, row: u32, at: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, at, text, format).map(|_| ())
}

/// The text as far as a cell holds it, and whether something was cut.
fn whole(text: &str) -> (&str, bool) {
    if text.len() <= LONGEST {
        return (text, false);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST {
            return (&text[..at], true);
        }
    }
    (text, false)
}

/// A name that a workbook takes for a sheet: up to 31 characters, none of []:*?/\, no apostrophe at an end.
fn sheet_name(name: &str) -> String {
    let fit: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control()).take(31).collect();
    let fit = fit.trim_matches('\'').trim();
    if fit.is_empty() { "1".to_owned() } else { fit.to_owned() }
}
