//! Files that come and go at the console: choosing one, a check before the import, jobs in the background, exports.

use crate::headless;
use crate::headless::{Console, township};
use std::path::{Path, PathBuf};
use zhanbao::book::PeopleQuery;

const HEADER: &str = "姓名,证件号码,户编号,与户主关系,村,户类型\n";
/// One digit of the third number is wrong.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("测试甲", "529999198001010014", "户主"),
    ("测试乙", "529999198202020024", "配偶"),
    ("测试丙", "529999199003030031", "子"),
];

/// A roster of the first so many of them, all in a village that the book knows.
fn roster(desk: &Console, people: usize) -> String {
    let village = desk.beside().steering().villages().next().unwrap().1.name.clone();
    let row = |(name, number, relation): &(&str, &str, &str)| {
        format!("{name},{number},5299990001,{relation},{village},脱贫户\n")
    };
    let rows: String = PEOPLE.iter().take(people).map(row).collect();
    format!("{HEADER}{rows}")
}

fn file(desk: &Console, name: &str, text: &str) -> PathBuf {
    let path = desk.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn people(desk: &Console) -> u64 {
    desk.beside().people(&PeopleQuery { limit: 1, ..PeopleQuery::default() }, headless::day()).unwrap().total
}

/// Exports go to a folder of the test.
fn exports(desk: &mut Console) -> PathBuf {
    let folder = desk.folder.path().join("导出");
    desk.type_in("e 1");
    let other = desk.text().lines().find(|line| line.contains("换一个文件夹")).unwrap().to_string();
    let digit: String = other.chars().filter(char::is_ascii_digit).collect();
    desk.type_in(&digit);
    desk.type_in("ctrl-u");
    desk.paste(folder.to_str().unwrap());
    desk.type_in("enter");
    assert!(desk.wait_for("Excel 表格"), "{}", desk.text());
    desk.type_in("esc");
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_found_by_pinyin_and_folders_are_walked() {
    let mut desk = township(80, 24);
    let path = file(&desk, "花名册 2026-01-01.csv", HEADER);
    file(&desk, "岗位.csv", "");
    std::fs::create_dir(desk.folder.path().join("三月")).unwrap();
    desk.type_in("i");
    desk.paste(path.parent().unwrap().to_str().unwrap());
    assert!(desk.wait_for("花名册 2026"), "{}", desk.text());
    desk.type_in("h m c");
    assert!(desk.text().contains("花名册 2026") && !desk.text().contains("岗位.csv"), "{}", desk.text());
    desk.type_in("ctrl-u s y enter");
    assert!(desk.wait_for("这里没有能用的文件"), "{}", desk.text());
    desk.type_in("backspace");
    assert!(desk.wait_for("岗位.csv"), "{}", desk.text());
    desk.paste("/没有/这个.csv");
    assert!(desk.wait_for("不存在"), "{}", desk.text());
}

#[test]
fn a_check_comes_first_and_changes_nothing_and_what_was_sent_back_lies_beside_the_file() {
    let mut desk = township(80, 24);
    let path = file(&desk, "花名册 2026-01-01.csv", &roster(&desk, 3));
    let before = people(&desk);
    desk.type_in("i");
    desk.paste(path.to_str().unwrap());
    assert!(desk.wait_for("看表头是花名册"), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.wait_for("退回 1"), "{}", desk.text());
    let text = desk.text();
    assert!(text.contains("新增 2") && text.contains("证件号码") && text.contains("未写入"), "{text}");
    assert!(!text.contains("529999199003030031"), "a number is masked here too");
    assert_eq!(people(&desk), before);
    desk.type_in("enter");
    assert!(desk.wait_for("已导入"), "{}", desk.text());
    assert_eq!(people(&desk), before + 2);
    assert!(desk.folder.path().join("花名册 2026-01-01-退回.xlsx").is_file());
    desk.type_in("B enter");
    assert!(desk.text().contains("第 4 行"), "{}", desk.text());
}

#[test]
fn giving_up_after_the_check_changes_nothing() {
    let mut desk = township(80, 24);
    let path = file(&desk, "花名册 2026-01-01.csv", &roster(&desk, 2));
    let before = people(&desk);
    desk.type_in("i");
    desk.paste(path.to_str().unwrap());
    assert!(desk.wait_for("看表头是花名册"));
    desk.type_in("enter");
    assert!(desk.wait_for("新增 2"));
    desk.type_in("esc");
    assert_eq!(people(&desk), before);
}

#[test]
fn a_roster_that_does_not_say_its_date_is_asked_for_it() {
    let mut desk = township(80, 24);
    let path = file(&desk, "花名册.csv", &roster(&desk, 2));
    desk.type_in("i");
    desk.paste(path.to_str().unwrap());
    assert!(desk.wait_for("看表头是花名册"));
    desk.type_in("enter");
    assert!(desk.wait_for("截至哪天"), "{}", desk.text());
    desk.type_in("9 9 enter");
    assert!(desk.text().contains("看不懂"), "{}", desk.text());
    desk.type_in("ctrl-u 2 0 2 6 - 0 1 - 0 1 enter");
    assert!(desk.wait_for("2026-01-01 的名册 2 行"), "{}", desk.text());
}

#[test]
fn the_report_of_the_day_is_two_keys_away_in_the_folder_of_the_settings() {
    let mut desk = township(80, 24);
    let folder = exports(&mut desk);
    desk.keys_pressed();
    desk.type_in("e 1 1");
    assert!(desk.wait_for("已导出战报"), "{}", desk.text());
    assert_eq!(desk.keys_pressed(), 3);
    let names = files(&folder);
    assert!(names.len() == 1 && names[0].ends_with(".txt") && names[0].contains("战报"), "{names:?}");
    // The same again does not write over the first.
    desk.type_in("e 1 1");
    assert!(desk.wait_for("已导出战报"));
    assert_eq!(files(&folder).len(), 2);
}

#[test]
fn whole_numbers_are_asked_for_once_more_and_the_book_keeps_it() {
    let mut desk = township(80, 24);
    let folder = exports(&mut desk);
    desk.type_in("e 2 2");
    assert!(desk.wait_for("已导出花名册"), "{}", desk.text());
    let name = files(&folder).remove(0);
    let masked = std::fs::read_to_string(folder.join(&name)).unwrap();
    assert!(masked.contains("***"), "masked unless asked otherwise");
    desk.type_in("e 2 5");
    assert!(desk.text().contains("不能删除"), "{}", desk.text());
    desk.type_in("n");
    assert_eq!(files(&folder).len(), 1, "no was no");
    desk.type_in("e 2 5 y");
    assert!(desk.wait_for("已导出花名册"), "{}", desk.text());
    let mut noted = 0;
    desk.beside()
        .each_entry(|entry, _| {
            noted += usize::from(entry.kind == "export");
            Ok(())
        })
        .unwrap();
    assert_eq!(noted, 1);
}

#[test]
fn a_folder_that_cannot_be_made_is_one_sentence_and_what_was_typed_stays() {
    let mut desk = township(80, 24);
    let taken = file(&desk, "文件", "");
    desk.type_in("e 1 7 ctrl-u");
    desk.paste(taken.join("导出").to_str().unwrap());
    desk.type_in("enter");
    assert!(desk.wait_for("用不了"), "{}", desk.text());
}

#[test]
fn jobs_are_listed_even_where_there_are_none() {
    let mut desk = township(80, 24);
    desk.type_in("B");
    assert!(desk.text().contains("没有正在做的导入或导出"), "{}", desk.text());
    desk.type_in("esc");
    assert!(!desk.text().contains("没有正在做的导入或导出"));
}

#[test]
fn an_import_that_another_program_keeps_out_is_told_and_can_be_tried_again() {
    let mut desk = township(80, 24);
    let path = file(&desk, "花名册 2026-01-01.csv", &roster(&desk, 2));
    let before = people(&desk);
    let other = rusqlite::Connection::open(desk.book()).unwrap();
    desk.type_in("i");
    desk.paste(path.to_str().unwrap());
    assert!(desk.wait_for("看表头是花名册"));
    desk.type_in("enter");
    assert!(desk.wait_for("新增 2"), "{}", desk.text());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.type_in("enter");
    assert!(desk.wait_for("没有做成"), "{}", desk.text());
    desk.type_in("B enter");
    assert!(desk.text().contains("正被另一个程序占用"), "{}", desk.text());
    assert_eq!(people(&desk), before);
    other.execute_batch("ROLLBACK").unwrap();
    desk.type_in("esc esc i");
    desk.paste(path.to_str().unwrap());
    assert!(desk.wait_for("看表头是花名册"));
    desk.type_in("enter");
    assert!(desk.wait_for("新增 2"));
    desk.type_in("enter");
    assert!(desk.wait_for("已导入"), "{}", desk.text());
    assert_eq!(people(&desk), before + 2);
}
