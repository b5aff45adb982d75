//! Backups by themselves: each seal leaves one, the right ones stay, and from each the officer goes on without a loss.

use crate::common;
use crate::common::*;
use crate::township::Township;
use chrono::{Days, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use zhanbao::book::{Book, Options, rotating};
use zhanbao::desk::settings::{Backups, Paths, Settings};
use zhanbao::desk::{Desk, Progress, Sitting, backups};
use zhanbao::locale::Lang;
use zhanbao::report::Wording;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// An officer whose folders are all in one place.
fn settings(folder: &Path) -> Settings {
    Settings::load(Some(Paths { config_dir: folder.join("config"), data_dir: folder.join("data") }))
}

fn seated(book: Book) -> Desk {
    Desk::new(book, Sitting::default(), Wording { lang: Lang::Hans, asked: false, folder: None })
}

/// The days of which there are backups.
fn days_kept(settings: &Settings, book: &Path) -> Vec<NaiveDate> {
    backups::list(settings, book).into_iter().rev().map(|kept| kept.made.date()).collect()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn evening_after_evening_of_sealing_leaves_a_week_a_month_and_the_months_before() {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(6);
    let settings = settings(dir.path());
    let options = Options { durable: false, ..clock.options(1, 0) };
    let mut desk = seated(book(&path, options, &town));
    let folder = || backups::folder_of(&settings, &path).unwrap();
    let mut today = day(3, 2);
    for n in 0..45u64 {
        clock.morning(today);
        desk.book.record_all(vec![visit(today, &town[n as usize % town.len()])]).unwrap();
        clock.later(9 * 60);
        let prospect = desk.prepare_seal().unwrap();
        desk.seal(&prospect, None).unwrap();
        let made = desk.back_up(&settings, &Progress::default()).unwrap().unwrap();
        assert_eq!(made.entries, desk.book.entries().unwrap());
        if n == 1 {
            // What somebody else puts there is nobody's business.
            for name in ["book.zb", "2026-03-01.zb", "2026-03-01-180000.zb.bak", "说明.txt"] {
                std::fs::write(folder().join(name), "不是备份").unwrap();
            }
            // This is what a killed one leaves.
            std::fs::write(folder().join(".2026-03-02-180000.zb.77-0.part"), "半份").unwrap();
        }
        today = today + Days::new(1);
    }
    // The last evening was that of 15 April, a Wednesday.
    let wanted = ["2026-03-29", "2026-03-31", "2026-04-05"].into_iter().map(date);
    let wanted: Vec<NaiveDate> = wanted.chain((9..=15).map(|n| day(4, n))).collect();
    assert_eq!(days_kept(&settings, &path), wanted);
    for name in ["book.zb", "2026-03-01.zb", "2026-03-01-180000.zb.bak", "说明.txt"] {
        assert!(folder().join(name).exists(), "{name}");
    }
    assert!(!folder().join(".2026-03-02-180000.zb.77-0.part").exists());
    // Each is a whole book, with as many entries as the list says.
    for kept in backups::list(&settings, &path) {
        let mut copy = Book::open(&kept.file, Options::default()).unwrap();
        assert_whole(&mut copy);
        assert_eq!(Some(copy.entries().unwrap()), kept.entries);
    }
    #[cfg(unix)]
    for place in [folder(), backups::list(&settings, &path)[0].file.clone()] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&place).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: for its owner only", place.display());
    }
}

#[test]
fn a_clock_set_back_deletes_neither_the_new_backup_nor_the_others() {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let settings = settings(dir.path());
    let mut desk = seated(book(&path, clock.options(1, 0), &people(3)));
    for n in 2..=9 {
        clock.morning(day(3, n));
        desk.back_up(&settings, &Progress::default()).unwrap();
    }
    let before: BTreeSet<NaiveDate> = days_kept(&settings, &path).into_iter().collect();
    let long_ago = date("2025-03-04");
    clock.morning(long_ago);
    desk.back_up(&settings, &Progress::default()).unwrap();
    let after: BTreeSet<NaiveDate> = days_kept(&settings, &path).into_iter().collect();
    assert_eq!(after, before.into_iter().chain([long_ago]).collect());
}

