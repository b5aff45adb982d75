//! The console: a screen with whatever is laid over it. It gives keys to the uppermost, does what holds everywhere, and
//! draws. It never waits for the book.

mod dress;
mod frame;
mod leaving;
mod time;
mod typed;

use super::beside::Beside;
use super::command::Command;
use super::component::Component;
use super::cover::Cover;
use super::drafts::{Draft, Keeper};
use super::entrance::{Entrance, Look};
use super::events::Event;
use super::glyphs;
use super::head::Head;
use super::jobs::Jobs;
use super::keymap::Keymap;
use super::overlays::confirm::Confirm;
use super::overlays::help;
use super::overlays::notice::Notice;
use super::overlays::palette::Palette;
use super::quick::{Act, Quick};
use super::screens::Screen;
use super::shared::{Request, Shared, Tone, Wanted};
use super::theme::{Depth, Role, Theme};
use super::worker::{Pane, Worker};
use super::{files, paste, settings, undo, vacancies};
use crate::desk::{Desk, Error};
use crate::locale::say;
use dress::dress;
use leaving::Leaving;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use typed::{Input, Typed};

/// What the terminal is to do besides drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// Copy this to its clipboard.
    Copy(String),
    /// Let the process be stopped until it is brought back.
    Suspend,
    /// Take the terminal over again: the process was stopped.
    TakeBack,
    /// Draw all of it anew.
    Redraw,
}

/// See the module.
pub struct App {
    cx: Shared,
    here: Screen,
    screens: Vec<(Screen, Box<dyn Component>)>,
    over: Vec<Box<dyn Component>>,
    keeper: Keeper,
    typed: Typed,
    /// Of how many answers everybody has been told.
    told: usize,
    outside: Vec<Outside>,
    ended: bool,
    leaving: Leaving,
    turned: Pane<()>,
    look: Beside<Option<Look>>,
    cover: Cover,
}

impl App {
    /// Opens the console; without a desk it begins with the welcome.
    ///
    /// # Errors
    /// A fault in what ships with the program, which tests rule out.
    pub fn new(entrance: Arc<Entrance>, desk: Option<Desk>, events: Sender<Event>) -> Result<Self, Error> {
        let shipped = |fault: super::keymap::Fault| Error::refused(fault.to_string());
        let welcome = desk.is_none();
        let passphrase = desk.as_ref().and_then(|desk| desk.book.passphrase().cloned());
        let mut cx = Shared {
            worker: Worker::start(desk, events.clone()),
            keymap: Keymap::shipped().map_err(shipped)?,
            theme: Theme::shipped("plain", Depth::of_terminal()).map_err(shipped)?,
            glyphs: &glyphs::UNICODE,
            head: Pane::default(),
            entrance: entrance.clone(),
            jobs: Jobs::default(),
            last: None,
            recorded: 0,
            wanted: None,
            events,
            requests: Vec::new(),
            wake: None,
            ahead: Duration::ZERO,
            message: None,
        };
        let faults = dress(&mut cx);
        let keeper = Keeper::new(entrance.draft_file(), passphrase.clone());
        let cover = Cover::new(cx.now(), passphrase);
        let mut app = Self {
            cx,
            here: Screen::Today,
            screens: Vec::new(),
            over: Vec::new(),
            keeper,
            typed: Typed::default(),
            told: 0,
            outside: Vec::new(),
            ended: false,
            leaving: Leaving::default(),
            turned: Pane::default(),
            look: Beside::default(),
            cover,
        };
        if welcome {
            app.cx.request(Request::Open(Box::new(settings::welcome())));
        } else {
            app.arrive();
        }
        app.obey();
        if !faults.is_empty() {
            // Over whatever comes first: it is read once.
            let lines: Vec<(String, Role)> = faults.into_iter().map(|fault| (fault, Role::Warn)).collect();
            app.cx.open(Notice::new(say!("console-settings-faults"), lines));
            app.obey();
        }
        Ok(app)
    }

    /// A book is there: the first screen, and what an earlier run left half typed.
    fn arrive(&mut self) {
        self.cx.request(Request::Go(Screen::Today));
        if let Some(draft) = self.keeper.left() {
            let text = say!("console-draft-left", what = draft.title);
            let ask = Confirm::new(say!("console-draft"), &text, move |cx| cx.request(Request::TakeUp(draft)));
            self.cx.open(ask.or(|cx| cx.request(Request::ForgetDraft)));
        }
    }

