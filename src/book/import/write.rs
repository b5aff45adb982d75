//! The writing half of an import: rows into the book, in the order that costs least.

use super::PART;
use super::prepare::{NewEntry, Part, Totals};
use crate::book::error::Result;
use crate::book::project::{self, PersonRow, Writing};
use crate::book::row::{insert_entry, insert_subjects};
use crate::book::steering::Steering;
use crate::book::tables::INDEXES;
use crate::domain::entry::Hash;
use crate::domain::household::Household;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use rusqlite::{Connection, Transaction};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Rows of people are written in parts of this size, sorted: ids lie anywhere in their tables, and each part goes
/// through all pages once.
const SORTED: usize = 30_000;

/// Writes parts, inside the import's transaction. Rows of people wait until there are many, and are then written with
/// the parts that follow: a burst would keep the others waiting.
pub(super) struct Writer<'a> {
    conn: &'a Transaction<'a>,
    device: i64,
    bulk: bool,
    people: Vec<PersonRow>,
    sorted: std::vec::IntoIter<PersonRow>,
    households: Vec<(SubjectId, Arc<Household>)>,
    pairs: Vec<(SubjectId, i64)>,
    pending: FxHashSet<Hash>,
    pending_subjects: Vec<SubjectId>,
}

impl<'a> Writer<'a> {
    /// `bulk` = indexes are dropped now and built at the end.
    pub fn new(conn: &'a Transaction<'a>, device: i64, bulk: bool) -> Result<Self> {
        if bulk {
            drop_indexes(conn)?;
        }
        Ok(Self {
            conn,
            device,
            bulk,
            people: Vec::new(),
            sorted: Vec::new().into_iter(),
            households: Vec::new(),
            pairs: Vec::new(),
            pending: FxHashSet::default(),
            pending_subjects: Vec::new(),
        })
    }

    /// Adds an entry; whom it changes is settled at the end, where they are known.
    pub fn append(&mut self, new: NewEntry) -> Result<()> {
        let row = insert_entry(self.conn, self.device, &new.entry)?;
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
        let mut rows = Writing { conn: self.conn, fresh: true };
        part.doubts.iter().try_for_each(|(id, doubts)| project::put_doubts(&mut rows, *id, doubts))?;
        self.sorted.by_ref().take(PART + PART / 8).try_for_each(|row| project::put_person(&mut rows, &row, None))?;
        if self.people.len() < SORTED { Ok(()) } else { self.flush() }
    }

    /// Writes what is left of the rows that were sorted, and sorts the next.
    fn flush(&mut self) -> Result<()> {
        let mut rows = Writing { conn: self.conn, fresh: true };
        self.sorted.by_ref().try_for_each(|row| project::put_person(&mut rows, &row, None))?;
        self.people.sort_unstable_by_key(PersonRow::id);
        self.sorted = std::mem::take(&mut self.people).into_iter();
        self.households.sort_unstable_by_key(|(id, _)| *id);
        self.households.drain(..).try_for_each(|(id, household)| project::put_household(&mut rows, id, &household))
    }

    /// Writes the rows that still wait.
    pub fn flush_all(&mut self) -> Result<()> {
        // Those that were sorted, and then the last ones.
        self.flush()?;
        self.flush()
    }

    /// Writes what the whole roster adds up to, builds the indexes, and settles whom the book knew.
    pub fn complete(&mut self, totals: &mut Totals, steering: &Steering, horizon: NaiveDate) -> Result<()> {
        self.pairs.sort_unstable();
        insert_subjects(self.conn, &std::mem::take(&mut self.pairs))?;
        let mut names: Vec<String> = std::mem::take(&mut totals.names).into_iter().collect();
        names.sort_unstable();
        let mut rows = Writing { conn: self.conn, fresh: true };
        names.iter().try_for_each(|name| project::put_spellings(&mut rows, name))?;
        project::put_tally(&mut rows, &std::mem::take(&mut totals.tally))?;
        if self.bulk {
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
}

fn drop_indexes(conn: &Connection) -> Result<()> {
    // Those of device and day grow at their end and cost nothing; the others are built from sorted rows afterwards.
    conn.execute_batch(
        "DROP TRIGGER entry_never_replaced;
         DROP INDEX entry_hash; DROP INDEX person_name; DROP INDEX person_id_no; DROP INDEX person_phone;
         DROP INDEX person_unit; DROP INDEX person_awaited; DROP INDEX person_household; DROP INDEX person_id_tail;
         DROP INDEX person_phone_tail; DROP INDEX household_no; DROP INDEX household_home;",
    )?;
    Ok(())
}
