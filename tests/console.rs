//! The frame of the console: screens by number, help, palette, sizes, what stays aligned.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod headless;

use headless::township;

#[test]
fn each_screen_is_one_key_away_and_says_where_one_is() {
    let mut desk = township(80, 24);
    for (key, name) in
        [("2", "任务书"), ("3", "台账"), ("esc", "台账"), ("4", "直通车"), ("5", "挂图"), ("6", "战报"), ("1", "今日")]
    {
        desk.type_in(key);
        let top = desk.text().lines().next().unwrap().to_string();
        assert!(top.contains(&format!("{name}]")), "{key}: {top}");
    }
}

#[test]
fn the_palette_finds_a_command_by_its_initials() {
    let mut desk = township(80, 24);
    desk.type_in("ctrl-p z t c");
    assert!(desk.text().contains("直通车"));
    desk.type_in("enter");
    assert!(desk.text().lines().next().unwrap().contains("直通车]"), "{}", desk.text());
}

#[test]
fn a_window_too_small_is_told_and_nothing_is_lost() {
    let mut desk = township(80, 24);
    desk.type_in("2");
    let before = desk.text();
    desk.resize(50, 10);
    assert!(desk.text().contains("至少要 60 列"), "{}", desk.text());
    for (width, height) in [(1, 1), (2, 3), (59, 40), (200, 17), (300, 100)] {
        desk.resize(width, height);
    }
    desk.resize(80, 24);
    assert_eq!(desk.text(), before);
}
