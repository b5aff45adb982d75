//! Two records of one person, seen side by side and joined, as an officer does it.

use crate::headless::{Console, day, entrance, township};
use zhanbao::book::{Page, PeopleQuery, PersonPage, PersonRow};
use zhanbao::domain::acts::Fact;
use zhanbao::domain::facts::PersonFacts;
use zhanbao::domain::id_number;
use zhanbao::domain::subject::{SubjectId, SubjectKind};

fn page(desk: &Console, id: SubjectId) -> PersonPage {
    match desk.beside().page(id, day()).unwrap() {
        Page::Person(page) => *page,
        _ => panic!("no person"),
    }
}

/// Somebody whose name nobody else bears.
fn somebody(desk: &Console) -> PersonRow {
    let query = PeopleQuery { limit: 600, ..PeopleQuery::default() };
    let rows = desk.beside().people(&query, day()).unwrap().rows;
    let namesake = |row: &PersonRow| rows.iter().any(|other| other.id != row.id && other.name == row.name);
    rows.iter().find(|row| row.labour && row.phone.is_some() && !namesake(row)).unwrap().clone()
}

/// Another record, made by hand, with what is given.
fn recorded(desk: &Console, facts: PersonFacts) -> SubjectId {
    let mut beside = entrance(desk.folder.path()).desk().unwrap();
    let id = SubjectId::random(SubjectKind::Person, [7; 8]);
    let draft = beside.draft(vec![id], Fact::Person(Box::new(facts))).unwrap();
    beside.record(draft).unwrap();
    id
}

/// The same person again: of the same household, without a number, with another phone.
fn again(desk: &Console, row: &PersonRow) -> SubjectId {
    let facts = page(desk, row.id).person.facts;
    recorded(
        desk,
        PersonFacts {
            name: facts.name,
            village: facts.village,
            household: facts.household,
            phone: Some("13900004321".into()),
            ..PersonFacts::default()
        },
    )
}

fn open(desk: &mut Console, name: &str) {
    desk.type_in("3");
    desk.paste(name);
    desk.type_in("enter");
    assert!(title(desk).contains(name), "{}", desk.text());
}

fn title(desk: &Console) -> String {
    desk.text().lines().nth(1).unwrap().to_string()
}

fn footer(desk: &Console) -> String {
    desk.text().lines().last().unwrap().to_string()
}

/// Whether the book has them as one person.
fn one(desk: &Console, ids: [SubjectId; 2]) -> bool {
    let joined = desk.beside().joined(ids).unwrap();
    let [a, b] = ids.map(|id| joined.get(&id).copied().unwrap_or(id));
    a == b
}

#[test]
fn a_likely_double_is_told_compared_joined_and_taken_apart_again() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = township(width, height);
        let row = somebody(&desk);
        let other = again(&desk, &row);
        open(&mut desk, &row.name);
        assert!(desk.text().contains("可能重复登记") && footer(&desk).contains("= 并成一人"), "{}", desk.text());
        desk.type_in("= enter");
        let screen = desk.text();
        let screen = screen.split_once("是同一个人吗").unwrap_or_else(|| panic!("{screen}")).1;
        // Side by side: what both say alike is not marked, the phone is, in a word too; numbers are covered.
        let line = |label: &str| screen.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{screen}"));
        assert!(line("电话").contains("! 不同") && line("电话").contains("139****4321"), "{screen}");
        assert!(!line("姓名").contains("不同") && line("姓名").matches(&row.name).count() >= 2, "{screen}");
        let number = page(&desk, row.id).person.facts.id_no.unwrap();
        assert!(!line("村").contains("不同"), "the group is left out, not another\n{screen}");
        assert!(!screen.contains(number.as_str()) && screen.contains(&id_number::mask(&number)), "{screen}");
        assert!(!one(&desk, [row.id, other]));
        desk.type_in("enter");
        assert!(footer(&desk).contains("已并成一人"), "{}", desk.text());
        assert!(one(&desk, [row.id, other]));
        // The page is the joined person's, wherever the smaller id was; there is no double any more.
        assert!(title(&desk).contains(&row.name) && !desk.text().contains("可能重复登记"), "{}", desk.text());
        let main = page(&desk, row.id.min(other));
        assert_eq!(main.person.facts.id_no.as_deref(), Some(number.as_str()));
        desk.type_in("u enter");
        assert!(!one(&desk, [row.id, other]), "{}", desk.text());
        assert!(desk.text().contains("可能重复登记"), "{}", desk.text());
    }
}

#[test]
fn the_other_record_is_found_by_number_and_what_speaks_against_it_is_said_first() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let query = PeopleQuery { limit: 600, ..PeopleQuery::default() };
    let rows = desk.beside().people(&query, day()).unwrap().rows;
    let stranger =
        rows.iter().find(|other| other.name != row.name && other.phone.is_some() && other.id_no.is_some()).unwrap();
    open(&mut desk, &row.name);
    desk.type_in("=");
    for digit in stranger.phone.clone().unwrap().chars() {
        desk.press(&digit.to_string());
    }
    desk.settle();
    desk.type_in("enter");
    let screen = desk.text();
    assert!(screen.contains(&stranger.name) && screen.contains("多半不是同一个人"), "{screen}");
    // Not after all: nothing is recorded.
    desk.type_in("esc");
    assert!(title(&desk).contains(&row.name), "{}", desk.text());
    assert!(!one(&desk, [row.id, stranger.id]));
}

#[test]
fn two_marked_in_the_roster_are_joined_from_there() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let other = again(&desk, &row);
    desk.type_in("3");
    desk.paste(&row.name);
    desk.type_in("down =");
    assert!(footer(&desk).contains("选中两个人"), "{}", desk.text());
    desk.type_in("space space =");
    assert!(desk.text().contains("是同一个人吗"), "{}", desk.text());
    desk.type_in("y");
    assert!(one(&desk, [row.id, other]), "{}", desk.text());
    assert!(title(&desk).contains(&row.name) && footer(&desk).contains("已并成一人"), "{}", desk.text());
    // Back in the list nobody is marked any more, and there is one of them.
    desk.type_in("esc");
    assert!(!desk.text().contains("已选"), "{}", desk.text());
    assert_eq!(desk.text().matches(&row.name).count(), 2, "the filter and one row\n{}", desk.text());
}
