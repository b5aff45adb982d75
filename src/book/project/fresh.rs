//! Rows where there were none, many to a statement: what SQLite does around a row costs it twice what the row itself does.

use super::table::{Rows, Table, Writing};
use crate::book::error::Result;
use crate::domain::subject::SubjectId;
use rusqlite::{Connection, Statement, ToSql};

/// Rows that one statement carries; more bring nothing.
const ROWS: usize = 50;

/// A statement that carries many rows.
pub struct Wide<'a> {
    statement: Statement<'a>,
    columns: usize,
    filled: usize,
}

impl<'a> Wide<'a> {
    /// `insert` = `INSERT OR … INTO table`: with `FAIL`, SQLite need not be able to take back a part of the rows, and
    /// the caller takes back all. `columns` = their names.
    pub fn new(conn: &'a Connection, insert: &str, columns: &str) -> Result<Self> {
        let count = columns.split(',').count();
        let row = format!("({})", vec!["?"; count].join(","));
        let all = vec![row; ROWS].join(",");
        // The last statement carries fewer. A bare `LIMIT ?` would be prepared anew with every number.
        let statement = conn.prepare(&format!("{insert} ({columns}) SELECT * FROM (VALUES {all}) LIMIT max(?, 0)"))?;
        Ok(Self { statement, columns: count, filled: 0 })
    }

    /// Adds a row, as many values as there are columns. It is written with others, at the latest by [`Wide::flush`].
    pub fn put(&mut self, values: &[&dyn ToSql]) -> Result<()> {
        for (n, value) in values.iter().enumerate() {
            self.statement.raw_bind_parameter(self.filled * self.columns + n + 1, value)?;
        }
        self.filled += 1;
        if self.filled < ROWS { Ok(()) } else { self.flush() }
    }

    /// Writes the rows that wait.
    pub fn flush(&mut self) -> Result<()> {
        if self.filled > 0 {
            self.statement.raw_bind_parameter(ROWS * self.columns + 1, self.filled as i64)?;
            self.statement.raw_execute()?;
            self.filled = 0;
        }
        Ok(())
    }
}

/// Into the book, which has nothing of these subjects yet.
pub struct Fresh<'a> {
    conn: &'a Connection,
    wide: [Option<Wide<'a>>; Table::ALL.len()],
}

impl<'a> Fresh<'a> {
    /// In the caller's transaction.
    pub fn new(conn: &'a Connection) -> Self {
        Self { conn, wide: Default::default() }
    }

    /// Writes the rows that wait: nobody may read them before.
    pub fn flush(&mut self) -> Result<()> {
        self.wide.iter_mut().flatten().try_for_each(Wide::flush)
    }
}

impl Rows for Fresh<'_> {
    fn put(&mut self, table: Table, values: &[&dyn ToSql]) -> Result<()> {
        let Some(slot) = self.wide.get_mut(table as usize).filter(|_| table != Table::Change) else {
            // Sums are added to.
            return Writing(self.conn).put(table, values);
        };
        match slot {
            Some(wide) => wide.put(values),
            None => {
                let (insert, columns) = table.insert_fresh();
                slot.insert(Wide::new(self.conn, &insert, columns)?).put(values)
            }
        }
    }

    fn clear(&mut self, _: Table, _: SubjectId) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_rows_are_written_as_were_put() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE t (a INTEGER, b TEXT) STRICT").unwrap();
        let mut expected = 0;
        for count in [0, 1, ROWS - 1, ROWS, ROWS + 1, 3 * ROWS + 7] {
            let mut wide = Wide::new(&conn, "INSERT INTO t", "a, b").unwrap();
            (0..count).for_each(|n| wide.put(&[&(n as i64), &format!("第{n}行")]).unwrap());
            wide.flush().unwrap();
            wide.flush().unwrap();
            expected += count as i64;
            let sql = "SELECT count(*), count(CASE WHEN b = '第' || a || '行' THEN 1 END) FROM t";
            let found: (i64, i64) = conn.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
            assert_eq!(found, (expected, expected));
        }
    }
}
