//! What is written to the book and what proves it: one record, a merge, `verify`.

use crate::figures::{note, timed};
use crate::fixture::{OFFICER, book, dealt, folder, sqlite, written};
use divan::Bencher;
use divan::counter::ItemsCount;
use rusqlite::{Connection, params};
use std::io::{Seek, Write};
use zhanbao::book::{Book, Draft, Options, Vector};
use zhanbao::domain::acts::{Fact, VisitFacts};
use zhanbao::domain::entry::{DeviceId, Entry, Hash};
use zhanbao::domain::subject::SubjectId;
use zhanbao::domain::{Outcome, VisitBy};

/// Entries of a merge.
const FOREIGN: u64 = 100_000;
/// The table of an entry, without what guards it.
const RAW: &str = "CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, hash BLOB NOT NULL, prev BLOB NOT NULL,
     device INTEGER, seq INTEGER, at INTEGER, recorded TEXT, day INTEGER, officer TEXT, unit INTEGER, kind TEXT,
     subjects BLOB, body TEXT) STRICT; CREATE UNIQUE INDEX IF NOT EXISTS raw_hash ON raw (hash)";

/// The n-th of many people who live here, with the household that they are in.
fn somebody(conn: &Connection, n: u64) -> (SubjectId, Option<SubjectId>) {
    let sql = "SELECT id, household FROM person WHERE id >= ?1 AND roster = 1 ORDER BY id LIMIT 1";
    let (first, last): (i64, i64) = conn
        .prepare_cached("SELECT (SELECT min(id) FROM person), (SELECT max(id) FROM person)")
        .unwrap()
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap();
    let span = (i128::from(last) - i128::from(first)) as u64;
    let at = (i128::from(first) + i128::from(dealt(n, 77, span.min(usize::MAX as u64) as usize) as u64)) as i64;
    let mut query = conn.prepare_cached(sql).unwrap();
    let mut from = |at: i64| query.query_row([at], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Option<i64>>(1)?)));
    let (id, household) = from(at).or_else(|_| from(first)).unwrap();
    (SubjectId::from_i64(id), household.map(SubjectId::from_i64))
}

fn visit() -> Fact {
    let (by, outcome) = (VisitBy::Phone, Outcome::Unchanged);
    Fact::Visit(VisitFacts { by, outcome, need: None, next: None, note: None })
}

#[divan::bench(name = "record", sample_count = 2_000, sample_size = 1)]
fn record(bencher: Bencher) {
    let people = sqlite(written());
    let mut book = Book::open(written(), Options::default()).unwrap();
    let day = crate::fixture::book().day;
    let mut n = 0;
    bencher
        .with_inputs(|| {
            n += 1;
            let (id, household) = somebody(&people, n);
            let subjects = std::iter::once(id).chain(household).collect();
            Draft { day, officer: OFFICER.into(), unit: None, subjects, fact: visit() }
        })
        .bench_local_values(|draft| timed("record", || book.record(draft).unwrap()));
}

/// The same bytes, put into the same file by SQLite alone, each made durable.
#[divan::bench(name = "raw_insert", sample_count = 2_000, sample_size = 1)]
fn raw_insert(bencher: Bencher) {
    let conn = sqlite(written());
    conn.execute_batch(RAW).unwrap();
    let mut n = 0;
    bencher
        .with_inputs(|| {
            n += 1;
            entry(&conn, DeviceId([8; 16]), n, Hash::default())
        })
        .bench_local_values(|entry| timed("raw_insert", || insert(&conn, &entry)));
}

fn insert(conn: &Connection, entry: &Entry) {
    let subjects: Vec<u8> = entry.subjects.iter().flat_map(|s| s.to_i64().to_le_bytes()).collect();
    let sql =
        "INSERT OR IGNORE INTO raw (hash, prev, device, seq, at, recorded, day, officer, unit, kind, subjects, body)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let mut insert = conn.prepare_cached(sql).unwrap();
    let row = params![
        entry.hash.0,
        entry.prev.0,
        entry.seq as i64,
        entry.at,
        entry.recorded,
        20_260_327,
        entry.officer,
        entry.unit.number() as i64,
        entry.kind,
        subjects,
        entry.body
    ];
    insert.execute(row).unwrap();
}

/// What the disk takes for one small write that is to stay.
#[divan::bench(name = "fsync", sample_count = 500, sample_size = 1)]
fn fsync(bencher: Bencher) {
    let mut file = std::fs::File::create(folder().join("synced")).unwrap();
    file.write_all(&[1; 65_536]).unwrap();
    file.sync_all().unwrap();
    bencher.bench_local(|| {
        timed("fsync", || {
            file.rewind().unwrap();
            file.write_all(&[2; 4_096]).unwrap();
            file.sync_data().unwrap();
        });
    });
}

