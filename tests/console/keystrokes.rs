//! How many keys an officer's acts take, from every screen: three letters of pinyin, the first candidate right. What is
//! asked and what is reached stand in one table, which is printed, and is the message where something takes too many.

use crate::headless::officer::{at_the_desk, away, bus, idle, known_job, newest, people, records};
use crate::headless::{Console, copied, day, reopened, surroundings, township};
use std::fmt::Write;
use zhanbao::book::{Draft, Facets, PeopleQuery, PersonRow};
use zhanbao::desk::trips::Addition;
use zhanbao::domain::acts::{Fact, RemarkFacts};
use zhanbao::domain::keys::{Absence, TripState};
use zhanbao::domain::subject::SubjectId;
use zhanbao::domain::trip::{Presence, Trip};
use zhanbao::text;

/// Where an officer stands, the keys that led there, and how many more keys lead out of a text field.
const PLACES: [(&str, &str, usize); 8] = [
    ("今日", "1", 0),
    ("任务书", "2", 0),
    ("台账 过滤", "3", 1),
    ("台账 列表", "3 esc", 0),
    ("直通车", "4", 0),
    ("挂图", "5", 0),
    ("战报", "6", 0),
    ("人员页", "", 0),
];
const PAGE: usize = 7;

/// One line of the table.
struct Counted {
    what: &'static str,
    asked: usize,
    /// How many it took in each place.
    reached: Vec<usize>,
}

impl Counted {
    fn new(what: &'static str, asked: usize) -> Self {
        Self { what, asked, reached: Vec::new() }
    }

    /// Whether it took no more than asked anywhere, but for the way out of a field.
    fn holds(&self) -> bool {
        self.reached.iter().zip(&PLACES).all(|(keys, (_, _, more))| *keys <= self.asked + more)
    }
}

fn table(all: &[Counted]) -> String {
    let mut out = format!("{}{}", text::pad("", 24), text::pad("要求", 6));
    PLACES.iter().for_each(|(name, ..)| out.push_str(&text::pad(name, 11)));
    for Counted { what, asked, reached } in all {
        write!(out, "\n{}{}", text::pad(what, 24), text::pad(&format!("≤{asked}"), 6)).unwrap();
        reached.iter().for_each(|keys| out.push_str(&text::pad(&keys.to_string(), 11)));
    }
    out.push('\n');
    out
}

/// Goes to a place; the page is this person's.
fn go(desk: &mut Console, place: usize, person: &PersonRow) {
    desk.type_in("esc esc 1");
    if place == PAGE {
        desk.type_in("3 ctrl-u");
        desk.paste(&person.name);
        desk.type_in("enter");
    } else {
        // Whatever was looked for before is looked for no more.
        desk.type_in("3 ctrl-u esc 1");
        desk.type_in(PLACES[place].1);
    }
    desk.keys_pressed();
}

/// Presses these keys where one stands; out of a field first.
fn press(desk: &mut Console, place: usize, keys: &str) -> usize {
    let out = if PLACES[place].2 > 0 { "esc " } else { "" };
    desk.type_in(&format!("{out}{keys}"));
    desk.keys_pressed()
}

/// A console whose exports go into its own folder.
fn with_folder() -> Console {
    let folder = copied();
    let out = folder.path().join("out");
    std::fs::create_dir_all(folder.path().join("config")).unwrap();
    std::fs::write(folder.path().join("config/config.toml"), format!("export_folder = {out:?}\n")).unwrap();
    reopened(folder)
}

fn trip(desk: &Console, id: SubjectId) -> Trip {
    desk.beside().trips().unwrap().into_iter().find(|(other, _)| *other == id).unwrap().1
}

/// A bus of 49 seats, all of them taken, that leaves before any other today.
fn full_bus() -> (tempfile::TempDir, SubjectId) {
    let folder = copied();
    let mut at = at_the_desk(&folder, surroundings()(), None);
    // Whoever waits for another bus is free once that one is called off.
    let waiting: Vec<SubjectId> = at
        .book
        .trips()
        .unwrap()
        .into_iter()
        .filter(|(_, trip)| matches!(trip.state, Some(TripState::Planned | TripState::Boarding)))
        .map(|(id, _)| id)
        .collect();
    let off = |id| {
        let fact = Fact::TripCancel(RemarkFacts { text: Some("测试".into()) });
        Draft { day: day(), officer: "测试员".into(), unit: None, subjects: vec![id], fact }
    };
    at.book.record_all(waiting.into_iter().map(off).collect()).unwrap();
    let drafts = bus("样-49", 0).drafts(&at).unwrap();
    at.record(drafts).unwrap();
    let id = at.book.trips().unwrap().into_iter().find(|(_, t)| t.plan.as_ref().is_some_and(|p| p.number == "样-49"));
    let id = id.unwrap().0;
    let trips = at.book.trips().unwrap();
    let on_the_road = |person: &SubjectId| {
        trips.iter().any(|(_, trip)| trip.state == Some(TripState::Departed) && trip.passengers.contains_key(person))
    };
    let page = PeopleQuery {
        facets: Facets { employed: Some(false), ..Facets::default() },
        limit: 400,
        ..PeopleQuery::default()
    };
    let rows = at.book.people(&page, day()).unwrap().rows;
    let free =
        |row: &PersonRow| row.on_roster && row.age.is_some_and(|age| (18..60).contains(&age)) && !on_the_road(&row.id);
    let people: Vec<SubjectId> = rows.into_iter().filter(free).map(|row| row.id).take(49).collect();
    assert_eq!(people.len(), 49);
    let drafts = Addition { people, employer: Some("测试电子厂".into()), ..Addition::to(id) }.drafts(&at).unwrap();
    at.record(drafts).unwrap();
    drop(at);
    (folder, id)
}

