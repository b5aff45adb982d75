//! What a report is made from: dated changes, what steers them, the last report as printed, and what the book found.

use crate::book::{Correction, Counts, DoubtRow, Steering, TripGap};
use crate::domain::campaign::{Period, PeriodKey};
use crate::domain::metric::{Measure, Metric};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::plan::Counted;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::Value;

/// What a report takes up of the one before; the rest of those bytes, most of them, is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Printed {
    figures: Value,
    stocks: Value,
}

/// Everything that figures are made from.
pub(super) struct Sources<'a> {
    pub steering: &'a Steering,
    pub counts: &'a Counts,
    /// The flows of a year before, of the days that its period had by then; `None` where nothing was sealed then.
    pub year_ago: Option<&'a FxHashMap<Metric, i64>>,
    pub day: NaiveDate,
    pub period: Period,
    pub key: PeriodKey,
    /// The last sealed report before the day, as printed.
    pub printed: Option<Printed>,
    pub previous_day: Option<NaiveDate>,
    pub corrections: &'a [Correction],
    pub home: RegionCode,
}

impl<'a> Sources<'a> {
    pub fn whole(&self, unit: Option<RegionCode>, metric: Metric) -> (i64, i64) {
        let measure = Measure::whole(metric);
        (self.on_day(unit, measure), self.cumulative(unit, measure))
    }

    pub fn on_day(&self, unit: Option<RegionCode>, measure: Measure) -> i64 {
        self.counts.sum(unit, measure, self.day, self.day)
    }

    /// Since the period of the day began: the sum of its days.
    pub fn cumulative(&self, unit: Option<RegionCode>, measure: Measure) -> i64 {
        let campaigns = &self.steering.rules.campaigns;
        self.counts.sum_where(unit, measure, |d| self.period.from <= d && d <= self.day && campaigns.key(d) == self.key)
    }

    pub fn stock(&self, unit: Option<RegionCode>, measure: Measure) -> i64 {
        self.counts.stock(unit, measure, self.day)
    }

    /// The last sealed report belongs to the same period.
    pub fn same_period(&self) -> bool {
        self.previous_day.is_some_and(|p| self.steering.rules.campaigns.key(p) == self.key)
    }

    pub fn printed_cumulative(&self, metric: Metric) -> Option<i64> {
        if !self.same_period() {
            return None;
        }
        self.printed.as_ref()?.figures.get(metric.key())?.get("cumulative")?.as_i64()
    }

    pub fn printed_stock(&self, metric: Metric) -> Option<&Value> {
        self.printed.as_ref()?.stocks.get(metric.key())?.get("value").filter(|v| !v.is_null())
    }

    pub fn counted(&self) -> Counted<'a> {
        Counted::new(&self.steering.calendar, self.period.all_days)
    }
}

/// What the checks and the outlook are told besides the figures.
pub(super) struct Findings {
    /// What contradicts the rules, or is without a cause.
    pub doubts: Vec<DoubtRow>,
    /// What has waited longest to be settled, the first of each kind.
    pub waiting: Vec<DoubtRow>,
    /// Passengers carried to work, and those of them who have begun it.
    pub carried: (i64, i64),
    pub gaps: Vec<TripGap>,
    pub overlaps: Vec<(String, String, String)>,
    pub shared: Vec<(SubjectId, SubjectId, String)>,
}
