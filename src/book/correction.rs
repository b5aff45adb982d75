//! Corrections (更正): what late entries and withdrawals change about days that a seal covers. Late = a day that a
//! seal covers, in an entry outside that seal's vector; never judged by clock (DESIGN.md §2.7).

use super::Book;
use super::error::Result;
use super::exchange::unreached;
use super::row::{ENTRY, day_to_sql, entry_of};
use super::scene::{Scene, Tally};
use super::steering::SealMark;
use crate::domain::acts::Fact;
use crate::domain::entry::{Entry, Event, Hash};
use crate::domain::metric::{Measure, Nature};
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use rustc_hash::FxHashSet;

/// A figure of a sealed day that is now known to be another.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// For a flow the day it belongs to; for a stock the sealed day.
    pub day: NaiveDate,
    /// Which unit.
    pub unit: RegionCode,
    /// Which figure.
    pub measure: Measure,
    /// As now known − as printed.
    pub amount: i64,
    /// The entries that cause it.
    pub entries: Vec<Hash>,
    /// Why, in words: a late entry, or the reason of a withdrawal.
    pub why: String,
}

impl Book {
    /// What has changed about the days up to `seal.day` since it was sealed, by entries up to the business day
    /// `until`.
    pub fn corrections(&self, seal: &SealMark, until: NaiveDate) -> Result<Vec<Correction>> {
        let late = self.outside(seal, until)?;
        if late.is_empty() {
            return Ok(Vec::new());
        }
        let late_hashes: FxHashSet<Hash> = late.iter().map(|e| e.hash).collect();
        let touched: FxHashSet<SubjectId> =
            late.iter().flat_map(|e| e.subjects.iter().copied()).filter(|s| s.kind() != SubjectKind::Unit).collect();
        let rules = &self.steering.rules;
        let scene = Scene::load(&self.conn, &touched)?;
        // Entries of later days, and withdrawals that came after them, have no part in it.
        let known = scene.filtered(|e| e.day() <= seal.day || matches!(e.fact, Fact::Withdraw(_)));
        let now = known.fold(rules, seal.day);
        let then = known.filtered(|e| !late_hashes.contains(&e.order.hash)).fold(rules, seal.day);
        let members: FxHashSet<SubjectId> =
            now.persons.keys().chain(now.households.keys()).chain(now.trips.keys()).copied().collect();
        let mut tally = Tally::default();
        now.tally(&members, rules, 1, &mut tally);
        then.tally(&members, rules, -1, &mut tally);
        let mut out: Vec<Correction> = Vec::new();
        let mut sums: std::collections::BTreeMap<(NaiveDate, RegionCode, Measure), i64> = Default::default();
        for ((day, unit, measure), n) in tally {
            if day > seal.day {
                continue;
            }
            let day = if measure.metric.nature() == Nature::Stock { seal.day } else { day };
            *sums.entry((day, unit, measure)).or_insert(0) += n;
        }
        for ((day, unit, measure), amount) in sums {
            if amount == 0 {
                continue;
            }
            let causes: Vec<&Entry> = late
                .iter()
                .filter(|e| measure.metric.nature() == Nature::Stock || e.day == day || e.kind == "withdraw")
                .filter(|e| e.unit == unit || late.iter().filter(|o| o.unit == unit).count() == 0)
                .collect();
            let causes: Vec<&Entry> = if causes.is_empty() { late.iter().collect() } else { causes };
            out.push(Correction {
                day,
                unit,
                measure,
                amount,
                why: why(&causes),
                entries: causes.iter().map(|e| e.hash).collect(),
            });
        }
        Ok(out)
    }

    /// Entries outside the seal's vector that bear on days up to its own.
    fn outside(&self, seal: &SealMark, until: NaiveDate) -> Result<Vec<Entry>> {
        let unreached = serde_json::to_string(&unreached(&self.conn, &seal.seen)?)?;
        let sql = format!(
            "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device
             WHERE e.id IN (SELECT value FROM json_each(?1))
               AND (e.day <= ?2 OR (e.kind = 'withdraw' AND e.day <= ?3)) AND e.kind <> 'seal'
               AND NOT (e.kind = 'withdraw' AND EXISTS
                   (SELECT 1 FROM entry t WHERE t.day > ?2
                    AND t.hash = unhex(CASE WHEN json_valid(e.body) THEN e.body ->> '$.target' END)))
             ORDER BY e.at, e.device, e.seq"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(rusqlite::params![unreached, day_to_sql(seal.day), day_to_sql(until)], entry_of)?;
        let entries: Vec<Entry> = rows.collect::<rusqlite::Result<_>>()?;
        let relevant = |entry: &Entry| {
            !seal.beyond.contains(&entry.hash.to_string())
                && entry.subjects.iter().any(|s| s.kind() != SubjectKind::Unit)
        };
        Ok(entries.into_iter().filter(relevant).collect())
    }
}

fn why(causes: &[&Entry]) -> String {
    let mut words: Vec<String> = causes
        .iter()
        .map(|entry| match Event::of(entry).fact {
            Fact::Withdraw(w) => format!("撤销:{}", w.why),
            _ => "补录".to_string(),
        })
        .collect();
    words.sort();
    words.dedup();
    words.join(";")
}
