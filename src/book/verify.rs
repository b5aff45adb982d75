//! Proof that the book is whole: the chain of every device, and everything derived, built anew and compared.

use super::error::Result;
use super::project;
use super::row::{ENTRY, day_from_sql, entry_of, meta, set_meta};
use super::scene::{Scene, Tally, households_in};
use super::{Book, FOLDS, Steering, beyond};
use crate::domain::entry::{DeviceId, Event, Hash};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use rusqlite::{Connection, TransactionBehavior};
use rustc_hash::FxHashSet;
use serde::Serialize;

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

/// Derived tables, each with the order in which its rows are compared.
const DERIVED: [(&str, &str); 10] = [
    ("entry_subject", "SELECT subject, entry FROM entry_subject ORDER BY 1, 2"),
    ("seal", "SELECT * FROM seal ORDER BY entry"),
    ("person", "SELECT * FROM person ORDER BY id"),
    ("spelling", "SELECT key, name FROM spelling WHERE name IN (SELECT name FROM person) ORDER BY 1, 2"),
    ("household", "SELECT * FROM household ORDER BY id"),
    ("spell", "SELECT * FROM spell ORDER BY person, n"),
    ("trip", "SELECT t.*, p.* FROM trip t LEFT JOIN passenger p ON p.trip = t.id ORDER BY t.id, p.person"),
    ("job", "SELECT * FROM job ORDER BY id"),
    ("change", "SELECT day, unit, measure, n FROM change WHERE n <> 0 ORDER BY 1, 2, 3"),
    ("doubt", "SELECT * FROM doubt ORDER BY 1, 2, 3"),
];

impl Book {
    /// Checks the file, every chain, the triggers, and all that is derived. Changes nothing.
    pub fn verify(&mut self) -> Result<Verified> {
        let mut out = Verified::default();
        self.verify_file(&mut out)?;
        let triggers: i64 = self.conn.query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entry'",
            [],
            |r| r.get(0),
        )?;
        if triggers != 3 {
            out.problems.push(say!("book-verify-triggers"));
        }
        self.verify_chains(&mut out)?;
        let before = digests(&self.conn)?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        rebuild_in(&tx, &Steering::load(&tx, self.unit)?)?;
        let after = digests(&tx)?;
        tx.rollback()?;
        for ((table, _), (was, is)) in DERIVED.iter().zip(before.iter().zip(&after)) {
            if was != is {
                out.problems.push(say!("book-verify-derived", table = table));
            }
        }
        Ok(out)
    }

    fn verify_chains(&self, out: &mut Verified) -> Result<()> {
        let sql =
            format!("SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device ORDER BY e.device, e.seq, e.id");
        let mut query = self.conn.prepare(&sql)?;
        let rows = query.query_map([], entry_of)?;
        let mut last: Option<(DeviceId, u64, FxHashSet<Hash>, FxHashSet<Hash>)> = None;
        for entry in rows {
            let entry = entry?;
            out.entries += 1;
            let place = || say!("book-verify-place", device = entry.device.short(), seq = entry.seq);
            if entry.compute_hash() != entry.hash {
                out.problems.push(say!("book-verify-content", place = place()));
            }
            match &mut last {
                Some((device, seq, heads, previous)) if *device == entry.device => {
                    if entry.seq == *seq {
                        out.notices.push(say!("book-verify-fork", place = place()));
                        if !previous.contains(&entry.prev) {
                            out.problems.push(say!("book-verify-chain", place = place()));
                        }
                        heads.insert(entry.hash);
                    } else {
                        if entry.seq > *seq + 1 {
                            out.notices.push(say!("book-verify-gap", place = place(), count = entry.seq - *seq - 1));
                        } else if !heads.contains(&entry.prev) {
                            out.problems.push(say!("book-verify-chain", place = place()));
                        }
                        *previous = std::mem::take(heads);
                        heads.insert(entry.hash);
                        *seq = entry.seq;
                    }
                }
                _ => {
                    out.devices += 1;
                    if entry.seq == 1 && entry.prev != Hash::default() {
                        out.problems.push(say!("book-verify-head", place = place()));
                    }
                    if entry.seq > 1 {
                        out.notices.push(say!("book-verify-gap", place = place(), count = entry.seq - 1));
                    }
                    let heads = FxHashSet::from_iter([entry.hash]);
                    last = Some((entry.device, entry.seq, heads, FxHashSet::from_iter([entry.prev])));
                }
            }
        }
        // This copy's own chain has no excuse for a gap.
        let own = self.device()?;
        let (count, max): (i64, i64) = self.conn.query_row(
            "SELECT count(DISTINCT e.seq), coalesce(max(e.seq), 0) FROM entry e JOIN device d ON d.id = e.device WHERE d.key = ?1",
            [own.0],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        if count != max {
            out.problems.push(say!("book-verify-own-count", due = max, count = count));
        }
        Ok(())
    }

    /// Throws away everything that is derived and builds it from the entries.
    pub fn rebuild(&mut self) -> Result<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.steering = Steering::load(&tx, self.unit)?;
        rebuild_in(&tx, &self.steering)?;
        tx.execute_batch(super::INDEXES)?;
        set_meta(&tx, "folds", FOLDS)?;
        tx.commit()?;
        Ok(())
    }
}

