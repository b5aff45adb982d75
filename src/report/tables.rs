//! The tables of a report that a workbook holds: header and typed cells. What they look like is the workbook's.

use super::words;
use crate::locale::{Lang, tell};
use crate::text;
use chrono::NaiveDate;
use serde_json::Value;

/// What stands in a cell.
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Tenths(f64),
    /// In percent.
    Rate(f64),
    /// Percentage points, signed.
    Points(f64),
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
    pub fn width(&self) -> usize {
        match self {
            Self::Text(text) => text.lines().map(text::width).max().unwrap_or(0),
            Self::Number(n) => format!("{n:.0}").len() * 4 / 3,
            Self::Tenths(n) | Self::Rate(n) => format!("{n:.1}").len() + 2,
            Self::Points(_) => 20,
            Self::Day(_) => 10,
            Self::Empty => 0,
        }
    }
}

pub(super) fn said(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(serde_json::Map::iter).map(|(key, value)| (key.as_str(), value))
}

/// The name of a figure, as a row or a column begins.
fn heading(lang: Lang, key: &str) -> String {
    words::capital(&words::metric(lang, key))
}

/// A table and the sheet that holds it.
pub(super) struct Table {
    /// Of the sheet.
    pub name: String,
    /// Titles of the columns.
    pub header: Vec<String>,
    /// A row may have fewer cells than there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// For charts and programs: not printed with the others.
    pub data: bool,
    /// Has a line for who made, checked and signed it.
    pub signed: bool,
}

/// All of them, in the order of the sheets.
pub(super) fn tables(lang: Lang, model: &Value) -> Vec<Table> {
    vec![
        Table { signed: true, ..figures(lang, model) },
        stocks(lang, model),
        villages(lang, model, false),
        corrections(lang, model),
        checks(lang, model),
        remarks(lang, model),
        wall(lang, model),
        villages(lang, model, true),
    ]
}

