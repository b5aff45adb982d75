//! Bringing a roster in: one entry per row in one batch. New families are folded as they come, beside the writing;
//! whatever meets somebody already in the book is settled at the end, from the ledger. All of it stays, or nothing.

mod prepare;

use super::error::{Error, Result};
use super::record::{Head, batch_name};
use super::row::{day_from_sql, insert_entry, insert_subjects, meta, set_meta};
use super::scene::Scene;
use super::steering::Steering;
use super::{Book, INDEXES, beyond, device, project};
use crate::domain::acts::{Fact, MissingFacts};
use crate::domain::entry::{Entry, Hash};
use crate::domain::facts::RosterFacts;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::{DateTime, FixedOffset, NaiveDate};
use prepare::{NewEntry, Part, Preparer, Totals};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::mpsc;

/// Lines are taken in parts of this size.
const PART: usize = 4_096;
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
    pub facts: Box<RosterFacts>,
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

/// Receives the lines of a file, in file order.
pub type LineSink<'a> = &'a mut dyn FnMut(RosterLine);

/// How an import is to be done.
#[derive(Debug, Clone, Copy)]
pub struct ImportPlan<'a> {
    /// The business day that counts it.
    pub day: NaiveDate,
    /// Who imports.
    pub officer: &'a str,
    /// About how many rows will come.
    pub rows: usize,
    /// Does all the work and keeps nothing of it.
    pub dry_run: bool,
}

impl Book {
    /// Imports what `produce` gives. It runs beside the writing; where it fails, nothing is kept and its error is
    /// given back.
    pub fn import<T: Send, E: Send + From<Error>>(
        &mut self,
        plan: ImportPlan<'_>,
        produce: impl FnOnce(LineSink<'_>) -> std::result::Result<T, E> + Send,
    ) -> std::result::Result<(T, Imported), E> {
        self.refresh()?;
        let result = self.import_within(plan, produce);
        let _: std::result::Result<String, _> =
            self.conn.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0));
        self.steering = Steering::load(&self.conn, self.unit)?;
        self.device_checked = false;
        result
    }

    fn import_within<T: Send, E: Send + From<Error>>(
        &mut self,
        plan: ImportPlan<'_>,
        produce: impl FnOnce(LineSink<'_>) -> std::result::Result<T, E> + Send,
    ) -> std::result::Result<(T, Imported), E> {
        let now = (self.clock)();
        let count: i64 =
            self.conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0)).map_err(Error::from)?;
        let bulk = plan.rows >= BULK && (count as usize) < plan.rows;
        if bulk {
            // Alone with a small book, a rollback journal spares writing every page twice.
            let _: std::result::Result<String, _> =
                self.conn.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0));
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let head = Self::head(&tx, self.devices.as_deref(), &self.path, self.device_checked)?;
        project::extend(&tx, &self.steering.rules, plan.day, beyond(plan.day))?;
        let horizon = meta::<i64>(&tx, "horizon")?.map_or(plan.day, day_from_sql);
        let known = known_subjects(&tx)?;
        let fresh_book = known.is_empty();
        if bulk {
            drop_indexes(&tx)?;
        }
        let first = head.seq + 1;
        let batch = batch_name(head.device, first);
        let mut preparer = Preparer::new(&self.steering, plan.day, horizon, first, known);
        let mut writer = Writer::new(&tx, head, &plan, now);
        let (sender, receiver) = mpsc::sync_channel::<Result<Batch>>(3);
        let produced = std::thread::scope(|scope| {
            let steering = &self.steering;
            let ahead = fresh_book.then(|| Preparer::new(steering, plan.day, horizon, first, FxHashSet::default()));
            let reading = scope.spawn(move || read_ahead(produce, ahead, &sender));
            let mut failed = None;
            for batch in receiver {
                let taken = batch.and_then(|batch| match batch {
                    Batch::Prepared(part) => writer.write(*part),
                    Batch::Lines(lines) => {
                        let part = prepare_known(&tx, &mut preparer, lines)?;
                        writer.write(part)
                    }
                });
                if let Err(error) = taken {
                    failed = Some(error);
                    break;
                }
            }
            let read = reading.join().unwrap_or_else(|_| Err(Error::Internal("读取中断".into()).into()));
            match failed {
                Some(error) => Err(error.into()),
                None => read,
            }
        })?;
        let (value, ahead) = produced;
        let mut totals = ahead.unwrap_or(preparer).totals;
        writer.note_missing(&totals, &self.steering)?;
        writer.complete(&mut totals, &self.steering, horizon, bulk)?;
        let mut out = totals.out;
        out.missing = writer.missing;
        out.batch = if out.new + out.updated + out.missing == 0 { String::new() } else { batch };
        let (device, seq) = (writer.head.device, writer.head.seq);
        set_meta(&tx, "last_at", writer.head.last_at)?;
        drop(writer);
        if plan.dry_run {
            tx.rollback().map_err(Error::from)?;
            return Ok((value, out));
        }
        tx.commit().map_err(Error::from)?;
        if let Some(folder) = &self.devices {
            device::remember(folder, device, &self.path, seq);
        }
        Ok((value, out))
    }

    /// How many entries the book has.
    pub fn entries(&self) -> Result<u64> {
        let n: i64 = self.conn.query_row("SELECT count(*) FROM entry", params![], |r| r.get(0))?;
        Ok(n as u64)
    }
}

