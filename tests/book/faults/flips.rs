//! A byte of the file flips. Either no row is another one for it, or opening or `verify` finds it; then `rescue` saves every
//! entry that is whole, and says which are missing.

use super::{Dice, Stage, number, words};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use zhanbao::book::{Book, Options, Rescued};

const PAGE: usize = 8_192;

/// All that a plain connection to SQLite reads of the file: what it says of itself, every row, and whether SQLite finds
/// every row through every index. An error where it cannot read all of it.
fn read(path: &Path) -> rusqlite::Result<Vec<Vec<Value>>> {
    let conn = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut out = Vec::new();
    select(&conn, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2", &mut out)?;
    for row in &mut out {
        // Remarks say nothing to SQLite.
        if let Some(Value::Text(sql)) = row.last_mut() {
            *sql = sql.lines().flat_map(|l| l.split("--").next().unwrap().split_whitespace()).collect();
        }
    }
    let mut add = |sql: &str| -> rusqlite::Result<()> { select(&conn, sql, &mut out) };
    add("PRAGMA user_version")?;
    add("PRAGMA application_id")?;
    for table in TABLES {
        // What a figure rose and fell again by is no figure.
        let those = if *table == "change" { " WHERE n <> 0" } else { "" };
        add(&format!("SELECT * FROM {table} NOT INDEXED{those}"))?;
    }
    add("PRAGMA integrity_check(1)")?;
    Ok(out)
}

fn select(conn: &Connection, sql: &str, out: &mut Vec<Vec<Value>>) -> rusqlite::Result<()> {
    let mut query = conn.prepare(sql)?;
    let columns = query.column_count();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        out.push((0..columns).map(|n| row.get(n)).collect::<rusqlite::Result<Vec<Value>>>()?);
    }
    Ok(())
}

const TABLES: &[&str] = &[
    "entry",
    "device",
    "meta",
    "entry_subject",
    "seal",
    "person",
    "spelling",
    "household",
    "spell",
    "trip",
    "passenger",
    "crossing",
    "shared_number",
    "job",
    "change",
    "doubt",
];

/// Every page, by what it belongs to.
fn pages(path: &Path) -> BTreeMap<usize, (String, String)> {
    let conn = Connection::open(path).unwrap();
    let mut query = conn.prepare("SELECT pageno, name, pagetype FROM dbstat").unwrap();
    let of = query.query_map([], |r| Ok((r.get::<_, i64>(0)? as usize, (r.get(1)?, r.get(2)?))));
    of.unwrap().map(Result::unwrap).collect()
}

/// A book on which everything has happened once, and the folder that remembers its devices.
fn lived() -> (Stage, PathBuf) {
    let stage = Stage::found();
    let merge = super::act::merge();
    (merge.ready)(&stage);
    stage.must(&(merge.args)(&stage));
    stage.must(&(super::act::seal().args)(&stage));
    stage.must(&words(&[
        "--day",
        "2026-02-14",
        "jobs",
        "add",
        "--employer",
        "样例厂",
        "--occupation",
        "缝纫工",
        "--place",
        "county",
        "--phone",
        "13800000000",
        "--openings",
        "3",
    ]));
    stage.must(&words(&["verify"]));
    let devices = stage.file("zhanbao/devices");
    assert!(devices.is_dir());
    (stage, devices)
}

fn options(devices: &Path) -> Options {
    Options { devices: Some(devices.to_path_buf()), ..Options::default() }
}

/// Whether opening or verifying finds something.
fn is_found(path: &Path) -> Result<bool, String> {
    let looked = catch_unwind(AssertUnwindSafe(|| match Book::open(path, Options::default()) {
        Err(error) if error.is_damage() => Ok(true),
        Err(error) => Err(format!("opens with another error than damage: {error}")),
        Ok(mut book) => match book.verify() {
            Ok(verified) => Ok(!verified.problems.is_empty()),
            Err(error) if error.is_damage() => Ok(true),
            Err(error) => Err(format!("is verified with another error than damage: {error}")),
        },
    }));
    looked.unwrap_or_else(|_| Err("panics when it is opened or verified".into()))
}

struct Flip {
    at: usize,
    by: u8,
}

/// Where bytes flip: everywhere, or here and there, in each part of the book alike.
fn flips(bytes: usize, pages: &BTreeMap<usize, (String, String)>, dice: &mut Dice) -> Vec<Flip> {
    let many = number("ZHANBAO_FLIPS", 80);
    if many >= bytes {
        return (0..bytes).map(|at| Flip { at, by: 1 << dice.below(8) }).collect();
    }
    let mut parts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (page, (name, _)) in pages {
        parts.entry(name).or_default().push(*page);
    }
    let parts: Vec<Vec<usize>> = parts.into_values().collect();
    (0..many)
        .map(|n| {
            let part = &parts[dice.below(parts.len())];
            // The file's head and the tables as they were said stand on the first page.
            let page = if n % 12 == 0 { 1 } else { part[dice.below(part.len())] };
            let within = match dice.below(4) {
                0 => dice.below(140),
                1 => dice.below(PAGE),
                // Cells fill a page from its end.
                _ => PAGE - 1 - dice.below(PAGE / 8),
            };
            Flip { at: (page - 1) * PAGE + within, by: 1 + dice.below(255) as u8 }
        })
        .collect()
}

