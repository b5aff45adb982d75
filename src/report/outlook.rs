//! 存在问题 and 明日安排: what the figures and the book say about where it fails and what comes next.

use super::model::*;
use super::sources::{Findings, Sources};
use crate::domain::keys::TripState;
use crate::domain::metric::{Measure, Metric, Part};
use crate::domain::standing::doubt;
use crate::domain::subject::SubjectId;
use crate::domain::trip::Trip;
use crate::plan;
use crate::text;
use std::collections::BTreeMap;

/// How many names a sentence gives before it counts the rest.
const NAMES: usize = 5;

fn remark(kind: &'static str, text: String) -> Remark {
    Remark { kind, text }
}

/// Where it fails.
pub(super) fn problems(s: &Sources<'_>, report: &Report, found: &Findings) -> Vec<Remark> {
    let mut out: Vec<Remark> = Vec::new();
    out.extend(behind(s, report));
    out.extend(report.checks.iter().filter(|c| !c.ok).map(|c| {
        remark("check", format!("对账第{}项不平:{}({} 与 {},涉及 {} 条)", c.id, c.text, c.left, c.right, c.rows.len()))
    }));
    if !report.reported.silent.is_empty() {
        let names: Vec<String> = report.reported.silent.iter().map(|c| s.steering.unit_name(*c)).collect();
        out.push(remark("silent", format!("未报:{}", listed(&names))));
    }
    let mut by_bit: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for d in found.doubts.iter().filter(|d| d.bit & (doubt::STILL_HOME | doubt::MISSING | doubt::OVERRULED) != 0) {
        by_bit.entry(d.bit).or_default().push(format!("{}({})", d.name, s.steering.unit_name(d.unit)));
    }
    for (bit, names) in by_bit {
        let words = doubt::Doubt::of(bit).map_or("", doubt::Doubt::zh);
        out.push(remark("doubt", format!("{words} {} 人:{}", names.len(), listed(&names))));
    }
    if let Some(Number::Whole(zero @ 1..)) = report.stocks.get(Metric::ZeroHouseholds.key()).and_then(|z| z.value) {
        out.push(remark("zero", format!("零就业家庭尚有 {} 户", text::group(zero))));
    }
    let unstated = s.stock(None, Measure::part(Metric::Labour, Part::Unasked));
    if unstated > 0 {
        let count = text::group(unstated);
        out.push(remark(
            "capacity",
            format!("{count} 人在劳动年龄内而劳动能力未填,没有计入劳动力;请补填后重新导入名册"),
        ));
    }
    let years = s.counted().unpublished_years(s.day, s.period.to);
    for year in years {
        out.push(remark("calendar", format!("{year} 年放假安排未公布,工作日暂按周一至周五计")));
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
        let to = text::zh_month_day(target.facts.to);
        match figure.finish {
            None => Some(remark(
                "target",
                format!("{}近7日日均 {pace} {},按此进度到 {to} 完不成", metric.zh(), metric.unit()),
            )),
            Some(finish) if finish > target.facts.to => {
                let days = (finish - target.facts.to).num_days();
                Some(remark(
                    "target",
                    format!(
                        "{}按近7日日均 {pace} {},要到 {} 完成,晚 {days} 天",
                        metric.zh(),
                        metric.unit(),
                        text::zh_month_day(finish)
                    ),
                ))
            }
            Some(_) => None,
        }
    })
}

fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMES).cloned().collect::<Vec<_>>().join("、");
    if names.len() > NAMES { format!("{shown} 等 {}", names.len()) } else { shown }
}

/// What comes next.
pub(super) fn tomorrow(s: &Sources<'_>, report: &Report, trips: &[(SubjectId, Trip)]) -> Vec<Remark> {
    let counted = s.counted();
    let Some(next) = counted.nth_after(s.day, 1) else { return Vec::new() };
    let mut out = Vec::new();
    for metric in Metric::flows() {
        let Some(target) = s.steering.target(metric, s.home, next) else { continue };
        let Some(figure) = report.figures.get(metric.key()) else { continue };
        let done = s.counts.sum(None, Measure::whole(metric), target.facts.from, s.day);
        if let Some(quota @ 1..) = plan::quota(target.facts.quantity, done, next, target.facts.to, &counted) {
            let _ = figure;
            out.push(remark(
                "quota",
                format!("{}{} {} {}", text::zh_month_day(next), metric.zh(), text::group(quota), metric.unit()),
            ));
        }
    }
    let waiting = |trip: &&(SubjectId, Trip)| matches!(trip.1.state, Some(TripState::Planned | TripState::Boarding));
    let mut leaving: Vec<String> = trips
        .iter()
        .filter(waiting)
        .filter_map(|(_, trip)| {
            let plan = trip.plan.as_ref()?;
            let day = plan.departs.date();
            (day > s.day && day <= next)
                .then(|| format!("{} 班 {} → {},{} 人", plan.number, plan.from, plan.to, trip.passengers.len()))
        })
        .collect();
    leaving.sort();
    out.extend(leaving.into_iter().map(|text| remark("trip", text)));
    out
}
