//! 点名, the roll call: one key for each passenger, and everything that a trip goes through from the list to the receipt.
//! What is done shows at once; the book's refusal takes it back.

use super::add::Adding;
use super::arrival::{self, Arrival};
use super::call::{self, Sounds};
use super::change;
use super::marks::Marks;
use super::plan;
use super::print::print;
use super::prompt::Prompt;
use super::sheet::Sheet;
use crate::desk::acts::Drafts;
use crate::desk::trips::{self, Passenger};
use crate::desk::{Desk, Error, boarding};
use crate::domain::keys::{Absence, TripState};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::overlays::notice::Notice;
use crate::tui::quick::{Act, Quick};
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::worker::Pane;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::rc::Rc;

/// The line 谁没来 while it is open.
#[derive(Default)]
pub(super) struct Who {
    pub field: Field,
    /// Which of those found is taken.
    pub pick: usize,
}

/// See the module.
pub struct RollCall {
    trip: SubjectId,
    sheet: Pane<Sheet>,
    /// The list with what was just done on it.
    pub(super) passengers: Vec<Passenger>,
    sounds: Sounds,
    marks: Marks,
    pub(super) cursor: Cursor,
    pub(super) who: Option<Who>,
    arrival: Pane<Arrival>,
    text: Pane<String>,
    plan: Pane<plan::Beginning>,
    /// What was asked for and agreed to.
    agreed: Rc<Cell<Option<Command>>>,
    /// The cursor has been put on the first who waits.
    placed: bool,
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

    fn here(&self) -> Option<&Passenger> {
        self.passengers.get(self.cursor.at)
    }

    fn number(&self) -> String {
        self.sheet.get().map_or(String::new(), |sheet| sheet.number().to_string())
    }

    /// What the line 谁没来 has found.
    pub(super) fn found(&self) -> Vec<usize> {
        let typed = self.who.as_ref().map_or("", |who| who.field.text());
        call::found(&self.passengers, &self.sounds, typed, self.cursor.at)
    }

    fn remark(&mut self) {
        self.marks.put_on(&mut self.passengers);
    }

    fn next(&mut self, cx: &mut Shared) {
        match call::next_waiting(&self.passengers, self.cursor.at) {
            Some(row) => self.cursor.at = row,
            None => cx.tell(Tone::Good, say!("buses-everybody-called")),
        }
    }

    fn board(&mut self, cx: &mut Shared) {
        let Some(passenger) = self.here().cloned() else { return };
        if passenger.presence != Presence::Aboard {
            let (trip, id) = (self.trip, passenger.id);
            let what = say!("buses-did-board", name = passenger.name);
            self.marks.write(&[id], Some(Presence::Aboard), what, None, cx, move |desk| {
                let drafts = trips::board(desk, trip, &[id])?;
                desk.record(drafts)
            });
            self.remark();
        }
        if let Some(row) = call::next_waiting(&self.passengers, self.cursor.at) {
            self.cursor.at = row;
        }
    }

    fn board_all(&mut self, cx: &mut Shared) {
        let waiting = self.passengers.iter().filter(|p| p.presence == Presence::Expected);
        let waiting: Vec<SubjectId> = waiting.map(|p| p.id).collect();
        if waiting.is_empty() {
            return cx.tell(Tone::Warn, say!("cli-trip-nobody-waits"));
        }
        let trip = self.trip;
        let what = say!("buses-did-board-all", count = waiting.len());
        let ids = waiting.clone();
        self.marks.write(&waiting, Some(Presence::Aboard), what.clone(), None, cx, move |desk| {
            let drafts = trips::board(desk, trip, &ids)?;
            desk.record(drafts)
        });
        cx.tell(Tone::Good, what);
        self.remark();
    }

    /// The one who is picked did not come.
    fn absent(&mut self, reason: Absence, cx: &mut Shared) {
        let found = self.found();
        let pick = self.who.as_ref().map_or(0, |who| who.pick).min(found.len().saturating_sub(1));
        let Some(passenger) = found.get(pick).and_then(|row| self.passengers.get(*row)) else {
            return cx.tell(Tone::Warn, say!("buses-nobody-found"));
        };
        let (trip, id) = (self.trip, passenger.id);
        let what = say!("buses-did-absent", name = passenger.name, reason = reason.name());
        let at_cursor = self.here().is_some_and(|here| here.id == id);
        self.marks.write(&[id], Some(Presence::Absent(reason)), what.clone(), None, cx, move |desk| {
            let drafts = trips::absent(desk, trip, &[id], reason)?;
            desk.record(drafts)
        });
        self.who = None;
        self.remark();
        cx.tell(Tone::Good, what);
        if at_cursor && let Some(row) = call::next_waiting(&self.passengers, self.cursor.at) {
            self.cursor.at = row;
        }
    }

    /// An act on the row under the cursor, without a mark of its own.
    fn on_row(
        &mut self,
        presence: Option<Presence>,
        what: impl FnOnce(&str) -> String,
        cx: &mut Shared,
        act: impl FnOnce(&mut Desk, SubjectId, SubjectId) -> Result<Drafts, Error> + Send + 'static,
    ) {
        let Some(passenger) = self.here() else { return };
        let (trip, id) = (self.trip, passenger.id);
        let what = what(&passenger.name);
        self.marks.write(&[id], presence, what.clone(), Some(what), cx, move |desk| {
            let drafts = act(desk, trip, id)?;
            desk.record(drafts)
        });
        self.remark();
    }

