//! From roster lines to what is to be written: ids, bodies, folded families and their figures. Touches no file, so
//! that it can run beside the writing.

use super::{Imported, RosterLine};
use crate::book::error::Result;
use crate::book::folded::{Doubts, Folded, Tally};
use crate::book::project::PersonRow;
use crate::book::record::Head;
use crate::book::scene::Scene;
use crate::book::steering::{Steering, short_name};
use crate::domain::acts::{Fact, MissingFacts, UnitFacts};
use crate::domain::campaign::Rules;
use crate::domain::entry::{DeviceId, Entry, Event, Hash, Order};
use crate::domain::facts::HouseholdFacts;
use crate::domain::household::Household;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::domain::standing::trace;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// An entry to be written.
pub(super) struct NewEntry {
    /// Without what all of them share, as [`Stamp`] has it.
    pub entry: Entry,
    /// Meets somebody already in the book: settled at the end.
    pub pending: bool,
}

/// What every entry of the import has in common.
pub(super) struct Stamp {
    pub day: NaiveDate,
    pub officer: String,
    pub recorded: String,
    pub micros: i64,
}

/// A part of a roster, ready to be written.
#[derive(Default)]
pub(super) struct Part {
    pub entries: Vec<NewEntry>,
    pub people: Vec<PersonRow>,
    pub households: Vec<(SubjectId, Arc<Household>)>,
    pub doubts: Doubts,
}

/// What the whole roster adds up to.
#[derive(Default)]
pub(super) struct Totals {
    pub tally: Tally,
    pub names: FxHashSet<CompactString>,
    pub seen: FxHashSet<SubjectId>,
    pub villages: FxHashMap<RegionCode, u64>,
    pub as_of: Option<NaiveDate>,
    pub out: Imported,
}

/// See the module.
pub(super) struct Preparer<'a> {
    rules: &'a Rules,
    stamp: Stamp,
    horizon: NaiveDate,
    batch: u64,
    /// Nobody was in the book before: nobody can be missing from the file.
    pub first: bool,
    /// The end of the chain.
    pub head: Head,
    units: FxHashMap<String, RegionCode>,
    taken: FxHashSet<RegionCode>,
    /// In the book before the import, or by now.
    known: FxHashSet<SubjectId>,
    /// What the file has said of each household so far.
    stated: FxHashMap<SubjectId, Box<HouseholdFacts>>,
    pub totals: Totals,
}

impl<'a> Preparer<'a> {
    pub fn new(
        steering: &'a Steering,
        stamp: Stamp,
        horizon: NaiveDate,
        head: Head,
        known: FxHashSet<SubjectId>,
    ) -> Self {
        Self {
            rules: &steering.rules,
            stamp,
            horizon,
            batch: head.seq + 1,
            first: known.is_empty(),
            head,
            units: steering.villages().map(|(code, unit)| (short_name(&unit.name).to_string(), code)).collect(),
            taken: steering.units.keys().copied().collect(),
            known,
            stated: FxHashMap::default(),
            totals: Totals::default(),
        }
    }

    /// Whether the book knew this subject before, or has met it in this import.
    pub fn knows(&self, id: SubjectId) -> bool {
        self.known.contains(&id)
    }

