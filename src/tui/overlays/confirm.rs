//! A question with two answers. What is irreversible, or grave, asks.

use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

type Then = Box<dyn FnOnce(&mut Shared)>;

/// See the module.
pub struct Confirm {
    title: String,
    lines: Vec<String>,
    yes: Option<Then>,
    no: Option<Then>,
}

impl Confirm {
    /// Asks; `yes` is done where the officer agrees.
    pub fn new(title: impl Into<String>, text: &str, yes: impl FnOnce(&mut Shared) + 'static) -> Self {
        let lines = text.lines().flat_map(|line| text::wrap(&text::clean(line), 56)).collect();
        Self { title: title.into(), lines, yes: Some(Box::new(yes)), no: None }
    }

    /// What is done where the officer does not.
    pub fn or(mut self, no: impl FnOnce(&mut Shared) + 'static) -> Self {
        self.no = Some(Box::new(no));
        self
    }
}

impl Component for Confirm {
    fn scope(&self) -> Scope {
        Scope::Confirm
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ConfirmYes, Command::ConfirmNo]
    }

    fn span(&self) -> Span {
        Span::Middle(60, self.lines.len() as u16 + 4)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let mut lines: Vec<Line<'_>> = self.lines.iter().map(|line| Line::raw(line.as_str())).collect();
        lines.push(Line::raw(""));
        let keys = [Command::ConfirmYes, Command::ConfirmNo].map(|c| format!("{} {}", cx.keymap.hint(c), c.name()));
        lines.push(Line::styled(keys.join("    "), cx.style(Role::Key)));
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ConfirmYes => {
                cx.close();
                if let Some(yes) = self.yes.take() {
                    yes(cx);
                }
            }
            Command::ConfirmNo => {
                cx.close();
                if let Some(no) = self.no.take() {
                    no(cx);
                }
            }
            _ => return false,
        }
        true
    }
}
