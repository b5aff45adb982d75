//! 战报.

use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::screens::Screen;
use crate::tui::shared::Shared;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::Rect;

/// See the module.
#[derive(Default)]
pub struct Report;

impl Component for Report {
    fn scope(&self) -> Scope {
        Scope::Report
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        Panel::new(&Screen::Report.name()).draw(frame, area, cx);
    }

    fn run(&mut self, _command: Command, _cx: &mut Shared) -> bool {
        false
    }
}
