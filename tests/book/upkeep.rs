//! Looking after the book: an officer backs it up in the middle of the day, brings it back after a mishap, and saves
//! what is left of a damaged file; and what `doctor` and the settings say.

use crate::township::Township;
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use zhanbao::book::{Book, Options};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Read from a copy: the export of whole numbers is itself an entry.
fn entries(t: &Township, book: &Path) -> Vec<Value> {
    let copy = book.with_extension("copy");
    std::fs::copy(book, &copy).unwrap();
    let all: Vec<Value> =
        t.run(&["--book", text(&copy), "export", "entries", "--ids", "full"]).lines().map(json).collect();
    std::fs::remove_file(copy).unwrap();
    all.into_iter().filter(|entry| entry["kind"] != "export").collect()
}

/// The entries of two books are the same.
fn assert_same(a: &[Value], b: &[Value]) {
    let hashes =
        |entries: &[Value]| entries.iter().map(|e| e["hash"].as_str().unwrap()[..8].to_string()).collect::<Vec<_>>();
    assert_eq!(hashes(a), hashes(b));
    assert!(a == b);
}

fn visit(t: &Township, who: &str) -> String {
    let args = ["--json", "--day", "2026-02-04", "record", "visit", who, "--by", "home", "--outcome", "unchanged"];
    json(&t.run(&args))["entries"][0]["hash"].as_str().unwrap().to_string()
}

/// Where a text stands in a file.
fn place_of(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).position(|w| w == text.as_bytes()).unwrap()
}

fn damage(path: &Path, bytes: impl FnOnce(&mut Vec<u8>)) {
    let mut content = std::fs::read(path).unwrap();
    bytes(&mut content);
    std::fs::write(path, content).unwrap();
}

#[test]
fn a_backup_made_while_others_write_is_one_whole_moment_of_the_book() {
    let t = Township::found(21);
    let (book, backup) = (t.file("book.zb"), t.file("usb/backup.zb"));
    std::fs::create_dir(t.file("usb")).unwrap();
    let (done, who) = (AtomicBool::new(false), t.people()[2].clone());
    let mut before = 0;
    let written = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut hashes = Vec::new();
            while !done.load(Ordering::Relaxed) {
                hashes.push(visit(&t, &who));
            }
            hashes
        });
        for _ in 0..8 {
            let told = json(&t.run(&["--json", "backup", text(&backup)]));
            let there = entries(&t, &backup);
            assert_eq!(told["entries"], there.len());
            assert!(there.len() >= before, "a later backup has no fewer entries");
            before = there.len();
            t.run(&["--book", text(&backup), "verify"]);
        }
        done.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    assert!(written.len() > 3, "others wrote meanwhile: {}", written.len());
    t.run(&["backup", text(&backup)]);
    assert_same(&entries(&t, &backup), &entries(&t, &book));
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&backup).unwrap().permissions()) & 0o777,
        0o600
    );
    let left: Vec<_> = std::fs::read_dir(t.file("usb")).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left, ["backup.zb"], "nothing else is left beside it");
}

#[test]
fn a_backup_replaces_an_older_one_and_nothing_else() {
    let t = Township::found(22);
    let letter = t.file("letter.docx");
    std::fs::write(&letter, "not a book").unwrap();
    for target in [&letter, &t.file("book.zb")] {
        let out = t.try_run(&["backup", text(target)]);
        assert_eq!(out.status.code(), Some(2), "{}", target.display());
    }
    assert_eq!(std::fs::read(&letter).unwrap(), b"not a book");
    t.run(&["verify"]);
}

#[test]
fn a_restored_book_is_the_backup_and_what_it_replaced_is_kept() {
    let t = Township::found(23);
    let (book, backup) = (t.file("book.zb"), t.file("backup.zb"));
    t.run(&["backup", text(&backup)]);
    let then = entries(&t, &book);
    let lost = visit(&t, &t.people()[2]);
    let told = json(&t.run(&["--json", "restore", text(&backup)]));
    assert_same(&entries(&t, &book), &then);
    t.run(&["verify"]);
    let aside = told["aside"].as_str().unwrap();
    assert!(entries(&t, Path::new(aside)).iter().any(|e| e["hash"] == lost.as_str()), "nothing is deleted");

    // What is written from now on is another device's: the numbers of the first one were given out already.
    let new = visit(&t, &t.people()[3]);
    let now = entries(&t, &book);
    let device = |hash: &str| now.iter().find(|e| e["hash"] == hash).unwrap()["device"].clone();
    assert_ne!(device(&new), then.last().unwrap()["device"]);
    t.run(&["verify"]);

    std::fs::remove_file(&book).unwrap();
    let told = json(&t.run(&["--json", "restore", text(&backup)]));
    assert!(told["aside"].is_null(), "where no book lay, none is kept");
    assert_same(&entries(&t, &book), &then);
}

