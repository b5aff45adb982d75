//! From folded subjects to figures: the dated changes that one person, or one household, adds to each unit's
//! counts. A report sums changes; it never looks at people. Pure: the same entries give the same changes.

use super::campaign::Rules;
use super::household::Household;
use super::keys::*;
use super::metric::{Cause, Measure, Metric, Part, ZeroCause};
use super::region::RegionCode;
use super::spell::EndReason;
use super::standing::{NotLabour, Standing, Trace, doubt};
use super::subject::SubjectId;
use chrono::NaiveDate;

/// Receives one dated change: from this day on (a stock), or on this day (a flow), this unit has `n` more.
pub trait Sink: FnMut(NaiveDate, RegionCode, Measure, i64) {}
impl<F: FnMut(NaiveDate, RegionCode, Measure, i64)> Sink for F {}

/// A condition to settle: which ([`doubt`] bit), from which day, and the first day without it.
pub type Doubt = (u16, NaiveDate, Option<NaiveDate>);

/// Adds what a person counts for. `household` gives the folded household of an id.
pub fn person<'a>(
    trace: &Trace,
    household: impl Fn(SubjectId) -> Option<&'a Household>,
    rules: &Rules,
    sink: &mut impl Sink,
) -> Vec<Doubt> {
    for &(day, unit, measure, n) in &trace.flows {
        sink(day, unit, measure, n);
    }
    let mut before = Vec::new();
    let mut after = Vec::new();
    let absent = Standing::absent(rules.home);
    let mut prev = &absent;
    let mut doubts = Vec::new();
    let mut open = [None; doubt::ALL.len()];
    for (day, step) in days_of(trace, &household) {
        let now = trace.steps.get(step).map_or(&absent, |s| &s.standing);
        let by_roster = trace.steps.get(step).is_some_and(|s| s.by_roster && s.day == day);
        let house = now.household.and_then(&household).and_then(|h| h.on(day));
        after.clear();
        measures(now, house.map_or(HouseholdKind::Unknown, |h| h.kind), house.map_or(&[], |h| &h.flags), &mut after);
        if prev.unit != now.unit || before != after {
            before.iter().for_each(|&(measure, n): &(Measure, i64)| sink(day, prev.unit, measure, -n));
            after.iter().for_each(|&(measure, n)| sink(day, now.unit, measure, n));
        }
        let caused = movement(prev, now, day, by_roster, sink);
        for (slot, (bit, _)) in open.iter_mut().zip(doubt::ALL) {
            match (*slot, now.doubts & bit != 0) {
                (None, true) => *slot = Some(day),
                (Some(from), false) => {
                    doubts.push((bit, from, Some(day)));
                    *slot = None;
                }
                _ => {}
            }
        }
        if !caused {
            doubts.push((doubt::NO_CAUSE, day, day.succ_opt()));
        }
        std::mem::swap(&mut before, &mut after);
        prev = now;
    }
    doubts.extend(open.iter().zip(doubt::ALL).filter_map(|(from, (bit, _))| from.map(|from| (bit, from, None))));
    doubts
}

