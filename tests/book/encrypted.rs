//! A book that is encrypted: nobody reads it without its passphrase, nothing of anybody lies in clear beside it, and
//! whatever happens while it is converted, there is a whole book.

use crate::township::Township;
#[cfg(unix)]
use calamine::{Reader, Xlsx};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use zhanbao::book::{Book, Error, Options, Passphrase, is_locked};

const WORDS: &str = "春风行动 2026 晴隆";

/// How often a conversion is killed: more where somebody has the time for it.
const KILLS: &str = "ZHANBAO_KILLS";

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn options(words: &str) -> Options {
    Options { passphrase: Some(Passphrase::new(words.to_string().into())), ..Options::default() }
}

/// A file with a passphrase, that only its owner reads.
fn passphrase_file(t: &Township, name: &str, words: &str) -> PathBuf {
    let path = t.file(name);
    std::fs::write(&path, format!("{words}\nnot this line\n")).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    path
}

fn with(t: &Township, words: &str, args: &[&str]) -> Output {
    let file = passphrase_file(t, "pass", words);
    t.try_run(&[&["--passphrase-file", text(&file)], args].concat())
}

fn done(t: &Township, args: &[&str]) -> String {
    let out = with(t, WORDS, args);
    assert!(out.status.success(), "{args:?}: {}", told(&out));
    String::from_utf8(out.stdout).unwrap()
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// A township whose roster lies nowhere but in its book.
fn township(seed: u64) -> Township {
    let t = Township::found(seed);
    std::fs::remove_file(t.file("roster.csv")).unwrap();
    t
}

/// The hashes of a book's entries, in their order.
fn hashes(book: &Path, options: Options) -> Vec<String> {
    let book = Book::open(book, options).unwrap();
    let mut out = Vec::new();
    let keep = |entry: zhanbao::domain::entry::Entry, _| {
        out.push(entry.hash.to_string());
        Ok(())
    };
    book.each_entry(keep).unwrap();
    out
}

/// What must be nowhere in clear: how people's numbers and names begin, an employer, the tables of a plain book.
const SECRETS: [&str; 5] = ["529999", "测试", "海天样例厂", "SQLite format 3", "CREATE TABLE"];

fn is_in_clear(bytes: &[u8], secrets: &[&str]) -> bool {
    secrets.iter().any(|secret| bytes.windows(secret.len()).any(|w| w == secret.as_bytes()))
}

/// Files beneath a folder in which one of these stands.
fn in_clear(folder: &Path, secrets: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let path = file.path();
        if path.is_dir() {
            out.extend(in_clear(&path, secrets));
        } else if let Ok(bytes) = std::fs::read(&path)
            && is_in_clear(&bytes, secrets)
        {
            out.push(path);
        }
    }
    out
}

#[test]
fn a_locked_book_is_the_same_book_and_nothing_of_it_lies_in_clear() {
    let t = township(41);
    let book = t.file("book.zb");
    let before = hashes(&book, Options::default());
    assert_eq!(in_clear(t.file("").as_path(), &SECRETS), std::slice::from_ref(&book), "the test sees what is plain");
    let older = t.file("older.zb");
    t.run(&["backup", text(&older)]);

    let locked = with(&t, WORDS, &["lock"]);
    assert!(locked.status.success(), "{}", told(&locked));
    assert!(is_locked(&book));
    assert!(told(&locked).contains("older.zb"), "backups that are still plain are named: {}", told(&locked));
    std::fs::remove_file(older).unwrap();
    assert_eq!(hashes(&book, options(WORDS)), before);
    done(&t, &["verify"]);

    // Work goes on: records, a backup while the log is there, a report.
    let running = Book::open(&book, options(WORDS)).unwrap();
    let who = t.people()[2].clone();
    let visit = ["record", "visit", &who, "--by", "home", "--outcome", "unchanged"];
    done(&t, &[&["--day", "2026-02-04"], &visit[..]].concat());
    let backup = t.file("backup.zb");
    done(&t, &["backup", text(&backup)]);
    assert!(is_locked(&backup));
    assert!(done(&t, &["--day", "2026-02-04", "report"]).contains("样例镇"));
    assert!(std::fs::metadata(t.file("book.zb-wal")).unwrap().len() > 0, "a log lies there");
    assert_eq!(in_clear(t.file("").as_path(), &SECRETS), Vec::<PathBuf>::new());
    drop(running);

    // And back.
    done(&t, &["unlock"]);
    let file = rusqlite::Connection::open(&book).unwrap();
    let number = |name: &str| -> i64 { file.pragma_query_value(None, name, |r| r.get(0)).unwrap() };
    assert_eq!((number("application_id"), number("page_size")), (0x5A42_414F, 8_192));
    assert_eq!(file.pragma_query_value(None, "journal_mode", |r| r.get::<_, String>(0)).unwrap(), "wal");
    drop(file);
    let after = hashes(&book, Options::default());
    assert_eq!((&after[..before.len()], after.len()), (&before[..], before.len() + 1));
    t.run(&["verify"]);
}

