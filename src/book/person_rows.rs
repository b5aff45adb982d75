//! What the list of people shows of each: only those on a page are folded.

use super::Book;
use super::error::Result;
use super::row::day_to_sql;
use super::scene::Scene;
use crate::domain::keys::{HouseholdFlag, HouseholdKind, PlaceClass, Sex};
use crate::domain::region::RegionCode;
use crate::domain::standing::{age_on, doubt};
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use compact_str::CompactString;
use rustc_hash::FxHashSet;

/// Somebody on the list, as they stand on the day asked for.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each field is the record field of the same name
pub struct PersonRow {
    pub id: SubjectId,
    pub name: String,
    pub sex: Option<Sex>,
    /// Full years.
    pub age: Option<i32>,
    /// Code and name of the village where the person counts.
    pub unit: RegionCode,
    pub village: String,
    pub group: Option<CompactString>,
    pub household: Option<SubjectId>,
    pub household_no: Option<CompactString>,
    pub kind: Option<HouseholdKind>,
    pub household_flags: Vec<HouseholdFlag>,
    /// 户主.
    pub head: bool,
    pub employed: bool,
    pub place_class: Option<PlaceClass>,
    /// As written.
    pub place: Option<CompactString>,
    pub employer: Option<CompactString>,
    pub occupation: Option<CompactString>,
    /// CNY a month.
    pub wage: Option<u32>,
    pub phone: Option<CompactString>,
    /// Masked.
    pub id_no: Option<CompactString>,
    pub labour: bool,
    pub on_roster: bool,
    pub awaited: bool,
    /// Of a zero-employment household.
    pub zero: bool,
    /// Bits of [`doubt`].
    pub doubts: u16,
}

impl Book {
    /// What the list shows of these people, in their order; ids of nobody are left out.
    pub fn person_rows(&self, ids: &[SubjectId], day: NaiveDate) -> Result<Vec<PersonRow>> {
        let rules = &self.steering.rules;
        let scene = Scene::load_only(&self.conn, &ids.iter().copied().collect())?;
        let people: Vec<_> = ids
            .iter()
            .map(|id| (*id, scene.person_on(*id, NaiveDate::MAX, rules)))
            .filter(|(_, person)| person.known)
            .collect();
        let homes: FxHashSet<SubjectId> = people.iter().filter_map(|(_, person)| person.facts.household).collect();
        let zero = self.zero_among(&homes, day)?;
        let families = Scene::load_only(&self.conn, &homes)?;
        let mut rows = Vec::with_capacity(people.len());
        for (id, person) in people {
            let standing = person.standing(day, rules);
            let home = person.facts.household.map(|h| families.household(h, rules));
            let home = home.map(|home| home.facts).unwrap_or_default();
            let work = standing.main.and_then(|n| person.spells.get(n)).map(|spell| &spell.work);
            let facts = &person.facts;
            rows.push(PersonRow {
                id,
                name: facts.name.clone().unwrap_or_default().into(),
                sex: facts.sex,
                age: facts.birth.map(|birth| age_on(birth, day)),
                unit: standing.unit,
                village: self.steering.unit_name(standing.unit),
                group: facts.group.clone().or(home.group),
                household: facts.household,
                household_no: home.household_no,
                kind: home.kind,
                household_flags: home.flags.unwrap_or_default(),
                head: facts.relation.as_deref() == Some("户主"),
                employed: standing.employed(),
                place_class: work.and_then(|w| w.place_class),
                place: work.and_then(|w| w.place.clone()),
                employer: work.and_then(|w| w.employer.clone()),
                occupation: work.and_then(|w| w.occupation.clone()),
                wage: work.and_then(|w| w.wage),
                phone: facts.phone.clone(),
                id_no: facts.id_no.as_deref().map(crate::domain::id_number::mask).map(Into::into),
                labour: standing.labour(),
                on_roster: standing.on_roster,
                awaited: standing.awaited,
                zero: facts.household.is_some_and(|h| zero.contains(&h)),
                doubts: standing.doubts,
            });
        }
        Ok(rows)
    }

    /// Which of these households are without employment on `day`.
    pub(super) fn zero_among(&self, households: &FxHashSet<SubjectId>, day: NaiveDate) -> Result<FxHashSet<SubjectId>> {
        let list: Vec<i64> = households.iter().map(|id| id.to_i64()).collect();
        let mut query = self.conn.prepare_cached(
            "SELECT d.subject FROM json_each(?1) j CROSS JOIN doubt d ON d.subject = j.value AND d.bit = ?2
             WHERE d.since <= ?3 AND (d.until IS NULL OR d.until > ?3)",
        )?;
        let rows = query.query_map(
            rusqlite::params![serde_json::to_string(&list)?, doubt::ZERO_HOUSEHOLD, day_to_sql(day)],
            |r| r.get(0).map(SubjectId::from_i64),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