fn digests(conn: &Connection) -> Result<Vec<blake3::Hash>> {
    DERIVED
        .iter()
        .map(|(_, sql)| {
            let mut hasher = blake3::Hasher::new();
            let mut query = conn.prepare(sql)?;
            let columns = query.column_count();
            let mut rows = query.query([])?;
            let mut line = Vec::new();
            while let Some(row) = rows.next()? {
                line.clear();
                for n in 0..columns {
                    use rusqlite::types::ValueRef::*;
                    match row.get_ref(n)? {
                        Null => line.push(0),
                        Integer(v) => {
                            line.push(1);
                            line.extend_from_slice(&v.to_le_bytes());
                        }
                        Real(v) => line.extend_from_slice(&v.to_le_bytes()),
                        Text(v) | Blob(v) => {
                            line.push(2);
                            line.extend_from_slice(&(v.len() as u64).to_le_bytes());
                            line.extend_from_slice(v);
                        }
                    }
                }
                hasher.update(&line);
            }
            Ok(hasher.finalize())
        })
        .collect()
}

/// Builds everything derived from the entries alone, inside the caller's transaction.
pub(super) fn rebuild_in(conn: &Connection, steering: &Steering) -> Result<()> {
    for table in [
        "entry_subject",
        "seal",
        "person",
        "spelling",
        "household",
        "spell",
        "trip",
        "passenger",
        "job",
        "change",
        "doubt",
    ] {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let rules = &steering.rules;
    let mut subjects: FxHashSet<SubjectId> = FxHashSet::default();
    let mut pairs: Vec<(SubjectId, i64)> = Vec::new();
    let mut members: Vec<(SubjectId, SubjectId)> = Vec::new();
    let mut latest = None;
    {
        let sql =
            format!("SELECT {ENTRY}, e.id FROM entry e JOIN device d ON d.id = e.device ORDER BY e.at, d.key, e.seq");
        let mut query = conn.prepare(&sql)?;
        let rows = query.query_map([], |r| Ok((entry_of(r)?, r.get::<_, i64>(12)?)))?;
        for row in rows {
            let (entry, id) = row?;
            latest = latest.max(Some(entry.day));
            pairs.extend(entry.subjects.iter().map(|s| (*s, id)));
            let event = Event::of(&entry);
            project::write_seal(conn, id, &event)?;
            if let Some(person) = event.subject(SubjectKind::Person) {
                members.extend(households_in(std::slice::from_ref(&event)).map(|h| (h, person)));
            }
            subjects.extend(entry.subjects.iter().copied().filter(|s| s.kind() != SubjectKind::Unit));
        }
    }
    pairs.sort_unstable();
    super::row::insert_subjects(conn, &pairs)?;
    drop(pairs);
    let horizon = match (meta::<i64>(conn, "horizon")?.map(day_from_sql), latest) {
        (Some(horizon), _) => horizon,
        (None, Some(latest)) => {
            let horizon = beyond(latest);
            set_meta(conn, "horizon", super::row::day_to_sql(horizon))?;
            horizon
        }
        (None, None) => return Ok(()),
    };
    // Whole households together: their members' subjects are pulled in by the scene.
    let mut order: Vec<SubjectId> = Vec::with_capacity(subjects.len());
    let mut placed: FxHashSet<SubjectId> = FxHashSet::default();
    members.sort_unstable();
    for (household, person) in &members {
        order.extend([*household, *person].into_iter().filter(|id| placed.insert(*id)));
    }
    drop(members);
    order.extend(subjects.iter().copied().filter(|id| placed.insert(*id)));
    let mut done: FxHashSet<SubjectId> = FxHashSet::default();
    for chunk in order.chunks(8_000) {
        let part: FxHashSet<SubjectId> = chunk.iter().copied().filter(|id| done.insert(*id)).collect();
        let scene = Scene::load(conn, &part)?;
        let folded = scene.fold(rules, horizon);
        let mut tally = Tally::default();
        let doubts = folded.tally(&part, rules, 1, &mut tally);
        project::write_tally(conn, &tally)?;
        project::write_rows(conn, &folded, &part, &doubts)?;
    }
    Ok(())
}