#[test]
fn a_book_in_use_is_not_replaced() {
    let t = Township::found(24);
    let (book, backup) = (t.file("book.zb"), t.file("backup.zb"));
    t.run(&["backup", text(&backup)]);
    let open = Book::open(&book, Options::default()).unwrap();
    let out = t.try_run(&["restore", text(&backup)]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("正被另一个程序使用"));
    drop(open);
    t.run(&["restore", text(&backup)]);
}

#[test]
fn a_backup_that_is_not_whole_restores_nothing() {
    let t = Township::found(25);
    let (book, backup) = (t.file("book.zb"), t.file("backup.zb"));
    t.run(&["backup", text(&backup)]);
    let whole = std::fs::read(&backup).unwrap();
    let before = std::fs::read(&book).unwrap();
    let body = place_of(&whole, r#""level":"township""#);
    let broken: [(&str, Vec<u8>); 4] = [
        ("cut short", whole[..whole.len() / 2].to_vec()),
        ("cut to a header", whole[..100].to_vec()),
        ("of other content", {
            let mut b = whole.clone();
            b[body + 8] ^= 1;
            b
        }),
        ("no book", b"hello".to_vec()),
    ];
    for (how, bytes) in broken {
        std::fs::write(&backup, bytes).unwrap();
        let out = t.try_run(&["restore", text(&backup)]);
        assert_eq!(out.status.code(), Some(2), "{how}");
        assert!(String::from_utf8_lossy(&out.stderr).contains("没有恢复"), "{how}");
        assert_eq!(std::fs::read(&book).unwrap(), before, "{how}");
    }
}

#[test]
fn of_a_damaged_book_everything_whole_is_saved_and_the_rest_named() {
    let t = Township::found(26);
    let (book, saved) = (t.file("book.zb"), t.file("saved.zb"));
    let all = entries(&t, &book);
    let page = 8_192;
    damage(&book, |bytes| {
        // A page of entries is zeroed, and a letter of another entry changed.
        let (changed, zeroed) = (place_of(bytes, r#""level":"township""#), place_of(bytes, "样例行动") / page);
        assert_ne!(changed / page, zeroed);
        bytes[zeroed * page..(zeroed + 1) * page].fill(0);
        bytes[changed + 12] ^= 1;
    });
    let damaged = std::fs::read(&book).unwrap();
    let out = t.try_run(&["--json", "rescue", text(&saved)]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    let told = json(&String::from_utf8(out.stdout).unwrap());
    let kept = entries(&t, &saved);
    assert_eq!(told["entries"], kept.len());
    assert!(kept.len() > all.len() / 3, "{} of {}", kept.len(), all.len());
    assert!(kept.iter().all(|e| all.contains(e)), "nothing is made up");
    let missing: u64 = told["missing"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|gaps| gaps.as_array().unwrap().clone())
        .map(|gap| gap[1].as_u64().unwrap() - gap[0].as_u64().unwrap() + 1)
        .sum();
    assert_eq!(kept.len() as u64 + missing, all.len() as u64, "what is missing is told, one by one: {told}");
    t.run(&["--book", text(&saved), "verify"]);
    assert_eq!(std::fs::read(&book).unwrap(), damaged, "the damaged file is only read");
    assert_eq!(t.try_run(&["rescue", text(&saved)]).status.code(), Some(2), "and nothing is overwritten");
}

#[test]
fn after_an_unclean_stop_a_damaged_file_is_noticed_at_once() {
    let t = Township::found(27);
    let book = t.file("book.zb");
    damage(&book, |bytes| {
        let last = bytes.len() / 8_192 - 1;
        bytes[last * 8_192..].fill(0x5a);
    });
    // The log that a killed process leaves behind.
    std::fs::write(t.file("book.zb-wal"), [0; 64]).unwrap();
    let out = t.try_run(&["status"]);
    assert_eq!(out.status.code(), Some(3), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn doctor_names_each_thing_and_what_to_do() {
    let t = Township::found(28);
    let checks = |args: &[&str]| {
        let out = t.try_run(args);
        (out.status.code(), json(&String::from_utf8(out.stdout).unwrap()))
    };
    let state = |told: &Value, id: &str| {
        told["checks"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap_or_else(|| panic!("{id}"))["state"]
            .clone()
    };
    let (code, told) = checks(&["--json", "doctor"]);
    assert_eq!((code, &told["ok"]), (Some(1), &Value::Bool(false)));
    assert_eq!(state(&told, "backup"), "warn", "never backed up");
    for id in ["terminal", "locale", "fonts", "disk", "book", "clock", "place", "calendar", "config"] {
        assert!(state(&told, id).is_string(), "{id}");
    }
    for check in told["checks"].as_array().unwrap() {
        assert_eq!(check["state"] == "ok", check["advice"].is_null(), "{check}");
    }
    t.run(&["backup", text(&t.file("backup.zb"))]);
    let (_, told) = checks(&["--json", "doctor"]);
    assert_eq!((state(&told, "backup"), state(&told, "book")), ("ok".into(), "ok".into()));
    let (code, told) = checks(&["--json", "--book", "/nowhere/at/all.zb", "doctor"]);
    assert_eq!((code, state(&told, "book")), (Some(1), "warn".into()));
}

#[test]
fn doctor_tells_a_damaged_book_from_a_newer_one() {
    let t = Township::found(30);
    let advice = |book: &std::path::Path| {
        let out = t.try_run(&["--json", "--book", text(book), "doctor"]);
        assert_eq!(out.status.code(), Some(3));
        let told = json(&String::from_utf8(out.stdout).unwrap());
        let checks = told["checks"].as_array().unwrap();
        checks.iter().find(|c| c["id"] == "book").unwrap()["advice"].as_str().unwrap().to_string()
    };
    let damaged = t.file("坏.zb");
    std::fs::write(&damaged, "不是账本".repeat(1000)).unwrap();
    assert!(advice(&damaged).contains("restore"), "{}", advice(&damaged));
    let newer = t.file("新.zb");
    t.run(&["backup", text(&newer)]);
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 9999).unwrap();
    assert!(!advice(&newer).contains("restore"), "{}", advice(&newer));
}

#[test]
fn settings_are_read_and_what_is_wrong_in_them_is_told_and_stops_nothing() {
    let t = Township::found(29);
    let run = |args: &[&str], environment: &[(&str, &str)]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", t.file("data")).env("XDG_CONFIG_HOME", t.file("config"));
        command.env("LC_ALL", "zh_CN.UTF-8").envs(environment.iter().copied()).args(args);
        let out = command.output().unwrap();
        let of = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (out.status.code().unwrap(), of(out.stdout), of(out.stderr))
    };
    let settings = json(&run(&["--json", "doctor", "--write-config"], &[]).1)["config"].as_str().unwrap().to_string();
    let written = std::fs::read_to_string(&settings).unwrap();
    assert!(written.contains("# lang ="), "{written}");
    std::fs::write(&settings, format!("lang = \"en\"\nbook = {:?}\nfont = 3\n", t.file("book.zb"))).unwrap();
    assert_eq!(
        json(&run(&["--json", "doctor", "--write-config"], &[]).1)["written"],
        false,
        "never over what is there"
    );

    let (code, out, told) = run(&["verify"], &[]);
    assert_eq!(code, 0, "the book of the settings is found: {told}");
    assert!(told.contains("font") && told.contains("line 3"), "{told}");
    assert!(!out.contains("font"));
    // Options win over the environment, that over the settings.
    let none = |args: &[&str], environment: &[(&str, &str)]| run(args, environment).2;
    let other = [("ZHANBAO_BOOK", "/nowhere/b.zb"), ("ZHANBAO_LANG", "zh-CN")];
    assert!(none(&["verify"], &other).contains("/nowhere/b.zb"));
    assert!(none(&["verify"], &other).contains("设置文件"), "the language of the environment");
    assert!(none(&["--lang", "en", "--book", "/nowhere/c.zb", "verify"], &other).contains("/nowhere/c.zb"));

    std::fs::write(&settings, "lang = \"en\"\nbook = broken here\n").unwrap();
    let (_, _, told) = run(&["--book", t.file("book.zb").to_str().unwrap(), "verify"], &[]);
    assert!(told.contains("第 2 行"), "{told}");
}
