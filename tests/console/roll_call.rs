//! 直通车: the bus at the kerb is called, leaves, arrives and is handed over, as an officer does it.

use crate::headless;
use crate::headless::{Console, OFFICER, day, township};
use chrono::Days;
use zhanbao::book::Draft;
use zhanbao::domain::acts::{Fact, RemarkFacts, TripPlan};
use zhanbao::domain::keys::{Absence, TripState};
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::domain::trip::{Presence, Trip};

/// The trip that stands at the kerb on the demo's last day, and those of it who have not been called.
pub fn at_the_kerb(desk: &Console) -> (SubjectId, Trip) {
    desk.beside().trips().unwrap().into_iter().find(|(_, trip)| trip.state == Some(TripState::Boarding)).unwrap()
}

pub fn trip(desk: &Console, id: SubjectId) -> Trip {
    desk.beside().trips().unwrap().into_iter().find(|(other, _)| *other == id).unwrap().1
}

/// Those not called yet, by seat, with the letters of their names.
pub fn waiting(desk: &Console, trip: &Trip) -> Vec<(SubjectId, String, String)> {
    let expected =
        trip.passengers.iter().filter(|(_, p)| p.presence == Presence::Expected && p.facts.outside.is_none());
    let ids: Vec<SubjectId> = expected.map(|(id, _)| *id).collect();
    let names = desk.beside().names(ids.iter().copied()).unwrap();
    let letters = |name: &str| zhanbao::text::name_keys(name).initials.first().cloned().unwrap_or_default();
    ids.iter().filter_map(|id| names.get(id).map(|name| (*id, name.clone(), letters(name)))).collect()
}

/// Two who have not been called and whom three letters tell from everybody else who waits.
pub fn two_told_apart(waiting: &[(SubjectId, String, String)]) -> Vec<(SubjectId, String, String)> {
    let alone = |(_, _, letters): &&(SubjectId, String, String)| {
        letters.len() <= 3 && waiting.iter().filter(|(_, _, other)| other == letters).count() == 1
    };
    waiting.iter().filter(alone).take(2).cloned().collect()
}

pub fn spaced(letters: &str) -> String {
    letters.chars().map(|c| format!("{c} ")).collect()
}

#[test]
fn two_did_not_come_and_the_bus_leaves_in_fifteen_keys() {
    let mut desk = township(80, 24);
    let (id, before) = at_the_kerb(&desk);
    let absent = two_told_apart(&waiting(&desk, &before));
    assert_eq!(absent.len(), 2);
    desk.keys_pressed();
    desk.type_in("4 enter");
    for ((_, _, letters), reason) in absent.iter().zip(["2", "1"]) {
        desk.type_in(&format!("x {}{reason}", spaced(letters)));
    }
    desk.type_in("A d");
    if desk.text().contains("现在就发车") {
        desk.type_in("enter");
    }
    assert!(desk.keys_pressed() <= 15, "{}", desk.text());
    let after = trip(&desk, id);
    assert_eq!(after.state, Some(TripState::Departed), "{}", desk.text());
    assert_eq!(after.passengers[&absent[0].0].presence, Presence::Absent(Absence::Ill));
    assert_eq!(after.passengers[&absent[1].0].presence, Presence::Absent(Absence::Errand));
    assert_eq!(after.aboard(), before.passengers.len() - 2);
}

#[test]
fn what_is_done_shows_before_the_book_has_answered() {
    let mut desk = township(120, 40);
    let (_, before) = at_the_kerb(&desk);
    desk.type_in("4 enter");
    let called = |text: &str| text.matches("待点名").count();
    let first = called(&desk.text());
    assert!(first > 1, "{}", desk.text());
    // No waiting for the book in between.
    desk.press("space");
    desk.draw();
    assert_eq!(called(&desk.text()), first - 1, "{}", desk.text());
    desk.settle();
    assert_eq!(trip(&desk, at_the_kerb(&desk).0).aboard(), before.aboard() + 1);
}

