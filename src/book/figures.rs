//! What reports read: dated changes summed, conditions to settle, who has reported. Days are read, never people.

use super::Book;
use super::dayseen::NAMED;
use super::error::Result;
use super::row::{day_from_sql, day_to_sql};
use crate::domain::metric::{Measure, Metric};
use crate::domain::region::RegionCode;
use crate::domain::standing::doubt::Doubt;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use rusqlite::params;
use rustc_hash::FxHashMap;

/// The kinds of entries by which a village is heard from.
const REPORTS: [&str; 10] =
    ["visit", "home", "return", "placement", "arrival", "loss", "push", "wish", "person", "none"];

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

/// Whose conditions of a kind are open at the end of a day, and since when; in two halves: an index holds each together.
pub(super) const OPEN: &str = "SELECT subject, since FROM doubt WHERE bit = ?2 AND until IS NULL AND since <= ?1
     UNION ALL SELECT subject, since FROM doubt WHERE bit = ?2 AND until > ?1 AND since <= ?1";

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
    /// What the flows of a stretch of days add up to, both ends included: of all units together, and without their parts.
    pub fn flows(&self, from: NaiveDate, to: NaiveDate) -> Result<FxHashMap<Metric, i64>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT measure, sum(n) FROM total WHERE day BETWEEN ?1 AND ?2 GROUP BY measure")?;
        let mut rows = query.query(params![day_to_sql(from), day_to_sql(to)])?;
        let mut out = FxHashMap::default();
        while let Some(row) = rows.next()? {
            if let Some(measure) = Measure::from_code(row.get(0)?) {
                out.insert(measure.metric, row.get(1)?);
            }
        }
        Ok(out)
    }

    /// Conditions to settle of some kinds, as of the end of `day`: bits of [`crate::domain::standing::doubt`].
    pub fn doubts(&self, day: NaiveDate, bits: u16) -> Result<Vec<DoubtRow>> {
        self.doubts_longest(day, bits, i64::MAX as usize)
    }

    /// Those of each kind that have waited longest, at most `most`. How many wait, dated changes tell
    /// ([`crate::domain::metric::Metric::ToSettle`]).
    pub fn doubts_longest(&self, day: NaiveDate, bits: u16, most: usize) -> Result<Vec<DoubtRow>> {
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT d.subject, p.name, p.unit, d.since
             FROM (SELECT subject, since FROM ({OPEN}) ORDER BY since, subject LIMIT ?3) d
             CROSS JOIN person p ON p.id = d.subject ORDER BY d.since, d.subject"
        ))?;
        let mut out = Vec::new();
        for bit in Doubt::all_in(bits).map(Doubt::bit) {
            let rows = query.query_map(params![day_to_sql(day), bit, most as i64], |row| {
                Ok(DoubtRow {
                    subject: SubjectId::from_i64(row.get(0)?),
                    name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                    unit: RegionCode::from_number(row.get::<_, i64>(2)? as u64),
                    bit,
                    since: day_from_sql(row.get(3)?),
                })
            })?;
            for row in rows {
                out.push(row?);
            }
        }
        Ok(out)
    }

    /// The units heard from on a day, as the figures count them; of each whether all that it says is that there is nothing.
    fn heard(&self, day: NaiveDate) -> Result<FxHashMap<RegionCode, bool>> {
        let mut heard: FxHashMap<RegionCode, bool> = FxHashMap::default();
        if let Some(seen) = self.day_known(day)? {
            for entry in seen.standing().filter(|entry| REPORTS.contains(&entry.kind.as_str())) {
                *heard.entry(entry.unit).or_insert(true) &= entry.kind == "none";
            }
            return Ok(heard);
        }
        // Who has nothing kept of the day, as a report of its own, need not read for it what a list shows.
        let kinds = REPORTS.map(|kind| format!("'{kind}'")).join(", ");
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT e.unit, e.kind = 'none' FROM entry e WHERE e.day = ?1 AND e.kind IN ({kinds}) AND NOT {NAMED}"
        ))?;
        let mut rows = query.query([day_to_sql(day)])?;
        while let Some(row) = rows.next()? {
            let unit = RegionCode::from_number(row.get::<_, i64>(0)? as u64);
            *heard.entry(self.steering.rules.unit_of(Some(unit))).or_insert(true) &= row.get::<_, bool>(1)?;
        }
        Ok(heard)
    }

    /// Which villages reported on a day (METRICS.md, "Reporting state").
    pub fn reported(&self, day: NaiveDate) -> Result<Reported> {
        let heard = self.heard(day)?;
        let mut out = Reported::default();
        for (code, _) in self.steering.villages() {
            match heard.get(&code) {
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
            "SELECT min(p.id), max(p.id), min(p.name) FROM shared_number s CROSS JOIN person p ON p.id_no = s.id_no
             GROUP BY s.id_no HAVING count(*) > 1",
        )?;
        let rows = query.query_map([], |r| {
            Ok((SubjectId::from_i64(r.get(0)?), SubjectId::from_i64(r.get(1)?), r.get::<_, String>(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::book::{Book, Options, folded::Tally, project};
    use crate::domain::metric::Part;

    #[test]
    fn a_stretch_of_days_has_the_flows_of_its_days_in_all_units() {
        let folder = tempfile::tempdir().unwrap();
        let [home, one, other] =
            ["529999001", "529999001201", "529999001202"].map(|code| RegionCode::parse(code).unwrap());
        let book = Book::create(&folder.path().join("book.zb"), home, Options::default()).unwrap();
        let first: NaiveDate = "2024-12-20".parse().unwrap();
        let [visits, repeated, labour] = [
            Measure::whole(Metric::Visits),
            Measure::part(Metric::HouseholdsVisited, Part::Repeat),
            Measure::whole(Metric::Labour),
        ];
        let days = || first.iter_days().take(500).enumerate();
        let each = [visits, repeated, labour].into_iter().flat_map(|measure| [(measure, one, 7), (measure, other, 11)]);
        let made: Tally = each
            .flat_map(|(measure, unit, by)| days().map(move |(n, day)| ((day, unit, measure), n as i64 % by)))
            .collect();
        project::put_tally(&mut project::Writing(&book.conn), &made).unwrap();
        for (from, to) in [(0, 499), (12, 70), (12, 13), (13, 42), (11, 11), (40, 380), (14, 60), (20, 38), (60, 59)] {
            let [from, to] = [from, to].map(|n| first + chrono::Days::new(n));
            let due: i64 =
                days().filter(|(_, day)| (from..=to).contains(day)).map(|(n, _)| (n % 7 + n % 11) as i64).sum();
            let flows = book.flows(from, to).unwrap();
            assert_eq!(flows.get(&Metric::Visits).copied().unwrap_or(0), due, "{from} to {to}");
            assert!(flows.keys().all(|metric| *metric == Metric::Visits), "{flows:?}");
        }
    }
}
