//! The power goes. What was synced is on the disk; of what was written since, any sector may be there or not, or hold
//! anything. The moments are taken from a real book: its file and its log after every act that was confirmed.

use super::{Dice, number};
use crate::common::*;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zhanbao::book::{Book, Error, ImportPlan, Options};
use zhanbao::domain::acts::{Fact, PushFacts};

/// What a disk writes at once.
const SECTOR: usize = 512;
/// Bytes of a page, and of what stands before it in the log; and of the log's head.
const FRAME: usize = 8_192 + 24;
const HEAD: usize = 32;

/// What was on the disk when an act had been confirmed.
struct Moment {
    book: Vec<u8>,
    log: Vec<u8>,
    entries: BTreeSet<String>,
}

fn hashes(book: &Book) -> BTreeSet<String> {
    entries(book).iter().map(|e| e.hash.to_string()).collect()
}

fn log_of(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// A day's work, with a seal in it, after which the log begins anew.
fn moments() -> Vec<Moment> {
    let (_dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(12);
    drop(book(&path, clock.options(1, 0), &town));
    let mut book = Book::open(&path, clock.options(1, 0)).unwrap();
    let moment = |book: &Book| Moment {
        book: std::fs::read(&path).unwrap(),
        log: std::fs::read(log_of(&path, "-wal")).unwrap_or_default(),
        entries: hashes(book),
    };
    let mut out = vec![moment(&book)];
    for n in 0..12 {
        clock.later(10);
        let who = &town[n];
        match n {
            7 => {
                seal(&mut book, day(3, 2));
                clock.morning(day(3, 3));
            }
            _ => {
                let today = if n < 7 { day(3, 2) } else { day(3, 3) };
                let push = |k: usize| {
                    let facts = PushFacts { job: "缝纫工".into(), result: None };
                    draft(today, vec![town[k].id()], Fact::Push(facts))
                };
                let acts = match n % 3 {
                    0 => vec![visit(today, who)],
                    1 => (0..3).map(push).collect(),
                    _ => vec![home(today, who)],
                };
                book.record_all(acts).unwrap();
            }
        }
        out.push(moment(&book));
    }
    out
}

/// Lays a file and its log down, and opens them as they are found in the morning.
fn found(path: &Path, book: &[u8], log: &[u8], ending: &str) -> Result<BTreeSet<String>, String> {
    for other in ["-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(log_of(path, other));
    }
    std::fs::write(path, book).unwrap();
    std::fs::write(log_of(path, ending), log).unwrap();
    let mut book = Book::open(path, Options::default()).map_err(|e| format!("does not open: {e}"))?;
    let verified = book.verify().map_err(|e| format!("is not verified: {e}"))?;
    if verified.problems.is_empty() { Ok(hashes(&book)) } else { Err(verified.problems.join("; ")) }
}

/// Of what was written between two moments some sectors are there, some not, and some hold anything.
fn torn(before: &[u8], after: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (short, long) = (before.len().min(after.len()), before.len().max(after.len()));
    let len = if short == long { long } else { short + dice.below(long - short + 1) };
    let mut out = vec![0; len];
    let fate = dice.below(4);
    for at in (0..len).step_by(SECTOR) {
        let end = (at + SECTOR).min(len);
        let of = |bytes: &[u8]| -> Vec<u8> { (at..end).map(|n| bytes.get(n).copied().unwrap_or_default()).collect() };
        let (old, new) = (of(before), of(after));
        let there = if old == new || dice.below(4) < fate { new } else { old.clone() };
        out[at..end].copy_from_slice(&there);
        if old != there && dice.below(40) == 0 {
            out[at + dice.below(end - at)] ^= 1 << dice.below(8);
        }
    }
    out
}

#[test]
fn whatever_of_the_log_was_not_synced_all_that_was_confirmed_is_there() {
    let moments = moments();
    let (_dir, path) = folder();
    let mut dice = Dice::new(400);
    let cuts = number("ZHANBAO_CUTS", 30).min(1_000_000);
    for n in 0..cuts {
        let pair = &moments[n % (moments.len() - 1)..][..2];
        let [was, is] = pair else { unreachable!() };
        // A checkpoint writes to the book only what the log holds on the disk already.
        let checkpoint = was.book != is.book && dice.below(2) == 0;
        let (file, log) = match checkpoint {
            true => (torn(&was.book, &is.book, &mut dice), is.log.clone()),
            false => (was.book.clone(), torn(&was.log, &is.log, &mut dice)),
        };
        let place = format!("cut {n} after act {} (seed {})", n % (moments.len() - 1), dice.seed);
        let there = found(&path, &file, &log, "-wal").unwrap_or_else(|wrong| panic!("{place}: {wrong}"));
        let whole = there == is.entries || (there == was.entries && !checkpoint);
        assert!(whole, "{place}: {} entries of {} or {}", there.len(), was.entries.len(), is.entries.len());
    }
}

#[test]
fn a_log_that_ends_anywhere_gives_the_acts_that_it_holds_in_full() {
    let moments = moments();
    let (_dir, path) = folder();
    // Up to the seal the log only grows.
    let day: Vec<&Moment> = moments.iter().take_while(|m| m.book == moments[0].book).collect();
    let last = day.last().unwrap();
    let frames = (last.log.len() - HEAD) / FRAME;
    assert_eq!(last.log.len(), HEAD + frames * FRAME);
    let mut dice = Dice::new(500);
    let mut ends: Vec<usize> = (0..=frames).map(|n| HEAD + n * FRAME).collect();
    ends.extend((0..frames).map(|n| HEAD + n * FRAME + 1 + dice.below(FRAME - 1)));
    ends.extend([0, 1, HEAD - 1]);
    let few = number("ZHANBAO_CUTS", 14);
    while ends.len() > few {
        ends.swap_remove(dice.below(ends.len()));
    }
    for end in ends {
        let due = day.iter().rev().find(|m| m.log.len() <= end).unwrap_or(&day[0]);
        let there = found(&path, &last.book, &last.log[..end], "-wal");
        assert_eq!(there.as_ref().map(BTreeSet::len), Ok(due.entries.len()), "a log that ends at {end}");
        assert_eq!(there.unwrap(), due.entries);
        // A frame that holds something else ends the log as well.
        if end < last.log.len() && end >= HEAD {
            let mut log = last.log.clone();
            log[end] ^= 0x10;
            let due = day.iter().rev().find(|m| m.log.len() <= end).unwrap_or(&day[0]);
            assert_eq!(found(&path, &last.book, &log, "-wal").unwrap(), due.entries, "a flip at {end} of the log");
        }
    }
}

#[test]
fn a_large_import_that_lost_power_was_never_there() {
    let (_dir, path) = folder();
    let town = people(60);
    let mut open = book(&path, Options::default(), &town[..6]);
    // A file of 20,000 rows, by its size, is taken in with a rollback journal instead of a log.
    let plan = ImportPlan { day: day(3, 2), officer: OFFICER, rows: 25_000, dry_run: false };
    let (journal, kept) = (log_of(&path, "-journal"), log_of(&path, ".kept"));
    let before = hashes(&open);
    drop(open);
    open = Book::open(&path, Options::default()).unwrap();
    let was = std::fs::read(&path).unwrap();
    open.import(plan, |sink| {
        town.iter().for_each(|who| sink(who.row(day(3, 2))));
        // By now it is being written; under a second name it stays when the import is done with it.
        for _ in 0..2_000 {
            if std::fs::hard_link(&journal, &kept).is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        Ok::<(), Error>(())
    })
    .unwrap();
    let after = hashes(&open);
    drop(open);
    assert!(after.len() > before.len() + 40);
    let (is, journal) = (std::fs::read(&path).unwrap(), std::fs::read(&kept).unwrap());
    assert!(journal.starts_with(&[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]), "SQLite's journal");
    let mut dice = Dice::new(600);
    // The file at the import's beginning has the mark of a journal instead of a log's; its pages are the same.
    let mut was = was;
    was[18..20].fill(1);
    for n in 0..number("ZHANBAO_CUTS", 15).min(100_000) {
        // The file is written only when the journal is on the disk.
        let (file, log) = match n % 3 {
            0 => (was.clone(), torn(&[], &journal, &mut dice)),
            _ => (torn(&was, &is, &mut dice), journal.clone()),
        };
        let place = format!("cut {n} (seed {})", dice.seed);
        let there = found(&path, &file, &log, "-journal").unwrap_or_else(|wrong| panic!("{place}: {wrong}"));
        assert!(there == before, "{place}: {} entries instead of {}", there.len(), before.len());
    }
    let old = Connection::open(&path).unwrap();
    assert_eq!(old.pragma_query_value(None, "journal_mode", |r| r.get::<_, String>(0)).unwrap(), "wal");
}
