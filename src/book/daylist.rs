//! What was recorded for a day, the newest first, a page at a time, in the shape in which a screen says it.

use super::Book;
use super::dayseen::{DaySeen, Light, OF_FILES};
use super::error::Result;
use super::record::batch_name;
use super::row::{ENTRY, day_to_sql, entry_of, has_hash};
use super::scene::Scene;
use super::steering::Saw;
use crate::domain::acts::{Fact, batch_of, stays};
use crate::domain::entry::{Entry, Hash};
use crate::domain::keys::Nature;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::text;
use chrono::NaiveDate;
use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Which entries of the day; `None` and an empty text ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFilter {
    /// Of this kind: see [`Fact::kind`].
    pub kind: Option<String>,
    /// Beginnings of work only, on whichever form.
    pub work: bool,
    /// Recorded for this village.
    pub village: Option<RegionCode>,
    /// Recorded by this officer.
    pub officer: Option<String>,
    /// In the name or number of a subject, or in its sound.
    pub text: String,
}

/// An entry of the day.
#[derive(Debug, Clone, PartialEq)]
pub struct DayRow {
    /// Its identity.
    pub hash: Hash,
    /// Wall time of recording, RFC 3339.
    pub recorded: String,
    /// See [`Fact::kind`].
    pub kind: String,
    /// What it says.
    pub fact: Fact,
    /// Whom it names, with their names and numbers as they are now; one without is named by its id.
    pub subjects: Vec<(SubjectId, String)>,
    /// For which unit, and what that is called.
    pub unit: RegionCode,
    /// Its name.
    pub village: String,
    /// Who recorded it.
    pub officer: String,
    /// Names its batch, for [`Book::withdraw`].
    pub batch: Option<String>,
    /// Of a beginning of work that stands.
    pub nature: Option<Nature>,
    /// The seal that covers its day had not seen it.
    pub late: bool,
    /// Was taken back.
    pub withdrawn: bool,
    /// Of a withdrawal: what it took back, where the book has it.
    pub took_back: Option<Box<Entry>>,
}

/// A page of the day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayList {
    /// How many entries fit.
    pub total: u64,
    /// The rows asked for.
    pub rows: Vec<DayRow>,
    /// How many entries of each kind the whole day has that were not taken back, the most first.
    pub kinds: Vec<(String, u64)>,
    /// Who recorded something, by name.
    pub officers: Vec<String>,
    /// For which units something was recorded, by code.
    pub villages: Vec<RegionCode>,
}

impl Book {
    /// A page of what was recorded for a day: the work, the newest first, then what steers the book. Rows of rosters
    /// are counted, and listed only where their kind is asked for.
    pub fn day_list(&self, day: NaiveDate, filter: &DayFilter, offset: usize, limit: usize) -> Result<DayList> {
        let seen = self.day_seen(day)?;
        let entries = &seen.entries;
        let mut out = DayList { kinds: self.file_kinds(day)?, ..DayList::default() };
        let of_file = filter.kind.as_ref().and_then(|kind| out.kinds.iter().find(|(known, _)| known == kind)).cloned();
        for entry in seen.standing() {
            match out.kinds.iter_mut().find(|(kind, _)| *kind == entry.kind) {
                Some((_, n)) => *n += 1,
                None => out.kinds.push((entry.kind.clone(), 1)),
            }
        }
        out.kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out.officers = entries.iter().map(|entry| entry.officer.clone()).collect();
        out.officers.sort_unstable();
        out.officers.dedup();
        out.villages = entries.iter().map(|entry| entry.unit).collect();
        out.villages.sort_unstable();
        out.villages.dedup();
        let page = match of_file {
            Some((kind, n)) => {
                out.total = n;
                self.file_ids(day, &kind, offset, limit)?
            }
            None => {
                let ids = self.fitting(&seen, filter)?;
                out.total = ids.len() as u64;
                ids.into_iter().skip(offset).take(limit).collect()
            }
        };
        out.rows = self.day_rows(&page)?;
        Ok(out)
    }

