//! Every field of an entry in words: its name, and its value as an officer reads it.

use crate::domain::keys::*;
use crate::domain::subject::SubjectId;
use crate::locale::{self, Lang, say};
use crate::text;
use chrono::NaiveDate;
use serde_json::Value;

/// What no officer reads: what was printed, and what only the ledger needs.
const UNREAD: [&str; 9] = ["batch", "report", "txt", "md", "seen", "beyond", "days", "papers", "place_code"];

/// The fields of a body, whose numbers are masked already: name and value. `named` gives what a subject is called.
pub fn of(body: &Value, named: &dyn Fn(SubjectId) -> Option<String>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    gather(body, named, &mut out);
    out
}

fn gather(body: &Value, named: &dyn Fn(SubjectId) -> Option<String>, out: &mut Vec<(String, String)>) {
    let Value::Object(map) = body else { return };
    for (key, value) in map.iter().filter(|(key, _)| !UNREAD.contains(&key.as_str())) {
        match value {
            Value::Null | Value::Bool(false) => {}
            Value::Object(_) => gather(value, named, out),
            Value::Array(items) => {
                let told: Vec<String> = items.iter().filter_map(|item| told(key, item, named)).collect();
                if !told.is_empty() {
                    out.push((label(key), locale::listed(told)));
                }
            }
            value => out.extend(told(key, value, named).map(|told| (label(key), told))),
        }
    }
}

fn told(key: &str, value: &Value, named: &dyn Fn(SubjectId) -> Option<String>) -> Option<String> {
    match value {
        Value::Bool(true) => Some(say!("taskbook-yes")),
        Value::Number(n) => Some(n.as_i64().map_or_else(|| n.to_string(), text::group)),
        Value::String(text) => Some(word(key, text).unwrap_or_else(|| {
            let subject = SubjectId::parse(text).and_then(named);
            let day = || text.parse::<NaiveDate>().ok().map(|day| locale::date(Lang::current(), day));
            subject.or_else(day).unwrap_or_else(|| text.clone())
        })),
        // A driver, for one: the first thing said of them is the name.
        Value::Object(map) => map.values().find_map(Value::as_str).map(str::to_string),
        _ => None,
    }
}

/// A word of the field, where this field holds one.
fn word(key: &str, text: &str) -> Option<String> {
    macro_rules! of {
        ($($vocabulary:ident)+) => { None$(.or_else(|| $vocabulary::from_key(text).map(|word| word.name())))+ };
    }
    match key {
        "by" => of!(VisitBy TripBy),
        "outcome" => of!(Outcome),
        "reason" => of!(LossReason Absence),
        "result" => of!(PushResult),
        "channel" => of!(Channel),
        "place" | "place_class" | "to_class" => of!(PlaceClass),
        "wish" => of!(WishKey),
        "status" => of!(Status),
        "capacity" => of!(Capacity),
        "sex" => of!(Sex),
        "kind" => of!(HouseholdKind),
        "flags" => of!(HouseholdFlag),
        "level" => of!(Level),
        _ => None,
    }
}

/// What a field is called; one that has no name here by its key.
fn label(key: &str) -> String {
    match key {
        "by" => say!("taskbook-field-by"),
        "outcome" | "result" => say!("taskbook-field-outcome"),
        "need" => say!("taskbook-field-need"),
        "next" => say!("taskbook-field-next"),
        "note" => say!("taskbook-field-note"),
        "on" => say!("taskbook-field-on"),
        "stay" => say!("taskbook-field-stay"),
        "came_home" => say!("taskbook-field-came-home"),
        "start" => say!("taskbook-field-start"),
        "end" => say!("taskbook-field-end"),
        "reason" | "why" => say!("taskbook-field-reason"),
        "place" => say!("taskbook-field-place"),
        "place_class" | "to_class" => say!("taskbook-field-class"),
        "employer" => say!("taskbook-field-employer"),
        "occupation" => say!("taskbook-field-occupation"),
        "industry" => say!("taskbook-field-industry"),
        "channel" => say!("taskbook-field-channel"),
        "wage" => say!("taskbook-field-wage"),
        "contract" => say!("taskbook-field-contract"),
        "organised_by" => say!("taskbook-field-organised"),
        "part_time" => say!("taskbook-field-part-time"),
        "trip" => say!("taskbook-field-trip"),
        "job" => say!("taskbook-field-job"),
        "wish" => say!("taskbook-field-wish"),
        "signed" => say!("taskbook-field-signed"),
        "number" => say!("taskbook-field-number"),
        "departs" => say!("taskbook-field-departs"),
        "from" => say!("taskbook-field-from"),
        "to" => say!("taskbook-field-to"),
        "vehicle" => say!("taskbook-field-vehicle"),
        "seats" => say!("taskbook-field-seats"),
        "seat" => say!("taskbook-field-seat"),
        "carrier" => say!("taskbook-field-carrier"),
        "drivers" => say!("taskbook-field-drivers"),
        "escort" => say!("taskbook-field-escort"),
        "point" | "points" => say!("taskbook-field-point"),
        "outside" => say!("taskbook-field-outside"),
        "companion" => say!("taskbook-field-companion"),
        "at" => say!("taskbook-field-at"),
        "text" => say!("taskbook-field-note"),
        "name" => say!("cli-fact-name"),
        "id_no" => say!("cli-fact-id-no"),
        "status" => say!("cli-fact-status"),
        "capacity" => say!("cli-fact-capacity"),
        "phone" | "escort_phone" => say!("cli-fact-phone"),
        "village" | "unit" => say!("cli-fact-village"),
        "group" => say!("cli-fact-group"),
        "household" => say!("cli-fact-household"),
        "education" => say!("cli-fact-education"),
        "skills" => say!("cli-fact-skills"),
        "why_idle" => say!("cli-fact-why-idle"),
        "graduates" => say!("cli-fact-graduates"),
        "date" => say!("cli-fact-certificate"),
        "metric" => say!("taskbook-field-metric"),
        "quantity" => say!("taskbook-field-quantity"),
        "issue" => say!("taskbook-field-issue"),
        "as_of" => say!("taskbook-field-as-of"),
        "target" => say!("taskbook-field-target"),
        other => other.to_string(),
    }
}
