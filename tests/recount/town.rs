//! The township as the entries build it up, day by day, and the figures that count what happened.

use super::entry::{Entry, Names, date, text};
use super::period::Steering;
use super::trips::Trips;
use super::work::{End, Latest};
use super::worker::{Worker, cleared};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// A household.
#[derive(Debug, Default)]
pub struct House {
    village: Latest<String>,
    pub kind: Latest<String>,
    pub flags: Latest<Vec<String>>,
    /// The periods in which it has been visited.
    visited: Vec<super::period::Period>,
}

/// Whom a figure is counted for; the unit is looked up when the day is over.
#[derive(Debug)]
enum Who {
    Person(usize),
    House(usize),
    Unit(String),
}

/// Employment class of a household at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    NoLabour,
    Idle,
    Zero,
    Covered,
}

/// How households and people stood at the end of a day.
#[derive(Debug, Default)]
struct Evening {
    houses: Vec<(Class, String)>,
    workers: Vec<(bool, Option<usize>)>,
}

/// unit → figure → (on the day, cumulative).
pub type Flows = BTreeMap<String, BTreeMap<String, (i64, i64)>>;

/// The township.
#[derive(Debug)]
pub struct Town<'a> {
    home: String,
    names: Names,
    pub steering: &'a Steering,
    pub workers: Vec<Worker>,
    pub ids: HashMap<String, usize>,
    pub houses: Vec<House>,
    house_ids: HashMap<String, usize>,
    trips: Trips,
    pending: Vec<(Who, String)>,
}

fn place<T: Default>(id: &str, ids: &mut HashMap<String, usize>, all: &mut Vec<T>) -> usize {
    *ids.entry(id.to_owned()).or_insert_with(|| {
        all.push(T::default());
        all.len() - 1
    })
}

