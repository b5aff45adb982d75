//! Two made-up reports against which a county's template is tried: one with everything in it, and one with nothing.

use super::model::*;
use super::{parts, retell};
use crate::domain::keys::Level;
use crate::domain::metric::{Cause, DEFINITIONS, Metric};
use crate::domain::region::RegionCode;
use crate::locale::{Lang, Told, saying};
use crate::text::Tenths;
use chrono::NaiveDate;
use serde_json::Value;

/// The reports, as templates get them.
pub(super) fn reports(lang: Lang) -> Vec<Value> {
    let made = [report(true), report(false)].into_iter().flatten().map(|report| {
        let mut report = serde_json::to_value(report).unwrap_or_default();
        retell::retell(&mut report, lang);
        report
    });
    made.collect()
}

/// With everything in it, or with nothing; `None` never, but for the types' sake.
fn report(full: bool) -> Option<Report> {
    let home = RegionCode::parse("529999001")?;
    let village = RegionCode::parse("529999001001")?;
    let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
    let (day, before, from, to) = (date(3, 27)?, date(3, 26)?, date(2, 9)?, date(4, 10)?);
    let some = |n: i64| if full { n } else { 0 };
    let given = |n: i64| full.then_some(n);
    let tenths = |n: i64| full.then_some(Tenths(n));
    let whole = |n: i64| Some(Number::Whole(if full { n } else { 0 }));

    let mut figures = Ordered::default();
    for (metric, n) in Metric::flows().zip(1000..) {
        figures.push(
            metric.key(),
            Figure {
                day: some(7),
                cumulative: some(n),
                target: given(2000),
                rate: tenths(n / 2),
                previous: given(n - 7),
                change: given(7),
                last_year: given(n),
                share: tenths(1000),
                quota: given(49),
                pace: tenths(253),
                finish: if full { date(4, 23) } else { None },
                by: parts::of_flow(metric, |_| some(3)),
            },
        );
    }
    let mut stocks = Ordered::default();
    for (metric, n) in Metric::stocks().zip(1000..) {
        let stock = match metric {
            Metric::EmploymentRate => Stock {
                value: tenths(719).map(Number::Tenths),
                previous: tenths(720).map(Number::Tenths),
                change: tenths(-1).map(Number::Tenths),
                ..Stock::default()
            },
            _ => Stock {
                value: whole(n),
                previous: given(n - 3).map(Number::Whole),
                change: given(3).map(Number::Whole),
                target: given(2000),
                rate: tenths(n / 2),
                last_year: given(n),
                share: tenths(1000),
                ..Stock::default()
            },
        };
        stocks.push(metric.key(), Stock { by: parts::of_stock(metric, |_| some(3)), ..stock });
    }
    let unit = |code: RegionCode, name: &str| {
        let mut row = UnitRow { code, name: name.into(), figures: Ordered::default(), stocks: Ordered::default() };
        for metric in Metric::flows() {
            let figure =
                UnitFigure { day: 1, cumulative: 50, target: Some(90), rate: Some(Tenths(556)), quota: Some(2) };
            row.figures.push(metric.key(), figure);
        }
        for metric in Metric::stocks() {
            row.stocks.push(metric.key(), UnitStock { value: Some(Number::Whole(12)) });
        }
        row
    };
    let check = |id: u32| {
        let says = saying!("report-check-trips");
        let ok = !full || id != 7;
        let one = |key: &str| Some(Ordered(vec![(key.to_string(), 3)])).filter(|_| id == 1 && full);
        Check {
            id,
            ok,
            left: some(818),
            right: if ok { some(818) } else { 817 },
            rows: if ok { Vec::new() } else { vec![row("Name 1"), row("Name 2")] },
            text: says.to_string(),
            says,
            entered: one(Cause::Return.key()),
            left_by: one(Cause::Loss.key()),
        }
    };
    let remark = |kind: &'static str| {
        let says = saying!("report-zero", count = Told::grouped(189));
        Remark { kind, text: says.to_string(), says }
    };
    let remarks = |kind: &'static str| if full { vec![remark(kind), remark(kind)] } else { Vec::new() };
    let correction = |amount: i64| {
        let says = saying!("report-late");
        let entries = vec!["0".repeat(64)];
        CorrectionRow {
            day: before,
            key: Metric::Returns.key().into(),
            unit: village,
            amount,
            why: says.to_string(),
            says,
            entries,
        }
    };
    Some(Report {
        unit: UnitHead { code: home, name: "Township".into(), level: Level::Township },
        day,
        issue: 29,
        cutoff: "2026-03-27T15:20:00+08:00".into(),
        sealed: full,
        campaign: CampaignHead { name: "Campaign".into(), from, to, named: None },
        officer: "Officer".into(),
        definitions: DEFINITIONS,
        wall: if full { vec![wall(home, village, from, day, to)] } else { Vec::new() },
        lang: Lang::current().tag(),
        figures,
        stocks,
        units: if full { vec![unit(home, "Township"), unit(village, "Village 1")] } else { Vec::new() },
        corrections: if full { vec![correction(1), correction(-1)] } else { Vec::new() },
        reported: ReportedRow {
            villages: usize::from(full) * 2,
            done: usize::from(full),
            none: usize::from(full),
            silent: if full { vec![village] } else { Vec::new() },
        },
        seal: full.then(|| "0123abcd".to_string()),
        checks: (1..=8).map(check).collect(),
        problems: remarks("zero"),
        tomorrow: remarks("quota"),
        previous_day: full.then_some(before),
    })
}

fn row(name: &str) -> Row {
    let row = Row::of(saying!("report-trip-without", trip = "A1"));
    Row { name: name.to_string(), unit: "Village 1".into(), ..row }
}

/// A wall chart of one village, two days long.
fn wall(home: RegionCode, village: RegionCode, from: NaiveDate, day: NaiveDate, to: NaiveDate) -> Wall {
    let row = |code, name: &str| WallUnit {
        code,
        name: name.into(),
        done: 3,
        target: Some(10),
        gap: Some(-2),
        cells: vec![Some(WallCell { done: 2, quota: 3 }), None],
    };
    Wall {
        key: Metric::Returns.key().into(),
        from,
        to,
        target: 20,
        days: vec![from, day],
        units: vec![row(home, "Township"), row(village, "Village 1")],
        total: WallTotal { days: vec![from, day, to], plan: vec![5, 10, 20], done: vec![4, 8], quota: vec![5, 6] },
    }
}
