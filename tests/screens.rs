//! How every screen looks: text, and what its colours mean, as reviewed. In Simplified Chinese at both sizes, in the
//! other two languages at the smaller one. And the picture in the README, which is one of them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod headless;

use headless::{Console, first_run, picture, township};
use std::sync::Mutex;
use zhanbao::locale::Lang;

/// The language is the process's: one at a time.
static SPEAKING: Mutex<()> = Mutex::new(());

/// Each screen with the keys that lead to it from a fresh start.
const SCREENS: [(&str, &str); 14] = [
    ("today", "1"),
    ("task-book", "2"),
    ("roster", "3 c e"),
    ("person", "3 c e enter"),
    ("trips", "4"),
    ("roll-call", "4 enter"),
    ("wall", "5"),
    ("progress", "5 c"),
    ("report", "6"),
    ("seal", "6 s"),
    ("quick", "1 v c e"),
    ("palette", ":"),
    ("help", "?"),
    ("settings", ","),
];

fn shown(keys: &str, width: u16, height: u16) -> Console {
    let mut desk = township(width, height);
    desk.type_in(keys);
    desk
}

/// A list from a group chat: one found, one not, one who is to be chosen, one who did not go.
fn pasted(width: u16, height: u16) -> Console {
    let mut desk = township(width, height);
    desk.paste("今天上岗名单:\n1.岑测文 宁波海天测试厂 5200\n2、岑燕仿(没去)\n3.无此人 宁波\n4.岑国\n");
    desk.type_in("enter");
    desk
}

/// A roster with two rows that cannot be taken, tried before it is taken over.
fn tried(width: u16, height: u16) -> Console {
    let mut desk = township(width, height);
    let path = desk.folder.path().join("花名册 2026-03-27.csv");
    let rows = "户编号,户主姓名,户主证件号码,姓名,证件号码,与户主关系\n\
                A9,测试甲,529999198001010014,测试甲,529999198001010014,户主\n\
                A9,测试甲,529999198001010014,赵样一,529999199003030031,子\n\
                A9,测试甲,529999198001010014,,529999199003030032,子\n";
    std::fs::write(&path, rows).unwrap();
    desk.type_in("i");
    desk.paste(path.to_str().unwrap());
    desk.type_in("enter");
    desk
}

fn check(lang: Lang, width: u16, height: u16) {
    let _alone = SPEAKING.lock().unwrap_or_else(|e| e.into_inner());
    lang.speak();
    let reviewed = |name: &str, desk: &Console| {
        let told = picture::with_meaning(&desk.text(), desk.buffer());
        insta::assert_snapshot!(format!("{name}-{width}x{height}-{}", lang.tag()), told);
    };
    for (name, keys) in SCREENS {
        reviewed(name, &shown(keys, width, height));
    }
    reviewed("welcome", &first_run(width, height));
    reviewed("paste", &pasted(width, height));
    reviewed("trial", &tried(width, height));
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
