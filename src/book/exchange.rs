//! What travels between devices: entries, as lines of JSON. A merge takes every well-formed entry and refuses none;
//! what contradicts shows as a 疑点 (DESIGN.md §2.2–2.4).

use super::error::{Error, Result};
use super::row::{ENTRY, entry_of, has_hash, meta};
use super::{Book, Merged};
use crate::domain::entry::{DeviceId, Entry, Hash};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::sheet::{self, next_line};
use chrono::NaiveDate;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

/// What a book knows: {device → (last seq, its hash)}.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vector(pub BTreeMap<String, (u64, String)>);

/// The first line of a bundle.
#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    unit: RegionCode,
    vector: Vector,
}

/// One entry on its way.
#[derive(Serialize, Deserialize)]
struct Line {
    hash: String,
    prev: String,
    device: String,
    seq: u64,
    at: i64,
    recorded: String,
    day: NaiveDate,
    officer: String,
    unit: RegionCode,
    kind: String,
    subjects: Vec<SubjectId>,
    body: String,
}

/// So many bytes of a bundle are read at a time.
const HELD: usize = 4 << 20;

const FORMAT: &str = "zhanbao bundle 1";

impl Book {
    /// The device of this copy.
    pub fn device(&self) -> Result<DeviceId> {
        Ok(DeviceId(meta(&self.conn, "device")?.unwrap_or_default()))
    }

    /// What the book knows: of each chain the part from its beginning up to the first gap.
    pub fn vector(&self) -> Result<Vector> {
        vector_of(&self.conn)
    }

    /// Calls `each` with every entry that a book with this vector lacks, in (at, device, seq) order.
    pub fn since(&self, vector: &Vector, mut each: impl FnMut(Entry) -> Result<()>) -> Result<()> {
        let mut known: BTreeMap<&String, u64> = BTreeMap::new();
        for (device, (seq, head)) in &vector.0 {
            // Where a device has two histories, as far as can be told, all of it goes out: nobody can know more of
            // this copy's own chain than this copy.
            let mut forked = self.conn.prepare_cached(
                "SELECT d.retired OR (EXISTS (SELECT 1 FROM entry e WHERE e.device = d.id AND e.seq = ?2)
                     AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.device = d.id AND e.seq = ?2 AND e.hash = ?3))
                     OR (d.key = (SELECT value FROM meta WHERE key = 'device')
                     AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.device = d.id AND e.seq >= ?2))
                 FROM device d WHERE d.key = ?1",
            )?;
            let key =
                (DeviceId::parse(device).unwrap_or_default().0, *seq as i64, Hash::parse(head).unwrap_or_default().0);
            let forked: Option<bool> = forked.query_map(key, |r| r.get(0))?.next().transpose()?;
            if forked == Some(false) {
                known.insert(device, *seq);
            }
        }
        let sql = format!(
            "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device
             WHERE e.seq > coalesce((SELECT j.value FROM json_each(?1) j WHERE j.key = lower(hex(d.key))), 0)
             ORDER BY e.at, d.key, e.seq, e.hash"
        );
        let mut query = self.conn.prepare(&sql)?;
        let rows = query.query_map([serde_json::to_string(&known)?], entry_of)?;
        for entry in rows {
            each(entry?)?;
        }
        Ok(())
    }

    /// Writes a bundle for a device that has `vector`; gives the number of entries.
    pub fn bundle(&self, vector: &Vector, out: &mut impl Write) -> Result<u64> {
        let io = |e: std::io::Error| Error::refused(say!("book-bundle-not-written", what = sheet::told(&e)));
        let json = |e: serde_json::Error| if e.is_io() { io(e.into()) } else { e.into() };
        let header = Header { format: FORMAT.into(), unit: self.unit, vector: self.vector()? };
        serde_json::to_writer(&mut *out, &header).map_err(json)?;
        out.write_all(b"\n").map_err(io)?;
        let mut n = 0;
        self.since(vector, |e| {
            let line = Line {
                hash: e.hash.to_string(),
                prev: e.prev.to_string(),
                device: e.device.to_string(),
                seq: e.seq,
                at: e.at,
                recorded: e.recorded,
                day: e.day,
                officer: e.officer,
                unit: e.unit,
                kind: e.kind,
                subjects: e.subjects,
                body: e.body,
            };
            serde_json::to_writer(&mut *out, &line).map_err(json)?;
            out.write_all(b"\n").map_err(io)?;
            n += 1;
            Ok(())
        })?;
        Ok(n)
    }

    /// The vector that a bundle's maker had.
    pub fn bundle_vector(input: &mut impl BufRead) -> Result<Vector> {
        let mut line = String::new();
        next_line(input, &mut line).map_err(|e| Error::refused(say!("book-bundle-unreadable", what = e)))?;
        Ok(read_header(&line)?.vector)
    }

    /// Takes in a bundle: every well-formed entry that the book lacks. One that is not well-formed (its hash does
    /// not fit) stops the merge, and nothing is changed.
    pub fn merge(&mut self, input: &mut impl BufRead) -> Result<Merged> {
        let mut line = String::new();
        next_line(input, &mut line).map_err(|e| Error::refused(say!("book-bundle-unreadable", what = e)))?;
        let header = read_header(&line)?;
        if header.unit != self.unit {
            return Err(Error::refused(say!(
                "book-bundle-of-another",
                theirs = header.unit.to_string(),
                ours = self.unit.to_string()
            )));
        }
        let (mut entries, mut lines, mut held) = (Vec::new(), Vec::new(), 0);
        for place in 2.. {
            let more = next_line(input, &mut line);
            if more.is_err() || held > HELD || more.as_ref().is_ok_and(|more| !more) {
                entries.extend(read_lines(&lines)?);
                (lines, held) = (Vec::new(), 0);
            }
            if !more.map_err(|e| Error::refused(say!("book-bundle-line-unreadable", line = place, what = e)))? {
                break;
            }
            if !line.trim().is_empty() {
                held += line.len();
                lines.push((place, std::mem::take(&mut line)));
            }
        }
        self.merge_entries(entries)
    }
}

