//! The working-day calendar: Monday to Friday but statutory holidays, plus make-up days (调休), from the yearly State
//! Council notices. It must never guess: a year without a notice counts plain weekdays, and `published` says so.

use crate::locale::say;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The notices that the program carries, one file for each year, as text.
const SHIPPED: [&str; 8] = [
    include_str!("../../data/calendar/2019.json"),
    include_str!("../../data/calendar/2020.json"),
    include_str!("../../data/calendar/2021.json"),
    include_str!("../../data/calendar/2022.json"),
    include_str!("../../data/calendar/2023.json"),
    include_str!("../../data/calendar/2024.json"),
    include_str!("../../data/calendar/2025.json"),
    include_str!("../../data/calendar/2026.json"),
];

/// The longest stretch that is counted: 20 years, in days. A mistyped deadline (9999) must not hang the screen.
const LONGEST: usize = 20 * 366;
/// How far `nth_after` and `nth_back` look: 10 years, in days.
const REACH: u64 = 10 * 366;
/// The longest name of a holiday that is taken, in characters.
const LONGEST_NAME: usize = 20;

/// Why a notice was not taken; nothing of it is kept then. The year is the one that the file names.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// No JSON at all, or cut off: line and column, from 1.
    #[error("{}", say!("plan-notice-syntax", line = .0, column = .1))]
    Syntax(usize, usize),
    /// JSON, but not in the holiday-cn shape: line and column, from 1; what the reader said.
    #[error("{}", say!("plan-notice-shape", line = .0, column = .1))]
    Shape(usize, usize, #[source] serde_json::Error),
    /// No days, that is, the notice of that year has not come out.
    #[error("{}", say!("plan-notice-empty", year = .0))]
    Empty(i32),
    /// A date that does not exist: year, which of the days (from 1), what stands there.
    #[error("{}", say!("plan-notice-date", year = .0, index = .1, text = .2))]
    Date(i32, usize, String),
    /// A date that a notice for this year cannot arrange.
    #[error("{}", say!("plan-notice-other-year", year = .0, date = .1))]
    OtherYear(i32, NaiveDate),
    /// The same date twice.
    #[error("{}", say!("plan-notice-twice", year = .0, date = .1))]
    Twice(i32, NaiveDate),
    /// A name that cannot be printed.
    #[error("{}", say!("plan-notice-name", year = .0, date = .1))]
    Name(i32, NaiveDate),
}

/// What a notice brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NoticeSummary {
    /// The year that the notice arranges.
    pub year: i32,
    /// Days off (放假), weekends inside a holiday included.
    pub days_off: usize,
    /// Days worked instead (调休上班).
    pub days_worked: usize,
}

/// The holiday-cn shape; what else a file holds (papers, notice, $schema) is for its reader.
#[derive(Deserialize)]
struct File {
    year: i32,
    days: Vec<FileDay>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileDay {
    name: String,
    date: String,
    is_off_day: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Arranged {
    name: String,
    off: bool,
}

/// Statutory holidays and make-up days by the year of their notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar {
    years: BTreeMap<i32, BTreeMap<NaiveDate, Arranged>>,
}

static PARSED: LazyLock<Calendar> = LazyLock::new(|| {
    let mut calendar = Calendar::default();
    for notice in SHIPPED {
        // A test holds that each is read; were one not, its year would say 未公布.
        let _ = calendar.add_notice(notice);
    }
    calendar
});

impl Calendar {
    /// The notices that the program carries (2019 to 2026). Parsed once.
    pub fn shipped() -> Calendar {
        PARSED.clone()
    }

