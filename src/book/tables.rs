//! The tables of a book: how they are made, and brought up from older versions.

use super::error::{Error, Result};
use super::row;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// Version of the tables.
pub const SCHEMA: i32 = 5;
/// Version of the folds; another one rebuilds what is derived at open.
pub const FOLDS: i64 = 5;
const FIRST: &str = include_str!("migrations/001.sql");
/// What made each later version out of the one before: version 2 first.
const LATER: [&str; SCHEMA as usize - 1] = [
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
    include_str!("migrations/004.sql"),
    include_str!("migrations/005.sql"),
];
/// Makes the indexes and triggers that are missing.
pub const INDEXES: &str = include_str!("migrations/indexes.sql");

/// Makes all tables of this version in an empty file.
pub fn make(conn: &Connection) -> Result<()> {
    conn.execute_batch(FIRST)?;
    LATER.iter().try_for_each(|sql| conn.execute_batch(sql))?;
    Ok(conn.execute_batch(INDEXES)?)
}

/// Drops those indexes of a table that [`INDEXES`] makes.
pub fn drop_indexes(conn: &Connection, table: &str) -> Result<()> {
    let mut names = conn
        .prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL")?;
    let names: Vec<String> = names.query_map([table], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    for name in names.iter().filter(|name| INDEXES.contains(&format!("INDEX IF NOT EXISTS {name} "))) {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(())
}

/// Brings the tables of an older version up to this one, all of it or nothing. What is derived is built anew after it:
/// older tables go with older folds.
pub fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again now that nobody else can write: another process may have done it, even a newer one.
    let version: i32 = tx.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version > SCHEMA {
        return Err(Error::Newer(path.to_path_buf()));
    }
    LATER.iter().skip(version.saturating_sub(1) as usize).try_for_each(|sql| tx.execute_batch(sql))?;
    row::set_meta(&tx, "folds", 0i64)?;
    tx.pragma_update(None, "user_version", SCHEMA)?;
    tx.commit()?;
    Ok(())
}
