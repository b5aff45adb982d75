//! The console over a book whose every text means ill, or whose every entry is absurd: whatever is opened is drawn, and
//! nothing that is drawn steers the terminal.

#[path = "../hostile/mod.rs"]
mod absurd;

use crate::common;
use crate::headless::{Console, entrance_with, reopened};
use absurd::Sender;
use absurd::town::{make, today};
use std::sync::Arc;
use zhanbao::book::{Book, Options};
use zhanbao::domain::entry::DeviceId;
use zhanbao::text::is_unwanted;
use zhanbao::tui::Headless;

fn open(folder: tempfile::TempDir, width: u16, height: u16) -> Console {
    let now = today().and_hms_opt(8, 45, 0).unwrap().and_utc().fixed_offset();
    let options = Arc::new(move || Options { clock: Box::new(move || now), durable: false, ..Options::default() });
    let entrance = entrance_with(folder.path(), options);
    let desk = entrance.desk().unwrap();
    let mut console = Headless::open(entrance, Some(desk), width, height).unwrap();
    console.settle();
    Console { console, folder }
}

/// Opens what there is, and what is behind it.
fn walk(desk: &mut Console) {
    let ways = [
        "1",
        "1 down enter",
        "1 down down enter esc",
        "2",
        "2 enter",
        "2 down down enter",
        "2 h",
        "2 / = esc",
        "3",
        "3 down enter",
        "3 down down down enter",
        "4",
        "4 enter",
        "4 down enter",
        "4 g",
        "5",
        "5 G",
        "6",
        "6 down enter",
        "v c s",
        "v = 1",
        "r c s",
        "L",
        ":",
        "?",
        "b",
        "p",
        "w",
        "x",
        "m",
        "o",
        "g",
        "s",
        "B",
        ",",
        ", down enter",
    ];
    for keys in ways {
        desk.type_in(keys);
        desk.settle();
        desk.draw();
        drawn_safely(desk, keys);
        desk.type_in("esc esc esc esc enter esc 1");
        desk.settle();
        assert!(!desk.ended(), "{keys}");
    }
}

fn drawn_safely(desk: &Console, keys: &str) {
    let buffer = desk.buffer();
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            assert!(!symbol.contains(is_unwanted), "{symbol:?} at {x},{y} after {keys:?}\n{}", desk.text());
        }
    }
    assert!(desk.copied().is_empty());
}

#[test]
fn texts_that_mean_ill_are_drawn_as_texts_on_every_screen() {
    for (width, height) in [(80, 24), (120, 40)] {
        let folder = tempfile::tempdir().unwrap();
        make(&folder.path().join("book.zb"));
        let mut desk = open(folder, width, height);
        walk(&mut desk);
        assert!(desk.text().contains("测试镇") || desk.text().contains("今日"), "{}", desk.text());
    }
}

#[test]
fn a_book_of_absurd_entries_opens_on_every_screen() {
    for seed in [1u64, 2] {
        let folder = tempfile::tempdir().unwrap();
        let clock = common::Clock::at(common::day(3, 2));
        let options = Options { durable: false, ..clock.options(9, 0) };
        let path = folder.path().join("book.zb");
        let mut book: Book = common::book(&path, options, &common::people(12));
        let mut sender = Sender::new(DeviceId([9; 16]));
        book.merge_entries((0..150u64).map(|n| sender.entry(seed * 1_000 + n)).collect()).unwrap();
        drop(book);
        walk(&mut open(folder, 80, 24));
    }
}

#[test]
fn keys_colours_and_settings_that_cannot_be_read_leave_the_console_as_it_ships() {
    let wrong =
        ["[", "a = [[[[", "= = =", "\0", "\u{1b}]0;HACKED\u{7}", "[desk]\nundo = \"v\"", "extends = \"\u{202e}\""];
    for text in wrong.iter().map(|text| text.to_string()).chain([format!("a = {}", "[".repeat(100_000))]) {
        let folder = crate::headless::copied();
        let config = folder.path().join("config");
        std::fs::create_dir_all(config.join("themes")).unwrap();
        std::fs::write(config.join("keys.toml"), &text).unwrap();
        std::fs::write(config.join("themes/mine.toml"), &text).unwrap();
        let settings = if text.starts_with('[') { text.clone() } else { "theme = \"mine\"\n".into() };
        std::fs::write(config.join("config.toml"), settings).unwrap();
        let mut desk = reopened(folder);
        desk.draw();
        assert!(desk.text().contains("今日"), "{}", desk.text());
        drawn_safely(&desk, "settings");
        desk.type_in("3");
        drawn_safely(&desk, "3");
    }
}
