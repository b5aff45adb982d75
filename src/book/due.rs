//! Who is due, from what the folds have written of it; a day that lies behind later entries is folded again.

use super::Book;
use super::error::Result;
use super::figures::OPEN;
use super::row::{day_from_sql, day_to_sql, subjects_of};
use super::scene::Scene;
use crate::domain::region::RegionCode;
use crate::domain::standing::doubt;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::Trip;
use chrono::{Days, NaiveDate};
use rusqlite::params;
use rustc_hash::FxHashSet;

/// Losses of work and promised visits are looked for so many days back.
const BACK: u64 = 120;

/// Somebody on the roster who waits for something.
#[derive(Debug, Clone, PartialEq)]
pub struct DuePerson {
    /// Who.
    pub id: SubjectId,
    /// Name.
    pub name: String,
    /// Where they count.
    pub unit: RegionCode,
    /// Lost their work on this day, have none, and nobody has answered it.
    pub loss: Option<NaiveDate>,
    /// The last visit said to come again on this day.
    pub next_visit: Option<NaiveDate>,
}

/// A household that is to be visited again.
#[derive(Debug, Clone, PartialEq)]
pub struct DueHousehold {
    /// Which.
    pub id: SubjectId,
    /// Its number.
    pub number: String,
    /// Where it counts.
    pub unit: RegionCode,
    /// The last visit said to come again on this day.
    pub next_visit: NaiveDate,
}

