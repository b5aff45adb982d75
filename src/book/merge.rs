//! Taking in entries that other devices wrote: every one that the book lacks, in one transaction. Whom they name is
//! read beside their being written.

use super::connect::CACHE;
use super::error::{Error, Result};
use super::row::{self, insert_entry, meta, set_meta};
use super::scene::Scene;
use super::{Book, project};
use crate::domain::entry::{DeviceId, Entry, Event, Hash};
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry as Known;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Scope;

/// Up to so many entries nobody else reads for.
const ALONE: usize = 500;

/// So many parts are read ahead, some 10 MB each, while entries are written.
const AHEAD: usize = 16;

/// For many entries: all of a county's index of hashes, which they touch anywhere, is in memory, and none of its pages
/// goes to the disk twice.
const MANY_CACHE: i64 = 3 * CACHE;

/// How a merge went.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Merged {
    /// Entries that were new.
    pub added: u64,
    /// Entries that the book had.
    pub known: u64,
    /// Devices that wrote two histories (疑点): both are kept, the device is retired.
    pub forks: Vec<String>,
    /// Entries whose clock lies more than a day ahead.
    pub ahead: u64,
    /// Devices of which earlier entries are still missing: {device → first missing seq}.
    pub lacking: BTreeMap<String, u64>,
}

impl Book {
    /// Takes in entries of other devices.
    pub fn merge_entries(&mut self, entries: Vec<Entry>) -> Result<Merged> {
        if entries.len() <= ALONE {
            return self.merge_beside(None, entries);
        }
        let reader = self.reader_beside();
        self.conn.pragma_update(None, "cache_size", MANY_CACHE)?;
        let merged = self.merge_beside(reader, entries);
        // Memory only: what became of the entries is told in any case.
        self.conn.pragma_update(None, "cache_size", CACHE).ok();
        merged
    }

    fn merge_beside(&mut self, reader: Option<Connection>, entries: Vec<Entry>) -> Result<Merged> {
        let now = (self.clock)().timestamp_micros();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.steering.freshen(&tx, self.unit, &mut self.data_version)?;
        let mut out = Merged::default();
        let mut last_at: i64 = meta(&tx, "last_at")?.unwrap_or(0);
        // Before anything is added: what falls due up to there falls due to people as they are known so far.
        if let Some(latest) = entries.iter().map(|entry| entry.day).max() {
            project::extend(&tx, &self.steering.rules, latest)?;
        }
        let all = entries.len();
        let (new, pending) = unknown(&tx, entries)?;
        out.known = (all - new.len()) as u64;
        let news = by_subject(&new);
        let mut touched: Vec<SubjectId> = news.keys().copied().collect();
        touched.sort_unstable();
        let parts = Parts { all: &project::parts_of(&tx, &touched)?, next: AtomicUsize::new(0) };
        let mut devices: FxHashMap<DeviceId, Chain> = FxHashMap::default();
        let steering = std::thread::scope(|scope| {
            let ahead = reader.map(|reader| parts.read_ahead(scope, reader));
            last_at = last_at.max(write(&tx, new, now, &mut devices, &mut out)?);
            let steering = super::Steering::load(&tx, self.unit)?;
            // Where the rules have changed, figures of people whom nothing here names may change.
            if steering.rules != self.steering.rules {
                drop(ahead);
                super::rebuild::rebuild_in(&tx, &steering)?;
                return Ok(steering);
            }
            let horizon = meta::<i64>(&tx, "horizon")?.map_or(NaiveDate::MAX, row::day_from_sql);
            let scenes = Scenes { parts: &parts, ahead, conn: &tx, news: &news };
            project::settle_parts(&tx, scenes, &pending, &self.steering.rules, horizon)?;
            Ok::<_, Error>(steering)
        })?;
        set_meta(&tx, "last_at", last_at)?;
        // Somebody else has written under this copy's name: it goes on under another.
        if devices.contains_key(&DeviceId(meta(&tx, "device")?.unwrap_or_default())) {
            set_meta(&tx, "device", row::random::<16>()?)?;
        }
        for (device, chain) in devices {
            let missing: Option<i64> = tx.query_row(
                "SELECT min(e.seq) FROM entry e WHERE e.device = ?1 AND e.seq > 1
                 AND NOT EXISTS (SELECT 1 FROM entry p WHERE p.device = e.device AND p.seq = e.seq - 1)",
                [chain.row],
                |r| r.get(0),
            )?;
            if let Some(seq) = missing {
                out.lacking.insert(device.to_string(), seq as u64 - 1);
            }
        }
        tx.commit()?;
        out.forks.sort();
        out.forks.dedup();
        self.steering = steering;
        Ok(out)
    }
}

/// Entries with what they say.
type News = Vec<(Entry, Arc<Event>)>;

/// Events by whom they name.
type BySubject = FxHashMap<SubjectId, Vec<Arc<Event>>>;

