//! The form of a piece of work: the employer brings place, wage and the rest along; what is missing is typed after it.

use super::Act;
use super::answers::{Choice, Choices, Origin};
use super::form::{Press, Spot, Text, Turn};
use super::intent::{Intent, Job};
use crate::domain::keys::Channel;
use crate::locale::say;
use crate::text;
use crate::tui::command::Command;
use crate::tui::widgets::field::Field;
use crossterm::event::{KeyCode, KeyEvent};
use serde::{Deserialize, Serialize};

/// The most digits of a wage.
const DIGITS: usize = 7;

impl Spot {
    /// Every field, in the order of Tab.
    pub const ALL: [Spot; 6] = [Self::Employer, Self::Place, Self::Wage, Self::Start, Self::Occupation, Self::Channel];

    /// What an officer calls it.
    pub fn name(self) -> String {
        match self {
            Self::Employer => say!("quick-employer"),
            Self::Place => say!("quick-place"),
            Self::Wage => say!("quick-wage"),
            Self::Start => say!("quick-start"),
            Self::Occupation => say!("quick-occupation"),
            Self::Channel => say!("quick-channel"),
        }
    }

    /// Whether the book offers something for it.
    pub fn offers(self) -> bool {
        matches!(self, Self::Employer | Self::Place | Self::Channel)
    }

    fn step(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// See the module.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WorkForm {
    /// 返岗, or 上岗.
    pub act: Act,
    /// The field that is being typed.
    pub focus: Spot,
    /// The fields, in their order.
    fields: [Text; 6],
    /// The choice that Enter takes.
    pub at: usize,
    /// What was recorded last, where it is to be repeated.
    pub last: Option<Job>,
}

impl WorkForm {
    /// Nothing yet.
    pub fn new(act: Act, preset: Option<&Intent>) -> Self {
        let last = match preset {
            Some(Intent::Work { job, .. }) => Some(job.clone()),
            _ => None,
        };
        Self { act, focus: Spot::Employer, fields: Default::default(), at: 0, last }
    }

    /// A field.
    pub fn field(&self, spot: Spot) -> &Field {
        &self.fields[spot as usize].0
    }

    fn set(&mut self, spot: Spot, text: &str) {
        self.fields[spot as usize].0.set(text);
    }

    /// The field that takes pasted text.
    pub fn pasting(&mut self) -> Option<&mut Text> {
        self.at = 0;
        (self.focus != Spot::Wage).then(|| &mut self.fields[self.focus as usize])
    }

    /// The field with what stands in it, for which choices are asked.
    pub fn asks(&self) -> Option<(Spot, String)> {
        self.focus.offers().then(|| (self.focus, self.field(self.focus).text().to_string()))
    }