#[test]
fn a_book_that_went_another_way_after_a_restore_keeps_the_backup_of_the_first() {
    let (dir, path) = folder();
    let devices = dir.path().join("devices");
    let clock = Clock::at(day(3, 2));
    let town = people(6);
    let settings = settings(dir.path());
    let open = || {
        let options = Options { devices: Some(devices.clone()), device: None, ..clock.options(1, 0) };
        Book::open(&path, options).unwrap()
    };
    drop(book(&path, Options { devices: Some(devices.clone()), ..clock.options(1, 0) }, &town));
    let evening = |desk: &mut Desk| desk.back_up(&settings, &Progress::default()).unwrap().unwrap();

    let mut desk = seated(open());
    let first = evening(&mut desk);
    clock.morning(day(3, 3));
    desk.book.record_all(vec![visit(day(3, 3), &town[0]), home(day(3, 3), &town[3])]).unwrap();
    let second = evening(&mut desk);
    let lost = entries(&desk.book);
    drop(desk);

    // Yesterday's is brought back, and the work goes on as another device.
    let restored = Book::restore(&path, &first.file, clock.options(1, 0)).unwrap();
    assert_eq!((restored.entries, restored.newer), (first.entries, 2));
    let mut desk = seated(open());
    clock.later(60);
    let mine = desk.book.record_all(vec![visit(day(3, 3), &town[1])]).unwrap();
    assert!(lost.iter().all(|entry| (entry.device, entry.seq) != (entries(&desk.book).last().unwrap().device, 1)));
    // Many evenings later the backup that knows more is still there; the others went their way.
    for n in 4..=28 {
        clock.morning(day(3, n));
        evening(&mut desk);
    }
    assert!(second.file.exists() && !days_kept(&settings, &path).contains(&day(3, 4)));
    // Both ways joined: nothing is lost.
    let other = Book::open(&second.file, clock.options(9, 0)).unwrap();
    bring(&other, &mut desk.book);
    let all: BTreeSet<String> = entries(&desk.book).iter().map(|entry| entry.hash.to_string()).collect();
    assert!(lost.iter().all(|entry| all.contains(&entry.hash.to_string())));
    assert!(mine.entries.iter().all(|entry| all.contains(&entry.hash.to_string())));
    assert_whole(&mut desk.book);
    drop(other);
    // What the book has taken in need not be kept any more.
    clock.morning(day(3, 29));
    evening(&mut desk);
    assert!(!second.file.exists());
}

/// Seals a day; the checks of these made-up people need not hold. Gives the answer, and what was told besides.
fn seal_day(t: &Township, day: &str) -> (Value, String) {
    let out = t.try_run(&["--json", "--day", day, "seal", "--note", "测试"]);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(matches!(out.status.code(), Some(0 | 1)), "{told}");
    let sealed = json(&String::from_utf8(out.stdout).unwrap());
    assert!(sealed["seal"].is_string(), "{sealed}");
    (sealed, told)
}

