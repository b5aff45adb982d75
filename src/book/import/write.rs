//! The writing half of an import: rows into the book, in the order that costs least.

use super::PART;
use super::prepare::{NewEntry, Part, Stamp, Totals};
use crate::book::connect::CACHE;
use crate::book::error::{Error, Result};
use crate::book::project::{self, Fresh, PersonRow, Wide};
use crate::book::row::{ENTRY_OWN, day_to_sql, with_own};
use crate::book::steering::Steering;
use crate::book::tables::{self, INDEXES};
use crate::domain::entry::Hash;
use crate::domain::household::Household;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDate;
use compact_str::CompactString;
use rusqlite::{Connection, ToSql, Transaction};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Rows of people are written in parts of this size, sorted: ids lie anywhere in their tables, and each part goes
/// through all pages once.
const SORTED: usize = 160_000;

/// Memory for pages while indexes are built, in KiB as SQLite has it: it sorts as much at a time.
const SORT_CACHE: i64 = -2_000;

/// Writes parts, inside the import's transaction. Rows of people wait until there are many, and are then written with
/// the parts that follow: a burst would keep the others waiting.
pub(super) struct Writer<'a> {
    conn: &'a Transaction<'a>,
    bulk: bool,
    entries: Wide<'a>,
    /// The row number of the next entry.
    next: i64,
    rows: Fresh<'a>,
    people: Vec<PersonRow>,
    sorted: std::vec::IntoIter<PersonRow>,
    households: Vec<(SubjectId, Arc<Household>)>,
    pairs: Vec<(SubjectId, i64)>,
    pending: FxHashSet<Hash>,
    pending_subjects: Vec<SubjectId>,
}

impl<'a> Writer<'a> {
    /// `bulk` = indexes are dropped now and built at the end.
    pub fn new(conn: &'a Transaction<'a>, device: i64, stamp: &Stamp, bulk: bool) -> Result<Self> {
        if bulk {
            drop_indexes(conn)?;
        }
        let shared: [(&str, &dyn ToSql); 4] = [
            ("device", &device),
            ("recorded", &stamp.recorded),
            ("day", &day_to_sql(stamp.day)),
            ("officer", &stamp.officer),
        ];
        let next = conn.query_row("SELECT coalesce(max(id), 0) + 1 FROM entry", [], |r| r.get(0))?;
        Ok(Self {
            conn,
            bulk,
            entries: Wide::new(conn, "INSERT OR FAIL INTO entry", ENTRY_OWN, &shared)?,
            next,
            rows: Fresh::new(conn),
            people: room(bulk),
            sorted: Vec::new().into_iter(),
            households: Vec::new(),
            pairs: Vec::new(),
            pending: FxHashSet::default(),
            pending_subjects: Vec::new(),
        })
    }

    /// Adds an entry; whom it changes is settled at the end, where they are known.
    pub fn append(&mut self, new: NewEntry) -> Result<()> {
        let row = self.next;
        self.next += 1;
        with_own(&new.entry, |values| self.entries.put(values))?;
        self.pairs.extend(new.entry.subjects.iter().map(|s| (*s, row)));
        if new.pending {
            self.pending.insert(new.entry.hash);
            self.pending_subjects.extend(new.entry.subjects);
        }
        Ok(())
    }

    /// Writes a part: its entries now, its people in their order.
    pub fn write(&mut self, part: Part) -> Result<()> {
        for entry in part.entries {
            self.append(entry)?;
        }
        self.people.extend(part.people);
        self.households.extend(part.households);
        let rows = &mut self.rows;
        part.doubts.iter().try_for_each(|(id, doubts)| project::put_doubts(rows, *id, doubts))?;
        self.sorted.by_ref().take(PART + PART / 8).try_for_each(|row| project::put_person(rows, &row, None))?;
        if self.people.len() < SORTED { Ok(()) } else { self.flush() }
    }

    fn flush_entries(&mut self) -> Result<()> {
        self.entries.flush()?;
        // SQLite numbers them; whom they name is noted under these numbers.
        let last: i64 = self.conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0))?;
        if last + 1 == self.next { Ok(()) } else { Err(Error::Internal(say!("book-import-stopped"))) }
    }

    /// Writes what is left of the rows that were sorted, and sorts the next.
    fn flush(&mut self) -> Result<()> {
        let rows = &mut self.rows;
        self.sorted.by_ref().try_for_each(|row| project::put_person(rows, &row, None))?;
        self.people.sort_unstable_by_key(PersonRow::id);
        self.sorted = std::mem::replace(&mut self.people, room(self.bulk)).into_iter();
        self.households.sort_unstable_by_key(|(id, _)| *id);
        self.households.drain(..).try_for_each(|(id, household)| project::put_household(rows, id, &household))
    }

    /// Writes the rows that still wait.
    pub fn flush_all(&mut self) -> Result<()> {
        // Those that were sorted, and then the last ones.
        self.flush()?;
        self.flush()?;
        self.flush_entries()?;
        self.rows.flush()
    }

    /// Writes what the whole roster adds up to, builds the indexes, and settles whom the book knew.
    pub fn complete(&mut self, totals: &mut Totals, steering: &Steering, horizon: NaiveDate) -> Result<()> {
        self.pairs.sort_unstable();
        self.flush_entries()?;
        project::put_pairs(&mut self.rows, &std::mem::take(&mut self.pairs))?;
        let mut names: Vec<CompactString> = std::mem::take(&mut totals.names).into_iter().collect();
        names.sort_unstable();
        let rows = &mut self.rows;
        names.iter().try_for_each(|name| project::put_spellings(rows, name))?;
        project::put_tally(rows, &std::mem::take(&mut totals.tally))?;
        rows.flush()?;
        if self.bulk {
            // Sorted in parts that fit what is nearest to the processor.
            self.conn.pragma_update(None, "cache_size", SORT_CACHE)?;
            let built = self.conn.execute_batch(INDEXES);
            self.conn.pragma_update(None, "cache_size", CACHE)?;
            built?;
        }
        if !self.pending.is_empty() {
            let mut touched = std::mem::take(&mut self.pending_subjects);
            touched.sort_unstable();
            touched.dedup();
            project::settle_pending(self.conn, &touched, &self.pending, &steering.rules, horizon)?;
        }
        Ok(())
    }
}

/// Room for as many rows as are sorted at a time: what grows by itself takes up to twice as much.
fn room(bulk: bool) -> Vec<PersonRow> {
    Vec::with_capacity(if bulk { SORTED + PART } else { 0 })
}

fn drop_indexes(conn: &Connection) -> Result<()> {
    // Those of device and day grow at their end and cost nothing; the others that most rows are in are built from sorted rows afterwards.
    conn.execute_batch("DROP TRIGGER entry_never_replaced; DROP INDEX entry_hash;")?;
    ["person", "household"].into_iter().try_for_each(|table| tables::drop_indexes(conn, table))
}
