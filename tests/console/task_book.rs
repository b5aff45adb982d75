//! 任务书, as an officer works with it: read the day, narrow it, open an entry, take one back, look at a sealed day, say
//! that a village has nothing.

use crate::headless;
use crate::headless::{OFFICER, day, township};
use zhanbao::book::{DayFilter, DayList};

fn list(desk: &headless::Console, filter: &DayFilter) -> DayList {
    desk.beside().day_list(day(), filter, 0, 10_000).unwrap()
}

fn all(desk: &headless::Console) -> DayList {
    list(desk, &DayFilter::default())
}

#[test]
fn the_day_is_listed_with_the_newest_first_and_every_entry_can_be_reached() {
    let mut desk = township(80, 24);
    desk.type_in("2");
    let entries = all(&desk);
    assert!(desk.text().contains(&format!("{} 条", entries.total)), "{}", desk.text());
    let first = entries.rows.first().unwrap();
    assert!(desk.text().contains(&first.recorded[11..16]), "{}", desk.text());
    desk.type_in("G");
    let last = entries.rows.last().unwrap();
    let line = desk.text().lines().find(|line| line.contains('▸')).unwrap().to_string();
    assert!(line.contains(&last.recorded[11..16]), "{line}");
}

#[test]
fn the_list_narrows_by_kind_village_and_name_and_one_key_shows_all_again() {
    let mut desk = township(120, 40);
    let whole = all(&desk);
    let (kind, count) = whole.kinds.first().unwrap().clone();
    desk.type_in("2 f 2");
    assert!(desk.text().contains(&format!("· {count} 条")), "{kind} {count}: {}", desk.text());
    desk.type_in("x F 2");
    let village = list(&desk, &DayFilter { village: whole.villages.first().copied(), ..DayFilter::default() });
    assert!(desk.text().contains(&format!("· {} 条", village.total)), "{}", desk.text());
    desk.type_in("x o 2");
    let officer = list(&desk, &DayFilter { officer: whole.officers.first().cloned(), ..DayFilter::default() });
    assert!(desk.text().contains(&format!("· {} 条", officer.total)), "{}", desk.text());
    desk.type_in("x / c e");
    let named = list(&desk, &DayFilter { text: "ce".into(), ..DayFilter::default() });
    assert!(desk.text().contains(&format!("· {} 条", named.total)), "{}", desk.text());
    desk.type_in("esc");
    assert!(desk.text().contains(&format!("· {} 条", whole.total)), "{}", desk.text());
}

#[test]
fn an_entry_opens_to_its_fields_and_is_taken_back_in_three_keys() {
    let mut desk = township(80, 24);
    desk.type_in("2 f");
    // Visits are recorded one at a time.
    let kinds = all(&desk).kinds;
    let at = kinds.iter().position(|(kind, _)| kind == "visit").unwrap();
    for _ in 0..=at {
        desk.type_in("down");
    }
    desk.type_in("enter");
    let visits = list(&desk, &DayFilter { kind: Some("visit".into()), ..DayFilter::default() });
    let visit = visits.rows.iter().position(|row| !row.withdrawn).unwrap();
    for _ in 0..visit {
        desk.type_in("down");
    }
    let hash = visits.rows[visit].hash;
    desk.type_in("enter");
    assert!(desk.text().contains(&hash.to_string()[..16]), "{}", desk.text());
    for told in ["方式", "结果", "记录人", "设备"] {
        assert!(desk.text().contains(told), "{told}: {}", desk.text());
    }
    desk.type_in("esc");
    desk.keys_pressed();
    desk.type_in("w");
    assert!(desk.text().contains("录错"), "{}", desk.text());
    let together = desk.text().contains("一起记的") || desk.text().contains("只这一条");
    desk.type_in(if together { "enter enter" } else { "enter" });
    assert!(desk.keys_pressed() <= 3);
    assert!(desk.text().contains("已撤销 1 条"), "{}", desk.text());
    let after = list(&desk, &DayFilter { kind: Some("visit".into()), ..DayFilter::default() });
    assert!(after.rows.iter().find(|row| row.hash == hash).unwrap().withdrawn);
    let back = list(&desk, &DayFilter { kind: Some("withdraw".into()), ..DayFilter::default() });
    assert_eq!(back.rows[0].officer, OFFICER);
    // Once is enough.
    desk.type_in("w");
    assert!(desk.text().contains("已经撤销"), "{}", desk.text());
}

#[test]
fn a_batch_is_taken_back_as_a_whole_where_the_officer_says_so() {
    let mut desk = township(80, 24);
    let whole = all(&desk);
    let in_batch = |row: &&zhanbao::book::DayRow| {
        let of = |other: &zhanbao::book::DayRow| other.batch == row.batch && !other.withdrawn;
        row.kind == "trip_board" && whole.rows.iter().filter(|other| of(other)).count() > 1
    };
    // The demo's last day may have no bus.
    let Some(row) = whole.rows.iter().find(in_batch) else { return };
    let at = whole.rows.iter().position(|other| other.hash == row.hash).unwrap();
    desk.type_in("2");
    for _ in 0..at {
        desk.press("down");
    }
    desk.settle();
    desk.type_in("w enter right enter");
    let after = all(&desk);
    let left = after.rows.iter().filter(|other| other.batch == row.batch && !other.withdrawn).count();
    // What a later step of the trip stands on may be refused: then nothing of it is taken back, and the form says why.
    assert!(left == 0 || desk.text().contains('✗'), "{}", desk.text());
}

#[test]
fn a_sealed_day_looks_sealed_and_one_key_leads_back_to_today() {
    let mut desk = township(80, 24);
    desk.type_in("2 [");
    let text = desk.text();
    assert!(text.contains("已封账 第") && text.contains("补录"), "{text}");
    assert!(text.lines().next().unwrap().contains("不是今天"), "{text}");
    desk.type_in("t");
    assert!(!desk.text().contains("不是今天"), "{}", desk.text());
    desk.type_in("]");
    assert!(desk.text().contains("不是今天"), "{}", desk.text());
    desk.type_in("[");
    assert!(!desk.text().contains("不是今天"), "{}", desk.text());
}

#[test]
fn a_silent_village_says_that_it_has_nothing() {
    let mut desk = township(80, 24);
    let silent = desk.beside().reported(day()).unwrap().silent;
    desk.type_in("2 z");
    if silent.is_empty() {
        assert!(desk.text().contains("都已上报"), "{}", desk.text());
        return;
    }
    desk.type_in("1");
    assert!(desk.text().contains("已记零报告"), "{}", desk.text());
    assert_eq!(desk.beside().reported(day()).unwrap().silent, silent[1..].to_vec());
}

#[test]
fn what_is_listed_is_copied_as_lines() {
    let mut desk = township(80, 24);
    desk.type_in("2 y");
    let whole = all(&desk);
    let copied = desk.copied().last().unwrap();
    assert_eq!(copied.lines().count() as u64, whole.total);
    assert!(copied.lines().all(|line| line.contains('\t')));
}

#[test]
fn no_size_is_too_small_for_it() {
    let mut desk = township(80, 24);
    desk.type_in("2");
    for (width, height) in [(60, 18), (61, 19), (75, 20), (200, 60), (300, 18)] {
        desk.resize(width, height);
        assert!(desk.text().contains("条"), "{width}x{height}: {}", desk.text());
    }
}
