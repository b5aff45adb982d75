//! Copies of a book: a backup made while others write, and a restore that loses nothing of what it replaces. A copy gets
//! its name only when it is whole and on the disk.

use super::aside::{self, Aside};
use super::error::{Error, Result};
use super::exchange::{Vector, unreached, vector_of};
use super::key::{self, Passphrase};
use super::rescue::{STRIDE, Source, Unsound, devices_of, salvage};
use super::row::{has_hash, meta, set_meta};
use super::tables::SCHEMA;
use super::{APPLICATION_ID, Book, Options, STEPS, connect, connect_by, connect_unchanged, own_only};
use crate::domain::entry::Hash;
use crate::locale::say;
use crate::sheet;
use chrono::{DateTime, FixedOffset};
use rusqlite::backup::{Backup, Progress, StepResult};
use rusqlite::{Connection, OpenFlags};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// Entries of that book which the backup lacks; 0 where it does not read.
    pub newer: u64,
}

impl Book {
    /// Copies the book as it stands at this moment to `target`, while others may go on writing. Replaces an older
    /// backup, and refuses to replace anything else.
    pub fn backup(&self, target: &Path) -> Result<Copied> {
        self.backup_heeding(target, None, &|_, _| {})
    }

    /// The same, ended with an error as soon as the flag is set; tells how many pages are copied, of how many.
    pub(super) fn backup_heeding(
        &self,
        target: &Path,
        stop: Option<&Arc<AtomicBool>>,
        told: &dyn Fn(u64, u64),
    ) -> Result<Copied> {
        if same_file(&self.path, target) {
            return Err(Error::refused(say!("upkeep-backup-onto-itself", path = target)));
        }
        // Where a link stands, what it points to is replaced.
        let place = target.canonicalize().unwrap_or_else(|_| target.to_path_buf());
        // A drive that is not plugged in is no reason to fill the folder where it would appear.
        let folder = folder_of(&place);
        if !folder.is_dir() {
            return Err(Error::refused(say!("upkeep-backup-no-folder", path = folder)));
        }
        if place.symlink_metadata().is_ok() && !is_book(&place) {
            return Err(Error::refused(say!("upkeep-no-book-to-replace", path = target)));
        }
        if place.exists() && !self.is_older_copy(&place).unwrap_or(false) {
            return Err(Error::refused(say!("upkeep-not-an-older-backup", path = target)));
        }
        let draft = Draft::beside(&place, self.passphrase.as_ref())?;
        // One moment of the book, however long the copying takes.
        let snapshot = self.conn.unchecked_transaction()?;
        let expected = extent(&snapshot)?;
        {
            // Encrypted with the book's own key.
            let mut copy = connect_by(&draft.path, OpenFlags::SQLITE_OPEN_READ_WRITE, self.key.as_ref())?;
            let run = Backup::new(&snapshot, &mut copy)?;
            loop {
                if stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                    return Err(Error::refused(say!("desk-cancelled")));
                }
                match run.step(STEP)? {
                    StepResult::Done => break,
                    StepResult::Busy | StepResult::Locked => std::thread::sleep(Duration::from_millis(20)),
                    _ => {}
                }
                let Progress { pagecount, remaining } = run.progress();
                told(pagecount.saturating_sub(remaining).max(0) as u64, pagecount.max(0) as u64);
            }
        }
        drop(snapshot);
        let found = draft.check_heeding(stop)?;
        if found != expected {
            return Err(Error::refused(say!("upkeep-copy-differs", path = target)));
        }
        let bytes = draft.finish(&place)?;
        // Told by `doctor`; that it cannot be noted (somebody writes for long) is no failure of the backup.
        let _ = set_meta(&self.conn, "backed_up", (self.clock)().timestamp_micros());
        Ok(Copied { entries: expected.0, bytes })
    }

    /// Whether a book holds nothing that this one lacks: an older backup of it, with no log of its own.
    pub(super) fn is_older_copy(&self, other: &Path) -> Result<bool> {
        if aside::has_log(other) {
            return Ok(false);
        }
        let conn = connect_unchanged(other, self.passphrase.as_ref())?;
        let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
        let unit: Option<i64> = meta(&conn, "unit")?;
        let ours = version <= SCHEMA && unit == Some(self.unit.number() as i64);
        Ok(ours && lacking(&conn, &self.conn)? == 0)
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
    /// that lies there is set aside, never deleted. Refused while another program has it open. The passphrase opens
    /// what is encrypted of the two; the book is then as the backup is.
    pub fn restore(path: &Path, backup: &Path, options: Options) -> Result<Restored> {
        let (now, passphrase) = ((options.clock)(), options.passphrase.as_ref());
        if !backup.is_file() {
            return Err(Error::refused(say!("upkeep-no-such-backup", path = backup)));
        }
        if same_file(path, backup) {
            return Err(Error::refused(say!("upkeep-restore-from-itself", path = backup)));
        }
        let draft = Draft::beside(path, passphrase)?;
        draft.fill_from(backup)?;
        let unusable = |e: Error| match e {
            Error::Newer(_) => Error::Newer(backup.to_path_buf()),
            Error::Locked(_) => Error::Locked(backup.to_path_buf()),
            e if e.is_lock() => e,
            e => Error::refused(say!("upkeep-backup-unusable", path = backup, why = reason(e))),
        };
        let (entries, _) = draft.check().map_err(unusable)?;
        draft.check_chains().map_err(unusable)?;
        let aside = Aside::take(path, &draft.path, passphrase, now)?;
        let bytes = match draft.finish(path) {
            Ok(bytes) => bytes,
            Err(error) => return Err(aside.put_back(error)),
        };
        let Aside { book: aside, newer, .. } = aside;
        Ok(Restored { entries, bytes, aside, newer })
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
    pub passphrase: Option<Passphrase>,
}

impl Draft {
    /// An empty file beside `target`, readable by its owner only. The passphrase is for what it is filled with.
    pub fn beside(target: &Path, passphrase: Option<&Passphrase>) -> Result<Self> {
        let folder = folder_of(target);
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        sheet::clear_leftovers(folder, &format!(".{name}."));
        for n in 0..100 {
            let path = folder.join(format!(".{name}.{}-{n}.part", std::process::id()));
            if !path.exists() {
                own_only(&path)?;
                return Ok(Self { path, passphrase: passphrase.cloned() });
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

    /// Opens the copy.
    pub fn connect(&self) -> Result<Connection> {
        connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE, self.passphrase.as_ref())
    }

    /// Opens the copy, takes its log in, and checks it; gives entries and heads of chains.
    pub fn check(&self) -> Result<(u64, Vector)> {
        self.check_heeding(None)
    }

    /// The same, ended with an error as soon as the flag is set.
    fn check_heeding(&self, stop: Option<&Arc<AtomicBool>>) -> Result<(u64, Vector)> {
        let mut conn = self.connect()?;
        let stop = stop.cloned();
        conn.progress_handler(STEPS, stop.map(|stop| move || stop.load(Ordering::Relaxed)))?;
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

    /// Sets up the log again, as a book has it.
    pub fn log_again(&self) -> Result<()> {
        let _: String = self.connect()?.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0))?;
        Ok(())
    }

    /// Checks that every entry is what was recorded.
    fn check_chains(&self) -> Result<()> {
        let mut source = Source::of(self)?;
        let conn = &source.conn;
        let devices = devices_of(conn)?;
        let (mut whole, mut unsound) = (Vec::new(), Unsound::default());
        let last: i64 = conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0))?;
        let count: i64 = conn.query_row("SELECT count(*) FROM entry", [], |r| r.get(0))?;
        let (mut first, mut sound) = (1, 0);
        let last = last.min(most_rows(&self.path)?);
        while first <= last {
            salvage(&mut source, &devices, first, (first + STRIDE - 1).min(last), &mut whole, &mut unsound);
            sound += whole.len() as i64;
            whole.clear();
            first += STRIDE;
        }
        if unsound != Unsound::default() || sound != count {
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
        // SQLite would play a log that lies there into the new file.
        aside::clear_logs(target)?;
        std::fs::rename(&self.path, target).map_err(Error::file(target))?;
        // The name too is to survive a power cut. Not every system opens folders.
        if let Ok(folder) = File::open(folder_of(target)) {
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
pub(super) fn extent(conn: &Connection) -> Result<(u64, Vector)> {
    let count: i64 = conn.query_row("SELECT count(*) FROM entry", [], |r| r.get(0))?;
    Ok((count as u64, vector_of(conn)?))
}

/// Whether the file is a book, as far as can be told from outside: it says so itself, or nothing in it is plain.
pub fn is_book(path: &Path) -> bool {
    is_plain_book(path) || key::is_locked(path)
}

/// Whether the file says of itself that it is a book: SQLite's header, with our number in it.
pub(super) fn is_plain_book(path: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; 72];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(key::PLAIN) && head[68..72] == APPLICATION_ID.to_be_bytes()
}

/// How many entries of one book another lacks.
pub(super) fn lacking(of: &Connection, other: &Connection) -> Result<u64> {
    let mut there =
        other.prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM entry e WHERE {})", has_hash("e", "?1")))?;
    let mut lacks = FxHashSet::default();
    let mut hash_of = of.prepare_cached("SELECT hash FROM entry WHERE id = ?1")?;
    for id in unreached(of, &vector_of(other)?.0)? {
        let hash: [u8; 32] = hash_of.query_row([id], |r| r.get(0))?;
        if !there.query_row([hash], |r| r.get::<_, bool>(0))? {
            lacks.insert(Hash(hash));
        }
    }
    // A chain that goes another way in the other book, without being longer.
    for (_, head) in vector_of(of)?.0.into_values() {
        let Some(hash) = Hash::parse(&head) else { continue };
        if !there.query_row([hash.0], |r| r.get::<_, bool>(0))? {
            lacks.insert(hash);
        }
    }
    Ok(lacks.len() as u64)
}

/// More rows than a file of this size can hold: what a damaged file claims beyond is not looked for.
pub(super) fn most_rows(path: &Path) -> Result<i64> {
    let size = std::fs::metadata(path).map_err(Error::file(path))?.len();
    Ok((size / 64).min(i64::MAX as u64 / 2) as i64)
}

/// The folder in which a file lies.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
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
