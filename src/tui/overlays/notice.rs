//! Something to be read: lines that may be more than the screen takes.

use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// See the module.
pub struct Notice {
    title: String,
    lines: Vec<(String, Role)>,
    scroll: Cursor,
}

impl Notice {
    /// Lines, each with what it means.
    pub fn new(title: impl Into<String>, lines: impl IntoIterator<Item = (String, Role)>) -> Self {
        let lines = lines.into_iter().map(|(line, role)| (text::clean(&line).into_owned(), role)).collect();
        Self { title: title.into(), lines, scroll: Cursor::default() }
    }

    /// One text.
    pub fn text(title: impl Into<String>, text: &str) -> Self {
        Self::new(title, text.lines().map(|line| (line.to_string(), Role::Text)))
    }

    /// The lines as they are broken in so many cells.
    fn broken(&self, cells: usize) -> Vec<(String, Role)> {
        let broken = |(line, role): &(String, Role)| match line.is_empty() {
            true => vec![(String::new(), *role)],
            false => text::wrap(line, cells).into_iter().map(|part| (part, *role)).collect(),
        };
        self.lines.iter().flat_map(broken).collect()
    }
}

impl Component for Notice {
    fn scope(&self) -> Scope {
        Scope::Reading
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ReadingClose, Command::Down, Command::Up]
    }

    fn span(&self) -> Span {
        Span::Middle(100, self.broken(74).len() as u16 + 2)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let lines = self.broken(usize::from(area.width).saturating_sub(2));
        let height = usize::from(area.height).saturating_sub(2);
        // The cursor stands for the last line in view: it scrolls at once.
        self.scroll.at = self.scroll.at.max(height.min(lines.len()).saturating_sub(1));
        let view = self.scroll.view(lines.len(), height);
        let note = if lines.len() > height { format!("{}/{}", view.end, lines.len()) } else { String::new() };
        let inner = Panel::new(&self.title).note(note).focused(true).draw(frame, area, cx);
        let shown: Vec<Line<'_>> = lines
            .get(view)
            .unwrap_or_default()
            .iter()
            .map(|(line, role)| Line::styled(line.as_str(), cx.style(*role)))
            .collect();
        frame.render_widget(Paragraph::new(shown), inner);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        if command == Command::ReadingClose {
            cx.close();
            return true;
        }
        if command == Command::Up {
            // From the last line in view to one above the first.
            self.scroll.at = self.scroll.top.saturating_sub(1);
            self.scroll.top = self.scroll.at;
            self.scroll.at = (self.scroll.top + self.scroll.height).saturating_sub(1);
            return true;
        }
        self.scroll.run(command, usize::MAX / 2)
    }
}