#[test]
fn the_row_under_the_cursor_is_absent_by_a_digit_and_the_act_is_taken_back() {
    let mut desk = township(80, 24);
    let (id, before) = at_the_kerb(&desk);
    desk.type_in("4 enter x 3");
    let absent = |trip: &Trip| {
        trip.passengers.values().filter(|p| p.presence == Presence::Absent(Absence::OtherTransport)).count()
    };
    assert_eq!(absent(&trip(&desk, id)), absent(&before) + 1, "{}", desk.text());
    desk.type_in("u");
    assert_eq!(absent(&trip(&desk, id)), absent(&before), "{}", desk.text());
    assert!(desk.text().contains("已撤销"), "{}", desk.text());
}

#[test]
fn a_seat_is_called_by_its_number() {
    let mut desk = township(80, 24);
    let (id, before) = at_the_kerb(&desk);
    let (person, seat) = before
        .passengers
        .iter()
        .filter(|(_, p)| p.presence == Presence::Expected)
        .find_map(|(id, p)| Some((*id, p.facts.seat?)))
        .unwrap();
    desk.type_in(&format!("4 enter x 0 {}4", spaced(&format!("{seat:02}"))));
    let after = trip(&desk, id);
    assert_eq!(after.passengers[&person].presence, Presence::Absent(Absence::NotReached), "{}", desk.text());
}

#[test]
fn a_bus_with_people_not_called_asks_before_it_leaves() {
    let mut desk = township(80, 24);
    let (id, _) = at_the_kerb(&desk);
    desk.type_in("4 enter d");
    assert!(desk.text().contains("没有点到名"), "{}", desk.text());
    desk.type_in("esc");
    assert_eq!(trip(&desk, id).state, Some(TripState::Boarding));
    desk.type_in("d enter");
    assert_eq!(trip(&desk, id).state, Some(TripState::Departed), "{}", desk.text());
}

#[test]
fn an_arrival_is_counted_before_it_is_recorded_and_then_handed_over() {
    let mut desk = township(120, 40);
    let (id, _) = at_the_kerb(&desk);
    desk.type_in("4 enter A d");
    if desk.text().contains("现在就发车") {
        desk.type_in("enter");
    }
    desk.type_in("r");
    assert!(desk.text().contains("到岗 "), "{}", desk.text());
    assert_eq!(trip(&desk, id).state, Some(TripState::Departed), "nothing is recorded before it is agreed to");
    desk.type_in("enter");
    assert_eq!(trip(&desk, id).state, Some(TripState::Arrived), "{}", desk.text());
    desk.type_in("o 已 全 部 安 置 enter");
    let after = trip(&desk, id);
    assert_eq!(after.state, Some(TripState::HandedOver), "{}", desk.text());
    assert_eq!(after.receipt.as_deref(), Some("已全部安置"));
}

#[test]
fn whoever_arrived_without_an_employer_is_asked_for_on_the_same_day() {
    let mut desk = township(80, 24);
    let (id, _) = at_the_kerb(&desk);
    let on_a_bus: Vec<_> = desk.beside().trips().unwrap().into_iter().flat_map(|(_, t)| t.passengers).collect();
    let idle = headless::officer::idle(&desk.beside());
    let (row, _) = idle.iter().find(|(row, _)| on_a_bus.iter().all(|(other, _)| *other != row.id)).unwrap();
    desk.type_in("4 a");
    desk.paste(&row.name);
    desk.type_in("enter esc enter A d r enter");
    assert_eq!(trip(&desk, id).state, Some(TripState::Arrived), "{}", desk.text());
    desk.type_in("R");
    let screen = desk.text();
    assert!(screen.contains("快录") && screen.contains(&row.name), "{screen}");
}

#[test]
fn what_the_trip_lacks_is_said_without_options_of_commands() {
    let mut desk = township(120, 40);
    desk.type_in("4 n tab tab tab tab tab tab tab tab tab ctrl-u ctrl-s");
    let screen = desk.text();
    assert!(screen.contains("随车干部") && !screen.contains("--"), "{screen}");
}

#[test]
fn a_trip_is_cancelled_only_with_a_reason() {
    let mut desk = township(80, 24);
    let (id, _) = at_the_kerb(&desk);
    desk.type_in("4 enter c enter");
    assert!(desk.text().contains("请写明为什么取消"), "{}", desk.text());
    desk.type_in("道 路 结 冰 enter");
    assert_eq!(trip(&desk, id).state, Some(TripState::Cancelled), "{}", desk.text());
}

