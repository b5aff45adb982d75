//! Numbers as people read them, and the half-width form of what people type. No floating point decides a figure:
//! percentages are rounded in integers.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A number with one decimal, held in tenths: 813 prints `81.3` and is the JSON number 81.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenths(pub i64);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let tenths = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{}", tenths / 10, tenths % 10))
    }
}

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64(self.0 as f64 / 10.0)
    }
}

/// `numerator` of `denominator` in percent, rounded to one decimal, half away from zero; `None` of nothing.
pub fn percent(numerator: i64, denominator: i64) -> Option<Tenths> {
    if denominator == 0 {
        return None;
    }
    let (n, d) = (i128::from(numerator) * 1000, i128::from(denominator));
    let size = (2 * n.abs() + d.abs()) / (2 * d.abs());
    let tenths = if (n < 0) == (d < 0) { size } else { -size };
    Some(Tenths(i64::try_from(tenths).unwrap_or(if tenths < 0 { i64::MIN } else { i64::MAX })))
}

/// A size in bytes as people read it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// With a comma between groups of three digits: `12,345`.
pub fn group(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 2);
    if number < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The half-width form of a full-width ASCII character or of the ideographic space; others as they are.
pub fn half_width_char(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// [`half_width_char`] for a whole text.
pub fn half_width(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| half_width_char(c) != c) {
        Cow::Owned(text.chars().map(half_width_char).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentages_round_half_away_from_zero() {
        for (n, d, text) in [
            (813, 1000, "81.3"),
            (1, 3, "33.3"),
            (2, 3, "66.7"),
            (1, 2000, "0.1"),
            (1, 2001, "0.0"),
            (-1, 2000, "-0.1"),
            (1, -2000, "-0.1"),
            (-1, 8, "-12.5"),
            (5, 5, "100.0"),
            (0, 7, "0.0"),
        ] {
            assert_eq!(percent(n, d).unwrap().to_string(), text, "{n}/{d}");
        }
        assert_eq!(percent(1, 0), None);
        assert_eq!(serde_json::to_string(&percent(813, 1000)).unwrap(), "81.3");
        assert_eq!(serde_json::to_string(&percent(1, 0)).unwrap(), "null");
        assert_eq!(format!("{:>6}", Tenths(813)), "  81.3");
    }

    #[test]
    fn groups_of_three() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (12345, "12,345"), (-1234567, "-1,234,567")] {
            assert_eq!(group(n), text);
        }
        assert_eq!(group(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn full_width_letters_digits_and_spaces_become_half() {
        assert_eq!(half_width("Ａｂ１２　（测试）"), "Ab12 (测试)");
        assert!(matches!(half_width("测试甲 12"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_panics(n in any::<i64>(), d in any::<i64>(), text in any::<String>()) {
            prop_assert_eq!(percent(n, d).is_none(), d == 0);
            prop_assert_eq!(group(n).replace(',', ""), n.to_string());
            let half = half_width(&text);
            prop_assert_eq!(half_width(&half), half.as_ref());
        }
    }
}
