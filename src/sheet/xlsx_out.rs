//! Tables as workbooks: texts are strings, numbers are numbers, days are days; the header stays in sight, filters, and
//! stands on every printed page, which holds all columns (A4, lying down where there are many). Rows go to
//! a nameless file as they come, so that a county's people need no more memory than a village's.

use super::WriteError;
use super::write::{Cell, Column, Head, Spot, Written};
use crate::text;
use chrono::{Datelike, NaiveDate, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError};
use std::cell;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

/// The UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;
/// Rows of a sheet.
const MOST_ROWS: u32 = 1_048_576;
/// Columns are not made wider than this: a note would push everything else out of sight.
const WIDEST: u16 = 60;
/// Tables of more columns lie down on paper.
const UPRIGHT: usize = 6;
const A4: u8 = 9;
/// Height of a line of text, of one of the title, and of a row that is filled in by hand, in points.
const LINE: f64 = 16.0;
const TITLE: f64 = 20.0;
const BY_HAND: f64 = 26.0;

/// A workbook under writing.
pub struct XlsxOut {
    book: Workbook,
    row: u32,
    widths: Vec<u16>,
    /// Filled in by hand on paper.
    by_hand: bool,
    plain: Format,
    text: Format,
    wrapped: Format,
    date: Format,
    moment: Format,
    percent: Format,
}

