//! How domain values lie in SQLite: days as yyyymmdd, entries as rows.

use super::error::{Error, Result};
use crate::domain::acts::Fact;
use crate::domain::entry::{DeviceId, Entry, Event, Hash, Order};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row, ToSql, params};
use rustc_hash::FxHashMap;

/// A day that never comes, as SQLite stores it.
pub const NEVER: i64 = 99_991_231;

/// A day as SQLite stores it: 20260306.
pub fn day_to_sql(day: NaiveDate) -> i64 {
    day.year() as i64 * 10_000 + day.month() as i64 * 100 + day.day() as i64
}

/// The month of a day and its year, as sums are kept of them: 20260300 and 20260000.
pub fn month_and_year(day: i64) -> [i64; 2] {
    [day - day % 100, day - day % 10_000]
}

/// Reads it back.
pub fn day_from_sql(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt((number / 10_000) as i32, (number / 100 % 100) as u32, (number % 100) as u32)
        .unwrap_or(NaiveDate::MIN)
}

/// Columns of an entry, in the order that [`entry_of`] reads; the device's key is joined in.
pub const ENTRY: &str =
    "e.hash, e.prev, d.key, e.seq, e.at, e.recorded, e.day, e.officer, e.unit, e.kind, e.subjects, e.body";

fn blob<const N: usize>(row: &Row<'_>, n: usize) -> rusqlite::Result<[u8; N]> {
    let bytes = row.get_ref(n)?.as_blob()?;
    bytes
        .try_into()
        .map_err(|_| rusqlite::Error::FromSqlConversionFailure(n, rusqlite::types::Type::Blob, "wrong length".into()))
}

/// Reads the columns of [`ENTRY`].
pub fn entry_of(row: &Row<'_>) -> rusqlite::Result<Entry> {
    entry_by(row, DeviceId(blob(row, 2)?))
}

/// The same where the device is known otherwise.
pub fn entry_by(row: &Row<'_>, device: DeviceId) -> rusqlite::Result<Entry> {
    let subjects = row.get_ref(10)?.as_blob()?;
    Ok(Entry {
        hash: Hash(blob(row, 0)?),
        prev: Hash(blob(row, 1)?),
        device,
        seq: row.get::<_, i64>(3)? as u64,
        at: row.get(4)?,
        recorded: row.get(5)?,
        day: day_from_sql(row.get(6)?),
        officer: row.get(7)?,
        unit: RegionCode::from_number(row.get::<_, i64>(8)? as u64),
        kind: row.get(9)?,
        subjects: subjects_of(subjects).collect(),
        body: row.get(11)?,
    })
}

/// What is asked for where the entry `e` has this hash, an expression: the index has the first bytes only.
pub fn has_hash(e: &str, hash: &str) -> String {
    format!("{e}.hash = {hash} AND substr({e}.hash, 1, 8) = substr({hash}, 1, 8)")
}

/// The same where its hash lies between these two.
pub fn has_hash_between(e: &str, low: &str, high: &str) -> String {
    format!(
        "{e}.hash BETWEEN {low} AND {high}
         AND substr({e}.hash, 1, 8) BETWEEN substr({low}, 1, 8) AND substr({high}, 1, 8)"
    )
}

/// Columns of what folds read of an entry, in the order that [`event_of`] reads.
pub const EVENT: &str = "e.device, e.hash, e.seq, e.at, e.day, e.unit, e.kind, e.subjects, e.body";

