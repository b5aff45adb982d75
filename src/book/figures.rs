//! What reports read: dated changes summed, conditions to settle, who has reported. Days are read, never people.

use super::Book;
use super::error::Result;
use super::row::{day_from_sql, day_to_sql};
use crate::domain::entry::Hash;
use crate::domain::metric::{Measure, Metric};
use crate::domain::region::RegionCode;
use crate::domain::standing::doubt::Doubt;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use rusqlite::params;
use rustc_hash::FxHashMap;

/// The dated changes up to a day, in memory.
#[derive(Debug, Default)]
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

/// A condition to settle (疑点), of one person, as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubtRow {
    /// Who.
    pub subject: SubjectId,
    /// Name.
    pub name: String,
    /// Where.
    pub unit: RegionCode,
    /// Which.
    pub bit: u16,
    /// Since when.
    pub since: NaiveDate,
}

impl DoubtRow {
    /// What it is, in words.
    pub fn words(&self) -> String {
        Doubt::of(self.bit).map(Doubt::name).unwrap_or_default()
    }
}

/// Who has reported on a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reported {
    /// Villages with something recorded.
    pub active: Vec<RegionCode>,
    /// Villages that said they had nothing (零报告) and recorded nothing.
    pub none: Vec<RegionCode>,
    /// Villages not heard from.
    pub silent: Vec<RegionCode>,
}

impl Book {
    /// Dated changes up to the end of `day`.
    pub fn counts(&mut self, day: NaiveDate) -> Result<Counts> {
        self.reach(day)?;
        let mut query =
            self.conn.prepare_cached("SELECT day, unit, measure, n FROM change WHERE day <= ?1 AND n <> 0")?;
        let mut rows = query.query([day_to_sql(day)])?;
        let mut out = Counts::default();
        while let Some(row) = rows.next()? {
            if let Some(measure) = Measure::from_code(row.get(2)?) {
                let unit = RegionCode::from_number(row.get::<_, i64>(1)? as u64);
                out.add(day_from_sql(row.get(0)?), unit, measure, row.get(3)?);
            }
        }
        Ok(out)
    }

    /// Conditions to settle, as of the end of `day`.
    pub fn doubts(&self, day: NaiveDate) -> Result<Vec<DoubtRow>> {
        self.doubts_of(day, None)
    }

    /// The same of one kind, a bit of [`crate::domain::standing::doubt`]; `None` = of all.
    pub fn doubts_of(&self, day: NaiveDate, bit: Option<u16>) -> Result<Vec<DoubtRow>> {
        let mut query = self.conn.prepare_cached(
            "SELECT d.subject, p.name, p.unit, d.bit, d.since FROM doubt d JOIN person p ON p.id = d.subject
             WHERE d.since <= ?1 AND (d.until IS NULL OR d.until > ?1) AND (?2 IS NULL OR d.bit = ?2) ORDER BY d.bit, p.unit, d.since, d.subject",
        )?;
        let rows = query.query_map(params![day_to_sql(day), bit], |row| {
            Ok(DoubtRow {
                subject: SubjectId::from_i64(row.get(0)?),
                name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                unit: RegionCode::from_number(row.get::<_, i64>(2)? as u64),
                bit: row.get(3)?,
                since: day_from_sql(row.get(4)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Which villages reported on a day (METRICS.md, "Reporting state").
    pub fn reported(&self, day: NaiveDate) -> Result<Reported> {
        let gone = self.withdrawn()?;
        let mut query = self.conn.prepare_cached(
            "SELECT e.unit, e.kind = 'none', e.hash FROM entry e
             WHERE e.day = ?1
               AND e.kind IN ('visit', 'home', 'return', 'placement', 'arrival', 'loss', 'push', 'wish', 'person', 'none')",
        )?;
        let mut rows = query.query([day_to_sql(day)])?;
        let mut kinds: FxHashMap<RegionCode, bool> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            if !gone.contains(&Hash(row.get(2)?)) {
                let unit = self.steering.rules.unit_of(Some(RegionCode::from_number(row.get::<_, i64>(0)? as u64)));
                *kinds.entry(unit).or_insert(true) &= row.get::<_, bool>(1)?;
            }
        }
        let mut out = Reported::default();
        for (code, _) in self.steering.villages() {
            match kinds.get(&code) {
                Some(true) => out.none.push(code),
                Some(false) => out.active.push(code),
                None => out.silent.push(code),
            }
        }
        Ok(out)
    }

    /// ID numbers that two people have now (疑点): names of both.
    pub fn shared_numbers(&self) -> Result<Vec<(SubjectId, SubjectId, String)>> {
        let mut query = self.conn.prepare_cached(
            "SELECT min(p.id), max(p.id), min(p.name) FROM
                 (SELECT id_no FROM person WHERE id_no IS NOT NULL GROUP BY id_no HAVING count(*) > 1) twice
             JOIN person p ON p.id_no = twice.id_no GROUP BY p.id_no",
        )?;
        let rows = query.query_map([], |r| {
            Ok((SubjectId::from_i64(r.get(0)?), SubjectId::from_i64(r.get(1)?), r.get::<_, String>(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
