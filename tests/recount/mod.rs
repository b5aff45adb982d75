//! An independent recount of a battle report, from `export entries --ids full` and `export spells --ids full` alone.
//! It follows METRICS.md and never looks at the program's own folds; where METRICS.md leaves room, see `rulings`.

mod compare;
mod entry;
mod period;
mod rulings;
mod stock;
mod tests;
mod town;
mod trips;
mod work;
mod worker;

use chrono::NaiveDate;
use entry::{Entry, Names, date, lines, on, standing, text};
use period::Steering;
use std::collections::{BTreeMap, BTreeSet};
use stock::Stock;
use town::{Flows, Town};

/// The figures of a day as recounted.
pub struct Recount {
    home: String,
    day: NaiveDate,
    steering: Steering,
    flows: Flows,
    flows_total: BTreeMap<String, (i64, i64)>,
    stocks: BTreeMap<String, Stock>,
    stock_total: Stock,
    zero_before: BTreeMap<String, i64>,
    /// Villages heard from on the day, and whether all they said was 零报告.
    done: BTreeMap<String, bool>,
    /// What was wrong before any report was looked at: lines that can't be read, spells that the replay does not give.
    problems: Vec<String>,
}

/// Recounts every figure of a day's report. `home` is the book's own unit, 12 digits.
pub fn recount(entries_ndjson: &str, spells_ndjson: &str, home: &str, day: NaiveDate) -> Recount {
    let mut problems = Vec::new();
    let entries = standing(entries_ndjson, &mut problems);
    let steering = Steering::of(&entries, home);
    check_spells(&entries, spells_ndjson, home, &steering, &mut problems);

    let by_day: Vec<Entry> = entries.into_iter().filter(|e| e.day <= day).collect();
    let mut town = Town::new(home, Names::of(&by_day), &steering);
    let (flows, zero_before) = town.live(&by_day, day);
    let (stocks, stock_total) = stock::stocks(&town, day);
    let done = heard_from(&by_day, &steering, day);
    let mut flows_total: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (figure, count) in flows.values().flatten() {
        let total = flows_total.entry(figure.clone()).or_default();
        *total = (total.0 + count.0, total.1 + count.1);
    }
    let home = home.to_owned();
    Recount { home, day, steering, flows, flows_total, stocks, stock_total, zero_before, done, problems }
}

fn heard_from(entries: &[Entry], steering: &Steering, day: NaiveDate) -> BTreeMap<String, bool> {
    let mut done = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.day == day && steering.villages.contains(&e.unit)) {
        match entry.kind.as_str() {
            "none" => _ = done.entry(entry.unit.clone()).or_insert(true),
            "visit" | "home" | "return" | "placement" | "arrival" | "loss" | "push" | "wish" | "person" => {
                done.insert(entry.unit.clone(), false);
            }
            _ => {}
        }
    }
    done
}

/// The book's spells, as now known, against those that all entries give. A spell of no day is left out on both sides.
fn check_spells(entries: &[Entry], exported: &str, home: &str, steering: &Steering, problems: &mut Vec<String>) {
    let names = Names::of(entries);
    let show = |day: Option<NaiveDate>| day.map_or("…".to_owned(), |d| d.to_string());
    let line = |start, end, opening: bool, day| {
        let counted = if opening { "opening".to_owned() } else { format!("counted on {}", show(day)) };
        format!("{} to {} ({counted})", show(start), show(end))
    };
    let mut book: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for spell in lines("spells", exported, problems) {
        let (start, end) = (date(&spell["start"]), date(&spell["end"]));
        if matches!((start, end), (Some(start), Some(end)) if end <= start) {
            continue;
        }
        let person = text(&spell["person"]).unwrap_or_default();
        let said = line(start, end, on(&spell["opening"]), date(&spell["day"]));
        book.entry(names.find(&person).to_owned()).or_default().push(said);
    }
    let mut town = Town::new(home, Names::of(entries), steering);
    town.replay(entries);
    let mut replayed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, at) in &town.ids {
        for spell in town.workers[*at].spells.iter().filter(|s| !s.is_empty()) {
            let said = line(spell.start, spell.end, spell.opening, Some(spell.day));
            replayed.entry(id.clone()).or_default().push(said);
        }
    }
    book.values_mut().chain(replayed.values_mut()).for_each(|spells| spells.sort_unstable());
    let people: BTreeSet<&String> = book.keys().chain(replayed.keys()).collect();
    let none = Vec::new();
    for id in people {
        let (theirs, ours) = (book.get(id).unwrap_or(&none), replayed.get(id).unwrap_or(&none));
        if theirs != ours {
            problems.push(format!("spells of {id}: export {theirs:?}, recount {ours:?}"));
        }
    }
}