impl XlsxOut {
    /// Writes the title and the header; see [`super::TableWriter::new`].
    pub fn new(head: &Head, aside: Option<&Path>) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        let sheet = match aside {
            Some(folder) => book.set_tempdir(folder)?.add_worksheet_with_constant_memory()?,
            None => book.add_worksheet(),
        };
        sheet.set_name(sheet_name(&head.sheet))?;
        let plain = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let header = plain.clone().set_bold().set_text_wrap().set_num_format("@");
        let widths: Vec<u16> = head.columns.iter().map(width).collect();
        let mut row = 0;
        if let Some(text) = &head.title {
            write_title(sheet, whole(text).0, &widths)?;
            row = 1;
        }
        let mut deep = 1;
        for ((at, column), wide) in (0u16..).zip(&head.columns).zip(&widths) {
            sheet.set_column_width(at, f64::from(*wide))?;
            deep = deep.max(text::width(&column.title).div_ceil(usize::from(*wide).saturating_sub(3).max(1)));
        }
        sheet.set_row_height(row, deep as f64 * LINE)?;
        for (at, column) in (0u16..).zip(&head.columns) {
            sheet.write_string_with_format(row, at, whole(&column.title).0, &header)?;
        }
        sheet.set_freeze_panes(row + 1, 0)?;
        sheet.set_repeat_rows(0, row)?;
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_footer("&C&P / &N");
        if head.columns.len() > UPRIGHT {
            sheet.set_landscape();
        }
        let text = plain.clone().set_num_format("@");
        Ok(Self {
            book,
            row: row + 1,
            widths,
            by_hand: head.columns.iter().any(|column| column.to_fill),
            wrapped: text.clone().set_text_wrap(),
            text,
            date: plain.clone().set_num_format("yyyy-mm-dd"),
            moment: plain.clone().set_num_format("yyyy-mm-dd hh:mm"),
            percent: plain.clone().set_num_format("0.0%"),
            plain,
        })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell<'_>], head: &Head, written: &mut Written) -> Result<(), WriteError> {
        guarded(|| self.write(cells, head, written))
    }

    fn write(&mut self, cells: &[Cell<'_>], head: &Head, written: &mut Written) -> Result<(), WriteError> {
        if self.row >= MOST_ROWS {
            return Err(WriteError::TooManyRows);
        }
        let row = self.row;
        let sheet = self.book.worksheet_from_index(0)?;
        if self.by_hand {
            sheet.set_row_height(row, BY_HAND)?;
        }
        let padded = cells.iter().chain(std::iter::repeat(&Cell::Empty));
        for (((at, column), wide), cell) in (0u16..).zip(&head.columns).zip(&self.widths).zip(padded) {
            match cell {
                Cell::Empty => {
                    sheet.write_blank(row, at, &self.plain)?;
                }
                // Fifteen digits are what a spreadsheet keeps of a number.
                Cell::Whole(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
                    sheet.write_string_with_format(row, at, number.to_string(), &self.text)?;
                }
                Cell::Whole(number) => {
                    sheet.write_number_with_format(row, at, *number as f64, &self.plain)?;
                }
                Cell::Decimal(number) if number.is_finite() => {
                    sheet.write_number_with_format(row, at, *number, &self.plain)?;
                }
                Cell::Percent(number) if number.is_finite() => {
                    sheet.write_number_with_format(row, at, number / 100.0, &self.percent)?;
                }
                Cell::Decimal(_) | Cell::Percent(_) => {
                    sheet.write_blank(row, at, &self.plain)?;
                }
                Cell::Date(date) => match workbook_day(*date) {
                    Some(day) => {
                        sheet.write_datetime_with_format(row, at, day, &self.date)?;
                    }
                    None => write_text(sheet, row, at, &date.to_string(), &self.text)?,
                },
                Cell::Moment(moment) => match workbook_day(moment.date()) {
                    Some(day) => {
                        let (hour, minute) = (moment.hour() as u16, moment.minute() as u8);
                        sheet.write_datetime_with_format(row, at, day.and_hms(hour, minute, 0.0)?, &self.moment)?;
                    }
                    None => write_text(sheet, row, at, &moment.to_string(), &self.text)?,
                },
                cell => {
                    let Some(text) = cell.text().filter(|text| !text.is_empty()) else {
                        sheet.write_blank(row, at, &self.plain)?;
                        continue;
                    };
                    let (kept, is_cut) = whole(&text);
                    if is_cut {
                        let spot = Spot { row: row + 1, column: column.title.clone(), characters: String::new() };
                        written.note_cut(spot);
                    }
                    let is_long = text::width(kept) + 1 > usize::from(*wide);
                    write_text(sheet, row, at, kept, if is_long { &self.wrapped } else { &self.text })?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Ends the workbook and writes it.
    pub fn finish(self, out: impl Write + Send, head: &Head) -> Result<(), WriteError> {
        guarded(|| self.end(out, head))
    }

    fn end(mut self, mut out: impl Write + Send, head: &Head) -> Result<(), WriteError> {
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

/// The library has no error for rows that do not fit on the disk any more and panics: here it becomes one, without a word
/// to the terminal.
fn guarded<T>(work: impl FnOnce() -> Result<T, WriteError>) -> Result<T, WriteError> {
    thread_local!(static WRITING: cell::Cell<bool> = const { cell::Cell::new(false) });
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |told| {
            if !WRITING.get() {
                before(told);
            }
        }));
    });
    WRITING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    WRITING.set(false);
    done.unwrap_or_else(|told| {
        let what = told.downcast_ref::<String>().cloned().unwrap_or_default();
        Err(WriteError::Io(io::Error::other(what)))
    })
}

/// As its cells need; a long title takes two lines, and breaks no English word. Some room is the filter button's.
fn width(column: &Column) -> u16 {
    let title = text::width(&column.title);
    let word = column.title.split(' ').map(text::width).max().unwrap_or(0);
    let wide = match column.title.is_ascii() {
        true => word.max(title.div_ceil(2)),
        false if title > 8 => title.div_ceil(2),
        false => title,
    };
    let wide = u16::try_from(wide).unwrap_or(WIDEST).saturating_add(4);
    column.width.max(wide).min(WIDEST)
}

/// The title over all columns, in as many lines as it needs there.
fn write_title(sheet: &mut Worksheet, title: &str, widths: &[u16]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_font_size(13).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let room: usize = widths.iter().map(|wide| usize::from(*wide)).sum();
    let lines = (text::width(title) * 6 / 5).div_ceil(room.max(1)).max(1);
    sheet.set_row_height(0, (lines as f64 * TITLE).min(400.0))?;
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    match last {
        0 => sheet.write_string_with_format(0, 0, title, &bold)?,
        last => sheet.merge_range(0, 0, 0, last, title, &bold)?,
    };
    Ok(())
}

/// A day as a workbook has it: its days begin in 1900 and end in 9999.
pub fn workbook_day(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_has_days_from_1900_to_9999() {
        let has = |year| NaiveDate::from_ymd_opt(year, 12, 31).is_some_and(|day| workbook_day(day).is_some());
        assert!([1900, 2026, 9999].into_iter().all(has));
        assert!(![-1, 0, 1899, 10_000, 65_536 + 2026].into_iter().any(has));
    }
}
