//! Lines over days, drawn with Braille dots, or with a mark a cell where the terminal has none. Lines are told apart by
//! how dense they are as well as by colour.

use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// A line of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its points from left to right.
    pub points: Vec<(f64, f64)>,
    /// What it means.
    pub role: Role,
    /// Every how many dots one is drawn: 1 = a solid line.
    pub sparse: usize,
    /// Its mark where there are no Braille dots.
    pub mark: char,
}

/// A chart: what the axes span, and what stands beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The lines; a later one lies above an earlier.
    pub series: Vec<Series>,
    /// From 0 to this across.
    pub across: f64,
    /// From 0 to this upwards.
    pub top: f64,
    /// Words below the axis, each with its place across.
    pub below: Vec<(f64, String)>,
    /// Words beside the axis, each with its height.
    pub beside: Vec<(f64, String)>,
}

/// Dots of a cell, by column and row from the top (Unicode, Braille Patterns).
const DOTS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// What is drawn in each cell.
struct Grid {
    width: usize,
    height: usize,
    cells: Vec<(u32, char, Role)>,
}

impl Grid {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, cells: vec![(0, ' ', Role::Text); width * height] }
    }

    /// A dot, counted from the lower left in dots: two across a cell, four up.
    fn dot(&mut self, x: usize, y: usize, series: &Series) {
        let (cell_x, cell_y) = (x / 2, y / 4);
        if cell_x >= self.width || cell_y >= self.height {
            return;
        }
        let bit = DOTS.get(x % 2).and_then(|rows| rows.get(3 - y % 4)).copied().unwrap_or(0);
        if let Some(cell) = self.cells.get_mut((self.height - 1 - cell_y) * self.width + cell_x) {
            *cell = (cell.0 | bit, series.mark, series.role);
        }
    }

    fn draw(&mut self, chart: &Chart, series: &Series) {
        let (across, up) = ((self.width * 2 - 1) as f64, (self.height * 4 - 1) as f64);
        let place = |(x, y): (f64, f64)| {
            let share = |n: f64, of: f64| if of > 0.0 { (n / of).clamp(0.0, 1.0) } else { 0.0 };
            (share(x, chart.across) * across, share(y, chart.top) * up)
        };
        let mut drawn = 0;
        let starts = series.points.iter().zip(series.points.iter().skip(1));
        for (from, to) in starts {
            let (from, to) = (place(*from), place(*to));
            let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).ceil().max(1.0);
            for step in 0..steps as usize {
                let share = step as f64 / steps;
                if drawn % series.sparse.max(1) == 0 {
                    let x = from.0 + (to.0 - from.0) * share;
                    let y = from.1 + (to.1 - from.1) * share;
                    self.dot(x.round() as usize, y.round() as usize, series);
                }
                drawn += 1;
            }
        }
        if let Some(last) = series.points.last() {
            let (x, y) = place(*last);
            self.dot(x.round() as usize, y.round() as usize, series);
        }
    }

    fn line(&self, row: usize, cx: &Shared) -> Vec<Span<'static>> {
        let cells = self.cells.iter().skip(row * self.width).take(self.width);
        cells
            .map(|(bits, mark, role)| {
                let shown = match bits {
                    0 => ' ',
                    bits if cx.glyphs.braille => char::from_u32(0x2800 + bits).unwrap_or(*mark),
                    _ => *mark,
                };
                let style = if *bits == 0 { Style::default() } else { cx.style(*role) };
                Span::styled(shown.to_string(), style)
            })
            .collect()
    }
}

impl Chart {
    /// Draws it; less than three lines or ten cells are too little.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let label = self.beside.iter().map(|(_, word)| text::width(word)).max().unwrap_or(0);
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        if height < 4 || width < label + 8 {
            return;
        }
        let mut grid = Grid::new(width - label - 2, height - 2);
        self.series.iter().for_each(|series| grid.draw(self, series));
        let edge = cx.style(Role::Border);
        let row_of = |y: f64| {
            let share = if self.top > 0.0 { (y / self.top).clamp(0.0, 1.0) } else { 0.0 };
            ((1.0 - share) * (grid.height - 1) as f64).round() as usize
        };
        let mut lines = Vec::with_capacity(height);
        for row in 0..grid.height {
            let word = self.beside.iter().find(|(y, _)| row_of(*y) == row).map_or("", |(_, word)| word.as_str());
            let fill = " ".repeat(label.saturating_sub(text::width(word)));
            let mut spans = vec![Span::styled(format!("{fill}{word} "), cx.style(Role::Dim))];
            spans.push(Span::styled(cx.glyphs.frame.vertical_left, edge));
            spans.extend(grid.line(row, cx));
            lines.push(Line::from(spans));
        }
        let floor = cx.glyphs.frame.horizontal_bottom.repeat(grid.width);
        let corner = format!("{} {}", " ".repeat(label), cx.glyphs.frame.bottom_left);
        lines.push(Line::styled(format!("{corner}{floor}"), edge));
        lines.push(Line::styled(self.words_below(label + 2, grid.width), cx.style(Role::Dim)));
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// The words below the axis, each about its place, as many as do not touch.
    fn words_below(&self, left: usize, width: usize) -> String {
        let mut line = " ".repeat(left);
        let mut used = left;
        for (x, word) in &self.below {
            let cells = text::width(word);
            let share = if self.across > 0.0 { (x / self.across).clamp(0.0, 1.0) } else { 0.0 };
            let at = left + (share * width.saturating_sub(1) as f64).round() as usize;
            let at = at.saturating_sub(cells / 2).clamp(left, (left + width).saturating_sub(cells).max(left));
            if at < used + usize::from(used > left) || at + cells > left + width {
                continue;
            }
            line.push_str(&" ".repeat(at - used));
            line.push_str(word);
            used = at + cells;
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(points: Vec<(f64, f64)>) -> (Chart, Series) {
        let series = Series { points, role: Role::Text, sparse: 1, mark: '*' };
        let below = vec![(0.0, "2月10日".into()), (5.0, "2月20日".into()), (10.0, "3月24日".into())];
        (Chart { series: vec![series.clone()], across: 10.0, top: 100.0, below, beside: Vec::new() }, series)
    }

    #[test]
    fn a_line_runs_from_corner_to_corner() {
        let (chart, series) = chart(vec![(0.0, 0.0), (10.0, 100.0)]);
        let mut grid = Grid::new(5, 5);
        grid.draw(&chart, &series);
        let dotted = |x: usize, y: usize| grid.cells[y * 5 + x].0 != 0;
        assert!(dotted(0, 4) && dotted(4, 0) && dotted(2, 2));
        assert!(!dotted(0, 0) && !dotted(4, 4));
    }

    #[test]
    fn what_runs_out_of_the_chart_stays_in_it() {
        let (chart, series) = chart(vec![(-5.0, -10.0), (30.0, 900.0), (f64::NAN, 3.0)]);
        Grid::new(3, 2).draw(&chart, &series);
    }

    #[test]
    fn words_below_the_axis_never_touch() {
        let (chart, _) = chart(Vec::new());
        assert_eq!(chart.words_below(2, 40).matches('月').count(), 3);
        assert_eq!(chart.words_below(2, 18).matches('月').count(), 2);
        assert_eq!(chart.words_below(2, 3).trim(), "");
    }
}
