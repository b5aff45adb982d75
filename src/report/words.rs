//! How a report says what its model holds: numbers, dates and words of the field, in each language. Templates, charts,
//! workbooks and tables all say it by these.

use crate::domain::keys::*;
use crate::domain::metric::{Cause, Facet, Metric, ZeroCause};
use crate::locale::{Lang, tell};
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

/// 15:20, of an RFC 3339 time; any other text as it is.
pub(super) fn clock(cutoff: &str) -> String {
    DateTime::parse_from_rfc3339(cutoff).map_or_else(|_| cutoff.to_string(), |t| t.format("%H:%M").to_string())
}

/// 12345 → 12,345; 81.3 stays; nothing → —.
pub(super) fn number(value: &Value) -> String {
    match (value.as_i64(), value.as_f64(), value.as_str()) {
        (Some(n), ..) => text::group(n),
        (_, Some(f), _) => format!("{f:.1}"),
        (.., Some(text)) => text.to_string(),
        _ => "—".into(),
    }
}

/// +9, −3, 持平; nothing → —.
pub(super) fn signed(lang: Lang, value: &Value) -> String {
    match value.as_f64() {
        Some(f) if f > 0.0 => format!("+{}", number(value)),
        Some(f) if f < 0.0 => format!("−{}", number(value).trim_start_matches('-')),
        Some(_) => tell!(lang, "report-unchanged"),
        None => "—".into(),
    }
}

/// The name of a figure; its key where this version does not know it.
pub(super) fn metric(lang: Lang, key: &str) -> String {
    Metric::from_key(key).map_or_else(|| key.to_string(), |metric| metric.name_in(lang))
}

/// What a figure is counted in; nothing where this version does not know the figure.
pub(super) fn counted_in(lang: Lang, key: &str) -> String {
    Metric::from_key(key).map_or_else(String::new, |metric| metric.counted_in().name_in(lang))
}

/// With a capital letter, as a line or a row begins.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A word of the field: `what` is the key under which the model breaks a figure down, or `part` for a part that stands
/// alone there, or `level`, `metric`, `unit` (of the figure with this key). Else the key itself.
pub(super) fn word(lang: Lang, what: &str, key: &str) -> String {
    macro_rules! of {
        ($($vocabulary:ident)+) => { None$(.or_else(|| $vocabulary::from_key(key).map(|v| v.name_in(lang))))+ };
    }
    let known = match what {
        "place" => of!(PlaceClass),
        "channel" => of!(Channel),
        "kind" => of!(HouseholdKind),
        "flag" => of!(HouseholdFlag),
        "way" => of!(TripBy),
        "cause" => of!(ZeroCause Cause),
        "part" => of!(Facet),
        "level" => of!(Level),
        "metric" => return metric(lang, key),
        "unit" => return counted_in(lang, key),
        _ => None,
    };
    known.unwrap_or_else(|| key.to_string())
}

/// The model as a format other than JSON tells it: cleaned, and without a row for people of no village where there is
/// nothing in it. Buses that the township runs itself count there too: only tables with figures of buses need such a row.
pub(super) fn told(model: &Value, with_buses: bool) -> Value {
    let mut model = cleaned(model);
    let home = model["unit"]["code"].clone();
    let corrected = model["corrections"].as_array().is_some_and(|all| all.iter().any(|c| c["unit"] == home));
    if !corrected && let Some(units) = model.get_mut("units").and_then(Value::as_array_mut) {
        units.retain(|unit| unit["code"] != home || !is_nothing(unit, with_buses));
    }
    model
}

/// Whether every number of it is 0.
fn is_nothing(value: &Value, with_buses: bool) -> bool {
    match value {
        Value::Number(n) => n.as_f64() == Some(0.0),
        Value::Array(items) => items.iter().all(|item| is_nothing(item, with_buses)),
        Value::Object(map) => {
            let is_bus = |key: &str| !with_buses && [Metric::Trips.key(), Metric::Carried.key()].contains(&key);
            map.iter().all(|(key, value)| is_bus(key) || is_nothing(value, with_buses))
        }
        _ => true,
    }
}

/// The model with every text free of control characters and marks that turn the direction of writing: neither XML, a
/// terminal nor a reader's eye can bear them.
pub(super) fn cleaned(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text::clean(text).into_owned()),
        Value::Array(items) => Value::Array(items.iter().map(cleaned).collect()),
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), cleaned(value))).collect()),
        other => other.clone(),
    }
}
