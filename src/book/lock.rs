//! Encrypting a book that is there, and the way back. A whole copy is made beside it while nobody else has the book,
//! checked, written out, and given the book's name: whatever happens, there is the old book or the new one.

use super::backup::{Draft, extent, folder_of, is_plain_book, quick_check};
use super::connect::connect;
use super::error::{Error, Result};
use super::key::{Key, Passphrase, is_locked};
use super::tables::SCHEMA;
use super::{APPLICATION_ID, Book, Options, PAGE, presence};
use crate::locale::say;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// How deep folders of backups are looked through.
const DEEP: usize = 3;

/// A book that was converted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Converted {
    /// Entries in it.
    pub entries: u64,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Book {
    /// Encrypts the book at `path` with the passphrase of the options.
    ///
    /// # Errors
    /// Where it is encrypted already, is open elsewhere, or is not whole: it is then as it was.
    pub fn lock(path: &Path, options: &Options) -> Result<Converted> {
        let passphrase = options.passphrase.as_ref().ok_or_else(|| Error::Locked(path.to_path_buf()))?;
        if is_locked(path) {
            return Err(Error::refused(say!("lock-locked-already", path = path)));
        }
        convert(path, options, Some(passphrase))
    }

    /// Makes a plain book of an encrypted one.
    ///
    /// # Errors
    /// Where it is plain already, is open elsewhere, or is not whole: it is then as it was.
    pub fn unlock(path: &Path, options: &Options) -> Result<Converted> {
        if path.is_file() && !is_locked(path) {
            return Err(Error::refused(say!("lock-plain-already", path = path)));
        }
        convert(path, options, None)
    }
}

fn convert(path: &Path, options: &Options, with: Option<&Passphrase>) -> Result<Converted> {
    if !path.is_file() {
        return Err(Error::NoBook(path.to_path_buf()));
    }
    // Where a link stands, what it points to is converted.
    let path = &path.canonicalize().map_err(Error::file(path))?;
    let in_use = |e: Error| match e {
        Error::Busy => Error::refused(say!("lock-book-in-use", path = path)),
        e => e,
    };
    // Whoever opens the book meanwhile waits here, and finds the new one.
    let _presence =
        options.devices.as_deref().map(|folder| presence::alone(folder, path)).transpose().map_err(in_use)?;
    sweep(path);
    let key = with.map(Passphrase::new_key).transpose()?;
    let draft = Draft::beside(path, with)?;
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, options.passphrase.as_ref())?;
    let expected = copied(&conn, path, &draft.path, key.as_ref()).map_err(in_use)?;
    let found = draft.check()?;
    if found != expected {
        return Err(Error::refused(say!("lock-copy-differs", path = path)));
    }
    draft.log_again()?;
    // An open file cannot be replaced everywhere.
    let held = cfg!(unix).then_some(conn);
    let bytes = draft.finish(path)?;
    drop(held);
    Ok(Converted { entries: found.0, bytes })
}

/// Fills the draft with all of the book, of which nobody else can have anything as long as the connection is open. Gives
/// the entries and the heads of the chains.
fn copied(conn: &Connection, path: &Path, draft: &Path, key: Option<&Key>) -> Result<(u64, super::Vector)> {
    let damaged = |what: String| Error::Damaged { path: path.to_path_buf(), what };
    let id: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0))?;
    if id != APPLICATION_ID {
        return Err(damaged(say!("book-not-ours")));
    }
    let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version > SCHEMA {
        return Err(Error::Newer(path.to_path_buf()));
    }
    // Leaving the log takes everybody's absence; what is in it is taken in on the way. The lock of the transaction below
    // then stays with the connection.
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0))?;
    if mode != "delete" {
        return Err(Error::Busy);
    }
    let _: String = conn.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |r| r.get(0))?;
    let name = draft.to_str().ok_or_else(|| Error::Internal(say!("lock-path-no-text", path = draft)))?;
    match key {
        Some(key) => {
            conn.execute("ATTACH ?1 AS copy KEY ?2", (name, key.spec().as_str()))?;
            conn.pragma_update(Some("copy"), "cipher_page_size", PAGE)?;
        }
        None => {
            conn.execute("ATTACH ?1 AS copy KEY ''", [name])?;
            conn.pragma_update(Some("copy"), "page_size", PAGE)?;
        }
    }
    // A copy that is not finished is thrown away: it needs no way back, and is written out once at its end.
    let _: String = conn.pragma_update_and_check(Some("copy"), "journal_mode", "OFF", |r| r.get(0))?;
    conn.pragma_update(Some("copy"), "synchronous", "OFF")?;
    conn.execute_batch("BEGIN EXCLUSIVE")?;
    let mode: String = conn.pragma_query_value(None, "journal_mode", |r| r.get(0))?;
    if mode != "delete" {
        return Err(Error::Busy);
    }
    if let Some(found) = quick_check(conn)? {
        return Err(damaged(found));
    }
    let whole = extent(conn)?;
    conn.query_row("SELECT sqlcipher_export('copy')", [], |_| Ok(()))?;
    conn.pragma_update(Some("copy"), "user_version", version)?;
    conn.pragma_update(Some("copy"), "application_id", APPLICATION_ID)?;
    conn.execute_batch("COMMIT; DETACH copy")?;
    Ok(whole)
}

/// Takes away what conversions left that were killed. Only called where nobody else has the book.
fn sweep(path: &Path) {
    let name = format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy());
    let left = |file: &str| {
        let numbers = file.strip_prefix(&name).and_then(|rest| rest.split_once(".part"))?.0;
        let (process, n) = numbers.split_once('-')?;
        Some(process.parse::<u32>().is_ok() && n.parse::<u32>().is_ok())
    };
    for file in std::fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        if file.file_name().to_str().and_then(left) == Some(true) {
            // What stays is no harm to the book, and is told as plain where it is.
            let _ = std::fs::remove_file(file.path());
        }
    }
}

/// Books that are not encrypted, and logs of such, in the book's folder and in these, backups mostly: what encrypting a
/// book does not reach.
pub fn plain_books(book: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    look(folder_of(book), 0, &mut out);
    folders.iter().for_each(|folder| look(folder, DEEP, &mut out));
    out.retain(|found| found != book);
    out.sort();
    out.dedup();
    out
}

fn look(folder: &Path, deep: usize, out: &mut Vec<PathBuf>) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = file.path();
        match file.file_type() {
            Ok(kind) if kind.is_dir() && deep > 0 => look(&path, deep - 1, out),
            Ok(kind) if kind.is_file() && (is_plain_book(&path) || is_left_log(&path)) => out.push(path),
            _ => {}
        }
    }
}

/// A log that was set aside for a file that took its place.
fn is_left_log(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ["-wal.old", "-journal.old"].iter().any(|ending| name.contains(ending))
}
