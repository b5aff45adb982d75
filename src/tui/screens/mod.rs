//! The six screens of the console, and what they have in common.

mod report;
mod roster;
mod task_book;
mod today;
mod trips;
mod wall;

pub use trips::plan::{DRAFT as PLANNED_TRIP, taken_up as planned_trip};

use super::component::Component;
use crate::locale::say;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 今日.
    Today,
    /// 任务书.
    TaskBook,
    /// 台账.
    Roster,
    /// 直通车.
    Trips,
    /// 挂图.
    Wall,
    /// 战报.
    Report,
}

impl Screen {
    /// In the order of their keys.
    pub const ALL: [Screen; 6] =
        [Screen::Today, Screen::TaskBook, Screen::Roster, Screen::Trips, Screen::Wall, Screen::Report];

    /// What the line on top calls it.
    pub fn name(self) -> String {
        match self {
            Self::Today => say!("console-today"),
            Self::TaskBook => say!("console-task-book"),
            Self::Roster => say!("console-roster"),
            Self::Trips => say!("console-trips"),
            Self::Wall => say!("console-wall"),
            Self::Report => say!("console-report"),
        }
    }

    /// The screen itself, as it is first shown.
    pub fn component(self) -> Box<dyn Component> {
        match self {
            Self::Today => Box::new(today::Today::default()),
            Self::TaskBook => Box::new(task_book::TaskBook::default()),
            Self::Roster => Box::new(roster::Roster::default()),
            Self::Trips => Box::new(trips::Trips::default()),
            Self::Wall => Box::new(wall::Wall::default()),
            Self::Report => Box::new(report::Report::default()),
        }
    }

    /// The one `steps` further round.
    pub fn step(self, steps: usize) -> Self {
        let at = Self::ALL.iter().position(|screen| *screen == self).unwrap_or(0);
        Self::ALL.get((at + steps) % Self::ALL.len()).copied().unwrap_or(self)
    }
}
