//! The wall chart (挂图作战, S1; requirement A8) as data: for each flow with a target, villages × counted days, and the
//! run towards the target. Made from counts already loaded; it must never ask the book.

use super::model::{Wall, WallCell, WallTotal, WallUnit};
use super::quota::{Quotas, Running};
use super::sources::Sources;
use crate::domain::metric::{Measure, Metric};
use crate::domain::region::RegionCode;
use crate::plan::{self, DayPlan};
use chrono::NaiveDate;

/// The most days that a village's row shows: about as many as fit across an A4 page.
const DAYS: usize = 31;

/// The chart of every flow that has a target on the day. `quotas` go with their metric.
pub(super) fn charts(s: &Sources<'_>, units: &[(RegionCode, String)], quotas: &[(Metric, Quotas<'_>)]) -> Vec<Wall> {
    quotas.iter().map(|(metric, quotas)| chart(s, *metric, units, quotas)).collect()
}

fn chart(s: &Sources<'_>, metric: Metric, units: &[(RegionCode, String)], quotas: &Quotas<'_>) -> Wall {
    let target = quotas.target;
    let counted = s.counted();
    let mut days: Vec<NaiveDate> = counted.days(target.from, s.day.min(target.to)).collect();
    days.drain(..days.len().saturating_sub(DAYS));
    let shares: Vec<Vec<(RegionCode, i64)>> =
        days.iter().map(|day| quotas.villages(*day).unwrap_or_default()).collect();
    let share = |at: usize, code: RegionCode| -> i64 {
        let found = shares.get(at).and_then(|row| Some((row, row.binary_search_by_key(&code, |(c, _)| *c).ok()?)));
        found.and_then(|(row, n)| row.get(n)).map_or(0, |(_, quota)| *quota)
    };
    let rows = units.iter().map(|(code, name)| {
        let done = Running::new(s.counts, Some(*code), Measure::whole(metric));
        let cells: Vec<Option<WallCell>> = days
            .iter()
            .enumerate()
            .map(|(at, day)| {
                let cell = WallCell { done: done.between(*day, *day), quota: share(at, *code) };
                (cell.done != 0 || cell.quota != 0).then_some(cell)
            })
            .collect();
        let own = (*code != s.home).then(|| s.steering.target(metric, *code, s.day)).flatten().map(|t| &t.facts);
        let so_far = done.between(own.map_or(target.from, |t| t.from), s.day);
        let gap = own.map(|t| {
            let path = plan::back_schedule(t.quantity, 0, t.from, t.to, &counted);
            so_far - planned(&path, s.day)
        });
        WallUnit { code: *code, name: name.clone(), done: so_far, target: own.map(|t| t.quantity), gap, cells }
    });
    // Whoever has neither a task nor done anything (未归村, mostly) has no place on the wall.
    let units = rows.filter(|row| row.code != s.home || row.done != 0).collect();
    Wall {
        key: metric.key().to_string(),
        from: target.from,
        to: target.to,
        target: target.quantity,
        days,
        units,
        total: total(s, quotas),
    }
}

fn total(s: &Sources<'_>, quotas: &Quotas<'_>) -> WallTotal {
    let target = quotas.target;
    let counted = s.counted();
    let days: Vec<NaiveDate> = target
        .from
        .iter_days()
        .take_while(|day| *day <= target.to)
        .take((target.to - target.from).num_days().clamp(0, 7320) as usize + 1)
        .filter(|day| counted.is(*day) || *day == s.day)
        .collect();
    let path = plan::back_schedule(target.quantity, 0, target.from, target.to, &counted);
    let passed = days.partition_point(|day| *day <= s.day);
    let mut steps = path.iter().peekable();
    let mut due = 0;
    let plan = days
        .iter()
        .map(|day| {
            while let Some(step) = steps.next_if(|step| step.day <= *day) {
                due += step.quota;
            }
            due
        })
        .collect();
    WallTotal {
        plan,
        done: days.iter().take(passed).map(|day| quotas.done.between(target.from, *day)).collect(),
        quota: days.iter().take(passed).map(|day| quotas.whole(*day).unwrap_or(0)).collect(),
        days,
    }
}

/// What a path asks for by the end of a day.
fn planned(path: &[DayPlan], day: NaiveDate) -> i64 {
    path.iter().take_while(|step| step.day <= day).map(|step| step.quota).sum()
}
