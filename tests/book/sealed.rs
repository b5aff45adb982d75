//! What is sealed stays: a sealed day reprints byte for byte, and what comes late shows in the next report.

use crate::common::*;
use zhanbao::book::{Book, Error};
use zhanbao::domain::acts::{CampaignFacts, Fact};
use zhanbao::domain::subject::SubjectId;
use zhanbao::report::{self, Report};

fn employed(report: &Report) -> i64 {
    let value = serde_json::to_value(report.stocks.get("employed").unwrap()).unwrap();
    value["value"].as_i64().unwrap()
}

fn cumulative(report: &Report, key: &str) -> i64 {
    report.figures.get(key).unwrap().cumulative
}

/// (day, figure, amount) of every correction, all units together.
fn corrections(report: &Report) -> Vec<(chrono::NaiveDate, String, i64)> {
    let mut sums = std::collections::BTreeMap::new();
    for row in &report.corrections {
        *sums.entry((row.day, row.key.clone())).or_insert(0) += row.amount;
        assert!(!row.entries.is_empty(), "a correction names its entries: {row:?}");
    }
    sums.into_iter().filter(|(_, n)| *n != 0).map(|((day, key), n)| (day, key, n)).collect()
}

fn assert_adds_up(report: &Report) {
    for check in &report.checks {
        assert!(
            check.ok,
            "{}: check {} {}: {} and {}: {:?}",
            report.day, check.id, check.text, check.left, check.right, check.rows
        );
    }
}

#[test]
fn a_sealed_day_reprints_byte_for_byte_whatever_happens_to_the_book() {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(9);
    let mut book = book(&path, clock.options(1, 0), &town);
    let mut village = Book::create(&dir.path().join("village.zb"), township(), clock.options(2, 0)).unwrap();
    bring(&book, &mut village);

    book.record(visit(day(3, 2), &town[0])).unwrap();
    village.record(placement(day(3, 2), &town[1], "晴隆茶厂")).unwrap();
    clock.later(600);
    let (model, recorded) = seal(&mut book, day(3, 2));
    assert_adds_up(&model);
    let printed = report::of_day(&mut book, day(3, 2), OFFICER).unwrap();
    let seal = recorded.entries.last().unwrap().hash.short();
    for text in [&printed.json, &printed.txt, &printed.md] {
        assert!(text.contains(&seal), "the seal's digits are printed");
        assert!(!text.contains(zhanbao::book::SEAL_HERE));
    }

    // The next morning, by another name: the officer's name is in the bytes, and they stay.
    clock.morning(day(3, 3));
    let same = |book: &mut Book, when: &str| {
        assert_eq!(report::of_day(book, day(3, 2), "别人").unwrap(), printed, "{when}");
    };
    book.rebuild().unwrap();
    same(&mut book, "after a rebuild");
    book.record(visit(day(3, 2), &town[3])).unwrap();
    same(&mut book, "after a late entry");
    bring(&village, &mut book);
    same(&mut book, "after a merge of what a village had recorded in time");
    book.withdraw(&entries(&book)[3].hash.to_string(), "录错", day(3, 3), OFFICER).unwrap();
    same(&mut book, "after a withdrawal");
    let campaign = CampaignFacts { name: "春风行动".into(), from: day(2, 1), to: day(3, 31), all_days: true };
    book.record(draft(day(3, 3), vec![SubjectId::unit(township())], Fact::Campaign(campaign))).unwrap();
    same(&mut book, "after a campaign was set");
    assert_whole(&mut book);

    drop(book);
    let copy = dir.path().join("elsewhere").join("copy.zb");
    std::fs::create_dir(copy.parent().unwrap()).unwrap();
    std::fs::copy(&path, &copy).unwrap();
    same(&mut Book::open(&copy, clock.options(3, 0)).unwrap(), "in a copy of the file");
    let mut merged = Book::create(&dir.path().join("merged.zb"), township(), clock.options(4, 0)).unwrap();
    bring(&Book::open(&path, clock.options(1, 0)).unwrap(), &mut merged);
    same(&mut merged, "in a book that got the seal by a merge");
}