/// The keys of the devices, by their rows.
pub fn devices_of(conn: &Connection) -> Result<FxHashMap<i64, DeviceId>> {
    let mut query = conn.prepare_cached("SELECT id, key FROM device")?;
    let rows = query.query_map([], |r| Ok((r.get(0)?, DeviceId(blob(r, 1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Reads the columns of [`EVENT`]: nothing of the entry is copied that no fold asks for.
pub fn event_of(row: &Row<'_>, devices: &FxHashMap<i64, DeviceId>) -> rusqlite::Result<Event> {
    let device = *devices.get(&row.get(0)?).ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let (day, hash) = (day_from_sql(row.get(4)?), Hash(blob(row, 1)?));
    Ok(Event {
        order: Order { day, at: row.get(3)?, device, seq: row.get::<_, i64>(2)? as u64, hash },
        subjects: subjects_of(row.get_ref(7)?.as_blob()?).collect(),
        unit: RegionCode::from_number(row.get::<_, i64>(5)? as u64),
        fact: Fact::read(row.get_ref(6)?.as_str()?, row.get_ref(8)?.as_str()?),
    })
}

/// Reads the subjects of an entry as they lie in its row.
pub fn subjects_of(bytes: &[u8]) -> impl Iterator<Item = SubjectId> + '_ {
    bytes.chunks_exact(8).filter_map(|c| c.try_into().ok()).map(|c| SubjectId::from_i64(i64::from_le_bytes(c)))
}

/// The row number of a device, made where it is new.
pub fn device_row(conn: &Connection, device: DeviceId) -> Result<i64> {
    let mut find = conn.prepare_cached("SELECT id FROM device WHERE key = ?1")?;
    let found = find.query_map([device.0], |row| row.get(0))?.next().transpose()?;
    if let Some(id) = found {
        return Ok(id);
    }
    conn.prepare_cached("INSERT INTO device (key) VALUES (?1)")?.execute([device.0])?;
    Ok(conn.last_insert_rowid())
}

/// The columns of an entry's row that are its own, in the order in which [`with_own`] gives their values; its number is
/// SQLite's.
pub const ENTRY_OWN: &str = "hash, prev, seq, at, unit, kind, subjects, body";

/// Does something with the values of an entry's row that are its own.
pub fn with_own<T>(entry: &Entry, take: impl FnOnce(&[&dyn ToSql; 8]) -> T) -> T {
    let mut subjects = Vec::with_capacity(entry.subjects.len() * 8);
    for subject in &entry.subjects {
        subjects.extend_from_slice(&subject.to_i64().to_le_bytes());
    }
    take(&[
        &entry.hash.0,
        &entry.prev.0,
        &(entry.seq as i64),
        &entry.at,
        &(entry.unit.number() as i64),
        &entry.kind,
        &subjects,
        &entry.body,
    ])
}

/// Adds an entry; gives its row number.
pub fn insert_entry(conn: &Connection, device_row: i64, entry: &Entry) -> Result<i64> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT INTO entry ({ENTRY_OWN}, device, recorded, day, officer) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
    ))?;
    let day = day_to_sql(entry.day);
    let shared: [&dyn ToSql; 4] = [&device_row, &entry.recorded, &day, &entry.officer];
    with_own(entry, |own| insert.execute([own.as_slice(), &shared].concat().as_slice()))?;
    Ok(conn.last_insert_rowid())
}

/// Reads a value of the book's own memory.
pub fn meta<T: rusqlite::types::FromSql>(conn: &Connection, key: &str) -> Result<Option<T>> {
    let mut find = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    let found = find.query_map([key], |row| row.get(0))?.next().transpose()?;
    Ok(found)
}

/// Writes one, and with it the sum over all of them: no chain covers the book's own memory.
pub fn set_meta(conn: &Connection, key: &str, value: impl rusqlite::ToSql) -> Result<()> {
    // Both or none, where the caller has not begun anything.
    let alone = if conn.is_autocommit() { Some(conn.unchecked_transaction()?) } else { None };
    // Files that were taken in are noted there too, as many as the years bring: only what changes is summed again.
    let sum = match meta::<[u8; 32]>(conn, META_SUM)? {
        Some(sum) => sum,
        None => meta_sum(conn)?,
    };
    let before = meta_hash(conn, key)?;
    let mut write = conn
        .prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?;
    write.execute(params![key, value])?;
    let sum = both(both(sum, before), meta_hash(conn, key)?);
    write.execute(params![META_SUM, sum])?;
    drop(write);
    if let Some(alone) = alone {
        alone.commit()?;
    }
    Ok(())
}

/// Under which key the sum over the book's own memory stands.
pub const META_SUM: &str = "sum";

/// The sum over the book's own memory, in whatever order.
pub fn meta_sum(conn: &Connection) -> Result<[u8; 32]> {
    let mut all = conn.prepare_cached("SELECT key, value FROM meta WHERE key <> ?1")?;
    let mut rows = all.query([META_SUM])?;
    let mut sum = [0; 32];
    while let Some(row) = rows.next()? {
        sum = both(sum, hash_of(row)?);
    }
    Ok(sum)
}

/// What a value adds to the sum; nothing where there is none.
fn meta_hash(conn: &Connection, key: &str) -> Result<[u8; 32]> {
    let mut one = conn.prepare_cached("SELECT key, value FROM meta WHERE key = ?1")?;
    let mut rows = one.query([key])?;
    rows.next()?.map_or(Ok([0; 32]), hash_of)
}

fn hash_of(row: &Row<'_>) -> Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    for n in 0..2 {
        use rusqlite::types::ValueRef::*;
        let (kind, bytes): (u8, &[u8]) = match row.get_ref(n)? {
            Null => (0, &[]),
            Integer(v) => (1, &v.to_le_bytes()),
            Real(v) => (2, &v.to_le_bytes()),
            Text(v) => (3, v),
            Blob(v) => (4, v),
        };
        hasher.update(&[kind]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    Ok(*hasher.finalize().as_bytes())
}

fn both(mut a: [u8; 32], b: [u8; 32]) -> [u8; 32] {
    a.iter_mut().zip(b).for_each(|(a, b)| *a ^= b);
    a
}

/// Random bytes from the system.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_by_its_hash_without_a_look_at_the_others() {
        let conn = Connection::open_in_memory().unwrap();
        crate::book::tables::make(&conn).unwrap();
        for asked in [has_hash("e", "x'00'"), has_hash_between("e", "x'00'", "x'FF'")] {
            let sql = format!("EXPLAIN QUERY PLAN SELECT 1 FROM entry e WHERE {asked}");
            let plan: String = conn.query_row(&sql, [], |r| r.get(3)).unwrap();
            assert!(plan.starts_with("SEARCH e USING INDEX entry_hash"), "{plan}");
        }
    }
}