#[test]
fn the_driver_gets_names_by_boarding_point() {
    let mut desk = township(80, 24);
    let (_, before) = at_the_kerb(&desk);
    let plan = before.plan.clone().unwrap();
    desk.type_in("4 enter t");
    let text = desk.copied().last().unwrap().clone();
    assert!(text.contains(&plan.number) && text.contains(&plan.escort_phone.unwrap()), "{text}");
    assert!(plan.points.iter().all(|point| text.contains(point)), "{text}");
    assert!(desk.text().contains("给司机的名单"), "{}", desk.text());
}

#[test]
fn the_list_is_printed_into_the_export_folder_with_masked_numbers() {
    let desk = township(80, 24);
    let (_, before) = at_the_kerb(&desk);
    let out = desk.folder.path().join("out");
    std::fs::create_dir_all(desk.folder.path().join("config")).unwrap();
    let settings = format!("export_folder = '{}'\n", out.display());
    std::fs::write(desk.folder.path().join("config/config.toml"), settings).unwrap();
    // Settings are read as the console opens.
    let mut desk = desk.again(80, 24);
    desk.type_in("4 enter p");
    assert!(desk.wait_for("名单已存到"), "{}", desk.text());
    let file = std::fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(page.contains("签字") && page.contains(&before.plan.unwrap().number), "{page}");
    let whole = page.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.len() >= 17 && word.starts_with("52"));
    assert!(page.contains("***") && !whole, "no number is printed whole");
}

#[test]
fn passengers_are_added_one_after_the_other() {
    let mut desk = township(120, 40);
    let (id, before) = at_the_kerb(&desk);
    let book = desk.beside();
    let day = headless::day();
    let trips = book.trips().unwrap();
    let travelling = |person: &SubjectId| trips.iter().any(|(_, trip)| trip.passengers.contains_key(person));
    let page = zhanbao::book::PeopleQuery { limit: 200, ..Default::default() };
    let people = book.people(&page, day).unwrap().rows;
    let free: Vec<_> = people.iter().filter(|row| !travelling(&row.id)).take(2).collect();
    drop(book);
    desk.type_in("4 a");
    for row in &free {
        desk.paste(&row.name);
        desk.type_in("enter");
    }
    desk.paste("外乡测试丙");
    desk.type_in("enter");
    let after = trip(&desk, id);
    assert_eq!(after.passengers.len(), before.passengers.len() + 3, "{}", desk.text());
    let seats: Vec<u32> = after.passengers.values().filter_map(|p| p.facts.seat).collect();
    let mut distinct = seats.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!((seats.len(), distinct.len()), (after.passengers.len(), after.passengers.len()), "a seat each");
    assert!(after.passengers.values().any(|p| p.facts.outside.as_deref() == Some("外乡测试丙")));
    assert!(desk.text().contains("外乡测试丙"), "the line says who was added: {}", desk.text());
}

#[test]
fn the_roll_call_is_whole_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (60, 18), (200, 60)] {
        let mut desk = township(width, height);
        desk.type_in("4");
        assert!(desk.text().contains("上车中"), "{}", desk.text());
        desk.type_in("enter");
        assert!(desk.text().contains("已上车"), "{}", desk.text());
        desk.type_in("x z");
        assert!(desk.text().contains("谁没来") && desk.text().contains("5 其他"), "{}", desk.text());
    }
}

#[test]
fn a_trip_is_planned_with_what_the_last_one_had() {
    let mut desk = township(80, 24);
    let before = desk.beside().trips().unwrap().len();
    desk.type_in("4 n");
    let text = desk.text();
    // The morning has passed: the next one is tomorrow's.
    let number = format!("{}-1", headless::day().succ_opt().unwrap().format("%m%d"));
    assert!(text.contains("排一班车") && text.contains(&number), "{text}");
    desk.type_in("ctrl-s");
    assert!(desk.text().contains(&format!("已排 {number}")), "{}", desk.text());
    let trips = desk.beside().trips().unwrap();
    assert_eq!(trips.len(), before + 1);
    let plan = trips.iter().find_map(|(_, t)| t.plan.clone().filter(|plan| plan.number == number)).unwrap();
    assert!(plan.seats > 0 && !plan.to.is_empty());
    // The new trip is the one to go on with.
    desk.type_in("enter");
    assert!(desk.text().contains(&format!("点名 · {number}")), "{}", desk.text());
}

