//! The report as data: the shape of `report --format json` (CLI.md). Absent numbers are null, never 0.

use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::locale::Saying;
use crate::text::Tenths;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// A map that keeps the order in which reports print.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered<V>(pub Vec<(String, V)>);

impl<V> Default for Ordered<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Ordered<V> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// Adds a value at the end.
    pub fn push(&mut self, key: impl Into<String>, value: V) {
        self.0.push((key.into(), value));
    }
}

impl<V: Serialize> Serialize for Ordered<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

/// A breakdown: a group of parts, or one "of which".
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Breakdown {
    /// Parts by key.
    Parts(Ordered<i64>),
    /// One part.
    Of(i64),
}

/// A flow.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Figure {
    /// On the day.
    pub day: i64,
    /// Since the campaign began.
    pub cumulative: i64,
    /// The target in force.
    pub target: Option<i64>,
    /// Percent of the target.
    pub rate: Option<Tenths>,
    /// Cumulative as printed in the last sealed report.
    pub previous: Option<i64>,
    /// Against that.
    pub change: Option<i64>,
    /// Last year's figure: as given with the target, else on the same day a year ago.
    pub last_year: Option<i64>,
    /// Percent of last year's.
    pub share: Option<Tenths>,
    /// Today's quota.
    pub quota: Option<i64>,
    /// Mean of the last 7 working days.
    pub pace: Option<Tenths>,
    /// When the target is, or was, reached at this pace.
    pub finish: Option<NaiveDate>,
    /// Cumulative, by part.
    pub by: Ordered<Breakdown>,
}

/// A number of a stock: whole, or with one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Number {
    /// A count.
    Whole(i64),
    /// A percentage.
    Tenths(Tenths),
}

/// A stock.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stock {
    /// At the end of the day.
    pub value: Option<Number>,
    /// As printed in the last sealed report.
    pub previous: Option<Number>,
    /// Against that; rates in percentage points.
    pub change: Option<Number>,
    /// By part.
    pub by: Ordered<Breakdown>,
    /// A target set for a stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<i64>,
    /// Percent of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Tenths>,
    /// Last year's figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<i64>,
    /// Percent of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Tenths>,
}

/// The reporting unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitHead {
    /// 12 digits.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Level.
    pub level: Level,
}

/// The period of the cumulative figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CampaignHead {
    /// Name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What the name is where nobody gave it one: a year's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<Saying>,
}

/// A flow of one village.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct UnitFigure {
    /// On the day.
    pub day: i64,
    /// Since the campaign began.
    pub cumulative: i64,
    /// The village's own target.
    pub target: Option<i64>,
    /// Percent of it.
    pub rate: Option<Tenths>,
    /// Its share of today's quota.
    pub quota: Option<i64>,
}

/// A stock of one village.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitStock {
    /// At the end of the day.
    pub value: Option<Number>,
}

/// A village's row; people without a known village stand under the township's own code (未归村).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitRow {
    /// 12 digits.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Flows.
    pub figures: Ordered<UnitFigure>,
    /// Stocks.
    pub stocks: Ordered<UnitStock>,
}

/// A figure of a sealed day that is now known to be another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectionRow {
    /// The day.
    pub day: NaiveDate,
    /// Which figure.
    pub key: String,
    /// Which unit.
    pub unit: RegionCode,
    /// Now − printed.
    pub amount: i64,
    /// In words.
    pub why: String,
    /// The same, for any language.
    pub says: Saying,
    /// Hashes of the entries that cause it.
    pub entries: Vec<String>,
}

/// Who has reported.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReportedRow {
    /// Villages in all.
    pub villages: usize,
    /// Villages heard from.
    pub done: usize,
    /// Of them, with nothing to report.
    pub none: usize,
    /// Villages not heard from.
    pub silent: Vec<RegionCode>,
}

/// A row behind a check or a problem.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Row {
    /// Subject id, unit code or metric key.
    pub subject: String,
    /// Who or what.
    pub name: String,
    /// Where, by name.
    pub unit: String,
    /// What about them.
    pub text: String,
    /// The same, for any language.
    pub says: Saying,
    /// The name, where it is a word of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<Saying>,
}

impl Row {
    /// A row that says this; about whom is still to be filled in.
    pub(super) fn of(says: Saying) -> Self {
        Self { text: says.to_string(), says, ..Self::default() }
    }

    /// Under a name of ours.
    pub(super) fn named(self, named: Saying) -> Self {
        Self { name: named.to_string(), named: Some(named), ..self }
    }
}

