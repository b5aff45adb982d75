//! How every screen looks: text, and what its colours mean, as reviewed. In Simplified Chinese at both sizes, in the
//! other two languages at the smaller one. And the picture in the README, which is one of them.

use crate::headless::{self, Console, copied, picture, spoken, township};
use zhanbao::locale::Lang;
use zhanbao::tui::Headless;

/// Each screen with the keys that lead to it from a fresh start. What shows a folder stands apart: see [`in_a_place`].
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

/// A roster of which one row is sent back, as a county sends it.
const ROSTER: &str = "姓名,证件号码,户编号,与户主关系,村,户类型\n\
    测试甲,529999198001010014,5299990001,户主,样田村,脱贫户\n\
    测试乙,529999198202020024,5299990001,配偶,样田村,脱贫户\n\
    测试丙,529999199003030031,5299990001,子,样田村,脱贫户\n";

/// A folder with a short path, so that the screen is cut alike on every machine.
fn place() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("zb").rand_bytes(6).tempdir_in("/tmp").unwrap()
}

/// The console on what lies in a folder.
fn at(folder: tempfile::TempDir, width: u16, height: u16) -> Console {
    headless::entrance(folder.path()).change("export_folder", folder.path().to_str()).unwrap();
    let entrance = headless::entrance(folder.path());
    let desk = folder.path().join("book.zb").is_file().then(|| entrance.desk().unwrap());
    let mut console = Headless::open(entrance, desk, width, height).unwrap();
    console.settle();
    Console { console, folder }
}

/// What shows a folder.
fn in_a_place(width: u16, height: u16) -> [(&'static str, Console); 3] {
    let with_book = || {
        let folder = place();
        std::fs::copy(copied().path().join("book.zb"), folder.path().join("book.zb")).unwrap();
        folder
    };
    let mut settings = at(with_book(), width, height);
    settings.type_in(",");
    let folder = with_book();
    let roster = folder.path().join("花名册 2026-01-01.csv");
    std::fs::write(&roster, ROSTER).unwrap();
    let mut trial = at(folder, width, height);
    trial.type_in("i");
    trial.paste(roster.to_str().unwrap());
    // The kinds of files have their numbers once the file was looked into.
    assert!(trial.wait_for("  2 "), "{}", trial.text());
    trial.type_in("enter");
    assert!(trial.wait_for("*0031"), "{}", trial.text());
    [("settings", settings), ("welcome", at(place(), width, height)), ("trial", trial)]
}

/// The path of the folder, which is the machine's own, as one that is as long.
fn placed(told: &str, desk: &Console) -> String {
    let path = desk.folder.path().to_str().unwrap();
    told.replace(path, &format!("{:-<1$}", "/folder", path.len()))
}

fn check(lang: Lang, width: u16, height: u16) {
    let _alone = spoken(lang);
    let reviewed = |name: &str, desk: &Console| {
        let told = placed(&picture::with_meaning(&desk.text(), desk.buffer()), desk);
        insta::assert_snapshot!(format!("{name}-{width}x{height}-{}", lang.tag()), told);
    };
    for (name, keys) in SCREENS {
        reviewed(name, &shown(keys, width, height));
    }
    reviewed("paste", &pasted(width, height));
    let places = if cfg!(unix) { Vec::from(in_a_place(width, height)) } else { Vec::new() };
    for (name, desk) in places {
        reviewed(name, &desk);
    }
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
