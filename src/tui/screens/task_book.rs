//! 任务书.

use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::screens::Screen;
use crate::tui::shared::Shared;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::Rect;

/// See the module.
#[derive(Default)]
pub struct TaskBook;

impl Component for TaskBook {
    fn scope(&self) -> Scope {
        Scope::TaskBook
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        Panel::new(&Screen::TaskBook.name()).draw(frame, area, cx);
    }

    fn run(&mut self, _command: Command, _cx: &mut Shared) -> bool {
        false
    }
}
