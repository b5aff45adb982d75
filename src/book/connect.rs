//! How a book's file is opened: the settings of every connection, its key where it is encrypted, and reading where
//! nothing may be written.

use super::error::{Error, Result};
use super::key::{Key, Passphrase, is_locked};
use super::{Book, aside};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Memory that pages are kept in, in KiB as SQLite has it.
pub(super) const CACHE: i64 = -32_000;

/// How long to wait for another process.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the file, readable by its owner only, before SQLite writes to it.
pub(super) fn own_only(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(Error::file(path))?;
    Ok(())
}

/// Opens the file for a book, and says whether it can be written, and with which key it is encrypted. Where file or
/// folder are write-protected, it is read as it lies there; a log that only a writer could take in is refused, since its
/// entries would be missing.
pub(super) fn open_file(path: &Path, passphrase: Option<&Passphrase>) -> Result<(Connection, bool, Option<Key>)> {
    aside::free_shared(path);
    let first = |conn: &Connection| conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0));
    let opened = connect_at(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE, passphrase).and_then(|(conn, key)| {
        first(&conn)?;
        let protected = conn.is_readonly(rusqlite::MAIN_DB)?;
        Ok((conn, !protected, key))
    });
    match opened {
        Err(Error::ReadOnly) if aside::has_log(path) => Err(Error::ReadOnly),
        Err(Error::ReadOnly) => connect_as_it_lies(path, passphrase).map(|(conn, key)| (conn, false, key)),
        opened => opened,
    }
}

/// A connection to a file that nobody writes meanwhile, and that is left as it is: no log, no lock.
pub(super) fn connect_unchanged(path: &Path, passphrase: Option<&Passphrase>) -> Result<Connection> {
    connect_as_it_lies(path, passphrase).map(|(conn, _)| conn)
}

fn connect_as_it_lies(path: &Path, passphrase: Option<&Passphrase>) -> Result<(Connection, Option<Key>)> {
    let whole = std::path::absolute(path).map_err(Error::file(path))?;
    let mut uri = String::from(if cfg!(windows) { "file:///" } else { "file:" });
    for byte in whole.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect_at(path, Path::new(&uri), flags, passphrase)
}

/// A connection with the settings that every use of a book has. The passphrase is used where the file needs one.
pub(super) fn connect(path: &Path, flags: OpenFlags, passphrase: Option<&Passphrase>) -> Result<Connection> {
    connect_at(path, path, flags, passphrase).map(|(conn, _)| conn)
}

/// Opens a file under the name that SQLite is to know it by; with the key, where it is encrypted. SQLite itself reads the
/// file's head: by opening and closing the file here, this process would lose every lock that it has on it.
fn connect_at(
    path: &Path,
    name: &Path,
    flags: OpenFlags,
    passphrase: Option<&Passphrase>,
) -> Result<(Connection, Option<Key>)> {
    let empty = std::fs::metadata(path).is_ok_and(|m| m.len() == 0);
    if let Some(passphrase) = passphrase.filter(|_| cfg!(feature = "encrypt") && !empty) {
        let conn = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        if let Some(key) = passphrase.key_for(&conn)? {
            return prepared(conn, Some(&key)).map(|conn| (conn, Some(key)));
        }
    }
    let conn = connect_by(name, flags, None)?;
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) && is_locked(path) => {
            Err(if cfg!(feature = "encrypt") { Error::Locked(path.to_path_buf()) } else { Error::NoCipher })
        }
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Err(Error::Busy),
        // Whoever asks for more finds out.
        _ => Ok((conn, None)),
    }
}

/// The same with a key that is known: for a file that is still empty, too.
pub(super) fn connect_by(path: &Path, flags: OpenFlags, key: Option<&Key>) -> Result<Connection> {
    prepared(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?, key)
}

fn prepared(conn: Connection, key: Option<&Key>) -> Result<Connection> {
    conn.busy_timeout(PATIENCE)?;
    if cfg!(feature = "encrypt") {
        // SQLCipher would write to standard error, over the console too.
        let _: String = conn.pragma_update_and_check(None, "cipher_log_level", "NONE", |r| r.get(0))?;
    }
    if let Some(key) = key {
        key.give(&conn)?;
        // Whether it fits is known once something was read, and is said in the same words however it fails.
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(|error| {
            match error.sqlite_error_code() {
                Some(ErrorCode::NotADatabase) => Error::WrongPassphrase,
                _ => error.into(),
            }
        })?;
    }
    conn.set_prepared_statement_cache_capacity(128);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Nobody waits for a checkpoint while recording: the last one to close the book makes it.
    conn.pragma_update(None, "wal_autocheckpoint", 0)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", CACHE)?;
    Ok(conn)
}

impl Book {
    /// Another connection to the book, that only reads.
    pub(super) fn reader(&self) -> Result<Connection> {
        let conn = match self.conn.is_readonly(rusqlite::MAIN_DB)? {
            true => connect_unchanged(&self.path, self.passphrase())?,
            false => connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY, self.passphrase())?,
        };
        conn.execute_batch("BEGIN")?;
        Ok(conn)
    }

    /// The same, to read on while this one writes or reads: only beside a log.
    pub(super) fn reader_beside(&self) -> Option<Connection> {
        let mode: String = self.conn.pragma_query_value(None, "journal_mode", |r| r.get(0)).ok()?;
        if mode == "wal" { self.reader().ok() } else { None }
    }
}
