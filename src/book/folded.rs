//! What a scene folds to: people, households, trips and jobs, and what they count for.

use crate::domain::campaign::Rules;
use crate::domain::household::Household;
use crate::domain::job::Job;
use crate::domain::metric::Measure;
use crate::domain::region::RegionCode;
use crate::domain::standing::Trace;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::tally::{self, Doubt};
use crate::domain::trip::Trip;
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Counts by day, unit ([`Rules::part_of`]) and measure.
pub type Tally = FxHashMap<(NaiveDate, RegionCode, Measure), i64>;

/// Conditions to settle, by subject.
pub type Doubts = FxHashMap<SubjectId, Vec<Doubt>>;

/// A scene, folded.
#[derive(Debug, Default, Clone)]
pub struct Folded {
    /// Persons.
    pub persons: FxHashMap<SubjectId, Arc<Trace>>,
    /// Households.
    pub households: FxHashMap<SubjectId, Arc<Household>>,
    /// Trips.
    pub trips: FxHashMap<SubjectId, Trip>,
    /// Jobs.
    pub jobs: FxHashMap<SubjectId, Job>,
}

impl Folded {
    /// The people and the trips that were folded.
    pub fn loaded(&self) -> impl Iterator<Item = SubjectId> + '_ {
        self.persons.keys().chain(self.trips.keys()).copied()
    }

    /// Everybody who ever belonged to each household, among the persons folded.
    pub fn members(&self) -> FxHashMap<SubjectId, Vec<SubjectId>> {
        let mut out: FxHashMap<SubjectId, Vec<SubjectId>> = FxHashMap::default();
        for (id, trace) in &self.persons {
            let mut households: Vec<SubjectId> = trace.steps.iter().filter_map(|s| s.standing.household).collect();
            households.sort_unstable();
            households.dedup();
            for household in households {
                out.entry(household).or_default().push(*id);
            }
        }
        // Where several members change on one day, the first names the cause: the same one in every copy of a book.
        out.values_mut().for_each(|members| members.sort_unstable());
        out
    }

    /// What these subjects count for, and their conditions to settle; `sign` is +1 or −1.
    pub fn tally(&self, only: &FxHashSet<SubjectId>, rules: &Rules, sign: i64, into: &mut Tally) -> Doubts {
        self.flows(only, rules, sign, into);
        self.stocks(only, rules, sign, into)
    }

    /// The flows of these subjects, which nobody else has a part in.
    pub fn flows(&self, only: &FxHashSet<SubjectId>, rules: &Rules, sign: i64, into: &mut Tally) {
        let mut sink = adding(rules, sign, into);
        for id in only {
            let flows = match id.kind() {
                SubjectKind::Person => self.persons.get(id).map(|trace| &trace.flows),
                SubjectKind::Household => self.households.get(id).map(|household| &household.flows),
                _ => None,
            };
            flows.into_iter().flatten().for_each(|&(day, unit, measure, n)| sink(day, unit, measure, n));
            if let Some(trip) = self.trips.get(id) {
                trip.tally(rules, &mut sink);
            }
        }
    }

    /// In which stocks these subjects count, with what moves people in and out of them, and their conditions to settle.
    /// All members of the households must have been folded.
    pub fn stocks(&self, only: &FxHashSet<SubjectId>, rules: &Rules, sign: i64, into: &mut Tally) -> Doubts {
        let mut doubts = Doubts::default();
        let mut sink = adding(rules, sign, into);
        for (id, person) in only.iter().filter_map(|id| self.persons.get_key_value(id)) {
            let found = tally::person(person, |h| self.households.get(&h).map(Arc::as_ref), rules, &mut sink);
            if !found.is_empty() {
                doubts.insert(*id, found);
            }
        }
        let members = self.members();
        for (id, household) in only.iter().filter_map(|id| self.households.get_key_value(id)) {
            let traces: Vec<&Trace> =
                members.get(id).into_iter().flatten().filter_map(|m| self.persons.get(m).map(Arc::as_ref)).collect();
            let found = tally::household(*id, household, &traces, rules, &mut sink);
            if !found.is_empty() {
                doubts.insert(*id, found);
            }
        }
        doubts
    }
}

/// Adds to a tally; `sign` is +1 or −1.
fn adding(rules: &Rules, sign: i64, into: &mut Tally) -> impl tally::Sink {
    move |day, unit, measure, n| *into.entry((day, rules.part_of(unit), measure)).or_insert(0) += sign * n
}
