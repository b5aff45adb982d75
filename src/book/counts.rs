//! The dated changes of every figure, as a report holds them in memory; those of a large book read by another connection
//! beside what else is asked.

use super::Book;
use super::error::{Error, Result};
use super::row::{day_from_sql, day_to_sql, month_and_year};
use crate::domain::metric::{Measure, Metric, Nature};
use crate::domain::region::RegionCode;
use crate::locale::say;
use chrono::NaiveDate;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// From so many pages on (100 MB) another connection, which takes a millisecond, is worth it.
const LARGE: i64 = 12_000;

/// The dated changes up to a day, in memory: those from some day on, and of stocks, before them, one sum of all that came
/// earlier, dated the day before.
#[derive(Debug, Default, PartialEq)]
pub struct Counts {
    changes: FxHashMap<Measure, FxHashMap<RegionCode, Vec<(NaiveDate, i64)>>>,
}

impl Counts {
    /// Adds a change.
    pub fn add(&mut self, day: NaiveDate, unit: RegionCode, measure: Measure, n: i64) {
        self.changes.entry(measure).or_default().entry(unit).or_default().push((day, n));
    }

    /// The sum over the days from `from` to `to`, both included, that satisfy `counts`; of one unit, or of all.
    pub fn sum_where(&self, unit: Option<RegionCode>, measure: Measure, counts: impl Fn(NaiveDate) -> bool) -> i64 {
        let Some(units) = self.changes.get(&measure) else { return 0 };
        let sum =
            |days: &Vec<(NaiveDate, i64)>| -> i64 { days.iter().filter(|(day, _)| counts(*day)).map(|(_, n)| n).sum() };
        match unit {
            Some(unit) => units.get(&unit).map_or(0, sum),
            None => units.values().map(sum).sum(),
        }
    }

    /// The sum over the days from `from` to `to`, both included.
    pub fn sum(&self, unit: Option<RegionCode>, measure: Measure, from: NaiveDate, to: NaiveDate) -> i64 {
        self.sum_where(unit, measure, |day| from <= day && day <= to)
    }

    /// A stock at the end of a day.
    pub fn stock(&self, unit: Option<RegionCode>, measure: Measure, day: NaiveDate) -> i64 {
        self.sum_where(unit, measure, |d| d <= day)
    }

    /// The measures of a metric that occur.
    pub fn measures(&self, metric: Metric) -> Vec<Measure> {
        let mut out: Vec<Measure> = self.changes.keys().copied().filter(|m| m.metric == metric).collect();
        out.sort_unstable();
        out
    }

