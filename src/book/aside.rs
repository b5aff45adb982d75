//! What lies in the way of a book that is put in its place: the book before it, and logs that SQLite would play into
//! the new one. Nothing is deleted; all of it gets another name, and goes back where the putting fails.

use super::backup::{folder_of, is_book, lacking, with_ending};
use super::error::{Error, Result};
use super::key::Passphrase;
use super::row::meta;
use super::tables::SCHEMA;
use super::{connect, connect_unchanged};
use crate::domain::region::RegionCode;
use crate::locale::say;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// Logs that hold what is not yet in the book.
const LOGS: [&str; 2] = ["-wal", "-journal"];

/// A book that was given another name.
#[derive(Default)]
pub(super) struct Aside {
    /// Its new name.
    pub book: Option<PathBuf>,
    /// Entries in it that the backup lacks.
    pub newer: u64,
    /// The book has both names, until the new one takes its own: at no moment is there none.
    linked: Option<(PathBuf, PathBuf)>,
    moved: Vec<(PathBuf, PathBuf)>,
    /// Keeps writers out until the new book has its name.
    _held: Option<Connection>,
}

impl Aside {
    /// Gives the book at `path` another name, its logs with it, be they alone. Refused while another program has it
    /// open, and where the backup is of another unit.
    pub fn take(
        path: &Path,
        backup: &Path,
        passphrase: Option<&Passphrase>,
        now: DateTime<FixedOffset>,
    ) -> Result<Self> {
        let mut out = Self::default();
        if is_book(path) {
            let copy = connect_unchanged(backup, passphrase)?;
            // Leaving the log takes everybody's absence; it is taken in on the way. A damaged book is set aside as it
            // is.
            match alone(path, passphrase) {
                Err(Error::Busy) => return Err(Error::refused(say!("upkeep-book-in-use", path = path))),
                // Nobody can tell whether somebody has it open, or what it holds.
                Err(error) if error.is_lock() => return Err(error),
                Err(_) => {}
                Ok(conn) => {
                    let unit_of = |conn| meta::<i64>(conn, "unit").ok().flatten();
                    if let (Some(ours), Some(theirs)) = (unit_of(&conn), unit_of(&copy))
                        && ours != theirs
                    {
                        let name = |n: i64| RegionCode::from_number(n as u64).to_string();
                        let (ours, theirs) = (name(ours), name(theirs));
                        return Err(Error::refused(say!("upkeep-backup-of-another", ours = ours, theirs = theirs)));
                    }
                    out.newer = lacking(&conn, &copy).unwrap_or_default();
                    // An open file cannot be renamed everywhere.
                    out._held = cfg!(unix).then_some(conn);
                }
            }
        }
        let logs = LOGS.iter().any(|ending| with_ending(path, ending).exists());
        if !path.exists() && !logs {
            return Ok(out);
        }
        let aside = free_name(path, now)?;
        let book = path.exists();
        if book && link(path, &aside) {
            out.linked = Some((path.to_path_buf(), aside.clone()));
        }
        let endings = [""].into_iter().filter(|_| book && out.linked.is_none()).chain(LOGS);
        for ending in endings {
            let (from, to) = (with_ending(path, ending), with_ending(&aside, ending));
            if !from.exists() {
                continue;
            }
            if let Err(error) = std::fs::rename(&from, &to) {
                return Err(out.put_back(Error::file(&from)(error)));
            }
            out.moved.push((from, to));
        }
        let _ = std::fs::remove_file(with_ending(path, "-shm"));
        out.book = book.then_some(aside);
        Ok(out)
    }

    /// Gives everything its name back; the error then says what had failed, and where the old book lies if it stayed
    /// aside.
    pub fn put_back(self, error: Error) -> Error {
        let mut stranded = None;
        for (from, to) in self.moved.iter().rev() {
            // Whatever has the name by now is not to be lost either.
            if from.exists() || std::fs::rename(to, from).is_err() {
                stranded = Some(to);
            }
        }
        if let Some((from, to)) = &self.linked
            && !(same(from, to) && std::fs::remove_file(to).is_ok())
        {
            stranded = Some(to);
        }
        match stranded {
            Some(path) => Error::refused(say!("upkeep-restore-stranded", path = path, why = error.to_string())),
            None => error,
        }
    }
}

/// Gives a file a second name, where the system and the disk know such a thing.
fn link(path: &Path, name: &Path) -> bool {
    cfg!(unix) && std::fs::hard_link(path, name).is_ok()
}

/// Whether two names are of the same file.
fn same(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    let of = |path| std::fs::metadata(path).map(|m| std::os::unix::fs::MetadataExt::ino(&m)).ok();
    #[cfg(not(unix))]
    let of = |path: &Path| path.canonicalize().ok();
    of(a).is_some_and(|a| of(b) == Some(a))
}