/// Those entries that the book lacks, each once, and their hashes.
fn unknown(conn: &Connection, entries: Vec<Entry>) -> Result<(News, FxHashSet<Hash>)> {
    let mut known =
        conn.prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM entry e WHERE {})", row::has_hash("e", "?1")))?;
    // In the order of the index, of which each page is read once.
    let mut hashes: Vec<Hash> = entries.iter().map(|entry| entry.hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut lacking = FxHashSet::default();
    for hash in hashes {
        if !known.query_row([hash.0], |r| r.get::<_, bool>(0))? {
            lacking.insert(hash);
        }
    }
    let mut left = lacking.clone();
    let new = entries.into_iter().filter(|entry| left.remove(&entry.hash));
    let new = new.map(|entry| {
        let event = Arc::new(Event::of(&entry));
        (entry, event)
    });
    Ok((new.collect(), lacking))
}

fn by_subject(new: &News) -> BySubject {
    let mut out = BySubject::default();
    for (_, event) in new {
        for id in event.subjects.iter().filter(|id| id.kind() != SubjectKind::Unit) {
            let of = out.entry(*id).or_default();
            if !of.last().is_some_and(|last| Arc::ptr_eq(last, event)) {
                of.push(Arc::clone(event));
            }
        }
    }
    out
}

/// What the book has of a device.
struct Chain {
    row: i64,
    last: u64,
}

impl Chain {
    fn of(tx: &Transaction<'_>, device: DeviceId) -> Result<Self> {
        let row = row::device_row(tx, device)?;
        let last: i64 =
            tx.query_row("SELECT coalesce(max(seq), 0) FROM entry WHERE device = ?1", [row], |r| r.get(0))?;
        Ok(Self { row, last: last as u64 })
    }

    /// Whether the device has written an entry of this number already.
    fn has(&self, tx: &Transaction<'_>, seq: u64) -> Result<bool> {
        if seq > self.last {
            return Ok(false);
        }
        let mut find = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE device = ?1 AND seq = ?2)")?;
        Ok(find.query_row(params![self.row, seq as i64], |r| r.get(0))?)
    }
}

/// Writes entries that the book lacks, and notes the chains of their devices; gives the latest time.
fn write(
    tx: &Transaction<'_>,
    new: News,
    now: i64,
    devices: &mut FxHashMap<DeviceId, Chain>,
    out: &mut Merged,
) -> Result<i64> {
    let (mut last_at, mut pairs) = (0, Vec::new());
    for (entry, event) in new {
        let chain = match devices.entry(entry.device) {
            Known::Occupied(known) => known.into_mut(),
            Known::Vacant(new) => new.insert(Chain::of(tx, entry.device)?),
        };
        if chain.has(tx, entry.seq)? {
            tx.execute("UPDATE device SET retired = 1 WHERE id = ?1", [chain.row])?;
            out.forks.push(entry.device.to_string());
        }
        chain.last = chain.last.max(entry.seq);
        let id = insert_entry(tx, chain.row, &entry)?;
        pairs.extend(entry.subjects.iter().map(|s| (*s, id)));
        out.ahead += u64::from(entry.at > now + 86_400_000_000);
        last_at = last_at.max(entry.at);
        project::put_seal(&mut project::Writing(tx), id, &event)?;
        out.added += 1;
    }
    pairs.sort_unstable();
    let mut rows = project::Fresh::new(tx);
    project::put_pairs(&mut rows, &pairs)?;
    rows.flush()?;
    Ok(last_at)
}

/// Parts that two connections read, each the next that nobody has taken.
struct Parts<'a> {
    all: &'a [project::Part],
    next: AtomicUsize,
}

impl<'a> Parts<'a> {
    fn take(&self) -> Option<&'a project::Part> {
        self.all.get(self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// Reads them as the book was before the transaction that asks; without a scene where that fails.
    fn read_ahead<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        reader: Connection,
    ) -> Receiver<(&'a project::Part, Option<Scene>)> {
        let (send, receive) = sync_channel(AHEAD);
        scope.spawn(move || {
            while let Some(part) = self.take() {
                if send.send((part, Scene::load_only(&reader, part).ok())).is_err() {
                    break;
                }
            }
        });
        receive
    }
}

/// The scenes of parts, all with the news: what was read ahead, and where nothing lies there the next part, read by the
/// connection that asks. What could not be read ahead is read here, and says why.
struct Scenes<'a> {
    parts: &'a Parts<'a>,
    ahead: Option<Receiver<(&'a project::Part, Option<Scene>)>>,
    conn: &'a Connection,
    news: &'a BySubject,
}

impl<'a> Scenes<'a> {
    fn read(&self, part: &project::Part, ahead: Option<Scene>) -> Result<Scene> {
        let Some(mut scene) = ahead else { return Scene::load_only(self.conn, part) };
        scene.catch_up(self.conn, self.news)?;
        Ok(scene)
    }
}

impl<'a> Iterator for Scenes<'a> {
    type Item = Result<(&'a project::Part, Scene)>;

    fn next(&mut self) -> Option<Self::Item> {
        let ahead = self.ahead.as_ref();
        let (part, scene) = ahead
            .and_then(|ahead| ahead.try_recv().ok())
            .or_else(|| self.parts.take().map(|part| (part, None)))
            .or_else(|| ahead.and_then(|ahead| ahead.recv().ok()))?;
        Some(self.read(part, scene).map(|scene| (part, scene)))
    }
}