#[test]
fn what_comes_late_is_a_correction_in_the_next_report_and_only_there() {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(9);
    let mut book = book(&path, clock.options(1, 0), &town);
    let mut village = Book::create(&dir.path().join("village.zb"), township(), clock.options(2, 0)).unwrap();
    bring(&book, &mut village);
    let wrong = book.record(visit(day(3, 2), &town[0])).unwrap().entries[0].hash;
    book.record(placement(day(3, 2), &town[4], "晴隆茶厂")).unwrap();
    village.record(placement(day(3, 2), &town[1], "晴隆茶厂")).unwrap();
    village.record(loss(day(3, 2), &town[3])).unwrap();
    clock.later(600);
    let (first, _) = seal(&mut book, day(3, 2));
    assert_eq!((cumulative(&first, "visits"), cumulative(&first, "placements"), employed(&first)), (1, 1, 3));

    clock.morning(day(3, 3));
    bring(&village, &mut book);
    book.withdraw(&wrong.to_string(), "走错门", day(3, 3), OFFICER).unwrap();
    assert!(book.record(visit(day(3, 2), &town[8])).unwrap().late, "said to be late");
    assert!(!book.record(placement(day(3, 3), &town[2], "县城超市")).unwrap().late);
    let second = report_of(&mut book, day(3, 3));
    assert_adds_up(&second);
    let found = corrections(&second);
    let expect = |key: &str, n: i64| assert!(found.contains(&(day(3, 2), key.into(), n)), "{key} {n:+} in {found:?}");
    expect("placements", 1);
    expect("losses", 1);
    // One visit taken back, one added: each in its own village.
    assert!(!found.iter().any(|(_, key, _)| key == "visits"), "{found:?}");
    let visits: Vec<(i64, &str)> =
        second.corrections.iter().filter(|c| c.key == "visits").map(|c| (c.amount, c.why.as_str())).collect();
    assert_eq!(visits.len(), 0, "both households lie in the same village: {visits:?}");
    // One came to work and one left it: nobody more, nobody less at work.
    assert!(!found.iter().any(|(_, key, _)| key == "employed"), "{found:?}");
    assert_eq!((cumulative(&second, "placements"), cumulative(&second, "visits"), employed(&second)), (3, 1, 4));

    clock.later(600);
    let (second, _) = seal(&mut book, day(3, 3));
    assert_adds_up(&second);
    clock.morning(day(3, 4));
    let third = report_of(&mut book, day(3, 4));
    assert_adds_up(&third);
    assert_eq!(third.corrections, Vec::new(), "what was corrected is not corrected again");
    assert_eq!(cumulative(&third, "placements"), 3);
    assert_whole(&mut book);
}

