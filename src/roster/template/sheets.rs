//! A form as a workbook: the sheet to fill in, the sheet that explains it, and a hidden one for long lists.

use super::{Column, Holds, Sheet};
use crate::locale::say;
use crate::text;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// Rows with lines drawn; the lists and formats go on below them.
const DRAWN: u32 = 200;
/// The last row with a list.
const LAST: u32 = 5_000;
/// A list of more characters than this cannot stand in the rule itself (Excel: 255).
const INLINE: usize = 200;
/// The hidden sheet.
const LISTS: &str = "lists";

const HEADER: Color = Color::RGB(0x00DD_EBF7);
const REQUIRED: Color = Color::RGB(0x00FC_E4D6);
const GREY: Color = Color::RGB(0x0080_8080);

pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut lists: Vec<&[String]> = Vec::new();
    fill_in(book.add_worksheet(), sheet, &mut lists)?;
    explain(book.add_worksheet(), sheet)?;
    if !lists.is_empty() {
        let hidden = book.add_worksheet().set_name(LISTS)?.set_hidden(true);
        for (column, list) in (0u16..).zip(lists) {
            for (row, word) in (0u32..).zip(list) {
                hidden.write_string(row, column, word)?;
            }
        }
    }
    book.save_to_buffer()
}

fn fill_in<'s>(page: &mut Worksheet, sheet: &'s Sheet, lists: &mut Vec<&'s [String]>) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    let title = Format::new().set_bold().set_font_size(14);
    page.write_string_with_format(0, 0, &sheet.title, &title)?;
    let grouped = sheet.columns.iter().any(|column| !column.group.is_empty());
    let header = if grouped { 2 } else { 1 };
    if grouped {
        groups(page, &sheet.columns)?;
    }
    for (at, column) in (0u16..).zip(&sheet.columns) {
        let format = cell_format(column);
        page.set_column_format(at, &format)?;
        page.set_column_width(at, width(column))?;
        let fill = if column.required { REQUIRED } else { HEADER };
        let head = Format::new()
            .set_bold()
            .set_background_color(fill)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        page.write_string_with_format(header, at, header_text(column), &head)?;
        let grey = cell_format(column).set_font_color(GREY).set_italic().set_border(FormatBorder::Thin);
        write_example(page, header + 1, at, column, &grey)?;
        let drawn = format.set_border(FormatBorder::Thin);
        for row in header + 2..header + 2 + DRAWN {
            page.write_blank(row, at, &drawn)?;
        }
        let rule = rule(column, lists)?;
        page.add_data_validation(header + 2, at, LAST, at, &rule)?;
    }
    page.set_freeze_panes(header + 1, sheet.fixed)?;
    page.set_repeat_rows(header, header)?;
    page.set_landscape();
    if !grouped {
        page.set_print_fit_to_pages(1, 0);
    }
    Ok(())
}

/// The line that says which columns go with what.
fn groups(page: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let format = Format::new()
        .set_align(FormatAlign::Center)
        .set_font_color(GREY)
        .set_border(FormatBorder::Thin)
        .set_num_format("@");
    let mut from = 0;
    for part in columns.chunk_by(|a, b| a.group == b.group) {
        let to = from + part.len() - 1;
        let group = part.first().map_or("", |column| column.group.as_str());
        if to > from {
            page.merge_range(1, from as u16, 1, to as u16, group, &format)?;
        } else {
            page.write_string_with_format(1, from as u16, group, &format)?;
        }
        from = to + 1;
    }
    Ok(())
}

fn header_text(column: &Column) -> String {
    if column.required { format!("*{}", column.title) } else { column.title.clone() }
}

fn cell_format(column: &Column) -> Format {
    match column.holds {
        Holds::Date => Format::new().set_num_format("yyyy-mm-dd"),
        Holds::Number => Format::new().set_num_format("0"),
        Holds::Text | Holds::Digits | Holds::List(_) => Format::new().set_num_format("@"),
    }
}

