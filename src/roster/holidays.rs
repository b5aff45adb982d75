//! A year's holidays as a table of dates, for those who have no JSON of it: date (or from and to), off or at work, name.
//! All of it is taken, or nothing: a calendar with a day missing would count wrong all year.

use super::RosterError;
use super::columns::{Columns, ColumnsError, Synonyms};
use super::finding::Finding;
use super::form::{self, Form, Row, Spoken, by_vocabulary, spoken};
use crate::domain::keys::vocabulary;
use crate::locale::say;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

vocabulary! {
    /// A column of a table of holidays.
    HolidayField {
        Day = "day", "日期"; Until = "until", "结束日期"; Kind = "kind", "放假或上班"; Name = "name", "名称";
        Ignored = "ignored", "不导入";
    }
}
vocabulary! {
    /// What a day is.
    DayKind { Off = "off", "放假"; Work = "work", "上班"; }
}
spoken!(DayKind);

/// The longest stretch in one row, in days.
const LONGEST: i64 = 31;

impl Form for HolidayField {
    const NAME: &'static str = "HolidayField";
    const FIELDS: &'static [Self] = Self::ALL;
    const SYNONYMS: &'static str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/roster/holidays.toml"));
    const IGNORED: Self = Self::Ignored;
    const NAMING: &'static [Self] = &[Self::Day];

    by_vocabulary!();

    fn suffices(columns: &Columns<Self>) -> bool {
        columns.has(Self::Day) && columns.has(Self::Kind) && columns.has(Self::Name)
    }

    fn no_header(looked: usize) -> ColumnsError {
        ColumnsError::NoFormHeader { looked, wanted: say!("daybook-holidays-header") }
    }
}

/// Reads the table: a notice in the holiday-cn shape, of the year of most of its days; and what is wrong with it.
pub fn read(path: &Path) -> Result<(Value, Vec<Finding>), RosterError> {
    let synonyms = Synonyms::<HolidayField>::new(None)?;
    let mut opened = form::open(path, None, &synonyms)?;
    let (mut findings, mut days) = (Vec::new(), Vec::new());
    form::visit(&mut opened, &mut |number, record, columns| {
        let mut row = Row::new(number, columns, record, &mut findings);
        days.extend(stretch(&mut row));
    })?;
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for (day, ..) in &days {
        *years.entry(day.year()).or_default() += 1;
    }
    let year = years.into_iter().max_by_key(|(_, days)| *days).map_or(0, |(year, _)| year);
    let days: Vec<Value> = days
        .into_iter()
        .map(|(day, kind, name)| json!({"name": name, "date": day, "isOffDay": kind == DayKind::Off}))
        .collect();
    findings.retain(|finding| finding.severity == super::Severity::Error);
    Ok((json!({"year": year, "days": days}), findings))
}

fn stretch(row: &mut Row<'_, HolidayField>) -> Vec<(NaiveDate, DayKind, String)> {
    use HolidayField as F;
    let day = row.date(F::Day, NaiveDate::MIN);
    let day = row.required(F::Day, day);
    let until = row.date(F::Until, NaiveDate::MIN);
    let kind = row.choice(F::Kind, |word| match word {
        "放" | "休" | "休息" | "假" | "放假调休" | "是" => Some(DayKind::Off),
        "调休上班" | "补班" | "班" | "调休" | "上班(调休)" | "否" => Some(DayKind::Work),
        word => DayKind::of(word),
    });
    let kind = row.required(F::Kind, kind);
    let name = row.text(F::Name);
    let name = row.required(F::Name, name);
    let (Some(day), Some(kind), Some(name)) = (day, kind, name) else { return Vec::new() };
    let until = until.unwrap_or(day);
    if until < day || (until - day).num_days() > LONGEST {
        row.refuse(F::Until, "date.invalid", say!("daybook-holiday-stretch", column = row.title(F::Until)));
        return Vec::new();
    }
    day.iter_days().take_while(|day| *day <= until).map(|day| (day, kind, name.clone())).collect()
}
