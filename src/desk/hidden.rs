//! Numbers and birth dates that stand in free text: found however the digits are broken up or run together, and
//! covered with stars.

use crate::domain::id_number;
use crate::text::{half_width_char, is_unwanted};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::ops::Range;

/// So many characters between two digits may still belong to one number.
const GAP: usize = 3;
/// A day up to this year may be somebody's birth; a day later than that is one of work.
const YOUNGEST: u32 = 2012;

/// Free text of which no ID number can be computed: whatever holds the 17 digits of one (or the 15 of an old one) is
/// masked, and so is the day of a birth, of which the year stays. Beside a number every day is taken for one.
pub fn free_text(text: &str) -> Cow<'_, str> {
    covered(text, GAP, true)
}

/// A line of the screen: columns stand two spaces apart, and days are days.
pub fn line(text: &str) -> Cow<'_, str> {
    covered(text, 1, false)
}

/// Whether the text is a day, or a moment, and nothing else.
pub fn is_dated(text: &str) -> bool {
    let day = text.get(..10).is_some_and(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok());
    day && (text.len() == 10 || text.as_bytes().get(10) == Some(&b'T'))
}

/// A digit and where it stands among the characters.
struct Digit {
    at: usize,
    value: u32,
}

/// A phone number as it is shown: its first three and last four digits.
pub fn phone(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    match digits.len().checked_sub(4) {
        Some(tail) if tail > 3 => {
            digits.iter().enumerate().map(|(n, c)| if (3..tail).contains(&n) { '*' } else { *c }).collect()
        }
        _ => number.to_string(),
    }
}

fn covered(text: &str, gap: usize, births: bool) -> Cow<'_, str> {
    if text.chars().filter(|c| half_width_char(*c).is_ascii_digit()).count() < 6 {
        return Cow::Borrowed(text);
    }
    let mut chars: Vec<char> = text.chars().collect();
    let digits: Vec<Digit> = chars
        .iter()
        .enumerate()
        .filter_map(|(at, c)| half_width_char(*c).to_digit(10).map(|value| Digit { at, value }))
        .collect();
    let runs = runs(&digits);
    let mut stars: Vec<usize> = Vec::new();
    for chain in chains(&chars, &digits, gap) {
        numbers(&digits, &runs, chain, &mut stars);
    }
    let beside = !stars.is_empty() || text.contains("********");
    if births || !stars.is_empty() {
        dates(&chars, &digits, &runs, if beside { 2100 } else { YOUNGEST }, &mut stars);
    }
    if stars.is_empty() {
        return Cow::Borrowed(text);
    }
    for digit in stars {
        if let Some(c) = digits.get(digit).and_then(|digit| chars.get_mut(digit.at)) {
            *c = '*';
        }
    }
    Cow::Owned(chars.into_iter().collect())
}

/// Digits that stand side by side.
fn runs(digits: &[Digit]) -> Vec<Range<usize>> {
    split(digits, |before, after| after.at == before.at + 1)
}

/// Digits that may belong to one number, with signs between them.
fn chains(chars: &[char], digits: &[Digit], gap: usize) -> Vec<Range<usize>> {
    split(digits, |before, after| {
        let between = chars.get(before.at + 1..after.at).unwrap_or_default();
        between.len() <= gap && between.iter().all(|c| separates(*c))
    })
}

fn split(digits: &[Digit], together: impl Fn(&Digit, &Digit) -> bool) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (n, digit) in digits.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| digits.get(n));
        match out.last_mut() {
            Some(last) if before.is_some_and(|before| together(before, digit)) => last.end = n + 1,
            _ => out.push(n..n + 1),
        }
    }
    out
}

fn separates(c: char) -> bool {
    c.is_whitespace()
        || is_unwanted(c)
        || matches!(half_width_char(c), '-' | '.' | '_' | '/' | ',' | '\\' | '|' | '\'' | '+')
        || matches!(c, '\u{2010}'..='\u{2015}' | '−' | '·' | '•' | '、' | '。' | '’' | '‘')
}

/// Which digits of a chain to cover, because they belong to a number of a person.
fn numbers(digits: &[Digit], runs: &[Range<usize>], chain: Range<usize>, stars: &mut Vec<usize>) {
    for from in chain.clone() {
        let run = runs.iter().find(|run| run.start == from);
        let whole = run.map_or(0, |run| run.len());
        if from + 17 <= chain.end {
            let digit = |n: usize| digits.get(from + n).map_or(0, |digit| digit.value);
            // A number that stands alone may be a mistyped one; among other digits it has to be a likely one.
            let likely = matches!(whole, 17 | 18 | 20) || id_number::is_province(digit(0) * 10 + digit(1));
            if likely && is_day(number(digits, from + 6, 4), number(digits, from + 10, 4), 1850..=2100) {
                stars.extend(from + 3..from + if whole == 20 { 16 } else { 14 });
            }
        }
        let to = from + 15;
        let ends = runs.iter().any(|run| run.end == to);
        if run.is_some() && ends && to <= chain.end && is_day(2000, number(digits, from + 8, 4), 2000..=2000) {
            stars.extend(from + 3..from + 11);
        }
    }
}