impl Book {
    /// Whether nothing is recorded for a later day: how people stand on `day` is how they stand by all that is known.
    fn is_newest(&self, day: NaiveDate) -> Result<bool> {
        let mut query = self.conn.prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM entry WHERE day > ?1)")?;
        Ok(query.query_row([day_to_sql(day)], |r| r.get(0))?)
    }

    /// People with a loss of work that nobody has answered, and people whom the last visit promised another one by
    /// `until`: as they stand on `day`, of the 120 days before it.
    pub fn due_people(&self, day: NaiveDate, until: NaiveDate) -> Result<Vec<DuePerson>> {
        let from = day.checked_sub_days(Days::new(BACK)).unwrap_or(day);
        if !self.is_newest(day)? {
            // A visit that said nothing of another one cannot be what is waited for: most people are not looked at.
            let ids = self.subjects_where(
                "SELECT e.subjects FROM entry e
                 WHERE e.kind IN ('visit', 'loss') AND e.day <= ?1
                   AND CASE WHEN e.kind = 'loss' THEN e.day >= ?2
                       WHEN json_valid(e.body) THEN e.body ->> '$.next' BETWEEN ?4 AND ?5 END AND ?3 > 0",
                (day, from, until),
            )?;
            return self.people_due_of(&ids, day, (from, until));
        }
        // Whether somebody without an answer has work by now is a question of the day: those few are folded.
        let mut lost = self.conn.prepare_cached("SELECT id FROM person WHERE loss IS NOT NULL AND loss >= ?1")?;
        let lost: FxHashSet<SubjectId> = lost
            .query_map([day_to_sql(from)], |r| r.get(0).map(SubjectId::from_i64))?
            .collect::<rusqlite::Result<_>>()?;
        let mut out = self.people_due_of(&lost, day, (from, until))?;
        let mut promised = self.conn.prepare_cached(
            "SELECT id, coalesce(name, ''), unit, next_visit FROM person
             WHERE next_visit IS NOT NULL AND next_visit BETWEEN ?1 AND ?2 AND roster = 1",
        )?;
        let rows = promised.query_map(params![day_to_sql(from), day_to_sql(until)], |r| {
            Ok(DuePerson {
                id: SubjectId::from_i64(r.get(0)?),
                name: r.get(1)?,
                unit: RegionCode::from_number(r.get::<_, i64>(2)? as u64),
                loss: None,
                next_visit: Some(day_from_sql(r.get(3)?)),
            })
        })?;
        for row in rows {
            let row = row?;
            if !lost.contains(&row.id) {
                out.push(row);
            }
        }
        out.sort_by_key(|person| person.id);
        Ok(out)
    }

    fn people_due_of(
        &self,
        ids: &FxHashSet<SubjectId>,
        day: NaiveDate,
        (from, until): (NaiveDate, NaiveDate),
    ) -> Result<Vec<DuePerson>> {
        let people: FxHashSet<SubjectId> = ids.iter().copied().filter(|id| id.kind() == SubjectKind::Person).collect();
        let scene = Scene::load_only(&self.conn, &people)?;
        let rules = &self.steering.rules;
        let mut out = Vec::new();
        for id in people {
            let person = scene.person_on(id, day, rules);
            let standing = person.standing(day, rules);
            let loss = person.unanswered().filter(|lost| *lost >= from && !standing.employed());
            let next_visit = person.next_visit.filter(|next| (from..=until).contains(next));
            if standing.on_roster && (loss.is_some() || next_visit.is_some()) {
                let name = person.facts.name.unwrap_or_default();
                out.push(DuePerson { id, name: name.into(), unit: standing.unit, loss, next_visit });
            }
        }
        out.sort_by_key(|person| person.id);
        Ok(out)
    }

    /// Households that the last visit promised another one by `day`, as of then; the longest due first.
    pub fn due_households(&self, day: NaiveDate) -> Result<Vec<DueHousehold>> {
        if !self.is_newest(day)? {
            return self.due_households_then(day);
        }
        let mut query = self.conn.prepare_cached(
            "SELECT id, coalesce(household_no, ''), unit, next_visit FROM household
             WHERE next_visit IS NOT NULL AND next_visit <= ?1 ORDER BY next_visit, id",
        )?;
        let rows = query.query_map([day_to_sql(day)], |r| {
            Ok(DueHousehold {
                id: SubjectId::from_i64(r.get(0)?),
                number: r.get(1)?,
                unit: RegionCode::from_number(r.get::<_, i64>(2)? as u64),
                next_visit: day_from_sql(r.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn due_households_then(&self, day: NaiveDate) -> Result<Vec<DueHousehold>> {
        let rules = &self.steering.rules;
        let ids = self.subjects_where(
            "SELECT e.subjects FROM entry e
             WHERE e.kind = 'visit' AND e.day <= ?1 AND ?2 > 0 AND ?3 > 0 AND ?4 <> ''
               AND CASE WHEN json_valid(e.body) THEN e.body ->> '$.next' END <= ?5",
            (day, day, day),
        )?;
        let ids: FxHashSet<SubjectId> = ids.into_iter().filter(|id| id.kind() == SubjectKind::Household).collect();
        let scene = Scene::load_only(&self.conn, &ids)?;
        let mut out: Vec<DueHousehold> = ids
            .into_iter()
            .filter_map(|id| {
                let house = scene.household_on(id, day, rules);
                let next_visit = house.next_visit.filter(|next| *next <= day)?;
                let unit = rules.unit_of(house.facts.village);
                Some(DueHousehold { id, number: house.facts.household_no.unwrap_or_default().into(), unit, next_visit })
            })
            .collect();
        out.sort_by_key(|house| (house.next_visit, house.id));
        Ok(out)
    }

    /// Whom entries name, found by a query whose blanks are three days as numbers, then the last two as they are
    /// written in entries.
    fn subjects_where(
        &self,
        sql: &str,
        (day, from, until): (NaiveDate, NaiveDate, NaiveDate),
    ) -> Result<FxHashSet<SubjectId>> {
        let blanks = params![day_to_sql(day), day_to_sql(from), day_to_sql(until), from.to_string(), until.to_string()];
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query(blanks)?;
        let mut out = FxHashSet::default();
        while let Some(row) = rows.next()? {
            out.extend(subjects_of(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?));
        }
        Ok(out)
    }

    /// Trips that have not left yet, the latest departure first.
    pub fn waiting_trips(&self) -> Result<Vec<(SubjectId, Trip)>> {
        self.trips_by("SELECT id FROM trip WHERE state IN ('planned', 'boarding') ORDER BY departs DESC, number")
    }

    /// Trips that have not arrived yet, the latest departure first: those that somebody can be on.
    pub fn current_trips(&self) -> Result<Vec<(SubjectId, Trip)>> {
        self.trips_by(
            "SELECT id FROM trip WHERE state IN ('planned', 'boarding', 'departed') ORDER BY departs DESC, number",
        )
    }

    /// Zero-employment households as of a day: (household, number, unit, since).
    pub fn zero_households(&self, day: NaiveDate) -> Result<Vec<(SubjectId, String, RegionCode, NaiveDate)>> {
        let sql = format!(
            "SELECT d.subject, coalesce(h.household_no, ''), h.unit, d.since FROM ({OPEN}) d
             CROSS JOIN household h ON h.id = d.subject ORDER BY d.since, d.subject"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(params![day_to_sql(day), doubt::ZERO_HOUSEHOLD], |r| {
            Ok((
                SubjectId::from_i64(r.get(0)?),
                r.get(1)?,
                RegionCode::from_number(r.get::<_, i64>(2)? as u64),
                day_from_sql(r.get(3)?),
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Those of them for which `asked` holds, conditions on `household h` in SQL with the day as ?1; by village and number.
    pub(super) fn zero_homes(&self, day: NaiveDate, asked: &str) -> Result<Vec<SubjectId>> {
        let sql = format!(
            "SELECT h.id FROM ({OPEN}) d CROSS JOIN household h ON h.id = d.subject WHERE {asked}
             ORDER BY h.unit, h.household_no IS NULL, h.household_no, h.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows =
            query.query_map(params![day_to_sql(day), doubt::ZERO_HOUSEHOLD], |r| r.get(0).map(SubjectId::from_i64))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