fn figures(lang: Lang, model: &Value) -> Table {
    let rows = object(&model["figures"]).map(|(key, f)| {
        vec![
            Cell::Text(heading(lang, key)),
            Cell::Text(words::counted_in(lang, key)),
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
        name: tell!(lang, "pages-sheet-report"),
        header: vec![
            tell!(lang, "pages-column-figure"),
            tell!(lang, "pages-column-counted-in"),
            tell!(lang, "pages-column-today"),
            tell!(lang, "pages-column-today-quota"),
            tell!(lang, "pages-column-cumulative"),
            tell!(lang, "pages-column-target"),
            tell!(lang, "pages-column-rate"),
            tell!(lang, "pages-column-previous"),
            tell!(lang, "pages-column-change"),
            tell!(lang, "pages-column-pace"),
            tell!(lang, "pages-column-finish"),
        ],
        rows: rows.collect(),
        data: false,
        signed: false,
    }
}

/// By what a figure is broken down.
fn group(lang: Lang, key: &str) -> String {
    match key {
        "place" => tell!(lang, "pages-by-place"),
        "channel" => tell!(lang, "pages-by-channel"),
        "kind" => tell!(lang, "pages-by-kind"),
        "flag" => tell!(lang, "pages-by-flag"),
        other => other.to_string(),
    }
}

fn stocks(lang: Lang, model: &Value) -> Table {
    let mut rows = Vec::new();
    for (key, s) in object(&model["stocks"]) {
        let is_rate = key == "employment_rate";
        let value = |value: &Value| if is_rate { Cell::rate(value) } else { Cell::number(value) };
        let change = match s["change"].as_f64() {
            Some(points) if is_rate => Cell::Points(points),
            _ => Cell::number(&s["change"]),
        };
        let row = |by: String, part: String, now: Cell, before: Cell, change: Cell| {
            vec![
                Cell::Text(heading(lang, key)),
                Cell::Text(by),
                Cell::Text(part),
                Cell::Text(words::counted_in(lang, key)),
                now,
                before,
                change,
            ]
        };
        rows.push(row(String::new(), String::new(), value(&s["value"]), value(&s["previous"]), change));
        for (by, parts) in object(&s["by"]) {
            match parts {
                Value::Object(_) => rows.extend(object(parts).map(|(part, n)| {
                    row(group(lang, by), words::word(lang, by, part), Cell::number(n), Cell::Empty, Cell::Empty)
                })),
                n => {
                    let part = words::word(lang, "part", by);
                    rows.push(row(tell!(lang, "pages-of-which"), part, Cell::number(n), Cell::Empty, Cell::Empty));
                }
            }
        }
    }
    Table {
        name: tell!(lang, "pages-sheet-stocks"),
        header: vec![
            tell!(lang, "pages-column-figure"),
            tell!(lang, "pages-column-group"),
            tell!(lang, "pages-column-by"),
            tell!(lang, "pages-column-counted-in"),
            tell!(lang, "pages-column-value"),
            tell!(lang, "pages-column-previous"),
            tell!(lang, "pages-column-change"),
        ],
        rows,
        data: false,
        signed: false,
    }
}

/// Flows and stocks that every village's row shows on paper; those with targets come besides.
const MAIN: [&str; 9] = [
    "returns",
    "placements",
    "households_visited",
    "labour",
    "willing",
    "employed",
    "employment_rate",
    "still_home",
    "zero_households",
];

/// The villages: every flow (the day, the sum, and where it has them its quota, target and rate) and stock, or the main
/// ones, which a page can hold.
fn villages(lang: Lang, model: &Value, all: bool) -> Table {
    let listed = words::told(model, all);
    let units = list(&listed["units"]);
    let mut header = vec![tell!(lang, "pages-column-village-code"), tell!(lang, "pages-column-village")];
    let of = |key: &str, what: String| tell!(lang, "pages-column-of", metric = heading(lang, key), what = what);
    let has = |key: &str, what: &str| units.iter().any(|unit| !unit["figures"][key][what].is_null());
    let shown = |key: &str| all || MAIN.contains(&key);
    let mut columns: Vec<(&str, &str, &str)> = Vec::new();
    for (key, _) in object(&model["figures"]).filter(|(key, f)| shown(key) || !f["target"].is_null()) {
        for (what, title) in [
            ("day", tell!(lang, "pages-column-today")),
            ("quota", tell!(lang, "pages-column-quota")),
            ("cumulative", tell!(lang, "pages-column-cumulative")),
            ("target", tell!(lang, "pages-column-target")),
            ("rate", tell!(lang, "pages-column-rate")),
        ] {
            if has(key, what) {
                columns.push(("figures", key, what));
                header.push(of(key, title));
            }
        }
    }
    for (key, _) in object(&model["stocks"]).filter(|(key, _)| shown(key)) {
        columns.push(("stocks", key, "value"));
        header.push(heading(lang, key));
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
    let name = if all { tell!(lang, "pages-sheet-villages-all") } else { tell!(lang, "pages-sheet-villages") };
    Table { name, header, rows, data: all, signed: false }
}

/// The wall chart, a row for each figure, village and day.
fn wall(lang: Lang, model: &Value) -> Table {
    let mut rows = Vec::new();
    for chart in list(&model["wall"]) {
        for unit in list(&chart["units"]) {
            for (day, cell) in list(&chart["days"]).iter().zip(list(&unit["cells"])) {
                rows.push(vec![
                    Cell::Text(heading(lang, said(&chart["key"]))),
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
        name: tell!(lang, "pages-sheet-wall"),
        header: vec![
            tell!(lang, "pages-column-figure"),
            tell!(lang, "pages-column-village-code"),
            tell!(lang, "pages-column-village"),
            tell!(lang, "pages-column-day"),
            tell!(lang, "pages-column-done"),
            tell!(lang, "pages-column-quota"),
        ],
        rows,
        data: true,
        signed: false,
    }
}

fn corrections(lang: Lang, model: &Value) -> Table {
    let units = list(&model["units"]);
    let rows = list(&model["corrections"]).iter().map(|c| {
        let name = units.iter().find(|unit| unit["code"] == c["unit"]).map_or(&c["unit"], |unit| &unit["name"]);
        let hashes: Vec<&str> = list(&c["entries"]).iter().map(|hash| hash.as_str().unwrap_or_default()).collect();
        vec![
            Cell::day(&c["day"]),
            Cell::Text(heading(lang, said(&c["key"]))),
            Cell::text(&c["unit"]),
            Cell::text(name),
            Cell::number(&c["amount"]),
            Cell::text(&c["why"]),
            Cell::Text(hashes.iter().map(|hash| hash.get(..8).unwrap_or(hash)).collect::<Vec<_>>().join(" ")),
        ]
    });
    Table {
        name: tell!(lang, "pages-sheet-corrections"),
        header: vec![
            tell!(lang, "pages-column-day"),
            tell!(lang, "pages-column-figure"),
            tell!(lang, "pages-column-unit-code"),
            tell!(lang, "pages-column-unit"),
            tell!(lang, "pages-column-amount"),
            tell!(lang, "pages-column-why"),
            tell!(lang, "pages-column-entries"),
        ],
        rows: rows.collect(),
        data: false,
        signed: false,
    }
}

/// Each check, and under it the rows that break it.
fn checks(lang: Lang, model: &Value) -> Table {
    let mut rows = Vec::new();
    for c in list(&model["checks"]) {
        let holds = if c["ok"] == Value::Bool(true) { tell!(lang, "pages-holds") } else { tell!(lang, "pages-fails") };
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
        name: tell!(lang, "pages-sheet-checks"),
        header: vec![
            tell!(lang, "pages-column-check"),
            tell!(lang, "pages-column-holds"),
            tell!(lang, "pages-column-rule"),
            tell!(lang, "pages-column-left"),
            tell!(lang, "pages-column-right"),
            tell!(lang, "pages-column-who"),
            tell!(lang, "pages-column-where"),
            tell!(lang, "pages-column-what"),
        ],
        rows,
        data: false,
        signed: false,
    }
}

fn remarks(lang: Lang, model: &Value) -> Table {
    let row = |sort: String| move |r: &Value| vec![Cell::Text(sort.clone()), Cell::text(&r["text"])];
    let problems = list(&model["problems"]).iter().map(row(tell!(lang, "pages-problem")));
    let next = list(&model["tomorrow"]).iter().map(row(tell!(lang, "pages-next")));
    Table {
        name: tell!(lang, "pages-sheet-remarks"),
        header: vec![tell!(lang, "pages-column-kind"), tell!(lang, "pages-column-text")],
        rows: problems.chain(next).collect(),
        data: false,
        signed: false,
    }
}
