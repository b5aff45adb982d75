//! A list pasted from a chat group, as an officer brings it in: matched, doubts chosen, recorded once, taken back once.

use crate::headless::{Console, day, township};
use std::collections::HashMap;
use zhanbao::book::{Book, Facets, PeopleQuery, PersonRow};

fn everybody(book: &Book, facets: Facets) -> Vec<PersonRow> {
    let query = PeopleQuery { facets, limit: 1_000, ..PeopleQuery::default() };
    book.people(&query, day()).unwrap().rows
}

/// People without work whose name nobody else bears, and a name that several bear.
fn some_people(console: &Console) -> (Vec<PersonRow>, Option<String>) {
    let book = console.beside();
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for row in everybody(&book, Facets::default()) {
        *bearers.entry(row.name).or_default() += 1;
    }
    let idle = everybody(&book, Facets { employed: Some(false), ..Facets::default() });
    let alone =
        idle.into_iter().filter(|row| bearers[&row.name] == 1 && row.age.is_some_and(|age| (18..55).contains(&age)));
    let mut twice: Vec<&String> = bearers.iter().filter(|(_, n)| **n > 1).map(|(name, _)| name).collect();
    twice.sort();
    (alone.collect(), twice.first().map(|name| (*name).clone()))
}

fn count(console: &Console) -> u64 {
    let mut n = 0;
    console
        .beside()
        .each_entry(|_, _| {
            n += 1;
            Ok(())
        })
        .unwrap();
    n
}

#[test]
fn a_list_is_pasted_checked_and_recorded_as_one_batch() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = township(width, height);
        let (people, _) = some_people(&desk);
        let before = count(&desk);
        let names: Vec<&str> = people.iter().take(4).map(|row| row.name.as_str()).collect();
        let list = format!(
            "李秀英 16:30\n今天上岗名单:\n1.{} 宁波海天测试厂 5200\n2、{}、{}去宁波海天测试厂了👍\n3.{}(没去)\n赵无此 宁波\n",
            names[0], names[1], names[2], names[3]
        );
        desk.paste(&list);
        desk.keys_pressed();
        assert!(desk.text().contains("这份名单记的是"), "{}", desk.text());
        desk.type_in("enter");
        let shown = desk.text();
        assert!(shown.contains("要记 3"), "{shown}");
        assert!(shown.contains("跳过:没去"), "{shown}");
        assert!(shown.contains("新增就业") || shown.contains("再就业"), "{shown}");
        assert!(width < 120 || shown.contains("5,200"), "{shown}");
        assert_eq!(count(&desk), before, "nothing is written before it is confirmed");
        desk.type_in("ctrl-s");
        if desk.text().contains("待定,不记") {
            desk.type_in("enter");
        }
        assert!(desk.text().contains("已记下 3 条"), "{}", desk.text());
        assert_eq!(count(&desk), before + 3);
        let book = desk.beside();
        let work = book.last_work(people[0].id).unwrap().unwrap().work;
        assert_eq!(work.wage, Some(5200));
        assert_eq!(work.employer.as_deref(), Some("海天测试厂"));
        assert_eq!(book.last_work(people[1].id).unwrap().unwrap().work.place.as_deref(), Some("宁波"));
        let last = book.last_batch(None).unwrap().unwrap();
        assert_eq!(last.kinds.iter().map(|(_, n)| n).sum::<u64>(), 3, "all of it is one batch");
        println!("{} keys", desk.keys_pressed());
        // All of it is taken back by one key and a yes; what was recorded before stays.
        desk.type_in("u");
        assert!(people[..3].iter().any(|row| desk.text().contains(&row.name)), "{}", desk.text());
        desk.type_in("enter");
        assert!(desk.text().contains("已撤销"), "{}", desk.text());
        let book = desk.beside();
        assert!(people[..3].iter().all(|row| {
            book.last_work(row.id).unwrap().is_none_or(|last| last.work.employer.as_deref() != Some("海天测试厂"))
        }));
        assert!(book.last_batch(None).unwrap().is_none_or(|other| other.batch != last.batch));
    }
}

