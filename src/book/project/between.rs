//! What lies between subjects, derived from their rows once those are written (DESIGN.md §2.5): how many passengers of a
//! trip are at work, who is aboard two trips at a time, numbers that two people have. So that a report need not hold
//! every passenger of every year against their work.

use crate::book::error::Result;
use crate::book::joined::joined;
use crate::domain::subject::{SubjectId, SubjectKind};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

/// Trips looked at together.
const PART: usize = 500;

/// Numbers that two people have and that are not noted.
const UNNOTED: &str = "SELECT id_no FROM person WHERE id_no IS NOT NULL GROUP BY id_no HAVING count(*) > 1
     EXCEPT SELECT id_no FROM shared_number";

/// Whether trip `t` brought somebody to the work of spell `s`.
const BY_TRIP: &str = "(s.trip = t.id OR EXISTS (SELECT 1 FROM json_each(s.earlier_trips) e WHERE e.value = t.id))";

/// Brings up to date what these subjects have between them and others.
pub fn write_between(conn: &Connection, subjects: impl IntoIterator<Item = SubjectId>) -> Result<()> {
    let (mut people, mut trips) = (Vec::new(), FxHashSet::default());
    for id in subjects {
        match id.kind() {
            SubjectKind::Person => people.push(id.to_i64()),
            SubjectKind::Trip => {
                trips.insert(id.to_i64());
            }
            _ => {}
        }
    }
    let people = serde_json::to_string(&people)?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO shared_number (id_no)
         SELECT p.id_no FROM json_each(?1) j CROSS JOIN person p ON p.id = j.value
         WHERE EXISTS (SELECT 1 FROM person o WHERE o.id_no = p.id_no AND o.id <> p.id)",
    )?
    .execute([&people])?;
    let mut aboard = conn
        .prepare_cached("SELECT DISTINCT p.trip FROM json_each(?1) j CROSS JOIN passenger p ON p.person = j.value")?;
    for trip in aboard.query_map([&people], |r| r.get::<_, i64>(0))? {
        trips.insert(trip?);
    }
    let mut trips: Vec<i64> = trips.into_iter().collect();
    trips.sort_unstable();
    trips.chunks(PART).try_for_each(|some| News::of(conn, some)?.write(conn))
}

/// The same of everything.
pub fn write_all_between(conn: &Connection) -> Result<()> {
    conn.execute(&format!("INSERT INTO shared_number (id_no) {UNNOTED}"), [])?;
    all_trips(conn)?.chunks(PART).try_for_each(|some| News::of(conn, some)?.write(conn))
}

/// Whether all of it is as the rows give it.
pub fn is_between_right(conn: &Connection) -> Result<bool> {
    if conn.query_row(&format!("SELECT EXISTS ({UNNOTED})"), [], |r| r.get(0))? {
        return Ok(false);
    }
    for some in all_trips(conn)?.chunks(PART) {
        if News::of(conn, some)? != News::default() {
            return Ok(false);
        }
    }
    let known = "SELECT id FROM trip";
    let sql = format!("SELECT EXISTS (SELECT 1 FROM crossing WHERE trip NOT IN ({known}) OR other NOT IN ({known}))");
    Ok(!conn.query_row(&sql, [], |r| r.get::<_, bool>(0))?)
}

