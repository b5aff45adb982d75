//! Villages × days: how much of its quota each village did each day, as marks that need no colour.

use crate::domain::region::RegionCode;
use crate::locale::say;
use crate::report::{Chart, WallCell};
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Cells of a day: its mark, and the edge before it.
const CELL: usize = 3;

/// A row of the wall: a village, or all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// Which village; `None` = all.
    pub unit: Option<RegionCode>,
    /// What it is called.
    pub name: String,
    /// One for each day.
    pub cells: Vec<Option<WallCell>>,
    /// Since its target began.
    pub done: i64,
    /// Its target.
    pub target: Option<i64>,
    /// Done − planned.
    pub gap: Option<i64>,
}

/// The rows of a chart: all villages together last.
pub fn rows(of: &Chart) -> Vec<HeatRow> {
    let wall = &of.wall;
    let mut rows: Vec<HeatRow> = wall
        .units
        .iter()
        .map(|unit| HeatRow {
            unit: Some(unit.code),
            name: unit.name.clone(),
            cells: unit.cells.clone(),
            done: unit.done,
            target: unit.target,
            gap: unit.gap,
        })
        .collect();
    let total = &wall.total;
    let cell = |(n, day): (usize, &NaiveDate)| {
        let done: i64 = wall.units.iter().filter_map(|u| u.cells.get(n)?.as_ref()).map(|cell| cell.done).sum();
        let at = total.days.iter().position(|on| on == day);
        let quota = at.and_then(|at| total.quota.get(at)).copied().unwrap_or(0);
        (done != 0 || quota != 0).then_some(WallCell { done, quota })
    };
    let done = total.done.last().copied().unwrap_or(0);
    let planned = total.done.len().checked_sub(1).and_then(|last| total.plan.get(last));
    rows.push(HeatRow {
        unit: None,
        name: say!("wallchart-all"),
        cells: wall.days.iter().enumerate().map(cell).collect(),
        done,
        target: of.has_target.then_some(wall.target),
        gap: planned.filter(|_| of.has_target).map(|planned| done - planned),
    });
    rows
}

/// How full a cell is: 0 = nothing was due, 1 … 4 = below a half, a half, three quarters, all of it. Without a target a
/// cell is held against the best day of a village, and all villages together against their own best.
pub fn heat(cell: Option<&WallCell>, best: i64) -> usize {
    let Some(cell) = cell else { return 0 };
    let of = if cell.quota > 0 { cell.quota } else { best.max(1) };
    match (cell.quota, cell.done.saturating_mul(100) / of) {
        (0, _) if best == 0 => 4,
        (_, 100..) => 4,
        (_, 75..) => 3,
        (_, 50..) => 2,
        _ => 1,
    }
}

/// The days in view and the selected one, counted from the newest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Across {
    /// How many days back the selected one is.
    pub back: usize,
    /// How many days back the last one in view is.
    pub edge: usize,
}

impl Across {
    /// One day back or on.
    pub fn step(&mut self, earlier: bool, days: usize) {
        self.back = if earlier { (self.back + 1).min(days.saturating_sub(1)) } else { self.back.saturating_sub(1) };
    }

    /// The days in view, of so many, in so many columns; the selected one is among them.
    fn view(&mut self, days: usize, columns: usize) -> std::ops::Range<usize> {
        let columns = columns.max(1);
        self.back = self.back.min(days.saturating_sub(1));
        self.edge = self.edge.clamp((self.back + 1).saturating_sub(columns), self.back);
        self.edge = self.edge.min(days.saturating_sub(columns));
        let end = days - self.edge.min(days);
        end.saturating_sub(columns)..end
    }
}

