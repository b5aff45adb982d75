//! Rows where there were none, many to a statement: what SQLite does around a row costs it twice what the row itself does.

use super::table::{Rows, Table, Writing};
use crate::book::error::Result;
use crate::domain::subject::SubjectId;
use rusqlite::{Connection, Statement, ToSql};

/// Rows that one statement carries; more bring nothing.
const ROWS: usize = 50;

/// A statement that carries rows.
pub struct Wide<'a> {
    statement: Statement<'a>,
    rows: usize,
    columns: usize,
    /// Parameters before those of the rows.
    before: usize,
    filled: usize,
}

impl<'a> Wide<'a> {
    /// Many rows at a time. `insert` = `INSERT OR … INTO table`: with `FAIL`, SQLite need not be able to take back a part
    /// of the rows, and the caller takes back all. `columns` = their names; `shared` = names and values of columns that
    /// are the same in every row.
    pub fn new(conn: &'a Connection, insert: &str, columns: &str, shared: &[(&str, &dyn ToSql)]) -> Result<Self> {
        let count = columns.split(',').count();
        let row = format!("({})", vec!["?"; count].join(","));
        let all = vec![row; ROWS].join(",");
        let names: String = shared.iter().map(|(name, _)| format!(", {name}")).collect();
        let values = ", ?".repeat(shared.len());
        // The last statement carries fewer. A bare `LIMIT ?` would be prepared anew with every number; a function in it
        // might fail, and SQLite would copy each page aside that it writes to.
        let sql = format!("{insert} ({columns}{names}) SELECT *{values} FROM (VALUES {all}) LIMIT ? + 0");
        let mut statement = conn.prepare(&sql)?;
        // Numbered in the order in which they stand there.
        for (n, (_, value)) in shared.iter().enumerate() {
            statement.raw_bind_parameter(n + 1, value)?;
        }
        Ok(Self { statement, rows: ROWS, columns: count, before: shared.len(), filled: 0 })
    }

    /// One row at a time: for tables whose rows come with their numbers. What comes may not be a number, so that of many
    /// rows SQLite would have to take back a part.
    pub fn single(conn: &'a Connection, insert: &str, columns: &str) -> Result<Self> {
        let count = columns.split(',').count();
        let statement = conn.prepare(&format!("{insert} ({columns}) VALUES ({})", vec!["?"; count].join(",")))?;
        Ok(Self { statement, rows: 1, columns: count, before: 0, filled: 0 })
    }

    /// Adds a row, as many values as there are columns. It is written with others, at the latest by [`Wide::flush`].
    pub fn put(&mut self, values: &[&dyn ToSql]) -> Result<()> {
        for (n, value) in values.iter().enumerate() {
            self.statement.raw_bind_parameter(self.before + self.filled * self.columns + n + 1, value)?;
        }
        self.filled += 1;
        if self.filled < self.rows { Ok(()) } else { self.flush() }
    }

    /// Writes the rows that wait.
    pub fn flush(&mut self) -> Result<()> {
        if self.filled > 0 {
            if self.rows > 1 {
                let last = self.before + self.rows * self.columns + 1;
                self.statement.raw_bind_parameter(last, self.filled as i64)?;
            }
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
        let Some(slot) = self.wide.get_mut(table as usize).filter(|_| !table.is_sum()) else {
            return Writing(self.conn).put(table, values);
        };
        if slot.is_none() {
            let (insert, columns) = table.insert_fresh();
            let conn = self.conn;
            *slot = Some(match table.is_numbered() {
                true => Wide::single(conn, &insert, columns)?,
                false => Wide::new(conn, &insert, columns, &[])?,
            });
        }
        slot.as_mut().map_or(Ok(()), |wide| wide.put(values))
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
        conn.execute_batch("CREATE TABLE t (a INTEGER, b TEXT, c TEXT, d INTEGER) STRICT").unwrap();
        let mut expected = 0;
        let wide = || Wide::new(&conn, "INSERT INTO t", "a, b", &[("c", &"同"), ("d", &7)]).unwrap();
        let single = || Wide::single(&conn, "INSERT INTO t", "a, b, c, d").unwrap();
        for count in [0, 1, ROWS - 1, ROWS, ROWS + 1, 3 * ROWS + 7] {
            let (mut wide, mut single) = (wide(), single());
            for n in 0..count {
                let (n, text) = (n as i64, format!("第{n}行"));
                wide.put(&[&n, &text]).unwrap();
                single.put(&[&n, &text, &"同", &7]).unwrap();
            }
            for rows in [&mut wide, &mut single] {
                rows.flush().unwrap();
                rows.flush().unwrap();
            }
            expected += 2 * count as i64;
            let sql =
                "SELECT count(*), count(CASE WHEN b = '第' || a || '行' AND c = '同' AND d = 7 THEN 1 END) FROM t";
            let found: (i64, i64) = conn.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
            assert_eq!(found, (expected, expected));
        }
    }
}
