//! The list of households, a page at a time: chosen by index, only those of the page are folded.

use super::Book;
use super::error::Result;
use super::row::day_to_sql;
use super::scene::Scene;
use crate::domain::keys::{HouseholdFlag, HouseholdKind};
use crate::domain::region::RegionCode;
use crate::domain::standing::doubt;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use compact_str::CompactString;
use rusqlite::params;
use rustc_hash::FxHashMap;

/// So many households are counted; a longer list is told by [`HouseholdPage::at_least`].
const COUNTED: u64 = 20_000;
/// So many people found for a text name their households.
const FOUND: usize = 1_000;

/// What to list; `None` and `false` ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HouseholdQuery {
    /// The beginning of a household number, or somebody of the household as [`Book::find`] looks for them.
    pub text: String,
    /// Counts in this village.
    pub village: Option<RegionCode>,
    /// Of this kind.
    pub kind: Option<HouseholdKind>,
    /// Zero-employment households (零就业家庭) only.
    pub zero: bool,
    /// The first row, from 0.
    pub offset: usize,
    /// How many rows.
    pub limit: usize,
}

/// A household, as it stands on the day asked for.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each field is the record field of the same name
pub struct HouseholdRow {
    pub id: SubjectId,
    pub number: String,
    /// Name of the head; of the oldest member where none is said to be it.
    pub head: String,
    pub unit: RegionCode,
    pub village: String,
    pub group: Option<CompactString>,
    pub kind: Option<HouseholdKind>,
    pub flags: Vec<HouseholdFlag>,
    /// On the roster.
    pub members: usize,
    /// Of them, of the labour force.
    pub labour: usize,
    /// Of them, at work.
    pub employed: usize,
    /// 零就业家庭.
    pub zero: bool,
    pub visited: Option<NaiveDate>,
    pub next_visit: Option<NaiveDate>,
}

/// A page of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HouseholdPage {
    /// How many there are.
    pub total: u64,
    /// There are more than `total`: to count them all would take too long.
    pub at_least: bool,
    /// The rows asked for, by village and number.
    pub rows: Vec<HouseholdRow>,
}

