//! 对账: the checks that every report carries (METRICS.md). One that fails says which rows break it; it does not stop
//! the report.

use super::model::*;
use super::sources::{Findings, Sources};
use crate::book::DoubtRow;
use crate::domain::keys::*;
use crate::domain::metric::{Cause, Measure, Metric, Part};
use crate::domain::standing::doubt::{self, Doubt};
use crate::locale::{Saying, Told, saying};
use chrono::NaiveDate;

/// Doubts that contradict the rules of recording (check 8); the others are matters to settle.
pub(super) const CONTRADICTIONS: u16 =
    doubt::OVERLAP | doubt::PUBLIC_POST_OUTSIDE | doubt::WORKS_NEVERTHELESS | doubt::LOOSE_LOSS;

/// Runs all of them.
pub(super) fn run(s: &Sources<'_>, report: &Report, found: &Findings) -> Vec<Check> {
    vec![
        employment(s, found),
        breakdowns(s),
        households(s),
        zero_households(s),
        units(s, report),
        cumulative(s),
        trips(found),
        contradictions(s, found),
    ]
}

fn check(id: u32, says: Saying, left: i64, right: i64, rows: Vec<Row>) -> Check {
    Check {
        id,
        ok: left == right && rows.is_empty(),
        left,
        right,
        rows,
        text: says.to_string(),
        says,
        entered: None,
        left_by: None,
    }
}

/// A metric's name, in every language.
pub(super) fn name_of(metric: Metric) -> Told {
    Told::word("Metric", metric.key(), metric.zh())
}

/// What a doubt is, in every language.
pub(super) fn doubt_words(bit: u16) -> Told {
    Doubt::of(bit).map_or_else(|| Told::from(""), |doubt| Told::word("Doubt", doubt.key(), doubt.zh()))
}

/// A row about a metric.
fn metric_row(metric: Metric, says: Saying) -> Row {
    Row { subject: metric.key().into(), ..Row::of(says).named(saying!("report-word", word = name_of(metric))) }
}

fn whole(s: &Sources<'_>, metric: Metric) -> i64 {
    s.stock(None, Measure::whole(metric))
}

/// The sum of a flow since the last sealed report.
fn since(s: &Sources<'_>, measure: Measure) -> i64 {
    s.counts.sum_where(None, measure, |d| d <= s.day && s.previous_day.is_none_or(|p| d > p))
}

fn printed(s: &Sources<'_>, metric: Metric) -> i64 {
    s.printed_stock(metric).and_then(|v| v.as_i64()).unwrap_or(0)
}

fn corrected(s: &Sources<'_>, metric: Metric, of: impl Fn(NaiveDate) -> bool) -> i64 {
    let measure = Measure::whole(metric);
    s.corrections.iter().filter(|c| c.measure == measure && of(c.day)).map(|c| c.amount).sum()
}

fn doubt_row(s: &Sources<'_>, d: &DoubtRow) -> Row {
    Row {
        subject: d.subject.to_string(),
        name: d.name.clone(),
        unit: s.steering.unit_name(d.unit),
        ..Row::of(saying!("report-since", what = doubt_words(d.bit), day = d.since))
    }
}

fn employment(s: &Sources<'_>, found: &Findings) -> Check {
    let by_cause = |metric| {
        Ordered(
            Cause::ALL
                .iter()
                .map(|&cause| (cause.key().to_string(), since(s, Measure::part(metric, Part::Cause(cause)))))
                .filter(|(_, n)| *n != 0)
                .collect::<Vec<_>>(),
        )
    };
    let entered = since(s, Measure::whole(Metric::Entered));
    let left = since(s, Measure::whole(Metric::Left));
    let right = printed(s, Metric::Employed) + entered - left + corrected(s, Metric::Employed, |_| true);
    let rows = found
        .doubts
        .iter()
        .filter(|d| d.bit == doubt::NO_CAUSE && s.previous_day.is_none_or(|p| d.since > p))
        .map(|d| doubt_row(s, d))
        .collect();
    Check {
        entered: Some(by_cause(Metric::Entered)),
        left_by: Some(by_cause(Metric::Left)),
        ..check(1, saying!("report-check-employment"), whole(s, Metric::Employed), right, rows)
    }
}

fn breakdowns(s: &Sources<'_>) -> Check {
    let employed = whole(s, Metric::Employed);
    let sum = |parts: Vec<Part>| -> i64 {
        parts.into_iter().map(|part| s.stock(None, Measure::part(Metric::Employed, part))).sum()
    };
    let sums = [
        ("place", saying!("report-by-place"), sum(PlaceClass::ALL.iter().map(|&v| Part::Place(v)).collect())),
        ("channel", saying!("report-by-channel"), sum(Channel::ALL.iter().map(|&v| Part::Channel(v)).collect())),
        ("kind", saying!("report-by-kind"), sum(HouseholdKind::ALL.iter().map(|&v| Part::Kind(v)).collect())),
    ];
    let rows: Vec<Row> = sums
        .iter()
        .filter(|(_, _, n)| *n != employed)
        .map(|(key, name, n)| Row {
            subject: (*key).into(),
            ..Row::of(saying!("report-parts-differ", sum = *n, employed = employed)).named(name.clone())
        })
        .collect();
    let right = sums.iter().map(|(_, _, n)| *n).find(|n| *n != employed).unwrap_or(employed);
    check(2, saying!("report-check-breakdowns"), employed, right, rows)
}

