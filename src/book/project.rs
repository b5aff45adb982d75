//! Writes what folds give: the rows of every subject that an act touches, and the dated changes of every figure.

mod rows;

use super::beyond;
use super::error::Result;
use super::row::{day_from_sql, day_to_sql, meta, set_meta};
use super::scene::{Doubts, Folded, Scene, Tally};
use crate::domain::campaign::Rules;
use crate::domain::entry::{Event, Hash};
use crate::domain::household::Household;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use rows::write_trip;
pub use rows::{PersonRow, given_key, write_doubts, write_household, write_person, write_seal, write_spellings};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

/// Adds a tally to the dated changes.
pub fn write_tally(conn: &Connection, tally: &Tally) -> Result<()> {
    let mut rows: Vec<(i64, i64, u32, i64)> = tally
        .iter()
        .filter(|(_, n)| **n != 0)
        .map(|((day, unit, measure), n)| (day_to_sql(*day), unit.number() as i64, measure.code(), *n))
        .collect();
    rows.sort_unstable();
    let mut add = conn.prepare_cached(
        "INSERT INTO change (day, unit, measure, n) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (day, unit, measure) DO UPDATE SET n = n + excluded.n",
    )?;
    for (day, unit, measure, n) in rows {
        add.execute(params![day, unit, measure, n])?;
    }
    Ok(())
}

/// Which subjects' figures an act can change: those named, their households, and all members of these.
fn affected(before: &Folded, after: &Folded, touched: &FxHashSet<SubjectId>) -> FxHashSet<SubjectId> {
    let mut out: FxHashSet<SubjectId> = touched.clone();
    for folded in [before, after] {
        for id in touched.iter().filter(|id| id.kind() == SubjectKind::Person) {
            let steps = folded.persons.get(id).map(|t| t.steps.as_slice()).unwrap_or_default();
            out.extend(steps.iter().filter_map(|s| s.standing.household));
        }
    }
    for folded in [before, after] {
        for (household, members) in folded.members() {
            if out.contains(&household) {
                out.extend(members);
            }
        }
    }
    out
}

/// Writes the difference that `new` events make to the subjects they name.
pub fn settle(conn: &Connection, scene: &mut Scene, new: &[Event], rules: &Rules, horizon: NaiveDate) -> Result<()> {
    let before = scene.fold(rules, horizon);
    new.iter().for_each(|event| scene.add(event));
    let after = scene.fold(rules, horizon);
    let touched: FxHashSet<SubjectId> =
        new.iter().flat_map(|e| e.subjects.iter().copied()).filter(|id| id.kind() != SubjectKind::Unit).collect();
    let affected = affected(&before, &after, &touched);
    let mut tally = Tally::default();
    before.tally(&affected, rules, -1, &mut tally);
    let doubts = after.tally(&affected, rules, 1, &mut tally);
    write_tally(conn, &tally)?;
    write_rows(conn, &after, &affected, &doubts)
}

/// Writes the difference that entries already appended make, to many subjects at once: `pending` are the entries not
/// yet counted, `touched` whom they name.
pub fn settle_pending(
    conn: &Connection,
    touched: &[SubjectId],
    pending: &FxHashSet<Hash>,
    rules: &Rules,
    horizon: NaiveDate,
) -> Result<()> {
    in_parts(
        conn,
        touched,
        |scene| {
            let before = scene.filtered(|e| !pending.contains(&e.order.hash)).fold(rules, horizon);
            (before, scene.fold(rules, horizon))
        },
        rules,
    )
}

/// Writes the difference between two ways of folding, of many subjects and all that they affect, part by part.
fn in_parts(
    conn: &Connection,
    touched: &[SubjectId],
    folds: impl Fn(&Scene) -> (Folded, Folded),
    rules: &Rules,
) -> Result<()> {
    let mut done: FxHashSet<SubjectId> = FxHashSet::default();
    for chunk in touched.chunks(2_000) {
        let part: FxHashSet<SubjectId> = chunk.iter().copied().collect();
        let (before, after) = folds(&Scene::load(conn, &part)?);
        let mut affected = affected(&before, &after, &part);
        // A household with members in two parts is counted once: its scene holds all that there is of it.
        affected.retain(|id| done.insert(*id));
        let mut tally = Tally::default();
        before.tally(&affected, rules, -1, &mut tally);
        let doubts = after.tally(&affected, rules, 1, &mut tally);
        write_tally(conn, &tally)?;
        write_rows(conn, &after, &affected, &doubts)?;
    }
    Ok(())
}

/// Writes the rows of these subjects anew.
pub fn write_rows(conn: &Connection, folded: &Folded, only: &FxHashSet<SubjectId>, doubts: &Doubts) -> Result<()> {
    for id in only {
        if let Some(trace) = folded.persons.get(id) {
            write_person(conn, &PersonRow::of(*id, trace)?, false)?;
        } else if let Some(household) = folded.households.get(id) {
            write_household(conn, *id, household)?;
        } else if let Some(trip) = folded.trips.get(id) {
            write_trip(conn, *id, trip)?;
        } else if let Some(job) = folded.jobs.get(id) {
            super::jobs::write_job(conn, *id, job)?;
        }
        write_doubts(conn, *id, doubts.get(id).map_or(&[], Vec::as_slice), false)?;
    }
    Ok(())
}

/// Sees to it that the horizon lies at or past `day`, and gives it. Where it has to move, it moves well beyond, and the
/// scheduled changes between the old one and the new are written.
pub fn extend(conn: &Connection, rules: &Rules, day: NaiveDate) -> Result<NaiveDate> {
    let old = meta::<i64>(conn, "horizon")?.map(day_from_sql);
    if let Some(old) = old.filter(|old| *old >= day) {
        return Ok(old);
    }
    let horizon = beyond(day);
    set_meta(conn, "horizon", day_to_sql(horizon))?;
    let Some(old) = old else { return Ok(horizon) };
    let mut query = conn.prepare("SELECT id FROM person WHERE next <= ?1")?;
    let due: Vec<SubjectId> = query
        .query_map([day_to_sql(horizon)], |r| r.get(0).map(SubjectId::from_i64))?
        .collect::<rusqlite::Result<_>>()?;
    in_parts(conn, &due, |scene| (scene.fold(rules, old), scene.fold(rules, horizon)), rules)?;
    Ok(horizon)
}

/// The unit that an entry about these subjects is recorded for.
pub fn unit_for(scene: &Scene, subjects: &[SubjectId], day: NaiveDate, rules: &Rules) -> RegionCode {
    let person = subjects.iter().find(|s| s.kind() == SubjectKind::Person);
    if subjects.iter().any(|s| s.kind() == SubjectKind::Trip) && person.is_none() {
        return rules.home;
    }
    if let Some(person) = person {
        return scene.person_on(*person, day, rules).unit(rules);
    }
    let household = subjects.iter().find(|s| s.kind() == SubjectKind::Household);
    let village = household.and_then(|id| {
        Household::fold(scene.standing_events(*id).iter().filter(|e| e.day() <= day), rules).facts.village
    });
    rules.unit_of(village)
}
