//! The steps of the quick line, each made from the one before it: who, what, and whom to leave out.

use super::answers::{Refused, Somebody};
use super::form::{Form, Text};
use super::intent::Intent;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::tui::command::Command;
use crate::tui::widgets::field::Field;
use serde::{Deserialize, Serialize};

/// What the quick line records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

impl Act {
    /// All of them, in the order of the footer.
    pub const ALL: [Act; 6] = [Self::Visit, Self::Return, Self::Placement, Self::Loss, Self::Home, Self::Bus];

    /// The act that a command of every screen begins.
    pub fn of(command: Command) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.command() == command)
    }

    /// The command that begins it.
    pub fn command(self) -> Command {
        match self {
            Self::Visit => Command::Visit,
            Self::Return => Command::Return,
            Self::Placement => Command::Placement,
            Self::Loss => Command::Loss,
            Self::Home => Command::Home,
            Self::Bus => Command::Bus,
        }
    }

    pub(super) fn name(self) -> String {
        self.command().name()
    }

    pub(super) fn step(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// What was recorded last, to be repeated for the next person.
#[derive(Debug, Clone)]
pub struct LastAct(pub(super) Intent);

/// Looking for somebody.
#[derive(Default)]
pub(super) struct Who {
    pub text: Text,
    pub at: usize,
    /// Whom the screen has selected: the first candidate as long as nothing is typed.
    pub offered: Option<Somebody>,
    /// What stands there was put there by the screen: whatever is typed takes its place.
    pub put: bool,
}

/// Those whom a screen had selected, while they are being read.
pub(super) struct Selected {
    pub ids: Vec<SubjectId>,
    pub form: Option<Form>,
    pub query: Option<String>,
    /// The one of them is offered, and not yet taken.
    pub offered: bool,
}

/// Somebody, or several, and what is said of them.
pub(super) struct What {
    pub people: Vec<Somebody>,
    pub form: Form,
    /// What was typed to find them; `None` where a screen had them selected.
    pub query: Option<String>,
}

/// Where the line stands. Each step is made from the one before it.
pub(super) enum Step {
    Who(Who),
    /// Those whom a screen had selected are being read.
    Gather(Selected),
    What(What),
    /// Of some it cannot be recorded: whether to leave them out.
    Leave(What, Vec<Refused>),
    /// Between two steps, and once the line is closed.
    Over,
}

impl Who {
    /// With this typed.
    pub(super) fn typed(text: &str) -> Self {
        Self { text: Text(Field::with(text)), ..Self::default() }
    }

    /// Somebody was found: the form for them.
    pub(super) fn chosen(self, somebody: Somebody, act: Act, preset: Option<&Intent>) -> What {
        What { people: vec![somebody], form: Form::new(act, preset), query: Some(self.text.0.text().to_string()) }
    }
}

impl What {
    /// Back to looking for somebody else; `None` where nobody was looked for.
    pub(super) fn back(self) -> Option<Who> {
        let query = self.query?;
        let offered = self.people.into_iter().next().filter(|_| query.is_empty());
        Some(Who { offered, ..Who::typed(&query) })
    }

    /// Without those of whom it cannot be recorded.
    pub(super) fn without(mut self, refused: &[Refused]) -> Self {
        self.people.retain(|somebody| !refused.iter().any(|r| r.id == somebody.id));
        self
    }

    pub(super) fn ids(&self) -> Vec<SubjectId> {
        self.people.iter().map(|somebody| somebody.id).collect()
    }

    /// The one person that it is about.
    pub(super) fn person(&self) -> Option<SubjectId> {
        match self.people.as_slice() {
            [one] => Some(one.id).filter(|id| id.kind() == SubjectKind::Person),
            _ => None,
        }
    }
}

/// What a draft keeps.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub act: Act,
    pub series: bool,
    pub preset: Option<Intent>,
    pub query: Option<String>,
    pub people: Vec<String>,
    pub form: Option<Form>,
}
