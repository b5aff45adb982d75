//! Who can be asked about a job: read from the ledger in parts, so that a county's people never stand in memory at
//! once.

use super::Book;
use super::error::Result;
use super::row::day_to_sql;
use super::scene::Scene;
use crate::domain::household::Household;
use crate::domain::seeker::Seeker;
use crate::domain::subject::SubjectId;
use chrono::{Datelike, NaiveDate};
use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many people are folded at a time.
const PART: usize = 2_000;

/// Whom to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those at work too (转岗).
    pub employed: bool,
    /// Those too who have signed that they wish no work.
    pub unwilling: bool,
}

impl Book {
    /// Calls `each` with everybody of the labour force on `day` who has no work and has not declined it, by id.
    pub fn each_seeker(&self, day: NaiveDate, asked: Asked, mut each: impl FnMut(Seeker)) -> Result<()> {
        let ids = self.seeker_ids(day, asked)?;
        let zero = self.zero_ids(day)?;
        for part in ids.chunks(PART) {
            for seeker in self.seekers_of(part, &zero, day, |labour, s| {
                labour && (asked.employed || !s.employed()) && (asked.unwilling || s.willing)
            })? {
                each(seeker);
            }
        }
        Ok(())
    }

    /// One person as matching sees them, whether of the labour force or not; `None` where nobody of this id is known.
    pub fn seeker(&self, id: SubjectId, day: NaiveDate) -> Result<Option<Seeker>> {
        let zero = self.zero_ids(day)?;
        Ok(self.seekers_of(&[id], &zero, day, |_, _| true)?.pop())
    }

    fn zero_ids(&self, day: NaiveDate) -> Result<FxHashSet<SubjectId>> {
        Ok(self.zero_households(day)?.into_iter().map(|(id, ..)| id).collect())
    }

    /// People of an age to work; without `employed`, only those whom no spell covers.
    fn seeker_ids(&self, day: NaiveDate, asked: Asked) -> Result<Vec<SubjectId>> {
        // A year more on either side: the birthday itself is the fold's to judge.
        let year = |ago: i32| i64::from(day.year() - ago) * 10_000;
        let mut query = self.conn.prepare_cached(
            "SELECT p.id FROM person p
             WHERE p.name IS NOT NULL AND (p.birth IS NULL OR p.birth BETWEEN ?2 AND ?3)
               AND (?4 OR NOT EXISTS (SELECT 1 FROM spell s WHERE s.person = p.id
                   AND coalesce(s.start, 0) <= ?1 AND coalesce(s.end, 99991231) > ?1))
             ORDER BY p.id",
        )?;
        let rows = query.query_map(params![day_to_sql(day), year(61), year(15), asked.employed], |r| {
            r.get(0).map(SubjectId::from_i64)
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn seekers_of(
        &self,
        ids: &[SubjectId],
        zero: &FxHashSet<SubjectId>,
        day: NaiveDate,
        keep: impl Fn(bool, &crate::domain::standing::Standing) -> bool,
    ) -> Result<Vec<Seeker>> {
        let rules = &self.steering.rules;
        let gazetteer = self.gazetteer();
        let scene = Scene::load_only(&self.conn, &ids.iter().copied().collect())?;
        let mut kept = Vec::new();
        for id in ids {
            let person = scene.person_on(*id, day, rules);
            let standing = person.standing(day, rules);
            if person.known && keep(standing.labour(), &standing) {
                kept.push((*id, person, standing));
            }
        }
        let wanted: FxHashSet<SubjectId> = kept.iter().filter_map(|(_, person, _)| person.facts.household).collect();
        let rows = Scene::load_only(&self.conn, &wanted)?;
        let houses: FxHashMap<SubjectId, Household> =
            wanted.into_iter().map(|id| (id, rows.household(id, rules))).collect();
        Ok(kept
            .into_iter()
            .map(|(id, person, standing)| {
                let house = person.facts.household;
                let is_zero = house.is_some_and(|h| zero.contains(&h));
                let house = house.and_then(|h| houses.get(&h));
                let mut seeker = Seeker::of(id, &person, &standing, house, is_zero, day);
                let place = seeker.wish.as_ref().and_then(|wish| wish.place.as_deref());
                seeker.wish_place = place.and_then(|text| gazetteer.locate(text).code);
                seeker
            })
            .collect())
    }
}