    /// Whether the console has come to its end.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// What the terminal is to do besides drawing.
    pub fn outside(&mut self) -> Vec<Outside> {
        std::mem::take(&mut self.outside)
    }

    /// How much has been asked, of the book or for the look, and not been answered.
    pub fn open_questions(&self) -> usize {
        self.cx.worker.open() + usize::from(self.look.waits())
    }

    /// The same without what is asked aside: what the next key would wait for.
    pub fn open_here(&self) -> usize {
        self.cx.worker.open_here()
    }

    /// Takes what has happened.
    pub fn handle(&mut self, event: Event) {
        if self.is_for_the_cover(&event) {
            return;
        }
        if matches!(event, Event::Key(_) | Event::Paste(_)) {
            self.leaving = self.leaving.after_a_key();
        }
        match event {
            Event::Key(key) => self.type_in(Input::Key(key)),
            Event::Paste(text) => self.type_in(Input::Paste(text)),
            // A terminal that shrank and grew again between two frames has cut off what it had, at a size that is as before.
            Event::Resize => {
                if !self.outside.iter().any(|outside| matches!(outside, Outside::Redraw)) {
                    self.outside.push(Outside::Redraw);
                }
            }
            Event::Progress => {
                self.cx.hear_jobs();
                self.answered();
                self.leave_at_last();
            }
            Event::Answered => self.answered(),
            Event::Waits(job) => self.cx.tell(Tone::Warn, say!("console-waits-for-job", job = job)),
            Event::Changed => {
                self.answered();
                self.refresh();
            }
            Event::Adrift => {
                let path = self.cx.entrance.path();
                self.cx.tell(Tone::Bad, say!("console-book-gone", path = path));
            }
            Event::Stop => self.outside.push(Outside::Suspend),
            Event::Back => self.outside.push(Outside::TakeBack),
            Event::Woken => self.woken(),
            Event::End | Event::Lost => self.ended = true,
        }
        self.obey();
        self.go_on();
        let draft = self.over.iter().rev().find_map(|component| component.draft());
        self.keeper.keep(draft);
    }

    fn answered(&mut self) {
        self.told = self.cx.worker.given();
        self.tell_all(|component, cx| component.answered(cx));
        if let Some(Err(why)) = self.turned.take() {
            self.cx.tell(Tone::Bad, why);
        }
        self.restyled();
    }

    /// Tells everybody, the uppermost first. Whoever asks to be closed is meant itself, and not what lies over it: an
    /// answer comes while a question or the help may have been laid over whoever asked.
    fn tell_all(&mut self, tell: impl Fn(&mut dyn Component, &mut Shared)) {
        for (n, component) in self.over.iter_mut().enumerate().rev() {
            let before = self.cx.requests.len();
            tell(component.as_mut(), &mut self.cx);
            for request in self.cx.requests.iter_mut().skip(before) {
                if matches!(request, Request::Close) {
                    *request = Request::CloseAt(n);
                }
            }
        }
        for (_, screen) in &mut self.screens {
            tell(screen.as_mut(), &mut self.cx);
        }
    }

    fn refresh(&mut self) {
        self.cx.head.ask(&self.cx.worker, Head::read);
        let here = self.here;
        let shown = self.screens.iter_mut().filter(|(screen, _)| *screen == here).map(|(_, screen)| screen);
        shown.chain(self.over.iter_mut()).for_each(|component| component.refresh(&mut self.cx));
    }

    /// Whoever keys go to.
    fn top(&mut self) -> (&mut Box<dyn Component>, &mut Shared) {
        let here = self.here;
        if !self.screens.iter().any(|(screen, _)| *screen == here) {
            self.screens.push((here, here.component()));
        }
        let at = self.screens.iter().position(|(screen, _)| *screen == here).unwrap_or(0);
        (self.over.last_mut().unwrap_or(&mut self.screens[at].1), &mut self.cx)
    }

