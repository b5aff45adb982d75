//! Rows in columns. Each column has its least width; what is left goes to those that stretch; columns that have no room
//! are left out from the end. The selected row bears a mark, so that it is seen without colours too.

use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    head: String,
    least: usize,
    most: usize,
    right: bool,
}

impl Column {
    /// A column of so many cells, or as many as its head takes: in another language that may be more.
    pub fn new(head: impl Into<String>, cells: usize) -> Self {
        let head = head.into();
        let cells = cells.max(text::width(&head));
        Self { head, least: cells, most: cells, right: false }
    }

    /// It may take up to so many where there is room.
    pub fn up_to(mut self, cells: usize) -> Self {
        self.most = cells.max(self.least);
        self
    }

    /// Its cells stand at the right.
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// One cell: its text, and what it means.
pub type Cell = (String, Role);

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells, in the columns' order.
    pub cells: Vec<Cell>,
    /// Whether it is marked for an act on many.
    pub marked: bool,
    /// What all of it means, where its cells say nothing else (withdrawn, sealed).
    pub role: Option<Role>,
}

impl Row {
    /// A row of plain cells.
    pub fn plain(cells: impl IntoIterator<Item = String>) -> Self {
        Self { cells: cells.into_iter().map(|cell| (cell, Role::Text)).collect(), marked: false, role: None }
    }
}

/// What a table is of.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Its columns; the last ones give way first.
    pub columns: &'a [Column],
    /// How many rows it has, in view or not.
    pub len: usize,
    /// Whether the keys go to it: only then the row of the cursor stands out.
    pub focused: bool,
}

/// How wide each column is in so many cells; those without room get 0. Two cells stand before the first column for the
/// mark, one between two columns.
fn widths(columns: &[Column], room: usize) -> Vec<usize> {
    let mut left = room.saturating_sub(2);
    let mut widths: Vec<usize> = Vec::with_capacity(columns.len());
    for (n, column) in columns.iter().enumerate() {
        let gap = usize::from(n > 0);
        let fits = column.least + gap <= left && widths.iter().all(|width| *width > 0);
        let width = if fits {
            column.least
        } else if n == 0 {
            left
        } else {
            0
        };
        left = left.saturating_sub(width + if width > 0 { gap } else { 0 });
        widths.push(width);
    }
    // One cell each in turn, so that all grow alike.
    loop {
        let mut grown = false;
        for (width, column) in widths.iter_mut().zip(columns) {
            if left > 0 && *width > 0 && *width < column.most {
                (*width, left, grown) = (*width + 1, left - 1, true);
            }
        }
        if !grown {
            return widths;
        }
    }
}

fn cell(text: &str, width: usize, right: bool) -> String {
    let text = text::clean(text);
    let shown = text::truncate(&text, width);
    let fill = " ".repeat(width.saturating_sub(text::width(&shown)));
    if right { format!("{fill}{shown}") } else { format!("{shown}{fill}") }
}

/// How a cell looks on the ground of its row: on that of the cursor in its words alone; on a marked one its colour still
/// says what it means.
fn on_row(style: Style, role: Role, ground: Style, here: bool) -> Style {
    if ground == Style::default() {
        return style;
    }
    let shown = if here || role == Role::Text { style.patch(ground) } else { ground.patch(style) };
    Style { bg: ground.bg.or(style.bg), ..shown }
}

/// Draws the head and the rows in view. `row` gives a row by its number and is asked only for those; `None` = not here
/// yet.
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    table: Table<'_>,
    cursor: &mut Cursor,
    cx: &Shared,
    row: impl Fn(usize) -> Option<Row>,
) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let Table { columns, len, focused } = table;
    let widths = widths(columns, usize::from(area.width));
    let mut lines = Vec::with_capacity(usize::from(area.height));
    let mut head = String::from("  ");
    for (n, (column, width)) in columns.iter().zip(&widths).enumerate().filter(|(_, (_, width))| **width > 0) {
        head.push_str(if n > 0 { " " } else { "" });
        head.push_str(&cell(&column.head, *width, column.right));
    }
    lines.push(Line::styled(head, cx.style(Role::Title)));
    for n in cursor.view(len, usize::from(area.height) - 1) {
        let Some(row) = row(n) else {
            lines.push(Line::styled("  …", cx.style(Role::Dim)));
            continue;
        };
        let here = focused && n == cursor.at;
        let ground = match (here, row.marked) {
            (true, _) => cx.style(Role::Selected),
            (false, true) => cx.style(Role::Marked),
            _ => Style::default(),
        };
        let mark = match (here, row.marked) {
            (true, true) => format!("{}{}", cx.glyphs.here, cx.glyphs.marked),
            (true, false) => format!("{} ", cx.glyphs.here),
            (false, true) => format!(" {}", cx.glyphs.marked),
            (false, false) => "  ".to_string(),
        };
        let mut spans = vec![Span::styled(mark, cx.style(Role::Accent).patch(ground))];
        for (n, (column, width)) in columns.iter().zip(&widths).enumerate().filter(|(_, (_, width))| **width > 0) {
            let (text, role) = row.cells.get(n).map_or(("", Role::Text), |(text, role)| (text.as_str(), *role));
            let role = row.role.filter(|_| role == Role::Text).unwrap_or(role);
            let style = on_row(cx.style(role), role, ground, here);
            let gap = if n > 0 { " " } else { "" };
            spans.push(Span::styled(format!("{gap}{}", cell(text, *width, column.right)), style));
        }
        let used: usize = widths.iter().filter(|w| **w > 0).map(|w| w + 1).sum::<usize>() + 1;
        spans.push(Span::styled(" ".repeat(usize::from(area.width).saturating_sub(used)), ground));
        lines.push(Line::from(spans));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_share_what_is_left_and_the_last_ones_give_way() {
        let columns = [Column::new("", 8).up_to(20), Column::new("", 4), Column::new("", 6).up_to(8)];
        assert_eq!(widths(&columns, 22), [8, 4, 6]);
        assert_eq!(widths(&columns, 26), [10, 4, 8]);
        assert_eq!(widths(&columns, 20), [13, 4, 0]);
        assert_eq!(widths(&columns, 7), [5, 0, 0]);
    }

    #[test]
    fn a_marked_row_has_one_ground_in_every_theme() {
        use crate::tui::theme::{Depth, SHIPPED, Theme};
        for (name, _) in SHIPPED {
            let theme = Theme::shipped(name, Depth::True).unwrap();
            let ground = theme.style(Role::Marked);
            for role in [Role::Text, Role::Dim, Role::Good, Role::Warn, Role::Bad] {
                let shown = on_row(theme.style(role), role, ground, false);
                assert_eq!(shown.bg, ground.bg, "{name}: {}", role.key());
                assert!(role == Role::Text || shown.fg == theme.style(role).fg, "{name}: {}", role.key());
            }
        }
    }

    proptest! {
        #[test]
        fn a_row_never_runs_over(least in proptest::collection::vec(1usize..20, 1..9), room in 4usize..140) {
            let columns: Vec<Column> = least.iter().map(|n| Column::new("", *n).up_to(n * 2)).collect();
            let widths = widths(&columns, room);
            let used: usize = widths.iter().filter(|w| **w > 0).map(|w| w + 1).sum();
            prop_assert!(used < room, "{widths:?} in {room}");
        }
    }
}