    /// The units that occur.
    pub fn units(&self) -> Vec<RegionCode> {
        let mut out: Vec<RegionCode> = self.changes.values().flat_map(|units| units.keys().copied()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The changes of one measure, all units together, ascending by day.
    pub fn days(&self, unit: Option<RegionCode>, measure: Measure) -> Vec<(NaiveDate, i64)> {
        let mut out: Vec<(NaiveDate, i64)> = match (self.changes.get(&measure), unit) {
            (None, _) => Vec::new(),
            (Some(units), Some(unit)) => units.get(&unit).cloned().unwrap_or_default(),
            (Some(units), None) => units.values().flatten().copied().collect(),
        };
        out.sort_unstable();
        out
    }
}

/// Whether a row of changes is the sum of a month or of a year, which only stocks have.
fn is_sum(span: i64) -> bool {
    span % 100 == 0
}

/// The entry written last: where two connections have the same, they see the same book.
fn last_entry(conn: &Connection) -> Result<Option<[u8; 32]>> {
    let mut last = conn.prepare_cached("SELECT hash FROM entry ORDER BY id DESC LIMIT 1")?;
    Ok(last.query_map([], |r| r.get(0))?.next().transpose()?)
}

fn counts_of(conn: &Connection, from: NaiveDate, day: NaiveDate) -> Result<Counts> {
    let mut out = Counts::default();
    let (first, last) = (day_to_sql(from), day_to_sql(day));
    let mut opening: FxHashMap<(RegionCode, Measure), i64> = FxHashMap::default();
    for (start, end) in before(conn, first)? {
        changes(conn, start, end, |_, unit, measure, n| {
            if measure.metric.nature() == Nature::Stock {
                *opening.entry((unit, measure)).or_insert(0) += n;
            }
        })?;
    }
    let eve = from.pred_opt().unwrap_or(from);
    opening.into_iter().for_each(|((unit, measure), n)| out.add(eve, unit, measure, n));
    changes(conn, first, last, |span, unit, measure, n| {
        if !is_sum(span) {
            out.add(day_from_sql(span), unit, measure, n);
        }
    })?;
    Ok(out)
}

/// The rows that add up, of stocks, to all that came before a day: whole years, then months, then days; both ends included.
/// No more of them after ten years than after one, but for one a year.
fn before(conn: &Connection, first: i64) -> Result<Vec<(i64, i64)>> {
    let mut oldest = conn.prepare_cached("SELECT min(day) FROM change")?;
    let Some(oldest) = oldest.query_row([], |r| r.get::<_, Option<i64>>(0))? else { return Ok(Vec::new()) };
    let [month, year] = month_and_year(first);
    let [_, oldest] = month_and_year(oldest);
    let years = (oldest..year).step_by(10_000).map(|year| (year, year));
    let months = (year + 100..month).step_by(100).map(|month| (month, month));
    Ok(years.chain(months).chain([(month + 1, first - 1)]).collect())
}

/// The changes between two days, as they lie in the book, sums of months and years among them.
fn changes(conn: &Connection, start: i64, end: i64, mut each: impl FnMut(i64, RegionCode, Measure, i64)) -> Result<()> {
    let mut query =
        conn.prepare_cached("SELECT day, unit, measure, n FROM change WHERE day BETWEEN ?1 AND ?2 AND n <> 0")?;
    let mut rows = query.query([start, end])?;
    while let Some(row) = rows.next()? {
        if let Some(measure) = Measure::from_code(row.get(2)?) {
            each(row.get(0)?, RegionCode::from_number(row.get::<_, i64>(1)? as u64), measure, row.get(3)?);
        }
    }
    Ok(())
}

impl Book {
    /// Dated changes up to the end of `day`, as far back as its report tells days apart ([`Steering::window`]).
    pub fn counts(&mut self, day: NaiveDate) -> Result<Counts> {
        self.reach(day)?;
        counts_of(&self.conn, self.steering.window(day), day)
    }

    /// The same, with what is asked of the book meanwhile: another connection reads the changes of a large one.
    pub fn counts_beside<T>(&mut self, day: NaiveDate, ask: impl FnOnce(&Self) -> Result<T>) -> Result<(Counts, T)> {
        self.reach(day)?;
        let pages: i64 = self.conn.pragma_query_value(None, "page_count", |r| r.get(0))?;
        self.counts_by((pages > LARGE).then(|| self.reader_beside()).flatten(), day, ask)
    }

    fn counts_by<T>(
        &self,
        reader: Option<Connection>,
        day: NaiveDate,
        ask: impl FnOnce(&Self) -> Result<T>,
    ) -> Result<(Counts, T)> {
        let from = self.steering.window(day);
        let Some(reader) = reader else { return Ok((counts_of(&self.conn, from, day)?, ask(self)?)) };
        std::thread::scope(|scope| {
            let counting = scope.spawn(move || Ok((last_entry(&reader)?, counts_of(&reader, from, day)?)));
            let asked = ask(self)?;
            let counted: Result<_> = counting.join().map_err(|_| Error::Internal(say!("book-reading-stopped")))?;
            let (last, counts) = counted?;
            // Where somebody has written meanwhile, or the file is another by now, this one counts as it has read the rest.
            let same = last == last_entry(&self.conn)?;
            Ok((if same { counts } else { counts_of(&self.conn, from, day)? }, asked))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::book::{Options, folded::Tally, project};

    #[test]
    fn another_connection_counts_the_same_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let unit = RegionCode::parse("529999001").unwrap();
        let mut book = Book::create(&folder.path().join("book.zb"), unit, Options::default()).unwrap();
        let last: NaiveDate = "2026-03-10".parse().unwrap();
        let days = || last.pred_opt().unwrap().iter_days().take(3);
        let made: Tally = days().map(|day| ((day, unit, Measure::whole(Metric::Visits)), 7)).collect();
        project::put_tally(&mut project::Writing(&book.conn), &made).unwrap();
        let alone = book.counts(last).unwrap();
        assert_eq!(alone.sum(None, Measure::whole(Metric::Visits), NaiveDate::MIN, last), 14);
        for reader in [book.reader_beside(), None] {
            let ask = |book: &Book| book.flows(last, last);
            let (counts, asked) = book.counts_by(reader, last, ask).unwrap();
            assert_eq!((counts, asked), (book.counts(last).unwrap(), book.flows(last, last).unwrap()));
        }
        // Whatever another file has of the day is not counted.
        let mut other = Book::create(&folder.path().join("other.zb"), unit, Options::default()).unwrap();
        other.found("另一镇", "测试甲", last).unwrap();
        let (counts, ()) = book.counts_by(other.reader_beside(), last, |_| Ok(())).unwrap();
        assert_eq!(counts, book.counts(last).unwrap());
        let fails = |_: &Book| Err::<(), _>(Error::Internal("told".into()));
        assert!(book.counts_by(book.reader_beside(), last, fails).is_err());
        assert!(book.reader_beside().is_some());
    }
}
