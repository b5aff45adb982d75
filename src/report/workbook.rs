//! The report as a workbook: a sheet for each of its tables, numbers as numbers, rates as percentages, days as days,
//! codes as text, set up for A4. The same model makes the same bytes; texts are strings and never run.

use super::tables::{Cell, Table, said, tables};
use super::words;
use crate::book::{Error, Result};
use crate::locale::{self, Lang, say, tell};
use crate::sheet::workbook_day;
use crate::text;
use chrono::DateTime;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

/// The UTF-16 units that a cell holds, and some to spare.
const LONGEST: usize = 16_000;
/// Columns are not made wider than this, in half-width characters: longer texts are wrapped.
const WIDEST: usize = 60;
/// Height of a line of text, in points.
const LINE: f64 = 16.0;
const A4: u8 = 9;
const A3: u8 = 8;
/// Tables of more columns lie down on paper; of still more, on A3.
const UPRIGHT: usize = 6;
const ON_A4: usize = 12;
/// What a page of A3 holds across in legible letters, in half-width characters: wider tables go on over more pages.
const PAGE: usize = 340;

/// The workbook of a report, told in this language: the bytes of an XLSX file.
///
/// # Errors
/// [`Error::Internal`] where the workbook can't be made.
pub(super) fn bytes(lang: Lang, model: &Value) -> Result<Vec<u8>> {
    let model = words::told(model, true);
    made(lang, &model).map_err(|error| Error::Internal(say!("pages-book-wrong", why = error.to_string())))
}

fn made(lang: Lang, model: &Value) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = tell!(lang, "pages-book-title", issue = issue(model), unit = said(&model["unit"]["name"]));
    // The cut-off is the one time that belongs to the report; the hour of printing would change the bytes.
    let mut about = DocProperties::new().set_title(&title).set_author(said(&model["officer"]));
    let made_at = DateTime::parse_from_rfc3339(model["cutoff"].as_str().unwrap_or_default()).ok();
    let made_at = made_at.map(|at| at.naive_local()).filter(|at| workbook_day(at.date()).is_some());
    let moment = made_at.map_or(0, |at| at.and_utc().timestamp());
    about = about.set_creation_datetime(&ExcelDateTime::from_timestamp(moment)?);
    book.set_properties(&about);
    for table in tables(lang, model) {
        table.write(book.add_worksheet(), lang, model, &title)?;
    }
    book.save_to_buffer()
}

fn issue(model: &Value) -> i64 {
    model["issue"].as_i64().unwrap_or(0)
}

impl Table {
    /// How wide a column stands: as its cells need, up to a limit; a long title takes up to three lines, and
    /// breaks no English word.
    fn width(&self, at: usize) -> usize {
        let widest = self.rows.iter().filter_map(|row| row.get(at)).map(Cell::width).max().unwrap_or(0);
        let title = self.header.get(at).map_or(0, |title| {
            let (whole, word) = (text::width(title), title.split(' ').map(text::width).max().unwrap_or(0));
            if title.is_ascii() {
                word.max(whole.div_ceil(3))
            } else if whole > 8 {
                whole.div_ceil(3).max(5)
            } else {
                whole
            }
        });
        (widest.max(title) + 3).clamp(6, WIDEST)
    }

