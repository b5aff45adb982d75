//! 战报: the evening. The report is read, what does not add up is looked at, the day is sealed and the file sent.

use crate::headless;
use crate::headless::{Console, day, surroundings, township};
use zhanbao::book::{Book, DayFilter};
use zhanbao::report;

/// A console whose exports go into a folder of the test's own.
fn with_folder() -> (Console, std::path::PathBuf) {
    let desk = township(80, 24);
    let folder = desk.folder.path().join("out");
    std::fs::create_dir_all(desk.folder.path().join("config")).unwrap();
    let settings = format!("export_folder = {:?}\n", folder.to_str().unwrap());
    std::fs::write(desk.folder.path().join("config/config.toml"), settings).unwrap();
    (desk.again(80, 24), folder)
}

fn files(folder: &std::path::Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_day_is_sealed_and_its_report_exported_in_four_keys_from_any_screen() {
    for screen in ["1", "4", "6"] {
        let (mut desk, folder) = with_folder();
        desk.type_in(screen);
        desk.keys_pressed();
        desk.type_in("s enter e enter");
        assert_eq!(desk.keys_pressed(), 4);
        assert!(desk.wait_for("已导出"), "{}", desk.text());
        assert!(desk.beside().sealed(day()).unwrap().is_some(), "{screen}");
        let files = files(&folder);
        assert!(files.len() == 1 && files[0].ends_with("期.xlsx"), "{files:?}");
    }
}

#[test]
fn the_preview_is_what_is_printed_and_a_sealed_day_reads_as_sealed() {
    let mut desk = township(200, 100);
    desk.type_in("6");
    let printed = report::of_day(&mut desk.beside(), day(), headless::OFFICER).unwrap();
    let screen = desk.text();
    for line in printed.txt.lines().filter(|line| line.chars().count() < 40) {
        assert!(screen.contains(line.trim_end()), "{line}\n{screen}");
    }
    desk.type_in("y");
    assert_eq!(desk.copied().last().unwrap().trim_end(), printed.txt.trim_end());
    desk.type_in("s enter");
    let sealed = desk.beside().sealed(day()).unwrap().unwrap();
    assert!(desk.text().contains(&format!("已封账 校验 {}", sealed.hash.short())), "{}", desk.text());
    desk.type_in("y");
    assert_eq!(desk.copied().last().unwrap().trim_end(), sealed.facts.txt.trim_end());
    // The issue before, and back.
    let earlier = desk.beside().steering().seal_before(day()).cloned().unwrap();
    desk.type_in("[");
    assert!(desk.text().contains(&format!("第{}期", earlier.issue)), "{}", desk.text());
    desk.type_in("y");
    let before = desk.beside().sealed(earlier.day).unwrap().unwrap();
    assert_eq!(desk.copied().last().unwrap().trim_end(), before.facts.txt.trim_end());
    desk.type_in("] ]");
    assert!(desk.text().contains("已经是最近一期"), "{}", desk.text());
}

#[test]
fn another_format_is_a_key_away() {
    let mut desk = township(80, 24);
    desk.type_in("6 f");
    assert!(desk.text().contains("分节版"), "{}", desk.text());
    desk.type_in("f");
    assert!(desk.text().contains("· 表格"), "{}", desk.text());
    desk.type_in("f");
    assert!(desk.text().contains("文字版"), "{}", desk.text());
}

#[test]
fn keys_typed_ahead_do_not_seal() {
    let mut desk = township(80, 24);
    // All in one go, as from a keyboard that hangs: nothing was drawn in between.
    for key in ["s", "enter", "enter"] {
        desk.press(key);
    }
    desk.settle();
    assert!(desk.beside().sealed(day()).unwrap().is_none());
    assert!(desk.text().contains("不能撤销"), "the question waits\n{}", desk.text());
    desk.type_in("esc");
    assert!(desk.beside().sealed(day()).unwrap().is_none());
    assert!(!desk.text().contains("不能撤销"), "{}", desk.text());
}

#[test]
fn what_another_console_writes_meanwhile_is_counted_before_it_is_sealed() {
    let mut desk = township(80, 24);
    desk.type_in("s");
    assert!(desk.text().contains("不能撤销") && !desk.text().contains("个村没有报"), "{}", desk.text());
    // Another console takes back that a village had nothing to report.
    let mut other = desk.beside();
    let filter = DayFilter { kind: Some("none".into()), ..DayFilter::default() };
    let said = other.day_list(day(), &filter, 0, 9).unwrap().rows;
    let none = other.reported(day()).unwrap().none;
    let hash = said.iter().find(|row| none.contains(&row.unit)).unwrap().hash.to_string();
    other.withdraw(&hash, "记错村", day(), headless::OFFICER).unwrap();
    drop(other);
    desk.press("enter");
    desk.settle();
    // Refused or counted anew: either way the officer sees the new question before anything is sealed.
    assert!(desk.beside().sealed(day()).unwrap().is_none());
    assert!(desk.wait_for("还有 1 个村没有报"), "{}", desk.text());
    let names = desk.beside().reported(day()).unwrap().silent;
    let name = desk.beside().steering().unit_name(names[0]);
    assert!(desk.text().contains(&format!("未报:{name}")), "which one\n{}", desk.text());
    assert!(desk.text().contains("不能撤销"), "{}", desk.text());
    desk.type_in("enter");
    let sealed = desk.beside().sealed(day()).unwrap().unwrap();
    let model: serde_json::Value = serde_json::from_str(&sealed.facts.report).unwrap();
    assert_eq!(model["reported"]["silent"].as_array().unwrap().len(), 1);
}

#[test]
fn a_failing_check_leads_to_the_rows_behind_it_and_is_sealed_with_a_reason() {
    let mut desk = township(80, 24);
    let report = report::build(&mut desk.beside(), day(), headless::OFFICER, false).unwrap();
    let Some(failing) = report.checks.iter().find(|check| !check.ok) else { panic!("the demo leaves one") };
    desk.type_in("6");
    assert!(desk.text().contains("! 对账"), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.text().contains(&failing.rows[0].name), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.text().contains(&failing.rows[0].text), "{}", desk.text());
    desk.type_in("esc s");
    assert!(desk.text().contains("原因"), "{}", desk.text());
    desk.press("yiby");
    desk.type_in("enter");
    let sealed = desk.beside().sealed(day()).unwrap().unwrap();
    assert_eq!(sealed.facts.note.as_deref(), Some("yiby"));
}

#[test]
fn the_entries_behind_a_figure_are_two_keys_away() {
    let mut desk = township(80, 24);
    let report = report::build(&mut desk.beside(), day(), headless::OFFICER, false).unwrap();
    let visits = report.figures.get("visits").unwrap().day;
    assert!(visits > 0, "the demo visits somebody every day");
    desk.type_in("6 o");
    assert!(desk.text().contains(&format!("走访  当天 {visits}")), "{}", desk.text());
    desk.type_in("1");
    assert!(desk.text().lines().next().unwrap().contains("任务书]"), "{}", desk.text());
    let list = desk.text();
    assert!(list.contains("走访") && !list.contains("列入名单"), "{list}");
}

#[test]
fn a_sealed_day_is_not_sealed_again() {
    let mut desk = township(80, 24);
    desk.type_in("s enter");
    let sealed = desk.beside().sealed(day()).unwrap().unwrap().hash;
    desk.type_in("s");
    assert!(!desk.text().contains("不能撤销"), "{}", desk.text());
    desk.type_in("enter");
    assert_eq!(desk.beside().sealed(day()).unwrap().unwrap().hash, sealed);
    let book = Book::open(&desk.book(), surroundings()()).unwrap();
    assert_eq!(book.steering().last_sealed(), Some(day()));
}

#[test]
fn no_size_makes_it_stumble() {
    let mut desk = township(120, 40);
    desk.type_in("6");
    for (width, height) in [(60, 18), (61, 19), (80, 24), (99, 28), (100, 28), (300, 100), (60, 100)] {
        desk.resize(width, height);
        for keys in ["w", "G", "w", "G", "k", "g", "s", "esc"] {
            desk.type_in(keys);
        }
        assert!(desk.text().contains("对账"), "{width}×{height}\n{}", desk.text());
    }
}