/// What travels from the reading thread to the writing one.
enum Batch {
    /// Of people new to the book.
    Prepared(Box<Part>),
    /// To be held against the book first.
    Lines(Vec<RosterLine>),
}

/// Runs `produce`, in parts; prepares them here where the book was empty. A writer that has stopped is told nothing.
fn read_ahead<'a, T, E: From<Error>>(
    produce: impl FnOnce(LineSink<'_>) -> std::result::Result<T, E>,
    mut preparer: Option<Preparer<'a>>,
    sender: &mpsc::SyncSender<Result<Batch>>,
) -> std::result::Result<(T, Option<Preparer<'a>>), E> {
    let mut lines: Vec<RosterLine> = Vec::with_capacity(PART);
    let mut send = |lines: Vec<RosterLine>| {
        let batch = match &mut preparer {
            Some(preparer) => {
                let scene = Scene::default();
                let lines = lines.into_iter().map(|l| (derived(&l), l)).collect();
                preparer.prepare(lines, &scene).map(|part| Batch::Prepared(Box::new(part)))
            }
            None => Ok(Batch::Lines(lines)),
        };
        let _ = sender.send(batch);
    };
    let value = produce(&mut |line| {
        lines.push(line);
        if lines.len() >= PART {
            send(std::mem::replace(&mut lines, Vec::with_capacity(PART)));
        }
    })?;
    send(lines);
    Ok((value, preparer))
}

fn derived(line: &RosterLine) -> SubjectId {
    SubjectId::derived(SubjectKind::Person, &line.id_no)
}

fn known_subjects(conn: &Connection) -> Result<FxHashSet<SubjectId>> {
    let mut known = FxHashSet::default();
    for table in ["person", "household"] {
        let mut ids = conn.prepare(&format!("SELECT id FROM {table}"))?;
        for id in ids.query_map([], |r| r.get::<_, i64>(0))? {
            known.insert(SubjectId::from_i64(id?));
        }
    }
    Ok(known)
}

/// Holds lines against the book: who has this number now, and what is known of them.
fn prepare_known(conn: &Connection, preparer: &mut Preparer<'_>, lines: Vec<RosterLine>) -> Result<Part> {
    let mut by_number = conn.prepare_cached("SELECT id FROM person WHERE id_no = ?1")?;
    let mut met = FxHashSet::default();
    let mut named = Vec::with_capacity(lines.len());
    for line in lines {
        let mut person = derived(&line);
        if !preparer.knows(person)
            && let Some(id) = by_number.query_map([&line.id_no], |r| r.get(0))?.next().transpose()?
        {
            person = SubjectId::from_i64(id);
        }
        let household = SubjectId::derived(SubjectKind::Household, &line.household_no);
        met.extend([person, household].into_iter().filter(|id| preparer.knows(*id)));
        named.push((person, line));
    }
    let scene = Scene::load_only(conn, &met)?;
    preparer.prepare(named, &scene)
}

fn drop_indexes(conn: &Connection) -> Result<()> {
    // Those of device and day grow at their end and cost nothing; the others are built from sorted rows afterwards.
    conn.execute_batch(
        "DROP TRIGGER entry_never_replaced;
         DROP INDEX entry_hash; DROP INDEX person_name; DROP INDEX person_id_no; DROP INDEX person_phone;
         DROP INDEX person_next; DROP INDEX household_no;",
    )?;
    Ok(())
}

/// Writes parts, inside the import's transaction.
struct Writer<'a> {
    conn: &'a Transaction<'a>,
    head: Head,
    day: NaiveDate,
    officer: &'a str,
    recorded: String,
    micros: i64,
    pairs: Vec<(SubjectId, i64)>,
    pending: FxHashSet<Hash>,
    pending_subjects: Vec<SubjectId>,
    missing: u64,
}

impl<'a> Writer<'a> {
    fn new(conn: &'a Transaction<'a>, head: Head, plan: &ImportPlan<'a>, now: DateTime<FixedOffset>) -> Self {
        Self {
            conn,
            head,
            day: plan.day,
            officer: plan.officer,
            recorded: now.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            micros: now.timestamp_micros(),
            pairs: Vec::new(),
            pending: FxHashSet::default(),
            pending_subjects: Vec::new(),
            missing: 0,
        }
    }

