//! Entries read straight from the pages of a file that SQLite does not read any more. An entry proves itself by its hash:
//! no table of contents is needed, and nothing is made up. The layout is that of https://www.sqlite.org/fileformat2.html.

use super::PAGE;
use super::backup::with_ending;
use super::error::{Error, Result};
use super::row::{day_from_sql, subjects_of};
use crate::domain::entry::{DeviceId, Entry, Hash};
use crate::domain::region::RegionCode;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Calls `each` with every entry that stands whole on any page of a file, or of the log beside it.
pub(super) fn carve(path: &Path, known: &[DeviceId], mut each: impl FnMut(Entry)) -> Result<()> {
    let mut pages = Pages::open(path)?;
    let mut by_row: FxHashMap<i64, DeviceId> = FxHashMap::default();
    let mut devices = known.to_vec();
    pages.each(|pages, page| {
        for record in records(pages, page) {
            if let Some((row, device)) = device_in(&record) {
                by_row.insert(row, device);
                if !devices.contains(&device) {
                    devices.push(device);
                }
            }
        }
    })?;
    pages.each(|pages, page| {
        for record in records(pages, page) {
            let Some((row, entry)) = entry_in(&record) else { continue };
            let likely = by_row.get(&row).into_iter().chain(&devices);
            let whole = likely.map(|device| Entry { device: *device, ..entry.clone() });
            if let Some(entry) = whole.into_iter().find(|entry| entry.compute_hash() == entry.hash) {
                each(entry);
            }
        }
    })
}

/// The pages of a file; where the log beside it has a newer one that was confirmed, that one.
struct Pages {
    file: File,
    log: Option<File>,
    newer: FxHashMap<u64, u64>,
    count: u64,
}

const SIZE: usize = PAGE as usize;
/// Bytes before the first frame of a log, and before the page in each.
const LOG_HEAD: u64 = 32;
const FRAME_HEAD: u64 = 24;

impl Pages {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(Error::file(path))?;
        let mut count = file.metadata().map_err(Error::file(path))?.len().div_ceil(SIZE as u64);
        let mut newer = FxHashMap::default();
        let log = File::open(with_ending(path, "-wal")).ok();
        if let Some(mut log) = log.as_ref() {
            let mut written = Vec::new();
            let mut head = [0; LOG_HEAD as usize];
            let mut at = LOG_HEAD;
            let begun = log.read_exact(&mut head).is_ok();
            let mut frame = [0; FRAME_HEAD as usize];
            while begun && log.seek(SeekFrom::Start(at)).is_ok() && log.read_exact(&mut frame).is_ok() {
                // Frames of an earlier round have another salt.
                if frame[8..16] != head[16..24] {
                    break;
                }
                let number = |from: usize| frame.get(from..from + 4).map_or(0, big_endian);
                written.push((number(0), at + FRAME_HEAD));
                if number(4) > 0 {
                    newer.extend(written.drain(..));
                    count = count.max(number(4));
                }
                at += FRAME_HEAD + SIZE as u64;
            }
        }
        Ok(Self { file, log, newer, count })
    }

    /// A page by its number, which begins at 1; the last one of a file that was cut short is filled with zeros.
    fn page(&mut self, number: u64) -> Option<Vec<u8>> {
        let (mut file, at) = match (self.newer.get(&number), &self.log) {
            (Some(at), Some(log)) => (log, *at),
            _ => (&self.file, number.checked_sub(1)? * SIZE as u64),
        };
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut page = Vec::with_capacity(SIZE);
        file.take(SIZE as u64).read_to_end(&mut page).ok()?;
        page.resize(SIZE, 0);
        Some(page)
    }

    fn each(&mut self, mut each: impl FnMut(&mut Self, &[u8])) -> Result<()> {
        for number in 1..=self.count {
            if let Some(page) = self.page(number) {
                // The file's own head stands before the first page's.
                each(self, if number == 1 { page.get(100..).unwrap_or_default() } else { &page });
            }
        }
        Ok(())
    }
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A number of one to nine bytes, and how many.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0u64;
    for (n, byte) in bytes.iter().take(9).enumerate() {
        if n == 8 {
            return Some((number << 8 | u64::from(*byte), 9));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, n + 1));
        }
    }
    None
}

/// A value of a record.
#[derive(Debug, PartialEq)]
enum Value {
    Null,
    Number(i64),
    Bytes(Vec<u8>),
}

/// What looks like a record on a page of a table, or of an index (its number is 0 then). What is none proves nothing.
fn records(pages: &mut Pages, page: &[u8]) -> Vec<Vec<Value>> {
    const INDEX: u8 = 10;
    let numbered = match page.first() {
        Some(&INDEX) => false,
        // Pages that lead to others; a kind that is damaged may have been any.
        None | Some(2 | 5) => return Vec::new(),
        _ => true,
    };
    let offset = SIZE - page.len();
    let mut out = Vec::new();
    // How many there are is not believed: places are read up to the first record.
    let (mut at, mut content) = (8, page.len());
    while at + 2 <= content {
        let place = page.get(at..at + 2).map_or(0, big_endian) as usize;
        at += 2;
        let Some(place) = place.checked_sub(offset).filter(|place| *place >= at && *place < page.len()) else {
            continue;
        };
        if let Some(record) = page.get(place..).and_then(|cell| record(pages, cell, numbered)) {
            content = content.min(place);
            out.push(record);
        }
    }
    out
}

