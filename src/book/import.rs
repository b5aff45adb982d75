//! Bringing a roster in: one entry per row in one batch. New families are folded as they come; whatever meets
//! somebody already in the book is settled at the end, from the ledger. Either all of it stays, or nothing.

use super::error::Result;
use super::record::{Head, batch_name};
use super::row::{day_from_sql, insert_entry, insert_subjects, meta, set_meta};
use super::scene::{Folded, Scene, Tally};
use super::{Book, INDEXES, beyond, device, project};
use crate::domain::acts::{Fact, MissingFacts, UnitFacts};
use crate::domain::campaign::Rules;
use crate::domain::entry::{Entry, Event, Hash};
use crate::domain::facts::RosterFacts;
use crate::domain::household::Household;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::domain::standing::trace;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rows are taken in parts of this size.
const PART: usize = 8_192;
/// From this many rows on, indexes are dropped before and built after, where the book is smaller than the file.
const BULK: usize = 20_000;

/// A row of a roster, on its way into the book.
#[derive(Debug, Clone)]
pub struct RosterLine {
    /// The ID number, valid and normalised.
    pub id_no: String,
    /// The household number.
    pub household_no: String,
    /// What the row says.
    pub facts: RosterFacts,
    /// The village by its name, where the book has no region tree to look it up in.
    pub village: Option<String>,
}

/// How an import went.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Names the batch; empty where nothing was new.
    pub batch: String,
    /// People new to the book.
    pub new: u64,
    /// People whose facts changed.
    pub updated: u64,
    /// People of whom the file says what the book knows.
    pub unchanged: u64,
    /// People of the same villages whom the file does not list (疑点).
    pub missing: u64,
    /// Villages that the book numbered itself.
    pub villages: Vec<(RegionCode, String)>,
}

/// An import under way. Nothing stays unless [`RosterImport::finish`] is called.
pub struct RosterImport<'a> {
    tx: Option<Transaction<'a>>,
    rules: &'a Rules,
    head: Head,
    path: &'a std::path::Path,
    devices: Option<&'a std::path::Path>,
    unit: RegionCode,
    units: FxHashMap<String, RegionCode>,
    taken: FxHashSet<RegionCode>,
    day: NaiveDate,
    officer: String,
    now: DateTime<FixedOffset>,
    recorded: String,
    horizon: NaiveDate,
    first: u64,
    bulk: bool,
    known: FxHashSet<SubjectId>,
    seen: FxHashSet<SubjectId>,
    seen_villages: FxHashMap<RegionCode, u64>,
    part: Vec<RosterLine>,
    pairs: Vec<(SubjectId, i64)>,
    names: Vec<(String, SubjectId)>,
    members: Vec<(SubjectId, SubjectId)>,
    tally: Tally,
    pending: FxHashSet<Hash>,
    pending_subjects: Vec<SubjectId>,
    as_of: Option<NaiveDate>,
    out: Imported,
}

impl Book {
    /// Begins an import that counts on `day`. `rows` is about how many rows will come.
    pub fn import(&mut self, day: NaiveDate, officer: &str, rows: usize) -> Result<RosterImport<'_>> {
        self.refresh()?;
        let now = (self.clock)();
        let count: i64 = self.conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0))?;
        let bulk = rows >= BULK && (count as usize) < rows;
        if bulk {
            // Alone with a small book, a rollback journal spares writing every page twice.
            let _: std::result::Result<String, _> =
                self.conn.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0));
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head = Self::head(&tx, self.devices.as_deref(), &self.path, self.device_checked)?;
        let rules = &self.steering.rules;
        project::extend(&tx, rules, day, beyond(day))?;
        let horizon = meta::<i64>(&tx, "horizon")?.map_or(day, day_from_sql);
        if bulk {
            drop_indexes(&tx)?;
        }
        let mut known = FxHashSet::default();
        for table in ["person", "household"] {
            let mut ids = tx.prepare(&format!("SELECT id FROM {table}"))?;
            let ids = ids.query_map([], |r| r.get::<_, i64>(0))?;
            for id in ids {
                known.insert(SubjectId::from_i64(id?));
            }
        }
        let home = self.unit;
        let units = self
            .steering
            .units
            .iter()
            .filter(|(code, u)| u.level == Level::Village && home.contains(**code))
            .map(|(code, u)| (super::steering::short_name(&u.name).to_string(), *code))
            .collect();
        let first = head.seq + 1;
        let batch = batch_name(head.device, first);
        Ok(RosterImport {
            tx: Some(tx),
            rules,
            head,
            path: &self.path,
            devices: self.devices.as_deref(),
            unit: self.unit,
            units,
            taken: self.steering.units.keys().copied().collect(),
            day,
            officer: officer.to_string(),
            recorded: now.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            now,
            horizon,
            first,
            bulk,
            known,
            seen: FxHashSet::default(),
            seen_villages: FxHashMap::default(),
            part: Vec::with_capacity(PART),
            pairs: Vec::new(),
            names: Vec::new(),
            members: Vec::new(),
            tally: Tally::default(),
            pending: FxHashSet::default(),
            pending_subjects: Vec::new(),
            as_of: None,
            out: Imported { batch, ..Imported::default() },
        })
    }

    /// Reads again what steers the figures; call after an import has finished.
    pub fn settle_after_import(&mut self) -> Result<()> {
        let _: std::result::Result<String, _> =
            self.conn.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0));
        self.steering = super::Steering::load(&self.conn, self.unit)?;
        self.device_checked = false;
        Ok(())
    }
}