    /// Title, head, header, rows; the header stays in sight and on every page.
    fn write(
        self,
        sheet: &mut Worksheet,
        lang: Lang,
        model: &Value,
        title: &str,
    ) -> std::result::Result<(), XlsxError> {
        const HEADER: u32 = 2;
        let line = Format::new().set_border_bottom(FormatBorder::Hair).set_align(FormatAlign::VerticalCenter);
        let number = line.clone().set_num_format("#,##0");
        let tenths = line.clone().set_num_format("#,##0.0");
        let rate = line.clone().set_num_format("0.0%");
        let points = tell!(lang, "pages-points");
        let points = line.clone().set_num_format(format!("+0.0\" {points}\";-0.0\" {points}\";0.0\" {points}\""));
        let day = line.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center);
        let plain = line.clone().set_num_format("@").set_indent(1);
        let wrapped = plain.clone().set_text_wrap();
        let bold = Format::new().set_bold();
        let header = bold
            .clone()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_align(FormatAlign::Center)
            .set_background_color(0x00F3_F5F8)
            .set_border_bottom(FormatBorder::Thin);
        sheet.set_name(&self.name)?;
        let widths: Vec<usize> = (0..self.header.len()).map(|at| self.width(at)).collect();
        let over = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        across(sheet, 0, cut(title), &widths, 14, &over.clone().set_bold())?;
        across(sheet, 1, cut(&head(lang, model)), &widths, 11, &over)?;
        let mut deep = 1;
        for ((at, title), width) in (0u16..).zip(&self.header).zip(&widths) {
            sheet.write_string_with_format(HEADER, at, title, &header)?;
            sheet.set_column_width(at, *width as f64)?;
            deep = deep.max(lines(title, *width));
        }
        sheet.set_row_height(HEADER, deep as f64 * LINE)?;
        let mut last = HEADER;
        for (at, cells) in (HEADER + 1..).zip(&self.rows) {
            last = at;
            let mut deep = 1;
            let padded = cells.iter().chain(std::iter::repeat(&Cell::Empty));
            for ((column, cell), width) in (0u16..).zip(padded).zip(&widths) {
                if let Cell::Text(text) = cell {
                    deep = deep.max(lines(text, *width));
                }
                match cell {
                    Cell::Empty => sheet.write_blank(at, column, &line)?,
                    Cell::Text(text) if lines(text, *width) > 1 => {
                        sheet.write_string_with_format(at, column, cut(text), &wrapped)?
                    }
                    Cell::Text(text) => sheet.write_string_with_format(at, column, cut(text), &plain)?,
                    Cell::Number(n) => sheet.write_number_with_format(at, column, *n, &number)?,
                    Cell::Tenths(n) => sheet.write_number_with_format(at, column, *n, &tenths)?,
                    Cell::Rate(n) => sheet.write_number_with_format(at, column, (n * 10.0).round() / 1000.0, &rate)?,
                    Cell::Points(n) => sheet.write_number_with_format(at, column, *n, &points)?,
                    Cell::Day(date) => match workbook_day(*date) {
                        Some(date) => sheet.write_datetime_with_format(at, column, date, &day)?,
                        None => sheet.write_string_with_format(at, column, date.to_string(), &plain)?,
                    },
                };
            }
            if deep > 1 {
                sheet.set_row_height(at, (deep as f64 * LINE).min(400.0))?;
            }
        }
        let columns = u16::try_from(self.header.len()).unwrap_or(u16::MAX);
        if last > HEADER {
            sheet.autofilter(HEADER, 0, last, columns.saturating_sub(1))?;
        }
        let is_wide = self.header.len() > ON_A4;
        sheet.set_freeze_panes(HEADER + 1, if is_wide { 2 } else { 0 })?;
        sheet.set_paper_size(if is_wide { A3 } else { A4 }).set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
        if self.header.len() > UPRIGHT {
            sheet.set_landscape();
        }
        if self.data {
            // A printed area without anything in it leaves the sheet out where the whole workbook is printed.
            sheet.set_print_area(HEADER, columns + 1, HEADER, columns + 1)?;
        } else {
            let across = widths.iter().sum::<usize>().div_ceil(PAGE).max(1);
            sheet.set_repeat_rows(0, HEADER)?;
            sheet.set_print_fit_to_pages(u16::try_from(across).unwrap_or(1), 0);
        }
        sheet.set_footer("&L&A&C&P / &N");
        if self.signed {
            sheet.write_string(last + 2, 0, tell!(lang, "pages-made-by", officer = said(&model["officer"])))?;
            sheet.write_string(last + 2, 4, tell!(lang, "pages-checked-by"))?;
            sheet.write_string(last + 2, 8, tell!(lang, "pages-signed-by"))?;
        }
        Ok(())
    }
}

/// A text over as many columns as it needs, in as many lines as it needs over all.
fn across(
    sheet: &mut Worksheet,
    row: u32,
    text: &str,
    widths: &[usize],
    size: u8,
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    let format = format.clone().set_font_size(size);
    let needed = text::width(text) * usize::from(size) / 10 + 2;
    let (mut over, mut room) = (0, 0);
    for width in widths {
        if over > 0 && room >= needed {
            break;
        }
        over += 1;
        room += width;
    }
    sheet.set_row_height(row, needed.div_ceil(room.max(1)).max(1) as f64 * f64::from(size) * 1.45)?;
    match u16::try_from(over).unwrap_or(u16::MAX).saturating_sub(1) {
        0 => sheet.write_string_with_format(row, 0, text, &format)?,
        last => sheet.merge_range(row, 0, row, last, text, &format)?,
    };
    Ok(())
}

/// Into how many lines a column of this width breaks a text.
fn lines(text: &str, width: usize) -> usize {
    text::width(text).div_ceil(width.saturating_sub(2).max(1)).max(1)
}

/// The line under the title.
fn head(lang: Lang, model: &Value) -> String {
    let on = words::day_of(&model["day"]);
    let date = |value: &Value| {
        words::day_of(value).map_or_else(String::new, |day| locale::day_seen(lang, day, on.unwrap_or(day)))
    };
    let day = on.map_or_else(String::new, |day| locale::full_date(lang, day));
    let seal = model["seal"].as_str().map_or_else(|| tell!(lang, "pages-book-unsealed"), str::to_string);
    let officer = said(&model["officer"]);
    let parts = [
        Some(tell!(lang, "pages-book-cutoff", day = day, cutoff = words::clock(said(&model["cutoff"])))),
        (!officer.is_empty()).then(|| tell!(lang, "pages-made-by", officer = officer)),
        Some(tell!(
            lang,
            "pages-book-campaign",
            campaign = said(&model["campaign"]["name"]),
            from = date(&model["campaign"]["from"]),
            to = date(&model["campaign"]["to"])
        )),
        Some(tell!(lang, "pages-book-seal", seal = seal)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(LONGEST).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
