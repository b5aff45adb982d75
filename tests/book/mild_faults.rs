//! What laptops do without malice: folders that may only be read, two programs at one book, a clock set back, a book
//! copied while it is in use. What was confirmed is there, and what cannot be done says so.

use crate::common::*;
use crate::crash::{acknowledged, assert_kept, recorder};
use crate::township::Township;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use zhanbao::book::{Book, Error, Options};
use zhanbao::desk::{Desk, Sitting};
use zhanbao::locale::Lang;
use zhanbao::report::Wording;

/// So long two programs write at once: a minute where ZHANBAO_LONG=1 asks for the long runs.
fn a_while() -> Duration {
    let long = std::env::var("ZHANBAO_LONG").is_ok_and(|long| long == "1");
    Duration::from_secs(if long { 60 } else { 3 })
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn hashes(book: &Book) -> BTreeSet<String> {
    entries(book).iter().map(|entry| entry.hash.to_string()).collect()
}

#[cfg(unix)]
mod read_only {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    fn set(path: &Path, mode: u32) {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }

    /// A book whose file and folder have these rights, and somebody who is not almighty.
    struct Office {
        town: Township,
        book: PathBuf,
        almighty: bool,
    }

    impl Office {
        fn new(seed: u64) -> Self {
            let town = Township::found(seed);
            let folder = town.file("office");
            std::fs::create_dir(&folder).unwrap();
            let book = folder.join("book.zb");
            std::fs::rename(town.file("book.zb"), &book).unwrap();
            let almighty = std::fs::metadata(&folder).unwrap().uid() == 0;
            if almighty {
                chown(&book, Some(65_534), Some(65_534)).unwrap();
                chown(&folder, Some(65_534), Some(65_534)).unwrap();
                set(&town.file(""), 0o755);
            }
            Self { town, book, almighty }
        }

        fn run(&self, args: &[&str]) -> Output {
            let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
            command.env("XDG_DATA_HOME", "/nonexistent").env("XDG_CONFIG_HOME", "/nonexistent");
            command.env("LC_ALL", "zh_CN.UTF-8").args(["--day", "2026-02-04", "--book"]).arg(&self.book).args(args);
            if self.almighty {
                command.uid(65_534).gid(65_534);
            }
            command.output().unwrap()
        }
    }

    #[test]
    fn what_reads_works_and_what_writes_says_so_in_one_sentence_and_changes_nothing() {
        let office = Office::new(91);
        let (folder, who) = (office.book.parent().unwrap(), office.town.people()[0].as_str());
        let visit = ["record", "visit", who, "--by", "home", "--outcome", "unchanged"];
        // What another device has.
        let (two, bundle) = (office.town.file("two.zb"), office.town.file("all.zbb"));
        office.town.run(&["--book", text(&office.book), "backup", text(&two)]);
        let on_two = ["--book", text(&two), "--day", "2026-02-04"];
        office.town.run(&[&on_two[..], &visit[..]].concat());
        office.town.run(&[&on_two[..], &["bundle", "-o", text(&bundle)]].concat());
        set(&bundle, 0o644);
        let before = std::fs::read(&office.book).unwrap();
        for (file, place) in [(0o444, 0o555), (0o600, 0o555), (0o444, 0o755)] {
            set(&office.book, file);
            set(folder, place);
            for args in [
                &["find", "测试"][..],
                &["show", who],
                &["status"],
                &["due"],
                &["plan"],
                &["report"],
                &["report", "--format", "json"],
                &["export", "entries"],
                &["campaign", "list"],
                &["target", "list"],
                &["trip", "list"],
                &["restore"],
            ] {
                let out = office.run(args);
                let told = String::from_utf8_lossy(&out.stderr);
                assert!(matches!(out.status.code(), Some(0 | 1)), "{file:o} {place:o} {args:?}: {told}");
            }
            for args in [
                &visit[..],
                &["record", "none", "--unit", "样例1村"],
                &["campaign", "set", "样例", "--from", "2026-02-01", "--to", "2026-03-01"],
                &["seal", "--note", "测试"],
                &["rebuild"],
                &["merge", text(&bundle)],
            ] {
                let out = office.run(args);
                let told = String::from_utf8_lossy(&out.stderr);
                assert_eq!(out.status.code(), Some(2), "{file:o} {place:o} {args:?}: {told}");
                let last = told.trim_end().lines().last().unwrap();
                assert!(last.contains("写入权限") && last.matches('。').count() <= 1, "{args:?}: {told}");
            }
            set(folder, 0o755);
            set(&office.book, 0o600);
            assert!(std::fs::read(&office.book).unwrap() == before, "{file:o} {place:o}");
        }
        // With the rights back the same is recorded.
        let out = office.run(&visit);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn two_programs_write_and_a_third_backs_up_and_every_confirmed_record_is_there() {
    let (dir, path) = folder();
    let options = || Options { devices: Some(path.with_file_name("devices")), ..Options::default() };
    let made = book(&path, options(), &people(24));
    let before = made.entries().unwrap();
    drop(made);
    let time = a_while();
    let children = [recorder(&path, 0, Some(time)), recorder(&path, 1003, Some(time))];
    let threads = children.map(|child| std::thread::spawn(|| acknowledged(child)));
    let mut copies = Vec::new();
    while threads.iter().any(|thread| !thread.is_finished()) {
        let copy = dir.path().join(format!("copy-{}.zb", copies.len() % 3));
        let copied = Book::open(&path, options()).and_then(|book| book.backup(&copy)).unwrap();
        copies.push((copy, copied.entries));
        std::thread::sleep(time / 8);
    }
    let kept: Vec<Vec<String>> = threads.map(|thread| thread.join().unwrap()).into();
    assert!(kept.iter().all(|one| one.len() > 10), "both have written");
    let kept = kept.concat();
    let mut book = Book::open(&path, options()).unwrap();
    assert_eq!(book.entries().unwrap() - before, kept.len() as u64, "what is there was confirmed, and nothing else");
    assert_kept(&book, &kept);
    assert_whole(&mut book);
    let (last, entries) = copies.last().unwrap();
    let mut copy = Book::open(last, Options::default()).unwrap();
    assert_eq!(copy.entries().unwrap(), *entries);
    assert_whole(&mut copy);
    println!("{} confirmed by two programs in {time:?}, {} backups meanwhile, none lost", kept.len(), copies.len());
}

#[test]
fn a_clock_set_back_a_year_keeps_the_order_and_says_so() {
    let (_dir, path) = folder();
    let clock = Clock::at(day(3, 9));
    let town = people(6);
    let wording = Wording { lang: Lang::Hans, asked: false, folder: None };
    let mut desk = Desk::new(book(&path, clock.options(1, 0), &town), Sitting::default(), wording);
    let told = desk.book.record_all(vec![visit(day(3, 9), &town[0])]).unwrap();
    assert_eq!(told.notices, Vec::<String>::new());
    seal(&mut desk.book, day(3, 9));

    let last_year = "2025-03-10".parse().unwrap();
    clock.morning(last_year);
    assert_eq!(desk.book.today(), last_year);
    // The day after the last seal counts, whatever the clock says; and the officer hears of the clock.
    let counted = desk.recording_day().unwrap();
    assert_eq!(counted, day(3, 10));
    let late = desk.book.record_all(vec![placement(counted, &town[1], "晴隆茶厂")]).unwrap();
    assert!(!late.late, "{late:?}");
    let told = late.notices.join("\n");
    assert!(told.contains("钟倒退了") && told.contains("2025-03-10") && told.contains("2026-03-09"), "{told}");
    clock.later(1);
    let next = desk.book.record_all(vec![visit(counted, &town[2])]).unwrap();
    assert_eq!(next.notices, Vec::<String>::new(), "once is enough");

    clock.morning(day(3, 10));
    let right = desk.book.record_all(vec![loss(day(3, 10), &town[1])]).unwrap();
    assert!(!right.late && right.notices.is_empty(), "{right:?}");
    let all = entries(&desk.book);
    assert!(all.windows(2).all(|two| two[0].at < two[1].at), "the order is that of recording");
    assert!(all.iter().any(|entry| entry.recorded.starts_with("2025-03-10")), "the wall time is kept as it was");
    let person = desk.book.person_on(town[1].id(), day(3, 10)).unwrap();
    assert!(person.standing(day(3, 10), desk.book.rules()).main.is_none(), "came to work, and lost it");
    let report = report_of(&mut desk.book, day(3, 10));
    assert!(report.checks.iter().all(|check| check.ok));
    seal(&mut desk.book, day(3, 10));
    assert_whole(&mut desk.book);
}

/// A copy as `cp` makes it, with the log or without.
fn copy(book: &Path, to: &Path, with_log: bool) {
    std::fs::copy(book, to).unwrap();
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    let _ = std::fs::remove_file(log(to));
    if with_log && log(book).exists() {
        std::fs::copy(log(book), log(to)).unwrap();
    }
}

#[test]
fn a_book_copied_while_in_use_goes_on_as_a_device_of_its_own_and_joins_again() {
    let (dir, path) = folder();
    let town = people(12);
    let here = || Options { devices: Some(dir.path().join("devices")), ..Options::default() };
    drop(book(&path, here(), &town));
    let mut book = Book::open(&path, here()).unwrap();
    let today = day(3, 2);
    let device = entries(&book)[0].device;
    for (n, (with_log, computer)) in
        [(true, "devices"), (false, "devices"), (true, "other"), (false, "other")].into_iter().enumerate()
    {
        // Recorded, and not yet taken from the log into the file.
        let mine = book.record_all(vec![visit(today, &town[n])]).unwrap();
        let other = dir.path().join(format!("copy-{n}.zb"));
        copy(&path, &other, with_log);
        let options = Options { devices: Some(dir.path().join(computer)), ..Options::default() };
        let mut other = Book::open(&other, options).unwrap();
        assert_whole(&mut other);
        let held = hashes(&other);
        assert!(!with_log || mine.entries.iter().all(|entry| held.contains(&entry.hash.to_string())));
        let theirs = other.record_all(vec![visit(today, &town[n + 4]), home(today, &town[n + 8])]).unwrap();
        let writer = entries(&other).iter().find(|entry| entry.hash == theirs.entries[0].hash).unwrap().device;
        assert_ne!(writer, device, "the copy is another device");
        book.record_all(vec![visit(today, &town[n])]).unwrap();
        // Both ways, and again, which changes nothing.
        let (ours, theirs) = (hashes(&book), hashes(&other));
        let all: BTreeSet<String> = ours.union(&theirs).cloned().collect();
        for _ in 0..2 {
            bring_news(&other, &mut book);
            bring_news(&book, &mut other);
        }
        assert_eq!(hashes(&book), all, "copy {n}");
        assert_eq!(hashes(&other), all, "copy {n}");
        assert_whole(&mut book);
        assert_whole(&mut other);
    }
}

#[test]
fn a_copy_made_in_the_middle_of_everything_opens_whole_or_says_what_is_wrong() {
    let (dir, path) = folder();
    let options = || Options { devices: Some(dir.path().join("devices")), ..Options::default() };
    drop(book(&path, options(), &people(24)));
    let children: Vec<_> = (0..2).map(|n| recorder(&path, n * 1003, Some(a_while()))).collect();
    let threads: Vec<_> = children.into_iter().map(|child| std::thread::spawn(|| acknowledged(child))).collect();
    // Meanwhile the log is taken into the file again and again, as whoever closes a book last does.
    let file = path.clone();
    let done = Arc::new(AtomicBool::new(false));
    let heard = done.clone();
    let taken_in = std::thread::spawn(move || {
        let conn = rusqlite::Connection::open(file).unwrap();
        let mut times = 0;
        while !heard.load(Ordering::Relaxed) {
            let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0)).unwrap_or(1);
            times += i64::from(busy == 0);
            std::thread::sleep(Duration::from_millis(3));
        }
        times
    });
    let (mut whole, mut refused) = (Vec::new(), 0);
    let mut n = 0;
    while threads.iter().any(|thread| !thread.is_finished()) {
        n += 1;
        let other = dir.path().join(format!("copy-{n}.zb"));
        copy(&path, &other, n % 2 == 0);
        let elsewhere = || Options { devices: Some(dir.path().join("other")), ..Options::default() };
        match Book::open(&other, elsewhere()).and_then(|mut copy| Ok((copy.verify()?.problems, copy))) {
            Ok((problems, copy)) if problems.is_empty() => whole.push((hashes(&copy), copy)),
            Ok(_) => refused += 1,
            Err(error @ (Error::Damaged { .. } | Error::Corrupt(_))) => {
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    done.store(true, Ordering::Relaxed);
    let times = taken_in.join().unwrap();
    let kept: Vec<String> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    let mut book = Book::open(&path, options()).unwrap();
    assert_kept(&book, &kept);
    assert!(!whole.is_empty());
    let all = hashes(&book);
    let count = whole.len();
    for (held, copy) in whole.into_iter().rev().take(3) {
        assert!(held.is_subset(&all), "a copy holds nothing that was never recorded");
        bring_news(&copy, &mut book);
    }
    assert_eq!(hashes(&book), all);
    assert_whole(&mut book);
    println!("{count} copies whole, {refused} told to be damaged, while the log was taken in {times} times");
}
