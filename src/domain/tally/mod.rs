//! From folded subjects to figures: the dated changes that one person, or one household, adds to each unit's
//! counts. A report sums changes; it never looks at people. Pure: the same entries give the same changes.

mod household;

pub use household::household;

use super::campaign::Rules;
use super::household::Household;
use super::keys::*;
use super::metric::{Cause, Measure, Metric, Part};
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

/// Adds where a person counts, and what moves them in and out; the flows of their [`Trace`] come on top. `household` gives the folded household of an id.
pub fn person<'a>(
    trace: &Trace,
    household: impl Fn(SubjectId) -> Option<&'a Household>,
    rules: &Rules,
    sink: &mut impl Sink,
) -> Vec<Doubt> {
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
        for (slot, bit) in open.iter_mut().zip(doubt::ALL) {
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
    doubts.extend(open.iter().zip(doubt::ALL).filter_map(|(from, bit)| from.map(|from| (bit, from, None))));
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
    doubt::Doubt::all_in(s.doubts).for_each(|doubt| one(Metric::ToSettle, Part::Doubt(doubt)));
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

pub(super) fn entered(prev: &Standing, now: &Standing, by_roster: bool) -> Cause {
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

pub(super) fn left(now: &Standing, by_roster: bool) -> Cause {
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