fn households(s: &Sources<'_>) -> Check {
    let parts = [Metric::CoveredHouseholds, Metric::ZeroHouseholds, Metric::IdleHouseholds];
    let right = parts.iter().map(|m| whole(s, *m)).sum();
    check(3, saying!("report-check-households"), whole(s, Metric::LabourHouseholds), right, Vec::new())
}

fn zero_households(s: &Sources<'_>) -> Check {
    let flow = |metric| since(s, Measure::whole(metric));
    let right = printed(s, Metric::ZeroHouseholds) + flow(Metric::ZeroNew) + flow(Metric::ZeroIn)
        - flow(Metric::ZeroCleared)
        - flow(Metric::ZeroOut)
        + corrected(s, Metric::ZeroHouseholds, |_| true);
    check(4, saying!("report-check-zero"), whole(s, Metric::ZeroHouseholds), right, Vec::new())
}

fn units(s: &Sources<'_>, report: &Report) -> Check {
    let mut rows = Vec::new();
    let (mut left, mut right) = (0, 0);
    let mut compare = |metric: Metric, units: i64, all: i64| {
        left += units;
        right += all;
        if units != all {
            rows.push(metric_row(metric, saying!("report-units-differ", units = units, all = all)));
        }
    };
    for metric in Metric::flows() {
        let units: i64 = report.units.iter().filter_map(|u| u.figures.get(metric.key())).map(|f| f.cumulative).sum();
        compare(metric, units, s.cumulative(None, Measure::whole(metric)));
    }
    for metric in Metric::stocks().filter(|m| !matches!(m, Metric::EmploymentRate | Metric::Income)) {
        let units: i64 = report
            .units
            .iter()
            .filter_map(|u| u.stocks.get(metric.key()))
            .filter_map(|stock| match stock.value {
                Some(Number::Whole(n)) => Some(n),
                _ => None,
            })
            .sum();
        compare(metric, units, whole(s, metric));
    }
    check(5, saying!("report-check-units"), left, right, rows)
}

fn cumulative(s: &Sources<'_>) -> Check {
    let campaigns = &s.steering.rules.campaigns;
    let same = s.same_period();
    let mut rows = Vec::new();
    let (mut left, mut right) = (0, 0);
    for metric in Metric::flows() {
        let measure = Measure::whole(metric);
        let now = s.cumulative(None, measure);
        let days = s.counts.sum_where(None, measure, |d| {
            d <= s.day && campaigns.key(d) == s.key && s.previous_day.is_none_or(|p| !same || d > p)
        });
        let expected = if same {
            s.printed_cumulative(metric).unwrap_or(0) + days + corrected(s, metric, |d| campaigns.key(d) == s.key)
        } else {
            days
        };
        left += now;
        right += expected;
        if now != expected {
            rows.push(metric_row(metric, saying!("report-days-differ", now = now, expected = expected)));
        }
    }
    check(6, saying!("report-check-cumulative"), left, right, rows)
}

fn trips(found: &Findings) -> Check {
    let mut rows = Vec::new();
    let (left, right) = found.carried;
    for gap in &found.gaps {
        if gap.at_work > gap.boarded {
            rows.push(Row {
                subject: gap.trip.to_string(),
                name: gap.number.clone(),
                ..Row::of(saying!("report-trip-surplus", begun = gap.at_work, aboard = gap.boarded))
            });
        }
        rows.extend(gap.without.iter().map(|(person, name)| Row {
            subject: person.to_string(),
            name: name.clone(),
            ..Row::of(saying!("report-trip-without", trip = &gap.number))
        }));
    }
    Check { ok: rows.is_empty(), ..check(7, saying!("report-check-trips"), left, right, rows) }
}

fn contradictions(s: &Sources<'_>, found: &Findings) -> Check {
    let mut rows: Vec<Row> =
        found.doubts.iter().filter(|d| d.bit & CONTRADICTIONS != 0).map(|d| doubt_row(s, d)).collect();
    rows.extend(
        found
            .overlaps
            .iter()
            .map(|(name, a, b)| Row { name: name.clone(), ..Row::of(saying!("report-two-trips", one = a, other = b)) }),
    );
    rows.extend(found.shared.iter().map(|(a, b, name)| Row {
        subject: a.to_string(),
        name: name.clone(),
        ..Row::of(saying!("report-same-number", other = b.to_string()))
    }));
    rows.extend(s.steering.rival_seals.iter().filter(|seal| seal.day <= s.day).map(|seal| Row {
        subject: seal.hash.short(),
        ..Row::of(saying!("report-two-seals", day = seal.day)).named(saying!("report-issue", issue = seal.issue))
    }));
    check(8, saying!("report-check-contradictions"), rows.len() as i64, 0, rows)
}
