//! Whether every index has what its table has, and in its order. Both are read from end to end and summed up: SQLite's
//! own check looks every row up in every index, here and there in the file, which takes a county's book several times as
//! long.

use super::error::{Error, Result};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// An index, or the order of a table that is kept by its key.
#[derive(Clone)]
struct Order {
    name: String,
    /// `None` = the table itself.
    index: Option<Index>,
    /// Columns of the row that it leads to.
    row: Vec<String>,
}

#[derive(Clone)]
struct Index {
    key: String,
    /// Of which rows, where not of all.
    only: Option<String>,
}

/// What can be read by itself.
pub(super) struct Piece {
    table: String,
    what: What,
}

enum What {
    /// In its order.
    Order(Order),
    /// The table, for all of its indexes.
    Rows(Vec<Order>),
}

/// What was read so far. Of an index that is right, entries and rows add up to nothing.
#[derive(Default)]
pub(super) struct Sums {
    left: FxHashMap<String, u128>,
    disordered: Vec<String>,
}

impl Sums {
    /// Adds what another one has read.
    pub fn join(&mut self, other: Self) {
        for (name, sum) in other.left {
            let left = self.left.entry(name).or_default();
            *left = left.wrapping_add(sum);
        }
        self.disordered.extend(other.disordered);
    }

    /// The indexes, and tables kept by their key, that are not as they should be.
    pub fn amiss(mut self) -> Vec<String> {
        self.disordered.extend(self.left.into_iter().filter(|(_, left)| *left != 0).map(|(name, _)| name));
        self.disordered.sort_unstable();
        self.disordered.dedup();
        self.disordered
    }
}

/// All that is to be read; of the largest tables first.
pub(super) fn pieces(conn: &Connection) -> Result<Vec<Piece>> {
    let mut tables = conn.prepare(
        "SELECT m.name, l.wr FROM sqlite_schema m JOIN pragma_table_list l ON l.name = m.name AND l.schema = 'main'
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
         ORDER BY m.name = 'entry' DESC, m.name = 'person' DESC, m.name",
    )?;
    let tables: Vec<(String, bool)> =
        tables.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let (mut scans, mut orders) = (Vec::new(), Vec::new());
    for (table, keyed) in tables {
        let row = if keyed {
            names(conn, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", &table)?
        } else {
            vec!["rowid".into()]
        };
        let mut rows = Vec::new();
        for name in names(
            conn,
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL",
            &table,
        )? {
            let sql: String = conn.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [&name], |r| r.get(0))?;
            // One that is written in a way that is not ours is told of elsewhere.
            let Some(index) = Index::read(&sql) else { continue };
            let order = Order { name, index: Some(index), row: row.clone() };
            orders.push(Piece { table: table.clone(), what: What::Order(order.clone()) });
            rows.push(order);
        }
        if !rows.is_empty() {
            scans.push(Piece { table: table.clone(), what: What::Rows(rows) });
        }
        if keyed {
            let what = What::Order(Order { name: table.clone(), index: None, row });
            orders.push(Piece { table, what });
        }
    }
    scans.extend(orders);
    Ok(scans)
}

