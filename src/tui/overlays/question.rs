//! A question that is answered with a line of text: why something is taken back, the receipt of a hand-over.

use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::Shared;
use crate::tui::widgets::field::Field;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// See the module. Whatever is one is laid over a screen as it is.
pub trait Question {
    /// The line that is typed into.
    fn line(&mut self) -> &mut Field;

    /// How many cells and lines it takes.
    fn size(&self) -> (u16, u16);

    /// Draws it.
    fn show(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared);

    /// Does what was asked.
    fn done(&mut self, cx: &mut Shared);

    /// See [`Component::refresh`].
    fn begin(&mut self, _cx: &mut Shared) {}

    /// See [`Component::answered`].
    fn heard(&mut self, cx: &mut Shared);

    /// See [`Component::waits`].
    fn busy(&self) -> bool {
        false
    }
}

impl<T: Question> Component for T {
    fn scope(&self) -> Scope {
        Scope::Confirm
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ConfirmYes, Command::ConfirmNo]
    }

    fn span(&self) -> Span {
        let (cells, lines) = self.size();
        Span::Middle(cells, lines)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        self.show(frame, area, cx);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ConfirmYes => self.done(cx),
            Command::ConfirmNo => cx.close(),
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut Shared) {
        self.line().key(key);
    }

    fn paste(&mut self, text: &str, _cx: &mut Shared) {
        self.line().paste(text);
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.begin(cx);
    }

    fn waits(&self) -> bool {
        self.busy()
    }

    fn answered(&mut self, cx: &mut Shared) {
        self.heard(cx);
    }
}
