//! 今日: an officer opens the book in the morning, sees what is due and how far the targets are, and works it off.

use crate::headless;
use crate::headless::{day, township};
use zhanbao::book::{DayFilter, HouseholdQuery};
use zhanbao::desk::acts::Visit;
use zhanbao::desk::due::DueKind;
use zhanbao::desk::trips::{self, Addition};
use zhanbao::desk::{Desk, Sitting, due};
use zhanbao::domain::keys::{Outcome, TripState, VisitBy};
use zhanbao::locale::Lang;
use zhanbao::report::{self, Wording};

/// The line of the screen that has a text.
fn line(screen: &str, part: &str) -> String {
    screen.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no {part} in\n{screen}")).to_string()
}

#[test]
fn every_target_stands_there_with_its_figures_and_its_forecast() {
    let desk = township(120, 40);
    let report = report::build(&mut desk.beside(), day(), "", false).unwrap();
    let screen = desk.text();
    let mut seen = 0;
    for wall in &report.wall {
        let figure = report.figures.get(&wall.key).unwrap();
        let name = zhanbao::domain::metric::Metric::from_key(&wall.key).unwrap().zh();
        let told = line(&screen, &format!("{}/{}", wall.total.done.last().unwrap(), wall.target));
        assert!(told.contains(name) && told.contains(&format!("{}%", figure.rate.unwrap())), "{told}");
        let lines: Vec<&str> = screen.lines().collect();
        let below = lines[lines.iter().position(|l| *l == told).unwrap() + 1];
        assert!(below.contains(&format!("今日 {}/{}", figure.day, figure.quota.unwrap())), "{below}");
        let forecast = match figure.finish {
            _ if wall.total.done.last().unwrap() >= &wall.target => "✓ 已完成".to_string(),
            None => "✗ 按此进度完不成".to_string(),
            Some(day) if day > wall.to => format!("晚{}天", (day - wall.to).num_days()),
            Some(day) if day < wall.to => format!("早{}天", (wall.to - day).num_days()),
            Some(_) => "如期".to_string(),
        };
        assert!(below.contains(&forecast), "{forecast}: {below}");
        seen += 1;
    }
    assert!(seen >= 3, "the demo has targets");
    let good = report.checks.iter().filter(|check| check.ok).count();
    assert!(screen.contains(&format!("对账 {good}/{}", report.checks.len())));
}

#[test]
fn what_is_due_is_listed_overdue_first_and_filtered_by_kind() {
    let mut desk = township(80, 24);
    let wording = Wording { lang: Lang::current(), asked: false, folder: None };
    let mut beside = Desk::new(desk.beside(), Sitting::default(), wording);
    let all = due::due_within(&mut beside, day(), 3).unwrap();
    let overdue = all.iter().filter(|d| d.overdue_days > 0).count();
    let screen = desk.text();
    let title = line(&screen, "今日要办");
    assert!(title.contains(&format!("逾期 {overdue}")), "{screen}");
    // The rows are reached one by one; a section's title is stepped over.
    desk.type_in("G");
    let last = desk.text();
    assert!(last.contains(&format!("今天 {}", all.iter().filter(|d| d.overdue_days == 0).count())), "{last}");
    // What is due today is one key away, however much is overdue; then the next days, then the kinds.
    let today = all.iter().filter(|d| d.overdue_days == 0).count();
    desk.type_in("g f");
    let screen = desk.text();
    assert!(line(&screen, "今日要办").contains(&format!("[今天 {today}]")), "{screen}");
    assert_eq!(screen.matches("逾期").count(), 1, "in the title alone\n{screen}");
    let first = all.iter().map(|d| d.kind).min().unwrap();
    let of_kind = all.iter().filter(|d| d.kind == first).count();
    desk.type_in(if all.iter().any(|d| d.overdue_days < 0) { "f f" } else { "f" });
    assert!(desk.text().contains(&format!("{of_kind}/{} 项", all.len())), "{}", desk.text());
}

fn seated(desk: &headless::Console) -> Desk {
    let wording = Wording { lang: Lang::current(), asked: false, folder: None };
    Desk::new(desk.beside(), Sitting { day: None, officer: Some(headless::OFFICER.into()) }, wording)
}

