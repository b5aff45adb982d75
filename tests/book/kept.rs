//! No file is lost: nothing is written over a book or over what is being read, a backup replaces only an older one of
//! itself, and a log that lies about is never played into a new file.

use crate::township::Township;
use serde_json::Value;
use std::path::{Path, PathBuf};
use zhanbao::book::{Book, Options};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// Runs it; it must refuse.
fn refused(t: &Township, args: &[&str]) -> String {
    let out = t.try_run(args);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{args:?}: {told}");
    told
}

fn visit(t: &Township, n: usize) {
    let who = t.people()[n].clone();
    t.run(&["--day", "2026-02-04", "record", "visit", &who, "--by", "home", "--outcome", "unchanged"]);
}

fn count(book: &Path) -> u64 {
    Book::open(book, Options::default()).unwrap().entries().unwrap()
}

#[cfg(unix)]
#[test]
fn no_output_goes_over_a_book_or_over_its_own_input() {
    let t = Township::found(61);
    let (book, backup, link) = (t.file("book.zb"), t.file("backup.zb"), t.file("report.txt"));
    t.run(&["backup", text(&backup)]);
    std::os::unix::fs::symlink(&book, &link).unwrap();
    let damaged = t.file("damaged.csv");
    let (before, copy) = (std::fs::read(&book).unwrap(), std::fs::read(&backup).unwrap());
    let roster = t.file("roster.csv");
    let rows = std::fs::read(&roster).unwrap();
    for target in [&book, &backup, &link, &t.file("book.zb-wal")] {
        let target = text(target);
        for args in [
            &["report", "-o", target][..],
            &["--json", "report", "-o", target],
            &["report", "--print-template", "txt", "-o", target],
            &["bundle", "-o", target],
            &["export", "template", "roster", "-o", target],
            &["export", "roster", "--format", "csv", "-o", target],
            &["export", "entries", "--format", "ndjson", "-o", target],
            &["import", "roster", text(&roster), "--rejects", target],
            &["import", "entries", text(&roster), "--rejects", target],
        ] {
            refused(&t, args);
        }
    }
    refused(&t, &["import", "roster", text(&roster), "--rejects", text(&roster)]);
    refused(&t, &["import", "jobs", text(&roster), "--rejects", text(&roster)]);
    assert!(std::fs::read(&book).unwrap() == before && std::fs::read(&backup).unwrap() == copy);
    assert_eq!(std::fs::read(&roster).unwrap(), rows);
    assert!(!t.file("book.zb-wal").exists());
    // A damaged book is one all the same.
    std::fs::write(&damaged, "no book any more").unwrap();
    refused(&t, &["--book", text(&damaged), "report", "--print-template", "txt", "-o", text(&damaged)]);
    assert_eq!(std::fs::read(&damaged).unwrap(), b"no book any more");
}

#[test]
fn a_backup_replaces_only_an_older_one_of_the_same_book() {
    let t = Township::found(62);
    let other = Township::found(63);
    let backup = t.file("backup.zb");
    assert!(refused(&t, &["backup", text(&t.file("usb/backup.zb"))]).contains("usb"));
    assert!(!t.file("usb").exists(), "an unplugged drive is not made up");

    t.run(&["backup", text(&backup)]);
    visit(&t, 1);
    t.run(&["backup", text(&backup)]);
    let full = std::fs::read(&backup).unwrap();

    // Somebody else's book, and a copy that knows more than the book.
    let theirs = t.file("theirs.zb");
    other.run(&["backup", text(&theirs)]);
    let kept = std::fs::read(&theirs).unwrap();
    refused(&t, &["backup", text(&theirs)]);
    assert!(std::fs::read(&theirs).unwrap() == kept);
    let early = t.file("early.zb");
    t.run(&["backup", text(&early)]);
    visit(&t, 2);
    let late = t.file("late.zb");
    t.run(&["backup", text(&late)]);
    t.run(&["restore", text(&early)]);
    let kept = std::fs::read(&late).unwrap();
    refused(&t, &["backup", text(&late)]);
    assert!(std::fs::read(&late).unwrap() == kept);

    // A log beside it may hold what the file does not.
    std::fs::write(t.file("backup.zb-wal"), "entries").unwrap();
    refused(&t, &["backup", text(&backup)]);
    assert!(std::fs::read(&backup).unwrap() == full);
}