fn all_trips(conn: &Connection) -> Result<Vec<i64>> {
    let mut trips = conn.prepare("SELECT id FROM trip ORDER BY id")?;
    Ok(trips.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What the book has otherwise than the rows of some trips give it.
#[derive(Debug, Default, PartialEq)]
struct News {
    /// Trip, passengers carried to work, and those with a beginning of it.
    trips: Vec<(i64, i64, i64)>,
    /// Trip, passenger, and whether they wait for a beginning of work.
    waits: Vec<(i64, i64, bool)>,
    /// Trip, the other trip, who is on both, and whether that is so.
    crossings: Vec<(i64, i64, i64, bool)>,
}

impl News {
    fn of(conn: &Connection, trips: &[i64]) -> Result<Self> {
        let trips = serde_json::to_string(trips)?;
        // The work of a passenger who was said to be one with somebody is that somebody's.
        let mut seated = conn.prepare_cached(
            "SELECT p.person FROM json_each(?1) j CROSS JOIN passenger p ON p.trip = j.value
             JOIN person x ON x.id = p.person WHERE p.carried IS NOT NULL AND p.works AND x.name IS NULL",
        )?;
        let seated: Vec<SubjectId> =
            seated.query_map([&trips], |r| r.get(0).map(SubjectId::from_i64))?.collect::<rusqlite::Result<_>>()?;
        let joined: Vec<(i64, i64)> =
            joined(conn, seated)?.into_iter().map(|(id, main)| (id.to_i64(), main.to_i64())).collect();
        let joined = serde_json::to_string(&joined)?;
        let main = "coalesce((SELECT j.value ->> 1 FROM json_each(?2) j WHERE j.value ->> 0 = p.person), p.person)";
        // The passengers of a trip lead: there is no way from a trip to its spells but over the whole table.
        let mut counted = conn.prepare_cached(&format!(
            "SELECT id, boarded, at_work FROM (
                 SELECT t.id, t.boarded AS known, t.at_work AS knew,
                     (SELECT count(*) FROM passenger p
                      WHERE p.trip = t.id AND p.carried IS NOT NULL AND p.works AND p.presence = 'aboard') AS boarded,
                     (SELECT count(DISTINCT s.person) FROM passenger p CROSS JOIN spell s ON s.person = {main}
                      WHERE p.trip = t.id AND {BY_TRIP}) AS at_work
                 FROM json_each(?1) l CROSS JOIN trip t ON t.id = l.value)
             WHERE boarded <> known OR at_work <> knew"
        ))?;
        let counted = counted.query_map([&trips, &joined], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let mut waits = conn.prepare_cached(&format!(
            "SELECT trip, person, waits FROM (
                 SELECT p.trip, p.person, p.waits AS known,
                     p.carried IS NOT NULL AND p.works AND p.presence = 'aboard'
                     AND NOT EXISTS (SELECT 1 FROM spell s WHERE s.person = {main}
                         AND ({BY_TRIP} OR (s.opening = 0 AND s.day >= t.departed))) AS waits
                 FROM json_each(?1) l CROSS JOIN trip t ON t.id = l.value CROSS JOIN passenger p ON p.trip = t.id)
             WHERE waits <> known"
        ))?;
        let waits = waits.query_map([&trips, &joined], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(Self {
            trips: counted.collect::<rusqlite::Result<_>>()?,
            waits: waits.collect::<rusqlite::Result<_>>()?,
            crossings: crossings(conn, &trips)?,
        })
    }

    fn write(&self, conn: &Connection) -> Result<()> {
        let mut count = conn.prepare_cached("UPDATE trip SET boarded = ?2, at_work = ?3 WHERE id = ?1")?;
        for (trip, boarded, at_work) in &self.trips {
            count.execute(params![trip, boarded, at_work])?;
        }
        let mut wait = conn.prepare_cached("UPDATE passenger SET waits = ?3 WHERE trip = ?1 AND person = ?2")?;
        for (trip, person, waits) in &self.waits {
            wait.execute(params![trip, person, waits])?;
        }
        let mut add = conn.prepare_cached("INSERT INTO crossing (trip, other, person) VALUES (?1, ?2, ?3)")?;
        let mut take = conn.prepare_cached("DELETE FROM crossing WHERE trip = ?1 AND other = ?2 AND person = ?3")?;
        for (trip, other, person, so) in &self.crossings {
            (if *so { &mut add } else { &mut take }).execute(params![trip, other, person])?;
        }
        Ok(())
    }
}

/// Crossings of these trips that are not noted, and those noted that are none.
fn crossings(conn: &Connection, trips: &str) -> Result<Vec<(i64, i64, i64, bool)>> {
    let read = |sql: &str| -> Result<FxHashSet<(i64, i64, i64)>> {
        let mut query = conn.prepare_cached(sql)?;
        let rows = query.query_map([trips], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let are = read(
        "SELECT min(a.id, b.id), max(a.id, b.id), p.person
         FROM json_each(?1) l CROSS JOIN trip a ON a.id = l.value CROSS JOIN passenger p ON p.trip = a.id
         CROSS JOIN passenger q ON q.person = p.person AND q.trip <> p.trip CROSS JOIN trip b ON b.id = q.trip
         WHERE p.carried IS NOT NULL AND q.carried IS NOT NULL
           AND a.departed <= coalesce(b.arrived, b.departed) AND b.departed <= coalesce(a.arrived, a.departed)",
    )?;
    let noted = read(
        "SELECT c.trip, c.other, c.person FROM json_each(?1) l CROSS JOIN crossing c ON c.trip = l.value
         UNION SELECT c.trip, c.other, c.person FROM json_each(?1) l CROSS JOIN crossing c ON c.other = l.value",
    )?;
    let new = are.difference(&noted).map(|(trip, other, person)| (*trip, *other, *person, true));
    let gone = noted.difference(&are).map(|(trip, other, person)| (*trip, *other, *person, false));
    Ok(new.chain(gone).collect())
}