#[test]
fn a_trip_that_is_due_leads_to_its_own_roll_call() {
    let mut desk = township(80, 24);
    let trips = desk.beside().trips().unwrap();
    let (_, trip) = trips.into_iter().find(|(_, trip)| trip.state == Some(TripState::Boarding)).unwrap();
    let number = trip.plan.unwrap().number;
    for keys in ["enter", "space"] {
        desk.type_in("1");
        for _ in 0..9 {
            desk.type_in("f");
            if line(&desk.text(), "今日要办").contains(&due::DueKind::Trip.name()) {
                break;
            }
        }
        for _ in 0..9 {
            if line(&desk.text(), "▸").contains(&number) {
                break;
            }
            desk.type_in("down");
        }
        desk.type_in(keys);
        let screen = desk.text();
        assert!(screen.contains("直通车]") && screen.contains(&number) && screen.contains("应到"), "{screen}");
        desk.type_in("esc");
        assert!(line(&desk.text(), "▸").contains(&number), "the list stands on it\n{}", desk.text());
        desk.type_in("1");
        while line(&desk.text(), "今日要办").contains("/") {
            desk.type_in("f");
        }
    }
}

#[test]
fn passengers_of_other_townships_go_by_their_names() {
    let mut desk = township(120, 40);
    let mut beside = seated(&desk);
    let trips = beside.book.trips().unwrap();
    let (trip, found) = trips.into_iter().find(|(_, trip)| trip.state == Some(TripState::Boarding)).unwrap();
    let number = found.plan.unwrap().number;
    let outside = ["外乡测甲", "外乡测乙", "外乡测丙"];
    for name in outside {
        let add = Addition { outside: Some(name.into()), seat: Some(7), ..Addition::to(trip) };
        let drafts = add.drafts(&beside).unwrap();
        let id = beside.record(drafts).unwrap().entries[0].subjects[1];
        // Whoever is off the list again keeps the name.
        let drafts = match name {
            "外乡测甲" => trips::remove(&beside, trip, &[id]).unwrap(),
            _ => trips::board(&beside, trip, &[id]).unwrap(),
        };
        beside.record(drafts).unwrap();
    }
    assert!(desk.wait_for("外乡测丙"), "{}", desk.text());
    desk.type_in("2");
    let screen = desk.text();
    let added = screen.lines().find(|l| l.contains("外乡测甲") && l.contains("列入名单")).unwrap();
    assert!(added.contains(&number) && added.contains("7 号座"), "{added}");
    for name in outside {
        assert_eq!(screen.lines().filter(|l| l.contains(name)).count(), 2, "{screen}");
    }
}

#[test]
fn what_was_done_to_many_on_a_trip_takes_one_line_that_leads_to_it() {
    let mut desk = township(120, 40);
    let mut beside = seated(&desk);
    let trips = beside.book.trips().unwrap();
    let (trip, found) = trips.into_iter().find(|(_, trip)| trip.state == Some(TripState::Boarding)).unwrap();
    let number = found.plan.unwrap().number;
    for n in 0..5 {
        let add = Addition { outside: Some(format!("外乡测{n}")), ..Addition::to(trip) };
        let drafts = add.drafts(&beside).unwrap();
        beside.record(drafts).unwrap();
    }
    assert!(desk.wait_for("外乡测4"), "{}", desk.text());
    let told = line(&desk.text(), "外乡测4");
    assert!(told.contains("列入名单") && told.contains("5 人") && told.contains(&number), "{told}");
    desk.type_in("w g enter");
    assert!(desk.text().contains("应到") && desk.text().contains(&number), "{}", desk.text());
}

#[test]
fn a_household_is_due_until_it_is_visited_and_again_when_that_visit_is_taken_back() {
    let console = township(80, 24);
    let wording = Wording { lang: Lang::current(), asked: false, folder: None };
    let mut desk = Desk::new(console.beside(), Sitting { day: None, officer: Some("测试员".into()) }, wording);
    let query = HouseholdQuery { limit: 1, ..HouseholdQuery::default() };
    let home = desk.book.household_rows(&query, day()).unwrap().rows[0].id;
    let visited = |desk: &mut Desk, next| {
        let visit =
            Visit { subject: home, by: VisitBy::Home, outcome: Outcome::WantsWork, need: None, next, note: None };
        let drafts = visit.drafts(desk).unwrap();
        desk.record(drafts).unwrap().entries[0].hash
    };
    let told = |desk: &mut Desk| {
        let all = due::due(desk, day()).unwrap();
        all.iter().any(|item| item.kind == DueKind::Visit && item.subject == home && item.overdue_days == 0)
    };
    visited(&mut desk, Some(day()));
    assert!(told(&mut desk));
    let again = visited(&mut desk, None);
    assert!(!told(&mut desk));
    desk.withdraw(&again.to_string(), "记错了").unwrap();
    assert!(told(&mut desk));
    assert_eq!(desk.book.verify().unwrap().problems, Vec::<String>::new());

    // What stands in the book for a later day changes nothing about this one.
    let today = due::due_within(&mut desk, day(), 3).unwrap();
    assert!(today.len() > 20, "the made-up township has much to do: {}", today.len());
    desk.turn_to(day().succ_opt());
    visited(&mut desk, None);
    desk.turn_to(None);
    assert_eq!(due::due_within(&mut desk, day(), 3).unwrap(), today);
}