/// The days on which a person's counts can change, each with the index of the step in force: the person's own steps,
/// and those of the households that they belong to.
fn days_of<'a>(trace: &Trace, household: &impl Fn(SubjectId) -> Option<&'a Household>) -> Vec<(NaiveDate, usize)> {
    let mut days: Vec<(NaiveDate, usize)> = trace.steps.iter().enumerate().map(|(n, s)| (s.day, n)).collect();
    let mut seen: Option<SubjectId> = None;
    for (n, step) in trace.steps.iter().enumerate() {
        let Some(id) = step.standing.household.filter(|&id| seen != Some(id)) else { continue };
        seen = Some(id);
        let Some(house) = household(id) else { continue };
        for change in house.steps.iter().filter(|c| c.day > step.day) {
            let at = trace.steps.partition_point(|s| s.day <= change.day).saturating_sub(1);
            if trace.steps.get(at).is_some_and(|s| s.day != change.day && s.standing.household == Some(id)) && at >= n {
                days.push((change.day, at));
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// Everything that one standing counts for.
fn measures(s: &Standing, kind: HouseholdKind, flags: &[HouseholdFlag], out: &mut Vec<(Measure, i64)>) {
    let mut one = |metric, part| out.push((Measure::part(metric, part), 1));
    if s.in_scale {
        one(Metric::Scale, Part::Whole);
    }
    if !s.on_roster {
        return;
    }
    one(Metric::Persons, Part::Whole);
    one(Metric::Persons, Part::Kind(kind));
    if s.capacity_unstated {
        one(Metric::Labour, Part::Unasked);
    }
    if s.labour() {
        one(Metric::Labour, Part::Whole);
        if s.willing {
            one(Metric::Willing, Part::Whole);
        }
        if s.unsigned {
            one(Metric::Willing, Part::Unsigned);
        }
        if s.unasked {
            one(Metric::Willing, Part::Unasked);
        }
    }
    if s.employed() {
        one(Metric::Employed, Part::Whole);
        one(Metric::Employed, Part::Place(s.place));
        one(Metric::Employed, Part::Channel(s.channel));
        one(Metric::Employed, Part::Kind(kind));
        flags.iter().for_each(|&flag| one(Metric::Employed, Part::Flag(flag)));
    }
    if s.over_age() {
        one(Metric::OverAge, Part::Whole);
    }
    if s.listed {
        one(Metric::ShouldReturn, Part::Whole);
    }
    if s.awaited {
        one(Metric::StillHome, Part::Whole);
    }
    for wage in &s.wages {
        match wage {
            Some(wage) => {
                one(Metric::Income, Part::Whole);
                one(Metric::Income, Part::Bracket((wage / 100).min(u16::MAX as u32) as u16));
            }
            None => one(Metric::Income, Part::NoWage),
        }
    }
    let sum: i64 = s.wages.iter().flatten().map(|&wage| wage as i64).sum();
    if sum != 0 {
        out.push((Measure::part(Metric::Income, Part::WageSum), sum));
    }
}

/// Counts who entered and left employment, and why (check 1). False where no cause was found.
fn movement(prev: &Standing, now: &Standing, day: NaiveDate, by_roster: bool, sink: &mut impl Sink) -> bool {
    let (enter, leave) = match (prev.employed(), now.employed()) {
        (false, true) => (Some(entered(prev, now, by_roster)), None),
        (true, false) => (None, Some(left(now, by_roster))),
        (true, true) if prev.unit != now.unit => (Some(Cause::MovedIn), Some(Cause::MovedOut)),
        _ => (None, None),
    };
    let mut caused = true;
    for (metric, unit, cause) in [(Metric::Entered, now.unit, enter), (Metric::Left, prev.unit, leave)] {
        if let Some(cause) = cause {
            caused &= cause != Cause::Unknown;
            sink(day, unit, Measure::whole(metric), 1);
            sink(day, unit, Measure::part(metric, Part::Cause(cause)), 1);
        }
    }
    caused
}

fn entered(prev: &Standing, now: &Standing, by_roster: bool) -> Cause {
    if prev.main.is_none()
        && let Some((nature, opening)) = now.began
    {
        return match nature {
            _ if opening => Cause::Roster,
            _ if now.fell_due => Cause::StartDue,
            Some(Nature::Return) => Cause::Return,
            Some(Nature::Placement | Nature::Moved) => Cause::Placement,
            Some(Nature::Rehired) => Cause::Rehired,
            None => Cause::Unknown,
        };
    }
    match prev.not_labour {
        Some(NotLabour::Young) => Cause::Turned16,
        _ if by_roster => Cause::Roster,
        Some(NotLabour::School) => Cause::Graduated,
        Some(NotLabour::Army | NotLabour::Prison) => Cause::Discharged,
        Some(NotLabour::Capacity) => Cause::CapacityRegained,
        Some(NotLabour::MovedOut) => Cause::MovedIn,
        Some(NotLabour::Absent | NotLabour::Died | NotLabour::Old) => Cause::Roster,
        None => Cause::Unknown,
    }
}

fn left(now: &Standing, by_roster: bool) -> Cause {
    match now.not_labour {
        Some(NotLabour::Old) => Cause::Turned60,
        Some(_) if by_roster => Cause::Roster,
        Some(NotLabour::Died) => Cause::Death,
        Some(NotLabour::MovedOut) => Cause::MovedOut,
        Some(NotLabour::School) => Cause::School,
        Some(NotLabour::Army) => Cause::Army,
        Some(NotLabour::Prison) => Cause::Prison,
        Some(NotLabour::Capacity) => Cause::CapacityLost,
        Some(NotLabour::Young | NotLabour::Absent) => Cause::Roster,
        None => match now.ended {
            Some(EndReason::Loss(_)) => Cause::Loss,
            Some(EndReason::Superseded | EndReason::CameHome) => Cause::OtherEnd,
            Some(EndReason::Status(Status::School)) => Cause::School,
            Some(EndReason::Status(Status::Army)) => Cause::Army,
            Some(EndReason::Status(Status::Prison)) => Cause::Prison,
            Some(EndReason::Status(Status::Died)) => Cause::Death,
            Some(EndReason::Status(_)) => Cause::OtherEnd,
            Some(EndReason::Roster) => Cause::Roster,
            None => Cause::Unknown,
        },
    }
}

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

/// Adds what a household counts for; gives the times during which it was zero-employment. `members` are the traces
/// of everybody who ever belonged to it.
pub fn household(
    id: SubjectId,
    house: &Household,
    members: &[&Trace],
    rules: &Rules,
    sink: &mut impl Sink,
) -> Vec<Doubt> {
    let mut zero: Vec<Doubt> = Vec::new();
    for &(day, unit, measure, n) in &house.flows {
        sink(day, unit, measure, n);
    }
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
