//! Makes the report of a day from dated changes: reads days, never people.

use super::besides::Besides;
use super::model::*;
use super::quota::Quotas;
use super::sources::Sources;
use super::{checks, outlook, parts, wall};
use crate::book::{Book, Correction, Counts, Result, Why};
use crate::domain::campaign::PeriodKey;
use crate::domain::metric::{DEFINITIONS, Measure, Metric, Nature, Part};
use crate::domain::region::RegionCode;
use crate::locale::{Lang, Saying, Told, say, saying};
use crate::plan;
use crate::text::{self, Tenths};
use chrono::NaiveDate;

/// Makes the report of `day`. `sealing` = it is about to be sealed, so it says so.
pub fn build(book: &mut Book, day: NaiveDate, officer: &str, sealing: bool) -> Result<Report> {
    let (counts, besides) = book.counts_beside(day, |book| Besides::read(book, day))?;
    let Besides { year_ago, previous_day, printed, corrections, reported, findings, trips } = besides;
    let (home, now) = (book.unit(), book.now());
    let steering = book.steering();
    let campaigns = &steering.rules.campaigns;
    let sources = Sources {
        steering,
        counts: &counts,
        year_ago: year_ago.as_ref(),
        day,
        period: campaigns.period(day),
        key: campaigns.key(day),
        printed,
        previous_day,
        corrections: &corrections,
        home,
    };
    let issue = steering.seals.iter().filter(|s| s.day < day && campaigns.key(s.day) == sources.key).count() as u32 + 1;
    let mut figures = Ordered::default();
    for metric in Metric::flows() {
        figures.push(metric.key(), figure(&sources, metric));
    }
    let mut stocks = Ordered::default();
    for metric in Metric::stocks() {
        stocks.push(metric.key(), stock(&sources, metric));
    }
    let codes = unit_names(&sources);
    let quotas: Vec<(Metric, Quotas<'_>)> =
        Metric::flows().filter_map(|metric| Some((metric, Quotas::new(&sources, metric, &codes)?))).collect();
    let units = units(&sources, &codes, &quotas);
    let wall = wall::charts(&sources, &codes, &quotas);
    let mut report = Report {
        unit: UnitHead { code: home, name: steering.unit_name(home), level: home.level() },
        day,
        issue,
        cutoff: now.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        sealed: sealing,
        campaign: campaign(&sources),
        officer: officer.to_string(),
        definitions: DEFINITIONS,
        lang: Lang::current().tag(),
        figures,
        stocks,
        units,
        corrections: correction_rows(&corrections),
        reported: ReportedRow {
            villages: reported.active.len() + reported.none.len() + reported.silent.len(),
            done: reported.active.len() + reported.none.len(),
            none: reported.none.len(),
            silent: reported.silent,
        },
        seal: sealing.then(|| crate::book::SEAL_HERE.to_string()),
        checks: Vec::new(),
        problems: Vec::new(),
        tomorrow: Vec::new(),
        previous_day: sources.previous_day,
        wall,
    };
    report.checks = checks::run(&sources, &report, &findings);
    report.problems = outlook::problems(&sources, &report, &findings);
    report.tomorrow = outlook::tomorrow(&sources, &trips);
    Ok(report)
}

/// The period, under the name that it was given, or the year's.
fn campaign(s: &Sources<'_>) -> CampaignHead {
    let named = match s.key {
        PeriodKey::Year(year) => Some(saying!("report-year", year = year)),
        PeriodKey::Campaign(_) => None,
    };
    let name = named.as_ref().map_or_else(|| s.period.name.clone(), ToString::to_string);
    CampaignHead { name, from: s.period.from, to: s.period.to, named }
}

/// How a target stands: what was done towards it before the day, and by the end of it.
struct Progress {
    quantity: i64,
    to: NaiveDate,
    opening: i64,
    done: i64,
}

fn progress(s: &Sources<'_>, metric: Metric, unit: RegionCode, scope: Option<RegionCode>) -> Option<Progress> {
    let target = &s.steering.target(metric, unit, s.day)?.facts;
    let measure = Measure::whole(metric);
    let (opening, done) = match metric.nature() {
        Nature::Stock => {
            let before = s.day.pred_opt().map_or(0, |d| s.counts.stock(scope, measure, d));
            (before, s.stock(scope, measure))
        }
        Nature::Flow => {
            let done = s.counts.sum(scope, measure, target.from, s.day);
            (done - s.on_day(scope, measure), done)
        }
    };
    Some(Progress { quantity: target.quantity, to: target.to, opening, done })
}

pub(super) fn figure(s: &Sources<'_>, metric: Metric) -> Figure {
    let (day, cumulative) = s.whole(None, metric);
    let counted = s.counted();
    let measure = Measure::whole(metric);
    let previous = s.printed_cumulative(metric);
    let target = progress(s, metric, s.home, None);
    let pace = plan::pace(|from, to| s.counts.sum(None, measure, from, to), s.day, &counted);
    let last_year = last_year(s, metric);
    let finish = target.as_ref().and_then(|t| {
        let from = s.steering.target(metric, s.home, s.day).map_or(s.period.from, |t| t.facts.from);
        let reached = reached(s.counts, measure, from, s.day, t.quantity);
        match plan::forecast(t.quantity, t.done, &pace, s.day, reached, &counted) {
            plan::Finish::Reached(date) | plan::Finish::Expected(date) => Some(date),
            plan::Finish::NotAtThisPace => None,
        }
    });
    Figure {
        day,
        cumulative,
        target: target.as_ref().map(|t| t.quantity),
        rate: target.as_ref().and_then(|t| text::percent(t.done, t.quantity)),
        previous,
        change: previous.map(|p| cumulative - p),
        last_year,
        share: last_year.and_then(|n| text::percent(cumulative, n)),
        quota: target.as_ref().and_then(|t| plan::quota(t.quantity, t.opening, s.day, t.to, &counted)),
        pace: tenths_of(pace.done, pace.days),
        finish,
        by: parts::of_flow(metric, |part| s.cumulative(None, Measure::part(metric, part))),
    }
}

/// done ÷ days with one decimal, half away from zero.
fn tenths_of(done: i64, days: u32) -> Option<Tenths> {
    // percent() rounds n/d × 100 to a decimal; the mean is that of n/(100 d).
    text::percent(done, 100 * days as i64)
}

fn last_year(s: &Sources<'_>, metric: Metric) -> Option<i64> {
    if let Some(target) = s.steering.target(metric, s.home, s.day)
        && target.facts.last_year.is_some()
    {
        return target.facts.last_year;
    }
    s.year_ago.map(|flows| flows.get(&metric).copied().unwrap_or(0))
}

/// The day on which the sum first reached the target.
fn reached(counts: &Counts, measure: Measure, from: NaiveDate, to: NaiveDate, target: i64) -> Option<NaiveDate> {
    let mut sum = 0;
    for (day, n) in counts.days(None, measure) {
        if from <= day && day <= to {
            sum += n;
            if sum >= target {
                return Some(day);
            }
        }
    }
    None
}

fn stock(s: &Sources<'_>, metric: Metric) -> Stock {
    let value = stock_value(s.counts, None, metric, s.day);
    let previous = s.printed_stock(metric).and_then(|v| match (metric, v.as_i64(), v.as_f64()) {
        (Metric::EmploymentRate, _, Some(f)) => Some(Number::Tenths(Tenths((f * 10.0).round() as i64))),
        (_, Some(n), _) => Some(Number::Whole(n)),
        _ => None,
    });
    let change = match (value, previous) {
        (Some(Number::Whole(a)), Some(Number::Whole(b))) => Some(Number::Whole(a - b)),
        (Some(Number::Tenths(a)), Some(Number::Tenths(b))) => Some(Number::Tenths(Tenths(a.0 - b.0))),
        _ => None,
    };
    let target = progress(s, metric, s.home, None);
    let last_year = s.steering.target(metric, s.home, s.day).and_then(|t| t.facts.last_year);
    let whole = match value {
        Some(Number::Whole(n)) => Some(n),
        _ => None,
    };
    Stock {
        value,
        previous,
        change,
        by: parts::of_stock(metric, |part| s.stock(None, Measure::part(metric, part))),
        target: target.as_ref().map(|t| t.quantity),
        rate: target.as_ref().zip(whole).and_then(|(t, n)| text::percent(n, t.quantity)),
        last_year,
        share: last_year.zip(whole).and_then(|(last, n)| text::percent(n, last)),
    }
}

/// The value of a stock, of one unit or of all; the derived ones from their parts.
pub(super) fn stock_value(counts: &Counts, unit: Option<RegionCode>, metric: Metric, day: NaiveDate) -> Option<Number> {
    let n = |metric| counts.stock(unit, Measure::whole(metric), day);
    match metric {
        Metric::EmploymentRate => text::percent(n(Metric::Employed), n(Metric::Willing)).map(Number::Tenths),
        Metric::Income => median(counts, unit, day).map(Number::Whole),
        _ => Some(Number::Whole(n(metric))),
    }
}

/// The median wage from counts per 100-yuan bracket, by the brackets' lower bounds.
fn median(counts: &Counts, unit: Option<RegionCode>, day: NaiveDate) -> Option<i64> {
    let brackets: Vec<(i64, i64)> = counts
        .measures(Metric::Income)
        .into_iter()
        .filter_map(|m| match m.part {
            Part::Bracket(n) => Some((n as i64 * 100, counts.stock(unit, m, day))),
            _ => None,
        })
        .collect();
    let total: i64 = brackets.iter().map(|(_, n)| n).sum();
    let nth = |rank: i64| {
        let mut seen = 0;
        brackets.iter().find(|(_, n)| {
            seen += n;
            seen > rank
        })
    };
    if total <= 0 {
        return None;
    }
    let (low, high) = (nth((total - 1) / 2)?, nth(total / 2)?);
    Some((low.0 + high.0) / 2)
}

/// The parts of the unit, and what belongs to none: code and name.
pub(super) fn unit_names(s: &Sources<'_>) -> Vec<(RegionCode, String)> {
    let mut codes: Vec<(RegionCode, String)> =
        s.steering.parts().map(|(code, unit)| (code, unit.name.clone())).collect();
    let known = |code: &RegionCode, codes: &[(RegionCode, String)]| codes.iter().any(|(c, _)| c == code);
    for code in s.counts.units() {
        if !known(&code, &codes) {
            let name = if code == s.home { say!("report-no-village") } else { s.steering.unit_name(code) };
            codes.push((code, name));
        }
    }
    codes.sort();
    codes
}

fn units(s: &Sources<'_>, codes: &[(RegionCode, String)], quotas: &[(Metric, Quotas<'_>)]) -> Vec<UnitRow> {
    let today: Vec<(Metric, Vec<(RegionCode, i64)>)> =
        quotas.iter().filter_map(|(metric, quotas)| Some((*metric, quotas.villages(s.day)?))).collect();
    codes
        .iter()
        .map(|(code, name)| {
            let (code, name) = (*code, name.clone());
            let mut figures = Ordered::default();
            for metric in Metric::flows() {
                let (day, cumulative) = s.whole(Some(code), metric);
                let target = (code != s.home).then(|| progress(s, metric, code, Some(code))).flatten();
                let quota = today
                    .iter()
                    .find(|(m, _)| *m == metric)
                    .and_then(|(_, quotas)| quotas.iter().find(|(c, _)| *c == code))
                    .map(|(_, quota)| *quota);
                figures.push(
                    metric.key(),
                    UnitFigure {
                        day,
                        cumulative,
                        target: target.as_ref().map(|t| t.quantity),
                        rate: target.as_ref().and_then(|t| text::percent(t.done, t.quantity)),
                        quota,
                    },
                );
            }
            let mut stocks = Ordered::default();
            for metric in Metric::stocks() {
                stocks.push(metric.key(), UnitStock { value: stock_value(s.counts, Some(code), metric, s.day) });
            }
            UnitRow { code, name, figures, stocks }
        })
        .collect()
}

fn correction_rows(corrections: &[Correction]) -> Vec<CorrectionRow> {
    corrections
        .iter()
        .filter(|c| {
            c.measure.part == Part::Whole && c.measure.metric.is_printed() && c.measure.metric != Metric::Income
        })
        .map(|c| {
            let says = saying!("report-causes", causes = Told::clauses(c.why.iter().map(cause)));
            CorrectionRow {
                day: c.day,
                key: c.measure.metric.key().to_string(),
                unit: c.unit,
                amount: c.amount,
                why: says.to_string(),
                says,
                entries: c.entries.iter().map(|h| h.to_string()).collect(),
            }
        })
        .collect()
}

fn cause(why: &Why) -> Saying {
    match why {
        Why::Withdrawn(why) => saying!("report-withdrawn", why = why),
        Why::Late => saying!("report-late"),
    }
}
