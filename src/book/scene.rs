//! The subjects that an act touches, with everything that decides their figures: loaded once, folded in memory,
//! before the act and after it. What differs is what the act changes.

use super::error::Result;
use super::folded::Folded;
use super::row::{EVENT, devices_of, event_of};
use crate::domain::acts::Fact;
use crate::domain::campaign::Rules;
use crate::domain::entry::{Event, standing};
use crate::domain::household::Household;
use crate::domain::job::Job;
use crate::domain::person::Person;
use crate::domain::standing::trace;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::Trip;
use chrono::NaiveDate;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Borrow;
use std::sync::Arc;

/// Events by the subject that they name.
#[derive(Debug, Default, Clone)]
pub struct Scene {
    events: FxHashMap<SubjectId, Vec<Arc<Event>>>,
    /// What was read, by the number of its row.
    rows: FxHashMap<i64, Arc<Event>>,
}

fn json_ids(ids: impl IntoIterator<Item = SubjectId>) -> String {
    let numbers: Vec<String> = ids.into_iter().map(|id| id.to_i64().to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// Reads every event that names one of these subjects, with the id under which it was asked for. An entry that names
/// several of them is read once.
pub(super) fn events_of(conn: &Connection, ids: &[SubjectId]) -> Result<Vec<(SubjectId, Arc<Event>)>> {
    read_events(conn, ids, &mut FxHashMap::default())
}

/// The same; what is `known` by the number of its row is not read again.
fn read_events(
    conn: &Connection,
    ids: &[SubjectId],
    known: &mut FxHashMap<i64, Arc<Event>>,
) -> Result<Vec<(SubjectId, Arc<Event>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut named = conn.prepare_cached(
        "SELECT s.subject, s.entry FROM json_each(?1) j CROSS JOIN entry_subject s ON s.subject = j.value",
    )?;
    let pairs: Vec<(SubjectId, i64)> = named
        .query_map([json_ids(ids.iter().copied())], |r| Ok((SubjectId::from_i64(r.get(0)?), r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    // In the order in which they lie in the file.
    let mut rows: Vec<i64> = pairs.iter().map(|(_, row)| *row).filter(|row| !known.contains_key(row)).collect();
    rows.sort_unstable();
    rows.dedup();
    let devices = devices_of(conn)?;
    let mut query = conn.prepare_cached(&format!("SELECT {EVENT} FROM entry e WHERE e.id = ?1"))?;
    for row in rows {
        let event = query.query_row([row], |r| event_of(r, &devices))?;
        known.insert(row, Arc::new(event));
    }
    Ok(pairs.into_iter().filter_map(|(id, row)| Some((id, Arc::clone(known.get(&row)?)))).collect())
}

/// The households that events of a person name.
pub fn households_in<E: Borrow<Event>>(events: &[E]) -> impl Iterator<Item = SubjectId> + '_ {
    events.iter().map(E::borrow).filter_map(|e| match &e.fact {
        Fact::Roster(_) | Fact::Visit(_) => e.subject(SubjectKind::Household),
        Fact::Person(facts) => facts.household,
        _ => None,
    })
}

/// Where a scene has its events from.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// The ledger.
    Ledger(&'a Connection),
    /// A scene that has everybody who is asked for.
    Scene(&'a Scene),
}

impl Scene {
    /// Loads these subjects, the households of the persons among them, and all members of those households.
    pub fn load(conn: &Connection, subjects: &FxHashSet<SubjectId>) -> Result<Self> {
        let mut scene = Self::load_only(conn, subjects)?;
        scene.widen(conn, &scene.with_joined(subjects))?;
        Ok(scene)
    }

    /// Of what this one has, these subjects and nothing else.
    pub fn part(&self, subjects: &FxHashSet<SubjectId>) -> Result<Self> {
        let mut scene = Self::default();
        scene.fetch(Source::Scene(self), subjects.iter().copied().collect())?;
        Ok(scene)
    }

    /// Loads these subjects and nothing else.
    pub fn load_only(conn: &Connection, subjects: &FxHashSet<SubjectId>) -> Result<Self> {
        let mut scene = Self::default();
        scene.fetch(Source::Ledger(conn), subjects.iter().copied().collect())?;
        Ok(scene)
    }

    /// Loads besides what decides in which stocks these count, and who counts otherwise where they do: their households,
    /// and all members of those.
    pub fn widen(&mut self, conn: &Connection, of: &FxHashSet<SubjectId>) -> Result<()> {
        self.widen_from(Source::Ledger(conn), of)
    }

    /// The same from another scene, which has them.
    pub fn widen_in(&mut self, whole: &Self, of: &FxHashSet<SubjectId>) -> Result<()> {
        self.widen_from(Source::Scene(whole), of)
    }

    fn widen_from(&mut self, from: Source<'_>, of: &FxHashSet<SubjectId>) -> Result<()> {
        let mut households: FxHashSet<SubjectId> =
            of.iter().copied().filter(|id| id.kind() == SubjectKind::Household).collect();
        let people: Vec<SubjectId> = of.iter().copied().filter(|id| id.kind() == SubjectKind::Person).collect();
        households.extend(people.iter().flat_map(|id| households_in(self.raw_events(*id))));
        let households: Vec<SubjectId> = households.into_iter().collect();
        self.fetch(from, households.clone())?;
        let members = households.iter().flat_map(|id| self.raw_events(*id)).flat_map(|e| e.subjects.iter().copied());
        let members: FxHashSet<SubjectId> = members.filter(|id| id.kind() == SubjectKind::Person).collect();
        self.fetch(from, members.iter().copied().collect())?;
        // Other households that those members belong to: their kind counts in the members' figures.
        let met = self.with_joined(&members);
        let others = met.iter().flat_map(|id| households_in(self.raw_events(*id))).collect();
        self.fetch(from, others)
    }

    fn fetch(&mut self, from: Source<'_>, mut ids: Vec<SubjectId>) -> Result<()> {
        ids.retain(|id| id.kind() != SubjectKind::Unit && !self.events.contains_key(id));
        ids.sort_unstable();
        ids.dedup();
        for id in &ids {
            self.events.insert(*id, Vec::new());
        }
        let read = match from {
            Source::Ledger(conn) => read_events(conn, &ids, &mut self.rows)?,
            Source::Scene(scene) => {
                let of = |id| scene.raw_events(id).iter().map(move |event| (id, Arc::clone(event)));
                ids.iter().copied().flat_map(of).collect()
            }
        };
        let mut joined = Vec::new();
        for (id, event) in read {
            if matches!(event.fact, Fact::Same(_)) {
                joined.extend(event.subjects.iter().copied());
            }
            self.events.entry(id).or_default().push(event);
        }
        // Who was said to be one with somebody comes along.
        joined.retain(|id| !self.events.contains_key(id));
        if joined.is_empty() { Ok(()) } else { self.fetch(from, joined) }
    }

    /// Brings up to date what was read before these events were written: of everybody loaded `news` has them, and whoever
    /// is one with somebody by them comes along.
    pub fn catch_up(&mut self, conn: &Connection, news: &FxHashMap<SubjectId, Vec<Arc<Event>>>) -> Result<()> {
        let mut joined = Vec::new();
        for (id, events) in &mut self.events {
            let news = news.get(id).map_or(&[][..], Vec::as_slice);
            let same = news.iter().filter(|event| matches!(event.fact, Fact::Same(_)));
            joined.extend(same.flat_map(|event| event.subjects.iter().copied()));
            events.extend(news.iter().cloned());
        }
        self.fetch(Source::Ledger(conn), joined)
    }

    /// Adds an event to the subjects that it names.
    pub fn add(&mut self, event: &Arc<Event>) {
        for id in &event.subjects {
            if id.kind() != SubjectKind::Unit {
                self.events.entry(*id).or_default().push(Arc::clone(event));
            }
        }
    }

    /// Takes the event that was added last away again.
    pub fn take_back(&mut self, event: &Event) {
        for id in &event.subjects {
            if let Some(events) = self.events.get_mut(id)
                && events.last().is_some_and(|last| last.order == event.order)
            {
                events.pop();
            }
        }
    }

    /// Whom the scene has.
    pub fn loaded(&self) -> FxHashSet<SubjectId> {
        self.events.keys().copied().collect()
    }

    /// The persons of the scene.
    pub fn persons(&self) -> Vec<SubjectId> {
        let mut out: Vec<SubjectId> =
            self.events.keys().copied().filter(|id| id.kind() == SubjectKind::Person).collect();
        out.sort_unstable();
        out
    }

    /// The events of one subject, as loaded.
    pub fn raw_events(&self, id: SubjectId) -> &[Arc<Event>] {
        self.events.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The events of one subject, in business order, the withdrawn left out. Where it was said to be one with others,
    /// the smallest id takes over what the others had and will have; theirs end with the entry that says so.
    pub fn standing_events(&self, id: SubjectId) -> Vec<Arc<Event>> {
        let own = standing(self.events.get(&id).cloned().unwrap_or_default());
        if !own.iter().any(|e| matches!(e.fact, Fact::Same(_))) {
            return own;
        }
        let mut one: Vec<(SubjectId, Vec<Arc<Event>>)> = Vec::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            if one.iter().all(|(known, _)| *known != next) {
                let events = standing(self.events.get(&next).cloned().unwrap_or_default());
                let same = events.iter().filter(|e| matches!(e.fact, Fact::Same(_)));
                open.extend(same.flat_map(|e| e.subjects.iter().copied()));
                one.push((next, events));
            }
        }
        one.sort_by_key(|(id, _)| *id);
        let said = |events: &[Arc<Event>]| events.iter().position(|e| matches!(e.fact, Fact::Same(_)));
        if one.first().is_some_and(|(first, _)| *first != id) {
            let mut own = own;
            own.truncate(said(&own).map_or(own.len(), |at| at + 1));
            if let Some(last) = own.last_mut() {
                Arc::make_mut(last).fact = Fact::JoinedAnother;
            }
            return own;
        }
        let mut out = own;
        for (_, events) in one.into_iter().skip(1) {
            let at = said(&events).unwrap_or(events.len());
            let Some(order) = events.get(at).map(|e| e.order) else { continue };
            out.extend(events.into_iter().enumerate().filter(|(n, _)| *n != at).map(|(n, event)| {
                if n > at {
                    return event;
                }
                let (subjects, unit) = (event.subjects.clone(), event.unit);
                Arc::new(Event { order, subjects, unit, fact: Fact::Replayed(Box::new(Event::clone(&event))) })
            }));
        }
        // A stable order: what is replayed keeps its own, right behind the entry that joins the two.
        out.sort_by_key(|e| e.order);
        out
    }

    /// A household as known from all events.
    pub fn household(&self, id: SubjectId, rules: &Rules) -> Household {
        Household::fold(self.standing_events(id).iter().map(Arc::as_ref), rules)
    }

    /// A household as known from events up to the end of `day`.
    pub fn household_on(&self, id: SubjectId, day: NaiveDate, rules: &Rules) -> Household {
        Household::fold(self.standing_events(id).iter().map(Arc::as_ref).filter(|e| e.day() <= day), rules)
    }

    /// A person as known from events up to the end of `day`.
    pub fn person_on(&self, id: SubjectId, day: NaiveDate, rules: &Rules) -> Person {
        let mut person = Person::default();
        let mut hits = Vec::new();
        for event in self.standing_events(id).iter().filter(|e| e.day() <= day) {
            person.apply(event, rules, &mut hits);
        }
        person
    }

    /// A trip as known from events up to the end of `day`.
    pub fn trip_on(&self, id: SubjectId, day: NaiveDate) -> Trip {
        Trip::fold(self.standing_events(id).iter().map(Arc::as_ref).filter(|e| e.day() <= day))
    }

    /// A job as known from all events.
    pub fn job(&self, id: SubjectId) -> Job {
        Job::fold(self.standing_events(id).iter().map(Arc::as_ref))
    }

    /// Keeps only events that satisfy `keep`.
    pub fn filtered(&self, keep: impl Fn(&Event) -> bool) -> Self {
        let events = self
            .events
            .iter()
            .map(|(id, events)| (*id, events.iter().filter(|e| keep(e)).cloned().collect()))
            .collect();
        Self { events, rows: FxHashMap::default() }
    }

    /// The subjects whose events are not the same in another scene, which has them in the same order.
    pub fn unlike(&self, other: &Self) -> FxHashSet<SubjectId> {
        let count = |scene: &Self, id| scene.events.get(id).map_or(0, Vec::len);
        self.events.keys().filter(|id| count(self, id) != count(other, id)).copied().collect()
    }

    /// Folds everything up to the horizon.
    pub fn fold(&self, rules: &Rules, horizon: NaiveDate) -> Folded {
        let mut out = Folded::default();
        self.events.keys().for_each(|id| self.fold_one(*id, rules, horizon, &mut out));
        out
    }

    /// These subjects, and whoever was said to be one with any of them.
    pub fn with_joined(&self, of: &FxHashSet<SubjectId>) -> FxHashSet<SubjectId> {
        let mut out = of.clone();
        let mut open: Vec<SubjectId> = of.iter().copied().collect();
        while let Some(next) = open.pop() {
            let same = self.raw_events(next).iter().filter(|e| matches!(e.fact, Fact::Same(_)));
            open.extend(same.flat_map(|e| e.subjects.iter().copied()).filter(|id| out.insert(*id)));
        }
        out
    }

    /// The same on top of what was folded before these subjects' events became others. Gives all whose folds may differ
    /// as well.
    pub fn fold_on(
        &self,
        before: &Folded,
        changed: &FxHashSet<SubjectId>,
        rules: &Rules,
        horizon: NaiveDate,
    ) -> (Folded, FxHashSet<SubjectId>) {
        let changed = self.with_joined(changed);
        let mut out = before.clone();
        for id in self.events.keys().filter(|id| changed.contains(id)) {
            self.fold_one(*id, rules, horizon, &mut out);
        }
        (out, changed)
    }

    /// Whom no entry names has no fold.
    fn fold_one(&self, id: SubjectId, rules: &Rules, horizon: NaiveDate, out: &mut Folded) {
        if self.raw_events(id).is_empty() {
            return;
        }
        let events = self.standing_events(id);
        let events = events.iter().map(Arc::as_ref);
        match id.kind() {
            SubjectKind::Person => {
                out.persons.insert(id, Arc::new(trace(events, rules, horizon)));
            }
            SubjectKind::Household => {
                out.households.insert(id, Arc::new(Household::fold(events, rules)));
            }
            SubjectKind::Trip => {
                out.trips.insert(id, Trip::fold(events));
            }
            SubjectKind::Job => {
                out.jobs.insert(id, Job::fold(events));
            }
            SubjectKind::Unit => {}
        }
    }
}