impl Book {
    /// A page of the list of households, as they stand on `day`.
    pub fn household_rows(&self, query: &HouseholdQuery, day: NaiveDate) -> Result<HouseholdPage> {
        let mut from = "household h".to_string();
        let mut asked = vec!["h.household_no IS NOT NULL AND ?1 > 0 AND ?2 IS NOT NULL".to_string()];
        if let Some(village) = query.village {
            asked.push(format!("h.unit = {}", self.steering.rules.unit_of(Some(village)).number()));
        }
        if let Some(kind) = query.kind {
            // Plain, so that the index of rare kinds serves; what is not stated is unknown as well.
            let unstated = if kind == HouseholdKind::Unknown { " OR h.kind IS NULL" } else { "" };
            asked.push(format!("(h.kind = '{}'{unstated})", kind.key()));
        }
        let text = query.text.trim();
        if query.zero && text.is_empty() {
            // Few enough to be known all.
            let homes = self.zero_homes(day, &asked.join(" AND "))?;
            let ids: Vec<SubjectId> = homes.iter().copied().skip(query.offset).take(query.limit).collect();
            let rows = self.rows_of_households(&ids, day)?;
            return Ok(HouseholdPage { total: homes.len() as u64, at_least: false, rows });
        }
        if query.zero {
            asked.push(format!(
                "EXISTS (SELECT 1 FROM doubt d WHERE d.subject = h.id AND d.bit = {} AND d.since <= ?1
                     AND (d.until IS NULL OR d.until > ?1))",
                doubt::ZERO_HOUSEHOLD
            ));
        }
        let mut list: Vec<i64> = Vec::new();
        if !text.is_empty() {
            from = "json_each(?2) j CROSS JOIN household h ON h.id = j.value".into();
            list = self.households_meant(text)?;
        }
        let asked = asked.join(" AND ");
        let list = serde_json::to_string(&list)?;
        let most = COUNTED.max((query.offset + query.limit) as u64) as i64;
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {asked} LIMIT ?3)");
        let mut count = self.conn.prepare_cached(&sql)?;
        let total: i64 = count.query_row(params![day_to_sql(day), list, most], |r| r.get(0))?;
        let sql =
            format!("SELECT h.id FROM {from} WHERE {asked} ORDER BY h.unit, h.household_no, h.id LIMIT ?3 OFFSET ?4");
        let mut page = self.conn.prepare_cached(&sql)?;
        let ids: Vec<SubjectId> = page
            .query_map(params![day_to_sql(day), list, query.limit as i64, query.offset as i64], |r| {
                r.get(0).map(SubjectId::from_i64)
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(HouseholdPage { total: total as u64, at_least: total == most, rows: self.rows_of_households(&ids, day)? })
    }

    /// The households whose number begins so, and those of people found by the text.
    fn households_meant(&self, text: &str) -> Result<Vec<i64>> {
        let people: Vec<i64> = self.candidates(text, FOUND)?.into_iter().map(|(id, _)| id.to_i64()).collect();
        let mut query = self.conn.prepare_cached(
            "SELECT id FROM (SELECT id FROM household WHERE household_no >= ?1 AND household_no < ?1 || char(1114111)
                             ORDER BY household_no LIMIT ?3)
             UNION
             SELECT p.household FROM json_each(?2) j CROSS JOIN person p ON p.id = j.value
             WHERE p.household IS NOT NULL",
        )?;
        let rows = query.query_map(params![text, serde_json::to_string(&people)?, FOUND as i64], |r| r.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What the list shows of these households, in their order.
    pub fn rows_of_households(&self, ids: &[SubjectId], day: NaiveDate) -> Result<Vec<HouseholdRow>> {
        let rules = &self.steering.rules;
        let list: Vec<i64> = ids.iter().map(|id| id.to_i64()).collect();
        let mut query = self.conn.prepare_cached(
            "SELECT p.household, p.id FROM json_each(?1) j CROSS JOIN person p ON p.household = j.value
             WHERE p.name IS NOT NULL ORDER BY p.birth IS NULL, p.birth, p.id",
        )?;
        let mut members: FxHashMap<SubjectId, Vec<SubjectId>> = FxHashMap::default();
        for row in query.query_map([serde_json::to_string(&list)?], |r| {
            Ok((SubjectId::from_i64(r.get(0)?), SubjectId::from_i64(r.get(1)?)))
        })? {
            let (home, person) = row?;
            members.entry(home).or_default().push(person);
        }
        let asked = ids.iter().chain(members.values().flatten()).copied().collect();
        let scene = Scene::load_only(&self.conn, &asked)?;
        let zero = self.zero_among(&ids.iter().copied().collect(), day)?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let home = scene.household(*id, rules);
            let mut row = HouseholdRow {
                id: *id,
                number: home.facts.household_no.unwrap_or_default().into(),
                head: String::new(),
                unit: rules.unit_of(home.facts.village),
                village: self.steering.unit_name(rules.unit_of(home.facts.village)),
                group: home.facts.group,
                kind: home.facts.kind,
                flags: home.facts.flags.unwrap_or_default(),
                members: 0,
                labour: 0,
                employed: 0,
                zero: zero.contains(id),
                visited: home.visited,
                next_visit: home.next_visit,
            };
            let mut oldest = None;
            for member in members.get(id).into_iter().flatten() {
                let person = scene.person_on(*member, NaiveDate::MAX, rules);
                let standing = person.standing(day, rules);
                if !standing.on_roster {
                    continue;
                }
                row.members += 1;
                row.labour += usize::from(standing.labour());
                row.employed += usize::from(standing.employed());
                if row.head.is_empty() && person.facts.relation.as_deref() == Some("户主") {
                    row.head = person.facts.name.clone().unwrap_or_default().into();
                }
                oldest = oldest.or(person.facts.name);
            }
            if row.head.is_empty() {
                row.head = oldest.unwrap_or_default().into();
            }
            rows.push(row);
        }
        Ok(rows)
    }
}