#[test]
fn a_seal_leaves_a_backup_and_the_list_says_how_to_take_it() {
    let t = Township::found(81);
    let (book, who) = (t.file("book.zb"), t.people()[0].clone());
    assert!(t.run(&["restore"]).contains("还没有自动备份"));
    let visit = |day: &str| {
        t.run(&["--day", day, "record", "visit", &who, "--by", "home", "--outcome", "unchanged"]);
    };
    visit("2026-02-04");
    let (sealed, told) = seal_day(&t, "2026-02-04");
    assert!(told.contains("已自动备份"), "{told}");
    let file = PathBuf::from(sealed["backup"]["file"].as_str().unwrap());
    assert!(file.starts_with(t.file("zhanbao/backups")), "{}", file.display());
    let before = Book::open(&book, Options::default()).unwrap().entries().unwrap();
    assert_eq!(sealed["backup"]["entries"], before);

    let told = t.run(&["restore"]);
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(told.contains(name) && told.contains("今天") && told.contains(&before.to_string()), "{told}");
    let listed = json(&t.run(&["--json", "restore"]));
    let one = &listed["backups"][0];
    assert_eq!((&one["file"], &one["entries"], &one["days"]), (&text(&file).into(), &before.into(), &0.into()));
    let doctor = t.try_run(&["--json", "doctor"]);
    let doctor = json(&String::from_utf8(doctor.stdout).unwrap());
    let state =
        |id: &str| doctor["checks"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap()["state"].clone();
    assert_eq!((state("backup"), state("backups")), ("ok".into(), "ok".into()));

    // The book is gone, and comes back by the backup's mere name.
    visit("2026-02-05");
    std::fs::remove_file(&book).unwrap();
    assert!(t.run(&["restore"]).contains(name), "the list needs no book");
    let told = json(&t.run(&["--json", "restore", name]));
    assert_eq!(told["entries"], before);
    visit("2026-02-05");
    t.run(&["verify"]);
    // Another book has backups of its own.
    t.run(&["--book", text(&t.file("two.zb")), "restore", text(&file)]);
    assert!(t.run(&["--book", text(&t.file("two.zb")), "restore"]).contains("还没有自动备份"));
}

#[test]
fn a_backup_that_cannot_be_made_is_a_notice_and_the_day_is_sealed() {
    let t = Township::found(82);
    let config = |line: &str| {
        std::fs::create_dir_all(t.file("zhanbao")).unwrap();
        std::fs::write(t.file("zhanbao/config.toml"), line).unwrap();
    };
    let usb = t.file("usb");
    config(&format!("backups = {:?}\n", text(&usb)));
    let (sealed, told) = seal_day(&t, "2026-02-04");
    assert!(sealed["backup"].is_null(), "{sealed}");
    assert!(told.contains("自动备份没有做成") && told.contains(text(&usb)), "{told}");
    assert!(!usb.exists(), "an unplugged drive is not made up");
    let doctor = json(&String::from_utf8(t.try_run(&["--json", "doctor"]).stdout).unwrap());
    let check = doctor["checks"].as_array().unwrap().iter().find(|c| c["id"] == "backups").unwrap().clone();
    assert!(check["state"] == "warn" && check["advice"].is_string(), "{check}");

    std::fs::create_dir(&usb).unwrap();
    let (sealed, _) = seal_day(&t, "2026-02-05");
    let file = PathBuf::from(sealed["backup"]["file"].as_str().unwrap());
    assert!(file.starts_with(&usb));
    // Something else lies where the folder should be.
    let folder = file.parent().unwrap().to_path_buf();
    let aside = usb.join("away");
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::write(&folder, "").unwrap();
    let (sealed, told) = seal_day(&t, "2026-02-06");
    assert!(sealed["backup"].is_null() && told.contains("自动备份没有做成"), "{told}");
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    assert_eq!(rotating(&folder).len(), 1);

    config("backups = \"off\"\n");
    let (sealed, told) = seal_day(&t, "2026-02-07");
    assert!(sealed["backup"].is_null() && !told.contains("备份"), "{told}");
    assert_eq!(rotating(&folder).len(), 1);
    assert!(t.run(&["restore"]).contains("关闭"));
}

/// A disk that takes no file as large as the book (`ulimit -f`).
#[cfg(unix)]
#[test]
fn on_a_full_disk_the_day_is_sealed_and_the_earlier_backups_stay() {
    let t = Township::found(83);
    seal_day(&t, "2026-02-04");
    let earlier = json(&t.run(&["--json", "restore"]))["backups"].clone();
    let bytes = earlier[0]["bytes"].as_u64().unwrap();
    let half = (bytes / 2 / 512).to_string();
    let script = format!(
        "trap '' XFSZ; ulimit -f {half}; exec {:?} --book {:?} --day 2026-02-05 --json seal --note 测试",
        env!("CARGO_BIN_EXE_zhanbao"),
        t.file("book.zb")
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script]).env("LC_ALL", "zh_CN.UTF-8");
    command.env("XDG_DATA_HOME", t.file("")).env("XDG_CONFIG_HOME", t.file(""));
    let out = command.output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(matches!(out.status.code(), Some(0 | 1)), "{told}");
    assert!(json(&String::from_utf8(out.stdout).unwrap())["seal"].is_string());
    assert!(told.contains("自动备份没有做成") && told.contains("以前的 1 份备份没有动"), "{told}");
    assert_eq!(json(&t.run(&["--json", "restore"]))["backups"], earlier);
    let folder = Path::new(earlier[0]["file"].as_str().unwrap()).parent().unwrap();
    let left = std::fs::read_dir(folder).unwrap().filter(|f| text(&f.as_ref().unwrap().path()).contains(".part"));
    assert_eq!(left.count(), 0, "no half copy");
    t.run(&["verify"]);
    let report = json(&t.run(&["--day", "2026-02-05", "report", "--format", "json"]));
    assert!(report["sealed"].as_bool().unwrap());
}

