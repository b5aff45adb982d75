//! People put on the list of a trip, one after the other: a name by its letters, Enter, the next. The employer and the
//! boarding point stay for the next one; the seat is the first that is free.

use crate::book::Hit;
use crate::desk::trips::{Addition, elsewhere};
use crate::desk::{Desk, Error, boarding, words};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Shared, Tone};
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

/// So many are offered.
const OFFERED: usize = 8;

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Who,
    Employer,
    Point,
}

/// Somebody who can be put on the list.
#[derive(Debug, Clone)]
struct Candidate {
    hit: Hit,
    /// Where they are expected already: this trip, or another one by its number.
    listed: Option<String>,
}

/// What fits what was typed.
#[derive(Debug, Clone, Default)]
struct Found {
    typed: String,
    people: Vec<Candidate>,
    texts: Vec<String>,
}

/// The trip as the head of the box tells it.
#[derive(Debug, Clone)]
struct Told {
    number: String,
    points: Vec<String>,
    free: i64,
}

/// What was added.
struct Added {
    recorded: crate::book::Recorded,
    name: String,
    seat: Option<u32>,
    employer: Option<String>,
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
    /// Enter came before the candidates.
    takes: bool,
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
        }
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
        self.found.ask(&cx.worker, move |desk| match part {
            Part::Who => people(desk, typed, trip),
            Part::Employer => {
                let hints = desk.book.suggest_work(&typed, None, desk.reading_day(), OFFERED)?;
                let texts = hints.into_iter().filter_map(|hint| hint.work.employer).collect();
                Ok(Found { typed, people: Vec::new(), texts })
            }
            Part::Point => {
                let (written, sound) = (text::fold_name(&typed), text::fold_query(&typed));
                let fits = |point: &String| {
                    let keys = text::name_keys(point);
                    point.contains(&written) || keys.initials.iter().chain(&keys.full).any(|k| k.contains(&sound))
                };
                Ok(Found { typed, people: Vec::new(), texts: points.into_iter().filter(fits).collect() })
            }
        });
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
        let Some(found) = self.fresh() else {
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
            Part::Who if self.added.waits() || found.typed.is_empty() => {}
            Part::Who => {
                let person = found.people.get(self.cursor.at).map(|c| (c.hit.id, c.hit.name.clone()));
                self.add(person, cx);
            }
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
            employer: kept(&self.employer).filter(|_| !self.companion),
            point: kept(&self.point),
            companion: self.companion,
            ..Addition::to(self.trip)
        };
        self.added.write(&cx.worker, move |desk| add(desk, addition, name));
    }

    fn turn(&mut self, part: Part, cx: &Shared) {
        self.part = part;
        self.look(cx);
    }
}

/// People who fit, and where they are expected already.
fn people(desk: &mut Desk, typed: String, trip: SubjectId) -> Result<Found, Error> {
    if typed.is_empty() {
        return Ok(Found::default());
    }
    let trips = desk.book.trips()?;
    let here = |id| {
        trips.iter().find(|(other, _)| *other == trip).is_some_and(|(_, t)| {
            let passenger = t.passengers.get(&id);
            passenger.is_some_and(|p| matches!(p.presence, Presence::Expected | Presence::Aboard))
        })
    };
    let hits = desk.book.find(&typed, OFFERED, desk.reading_day())?;
    let people = hits.into_iter().map(|hit| {
        let listed = match here(hit.id) {
            true => Some(say!("buses-listed-here")),
            false => elsewhere(&trips, trip, hit.id).map(|number| say!("buses-listed-there", number = number)),
        };
        Candidate { hit, listed }
    });
    Ok(Found { people: people.collect(), texts: Vec::new(), typed })
}

/// Puts somebody on the list, on the first free seat; without an employer named, at the one they had at the trip's end.
fn add(desk: &mut Desk, mut addition: Addition, name: String) -> Result<Added, Error> {
    let trip = desk.book.trip_on(addition.trip, desk.recording_day()?)?;
    if let Some(person) = addition.people.first()
        && trip.passengers.get(person).is_some_and(|p| matches!(p.presence, Presence::Expected | Presence::Aboard))
    {
        return Err(Error::refused(say!("buses-listed-already", name = name)));
    }
    addition.seat = boarding::free_seat(&trip);
    if addition.employer.is_none()
        && !addition.companion
        && let (Some(person), Some(plan)) = (addition.people.first(), &trip.plan)
        && let Some(spell) = desk.book.last_work(*person)?
        && (spell.work.place.as_deref() == Some(plan.to.as_str())
            || plan.to_code.is_some() && spell.work.place_code == plan.to_code)
    {
        addition.employer.clone_from(&spell.work.employer);
        addition.occupation.clone_from(&spell.work.occupation);
        addition.wage = spell.work.wage;
    }
    let (seat, employer) = (addition.seat, addition.employer.clone());
    let drafts = addition.drafts(desk)?;
    let recorded = desk.record(drafts)?;
    Ok(Added { recorded, name, seat, employer, free: trip.free_seats() - 1 })
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
                Column::new(String::new(), 8).up_to(16),
                Column::new(String::new(), 8).up_to(20),
                Column::new(String::new(), 18),
                Column::new(String::new(), 10).up_to(30),
                Column::new(String::new(), 8).up_to(30),
            ],
            Part::Employer | Part::Point => vec![Column::new(String::new(), 20).up_to(100)],
        };
        let row = |n: usize| match self.part {
            Part::Who => Some(match found.people.get(n) {
                Some(candidate) => candidate.row(),
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

    fn answered(&mut self, cx: &mut Shared) {
        match self.added.take() {
            Some(Ok(added)) => {
                self.who.set("");
                self.companion = false;
                self.turn(Part::Who, cx);
                let seat = added.seat.map_or(String::from("—"), |seat| seat.to_string());
                let employer = added.employer.clone().unwrap_or_else(|| say!("buses-no-employer"));
                let what = say!("buses-added", name = added.name, seat = seat, employer = employer, free = added.free);
                cx.tell_recorded(what, &added.recorded);
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        if self.takes && self.fresh().is_some() {
            self.takes = false;
            self.take(cx);
        }
    }
}

impl Candidate {
    fn row(&self) -> Row {
        let hit = &self.hit;
        let dash = || String::from("—");
        let village = format!("{}{}", hit.village.as_deref().unwrap_or("—"), hit.group.as_deref().unwrap_or(""));
        let work = match (&hit.place, hit.employed) {
            (Some(place), true) => words::place(place),
            (None, true) => say!("cli-find-at-work"),
            _ => say!("cli-find-not-at-work"),
        };
        let about = match hit.age {
            Some(age) => format!("{} {age}", hit.name),
            None => hit.name.clone(),
        };
        let (listed, role) = match &self.listed {
            Some(listed) => (listed.clone(), Some(Role::Dim)),
            None => (String::new(), None),
        };
        Row { role, ..Row::plain([about, village, hit.id_no.clone().unwrap_or_else(dash), work, listed]) }
    }
}