#[test]
fn a_flipped_byte_is_found_or_without_effect_and_what_is_whole_is_saved() {
    let (stage, devices) = lived();
    let all = stage.entries(&stage.book(), &[]).unwrap();
    let sound = std::fs::read(stage.book()).unwrap();
    let whole = read(&stage.book()).unwrap();
    let pages = pages(&stage.book());
    let (path, saved) = (stage.file("flipped.zb"), stage.file("saved.zb"));
    let mut dice = Dice::new(700);
    let flips = flips(sound.len(), &pages, &mut dice);
    let (watch, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| nothing_takes_for_ever(&watch, &over, &flips));
        for (n, flip) in flips.iter().enumerate() {
            watch.store(n, Ordering::Relaxed);
            let none = (String::from("free"), String::new());
            let (part, kind) = pages.get(&(flip.at / PAGE + 1)).unwrap_or(&none);
            let mut flipped = sound.clone();
            flipped[flip.at] ^= flip.by;
            lay(&path, &flipped);
            if read(&path).is_ok_and(|rows| rows == whole) {
                *told.entry("without effect").or_default() += 1;
                continue;
            }
            let mut fault = |what: String| {
                wrong.push(format!(
                    "{:#x} at {} ({part} {kind}, {} of its page): {what}",
                    flip.by,
                    flip.at,
                    flip.at % PAGE
                ));
            };
            match is_found(&path) {
                Ok(true) => *told.entry("found").or_default() += 1,
                Ok(false) => fault("is not found".into()),
                Err(what) => fault(what),
            }
            // What is derived is built anew in the same way each time.
            if !matches!(part.as_str(), "entry" | "sqlite_schema" | "device" | "meta") && n % 4 > 0 {
                continue;
            }
            lay(&path, &flipped);
            // An entry that stands on the page itself may be gone with it.
            let lose = match (part.as_str(), kind.as_str()) {
                ("entry", "leaf" | "overflow") => 1,
                _ => 0,
            };
            match rescued(&path, &saved, &devices) {
                Ok((told_of, there)) => {
                    let lost = all.difference(&there).count();
                    if lost > lose || !there.is_subset(&all) {
                        fault(format!("rescue loses {lost} of {} entries", all.len()));
                    } else if told_of.lost() as usize != lost {
                        fault(format!("rescue says that {} are missing of {lost}", told_of.lost()));
                    }
                    *told.entry(if lost == 0 { "saved whole" } else { "saved but for some" }).or_default() += 1;
                }
                Err(what) => fault(what),
            }
        }
        over.store(true, Ordering::Relaxed);
    });
    println!("{} flips in {} bytes (seed {}): {told:?}", flips.len(), sound.len(), dice.seed);
    assert!(wrong.is_empty(), "seed {}, {} flips:\n{}", dice.seed, wrong.len(), wrong.join("\n"));
    assert!(told["found"] > flips.len() / 50 && told["without effect"] > 0, "{told:?}");
}

fn lay(path: &Path, bytes: &[u8]) {
    for ending in ["-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    std::fs::write(path, bytes).unwrap();
}

/// What is saved of a book; the new book is whole.
fn rescued(path: &Path, saved: &Path, devices: &Path) -> Result<(Rescued, BTreeSet<String>), String> {
    let _ = std::fs::remove_file(saved);
    let run = catch_unwind(|| Book::rescue(path, saved, options(devices)));
    let told = run.map_err(|_| "rescue panics")?.map_err(|e| format!("rescue saves nothing: {e}"))?;
    let mut book = Book::open(saved, Options::default()).map_err(|e| format!("what is saved does not open: {e}"))?;
    let problems = book.verify().map_err(|e| e.to_string())?.problems;
    if !problems.is_empty() {
        return Err(format!("what is saved is not whole: {}", problems.join("; ")));
    }
    let there = crate::common::entries(&book).iter().map(|e| e.hash.to_string()).collect();
    Ok((told, there))
}

/// A test that hangs says where.
fn nothing_takes_for_ever(watch: &AtomicUsize, over: &AtomicBool, flips: &[Flip]) {
    let (mut at, mut since) = (0, 0);
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(50));
        let now = watch.load(Ordering::Relaxed);
        since = if now == at { since + 1 } else { 0 };
        at = now;
        if since > 60 * 20 {
            eprintln!("the flip at {} of the file takes for ever", flips[now].at);
            std::process::abort();
        }
    }
}
