//! The first run: from no book to a book with people in it, by keyboard alone.

use crate::headless;
use crate::headless::{Console, first_run};

/// A roster of two people, as a township keeps it.
const ROSTER: &str = "姓名,证件号码,户编号,与户主关系,村,户类型\n\
    测试甲,529999198001010014,5299990001,户主,测试村,脱贫户\n\
    测试乙,529999198202020024,5299990001,配偶,测试村,脱贫户\n";

fn type_text(desk: &mut Console, text: &str) {
    for c in text.chars() {
        desk.press(&c.to_string());
    }
    desk.settle();
}

fn found_a_book(desk: &mut Console) {
    desk.type_in("1");
    type_text(desk, "云岭镇");
    desk.type_in("enter");
    type_text(desk, "529999101");
    desk.type_in("enter");
    type_text(desk, "测试员");
    desk.type_in("enter");
    assert!(desk.wait_for("账本建好了"), "{}", desk.text());
}

#[test]
fn the_welcome_says_what_can_be_done_and_a_wrong_code_kindly() {
    let mut desk = first_run(80, 24);
    for choice in ["1 建一本新账", "2 打开演示", "3 打开别处的账本", "4 从备份恢复"] {
        assert!(desk.text().contains(choice), "{}", desk.text());
    }
    desk.type_in("1 enter");
    assert!(desk.text().contains("乡镇名称还没有填"), "{}", desk.text());
    type_text(&mut desk, "云岭镇");
    desk.type_in("enter");
    type_text(&mut desk, "52999910");
    desk.type_in("enter");
    assert!(desk.text().contains("写了 8 位"), "{}", desk.text());
    assert!(desk.text().contains("云岭镇"), "nothing typed is lost");
    assert!(!desk.book().exists());
}

#[test]
fn a_book_is_made_and_a_roster_imported_at_once() {
    let mut desk = first_run(80, 24);
    found_a_book(&mut desk);
    let file = desk.folder.path().join("花名册 2026-01-01.csv");
    std::fs::write(&file, ROSTER).unwrap();
    desk.type_in("1");
    desk.paste(&format!("'{}'", file.display()));
    assert!(desk.wait_for("看表头是花名册"), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.wait_for("新增 2"), "{}", desk.text());
    assert!(desk.beside().is_empty().unwrap(), "so far it was a check");
    desk.type_in("enter");
    assert!(desk.wait_for("已导入"), "{}", desk.text());
    assert!(!desk.beside().is_empty().unwrap());
    assert_eq!(desk.beside().default_officer().unwrap().as_deref(), Some("测试员"));
    assert!(desk.text().contains("云岭镇"), "{}", desk.text());
}

#[test]
fn the_demo_opens_and_leaves_no_book_behind() {
    let mut desk = first_run(80, 24);
    desk.type_in("2");
    assert!(desk.wait_for("未封账"), "{}", desk.text());
    assert!(!desk.book().exists());
}

#[test]
fn a_book_elsewhere_opens_and_is_found_again_next_time() {
    let mut desk = first_run(80, 24);
    let other = headless::township(80, 24);
    desk.type_in("3");
    desk.paste(other.book().to_str().unwrap());
    assert!(desk.wait_for("未封账"), "{}", desk.text());
    let settings = std::fs::read_to_string(desk.folder.path().join("config/config.toml")).unwrap();
    assert!(settings.contains(other.book().to_str().unwrap()), "{settings}");
}

#[test]
fn a_backup_is_restored_and_what_is_none_is_refused() {
    let mut desk = first_run(80, 24);
    let other = headless::township(80, 24);
    let backup = desk.folder.path().join("备份.zb");
    other.beside().backup(&backup).unwrap();
    let broken = desk.folder.path().join("坏的.zb");
    std::fs::write(&broken, "不是账本").unwrap();
    desk.type_in("4");
    desk.paste(broken.to_str().unwrap());
    assert!(desk.wait_for("没有恢复"), "{}", desk.text());
    assert!(!desk.book().exists());
    desk.type_in("esc 4");
    desk.paste(backup.to_str().unwrap());
    assert!(desk.wait_for("未封账"), "{}", desk.text());
    assert!(!desk.beside().is_empty().unwrap());
}