#[test]
fn a_wrong_passphrase_and_none_open_nothing_and_always_say_the_same() {
    let t = township(42);
    done(&t, &["lock"]);
    let bytes = std::fs::read(t.file("book.zb")).unwrap();
    let copy = t.file("copy.zb");
    std::fs::copy(t.file("book.zb"), &copy).unwrap();
    let (moved, doctor) = (t.file("moved.zb"), ["doctor"]);
    let commands: [&[&str]; 6] = [
        &["--json", "status"],
        &["backup", text(&moved)],
        &["unlock"],
        &["restore", text(&copy)],
        &["rescue", text(&moved)],
        &["record", "none", "--unit", "样例1村"],
    ];
    let mut words = std::collections::BTreeSet::new();
    for args in commands {
        let wrong = with(&t, "春风行动 2026 晴龙", args);
        assert_eq!(wrong.status.code(), Some(3), "{args:?} {}", told(&wrong));
        assert!(wrong.stdout.is_empty(), "{args:?}");
        words.insert(told(&wrong));
        let none = t.try_run(args);
        assert_eq!(none.status.code(), Some(3), "{args:?} {}", told(&none));
        assert!(told(&none).contains("已加密"), "{}", told(&none));
    }
    assert_eq!(words.len(), 1, "{words:?}");
    assert!(words.iter().all(|told| told.lines().count() == 1 && told.contains("口令不对")), "{words:?}");
    let sick = with(&t, "不是这个口令", &doctor);
    assert_eq!(sick.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&sick.stdout).contains("口令"), "{}", told(&sick));
    assert_eq!(std::fs::read(t.file("book.zb")).unwrap(), bytes);
    assert!(!moved.exists());
    assert!(String::from_utf8_lossy(&with(&t, WORDS, &doctor).stdout).contains("账本已加密"));
}

#[test]
fn a_new_book_can_be_encrypted_from_its_first_byte_on() {
    let folder = tempfile::tempdir().unwrap();
    let t = township(43);
    let book = folder.path().join("neu.zb");
    let init = ["--book", text(&book), "init", "--unit", "529999102", "--name", "样例二镇", "--encrypt"];
    let short = with(&t, "春风", &init);
    assert_eq!(short.status.code(), Some(2), "{}", told(&short));
    assert!(!book.exists());
    let nobody = t.try_run(&init);
    assert_eq!(nobody.status.code(), Some(3), "{}", told(&nobody));
    assert!(!book.exists());
    done(&t, &init);
    assert!(is_locked(&book));
    assert_eq!(in_clear(folder.path(), &["样例二镇", "CREATE TABLE"]), Vec::<PathBuf>::new());
    done(&t, &["--book", text(&book), "verify"]);
    let again = with(&t, WORDS, &["--book", text(&book), "lock"]);
    assert_eq!(again.status.code(), Some(2), "{}", told(&again));

    // As SQLCipher's own shell would open it.
    let shell = rusqlite::Connection::open(&book).unwrap();
    shell.pragma_update(None, "key", WORDS).unwrap();
    shell.pragma_update(None, "cipher_page_size", 8_192).unwrap();
    assert_eq!(shell.query_row("SELECT count(*) FROM entry", [], |r| r.get::<_, i64>(0)).unwrap(), 1);
}

