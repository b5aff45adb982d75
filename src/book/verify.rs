//! Proof that the book is whole: the chain of every device, and everything derived, folded anew from the entries and held
//! against the rows that the book has. Nothing is written; several readers share the work.

use super::error::{Error, Result};
use super::folded::Tally;
use super::indexed::{self, Piece, Sums};
use super::project::{self, Digest, Rows, Table};
use super::row::{ENTRY, day_from_sql, entry_of, meta};
use super::scene::Scene;
use super::{Book, Steering};
use crate::domain::campaign::Rules;
use crate::domain::entry::{DeviceId, Entry, Event, Hash};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// More readers than this do not make it faster.
const READERS: usize = 4;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Verified {
    /// Entries read.
    pub entries: u64,
    /// Devices read.
    pub devices: u64,
    /// What is wrong, each with where. Empty = the book is whole.
    pub problems: Vec<String>,
    /// What a person should know, without being wrong: forks, entries not received yet.
    pub notices: Vec<String>,
}

/// What a reader has found so far.
#[derive(Default)]
struct Found {
    chains: Verified,
    /// Rows as the entries give them, and as the book has them.
    due: Digest,
    has: Digest,
    tally: Tally,
    between: bool,
    indexes: Sums,
}

/// What is to be read, in pieces that any reader can take.
struct Work<'a> {
    rules: &'a Rules,
    horizon: NaiveDate,
    own: DeviceId,
    indexes: Vec<Piece>,
    parts: Vec<project::Part>,
    next: AtomicUsize,
    /// Names whose spellings were counted: many bear the same.
    names: Mutex<FxHashSet<String>>,
}

impl Book {
    /// Checks the file, every chain, the triggers, and all that is derived. Changes nothing.
    ///
    /// # Errors
    /// Where the book cannot be read at all.
    pub fn verify(&mut self) -> Result<Verified> {
        // Nobody writes meanwhile, so that all readers see one state; where nobody can write there is no need.
        let began = self.conn.execute_batch("BEGIN IMMEDIATE").map_err(Error::from);
        match began {
            Err(Error::ReadOnly) => self.conn.execute_batch("BEGIN")?,
            began => began?,
        }
        let out = self.verify_now();
        self.conn.execute_batch("ROLLBACK")?;
        out
    }

    fn verify_now(&self) -> Result<Verified> {
        let steering = Steering::load(&self.conn, self.unit)?;
        let work = Work {
            rules: &steering.rules,
            horizon: meta::<i64>(&self.conn, "horizon")?.map_or(NaiveDate::MAX, day_from_sql),
            own: self.device()?,
            indexes: indexed::pieces(&self.conn)?,
            parts: parts_of(&self.conn)?,
            next: AtomicUsize::new(0),
            names: Mutex::default(),
        };
        let readers = std::thread::available_parallelism().map_or(1, usize::from).min(READERS);
        let readers = (0..readers).map(|_| self.reader()).collect::<Result<Vec<Connection>>>()?;
        let (file, found) = std::thread::scope(|scope| {
            let readers: Vec<_> = readers.into_iter().map(|conn| scope.spawn(|| work.read(conn))).collect();
            let mut out = Verified::default();
            let file = self.verify_file(&mut out).map(|()| out);
            let stopped = || Err(Error::Internal(say!("book-reading-stopped")));
            let found: Vec<Result<Found>> =
                readers.into_iter().map(|reader| reader.join().unwrap_or_else(|_| stopped())).collect();
            (file, found)
        });
        let mut out = file?;
        let mut all = Found { between: true, ..Found::default() };
        for found in found {
            let found = found?;
            all.due.join(&found.due);
            all.has.join(&found.has);
            all.between &= found.between;
            all.indexes.join(found.indexes);
            for (key, n) in found.tally {
                *all.tally.entry(key).or_insert(0) += n;
            }
            out.entries += found.chains.entries;
            out.devices += found.chains.devices;
            out.problems.extend(found.chains.problems);
            out.notices.extend(found.chains.notices);
        }
        out.problems.extend(all.indexes.amiss().into_iter().map(|index| say!("book-verify-index", index = index)));
        project::put_tally(&mut all.due, &all.tally)?;
        let unlike = all.due.unlike(&all.has);
        out.problems.extend(unlike.iter().map(|table| say!("book-verify-derived", table = table.name())));
        if !all.between && unlike.is_empty() {
            out.problems.push(say!("book-verify-derived", table = Table::Trip.name()));
        }
        Ok(out)
    }
}

/// All subjects that entries name, those of a household together, in parts.
fn parts_of(conn: &Connection) -> Result<Vec<project::Part>> {
    let mut all = conn.prepare("SELECT DISTINCT subject FROM entry_subject")?;
    let mut all: Vec<SubjectId> =
        all.query_map([], |r| r.get(0).map(SubjectId::from_i64))?.collect::<rusqlite::Result<_>>()?;
    all.retain(|id| id.kind() != SubjectKind::Unit);
    // Which of them lie together is only for speed: everybody comes up once, whatever these rows say.
    project::parts_of(conn, &all)
}

