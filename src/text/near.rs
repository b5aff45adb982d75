//! Days as an officer types them for today's work: 今天, 昨天 or 3.5, and 20 for the 20th nearest to today.

use super::dates::read_date;
use super::numerals::half_width;
use chrono::{Datelike, Days, Months, NaiveDate};

/// Words for days near today, each with its initials.
const NEAR: [(&str, &str, i64); 6] = [
    ("今天", "jt", 0),
    ("昨天", "zt", -1),
    ("前天", "qt", -2),
    ("明天", "mt", 1),
    ("后天", "ht", 2),
    ("大后天", "dht", 3),
];

/// A day as typed, seen from `today`: a word or its initials, `+7` and `-3` (days), `20` (a day of the month), `3.5`,
/// `3-5`, `3月5日` (of the year in which it lies nearest), or anything that [`read_date`] reads.
pub fn near_date(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = half_width(typed.trim()).to_lowercase();
    if let Some((_, _, days)) = NEAR.iter().find(|(word, initials, _)| *word == typed || *initials == typed) {
        return shifted(today, *days);
    }
    if let Some(days) = typed.strip_prefix(['+', '-']).filter(|days| days.starts_with(|c: char| c.is_ascii_digit())) {
        let days: i64 = days.parse::<u32>().ok()?.into();
        return shifted(today, if typed.starts_with('-') { -days } else { days });
    }
    let bare = typed.trim_end_matches(['日', '号']);
    if let Ok(day @ 1..=31) = bare.parse::<u32>() {
        let months = [Some(today), today.checked_sub_months(Months::new(1)), today.checked_add_months(Months::new(1))];
        return nearest(today, months.into_iter().flatten().filter_map(|month| month.with_day(1)?.with_day(day)));
    }
    if let Some((month, day)) = bare.split_once(['.', '-', '/', '月'])
        && let (Ok(month), Ok(day)) = (month.parse::<u32>(), day.parse::<u32>())
        && month <= 12
    {
        let years = [today.year(), today.year() - 1, today.year() + 1];
        return nearest(today, years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)));
    }
    read_date(&typed).map(|reading| reading.date)
}

fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    match days {
        0.. => day.checked_add_days(Days::new(days.unsigned_abs())),
        _ => day.checked_sub_days(Days::new(days.unsigned_abs())),
    }
}

fn nearest(today: NaiveDate, days: impl Iterator<Item = NaiveDate>) -> Option<NaiveDate> {
    days.min_by_key(|day| (*day - today).num_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_nearest_one_that_it_can_be() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-03-06");
        for (typed, meant) in [
            ("今天", "2026-03-06"),
            ("zt", "2026-03-05"),
            ("+7", "2026-03-13"),
            ("-6", "2026-02-28"),
            ("5", "2026-03-05"),
            ("28", "2026-02-28"),
            ("20日", "2026-03-20"),
            ("2.20", "2026-02-20"),
            ("2月20日", "2026-02-20"),
            ("12-28", "2025-12-28"),
            ("2025-11-02", "2025-11-02"),
            ("20251102", "2025-11-02"),
            ("大后天", "2026-03-09"),
            ("２０号", "2026-03-20"),
        ] {
            assert_eq!(near_date(typed, today), Some(day(meant)), "{typed}");
        }
        for wrong in ["", "32", "13.1", "2.30", "abc", "+", "++1"] {
            assert_eq!(near_date(wrong, today), None, "{wrong}");
        }
    }
}