/// Opens the book so that nobody else has it.
fn alone(path: &Path, passphrase: Option<&Passphrase>) -> Result<Connection> {
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, passphrase)?;
    let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0))?;
    conn.execute_batch("BEGIN EXCLUSIVE")?;
    match mode.as_str() {
        "delete" if version <= SCHEMA => Ok(conn),
        "delete" => Err(Error::Newer(path.to_path_buf())),
        _ => Err(Error::Busy),
    }
}

fn free_name(path: &Path, now: DateTime<FixedOffset>) -> Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let stamp = now.format("%Y%m%d-%H%M%S");
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut names = (1..100).map(|n| match n {
        1 => folder.join(format!("{stem}-{stamp}.zb")),
        n => folder.join(format!("{stem}-{stamp}-{n}.zb")),
    });
    let free = |p: &PathBuf| ["", "-wal", "-journal"].iter().all(|ending| !with_ending(p, ending).exists());
    names.find(free).ok_or_else(|| Error::Exists(path.to_path_buf()))
}

/// Clears away a book whose making was interrupted before anything was recorded in it. Anything else is refused.
pub(super) fn clear_beginning(path: &Path, passphrase: Option<&Passphrase>) -> Result<()> {
    let empty = || -> Result<bool> {
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, passphrase)?;
        let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
        let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
        let held = || conn.query_row("SELECT EXISTS (SELECT 1 FROM entry)", [], |r| r.get::<_, bool>(0));
        Ok(tables == 0 || (version == SCHEMA && !held()?))
    };
    let beginning = match std::fs::metadata(path) {
        Ok(there) if !there.is_file() => false,
        // The head of a journal alone holds nothing either.
        Ok(there) if there.len() == 0 => {
            let journal = with_ending(path, "-journal");
            if std::fs::metadata(&journal).is_ok_and(|m| m.len() <= 512) {
                std::fs::remove_file(&journal).map_err(Error::file(&journal))?;
            }
            !has_log(path)
        }
        _ => is_book(path) && empty().unwrap_or(false),
    };
    if !beginning {
        return Err(Error::Exists(path.to_path_buf()));
    }
    std::fs::remove_file(path).map_err(Error::file(path))
}

/// Whether a log with something in it lies beside a file.
pub(super) fn has_log(path: &Path) -> bool {
    LOGS.iter().any(|ending| std::fs::metadata(with_ending(path, ending)).is_ok_and(|m| m.len() > 0))
}

/// Where a book was write-protected and read nevertheless, SQLite left what its readers share under the same protection,
/// which then outlasts the book's own and keeps every writer out.
pub(super) fn free_shared(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        const OWN: u32 = 0o200;
        let mode = |path: &Path| std::fs::metadata(path).map(|m| m.permissions().mode());
        for shared in ["-wal", "-shm"].map(|ending| with_ending(path, ending)) {
            if let (Ok(book), Ok(found)) = (mode(path), mode(&shared))
                && book & OWN != 0
                && found & OWN == 0
            {
                // Whoever may not do this finds out when it comes to writing.
                let _ = std::fs::set_permissions(&shared, PermissionsExt::from_mode(book));
            }
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Gives logs that lie where a new file is about to be another name; what only serves them goes.
pub(super) fn clear_logs(path: &Path) -> Result<()> {
    for ending in LOGS {
        let log = with_ending(path, ending);
        let Ok(found) = std::fs::metadata(&log) else { continue };
        if found.len() == 0 {
            std::fs::remove_file(&log).map_err(Error::file(&log))?;
            continue;
        }
        let mut names = (1..1000).map(|n| with_ending(&log, &format!(".old{n}")));
        let free = names.find(|name| !name.exists()).ok_or_else(|| Error::Exists(log.clone()))?;
        std::fs::rename(&log, free).map_err(Error::file(&log))?;
    }
    let shared = with_ending(path, "-shm");
    if shared.exists() {
        std::fs::remove_file(&shared).map_err(Error::file(folder_of(path)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_restore_fails_the_old_book_goes_back_or_it_is_said_where_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let (path, log) = (folder.path().join("book.zb"), folder.path().join("book.zb-wal"));
        let now = DateTime::parse_from_rfc3339("2026-03-05T09:00:00+08:00").unwrap();
        let lay = || {
            std::fs::write(&path, "old").unwrap();
            std::fs::write(&log, "old log").unwrap();
            Aside::take(&path, Path::new("backup.zb"), None, now).unwrap()
        };
        let aside = lay();
        assert!(!log.exists());
        let name = aside.book.clone().unwrap();
        assert!(matches!(aside.put_back(Error::Busy), Error::Busy));
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read(&log).unwrap(), b"old log");
        assert!(!name.exists());

        let aside = lay();
        let name = aside.book.clone().unwrap();
        let _ = std::fs::remove_file(&path);
        std::fs::write(&path, "somebody else's").unwrap();
        let told = aside.put_back(Error::Busy).to_string();
        assert!(told.contains(name.to_str().unwrap()), "{told}");
        assert_eq!(std::fs::read(&path).unwrap(), b"somebody else's");
        assert_eq!(std::fs::read(&name).unwrap(), b"old");
    }
}
