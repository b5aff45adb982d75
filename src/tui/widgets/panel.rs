//! A framed pane with a title, a note at the right end of its upper edge, and the keys that hold in it.

use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear};

/// See the module.
pub struct Panel<'a> {
    title: &'a str,
    note: String,
    focused: bool,
}

impl<'a> Panel<'a> {
    /// A pane with a title.
    pub fn new(title: &'a str) -> Self {
        Self { title, note: String::new(), focused: false }
    }

    /// What stands at the right end of the upper edge.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Whether keys go to it.
    pub fn focused(mut self, focused: bool) -> Self {
        self.focused = focused;
        self
    }

    /// Draws the frame over whatever is there, and gives what is left inside.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) -> Rect {
        let border = cx.style(if self.focused { Role::Focus } else { Role::Border });
        let room = usize::from(area.width).saturating_sub(4);
        let title = text::clean(self.title);
        let title = text::truncate(&title, room);
        let note_room = room.saturating_sub(text::width(&title) + 2);
        let note = text::clean(&self.note);
        let note = text::truncate(&note, note_room);
        let mut block = Block::bordered().border_set(cx.glyphs.frame).border_style(border).style(cx.style(Role::Text));
        if !title.is_empty() {
            block = block.title(Span::styled(format!(" {title} "), cx.style(Role::Title)));
        }
        if !note.is_empty() {
            block = block.title(Line::styled(format!(" {note} "), cx.style(Role::Dim)).alignment(Alignment::Right));
        }
        let inner = block.inner(area);
        // Half a glyph of what lies beneath would push the frame aside.
        for y in area.y..area.bottom() {
            if let Some(before) = area.x.checked_sub(1).and_then(|x| frame.buffer_mut().cell_mut((x, y)))
                && text::width(before.symbol()) > 1
            {
                before.set_symbol(" ");
            }
        }
        frame.render_widget(Clear, area);
        frame.render_widget(block, area);
        inner
    }
}
