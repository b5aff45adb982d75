//! What is said of whoever is meant: one of several outcomes by one key, or a trip. Each form takes keys and says what
//! came of them; it knows neither the book nor the screen.

use super::Act;
use super::answers::{Choices, Ride};
use super::intent::Intent;
use super::work::WorkForm;
use crate::domain::keys::{LossReason, Outcome, VisitBy};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::tui::command::Command;
use crate::tui::widgets::field::Field;
use crossterm::event::{KeyCode, KeyEvent};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Keys of the outcomes, in their order.
const KEYS: &str = "1234567890-";

/// A field that is kept in drafts.
#[derive(Debug, Clone, Default)]
pub struct Text(pub Field);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.0.text())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Self(Field::with(&String::deserialize(d)?)))
    }
}

/// A key as the line takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// One of the line's commands.
    Command(Command),
    /// Text, or a key that edits it.
    Key(KeyEvent),
}

/// What came of a key.
#[derive(Debug, PartialEq)]
pub enum Turn {
    /// The form has taken it.
    Stay,
    /// Record what the form says.
    Record,
    /// An answer of the book is needed first.
    Wait,
    /// Leave the form.
    Back,
    /// It can do nothing with it, and why.
    Say(String),
}

/// Where text is typed in the form of a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is the field of the record of the same name
pub enum Spot {
    Employer,
    Place,
    Wage,
    Start,
    Occupation,
    Channel,
}

/// What the book has said to a form.
pub struct Heard<'a> {
    /// Choices for a field.
    pub choices: Option<&'a Choices>,
    /// Trips.
    pub rides: Option<&'a [Ride]>,
}

/// The form of an act.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One of several outcomes: a visit, a loss, a coming home.
    Pick(Pick),
    /// A piece of work.
    Work(Box<WorkForm>),
    /// A trip.
    Ride(RideForm),
}

impl Form {
    /// The form of an act; with what was recorded last where it is to be repeated.
    pub fn new(act: Act, preset: Option<&Intent>) -> Self {
        let preset = preset.filter(|intent| intent.act() == act);
        match act {
            Act::Visit | Act::Loss | Act::Home => Self::Pick(Pick::new(act, preset)),
            Act::Return | Act::Placement => Self::Work(Box::new(WorkForm::new(act, preset))),
            Act::Bus => Self::Ride(RideForm::new(preset)),
        }
    }

    /// Whether characters are text.
    pub fn typing(&self) -> bool {
        match self {
            Self::Pick(pick) => pick.focus.is_some(),
            Self::Work(_) => true,
            Self::Ride(ride) => ride.typing,
        }
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press, heard: &Heard<'_>) -> Turn {
        match self {
            Self::Pick(pick) => pick.press(press),
            Self::Work(work) => work.press(press, heard.choices),
            Self::Ride(ride) => ride.press(press, heard.rides),
        }
    }

    /// What would be recorded now; `None` = something is missing.
    pub fn intent(&self, heard: &Heard<'_>) -> Option<Intent> {
        match self {
            Self::Pick(pick) => pick.intent(),
            Self::Work(work) => work.intent(heard.choices),
            Self::Ride(ride) => ride.intent(heard.rides),
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        let field = match self {
            Self::Pick(pick) => pick.focus.and_then(|n| pick.details.get_mut(n)),
            Self::Work(work) => work.pasting(),
            Self::Ride(ride) => Some(&mut ride.employer).filter(|_| ride.typing),
        };
        if let Some(field) = field {
            field.0.paste(text);
        }
    }
}

/// One of several outcomes, by one key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pick {
    /// For which act.
    pub act: Act,
    /// The outcome that Enter records.
    pub at: Option<usize>,
    /// How a visit was made; whether somebody came home, came home to stay.
    pub toggle: usize,
    /// The detail that is being typed.
    pub focus: Option<usize>,
    /// Details.
    pub details: Vec<Text>,
}

