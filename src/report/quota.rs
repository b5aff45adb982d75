//! A flow's quota on any day of its target's period, for the whole unit and for each village, as it was scheduled
//! back at that day's opening. Sums are kept running, so that a day costs a search and not a pass over all changes.

use super::sources::Sources;
use crate::book::{Counts, TargetRow};
use crate::domain::acts::TargetFacts;
use crate::domain::metric::{Measure, Metric};
use crate::domain::region::RegionCode;
use crate::plan;
use chrono::NaiveDate;
use std::collections::HashMap;

/// A sum that runs over days: ascending, each with the sum up to its end.
pub(super) struct Running(Vec<(NaiveDate, i64)>);

impl Running {
    fn of(mut changes: Vec<(NaiveDate, i64)>) -> Self {
        changes.sort_unstable_by_key(|(day, _)| *day);
        let mut sum = 0;
        for (_, n) in &mut changes {
            sum += *n;
            *n = sum;
        }
        Self(changes)
    }

    /// Of one measure; of one unit, or of all.
    pub fn new(counts: &Counts, unit: Option<RegionCode>, measure: Measure) -> Self {
        Self::of(counts.days(unit, measure))
    }

    /// The sum up to the opening of a day.
    pub fn before(&self, day: NaiveDate) -> i64 {
        let passed = self.0.partition_point(|(d, _)| *d < day);
        passed.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |(_, sum)| *sum)
    }

    /// The sum over days, both included; 0 where `to` lies before `from`.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return 0;
        }
        let end = to.succ_opt().map_or_else(|| self.0.last().map_or(0, |(_, sum)| *sum), |day| self.before(day));
        end - self.before(from)
    }
}

struct Village<'a> {
    code: RegionCode,
    done: Running,
    /// What a village without a target has yet to do, by the people and households that the metric is about.
    basis: Running,
    targets: Vec<&'a TargetRow>,
}

/// The quotas of one flow.
pub(super) struct Quotas<'a> {
    s: &'a Sources<'a>,
    /// The target in force on the report's day.
    pub target: &'a TargetFacts,
    /// What was done by the whole unit.
    pub done: Running,
    villages: Vec<Village<'a>>,
}

impl<'a> Quotas<'a> {
    /// Of a flow that has a target on the report's day; `units` are all units that the report lists.
    pub fn new(s: &'a Sources<'a>, metric: Metric, units: &[(RegionCode, String)]) -> Option<Self> {
        let target = &s.steering.target(metric, s.home, s.day)?.facts;
        let measure = Measure::whole(metric);
        let mut targets: HashMap<RegionCode, Vec<&TargetRow>> = HashMap::new();
        for row in s.steering.targets.iter().filter(|row| row.metric == metric) {
            targets.entry(row.facts.unit).or_default().push(row);
        }
        let villages = units
            .iter()
            .map(|(code, _)| *code)
            .filter(|code| *code != s.home && s.home.part(*code) == *code)
            // Trips count at the organiser (METRICS.md, check 5): a village owes none but by a target of its own.
            .filter(|code| !matches!(metric, Metric::Trips | Metric::Carried) || targets.contains_key(code))
            .collect::<Vec<_>>();
        let villages = villages
            .into_iter()
            .map(|code| Village {
                code,
                done: Running::new(s.counts, Some(code), measure),
                basis: basis(s, metric, code),
                targets: targets.remove(&code).unwrap_or_default(),
            })
            .collect();
        Some(Self { s, target, done: Running::new(s.counts, None, measure), villages })
    }

    /// What the whole unit owes on a day; `None` after the deadline.
    pub fn whole(&self, day: NaiveDate) -> Option<i64> {
        let opening = self.done.before(day) - self.done.before(self.target.from);
        plan::quota(self.target.quantity, opening, day, self.target.to, &self.s.counted())
    }

    /// That, split to the villages by what remains to each: of its own target where villages have targets, else of the
    /// people and households that the metric is about. In code order; `None` without villages.
    pub fn villages(&self, day: NaiveDate) -> Option<Vec<(RegionCode, i64)>> {
        let quota = self.whole(day).filter(|_| !self.villages.is_empty())?;
        let own: Vec<Option<&TargetFacts>> = self.villages.iter().map(|v| v.target(day)).collect();
        let by_target = own.iter().any(Option::is_some);
        let remaining: Vec<(RegionCode, i64)> = self
            .villages
            .iter()
            .zip(&own)
            .map(|(village, own)| {
                let remains = match (by_target, own) {
                    (true, Some(t)) => t.quantity - (village.done.before(day) - village.done.before(t.from)),
                    (true, None) => 0,
                    (false, _) => village.basis.before(day),
                };
                (village.code, remains.max(0))
            })
            .collect();
        Some(plan::split(quota, &remaining))
    }
}

impl<'a> Village<'a> {
    /// Its own target that covers a day; the last set wins.
    fn target(&self, day: NaiveDate) -> Option<&'a TargetFacts> {
        let covers = |t: &&&TargetRow| t.facts.from <= day && day <= t.facts.to;
        self.targets.iter().rev().find(covers).map(|row| &row.facts)
    }
}

/// Whom a metric is about, in a village: what is still to do without a target.
fn basis(s: &Sources<'_>, metric: Metric, code: RegionCode) -> Running {
    let days = |metric| s.counts.days(Some(code), Measure::whole(metric));
    let less = |mut all: Vec<(NaiveDate, i64)>, gone: Vec<(NaiveDate, i64)>| {
        all.extend(gone.into_iter().map(|(day, n)| (day, -n)));
        all
    };
    let campaigns = &s.steering.rules.campaigns;
    Running::of(match metric {
        Metric::Returns => days(Metric::StillHome),
        Metric::Placements | Metric::Pushes => less(days(Metric::Willing), days(Metric::Employed)),
        Metric::ZeroCleared => days(Metric::ZeroHouseholds),
        Metric::HouseholdsVisited => {
            let mut visited = days(metric);
            visited.retain(|(day, _)| s.period.from <= *day && campaigns.key(*day) == s.key);
            less(days(Metric::Households), visited)
        }
        Metric::Visits => days(Metric::Households),
        _ => days(Metric::Labour),
    })
}
