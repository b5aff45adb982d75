//! 存在问题 and 明日安排: what the figures and the book say about where it fails and what comes next.

use super::checks::{doubt_words, name_of};
use super::model::*;
use super::sources::{Findings, Sources};
use crate::book::DoubtRow;
use crate::domain::keys::TripState;
use crate::domain::metric::{Measure, Metric, Part};
use crate::domain::standing::doubt::{self, Doubt};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Trip;
use crate::locale::{Saying, Told, saying};
use crate::plan;

/// How many names a sentence gives before it counts the rest.
pub(super) const NAMES: usize = 5;

/// Conditions that the officer has to settle.
pub(super) const TO_SETTLE: u16 = doubt::STILL_HOME | doubt::MISSING | doubt::OVERRULED;

fn remark(kind: &'static str, says: Saying) -> Remark {
    Remark { kind, text: says.to_string(), says }
}

fn unit_of(metric: Metric) -> Told {
    let unit = metric.counted_in();
    Told::word("Unit", unit.key(), unit.zh())
}

/// Where it fails.
pub(super) fn problems(s: &Sources<'_>, report: &Report, found: &Findings) -> Vec<Remark> {
    let mut out: Vec<Remark> = Vec::new();
    out.extend(behind(s, report));
    out.extend(report.checks.iter().filter(|c| !c.ok).map(|c| {
        let says = saying!(
            "report-check-fails",
            id = c.id,
            check = c.says.clone(),
            left = c.left,
            right = c.right,
            rows = c.rows.len()
        );
        remark("check", says)
    }));
    if !report.reported.silent.is_empty() {
        let silent = &report.reported.silent;
        let names = silent.iter().take(NAMES).map(|c| Told::from(s.steering.unit_name(*c))).collect();
        out.push(remark("silent", saying!("report-silent", names = listed(names, silent.len()))));
    }
    for doubt in Doubt::all_in(TO_SETTLE) {
        let count = s.stock(None, Measure::part(Metric::ToSettle, Part::Doubt(doubt)));
        if count > 0 {
            let first = found.waiting.iter().filter(|row| row.bit == doubt.bit());
            let name = |d: &DoubtRow| saying!("report-name-of", name = &d.name, unit = s.steering.unit_name(d.unit));
            let names = listed(first.map(|row| name(row).into()).collect(), count as usize);
            let says = saying!("report-doubts", what = doubt_words(doubt.bit()), count = count as usize, names = names);
            out.push(remark("doubt", says));
        }
    }
    if let Some(Number::Whole(zero @ 1..)) = report.stocks.get(Metric::ZeroHouseholds.key()).and_then(|z| z.value) {
        out.push(remark("zero", saying!("report-zero", count = Told::grouped(zero))));
    }
    let unstated = s.stock(None, Measure::part(Metric::Labour, Part::Unasked));
    if unstated > 0 {
        out.push(remark("capacity", saying!("report-capacity", count = Told::grouped(unstated))));
    }
    let years = s.counted().unpublished_years(s.day, s.period.to);
    for year in years {
        out.push(remark("calendar", saying!("report-calendar", year = year)));
    }
    out
}

fn behind<'a>(s: &'a Sources<'_>, report: &'a Report) -> impl Iterator<Item = Remark> + 'a {
    Metric::flows().filter_map(move |metric| {
        let figure = report.figures.get(metric.key())?;
        let target = s.steering.target(metric, s.home, s.day)?;
        let quantity = figure.target?;
        if figure.cumulative >= quantity || figure.rate.is_some_and(|r| r.0 >= 1000) {
            return None;
        }
        let pace = figure.pace.map_or_else(|| "—".to_string(), |p| p.to_string());
        let to = target.facts.to;
        match figure.finish {
            None => Some(remark(
                "target",
                saying!(
                    "report-never",
                    metric = name_of(metric),
                    pace = pace,
                    unit = unit_of(metric),
                    to = Told::day_seen(to, s.day)
                ),
            )),
            Some(finish) if finish > to => Some(remark(
                "target",
                saying!(
                    "report-behind",
                    metric = name_of(metric),
                    pace = pace,
                    unit = unit_of(metric),
                    finish = Told::day_seen(finish, s.day),
                    days = (finish - to).num_days()
                ),
            )),
            Some(_) => None,
        }
    })
}

/// The first names of so many.
fn listed(names: Vec<Told>, count: usize) -> Told {
    let names = Told::list(names);
    if count > NAMES { saying!("report-and-more", names = names, count = count).into() } else { names }
}

/// What comes next.
pub(super) fn tomorrow(s: &Sources<'_>, trips: &[(SubjectId, Trip)]) -> Vec<Remark> {
    let counted = s.counted();
    let Some(next) = counted.nth_after(s.day, 1) else { return Vec::new() };
    let mut out = Vec::new();
    for metric in Metric::flows() {
        let Some(target) = s.steering.target(metric, s.home, next) else { continue };
        let done = s.counts.sum(None, Measure::whole(metric), target.facts.from, s.day);
        if let Some(quota @ 1..) = plan::quota(target.facts.quantity, done, next, target.facts.to, &counted) {
            let says = saying!(
                "report-quota",
                day = Told::day_seen(next, s.day),
                metric = name_of(metric),
                count = Told::grouped(quota),
                unit = unit_of(metric)
            );
            out.push(remark("quota", says));
        }
    }
    let waiting = |trip: &&(SubjectId, Trip)| matches!(trip.1.state, Some(TripState::Planned | TripState::Boarding));
    let mut leaving: Vec<_> = trips
        .iter()
        .filter(waiting)
        .filter_map(|(_, trip)| {
            let plan = trip.plan.as_ref()?;
            let day = plan.departs.date();
            (day > s.day && day <= next).then_some((&plan.number, &plan.from, &plan.to, trip.passengers.len()))
        })
        .collect();
    leaving.sort();
    out.extend(leaving.into_iter().map(|(number, from, to, people)| {
        remark("trip", saying!("report-leaving", number = number, from = from, to = to, people = people))
    }));
    out
}
