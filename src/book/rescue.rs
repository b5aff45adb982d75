//! What can still be read of a damaged book: every entry that is as it was recorded goes into a new one, and what is
//! missing is named. The damaged file is only read.

use super::backup::{Draft, most_rows, reason};
use super::error::{Error, Result};
use super::row::{self, meta, set_meta};
use super::{Book, Options, SCHEMA, device};
use crate::domain::entry::{DeviceId, Entry};
use crate::domain::region::RegionCode;
use crate::locale::say;
use rusqlite::Connection;
use rustc_hash::FxHashMap;
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
        let hopeless = |e: Error| match e {
            Error::Locked(_) => Error::Locked(damaged.to_path_buf()),
            e if e.is_lock() => e,
            e => Error::Hopeless(say!("upkeep-nothing-readable", path = damaged, why = reason(e))),
        };
        let mut source = Source::of(&draft).map_err(hopeless)?;
        let conn = &source.conn;
        // Its tables may not be what they were.
        let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap_or_default();
        if version > SCHEMA {
            return Err(Error::Newer(damaged.to_path_buf()));
        }
        conn.prepare("SELECT id FROM entry").map_err(|e| hopeless(e.into()))?;
        // Whose an entry is belongs to its hash: a device that this computer knows of can be told by trying.
        let named = options.devices.as_deref().map(device::named).unwrap_or_default();
        let devices = match devices_of(conn) {
            Err(error) if named.is_empty() => return Err(hopeless(error)),
            Err(_) => Devices { rows: FxHashMap::default(), named },
            Ok(devices) => devices,
        };
        let mut out = Rescued::default();
        let mut entries: Vec<Entry> = Vec::new();
        let mut unsound = Unsound::default();
        let most = most_rows(&draft.path)?;
        let claimed: Option<i64> = conn.query_row("SELECT max(id) FROM entry", [], |r| r.get(0)).ok();
        let unit = meta::<i64>(conn, "unit").ok().flatten().map(|n| RegionCode::from_number(n as u64));
        let officer: Option<String> = meta(conn, "officer").unwrap_or_default();
        source.renew();
        let last = claimed.unwrap_or(most).min(most);
        let mut first = 1;
        while first <= last {
            let end = first.saturating_add(STRIDE - 1).min(last);
            salvage(&mut source, &devices, first, end, &mut entries, &mut unsound);
            first = first.saturating_add(STRIDE);
        }
        // A row whose number is damaged stands far behind the others.
        if let Some(beyond) = claimed.filter(|last| *last > most) {
            salvage(&mut source, &devices, beyond, beyond, &mut entries, &mut unsound);
        }
        // Where it is not known how far the rows go, those that do not read may never have been.
        let known = claimed.is_some_and(|last| last <= most);
        out.changed = unsound.changed + if known { unsound.unread } else { unsound.unread.min(1) };
        let founded = || entries.iter().find(|e| e.kind == "unit").map(|e| e.unit);
        let Some(unit) = unit.or_else(founded).filter(|_| !entries.is_empty()) else {
            return Err(Error::Hopeless(say!("upkeep-nothing-whole", path = damaged)));
        };
        drop(source);
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
