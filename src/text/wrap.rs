//! Lines of a given width. Chinese breaks between any two characters, but not before a closing mark nor after an
//! opening one, nor within a day (3月26日) or between a number and what it counts (26 户); other writing breaks at spaces.

use super::width::width;
use unicode_segmentation::UnicodeSegmentation;

const CLOSING: &str = ",。、;:?!)”’》】…%),.;:?!·~";
const OPENING: &str = "(“‘《【(";

/// The text in lines of at most `cells` cells; its own line breaks stay. A word wider than that stands whole.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, cells)).collect()
}

/// The same, where nothing may be cut off: a word wider than a line goes on in the next one.
pub fn wrap_whole(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in wrap(text, cells) {
        let mut part = String::new();
        for grapheme in line.graphemes(true) {
            if !part.is_empty() && width(&part) + width(grapheme) > cells {
                lines.push(std::mem::take(&mut part));
            }
            part.push_str(grapheme);
        }
        lines.push(part);
    }
    lines
}

fn wrap_line(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let bare = piece.trim_end();
        if !line.is_empty() && width(&line) + width(bare) > cells {
            lines.push(line.trim_end().to_string());
            line.clear();
        }
        line.push_str(&piece);
    }
    lines.push(line.trim_end().to_string());
    lines
}

fn is_digit(grapheme: &str) -> bool {
    grapheme.bytes().all(|b| b.is_ascii_digit()) && !grapheme.is_empty()
}

/// The text cut wherever a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut before, mut earlier) = ("", "");
    for grapheme in text.graphemes(true) {
        let counted = if before == " " { earlier } else { before };
        let one = is_digit(counted) && width(grapheme) > 1 || matches!(before, "年" | "月") && is_digit(grapheme);
        let may_end = !one && before == " " && grapheme != " "
            || !one
                && (width(before) > 1 || width(grapheme) > 1)
                && grapheme != " "
                && !CLOSING.contains(grapheme)
                && !OPENING.contains(before);
        match out.last_mut() {
            Some(last) if !may_end => last.push_str(grapheme),
            _ => out.push(grapheme.to_string()),
        }
        (earlier, before) = (before, grapheme);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_between_characters_and_never_before_a_closing_mark() {
        assert_eq!(wrap("封账:对账、定数、出战报", 10), ["封账:对", "账、定数、", "出战报"]);
        assert_eq!(wrap("默认业务日(今天)", 11), ["默认业务日", "(今天)"]);
    }

    #[test]
    fn days_and_counts_stay_whole() {
        assert_eq!(wrap("较上期(3月26日)增加", 14), ["较上期", "(3月26日)增加"]);
        assert_eq!(wrap("累计清零尚余 26 户;", 16), ["累计清零尚余", "26 户;"]);
        assert_eq!(wrap("2026年3月6日起报", 10), ["2026年3月6日", "起报"]);
    }

    #[test]
    fn words_stay_whole_and_line_breaks_stay() {
        assert_eq!(wrap("take one roster at a time\nand wait", 12), ["take one", "roster at a", "time", "and wait"]);
        assert_eq!(wrap("结果 not_reached unchanged", 16), ["结果 not_reached", "unchanged"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap_whole("1,2,3,4,5,6\n户 ab", 4), ["1,2,", "3,4,", "5,6", "户", "ab"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "导入名册(CSV、XLSX 等):名册日期写在标题或文件名里的可省,“--as-of”另写的为准";
        assert!(wrap(text, 24).iter().all(|line| width(line) <= 25), "{:?}", wrap(text, 24));
    }
}