    /// Takes lines, each with its person; `scene` holds those whom the book knew before.
    pub fn prepare(
        &mut self,
        lines: impl ExactSizeIterator<Item = (SubjectId, RosterLine)>,
        scene: &Scene,
    ) -> Result<Part> {
        let mut part = Part { entries: Vec::with_capacity(lines.len()), ..Part::default() };
        let mut families: FxHashMap<SubjectId, Vec<Event>> = FxHashMap::default();
        let mut fresh = Folded::default();
        fresh.persons.reserve(lines.len());
        for (person, line) in lines {
            let household = SubjectId::derived(SubjectKind::Household, &line.household_no);
            let event = self.event(person, household, line, &mut part)?;
            let is_known = self.known.contains(&person);
            if !self.first {
                self.totals.seen.insert(person);
            }
            match if is_known { news(scene, person, household, &event, self.rules) } else { News::Person } {
                News::Nothing => {
                    self.totals.out.unchanged += 1;
                    continue;
                }
                News::Facts => self.totals.out.updated += 1,
                News::Person => self.totals.out.new += 1,
            }
            let pending = is_known || (self.known.contains(&household) && !families.contains_key(&household));
            let entry = self.chain(&event)?;
            part.entries.push(NewEntry { entry, pending });
            if !pending {
                fresh.persons.insert(person, Arc::new(trace([&event], self.rules, self.horizon)));
                families.entry(household).or_default().push(event);
            }
            self.known.insert(person);
            self.known.insert(household);
        }
        for (household, events) in &families {
            fresh.households.insert(*household, Arc::new(Household::fold(events, self.rules)));
        }
        let all: FxHashSet<SubjectId> = fresh.persons.keys().chain(families.keys()).copied().collect();
        part.doubts = fresh.tally(&all, self.rules, 1, &mut self.totals.tally);
        for trace in fresh.persons.values() {
            if let Some(name) = trace.person.facts.name.as_ref().filter(|name| !self.totals.names.contains(*name)) {
                self.totals.names.insert(name.clone());
            }
        }
        let rows = fresh.persons.into_iter().map(|(id, trace)| PersonRow::out_of(id, Arc::unwrap_or_clone(trace)));
        part.people = rows.collect::<Result<_>>()?;
        part.households = fresh.households.into_iter().collect();
        Ok(part)
    }

    fn event(
        &mut self,
        person: SubjectId,
        household: SubjectId,
        mut line: RosterLine,
        part: &mut Part,
    ) -> Result<Event> {
        if let Some(name) = line.village.take() {
            let code = self.village(&name, part)?;
            line.facts.person.village = Some(code);
            if line.household_village.is_none() {
                line.facts.household.village = Some(code);
            }
        }
        if let Some(name) = line.household_village.take().flatten() {
            line.facts.household.village = Some(self.village(&name, part)?);
        }
        line.facts.person.household = Some(household);
        line.facts.household.household_no = Some(line.household_no);
        self.agree(household, &mut line.facts.household);
        self.totals.as_of = Some(line.facts.as_of);
        if let Some(village) = line.facts.person.village {
            *self.totals.villages.entry(village).or_insert(0) += 1;
        }
        let unit = line.facts.person.village.unwrap_or(self.rules.home);
        Ok(self.event_of(vec![person, household], unit, Fact::Roster(line.facts)))
    }

    /// Rows of one household that contradict each other: what the file said first holds, so that the household does
    /// not depend on which row comes last, and the same file twice changes nothing.
    fn agree(&mut self, household: SubjectId, facts: &mut HouseholdFacts) {
        let stated = self.stated.entry(household).or_default();
        macro_rules! first {
            ($($field:ident)+) => {
                $(if stated.$field.is_none() {
                    stated.$field.clone_from(&facts.$field);
                } else if stated.$field != facts.$field {
                    facts.$field.clone_from(&stated.$field);
                })+
            };
        }
        first!(kind flags village group registered_village address income contact grid_officer);
    }

    /// Notes that the roster does not list somebody; `None` where the book has newer word of them, or has noted it.
    pub fn missing(&mut self, id: SubjectId, scene: &Scene, as_of: NaiveDate) -> Result<Option<NewEntry>> {
        let person = scene.person_on(id, self.stamp.day, self.rules);
        let standing = person.standing(self.stamp.day, self.rules);
        let newer = scene.standing_events(id).iter().any(|e| match &e.fact {
            Fact::Roster(row) => row.as_of >= as_of,
            _ => e.day() > as_of,
        });
        if !standing.on_roster || person.missing.is_some() || newer {
            return Ok(None);
        }
        self.totals.out.missing += 1;
        let event = self.event_of(vec![id], standing.unit, Fact::Missing(MissingFacts { as_of }));
        Ok(Some(NewEntry { entry: self.chain(&event)?, pending: true }))
    }