    fn append(&mut self, new: NewEntry) -> Result<()> {
        let entry = self.head.chain(
            Entry {
                hash: Hash::default(),
                prev: Hash::default(),
                device: self.head.device,
                seq: 0,
                at: 0,
                recorded: self.recorded.clone(),
                day: self.day,
                officer: self.officer.to_string(),
                unit: new.unit,
                kind: new.kind.to_string(),
                subjects: new.subjects,
                body: new.body,
            },
            self.micros,
        );
        let row = insert_entry(self.conn, self.head.row, &entry)?;
        self.pairs.extend(entry.subjects.iter().map(|s| (*s, row)));
        if new.pending {
            self.pending.insert(entry.hash);
            self.pending_subjects.extend(entry.subjects);
        }
        Ok(())
    }

    fn write(&mut self, part: Part) -> Result<()> {
        for entry in part.entries {
            self.append(entry)?;
        }
        for (id, trace) in &part.people {
            project::write_person(self.conn, *id, trace, true)?;
        }
        for (id, household) in &part.households {
            project::write_household(self.conn, *id, household)?;
        }
        for (id, doubts) in &part.doubts {
            project::write_doubts(self.conn, *id, doubts, true)?;
        }
        Ok(())
    }

    fn complete(&mut self, totals: &mut Totals, steering: &Steering, horizon: NaiveDate, bulk: bool) -> Result<()> {
        self.pairs.sort_unstable();
        insert_subjects(self.conn, &std::mem::take(&mut self.pairs))?;
        let mut names: Vec<String> = std::mem::take(&mut totals.names).into_iter().collect();
        names.sort_unstable();
        project::write_spellings(self.conn, names.iter().map(String::as_str))?;
        project::write_tally(self.conn, &std::mem::take(&mut totals.tally))?;
        if bulk {
            self.conn.execute_batch(INDEXES)?;
        }
        if !self.pending.is_empty() {
            let mut touched = std::mem::take(&mut self.pending_subjects);
            touched.sort_unstable();
            touched.dedup();
            project::settle_pending(self.conn, &touched, &self.pending, &steering.rules, horizon)?;
        }
        Ok(())
    }

    /// People of a village that the file covers (at least half of those on the book) whom it does not list.
    fn note_missing(&mut self, totals: &Totals, steering: &Steering) -> Result<()> {
        let Some(as_of) = totals.as_of else { return Ok(()) };
        let rules = &steering.rules;
        for chunk in self.unlisted(totals)?.chunks(4_000) {
            let scene = Scene::load_only(self.conn, &chunk.iter().copied().collect())?;
            for id in chunk {
                let person = scene.person_on(*id, self.day, rules);
                let standing = person.standing(self.day, rules);
                let newer = scene.standing_events(*id).iter().any(|e| match &e.fact {
                    Fact::Roster(row) => row.as_of >= as_of,
                    _ => e.day() > as_of,
                });
                if standing.on_roster && person.missing.is_none() && !newer {
                    let fact = Fact::Missing(MissingFacts { as_of });
                    self.append(NewEntry {
                        kind: fact.kind(),
                        subjects: vec![*id],
                        unit: standing.unit,
                        body: fact.write(self.head.seq + 1)?,
                        pending: true,
                    })?;
                    self.missing += 1;
                }
            }
        }
        Ok(())
    }

    fn unlisted(&self, totals: &Totals) -> Result<Vec<SubjectId>> {
        if totals.out.updated + totals.out.unchanged == 0 && totals.seen.len() as u64 == totals.out.new {
            let others: bool =
                self.conn.query_row("SELECT count(*) > ?1 FROM person", [totals.out.new as i64], |r| r.get(0))?;
            if !others {
                return Ok(Vec::new());
            }
        }
        let mut query = self.conn.prepare("SELECT id, unit FROM person ORDER BY id")?;
        let mut by_unit: FxHashMap<i64, (u64, Vec<SubjectId>)> = FxHashMap::default();
        for row in query.query_map([], |r| Ok((SubjectId::from_i64(r.get(0)?), r.get::<_, i64>(1)?)))? {
            let (id, unit) = row?;
            let slot = by_unit.entry(unit).or_default();
            slot.0 += 1;
            if !totals.seen.contains(&id) {
                slot.1.push(id);
            }
        }
        let mut out: Vec<SubjectId> = Vec::new();
        for (village, listed) in &totals.villages {
            if let Some((all, unlisted)) = by_unit.remove(&(village.number() as i64))
                && listed * 2 >= all
            {
                out.extend(unlisted);
            }
        }
        out.sort_unstable();
        Ok(out)
    }
}