#[test]
fn a_household_that_turns_out_not_to_be_without_work_is_corrected_under_zero_households() {
    let (_dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(9);
    let mut book = book(&path, clock.options(1, 0), &town);
    book.record(loss(day(3, 2), &town[0])).unwrap();
    let (first, _) = seal(&mut book, day(3, 2));
    assert_adds_up(&first);
    assert_eq!(cumulative(&first, "zero_new"), 1);
    clock.morning(day(3, 3));
    // The neighbour had begun on the day before; the village says so only now.
    book.record(placement(day(3, 2), &town[1], "晴隆茶厂")).unwrap();
    let second = report_of(&mut book, day(3, 3));
    assert_adds_up(&second);
    let found = corrections(&second);
    for (key, n) in [("zero_households", -1), ("zero_new", -1), ("employed", 1), ("covered_households", 1)] {
        assert!(found.contains(&(day(3, 2), key.into(), n)), "{key} {n:+} in {found:?}");
    }
    // Next, the loss itself was a mistake.
    let hash = entries(&book).iter().find(|e| e.kind == "loss").unwrap().hash;
    book.withdraw(&hash.to_string(), "听错了", day(3, 3), OFFICER).unwrap();
    let second = report_of(&mut book, day(3, 3));
    assert_adds_up(&second);
    assert!(corrections(&second).contains(&(day(3, 2), "employed".into(), 2)));
    assert!(second.corrections.iter().any(|c| c.why.contains("听错了")), "{:?}", second.corrections);
    let (second, _) = seal(&mut book, day(3, 3));
    assert_adds_up(&second);
    let third = report_of(&mut book, day(3, 4));
    assert_adds_up(&third);
    assert_eq!(third.corrections, Vec::new());
}

#[test]
fn days_are_sealed_in_ascending_order_and_once() {
    let (_dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let mut book = book(&path, clock.options(1, 0), &people(3));
    seal(&mut book, day(3, 4));
    for earlier in [day(3, 2), day(3, 3), day(3, 4)] {
        assert!(matches!(book.may_seal(earlier), Err(Error::Refused(_))), "{earlier}");
        let seen = book.vector().unwrap();
        let model = report::build(&mut book, earlier, OFFICER, true).unwrap();
        let before = book.entries().unwrap();
        assert!(matches!(book.seal(earlier, OFFICER, facts_of(&model, seen)), Err(Error::Refused(_))), "{earlier}");
        assert_eq!(book.entries().unwrap(), before, "a refused seal leaves nothing");
    }
    let (model, _) = seal(&mut book, day(3, 5));
    assert_eq!(model.issue, 2);
    assert_eq!(model.previous_day, Some(day(3, 4)));
}

#[test]
fn a_record_made_while_the_seal_was_being_confirmed_is_not_lost_between_two_reports() {
    let (_dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(6);
    let mut book = book(&path, clock.options(1, 0), &town);
    let mut colleague = Book::open(&path, clock.options(1, 0)).unwrap();
    let seen = book.vector().unwrap();
    let model = report::build(&mut book, day(3, 2), OFFICER, true).unwrap();
    // The officer reads the figures; at the next desk somebody goes on recording in the same book.
    colleague.record(placement(day(3, 2), &town[1], "晴隆茶厂")).unwrap();
    match book.seal(day(3, 2), OFFICER, facts_of(&model, seen)) {
        Ok(_) => {}
        // As good: the seal asks to look at the figures again.
        Err(Error::Refused(_)) => _ = seal(&mut book, day(3, 2)),
        Err(other) => panic!("{other}"),
    }
    let next = report_of(&mut book, day(3, 3));
    assert_adds_up(&next);
    assert_eq!(cumulative(&next, "placements"), 1);
}

#[test]
fn what_a_village_sends_in_parts_is_late_where_a_seal_had_not_seen_it() {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(9);
    let mut book = book(&path, clock.options(1, 0), &town);
    let mut village = Book::create(&dir.path().join("village.zb"), township(), clock.options(2, 0)).unwrap();
    bring(&book, &mut village);
    let mut sent = Vec::new();
    for who in [&town[1], &town[2], &town[5]] {
        clock.later(1);
        village.record(placement(day(3, 2), who, "晴隆茶厂")).unwrap();
    }
    village
        .since(&book.vector().unwrap(), |e| {
            sent.push(e);
            Ok(())
        })
        .unwrap();
    assert_eq!(sent.len(), 3);
    // The last part arrives, the day is sealed, and then the first two come.
    book.merge_entries(vec![sent[2].clone()]).unwrap();
    seal(&mut book, day(3, 2));
    clock.morning(day(3, 3));
    bring_news(&village, &mut book);
    let next = report_of(&mut book, day(3, 3));
    assert_eq!(cumulative(&next, "placements"), 3, "all parts have come");
    assert_adds_up(&next);
    assert!(corrections(&next).contains(&(day(3, 2), "placements".into(), 2)), "{:?}", corrections(&next));
}