#[test]
fn a_backup_made_while_the_village_records_is_one_whole_moment() {
    let (dir, path) = folder();
    let town = people(24);
    let settings = settings(dir.path());
    let mut desk = seated(book(&path, Options::default(), &town));
    let done = AtomicBool::new(false);
    let today = desk.book.today();
    let recorded = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut beside = Book::open(&path, Options::default()).unwrap();
            let mut n = 0;
            while !done.load(Ordering::Relaxed) {
                beside.record_all(vec![visit(today, &town[n % town.len()])]).unwrap();
                n += 1;
            }
            n as u64
        });
        for _ in 0..3 {
            let begun = desk.book.entries().unwrap();
            let made = desk.back_up(&settings, &Progress::default()).unwrap().unwrap();
            assert!((begun..=desk.book.entries().unwrap()).contains(&made.entries));
            assert_eq!(
                common::entries(&Book::open(&made.file, Options::default()).unwrap()).len() as u64,
                made.entries
            );
        }
        done.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    assert!(recorded > 0);
    for kept in backups::list(&settings, &path) {
        assert_whole(&mut Book::open(&kept.file, Options::default()).unwrap());
    }
    // All on one day: the last one stays.
    assert_eq!(days_kept(&settings, &path), [today]);
}

#[test]
fn a_backup_that_is_called_off_leaves_nothing() {
    let (dir, path) = folder();
    let settings = settings(dir.path());
    let mut desk = seated(book(&path, Options::default(), &people(3)));
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(desk.back_up(&settings, &progress), Err(zhanbao::desk::Error::Cancelled)));
    assert!(backups::list(&settings, &path).is_empty());
    let mut off = settings;
    off.backups = Some(Backups::Off);
    assert_eq!(desk.back_up(&off, &Progress::default()).unwrap(), None);
}

#[cfg(feature = "encrypt")]
#[test]
fn the_backups_of_an_encrypted_book_are_encrypted_and_come_back_by_its_passphrase() {
    let t = Township::found(84);
    let (words, who) = (t.file("pass"), t.people()[0].clone());
    std::fs::write(&words, "样例口令十二个字以上\n").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&words, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let run = |args: &[&str]| {
        let out = t.try_run(&[&["--passphrase-file", text(&words)], args].concat());
        assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    seal_day(&t, "2026-02-04");
    let plain = json(&t.run(&["--json", "restore"]))["backups"][0]["file"].as_str().unwrap().to_string();
    let told = json(&run(&["--json", "lock"]));
    assert!(told["plain"].as_array().unwrap().contains(&plain.as_str().into()), "told what stays plain: {told}");
    run(&["--day", "2026-02-05", "record", "visit", &who, "--by", "home", "--outcome", "unchanged"]);
    let sealed = json(&run(&["--json", "--day", "2026-02-05", "seal", "--note", "测试"]));
    let file = PathBuf::from(sealed["backup"]["file"].as_str().unwrap());
    assert!(zhanbao::book::is_locked(&file));
    let listed = t.run(&["restore"]);
    assert!(listed.contains("已加密"), "{listed}");
    std::fs::remove_file(t.file("book.zb")).unwrap();
    let restored = json(&run(&["--json", "restore", file.file_name().unwrap().to_str().unwrap()]));
    assert_eq!(restored["entries"], sealed["backup"]["entries"]);
    run(&["verify"]);
    // The plain one of the same day made room for it, as any other.
    assert!(!Path::new(&plain).exists());
}
