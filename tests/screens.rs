//! How every screen looks: text, and what its colours mean, as reviewed. In Simplified Chinese at both sizes, in the
//! other two languages at the smaller one. And the picture in the README, which is one of them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod headless;

use headless::{Console, picture, township};
use std::sync::Mutex;
use zhanbao::locale::Lang;

/// The language is the process's: one at a time.
static SPEAKING: Mutex<()> = Mutex::new(());

/// Each screen with the keys that lead to it from a fresh start.
const SCREENS: [(&str, &str); 8] = [
    ("today", "1"),
    ("task-book", "2"),
    ("roster", "3 c e"),
    ("person", "3 c e enter"),
    ("trips", "4"),
    ("wall", "5"),
    ("report", "6"),
    ("quick", "1 v c e"),
];

fn shown(keys: &str, width: u16, height: u16) -> Console {
    let mut desk = township(width, height);
    desk.type_in(keys);
    desk
}

fn check(lang: Lang, width: u16, height: u16) {
    let _alone = SPEAKING.lock().unwrap_or_else(|e| e.into_inner());
    lang.speak();
    for (name, keys) in SCREENS {
        let desk = shown(keys, width, height);
        let told = picture::with_meaning(&desk.text(), desk.buffer());
        insta::assert_snapshot!(format!("{name}-{width}x{height}-{}", lang.tag()), told);
    }
    Lang::Hans.speak();
}

#[test]
fn in_simplified_chinese_at_80_by_24() {
    check(Lang::Hans, 80, 24);
}

#[test]
fn in_simplified_chinese_at_120_by_40() {
    check(Lang::Hans, 120, 40);
}

#[test]
fn in_traditional_chinese_at_80_by_24() {
    check(Lang::Hant, 80, 24);
}

#[test]
fn in_english_at_80_by_24() {
    check(Lang::En, 80, 24);
}

/// Written anew with `ZHANBAO_WRITE_PICTURE=1 cargo test --test screens picture`.
#[test]
fn the_picture_in_the_readme_is_the_console_as_it_is() {
    let _alone = SPEAKING.lock().unwrap_or_else(|e| e.into_inner());
    let desk = shown("1 v c e", 120, 36);
    let svg = picture::svg(desk.buffer());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/manual/console.svg");
    if std::env::var_os("ZHANBAO_WRITE_PICTURE").is_some() {
        std::fs::write(path, &svg).unwrap();
    }
    assert!(
        svg == std::fs::read_to_string(path).unwrap_or_default(),
        "the picture is not the console's: write it anew"
    );
}
