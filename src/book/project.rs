//! Writes what folds give: the rows of every subject that an act touches, and the dated changes of every figure.

mod between;
mod rows;
mod table;

use super::beyond;
use super::error::Result;
use super::row::{day_from_sql, day_to_sql, meta, month_and_year, set_meta};
use super::scene::{Doubts, Folded, Scene, Tally};
use crate::domain::campaign::Rules;
use crate::domain::entry::{Event, Hash};
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
pub use between::{is_between_right, write_all_between, write_between};
use chrono::NaiveDate;
pub use rows::{PersonRow, given_key, put_doubts, put_household, put_person, put_seal, put_spellings};
use rows::{put_job, put_trip};
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
pub use table::{Digest, Rows, Table, Writing};

/// Puts a tally as dated changes, with the sums of their months and years.
pub fn put_tally(out: &mut impl Rows, tally: &Tally) -> Result<()> {
    let mut sums: FxHashMap<(i64, i64, u32), i64> = FxHashMap::default();
    for ((day, unit, measure), n) in tally {
        let day = day_to_sql(*day);
        let [month, year] = month_and_year(day);
        for span in [day, month, year] {
            *sums.entry((span, unit.number() as i64, measure.code())).or_insert(0) += n;
        }
    }
    let mut rows: Vec<((i64, i64, u32), i64)> = sums.into_iter().filter(|(_, n)| *n != 0).collect();
    rows.sort_unstable();
    rows.iter().try_for_each(|((day, unit, measure), n)| out.put(Table::Change, params![day, unit, measure, n]))
}

/// Adds a tally to the dated changes of the book.
fn write_tally(conn: &Connection, tally: &Tally) -> Result<()> {
    put_tally(&mut Writing { conn, fresh: false }, tally)
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
pub fn settle(
    conn: &Connection,
    scene: &mut Scene,
    new: &[Arc<Event>],
    rules: &Rules,
    horizon: NaiveDate,
) -> Result<()> {
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
    write_rows(conn, &after, &affected, &doubts)?;
    write_between(conn, after.loaded())
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
    let mut met: FxHashSet<SubjectId> = FxHashSet::default();
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
        met.extend(after.loaded());
    }
    write_between(conn, met)
}

/// Writes the rows of these subjects anew.
pub fn write_rows(conn: &Connection, folded: &Folded, only: &FxHashSet<SubjectId>, doubts: &Doubts) -> Result<()> {
    let mut rows = Writing { conn, fresh: false };
    put_rows(&mut rows, folded, only, doubts, |rows, name| put_spellings(rows, name))
}

/// Puts the rows of these subjects; `named` is told every name.
pub fn put_rows<R: Rows>(
    rows: &mut R,
    folded: &Folded,
    only: &FxHashSet<SubjectId>,
    doubts: &Doubts,
    mut named: impl FnMut(&mut R, &str) -> Result<()>,
) -> Result<()> {
    for id in only {
        if let Some(trace) = folded.persons.get(id) {
            let row = PersonRow::of(*id, trace)?;
            put_person(rows, &row)?;
            row.name().map_or(Ok(()), |name| named(rows, name))?;
        } else if let Some(household) = folded.households.get(id) {
            put_household(rows, *id, household)?;
        } else if let Some(trip) = folded.trips.get(id) {
            put_trip(rows, *id, trip)?;
        } else if let Some(job) = folded.jobs.get(id) {
            put_job(rows, *id, job)?;
        }
        put_doubts(rows, *id, doubts.get(id).map_or(&[], Vec::as_slice))?;
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
    let village = household.and_then(|id| scene.household_on(*id, day, rules).facts.village);
    rules.unit_of(village)
}