#[test]
fn what_is_known_of_a_passenger_is_corrected_on_the_list() {
    let mut desk = township(80, 24);
    let (id, _) = at_the_kerb(&desk);
    desk.type_in("4 enter enter ctrl-u 试 办 工 厂 down down ctrl-u 4 9 ctrl-s");
    let after = trip(&desk, id);
    let changed = after.passengers.values().find(|p| p.facts.seat == Some(49)).expect("seat 49");
    assert_eq!(changed.facts.employer.as_deref(), Some("试办工厂"), "{}", desk.text());
    desk.type_in("down enter down down ctrl-u 4 9 ctrl-s");
    assert!(desk.text().contains("49 座已经有人"), "{}", desk.text());
}

#[test]
fn nobody_is_added_beyond_the_seats() {
    let mut desk = township(80, 24);
    desk.type_in("4 n down down down ctrl-u 1 ctrl-s a");
    desk.paste("外乡测试甲");
    desk.type_in("enter");
    desk.paste("外乡测试乙");
    desk.type_in("enter");
    let text = desk.text();
    assert!(text.contains("已满"), "{text}");
    assert!(text.contains("外乡测试乙"), "what was typed stays: {text}");
    let trips = desk.beside().trips().unwrap();
    let full = trips.iter().find(|(_, t)| t.plan.as_ref().is_some_and(|plan| plan.seats == 1)).unwrap();
    assert_eq!(full.1.passengers.len(), 1);
}

#[test]
fn what_the_book_refuses_is_taken_back_and_said() {
    let mut desk = township(120, 40);
    let (id, before) = at_the_kerb(&desk);
    desk.type_in("4 enter");
    let waiting = desk.text().matches("待点名").count();
    // Meanwhile somebody else at the same book has called the trip off.
    let fact = Fact::TripCancel(RemarkFacts { text: Some("道路结冰".into()) });
    let off = Draft { day: headless::day(), officer: "另一人".into(), unit: None, subjects: vec![id], fact };
    desk.beside().record_all(vec![off]).unwrap();
    desk.press("space");
    desk.settle();
    assert_eq!(trip(&desk, id).aboard(), before.aboard());
    let text = desk.text();
    assert!(text.contains("已取消") && text.matches("待点名").count() + 1 >= waiting, "{text}");
}

#[test]
fn what_can_be_done_is_asked_for_within_the_roll_call() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = township(width, height);
        desk.type_in("4 enter");
        let text = desk.text();
        let foot = text.lines().last().unwrap_or_default();
        assert!(["空格 上车", "x 缺席", "d 发车", ": 命令", "? 帮助"].iter().all(|hint| foot.contains(hint)), "{foot}");
        desk.type_in("?");
        assert!(desk.text().contains("全部上车") && desk.text().contains("移出名单"), "{}", desk.text());
        desk.type_in("esc : f a c h e");
        assert!(desk.text().contains("发车"), "{}", desk.text());
        desk.type_in("esc");
        // While somebody is named, these are text.
        desk.type_in("x ?");
        assert!(desk.text().contains("谁没来"), "{}", desk.text());
    }
}

