//! Masked exports carry no value from which an ID number can be computed: numbers are masked, birth dates cut to
//! the year, and ids and hashes replaced by ones keyed with a random key of this export (DESIGN.md §2.8).

use super::error::{Error, Result};
use super::hidden::{free_text, is_dated};
use crate::domain::id_number;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::sheet::write::Cell;
use serde_json::Value;
use std::borrow::Cow;

/// How an export shows what could identify.
pub enum Mask {
    /// As it is.
    Full,
    /// Masked, keyed with this export's key.
    Keyed([u8; 32]),
}

impl Mask {
    /// As it is where `full`; else with a key of its own.
    pub fn new(full: bool) -> Result<Self> {
        if full {
            return Ok(Self::Full);
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|e| Error::refused(say!("cli-no-random", error = e.to_string())))?;
        Ok(Self::Keyed(key))
    }

    /// A hash, or its stand-in.
    pub fn hash(&self, hash: &str) -> String {
        match self {
            Self::Full => hash.to_string(),
            Self::Keyed(key) => blake3::keyed_hash(key, hash.as_bytes()).to_hex().to_string(),
        }
    }

    /// A subject id, or its stand-in; units are no secret.
    pub fn subject(&self, id: SubjectId) -> String {
        match self {
            Self::Full => id.to_string(),
            Self::Keyed(_) if id.kind() == SubjectKind::Unit => id.to_string(),
            Self::Keyed(key) => {
                let text = id.to_string();
                let letter = text.get(..1).unwrap_or_default();
                let hex = blake3::keyed_hash(key, text.as_bytes()).to_hex();
                format!("{letter}{}", hex.get(..15).unwrap_or_default())
            }
        }
    }

    /// Text of an export that stands in no column: its title.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self {
            Self::Full => Cow::Borrowed(text),
            Self::Keyed(_) => free_text(text),
        }
    }

    /// A cell of an export's column.
    pub fn cell<'a>(&self, key: &str, cell: &'a Cell<'a>) -> Cell<'a> {
        match (self, key, cell) {
            (Self::Full, _, cell) => cell.clone(),
            (_, "import_note", _) => Cell::Empty,
            (_, "id_no" | "disability_no", Cell::Text(number)) => id_number::mask(number).into(),
            (_, "birth", Cell::Date(date)) => date.format("%Y").to_string().into(),
            (_, "person" | "hash" | "prev" | "device" | "trip", cell) => cell.clone(),
            (_, _, Cell::Text(text)) => Cell::Text(free_text(text)),
            (_, _, cell) => cell.clone(),
        }
    }

    /// Masks a body in place.
    pub fn body(&self, value: &mut Value) {
        if matches!(self, Self::Full) {
            return;
        }
        hide_numbers(value);
        self.key_ids(value);
    }

    fn key_ids(&self, value: &mut Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    match (key.as_str(), value.as_str()) {
                        ("target", Some(text)) if text.len() == 64 => *value = self.hash(text).into(),
                        ("household" | "trip", Some(text)) => {
                            if let Some(id) = SubjectId::parse(text) {
                                *value = self.subject(id).into();
                            }
                        }
                        ("report" | "txt" | "md", Some(_)) => *value = Value::Null,
                        ("seen", _) => *value = Value::Null,
                        _ => self.key_ids(value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.key_ids(item)),
            _ => {}
        }
    }
}

/// Keys whose values are days of work, not births.
const DAYS: [&str; 23] = [
    "as_of",
    "at",
    "carried",
    "closes",
    "date",
    "day",
    "departs",
    "due",
    "end",
    "from",
    "graduates",
    "home",
    "last_visit",
    "next",
    "next_visit",
    "on",
    "posted",
    "recorded",
    "refreshed",
    "returned",
    "start",
    "to",
    "unemployed_since",
];

/// Masks ID numbers and birth dates where they stand on the screen; ids stay, for the next command.
pub fn hide_numbers(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match (key.as_str(), value.as_str()) {
                    ("id_no" | "disability_no", Some(text)) => *value = id_number::mask(text).into(),
                    ("birth", Some(text)) => *value = text.get(..4).unwrap_or_default().into(),
                    // It can hold whatever stood in the wrong column.
                    ("import_note", Some(_)) => *value = Value::Null,
                    ("target", Some(hash)) if hash.len() == 64 => {}
                    (key, Some(text)) if DAYS.contains(&key) && is_dated(text) => {}
                    _ => hide_numbers(value),
                }
            }
        }
        Value::String(text) => {
            if let Cow::Owned(masked) = free_text(text) {
                *text = masked;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(hide_numbers),
        _ => {}
    }
}
