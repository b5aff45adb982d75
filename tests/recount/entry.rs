//! The lines of `export entries`: which of them stand, in which order, and who they are about.

use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// One line that stands (not withdrawn).
#[derive(Debug, Clone)]
pub struct Entry {
    pub day: NaiveDate,
    at: (i64, String),
    device: String,
    seq: u64,
    pub unit: String,
    pub kind: String,
    subjects: Vec<String>,
    pub body: Value,
}

/// A text that is there.
pub fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// A date, also where a time follows it.
pub fn date(value: &Value) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value.as_str()?.get(..10)?, "%Y-%m-%d").ok()
}

/// Whether a switch is on; absent is off.
pub fn on(value: &Value) -> bool {
    value.as_bool().unwrap_or(false)
}

/// The objects of an NDJSON text; a line that is none is reported.
pub fn lines(name: &str, ndjson: &str, problems: &mut Vec<String>) -> Vec<Value> {
    let mut found = Vec::new();
    for (number, line) in ndjson.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(value) if value.is_object() => found.push(value),
            _ => problems.push(format!("{name} line {}: no JSON object", number + 1)),
        }
    }
    found
}

impl Entry {
    fn read(line: &Value) -> Option<Entry> {
        let body = match &line["body"] {
            Value::String(raw) => serde_json::from_str(raw).unwrap_or(Value::Null),
            other => other.clone(),
        };
        let at = &line["at"];
        Some(Entry {
            day: date(&line["day"])?,
            at: (at.as_i64().unwrap_or(0), at.as_str().unwrap_or("").to_owned()),
            device: text(&line["device"]).unwrap_or_default(),
            seq: line["seq"].as_u64()?,
            unit: text(&line["unit"]).unwrap_or_default(),
            kind: text(&line["kind"])?,
            subjects: line["subjects"].as_array()?.iter().filter_map(text).collect(),
            body,
        })
    }

    /// The first subject whose id begins so: 'p', 'h', 't', or '0' for a unit's 12 digits.
    pub fn subject(&self, letter: char) -> Option<&str> {
        let begins = |id: &&String| match id.chars().next() {
            Some(first) if letter == '0' => first.is_ascii_digit(),
            first => first == Some(letter),
        };
        self.subjects.iter().find(begins).map(String::as_str)
    }
}

/// The entries that stand, by day, then (at, device, seq).
pub fn standing(ndjson: &str, problems: &mut Vec<String>) -> Vec<Entry> {
    let lines = lines("entries", ndjson, problems);
    let gone: HashSet<&str> =
        lines.iter().filter(|l| l["kind"] == "withdraw").filter_map(|l| l["body"]["target"].as_str()).collect();
    let mut entries = Vec::new();
    for line in &lines {
        let hash = line["hash"].as_str().unwrap_or("");
        let fixed = line["kind"] == "withdraw" || line["kind"] == "seal";
        let withdrawn = on(&line["withdrawn"]);
        if withdrawn != (gone.contains(hash) && !fixed) {
            problems.push(format!("entry {hash}: withdrawn is {withdrawn}, the withdrawals say otherwise"));
        }
        if withdrawn {
            continue;
        }
        match Entry::read(line) {
            Some(entry) => entries.push(entry),
            None => problems.push(format!("entry {hash}: cannot be read")),
        }
    }
    entries.sort_by(|a, b| (a.day, &a.at, &a.device, a.seq).cmp(&(b.day, &b.at, &b.device, b.seq)));
    entries
}

/// Which ids are one subject (`same` entries): the smallest id stands for all.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, String>);

impl Names {
    pub fn of(entries: &[Entry]) -> Names {
        let mut names = Names::default();
        for entry in entries.iter().filter(|e| e.kind == "same") {
            if let [a, b, ..] = entry.subjects.as_slice() {
                let (a, b) = (names.find(a).to_owned(), names.find(b).to_owned());
                if a != b {
                    let (small, large) = if a < b { (a, b) } else { (b, a) };
                    names.0.insert(large, small);
                }
            }
        }
        names
    }

    pub fn find<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        while let Some(smaller) = self.0.get(id) {
            id = smaller;
        }
        id
    }
}