impl<'a> Town<'a> {
    pub fn new(home: &str, names: Names, steering: &'a Steering) -> Town<'a> {
        Town {
            home: home.to_owned(),
            names,
            steering,
            workers: Vec::new(),
            ids: HashMap::new(),
            houses: Vec::new(),
            house_ids: HashMap::new(),
            trips: Trips::default(),
            pending: Vec::new(),
        }
    }

    pub fn unit_of(&self, worker: &Worker) -> String {
        worker.village.value.clone().unwrap_or_else(|| self.home.clone())
    }

    pub fn unit_of_house(&self, house: usize) -> String {
        let village = self.houses.get(house).and_then(|h| h.village.value.clone());
        village.unwrap_or_else(|| self.home.clone())
    }

    fn person_at(&mut self, entry: &Entry) -> Option<usize> {
        let id = self.names.find(entry.subject('p')?);
        Some(place(id, &mut self.ids, &mut self.workers))
    }

    fn house_at(&mut self, id: &str) -> usize {
        place(self.names.find(id), &mut self.house_ids, &mut self.houses)
    }

    /// Takes the next entry in order.
    pub fn take(&mut self, entry: &Entry) {
        if entry.kind.starts_with("trip_") {
            let mut out = Vec::new();
            self.trips.take(entry, &self.names, &mut out);
            self.pending.extend(out.into_iter().map(|(unit, figure)| (Who::Unit(unit), figure)));
            return;
        }
        let house = match entry.subject('h') {
            Some(id) if matches!(entry.kind.as_str(), "visit" | "roster") => Some(self.house_at(id)),
            _ => None,
        };
        let person = self.person_at(entry);
        match entry.kind.as_str() {
            "visit" => self.visit(entry, person, house),
            "roster" => self.household_facts(entry, person, house),
            "person" => {
                if let (Some(id), Some(at)) = (text(&entry.body["household"]), person) {
                    let house = self.house_at(&id);
                    self.workers[at].household.set(entry.day, Some(house));
                }
            }
            _ => {}
        }
        let Some(at) = person else { return };
        let period = self.steering.period(entry.day);
        let trip = text(&entry.body["trip"]).or_else(|| entry.subject('t').map(str::to_owned));
        let trip = trip.map(|id| self.names.find(&id).to_owned());
        let mut out = Vec::new();
        let worker = &mut self.workers[at];
        match entry.kind.as_str() {
            "roster" => worker.roster(entry, &mut out),
            "person" => worker.person(entry, &mut out),
            "wish" => worker.wished(entry),
            "push" => worker.push(entry, &mut out),
            "home" => worker.home(entry, period, &mut out),
            "loss" => worker.loss(entry, period, &mut out),
            "return" | "placement" | "arrival" => worker.begin(entry, trip, period, &mut out),
            _ => {}
        }
        self.pending.extend(out.into_iter().map(|figure| (Who::Person(at), figure)));
    }

    fn visit(&mut self, entry: &Entry, person: Option<usize>, house: Option<usize>) {
        match (house, person) {
            (Some(at), _) => {
                let period = self.steering.period(entry.day);
                let first = !self.houses[at].visited.contains(&period);
                if first {
                    self.houses[at].visited.push(period);
                }
                let figure = if first { "households_visited" } else { "households_visited/repeat" };
                self.pending.push((Who::House(at), "visits".into()));
                self.pending.push((Who::House(at), figure.into()));
            }
            (None, Some(at)) => self.pending.push((Who::Person(at), "visits".into())),
            (None, None) => {}
        }
    }

    /// The household's part of a roster entry, and who belongs to it.
    fn household_facts(&mut self, entry: &Entry, person: Option<usize>, house: Option<usize>) {
        let body = &entry.body;
        let as_of = date(&body["as_of"]).unwrap_or(entry.day);
        let named = text(&body["person"]["household"]).map(|id| self.house_at(&id));
        if let (Some(worker), Some(at)) = (person.and_then(|p| self.workers.get_mut(p)), named.or(house)) {
            worker.household.set(as_of, Some(at));
        }
        let Some(house) = house.and_then(|at| self.houses.get_mut(at)) else { return };
        for name in cleared(body) {
            match name {
                "village" => _ = house.village.set(as_of, None),
                "kind" => _ = house.kind.set(as_of, None),
                "flags" => _ = house.flags.set(as_of, None),
                _ => {}
            }
        }
        let facts = &body["household"];
        house.village.say(as_of, text(&facts["village"]));
        house.kind.say(as_of, text(&facts["kind"]));
        let words = |list: &Vec<Value>| list.iter().filter_map(text).collect();
        house.flags.say(as_of, facts["flags"].as_array().map(words));
    }

    /// Class of every household at the end of a day.
    pub fn classes(&self, day: NaiveDate) -> Vec<Class> {
        let mut classes = vec![Class::NoLabour; self.houses.len()];
        for worker in self.workers.iter().filter(|w| w.labour(day)) {
            let own = if worker.employed(day) {
                Class::Covered
            } else if worker.willing(day) {
                Class::Zero
            } else {
                Class::Idle
            };
            if let Some(class) = worker.household.value.and_then(|at| classes.get_mut(at))
                && rank(*class) < rank(own)
            {
                *class = own;
            }
        }
        classes
    }

    fn evening(&self, day: NaiveDate) -> Evening {
        let classes = self.classes(day).into_iter().enumerate();
        Evening {
            houses: classes.map(|(at, class)| (class, self.unit_of_house(at))).collect(),
            workers: self.workers.iter().map(|w| (w.employed(day), w.household.value)).collect(),
        }
    }

    /// What a household's change of class from one evening to the next adds to.
    fn changes(&self, before: &Evening, now: &Evening, day: NaiveDate, out: &mut Vec<(Who, String)>) {
        let members = |house: usize| {
            let employed_before = |at: usize| before.workers.get(at).copied().unwrap_or((false, None));
            let all = self.workers.iter().enumerate();
            all.filter(move |(_, w)| w.household.value == Some(house)).map(move |(at, w)| (employed_before(at), w))
        };
        for (at, (class, unit)) in now.houses.iter().enumerate() {
            let (class_before, unit_before) = match before.houses.get(at) {
                Some((class, unit)) => (*class, unit),
                None => (Class::NoLabour, unit),
            };
            let (was, is) = (class_before == Class::Zero, *class == Class::Zero);
            if (was, unit_before) == (is, unit) {
                continue;
            }
            if was {
                let began = |w: &Worker| {
                    w.spells.iter().filter(|s| s.covers(day)).any(|s| {
                        let counted = matches!(s.nature, Some("return" | "placement" | "rehired"));
                        (s.day == day && counted) || (s.day < day && s.start == Some(day))
                    })
                };
                let by_work = members(at).any(|((employed, _), w)| !employed && w.employed(day) && began(w));
                let cleared = *class == Class::Covered && by_work;
                let figure = if cleared { "zero_cleared" } else { "zero_out" };
                out.push((Who::Unit(unit_before.clone()), figure.into()));
            }
            if is {
                let stopped = |w: &Worker| {
                    w.spells.iter().filter(|s| !s.covers(day)).any(|s| match s.ended {
                        Some((End::Loss | End::Stay | End::Successor, by)) => by == day || s.end == Some(day),
                        _ => false,
                    })
                };
                let by_loss = members(at).any(|((employed, house), w)| {
                    employed && house == Some(at) && w.labour(day) && !w.employed(day) && stopped(w)
                });
                let new = class_before == Class::Covered && by_loss;
                out.push((Who::Unit(unit.clone()), if new { "zero_new" } else { "zero_in" }.into()));
            }
        }
    }

    fn unit_of_who(&self, who: &Who) -> String {
        match who {
            Who::Person(at) => self.workers.get(*at).map_or_else(|| self.home.clone(), |w| self.unit_of(w)),
            Who::House(at) => self.unit_of_house(*at),
            Who::Unit(unit) => unit.clone(),
        }
    }

    /// Takes the entries up to a day, day by day; gives the flows of that day's period, and the zero-employment
    /// households per unit on the evening before.
    pub fn live(&mut self, entries: &[Entry], until: NaiveDate) -> (Flows, BTreeMap<String, i64>) {
        let mut flows = Flows::new();
        let mut zero_before = BTreeMap::new();
        let period = self.steering.period(until);
        let first = self.steering.first_day(period);
        let mut evening = Evening::default();
        let mut left = entries.iter().filter(|e| e.day <= until).peekable();
        let Some(mut day) = left.peek().map(|e| e.day) else { return (flows, zero_before) };
        while day <= until {
            while let Some(entry) = left.next_if(|e| e.day == day) {
                self.take(entry);
            }
            let mut happened = std::mem::take(&mut self.pending);
            if Some(day) >= first.pred_opt() {
                if day == until {
                    for (_, unit) in evening.houses.iter().filter(|(class, _)| *class == Class::Zero) {
                        *zero_before.entry(unit.clone()).or_default() += 1;
                    }
                }
                let now = self.evening(day);
                self.changes(&evening, &now, day, &mut happened);
                evening = now;
            }
            if self.steering.period(day) == period {
                for (who, figure) in happened {
                    let count = flows.entry(self.unit_of_who(&who)).or_default().entry(figure).or_default();
                    *count = (count.0 + i64::from(day == until), count.1 + 1);
                }
            }
            match day.succ_opt() {
                Some(next) => day = next,
                None => break,
            }
        }
        (flows, zero_before)
    }

    /// Takes all entries, for the spells alone.
    pub fn replay(&mut self, entries: &[Entry]) {
        entries.iter().for_each(|entry| self.take(entry));
        self.pending.clear();
    }
}

fn rank(class: Class) -> u8 {
    match class {
        Class::NoLabour => 0,
        Class::Idle => 1,
        Class::Zero => 2,
        Class::Covered => 3,
    }
}