impl Pick {
    fn new(act: Act, preset: Option<&Intent>) -> Self {
        let details = vec![Text::default(); if act == Act::Visit { 3 } else { 1 }];
        let (mut at, mut toggle) = ((act == Act::Home).then_some(0), 0);
        match preset {
            Some(Intent::Visit { by, outcome, .. }) => {
                at = Outcome::ALL.iter().position(|o| o == outcome);
                toggle = VisitBy::ALL.iter().position(|b| b == by).unwrap_or(0);
            }
            Some(Intent::Loss { reason, came_home, .. }) => {
                at = LossReason::ALL.iter().position(|r| r == reason);
                toggle = usize::from(*came_home);
            }
            Some(Intent::Home { stay, .. }) => toggle = usize::from(*stay),
            _ => {}
        }
        Self { act, at, toggle, focus: None, details }
    }

    /// The outcomes: their keys and names.
    pub fn options(&self) -> Vec<(char, String)> {
        let names: Vec<String> = match self.act {
            Act::Visit => Outcome::ALL.iter().map(|o| o.name()).collect(),
            Act::Loss => LossReason::ALL.iter().map(|r| r.name()).collect(),
            _ => vec![self.home()],
        };
        KEYS.chars().zip(names).collect()
    }

    fn home(&self) -> String {
        if self.toggle > 0 { say!("quick-home-stay") } else { say!("quick-home-now") }
    }

    /// What the toggle says.
    pub fn toggled(&self) -> String {
        match self.act {
            Act::Visit => VisitBy::ALL.get(self.toggle).map_or(String::new(), |by| by.name()),
            Act::Loss if self.toggle > 0 => say!("quick-came-home"),
            Act::Loss => say!("quick-not-come-home"),
            _ => self.home(),
        }
    }

    /// The names of the details.
    pub fn labels(&self) -> Vec<String> {
        match self.act {
            Act::Visit => vec![say!("quick-note"), say!("quick-next"), say!("quick-need")],
            Act::Loss => vec![say!("quick-end")],
            _ => vec![say!("quick-on")],
        }
    }

    fn press(&mut self, press: Press) -> Turn {
        let last = self.details.len().saturating_sub(1);
        match (self.focus, press) {
            (Some(_), Press::Command(Command::QuickTake | Command::QuickBack)) => self.focus = None,
            (Some(n), Press::Command(Command::QuickNext | Command::QuickDown)) => {
                self.focus = (n < last).then_some(n + 1);
            }
            (Some(n), Press::Command(Command::QuickPrevious | Command::QuickUp)) => self.focus = n.checked_sub(1),
            (Some(n), Press::Key(key)) => {
                if let Some(field) = self.details.get_mut(n) {
                    field.0.key(key);
                }
            }
            (None, Press::Command(Command::QuickTake)) if self.at.is_some() => return Turn::Record,
            (None, Press::Command(Command::QuickTake)) => return Turn::Say(say!("quick-pick")),
            (None, Press::Command(Command::QuickBack)) => return Turn::Back,
            (None, Press::Command(Command::QuickNext)) => self.focus = Some(0),
            (None, Press::Command(Command::QuickPrevious)) => self.focus = Some(last),
            (None, Press::Command(Command::QuickToggle)) => {
                self.toggle = (self.toggle + 1) % if self.act == Act::Visit { VisitBy::ALL.len() } else { 2 };
            }
            (None, Press::Command(Command::QuickDown)) => self.step(1),
            (None, Press::Command(Command::QuickUp)) => self.step(self.options().len() - 1),
            (None, Press::Key(KeyEvent { code: KeyCode::Backspace, .. })) => return Turn::Back,
            (None, Press::Key(key)) => {
                let KeyCode::Char(c) = key.code else { return Turn::Stay };
                let Some(at) = self.options().iter().position(|(k, _)| *k == c) else {
                    return Turn::Say(say!("quick-pick"));
                };
                self.at = Some(at);
                return Turn::Record;
            }
            _ => {}
        }
        Turn::Stay
    }

