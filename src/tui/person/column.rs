//! Lines of a sheet as they are drawn: broken in so many cells, the one that keys act on in view.

use super::sheet::Line;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as Shown;
use ratatui::widgets::Paragraph;
use std::ops::Range;

/// The rows that lines take in so many cells: each with the number of its line.
pub(super) fn rows(lines: &[Line], bare: bool, cells: usize) -> Vec<(usize, String)> {
    let mut out = Vec::with_capacity(lines.len());
    for (n, line) in lines.iter().enumerate() {
        if line.head {
            if n > 0 {
                out.push((n, String::new()));
            }
            out.push((n, line.text.clone()));
            continue;
        }
        let text = line.bare.as_ref().filter(|_| bare).unwrap_or(&line.text);
        out.extend(text.lines().flat_map(|line| broken(line, cells)).map(|part| (n, part)));
    }
    out
}

/// A line in so many cells: between two of its facts where that helps, within one only where it is longer than that.
/// What stands in columns stays there.
fn broken(line: &str, cells: usize) -> Vec<String> {
    if text::width(line) <= cells {
        return vec![line.to_string()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut kept = String::new();
    for fact in line.split("  ") {
        let longer = if kept.is_empty() { fact.trim().to_string() } else { format!("{kept}  {fact}") };
        if text::width(longer.trim_end()) <= cells {
            kept = longer;
            continue;
        }
        out.extend(Some(kept.trim_end().to_string()).filter(|kept| !kept.is_empty()));
        let mut parts = text::wrap(fact.trim(), cells);
        kept = parts.pop().unwrap_or_default();
        out.extend(parts);
    }
    out.extend(Some(kept.trim_end().to_string()).filter(|kept| !kept.is_empty()));
    out
}

/// What is drawn.
pub(super) struct Look<'a> {
    /// All lines of the sheet.
    pub lines: &'a [Line],
    /// The one that keys act on.
    pub at: usize,
    /// With the numbers whole.
    pub bare: bool,
    /// The look of it.
    pub cx: &'a Shared,
}

impl Look<'_> {
    /// Draws some lines; `top` is the first row in view, and moves with the line that keys act on.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, of: Range<usize>, top: &mut usize) {
        let cells = usize::from(area.width.saturating_sub(2)).max(2);
        let height = usize::from(area.height);
        let rows = rows(self.lines.get(of.clone()).unwrap_or_default(), self.bare, cells);
        let at = self.at.wrapping_sub(of.start);
        *top = (*top).min(rows.len().saturating_sub(height));
        if let Some(first) = rows.iter().position(|(n, _)| *n == at) {
            let last = rows.iter().rposition(|(n, _)| *n == at).unwrap_or(first);
            // With the first line of all its head is in view.
            let first = if at <= 1 { 0 } else { first };
            *top = (*top).clamp((last + 1).saturating_sub(height).min(first), first);
        }
        let shown: Vec<Shown<'_>> = rows
            .iter()
            .skip(*top)
            .take(height)
            .map(|(n, text)| {
                let Some(line) = self.lines.get(of.start + n) else { return Shown::raw("") };
                let style = self.cx.style(line.role);
                if line.head {
                    return Shown::styled(text::truncate(text, cells).into_owned(), style);
                }
                let here = *n == at;
                let mark = if here { self.cx.glyphs.here } else { " " };
                let style = if here { style.patch(self.cx.style(Role::Selected)) } else { style };
                Shown::styled(format!("{mark} {}", text::pad(text, cells)), style)
            })
            .collect();
        frame.render_widget(Paragraph::new(shown), area);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stays_with_its_fact() {
        let line = "证件 529***********9166  电话 199****0289";
        assert_eq!(broken(line, 44), [line]);
        assert_eq!(broken(line, 36), ["证件 529***********9166", "电话 199****0289"]);
        assert_eq!(broken("李样      子  未就业", 12), ["李样      子", "未就业"], "columns stay");
        assert_eq!(broken("李样      子  未就业", 9), ["李样", "子", "未就业"]);
        assert!(broken(line, 10).iter().all(|part| text::width(part) <= 18), "a number is never cut");
    }
}
