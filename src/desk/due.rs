//! What is due: who waits for an answer, which trip leaves, whom to visit again (村一天一落实, S1).

use super::error::Result;
use super::{Desk, words};
use crate::book::TripGap;
use crate::domain::region::RegionCode;
use crate::domain::standing::doubt;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{listed, say};
use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// What is due, in the order in which the kinds call for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// A loss of work without an answer yet.
    Loss,
    /// A passenger who arrived and has no work on record.
    Passenger,
    /// A trip whose time has come.
    Trip,
    /// A visit that was promised.
    Visit,
    /// Came home for the festival and has not left again.
    StillHome,
    /// A household in which nobody works.
    Zero,
}

impl DueKind {
    /// The stable key: JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Passenger => "passenger",
            Self::Trip => "trip",
            Self::Visit => "visit",
            Self::StillHome => "still_home",
            Self::Zero => "zero",
        }
    }

    /// What the lines of the kind have in common.
    pub fn name(self) -> String {
        match self {
            Self::Loss => say!("cli-due-kind-loss"),
            Self::Passenger => say!("cli-due-kind-passenger"),
            Self::Trip => say!("cli-due-kind-trip"),
            Self::Visit => say!("cli-due-visit"),
            Self::StillHome => say!("cli-due-still-home"),
            Self::Zero => say!("cli-due-kind-zero"),
        }
    }
}

impl Serialize for DueKind {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.serialize_str(self.key())
    }
}

/// How something due lies to the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lateness {
    /// Of a day before.
    Overdue,
    /// Of the day.
    Today,
    /// Of a day after it.
    Soon,
}

/// Something due; written out it has the shape of `due --json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Due {
    /// Since when, or on which day.
    pub due: NaiveDate,
    /// 0 = today.
    pub overdue_days: i64,
    /// What it is.
    pub kind: DueKind,
    /// Whom it is about.
    pub subject: SubjectId,
    /// Their name, the household or trip by its number, or several names.
    pub name: String,
    /// Name of the village; empty where it is of none. Thousands share it, and what is to be done.
    pub village: Arc<str>,
    /// Code of the village.
    #[serde(skip)]
    pub unit: Option<RegionCode>,
    /// Of passengers: every one of them, with their name.
    #[serde(skip)]
    pub all: Vec<(SubjectId, String)>,
    /// What to do, in words.
    pub text: Arc<str>,
}

impl Due {
    /// Whether it is late.
    pub fn lateness(&self) -> Lateness {
        match self.overdue_days {
            1.. => Lateness::Overdue,
            0 => Lateness::Today,
            _ => Lateness::Soon,
        }
    }
}

/// What is due on a day, by [`Due::lateness`] and kind: among those overdue what somebody waits for comes before what has
/// lasted long.
pub fn due(desk: &mut Desk, day: NaiveDate) -> Result<Vec<Due>> {
    due_within(desk, day, 0)
}

/// The same, and behind it the visits to people and the trips of the next days, so many.
pub fn due_within(desk: &mut Desk, day: NaiveDate, days: u64) -> Result<Vec<Due>> {
    let until = day.checked_add_days(Days::new(days)).unwrap_or(day);
    let book = &mut desk.book;
    book.reach(day)?;
    let mut items: Vec<Due> = Vec::new();
    let mut villages: FxHashMap<Option<RegionCode>, Arc<str>> = FxHashMap::default();
    let mut push = |due: NaiveDate, kind, subject, name: String, unit: Option<RegionCode>, text: Arc<str>| {
        let named = || unit.map_or(String::new(), |code| book.steering().unit_name(code)).into();
        let village = villages.entry(unit).or_insert_with(named).clone();
        let overdue_days = (day - due).num_days();
        items.push(Due { due, overdue_days, kind, subject, name, village, unit, all: Vec::new(), text });
    };
    let visit: Arc<str> = say!("cli-due-visit").into();
    for person in book.due_people(day, until)? {
        if let Some(loss) = person.loss {
            let text = say!("cli-due-loss", days = (day - loss).num_days());
            push(loss, DueKind::Loss, person.id, person.name.clone(), Some(person.unit), text.into());
        }
        if let Some(next) = person.next_visit {
            push(next, DueKind::Visit, person.id, person.name, Some(person.unit), visit.clone());
        }
    }
    for house in book.due_households(day)? {
        let name = say!("cli-due-household", number = house.number);
        push(house.next_visit, DueKind::Visit, house.id, name, Some(house.unit), visit.clone());
    }
    let gaps = book.trip_gaps(day)?;
    for gap in &gaps {
        if let Some((first, _)) = gap.without.first() {
            let names: Vec<&str> = gap.without.iter().map(|(_, name)| name.as_str()).take(5).collect();
            let text = say!("cli-due-passenger", trip = gap.number, count = gap.without.len());
            push(day, DueKind::Passenger, *first, listed(names), None, text.into());
        }
    }
    for (id, trip) in book.waiting_trips()? {
        let Some(plan) = &trip.plan else { continue };
        if plan.departs.date() <= until {
            let text = say!(
                "cli-due-trip",
                from = plan.from,
                to = words::place(&plan.to),
                time = plan.departs.format("%H:%M").to_string(),
                aboard = trip.aboard(),
                listed = trip.passengers.len()
            );
            push(plan.departs.date(), DueKind::Trip, id, plan.number.clone(), None, text.into());
        }
    }
    let home: Arc<str> = say!("cli-due-still-home").into();
    for d in book.doubts(day, doubt::STILL_HOME)? {
        push(d.since, DueKind::StillHome, d.subject, d.name, Some(d.unit), home.clone());
    }
    for (id, number, unit, since) in book.zero_households(day)? {
        let text = say!("cli-due-zero", days = (day - since).num_days());
        push(since, DueKind::Zero, id, say!("cli-due-household", number = number), Some(unit), text.into());
    }
    for item in items.iter_mut().filter(|item| item.kind == DueKind::Passenger) {
        let of_gap = |gap: &&TripGap| gap.without.first().is_some_and(|(first, _)| *first == item.subject);
        item.all = gaps.iter().find(of_gap).map(|gap| gap.without.clone()).unwrap_or_default();
    }
    // Households before people, as their ids read.
    let home = |item: &Due| item.subject.kind() != SubjectKind::Household;
    items.sort_by_key(|item| (item.lateness(), item.kind, item.due, home(item), item.subject));
    Ok(items)
}
