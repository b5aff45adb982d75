//! Dates as each language writes them: the only place.

use super::{Argument, Arguments, Lang, in_lang};
use chrono::{Datelike, NaiveDate};

fn written(lang: Lang, id: &str, date: NaiveDate) -> String {
    let mut arguments = Arguments::new();
    arguments.set("year", date.year().value());
    arguments.set("month", date.month().value());
    arguments.set("day", date.day().value());
    arguments.set("weekday", date.weekday().number_from_monday().value());
    in_lang(lang, id, &arguments)
}

/// `2026年3月6日`, `6 March 2026`
pub fn date(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-date", date)
}

/// `2026年3月6日 星期五`, `Friday 6 March 2026`
pub fn full_date(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-full-date", date)
}

/// `3月6日`, `6 Mar`
pub fn month_day(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-month-day", date)
}

/// A day as it is read on another: [`month_day`], with the year where that is another one.
pub fn day_seen(lang: Lang, day: NaiveDate, on: NaiveDate) -> String {
    if day.year() == on.year() { month_day(lang, day) } else { date(lang, day) }
}

/// The same in numbers: `03-06`, `2025-03-06`.
pub fn numbers_seen(day: NaiveDate, on: NaiveDate) -> String {
    day.format(if day.year() == on.year() { "%m-%d" } else { "%Y-%m-%d" }).to_string()
}

/// `3月`, `Mar`
pub fn month(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-month", date)
}

/// `星期五`, `Friday`
pub fn weekday(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-weekday", date)
}

/// `周五`, `Fri`
pub fn weekday_short(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-weekday-short", date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_each_language_does() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        let in_each = |write: fn(Lang, NaiveDate) -> String| Lang::ALL.map(|lang| write(lang, day));
        assert_eq!(in_each(date), ["2026年3月6日", "2026年3月6日", "6 March 2026"]);
        assert_eq!(in_each(full_date), ["2026年3月6日 星期五", "2026年3月6日 星期五", "Friday 6 March 2026"]);
        assert_eq!(in_each(month_day), ["3月6日", "3月6日", "6 Mar"]);
        assert_eq!(in_each(month), ["3月", "3月", "Mar"]);
        assert_eq!(in_each(weekday), ["星期五", "星期五", "Friday"]);
        assert_eq!(in_each(weekday_short), ["周五", "週五", "Fri"]);
        let seen = |year| day_seen(Lang::En, day, NaiveDate::from_ymd_opt(year, 1, 1).unwrap());
        assert_eq!([2026, 2027].map(seen), ["6 Mar", "6 March 2026"]);
    }
}
