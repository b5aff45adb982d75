//! The report as a workbook: a sheet for each of its tables, numbers as numbers, rates as percentages, days as days,
//! codes as text, set up for A4. The same model makes the same bytes; texts are strings and never run.

use super::words;
use crate::book::{Error, Result};
use crate::locale::say;
use crate::text;
use chrono::{DateTime, Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

/// The UTF-16 units that a cell holds, and some to spare.
const LONGEST: usize = 16_000;
/// Columns are not made wider than this, in half-width characters: longer texts are wrapped.
const WIDEST: usize = 60;
const A4: u8 = 9;

/// What stands in a cell.
enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Tenths(f64),
    /// In percent.
    Rate(f64),
    Day(NaiveDate),
}

impl Cell {
    fn text(value: &Value) -> Self {
        value.as_str().map_or(Self::Empty, |text| Self::Text(text.to_string()))
    }

    fn number(value: &Value) -> Self {
        match (value.as_i64(), value.as_f64()) {
            (Some(n), _) => Self::Number(n as f64),
            (_, Some(f)) => Self::Tenths(f),
            _ => Self::Empty,
        }
    }

    fn rate(value: &Value) -> Self {
        value.as_f64().map_or(Self::Empty, Self::Rate)
    }

    fn day(value: &Value) -> Self {
        words::day_of(value).map_or(Self::Empty, Self::Day)
    }

    /// How wide it prints, in half-width characters.
    fn width(&self) -> usize {
        match self {
            Self::Text(text) => text.lines().map(text::width).max().unwrap_or(0),
            Self::Number(n) => format!("{n:.0}").len() * 4 / 3,
            Self::Tenths(n) | Self::Rate(n) => format!("{n:.1}").len() + 2,
            Self::Day(_) => 10,
            Self::Empty => 0,
        }
    }
}

/// The workbook of a report, as `report --format json` gives it and a sealed day keeps it, in the language of the
/// process: the bytes of an XLSX file.
///
/// # Errors
/// [`Error::Internal`] where the workbook can't be made.
pub fn bytes(model: &Value) -> Result<Vec<u8>> {
    let model = words::cleaned(model);
    made(&model).map_err(|error| Error::Internal(say!("pages-book-wrong", why = error.to_string())))
}

fn made(model: &Value) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = say!("pages-book-title", issue = issue(model), unit = said(&model["unit"]["name"]));
    // The cut-off is the one time that belongs to the report; the hour of printing would change the bytes.
    let mut about = DocProperties::new().set_title(&title).set_author(said(&model["officer"]));
    let made_at = DateTime::parse_from_rfc3339(model["cutoff"].as_str().unwrap_or_default()).ok();
    let moment = made_at.map_or(0, |at| at.naive_local().and_utc().timestamp());
    about = about.set_creation_datetime(&ExcelDateTime::from_timestamp(moment)?);
    book.set_properties(&about);
    for table in tables(model) {
        table.write(book.add_worksheet(), model, &title)?;
    }
    book.save_to_buffer()
}

fn issue(model: &Value) -> i64 {
    model["issue"].as_i64().unwrap_or(0)
}

fn said(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(serde_json::Map::iter).map(|(key, value)| (key.as_str(), value))
}

