//! A person's standing on every day on which it changed.

use super::Standing;
use crate::domain::acts::Fact;
use crate::domain::campaign::Rules;
use crate::domain::entry::Event;
use crate::domain::metric::Measure;
use crate::domain::person::{Hit, Person};
use crate::domain::region::RegionCode;
use chrono::NaiveDate;

/// A person's standing on every day on which it changed, and what was counted on the way.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The person at the end of it all.
    pub person: Person,
    /// From this day on, this standing; ascending. The flag says whether a roster spoke on that day.
    pub steps: Vec<Step>,
    /// Flows: business day, unit, figure.
    pub flows: Vec<(NaiveDate, RegionCode, Measure, i64)>,
    /// The first change that lies beyond the horizon.
    pub next: Option<NaiveDate>,
}

/// One day of change.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The day.
    pub day: NaiveDate,
    /// The standing at its end.
    pub standing: Standing,
    /// A roster row of the person counts on this day.
    pub by_roster: bool,
}

/// Folds a person's events (in business order, the withdrawn left out) up to the horizon.
pub fn trace<'a>(events: impl IntoIterator<Item = &'a Event>, rules: &Rules, horizon: NaiveDate) -> Trace {
    let mut out = Trace::default();
    let mut hits: Vec<Hit> = Vec::new();
    let mut events = events.into_iter().peekable();
    let mut last: Option<NaiveDate> = None;
    while let Some(event) = events.next() {
        let day = event.day();
        if let Some(last) = last {
            out.scheduled(last, day, rules);
        }
        let mut by_roster = matches!(event.fact, Fact::Roster(_));
        out.person.apply(event, rules, &mut hits);
        while let Some(event) = events.next_if(|e| e.day() == day) {
            by_roster |= matches!(event.fact, Fact::Roster(_));
            out.person.apply(event, rules, &mut hits);
        }
        let standing = out.person.standing(day, rules);
        let unit = standing.unit;
        out.flows.extend(hits.drain(..).map(|(measure, n)| (day, unit, measure, n)));
        // A day's work that leaves somebody as they stood is no change: most visits are none.
        if by_roster || out.steps.last().is_none_or(|step| step.standing != standing) {
            out.steps.push(Step { day, standing, by_roster });
        }
        last = Some(day);
    }
    if let Some(last) = last {
        let beyond = horizon.succ_opt().unwrap_or(horizon);
        out.next = out.scheduled(last, beyond, rules);
    }
    out
}

impl Trace {
    /// Steps for the scheduled changes after `from` and before `until`; gives the first one at or past it.
    fn scheduled(&mut self, from: NaiveDate, until: NaiveDate, rules: &Rules) -> Option<NaiveDate> {
        let mut at = from;
        while let Some(day) = self.person.next_change(at, rules) {
            if day >= until {
                return Some(day);
            }
            let standing = self.person.standing(day, rules);
            if self.steps.last().is_none_or(|step| step.standing != standing) {
                self.steps.push(Step { day, standing, by_roster: false });
            }
            at = day;
        }
        None
    }

    /// The standing at the end of a day.
    pub fn on(&self, day: NaiveDate) -> Option<&Standing> {
        let n = self.steps.partition_point(|step| step.day <= day);
        n.checked_sub(1).and_then(|n| self.steps.get(n)).map(|step| &step.standing)
    }
}
