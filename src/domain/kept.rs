//! Days that a book can keep: years have four digits (ISO 8601), as days are written and sorted here. What an entry says of
//! another day cannot be read: a day at the end of time would have to be counted up to.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, de::Error};

/// The last of them.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Whether a book can keep this day.
pub fn is_kept(day: NaiveDate) -> bool {
    (0..=LAST_DAY.year()).contains(&day.year())
}

/// Reads a day.
pub(super) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    NaiveDate::deserialize(from).and_then(kept)
}

/// Reads a day, or none.
pub(super) fn maybe_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Option::<NaiveDate>::deserialize(from)?.map(kept).transpose()
}

/// Reads a moment.
pub(super) fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDateTime, D::Error> {
    let at = NaiveDateTime::deserialize(from)?;
    kept(at.date()).map(|_| at)
}

/// Reads a moment, or none.
pub(super) fn maybe_moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDateTime>, D::Error> {
    let at = Option::<NaiveDateTime>::deserialize(from)?;
    at.map(|at| kept(at.date()).map(|_| at)).transpose()
}

fn kept<E: Error>(day: NaiveDate) -> Result<NaiveDate, E> {
    if is_kept(day) { Ok(day) } else { Err(E::custom("a year of four digits")) }
}