    fn step(&mut self, by: usize) {
        let count = self.options().len();
        self.at = Some(self.at.map_or(if by == 1 { 0 } else { count - 1 }, |at| (at + by) % count));
    }

    fn intent(&self) -> Option<Intent> {
        let detail = |n: usize| self.details.get(n).map_or(String::new(), |text| text.0.text().to_string());
        let at = self.at?;
        Some(match self.act {
            Act::Visit => Intent::Visit {
                by: *VisitBy::ALL.get(self.toggle)?,
                outcome: *Outcome::ALL.get(at)?,
                note: detail(0),
                next: detail(1),
                need: detail(2),
            },
            Act::Loss => Intent::Loss { reason: *LossReason::ALL.get(at)?, came_home: self.toggle > 0, end: detail(0) },
            _ => Intent::Home { stay: self.toggle > 0, on: detail(0) },
        })
    }
}

/// A trip among those that wait for passengers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RideForm {
    /// The one that Enter takes; `None` = the one asked for, else the first.
    pub at: Option<usize>,
    /// The trip that was recorded last, where it is to be repeated.
    trip: Option<SubjectId>,
    /// Whether the employer at the other end is being typed.
    pub typing: bool,
    /// As typed; empty = as the trip's row says.
    pub employer: Text,
}

impl RideForm {
    fn new(preset: Option<&Intent>) -> Self {
        let (trip, employer) = match preset {
            Some(Intent::Bus { trip, employer, .. }) => (Some(*trip), employer.as_str()),
            _ => (None, ""),
        };
        Self { at: None, trip, typing: false, employer: Text(Field::with(employer)) }
    }

    /// The row that Enter takes.
    pub fn chosen(&self, rides: &[Ride]) -> usize {
        let asked = || rides.iter().position(|ride| Some(ride.trip) == self.trip);
        self.at.or_else(asked).unwrap_or(0).min(rides.len().saturating_sub(1))
    }

    fn press(&mut self, press: Press, rides: Option<&[Ride]>) -> Turn {
        use Command::{QuickBack, QuickDown, QuickNext, QuickPrevious, QuickTake, QuickUp};
        let Some(rides) = rides else {
            return if press == Press::Command(QuickBack) { Turn::Back } else { Turn::Wait };
        };
        let at = self.chosen(rides);
        match (self.typing, press) {
            (true, Press::Command(QuickNext | QuickPrevious | QuickBack)) => self.typing = false,
            (true, Press::Key(key)) => {
                self.employer.0.key(key);
            }
            (false, Press::Command(QuickBack)) => return Turn::Back,
            (_, Press::Command(QuickTake)) if rides.is_empty() => return Turn::Say(say!("quick-no-trip")),
            (_, Press::Command(QuickTake)) => return Turn::Record,
            (false, Press::Command(QuickNext | QuickPrevious)) => {
                self.typing = true;
                if let Some(ride) = rides.get(at).filter(|_| self.employer.0.is_empty()) {
                    self.employer.0.set(&ride.employer);
                }
            }
            (_, Press::Command(QuickDown)) => self.at = Some((at + 1).min(rides.len().saturating_sub(1))),
            (_, Press::Command(QuickUp)) => self.at = Some(at.saturating_sub(1)),
            (false, Press::Key(key)) => {
                let digit = |c: char| c.to_digit(10).and_then(|n| (n as usize).checked_sub(1));
                if let KeyCode::Char(c) = key.code
                    && let Some(n) = digit(c).filter(|n| *n < rides.len())
                {
                    self.at = Some(n);
                    return Turn::Record;
                }
            }
            _ => {}
        }
        Turn::Stay
    }

    fn intent(&self, rides: Option<&[Ride]>) -> Option<Intent> {
        let rides = rides?;
        let ride = rides.get(self.chosen(rides))?;
        let typed = self.employer.0.text().trim();
        let employer = if typed.is_empty() && !self.typing { ride.employer.clone() } else { typed.to_string() };
        Some(Intent::Bus { trip: ride.trip, number: ride.number.clone(), employer })
    }
}