/// One check (对账).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// 1 … 8, as in METRICS.md.
    pub id: u32,
    /// Holds.
    pub ok: bool,
    /// What was counted.
    pub left: i64,
    /// What it should equal.
    pub right: i64,
    /// The rows that break it.
    pub rows: Vec<Row>,
    /// What the check is, in words.
    pub text: String,
    /// The same, for any language.
    pub says: Saying,
    /// Check 1: who entered employment, by cause, since the last sealed report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered: Option<Ordered<i64>>,
    /// Check 1: who left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_by: Option<Ordered<i64>>,
}

/// Something for the officer, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// What sort: target, silent, doubt, trip, calendar, …
    pub kind: &'static str,
    /// The sentence.
    pub text: String,
    /// The same, for any language.
    pub says: Saying,
}

/// What a village did and owed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WallCell {
    /// Done on the day.
    pub done: i64,
    /// Its share of the day's quota.
    pub quota: i64,
}

/// A village's row of a wall chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WallUnit {
    /// 12 digits.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Since its own target began; without one, since the whole unit's.
    pub done: i64,
    /// Its own target.
    pub target: Option<i64>,
    /// Done − what its own target, scheduled back from its first day, asks for by now.
    pub gap: Option<i64>,
    /// One for each of the chart's days; none where nothing was due and nothing done.
    pub cells: Vec<Option<WallCell>>,
}

/// The run of the whole unit towards its target: sums at the end of each day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct WallTotal {
    /// The counted days of the target's period, and the report's own day.
    pub days: Vec<NaiveDate>,
    /// Done since the target began, up to the report's day.
    pub done: Vec<i64>,
    /// What the target asked for by then, scheduled back from its first day.
    pub plan: Vec<i64>,
    /// The quota of each day up to the report's, as scheduled back at its opening (not summed).
    pub quota: Vec<i64>,
}

/// A wall chart (挂图): villages × days of one flow with a target. Quotas are those of the target as it stands now;
/// what was done on days that do not count is in the sums and in no cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wall {
    /// Which flow.
    pub key: String,
    /// First day of the target.
    pub from: NaiveDate,
    /// Its deadline.
    pub to: NaiveDate,
    /// How much.
    pub target: i64,
    /// The last counted days up to the report's, 31 at most.
    pub days: Vec<NaiveDate>,
    /// Villages.
    #[serde(serialize_with = "a_line_each")]
    pub units: Vec<WallUnit>,
    /// All of them.
    #[serde(serialize_with = "on_one_line")]
    pub total: WallTotal,
}

/// Rows of many small numbers stand on one line each in a document that is otherwise indented: the sealed report
/// would be three times as long.
fn a_line_each<T: Serialize, S: Serializer>(rows: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(raw(rows).map_err(serde::ser::Error::custom)?)
}

fn on_one_line<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    to_raw_value(value).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

fn raw<T: Serialize>(rows: &[T]) -> serde_json::Result<Vec<Box<RawValue>>> {
    rows.iter().map(|row| to_raw_value(row)).collect()
}

/// The battle report of one unit and day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Whose.
    pub unit: UnitHead,
    /// The business day.
    pub day: NaiveDate,
    /// 期号, within the campaign.
    pub issue: u32,
    /// 截止时间, RFC 3339.
    pub cutoff: String,
    /// The day is closed.
    pub sealed: bool,
    /// The period of the cumulative figures.
    pub campaign: CampaignHead,
    /// 填报.
    pub officer: String,
    /// Version of the definitions.
    pub definitions: &'static str,
    /// The language of its sentences, as a tag.
    pub lang: &'static str,
    /// Flows.
    pub figures: Ordered<Figure>,
    /// Stocks.
    pub stocks: Ordered<Stock>,
    /// Villages.
    pub units: Vec<UnitRow>,
    /// 更正.
    pub corrections: Vec<CorrectionRow>,
    /// 各村上报.
    pub reported: ReportedRow,
    /// 校验: the first 8 hex digits of the seal.
    pub seal: Option<String>,
    /// 对账.
    pub checks: Vec<Check>,
    /// 存在问题.
    pub problems: Vec<Remark>,
    /// 明日安排.
    pub tomorrow: Vec<Remark>,
    /// The day of the last sealed report.
    pub previous_day: Option<NaiveDate>,
    /// 挂图: one chart for each flow with a target.
    pub wall: Vec<Wall>,
}

impl Report {
    /// Whether every check holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.ok)
    }
}
