//! One key of a TOML text set or taken out. Only the bytes of that key are touched: comments, order and the officer's own
//! way of writing stay.

use std::ops::Range;
use toml::{Table, Value};
use toml_edit::Document;

/// The text with the key set to the value, or with its line made a comment (`None`). `None` where that cannot be done
/// without touching anything else: a text that is not well written, a key that is a whole table.
pub(super) fn changed(text: &str, key: &str, value: Option<&Value>) -> Option<String> {
    let bare = text.trim_start_matches('\u{feff}');
    let mark = &text[..text.len() - bare.len()];
    let document = Document::parse(bare).ok()?;
    let there = match document.get_key_value(key) {
        Some((key, item)) => Some((key.span()?, item.as_value()?.span()?)),
        None => None,
    };
    let new = match (there, value) {
        (Some((_, at)), Some(value)) => replaced(bare, at, &value.to_string()),
        (Some((key, at)), None) => commented(bare, key.start..at.end),
        (None, Some(value)) => inserted(bare, key, &format!("{key} = {value}")),
        (None, None) => bare.to_owned(),
    };
    only(bare, &new, key, value).then(|| format!("{mark}{new}"))
}

/// Whether the new text differs from the old one in this key alone.
fn only(old: &str, new: &str, key: &str, value: Option<&Value>) -> bool {
    let (Ok(mut old), Ok(new)) = (old.parse::<Table>(), new.parse::<Table>()) else { return false };
    match value {
        Some(value) => old.insert(key.to_owned(), value.clone()),
        None => old.remove(key),
    };
    old == new
}

fn replaced(text: &str, at: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", text.get(..at.start).unwrap_or_default(), text.get(at.end..).unwrap_or_default())
}

fn commented(text: &str, at: Range<usize>) -> String {
    let begin = text.get(..at.start).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1);
    let lines = text.get(begin..at.end).unwrap_or_default();
    replaced(text, begin..at.end, &format!("# {}", lines.replace('\n', "\n# ")))
}

/// Below the comment that shows the key, where there is one; else before the first table, or at the end.
fn inserted(text: &str, key: &str, line: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let shows = |line: &str| {
        let rest = line.trim_start().strip_prefix('#').map(str::trim_start).and_then(|line| line.strip_prefix(key));
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let (mut at, mut below) = (0, None);
    for each in text.split_inclusive('\n') {
        if each.trim_start().starts_with('[') {
            break;
        }
        at += each.len();
        if shows(each) {
            below = Some(at);
        }
    }
    let at = below.unwrap_or(at);
    let before = text.get(..at).unwrap_or_default();
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { end };
    replaced(text, at..at, &format!("{gap}{line}{end}"))
}
