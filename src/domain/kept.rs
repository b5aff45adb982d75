//! Days that a book can keep: years have four digits (ISO 8601), as days are written and sorted here. What an entry says of
//! another day cannot be read: a day at the end of time would have to be counted up to.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// The last of them.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Whether a book can keep this day.
pub fn is_kept(day: NaiveDate) -> bool {
    (0..=LAST_DAY.year()).contains(&day.year())
}

/// A day as an entry has it: read, where it can be kept, and written.
pub(super) mod day {
    use super::*;

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        NaiveDate::deserialize(from).and_then(kept)
    }

    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        with_iso(*day, |text| to.serialize_str(text))
    }
}

/// The same, or none.
pub(super) mod maybe_day {
    use super::*;

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        Option::<NaiveDate>::deserialize(from)?.map(kept).transpose()
    }

    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::day::serialize(day, to),
            None => to.serialize_none(),
        }
    }
}

/// Does something with a day as [`NaiveDate`] displays it, without the machinery of formatting: a roster has three in
/// every row.
pub(super) fn with_iso<T>(day: NaiveDate, take: impl FnOnce(&str) -> T) -> T {
    if !is_kept(day) {
        return take(&day.to_string());
    }
    let digit = |n: u32| b'0' + (n % 10) as u8;
    let (y, m, d) = (day.year().unsigned_abs(), day.month(), day.day());
    let year = [y / 1000, y / 100, y / 10, y].map(digit);
    let [month, day] = [m, d].map(|n| [digit(n / 10), digit(n)]);
    let all = [year[0], year[1], year[2], year[3], b'-', month[0], month[1], b'-', day[0], day[1]];
    take(std::str::from_utf8(&all).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_is_written_as_it_is_displayed(n in -800_000_i32..4_500_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(n).unwrap();
            prop_assert_eq!(with_iso(day, str::to_owned), day.to_string());
        }
    }
}
