//! What a household counts for: covered, zero-employment or idle, and why it became so (checks 3 and 4).

use super::{Doubt, Sink, entered, left};
use crate::domain::campaign::Rules;
use crate::domain::household::Household;
use crate::domain::keys::*;
use crate::domain::metric::{Cause, Measure, Metric, Part, ZeroCause};
use crate::domain::region::RegionCode;
use crate::domain::standing::{NotLabour, Standing, Trace, doubt};
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;

/// What a household is, as far as work goes. Every household with labour is one of the last three (check 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// No labour.
    Without,
    /// Somebody employed.
    Covered,
    /// Nobody employed, somebody willing.
    Zero,
    /// Nobody employed, nobody willing.
    Idle,
}

#[derive(Debug, Clone, PartialEq)]
struct HouseDay {
    unit: RegionCode,
    present: bool,
    class: Class,
    stable: bool,
    kind: HouseholdKind,
    flags: Vec<HouseholdFlag>,
}

/// Adds where a household counts, and what moves it in and out; its own flows come on top. Gives the times during which
/// it was zero-employment. `members` are the traces of everybody who ever belonged to it.
pub fn household(
    id: SubjectId,
    house: &Household,
    members: &[&Trace],
    rules: &Rules,
    sink: &mut impl Sink,
) -> Vec<Doubt> {
    let mut zero: Vec<Doubt> = Vec::new();
    let mut days: Vec<NaiveDate> = house.steps.iter().map(|s| s.day).collect();
    days.extend(members.iter().flat_map(|m| m.steps.iter().map(|s| s.day)));
    days.sort_unstable();
    days.dedup();
    let mut prev = HouseDay {
        unit: rules.home,
        present: false,
        class: Class::Without,
        stable: false,
        kind: HouseholdKind::Unknown,
        flags: Vec::new(),
    };
    for day in days {
        let mut now = house_on(id, house, members, day, rules);
        if !now.present && !prev.present {
            now.unit = prev.unit;
        }
        if now != prev {
            house_measures(&prev, |measure| sink(day, prev.unit, measure, -1));
            house_measures(&now, |measure| sink(day, now.unit, measure, 1));
            zero_movement(id, &prev, &now, members, day, sink);
            match (prev.is_zero(), now.is_zero()) {
                (false, true) => zero.push((doubt::ZERO_HOUSEHOLD, day, None)),
                (true, false) => {
                    if let Some(last) = zero.last_mut() {
                        last.2 = Some(day);
                    }
                }
                _ => {}
            }
        }
        prev = now;
    }
    zero
}

impl HouseDay {
    fn is_zero(&self) -> bool {
        self.present && self.class == Class::Zero
    }
}

fn house_on(id: SubjectId, house: &Household, members: &[&Trace], day: NaiveDate, rules: &Rules) -> HouseDay {
    let step = house.on(day);
    let (mut present, mut labour, mut employed, mut willing, mut stable) = (false, false, false, false, false);
    for member in members.iter().filter_map(|m| m.on(day)).filter(|m| m.household == Some(id) && m.on_roster) {
        present = true;
        labour |= member.labour();
        employed |= member.employed();
        willing |= member.willing;
        stable |= member.stable;
    }
    let class = match (labour, employed, willing) {
        (false, _, _) => Class::Without,
        (true, true, _) => Class::Covered,
        (true, false, true) => Class::Zero,
        (true, false, false) => Class::Idle,
    };
    HouseDay {
        unit: step.map_or(rules.home, |s| s.unit),
        present,
        class,
        stable,
        kind: step.map_or(HouseholdKind::Unknown, |s| s.kind),
        flags: step.map(|s| s.flags.clone()).unwrap_or_default(),
    }
}

fn house_measures(house: &HouseDay, mut one: impl FnMut(Measure)) {
    if !house.present {
        return;
    }
    one(Measure::whole(Metric::Households));
    one(Measure::part(Metric::Households, Part::Kind(house.kind)));
    house.flags.iter().for_each(|&flag| one(Measure::part(Metric::Households, Part::Flag(flag))));
    let metric = match house.class {
        Class::Without => return,
        Class::Covered => Metric::CoveredHouseholds,
        Class::Zero => Metric::ZeroHouseholds,
        Class::Idle => Metric::IdleHouseholds,
    };
    one(Measure::whole(Metric::LabourHouseholds));
    one(Measure::whole(metric));
    one(Measure::part(metric, Part::Kind(house.kind)));
    if house.stable {
        one(Measure::whole(Metric::StableHouseholds));
    }
}