#[test]
fn the_passphrase_comes_from_a_file_or_the_environment_and_is_never_shown() {
    let t = township(44);
    done(&t, &["lock"]);
    let run = |variable: Option<&str>, args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", t.file("")).env("XDG_CONFIG_HOME", t.file("")).env("LC_ALL", "zh_CN.UTF-8");
        variable.map(|words| command.env("ZHANBAO_PASSPHRASE", words));
        command.arg("--book").arg(t.file("book.zb")).args(args).output().unwrap()
    };
    assert!(run(Some(WORDS), &["status"]).status.success());
    // The file wins.
    let wrong = passphrase_file(&t, "wrong", "一个不对的口令");
    let out = run(Some(WORDS), &["--passphrase-file", text(&wrong), "status"]);
    assert_eq!(out.status.code(), Some(3));
    assert!(!told(&out).contains("一个不对的口令") && !told(&out).contains(WORDS));
    std::fs::write(&wrong, "\n").unwrap();
    assert_eq!(run(None, &["--passphrase-file", text(&wrong), "status"]).status.code(), Some(2));
    let nowhere = t.file("nowhere");
    assert_eq!(run(None, &["--passphrase-file", text(&nowhere), "status"]).status.code(), Some(2));
    #[cfg(unix)]
    {
        let open = passphrase_file(&t, "open", WORDS);
        std::fs::set_permissions(&open, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let out = run(None, &["--passphrase-file", text(&open), "status"]);
        assert!(out.status.success() && told(&out).contains("chmod 600"), "{}", told(&out));
    }
    // A plain book asks for none.
    done(&t, &["unlock"]);
    assert!(run(None, &["status"]).status.success());
}

#[test]
fn what_leaves_an_encrypted_book_in_clear_says_so() {
    let t = township(45);
    let (bundle, roster) = (t.file("out.zbb"), t.file("roster.xlsx"));
    let outputs: [&[&str]; 2] = [&["bundle", "-o", text(&bundle)], &["export", "roster", "-o", text(&roster)]];
    for (locked, args) in outputs.map(|args| (false, args)).into_iter().chain(outputs.map(|args| (true, args))) {
        if locked && !is_locked(&t.file("book.zb")) {
            done(&t, &["lock"]);
        }
        let out = with(&t, WORDS, args);
        assert!(out.status.success(), "{}", told(&out));
        assert_eq!(told(&out).contains("没有加密"), locked, "{args:?} {}", told(&out));
    }
}

/// Rows of a workbook wait for its end: beside it, or in memory.
#[test]
#[cfg(unix)]
fn an_export_of_an_encrypted_book_leaves_nothing_in_the_systems_folder() {
    let t = township(46);
    done(&t, &["lock"]);
    let pass = passphrase_file(&t, "pass", WORDS);
    let export = |out: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", t.file("")).env("XDG_CONFIG_HOME", t.file("")).env("LC_ALL", "zh_CN.UTF-8");
        command.env("TMPDIR", t.file("nowhere")).arg("--book").arg(t.file("book.zb"));
        command.args(["--passphrase-file", text(&pass), "export", "roster", "--format", "xlsx"]).args(out);
        let out = command.output().unwrap();
        assert!(out.status.success(), "{}", told(&out));
        out.stdout
    };
    let file = t.file("roster.xlsx");
    export(&["-o", text(&file)]);
    for bytes in [std::fs::read(&file).unwrap(), export(&[]), export(&["--ids", "full"])] {
        let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        assert!(sheet.height() > 10, "{}", sheet.height());
    }
}

