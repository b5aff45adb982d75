//! Every figure of the report, counted again by independent code from the exported entries and spells alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod recount;
mod township;

use chrono::NaiveDate;
use rstest::rstest;
use serde_json::Value;
use township::Township;

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
