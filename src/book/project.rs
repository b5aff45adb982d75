//! Writes what folds give: the rows of every subject that an act touches, and the dated changes of every figure.

mod between;
mod fresh;
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
pub use fresh::{Fresh, Wide};
pub use rows::{PersonRow, given_key, put_doubts, put_household, put_pairs, put_person, put_seal, put_spellings};
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

/// What some subjects were and what they are, in one scene.
struct Change {
    before: Folded,
    after: Folded,
    /// Whose events are others; everybody else is the same in both.
    changed: FxHashSet<SubjectId>,
}

impl Change {
    /// Which subjects' figures can be others, where these have changed: their own, of people their households', of
    /// households whose standing has changed their members'.
    fn affected(&self, of: &FxHashSet<SubjectId>) -> FxHashSet<SubjectId> {
        let mut out: FxHashSet<SubjectId> = FxHashSet::default();
        let mut moved: FxHashSet<SubjectId> = FxHashSet::default();
        for id in of.intersection(&self.changed) {
            match id.kind() {
                SubjectKind::Person => {
                    let traces = [&self.before, &self.after].map(|folded| folded.persons.get(id));
                    let [was, is] = traces.map(|trace| trace.map(|trace| (&trace.steps, &trace.flows)));
                    if was != is {
                        out.insert(*id);
                        let steps = traces.into_iter().flatten().flat_map(|trace| &trace.steps);
                        out.extend(steps.filter_map(|step| step.standing.household));
                    }
                }
                SubjectKind::Household => {
                    let (was, is) = (self.before.households.get(id), self.after.households.get(id));
                    out.extend((was != is).then_some(*id));
                    moved.extend((was.map(|h| &h.steps) != is.map(|h| &h.steps)).then_some(*id));
                }
                _ => {
                    out.insert(*id);
                }
            }
        }
        if !moved.is_empty() {
            for folded in [&self.before, &self.after] {
                out.extend(
                    folded.members().into_iter().filter(|(home, _)| moved.contains(home)).flat_map(|(_, all)| all),
                );
            }
        }
        out
    }

    /// Writes what is another thing now: the rows of these subjects, and what `affected` count for.
    fn write(
        &self,
        conn: &Connection,
        of: &FxHashSet<SubjectId>,
        affected: &FxHashSet<SubjectId>,
        rules: &Rules,
    ) -> Result<()> {
        let mut tally = Tally::default();
        let had = self.before.tally(affected, rules, -1, &mut tally);
        let has = self.after.tally(affected, rules, 1, &mut tally);
        let mut rows = Writing(conn);
        put_tally(&mut rows, &tally)?;
        for id in of.intersection(&self.changed) {
            let known = match self.before.persons.get(id) {
                Some(trace) => Some(PersonRow::of(*id, trace)?),
                None => None,
            };
            put_subject(&mut rows, &self.after, *id, known.as_ref(), put_spellings)?;
        }
        for id in affected.iter().filter(|id| had.get(id) != has.get(id)) {
            put_doubts(&mut rows, *id, has.get(id).map_or(&[], Vec::as_slice))?;
        }
        Ok(())
    }
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
    let named: FxHashSet<SubjectId> =
        new.iter().flat_map(|e| e.subjects.iter().copied()).filter(|id| id.kind() != SubjectKind::Unit).collect();
    let (after, changed) = scene.fold_on(&before, &named, rules, horizon);
    let change = Change { before, after, changed };
    change.write(conn, &change.changed, &change.affected(&change.changed), rules)?;
    write_between(conn, change.after.loaded().filter(|id| change.changed.contains(id)))
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
    let change = |scene: &Scene| {
        let earlier = scene.filtered(|e| !pending.contains(&e.order.hash));
        let changed = scene.unlike(&earlier);
        let before = earlier.fold(rules, horizon);
        let (after, changed) = scene.fold_on(&before, &changed, rules, horizon);
        Change { before, after, changed }
    };
    in_parts(conn, touched, change, rules)
}

/// Writes a change of many subjects and all that they affect, part by part.
fn in_parts(conn: &Connection, touched: &[SubjectId], change: impl Fn(&Scene) -> Change, rules: &Rules) -> Result<()> {
    let mut done: FxHashSet<SubjectId> = FxHashSet::default();
    let mut met: FxHashSet<SubjectId> = FxHashSet::default();
    for chunk in households_together(conn, touched)?.chunks(2_000) {
        let part: FxHashSet<SubjectId> = chunk.iter().copied().collect();
        let scene = Scene::load(conn, &part)?;
        let part = scene.with_joined(&part);
        let change = change(&scene);
        let mut affected = change.affected(&part);
        // A household with members in two parts is counted once: its scene holds all that there is of it.
        affected.retain(|id| done.insert(*id));
        change.write(conn, &part, &affected, rules)?;
        met.extend(change.after.loaded().filter(|id| change.changed.contains(id)));
    }
    write_between(conn, met)
}

/// The same subjects, each household with its people: a part reads all that there is of its households.
pub fn households_together(conn: &Connection, subjects: &[SubjectId]) -> Result<Vec<SubjectId>> {
    let ids: Vec<i64> = subjects.iter().copied().map(SubjectId::to_i64).collect();
    let mut homes = conn.prepare_cached(
        "SELECT p.household, p.id FROM json_each(?1) j CROSS JOIN person p ON p.id = j.value
         WHERE p.household IS NOT NULL ORDER BY 1, 2",
    )?;
    let homes = homes.query_map([serde_json::to_string(&ids)?], |r| {
        Ok([SubjectId::from_i64(r.get(0)?), SubjectId::from_i64(r.get(1)?)])
    })?;
    let mut left: FxHashSet<SubjectId> = subjects.iter().copied().collect();
    let mut out = Vec::with_capacity(subjects.len());
    for home in homes {
        out.extend(home?.into_iter().filter(|id| left.remove(id)));
    }
    out.extend(subjects.iter().copied().filter(|id| left.remove(id)));
    Ok(out)
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
        put_subject(rows, folded, *id, None, &mut named)?;
        put_doubts(rows, *id, doubts.get(id).map_or(&[], Vec::as_slice))?;
    }
    Ok(())
}

/// Puts a subject's own rows. Of a person only what differs from what is `known`.
fn put_subject<R: Rows>(
    rows: &mut R,
    folded: &Folded,
    id: SubjectId,
    known: Option<&PersonRow>,
    mut named: impl FnMut(&mut R, &str) -> Result<()>,
) -> Result<()> {
    if let Some(trace) = folded.persons.get(&id) {
        let row = PersonRow::of(id, trace)?;
        put_person(rows, &row, known)?;
        let new = row.name().filter(|name| known.and_then(PersonRow::name) != Some(name));
        return new.map_or(Ok(()), |name| named(rows, name));
    }
    if let Some(household) = folded.households.get(&id) {
        return put_household(rows, id, household);
    }
    if let Some(trip) = folded.trips.get(&id) {
        return put_trip(rows, id, trip);
    }
    folded.jobs.get(&id).map_or(Ok(()), |job| put_job(rows, id, job))
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
    let change = |scene: &Scene| {
        let (before, after) = (scene.fold(rules, old), scene.fold(rules, horizon));
        let changed = after.loaded().collect();
        Change { before, after, changed }
    };
    in_parts(conn, &due, change, rules)?;
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