    /// Lets go of what only further lines would be held against.
    pub fn forget(&mut self) {
        self.known = FxHashSet::default();
        self.stated = FxHashMap::default();
        self.totals.seen = FxHashSet::default();
    }

    /// The entry of an event, at the end of the chain. What all entries share is hashed with each, and written once.
    fn chain(&mut self, event: &Event) -> Result<Entry> {
        let body = event.fact.write(self.batch)?;
        let entry = Entry {
            hash: Hash::default(),
            prev: Hash::default(),
            device: self.head.device,
            seq: 0,
            at: 0,
            recorded: std::mem::take(&mut self.stamp.recorded),
            day: self.stamp.day,
            officer: std::mem::take(&mut self.stamp.officer),
            unit: event.unit,
            kind: event.fact.kind().to_string(),
            subjects: event.subjects.clone(),
            body,
        };
        let mut entry = self.head.chain(entry, self.stamp.micros);
        self.stamp.recorded = std::mem::take(&mut entry.recorded);
        self.stamp.officer = std::mem::take(&mut entry.officer);
        Ok(entry)
    }

    /// An event that comes after everything the book has.
    fn event_of(&self, subjects: Vec<SubjectId>, unit: RegionCode, fact: Fact) -> Event {
        let order = Order {
            day: self.stamp.day,
            at: i64::MAX,
            device: DeviceId::default(),
            seq: u64::MAX,
            hash: Hash::default(),
        };
        Event { order, subjects, unit, fact }
    }

    /// The code of a village that only the file knows: the next free number of this township, from a place that
    /// the name gives, so that two offline copies are likely to agree.
    fn village(&mut self, name: &str, part: &mut Part) -> Result<RegionCode> {
        let short = short_name(name).to_string();
        if let Some(code) = self.units.get(&short) {
            return Ok(*code);
        }
        let seed = SubjectId::derived(SubjectKind::Unit, &short).to_i64() as u64;
        let base = self.rules.home.at(Level::Township).number();
        let code = (0..500)
            .map(|step| RegionCode::from_number(base + 500 + (seed + step) % 500))
            .find(|code| !self.taken.contains(code))
            .unwrap_or(self.rules.home);
        self.taken.insert(code);
        self.units.insert(short, code);
        self.totals.out.villages.push((code, name.to_string()));
        let facts = UnitFacts { name: name.to_string(), level: Level::Village, local: true };
        let event = self.event_of(vec![SubjectId::unit(code)], code, Fact::Unit(facts));
        part.entries.push(NewEntry { entry: self.chain(&event)?, pending: false });
        Ok(code)
    }
}

/// What a row tells a book that has met its person.
enum News {
    /// The book knows all of it.
    Nothing,
    /// Some facts have changed.
    Facts,
    /// The person as such: all that was known has been withdrawn.
    Person,
}

fn news(scene: &Scene, person: SubjectId, household: SubjectId, event: &Event, rules: &Rules) -> News {
    let day = event.day();
    let before = scene.person_on(person, day, rules);
    if !before.known {
        return News::Person;
    }
    let mut after = before.clone();
    after.apply(event, rules, &mut Vec::new());
    let same_person = before.facts == after.facts
        && before.spells == after.spells
        && before.listing == after.listing
        && before.farming == after.farming
        && before.overruled == after.overruled
        && before.missing == after.missing;
    let mut events = scene.standing_events(household);
    events.retain(|e| e.day() <= day);
    let before = events.iter().map(Arc::as_ref);
    let house = Household::fold(before.clone(), rules);
    let same_house = || house.facts == Household::fold(before.chain([event]), rules).facts;
    if same_person && same_house() { News::Nothing } else { News::Facts }
}
