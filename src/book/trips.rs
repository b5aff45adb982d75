//! The trips of a book: all of them at a glance, those that are asked for in full, and what is amiss with them.

use super::Book;
use super::error::Result;
use super::row::day_to_sql;
use super::scene::Scene;
use crate::domain::keys::TripState;
use crate::domain::subject::SubjectId;
use crate::domain::trip::Trip;
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};

/// A trip at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TripHead {
    /// Which one.
    pub id: SubjectId,
    /// Its number.
    pub number: String,
    /// How it stands.
    pub state: Option<TripState>,
    /// When it leaves, or left, by its plan.
    pub departs: NaiveDateTime,
}

/// Check 7 of one trip.
#[derive(Debug, Clone, PartialEq)]
pub struct TripGap {
    /// The trip.
    pub trip: SubjectId,
    /// Its number.
    pub number: String,
    /// Passengers carried.
    pub boarded: i64,
    /// Passengers with a beginning of work by the trip.
    pub at_work: i64,
    /// Passengers aboard for work without a beginning: who they are.
    pub without: Vec<(SubjectId, String)>,
}

impl Book {
    /// A trip as known from entries up to the end of `day`.
    pub fn trip_on(&self, id: SubjectId, day: NaiveDate) -> Result<Trip> {
        Ok(Scene::load_only(&self.conn, &FxHashSet::from_iter([id]))?.trip_on(id, day))
    }

    /// All trips, the latest departure first.
    pub fn trips(&self) -> Result<Vec<(SubjectId, Trip)>> {
        self.trips_by("SELECT id FROM trip ORDER BY departs DESC, number")
    }

