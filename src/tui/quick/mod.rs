//! The quick line: an act, who, what: recorded in a few keys from any screen.

use crate::domain::subject::SubjectId;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::Shared;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::Rect;

/// What the quick line records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// 走访.
    Visit,
    /// 返岗.
    Return,
    /// 上岗.
    Placement,
    /// 失业.
    Loss,
    /// 返乡.
    Home,
    /// 上直通车.
    Bus,
}

/// What was recorded last, to be repeated for the next person.
#[derive(Debug, Clone)]
pub struct LastAct;

/// See the module.
pub struct Quick {
    title: String,
}

impl Quick {
    /// An act; with people (or a household) where a screen has some selected, so that nobody has to be looked for.
    pub fn new(act: Act, _of: Vec<SubjectId>) -> Self {
        Self { title: format!("{act:?}") }
    }

    /// The last act, for the next person.
    pub fn again(_last: &LastAct) -> Self {
        Self::new(Act::Return, Vec::new())
    }
}

impl Component for Quick {
    fn scope(&self) -> Scope {
        Scope::Quick
    }

    fn typing(&self) -> bool {
        true
    }

    fn span(&self) -> Span {
        Span::Bottom(8)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        Panel::new(&self.title).focused(true).draw(frame, area, cx);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        if command == Command::QuickBack {
            cx.close();
        }
        true
    }
}