#[test]
fn backups_of_an_encrypted_book_are_encrypted_restored_and_rescued() {
    let t = township(46);
    done(&t, &["lock"]);
    let (book, backup, saved) = (t.file("book.zb"), t.file("backup.zb"), t.file("saved.zb"));
    done(&t, &["backup", text(&backup)]);
    done(&t, &["backup", text(&backup)]);
    let then = hashes(&book, options(WORDS));
    done(&t, &["--day", "2026-02-04", "record", "none", "--unit", "样例1村"]);
    let restored: Value = serde_json::from_str(&done(&t, &["--json", "restore", text(&backup)])).unwrap();
    assert_eq!(restored["newer"], 1);
    assert!(is_locked(&book));
    assert_eq!(hashes(&book, options(WORDS)), then);
    done(&t, &["verify"]);

    // A page in the middle does not read any more: most entries are saved, into a book with the same passphrase.
    let mut bytes = std::fs::read(&book).unwrap();
    let (middle, pages) = (bytes.len() / 2, bytes.len() / 8_192);
    assert!(pages > 20);
    bytes[middle] ^= 1;
    std::fs::write(&book, bytes).unwrap();
    let verified = with(&t, WORDS, &["verify"]);
    let rescued = with(&t, WORDS, &["--json", "rescue", text(&saved)]);
    assert!(matches!(rescued.status.code(), Some(0 | 1)), "{}", told(&rescued));
    assert!(is_locked(&saved));
    let rescued: Value = serde_json::from_slice(&rescued.stdout).unwrap();
    let kept = rescued["entries"].as_u64().unwrap();
    assert!(kept > then.len() as u64 / 2, "{rescued} of {}", then.len());
    assert!(kept < then.len() as u64 || verified.status.code() != Some(0), "a flipped byte is found: {rescued}");
    done(&t, &["--book", text(&saved), "verify"]);
}

