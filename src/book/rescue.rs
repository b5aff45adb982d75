//! What can still be read of a damaged book: every entry that is as it was recorded goes into a new one, and what is
//! missing is named. The damaged file is only read.

use super::backup::{Draft, most_rows, reason};
use super::carve::carve;
use super::error::{Error, Result};
use super::row::{self, meta, set_meta};
use super::tables::SCHEMA;
use super::{Book, Options, device, sound};
use crate::domain::entry::{DeviceId, Entry, Hash};
use crate::domain::region::RegionCode;
use crate::locale::say;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows of a damaged file that are asked for at once.
pub(super) const STRIDE: i64 = 512;

/// What was saved of a damaged book.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Rescued {
    /// Entries that are whole, and now in the new book.
    pub entries: u64,
    /// Entries that can be read and are not what was recorded: left out.
    pub changed: u64,
    /// Numbers that are missing, by device: {device → [first, last]}.
    pub missing: BTreeMap<String, Vec<(u64, u64)>>,
}

impl Rescued {
    /// How many entries are known to be missing.
    pub fn lost(&self) -> u64 {
        self.missing.values().flatten().map(|(first, last)| last - first + 1).sum()
    }
}

impl Book {
    /// Saves into a new book at `target` every entry of a damaged one that is still as it was recorded. The damaged
    /// file is only read.
    pub fn rescue(damaged: &Path, target: &Path, options: Options) -> Result<Rescued> {
        if target.exists() {
            return Err(Error::Exists(target.to_path_buf()));
        }
        let draft = Draft::beside(target, options.passphrase.as_ref())?;
        draft.fill_from(damaged)?;
        // Whose an entry is belongs to its hash: a device that this computer knows of can be told by trying.
        let named = options.devices.as_deref().map(device::named).unwrap_or_default();
        let mut out = Rescued::default();
        let mut entries: Vec<Entry> = Vec::new();
        let mut memory = (None, None);
        let asked = Source::of(&draft).and_then(|mut source| {
            let conn = &source.conn;
            // Its tables may not be what they were; those of a newer version are not, where its number is.
            let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap_or_default();
            if version > SCHEMA && sound::made(conn).is_ok_and(|made| made != sound::Made::AsOurs) {
                return Err(Error::Newer(damaged.to_path_buf()));
            }
            memory = remembered(conn);
            source.renew();
            ask(&mut source, &draft.path, &named, &mut entries)
        });
        let (unusable, unreadable) = match asked {
            Err(error @ Error::Newer(_)) => return Err(error),
            Err(Error::Locked(_)) => return Err(Error::Locked(damaged.to_path_buf())),
            Err(error) if error.is_lock() => return Err(error),
            Err(error) => (0, Some(error)),
            Ok(unusable) => (unusable, None),
        };
        // What SQLite does not find, or all of it where it does not read the file at all.
        let there: FxHashSet<(DeviceId, u64)> = entries.iter().map(|e| (e.device, e.seq)).collect();
        let mut hashes: FxHashSet<Hash> = FxHashSet::default();
        let found = entries.len();
        carve(&draft.path, &named, |entry| {
            if !there.contains(&(entry.device, entry.seq)) && hashes.insert(entry.hash) {
                entries.push(entry);
            }
        })?;
        if let (Some(error), true) = (unreadable, entries.is_empty()) {
            let why = reason(error);
            return Err(Error::Hopeless(say!("upkeep-nothing-readable", path = damaged, why = why)));
        }
        out.changed = unusable.saturating_sub((entries.len() - found) as u64);
        let founding = entries.iter().filter(|e| e.kind == "unit").min_by_key(|e| e.at);
        let Some(unit) = memory.0.or_else(|| founding.map(|e| e.unit)) else {
            return Err(Error::Hopeless(say!("upkeep-nothing-whole", path = damaged)));
        };
        let officer = memory.1.or_else(|| founding.map(|e| e.officer.clone()));
        entries.sort_by_key(|e| (e.device, e.seq));
        out.missing = missing(&entries, options.devices.as_deref());
        out.entries = entries.len() as u64;
        let made = Draft::beside(target, options.passphrase.as_ref())?;
        std::fs::remove_file(&made.path).map_err(Error::file(&made.path))?;
        let mut book = Book::create(&made.path, unit, options)?;
        if let Some(officer) = officer {
            set_meta(&book.conn, "officer", officer)?;
        }
        book.merge_entries(entries)?;
        drop(book);
        made.check()?;
        made.finish(target)?;
        Ok(out)
    }
}

/// What a book notes of itself: its unit, and who keeps it. Where it is not what was noted, the entries tell.
fn remembered(conn: &Connection) -> (Option<RegionCode>, Option<String>) {
    let sum: Option<[u8; 32]> = meta(conn, row::META_SUM).ok().flatten();
    if sum.is_some_and(|sum| row::meta_sum(conn).map_or(true, |due| sum != due)) {
        return (None, None);
    }
    let unit: Option<i64> = meta(conn, "unit").ok().flatten();
    (unit.map(|n| RegionCode::from_number(n as u64)), meta(conn, "officer").ok().flatten())
}