#[test]
fn a_passenger_added_or_corrected_by_mistake_is_put_right_by_one_key() {
    let mut desk = township(80, 24);
    let (id, before) = at_the_kerb(&desk);
    desk.type_in("4 enter a");
    desk.paste("外乡测试甲");
    desk.type_in("enter esc");
    assert_eq!(trip(&desk, id).passengers.len(), before.passengers.len() + 1, "{}", desk.text());
    desk.type_in("u");
    assert_eq!(trip(&desk, id).passengers.len(), before.passengers.len(), "{}", desk.text());
    assert!(desk.text().contains("外乡测试甲"), "what was taken back is named: {}", desk.text());

    desk.type_in("enter ctrl-u 试 办 工 厂 down down ctrl-u 4 9 ctrl-s");
    let employed =
        |trip: &Trip| trip.passengers.values().filter(|p| p.facts.employer.as_deref() == Some("试办工厂")).count();
    assert_eq!(employed(&trip(&desk, id)), 1, "{}", desk.text());
    // What was refused is nothing to be taken back.
    desk.type_in("down enter down down ctrl-u 4 9 ctrl-s esc u");
    assert_eq!(employed(&trip(&desk, id)), 0, "{}", desk.text());
}

#[test]
fn letters_that_nobody_fits_are_no_passenger_and_what_is_typed_ahead_is_kept() {
    let mut desk = township(80, 24);
    let (id, before) = at_the_kerb(&desk);
    desk.type_in("4 a q q z x enter");
    assert_eq!(trip(&desk, id).passengers.len(), before.passengers.len(), "{}", desk.text());
    assert!(desk.text().contains("没有找到“qqzx”"), "{}", desk.text());
    desk.type_in("ctrl-u");
    // Three names as fast as a machine types them, without waiting for the book.
    for name in ["外乡测试甲", "外乡测试乙", "外乡测试丙"] {
        for c in name.chars() {
            desk.press(&c.to_string());
        }
        desk.press("enter");
    }
    desk.settle();
    desk.settle();
    let on_list = trip(&desk, id);
    for name in ["外乡测试甲", "外乡测试乙", "外乡测试丙"] {
        assert!(
            on_list.passengers.values().any(|p| p.facts.outside.as_deref() == Some(name)),
            "{name}: {}",
            desk.text()
        );
    }
}

/// A season has more buses than are read in full at once: the list goes on to the last of them.
#[test]
fn a_long_list_of_trips_is_read_as_it_is_walked() {
    let mut desk = township(80, 24);
    let mut book = desk.beside();
    let (_, bus) = book.trips().unwrap().into_iter().find(|(_, trip)| trip.plan.is_some()).unwrap();
    let plan = bus.plan.unwrap();
    let long_ago = day() - Days::new(400);
    let drafts = (0..300).map(|n: u64| {
        let on = long_ago + Days::new(n);
        let plan = TripPlan { number: format!("旧-{n}"), departs: on.and_time(plan.departs.time()), ..plan.clone() };
        let id = SubjectId::random(SubjectKind::Trip, (n + 1).to_le_bytes());
        let fact = Fact::TripPlan(Box::new(plan));
        Draft { day: day(), officer: OFFICER.into(), unit: None, subjects: vec![id], fact }
    });
    book.record_all(drafts.collect()).unwrap();
    let all = book.trips().unwrap().len();
    drop(book);
    desk.type_in("4");
    assert!(desk.wait_for(&format!("{all}")), "{}", desk.text());
    let chosen = |desk: &Console| desk.text().lines().find(|line| line.contains('▸')).unwrap_or_default().to_string();
    let numbers = |desk: &Console| {
        let told = desk.text();
        told.lines().skip(3).take(18).filter(|line| line.contains("旧-") || line.contains("YL26")).count()
    };
    desk.type_in("G");
    assert!(numbers(&desk) >= 17 && !chosen(&desk).is_empty(), "{}", desk.text());
    desk.type_in("pageup pageup pageup pageup pageup pageup pageup");
    assert!(numbers(&desk) >= 17, "{}", desk.text());
    let number = chosen(&desk).split_whitespace().find(|word| word.starts_with("旧-")).unwrap().to_string();
    desk.type_in("enter");
    assert!(desk.text().contains(&format!("点名 · {number}")), "{number}\n{}", desk.text());
    desk.type_in("esc g");
    assert!(numbers(&desk) >= 1, "{}", desk.text());
    // On a screen that stands upright, all rows have something to say.
    desk.resize(80, 140);
    desk.type_in("G");
    desk.settle();
    let told = |line: &&str| line.contains("旧-") || line.contains("YL26");
    assert!(desk.text().lines().filter(told).count() >= 134, "{}", desk.text());
}