fn drop_indexes(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "DROP TRIGGER entry_never_replaced;
         DROP INDEX entry_hash; DROP INDEX entry_device; DROP INDEX entry_day;
         DROP INDEX person_name; DROP INDEX person_id_no; DROP INDEX person_phone; DROP INDEX person_next;
         DROP INDEX household_no;",
    )?;
    Ok(())
}

impl RosterImport<'_> {
    /// Takes a row.
    pub fn add(&mut self, line: RosterLine) -> Result<()> {
        self.part.push(line);
        if self.part.len() >= PART { self.take_part() } else { Ok(()) }
    }

    fn conn(&self) -> Result<&Connection> {
        self.tx.as_deref().ok_or_else(|| super::Error::Internal("import closed".into()))
    }

    fn take_part(&mut self) -> Result<()> {
        let lines = std::mem::take(&mut self.part);
        let ids = self.subjects_of(&lines)?;
        let existing: FxHashSet<SubjectId> = ids
            .iter()
            .flat_map(|(person, household)| [*person, *household])
            .filter(|id| self.known.contains(id) && !self.seen.contains(id))
            .collect();
        let scene = if existing.is_empty() { Scene::default() } else { Scene::load_only(self.conn()?, &existing)? };
        let mut fresh = Folded::default();
        let mut families: FxHashMap<SubjectId, Vec<Event>> = FxHashMap::default();
        let mut fresh_people: Vec<(SubjectId, Event)> = Vec::new();
        let mut late_households: FxHashSet<SubjectId> = FxHashSet::default();
        for (mut line, (person, household)) in lines.into_iter().zip(ids) {
            if let Some(name) = line.village.take() {
                let code = self.village(&name)?;
                line.facts.person.village = Some(code);
                line.facts.household.village = Some(code);
            }
            line.facts.person.household = Some(household);
            line.facts.household.household_no = Some(line.household_no);
            self.as_of = Some(line.facts.as_of);
            if let Some(village) = line.facts.person.village {
                *self.seen_villages.entry(village).or_insert(0) += 1;
            }
            let is_known = self.known.contains(&person);
            let order = crate::domain::entry::Order {
                day: self.day,
                at: i64::MAX,
                device: self.head.device,
                seq: u64::MAX,
                hash: Hash::default(),
            };
            let unit = line.facts.person.village.unwrap_or(self.unit);
            let mut event =
                Event { order, subjects: vec![person, household], unit, fact: Fact::Roster(Box::new(line.facts)) };
            if is_known {
                if says_nothing_new(&scene, person, household, &event, self.day, self.rules) {
                    self.out.unchanged += 1;
                    self.seen.insert(person);
                    continue;
                }
                self.out.updated += 1;
            } else {
                self.out.new += 1;
            }
            let entry = self.append(&event)?;
            event.order = entry.order();
            let household_open = families.contains_key(&household);
            if is_known || (self.known.contains(&household) && !household_open) {
                self.pending.insert(entry.hash);
                self.pending_subjects.push(person);
                self.pending_subjects.push(household);
                late_households.insert(household);
            } else {
                families.entry(household).or_default().push(event.clone());
                fresh_people.push((person, event));
            }
            self.seen.insert(person);
            self.known.insert(person);
            self.known.insert(household);
        }
        // Fold and count the new families.
        let mut people: Vec<SubjectId> = Vec::with_capacity(fresh_people.len());
        for (person, event) in &fresh_people {
            fresh.persons.insert(*person, trace([event], self.rules, self.horizon));
            people.push(*person);
        }
        for (household, events) in &families {
            fresh.households.insert(*household, Household::fold(events, self.rules));
        }
        let all: FxHashSet<SubjectId> = people.iter().chain(families.keys()).copied().collect();
        let doubts = fresh.tally(&all, self.rules, 1, &mut self.tally);
        people.sort_unstable();
        let mut households: Vec<SubjectId> = families.keys().copied().collect();
        households.sort_unstable();
        let rules = self.rules;
        for id in people {
            if let Some(trace) = fresh.persons.get(&id) {
                project::write_person(self.conn()?, id, trace, rules, true)?;
                if let Some(name) = &trace.person.facts.name {
                    self.names.extend(project::keys_of(name).into_iter().map(|key| (key, id)));
                }
                self.members.extend(trace.person.facts.household.map(|h| (h, id)));
            }
        }
        for id in households {
            if let Some(household) = fresh.households.get(&id) {
                project::write_household(self.conn()?, id, household, rules)?;
            }
        }
        for (id, doubts) in doubts {
            project::write_doubts(self.conn()?, id, &doubts, true)?;
        }
        Ok(())
    }

    /// The subjects of each line: the person who has this number now, else the one derived from it.
    fn subjects_of(&self, lines: &[RosterLine]) -> Result<Vec<(SubjectId, SubjectId)>> {
        let mut by_number = if self.known.is_empty() || self.bulk {
            None
        } else {
            Some(self.conn()?.prepare_cached("SELECT id FROM person WHERE id_no = ?1")?)
        };
        lines
            .iter()
            .map(|line| {
                let mut person = SubjectId::derived(SubjectKind::Person, &line.id_no);
                if !self.known.contains(&person)
                    && let Some(query) = &mut by_number
                    && let Some(id) = query.query_map([&line.id_no], |r| r.get(0))?.next().transpose()?
                {
                    person = SubjectId::from_i64(id);
                }
                Ok((person, SubjectId::derived(SubjectKind::Household, &line.household_no)))
            })
            .collect()
    }

    fn append(&mut self, event: &Event) -> Result<Entry> {
        let entry = self.head.chain(
            Entry {
                hash: Hash::default(),
                prev: Hash::default(),
                device: self.head.device,
                seq: 0,
                at: 0,
                recorded: self.recorded.clone(),
                day: self.day,
                officer: self.officer.clone(),
                unit: event.unit,
                kind: event.fact.kind().to_string(),
                subjects: event.subjects.clone(),
                body: event.fact.write(self.first)?,
            },
            self.now.timestamp_micros(),
        );
        let row = insert_entry(self.conn()?, self.head.row, &entry)?;
        self.pairs.extend(entry.subjects.iter().map(|s| (*s, row)));
        Ok(entry)
    }

    /// The code of a village that only the file knows: the next free number of this township, from a place that
    /// the name gives, so that two offline copies are likely to agree.
    fn village(&mut self, name: &str) -> Result<RegionCode> {
        let short = super::steering::short_name(name).to_string();
        if let Some(code) = self.units.get(&short) {
            return Ok(*code);
        }
        let seed = SubjectId::derived(SubjectKind::Unit, &short).to_i64() as u64;
        let base = self.unit.at(Level::Township).number();
        let code = (0..500)
            .map(|step| RegionCode::from_number(base + 500 + (seed + step) % 500))
            .find(|code| !self.taken.contains(code))
            .unwrap_or(self.unit);
        self.taken.insert(code);
        self.units.insert(short, code);
        self.out.villages.push((code, name.to_string()));
        let event = Event {
            order: crate::domain::entry::Order {
                day: self.day,
                at: 0,
                device: self.head.device,
                seq: 0,
                hash: Hash::default(),
            },
            subjects: vec![SubjectId::unit(code)],
            unit: code,
            fact: Fact::Unit(UnitFacts { name: name.to_string(), level: Level::Village, local: true }),
        };
        self.append(&event)?;
        super::record::write_units(self.conn()?, std::slice::from_ref(&event))?;
        Ok(code)
    }

    /// Writes what is left, and keeps all of it.
    pub fn finish(mut self) -> Result<Imported> {
        self.complete()?;
        set_meta(self.conn()?, "last_at", self.head.last_at)?;
        if let Some(tx) = self.tx.take() {
            tx.commit()?;
        }
        if let Some(folder) = self.devices {
            device::remember(folder, self.head.device, self.path, self.head.seq);
        }
        Ok(std::mem::take(&mut self.out))
    }

    /// Does all the work and keeps nothing of it (a dry run).
    pub fn discard(mut self) -> Result<Imported> {
        self.complete()?;
        drop(self.tx.take());
        Ok(std::mem::take(&mut self.out))
    }

    fn complete(&mut self) -> Result<()> {
        self.take_part()?;
        self.note_missing()?;
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_unstable();
        insert_subjects(self.conn()?, &pairs)?;
        drop(pairs);
        let mut names = std::mem::take(&mut self.names);
        names.sort_unstable();
        project::write_names(self.conn()?, names)?;
        let mut members = std::mem::take(&mut self.members);
        members.sort_unstable();
        for (household, person) in members {
            project::write_member(self.conn()?, household, person)?;
        }
        let tally = std::mem::take(&mut self.tally);
        project::write_tally(self.conn()?, &tally)?;
        drop(tally);
        if self.bulk {
            self.conn()?.execute_batch(INDEXES)?;
        }
        if !self.pending.is_empty() {
            let mut touched = std::mem::take(&mut self.pending_subjects);
            touched.sort_unstable();
            touched.dedup();
            project::write_pending_members(self.conn()?, &touched)?;
            project::settle_pending(self.conn()?, &touched, &self.pending, self.rules, self.horizon)?;
        }
        if self.out.new + self.out.updated + self.out.missing == 0 {
            self.out.batch.clear();
        }
        Ok(())
    }

    /// People of a village that the file covers (at least half of those on the book) whom it does not list.
    fn note_missing(&mut self) -> Result<()> {
        let Some(as_of) = self.as_of else { return Ok(()) };
        let mut absent: Vec<SubjectId> = Vec::new();
        {
            let conn = self.conn()?;
            let mut query = conn.prepare("SELECT id, unit FROM person ORDER BY id")?;
            let mut by_unit: FxHashMap<i64, (u64, Vec<SubjectId>)> = FxHashMap::default();
            let rows = query.query_map([], |r| Ok((SubjectId::from_i64(r.get(0)?), r.get::<_, i64>(1)?)))?;
            for row in rows {
                let (id, unit) = row?;
                let slot = by_unit.entry(unit).or_default();
                slot.0 += 1;
                if !self.seen.contains(&id) {
                    slot.1.push(id);
                }
            }
            for (village, listed) in &self.seen_villages {
                if let Some((all, missing)) = by_unit.remove(&(village.number() as i64))
                    && listed * 2 >= all
                {
                    absent.extend(missing);
                }
            }
        }
        if absent.is_empty() {
            return Ok(());
        }
        absent.sort_unstable();
        for chunk in absent.chunks(4_000) {
            let ids: FxHashSet<SubjectId> = chunk.iter().copied().collect();
            let scene = Scene::load_only(self.conn()?, &ids)?;
            for id in chunk {
                let person = scene.person_on(*id, self.day, self.rules);
                let standing = person.standing(self.day, self.rules);
                let newer = scene.standing_events(*id).iter().any(|e| match &e.fact {
                    Fact::Roster(row) => row.as_of >= as_of,
                    _ => e.day() > as_of,
                });
                if !standing.on_roster || person.missing.is_some() || newer {
                    continue;
                }
                let event = Event {
                    order: crate::domain::entry::Order {
                        day: self.day,
                        at: 0,
                        device: self.head.device,
                        seq: 0,
                        hash: Hash::default(),
                    },
                    subjects: vec![*id],
                    unit: standing.unit,
                    fact: Fact::Missing(MissingFacts { as_of }),
                };
                let entry = self.append(&event)?;
                self.pending.insert(entry.hash);
                self.pending_subjects.push(*id);
                self.out.missing += 1;
            }
        }
        Ok(())
    }
}

impl Drop for RosterImport<'_> {
    fn drop(&mut self) {
        // The transaction, where it is still open, rolls back by itself.
        self.tx.take();
    }
}

/// Whether a row leaves everything as the book knows it.
fn says_nothing_new(
    scene: &Scene,
    person: SubjectId,
    household: SubjectId,
    event: &Event,
    day: NaiveDate,
    rules: &Rules,
) -> bool {
    let before = scene.person_on(person, day, rules);
    let mut after = before.clone();
    after.apply(event, rules, &mut Vec::new());
    let same_person = before.known
        && before.facts == after.facts
        && before.spells == after.spells
        && before.overruled == after.overruled
        && before.missing == after.missing;
    if !same_person {
        return false;
    }
    let mut events: Vec<Event> = scene.standing_events(household);
    events.retain(|e| e.day() <= day);
    let before = Household::fold(&events, rules);
    events.push(event.clone());
    let after = Household::fold(&events, rules);
    before.facts == after.facts
}

impl Book {
    /// How many entries the book has.
    pub fn entries(&self) -> Result<u64> {
        let n: i64 = self.conn.query_row("SELECT count(*) FROM entry", params![], |r| r.get(0))?;
        Ok(n as u64)
    }
}
