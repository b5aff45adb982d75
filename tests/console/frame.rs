//! The frame of the console: screens by number, help, palette, sizes, what stays aligned.

use crate::headless::township;
use std::time::Duration;

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
fn the_units_name_is_never_cut_in_the_line_on_top() {
    let mut desk = township(80, 24);
    let book = desk.beside();
    let name = book.steering().unit_name(book.unit());
    assert!(name.contains('('), "{name}");
    for (width, whole) in [(80, true), (120, true), (60, false)] {
        desk.resize(width, 24);
        let top = desk.text().lines().next().unwrap().to_string();
        assert!(!top.contains('…') && top.contains(&name) == whole, "{width}: {top}");
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

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn a_console_left_alone_is_covered_and_the_key_that_takes_the_cover_away_does_nothing_else() {
    let mut desk = township(80, 24);
    desk.type_in("3");
    desk.pass(9 * MINUTE);
    let before = desk.text();
    assert!(before.contains("台账]"), "{before}");
    desk.pass(2 * MINUTE);
    let covered = desk.text();
    assert!(covered.contains("战报") && covered.contains("按任意键回来"), "{covered}");
    assert_eq!(covered.lines().filter(|line| !line.is_empty()).count(), 2, "nothing of anybody\n{covered}");
    desk.type_in("2");
    assert_eq!(desk.text(), before);
    desk.type_in("esc 2");
    assert!(desk.text().contains("任务书]"), "{}", desk.text());
    // Whoever works is not disturbed.
    desk.pass(6 * MINUTE);
    desk.type_in("1");
    desk.pass(6 * MINUTE);
    assert!(desk.text().contains("今日]"), "{}", desk.text());
}

#[test]
fn what_is_half_typed_under_the_cover_is_still_there() {
    let mut desk = township(80, 24);
    desk.type_in("v z x");
    let before = desk.text();
    desk.pass(11 * MINUTE);
    desk.paste("别人的字");
    assert_eq!(desk.text(), before);
}

#[test]
fn the_officer_says_how_long_or_never() {
    for (minutes, passes, covered) in [(0, 600, false), (2, 1, false), (2, 3, true)] {
        let desk = township(80, 24);
        let config = desk.folder.path().join("config");
        std::fs::create_dir_all(&config).unwrap();
        std::fs::write(config.join("config.toml"), format!("idle_minutes = {minutes}\n")).unwrap();
        let mut desk = desk.again(80, 24);
        desk.pass(passes * MINUTE);
        assert_eq!(desk.text().contains("按任意键回来"), covered, "{minutes}: {}", desk.text());
    }
}
