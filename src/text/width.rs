//! Text in terminal cells. A full-width glyph is never cut in two, and nothing that is shown may carry control
//! characters, escape sequences or marks that turn the direction of writing.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells the text takes: 2 for a Chinese character, 1 for a Latin one, 0 for a combining mark.
pub fn width(text: &str) -> usize {
    simple_width(text).unwrap_or_else(|| text.graphemes(true).map(UnicodeWidthStr::width).sum())
}

/// The width of text in which every character stands for itself; `None` when graphemes have to be looked for.
fn simple_width(text: &str) -> Option<usize> {
    let mut cells = 0;
    for c in text.chars() {
        cells += match c {
            ' '..='~' => 1,
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3001}'..='\u{3029}' | '！'..='｠' => 2,
            _ => return None,
        };
    }
    Some(cells)
}

/// The text cut to at most `cells`, with `…` as its last cell when something was cut.
pub fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut taken = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += UnicodeWidthStr::width(grapheme);
        if taken > cells - 1 {
            break;
        }
        end = at + grapheme.len();
    }
    let mut out = String::with_capacity(end + '…'.len_utf8());
    out.push_str(text.get(..end).unwrap_or_default());
    out.push('…');
    Cow::Owned(out)
}

/// The text in exactly `cells` cells: cut when it is too long, filled with spaces on the right when too short.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = truncate(text, cells).into_owned();
    let missing = cells.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Text as a terminal may get it: lines, and nothing in them that steers the terminal (see [`clean`]).
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(|line| matches!(clean(line), Cow::Borrowed(_))) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<_> = text.split('\n').map(clean).collect();
    lines.join("\n").into()
}

/// Text as a file may hold it: lines and tabs, and nothing in them that shows nothing and steers what is shown.
pub fn plain(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\n' | '\t');
    if !text.contains(|c: char| is_unwanted(c) && !is_kept(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(is_kept) {
        let end = part.chars().next_back().filter(|c| is_kept(*c));
        out.push_str(&clean(part.strip_suffix(is_kept).unwrap_or(part)));
        out.extend(end);
    }
    Cow::Owned(out)
}

/// JSON with everything escaped that a terminal would obey or hide: JSON itself asks that of the oldest control
/// characters only.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    let is_loose = |c: char| is_unwanted(c) && c != '\n';
    if !json.contains(is_loose) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match is_loose(c) {
            true => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text without control characters, escape sequences (ECMA-48), bidirectional marks (UAX #9) and zero-width
/// characters. A line feed or a tab becomes a space, so that words on two lines stay apart.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unwanted) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '\u{1b}' => after_escape(behind),
            '\u{9b}' => after_control_sequence(behind),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => after_control_string(behind),
            '\n' | '\t' => {
                out.push(' ');
                behind
            }
            _ => {
                if !is_unwanted(c) {
                    out.push(c);
                }
                behind
            }
        };
    }
    Cow::Owned(out)
}

/// Whether a character shows nothing and may turn, hide or steer what is shown: [`clean`] drops it.
pub fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What follows an escape sequence, from behind its ESC.
fn after_escape(rest: &str) -> &str {
    match rest.as_bytes().first() {
        Some(b'[') => after_control_sequence(&rest[1..]),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => after_control_string(&rest[1..]),
        Some(b' '..=b'/') => {
            let rest = rest.trim_start_matches(|c| matches!(c, ' '..='/'));
            rest.strip_prefix(|c| matches!(c, '0'..='~')).unwrap_or(rest)
        }
        Some(b'0'..=b'~') => &rest[1..],
        _ => rest,
    }
}

/// CSI: parameters, intermediates, one final byte.
fn after_control_sequence(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c| matches!(c, '0'..='?')).trim_start_matches(|c| matches!(c, ' '..='/'));
    rest.strip_prefix(|c| matches!(c, '@'..='~')).unwrap_or(rest)
}

/// OSC, DCS and their like, up to BEL or ST. One that never ends hides nothing: only its introducer goes.
fn after_control_string(rest: &str) -> &str {
    let end = |terminator: &str| rest.find(terminator).map(|at| at + terminator.len());
    let first = ["\u{7}", "\u{1b}\\", "\u{9c}"].into_iter().filter_map(end).min();
    first.and_then(|at| rest.get(at..)).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells() {
        assert_eq!(width("测试甲"), 6);
        assert_eq!(width("abc，1"), 6);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👨‍👩‍👧"), 2);
        assert_eq!(width("𠮷𡘙"), 4);
        assert_eq!(width("古丽·测试"), 9);
    }

    #[test]
    fn a_wide_glyph_is_never_cut_in_two() {
        assert_eq!(truncate("测试甲乙", 8), "测试甲乙");
        assert_eq!(truncate("测试甲乙", 7), "测试甲…");
        assert_eq!(truncate("测试甲乙", 6), "测试…");
        assert_eq!(truncate("测试", 1), "…");
        assert_eq!(truncate("测试", 0), "");
        assert_eq!(pad("测试甲", 8), "测试甲  ");
        assert_eq!(pad("测试甲乙", 6), "测试… ");
    }

    #[test]
    fn nothing_that_commands_a_terminal_stays() {
        assert_eq!(clean("测\u{1b}[31;1m试\u{1b}[0m甲"), "测试甲");
        assert_eq!(clean("a\u{1b}]0;title\u{7}b\u{1b}]8;;x\u{1b}\\c"), "abc");
        assert_eq!(clean("a\u{1b}]0;kept"), "a0;kept");
        assert_eq!(clean("a\u{9b}2Jb\u{1b}(Bc\u{1b}cd\u{1b}"), "abcd");
        assert_eq!(clean("测\u{202e}试\u{2066}甲\u{200b}\u{feff}"), "测试甲");
        assert_eq!(clean("测\u{200d}试\u{ad}甲\u{e0041}"), "测试甲");
        assert_eq!(clean("一行\r\n二行\t三\u{7f}\u{0}"), "一行 二行 三");
        assert!(matches!(clean("测试甲 abc"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_file_keeps_its_lines_and_tabs_and_json_says_the_same() {
        assert_eq!(plain("一\t二\r\n\u{1b}[1m三\u{202e}\n"), "一\t二\n三\n");
        assert!(matches!(plain("一\t二\n"), Cow::Borrowed(_)));
        let json = "{\n  \"名\": \"甲\u{9b}\u{202e}\u{7f}\u{e0041}\"\n}";
        assert_eq!(escaped_json(json), "{\n  \"名\": \"甲\\u009b\\u202e\\u007f\\udb40\\udc41\"\n}");
        let same = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(same(json), same(&escaped_json(json)));
    }

    proptest! {
        #[test]
        fn what_is_cut_fits_and_what_is_padded_fills(text in any::<String>(), cells in 0usize..40) {
            let text = clean(&text);
            prop_assert!(!text.contains(is_unwanted));
            prop_assert_eq!(clean(&text), text.as_ref());
            prop_assert!(width(&truncate(&text, cells)) <= cells);
            prop_assert_eq!(width(&pad(&text, cells)), cells);
        }

        #[test]
        fn the_quick_way_measures_like_the_slow_one(text in "[ -~一-龥、。！Ａ-Ｚ]{0,30}") {
            let slow: usize = text.graphemes(true).map(UnicodeWidthStr::width).sum();
            prop_assert_eq!(width(&text), slow);
        }
    }
}
