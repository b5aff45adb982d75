//! How every screen looks: text, and what its colours mean, as reviewed. In Simplified Chinese at both sizes, in the
//! other two languages at the smaller one. And the picture in the README, which is one of them.

use crate::headless::{Console, picture, township};
use crate::spoken;
use zhanbao::locale::Lang;

/// Each screen with the keys that lead to it from a fresh start. Not among them: the settings, the first run, and what
/// shows a folder, whose paths are the machine's own.
const SCREENS: [(&str, &str); 17] = [
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
    ("vacancies", "J"),
    ("vacancy", "J enter"),
    ("fitting", "J m"),
    ("suiting", "3 c e enter m"),
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

fn check(lang: Lang, width: u16, height: u16) {
    let _alone = spoken(lang);
    let reviewed = |name: &str, desk: &Console| {
        let told = picture::with_meaning(&desk.text(), desk.buffer());
        insta::assert_snapshot!(format!("{name}-{width}x{height}-{}", lang.tag()), told);
    };
    for (name, keys) in SCREENS {
        reviewed(name, &shown(keys, width, height));
    }
    reviewed("paste", &pasted(width, height));
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

/// Colours only repeat what a mark or a word says: the text alone tells every state.
#[test]
fn without_colours_every_state_is_still_told() {
    let _alone = spoken(Lang::Hans);
    let said = |keys: &str, mark: &str, word: &str| {
        let text = shown(keys, 80, 24).text();
        assert!(text.lines().any(|line| line.contains(mark) && line.contains(word)), "{keys}: {mark} {word}\n{text}");
    };
    for (_, keys) in SCREENS.iter().filter(|(name, _)| ["today", "task-book", "trips", "wall"].contains(name)) {
        said(keys, "▸", "");
    }
    said("1", "! ", "对账");
    said("1", "! ", "过了");
    said("1", "! ", "晚");
    said("2", "", "已撤销");
    said("3 down space", "▪", "");
    said("4 enter", "✓ ", "已上车");
    said("4 enter", "○ ", "待点名");
    said("4 enter x 3", "✗ ", "");
    said("5", "[", "]");
    said("6", "! ", "未封账");
}

/// Written anew with `ZHANBAO_WRITE_PICTURE=1 cargo test --test languages picture`.
#[test]
fn the_picture_in_the_readme_is_the_console_as_it_is() {
    let _alone = spoken(Lang::Hans);
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