/// Counts how a household became or ceased to be zero-employment (check 4). Only work clears; only a loss of work
/// makes new.
fn zero_movement(
    id: SubjectId,
    prev: &HouseDay,
    now: &HouseDay,
    members: &[&Trace],
    day: NaiveDate,
    sink: &mut impl Sink,
) {
    let (was, is) = (prev.is_zero(), now.is_zero());
    let mut other = |metric, unit, cause| {
        sink(day, unit, Measure::whole(metric), 1);
        sink(day, unit, Measure::part(metric, Part::ZeroCause(cause)), 1);
    };
    if was && is {
        if prev.unit != now.unit {
            other(Metric::ZeroOut, prev.unit, ZeroCause::Moved);
            other(Metric::ZeroIn, now.unit, ZeroCause::Moved);
        }
        return;
    }
    let changes: Vec<Change<'_>> = members.iter().map(|m| Change::of(id, m, day)).collect();
    if is {
        if prev.class == Class::Covered {
            let lost =
                |c: &&Change<'_>| c.before().is_some_and(|b| b.employed()) && !c.after().is_some_and(|a| a.employed());
            let causes: Vec<ZeroCause> = changes.iter().filter(lost).filter_map(|c| c.why_left()).collect();
            let by_work = changes.iter().filter(lost).any(|c| c.why_left().is_none());
            if by_work {
                sink(day, now.unit, Measure::whole(Metric::ZeroNew), 1);
            } else {
                other(Metric::ZeroIn, now.unit, causes.first().copied().unwrap_or(ZeroCause::Roster));
            }
        } else {
            let wants =
                |c: &&Change<'_>| c.after().is_some_and(|a| a.willing) && !c.before().is_some_and(|b| b.willing);
            let cause = changes.iter().filter(wants).map(|c| c.why_willing()).next();
            other(Metric::ZeroIn, now.unit, cause.unwrap_or(ZeroCause::Roster));
        }
    } else if was && now.present && now.class == Class::Covered {
        let works =
            |c: &&Change<'_>| c.after().is_some_and(|a| a.employed()) && !c.before().is_some_and(|b| b.employed());
        let by_work = changes.iter().filter(works).any(|c| c.why_entered().is_none());
        let cause = changes.iter().filter(works).filter_map(|c| c.why_entered()).next();
        if by_work && prev.unit == now.unit {
            sink(day, now.unit, Measure::whole(Metric::ZeroCleared), 1);
        } else if prev.unit != now.unit {
            other(Metric::ZeroOut, prev.unit, ZeroCause::Moved);
        } else {
            other(Metric::ZeroOut, prev.unit, cause.unwrap_or(ZeroCause::Roster));
        }
    } else if was {
        let gone = |c: &&Change<'_>| c.before().is_some_and(|b| b.willing) && !c.after().is_some_and(|a| a.willing);
        let cause = changes.iter().filter(gone).map(|c| c.why_unwilling()).next();
        other(Metric::ZeroOut, prev.unit, cause.unwrap_or(ZeroCause::Roster));
    }
}

/// One member on the day of a change, as seen from one household.
struct Change<'a> {
    id: SubjectId,
    prev: Option<&'a Standing>,
    now: Option<&'a Standing>,
    by_roster: bool,
}

impl<'a> Change<'a> {
    fn of(id: SubjectId, trace: &'a Trace, day: NaiveDate) -> Self {
        let n = trace.steps.partition_point(|s| s.day < day);
        let today = trace.steps.get(n).filter(|s| s.day == day);
        let prev = n.checked_sub(1).and_then(|n| trace.steps.get(n)).map(|s| &s.standing);
        Self { id, prev, now: today.map(|s| &s.standing).or(prev), by_roster: today.is_some_and(|s| s.by_roster) }
    }

    fn here(&self, s: Option<&'a Standing>) -> Option<&'a Standing> {
        s.filter(|s| s.household == Some(self.id) && s.on_roster)
    }

    fn before(&self) -> Option<&'a Standing> {
        self.here(self.prev)
    }

    fn after(&self) -> Option<&'a Standing> {
        self.here(self.now)
    }

    fn changed_house(&self) -> bool {
        let house = |s: Option<&Standing>| s.filter(|s| s.on_roster).and_then(|s| s.household);
        matches!((house(self.prev), house(self.now)), (Some(a), Some(b)) if a != b)
    }

    /// Why somebody stopped counting as employed here; `None` = by the end of their work.
    fn why_left(&self) -> Option<ZeroCause> {
        if self.changed_house() {
            return Some(ZeroCause::Split);
        }
        match left(self.now?, self.by_roster) {
            Cause::Loss | Cause::OtherEnd | Cause::Unknown => None,
            cause => Some(zero_cause(cause)),
        }
    }

    /// Why somebody came to count as employed here; `None` = by beginning work.
    fn why_entered(&self) -> Option<ZeroCause> {
        if self.changed_house() {
            return Some(ZeroCause::Split);
        }
        let absent = Standing::absent(self.now?.unit);
        match entered(self.prev.unwrap_or(&absent), self.now?, self.by_roster) {
            Cause::Return | Cause::Placement | Cause::Rehired | Cause::StartDue | Cause::Unknown => None,
            cause => Some(zero_cause(cause)),
        }
    }

    fn why_willing(&self) -> ZeroCause {
        match self.prev.and_then(|p| p.not_labour) {
            _ if self.changed_house() => ZeroCause::Split,
            Some(NotLabour::Young) => ZeroCause::Age,
            _ if self.by_roster => ZeroCause::Roster,
            Some(NotLabour::MovedOut) => ZeroCause::Moved,
            Some(NotLabour::Absent) => ZeroCause::Roster,
            Some(_) => ZeroCause::Status,
            None => ZeroCause::Wish,
        }
    }

    fn why_unwilling(&self) -> ZeroCause {
        match self.now.and_then(|n| n.not_labour) {
            _ if self.changed_house() => ZeroCause::Split,
            Some(NotLabour::Old) => ZeroCause::Age,
            Some(NotLabour::Died) => ZeroCause::Death,
            Some(NotLabour::MovedOut) => ZeroCause::Moved,
            _ if self.by_roster => ZeroCause::Roster,
            Some(_) => ZeroCause::Status,
            None => ZeroCause::Wish,
        }
    }
}

fn zero_cause(cause: Cause) -> ZeroCause {
    match cause {
        Cause::Turned16 | Cause::Turned60 => ZeroCause::Age,
        Cause::Death => ZeroCause::Death,
        Cause::MovedIn | Cause::MovedOut => ZeroCause::Moved,
        Cause::Roster => ZeroCause::Roster,
        _ => ZeroCause::Status,
    }
}
