//! Backups that rotate by themselves: a folder of dated copies of one book, of which the newest days, weeks and months
//! stay. A copy counts once it is checked; only then do older ones go, and never one that this folder did not make or that
//! holds what the book lacks (a book was restored and another way gone on).

use super::Book;
use super::backup::{Copied, with_ending};
use super::connect::PATIENCE;
use super::connect_unchanged;
use super::error::{Error, Result};
use crate::locale::say;
use crate::plan::rotation::{staying, within};
use crate::text;
use chrono::{Duration, NaiveDateTime};
use std::fs::{DirBuilder, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// What a copy is called: its moment.
const NAME: &str = "%Y-%m-%d-%H%M%S.zb";
/// Held while a copy is made.
const LOCK: &str = ".lock";
/// So many bytes of the disk stay free beside a copy.
const SPARE: u64 = 100_000_000;

/// One of the rotating backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub file: PathBuf,
    /// When it was made, by the clock of that day.
    pub made: NaiveDateTime,
    /// Its size.
    pub bytes: u64,
}

/// A backup that was made, and what stays of the earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The new one.
    pub file: PathBuf,
    /// Entries in it.
    pub entries: u64,
    /// Its size.
    pub bytes: u64,
    /// How many there are now.
    pub count: usize,
    /// Whether there would be more of them, had the disk more room.
    pub tight: bool,
}

/// The rotating backups that lie in a folder, the newest first. Whatever else lies there is nobody's business here.
pub fn rotating(folder: &Path) -> Vec<Kept> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut kept: Vec<Kept> = files
        .filter_map(|file| {
            let made = moment(file.file_name().to_str()?)?;
            // Not what a link leads to.
            let told = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some(Kept { file: file.path(), made, bytes: told.len() })
        })
        .collect();
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.made));
    kept
}

/// How many entries a backup holds, read without touching it; `None` where it does not read, or is encrypted.
pub fn entries_in(file: &Path) -> Option<u64> {
    let conn = connect_unchanged(file, None).ok()?;
    // Entries are numbered without gaps: nobody counts millions of them for a list.
    let count: i64 = conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0)).ok()?;
    u64::try_from(count).ok()
}

fn moment(name: &str) -> Option<NaiveDateTime> {
    let made = NaiveDateTime::parse_from_str(name, NAME).ok()?;
    (made.format(NAME).to_string() == name).then_some(made)
}

impl Book {
    /// Makes a copy in the folder, which is made where there is none, and lets go of those that need not stay. Ended with an
    /// error as soon as the flag is set; tells how many pages are copied, of how many. Where it fails, the earlier copies
    /// are as they were.
    pub fn rotate(&self, folder: &Path, stop: Option<&Arc<AtomicBool>>, told: &dyn Fn(u64, u64)) -> Result<Rotated> {
        make(folder)?;
        let _held = hold(folder)?;
        clear_drafts(folder);
        let needs = self.bytes()?;
        if let Ok(free) = fs4::available_space(folder)
            && free < needs.saturating_add(SPARE)
        {
            let (needs, free) = (text::size(needs.saturating_add(SPARE)), text::size(free));
            return Err(Error::refused(say!("upkeep-rotation-no-room", path = folder, needs = needs, free = free)));
        }
        let now = self.now().naive_local();
        // Never before one of the same moment, which may be about to go.
        let same = |kept: &Kept| kept.made >= now - Duration::seconds(1) && kept.made < now + Duration::seconds(60);
        let latest = rotating(folder).into_iter().find(same).map(|kept| kept.made + Duration::seconds(1));
        let from = latest.map_or(now, |latest| latest.max(now));
        let mut names = (0..60).map(|n| folder.join((from + Duration::seconds(n)).format(NAME).to_string()));
        let file = names.find(|file| !file.exists()).ok_or_else(|| Error::Exists(folder.to_path_buf()))?;
        let Copied { entries, bytes } = self.backup_heeding(&file, stop, told)?;
        let (count, tight) = self.let_go(folder, &file);
        Ok(Rotated { file, entries, bytes, count, tight })
    }

    /// Deletes what need not stay beside the newest. What cannot be deleted stays, as does what knows more than the book.
    /// Gives how many are left, and whether room was what they lacked.
    fn let_go(&self, folder: &Path, newest: &Path) -> (usize, bool) {
        let mut all = rotating(folder);
        let Some(at) = all.iter().position(|kept| kept.file == newest) else { return (all.len(), false) };
        // The one just made comes first, whatever the clock says.
        all[..=at].rotate_right(1);
        let made: Vec<NaiveDateTime> = all.iter().map(|kept| kept.made).collect();
        let stays = staying(&made, made.first().copied().unwrap_or_default());
        let (stay, mut go): (Vec<_>, Vec<_>) = all.iter().zip(stays).partition(|(_, stays)| *stays);
        let freed: u64 = go.iter().map(|(kept, _)| kept.bytes).sum();
        let sizes: Vec<u64> = stay.iter().map(|(kept, _)| kept.bytes).collect();
        let fit = fs4::available_space(folder).map_or(stay.len(), |free| within(&sizes, free.saturating_add(freed)));
        go.extend(stay.iter().skip(fit));
        let gone = go.iter().filter(|(kept, _)| {
            self.is_older_copy(&kept.file).unwrap_or(false) && std::fs::remove_file(&kept.file).is_ok()
        });
        (all.len() - gone.count(), fit < stay.len())
    }

    /// How many bytes a copy takes, at most: the file, and what its log may still add to it.
    fn bytes(&self) -> Result<u64> {
        let file = std::fs::metadata(&self.path).map_err(Error::file(&self.path))?.len();
        Ok(file + std::fs::metadata(with_ending(&self.path, "-wal")).map_or(0, |log| log.len()))
    }
}

/// The folder, for its owner only: copies hold whole ID numbers.
fn make(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(Error::file(folder))
}

/// One copy at a time: another one is waited for a little.
fn hold(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::file(&path))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => std::thread::sleep(PATIENCE / 100),
            Err(TryLockError::WouldBlock) => {
                return Err(Error::refused(say!("upkeep-rotation-busy", path = folder)));
            }
            Err(TryLockError::Error(why)) => return Err(Error::file(&path)(why)),
        }
    }
}

/// What a copy left that was killed before it had its name. Nobody is making one: the lock is ours.
fn clear_drafts(folder: &Path) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = file.file_name();
        let draft = name.to_str().and_then(|name| name.strip_prefix('.')).and_then(|name| name.split_once(".zb."));
        let ours = draft.is_some_and(|(stem, rest)| moment(&format!("{stem}.zb")).is_some() && rest.contains(".part"));
        if ours {
            let _ = std::fs::remove_file(file.path());
        }
    }
}