/// Days as people write them: 19760816, 1976-08-16, 1976年8月16日.
fn dates(chars: &[char], digits: &[Digit], runs: &[Range<usize>], latest: u32, stars: &mut Vec<usize>) {
    for (n, run) in runs.iter().enumerate() {
        let year = number(digits, run.start, 4);
        if run.len() == 8 && is_day(year, number(digits, run.start + 4, 4), 1900..=latest) {
            stars.extend(run.start + 4..run.end);
        }
        let (Some(month), true) = (runs.get(n + 1), run.len() == 4) else { continue };
        let near = |one: &Range<usize>, other: &Range<usize>, mark: char| {
            let (Some(before), Some(after)) = (digits.get(one.end - 1), digits.get(other.start)) else { return false };
            let between = chars.get(before.at + 1..after.at).unwrap_or_default();
            between.len() <= GAP && between.iter().all(|c| separates(*c) || *c == mark)
        };
        if !near(run, month, '年') {
            continue;
        }
        if month.len() == 4 && is_day(year, number(digits, month.start, 4), 1900..=latest) {
            stars.extend(month.clone());
        }
        if let Some(day) = runs.get(n + 2).filter(|day| month.len() <= 2 && day.len() <= 2 && near(month, day, '月')) {
            let in_year = number(digits, month.start, month.len()) * 100 + number(digits, day.start, day.len());
            if is_day(year, in_year, 1900..=latest) {
                stars.extend(month.start..day.end);
            }
        }
    }
}

fn number(digits: &[Digit], from: usize, length: usize) -> u32 {
    digits.get(from..from + length).unwrap_or_default().iter().fold(0, |number, digit| number * 10 + digit.value)
}

/// A day of one of these years, its month and day in one number.
fn is_day(year: u32, in_year: u32, years: std::ops::RangeInclusive<u32>) -> bool {
    years.contains(&year) && matches!((in_year / 100, in_year % 100), (1..=12, 1..=31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phone_keeps_its_ends() {
        assert_eq!(phone("13900001234"), "139****1234");
        assert_eq!(phone("0859-3220000"), "085*****0000");
        assert_eq!(phone("110"), "110");
    }

    #[test]
    fn an_id_number_in_a_note_is_masked_and_other_numbers_stay() {
        for (text, masked) in [
            ("证号11010519491231002X,住址不详", "证号110***********002X,住址不详"),
            ("１１０１０５１９４９１２３１００２Ｘ", "１１０***********００２Ｘ"),
            ("旧证110105491231002", "旧证110********1002"),
            ("旧证 110105 491231 002", "旧证 110*** *****1 002"),
            ("110105 19491231 002X", "110*** ******** 002X"),
            ("110105-1949-1231-0021", "110***-****-****-0021"),
            ("110105.1949/12_31,002", "110***.****/**_**,002"),
            ("户1101051949123100211号", "户110***********00211号"),
            ("残疾证11010519491231002143", "残疾证110*************2143"),
            ("13800000000 110105194912310021", "13800000000 110***********0021"),
            ("1949-12-31生,110105194912310021", "1949-**-**生,110***********0021"),
            ("生于1976年8月16日", "生于1976年*月**日"),
            ("生于19760816", "生于1976****"),
            ("2026年2月4日起在宁波", "2026年2月4日起在宁波"),
            ("电话13800000000", "电话13800000000"),
            ("户编号52999910100100000", "户编号52999910100100000"),
            ("2026-02-04, 2026-02-05, 2026-02-06", "2026-02-04, 2026-02-05, 2026-02-06"),
            ("没有", "没有"),
        ] {
            assert_eq!(free_text(text), masked);
            assert_eq!(free_text(masked), masked, "once is enough");
        }
    }

    proptest! {
        #[test]
        fn no_number_survives_in_any_text(
            region in 0usize..3, year in 1900u32..2030, month in 1u32..=12, day in 1u32..=28, rest in 0u32..10_000,
            breaks in proptest::collection::vec("[-._/, 　－，．]{0,3}", 18), before in "[a-z测户:0-9 ]{0,12}",
            after in "[a-z测X:0-9 ]{0,12}",
        ) {
            let id = format!("{}{year}{month:02}{day:02}{rest:04}", ["529999", "110105", "650102"][region]);
            let broken: String = id.chars().zip(&breaks).flat_map(|(c, gap)| std::iter::once(c).chain(gap.chars())).collect();
            let text = format!("{before}{broken}{after}");
            let masked = free_text(&text);
            let digits: String = masked.chars().map(half_width_char).filter(char::is_ascii_digit).collect();
            prop_assert!(!digits.contains(&id[..17]), "{} → {}", text, masked);
        }
    }
}