    /// Takes a notice in the holiday-cn JSON shape; it replaces all days of that year's notice.
    ///
    /// # Errors
    /// [`CalendarError`] where the text is no such file, names no days, or has a day twice, misspelt or of another year;
    /// the calendar is unchanged then.
    pub fn add_notice(&mut self, json: &str) -> Result<NoticeSummary, CalendarError> {
        let file: File = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|source| {
            let (line, column) = (source.line(), source.column());
            match source.classify() {
                serde_json::error::Category::Data => CalendarError::Shape(line, column, source),
                _ => CalendarError::Syntax(line, column),
            }
        })?;
        let year = file.year;
        let mut days = BTreeMap::new();
        for (index, FileDay { name, date: text, is_off_day: off }) in file.days.into_iter().enumerate() {
            let Ok(date) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") else {
                let text = text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
                return Err(CalendarError::Date(year, index + 1, text));
            };
            let months = i64::from(date.year()) * 12 + i64::from(date.month0()) - i64::from(year) * 12;
            if !(-1..=12).contains(&months) {
                return Err(CalendarError::OtherYear(year, date));
            }
            let name = name.trim().to_owned();
            if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
                return Err(CalendarError::Name(year, date));
            }
            if days.insert(date, Arranged { name, off }).is_some() {
                return Err(CalendarError::Twice(year, date));
            }
        }
        if days.is_empty() {
            return Err(CalendarError::Empty(year));
        }
        let days_off = days.values().filter(|day| day.off).count();
        let summary = NoticeSummary { year, days_off, days_worked: days.len() - days_off };
        self.years.insert(year, days);
        Ok(summary)
    }

    /// Whether the notice for this year is known. Its last days may still be rearranged by the next year's
    /// (29 to 31 December 2018 stand in that for 2019).
    pub fn published(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// What the notices say of a day; the next year's, which comes later, goes before its own year's.
    fn arranged(&self, day: NaiveDate) -> Option<&Arranged> {
        let year = day.year();
        [year + 1, year, year - 1].iter().find_map(|year| self.years.get(year)?.get(&day))
    }

    /// Monday to Friday but holidays, plus make-up days; of a year without a notice, plain weekdays.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.arranged(day) {
            Some(arranged) => !arranged.off,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The name of the holiday on a day off (春节); `None` on any other day, make-up days and plain weekends included.
    pub fn name_of(&self, day: NaiveDate) -> Option<&str> {
        self.arranged(day).filter(|arranged| arranged.off).map(|arranged| arranged.name.as_str())
    }
}

/// Which days a target counts: working days, or every day where the campaign says so.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    calendar: &'a Calendar,
    all_days: bool,
}

impl<'a> Counted<'a> {
    /// Working days of this calendar; with `all_days`, every day (`campaign set --all-days`).
    pub const fn new(calendar: &'a Calendar, all_days: bool) -> Self {
        Self { calendar, all_days }
    }

    /// Whether the day counts.
    pub fn is(&self, day: NaiveDate) -> bool {
        self.all_days || self.calendar.is_working_day(day)
    }

    /// The counted days of a stretch, both ends included, earliest first; none where `to` lies before `from`. Ends
    /// 20 years after `from`.
    pub fn days(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let counted = *self;
        from.iter_days().take(LONGEST).take_while(move |day| *day <= to).filter(move |day| counted.is(*day))
    }