fn width(column: &Column) -> f64 {
    let list = match &column.holds {
        Holds::List(words) => words.iter().map(|word| text::width(word) + 3).max().unwrap_or(0).min(24),
        Holds::Date => 12,
        Holds::Digits => 20,
        Holds::Text => 14,
        Holds::Number => 10,
    };
    list.max(text::width(&column.title) + 3) as f64
}

fn write_example(page: &mut Worksheet, row: u32, at: u16, column: &Column, format: &Format) -> Result<(), XlsxError> {
    let example = column.example.as_str();
    match (&column.holds, example.parse::<u32>()) {
        _ if example.is_empty() => page.write_blank(row, at, format)?,
        (Holds::Number, Ok(number)) => page.write_number_with_format(row, at, number, format)?,
        (Holds::Date, _) => {
            page.write_datetime_with_format(row, at, &ExcelDateTime::parse_from_str(example)?, format)?
        }
        _ => page.write_string_with_format(row, at, example, format)?,
    };
    Ok(())
}

/// What may be typed into a column, with what the officer is told on entering a cell.
fn rule<'s>(column: &'s Column, lists: &mut Vec<&'s [String]>) -> Result<DataValidation, XlsxError> {
    let mut rule = DataValidation::new();
    let mut style = DataValidationErrorStyle::Stop;
    rule = match &column.holds {
        Holds::Text | Holds::Digits => rule.allow_any_value(),
        Holds::Date => {
            style = DataValidationErrorStyle::Warning;
            rule.allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1900, 1, 1)?))
        }
        Holds::Number => rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
        Holds::List(words) => {
            let long = words.iter().map(|word| word.chars().count() + 1).sum::<usize>() > INLINE;
            if long || words.iter().any(|word| word.contains(',')) {
                let at = lists.iter().position(|list| *list == words.as_slice()).unwrap_or_else(|| {
                    lists.push(words);
                    lists.len() - 1
                });
                let letter = rust_xlsxwriter::utility::column_number_to_name(at as u16);
                rule.allow_list_formula(Formula::new(format!("={LISTS}!${letter}$1:${letter}${}", words.len())))
            } else {
                rule.allow_list_strings(words)?
            }
        }
    };
    let told = note(column);
    rule =
        rule.set_error_style(style).set_input_title(short(&column.title, 30))?.set_input_message(short(&told, 250))?;
    let wrong = say!("daybook-rule-title");
    rule.set_error_title(short(&wrong, 30))?.set_error_message(short(&told, 220))
}

fn short(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// What goes into a column: what its kind asks for, and what is said of it.
fn note(column: &Column) -> String {
    let kind = match &column.holds {
        Holds::Text => String::new(),
        Holds::Digits => say!("daybook-holds-digits"),
        Holds::Date => say!("daybook-holds-date"),
        Holds::Number => say!("daybook-holds-number"),
        Holds::List(_) => say!("daybook-holds-list"),
    };
    let parts = [column.note.as_str(), kind.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { say!("daybook-holds-text") } else { said.join(" ") }
}

fn explain(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_name(say!("daybook-sheet-notes"))?;
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut row = 0;
    for line in &sheet.about {
        page.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    let heads = [say!("daybook-notes-column"), say!("daybook-notes-required"), say!("daybook-notes-what")];
    for (at, head) in (0u16..).zip(heads) {
        page.write_string_with_format(row, at, head, &bold)?;
    }
    for column in &sheet.columns {
        row += 1;
        page.write_string_with_format(row, 0, &column.title, &wrap)?;
        if column.required {
            page.write_string_with_format(row, 1, say!("daybook-required"), &wrap)?;
        }
        let words = match &column.holds {
            Holds::List(words) if words.len() <= 20 => format!(" {}", words.join(" / ")),
            _ => String::new(),
        };
        let group = if column.group.is_empty() { String::new() } else { format!("[{}] ", column.group) };
        page.write_string_with_format(row, 2, format!("{group}{}{words}", note(column)), &wrap)?;
    }
    page.set_column_width(0, 18)?;
    page.set_column_width(1, 8)?;
    page.set_column_width(2, 90)?;
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}
