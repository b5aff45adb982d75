//! How much of something is done, as a bar: eighths of a cell where the terminal shows them. The figures stand beside
//! it, so that it says nothing alone.

use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use ratatui::text::Span;

/// The bar in so many cells: its filled part and the rest. What is beyond the target fills it, what is below nothing
/// leaves it empty; whatever has begun shows.
pub fn bar(done: i64, of: i64, cells: usize, cx: &Shared) -> [Span<'static>; 2] {
    let (full, rest) = parts(done, of, cells, cx.glyphs.bar, cx.glyphs.rest);
    [Span::styled(full, cx.style(Role::Gauge)), Span::styled(rest, cx.style(Role::GaugeRest))]
}

fn parts(done: i64, of: i64, cells: usize, steps: &[&str], rest: &str) -> (String, String) {
    let per_cell = steps.len().max(1);
    let all = (cells * per_cell) as i128;
    let (done, of) = (i128::from(done.max(0)), i128::from(of));
    let mut filled = if of <= 0 { all } else { (done * all / of).min(all) };
    if done > 0 && filled == 0 {
        filled = all.min(1);
    }
    let filled = usize::try_from(filled).unwrap_or(0);
    let (whole, part) = (filled / per_cell, filled % per_cell);
    let mut bar = steps.last().copied().unwrap_or_default().repeat(whole);
    let partial = part.checked_sub(1).and_then(|n| steps.get(n));
    bar.push_str(partial.copied().unwrap_or_default());
    let used = whole + usize::from(partial.is_some());
    (bar, rest.repeat(cells.saturating_sub(used)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use crate::tui::glyphs::{ASCII, UNICODE};
    use proptest::prelude::*;

    #[test]
    fn a_bar_fills_by_eighths_of_a_cell() {
        let unicode = |done, of| parts(done, of, 4, UNICODE.bar, UNICODE.rest);
        assert_eq!(unicode(0, 32), ("".into(), "░░░░".into()));
        assert_eq!(unicode(11, 32), ("█▍".into(), "░░".into()));
        assert_eq!(unicode(40, 32), ("████".into(), "".into()));
        assert_eq!(unicode(1, 3_200), ("▏".into(), "░░░".into()), "whatever has begun shows");
        assert_eq!(parts(11, 32, 4, ASCII.bar, ASCII.rest), ("#".into(), "...".into()));
    }

    proptest! {
        #[test]
        fn a_bar_is_as_long_as_asked(done in any::<i64>(), of in any::<i64>(), cells in 0usize..60) {
            for glyphs in [&UNICODE, &ASCII] {
                let (full, rest) = parts(done, of, cells, glyphs.bar, glyphs.rest);
                prop_assert_eq!(text::width(&full) + text::width(&rest), cells);
            }
        }
    }
}
