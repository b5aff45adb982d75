//! Lines of a given width. Chinese breaks between any two characters, but not before a closing mark nor after an
//! opening one; other writing breaks at spaces.

use super::width::width;
use unicode_segmentation::UnicodeSegmentation;

const CLOSING: &str = ",。、;:?!)”’》】…%),.;:?!·~";
const OPENING: &str = "(“‘《【(";

/// The text in lines of at most `cells` cells; its own line breaks stay. A word wider than that stands whole.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, cells)).collect()
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

/// The text cut wherever a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = "";
    for grapheme in text.graphemes(true) {
        let may_end = before == " " && grapheme != " "
            || (width(before) > 1 || width(grapheme) > 1)
                && grapheme != " "
                && !CLOSING.contains(grapheme)
                && !OPENING.contains(before);
        match out.last_mut() {
            Some(last) if !may_end => last.push_str(grapheme),
            _ => out.push(grapheme.to_string()),
        }
        before = grapheme;
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
    fn words_stay_whole_and_line_breaks_stay() {
        assert_eq!(wrap("take one roster at a time\nand wait", 12), ["take one", "roster at a", "time", "and wait"]);
        assert_eq!(wrap("结果 not_reached unchanged", 16), ["结果 not_reached", "unchanged"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "导入名册(CSV、XLSX 等):名册日期写在标题或文件名里的可省,“--as-of”另写的为准";
        assert!(wrap(text, 24).iter().all(|line| width(line) <= 25), "{:?}", wrap(text, 24));
    }
}
