//! What stands on the screen: a screen, or something laid over it. It draws itself, takes commands and text, and asks
//! the console through [`Shared`] for whatever lies beyond it.

use super::command::{Command, Scope};
use super::drafts::Draft;
use super::shared::Shared;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

/// How much of the screen something laid over it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// All of it below the header.
    Whole,
    /// A box in its middle, of at most so many cells and lines.
    Middle(u16, u16),
    /// The lowest lines, so many.
    Bottom(u16),
}

/// A screen or an overlay.
pub trait Component {
    /// Whose commands hold here.
    fn scope(&self) -> Scope;

    /// Whether characters are text here and no commands.
    fn typing(&self) -> bool {
        false
    }

    /// The commands that the footer shows, in order.
    fn hints(&self) -> Vec<Command> {
        Vec::new()
    }

    /// Whether a command can do anything now: the palette and the footer leave out those that cannot.
    fn enabled(&self, _command: Command, _cx: &Shared) -> bool {
        true
    }

    /// How much of the screen it takes; a screen takes all.
    fn span(&self) -> Span {
        Span::Whole
    }

    /// Draws it. Whoever takes text places the cursor with [`Frame::set_cursor_position`].
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared);

    /// Does a command; `false` = it is none of its own.
    fn run(&mut self, command: Command, cx: &mut Shared) -> bool;

    /// A key that is no command: text, and the keys that edit it.
    fn key(&mut self, _key: KeyEvent, _cx: &mut Shared) {}

    /// Pasted text, as it came.
    fn paste(&mut self, _text: &str, _cx: &mut Shared) {}

    /// The book has changed, or this has come into view: what is shown is asked anew.
    fn refresh(&mut self, _cx: &mut Shared) {}

    /// A key of its own has led here: a screen is shown anew.
    fn arrived(&mut self, _cx: &mut Shared) {}

    /// A moment has come that somebody asked to be woken at.
    fn woken(&mut self, _cx: &mut Shared) {}

    /// The book has answered: what waits for an answer looks for it.
    fn answered(&mut self, _cx: &mut Shared) {}

    /// Whether an answer is needed before another key makes sense: what is typed meanwhile waits for it.
    fn waits(&self) -> bool {
        false
    }

    /// What would be lost if the process ended now.
    fn draft(&self) -> Option<Draft> {
        None
    }
}
