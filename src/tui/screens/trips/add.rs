//! People put on the list of a trip, one after the other: a name by its letters, Enter, the next. The employer and the
//! boarding point stay for the next one; the seat is the first that is free.

use super::candidates::{self, Added, Found, OFFERED};
use super::marks::{Done, History};
use crate::desk::trips::Addition;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Who,
    Employer,
    Point,
}

/// The trip as the head of the box tells it.
#[derive(Debug, Clone)]
struct Told {
    number: String,
    points: Vec<String>,
    free: i64,
}

/// See the module.
pub struct Adding {
    trip: SubjectId,
    part: Part,
    who: Field,
    employer: Field,
    point: Field,
    companion: bool,
    cursor: Cursor,
    found: Pane<Found>,
    told: Pane<Told>,
    added: Pane<Added>,
    /// Enter came before the candidates, or before the last one was written.
    takes: bool,
    /// What was typed after it.
    /// What is being added, as it was typed: it comes back where the book refuses.
    asked: (String, bool),
    /// What is recorded can be taken back from here on.
    history: History,
}

impl Adding {
    /// For the list of a trip.
    pub fn to(trip: SubjectId) -> Self {
        Self {
            trip,
            part: Part::Who,
            who: Field::default(),
            employer: Field::default(),
            point: Field::default(),
            companion: false,
            cursor: Cursor::default(),
            found: Pane::default(),
            told: Pane::default(),
            added: Pane::default(),
            takes: false,
            asked: Default::default(),
            history: History::default(),
        }
    }

    /// What is added can be taken back from a roll call.
    pub fn with(self, history: History) -> Self {
        Self { history, ..self }
    }

    fn field(&mut self) -> &mut Field {
        match self.part {
            Part::Who => &mut self.who,
            Part::Employer => &mut self.employer,
            Part::Point => &mut self.point,
        }
    }

    fn typed(&self) -> &str {
        match self.part {
            Part::Who => self.who.text(),
            Part::Employer => self.employer.text(),
            Part::Point => self.point.text(),
        }
    }

    fn look(&mut self, cx: &Shared) {
        self.cursor.reset();
        let (part, typed, trip) = (self.part, self.typed().trim().to_string(), self.trip);
        let points = self.told.get().map_or(Vec::new(), |told| told.points.clone());
        self.found.ask(&cx.worker, move |desk| candidates::fitting(desk, part, typed, trip, points));
    }

    /// What fits what stands in the line now; nothing while that is still looked for.
    fn fresh(&self) -> Option<std::sync::Arc<Found>> {
        self.found.get().filter(|found| found.typed == self.typed().trim() && !self.found.waits())
    }

    /// How many rows are offered: those found, and for a name somebody of another township.
    fn offered(&self) -> usize {
        let found = self.found.get();
        let rows = found.map_or(0, |found| found.people.len() + found.texts.len());
        rows + usize::from(self.part == Part::Who && !self.who.text().trim().is_empty())
    }

    fn take(&mut self, cx: &mut Shared) {
        let Some(found) = self.fresh().filter(|_| !self.added.waits()) else {
            self.takes = true;
            return;
        };
        match self.part {
            Part::Employer | Part::Point => {
                if let Some(text) = found.texts.get(self.cursor.at).filter(|_| !self.typed().trim().is_empty()) {
                    let text = text.clone();
                    self.field().set(&text);
                }
                self.turn(Part::Who, cx);
            }
            Part::Who if found.typed.is_empty() => {}
            Part::Who => match found.people.get(self.cursor.at) {
                Some(candidate) => self.add(Some((candidate.hit.id, candidate.hit.name.clone())), cx),
                // Letters are a search, and no name to be called at the bus door.
                None if candidates::are_letters(&found.typed) => {
                    cx.tell(Tone::Warn, say!("buses-add-letters", typed = found.typed.as_str()));
                }
                None => self.add(None, cx),
            },
        }
    }

    fn add(&mut self, person: Option<(SubjectId, String)>, cx: &mut Shared) {
        let kept = |field: &Field| Some(field.text().trim().to_string()).filter(|text| !text.is_empty());
        let (name, people, outside) = match person {
            Some((id, name)) => (name, vec![id], None),
            None => (self.who.text().trim().to_string(), Vec::new(), kept(&self.who)),
        };
        let addition = Addition {
            people,
            outside,
            employer: kept(&self.employer).filter(|_| !self.companion).map(Into::into),
            point: kept(&self.point),
            companion: self.companion,
            ..Addition::to(self.trip)
        };
        self.asked = (self.who.text().to_string(), std::mem::take(&mut self.companion));
        self.who.set("");
        self.look(cx);
        let (done, batch) = Done::begun(say!("buses-did-add", name = name));
        self.history.borrow_mut().push(done);
        self.added.write(&cx.worker, move |desk| {
            let added = candidates::add(desk, addition, name)?;
            let _ = batch.set(added.recorded.batch.clone());
            Ok(added)
        });
    }

    fn turn(&mut self, part: Part, cx: &Shared) {
        self.part = part;
        self.look(cx);
    }
}

impl Component for Adding {
    fn scope(&self) -> Scope {
        Scope::TripAdd
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![AddTake, AddField, AddCompanion, AddDown, AddClose]
    }

