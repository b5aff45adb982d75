//! The roll: everybody on the book as they stand on a day, household by household, without holding them all at once.

use super::Book;
use super::error::Result;
use super::scene::Scene;
use crate::domain::household::Household;
use crate::domain::person::Person;
use crate::domain::region::RegionCode;
use crate::domain::standing::Standing;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

/// About how many people are held at a time.
const PART: usize = 500;

/// Somebody on the roll.
#[derive(Debug)]
pub struct Member<'a> {
    /// Who.
    pub id: SubjectId,
    /// Folded up to the end of the day.
    pub person: &'a Person,
    /// At its end.
    pub standing: &'a Standing,
    /// Their household.
    pub household: Option<&'a Household>,
}

impl Book {
    /// Calls `each` with everybody known by the end of `day` who counts within `unit`, by village, household number and
    /// age, the head of a household first.
    pub fn each_person(
        &self,
        day: NaiveDate,
        unit: RegionCode,
        mut each: impl FnMut(Member<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut query = self.conn.prepare(
            "SELECT p.id, p.household FROM person p LEFT JOIN household h ON h.id = p.household
             ORDER BY coalesce(h.unit, p.unit), h.household_no, p.household, p.id",
        )?;
        let mut rows = query.query([])?;
        let mut part: Vec<SubjectId> = Vec::new();
        let mut last: Option<i64> = None;
        while let Some(row) = rows.next()? {
            let household: Option<i64> = row.get(1)?;
            if part.len() >= PART && (household.is_none() || household != last) {
                self.each_of(&std::mem::take(&mut part), day, unit, &mut each)?;
            }
            last = household;
            part.push(SubjectId::from_i64(row.get(0)?));
        }
        self.each_of(&part, day, unit, &mut each)
    }

    fn each_of(
        &self,
        people: &[SubjectId],
        day: NaiveDate,
        unit: RegionCode,
        each: &mut impl FnMut(Member<'_>) -> Result<()>,
    ) -> Result<()> {
        let rules = &self.steering.rules;
        let scene = Scene::load_only(&self.conn, &people.iter().copied().collect())?;
        let mut folded: Vec<(SubjectId, Person, Standing)> = Vec::with_capacity(people.len());
        for &id in people {
            let person = scene.person_on(id, day, rules);
            if person.known {
                let standing = person.standing(day, rules);
                if unit.contains(standing.unit) {
                    folded.push((id, person, standing));
                }
            }
        }
        let of_household = |person: &Person| person.facts.household;
        let ids: FxHashSet<SubjectId> = folded.iter().filter_map(|(_, person, _)| of_household(person)).collect();
        let homes = Scene::load_only(&self.conn, &ids)?;
        let mut households: FxHashMap<SubjectId, Household> = FxHashMap::default();
        for id in ids {
            households.insert(id, homes.household_on(id, day, rules));
        }
        // Within each household, which lies together: the head, then by age.
        for family in
            folded.chunk_by_mut(|a, b| of_household(&a.1).is_some() && of_household(&a.1) == of_household(&b.1))
        {
            family.sort_by_key(|(id, person, _)| {
                (person.facts.relation.as_deref() != Some("户主"), person.facts.birth, *id)
            });
        }
        for (id, person, standing) in &folded {
            let household = of_household(person).and_then(|id| households.get(&id));
            each(Member { id: *id, person, standing, household })?;
        }
        Ok(())
    }
}