#[test]
fn namesakes_are_told_apart_by_choosing_or_by_the_end_of_a_number() {
    let mut desk = township(120, 40);
    let (_, twice) = some_people(&desk);
    let Some(name) = twice else { return };
    let bearers: Vec<PersonRow> =
        everybody(&desk.beside(), Facets::default()).into_iter().filter(|row| row.name == name).collect();
    desk.paste(&format!("走访\n{name} 不在家"));
    desk.type_in("enter");
    assert!(desk.text().contains(&format!("{} 人可能", bearers.len())), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.text().contains("是谁"), "{}", desk.text());
    desk.type_in("2");
    assert!(desk.text().contains("要记 1"), "{}", desk.text());
    assert!(desk.text().contains("不在家/未联系上"), "{}", desk.text());
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("已记下 1 条"), "{}", desk.text());

    let tail = |row: &PersonRow| row.id_no.as_ref().map(|id| id[id.len() - 4..].to_string());
    let of = &bearers[1];
    let Some(end) = tail(of).filter(|end| bearers.iter().filter(|row| tail(row).as_ref() == Some(end)).count() == 1)
    else {
        return;
    };
    desk.paste(&format!("走访\n{name} 身份证{end}"));
    desk.type_in("enter");
    assert!(desk.text().contains("要记 1"), "{}", desk.text());
}

#[test]
fn a_line_without_an_employer_is_filled_in_for_all_or_alone() {
    let mut desk = township(80, 24);
    let (people, _) = some_people(&desk);
    desk.paste(&format!("上岗\n{}\n{}", people[0].name, people[1].name));
    desk.type_in("enter");
    assert!(desk.text().contains("没说单位"), "{}", desk.text());
    desk.type_in("c");
    for text in ["测试车间", "宁波", "3000"] {
        desk.press(text);
        desk.type_in("tab");
    }
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("要记 2"), "{}", desk.text());
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("已记下 2 条"), "{}", desk.text());
    let work = desk.beside().last_work(people[1].id).unwrap().unwrap().work;
    assert_eq!((work.employer.as_deref(), work.wage), (Some("测试车间"), Some(3000)));
}

#[test]
fn a_list_half_done_is_there_again_after_a_crash() {
    let mut desk = township(80, 24);
    let (people, _) = some_people(&desk);
    desk.paste(&format!("走访\n{}\n{}\n{}", people[0].name, people[1].name, people[2].name));
    desk.type_in("enter space");
    assert!(desk.text().contains("要记 2"), "{}", desk.text());
    let mut desk = desk.again(80, 24);
    assert!(desk.text().contains("粘贴名单 4 行"), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.text().contains("要记 2"), "{}", desk.text());
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("已记下 2 条"), "{}", desk.text());
    let desk = desk.again(80, 24);
    assert!(!desk.text().contains("粘贴名单"), "{}", desk.text());
}

#[test]
fn a_list_of_thousands_and_one_that_is_none_are_read_all_the_same() {
    let mut desk = township(80, 24);
    let (people, _) = some_people(&desk);
    let long: String = (0..6_000).map(|n| format!("{n}.{} 宁波 5000\n", people[n % people.len()].name)).collect();
    desk.paste(&long);
    desk.type_in("enter");
    assert!(desk.text().contains("5000 人"), "{}", desk.text());
    desk.type_in("G esc enter");
    let hostile = format!(
        "\u{1b}[31m\u{202e}{}\u{0}{}\n👨‍👩‍👧𠮷{}",
        people[0].name,
        "e\u{301}".repeat(200_000),
        "测".repeat(100_000)
    );
    desk.paste(&hostile);
    desk.type_in("enter");
    assert!(desk.text().contains("粘贴") || desk.text().contains("1 人"), "{}", desk.text());
}

#[test]
fn several_lines_pasted_over_a_filter_are_a_list_all_the_same() {
    let mut desk = township(80, 24);
    let (people, _) = some_people(&desk);
    desk.type_in("3");
    // Terminals send the end of a line as Enter.
    desk.paste(&format!("走访\r{}\r{}", people[0].name, people[1].name));
    desk.type_in("enter");
    assert!(desk.text().contains("要记 2"), "{}", desk.text());
}

#[test]
fn a_number_that_is_somebody_elses_is_a_doubt_and_a_phone_is_none() {
    let mut desk = township(80, 24);
    let (people, _) = some_people(&desk);
    desk.paste(&format!("走访\n{} 身份证000X\n{} 13900000000", people[0].name, people[1].name));
    desk.type_in("enter");
    assert!(desk.text().contains("要记 1 · 待定 1"), "{}", desk.text());
}

#[test]
fn enter_asks_for_the_employer_where_only_that_is_missing() {
    let mut desk = township(80, 24);
    let (people, _) = some_people(&desk);
    desk.paste(&format!("上岗\n{}\n{} 宁波海天测试厂", people[0].name, people[1].name));
    desk.type_in("enter");
    assert!(desk.text().contains("没说单位"), "{}", desk.text());
    desk.type_in("enter");
    for text in ["测试车间", "宁波"] {
        desk.press(text);
        desk.type_in("tab");
    }
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("要记 2"), "{}", desk.text());
}