    /// How many days count in a stretch, both ends included (days). 0 where `to` lies before `from`; what lies more
    /// than 20 years after `from` is left out.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        self.days(from, to).fold(0, |count, _| count + 1)
    }

    /// The `n`-th counted day strictly after `day`; the day itself for 0; `None` where it lies beyond 10 years.
    pub fn nth_after(&self, day: NaiveDate, n: u32) -> Option<NaiveDate> {
        let Some(before) = n.checked_sub(1) else { return Some(day) };
        let last = day.checked_add_days(Days::new(REACH)).unwrap_or(NaiveDate::MAX);
        self.days(day.succ_opt()?, last).nth(usize::try_from(before).ok()?)
    }

    /// The `n`-th last counted day up to and including `day` (1: the last); the day itself for 0. Goes back 10 years at
    /// most and then gives the earliest day it came to.
    pub fn nth_back(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let (mut at, mut left) = (day, n);
        for _ in 0..REACH {
            left -= u32::from(left > 0 && self.is(at));
            match at.pred_opt() {
                Some(before) if left > 0 => at = before,
                _ => break,
            }
        }
        at
    }

    /// The years of a stretch that have no notice, to be printed as 未公布; none where every day counts, as nothing hangs
    /// on the calendar then. Ends 20 years after `from`.
    pub fn unpublished_years(&self, from: NaiveDate, to: NaiveDate) -> Vec<i32> {
        if self.all_days || to < from {
            return Vec::new();
        }
        let last = to.year().min(from.year().saturating_add(20));
        (from.year()..=last).filter(|year| !self.calendar.published(*year)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn notice(year: i32, days: &[(&str, &str, bool)]) -> String {
        let days: Vec<_> = days
            .iter()
            .map(|(name, date, off)| serde_json::json!({"name": name, "date": date, "isOffDay": off}))
            .collect();
        serde_json::json!({"year": year, "papers": [], "days": days}).to_string()
    }

    #[test]
    fn every_shipped_notice_is_read() {
        let calendar = Calendar::shipped();
        assert!((2019..=2026).all(|year| calendar.published(year)) && !calendar.published(2027));
        let counts = SHIPPED.map(|text| Calendar::default().add_notice(text).unwrap());
        let counts = counts.map(|notice| (notice.days_off, notice.days_worked));
        assert_eq!(counts, [(24, 7), (30, 7), (31, 7), (31, 7), (27, 7), (28, 8), (28, 5), (33, 6)]);
    }

    #[test]
    fn working_days_follow_the_notices() {
        let calendar = Calendar::shipped();
        for (text, works, name) in [
            ("2018-12-29", true, None), // Saturday, in the notice for 2019
            ("2018-12-31", false, Some("元旦")),
            ("2020-01-31", false, Some("春节")), // prolonged
            ("2020-02-01", false, Some("春节")), // a make-up day before it was prolonged
            ("2020-02-03", true, None),
            ("2022-12-31", false, Some("元旦")),
            ("2026-02-14", true, None),
            ("2026-02-17", false, Some("春节")),
            ("2026-03-07", false, None),
            ("2026-03-09", true, None),
            ("2027-01-01", true, None), // no notice: a plain Friday
        ] {
            assert_eq!((calendar.is_working_day(day(text)), calendar.name_of(day(text))), (works, name), "{text}");
        }
        // 2026: 365 days, 104 on weekends, 13 statutory days all on or moved to weekdays.
        assert_eq!(Counted::new(&calendar, false).between(day("2026-01-01"), day("2026-12-31")), 248);
    }

    #[test]
    fn a_notice_replaces_its_year_and_a_bad_one_changes_nothing() {
        let mut calendar = Calendar::shipped();
        let first = notice(2027, &[("元旦", "2027-01-01", true), ("元旦", "2026-12-26", false)]);
        let summary = calendar.add_notice(&format!("\u{feff}{first}")).unwrap();
        assert_eq!(summary, NoticeSummary { year: 2027, days_off: 1, days_worked: 1 });
        assert!(calendar.is_working_day(day("2026-12-26")) && !calendar.is_working_day(day("2027-01-01")));
        calendar.add_notice(&notice(2027, &[("元旦", "2027-01-04", true)])).unwrap();
        assert!(!calendar.is_working_day(day("2026-12-26")) && calendar.is_working_day(day("2027-01-01")));
        let d = "2027-05-03";
        for (bad, says) in [
            ("{".to_owned(), "JSON"),
            (String::new(), "JSON"),
            (r#"{"year": 2027}"#.to_owned(), "缺少字段"),
            (notice(2027, &[]), "尚未公布"),
            (notice(2027, &[("春节", "2027-02-30", true)]), "第1个日期“2027-02-30”"),
            (notice(2027, &[("春节", "2028-02-01", true)]), "不属于该年"),
            (notice(2027, &[("春节", d, true), ("春节", d, false)]), "两次"),
            (notice(2027, &[("\u{1b}[2J", d, true)]), "控制字符"),
            (notice(i32::MAX, &[("春节", d, true)]), "不属于该年"),
        ] {
            let error = calendar.add_notice(&bad).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(!calendar.is_working_day(day("2027-01-04")));
    }

    #[test]
    fn counting_ends_and_names_the_unpublished_years() {
        let calendar = Calendar::shipped();
        let (working, every) = (Counted::new(&calendar, false), Counted::new(&calendar, true));
        let from = day("2026-02-13");
        assert_eq!(working.nth_after(from, 3), Some(day("2026-02-25")));
        assert_eq!(working.nth_back(day("2026-02-24"), 3), day("2026-02-13"));
        assert_eq!(every.nth_back(from, 7), day("2026-02-07"));
        assert_eq!((every.between(from, from), every.between(from, day("2026-02-12"))), (1, 0));
        assert_eq!(working.unpublished_years(from, day("2028-01-01")), [2027, 2028]);
        assert!(every.unpublished_years(from, day("2028-01-01")).is_empty());
        for counted in [working, every] {
            assert_eq!(counted.nth_after(from, u32::MAX), None);
            assert_eq!(counted.nth_after(NaiveDate::MAX, 1), None);
            assert!(counted.nth_back(from, u32::MAX) > day("2016-01-01"));
            assert_eq!(counted.nth_back(NaiveDate::MIN, 9), NaiveDate::MIN);
            assert!(counted.between(from, NaiveDate::MAX) <= 7320);
            assert!(counted.between(NaiveDate::MIN, NaiveDate::MAX) <= 7320);
            assert!(counted.unpublished_years(NaiveDate::MIN, NaiveDate::MAX).len() <= 21);
        }
    }

    proptest! {
        #[test]
        fn nth_after_and_nth_back_agree_with_between(offset in 0u64..3000, n in 1u32..400, all_days: bool) {
            let calendar = Calendar::shipped();
            let counted = Counted::new(&calendar, all_days);
            let at = day("2019-01-01") + Days::new(offset);
            let after = counted.nth_after(at, n).unwrap();
            prop_assert!(after > at && counted.is(after));
            prop_assert_eq!(counted.between(at.succ_opt().unwrap(), after), n);
            let back = counted.nth_back(at, n);
            prop_assert!(counted.is(back));
            prop_assert_eq!(counted.between(back, at), n);
        }
    }
}