/// Draws the rows, the selected cell between brackets, and gives what is selected: row and day.
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    of: &Chart,
    rows: &[HeatRow],
    cursor: &mut Cursor,
    across: &mut Across,
    cx: &Shared,
) -> Option<(usize, usize)> {
    if area.height < 3 {
        return None;
    }
    let room = usize::from(area.width);
    let gap_of = |row: &HeatRow| gap(row);
    let sums: Vec<String> = rows.iter().map(sum).collect();
    let gaps: Vec<String> = rows.iter().map(gap_of).collect();
    let widest =
        |all: &[String], head: &str| all.iter().map(|s| text::width(s)).max().unwrap_or(0).max(text::width(head));
    let (sum_head, gap_head) = (say!("wallchart-sum-head"), say!("wallchart-gap-head"));
    let has_gaps = rows.iter().any(|row| row.gap.is_some());
    let sum_cells = widest(&sums, &sum_head);
    let gap_cells = if has_gaps { widest(&gaps, &gap_head) + 1 } else { 0 };
    let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
    let name_cells = widest(&names, "").clamp(6, 14).min(room / 4);
    let columns = room.saturating_sub(2 + name_cells + 2 + sum_cells + gap_cells) / CELL;
    let days = of.wall.days.len();
    let view = across.view(days, columns);
    let selected = days.checked_sub(across.back + 1);

    let mut head = format!("  {} ", text::pad("", name_cells));
    for day in of.wall.days.iter().take(view.end).skip(view.start) {
        head.push_str(&format!("{:02} ", day.day()));
    }
    head.push_str(&format!("{} ", text::pad("", sum_cells.saturating_sub(text::width(&sum_head)))));
    head.pop();
    head.push_str(&format!(" {sum_head}"));
    if has_gaps {
        head.push_str(&" ".repeat(gap_cells.saturating_sub(text::width(&gap_head))));
        head.push_str(&gap_head);
    }
    let mut lines = vec![Line::styled(head, cx.style(Role::Title))];
    let best = best_of(rows);
    let height = usize::from(area.height) - 1;
    for n in cursor.view(rows.len(), height) {
        let Some(row) = rows.get(n) else { continue };
        let here = n == cursor.at;
        let mark = if here { format!("{} ", cx.glyphs.here) } else { "  ".to_string() };
        let name = text::clean(&row.name).into_owned();
        let name = text::pad(&text::truncate(&name, name_cells), name_cells);
        let name_role = match (here, row.unit) {
            (true, _) => Role::Accent,
            (_, None) => Role::Title,
            _ => Role::Text,
        };
        let mut spans = vec![Span::styled(format!("{mark}{name}"), cx.style(name_role))];
        let best = if row.unit.is_none() { best.1 } else { best.0 };
        for at in view.clone() {
            let heat = heat(row.cells.get(at).and_then(Option::as_ref), if of.has_target { 0 } else { best });
            let role = match heat {
                0 => Role::Dim,
                1 => Role::Heat0,
                2 => Role::Heat1,
                3 => Role::Heat2,
                _ => Role::Heat3,
            };
            let edge = match (here, selected) {
                (true, Some(day)) if day == at => "[",
                (true, Some(day)) if at > view.start && day + 1 == at => "]",
                _ => " ",
            };
            spans.push(Span::styled(edge, cx.style(Role::Accent)));
            let glyph = cx.glyphs.heat.get(heat).copied().unwrap_or("  ");
            spans.push(Span::styled(glyph, cx.style(role)));
        }
        let edge = if here && selected.is_some_and(|day| day + 1 == view.end) { "]" } else { " " };
        spans.push(Span::styled(edge, cx.style(Role::Accent)));
        let sum = sums.get(n).map_or("", String::as_str);
        spans.push(Span::raw(format!("{}{sum}", " ".repeat(sum_cells.saturating_sub(text::width(sum))))));
        if has_gaps {
            let gap = gaps.get(n).map_or("", String::as_str);
            let role = match row.gap {
                Some(..0) => Role::Warn,
                _ => Role::Good,
            };
            let fill = " ".repeat(gap_cells.saturating_sub(text::width(gap)));
            spans.push(Span::styled(format!("{fill}{gap}"), cx.style(role)));
        }
        lines.push(Line::from(spans));
    }
    frame.render_widget(Paragraph::new(lines), area);
    Some((cursor.at, selected?))
}

/// The best day of a village, and of all of them together.
fn best_of(rows: &[HeatRow]) -> (i64, i64) {
    let best = |whole: bool| {
        let of = rows.iter().filter(|row| row.unit.is_none() == whole);
        of.flat_map(|row| row.cells.iter().flatten()).map(|cell| cell.done).max().unwrap_or(0)
    };
    (best(false), best(true))
}

fn sum(row: &HeatRow) -> String {
    match row.target {
        Some(target) => format!("{}/{}", text::group(row.done), text::group(target)),
        None => text::group(row.done),
    }
}

fn gap(row: &HeatRow) -> String {
    match (row.gap, row.target) {
        (_, Some(target)) if row.done >= target => say!("wallchart-full"),
        (Some(gap @ ..0), _) => format!("−{}", text::group(-gap)),
        (Some(0), _) => "0".to_string(),
        (Some(gap), _) => format!("+{}", text::group(gap)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_is_as_full_as_its_quota_is_done() {
        let full = |done, quota| heat(Some(&WallCell { done, quota }), 0);
        assert_eq!([full(0, 4), full(1, 4), full(2, 4), full(3, 4), full(4, 4), full(9, 4)], [1, 1, 2, 3, 4, 4]);
        assert_eq!((heat(None, 0), full(3, 0)), (0, 4));
        let of_best = |done| heat(Some(&WallCell { done, quota: 0 }), 8);
        assert_eq!([of_best(1), of_best(4), of_best(6), of_best(8)], [1, 2, 3, 4]);
    }

    proptest! {
        #[test]
        fn the_selected_day_is_always_in_view(
            steps in proptest::collection::vec(any::<bool>(), 0..80), days in 0usize..32, columns in 0usize..40
        ) {
            let mut across = Across::default();
            for earlier in steps {
                across.step(earlier, days);
                let view = across.view(days, columns);
                prop_assert_eq!(view.len(), days.min(columns.max(1)));
                prop_assert!(days == 0 || view.contains(&(days - 1 - across.back)), "{across:?} {view:?}");
            }
        }
    }
}