/// A visit that another device recorded.
fn entry(conn: &Connection, device: DeviceId, n: u64, prev: Hash) -> Entry {
    let (id, household) = somebody(conn, n.wrapping_mul(31));
    let made = book();
    let mut entry = Entry {
        hash: Hash::default(),
        prev,
        device,
        seq: n,
        at: 1_774_000_000_000_000 + n as i64,
        recorded: format!("{}T15:00:00+08:00", made.day),
        day: made.day,
        officer: OFFICER.into(),
        unit: conn
            .prepare_cached("SELECT unit FROM person WHERE id = ?1")
            .unwrap()
            .query_row([id.to_i64()], |r| r.get::<_, i64>(0))
            .map(|n| zhanbao::domain::region::RegionCode::from_number(n as u64))
            .unwrap(),
        kind: "visit".into(),
        subjects: std::iter::once(id).chain(household).collect(),
        body: visit().write(1).unwrap(),
    };
    entry.hash = entry.compute_hash();
    entry
}

/// Entries of a device that the book has never seen.
fn foreign() -> Vec<Entry> {
    let conn = sqlite(&book().path);
    let count = FOREIGN.min(book().people * 2);
    note("merged", count as f64);
    let mut prev = Hash::default();
    (1..=count)
        .map(|n| {
            let entry = entry(&conn, DeviceId([9; 16]), n, prev);
            prev = entry.hash;
            entry
        })
        .collect()
}

#[divan::bench(name = "merge", sample_count = 1, sample_size = 1)]
fn merge(bencher: Bencher) {
    let entries = foreign();
    let mut book = Book::open(written(), Options::default()).unwrap();
    // As a bundle, which is how they travel.
    let mut bundle =
        serde_json::json!({"format": "zhanbao bundle 1", "unit": book.unit(), "vector": Vector::default()})
            .to_string()
            .into_bytes();
    bundle.push(b'\n');
    for e in &entries {
        let line = serde_json::json!({
            "hash": e.hash.to_string(), "prev": e.prev.to_string(), "device": e.device.to_string(), "seq": e.seq,
            "at": e.at, "recorded": e.recorded, "day": e.day, "officer": e.officer, "unit": e.unit, "kind": e.kind,
            "subjects": e.subjects, "body": e.body,
        });
        writeln!(bundle, "{line}").unwrap();
    }
    bencher.counter(ItemsCount::new(entries.len())).bench_local(|| {
        let merged = timed("merge", || book.merge(&mut bundle.as_slice()).unwrap());
        assert_eq!(merged.added, entries.len() as u64);
    });
}

#[divan::bench(name = "merge_peer", sample_count = 1, sample_size = 1)]
fn merge_peer(bencher: Bencher) {
    let entries = foreign();
    let mut conn = sqlite(written());
    conn.execute_batch(RAW).unwrap();
    bencher.counter(ItemsCount::new(entries.len())).bench_local(|| {
        timed("merge_peer", || {
            let tx = conn.transaction().unwrap();
            entries.iter().for_each(|entry| insert(&tx, entry));
            tx.commit().unwrap();
        });
    });
}

#[divan::bench(name = "verify", sample_count = 1, sample_size = 1)]
fn verify(bencher: Bencher) {
    note("entries", book().entries as f64);
    let mut open = Book::open(&book().path, Options::default()).unwrap();
    bencher.counter(ItemsCount::new(book().entries)).bench_local(|| {
        let verified = timed("verify", || open.verify().unwrap());
        assert_eq!(verified.problems, Vec::<String>::new());
    });
}

/// Every byte of every entry read once and hashed.
#[divan::bench(name = "verify_limit", sample_count = 1, sample_size = 1)]
fn verify_limit(bencher: Bencher) {
    note("entries", book().entries as f64);
    let conn = sqlite(&book().path);
    bencher.counter(ItemsCount::new(book().entries)).bench_local(|| {
        timed("verify_limit", || {
            let mut query = conn.prepare("SELECT * FROM entry").unwrap();
            let columns = query.column_count();
            let mut rows = query.query([]).unwrap();
            let mut last = blake3::hash(b"");
            while let Some(row) = rows.next().unwrap() {
                let mut hasher = blake3::Hasher::new();
                for n in 0..columns {
                    use rusqlite::types::ValueRef::*;
                    match row.get_ref(n).unwrap() {
                        Integer(v) => hasher.update(&v.to_le_bytes()),
                        Text(v) | Blob(v) => hasher.update(v),
                        Null | Real(_) => &mut hasher,
                    };
                }
                last = hasher.finalize();
            }
            last
        })
    });
}