/// See [`Book::vector`]. Devices are few; each costs one walk along the index of its chain.
pub(super) fn vector_of(conn: &Connection) -> Result<Vector> {
    let mut devices = conn.prepare_cached("SELECT id, key, retired FROM device")?;
    let mut extent = conn.prepare_cached("SELECT count(*), max(seq), min(seq) FROM entry WHERE device = ?1")?;
    let mut gap = conn.prepare_cached(
        "SELECT min(y.seq) FROM entry y WHERE y.device = ?1
         AND NOT EXISTS (SELECT 1 FROM entry z WHERE z.device = ?1 AND z.seq = y.seq + 1)",
    )?;
    let mut head =
        conn.prepare_cached("SELECT hash FROM entry WHERE device = ?1 AND seq = ?2 ORDER BY hash DESC LIMIT 1")?;
    let rows: Vec<(i64, DeviceId, bool)> =
        devices.query_map([], |r| Ok((r.get(0)?, DeviceId(r.get(1)?), r.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut out = BTreeMap::new();
    for (device, key, retired) in rows {
        let (count, max, min): (i64, Option<i64>, Option<i64>) =
            extent.query_row([device], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let (Some(max), Some(1)) = (max, min) else { continue };
        let end: i64 = if count == max && !retired { max } else { gap.query_row([device], |r| r.get(0))? };
        let hash: [u8; 32] = head.query_row([device, end], |r| r.get(0))?;
        out.insert(key.to_string(), (end as u64, Hash(hash).to_string()));
    }
    Ok(Vector(out))
}

/// Rows of entries that a vector does not reach: what stands behind it, and other branches of a forked chain.
pub(super) fn unreached(conn: &Connection, seen: &BTreeMap<String, (u64, String)>) -> Result<Vec<i64>> {
    let known: BTreeMap<&String, u64> = seen.iter().map(|(device, (seq, _))| (device, *seq)).collect();
    let mut query = conn.prepare_cached(
        "SELECT e.id FROM device d CROSS JOIN entry e ON e.device = d.id
         WHERE e.seq > coalesce((SELECT j.value FROM json_each(?1) j WHERE j.key = lower(hex(d.key))), 0)",
    )?;
    let mut out: Vec<i64> =
        query.query_map([serde_json::to_string(&known)?], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    for (device, (seq, head)) in seen {
        let (Some(key), Some(mut hash)) = (DeviceId::parse(device), Hash::parse(head)) else { continue };
        let mut branches = conn.prepare_cached(
            "SELECT e.id, e.hash FROM entry e JOIN device d ON d.id = e.device
             WHERE d.key = ?1 AND d.retired = 1 AND e.seq <= ?2",
        )?;
        let mut rest: BTreeMap<Hash, i64> = branches
            .query_map((key.0, *seq as i64), |r| Ok((Hash(r.get(1)?), r.get(0)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut before = conn.prepare_cached(&format!("SELECT prev FROM entry e WHERE {}", has_hash("e", "?1")))?;
        while rest.remove(&hash).is_some() {
            hash = Hash(before.query_row([hash.0], |r| r.get(0))?);
        }
        out.extend(rest.into_values());
    }
    Ok(out)
}

fn read_header(line: &str) -> Result<Header> {
    let header: Header = serde_json::from_str(line).map_err(|_| Error::refused(say!("book-bundle-no-header")))?;
    if header.format != FORMAT {
        return Err(Error::refused(say!("book-bundle-format", theirs = header.format, ours = FORMAT)));
    }
    Ok(header)
}

/// Reads lines of a bundle, each with its place in it: half of them beside the others.
fn read_lines(lines: &[(usize, String)]) -> Result<Vec<Entry>> {
    let read = |some: &[(usize, String)]| -> Result<Vec<Entry>> {
        some.iter().map(|(place, line)| read_line(line, *place)).collect()
    };
    let (these, those) = lines.split_at(lines.len() / 2);
    let both = std::thread::scope(|scope| {
        let beside = scope.spawn(|| read(these));
        let those = read(those);
        (beside.join(), those)
    });
    match both {
        (Ok(Ok(mut all)), Ok(rest)) => {
            all.extend(rest);
            Ok(all)
        }
        // The first that is wrong is told, and in the language of whoever asks.
        _ => read(lines),
    }
}

fn read_line(text: &str, place: usize) -> Result<Entry> {
    let bad = |what: String| Error::refused(say!("book-bundle-bad-line", line = place, what = what));
    let line: Line = serde_json::from_str(text).map_err(|_| bad(say!("book-bundle-line-partial")))?;
    let hash = Hash::parse(&line.hash).ok_or_else(|| bad(say!("book-bundle-line-hash")))?;
    let entry = Entry {
        hash,
        prev: Hash::parse(&line.prev).ok_or_else(|| bad(say!("book-bundle-line-hash")))?,
        device: DeviceId::parse(&line.device).ok_or_else(|| bad(say!("book-bundle-line-device")))?,
        seq: line.seq,
        at: line.at,
        recorded: line.recorded,
        day: line.day,
        officer: line.officer,
        unit: line.unit,
        kind: line.kind,
        subjects: line.subjects,
        body: line.body,
    };
    if !entry.is_whole() {
        return Err(bad(say!("book-bundle-line-changed")));
    }
    Ok(entry)
}