    /// Does a command: the uppermost first, then what holds everywhere.
    fn run(&mut self, command: Command) {
        let (top, cx) = self.top();
        if top.run(command, cx) {
            return;
        }
        let scope = top.scope();
        match command {
            Command::Help | Command::Ask => {
                let help = help::of(scope, &self.cx.keymap);
                self.cx.open(help);
            }
            Command::Palette | Command::More => {
                let (top, cx) = self.top();
                let palette = Palette::new(scope, |command| top.enabled(command, cx));
                self.cx.open(palette);
            }
            Command::Suspend => self.outside.push(Outside::Suspend),
            Command::Redraw => self.outside.push(Outside::Redraw),
            Command::Cover => self.cover.lay(),
            Command::Quit | Command::Leave => self.quit(),
            _ if let Some(act) = Act::of(command) => self.quick(act),
            Command::Again => match self.cx.last.as_ref().map(Quick::again) {
                Some(quick) => self.cx.open(quick),
                None => self.cx.tell(Tone::Warn, say!("console-nothing-to-repeat")),
            },
            Command::Undo => self.cx.open(undo::Undo::default()),
            Command::PasteList => self.cx.open(paste::open("")),
            Command::Find => self.go(Screen::Roster),
            Command::GoToday => self.go(Screen::Today),
            Command::GoTaskBook => self.go(Screen::TaskBook),
            Command::GoRoster => self.go(Screen::Roster),
            Command::GoTrips => self.go(Screen::Trips),
            Command::GoWall => self.go(Screen::Wall),
            Command::GoReport => self.go(Screen::Report),
            Command::NextScreen => self.go(self.here.step(1)),
            Command::PreviousScreen => self.go(self.here.step(Screen::ALL.len() - 1)),
            // The report screen knows what sealing asks.
            Command::Seal => {
                self.go(Screen::Report);
                self.obey();
                let (top, cx) = self.top();
                top.run(Command::Seal, cx);
            }
            Command::Export => self.cx.open(files::export()),
            Command::Import => self.cx.open(files::import()),
            Command::Vacancies => self.cx.open(vacancies::open()),
            Command::Jobs => self.cx.open(files::jobs()),
            Command::Settings => self.cx.open(settings::open()),
            _ => {}
        }
    }

    fn quick(&mut self, act: Act) {
        self.cx.open(Quick::new(act, Vec::new()));
    }

    fn go(&mut self, screen: Screen) {
        self.cx.request(Request::Go(screen));
    }

    /// Does what was asked for, and what that asks for.
    fn obey(&mut self) {
        while !self.cx.requests.is_empty() {
            for request in std::mem::take(&mut self.cx.requests) {
                self.do_one(request);
            }
        }
    }

    fn do_one(&mut self, request: Request) {
        match request {
            Request::Open(mut component) => {
                component.refresh(&mut self.cx);
                self.over.push(component);
            }
            Request::Replace(mut component) => {
                self.over.pop();
                component.refresh(&mut self.cx);
                self.over.push(component);
            }
            Request::CloseAt(n) => {
                if n < self.over.len() {
                    self.over.remove(n);
                }
            }
            Request::Close => {
                self.over.pop();
            }
            Request::Go(screen) => {
                self.over.clear();
                self.here = screen;
                let (top, cx) = self.top();
                top.arrived(cx);
                top.refresh(cx);
                if self.cx.head.get().is_none() {
                    self.cx.head.ask(&self.cx.worker, Head::read);
                }
            }
            Request::Run(command) => self.run(command),
            Request::Keys(keys) => self.typed.first(keys),
            Request::ForgetKeys => self.typed.forget(),
            Request::ShowEntries(day, filter) => {
                self.cx.wanted = Some(Wanted::Entries(filter));
                self.do_one(Request::TurnTo(day));
                self.do_one(Request::Go(Screen::TaskBook));
            }
            Request::TurnTo(day) => self.turned.turn(&self.cx.worker, move |desk| {
                desk.turn_to(day);
                Ok(())
            }),
            Request::Copy(text) => self.outside.push(Outside::Copy(text)),
            Request::Sit(desk) => {
                let passphrase = desk.book.passphrase().cloned();
                self.cx.worker.sit(*desk);
                self.over.clear();
                self.screens.clear();
                self.keeper = Keeper::new(self.cx.entrance.draft_file(), passphrase.clone());
                self.cover = Cover::new(self.cx.now(), passphrase);
                self.cx.head.clear();
                self.arrive();
                // Whatever is still asked for comes over the first screen.
                self.obey();
            }
            Request::Restyle => self.restyle(),
            Request::TakeUp(draft) => self.take_up(draft),
            Request::ForgetDraft => self.keeper.forget(),
            Request::Quit => self.ended = true,
        }
    }

    fn take_up(&mut self, draft: Draft) {
        match super::taken_up(&draft) {
            Some(component) => self.cx.request(Request::Open(component)),
            None => {
                self.keeper.forget();
                self.cx.tell(Tone::Warn, say!("console-draft-lost"));
            }
        }
    }
}