/// A table and the sheet that holds it.
struct Table {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

fn tables(model: &Value) -> Vec<Table> {
    vec![figures(model), stocks(model), villages(model), wall(model), corrections(model), checks(model), remarks(model)]
}

fn figures(model: &Value) -> Table {
    let rows = object(&model["figures"]).map(|(key, f)| {
        vec![
            Cell::Text(words::metric(key)),
            Cell::Text(words::counted_in(key)),
            Cell::number(&f["day"]),
            Cell::number(&f["quota"]),
            Cell::number(&f["cumulative"]),
            Cell::number(&f["target"]),
            Cell::rate(&f["rate"]),
            Cell::number(&f["previous"]),
            Cell::number(&f["change"]),
            Cell::number(&f["pace"]),
            Cell::day(&f["finish"]),
        ]
    });
    Table {
        name: say!("pages-sheet-report"),
        header: vec![
            say!("pages-column-figure"),
            say!("pages-column-counted-in"),
            say!("pages-column-today"),
            say!("pages-column-today-quota"),
            say!("pages-column-cumulative"),
            say!("pages-column-target"),
            say!("pages-column-rate"),
            say!("pages-column-previous"),
            say!("pages-column-change"),
            say!("pages-column-pace"),
            say!("pages-column-finish"),
        ],
        rows: rows.collect(),
    }
}

fn stocks(model: &Value) -> Table {
    let mut rows = Vec::new();
    for (key, s) in object(&model["stocks"]) {
        let is_rate = key == "employment_rate";
        let value = |value: &Value| if is_rate { Cell::rate(value) } else { Cell::number(value) };
        let row = |part: String, now: Cell, before: Cell, change: Cell| {
            vec![Cell::Text(words::metric(key)), Cell::Text(part), Cell::Text(words::counted_in(key)), now, before, change]
        };
        rows.push(row(String::new(), value(&s["value"]), value(&s["previous"]), Cell::number(&s["change"])));
        for (by, parts) in object(&s["by"]) {
            match parts {
                Value::Object(_) => rows.extend(
                    object(parts).map(|(part, n)| row(words::part(by, part), Cell::number(n), Cell::Empty, Cell::Empty)),
                ),
                n => rows.push(row(words::part("", by), Cell::number(n), Cell::Empty, Cell::Empty)),
            }
        }
    }
    Table {
        name: say!("pages-sheet-stocks"),
        header: vec![
            say!("pages-column-figure"),
            say!("pages-column-by"),
            say!("pages-column-counted-in"),
            say!("pages-column-value"),
            say!("pages-column-previous"),
            say!("pages-column-change"),
        ],
        rows,
    }
}

/// Every village with every flow (the day, the sum, and where it has them its quota, target and rate) and stock.
fn villages(model: &Value) -> Table {
    let units = list(&model["units"]);
    let mut header = vec![say!("pages-column-village-code"), say!("pages-column-village")];
    let of = |key: &str, what: String| say!("pages-column-of", metric = words::metric(key), what = what);
    let has = |key: &str, what: &str| units.iter().any(|unit| !unit["figures"][key][what].is_null());
    let mut columns: Vec<(&str, &str, &str)> = Vec::new();
    for (key, _) in object(&model["figures"]) {
        for (what, title) in [
            ("day", say!("pages-column-today")),
            ("quota", say!("pages-column-quota")),
            ("cumulative", say!("pages-column-cumulative")),
            ("target", say!("pages-column-target")),
            ("rate", say!("pages-column-rate")),
        ] {
            if has(key, what) {
                columns.push(("figures", key, what));
                header.push(of(key, title));
            }
        }
    }
    for (key, _) in object(&model["stocks"]) {
        columns.push(("stocks", key, "value"));
        header.push(words::metric(key));
    }
    let rows = units.iter().map(|unit| {
        let head = [Cell::text(&unit["code"]), Cell::text(&unit["name"])];
        let cells = columns.iter().map(|(group, key, what)| {
            let value = &unit[*group][*key][*what];
            if *what == "rate" || *key == "employment_rate" { Cell::rate(value) } else { Cell::number(value) }
        });
        head.into_iter().chain(cells).collect()
    });
    let rows = rows.collect();
    Table { name: say!("pages-sheet-villages"), header, rows }
}

/// The wall chart, a row for each figure, village and day.
fn wall(model: &Value) -> Table {
    let mut rows = Vec::new();
    for chart in list(&model["wall"]) {
        for unit in list(&chart["units"]) {
            for (day, cell) in list(&chart["days"]).iter().zip(list(&unit["cells"])) {
                rows.push(vec![
                    Cell::Text(words::metric(said(&chart["key"]))),
                    Cell::text(&unit["code"]),
                    Cell::text(&unit["name"]),
                    Cell::day(day),
                    Cell::number(&cell["done"]),
                    Cell::number(&cell["quota"]),
                ]);
            }
        }
    }
    Table {
        name: say!("pages-sheet-wall"),
        header: vec![
            say!("pages-column-figure"),
            say!("pages-column-village-code"),
            say!("pages-column-village"),
            say!("pages-column-day"),
            say!("pages-column-done"),
            say!("pages-column-quota"),
        ],
        rows,
    }
}

fn corrections(model: &Value) -> Table {
    let units = list(&model["units"]);
    let rows = list(&model["corrections"]).iter().map(|c| {
        let name = units.iter().find(|unit| unit["code"] == c["unit"]).map_or(&c["unit"], |unit| &unit["name"]);
        let hashes: Vec<&str> = list(&c["entries"]).iter().map(|hash| hash.as_str().unwrap_or_default()).collect();
        vec![
            Cell::day(&c["day"]),
            Cell::Text(words::metric(said(&c["key"]))),
            Cell::text(&c["unit"]),
            Cell::text(name),
            Cell::number(&c["amount"]),
            Cell::text(&c["why"]),
            Cell::Text(hashes.iter().map(|hash| hash.get(..8).unwrap_or(hash)).collect::<Vec<_>>().join(" ")),
        ]
    });
    Table {
        name: say!("pages-sheet-corrections"),
        header: vec![
            say!("pages-column-day"),
            say!("pages-column-figure"),
            say!("pages-column-unit-code"),
            say!("pages-column-unit"),
            say!("pages-column-amount"),
            say!("pages-column-why"),
            say!("pages-column-entries"),
        ],
        rows: rows.collect(),
    }
}

/// Each check, and under it the rows that break it.
fn checks(model: &Value) -> Table {
    let mut rows = Vec::new();
    for c in list(&model["checks"]) {
        let holds = if c["ok"] == Value::Bool(true) { say!("pages-holds") } else { say!("pages-fails") };
        rows.push(vec![
            Cell::number(&c["id"]),
            Cell::Text(holds),
            Cell::text(&c["text"]),
            Cell::number(&c["left"]),
            Cell::number(&c["right"]),
        ]);
        rows.extend(list(&c["rows"]).iter().map(|r| {
            let blank = || Cell::Empty;
            let who = [&r["name"], &r["unit"], &r["text"]].map(Cell::text);
            [Cell::number(&c["id"]), blank(), blank(), blank(), blank()].into_iter().chain(who).collect()
        }));
    }
    Table {
        name: say!("pages-sheet-checks"),
        header: vec![
            say!("pages-column-check"),
            say!("pages-column-holds"),
            say!("pages-column-rule"),
            say!("pages-column-left"),
            say!("pages-column-right"),
            say!("pages-column-who"),
            say!("pages-column-where"),
            say!("pages-column-what"),
        ],
        rows,
    }
}

fn remarks(model: &Value) -> Table {
    let row = |sort: String| move |r: &Value| vec![Cell::Text(sort.clone()), Cell::text(&r["text"])];
    let problems = list(&model["problems"]).iter().map(row(say!("pages-problem")));
    let next = list(&model["tomorrow"]).iter().map(row(say!("pages-next")));
    Table {
        name: say!("pages-sheet-remarks"),
        header: vec![say!("pages-column-sort"), say!("pages-column-text")],
        rows: problems.chain(next).collect(),
    }
}

impl Table {
    /// Title, head, header, rows; the header stays in sight and on every page.
    fn write(self, sheet: &mut Worksheet, model: &Value, title: &str) -> std::result::Result<(), XlsxError> {
        const HEADER: u32 = 2;
        let line = Format::new().set_border_bottom(FormatBorder::Hair).set_align(FormatAlign::VerticalCenter);
        let number = line.clone().set_num_format("#,##0");
        let tenths = line.clone().set_num_format("#,##0.0");
        let rate = line.clone().set_num_format("0.0%");
        let day = line.clone().set_num_format("yyyy-mm-dd");
        let plain = line.clone().set_num_format("@");
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
        sheet.write_string_with_format(0, 0, title, &bold.set_font_size(14))?;
        sheet.write_string(1, 0, cut(&head(model)))?;
        for (at, title) in (0u16..).zip(&self.header) {
            sheet.write_string_with_format(HEADER, at, title, &header)?;
            let cells = self.rows.iter().filter_map(|row| row.get(usize::from(at)));
            let widest = cells.map(Cell::width).max().unwrap_or(0);
            // A long header takes two lines.
            let own = text::width(title);
            let own = if own > 10 { own / 2 + 1 } else { own };
            sheet.set_column_width(at, (widest.max(own) + 2).clamp(6, WIDEST) as f64)?;
        }
        let mut last = HEADER;
        for (at, cells) in (HEADER + 1..).zip(&self.rows) {
            last = at;
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Empty => sheet.write_blank(at, column, &line)?,
                    Cell::Text(text) if text::width(text) + 2 > WIDEST => {
                        sheet.write_string_with_format(at, column, cut(text), &wrapped)?
                    }
                    Cell::Text(text) => sheet.write_string_with_format(at, column, text, &plain)?,
                    Cell::Number(n) => sheet.write_number_with_format(at, column, *n, &number)?,
                    Cell::Tenths(n) => sheet.write_number_with_format(at, column, *n, &tenths)?,
                    Cell::Rate(n) => sheet.write_number_with_format(at, column, (n * 10.0).round() / 1000.0, &rate)?,
                    Cell::Day(date) => sheet.write_datetime_with_format(at, column, excel_day(*date)?, &day)?,
                };
            }
        }
        let columns = u16::try_from(self.header.len()).unwrap_or(u16::MAX);
        if last > HEADER {
            sheet.autofilter(HEADER, 0, last, columns.saturating_sub(1))?;
        }
        sheet.set_freeze_panes(HEADER + 1, u16::from(columns > 8))?;
        sheet.set_repeat_rows(0, HEADER)?;
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
        if columns > 6 {
            sheet.set_landscape();
        }
        sheet.set_footer("&L&A&C&P / &N");
        let officer = said(&model["officer"]).to_string();
        sheet.write_string(last + 2, 0, say!("pages-signatures", officer = officer))?;
        Ok(())
    }
}

/// The line under the title.
fn head(model: &Value) -> String {
    let date = |value: &Value| words::day_of(value).map_or_else(String::new, words::month_day);
    let seal = model["seal"].as_str().map_or_else(|| say!("pages-book-unsealed"), str::to_string);
    say!(
        "pages-book-head",
        day = words::day_of(&model["day"]).map_or_else(String::new, words::date),
        cutoff = words::clock(said(&model["cutoff"])),
        officer = said(&model["officer"]),
        campaign = said(&model["campaign"]["name"]),
        from = date(&model["campaign"]["from"]),
        to = date(&model["campaign"]["to"]),
        seal = seal
    )
}

fn excel_day(day: NaiveDate) -> std::result::Result<ExcelDateTime, XlsxError> {
    // A workbook's days begin in 1900 and end in 9999; a report's lie well between.
    let year = u16::try_from(day.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1))
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(LONGEST).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
