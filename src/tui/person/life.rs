//! What somebody's page tells of their work, visits and trips, each the newest first.

use super::sheet::{Goes, Lines, joined};
use crate::book::{Book, PersonPage, Stream};
use crate::desk::{Error, words};
use crate::domain::acts::Fact;
use crate::domain::entry::Event;
use crate::domain::facts::WorkFacts;
use crate::domain::spell::WorkSpell;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::{Passenger, Presence};
use crate::locale::{self, Lang, say};
use crate::text;
use crate::tui::theme::Role;
use chrono::NaiveDate;
use std::cmp::Reverse;

/// So many visits are told; the rest stands in the history.
const VISITS: usize = 3;

/// Where work is, in words.
pub fn place(work: &WorkFacts) -> String {
    match (&work.place, work.place_class) {
        (Some(place), _) => words::place(place),
        (None, Some(class)) => class.name(),
        (None, None) => say!("cli-show-unknown-place"),
    }
}

/// Their work, that which lasts first.
pub fn work(book: &Book, page: &PersonPage, lines: &mut Lines) -> Result<(), Error> {
    let mut spells: Vec<&WorkSpell> = page.person.spells.iter().filter(|spell| !spell.is_empty()).collect();
    spells.sort_by_key(|spell| (spell.end.is_some(), Reverse(spell.start)));
    let names = book.names(spells.iter().filter_map(|spell| spell.work.trip))?;
    for spell in &spells {
        let work = &spell.work;
        let day = |day: Option<NaiveDate>, none: String| day.map_or(none, |day| day.to_string());
        let (from, to) = (day(spell.start, say!("cli-show-unknown-day")), day(spell.end, say!("cli-show-until-now")));
        let began = match spell.nature {
            _ if spell.opening => say!("cli-show-roster"),
            Some(nature) => nature.name(),
            None => String::new(),
        };
        let role = if spell.end.is_some() { Role::Dim } else { Role::Text };
        let told = joined([
            format!("{from} — {to}"),
            place(work),
            work.employer.clone().map_or_else(|| say!("cli-show-unknown-employer"), String::from),
            work.occupation.clone().map_or_else(String::new, String::from),
            work.wage.map_or(String::new(), |wage| say!("cli-show-wage", wage = text::group(wage.into()))),
            began,
            work.trip.and_then(|trip| names.get(&trip)).map_or(String::new(), |n| say!("people-by-trip", number = n)),
        ]);
        lines.add(told, role, Goes::Nowhere);
    }
    if spells.is_empty() {
        lines.add(say!("people-no-work"), Role::Dim, Goes::Nowhere);
    }
    Ok(())
}

/// When to come again, and the last visits.
pub fn visits(history: &[Stream], next: Option<NaiveDate>, day: NaiveDate, lines: &mut Lines) {
    if let Some(next) = next {
        let (told, role) = match next < day {
            true => (say!("people-visit-overdue", day = next, days = (day - next).num_days()), Role::Bad),
            false => (say!("people-visit-next", day = next), Role::Info),
        };
        lines.add(told, role, Goes::Nowhere);
    }
    let visits = history.iter().rev().filter(|(entry, withdrawn)| entry.kind == "visit" && !withdrawn);
    let mut none = next.is_none();
    for (entry, _) in visits.take(VISITS) {
        let Fact::Visit(visit) = Event::of(entry).fact else { continue };
        none = false;
        lines.say(joined([
            locale::day_seen(Lang::current(), entry.day, day),
            visit.by.name(),
            visit.outcome.name(),
            visit.need.unwrap_or_default(),
            visit.note.unwrap_or_default(),
            entry.officer.clone(),
        ]));
    }
    if none {
        lines.add(say!("people-no-visit"), Role::Dim, Goes::Nowhere);
    }
}

/// The trips on whose lists they stand.
pub fn trips(book: &Book, page: &PersonPage, lines: &mut Lines) -> Result<(), Error> {
    let standing = page.history.iter().filter(|(_, withdrawn)| !withdrawn);
    let of_trips = standing.flat_map(|(entry, _)| entry.subjects.iter().copied());
    let mut trips: Vec<SubjectId> = of_trips.filter(|id| id.kind() == SubjectKind::Trip).collect();
    trips.sort_unstable();
    trips.dedup();
    let mut told = Vec::new();
    for id in trips {
        let trip = book.trip_on(id, NaiveDate::MAX)?;
        let (Some(plan), Some(passenger)) = (&trip.plan, trip.passengers.get(&page.id)) else { continue };
        let line = joined([
            plan.departs.format("%Y-%m-%d %H:%M").to_string(),
            plan.number.clone(),
            words::place(&plan.to),
            presence(passenger),
            trip.state.map_or(String::new(), |state| state.name()),
        ]);
        told.push((plan.departs, line));
    }
    told.sort_by_key(|(departs, _)| Reverse(*departs));
    told.into_iter().for_each(|(_, line)| lines.say(line));
    Ok(())
}

fn presence(passenger: &Passenger) -> String {
    match passenger.presence {
        Presence::Expected => say!("cli-show-expected"),
        Presence::Aboard => say!("cli-show-aboard"),
        Presence::Absent(reason) => say!("cli-show-absent", reason = reason.name()),
        Presence::Alighted => say!("cli-show-alighted"),
    }
}