#[test]
fn a_log_of_a_book_that_is_gone_is_kept_and_not_played_into_another() {
    let t = Township::found(64);
    let (book, backup, saved) = (t.file("book.zb"), t.file("backup.zb"), t.file("saved.zb"));
    t.run(&["backup", text(&backup)]);
    let whole = count(&backup);
    // A log as a killed process leaves it, with a row that no copy has.
    let running = Book::open(&book, Options::default()).unwrap();
    running.kept_by("旧账本的人").unwrap();
    let log = std::fs::read(t.file("book.zb-wal")).unwrap();
    assert!(log.len() > 1_000);
    drop(running);
    std::fs::remove_file(&book).unwrap();
    std::fs::write(t.file("book.zb-wal"), &log).unwrap();
    t.run(&["restore", text(&backup)]);
    assert_ne!(
        Book::open(&book, Options::default()).unwrap().default_officer().unwrap().as_deref(),
        Some("旧账本的人")
    );
    let logs = || -> Vec<PathBuf> {
        let files = std::fs::read_dir(t.file("")).unwrap().map(|f| f.unwrap().path());
        files.filter(|f| std::fs::read(f).is_ok_and(|b| b == log)).collect()
    };
    assert_eq!(logs().len(), 1, "it lies aside");

    std::fs::write(t.file("saved.zb-wal"), &log).unwrap();
    t.run(&["rescue", text(&saved)]);
    assert_eq!(count(&saved), whole);
    assert_eq!(logs().len(), 2);
    t.run(&["--book", text(&saved), "verify"]);
}

#[test]
fn a_restore_tells_how_much_newer_the_old_book_was_and_takes_no_other_units_backup() {
    let t = Township::found(65);
    let (book, backup) = (t.file("book.zb"), t.file("backup.zb"));
    t.run(&["backup", text(&backup)]);
    (1..4).for_each(|n| visit(&t, n));
    let told = json(&t.run(&["--json", "restore", text(&backup)]));
    assert_eq!(told["newer"], 3);
    let county = t.file("county.zb");
    t.run(&["--book", text(&county), "init", "--unit", "529999102", "--name", "别镇", "--officer", "测试员"]);
    let before = std::fs::read(&book).unwrap();
    assert!(refused(&t, &["restore", text(&county)]).contains("529999102"));
    assert!(std::fs::read(&book).unwrap() == before);
    assert!(!std::fs::read_dir(t.file("")).unwrap().any(|f| text(&f.unwrap().path()).ends_with(".part")));
}

#[test]
fn what_cannot_be_rescued_says_so_with_the_status_of_damage() {
    let t = Township::found(66);
    let (saved, bad) = (t.file("saved.zb"), t.file("bad.zb"));
    let whole = std::fs::read(t.file("book.zb")).unwrap();
    let other = t.file("newer.zb");
    std::fs::write(&other, &whole).unwrap();
    let made = rusqlite::Connection::open(&other).unwrap();
    made.execute_batch("ALTER TABLE entry ADD COLUMN weather TEXT; PRAGMA user_version = 99;").unwrap();
    drop(made);
    let newer = std::fs::read(&other).unwrap();
    for (how, bytes) in [
        ("nothing", Vec::new()),
        ("garbage", vec![b'x'; 20_000]),
        ("cut short", whole[..100].to_vec()),
        ("of a newer version", newer),
    ] {
        std::fs::write(&bad, bytes).unwrap();
        let out = t.try_run(&["--book", text(&bad), "rescue", text(&saved)]);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(3), "{how}: {told}");
        assert_eq!(how == "of a newer version", told.contains("升级"), "{how}: {told}");
        assert!(!saved.exists(), "{how}");
    }
    // The lock of a file in the making is of no use to anybody.
    t.run(&["rescue", text(&saved)]);
    let locks = t.file("zhanbao/devices/open");
    let before = std::fs::read_dir(&locks).map_or(0, Iterator::count);
    t.run(&["rescue", text(&t.file("again.zb"))]);
    assert_eq!(std::fs::read_dir(&locks).map_or(0, Iterator::count), before);
}

