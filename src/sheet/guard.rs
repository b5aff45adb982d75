//! Texts that a spreadsheet program would run when it opens a CSV file, made safe and read back. The rule (after OWASP,
//! "CSV injection"): what looks like the beginning of a formula gets an apostrophe in front.
//!
//! A text is *loaded* where, behind any blanks, control characters and quotes, it begins with = + - @ (their full-width and
//! small forms too), or where a tab or line break stands before its first word. Not loaded, so that it stays readable: a signed
//! number (-5, -12.5%, +1,200), a phone number with its country (+86 13800000000), a lone dash: nothing can be run
//! that has neither letters nor operators inside.
//!
//! Apostrophes are among the quotes that are looked behind: `'=1` is loaded as `=1` is and gets another one. So a single
//! apostrophe in front of a loaded text is always the guard's, and [`bare`] gives every text back exactly.

use std::borrow::Cow;

/// The text as it may stand in a CSV cell.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_loaded(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What a CSV cell says, without the apostrophe that [`guarded`] put in front.
pub fn bare(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_loaded(text)).unwrap_or(cell)
}

/// Whether a spreadsheet program might run it.
pub fn is_loaded(text: &str) -> bool {
    let rest = text.trim_start_matches(is_passed_over);
    let before = &text[..text.len() - rest.len()];
    if before.contains(char::is_control) {
        return true;
    }
    match rest.chars().next() {
        Some('=' | '@' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫' | '\u{2212}') => true,
        Some(sign @ ('+' | '-')) => !is_innocent(sign, rest[1..].trim_end_matches(' ')),
        _ => false,
    }
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\'' | '"' | '`' | '´' | '‘' | '’' | '“' | '”' | '＇' | '＂')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A signed number, a percentage, a phone number, a lone dash.
fn is_innocent(sign: char, behind: &str) -> bool {
    let digits = behind.bytes().filter(u8::is_ascii_digit).count();
    let number = behind.strip_suffix('%').unwrap_or(behind);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
        && number.bytes().filter(|&b| b == b'.').count() <= 1;
    let is_phone = sign == '+'
        && (8..=20).contains(&digits)
        && !behind.contains("  ")
        && behind.bytes().all(|b| b.is_ascii_digit() || b == b' ');
    is_number || is_phone || (sign == '-' && behind.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_any_dress_are_loaded_and_what_officers_write_is_not() {
        for text in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n厂",
            "  =1",
            "\"=1",
            "'=1",
            "“=HYPERLINK(\"http://x\")",
            "＝1+1",
            "＋1",
            "－1",
            "＠a",
            "\u{feff}=1",
            "+A1",
            "-A1",
            "--1",
            "+86-13800000000",
            "- 5",
            "+",
        ] {
            assert!(is_loaded(text), "{text:?}");
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in [
            "",
            "-",
            "—",
            "-5",
            "+5",
            "-12.5%",
            "-1,200.50",
            "+86 13800000000",
            "+8613800000000",
            "甲=乙",
            "4000-5000",
            "'",
            "'厂",
            "0859-3223456",
            "a@b.cn",
            "-5 ",
        ] {
            assert_eq!(guarded(text), text);
            assert_eq!(bare(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_comes_back_and_nothing_loaded_stands_in_a_cell(
            text in "[ \t\r\n'\"“=+\\-@＝－＋＠\u{feff}]{0,4}[0-9a-z甲,.% =+@|!()'-]{0,8}"
        ) {
            let cell = guarded(&text);
            assert_eq!(bare(&cell), text);
            assert!(!matches!(cell.chars().next(), Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＠')));
            if let Some(behind) = cell.strip_prefix(['+', '-']) {
                assert!(behind.chars().all(|c| c.is_ascii_digit() || ",.% ".contains(c)), "{cell:?}");
            }
        }
    }
}
