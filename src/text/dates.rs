//! Dates as rosters and titles write them. A date that does not exist is no date; nothing is guessed from two-digit
//! years. How a date is written for reading is `locale`'s.

use super::numerals::half_width;
use chrono::{Days, NaiveDate};

/// A date that was read from a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The date; the first of the month when the cell names no day.
    pub date: NaiveDate,
    /// Whether the cell was anything but year-month-day with hyphens or slashes (finding `date.format`).
    pub normalised: bool,
}

/// Reads a cell: 1990-03-05, 1990/3/5, an ISO date and time; and, as normalised, 1990.3.5, 1990年3月5日, 19900305,
/// a month alone (1990年3月, 1990.3, 1990-03, 199003) and a day number of a spreadsheet (20000–80000, 1900 system).
pub fn read_date(cell: &str) -> Option<DateReading> {
    let folded = half_width(cell.trim());
    let folded = without_time(folded.trim());
    let (compact, text);
    if folded.contains(char::is_whitespace) {
        compact = folded.split_whitespace().collect::<String>();
        text = compact.as_str();
    } else {
        text = folded;
    }
    let (digits, rest) = leading_digits(text);
    if rest.is_empty() || (digits.len() >= 5 && is_fraction(rest)) {
        return from_digits(digits).map(|date| DateReading { date, normalised: true });
    }
    let (year, month, day, plain) = from_parts(text)?;
    let date = valid(year, month, day.unwrap_or(1))?;
    Some(DateReading { date, normalised: !(plain && day.is_some()) })
}

/// `1990-03-05T00:00:00` and `1990/3/5 0:00` without the time.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', 't', ' ']) {
        Some((date, time)) if time.contains(':') && time.trim_start().starts_with(|c: char| c.is_ascii_digit()) => date,
        _ => text,
    }
}

/// `.0`, or the time of day behind a day number.
fn is_fraction(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|f| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()))
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn from_digits(digits: &str) -> Option<NaiveDate> {
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        8 => valid(number / 10_000, number / 100 % 100, number % 100),
        6 => valid(number / 100, number % 100, 1),
        5 if (20_000..=80_000).contains(&number) => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(u64::from(number)))
        }
        _ => None,
    }
}

/// Year, month, day if any, and whether only hyphens or only slashes stand between.
fn from_parts(text: &str) -> Option<(u32, u32, Option<u32>, bool)> {
    let (year, rest) = leading_digits(text);
    let mut chars = rest.chars();
    let first = chars.next().filter(|&c| is_separator(c) || c == '年')?;
    let (month, rest) = leading_digits(chars.as_str());
    if year.len() != 4 || !matches!(month.len(), 1 | 2) {
        return None;
    }
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    let mut chars = rest.chars();
    let second = match chars.next() {
        None if first != '年' => return Some((year, month, None, false)),
        Some('月') if chars.as_str().is_empty() => return Some((year, month, None, false)),
        Some('月') if first == '年' => '月',
        Some(c) if c == first && is_separator(c) => c,
        _ => return None,
    };
    let (day, tail) = leading_digits(chars.as_str());
    let ended = tail.is_empty() || (second == '月' && matches!(tail, "日" | "号" | "號"));
    if !ended || !matches!(day.len(), 1 | 2) {
        return None;
    }
    Some((year, month, Some(day.parse().ok()?), matches!(second, '-' | '/')))
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | '—' | '–')
}

/// A date of the years that records can hold.
fn valid(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    (1900..2200).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(year as i32, month, day)
}

/// The first full date in a title or file name, and rather the one behind 截至 or 截止: 2026年1月31日, 20260131,
/// 2026-01-31, 2026.1.31. Digits inside a longer number are no date.
pub fn date_in_text(text: &str) -> Option<NaiveDate> {
    let text = half_width(text);
    let cutoff = ["截至", "截止"].iter().find_map(|word| text.split_once(word));
    cutoff.and_then(|(_, behind)| first_date(behind)).or_else(|| first_date(&text))
}

fn first_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(|&at| bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit()))
        .find_map(|at| full_date_at(text.get(at..)?))
}

fn full_date_at(text: &str) -> Option<NaiveDate> {
    let (digits, rest) = leading_digits(text);
    if digits.len() == 8 {
        return from_digits(digits);
    }
    let mut chars = rest.trim_start().chars();
    let first = chars.next().filter(|&c| is_separator(c) || c == '年' || c == '_')?;
    let (month, rest) = leading_digits(chars.as_str().trim_start());
    let mut chars = rest.trim_start().chars();
    chars.next().filter(|&c| if first == '年' { c == '月' } else { c == first })?;
    let (day, _) = leading_digits(chars.as_str().trim_start());
    if digits.len() != 4 || !matches!(month.len(), 1 | 2) || !matches!(day.len(), 1 | 2) {
        return None;
    }
    valid(digits.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn the_ways_rosters_write_a_date() {
        let full = day(1990, 3, 5);
        let month = day(1990, 3, 1);
        for (cell, date, normalised) in [
            ("1990-03-05", full, false),
            ("1990/3/5", full, false),
            ("1990/03/05", full, false),
            (" 1990-03-05 ", full, false),
            ("1990-03-05T00:00:00", full, false),
            ("1990-03-05 00:00:00", full, false),
            ("1990/3/5 0:00", full, false),
            ("1990.3.5", full, true),
            ("1990年3月5日", full, true),
            ("1990年03月05号", full, true),
            ("1990年 3月 5日", full, true),
            ("１９９０．３．５", full, true),
            ("19900305", full, true),
            ("19900305.0", full, true),
            ("32937", full, true),
            ("32937.5", full, true),
            ("1990年3月", month, true),
            ("1990.3", month, true),
            ("1990-03", month, true),
            ("1990/3", month, true),
            ("199003", month, true),
        ] {
            assert_eq!(read_date(cell), Some(DateReading { date, normalised }), "{cell}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for cell in [
            "",
            "无",
            "1990",
            "1990年",
            "90.3.5",
            "1990-02-30",
            "1990-13",
            "19901301",
            "12345",
            "99999",
            "1990-3/5",
            "1990-03-05-01",
            "3月5日",
            "1990-03-05 abc",
            "1990年3月5日前",
            "2300-01-01",
            "522301199001011234",
        ] {
            assert_eq!(read_date(cell), None, "{cell}");
        }
    }

    #[test]
    fn dates_in_titles_and_file_names() {
        let found = Some(day(2026, 1, 31));
        for text in [
            "某某镇务工台账（截至2026年1月31日）",
            "2025年12月31日起，截至2026年1月31日",
            "名册20260131.xlsx",
            "名册_2026-01-31_第2版",
            "2026.1.31.xlsx",
            "测试2026 年 1 月 31 日",
            "２０２６．１．３１",
        ] {
            assert_eq!(date_in_text(text), found, "{text}");
        }
        for text in ["", "2026年1月", "522301202601311234", "2026-01-311", "20261301", "12026-01-31"] {
            assert_eq!(date_in_text(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), dated in "[0-9年月日./ T:-]{0,20}") {
            for text in [&text, &dated] {
                let _ = (read_date(text), date_in_text(text));
            }
        }

        #[test]
        fn every_way_of_writing_reads_back(days in 0u64..73_000) {
            let date = day(1930, 1, 1) + Days::new(days);
            for format in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%-m.%-d", "%Y年%-m月%-d日", "%Y%m%d"] {
                let text = date.format(format).to_string();
                prop_assert_eq!(read_date(&text).map(|r| r.date), Some(date));
                prop_assert_eq!(date_in_text(&text), Some(date));
            }
        }
    }
}