#[test]
fn entries_whose_device_the_book_forgot_are_saved_by_what_this_computer_remembers() {
    let t = Township::found(69);
    let (book, saved) = (t.file("book.zb"), t.file("saved.zb"));
    let whole = count(&book);
    let names = std::fs::read_dir(t.file("zhanbao/devices")).unwrap().map(|f| f.unwrap().file_name());
    let device: String = names.map(|n| n.into_string().unwrap()).find(|n| n.len() == 32).unwrap();
    let key: Vec<u8> = (0..16).map(|n| u8::from_str_radix(&device[2 * n..2 * n + 2], 16).unwrap()).collect();
    let mut bytes = std::fs::read(&book).unwrap();
    let pages: Vec<usize> =
        bytes.windows(16).enumerate().filter(|(_, w)| *w == key).map(|(at, _)| at / 8_192).collect();
    assert!(!pages.is_empty() && !pages.contains(&0));
    pages.iter().for_each(|page| bytes[page * 8_192..(page + 1) * 8_192].fill(0));
    std::fs::write(&book, bytes).unwrap();
    let told = json(&t.run(&["--json", "rescue", text(&saved)]));
    assert_eq!((&told["entries"], &told["changed"]), (&whole.into(), &0.into()));
    t.run(&["--book", text(&saved), "verify"]);
}

#[test]
fn a_calendar_that_the_book_has_adds_nothing() {
    let t = Township::found(67);
    let notice = t.file("2027.json");
    std::fs::write(&notice, r#"{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#)
        .unwrap();
    let before = count(&t.file("book.zb"));
    for _ in 0..2 {
        t.run(&["import", "calendar", text(&notice)]);
        assert_eq!(count(&t.file("book.zb")), before + 1);
    }
}

/// Somebody who may read the book and write nowhere near it.
#[cfg(unix)]
#[test]
fn who_may_only_read_reads() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    let t = Township::found(68);
    let folder = t.file("office");
    std::fs::create_dir(&folder).unwrap();
    let book = folder.join("book.zb");
    std::fs::rename(t.file("book.zb"), &book).unwrap();
    let root = std::fs::metadata(&folder).unwrap().uid() == 0;
    let set = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", "/nonexistent").env("XDG_CONFIG_HOME", "/nonexistent");
        command.env("LC_ALL", "zh_CN.UTF-8").arg("--book").arg(&book).args(args);
        if root {
            command.uid(65_534).gid(65_534);
        }
        let out = command.output().unwrap();
        (out.status.code(), format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)))
    };
    if root {
        chown(&book, Some(65_534), Some(65_534)).unwrap();
        set(&t.file(""), 0o755);
    }
    for (file, place) in [(0o444, 0o555), (0o600, 0o555), (0o444, 0o755)] {
        set(&book, file);
        set(&folder, place);
        for args in [
            &["find", "测试"][..],
            &["--day", "2026-02-04", "status"],
            &["--day", "2026-02-04", "report"],
            &["show", &t.people()[0]],
            &["export", "roster"],
        ] {
            let (code, told) = run(args);
            assert!(matches!(code, Some(0 | 1)), "{file:o} {place:o} {args:?}: {told}");
        }
        if !(root && place == 0o755) {
            let (code, told) = run(&["--day", "2026-02-04", "record", "none", "--unit", "样例1村"]);
            assert_eq!(code, Some(2), "{told}");
            assert!(told.contains("写入权限"), "{told}");
        }
    }
    set(&folder, 0o755);
}
