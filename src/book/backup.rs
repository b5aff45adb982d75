//! Copies of a book: a backup made while others write, and a restore that loses nothing of what it replaces. A copy gets
//! its name only when it is whole and on the disk.

use super::error::{Error, Result};
use super::exchange::{Vector, vector_of};
use super::rescue::{STRIDE, devices_of, salvage};
use super::row::{meta, set_meta};
use super::{APPLICATION_ID, Book, SCHEMA, connect, own_only};
use crate::locale::say;
use chrono::{DateTime, FixedOffset};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied at a time, so that whoever writes waits for a moment only.
const STEP: i32 = 1_024;

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copied {
    /// Entries in it.
    pub entries: u64,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A book that was put back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Restored {
    /// Entries in it.
    pub entries: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// Where the book that lay there before was put.
    pub aside: Option<PathBuf>,
}

impl Book {
    /// Copies the book as it stands at this moment to `target`, while others may go on writing. Replaces an older
    /// backup, and refuses to replace anything else.
    pub fn backup(&self, target: &Path) -> Result<Copied> {
        if same_file(&self.path, target) {
            return Err(Error::refused(say!("upkeep-backup-onto-itself", path = target)));
        }
        if target.exists() && !is_book(target) {
            return Err(Error::refused(say!("upkeep-no-book-to-replace", path = target)));
        }
        let draft = Draft::beside(target)?;
        // One moment of the book, however long the copying takes.
        let snapshot = self.conn.unchecked_transaction()?;
        let expected = extent(&snapshot)?;
        {
            let mut copy = connect(&draft.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            let run = Backup::new(&snapshot, &mut copy)?;
            loop {
                match run.step(STEP)? {
                    StepResult::Done => break,
                    StepResult::Busy | StepResult::Locked => std::thread::sleep(Duration::from_millis(20)),
                    _ => {}
                }
            }
        }
        drop(snapshot);
        let found = draft.check()?;
        if found != expected {
            return Err(Error::refused(say!("upkeep-copy-differs", path = target)));
        }
        let bytes = draft.finish(target)?;
        // Told by `doctor`; that it cannot be noted (somebody writes for long) is no failure of the backup.
        let _ = set_meta(&self.conn, "backed_up", (self.clock)().timestamp_micros());
        Ok(Copied { entries: expected.0, bytes })
    }

    /// When this copy was last backed up.
    pub fn backed_up(&self) -> Result<Option<DateTime<FixedOffset>>> {
        let micros: Option<i64> = meta(&self.conn, "backed_up")?;
        let zone = *self.now().offset();
        Ok(micros.and_then(DateTime::from_timestamp_micros).map(|at| at.with_timezone(&zone)))
    }

    /// Moment of the latest entry that the book has seen.
    pub fn last_at(&self) -> Result<Option<DateTime<FixedOffset>>> {
        let micros: Option<i64> = meta(&self.conn, "last_at")?;
        let zone = *self.now().offset();
        Ok(micros.filter(|at| *at > 0).and_then(DateTime::from_timestamp_micros).map(|at| at.with_timezone(&zone)))
    }

    /// SQLite's quick check; what it finds, else `None`.
    pub fn quick_check(&self) -> Result<Option<String>> {
        quick_check(&self.conn)
    }

    /// Puts a backup in the place of the book at `path`. The backup is checked first, every entry of it; the book
    /// that lies there is set aside, never deleted. Refused while another program has it open.
    pub fn restore(path: &Path, backup: &Path, now: DateTime<FixedOffset>) -> Result<Restored> {
        if !backup.is_file() {
            return Err(Error::refused(say!("upkeep-no-such-backup", path = backup)));
        }
        if same_file(path, backup) {
            return Err(Error::refused(say!("upkeep-restore-from-itself", path = backup)));
        }
        let draft = Draft::beside(path)?;
        draft.fill_from(backup)?;
        let unusable = |e: Error| match e {
            Error::Newer(_) => Error::Newer(backup.to_path_buf()),
            e => Error::refused(say!("upkeep-backup-unusable", path = backup, why = reason(e))),
        };
        let (entries, _) = draft.check().map_err(unusable)?;
        draft.check_chains().map_err(unusable)?;
        let aside = if path.exists() { Some(set_aside(path, now)?) } else { None };
        let bytes = draft.finish(path)?;
        Ok(Restored { entries, bytes, aside })
    }
}

/// Why a copy is of no use, in few words: what to do is said around it.
pub(super) fn reason(error: Error) -> String {
    match error {
        Error::Damaged { what, .. } | Error::Corrupt(what) => what.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// A copy in the making; goes where it is not finished.
pub(super) struct Draft {
    pub path: PathBuf,
}

impl Draft {
    /// An empty file beside `target`, readable by its owner only.
    pub fn beside(target: &Path) -> Result<Self> {
        let folder = target.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        for n in 0..100 {
            let path = folder.join(format!(".{name}.{}-{n}.part", std::process::id()));
            if !path.exists() {
                own_only(&path)?;
                return Ok(Self { path });
            }
        }
        Err(Error::Exists(target.to_path_buf()))
    }

    /// Copies a file's bytes in, with the log that lies beside it.
    pub fn fill_from(&self, source: &Path) -> Result<()> {
        let copy = |from: &Path, to: &Path| -> Result<()> {
            let mut from_file = File::open(from).map_err(Error::file(from))?;
            let mut to_file = File::create(to).map_err(Error::file(to))?;
            std::io::copy(&mut from_file, &mut to_file).map_err(Error::file(to))?;
            Ok(())
        };
        copy(source, &self.path)?;
        for ending in ["-wal", "-journal"] {
            let log = with_ending(source, ending);
            if log.exists() {
                let target = with_ending(&self.path, ending);
                own_only(&target)?;
                copy(&log, &target)?;
            }
        }
        Ok(())
    }

    /// Opens the copy, takes its log in, and checks it; gives entries and heads of chains.
    pub fn check(&self) -> Result<(u64, Vector)> {
        let conn = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let damaged = |what: String| Error::Damaged { path: self.path.clone(), what };
        let id: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0))?;
        if id != APPLICATION_ID {
            return Err(Error::refused(say!("upkeep-no-book")));
        }
        let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
        if version > SCHEMA {
            return Err(Error::Newer(self.path.clone()));
        }
        // One file, that can be carried as it is; opening it sets up the log again.
        let _: String = conn.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0))?;
        match quick_check(&conn)? {
            Some(found) => Err(damaged(found)),
            None => extent(&conn),
        }
    }

    /// Checks that every entry is what was recorded.
    fn check_chains(&self) -> Result<()> {
        let conn = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let devices = devices_of(&conn)?;
        let (mut whole, mut changed) = (Vec::new(), 0);
        let last: i64 = conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0))?;
        let count: i64 = conn.query_row("SELECT count(*) FROM entry", [], |r| r.get(0))?;
        let (mut first, mut sound) = (1, 0);
        while first <= last {
            salvage(&conn, &devices, first, (first + STRIDE - 1).min(last), &mut whole, &mut changed);
            sound += whole.len() as i64;
            whole.clear();
            first += STRIDE;
        }
        if changed > 0 || sound != count {
            return Err(Error::refused(say!("upkeep-entries-changed", count = count - sound)));
        }
        Ok(())
    }

    /// Writes the copy out and gives it its name; its size in bytes.
    pub fn finish(self, target: &Path) -> Result<u64> {
        let file = File::options().write(true).open(&self.path).map_err(Error::file(&self.path))?;
        file.sync_all().map_err(Error::file(&self.path))?;
        let bytes = file.metadata().map_err(Error::file(&self.path))?.len();
        drop(file);
        std::fs::rename(&self.path, target).map_err(Error::file(target))?;
        // The name too is to survive a power cut. Not every system opens folders.
        let folder = target.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(bytes)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(with_ending(&self.path, ending));
        }
    }
}

