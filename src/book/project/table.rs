//! The tables that folds fill, and the two ends that their rows go to: the book, or a digest that is held against what
//! the book has. Both are given the same values by the same code.

use crate::book::error::Result;
use crate::domain::subject::SubjectId;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

/// A table that is derived from entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Which entry names whom.
    EntrySubject,
    /// What a seal saw.
    Seal,
    /// People.
    Person,
    /// How their names are spelt.
    Spelling,
    /// Households.
    Household,
    /// Work.
    Spell,
    /// Trips.
    Trip,
    /// Who is on them.
    Passenger,
    /// The list of jobs.
    Job,
    /// Dated changes of figures.
    Change,
    /// Flows of all units together.
    Total,
    /// Conditions to settle.
    Doubt,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::EntrySubject,
        Self::Seal,
        Self::Person,
        Self::Spelling,
        Self::Household,
        Self::Spell,
        Self::Trip,
        Self::Passenger,
        Self::Job,
        Self::Change,
        Self::Total,
        Self::Doubt,
    ];

    /// The names in SQL of all that is derived: these, and what lies between their rows.
    pub fn all_derived() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(Self::name).chain(["crossing", "shared_number"])
    }

    /// Its name in SQL, and the columns that folds fill, in the order in which their values come.
    fn shape(self) -> (&'static str, &'static str) {
        match self {
            Self::EntrySubject => ("entry_subject", "subject, entry"),
            Self::Seal => ("seal", "entry, issue, seen, beyond"),
            Self::Person => (
                "person",
                "id, name, id_no, birth, phone, household, unit, next, labour_from, labour_to, roster, awaited, \
                 next_visit, loss",
            ),
            Self::Spelling => ("spelling", "key, name"),
            Self::Household => ("household", "id, household_no, unit, kind, next_visit"),
            Self::Spell => {
                ("spell", "person, n, unit, day, start, end, opening, nature, work, wage, trip, earlier_trips")
            }
            Self::Trip => ("trip", "id, number, state, departs, departed, arrived"),
            Self::Passenger => ("passenger", "trip, person, presence, carried, works"),
            Self::Job => ("job", "id, number, facts, closed, why, offers"),
            Self::Change => ("change", "day, unit, measure, n"),
            Self::Total => ("total", "day, measure, n"),
            Self::Doubt => ("doubt", "subject, bit, since, until"),
        }
    }

    /// Its name in SQL.
    pub fn name(self) -> &'static str {
        self.shape().0
    }

    /// Rows that must have come of the entries; names that nobody bears any more stay spelt, and sums may be 0.
    fn expected(self) -> &'static str {
        match self {
            Self::Spelling => " WHERE name IN (SELECT name FROM person)",
            Self::Change | Self::Total => " WHERE n <> 0",
            _ => "",
        }
    }

    fn insert(self) -> &'static str {
        match self {
            Self::EntrySubject => "INSERT OR IGNORE INTO entry_subject (subject, entry) VALUES (?1, ?2)",
            Self::Seal => "INSERT OR REPLACE INTO seal (entry, issue, seen, beyond) VALUES (?1, ?2, ?3, ?4)",
            Self::Person => {
                "INSERT INTO person (id, name, id_no, birth, phone, household, unit, next, labour_from, labour_to, roster,
                     awaited, next_visit, loss)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                 ON CONFLICT (id) DO UPDATE SET name = ?2, id_no = ?3, birth = ?4, phone = ?5, household = ?6, unit = ?7,
                     next = ?8, labour_from = ?9, labour_to = ?10, roster = ?11, awaited = ?12,
                     next_visit = ?13, loss = ?14
                 WHERE (name, id_no, birth, phone, household, unit, next, labour_from, labour_to, roster, awaited,
                     next_visit, loss) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
            }
            Self::Spelling => "INSERT OR IGNORE INTO spelling (key, name) VALUES (?1, ?2)",
            Self::Household => {
                "INSERT INTO household (id, household_no, unit, kind, next_visit) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET household_no = ?2, unit = ?3, kind = ?4, next_visit = ?5
                 WHERE (household_no, unit, kind, next_visit) IS NOT (?2, ?3, ?4, ?5)"
            }
            Self::Spell => {
                "INSERT INTO spell (person, n, unit, day, start, end, opening, nature, work, wage, trip, earlier_trips)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
            }
            // What is not said here has a default, and is written when the passengers' rows are.
            Self::Trip => {
                "INSERT OR REPLACE INTO trip (id, number, state, departs, departed, arrived)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            }
            Self::Passenger => {
                "INSERT INTO passenger (trip, person, presence, carried, works) VALUES (?1, ?2, ?3, ?4, ?5)"
            }
            Self::Job => {
                "INSERT OR REPLACE INTO job (id, number, facts, closed, why, offers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            }
            Self::Change => {
                "INSERT INTO change (day, unit, measure, n) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (day, unit, measure) DO UPDATE SET n = n + excluded.n"
            }
            Self::Total => {
                "INSERT INTO total (day, measure, n) VALUES (?1, ?2, ?3)
                 ON CONFLICT (day, measure) DO UPDATE SET n = n + excluded.n"
            }
            Self::Doubt => "INSERT OR REPLACE INTO doubt (subject, bit, since, until) VALUES (?1, ?2, ?3, ?4)",
        }
    }

    /// How rows are inserted where nothing can be there yet, and their columns.
    pub(super) fn insert_fresh(self) -> (String, &'static str) {
        let (name, columns) = self.shape();
        let met = match self {
            // Named twice by an entry, spelt alike by two names.
            Self::EntrySubject | Self::Spelling => "IGNORE",
            _ => "FAIL",
        };
        (format!("INSERT OR {met} INTO {name}"), columns)
    }

    /// Whether its rows are sums, which are added to.
    pub(super) fn is_sum(self) -> bool {
        matches!(self, Self::Change | Self::Total)
    }

    /// Whether its rows come with their numbers.
    pub(super) fn is_numbered(self) -> bool {
        matches!(self, Self::Person | Self::Household | Self::Seal | Self::Trip | Self::Job)
    }

    fn clear(self) -> Option<&'static str> {
        Some(match self {
            Self::Spell => "DELETE FROM spell WHERE person = ?1",
            Self::Trip => "DELETE FROM trip WHERE id = ?1",
            Self::Passenger => "DELETE FROM passenger WHERE trip = ?1",
            Self::Job => "DELETE FROM job WHERE id = ?1",
            Self::Doubt => "DELETE FROM doubt WHERE subject = ?1",
            _ => return None,
        })
    }
}