fn record(pages: &mut Pages, cell: &[u8], numbered: bool) -> Option<Vec<Value>> {
    let (length, mut at) = varint(cell)?;
    let length = usize::try_from(length).ok().filter(|length| *length as u64 <= pages.count * SIZE as u64)?;
    let mut row = 0;
    if numbered {
        let (number, bytes) = varint(cell.get(at..)?)?;
        (row, at) = (number as i64, at + bytes);
    }
    // Of what is too long a part stands here, and the rest on pages of its own.
    let most = if numbered { SIZE - 35 } else { (SIZE - 12) * 64 / 255 - 23 };
    let least = (SIZE - 12) * 32 / 255 - 23;
    let here = match length <= most {
        true => length,
        false => Some(least + (length - least) % (SIZE - 4)).filter(|here| *here <= most).unwrap_or(least),
    };
    let mut payload = cell.get(at..at + here)?.to_vec();
    // No other pages are looked for where it is no record at all.
    let (kinds, head) = kinds(&payload)?;
    if kinds.iter().try_fold(head, |sum, (_, length)| sum.checked_add(*length)) != Some(length) {
        return None;
    }
    if here < length {
        let mut next = big_endian(cell.get(at + here..at + here + 4)?);
        while payload.len() < length {
            let page = pages.page(next).filter(|_| next <= pages.count)?;
            next = big_endian(page.get(..4)?);
            payload.extend_from_slice(page.get(4..)?.get(..(SIZE - 4).min(length - payload.len()))?);
        }
    }
    let mut values = values(&payload)?;
    // The number of the row is no part of its record, which has nothing in its place.
    if let Some(first @ Value::Null) = values.first_mut() {
        *first = Value::Number(row);
    }
    Some(values)
}

/// What kinds of values a record has, and how many bytes of it say so.
fn kinds(payload: &[u8]) -> Option<(Vec<(u64, usize)>, usize)> {
    let (head, mut at) = varint(payload)?;
    let head = usize::try_from(head).ok()?;
    let mut out = Vec::new();
    while at < head {
        let (kind, bytes) = varint(payload.get(at..head)?)?;
        at += bytes;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind as usize,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => usize::try_from((kind - 12) / 2).ok()?,
        };
        out.push((kind, length));
    }
    Some((out, head))
}

fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let (kinds, head) = kinds(payload)?;
    let mut rest = payload.get(head..)?;
    let mut out = Vec::with_capacity(kinds.len());
    for (kind, length) in kinds {
        let (value, behind) = rest.split_at_checked(length)?;
        rest = behind;
        out.push(match kind {
            0 => Value::Null,
            8 | 9 => Value::Number(kind as i64 - 8),
            1..=6 => {
                // As wide as it is, and below zero where its first bit says so.
                let shift = 64 - 8 * length as u32;
                Value::Number(((big_endian(value) << shift) as i64) >> shift)
            }
            _ => Value::Bytes(value.to_vec()),
        });
    }
    Some(out)
}

/// A device, with the number of its row, from its table or its index.
fn device_in(record: &[Value]) -> Option<(i64, DeviceId)> {
    match record {
        [Value::Number(row), Value::Bytes(key), Value::Number(_)] | [Value::Bytes(key), Value::Number(row)] => {
            Some((*row, DeviceId(key.as_slice().try_into().ok()?)))
        }
        _ => None,
    }
}

/// An entry whose device is yet to be told, with the number of that.
fn entry_in(record: &[Value]) -> Option<(i64, Entry)> {
    let [_, hash, prev, device, seq, at, recorded, day, officer, unit, kind, subjects, body] = record else {
        return None;
    };
    let number = |value: &Value| if let Value::Number(number) = value { Some(*number) } else { None };
    let bytes = |value: &'_ Value| if let Value::Bytes(bytes) = value { Some(bytes.clone()) } else { None };
    let text = |value: &Value| String::from_utf8(bytes(value)?).ok();
    let hash_of = |value: &Value| Some(Hash(bytes(value)?.try_into().ok()?));
    let entry = Entry {
        hash: hash_of(hash)?,
        prev: hash_of(prev)?,
        device: DeviceId::default(),
        seq: number(seq)? as u64,
        at: number(at)?,
        recorded: text(recorded)?,
        day: day_from_sql(number(day)?),
        officer: text(officer)?,
        unit: RegionCode::from_number(number(unit)? as u64),
        kind: text(kind)?,
        subjects: subjects_of(&bytes(subjects)?).collect(),
        body: text(body)?,
    };
    Some((number(device)?, entry))
}
