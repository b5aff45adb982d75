//! What a table on its way out is made of: its head, its columns, and typed cells.

use crate::text;
use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value;
use std::borrow::Cow;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in NDJSON.
    pub key: String,
    /// Its header.
    pub title: String,
    /// How wide its cells usually are, in half-width characters; the column is at least as wide as its title.
    pub width: u16,
    /// Filled in by hand on paper: the rows of such a table are higher.
    pub to_fill: bool,
}

impl Column {
    /// A column.
    pub fn new(key: impl Into<String>, title: impl Into<String>, width: u16) -> Self {
        Self { key: key.into(), title: title.into(), width, to_fill: false }
    }

    /// A column that is filled in by hand on paper.
    pub fn to_fill(key: impl Into<String>, title: impl Into<String>, width: u16) -> Self {
        Self { to_fill: true, ..Self::new(key, title, width) }
    }
}

/// A table without its rows.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The name of a workbook's sheet.
    pub sheet: String,
    /// A line above the header that says what the table is; NDJSON has none.
    pub title: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing; `null` in NDJSON.
    Empty,
    /// Text of whatever origin.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// A number; one that is not finite is an empty cell.
    Decimal(f64),
    /// Per cent: 12.5 is shown as 12.5%.
    Percent(f64),
    /// A day.
    Date(NaiveDate),
    /// A day and a time, to the minute.
    Moment(NaiveDateTime),
    /// Yes or no, in the words given; `true` or `false` in NDJSON.
    Flag(bool, Cow<'a, str>),
    /// A word of a vocabulary: its key in NDJSON, its name elsewhere.
    Word(&'static str, String),
    /// A value with parts: as it is in NDJSON, as JSON text elsewhere.
    Json(&'a Value),
}

impl Cell<'_> {
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => text.as_ref().into(),
            Self::Whole(number) => (*number).into(),
            Self::Decimal(number) | Self::Percent(number) => (*number).into(),
            Self::Date(date) => date.to_string().into(),
            Self::Moment(at) => minute(*at).into(),
            Self::Flag(flag, _) => (*flag).into(),
            Self::Word(key, _) => (*key).into(),
            Self::Json(value) => (*value).clone(),
        }
    }

    /// The cell's text where it is a text, without what would steer a terminal; else `None`.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) | Self::Flag(_, text) => Some(text::plain(text)),
            Self::Word(_, name) => Some(Cow::Borrowed(name)),
            Self::Json(value) => Some(Cow::Owned(text::escaped_json(&value.to_string()).into_owned())),
            _ => None,
        }
    }
}

/// As texts tell it: 2026-02-04 08:30.
pub(super) fn minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<NaiveDate> for Cell<'_> {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<NaiveDateTime> for Cell<'_> {
    fn from(at: NaiveDateTime) -> Self {
        Self::Moment(at)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