    /// The trips that a query gives, in its order.
    pub(super) fn trips_by(&self, sql: &str) -> Result<Vec<(SubjectId, Trip)>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let ids: Vec<SubjectId> =
            query.query_map([], |r| r.get(0).map(SubjectId::from_i64))?.collect::<rusqlite::Result<_>>()?;
        self.trips_of(&ids)
    }

    /// These trips, in their order.
    pub fn trips_of(&self, ids: &[SubjectId]) -> Result<Vec<(SubjectId, Trip)>> {
        let scene = Scene::load_only(&self.conn, &ids.iter().copied().collect())?;
        Ok(ids.iter().map(|id| (*id, scene.trip_on(*id, NaiveDate::MAX))).collect())
    }

    /// What is to be known of every trip without reading its entries, the latest departure first.
    pub fn trip_heads(&self) -> Result<Vec<TripHead>> {
        let mut query =
            self.conn.prepare_cached("SELECT id, number, state, departs FROM trip ORDER BY departs DESC, number")?;
        let rows = query.query_map([], |r| {
            let departs: String = r.get(3)?;
            Ok(TripHead {
                id: SubjectId::from_i64(r.get(0)?),
                number: r.get(1)?,
                state: TripState::from_key(&r.get::<_, String>(2)?),
                departs: NaiveDateTime::parse_from_str(&departs, "%Y-%m-%d %H:%M:%S%.f").unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Trips that had arrived by `day`, held against the beginnings of work they made (check 7). A passenger is
    /// listed from the day after arrival on.
    pub fn trip_gaps(&self, day: NaiveDate) -> Result<Vec<TripGap>> {
        self.gaps(day, "trip t", "true", "[]")
    }

    /// The same of these trips alone.
    pub fn trip_gaps_of(&self, trips: &[SubjectId], day: NaiveDate) -> Result<Vec<TripGap>> {
        let trips: Vec<i64> = trips.iter().copied().map(SubjectId::to_i64).collect();
        let listed = "json_each(?3) l CROSS JOIN trip t ON t.id = l.value";
        self.gaps(day, listed, "p.trip IN (SELECT value FROM json_each(?1))", &serde_json::to_string(&trips)?)
    }

    fn gaps(&self, day: NaiveDate, of: &str, of_them: &str, list: &str) -> Result<Vec<TripGap>> {
        // The work of a passenger who was said to be one with somebody is that somebody's.
        let mut seated = self.conn.prepare_cached(&format!(
            "SELECT p.person FROM passenger p JOIN person x ON x.id = p.person
             WHERE p.carried IS NOT NULL AND p.works AND x.name IS NULL AND ?1 IS NOT NULL AND {of_them}"
        ))?;
        let seated: Vec<SubjectId> =
            seated.query_map([list], |r| r.get(0).map(SubjectId::from_i64))?.collect::<rusqlite::Result<_>>()?;
        let joined: Vec<(i64, i64)> =
            self.joined(seated)?.into_iter().map(|(id, main)| (id.to_i64(), main.to_i64())).collect();
        let joined = serde_json::to_string(&joined)?;
        let main = "coalesce((SELECT j.value ->> 1 FROM json_each(?2) j WHERE j.value ->> 0 = p.person), p.person)";
        // The passengers of a trip lead: there is no way from a trip to its spells but over the whole table.
        let mut trips = self.conn.prepare_cached(&format!(
            "SELECT t.id, t.number, t.arrived,
                    (SELECT count(*) FROM passenger p
                     WHERE p.trip = t.id AND p.carried IS NOT NULL AND p.works AND p.presence = 'aboard'),
                    (SELECT count(DISTINCT s.person) FROM passenger p CROSS JOIN spell s ON s.person = {main}
                     WHERE p.trip = t.id AND s.trip = t.id)
             FROM {of} WHERE t.arrived <= ?1 AND ?3 IS NOT NULL ORDER BY t.departs, t.number",
        ))?;
        let rows: Vec<(i64, String, i64, i64, i64)> = trips
            .query_map(params![day_to_sql(day), joined, list], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut missing = self.conn.prepare_cached(&format!(
            "SELECT t.id, {main}, coalesce(x.name, '') FROM {of} CROSS JOIN passenger p ON p.trip = t.id
             LEFT JOIN person x ON x.id = {main}
             WHERE t.arrived < ?1 AND ?3 IS NOT NULL AND p.carried IS NOT NULL AND p.works AND p.presence = 'aboard'
               AND NOT EXISTS (SELECT 1 FROM spell s WHERE s.person = {main}
                   AND (s.trip = t.id OR (s.opening = 0 AND s.day >= t.departed)))
             ORDER BY 2",
        ))?;
        let mut without: FxHashMap<i64, Vec<(SubjectId, String)>> = FxHashMap::default();
        let found = missing.query_map(params![day_to_sql(day), joined, list], |r| {
            Ok((r.get::<_, i64>(0)?, SubjectId::from_i64(r.get(1)?), r.get::<_, String>(2)?))
        })?;
        for row in found {
            let (trip, person, name) = row?;
            without.entry(trip).or_default().push((person, name));
        }
        Ok(rows
            .into_iter()
            .map(|(id, number, _, boarded, at_work)| TripGap {
                trip: SubjectId::from_i64(id),
                number,
                boarded,
                at_work,
                without: without.remove(&id).unwrap_or_default(),
            })
            .collect())
    }

    /// People who are aboard two trips whose journeys overlap (check 8).
    pub fn overlapping_trips(&self, day: NaiveDate) -> Result<Vec<(String, String, String)>> {
        let mut query = self.conn.prepare_cached(
            "SELECT coalesce(x.name, ''), a.number, b.number FROM passenger p
             JOIN passenger q ON q.person = p.person AND q.trip > p.trip AND q.carried IS NOT NULL
             JOIN trip a ON a.id = p.trip JOIN trip b ON b.id = q.trip
             LEFT JOIN person x ON x.id = p.person
             WHERE p.carried IS NOT NULL AND a.departed <= ?1 AND b.departed <= ?1
               AND a.departed <= coalesce(b.arrived, b.departed) AND b.departed <= coalesce(a.arrived, a.departed)
             ORDER BY 1, 2, 3",
        )?;
        let rows = query.query_map([day_to_sql(day)], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
