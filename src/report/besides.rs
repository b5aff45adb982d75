//! What a report asks of the book besides the dated changes: it is read while those are.

use super::sources::{Findings, Printed};
use super::{checks, outlook};
use crate::book::{Book, Correction, Reported, Result};
use crate::domain::metric::Metric;
use crate::domain::standing::doubt;
use crate::domain::subject::SubjectId;
use crate::domain::trip::Trip;
use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

/// What a report asks of the book besides the dated changes.
pub(super) struct Besides {
    pub year_ago: Option<FxHashMap<Metric, i64>>,
    pub previous_day: Option<NaiveDate>,
    pub printed: Option<Printed>,
    pub corrections: Vec<Correction>,
    pub reported: Reported,
    pub findings: Findings,
    pub trips: Vec<(SubjectId, Trip)>,
}

impl Besides {
    pub fn read(book: &Book, day: NaiveDate) -> Result<Self> {
        let previous = book.steering().seal_before(day);
        let printed = match previous {
            Some(mark) => book.sealed(mark.day)?.and_then(|seal| serde_json::from_str(&seal.facts.report).ok()),
            None => None,
        };
        Ok(Self {
            year_ago: year_ago(book, day)?,
            previous_day: previous.map(|mark| mark.day),
            printed,
            corrections: previous.map_or(Ok(Vec::new()), |mark| book.corrections(mark, NaiveDate::MAX))?,
            reported: book.reported(day)?,
            findings: Findings {
                doubts: book.doubts(day, checks::CONTRADICTIONS | doubt::NO_CAUSE)?,
                waiting: book.doubts_longest(day, outlook::TO_SETTLE, outlook::NAMES)?,
                carried: book.trip_totals(day)?,
                gaps: book.trip_gaps(day)?,
                overlaps: book.overlapping_trips(day)?,
                shared: book.shared_numbers()?,
            },
            trips: book.waiting_trips()?,
        })
    }
}

fn a_year_before(day: NaiveDate) -> Option<NaiveDate> {
    day.with_year(day.year() - 1)
}

/// See [`super::sources::Sources::year_ago`].
pub(super) fn year_ago(book: &Book, day: NaiveDate) -> Result<Option<FxHashMap<Metric, i64>>> {
    let steering = book.steering();
    let then = a_year_before(day).filter(|then| steering.seals.first().is_some_and(|seal| seal.day <= *then));
    let Some(then) = then else { return Ok(None) };
    let campaigns = &steering.rules.campaigns;
    let key = campaigns.key(then);
    let period = campaigns.period(then).from.iter_days().take_while(|day| *day <= then);
    // Days of a campaign within it are that campaign's.
    let days: Vec<NaiveDate> = period.filter(|day| campaigns.key(*day) == key).collect();
    let mut flows = FxHashMap::default();
    for run in days.chunk_by(|day, next| day.succ_opt() == Some(*next)) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            book.flows(*first, *last)?.into_iter().for_each(|(metric, n)| *flows.entry(metric).or_insert(0) += n);
        }
    }
    Ok(Some(flows))
}
