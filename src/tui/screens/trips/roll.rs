//! 点名, the roll call: one key for each passenger, and everything that a trip goes through from the list to the receipt.
//! What is done shows at once; the book's refusal takes it back.

use super::add::Adding;
use super::arrival::Arrival;
use super::call::Sounds;
use super::change;
use super::marks::Marks;
use super::plan;
use super::print::print;
use super::sheet::Sheet;
use super::who::Who;
use crate::desk::boarding;
use crate::desk::trips::{self, Passenger};
use crate::domain::keys::TripState;
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::notice::Notice;
use crate::tui::quick::{Act, Quick};
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::worker::Pane;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::rc::Rc;

/// See the module.
pub struct RollCall {
    pub(super) trip: SubjectId,
    pub(super) sheet: Pane<Sheet>,
    /// The list with what was just done on it.
    pub(super) passengers: Vec<Passenger>,
    pub(super) sounds: Sounds,
    pub(super) marks: Marks,
    pub(super) cursor: Cursor,
    pub(super) who: Option<Who>,
    pub(super) arrival: Pane<Arrival>,
    /// How many people's work the arrival that was asked about begins.
    pub(super) begins: usize,
    pub(super) text: Pane<String>,
    pub(super) plan: Pane<plan::Beginning>,
    /// What was asked for and agreed to.
    pub(super) agreed: Rc<Cell<Option<Command>>>,
    /// The cursor has been put on the first who waits.
    pub(super) placed: bool,
}

impl RollCall {
    /// The list of a trip.
    pub fn new(trip: SubjectId) -> Self {
        Self {
            trip,
            sheet: Pane::default(),
            passengers: Vec::new(),
            sounds: Sounds::default(),
            marks: Marks::default(),
            cursor: Cursor::default(),
            who: None,
            arrival: Pane::default(),
            begins: 0,
            text: Pane::default(),
            plan: Pane::default(),
            agreed: Rc::default(),
            placed: false,
        }
    }

    /// The list of a trip that has been read already.
    pub fn of(sheet: Sheet) -> Self {
        let mut roll = Self::new(sheet.id);
        roll.show(&sheet);
        roll
    }

    fn show(&mut self, sheet: &Sheet) {
        self.passengers.clone_from(&sheet.manifest.passengers);
        self.marks.put_on(&mut self.passengers);
        self.sounds.learn(&self.passengers);
        if !std::mem::replace(&mut self.placed, true) {
            let first = self.passengers.iter().position(|p| p.presence == Presence::Expected);
            self.cursor.at = first.unwrap_or(0);
        }
    }

    pub(super) fn here(&self) -> Option<&Passenger> {
        self.passengers.get(self.cursor.at)
    }

    pub(super) fn number(&self) -> String {
        self.sheet.get().map_or(String::new(), |sheet| sheet.number().to_string())
    }

    pub(super) fn remark(&mut self) {
        self.marks.put_on(&mut self.passengers);
    }

    fn facts(&self, cx: &mut Shared) {
        if let Some(sheet) = self.sheet.get() {
            let lines = sheet.lines(&self.passengers, cx);
            cx.open(Notice::new(say!("buses-trip", number = sheet.number()), lines));
        }
    }

    fn change(&self, cx: &mut Shared) {
        if let (Some(sheet), Some(passenger)) = (self.sheet.get(), self.here()) {
            let points = sheet.plan().map_or(&[][..], |plan| &plan.points);
            cx.open(change::form(self.trip, passenger, points, self.marks.history.clone()));
        }
    }
}

impl Component for RollCall {
    fn scope(&self) -> Scope {
        Scope::RollCall
    }