/// SQLite's quick check; what it finds, else `None`.
pub(super) fn quick_check(conn: &Connection) -> Result<Option<String>> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
    Ok((found != "ok").then_some(found))
}

/// How many entries there are, and the heads of their chains.
fn extent(conn: &Connection) -> Result<(u64, Vector)> {
    let count: i64 = conn.query_row("SELECT count(*) FROM entry", [], |r| r.get(0))?;
    Ok((count as u64, vector_of(conn)?))
}

/// Gives the book at `path` another name, its logs with it. Refused while another program has it open.
fn set_aside(path: &Path, now: DateTime<FixedOffset>) -> Result<PathBuf> {
    if is_book(path) {
        // Leaving the log takes everybody's absence; it is taken in on the way. A damaged book is set aside as it is.
        let alone = || -> Result<()> {
            let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            let mode: String = conn.pragma_update_and_check(None, "journal_mode", "DELETE", |r| r.get(0))?;
            conn.execute_batch("BEGIN EXCLUSIVE; ROLLBACK")?;
            if mode == "delete" { Ok(()) } else { Err(Error::Busy) }
        };
        if let Err(Error::Busy) = alone() {
            return Err(Error::refused(say!("upkeep-book-in-use", path = path)));
        }
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let stamp = now.format("%Y%m%d-%H%M%S");
    let folder = path.parent().unwrap_or(Path::new(""));
    let names = (1..100).map(|n| match n {
        1 => folder.join(format!("{stem}-{stamp}.zb")),
        n => folder.join(format!("{stem}-{stamp}-{n}.zb")),
    });
    let aside = names.into_iter().find(|p| !p.exists()).ok_or_else(|| Error::Exists(path.to_path_buf()))?;
    std::fs::rename(path, &aside).map_err(Error::file(path))?;
    for ending in ["-wal", "-journal"] {
        let log = with_ending(path, ending);
        if log.exists() {
            std::fs::rename(&log, with_ending(&aside, ending)).map_err(Error::file(&log))?;
        }
    }
    let _ = std::fs::remove_file(with_ending(path, "-shm"));
    Ok(aside)
}

/// Whether the file says of itself that it is a book: SQLite's header, with our number in it.
fn is_book(path: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; 72];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(b"SQLite format 3\0") && head[68..72] == APPLICATION_ID.to_be_bytes()
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