#[test]
fn a_book_that_somebody_has_open_is_not_converted() {
    let t = township(47);
    let book = t.file("book.zb");
    let devices = t.file("zhanbao").join("devices");
    let open = Book::open(&book, Options { devices: Some(devices.clone()), ..Options::default() }).unwrap();
    let refused = with(&t, WORDS, &["lock"]);
    assert_eq!(refused.status.code(), Some(2), "{}", told(&refused));
    drop(open);
    // One that has told nobody, too: SQLite knows.
    let open = Book::open(&book, Options::default()).unwrap();
    let refused = with(&t, WORDS, &["lock"]);
    assert_eq!(refused.status.code(), Some(2), "{}", told(&refused));
    assert!(!is_locked(&book));
    drop(open);
    done(&t, &["lock"]);

    // Who opens it while it is being converted waits, and finds the new one.
    let (stop, opened) = (AtomicBool::new(false), AtomicBool::new(false));
    let keyed = || Options { devices: Some(devices.clone()), ..options(WORDS) };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                match Book::open(&book, keyed()) {
                    Ok(found) => {
                        assert!(found.entries().unwrap() > 0);
                        opened.store(true, Ordering::Relaxed);
                    }
                    Err(Error::Busy) => {}
                    Err(error) => panic!("{error}"),
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let begun = Instant::now();
        let mut converted = 0;
        while converted < 4 && begun.elapsed() < Duration::from_secs(20) {
            let way = if is_locked(&book) { Book::unlock } else { Book::lock };
            match way(&book, &keyed()) {
                Ok(_) => converted += 1,
                Err(Error::Refused(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
        stop.store(true, Ordering::Relaxed);
        assert!(converted > 0);
    });
    assert!(opened.load(Ordering::Relaxed));
    assert!(hashes(&book, keyed()).len() > 60);
}

#[test]
fn a_conversion_that_is_killed_leaves_one_whole_book_and_nothing_in_the_way() {
    let t = township(48);
    let book = t.file("book.zb");
    let entries = hashes(&book, Options::default());
    let kills = std::env::var(KILLS).ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let command = || {
        let way = if is_locked(&book) { "unlock" } else { "lock" };
        let pass = passphrase_file(&t, "pass", WORDS);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", t.file("")).env("XDG_CONFIG_HOME", t.file("")).env("LC_ALL", "zh_CN.UTF-8");
        command.arg("--book").arg(&book).arg("--passphrase-file").arg(pass).arg(way);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command
    };
    let begun = Instant::now();
    assert!(command().status().unwrap().success());
    let whole = begun.elapsed();
    let mut finished = 0;
    for n in 0..kills {
        let mut child = command().spawn().unwrap();
        // Spread over the time that it takes, most of which the key takes.
        std::thread::sleep(whole.mul_f64(f64::from(n + 1) / f64::from(kills)));
        let _ = child.kill();
        finished += u32::from(child.wait().unwrap().success());
        assert_eq!(hashes(&book, options(WORDS)), entries, "after kill {n}");
    }
    // What they left goes with the next conversion that is not killed.
    assert!(command().status().unwrap().success());
    let left: Vec<_> = std::fs::read_dir(t.file("")).unwrap().flatten().map(|f| f.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".part")), "{left:?}, {finished} finished");
    let check = if is_locked(&book) { with(&t, WORDS, &["verify"]) } else { t.try_run(&["verify"]) };
    assert!(check.status.success(), "{}", told(&check));
    if !is_locked(&book) {
        done(&t, &["lock"]);
    }
    assert_eq!(in_clear(t.file("").as_path(), &SECRETS), Vec::<PathBuf>::new());
}

#[test]
fn an_import_into_an_encrypted_book_writes_nobody_down_in_clear() {
    let t = township(49);
    done(&t, &["lock"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let roster = elsewhere.path().join("roster.csv");
    let mut rows = String::from("姓名,证件号码,户编号,与户主关系,劳动能力,村,务工单位,就业状态\n");
    // A large one sets the log aside and journals.
    let large = std::env::var_os("ZHANBAO_LONG").is_some();
    let people = if large { 60_000 } else { 600 };
    for n in 0..people {
        let id = crate::township::id_number(1960 + n % 40, 1 + n / 40 % 12, 1 + n / 480 % 28, n / 13_440 + 500);
        rows += &format!("甲乙{n},{id},W{n},户主,普通劳动力,样例1村,密织样例厂,在外务工\n");
    }
    std::fs::write(&roster, rows).unwrap();
    // Whoever has the book open keeps its log where it is. (Reading the book itself here would let go of this process's
    // locks on it.)
    let reader = (!large).then(|| Book::open(&t.file("book.zb"), options(WORDS)).unwrap());
    let secrets = ["甲乙", "密织样例厂", "普通劳动力"];
    let logs = ["book.zb-wal", "book.zb-journal"].map(|name| t.file(name));
    let (done, seen) = (AtomicBool::new(false), std::sync::Mutex::new((0, 0)));
    let look = || {
        for bytes in logs.iter().flat_map(std::fs::read) {
            let mut seen = seen.lock().unwrap();
            seen.0 += usize::from(is_in_clear(&bytes, &secrets));
            seen.1 = seen.1.max(bytes.len());
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                look();
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let out = with(&t, WORDS, &["import", "roster", text(&roster), "--as-of", "2026-02-01"]);
        done.store(true, Ordering::Relaxed);
        assert!(matches!(out.status.code(), Some(0 | 1)), "{}", told(&out));
    });
    look();
    drop(reader);
    let (plain, log) = seen.into_inner().unwrap();
    assert_eq!(plain, 0);
    assert!(log > 100_000, "the import was seen at work: {log}");
    assert_eq!(in_clear(&t.file(""), &secrets), Vec::<PathBuf>::new());
    assert!(hashes(&t.file("book.zb"), options(WORDS)).len() as u32 > people);
}
