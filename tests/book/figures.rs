//! Every figure of the report, counted again by independent code from the exported entries and spells alone.

use crate::recount;
use crate::township::Township;
use chrono::NaiveDate;
use rstest::rstest;
use serde_json::Value;

fn assert_recounted(township: &Township, unit: &str, day: NaiveDate) {
    let entries = township.run(&["export", "entries", "--ids", "full"]);
    let spells = township.run(&["export", "spells", "--ids", "full"]);
    let report: Value = serde_json::from_str(&township.on(day, &["report", "--format", "json"])).unwrap();
    let differences = recount::recount(&entries, &spells, unit, day).compare(&report);
    assert!(differences.is_empty(), "{day}\n{}", differences.join("\n"));
}

#[rstest]
fn a_random_townships_figures_are_what_its_entries_say(#[values(1, 2, 3, 4)] seed: u64) {
    let mut township = Township::found(seed);
    for _ in 0..10 {
        let day = township.live_a_day();
        assert_recounted(&township, "529999101000", day);
    }
    assert!(township.refused > 0, "a random life has contradictions in it");
}

#[test]
fn the_demo_townships_figures_are_what_its_entries_say() {
    let demo = Township::demo(1_200);
    assert_recounted(&demo, "529999101000", NaiveDate::from_ymd_opt(2026, 3, 27).unwrap());
}

#[test]
fn a_roster_comes_before_the_region_tree_and_its_villages_take_their_official_codes() {
    let mut township = Township::found(11);
    township.live_a_day();
    let day = township.live_a_day();
    let report = |t: &Township| -> Value { serde_json::from_str(&t.on(day, &["report", "--format", "json"])).unwrap() };
    let before = report(&township);
    township.learn_the_regions(day);
    let after = report(&township);
    assert_eq!(before["figures"], after["figures"]);
    assert_eq!(before["stocks"], after["stocks"]);
    assert_eq!(after["checks"][4]["ok"], true);
    let codes: Vec<&str> = after["units"].as_array().unwrap().iter().map(|u| u["code"].as_str().unwrap()).collect();
    let official: Vec<String> = (1..=5).map(|n| format!("529999101{n:03}")).collect();
    for code in &official {
        assert!(codes.contains(&code.as_str()), "{code} of {codes:?}");
    }
    assert!(codes.iter().all(|c| official.iter().any(|o| o == c) || *c == "529999101000"), "{codes:?}");
    township.run(&["verify"]);
}
