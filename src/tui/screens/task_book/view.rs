//! How the task book looks: its title, what is to be known of the day, and the rows.

use super::rows::{Day, Told};
use super::{HELD, TaskBook};
use crate::domain::region::RegionCode;
use crate::locale::{self, say};
use crate::text;
use crate::tui::command::Command;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

impl TaskBook {
    pub(super) fn title(&self, day: Option<&Day>, cx: &Shared) -> String {
        let Some(day) = day else { return say!("console-task-book") };
        let name = |all: &[(RegionCode, String)]| {
            let found = all.iter().find(|(code, _)| Some(*code) == self.filter.village);
            found.map_or_else(|| self.filter.village.map(|c| c.to_string()).unwrap_or_default(), |(_, n)| n.clone())
        };
        let mut parts = vec![cx.day_seen(day.day)];
        if let Some(issue) = day.sealed {
            parts.push(format!("{} {}", cx.glyphs.full, say!("taskbook-sealed", issue = issue)));
        }
        parts.push(say!("taskbook-count", count = day.total));
        if let Some(kind) = &self.filter.kind {
            let known = day.kinds.iter().find(|(key, ..)| key == kind);
            parts.push(known.map_or_else(|| crate::desk::history::kind_name(kind), |(_, name, _)| name.clone()));
        }
        if self.filter.work {
            parts.push(say!("taskbook-work"));
        }
        if self.filter.village.is_some() {
            parts.push(name(&day.villages));
        }
        parts.extend(self.filter.officer.clone());
        if !self.filter.text.is_empty() && !self.typing {
            parts.push(self.filter.text.clone());
        }
        parts.join(" · ")
    }

    /// What is to be known of the day before anything else: sealed, not today, which villages are silent.
    pub(super) fn news(&self, day: &Day, cx: &Shared) -> Vec<(String, Role)> {
        let mut news = Vec::new();
        let back = cx.keymap.hint(Command::TaskToday);
        if day.sealed.is_some() {
            news.push((say!("taskbook-is-sealed"), Role::Sealed));
        }
        if day.day != day.today {
            news.push((say!("taskbook-not-today", key = back), Role::Warn));
        }
        let (villages, done, none) = day.reported;
        if villages > 0 {
            let silent = locale::listed(day.silent.iter().map(|(_, name)| name));
            let told = match day.silent.is_empty() {
                true => say!("taskbook-reported-all", villages = villages, none = none),
                false => say!("taskbook-reported", done = done, villages = villages, none = none, silent = silent),
            };
            news.push((told, if day.silent.is_empty() { Role::Dim } else { Role::Info }));
        }
        news
    }

    pub(super) fn draw_filter(&self, frame: &mut Frame<'_>, line: Rect, cx: &Shared) {
        let label = format!(" {} ", say!("taskbook-find"));
        let cells = (text::width(&label) as u16).min(line.width);
        frame.render_widget(Paragraph::new(Span::styled(label, cx.style(Role::Accent))), line);
        self.field.draw(frame, Rect { x: line.x + cells, width: line.width - cells, ..line }, true, cx);
    }

    pub(super) fn draw_rows(&mut self, frame: &mut Frame<'_>, area: Rect, day: &Day, cx: &mut Shared) {
        if day.total == 0 {
            let text = if self.filtered() {
                say!("taskbook-none-fit", key = cx.keymap.hint(Command::TaskClear))
            } else {
                say!("taskbook-none", visit = cx.keymap.hint(Command::Visit), back = cx.keymap.hint(Command::Return))
            };
            let lines: Vec<Line<'_>> = text::wrap(&text, usize::from(area.width).saturating_sub(2).max(2))
                .into_iter()
                .map(|line| Line::styled(format!(" {line}"), cx.style(Role::Dim)))
                .collect();
            frame.render_widget(Paragraph::new(lines), area);
            return;
        }
        // As wide as what is held needs, so that what an entry says gets the rest.
        let widest = |cell: fn(&Told) -> &str, head: &str, least: usize, most: usize| {
            let cells = day.rows.iter().map(|row| text::width(cell(row))).max().unwrap_or(0);
            Column::new(head, cells.max(text::width(head)).clamp(least, most))
        };
        let states = [say!("taskbook-withdrawn"), say!("taskbook-late"), say!("taskbook-state")];
        let state = states.iter().map(|word| text::width(word)).max().unwrap_or(6);
        let columns = [
            widest(|row| &row.time, &say!("taskbook-time"), 5, 8),
            widest(|row| &row.kind, &say!("taskbook-kind"), 4, 14),
            widest(|row| &row.who, &say!("taskbook-name"), 6, if area.width < 100 { 10 } else { 16 }),
            widest(|row| &row.village, &say!("taskbook-village"), 4, if area.width < 100 { 12 } else { 16 }),
            Column::new(say!("taskbook-what"), 12).up_to(100),
            widest(|row| &row.officer, &say!("taskbook-officer"), 6, 8),
            Column::new(say!("taskbook-state"), state),
        ];
        let row = |n: usize| {
            let told = day.row(n)?;
            let state = if told.withdrawn { Role::Dim } else { Role::Warn };
            let mut cells = [&told.time, &told.kind, &told.who, &told.village, &told.what, &told.officer]
                .map(|cell| (cell.clone(), Role::Text))
                .to_vec();
            cells.push((told.state(), state));
            Some(Row { cells, marked: false, role: told.withdrawn.then_some(Role::Dim) })
        };
        let table = Table { columns: &columns, len: day.total, focused: true };
        table::draw(frame, area, table, &mut self.cursor, cx, row);
        self.selected = day.row(self.cursor.at).map(|told| told.hash);
        self.follow(day, cx);
    }

    /// Asks for another stretch once the rows in view come near the end of the one that is held.
    fn follow(&mut self, day: &Day, cx: &Shared) {
        let (first, last) = (self.cursor.top, (self.cursor.top + self.cursor.height).min(day.total));
        if first < day.offset || last > day.offset + day.rows.len() {
            let offset = self.cursor.top.saturating_sub(HELD / 3);
            if offset != self.offset {
                self.offset = offset;
                self.ask(cx);
            }
        }
    }
}
