//! Somebody's page beside a list, as much of it as there is room for; it goes with the cursor.

use super::column::rows;
use super::sheet::Sheet;
use crate::domain::subject::SubjectId;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::{Pane, Worker};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as Shown;
use ratatui::widgets::Paragraph;

/// See the module.
#[derive(Default)]
pub struct Aside {
    of: Option<SubjectId>,
    sheet: Pane<Sheet>,
}

impl Aside {
    /// Shows another.
    pub fn show(&mut self, of: Option<SubjectId>, worker: &Worker) {
        if self.of != of {
            self.of = of;
            self.refresh(worker);
        }
    }

    /// Asks anew.
    pub fn refresh(&mut self, worker: &Worker) {
        match self.of {
            Some(id) => self.sheet.ask(worker, move |desk| Sheet::read(desk, id)),
            None => self.sheet.clear(),
        }
    }

    /// Draws it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let sheet = self.sheet.get().filter(|_| self.of.is_some());
        let title = sheet.as_ref().map_or("", |sheet| sheet.title.as_str());
        let inner = Panel::new(title).draw(frame, area, cx);
        let Some(sheet) = sheet else { return };
        let cells = usize::from(inner.width).max(2);
        let shown: Vec<Shown<'_>> = rows(&sheet.lines, false, cells)
            .into_iter()
            .take(usize::from(inner.height))
            .map(|(n, text)| {
                let role = sheet.lines.get(n).map_or(Role::Text, |line| line.role);
                Shown::styled(text::truncate(&text, cells).into_owned(), cx.style(role))
            })
            .collect();
        frame.render_widget(Paragraph::new(shown), inner);
    }
}