/// Asks SQLite for every entry; gives how many rows cannot be used.
fn ask(source: &mut Source<'_>, path: &Path, named: &[DeviceId], entries: &mut Vec<Entry>) -> Result<u64> {
    let conn = &source.conn;
    conn.prepare("SELECT id FROM entry")?;
    let devices = devices_of(conn).unwrap_or_else(|_| Devices { rows: FxHashMap::default(), named: named.to_vec() });
    let mut unsound = Unsound::default();
    let most = most_rows(path)?;
    let claimed: Option<i64> = conn.query_row("SELECT max(id) FROM entry", [], |r| r.get(0)).ok();
    source.renew();
    let last = claimed.unwrap_or(most).min(most);
    let mut first = 1;
    while first <= last {
        let end = first.saturating_add(STRIDE - 1).min(last);
        salvage(source, &devices, first, end, entries, &mut unsound);
        first = first.saturating_add(STRIDE);
    }
    // A row whose number is damaged stands far behind the others.
    if let Some(beyond) = claimed.filter(|last| *last > most) {
        salvage(source, &devices, beyond, beyond, entries, &mut unsound);
    }
    // Where it is not known how far the rows go, those that do not read may never have been.
    let known = claimed.is_some_and(|last| last <= most);
    Ok(unsound.changed + if known { unsound.unread } else { unsound.unread.min(1) })
}

/// A damaged file that is being read. Of an encrypted one a connection answers nothing any more once a page did not
/// read: another one is opened then.
pub(super) struct Source<'a> {
    draft: &'a Draft,
    pub conn: Connection,
}

impl<'a> Source<'a> {
    pub fn of(draft: &'a Draft) -> Result<Self> {
        Ok(Self { conn: draft.connect()?, draft })
    }

    fn renew(&mut self) {
        if self.draft.passphrase.is_some()
            && let Ok(conn) = self.draft.connect()
        {
            self.conn = conn;
        }
    }
}

/// Rows that cannot be used.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Unsound {
    /// Can be read, and are not what was recorded.
    pub changed: u64,
    /// Cannot be read.
    pub unread: u64,
}

/// Who may have written the entries.
pub(super) struct Devices {
    /// By their row in the book.
    rows: FxHashMap<i64, DeviceId>,
    /// Known otherwise, where the book's own list does not read.
    named: Vec<DeviceId>,
}

pub(super) fn devices_of(conn: &Connection) -> Result<Devices> {
    let mut query = conn.prepare("SELECT id, key FROM device")?;
    let rows = query.query_map([], |r| Ok((r.get(0)?, DeviceId(r.get(1)?))))?;
    Ok(Devices { rows: rows.collect::<rusqlite::Result<_>>()?, named: Vec::new() })
}

/// Reads the entries of a span of rows; where a part of it does not read, what stands around that part.
pub(super) fn salvage(
    source: &mut Source<'_>,
    devices: &Devices,
    first: i64,
    last: i64,
    out: &mut Vec<Entry>,
    unsound: &mut Unsound,
) {
    let before = (out.len(), *unsound);
    if span(&source.conn, devices, first, last, out, unsound).is_ok() {
        return;
    }
    source.renew();
    out.truncate(before.0);
    *unsound = before.1;
    if first < last {
        let middle = first + (last - first) / 2;
        salvage(source, devices, first, middle, out, unsound);
        salvage(source, devices, middle + 1, last, out, unsound);
    } else {
        unsound.unread += 1;
    }
}

fn span(
    conn: &Connection,
    devices: &Devices,
    first: i64,
    last: i64,
    out: &mut Vec<Entry>,
    unsound: &mut Unsound,
) -> Result<()> {
    let mut query = conn.prepare_cached(
        "SELECT hash, prev, device, seq, at, recorded, day, officer, unit, kind, subjects, body
         FROM entry NOT INDEXED WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = query.query((first, last))?;
    while let Some(row) = rows.next()? {
        let whole = || -> rusqlite::Result<Option<Entry>> {
            for device in devices.rows.get(&row.get(2)?).into_iter().chain(&devices.named) {
                let entry = row::entry_by(row, *device)?;
                if entry.compute_hash() == entry.hash {
                    return Ok(Some(entry));
                }
            }
            Ok(None)
        };
        // A cell of the wrong type is a changed entry; a page that cannot be read ends the span, above.
        match whole() {
            Ok(Some(entry)) => out.push(entry),
            _ => unsound.changed += 1,
        }
    }
    Ok(())
}

/// The numbers that are missing on each device, up to the last that is known of.
fn missing(sorted: &[Entry], folder: Option<&Path>) -> BTreeMap<String, Vec<(u64, u64)>> {
    let mut out: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
    for chain in sorted.chunk_by(|a, b| a.device == b.device) {
        let Some(device) = chain.first().map(|e| e.device) else { continue };
        let mut gaps = Vec::new();
        let mut next = 1;
        for entry in chain {
            if entry.seq > next {
                gaps.push((next, entry.seq - 1));
            }
            next = next.max(entry.seq + 1);
        }
        if let Some(last) = folder.and_then(|folder| device::last_seq(folder, device)).filter(|last| *last >= next) {
            gaps.push((next, last));
        }
        if !gaps.is_empty() {
            out.insert(device.to_string(), gaps);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_row_number_without_measure_is_neither_walked_to_nor_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (path, saved) = (folder.path().join("book.zb"), folder.path().join("saved.zb"));
        let mut book = Book::create(&path, RegionCode::parse("529999001").unwrap(), Options::default()).unwrap();
        book.found("样例镇", "测试甲", NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()).unwrap();
        drop(book);
        let damaged = Connection::open(&path).unwrap();
        damaged
            .execute_batch(
                "INSERT INTO entry (id, hash, prev, device, seq, at, recorded, day, officer, unit, kind, subjects, body)
                 SELECT 9223372036854775807, zeroblob(32), hash, device, 2, at, recorded, day, officer, unit, kind,
                 subjects, body FROM entry",
            )
            .unwrap();
        drop(damaged);
        let rescued = Book::rescue(&path, &saved, Options::default()).unwrap();
        assert_eq!((rescued.entries, rescued.changed), (1, 1));
    }
}
