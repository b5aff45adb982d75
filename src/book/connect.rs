//! How a book's file is opened: the settings of every connection, and reading where nothing may be written.

use super::aside;
use super::error::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

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

/// Opens the file for a book, and says whether it can be written. Where file or folder are write-protected, it is read
/// as it lies there; a log that only a writer could take in is refused, since its entries would be missing.
pub(super) fn open_file(path: &Path) -> Result<(Connection, bool)> {
    aside::free_shared(path);
    let first = |conn: &Connection| conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0));
    let opened = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|conn| {
        first(&conn)?;
        let protected = conn.is_readonly(rusqlite::MAIN_DB)?;
        Ok((conn, !protected))
    });
    match opened {
        Err(Error::ReadOnly) if aside::has_log(path) => Err(Error::ReadOnly),
        Err(Error::ReadOnly) => Ok((connect_unchanged(path)?, false)),
        opened => opened,
    }
}

/// A connection to a file that nobody writes meanwhile, and that is left as it is: no log, no lock.
pub(super) fn connect_unchanged(path: &Path) -> Result<Connection> {
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
    connect(Path::new(&uri), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
}

/// A connection with the settings that every use of a book has.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Nobody waits for a checkpoint while recording: the last one to close the book makes it.
    conn.pragma_update(None, "wal_autocheckpoint", 0)?;
    settings(&conn)?;
    Ok(conn)
}

/// What a bulk import sets otherwise for its time.
pub(super) fn settings(conn: &Connection) -> Result<()> {
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -32_000)?;
    Ok(())
}