impl Work<'_> {
    /// Does pieces of the work until none is left.
    fn read(&self, conn: Connection) -> Result<Found> {
        let mut found = Found { between: true, ..Found::default() };
        loop {
            // The long ones first.
            match self.next.fetch_add(1, Ordering::Relaxed) {
                0 => self.chains(&conn, &mut found)?,
                1 => Table::ALL.into_iter().try_for_each(|table| found.has.read(&conn, table))?,
                2 => found.between = project::is_between_right(&conn)?,
                n => match (self.indexes.get(n - 3), self.parts.get((n - 3).saturating_sub(self.indexes.len()))) {
                    (Some(piece), _) => piece.read(&conn, &mut found.indexes)?,
                    (None, Some(part)) => self.part(&conn, part, &mut found)?,
                    (None, None) => return Ok(found),
                },
            }
        }
    }

    fn part(&self, conn: &Connection, part: &project::Part, found: &mut Found) -> Result<()> {
        let folded = Scene::load(conn, part)?.fold(self.rules, self.horizon);
        let doubts = folded.tally(part, self.rules, 1, &mut found.tally);
        project::put_rows(&mut found.due, &folded, part, &doubts, |due, name| {
            let new = self.names.lock().map(|mut names| !names.contains(name) && names.insert(name.to_string()));
            if new.unwrap_or(true) { project::put_spellings(due, name) } else { Ok(()) }
        })
    }

    /// Every entry, in the order of its chain: what it says, and what it follows.
    fn chains(&self, conn: &Connection, found: &mut Found) -> Result<()> {
        let sql = format!(
            "SELECT {ENTRY}, e.id FROM entry e JOIN device d ON d.id = e.device ORDER BY e.device, e.seq, e.id"
        );
        let mut query = conn.prepare(&sql)?;
        let mut rows = query.query([])?;
        let mut chain: Option<Chain> = None;
        while let Some(row) = rows.next()? {
            let (entry, id): (Entry, i64) = (entry_of(row)?, row.get(12)?);
            for (n, subject) in entry.subjects.iter().enumerate() {
                // Named twice, noted once.
                if !entry.subjects.iter().take(n).any(|known| known == subject) {
                    found.due.put(Table::EntrySubject, params![subject.to_i64(), id])?;
                }
            }
            if entry.kind == "seal" {
                project::put_seal(&mut found.due, id, &Event::of(&entry))?;
            }
            found.chains.entries += 1;
            let place = || say!("book-verify-place", device = entry.device.short(), seq = entry.seq);
            if entry.compute_hash() != entry.hash {
                found.chains.problems.push(say!("book-verify-content", place = place()));
            }
            match &mut chain {
                Some(chain) if chain.device == entry.device => chain.follow(&entry, &mut found.chains),
                _ => {
                    found.chains.devices += 1;
                    if entry.seq == 1 && entry.prev != Hash::default() {
                        found.chains.problems.push(say!("book-verify-head", place = place()));
                    }
                    if entry.seq > 1 {
                        found.chains.notices.push(say!("book-verify-gap", place = place(), count = entry.seq - 1));
                    }
                    chain = Some(Chain::begin(&entry));
                }
            }
        }
        // This copy's own chain has no excuse for a gap.
        let (count, max): (i64, i64) = conn.query_row(
            "SELECT count(DISTINCT e.seq), coalesce(max(e.seq), 0) FROM entry e JOIN device d ON d.id = e.device WHERE d.key = ?1",
            [self.own.0],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        if count != max {
            found.chains.problems.push(say!("book-verify-own-count", due = max, count = count));
        }
        Ok(())
    }
}

/// The end of a device's chain, as far as it was read: a forked one has several.
struct Chain {
    device: DeviceId,
    seq: u64,
    heads: FxHashSet<Hash>,
    /// What the entries of this number may follow.
    previous: FxHashSet<Hash>,
}

impl Chain {
    fn begin(entry: &Entry) -> Self {
        let (heads, previous) = (FxHashSet::from_iter([entry.hash]), FxHashSet::from_iter([entry.prev]));
        Self { device: entry.device, seq: entry.seq, heads, previous }
    }

    fn follow(&mut self, entry: &Entry, out: &mut Verified) {
        let place = || say!("book-verify-place", device = entry.device.short(), seq = entry.seq);
        // Where their index is damaged, numbers come in any order.
        let step = entry.seq.checked_sub(self.seq);
        if step == Some(0) {
            out.notices.push(say!("book-verify-fork", place = place()));
            // No index says any more that a hash is there once.
            let is_twin = !self.heads.insert(entry.hash);
            if is_twin || !self.previous.contains(&entry.prev) {
                out.problems.push(say!("book-verify-chain", place = place()));
            }
            return;
        }
        let missing = step.map_or(0, |step| step - 1);
        if missing > 0 {
            out.notices.push(say!("book-verify-gap", place = place(), count = missing));
        } else if step.is_none() || !self.heads.contains(&entry.prev) {
            out.problems.push(say!("book-verify-chain", place = place()));
        }
        self.previous = std::mem::take(&mut self.heads);
        // Of what stood before a gap only its followers tell.
        self.previous.extend((missing > 0).then_some(entry.prev));
        self.heads.insert(entry.hash);
        self.seq = entry.seq;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::region::RegionCode;

    #[test]
    fn numbers_in_no_order_are_told_of() {
        let entry = |seq| Entry {
            hash: Hash([seq as u8; 32]),
            prev: Hash::default(),
            device: DeviceId::default(),
            seq,
            at: 0,
            recorded: String::new(),
            day: chrono::NaiveDate::MIN,
            officer: String::new(),
            unit: RegionCode::from_number(0),
            kind: String::new(),
            subjects: Vec::new(),
            body: String::new(),
        };
        let mut chain = Chain::begin(&entry(2));
        let mut told = Verified::default();
        chain.follow(&entry(u64::MAX), &mut told);
        assert_eq!((told.notices.len(), told.problems.len()), (1, 0), "a gap");
        let fork = Entry { hash: Hash([7; 32]), ..entry(u64::MAX) };
        chain.follow(&fork, &mut told);
        assert_eq!((told.notices.len(), told.problems.len()), (2, 0), "a fork");
        chain.follow(&fork, &mut told);
        assert_eq!(told.problems.len(), 1, "the same entry twice");
        chain.follow(&entry(1), &mut told);
        assert_eq!(told.problems.len(), 2, "an order that cannot be");
    }
}
