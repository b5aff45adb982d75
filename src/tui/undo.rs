//! Taking back what was recorded last.

use super::command::{Command, Scope};
use super::component::{Component, Span};
use super::shared::Shared;
use super::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::Rect;

/// See the module.
#[derive(Default)]
pub struct Undo;

impl Component for Undo {
    fn scope(&self) -> Scope {
        Scope::Confirm
    }

    fn span(&self) -> Span {
        Span::Middle(60, 8)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        Panel::new("").draw(frame, area, cx);
    }

    fn run(&mut self, _command: Command, cx: &mut Shared) -> bool {
        cx.close();
        true
    }
}
