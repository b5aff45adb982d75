//! The report as one flat table: a row for each figure, stock, part of one and correction, of the whole unit and of each
//! village. Keys stay the same in every language, so that days and units can be stacked and summed elsewhere.

use super::tables::{list, object};
use super::words;
use crate::book::{Error, Result};
use crate::locale::{Lang, say, tell};
use crate::sheet::write::{Cell, Charset, Column, Format, Head, TableWriter};
use chrono::NaiveDate;
use serde_json::Value;

/// Keys of the columns, in their order.
const COLUMNS: [(&str, u16); 19] = [
    ("report_day", 10),
    ("issue", 5),
    ("unit_code", 14),
    ("unit", 14),
    ("kind", 10),
    ("key", 18),
    ("part", 16),
    ("name", 18),
    ("counted_in", 8),
    ("day", 10),
    ("value", 10),
    ("quota", 10),
    ("cumulative", 10),
    ("target", 10),
    ("rate", 8),
    ("previous", 10),
    ("change", 10),
    ("pace", 8),
    ("finish", 10),
];

/// The table as CSV for spreadsheets: UTF-8 with a byte order mark, lines ended by CRLF, texts guarded against being
/// run. A unit's code is twelve digits and nothing else, so that it looks up in other tables. Flows have `value` = on `day`; stocks, at its end; corrections, the amount.
///
/// # Errors
/// [`Error::Internal`] where the table can't be written, which a string can always be.
pub(super) fn csv(lang: Lang, model: &Value) -> Result<String> {
    let model = &words::told(model, true);
    let wrong = |why: String| Error::Internal(say!("pages-table-wrong", why = why));
    let mut bytes = Vec::new();
    let columns = COLUMNS.iter().map(|(key, width)| Column::new(*key, title(lang, key), *width)).collect();
    let head = Head { sheet: String::new(), title: None, columns };
    let mut table = TableWriter::new(Box::new(&mut bytes), Format::Csv(Charset::Utf8), head, None)
        .map_err(|error| wrong(error.to_string()))?;
    let mut row = |line: Line<'_>| table.row(&line.cells(lang, model)).map_err(|error| wrong(error.to_string()));
    lines(lang, model, &mut row)?;
    table.finish().map_err(|error| wrong(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| wrong(error.to_string()))
}

fn title(lang: Lang, key: &str) -> String {
    match key {
        "report_day" => tell!(lang, "pages-column-report-day"),
        "issue" => tell!(lang, "pages-column-issue"),
        "unit_code" => tell!(lang, "pages-column-unit-code"),
        "unit" => tell!(lang, "pages-column-unit"),
        "kind" => tell!(lang, "pages-column-kind"),
        "key" => tell!(lang, "pages-column-key"),
        "part" => tell!(lang, "pages-column-part"),
        "name" => tell!(lang, "pages-column-figure"),
        "counted_in" => tell!(lang, "pages-column-counted-in"),
        "day" => tell!(lang, "pages-column-day"),
        "value" => tell!(lang, "pages-column-value"),
        "quota" => tell!(lang, "pages-column-quota"),
        "cumulative" => tell!(lang, "pages-column-cumulative"),
        "target" => tell!(lang, "pages-column-target"),
        "rate" => tell!(lang, "pages-column-rate"),
        "previous" => tell!(lang, "pages-column-previous"),
        "change" => tell!(lang, "pages-column-change"),
        "pace" => tell!(lang, "pages-column-pace"),
        _ => tell!(lang, "pages-column-finish"),
    }
}

/// A row before it is spelt out.
struct Line<'a> {
    unit: (&'a Value, &'a Value),
    kind: &'static str,
    key: &'a str,
    /// Key and name of a part.
    part: Option<(String, String)>,
    day: Option<NaiveDate>,
    value: &'a Value,
    /// The figure or stock that the other columns come from.
    of: Option<&'a Value>,
}

impl Line<'_> {
    fn cells<'c>(&'c self, lang: Lang, model: &'c Value) -> Vec<Cell<'c>> {
        let text = |value: &'c Value| value.as_str().map_or(Cell::Empty, Cell::from);
        let of = |key: &str| self.of.map_or(&Value::Null, |of| &of[key]);
        let code = text(self.unit.0);
        let name = match &self.part {
            Some((_, name)) => format!("{} {name}", words::metric(lang, self.key)),
            None => words::metric(lang, self.key),
        };
        let is_rate = self.key == "employment_rate";
        let number = |value: &Value| match (value.as_i64(), value.as_f64()) {
            (Some(n), _) => Cell::Whole(n),
            (_, Some(f)) if is_rate => Cell::Percent(f),
            (_, Some(f)) => Cell::Decimal(f),
            _ => Cell::Empty,
        };
        // A change of a rate is in percentage points.
        let change = of("change");
        let change = if is_rate { change.as_f64().map_or(Cell::Empty, Cell::Decimal) } else { number(change) };
        vec![
            words::day_of(&model["day"]).into(),
            number(&model["issue"]),
            code,
            text(self.unit.1),
            self.kind.into(),
            self.key.into(),
            self.part.as_ref().map(|(key, _)| key.as_str()).into(),
            name.into(),
            words::counted_in(lang, self.key).into(),
            self.day.into(),
            number(self.value),
            number(of("quota")),
            number(of("cumulative")),
            number(of("target")),
            of("rate").as_f64().map_or(Cell::Empty, Cell::Percent),
            number(of("previous")),
            change,
            of("pace").as_f64().map_or(Cell::Empty, Cell::Decimal),
            words::day_of(of("finish")).into(),
        ]
    }
}

type Taker<'t> = &'t mut dyn FnMut(Line<'_>) -> Result<()>;

fn lines(lang: Lang, model: &Value, take: Taker<'_>) -> Result<()> {
    let whole = (&model["unit"]["code"], &model["unit"]["name"]);
    let day = words::day_of(&model["day"]);
    figures(lang, model, whole, day, take)?;
    let units = list(&model["units"]);
    for unit in units {
        // What has no village stands under the whole unit's own code, and is told apart by its name.
        figures(lang, unit, (&unit["code"], &unit["name"]), day, take)?;
    }
    for row in list(&model["corrections"]) {
        let name = units.iter().find(|unit| unit["code"] == row["unit"]).map_or(&row["unit"], |unit| &unit["name"]);
        take(Line {
            unit: (&row["unit"], name),
            kind: "correction",
            key: row["key"].as_str().unwrap_or_default(),
            part: None,
            day: words::day_of(&row["day"]),
            value: &row["amount"],
            of: None,
        })?;
    }
    Ok(())
}

fn figures(lang: Lang, holder: &Value, unit: (&Value, &Value), day: Option<NaiveDate>, take: Taker<'_>) -> Result<()> {
    for (kind, part_kind, group, value) in
        [("figure", "figure_part", "figures", "day"), ("stock", "stock_part", "stocks", "value")]
    {
        for (key, of) in object(&holder[group]) {
            take(Line { unit, kind, key, part: None, day, value: &of[value], of: Some(of) })?;
            for (by, parts) in object(&of["by"]) {
                let named = |part: &str| (format!("{by}.{part}"), words::word(lang, by, part));
                let each: Vec<((String, String), &Value)> = match parts {
                    Value::Object(_) => object(parts).map(|(part, n)| (named(part), n)).collect(),
                    n => vec![((by.to_string(), words::word(lang, "part", by)), n)],
                };
                for (part, n) in each {
                    take(Line { unit, kind: part_kind, key, part: Some(part), day: None, value: n, of: None })?;
                }
            }
        }
    }
    Ok(())
}
