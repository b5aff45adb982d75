//! How things stood at the end of a day, per unit.

use super::rulings::UNASKED_ARE_NOT_EMPLOYED;
use super::town::{Class, Town};
use super::worker::Worker;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The stocks of a unit.
#[derive(Debug, Default)]
pub struct Stock {
    counts: BTreeMap<String, i64>,
    /// Wages of the covering spells.
    wages: Vec<i64>,
}

impl Stock {
    fn add(&mut self, figure: &str) {
        match self.counts.get_mut(figure) {
            Some(count) => *count += 1,
            None => _ = self.counts.insert(figure.to_owned(), 1),
        }
    }

    fn add_part(&mut self, figure: &str, part: &str, of: Option<&str>) {
        self.add(&format!("{figure}/{part}/{}", of.unwrap_or("unknown")));
    }

    fn add_all(&mut self, other: &Stock) {
        for (figure, count) in &other.counts {
            *self.counts.entry(figure.clone()).or_default() += count;
        }
        self.wages.extend(&other.wages);
    }

    pub fn count(&self, figure: &str) -> i64 {
        self.counts.get(figure).copied().unwrap_or(0)
    }

    /// Every count, the parts as "employed/place/beyond"; the mean wage as "income/mean".
    pub fn counts(&self) -> BTreeMap<String, i64> {
        let mut counts = self.counts.clone();
        if let Some(mean) = self.mean() {
            counts.insert("income/mean".to_owned(), mean);
        }
        counts
    }

    /// Percent in tenths.
    pub fn employment_rate(&self) -> Option<i64> {
        percent(self.count("employed"), self.count("willing"))
    }

    /// The median by 100-yuan brackets.
    pub fn income(&self) -> Option<i64> {
        let mut brackets: Vec<i64> = self.wages.iter().map(|wage| wage / 100 * 100).collect();
        brackets.sort_unstable();
        let upper = brackets.get(brackets.len() / 2)?;
        let lower = brackets.get((brackets.len() - 1) / 2)?;
        Some((upper + lower) / 2)
    }

    /// The mean wage, half up.
    pub fn mean(&self) -> Option<i64> {
        let (sum, n) = (self.wages.iter().sum::<i64>(), self.wages.len() as i64);
        (n > 0).then(|| (2 * sum + n) / (2 * n))
    }
}

/// Percent in tenths, half away from zero; none of nothing.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (2000 * part + whole) / (2 * whole))
}

/// The stocks of every unit, and of the township.
pub fn stocks(town: &Town, day: NaiveDate) -> (BTreeMap<String, Stock>, Stock) {
    let mut units: BTreeMap<String, Stock> = BTreeMap::new();
    let period = town.steering.period(day);
    let new_year = NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day);
    let mut lived_in = vec![false; town.houses.len()];
    let mut stable = vec![false; town.houses.len()];
    for worker in &town.workers {
        let stock = units.entry(town.unit_of(worker)).or_default();
        if worker.spells.iter().any(|s| s.touches(new_year, day)) {
            stock.add("scale");
        }
        if !worker.on_roster() {
            continue;
        }
        let house = worker.household.value;
        let kind = house.and_then(|at| town.houses.get(at)).and_then(|h| h.kind.value.as_deref());
        stock.add("persons");
        stock.add_part("persons", "kind", kind);
        if worker.awaited || worker.returned == Some(period) {
            stock.add("should_return");
        }
        if worker.awaited {
            stock.add("still_home");
        }
        for spell in worker.spells.iter().filter(|s| s.covers(day)) {
            match spell.wage {
                Some(wage) => {
                    stock.wages.push(wage);
                    stock.add("income/known");
                }
                None => stock.add("income/none"),
            }
        }
        if worker.too_old(day) && worker.main(day).is_some() {
            stock.add("over_age");
        }
        labour(town, worker, day, stock, kind);
        if let Some(at) = house {
            lived_in[at] = true;
            stable[at] |= worker.labour(day) && worker.spells.iter().any(|s| s.stable(day));
        }
    }
    for (at, class) in town.classes(day).into_iter().enumerate().filter(|(at, _)| lived_in[*at]) {
        let stock = units.entry(town.unit_of_house(at)).or_default();
        let house = &town.houses[at];
        stock.add("households");
        stock.add_part("households", "kind", house.kind.value.as_deref());
        for flag in house.flags.value.iter().flatten() {
            stock.add_part("households", "flag", Some(flag));
        }
        if class != Class::NoLabour {
            stock.add("labour_households");
        }
        let key = match class {
            Class::NoLabour => None,
            Class::Idle => Some("idle_households"),
            Class::Zero => Some("zero_households"),
            Class::Covered => Some("covered_households"),
        };
        if let Some(key) = key {
            stock.add(key);
            stock.add_part(key, "kind", house.kind.value.as_deref());
        }
        if stable[at] {
            stock.add("stable_households");
        }
    }
    let mut total = Stock::default();
    units.values().for_each(|unit| total.add_all(unit));
    (units, total)
}

fn labour(town: &Town, worker: &Worker, day: NaiveDate, stock: &mut Stock, kind: Option<&str>) {
    if !worker.labour(day) {
        return;
    }
    stock.add("labour");
    if worker.willing(day) {
        stock.add("willing");
        if !(UNASKED_ARE_NOT_EMPLOYED && worker.employed(day)) {
            if worker.unsigned() {
                stock.add("willing/unsigned");
            }
            if worker.unasked() {
                stock.add("willing/unasked");
            }
        }
    }
    if let Some(spell) = worker.main(day) {
        stock.add("employed");
        stock.add_part("employed", "place", spell.place.as_deref());
        stock.add_part("employed", "channel", spell.channel.as_deref());
        stock.add_part("employed", "kind", kind);
        let house = worker.household.value.and_then(|at| town.houses.get(at));
        for flag in house.into_iter().flat_map(|h| h.flags.value.iter().flatten()) {
            stock.add_part("employed", "flag", Some(flag));
        }
    }
}
