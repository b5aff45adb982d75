//! What every part of the console shares: the way to the book, the look, and requests to the console itself.

use super::command::Command;
use super::component::Component;
use super::drafts::Draft;
use super::entrance::Entrance;
use super::events::Event;
use super::glyphs::Glyphs;
use super::head::Head;
use super::jobs::Jobs;
use super::keymap::Keymap;
use super::quick::LastAct;
use super::screens::Screen;
use super::theme::{Role, Theme};
use super::worker::{Pane, Worker};
use crate::book::{DayFilter, Recorded};
use crate::desk::words;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::{self, Lang, say};
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::style::Style;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// How grave a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something wants a look.
    Warn,
    /// Something could not be done.
    Bad,
}

impl Tone {
    /// How it looks.
    pub const fn role(self) -> Role {
        match self {
            Self::Good => Role::Good,
            Self::Warn => Role::Warn,
            Self::Bad => Role::Bad,
        }
    }
}

/// Something for the console itself to do.
pub enum Request {
    /// Lays something over the screen.
    Open(Box<dyn Component>),
    /// Takes the uppermost away, then lays this over.
    Replace(Box<dyn Component>),
    /// Takes the uppermost away.
    Close,
    /// Takes this one away, counted from the lowest: what [`Request::Close`] means for whoever an answer came to.
    CloseAt(usize),
    /// Shows a screen, without anything over it.
    Go(Screen),
    /// Does a command as if its key had been pressed, once the uppermost is away.
    Run(Command),
    /// Keys that were typed ahead, meant for whatever is uppermost now.
    Keys(Vec<KeyEvent>),
    /// What was typed ahead was meant for something that did not come: it is forgotten.
    ForgetKeys,
    /// Shows these entries of a day in the task book; `None` = today.
    ShowEntries(Option<NaiveDate>, DayFilter),
    /// Looks at another day; `None` = today.
    TurnTo(Option<NaiveDate>),
    /// Copies text to the terminal's clipboard (OSC 52).
    Copy(String),
    /// Sits down at another book: the welcome made or found it.
    Sit(Box<crate::desk::Desk>),
    /// Reads look and language anew: the settings have changed.
    Restyle,
    /// Takes up a draft that an earlier run left.
    TakeUp(Draft),
    /// Forgets the draft that an earlier run left.
    ForgetDraft,
    /// Ends.
    Quit,
}

/// What a screen is to do as soon as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// The trips: call the roll of this one.
    Trip(SubjectId),
    /// The task book: show these entries of the day.
    Entries(DayFilter),
    /// The task book: record for this village that it has nothing to report.
    Nothing(RegionCode),
}

/// See the module.
pub struct Shared {
    /// Work in the background: called off before the way to the book ends, so that whatever waits for it is recorded.
    pub jobs: Jobs,
    /// The way to the book.
    pub worker: Worker,
    /// Which key does what.
    pub keymap: Keymap,
    /// Colours by meaning.
    pub theme: Theme,
    /// Marks and frames.
    pub glyphs: &'static Glyphs,
    /// What the line on top says, and much else depends on: the unit, the day, whether it is sealed.
    pub head: Pane<Head>,
    /// Where books and settings are.
    pub entrance: Arc<Entrance>,
    /// What was recorded last, to be repeated for the next person.
    pub last: Option<LastAct>,
    /// How often something was recorded in this run: whoever has people marked for it knows that it was done.
    pub recorded: u64,
    /// What a screen is to do as soon as it is shown.
    pub wanted: Option<Wanted>,
    /// Where events go.
    pub events: Sender<Event>,
    pub(super) requests: Vec<Request>,
    /// When somebody asked to be woken.
    pub(super) wake: Option<Instant>,
    /// How far the console's clock runs before the machine's: tests let time pass.
    pub(super) ahead: Duration,
    pub(super) message: Option<(Tone, String)>,
}

impl Shared {
    /// How a role looks.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Asks the console for something; done after the key that is being handled.
    pub fn request(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Now, for what lasts some seconds.
    pub fn now(&self) -> Instant {
        Instant::now() + self.ahead
    }

    /// A day in words, with its year where that is not today's.
    pub fn day_seen(&self, day: NaiveDate) -> String {
        let today = self.head.get().map_or(day, |head| head.today);
        locale::day_seen(Lang::current(), day, today)
    }

    /// Asks for [`Component::woken`] at a moment, or soon after.
    pub fn wake_at(&mut self, at: Instant) {
        self.wake = Some(self.wake.map_or(at, |other| other.min(at)));
    }

    /// Lays something over the screen.
    pub fn open(&mut self, component: impl Component + 'static) {
        self.request(Request::Open(Box::new(component)));
    }

    /// Shows the roll call of a trip, over the list of trips.
    pub fn show_trip(&mut self, trip: SubjectId) {
        self.wanted = Some(Wanted::Trip(trip));
        self.request(Request::Go(Screen::Trips));
    }

    /// Takes the uppermost away.
    pub fn close(&mut self) {
        self.request(Request::Close);
    }

    /// Tells something in the line at the bottom, until the next key.
    pub fn tell(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        self.message = Some((tone, words::without_options(&text).into_owned()));
    }

    /// Tells what was recorded, with the first thing to know about it.
    pub fn tell_recorded(&mut self, what: impl Into<String>, recorded: &Recorded) {
        let what = what.into();
        self.recorded += 1;
        match recorded.notices.first() {
            // Of several, the notice is about one of them.
            Some(notice) if recorded.entries.len() > 1 => {
                let notice = say!("console-among-them", notice = notice);
                self.tell(Tone::Warn, format!("{what}  {notice}"));
            }
            Some(notice) => self.tell(Tone::Warn, format!("{what}  {notice}")),
            None => self.tell(Tone::Good, what),
        }
    }
}
