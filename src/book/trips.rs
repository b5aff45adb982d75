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

    /// Passengers carried to work by trips that had arrived by `day`, and how many of them have begun work by them
    /// (check 7).
    pub fn trip_totals(&self, day: NaiveDate) -> Result<(i64, i64)> {
        let mut query = self.conn.prepare_cached(
            "SELECT coalesce(sum(boarded), 0), coalesce(sum(at_work), 0) FROM trip WHERE arrived <= ?1",
        )?;
        Ok(query.query_row([day_to_sql(day)], |r| Ok((r.get(0)?, r.get(1)?)))?)
    }

    /// Trips that had arrived by `day` of which check 7 has something to say. A passenger is listed from the day after
    /// arrival on.
    pub fn trip_gaps(&self, day: NaiveDate) -> Result<Vec<TripGap>> {
        let amiss = "(SELECT trip AS id FROM passenger WHERE waits = 1
             UNION SELECT id FROM trip WHERE at_work > boarded) l CROSS JOIN trip t ON t.id = l.id";
        let mut out = self.gaps(day, amiss, "[]")?;
        out.retain(|gap| gap.at_work > gap.boarded || !gap.without.is_empty());
        Ok(out)
    }

    /// The same of these trips alone.
    pub fn trip_gaps_of(&self, trips: &[SubjectId], day: NaiveDate) -> Result<Vec<TripGap>> {
        let trips: Vec<i64> = trips.iter().copied().map(SubjectId::to_i64).collect();
        let listed = "json_each(?2) l CROSS JOIN trip t ON t.id = l.value";
        self.gaps(day, listed, &serde_json::to_string(&trips)?)
    }

    fn gaps(&self, day: NaiveDate, of: &str, list: &str) -> Result<Vec<TripGap>> {
        let mut trips = self.conn.prepare_cached(&format!(
            "SELECT t.id, t.number, t.boarded, t.at_work FROM {of} WHERE t.arrived <= ?1 AND ?2 IS NOT NULL
             ORDER BY t.departs, t.number",
        ))?;
        let rows: Vec<(i64, String, i64, i64)> = trips
            .query_map(params![day_to_sql(day), list], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let ids: Vec<i64> = rows.iter().map(|(id, ..)| *id).collect();
        let mut missing = self.conn.prepare_cached(
            "SELECT t.id, p.person, coalesce(x.name, '')
             FROM json_each(?2) l CROSS JOIN trip t ON t.id = l.value
             CROSS JOIN passenger p ON p.trip = t.id AND p.waits = 1
             LEFT JOIN person x ON x.id = p.person
             WHERE t.arrived < ?1 ORDER BY 2",
        )?;
        let found: Vec<(i64, SubjectId, String)> = missing
            .query_map(params![day_to_sql(day), serde_json::to_string(&ids)?], |r| {
                Ok((r.get(0)?, SubjectId::from_i64(r.get(1)?), r.get(2)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut without: FxHashMap<i64, Vec<(SubjectId, String)>> = FxHashMap::default();
        // Whoever was said to be one with somebody goes by that one's name.
        let mains = self.joined(found.iter().filter(|(_, _, name)| name.is_empty()).map(|(_, id, _)| *id))?;
        let mut named = self.conn.prepare_cached("SELECT coalesce(name, '') FROM person WHERE id = ?1")?;
        for (trip, person, name) in found {
            let known = match mains.get(&person) {
                Some(main) => (*main, named.query_row([main.to_i64()], |r| r.get(0))?),
                None => (person, name),
            };
            without.entry(trip).or_default().push(known);
        }
        Ok(rows
            .into_iter()
            .map(|(id, number, boarded, at_work)| TripGap {
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
            "SELECT coalesce(x.name, ''), a.number, b.number FROM crossing c
             CROSS JOIN trip a ON a.id = c.trip CROSS JOIN trip b ON b.id = c.other LEFT JOIN person x ON x.id = c.person
             WHERE a.departed <= ?1 AND b.departed <= ?1 ORDER BY 1, 2, 3",
        )?;
        let rows = query.query_map([day_to_sql(day)], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