/// Where rows go to.
pub trait Rows {
    /// Takes a row, its values in the order of [`Table`]'s columns.
    fn put(&mut self, table: Table, values: &[&dyn ToSql]) -> Result<()>;

    /// What the table has of somebody goes; what holds now follows.
    fn clear(&mut self, table: Table, of: SubjectId) -> Result<()>;
}

/// Into the book, in the caller's transaction.
pub struct Writing<'a>(pub &'a Connection);

impl Rows for Writing<'_> {
    fn put(&mut self, table: Table, values: &[&dyn ToSql]) -> Result<()> {
        self.0.prepare_cached(table.insert())?.execute(values)?;
        Ok(())
    }

    fn clear(&mut self, table: Table, of: SubjectId) -> Result<()> {
        if let Some(sql) = table.clear() {
            self.0.prepare_cached(sql)?.execute([of.to_i64()])?;
        }
        Ok(())
    }
}

/// A sum over rows, of each table: equal where two have the same rows, in whatever order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    sums: [u128; Table::ALL.len()],
    line: Vec<u8>,
}

impl Digest {
    /// Adds the rows that the book has of a table.
    pub fn read(&mut self, conn: &Connection, table: Table) -> Result<()> {
        let (name, columns) = table.shape();
        let mut query = conn.prepare(&format!("SELECT {columns} FROM {name}{}", table.expected()))?;
        let columns = query.column_count();
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            self.line.clear();
            for n in 0..columns {
                encode(row.get_ref(n)?, &mut self.line);
            }
            self.add(table);
        }
        Ok(())
    }

    /// Adds what another one has added.
    pub fn join(&mut self, other: &Self) {
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, more)| *sum = sum.wrapping_add(more));
    }

    /// The tables of which the two differ.
    pub fn unlike(&self, other: &Self) -> Vec<Table> {
        let pairs = self.sums.iter().zip(other.sums);
        Table::ALL.into_iter().zip(pairs).filter(|(_, (a, b))| **a != *b).map(|(table, _)| table).collect()
    }

    fn add(&mut self, table: Table) {
        let hash = blake3::hash(&self.line);
        let half = hash.as_bytes().first_chunk().copied().map_or(0, u128::from_le_bytes);
        if let Some(sum) = self.sums.get_mut(table as usize) {
            *sum = sum.wrapping_add(half);
        }
    }
}

impl Rows for Digest {
    fn put(&mut self, table: Table, values: &[&dyn ToSql]) -> Result<()> {
        self.line.clear();
        for value in values {
            match value.to_sql()? {
                ToSqlOutput::Borrowed(value) => encode(value, &mut self.line),
                ToSqlOutput::Owned(value) => encode(ValueRef::from(&value), &mut self.line),
                _ => {}
            }
        }
        self.add(table);
        Ok(())
    }

    fn clear(&mut self, _: Table, _: SubjectId) -> Result<()> {
        Ok(())
    }
}

/// A value so that no two rows of values read alike.
fn encode(value: ValueRef<'_>, line: &mut Vec<u8>) {
    match value {
        ValueRef::Null => line.push(0),
        ValueRef::Integer(v) => {
            line.push(1);
            line.extend_from_slice(&v.to_le_bytes());
        }
        ValueRef::Real(v) => {
            line.push(3);
            line.extend_from_slice(&v.to_le_bytes());
        }
        ValueRef::Text(v) | ValueRef::Blob(v) => {
            line.push(2);
            line.extend_from_slice(&(v.len() as u64).to_le_bytes());
            line.extend_from_slice(v);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_rows_does_not_matter_and_every_value_does() {
        let of = |rows: &[(i64, Option<&str>)]| {
            let mut digest = Digest::default();
            rows.iter().for_each(|(n, text)| digest.put(Table::Spelling, &[n, text]).unwrap());
            digest
        };
        let one = of(&[(1, Some("甲")), (2, None)]);
        assert!(one.unlike(&of(&[(2, None), (1, Some("甲"))])).is_empty());
        for other in [&[(1, Some("甲"))][..], &[(1, Some("乙")), (2, None)], &[(1, Some("甲")), (2, None), (2, None)]]
        {
            assert_eq!(one.unlike(&of(other)), [Table::Spelling]);
        }
    }
}
