//! The tables of a book: how they are made, and brought up from older versions.

use super::error::{Error, Result};
use super::row;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// Version of the tables.
pub const SCHEMA: i32 = 10;
/// Version of the folds; another one rebuilds what is derived at open.
pub const FOLDS: i64 = 6;
const FIRST: &str = include_str!("migrations/001.sql");
/// What made each later version out of the one before: version 2 first.
const LATER: [&str; SCHEMA as usize - 1] = [
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
    include_str!("migrations/004.sql"),
    include_str!("migrations/005.sql"),
    include_str!("migrations/006.sql"),
    include_str!("migrations/007.sql"),
    include_str!("migrations/008.sql"),
    include_str!("migrations/009.sql"),
    include_str!("migrations/010.sql"),
];
/// Makes the indexes and triggers that are missing.
pub const INDEXES: &str = include_str!("migrations/indexes.sql");

/// Makes all tables of this version in an empty file.
pub fn make(conn: &Connection) -> Result<()> {
    conn.execute_batch(FIRST)?;
    LATER.iter().try_for_each(|sql| conn.execute_batch(sql))?;
    Ok(conn.execute_batch(INDEXES)?)
}

/// Drops those indexes of a table that [`INDEXES`] makes and that most rows are in. One of few rows is cheaper kept up than
/// made anew, which looks at all.
pub fn drop_indexes(conn: &Connection, table: &str) -> Result<()> {
    let mut names = conn.prepare_cached(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1
             AND (sql NOT LIKE '% WHERE %' OR sql LIKE '% WHERE name IS NOT NULL')",
    )?;
    let names: Vec<String> = names.query_map([table], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    for name in names.iter().filter(|name| INDEXES.contains(&format!("INDEX IF NOT EXISTS {name} "))) {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(())
}

/// Version of the tables since which nothing but indexes has changed, and what other rows fill.
const SAME_ROWS: i32 = 5;

/// Brings the tables of an older version up to this one, all of it or nothing. Where they are other tables, what is
/// derived is built anew after it.
pub fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again now that nobody else can write: another process may have done it, even a newer one.
    let version: i32 = tx.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version > SCHEMA {
        return Err(Error::Newer(path.to_path_buf()));
    }
    LATER.iter().skip(version.saturating_sub(1) as usize).try_for_each(|sql| tx.execute_batch(sql))?;
    tx.execute_batch(INDEXES)?;
    if version < SAME_ROWS {
        row::set_meta(&tx, "folds", 0i64)?;
    }
    tx.pragma_update(None, "user_version", SCHEMA)?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::book::{Book, Options};
    use crate::domain::region::RegionCode;

    #[test]
    fn indexes_that_most_rows_are_in_are_dropped_and_no_others() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        super::make(&conn).unwrap();
        let mut kept = conn
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY 1",
            )
            .unwrap();
        for (table, few) in [
            ("person", &["person_awaited", "person_gone", "person_loss", "person_next_visit"][..]),
            ("household", &["household_kind", "household_next_visit"]),
        ] {
            super::drop_indexes(&conn, table).unwrap();
            let kept: Vec<String> = kept.query_map([table], |r| r.get(0)).unwrap().map(|name| name.unwrap()).collect();
            assert_eq!(kept, few, "{table}");
        }
    }

    /// IN in the condition of an index is such a table, for every row.
    #[test]
    fn no_index_makes_a_table_of_its_own_for_a_row_that_is_written() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        super::make(&conn).unwrap();
        let mut columns = conn.prepare("SELECT group_concat('1') FROM pragma_table_info(?1)").unwrap();
        let all = ["entry", "seal"].into_iter().chain(crate::book::project::Table::all_derived());
        for table in all {
            let ones: String = columns.query_row([table], |r| r.get(0)).unwrap();
            let mut steps = conn.prepare(&format!("EXPLAIN INSERT INTO {table} VALUES ({ones})")).unwrap();
            let steps: Vec<String> = steps.query_map([], |r| r.get(1)).unwrap().map(Result::unwrap).collect();
            assert!(steps.len() > 5 && !steps.iter().any(|step| step == "OpenEphemeral"), "{table}: {steps:?}");
        }
    }

    #[test]
    fn a_book_that_lacks_only_an_index_gets_it_and_is_not_built_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.zb");
        let unit = RegionCode::parse("529999001").unwrap();
        drop(Book::create(&path, unit, Options::default()).unwrap());
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(
            "DROP INDEX person_gone; DROP TABLE total; PRAGMA user_version = 5;
             INSERT INTO spelling (key, name) VALUES ('left', 'as it was');",
        )
        .unwrap();
        drop(old);
        let told = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
        let heard = std::sync::Arc::clone(&told);
        let tell = move |bytes| heard.store(bytes, std::sync::atomic::Ordering::Relaxed);
        let options = || Options { upgrading: Some(Box::new(tell.clone())), ..Options::default() };
        let mut book = Book::open(&path, options()).unwrap();
        let had = told.swap(0, std::sync::atomic::Ordering::Relaxed);
        assert!(had > 0, "whoever waits is told");
        drop(Book::open(&path, options()).unwrap());
        assert_eq!(told.load(std::sync::atomic::Ordering::Relaxed), 0, "and nobody who does not");
        let there = "SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'person_gone'),
             (SELECT count(*) FROM spelling WHERE key = 'left')";
        let there = book.conn.query_row(there, [], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?))).unwrap();
        assert_eq!(there, (1, 1));
        assert_eq!(book.verify().unwrap().problems, Vec::<String>::new());
    }
}