fn names(conn: &Connection, sql: &str, of: &str) -> Result<Vec<String>> {
    Ok(conn.prepare_cached(sql)?.query_map([of], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

impl Index {
    /// Reads `CREATE INDEX name ON table (key) WHERE only`.
    fn read(sql: &str) -> Option<Self> {
        let (_, rest) = sql.split_once('(')?;
        let mut depth = 1;
        let end = rest.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        let (key, after) = rest.split_at(end?.0);
        let after = after.get(1..)?.trim();
        let only = match after.strip_prefix("WHERE") {
            None if !after.is_empty() => return None,
            only => only.map(|only| only.trim().to_string()),
        };
        Some(Self { key: key.to_string(), only })
    }
}

/// An index, and where in a row its key stands.
type Span<'a> = (&'a Order, Range<usize>);

impl Piece {
    /// Reads it, and adds it up.
    pub fn read(&self, conn: &Connection, sums: &mut Sums) -> Result<()> {
        let (read, of) = match &self.what {
            What::Order(order) => (self.read_order(conn, order, sums), std::slice::from_ref(order)),
            What::Rows(orders) => (self.read_rows(conn, orders, sums), orders.as_slice()),
        };
        match read {
            // A length that was altered asks for more than there can be.
            Err(Error::Sqlite(error))
                if matches!(error.sqlite_error_code(), Some(ErrorCode::OutOfMemory | ErrorCode::TooBig)) =>
            {
                sums.disordered.extend(of.iter().map(|order| order.name.clone()));
                Ok(())
            }
            read => read,
        }
    }

    /// Reads the entries of an index, or the rows of a table that is kept by its key, as they lie.
    fn in_order(&self, order: &Order) -> String {
        let (table, row) = (&self.table, order.row.join(", "));
        match &order.index {
            None => format!("SELECT {row} FROM {table} NOT INDEXED ORDER BY {row}"),
            Some(index) => {
                let only = index.only.as_ref().map_or(String::new(), |only| format!(" WHERE {only}"));
                format!("SELECT {}, {row} FROM {table} INDEXED BY {}{only}", index.key, order.name)
            }
        }
    }

    fn read_order(&self, conn: &Connection, order: &Order, sums: &mut Sums) -> Result<()> {
        // A schema that SQLite cannot follow is not ours.
        let Ok(mut query) = conn.prepare(&self.in_order(order)) else {
            sums.disordered.push(order.name.clone());
            return Ok(());
        };
        let columns = query.column_count();
        let mut rows = query.query([])?;
        let (mut line, mut last) = (Vec::new(), Vec::new());
        let (mut sum, mut right) = (0_u128, true);
        while let Some(row) = rows.next()? {
            line.clear();
            for n in 0..columns {
                encode(row.get_ref(n)?, &mut line);
            }
            right &= line > last;
            sum = sum.wrapping_add(digest(&line));
            std::mem::swap(&mut line, &mut last);
        }
        if !right {
            sums.disordered.push(order.name.clone());
        }
        if order.index.is_some() {
            let left = sums.left.entry(order.name.clone()).or_default();
            *left = left.wrapping_add(sum);
        }
        Ok(())
    }

    /// Reads the rows of the table, past its indexes: whether each index has the row, and with which key; and where in
    /// that list each index comes, and the row itself.
    fn by_row<'a>(&self, orders: &'a [Order]) -> (String, Vec<Span<'a>>, Range<usize>) {
        let mut columns: Vec<String> = Vec::new();
        let mut spans = Vec::new();
        for order in orders {
            let Some(index) = &order.index else { continue };
            let only = index.only.as_deref().unwrap_or("1");
            columns.push(format!("({only})"));
            let from = columns.len();
            // What is worked out of a few rows is not worked out of all.
            let of = |key| if index.only.is_some() { format!("CASE WHEN {only} THEN {key} END") } else { key };
            columns.extend(split(&index.key).into_iter().map(|key| of(key.to_string())));
            spans.push((order, from..columns.len()));
        }
        let row = orders.first().map_or(&[][..], |order| &order.row);
        let from = columns.len();
        columns.extend(row.iter().cloned());
        // A table that is kept by its key is not read past its indexes but in its order.
        let by = if row == ["rowid"] { String::new() } else { format!(" ORDER BY {}", row.join(", ")) };
        let sql = format!("SELECT {} FROM {} NOT INDEXED{by}", columns.join(", "), self.table);
        (sql, spans, from..columns.len())
    }

    fn read_rows(&self, conn: &Connection, orders: &[Order], sums: &mut Sums) -> Result<()> {
        let (sql, spans, id) = self.by_row(orders);
        let Ok(mut query) = conn.prepare(&sql) else {
            sums.disordered.extend(orders.iter().map(|order| order.name.clone()));
            return Ok(());
        };
        let mut rows = query.query([])?;
        let (mut line, mut all) = (Vec::new(), vec![0_u128; spans.len()]);
        while let Some(row) = rows.next()? {
            for ((_, key), sum) in spans.iter().zip(&mut all) {
                if row.get_ref(key.start - 1)? != ValueRef::Integer(1) {
                    continue;
                }
                line.clear();
                for n in key.clone().chain(id.clone()) {
                    encode(row.get_ref(n)?, &mut line);
                }
                *sum = sum.wrapping_add(digest(&line));
            }
        }
        for ((order, _), sum) in spans.iter().zip(all) {
            let left = sums.left.entry(order.name.clone()).or_default();
            *left = left.wrapping_sub(sum);
        }
        Ok(())
    }
}

/// The columns of a key: commas within brackets part none.
fn split(key: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = key.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

fn digest(line: &[u8]) -> u128 {
    blake3::hash(line).as_bytes().first_chunk().copied().map_or(0, u128::from_le_bytes)
}

/// A value so that bytes lie in the order in which SQLite has values, and no two rows of values read alike.
fn encode(value: ValueRef<'_>, line: &mut Vec<u8>) {
    match value {
        ValueRef::Null => line.push(0),
        ValueRef::Integer(v) => {
            line.push(1);
            line.extend_from_slice(&((v as u64) ^ (1 << 63)).to_be_bytes());
        }
        ValueRef::Text(v) => text(2, v, line),
        ValueRef::Blob(v) => text(3, v, line),
        // No table of ours has any, unless it is damaged.
        ValueRef::Real(v) => {
            line.push(4);
            line.extend_from_slice(&v.to_be_bytes());
        }
    }
}

/// Ends with two zeros, and has none of these within.
fn text(kind: u8, bytes: &[u8], line: &mut Vec<u8>) {
    line.push(kind);
    for part in bytes.split_inclusive(|b| *b == 0) {
        line.extend_from_slice(part);
        if part.ends_with(&[0]) {
            line.push(1);
        }
    }
    line.extend_from_slice(&[0, 0]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amiss(conn: &Connection) -> Vec<String> {
        let mut sums = Sums::default();
        pieces(conn).unwrap().iter().for_each(|piece| piece.read(conn, &mut sums).unwrap());
        sums.amiss()
    }

    /// A table whose indexes can be told other rows than it has.
    fn table() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, age INTEGER) STRICT;
             CREATE TABLE k (a TEXT, b INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
             CREATE INDEX p_tail ON p (substr(name, -1), age);
             CREATE UNIQUE INDEX p_name ON p (name);
             CREATE INDEX p_old ON p (CASE WHEN json_valid(name) THEN name ->> '$.n' END) WHERE age = 61;
             CREATE INDEX k_b ON k (b);
             INSERT INTO p VALUES (1, '赵甲', 20), (2, json_object('n', 1, 'm', 2), 61), (3, NULL, 70), (4, '', NULL), (5, 'a' || char(0), -5);
             INSERT INTO k VALUES ('甲', 2), ('甲', -2), ('', 7), ('a', 1), ('ab', 1);",
        )
        .unwrap();
        conn
    }

    #[test]
    fn every_index_is_read_as_such_and_every_table_past_them() {
        let conn = Connection::open_in_memory().unwrap();
        crate::book::tables::make(&conn).unwrap();
        let plan = |sql: &str| -> String {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            plan.query_map([], |r| r.get(3)).unwrap().collect::<rusqlite::Result<Vec<String>>>().unwrap().join("; ")
        };
        let pieces = pieces(&conn).unwrap();
        assert!(pieces.len() > 40, "{}", pieces.len());
        for piece in &pieces {
            match &piece.what {
                What::Order(order) if order.index.is_some() => {
                    let plan = plan(&piece.in_order(order));
                    let (_, way) = plan.split_once(&format!(" {} USING ", piece.table)).expect(&plan);
                    // Where it has a few rows only, by what these have in common; what it works out it has as well.
                    let name = way.split(" (").next().unwrap();
                    assert!(
                        ["COVERING INDEX ", "INDEX "].iter().any(|by| name == format!("{by}{}", order.name)),
                        "{plan}"
                    );
                }
                What::Order(order) => assert_eq!(plan(&piece.in_order(order)), format!("SCAN {}", piece.table)),
                What::Rows(orders) => assert_eq!(plan(&piece.by_row(orders).0), format!("SCAN {}", piece.table)),
            }
        }
        assert_eq!(amiss(&table()), Vec::<String>::new());
    }

    /// SQLite puts the row's number behind every key. In the key as well, it would be there twice, and read once.
    #[test]
    fn no_index_has_the_number_of_its_row_in_its_key() {
        let conn = Connection::open_in_memory().unwrap();
        crate::book::tables::make(&conn).unwrap();
        for piece in pieces(&conn).unwrap() {
            if let What::Order(Order { name, index: Some(index), row }) = &piece.what
                && row == &["rowid"]
            {
                assert!(!split(&index.key).contains(&"id"), "{name}");
            }
        }
    }

    #[test]
    fn a_number_that_turned_into_another_kind_is_damage_and_no_end() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE p (id INTEGER PRIMARY KEY, age); CREATE INDEX p_age ON p (age);
             CREATE TABLE k (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID;
             INSERT INTO p VALUES (1, 20), (2, 20.5), (3, 21); INSERT INTO k VALUES (1, 2), (1.5, 2), (2, 2);",
        )
        .unwrap();
        assert_eq!(amiss(&conn), ["k", "p_age"]);
    }

    #[test]
    fn an_index_with_another_row_or_without_one_is_found() {
        for (sql, name) in [
            ("UPDATE sqlite_schema SET sql = replace(sql, '-1', '-2') WHERE name = 'p_tail'", "p_tail"),
            ("UPDATE sqlite_schema SET sql = replace(sql, '$.n', '$.m') WHERE name = 'p_old'", "p_old"),
            ("UPDATE sqlite_schema SET sql = replace(sql, '(name)', '(age)') WHERE name = 'p_name'", "p_name"),
            ("UPDATE sqlite_schema SET sql = replace(sql, '(a, b)', '(a DESC, b)') WHERE name = 'k'", "k"),
            ("UPDATE sqlite_schema SET sql = replace(sql, 'json_valid', 'json_foo') WHERE name = 'p_old'", "p_old"),
        ] {
            let conn = table();
            conn.execute_batch(&format!("PRAGMA writable_schema = ON; {sql}; PRAGMA writable_schema = RESET;"))
                .unwrap();
            assert!(amiss(&conn).contains(&name.to_string()), "{sql}: {:?}", amiss(&conn));
        }
    }
}