    fn span(&self) -> Span {
        Span::Bottom(OFFERED as u16 + 6)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let told = self.told.get();
        let title = say!("buses-adding", number = told.as_ref().map_or("", |told| told.number.as_str()));
        let note = told.map_or(String::new(), |told| say!("buses-free", count = told.free.max(0)));
        let inner = Panel::new(&title).note(note).focused(true).draw(frame, area, cx);
        if inner.height < 4 || inner.width < 30 {
            return;
        }
        let labels = [say!("buses-name"), say!("buses-employer"), say!("buses-point")];
        let wide = labels.iter().map(|label| text::width(label)).max().unwrap_or(0) as u16;
        let parts = [Part::Who, Part::Employer, Part::Point];
        for (y, (label, part)) in labels.iter().zip(parts).enumerate() {
            let line = Rect { y: inner.y + y as u16, height: 1, ..inner };
            let here = part == self.part;
            let mark = if here { cx.glyphs.here } else { " " };
            let role = if here { Role::Accent } else { Role::Dim };
            let label = Line::styled(format!("{mark} {label}"), cx.style(role));
            frame.render_widget(Paragraph::new(label), line);
            let begins = (wide + 4).min(line.width);
            let field = Rect { x: line.x + begins, width: line.width - begins, ..line };
            let shown = match part {
                Part::Who => &self.who,
                Part::Employer => &self.employer,
                Part::Point => &self.point,
            };
            shown.draw(frame, field, here, cx);
            if part == Part::Who && self.companion {
                let words = say!("buses-companion");
                let cells = (text::width(&words) as u16 + 2).min(field.width);
                let at = Rect { x: field.x + field.width - cells, width: cells, ..field };
                frame.render_widget(Paragraph::new(Line::styled(format!(" {words}"), cx.style(Role::Warn))), at);
            }
        }
        let below = Rect { y: inner.y + 3, height: inner.height - 3, ..inner };
        let Some(found) = self.found.get() else { return };
        let typed = self.who.text().trim().to_string();
        let columns = match self.part {
            Part::Who => vec![
                Column::new(String::new(), 12).up_to(28),
                Column::new(String::new(), 10).up_to(20),
                Column::new(String::new(), 18),
                Column::new(String::new(), 10).up_to(14),
                Column::new(String::new(), 8).up_to(10),
            ],
            Part::Employer | Part::Point => vec![Column::new(String::new(), 20).up_to(100)],
        };
        let row = |n: usize| match self.part {
            Part::Who => Some(match found.people.get(n) {
                Some(candidate) => candidate.row(),
                None if candidates::are_letters(&typed) => Row::plain([say!("buses-add-letters", typed = typed)]),
                None => Row::plain([say!("buses-add-outside", name = typed)]),
            }),
            Part::Employer | Part::Point => found.texts.get(n).map(|text| Row::plain([text.clone()])),
        };
        let len = self.offered();
        let only_outside = self.part == Part::Who && found.people.is_empty();
        let columns = if only_outside { vec![Column::new(String::new(), 20).up_to(100)] } else { columns };
        let table = Table { columns: &columns, len, focused: true };
        table::draw(frame, below, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::AddUp => {
                self.cursor.run(Command::Up, self.offered());
            }
            Command::AddDown => {
                self.cursor.run(Command::Down, self.offered());
            }
            Command::AddTake => self.take(cx),
            Command::AddField => {
                let next = match self.part {
                    Part::Who => Part::Employer,
                    Part::Employer => Part::Point,
                    Part::Point => Part::Who,
                };
                self.turn(next, cx);
            }
            Command::AddCompanion => self.companion = !self.companion,
            Command::AddClose => cx.close(),
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if self.field().key(key) {
            self.look(cx);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        if self.field().paste(text) {
            self.look(cx);
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        let trip = self.trip;
        self.told.ask(&cx.worker, move |desk| {
            let trip = desk.book.trip_on(trip, chrono::NaiveDate::MAX)?;
            let free = trip.free_seats();
            let (number, points) = trip.plan.map_or_else(Default::default, |plan| (plan.number, plan.points));
            Ok(Told { number, points, free })
        });
    }

    fn waits(&self) -> bool {
        self.takes
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.added.take() {
            Some(Ok(added)) => {
                let seat = added.seat.map_or(String::from("—"), |seat| seat.to_string());
                let employer = added.employer.clone().unwrap_or_else(|| say!("buses-no-employer"));
                let what = say!("buses-added", name = added.name, seat = seat, employer = employer, free = added.free);
                cx.tell_recorded(what, &added.recorded);
            }
            Some(Err(why)) => {
                let (typed, companion) = std::mem::take(&mut self.asked);
                if self.who.text().trim().is_empty() {
                    self.who.set(&typed);
                    self.companion = companion;
                    self.look(cx);
                }
                self.takes = false;
                cx.request(Request::ForgetKeys);
                cx.tell(Tone::Bad, why);
            }
            None => {}
        }
        if self.takes && !self.added.waits() && self.fresh().is_some() {
            self.takes = false;
            self.take(cx);
        }
    }
}
