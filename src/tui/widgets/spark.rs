//! A line of small columns: how a figure ran over the last days. The highest of them is as high as the line.

use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use ratatui::text::Span;

/// One cell for each value; nothing done is the lowest.
pub fn line(values: &[i64], cx: &Shared) -> Span<'static> {
    Span::styled(columns(values, cx.glyphs.spark), cx.style(Role::Accent))
}

fn columns(values: &[i64], heights: &[&str]) -> String {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let top = heights.len().saturating_sub(1) as i64;
    let height = |value: &i64| {
        // Whatever is not nothing stands above it, and only the most reaches the top.
        let n = (i128::from((*value).clamp(0, most)) * i128::from(top) + i128::from(most) - 1) / i128::from(most);
        heights.get(usize::try_from(n).unwrap_or(0)).copied().unwrap_or_default()
    };
    values.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyphs::{ASCII, UNICODE};

    #[test]
    fn the_most_is_highest_and_nothing_lowest() {
        assert_eq!(columns(&[0, 1, 35, 70, -3], UNICODE.spark), "▁▂▅█▁");
        assert_eq!(columns(&[0, 0], UNICODE.spark), "▁▁");
        assert_eq!(columns(&[0, 7], ASCII.spark), "_#");
        assert_eq!(columns(&[], UNICODE.spark), "");
    }
}
