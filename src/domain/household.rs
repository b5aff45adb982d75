//! A household (户) as the entries that name it say, and how it stands at the end of a day.

use super::acts::Fact;
use super::campaign::{PeriodKey, Rules};
use super::entry::Event;
use super::facts::HouseholdFacts;
use super::keys::{HouseholdFlag, HouseholdKind};
use super::metric::{Measure, Metric, Part};
use super::region::RegionCode;
use chrono::NaiveDate;

/// A household.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Household {
    /// The facts as they stand.
    pub facts: HouseholdFacts,
    dated: Option<NaiveDate>,
    /// The last visit, and when it said to come again.
    pub visited: Option<NaiveDate>,
    /// 下次回访.
    pub next_visit: Option<NaiveDate>,
    counted: Vec<PeriodKey>,
    /// How it stood, from each day on which an entry changed that; ascending.
    pub steps: Vec<HouseholdStep>,
    /// Flows: business day, unit, figure.
    pub flows: Vec<(NaiveDate, RegionCode, Measure, i64)>,
}

/// From this day on, this kind, these flags, this unit.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdStep {
    /// The day.
    pub day: NaiveDate,
    /// 户类型.
    pub kind: HouseholdKind,
    /// 易地搬迁, 低保, …
    pub flags: Vec<HouseholdFlag>,
    /// Where it counts.
    pub unit: RegionCode,
    /// A roster row names it on this day.
    pub by_roster: bool,
}

impl Household {
    /// Folds a household's events (in business order, the withdrawn left out).
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>, rules: &Rules) -> Self {
        let mut out = Self::default();
        for event in events {
            let day = event.day();
            match &event.fact {
                Fact::Roster(row) => {
                    out.apply(&row.household, &row.cleared, row.as_of);
                    out.step(day, rules, true);
                }
                Fact::Visit(visit) => {
                    out.visited = Some(day);
                    out.next_visit = visit.next;
                    let period = rules.campaigns.key(day);
                    let first = !out.counted.contains(&period);
                    let unit = rules.unit_of(out.facts.village);
                    out.flows.push((day, unit, Measure::whole(Metric::Visits), 1));
                    if first {
                        out.counted.push(period);
                        out.flows.push((day, unit, Measure::whole(Metric::HouseholdsVisited), 1));
                    } else {
                        out.flows.push((day, unit, Measure::part(Metric::HouseholdsVisited, Part::Repeat), 1));
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn apply(&mut self, new: &HouseholdFacts, cleared: &[String], effective: NaiveDate) {
        if self.dated.is_some_and(|dated| dated > effective) {
            return;
        }
        self.dated = Some(effective);
        macro_rules! take {
            ($($field:ident)+) => {
                $(if new.$field.is_some() { self.facts.$field.clone_from(&new.$field); })+
            };
        }
        take!(household_no kind flags village group registered_village address income contact grid_officer);
        let facts = &mut self.facts;
        for field in cleared {
            match field.as_str() {
                "kind" => facts.kind = None,
                "village" => facts.village = None,
                "group" => facts.group = None,
                "registered_village" => facts.registered_village = None,
                "address" => facts.address = None,
                "income" => facts.income = None,
                "contact" => facts.contact = None,
                "grid_officer" => facts.grid_officer = None,
                _ => {}
            }
        }
    }

    fn step(&mut self, day: NaiveDate, rules: &Rules, by_roster: bool) {
        let step = HouseholdStep {
            day,
            kind: self.facts.kind.unwrap_or(HouseholdKind::Unknown),
            flags: self.facts.flags.clone().unwrap_or_default(),
            unit: rules.unit_of(self.facts.village),
            by_roster,
        };
        match self.steps.last_mut() {
            Some(last) if last.day == day => *last = step,
            _ => self.steps.push(step),
        }
    }

    /// How it stood at the end of a day.
    pub fn on(&self, day: NaiveDate) -> Option<&HouseholdStep> {
        let n = self.steps.partition_point(|step| step.day <= day);
        n.checked_sub(1).and_then(|n| self.steps.get(n))
    }
}