    /// The choices for what is typed now; `None` = they have not come yet.
    pub fn current<'a>(&self, choices: Option<&'a Choices>) -> Option<&'a Choices> {
        choices.filter(|choices| self.asks().as_ref() == Some(&choices.asked))
    }

    /// What stands in the fields.
    fn job(&self) -> Job {
        let text = |spot| self.field(spot).text().trim().to_string();
        Job {
            employer: text(Spot::Employer),
            place: text(Spot::Place),
            wage: text(Spot::Wage).parse().ok(),
            start: text(Spot::Start),
            occupation: text(Spot::Occupation),
            channel: Channel::named(&text(Spot::Channel)),
        }
    }

    /// What Enter would record now; in the employer's field, what the choice brings along.
    pub fn intent(&self, choices: Option<&Choices>) -> Option<Intent> {
        let job = match self.current(choices).and_then(|choices| choices.rows.get(self.at)) {
            Some(choice) if self.focus == Spot::Employer => {
                let mut taken = self.clone();
                taken.take(choice);
                taken.job()
            }
            _ => self.job(),
        };
        job.complete().then_some(Intent::Work { act: self.act, job })
    }

    fn take(&mut self, choice: &Choice) {
        let Job { employer, place, wage, occupation, channel, .. } = &choice.job;
        match self.focus {
            Spot::Employer => {
                self.set(Spot::Employer, employer);
                if choice.origin == Origin::New {
                    return;
                }
                self.set(Spot::Place, place);
                self.set(Spot::Wage, &wage.map_or(String::new(), |wage| wage.to_string()));
                self.set(Spot::Occupation, occupation);
                self.set(Spot::Channel, &channel.map_or(String::new(), |channel| channel.name()));
            }
            Spot::Place => self.set(Spot::Place, place),
            Spot::Channel => self.set(Spot::Channel, &channel.map_or(String::new(), |channel| channel.name())),
            Spot::Wage | Spot::Start | Spot::Occupation => {}
        }
    }

    fn turn_to(&mut self, spot: Spot) {
        (self.focus, self.at) = (spot, 0);
    }

    /// The first field without which nothing can be recorded.
    fn missing(&self) -> Option<(Spot, String)> {
        if self.field(Spot::Employer).text().trim().is_empty() {
            return Some((Spot::Employer, say!("quick-no-employer")));
        }
        self.field(Spot::Place).text().trim().is_empty().then(|| (Spot::Place, say!("quick-no-place")))
    }

    fn record(&mut self) -> Turn {
        match self.missing() {
            Some((spot, why)) => {
                self.turn_to(spot);
                Turn::Say(why)
            }
            // From here on the fields hold, whatever choice stands beside them.
            None => {
                if self.focus == Spot::Employer {
                    self.turn_to(Spot::Wage);
                }
                Turn::Record
            }
        }
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press, choices: Option<&Choices>) -> Turn {
        let command = match press {
            Press::Key(KeyEvent { code: KeyCode::Backspace, .. })
                if self.focus == Spot::Employer && self.field(Spot::Employer).is_empty() =>
            {
                return Turn::Back;
            }
            Press::Key(key) => {
                self.typed(key);
                return Turn::Stay;
            }
            Press::Command(command) => command,
        };
        match command {
            Command::QuickBack if self.focus == Spot::Employer => return Turn::Back,
            Command::QuickBack => self.turn_to(Spot::Employer),
            Command::QuickPrevious => self.turn_to(self.focus.step(Spot::ALL.len() - 1)),
            Command::QuickUp => self.at = self.at.saturating_sub(1),
            Command::QuickDown | Command::QuickTake | Command::QuickNext => {
                let offered = self.focus.offers();
                let Some(rows) = self.current(choices).map(|choices| choices.rows.as_slice()) else {
                    return if offered { Turn::Wait } else { self.onward(command, None) };
                };
                if command == Command::QuickDown {
                    self.at = (self.at + 1).min(rows.len().saturating_sub(1));
                } else {
                    let choice = rows.get(self.at).cloned();
                    return self.onward(command, choice);
                }
            }
            _ => {}
        }
        Turn::Stay
    }

    /// Enter or Tab, with the choice that it takes.
    fn onward(&mut self, command: Command, choice: Option<Choice>) -> Turn {
        let (spot, empty) = (self.focus, self.field(self.focus).text().trim().is_empty());
        // An empty channel stays empty: nothing is guessed that does not have to be said.
        if let Some(choice) = choice.as_ref().filter(|_| !(empty && spot == Spot::Channel)) {
            self.take(choice);
        }
        if command == Command::QuickNext {
            self.turn_to(spot.step(1));
            return Turn::Stay;
        }
        match (spot, choice.map(|choice| choice.origin)) {
            (Spot::Employer, None) => return Turn::Say(say!("quick-no-employer")),
            (Spot::Place, None) => return Turn::Say(say!("quick-no-place")),
            (Spot::Employer, Some(origin)) => {
                let whole = self.missing().is_none();
                if whole && matches!(origin, Origin::Own | Origin::Last) {
                    return self.record();
                }
                // Somebody else's wage is looked at before it is recorded.
                self.turn_to(if whole { Spot::Wage } else { Spot::Place });
            }
            (Spot::Place, _) => self.turn_to(Spot::Wage),
            _ => return self.record(),
        }
        Turn::Stay
    }

    fn typed(&mut self, key: KeyEvent) {
        let key = match key.code {
            KeyCode::Char(c) if self.focus == Spot::Wage => {
                let c = text::half_width_char(c);
                if !c.is_ascii_digit() || self.field(Spot::Wage).text().len() >= DIGITS {
                    return;
                }
                KeyEvent { code: KeyCode::Char(c), ..key }
            }
            _ => key,
        };
        if self.fields[self.focus as usize].0.key(key) {
            self.at = 0;
        }
    }
}
