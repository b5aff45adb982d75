//! Texts that a spreadsheet program would run when it opens a CSV file, made safe and read back. The rule (after OWASP,
//! "CSV injection"): what looks like the beginning of a formula gets an apostrophe in front.
//!
//! A text is *loaded* where, behind any blanks, control characters and quotes, it begins with = + - @ (their full-width and
//! small forms too), or where a tab or line break stands before its first word. A phone number with its country and a
//! dash are loaded with the others: a spreadsheet would make numbers of them. Numbers of ours are numbers, and no texts.
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
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '\u{2212}'];
    rest.starts_with(signs)
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\'' | '"' | '`' | '´' | '‘' | '’' | '“' | '”' | '＇' | '＂')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
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
            "-",
            "-5",
            "+5",
            "-12.5%",
            "-1,200.50",
            "+86 13800000000",
            "-5 ",
        ] {
            assert!(is_loaded(text), "{text:?}");
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "—", "甲=乙", "4000-5000", "'", "'厂", "0859-3223456", "a@b.cn"] {
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
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{cell:?}");
        }
    }
}
