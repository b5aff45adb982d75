//! Bringing a roster in: one entry per row in one batch. New families are folded as they come, beside the writing;
//! whatever meets somebody already in the book is settled at the end, from the ledger. All of it stays, or nothing.

mod prepare;
mod write;

use super::error::{Error, Result};
use super::record::batch_name;
use super::row::set_meta;
use super::scene::Scene;
use super::steering::UNREAD;
use super::{Book, device as memory, project};
use crate::domain::facts::RosterFacts;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use chrono::NaiveDate;
use compact_str::CompactString;
use prepare::{Part, Preparer, Stamp, Totals};
use rusqlite::{Connection, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::mpsc;
use write::Writer;

/// Lines are taken in parts of this size.
const PART: usize = 2_048;
/// Threads that sort the parts while the next are read; the processor has fewer cores, but whoever waits is put aside.
const SORTERS: i64 = 3;
/// From this many rows on, indexes are dropped before and built after, where the book is smaller than the file.
const BULK: usize = 2_000;

/// A row of a roster, on its way into the book.
#[derive(Debug, Clone)]
pub struct RosterLine {
    /// The ID number, valid and normalised.
    pub id_no: CompactString,
    /// The household number.
    pub household_no: CompactString,
    /// What the row says.
    pub facts: Box<RosterFacts>,
    /// The village by its name, where the book has no region tree to look it up in.
    pub village: Option<CompactString>,
    /// What the file says of the household's village apart from the person's: `None` = nothing, it is the same;
    /// `Some(None)` = it stands in `facts`; else its name, where the book has no region tree to look it up in.
    pub household_village: Option<Option<CompactString>>,
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
        // What was called off is taken back; from here on the book is put in order again. It says what it says by now:
        // where that fails, the next who needs it tries again, and is told.
        let _ = self.heed(None);
        let _ = self.settle_for_bulk(false);
        let _: std::result::Result<String, _> =
            self.conn.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0));
        self.data_version = UNREAD;
        let _ = self.refresh();
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
            self.settle_for_bulk(true)?;
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        self.steering.freshen(&tx, self.unit, &mut self.data_version)?;
        let head = Self::head(&tx, self.devices.as_deref(), &self.path, self.device_checked)?;
        let horizon = project::extend(&tx, &self.steering.rules, plan.day)?;
        let known = known_subjects(&tx)?;
        let first = head.seq + 1;
        let batch = batch_name(head.device, first);
        let device = (head.device, head.row);
        let stamp = Stamp {
            day: plan.day,
            officer: plan.officer.to_string(),
            recorded: now.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            micros: now.timestamp_micros(),
        };
        let mut writer = Writer::new(&tx, device.1, &stamp, bulk)?;
        let preparer = Preparer::new(&self.steering, stamp, horizon, head, known);
        let (sender, receiver) = mpsc::sync_channel::<Result<Batch>>(3);
        let produced = std::thread::scope(|scope| {
            // Into an empty book nothing has to be looked up: lines are prepared beside the reading and the writing.
            let (lines, read) = mpsc::sync_channel::<Vec<RosterLine>>(3);
            let reading = scope.spawn(move || read_lines(produce, &lines));
            let (ahead, mut here) = if preparer.first { (Some(preparer), None) } else { (None, Some(preparer)) };
            let preparing = scope.spawn(move || prepare_ahead(read, ahead, &sender));
            let mut failed = None;
            for batch in receiver {
                let taken = batch.and_then(|batch| match batch {
                    Batch::Prepared(part) => writer.write(*part),
                    Batch::Lines(lines) => match &mut here {
                        Some(preparer) => writer.write(prepare_known(&tx, preparer, lines)?),
                        None => Ok(()),
                    },
                });
                if let Err(error) = taken {
                    failed = Some(error);
                    break;
                }
            }
            let stopped = || Error::Internal(say!("book-reading-stopped"));
            let ahead = preparing.join().map_err(|_| stopped());
            let read = reading.join().unwrap_or_else(|_| Err(stopped().into()));
            match (failed, read) {
                (Some(error), _) => Err(error.into()),
                (None, Ok(value)) => ahead?
                    .or(here)
                    .map(|preparer| (value, preparer))
                    .ok_or_else(|| Error::Internal(say!("book-import-stopped")).into()),
                (None, Err(error)) => Err(error),
            }
        })?;
        let (value, mut preparer) = produced;
        writer.flush_all()?;
        if !preparer.first {
            note_missing(&tx, &mut preparer, &mut writer)?;
        }
        preparer.forget();
        writer.complete(&mut preparer.totals, &self.steering, horizon)?;
        let mut out = std::mem::take(&mut preparer.totals.out);
        out.batch = if out.new + out.updated + out.missing == 0 { String::new() } else { batch };
        let seq = preparer.head.seq;
        set_meta(&tx, "last_at", preparer.head.last_at)?;
        drop((preparer, writer));
        if plan.dry_run {
            tx.rollback().map_err(Error::from)?;
            return Ok((value, out));
        }
        tx.commit().map_err(Error::from)?;
        if let Some(folder) = &self.devices {
            memory::remember(folder, device.0, &self.path, seq);
        }
        Ok((value, out))
    }

    /// Settings under which many rows are written at once, or those of every day. Outside of any transaction.
    fn settle_for_bulk(&self, bulk: bool) -> Result<()> {
        // The only reference is to the device, which is the same for all.
        self.conn.pragma_update(None, "foreign_keys", !bulk)?;
        // What is sorted in parts takes half as long, and the parts lie in files: of an encrypted book they may not.
        let files = bulk && self.key.is_none();
        self.conn.pragma_update(None, "temp_store", if files { "FILE" } else { "MEMORY" })?;
        Ok(self.conn.pragma_update(None, "threads", if files { SORTERS } else { 0 })?)
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

/// Runs `produce`, and passes on in parts what it gives. Whoever has stopped taking them is told nothing.
fn read_lines<T, E>(
    produce: impl FnOnce(LineSink<'_>) -> std::result::Result<T, E>,
    lines: &mpsc::SyncSender<Vec<RosterLine>>,
) -> std::result::Result<T, E> {
    let mut part: Vec<RosterLine> = Vec::with_capacity(PART);
    let value = produce(&mut |line| {
        part.push(line);
        if part.len() >= PART {
            let _ = lines.send(std::mem::replace(&mut part, Vec::with_capacity(PART)));
        }
    })?;
    let _ = lines.send(part);
    Ok(value)
}

/// Prepares what was read, where the book was empty; else passes it on as it is.
fn prepare_ahead<'a>(
    read: mpsc::Receiver<Vec<RosterLine>>,
    mut preparer: Option<Preparer<'a>>,
    sender: &mpsc::SyncSender<Result<Batch>>,
) -> Option<Preparer<'a>> {
    for lines in read {
        let batch = match &mut preparer {
            Some(preparer) => {
                let scene = Scene::default();
                let lines = lines.into_iter().map(|line| (derived(&line), line));
                preparer.prepare(lines, &scene).map(|part| Batch::Prepared(Box::new(part)))
            }
            None => Ok(Batch::Lines(lines)),
        };
        if sender.send(batch).is_err() {
            break;
        }
    }
    preparer
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
            && let Some(id) = by_number.query_map([line.id_no.as_str()], |r| r.get(0))?.next().transpose()?
        {
            person = SubjectId::from_i64(id);
        }
        let household = SubjectId::derived(SubjectKind::Household, &line.household_no);
        met.extend([person, household].into_iter().filter(|id| preparer.knows(*id)));
        named.push((person, line));
    }
    let scene = Scene::load_only(conn, &met)?;
    preparer.prepare(named.into_iter(), &scene)
}

/// People of a village that the file covers (at least half of those on the book) whom it does not list.
fn note_missing(conn: &Connection, preparer: &mut Preparer<'_>, writer: &mut Writer<'_>) -> Result<()> {
    let Some(as_of) = preparer.totals.as_of else { return Ok(()) };
    for chunk in unlisted(conn, &preparer.totals)?.chunks(4_000) {
        let scene = Scene::load_only(conn, &chunk.iter().copied().collect())?;
        for id in chunk {
            if let Some(entry) = preparer.missing(*id, &scene, as_of)? {
                writer.append(entry)?;
            }
        }
    }
    Ok(())
}

fn unlisted(conn: &Connection, totals: &Totals) -> Result<Vec<SubjectId>> {
    let people: i64 = conn.query_row("SELECT count(*) FROM person", [], |r| r.get(0))?;
    if people as usize == totals.seen.len() {
        return Ok(Vec::new());
    }
    let mut query = conn.prepare("SELECT id, unit FROM person ORDER BY id")?;
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