    fn typing(&self) -> bool {
        self.who.is_some()
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        match self.who {
            Some(_) => vec![RollClose, Up, Down],
            None => vec![
                RollBoard,
                RollBoardAll,
                RollAbsent,
                RollDepart,
                RollArrive,
                RollReturn,
                RollHandOver,
                RollUndo,
                RollAdd,
                RollNext,
                RollChange,
                RollText,
                RollPrint,
                RollAlight,
                RollRemove,
                RollFacts,
                RollCancel,
                RollClose,
            ],
        }
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        use TripState::*;
        let Some(state) = self.sheet.get().and_then(|sheet| sheet.state()) else { return true };
        let waits = matches!(state, Planned | Boarding);
        match command {
            Command::RollBoard | Command::RollAbsent | Command::RollChange => {
                (waits || state == Departed) && !self.passengers.is_empty()
            }
            Command::RollNext | Command::RollBoardAll => {
                (waits || state == Departed) && self.passengers.iter().any(|p| p.presence == Presence::Expected)
            }
            Command::RollAdd => waits || state == Departed,
            Command::RollUndo => !self.marks.history.borrow().is_empty(),
            Command::RollDepart | Command::RollCancel | Command::RollRemove | Command::RollPlan => waits,
            Command::RollArrive | Command::RollAlight => state == Departed,
            Command::RollHandOver => state == Arrived,
            Command::RollReturn => self.sheet.get().is_some_and(|sheet| !sheet.without.is_empty()),
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let sheet = self.sheet.get();
        self.view(frame, area, sheet.as_deref(), cx);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        if self.who.is_some() && (command.scope() == Scope::RollCall || command.scope() == Scope::List) {
            self.who_run(command);
            return true;
        }
        if self.cursor.run(command, self.passengers.len()) {
            return true;
        }
        match command {
            Command::RollClose => cx.close(),
            Command::RollBoard => self.board(cx),
            Command::RollBoardAll => self.board_all(cx),
            Command::RollAbsent => self.who = Some(Who::default()),
            Command::RollNext => self.next(cx),
            Command::RollUndo => self.undo(cx),
            Command::RollDepart => self.depart(cx),
            Command::RollArrive => self.arrive(cx),
            Command::RollHandOver => self.hand_over(cx),
            Command::RollCancel => self.cancel(cx),
            Command::RollAlight => {
                let what = |name: &str| say!("buses-did-alight", name = name);
                self.on_row(Some(Presence::Alighted), what, cx, |desk, trip, id| trips::alight(desk, trip, &[id]));
            }
            Command::RollRemove => {
                let what = |name: &str| say!("buses-did-remove", name = name);
                self.on_row(None, what, cx, |desk, trip, id| trips::remove(desk, trip, &[id]));
            }
            Command::RollAdd => cx.open(Adding::to(self.trip).with(self.marks.history.clone())),
            Command::RollFacts => self.facts(cx),
            Command::RollChange => self.change(cx),
            // What an arrival could not record is recorded by hand, for all of them at once.
            Command::RollReturn => match self.sheet.get().map_or(Vec::new(), |sheet| sheet.without.clone()) {
                without if without.is_empty() => cx.tell(Tone::Good, say!("buses-nobody-without")),
                without => cx.open(Quick::new(Act::Return, without.into_iter().map(|(id, _)| id).collect())),
            },
            Command::RollPlan => {
                let trip = self.trip;
                self.plan.ask(&cx.worker, move |desk| plan::again(desk, trip));
            }
            Command::RollText => {
                let trip = self.trip;
                self.text.ask(&cx.worker, move |desk| Ok(boarding::driver_text(&trips::manifest(desk, trip)?)));
            }
            Command::RollPrint => {
                let number = self.number();
                print(self.trip, &number, cx);
            }
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        self.who_key(key, cx);
    }

    fn paste(&mut self, text: &str, _cx: &mut Shared) {
        if let Some(who) = &mut self.who {
            who.field.paste(text);
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        let trip = self.trip;
        self.marks.asked();
        self.sheet.ask(&cx.worker, move |desk| Sheet::read(desk, trip));
    }

    fn waits(&self) -> bool {
        self.sheet.is_unread() || self.arrival.waits() || self.plan.waits()
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.sheet.take() {
            Some(Ok(sheet)) => {
                self.marks.read();
                self.show(&sheet);
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        let waited = self.marks.wait();
        self.marks.answered(cx);
        if waited && let Some(sheet) = self.sheet.get() {
            self.show(&sheet);
        }
        match self.arrival.take() {
            Some(Ok(arrival)) => match &arrival.question {
                Some(question) => {
                    self.begins = arrival.begins;
                    let title = say!("buses-arrival", number = self.number());
                    self.ask(Command::RollArrive, title, question, cx);
                }
                None => {
                    let lines = arrival.refused.iter().map(|line| (line.clone(), Role::Bad));
                    cx.open(Notice::new(say!("buses-arrival-not"), lines));
                }
            },
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        match self.plan.take() {
            Some(Ok(begin)) => cx.open(plan::form(&begin, plan::Planned::default())),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        match self.text.take() {
            Some(Ok(text)) => {
                cx.request(Request::Copy(text.to_string()));
                cx.open(Notice::text(say!("buses-text-title"), &text));
                cx.tell(Tone::Good, say!("buses-copied"));
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
