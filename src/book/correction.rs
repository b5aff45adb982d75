//! Corrections (更正): what late entries and withdrawals change about days that a seal covers. Late = a day that a
//! seal covers, in an entry outside that seal's vector; never judged by clock (DESIGN.md §2.7).

use super::Book;
use super::error::Result;
use super::exchange::unreached;
use super::project;
use super::row::{ENTRY, day_to_sql, entry_of, has_hash};
use super::scene::Scene;
use super::steering::SealMark;
use crate::domain::acts::Fact;
use crate::domain::entry::{Entry, Event, Hash};
use crate::domain::metric::{Measure, Nature};
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

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
    /// Why: each cause once.
    pub why: Vec<Why>,
}

/// Why a figure of a sealed day is now known to be another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// An entry was withdrawn, for this reason.
    Withdrawn(String),
    /// An entry came late (补录).
    Late,
}

/// A figure of a day and unit.
type Figure = (NaiveDate, RegionCode, Measure);
/// By how much figures change.
type Effect = BTreeMap<Figure, i64>;

/// Up to this many late entries, each correction names just those that cause it; beyond, all of them.
const TRACED: usize = 300;

impl Book {
    /// What has changed about the days up to `seal.day` since it was sealed, by entries up to the business day
    /// `until`.
    pub fn corrections(&self, seal: &SealMark, until: NaiveDate) -> Result<Vec<Correction>> {
        let late = self.outside(seal, until)?;
        if late.is_empty() {
            return Ok(Vec::new());
        }
        let all: Vec<&Entry> = late.iter().collect();
        let mut scene = Scene::load_only(&self.conn, &touched(&all))?;
        let sums = self.effect(&mut scene, &all, seal.day)?;
        let causes = self.causes(&mut scene, &late, seal.day)?;
        Ok(sums
            .into_iter()
            .map(|((day, unit, measure), amount)| {
                let causes = causes.get(&(day, unit, measure)).unwrap_or(&all);
                Correction {
                    day,
                    unit,
                    measure,
                    amount,
                    why: why(causes),
                    entries: causes.iter().map(|e| e.hash).collect(),
                }
            })
            .collect())
    }

    /// What these late entries together change about the days up to `sealed`: flows on their days, stocks at its end.
    /// The scene has whom they name, and gets whom they affect.
    fn effect(&self, scene: &mut Scene, late: &[&Entry], sealed: NaiveDate) -> Result<Effect> {
        let hashes: FxHashSet<Hash> = late.iter().map(|e| e.hash).collect();
        // Entries of later days have no part in it; a withdrawal has, whenever it came.
        let known = |e: &Event| e.day() <= sealed || matches!(e.fact, Fact::Withdraw(_));
        let mut part = scene.part(&touched(late))?;
        let widen = |part: &mut Scene, of: &FxHashSet<SubjectId>| {
            scene.widen(&self.conn, of)?;
            part.widen_in(scene, of)
        };
        let tally = project::share_of(&hashes, &mut part, widen, known, &self.steering.rules, sealed)?;
        let mut sums = Effect::new();
        for ((day, unit, measure), n) in tally {
            if day <= sealed {
                let day = if measure.metric.nature() == Nature::Stock { sealed } else { day };
                *sums.entry((day, unit, measure)).or_insert(0) += n;
            }
        }
        sums.retain(|_, n| *n != 0);
        Ok(sums)
    }

    /// Which late entries have a part in which figure: those without which it would be another.
    fn causes<'e>(
        &self,
        scene: &mut Scene,
        late: &'e [Entry],
        sealed: NaiveDate,
    ) -> Result<BTreeMap<Figure, Vec<&'e Entry>>> {
        let mut out: BTreeMap<Figure, Vec<&Entry>> = BTreeMap::new();
        if late.len() <= TRACED {
            for entry in late {
                for figure in self.effect(scene, &[entry], sealed)?.into_keys() {
                    out.entry(figure).or_default().push(entry);
                }
            }
        }
        Ok(out)
    }

    /// Entries outside the seal's vector that bear on days up to its own.
    fn outside(&self, seal: &SealMark, until: NaiveDate) -> Result<Vec<Entry>> {
        let saw = seal.saw()?;
        let unreached = serde_json::to_string(&unreached(&self.conn, &saw.seen)?)?;
        let sql = format!(
            "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device
             WHERE e.id IN (SELECT value FROM json_each(?1))
               AND (e.day <= ?2 OR (e.kind = 'withdraw' AND e.day <= ?3)) AND e.kind <> 'seal'
               AND NOT (e.kind = 'withdraw' AND EXISTS
                   (SELECT 1 FROM entry t WHERE t.day > ?2 AND {}))
             ORDER BY e.at, e.device, e.seq",
            has_hash("t", "unhex(CASE WHEN json_valid(e.body) THEN e.body ->> '$.target' END)")
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(rusqlite::params![unreached, day_to_sql(seal.day), day_to_sql(until)], entry_of)?;
        let entries: Vec<Entry> = rows.collect::<rusqlite::Result<_>>()?;
        let relevant = |entry: &Entry| {
            !saw.beyond.contains(&entry.hash.to_string())
                && entry.subjects.iter().any(|s| s.kind() != SubjectKind::Unit)
        };
        Ok(entries.into_iter().filter(relevant).collect())
    }
}

fn touched(entries: &[&Entry]) -> FxHashSet<SubjectId> {
    let subjects = entries.iter().flat_map(|entry| entry.subjects.iter().copied());
    subjects.filter(|subject| subject.kind() != SubjectKind::Unit).collect()
}

fn why(causes: &[&Entry]) -> Vec<Why> {
    let mut found: Vec<Why> = causes
        .iter()
        .map(|entry| match Event::of(entry).fact {
            Fact::Withdraw(w) => Why::Withdrawn(w.why),
            _ => Why::Late,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}
