//! What the report screen shows: the report of a day as it is printed, its checks, and which issues there are.

use crate::desk::{Desk, Error, printed};
use crate::domain::metric::Metric;
use crate::domain::subject::SubjectId;
use crate::locale::{Lang, say};
use crate::report::{self, Format};
use crate::text;
use chrono::NaiveDate;
use serde_json::Value;

/// The formats that can be read on a screen, in the order of the key that changes them.
pub const SHOWN: [Format; 3] = [Format::Txt, Format::Md, Format::Csv];

/// Something that breaks a check.
pub struct Break {
    /// In words, on one line.
    pub text: String,
    /// Whom it is about, where it is about one.
    pub subject: Option<SubjectId>,
}

/// One check.
pub struct Check {
    /// 1 … 8.
    pub id: u64,
    /// It holds.
    pub ok: bool,
    /// What it is, in words.
    pub text: String,
    /// What was counted, and what it should equal, where they differ.
    pub differ: Option<(i64, i64)>,
    /// What breaks it.
    pub rows: Vec<Break>,
}

/// A figure of the day that entries stand behind.
pub struct Figure {
    /// Name and number, in words.
    pub text: String,
    /// Their kind; `None` = of several.
    pub kind: Option<&'static str>,
}

/// See the module.
pub struct Page {
    /// Whose report it is.
    pub day: NaiveDate,
    /// 期号.
    pub issue: u64,
    /// The mark of its seal.
    pub seal: Option<String>,
    /// As printed in the format that is shown.
    pub lines: Vec<String>,
    /// As it goes into a chat group.
    pub text: String,
    /// 对账.
    pub checks: Vec<Check>,
    /// What was done on the day.
    pub figures: Vec<Figure>,
    /// What the officer should know of it.
    pub notices: Vec<String>,
    /// The days that have a report: those sealed, and the day looked at; ascending.
    pub issues: Vec<NaiveDate>,
}

impl Page {
    /// Reads the report of a day, `None` = the one looked at. Of a sealed day it is what was sealed.
    ///
    /// # Errors
    /// What the book says, or a sealed report that cannot be read.
    pub fn read(desk: &mut Desk, day: Option<NaiveDate>, format: Format) -> Result<Self, Error> {
        desk.book.refresh()?;
        let here = desk.reading_day();
        let (day, officer) = (day.unwrap_or(here), desk.officer()?);
        let seal = desk.book.sealed(day)?;
        let mark = seal.as_ref().map(|seal| seal.hash.short());
        let internal = |e: serde_json::Error| Error::refused(say!("issue-unreadable", why = e.to_string()));
        let mut notices: Vec<String> = Vec::new();
        let (mut model, print) = match seal {
            Some(seal) => {
                let model: Value = serde_json::from_str(&seal.facts.report).map_err(internal)?;
                let told = desk.wording.print(&mut desk.book, day, &officer, format)?;
                let text = desk.wording.print(&mut desk.book, day, &officer, Format::Txt)?;
                (model, (told, text))
            }
            None => {
                let model = report::build(&mut desk.book, day, &officer, false)?;
                let model = serde_json::to_value(&model).map_err(internal)?;
                let (told, text) = (desk.wording.page(&model, format)?, desk.wording.page(&model, Format::Txt)?);
                notices.extend(printed::covered(desk).filter(|_| day == here));
                (model, (told, text))
            }
        };
        let (told, text) = print;
        notices.extend(told.notices);
        if report::lang_of(&model) != Lang::current() {
            report::retell(&mut model, Lang::current());
        }
        let shown = String::from_utf8_lossy(&told.bytes);
        let mut issues: Vec<NaiveDate> = desk.book.steering().seals.iter().map(|seal| seal.day).collect();
        if let Err(at) = issues.binary_search(&here) {
            issues.insert(at, here);
        }
        Ok(Self {
            day,
            issue: model.get("issue").and_then(Value::as_u64).unwrap_or(0),
            seal: mark,
            lines: shown.trim_start_matches('\u{feff}').lines().map(str::to_string).collect(),
            text: String::from_utf8_lossy(&text.bytes).into_owned(),
            checks: checks(&model),
            figures: figures(&model),
            notices,
            issues,
        })
    }

    /// How many checks hold.
    pub fn good(&self) -> usize {
        self.checks.iter().filter(|check| check.ok).count()
    }
}

fn checks(model: &Value) -> Vec<Check> {
    let word = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    let all = model.get("checks").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    all.iter()
        .map(|check| {
            let number = |key: &str| check.get(key).and_then(Value::as_i64).unwrap_or(0);
            let rows = check.get("rows").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let (left, right) = (number("left"), number("right"));
            Check {
                id: check.get("id").and_then(Value::as_u64).unwrap_or(0),
                ok: check.get("ok").and_then(Value::as_bool).unwrap_or(false),
                text: word(check, "text"),
                differ: (left != right).then_some((left, right)),
                rows: rows
                    .iter()
                    .map(|row| Break {
                        text: ["name", "unit", "text"].map(|key| word(row, key)).join(" ").trim().to_string(),
                        subject: SubjectId::parse(&word(row, "subject")),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn figures(model: &Value) -> Vec<Figure> {
    let figure = |metric: Metric| {
        let figure = model.get("figures")?.get(metric.key())?;
        let number = |key: &str| figure.get(key).and_then(Value::as_i64).unwrap_or(0);
        let (today, all) = (text::group(number("day")), text::group(number("cumulative")));
        let told = say!("issue-figure", name = metric.name(), today = today, all = all);
        (number("day") != 0).then(|| Figure { text: told, kind: kind(metric) })
    };
    Metric::flows().filter_map(figure).collect()
}

/// Which entries a figure counts.
fn kind(metric: Metric) -> Option<&'static str> {
    Some(match metric {
        Metric::Visits | Metric::HouseholdsVisited => "visit",
        Metric::Home | Metric::CameBack => "home",
        Metric::Losses => "loss",
        Metric::Trips | Metric::Carried => "trip_depart",
        Metric::HealthCertificates => "person",
        Metric::Pushes => "push",
        // Work begun on either form, or by an arrival.
        _ => return None,
    })
}
