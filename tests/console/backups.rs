//! Backups by themselves: the seal's is made aside, its age stands on the first screen, and one can be asked for.

use crate::headless::{Console, copied, day, reopened, township};
use std::path::PathBuf;
use zhanbao::book::rotating;
use zhanbao::desk::backups;
use zhanbao::desk::settings::{Paths, Settings};

/// The console on a book that was last backed up so many days ago, or never; with this in the settings.
fn backed_up(days: Option<i64>, config: &str) -> Console {
    let folder = copied();
    let book = rusqlite::Connection::open(folder.path().join("book.zb")).unwrap();
    book.execute("DELETE FROM meta WHERE key = 'backed_up'", []).unwrap();
    if let Some(days) = days {
        let at: chrono::DateTime<chrono::FixedOffset> = format!("{}T16:45:00+08:00", day()).parse().unwrap();
        let at = (at - chrono::Duration::days(days)).timestamp_micros();
        book.execute("INSERT INTO meta (key, value) VALUES ('backed_up', ?1)", [at]).unwrap();
    }
    drop(book);
    std::fs::create_dir_all(folder.path().join("config")).unwrap();
    std::fs::write(folder.path().join("config/config.toml"), config).unwrap();
    reopened(folder)
}

fn made(desk: &Console) -> Vec<PathBuf> {
    let root = desk.folder.path();
    let paths = Paths { config_dir: root.join("none"), data_dir: root.join("data") };
    let folder = backups::folder_of(&Settings::load(Some(paths)), &desk.book());
    folder.map_or_else(Vec::new, |folder| rotating(&folder).into_iter().map(|kept| kept.file).collect())
}

#[test]
fn the_first_screen_warns_of_an_old_backup_in_words_and_names_the_age_of_a_good_one() {
    for (days, told) in [
        (None, "! 还没有备份"),
        (Some(0), " 备份:今天"),
        (Some(1), " 备份:昨天"),
        (Some(3), " 备份:3 天前"),
        (Some(4), "! 已经 4 天没有备份"),
    ] {
        let desk = backed_up(days, "");
        let screen = desk.text();
        let line = screen.lines().find(|line| line.contains("对账")).unwrap();
        assert!(line.ends_with(told) && line.contains("各村上报"), "{days:?}: {line}");
    }
}

#[test]
fn sealing_leaves_a_backup_and_nobody_waits_or_misses_what_was_sealed() {
    let mut desk = township(80, 24);
    desk.type_in("s enter");
    assert!(desk.text().contains("已封账"), "{}", desk.text());
    desk.type_in("B");
    assert!(desk.wait_for("已自动备份"), "{}", desk.text());
    let files = made(&desk);
    assert_eq!(files.len(), 1);
    let mut copy = zhanbao::book::Book::open(&files[0], Default::default()).unwrap();
    assert!(copy.sealed(day()).unwrap().is_some(), "the seal is in it");
    assert_eq!(copy.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn whoever_seals_and_leaves_at_once_leaves_with_a_backup() {
    let mut desk = backed_up(None, "");
    desk.type_in("s enter q");
    assert!(desk.ended() || desk.text().contains("做完就退出"), "{}", desk.text());
    let begun = std::time::Instant::now();
    while !desk.ended() && begun.elapsed().as_secs() < 60 {
        desk.settle();
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(desk.ended(), "{}", desk.text());
    assert_eq!(made(&desk).len(), 1);
}

#[test]
fn a_folder_that_is_not_there_is_a_notice_and_the_day_is_sealed() {
    let mut desk = backed_up(None, "backups = \"/没有/这个盘\"\n");
    desk.type_in("s enter");
    assert!(desk.wait_for("自动备份没有做成"), "{}", desk.text());
    assert!(desk.beside().sealed(day()).unwrap().is_some());
    desk.type_in("1");
    assert!(desk.text().contains("! 还没有备份"), "{}", desk.text());
}

#[test]
fn in_the_settings_a_backup_is_asked_for_and_they_are_turned_off() {
    let mut desk = backed_up(Some(9), "");
    desk.type_in(", G up enter 1");
    assert!(desk.wait_for("已自动备份"), "{}", desk.text());
    assert_eq!(made(&desk).len(), 1, "{}", desk.text());
    desk.type_in("enter 4");
    let screen = desk.text();
    let line = screen.lines().find(|line| line.contains("▸ 自动备份")).unwrap_or_else(|| panic!("{screen}"));
    assert!(line.contains("不自动备份"), "{screen}");
    desk.type_in("esc s enter");
    desk.type_in("1");
    assert!(desk.text().contains("备份:今天"), "of the one that was asked for\n{}", desk.text());
    assert_eq!(made(&desk).len(), 1);
    let config = std::fs::read_to_string(desk.folder.path().join("config/config.toml")).unwrap();
    assert!(config.contains("backups = \"off\""), "{config}");
}

#[test]
fn a_made_up_township_is_not_backed_up() {
    let mut desk = crate::headless::first_run(80, 24);
    desk.type_in("2");
    assert!(desk.wait_for("今日]"), "{}", desk.text());
    assert!(!desk.text().contains("备份"), "{}", desk.text());
    desk.type_in("s enter 1");
    assert!(!desk.folder.path().join("data/backups").exists());
    drop(desk);
    assert!(township(80, 24).text().contains("备份:今天"));
}
