//! What no chain covers: the file as SQLite sees it, its version and tables, and the book's own memory of itself.

use super::error::{Error, Result};
use super::row::{META_SUM, meta, meta_sum};
use super::tables::{self, SCHEMA};
use super::verify::Verified;
use super::{APPLICATION_ID, Book};
use crate::locale::say;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

impl Book {
    /// Checks the pages, the tables themselves, which devices are retired, and the book's own memory.
    pub(super) fn verify_file(&self, out: &mut Verified) -> Result<()> {
        // What the indexes hold is read elsewhere, but for the one that is SQLite's own.
        for check in ["PRAGMA quick_check(5)", "PRAGMA integrity_check(device)"] {
            let mut check = self.conn.prepare(check)?;
            for found in check.query_map([], |r| r.get::<_, String>(0))? {
                let found = found?;
                if found != "ok" {
                    out.problems.push(say!("book-verify-file", what = found));
                }
            }
        }
        match made(&self.conn)? {
            Made::AsOurs => {}
            Made::Lacking => out.problems.push(say!("book-verify-triggers")),
            Made::Otherwise => out.problems.push(say!("book-verify-tables")),
        }
        let memory: Option<[u8; 32]> = meta(&self.conn, META_SUM)?;
        // A book of an older program has none until something is written; a sum under another name is no such book.
        let nameless: bool = self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM meta WHERE key <> ?1 AND typeof(value) = 'blob' AND length(value) = 32)",
            [META_SUM],
            |r| r.get(0),
        )?;
        let due = meta_sum(&self.conn)?;
        if memory.map_or(nameless, |sum| sum != due) {
            out.problems.push(say!("book-verify-memory"));
        }
        let astray: bool = self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE device NOT IN (SELECT id FROM device))
             OR EXISTS (SELECT 1 FROM device d WHERE d.retired <> EXISTS (
                 SELECT 1 FROM entry e WHERE e.device = d.id GROUP BY e.seq HAVING count(*) > 1))",
            [],
            |r| r.get(0),
        )?;
        if astray {
            out.problems.push(say!("book-verify-devices"));
        }
        Ok(())
    }
}

/// The version of a book that this program can open; why it cannot, of any other file.
pub(super) fn version_of(conn: &Connection, path: &Path) -> Result<i32> {
    let damaged = |what: String| Error::Damaged { path: path.to_path_buf(), what };
    let number = |name| conn.pragma_query_value(None, name, |r| r.get::<_, i32>(0));
    // Taken back to its beginning: the making of it was interrupted.
    if number("page_count")? == 0 {
        return Err(Error::NoBook(path.to_path_buf()));
    }
    if number("application_id")? != APPLICATION_ID {
        return Err(damaged(say!("book-not-ours")));
    }
    match number("user_version")? {
        version if version > SCHEMA => Err(Error::Newer(path.to_path_buf())),
        version if version > 0 => Ok(version),
        _ => match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0))? {
            0 => Err(Error::NoBook(path.to_path_buf())),
            _ => Err(damaged(say!("book-unfinished"))),
        },
    }
}

/// What a book is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// The tables, indexes and triggers of this version.
    AsOurs,
    /// Indexes or triggers of them are missing: a rebuild makes them again.
    Lacking,
    /// Something is other than this version makes it.
    Otherwise,
}

/// Holds a book's tables, indexes and triggers against those of this version. An index that an older version had and
/// this one does not ask for does no harm.
pub(super) fn made(conn: &Connection) -> Result<Made> {
    let empty = Connection::open_in_memory()?;
    tables::make(&empty)?;
    let (made, due) = (made_of(conn)?, made_of(&empty)?);
    let foreign = |name: &String| !name.starts_with("index ") && !due.contains_key(name);
    let altered = |(name, sql): (&String, &String)| made.get(name).map_or(name.starts_with("table "), |is| is != sql);
    Ok(match () {
        () if due.iter().any(altered) || made.keys().any(foreign) => Made::Otherwise,
        () if due.keys().any(|name| !made.contains_key(name)) => Made::Lacking,
        () => Made::AsOurs,
    })
}

/// Tables, indexes and triggers by name, each as it was said, without layout and remarks: older versions had other ones.
fn made_of(conn: &Connection) -> Result<BTreeMap<String, String>> {
    let mut query = conn.prepare(
        "SELECT type || ' ' || name || ' ' || tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
    )?;
    let rows = query.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
    let mut out = BTreeMap::new();
    for row in rows {
        let (name, sql) = row?;
        let bare = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
        out.insert(name, bare.flat_map(str::split_whitespace).collect());
    }
    Ok(out)
}
