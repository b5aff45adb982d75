//! What comes late corrects what is sealed by exactly what the book then counts otherwise.

use crate::common::*;
use crate::histories::*;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use zhanbao::book::Book;
use zhanbao::domain::metric::{Measure, Metric, Nature};
use zhanbao::domain::region::RegionCode;

/// Everything that the book counts up to the end of a day: flows on their days, stocks on the last.
fn counted(book: &mut Book, on: NaiveDate) -> BTreeMap<(NaiveDate, RegionCode, Measure), i64> {
    let counts = book.counts(on).unwrap();
    let mut out = BTreeMap::new();
    for measure in Metric::ALL.iter().flat_map(|metric| counts.measures(*metric)) {
        for unit in counts.units() {
            for (day, n) in counts.days(Some(unit), measure) {
                let day = if measure.metric.nature() == Nature::Stock { on } else { day };
                *out.entry((day, unit, measure)).or_insert(0) += n;
            }
        }
    }
    out
}

/// Plays these deeds at one book, seals, plays what comes late, and holds the corrections against the figures.
fn correct(before: &[Deed], late: &[Deed]) {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::at(day(3, 1));
    let town = people(PEOPLE);
    let mut book = book(&dir.path().join("book.zb"), clock.options(1, 0), &town);
    let play = |book: &mut Book, deeds: &[Deed]| {
        for deed in deeds {
            clock.later(7);
            // Other rules, set or withdrawn, would count anew what nobody has corrected.
            if !matches!(deed.act, Act::Campaign { .. }) {
                record(book, &town, deed);
            }
        }
    };
    play(&mut book, before);
    let sealed = nth_day(DAYS);
    clock.morning(sealed);
    seal(&mut book, sealed);
    let then = counted(&mut book, sealed);
    clock.morning(nth_day(DAYS + 1));
    play(&mut book, late);
    let mut changed = counted(&mut book, sealed);
    then.into_iter().for_each(|(figure, n)| *changed.entry(figure).or_insert(0) -= n);
    changed.retain(|_, n| *n != 0);
    let mark = book.steering().seal_on(sealed).unwrap().clone();
    let told = book.corrections(&mark, NaiveDate::MAX).unwrap();
    assert!(told.iter().all(|correction| !correction.entries.is_empty()));
    let told: BTreeMap<_, _> = told.into_iter().map(|c| ((c.day, c.unit, c.measure), c.amount)).collect();
    let differ: Vec<_> =
        told.keys().chain(changed.keys()).filter(|figure| told.get(figure) != changed.get(figure)).collect();
    let differ: Vec<_> = differ.into_iter().map(|figure| (figure, told.get(figure), changed.get(figure))).collect();
    assert!(differ.is_empty(), "told, changed: {differ:#?}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_comes_late_corrects_by_what_the_figures_have_changed(
        before in prop::collection::vec(deed(), 5..30),
        late in prop::collection::vec(deed(), 1..12),
    ) {
        correct(&before, &late);
    }
}