/// Two of a bus whom three letters tell from everybody else on it.
fn two_told_apart(desk: &Console, trip: &Trip) -> Vec<(SubjectId, String)> {
    let names = desk.beside().names(trip.passengers.keys().copied()).unwrap();
    let all: Vec<(SubjectId, String)> = trip
        .passengers
        .keys()
        .filter_map(|id| Some((*id, text::name_keys(names.get(id)?).initials.into_iter().next()?)))
        .collect();
    let alone = |(_, letters): &&(SubjectId, String)| {
        letters.len() == 3 && all.iter().filter(|(_, other)| other.starts_with(letters.as_str())).count() == 1
    };
    let two: Vec<_> = all.iter().filter(alone).take(2).cloned().collect();
    assert_eq!(two.len(), 2, "the made-up bus has not two like that");
    two
}

fn spaced(letters: &str) -> String {
    letters.chars().map(|c| format!("{c} ")).collect()
}

#[test]
fn no_act_takes_more_keys_than_is_asked_from_any_screen() {
    let mut visit = Counted::new("走访,常见结果", 7);
    let mut back = Counted::new("返岗,去年的单位", 8);
    let mut placed = Counted::new("上岗,已知岗位", 10);
    let mut next = Counted::new("下一人,同一岗位", 6);
    let mut page = Counted::new("任何人的履历", 6);
    let mut call = Counted::new("点名 49 座、缺 2、发车", 15);
    let mut close = Counted::new("封账、导出", 4);
    let (bus, id) = full_bus();
    for place in 0..PLACES.len() {
        let at = PLACES[place].0;
        let mut desk = township(80, 24);
        let book = desk.beside();
        let (anybody, waiting, idle) = (people(&book, Facets::default(), |_| true), away(&book), idle(&book));
        let (_, job) = known_job(&book, idle[0].0.id);
        // On a person's page an act is about that person.
        let who = |letters: &str| if place == PAGE { String::new() } else { format!("{letters} enter") };

        let (row, letters) = &anybody[place];
        go(&mut desk, place, row);
        visit.reached.push(press(&mut desk, place, &format!("v {} 3", who(letters))));
        let entry = newest(&desk);
        assert!(entry.subjects[0].0 == row.id && entry.kind == "visit", "{at}\n{}", desk.text());

        let (row, letters) = &waiting[0];
        go(&mut desk, place, row);
        back.reached.push(press(&mut desk, place, &format!("r {} enter", who(letters))));
        let entry = newest(&desk);
        assert!(entry.subjects[0].0 == row.id && entry.kind == "return", "{at}\n{}", desk.text());

        let [(first, letters), (second, others)] = [&idle[0], &idle[1]];
        go(&mut desk, place, first);
        placed.reached.push(press(&mut desk, place, &format!("p {} {job} enter enter", who(letters))));
        let entry = newest(&desk);
        assert!(entry.subjects[0].0 == first.id && entry.kind == "placement", "{at}\n{}", desk.text());
        go(&mut desk, place, first);
        next.reached.push(press(&mut desk, place, &format!(". {others} enter enter")));
        let entry = newest(&desk);
        assert!(entry.subjects[0].0 == second.id && entry.kind == "placement", "{at}\n{}", desk.text());

        let (row, letters) = anybody.iter().find(|(row, _)| row.id != first.id).unwrap();
        go(&mut desk, place, first);
        // The filter takes letters as they come.
        let (keys, out) = if at == "台账 过滤" { (letters.clone(), 1) } else { (format!("3 {letters}"), 0) };
        desk.type_in(&format!("{keys} enter"));
        page.reached.push(desk.keys_pressed() + out);
        assert!(desk.text().lines().nth(1).unwrap().contains(&row.name), "{at}\n{}", desk.text());

        let mut desk = with_folder();
        go(&mut desk, place, first);
        close.reached.push(press(&mut desk, place, "s enter e enter"));
        assert!(desk.wait_for("已导出"), "{at}\n{}", desk.text());
        assert!(desk.beside().sealed(day()).unwrap().is_some(), "{at}");

        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(bus.path().join("book.zb"), folder.path().join("book.zb")).unwrap();
        let mut desk = reopened(folder);
        let absent = two_told_apart(&desk, &trip(&desk, id));
        go(&mut desk, place, first);
        let calls: String =
            absent.iter().zip(["2", "1"]).map(|((_, letters), why)| format!("x {}{why} ", spaced(letters))).collect();
        let keys = press(&mut desk, place, &format!("4 enter {calls}A d"));
        let asked = desk.text().contains("现在就发车");
        if asked {
            desk.type_in("enter");
        }
        call.reached.push(keys + usize::from(asked));
        let after = trip(&desk, id);
        assert_eq!(after.state, Some(TripState::Departed), "{at}\n{}", desk.text());
        let of = |n: usize| after.passengers[&absent[n].0].presence;
        assert_eq!(
            (of(0), of(1), after.aboard()),
            (Presence::Absent(Absence::Ill), Presence::Absent(Absence::Errand), 47)
        );
    }
    let all = [visit, back, placed, next, page, call, close];
    let shown = table(&all);
    println!("{shown}");
    assert!(all.iter().all(Counted::holds), "\n{shown}");
}

#[test]
fn the_record_of_somebody_else_is_not_dearer_from_a_persons_page() {
    let mut desk = township(80, 24);
    let found = people(&desk.beside(), Facets::default(), |_| true);
    go(&mut desk, PAGE, &found[0].0);
    desk.type_in(&format!("v {} enter 3", found[1].1));
    assert!(desk.keys_pressed() <= 7);
    assert_eq!(records(&desk.beside())[0].subjects[0].0, found[1].0.id, "{}", desk.text());
}
