//! A question about a trip that is answered with a line of text: the receipt of a hand-over, the reason of a cancellation. It stays
//! open, with what was typed, where the book refuses.

use super::marks::{History, record};
use crate::book::Recorded;
use crate::desk::{Desk, Error};
use crate::text;
use crate::tui::overlays::question::Question;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::sync::Arc;

type Act = Arc<dyn Fn(&mut Desk, &str) -> Result<Recorded, Error> + Send + Sync>;

/// See the module.
pub struct Prompt {
    title: String,
    lines: Vec<String>,
    field: Field,
    act: Act,
    pane: Pane<Recorded>,
    history: History,
    /// What it is called when it is taken back, and what is told once it is done.
    what: (String, String),
}

impl Prompt {
    /// Asks; `act` is done with the text.
    pub fn new(
        title: String,
        text: &str,
        what: (String, String),
        history: History,
        act: impl Fn(&mut Desk, &str) -> Result<Recorded, Error> + Send + Sync + 'static,
    ) -> Self {
        let lines = text.lines().flat_map(|line| text::wrap(&text::clean(line), 56)).collect();
        Self { title, lines, field: Field::default(), act: Arc::new(act), pane: Pane::default(), history, what }
    }
}

impl Question for Prompt {
    fn line(&mut self) -> &mut Field {
        &mut self.field
    }

    fn size(&self) -> (u16, u16) {
        (60, self.lines.len() as u16 + 4)
    }

    fn show(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let lines: Vec<Line<'_>> =
            self.lines.iter().map(|line| Line::styled(line.as_str(), cx.style(Role::Dim))).collect();
        frame.render_widget(Paragraph::new(lines), inner);
        let below = self.lines.len() as u16 + 1;
        if inner.height > below {
            self.field.draw(frame, Rect { y: inner.y + below, height: 1, ..inner }, true, cx);
        }
    }

    fn done(&mut self, cx: &mut Shared) {
        if self.pane.waits() {
            return;
        }
        let (act, text) = (self.act.clone(), self.field.text().trim().to_string());
        let done = record(&mut self.pane, self.what.0.clone(), cx, move |desk| act(desk, &text));
        self.history.borrow_mut().push(done);
    }

    fn heard(&mut self, cx: &mut Shared) {
        match self.pane.take() {
            None => {}
            Some(Ok(recorded)) => {
                cx.close();
                cx.tell_recorded(self.what.1.clone(), &recorded);
            }
            Some(Err(why)) => {
                self.history.borrow_mut().pop();
                cx.tell(Tone::Bad, why);
            }
        }
    }
}
