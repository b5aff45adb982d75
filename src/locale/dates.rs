//! Dates as each language writes them.

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

/// `3月6日`, `6 Mar`
pub fn month_day(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-month-day", date)
}

/// `星期五`, `Friday`
pub fn weekday(lang: Lang, date: NaiveDate) -> String {
    written(lang, "locale-weekday", date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_each_language_does() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        assert_eq!(date(Lang::Hans, day), "2026年3月6日");
        assert_eq!(date(Lang::En, day), "6 March 2026");
        assert_eq!(month_day(Lang::Hant, day), "3月6日");
        assert_eq!(month_day(Lang::En, day), "6 Mar");
        assert_eq!(weekday(Lang::Hans, day), "星期五");
        assert_eq!(weekday(Lang::En, day), "Friday");
    }
}
