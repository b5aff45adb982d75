//! The wall charts of a day by themselves, with how fast each flow goes and has to go: what the console shows of them.
//! Flows without a target come along by what was done. Reads days, never people, and none of a report's checks.

use super::besides::year_ago;
use super::build::{figure, unit_names};
use super::model::{Wall, WallCell, WallTotal, WallUnit};
use super::quota::{Quotas, Running};
use super::sources::Sources;
use super::wall;
use crate::book::{Book, Result};
use crate::domain::metric::{Measure, Metric};
use crate::domain::region::RegionCode;
use crate::text::{self, Tenths};
use chrono::NaiveDate;

/// So many days are shown of a flow without a target.
const DAYS: usize = 31;

/// A flow on the wall.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Which flow.
    pub metric: Metric,
    /// Its chart; without a target there is no plan in it, every quota is 0, and no gap.
    pub wall: Wall,
    /// Whether it has a target on the day.
    pub has_target: bool,
    /// Mean of the last 7 counted days.
    pub pace: Option<Tenths>,
    /// What is needed on each counted day that is left after the day; `None` where none is left or nothing remains.
    pub needed: Option<Tenths>,
    /// When the target is, or was, reached at this pace.
    pub finish: Option<NaiveDate>,
    /// Counted days left, the day included.
    pub days_left: u32,
}

/// The charts of a day: those with a target first, then every flow of which anything was done lately.
///
/// # Errors
/// What the book says.
pub fn board(book: &mut Book, day: NaiveDate) -> Result<Vec<Chart>> {
    book.refresh()?;
    let (counts, year_ago) = book.counts_beside(day, |book| year_ago(book, day))?;
    let steering = book.steering();
    let campaigns = &steering.rules.campaigns;
    let s = Sources {
        steering,
        counts: &counts,
        year_ago: year_ago.as_ref(),
        day,
        period: campaigns.period(day),
        key: campaigns.key(day),
        printed: None,
        previous_day: None,
        corrections: &[],
        home: book.unit(),
    };
    let units = unit_names(&s);
    let quotas: Vec<(Metric, Quotas<'_>)> =
        Metric::flows().filter_map(|metric| Some((metric, Quotas::new(&s, metric, &units)?))).collect();
    let walls = wall::charts(&s, &units, &quotas);
    let mut charts: Vec<Chart> =
        quotas.iter().zip(walls).map(|((metric, _), wall)| chart(&s, *metric, wall, true)).collect();
    for metric in Metric::flows().filter(|metric| !quotas.iter().any(|(known, _)| known == metric)) {
        let wall = plain(&s, metric, &units);
        if wall.units.iter().any(|unit| unit.cells.iter().flatten().any(|cell| cell.done != 0)) {
            charts.push(chart(&s, metric, wall, false));
        }
    }
    Ok(charts)
}

fn chart(s: &Sources<'_>, metric: Metric, wall: Wall, has_target: bool) -> Chart {
    let figure = figure(s, metric);
    let done = wall.total.done.last().copied().unwrap_or(0);
    let days_left = s.counted().between(s.day, wall.to);
    let days_after = s.day.succ_opt().map_or(0, |next| s.counted().between(next, wall.to));
    let remains = (wall.target - done).max(0);
    let needed = (has_target && remains > 0 && days_after > 0)
        .then(|| text::percent(remains, 100 * i64::from(days_after)))
        .flatten();
    let finish = figure.finish.filter(|_| has_target);
    Chart { metric, wall, has_target, pace: figure.pace, needed, finish, days_left }
}

/// The chart of a flow without a target: what was done.
fn plain(s: &Sources<'_>, metric: Metric, units: &[(RegionCode, String)]) -> Wall {
    let measure = Measure::whole(metric);
    let from = s.period.from;
    let counted = s.counted();
    let all: Vec<NaiveDate> = counted.days(from, s.day).collect();
    let days: Vec<NaiveDate> = all.iter().copied().skip(all.len().saturating_sub(DAYS)).collect();
    let rows = units.iter().map(|(code, name)| {
        let done = Running::new(s.counts, Some(*code), measure);
        let cell = |day: &NaiveDate| Some(done.between(*day, *day)).filter(|n| *n != 0);
        WallUnit {
            code: *code,
            name: name.clone(),
            done: done.between(from, s.day),
            target: None,
            gap: None,
            cells: days.iter().map(|day| cell(day).map(|done| WallCell { done, quota: 0 })).collect(),
        }
    });
    let units = rows.filter(|row| row.code != s.home || row.done != 0).collect();
    let whole = Running::new(s.counts, None, measure);
    let total = WallTotal {
        done: all.iter().map(|day| whole.between(from, *day)).collect(),
        plan: Vec::new(),
        quota: vec![0; all.len()],
        days: all,
    };
    Wall { key: metric.key().to_string(), from, to: s.period.to, target: 0, days, units, total }
}