#[test]
fn the_usual_thing_is_done_about_it_in_place() {
    let mut desk = township(80, 24);
    for _ in 0..9 {
        desk.type_in("f");
        if line(&desk.text(), "今日要办").contains("零就业家庭") {
            break;
        }
    }
    assert!(line(&desk.text(), "今日要办").contains("零就业家庭"), "{}", desk.text());
    desk.type_in("space");
    assert!(desk.text().contains("快录") && desk.text().contains("走访"), "{}", desk.text());
    desk.type_in("esc enter");
    assert!(!desk.text().contains("快录") && !desk.text().contains("今日要办"), "the page\n{}", desk.text());
}

#[test]
fn a_silent_village_is_said_to_have_nothing_in_two_keys() {
    let mut desk = township(80, 24);
    // One of the villages that had said so takes it back.
    let filter = DayFilter { kind: Some("none".into()), ..DayFilter::default() };
    let said = desk.beside().day_list(day(), &filter, 0, 9).unwrap().rows;
    let none = desk.beside().reported(day()).unwrap().none;
    let row = said.iter().find(|row| none.contains(&row.unit)).unwrap();
    let (silent, hash) = (row.unit, row.hash.to_string());
    desk.beside().withdraw(&hash, "记错村", day(), headless::OFFICER).unwrap();
    assert!(desk.beside().reported(day()).unwrap().silent.contains(&silent));
    assert!(desk.wait_for("未报:"), "{}", desk.text());
    let name = desk.beside().steering().unit_name(silent);
    assert!(line(&desk.text(), "各村上报").contains(&name), "{}", desk.text());
    desk.keys_pressed();
    desk.type_in("z 1");
    assert_eq!(desk.keys_pressed(), 2);
    assert!(desk.text().contains(&format!("{name} 零报告")), "{}", desk.text());
    let after = desk.beside().reported(day()).unwrap();
    assert!(after.none.contains(&silent) && !after.silent.contains(&silent));
    desk.type_in("down");
    let told = line(&desk.text(), "各村上报");
    assert!(told.contains(&format!("零报告 {}", after.none.len())), "{told}");
}

#[test]
fn at_80_columns_each_pane_is_a_key_away() {
    let mut desk = township(80, 24);
    assert!(desk.text().contains("今日要办") && desk.text().contains("目标"));
    desk.type_in("w");
    assert!(desk.text().contains("今天的记录"), "{}", desk.text());
    let all = desk.beside().day_list(day(), &Default::default(), 0, 1).unwrap().total;
    assert!(desk.text().contains(&format!("今天的记录 · {all} 条")), "{}", desk.text());
    desk.type_in("w");
    assert!(desk.text().contains("近7日日均") && !desk.text().contains("今日要办"), "{}", desk.text());
    desk.type_in("w");
    assert!(desk.text().contains("今日要办"), "{}", desk.text());
}

#[test]
fn without_targets_it_says_how_to_set_them() {
    let mut desk = headless::first_run(80, 24);
    let folder = desk.folder.path().to_path_buf();
    let entrance = headless::entrance(&folder);
    let unit = zhanbao::domain::region::RegionCode::parse("529999101000").unwrap();
    drop(entrance.found(&folder.join("book.zb"), unit, "样例镇", headless::OFFICER).unwrap());
    desk = desk.again(80, 24);
    // An empty book says what comes first, and which keys.
    let screen = desk.text();
    assert!(screen.contains("账本里还没有人") && screen.contains("按 i 导入名册"), "{screen}");
    assert!(screen.lines().last().unwrap().contains("i 导入  , 设置"), "{screen}");
    desk.type_in("w w");
    assert!(desk.text().contains("还没有设目标"), "{}", desk.text());
    assert!(desk.text().contains("按 , 打开设置"), "{}", desk.text());
}

#[test]
fn no_size_makes_it_stumble() {
    let mut desk = township(120, 40);
    for (width, height) in [(60, 18), (61, 19), (80, 24), (109, 28), (110, 28), (111, 60), (300, 100), (60, 100)] {
        desk.resize(width, height);
        for keys in ["w", "w", "w"] {
            desk.type_in(keys);
            assert!(desk.text().contains("未封账"), "{width}×{height}\n{}", desk.text());
        }
    }
}
