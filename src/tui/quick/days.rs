//! Dates as an officer types them in a hurry: `20`, `2.20`, `昨天`, `zt`, `+3`, or a whole date.

use crate::text;
use chrono::{Datelike, Days, NaiveDate};

/// Days by name: as written, and by their first letters.
const NAMED: [(&str, &str, i64); 6] = [
    ("今天", "jt", 0),
    ("昨天", "zt", -1),
    ("前天", "qt", -2),
    ("明天", "mt", 1),
    ("后天", "ht", 2),
    ("大后天", "dht", 3),
];

/// Reads a day; `None` = it is none. A number alone is a day of this month, a day without its year the nearest one.
pub fn read(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = text::half_width(typed.trim()).to_lowercase();
    if let Some((.., days)) = NAMED.iter().find(|(name, letters, _)| *name == typed || *letters == typed) {
        return moved(today, *days);
    }
    if let Some(days) = typed.strip_prefix(['+', '-']).and_then(|n| n.parse::<i64>().ok()).filter(|n| *n < 1_000) {
        return moved(today, if typed.starts_with('-') { -days } else { days });
    }
    let plain = typed.trim_end_matches(['日', '号']);
    if let Some(day) = plain.parse::<u32>().ok().filter(|day| (1..=31).contains(day)) {
        return today.with_day(day);
    }
    let parts: Vec<&str> = plain.split(['.', '-', '/', '月']).collect();
    if let [month, day] = parts.as_slice()
        && let (Ok(month), Ok(day)) = (month.parse::<u32>(), day.parse::<u32>())
        && month <= 12
    {
        let years = (today.year() - 1)..=(today.year() + 1);
        let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
        return days.min_by_key(|date| (*date - today).num_days().abs());
    }
    text::read_date(&typed).map(|reading| reading.date)
}

fn moved(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_typed() {
        let on = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let today = on(2026, 1, 6).unwrap();
        for (typed, day) in [
            ("20", on(2026, 1, 20)),
            ("20号", on(2026, 1, 20)),
            ("2.20", on(2026, 2, 20)),
            ("2月20日", on(2026, 2, 20)),
            ("12-28", on(2025, 12, 28)),
            ("昨天", on(2026, 1, 5)),
            ("zt", on(2026, 1, 5)),
            ("+3", on(2026, 1, 9)),
            ("-3", on(2026, 1, 3)),
            ("2025-11-30", on(2025, 11, 30)),
            ("20251130", on(2025, 11, 30)),
            ("２０", on(2026, 1, 20)),
            ("32", None),
            ("13.1", None),
            ("2.30", None),
            ("ab", None),
            ("", None),
        ] {
            assert_eq!(read(typed, today), day, "{typed}");
        }
    }
}
