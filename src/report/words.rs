//! How pages, charts and workbooks say what the model holds: numbers, dates and words of the field in the language of
//! the process.

use crate::domain::keys::*;
use crate::domain::metric::{Cause, Metric, ZeroCause};
use crate::locale::{Lang, say, traditional};
use crate::text;
use chrono::{DateTime, NaiveDate};
use serde_json::Value;

/// A date of the model; `None` where it is null or no date.
pub(super) fn day_of(value: &Value) -> Option<NaiveDate> {
    value.as_str().and_then(day)
}

/// 2026-03-06 as a date.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// 2026年3月6日, 6 March 2026.
pub(super) fn date(day: NaiveDate) -> String {
    match Lang::current() {
        Lang::En => day.format("%-d %B %Y").to_string(),
        _ => text::zh_date(day),
    }
}

/// 3月6日, 6 Mar.
pub(super) fn month_day(day: NaiveDate) -> String {
    match Lang::current() {
        Lang::En => day.format("%-d %b").to_string(),
        _ => text::zh_month_day(day),
    }
}

/// 3月, Mar.
pub(super) fn month(day: NaiveDate) -> String {
    match Lang::current() {
        Lang::En => day.format("%b").to_string(),
        _ => text::zh_month_day(day).split_inclusive(|c: char| !c.is_ascii_digit()).take(1).collect(),
    }
}

/// 星期五, Friday.
pub(super) fn weekday(day: NaiveDate) -> String {
    match Lang::current() {
        Lang::En => day.format("%A").to_string(),
        _ => text::zh_weekday(day).to_string(),
    }
}

/// 15:20, of an RFC 3339 time.
pub(super) fn clock(cutoff: &str) -> String {
    DateTime::parse_from_rfc3339(cutoff).map_or_else(|_| cutoff.to_string(), |t| t.format("%H:%M").to_string())
}

/// 12345 → 12,345; 81.3 stays; nothing → —.
pub(super) fn number(value: &Value) -> String {
    match (value.as_i64(), value.as_f64()) {
        (Some(n), _) => text::group(n),
        (_, Some(f)) => format!("{f:.1}"),
        _ => "—".into(),
    }
}

/// +9, −3, 持平.
pub(super) fn signed(value: &Value) -> String {
    match value.as_f64() {
        Some(f) if f > 0.0 => format!("+{}", number(value)),
        Some(f) if f < 0.0 => format!("−{}", number(value).trim_start_matches('-')),
        Some(_) => say!("pages-unchanged"),
        None => "—".into(),
    }
}

/// The name of a figure; its key where this version does not know it.
pub(super) fn metric(key: &str) -> String {
    Metric::from_key(key)
        .map_or_else(|| key.to_string(), |metric| Lang::current().word(&format!("Metric-{key}"), metric.zh()))
}

/// What a figure is counted in.
pub(super) fn counted_in(key: &str) -> String {
    let unit = Metric::from_key(key).map_or("", Metric::unit);
    if Lang::current() == Lang::Hant { traditional(unit) } else { unit.to_string() }
}

/// A member of a breakdown: `group` is the key under which the model has it; empty for a part that stands alone.
pub(super) fn part(group: &str, key: &str) -> String {
    let known = match group {
        "place" => PlaceClass::from_key(key).map(PlaceClass::name),
        "channel" => Channel::from_key(key).map(Channel::name),
        "kind" => HouseholdKind::from_key(key).map(HouseholdKind::name),
        "flag" => HouseholdFlag::from_key(key).map(HouseholdFlag::name),
        "way" => TripBy::from_key(key).map(TripBy::name),
        "cause" => ZeroCause::from_key(key).map(ZeroCause::name).or_else(|| Cause::from_key(key).map(Cause::name)),
        "" => single(key),
        _ => None,
    };
    known.unwrap_or_else(|| key.to_string())
}

fn single(key: &str) -> Option<String> {
    Some(match key {
        "organised" => say!("pages-part-organised"),
        "repeat" => say!("pages-part-repeat"),
        "answered" => say!("pages-part-answered"),
        "lost" => say!("pages-part-lost"),
        "own" => say!("pages-part-own"),
        "outside" => say!("pages-part-outside"),
        "companion" => say!("pages-part-companion"),
        "unsigned" => say!("pages-part-unsigned"),
        "unasked" => say!("pages-part-unasked"),
        "mean" => say!("pages-part-mean"),
        "known" => say!("pages-part-known"),
        "none" => say!("pages-part-none"),
        _ => return None,
    })
}

/// The model with every text free of control characters and marks that turn the direction of writing: neither XML nor
/// a reader's eye can bear them.
pub(super) fn cleaned(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text::clean(text).into_owned()),
        Value::Array(items) => Value::Array(items.iter().map(cleaned).collect()),
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), cleaned(value))).collect()),
        other => other.clone(),
    }
}