    fn undo(&mut self, cx: &mut Shared) {
        let why = say!("buses-undo-why");
        if self.marks.take_back(why, |what| say!("buses-undone", what = what), cx).is_none() {
            cx.tell(Tone::Warn, say!("buses-nothing-to-undo"));
        }
    }

    /// Asks first where something is amiss, then goes on with the same command.
    fn ask(&self, command: Command, title: String, text: &str, cx: &mut Shared) {
        let agreed = self.agreed.clone();
        cx.open(Confirm::new(title, text, move |cx| {
            agreed.set(Some(command));
            cx.request(Request::Run(command));
        }));
    }

    fn depart(&mut self, cx: &mut Shared) {
        let Some(sheet) = self.sheet.get() else { return };
        let unready = sheet.unready(&self.passengers);
        if self.agreed.take() != Some(Command::RollDepart) && sheet.waits() && !unready.is_empty() {
            let title = say!("buses-depart-anyway", number = sheet.number());
            return self.ask(Command::RollDepart, title, &unready.join("\n"), cx);
        }
        let called = sheet.called(&self.passengers);
        let missing = called.listed - called.aboard;
        let told = say!("buses-did-depart", number = sheet.number(), aboard = called.aboard, missing = missing);
        let what = say!("buses-departure", number = sheet.number());
        let trip = self.trip;
        self.marks.write(&[], None, what, Some(told), cx, move |desk| arrival::depart(desk, trip));
    }

    fn arrive(&mut self, cx: &mut Shared) {
        let (trip, number) = (self.trip, self.number());
        if self.agreed.take() != Some(Command::RollArrive) {
            return self.arrival.ask(&cx.worker, move |desk| arrival::preview(desk, trip, &number));
        }
        let (what, told) = (say!("buses-arrival", number = number), say!("buses-did-arrive", number = number));
        self.marks.write(&[], None, what, Some(told), cx, move |desk| arrival::arrive(desk, trip, &number));
    }

    fn hand_over(&mut self, cx: &mut Shared) {
        let (trip, number) = (self.trip, self.number());
        let what = (say!("buses-hand-over", number = number), say!("buses-did-hand-over", number = number));
        let history = self.marks.history.clone();
        let title = what.0.clone();
        cx.open(Prompt::new(title, &say!("buses-receipt-ask"), what, history, move |desk, text| {
            let drafts = trips::handover(desk, trip, (!text.is_empty()).then(|| text.to_string()))?;
            desk.record(drafts)
        }));
    }

    fn cancel(&mut self, cx: &mut Shared) {
        let (trip, number) = (self.trip, self.number());
        let what = (say!("buses-cancel", number = number), say!("buses-did-cancel", number = number));
        let history = self.marks.history.clone();
        let title = what.0.clone();
        cx.open(Prompt::new(title, &say!("buses-cancel-ask"), what, history, move |desk, text| {
            if text.is_empty() {
                return Err(Error::refused(say!("buses-cancel-why")));
            }
            let drafts = trips::cancel(desk, trip, Some(text.to_string()))?;
            desk.record(drafts)
        }));
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
            cx.open(change::form(self.trip, passenger, points));
        }
    }

    /// A key while it is asked who did not come.
    fn who_key(&mut self, key: KeyEvent, cx: &mut Shared) {
        let seats = self.sheet.get().and_then(|sheet| sheet.plan().map(|plan| plan.seats)).unwrap_or(0);
        let Some(who) = &mut self.who else { return };
        match key.code {
            KeyCode::Char(c @ '0'..='9') if c != '0' && !call::wants_digit(who.field.text(), seats) => {
                match Absence::ALL.get(c as usize - '1' as usize) {
                    Some(reason) => self.absent(*reason, cx),
                    None => cx.tell(Tone::Warn, say!("buses-reason-digit")),
                }
            }
            KeyCode::Enter => cx.tell(Tone::Warn, say!("buses-reason-digit")),
            _ => {
                if who.field.key(key) {
                    who.pick = 0;
                }
            }
        }
    }

    /// A command while it is asked who did not come.
    fn who_run(&mut self, command: Command) {
        let found = self.found().len();
        let Some(who) = &mut self.who else { return };
        match command {
            Command::RollClose => self.who = None,
            Command::Up => who.pick = who.pick.saturating_sub(1),
            Command::Down => who.pick = (who.pick + 1).min(found.saturating_sub(1)),
            _ => {}
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
                RollNext,
                RollDepart,
                RollArrive,
                RollReturn,
                RollHandOver,
                RollUndo,
                RollAdd,
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
            Command::RollBoard
            | Command::RollAbsent
            | Command::RollNext
            | Command::RollBoardAll
            | Command::RollAdd
            | Command::RollChange => waits || state == Departed,
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
            Command::RollAdd => cx.open(Adding::to(self.trip)),
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