    /// How many entries of files the day has, by kind.
    fn file_kinds(&self, day: NaiveDate) -> Result<Vec<(String, u64)>> {
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT kind, count(*) FROM entry WHERE day = ?1 AND kind IN ({OF_FILES}) GROUP BY kind"
        ))?;
        let rows = query.query_map([day_to_sql(day)], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Entries of a file, the last written first: there can be a million, so the index alone has to order them.
    fn file_ids(&self, day: NaiveDate, kind: &str, offset: usize, limit: usize) -> Result<Vec<i64>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT id FROM entry WHERE day = ?1 AND kind = ?2 ORDER BY id DESC LIMIT ?3 OFFSET ?4")?;
        let rows = query.query_map(params![day_to_sql(day), kind, limit as i64, offset as i64], |r| r.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn fitting(&self, seen: &DaySeen, filter: &DayFilter) -> Result<Vec<i64>> {
        let village = filter.village.map(|village| self.steering.rules.unit_of(Some(village)));
        let fits = |entry: &&Light| {
            filter.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
                && (!filter.work || matches!(entry.kind.as_str(), "return" | "placement" | "arrival"))
                && filter.officer.as_ref().is_none_or(|officer| *officer == entry.officer)
                && village.is_none_or(|village| village == entry.unit)
        };
        let fitting = seen.entries.iter().filter(fits);
        let (name, sound) = (text::fold_name(&filter.text), text::fold_query(&filter.text));
        if name.is_empty() {
            return Ok(fitting.map(|entry| entry.id).collect());
        }
        let called = self.called_on(seen)?;
        let meant = |id: &SubjectId| {
            called.get(id).is_some_and(|called| {
                called.name.contains(&name) || called.sounds.iter().any(|key| key.contains(&sound))
            })
        };
        Ok(fitting.filter(|entry| entry.subjects.iter().any(meant)).map(|entry| entry.id).collect())
    }

    /// These entries as the list shows them, in their order.
    fn day_rows(&self, ids: &[i64]) -> Result<Vec<DayRow>> {
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT {ENTRY} FROM json_each(?1) j CROSS JOIN entry e ON e.id = j.value
             JOIN device d ON d.id = e.device ORDER BY j.key"
        ))?;
        let entries: Vec<Entry> =
            query.query_map([serde_json::to_string(ids)?], entry_of)?.collect::<rusqlite::Result<_>>()?;
        let gone = self.withdrawn_among(entries.iter().map(|entry| entry.hash))?;
        let names = self.names(entries.iter().flat_map(|entry| entry.subjects.iter().copied()))?;
        let natures = self.natures(&entries)?;
        let facts: Vec<Fact> = entries.iter().map(|entry| Fact::read(&entry.kind, &entry.body)).collect();
        let targets = facts.iter().filter_map(|fact| match fact {
            Fact::Withdraw(withdrawal) => Hash::parse(&withdrawal.target),
            _ => None,
        });
        let mut taken = self.entries_of(targets)?;
        let late = self.late_among(&entries)?;
        Ok(entries
            .into_iter()
            .zip(facts)
            .zip(late)
            .map(|((entry, fact), late)| DayRow {
                took_back: match &fact {
                    Fact::Withdraw(w) => Hash::parse(&w.target).and_then(|hash| taken.remove(&hash)).map(Box::new),
                    _ => None,
                },
                late,
                withdrawn: gone.contains(&entry.hash) && !stays(&entry.kind),
                nature: natures.get(&entry.hash).copied(),
                batch: batch_of(&entry.body).map(|first| batch_name(entry.device, first)),
                subjects: entry.subjects.iter().map(|id| (*id, self.called(*id, &names))).collect(),
                unit: self.steering.rules.unit_of(Some(entry.unit)),
                village: self.steering.unit_name(entry.unit),
                hash: entry.hash,
                recorded: entry.recorded,
                kind: entry.kind,
                officer: entry.officer,
                fact,
            })
            .collect())
    }

    fn called(&self, id: SubjectId, names: &FxHashMap<SubjectId, String>) -> String {
        if id.kind() == SubjectKind::Unit {
            return RegionCode::parse(&id.to_string())
                .map_or_else(|| id.to_string(), |code| self.steering.unit_name(code));
        }
        names.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The natures of the beginnings of work among these entries, from the spells that they began.
    fn natures(&self, entries: &[Entry]) -> Result<FxHashMap<Hash, Nature>> {
        let people: FxHashSet<SubjectId> = entries
            .iter()
            .filter(|entry| matches!(entry.kind.as_str(), "return" | "placement" | "arrival"))
            .flat_map(|entry| entry.subjects.iter().copied())
            .filter(|id| id.kind() == SubjectKind::Person)
            .collect();
        let scene = Scene::load_only(&self.conn, &people)?;
        let mut out = FxHashMap::default();
        for id in people {
            let person = scene.person_on(id, NaiveDate::MAX, &self.steering.rules);
            out.extend(person.spells.iter().filter_map(|spell| spell.nature.map(|nature| (spell.entry, nature))));
        }
        Ok(out)
    }

    fn entries_of(&self, hashes: impl Iterator<Item = Hash>) -> Result<FxHashMap<Hash, Entry>> {
        let hex: Vec<String> = hashes.map(|hash| hash.to_string()).collect();
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT {ENTRY} FROM json_each(?1) j CROSS JOIN entry e ON {} JOIN device d ON d.id = e.device",
            has_hash("e", "unhex(j.value)")
        ))?;
        let rows = query.query_map([serde_json::to_string(&hex)?], |r| entry_of(r).map(|entry| (entry.hash, entry)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Of each entry, whether the first seal that covers its day had not seen it.
    fn late_among(&self, entries: &[Entry]) -> Result<Vec<bool>> {
        let seals = &self.steering.seals;
        let mut known: FxHashMap<NaiveDate, Saw> = FxHashMap::default();
        let mut late = Vec::with_capacity(entries.len());
        for entry in entries {
            let seal = seals.get(seals.partition_point(|seal| seal.day < entry.day));
            late.push(match seal.filter(|_| entry.kind != "seal") {
                None => false,
                Some(seal) => match known.entry(seal.day) {
                    Occupied(saw) => !saw.get().has(entry),
                    Vacant(free) => !free.insert(seal.saw()?).has(entry),
                },
            });
        }
        Ok(late)
    }
}
