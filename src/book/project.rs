//! Writes what folds give: the rows of every subject that an act touches, and the dated changes of every figure.

mod between;
mod fresh;
mod rows;
mod table;

use super::beyond;
use super::error::Result;
use super::folded::{Doubts, Folded, Tally};
use super::row::{day_from_sql, day_to_sql, meta, month_and_year, set_meta};
use super::scene::Scene;
use crate::domain::campaign::Rules;
use crate::domain::entry::{Event, Hash};
use crate::domain::metric::{Measure, Nature};
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

/// Puts a tally as dated changes: of stocks with the sums of their months and years, of flows with those of all units.
pub fn put_tally(out: &mut impl Rows, tally: &Tally) -> Result<()> {
    let mut sums: FxHashMap<(i64, i64, u32), i64> = FxHashMap::default();
    let mut totals: FxHashMap<(i64, u32), i64> = FxHashMap::default();
    for ((day, unit, measure), n) in tally {
        let day = day_to_sql(*day);
        let mut add = |span| *sums.entry((span, unit.number() as i64, measure.code())).or_insert(0) += n;
        add(day);
        match measure.metric.nature() {
            Nature::Stock => month_and_year(day).into_iter().for_each(add),
            Nature::Flow if *measure == Measure::whole(measure.metric) => {
                *totals.entry((day, measure.code())).or_insert(0) += n;
            }
            Nature::Flow => {}
        }
    }
    let (sums, totals) = (moved(sums), moved(totals));
    sums.iter().try_for_each(|((day, unit, measure), n)| out.put(Table::Change, params![day, unit, measure, n]))?;
    totals.iter().try_for_each(|((day, measure), n)| out.put(Table::Total, params![day, measure, n]))
}

/// Those sums that are not 0, in the order of their rows.
fn moved<K: Ord>(sums: FxHashMap<K, i64>) -> Vec<(K, i64)> {
    let mut out: Vec<(K, i64)> = sums.into_iter().filter(|(_, n)| *n != 0).collect();
    out.sort_unstable();
    out
}

/// What some subjects were and what they are, in one scene.
struct Change {
    before: Folded,
    after: Folded,
    /// Whose events are others; everybody else is the same in both.
    changed: FxHashSet<SubjectId>,
}

impl Change {
    /// Those of these subjects that stand otherwise on some day.
    fn moved(&self, of: &FxHashSet<SubjectId>) -> FxHashSet<SubjectId> {
        let stands_otherwise = |id: &SubjectId| match id.kind() {
            SubjectKind::Person => {
                let [was, is] = [&self.before, &self.after].map(|folded| folded.persons.get(id).map(|t| &t.steps));
                was != is
            }
            SubjectKind::Household => {
                let [was, is] = [&self.before, &self.after].map(|folded| folded.households.get(id).map(|h| &h.steps));
                was != is
            }
            _ => false,
        };
        of.intersection(&self.changed).copied().filter(stands_otherwise).collect()
    }

    /// Whose stocks can be others where these have moved: their own, of people their households', of households their
    /// members'.
    fn affected(&self, moved: &FxHashSet<SubjectId>) -> FxHashSet<SubjectId> {
        let mut out = moved.clone();
        if moved.is_empty() {
            return out;
        }
        for folded in [&self.before, &self.after] {
            let steps = moved.iter().filter_map(|id| folded.persons.get(id)).flat_map(|trace| &trace.steps);
            out.extend(steps.filter_map(|step| step.standing.household));
            let members = folded.members();
            out.extend(moved.iter().filter_map(|id| members.get(id)).flatten());
        }
        out
    }

    /// Writes the rows of these subjects where they are others now; gives whose numbers, work or journeys are.
    fn write_rows(&self, conn: &Connection, of: &FxHashSet<SubjectId>) -> Result<FxHashSet<SubjectId>> {
        let mut rows = Writing(conn);
        let mut tied = FxHashSet::default();
        for id in of.intersection(&self.changed) {
            if let Some(is) = self.after.persons.get(id) {
                let was = self.before.persons.get(id).map(|trace| PersonRow::of(*id, trace)).transpose()?;
                let is = PersonRow::of(*id, is)?;
                if was.as_ref() != Some(&is) {
                    put_known(&mut rows, &is, was.as_ref(), put_spellings)?;
                }
                if was.is_none_or(|was| !was.is_tied_as(&is)) {
                    tied.insert(*id);
                }
            } else if !self.is_same_household(*id) {
                put_subject(&mut rows, &self.after, *id, put_spellings)?;
                tied.extend((id.kind() == SubjectKind::Trip).then_some(*id));
            }
        }
        Ok(tied)
    }

    fn is_same_household(&self, id: SubjectId) -> bool {
        let [was, is] = [&self.before, &self.after].map(|folded| folded.households.get(&id));
        was.is_some() && was == is
    }

    /// What these count for otherwise than before, the flows of `own` and the stocks of `affected`; and the conditions of
    /// these, before and after.
    fn figures(
        &self,
        own: &FxHashSet<SubjectId>,
        affected: &FxHashSet<SubjectId>,
        rules: &Rules,
    ) -> (Tally, [Doubts; 2]) {
        let mut tally = Tally::default();
        self.before.flows(own, rules, -1, &mut tally);
        self.after.flows(own, rules, 1, &mut tally);
        let had = self.before.stocks(affected, rules, -1, &mut tally);
        let has = self.after.stocks(affected, rules, 1, &mut tally);
        (tally, [had, has])
    }

    /// Writes them.
    fn write_figures(
        &self,
        conn: &Connection,
        own: &FxHashSet<SubjectId>,
        affected: &FxHashSet<SubjectId>,
        rules: &Rules,
    ) -> Result<()> {
        let (tally, [had, has]) = self.figures(own, affected, rules);
        let mut rows = Writing(conn);
        put_tally(&mut rows, &tally)?;
        for id in affected.iter().filter(|id| had.get(id) != has.get(id)) {
            put_doubts(&mut rows, *id, has.get(id).map_or(&[], Vec::as_slice))?;
        }
        Ok(())
    }
}

/// Writes the difference that `new` events make to the subjects they name; `scene` holds those as they were.
pub fn settle(
    conn: &Connection,
    scene: &mut Scene,
    new: &[Arc<Event>],
    rules: &Rules,
    horizon: NaiveDate,
) -> Result<()> {
    let named: FxHashSet<SubjectId> =
        new.iter().flat_map(|e| e.subjects.iter().copied()).filter(|id| id.kind() != SubjectKind::Unit).collect();
    let new: FxHashSet<Hash> = new.iter().inspect(|event| scene.add(event)).map(|event| event.order.hash).collect();
    let mut counted = Counted::default();
    let met = in_part(conn, scene, &named, &mut counted, &without(&new, rules, horizon), rules)?;
    write_between(conn, met)
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
    settle_parts(conn, loaded(conn, &parts_of(conn, touched)?), pending, rules, horizon)
}

/// The same of [`parts_of`] those touched, in whatever order, each with its scene: with the pending entries.
pub fn settle_parts<'p>(
    conn: &Connection,
    parts: impl Iterator<Item = Result<(&'p Part, Scene)>>,
    pending: &FxHashSet<Hash>,
    rules: &Rules,
    horizon: NaiveDate,
) -> Result<()> {
    in_parts(conn, parts, without(pending, rules, horizon), rules)
}

/// Parts with their scenes.
fn loaded<'a>(conn: &'a Connection, parts: &'a [Part]) -> impl Iterator<Item = Result<(&'a Part, Scene)>> {
    parts.iter().map(|part| Ok((part, Scene::load_only(conn, part)?)))
}

/// What a scene is, beside what it was without these entries.
fn without(new: &FxHashSet<Hash>, rules: &Rules, horizon: NaiveDate) -> impl Fn(&Scene) -> Change {
    move |scene| {
        let earlier = scene.filtered(|e| !new.contains(&e.order.hash));
        let before = earlier.fold(rules, horizon);
        let (after, changed) = scene.fold_on(&before, &scene.unlike(&earlier), rules, horizon);
        Change { before, after, changed }
    }
}

/// Whose figures have been written already, of subjects that come up in several parts.
#[derive(Default)]
struct Counted {
    flows: FxHashSet<SubjectId>,
    stocks: FxHashSet<SubjectId>,
}

/// Subjects that are settled together.
pub type Part = FxHashSet<SubjectId>;

/// The parts in which many subjects are settled.
pub fn parts_of(conn: &Connection, subjects: &[SubjectId]) -> Result<Vec<Part>> {
    let all = households_together(conn, subjects)?;
    Ok(all.chunks(2_000).map(|chunk| chunk.iter().copied().collect()).collect())
}

/// Writes a change of many subjects and all that they affect, part by part.
fn in_parts<'p>(
    conn: &Connection,
    parts: impl Iterator<Item = Result<(&'p Part, Scene)>>,
    change: impl Fn(&Scene) -> Change,
    rules: &Rules,
) -> Result<()> {
    let mut counted = Counted::default();
    let mut met: FxHashSet<SubjectId> = FxHashSet::default();
    for part in parts {
        let (part, mut scene) = part?;
        met.extend(in_part(conn, &mut scene, part, &mut counted, &change, rules)?);
    }
    write_between(conn, met)
}

/// Writes the change of subjects of which all events are loaded. Those of their families are only where somebody stands
/// otherwise. Gives whose rows lie between them and others.
fn in_part(
    conn: &Connection,
    scene: &mut Scene,
    part: &Part,
    counted: &mut Counted,
    change: &impl Fn(&Scene) -> Change,
    rules: &Rules,
) -> Result<FxHashSet<SubjectId>> {
    let part = scene.with_joined(part);
    let (here, moved) = widened(scene, &part, change, |scene, of| scene.widen(conn, of))?;
    // A household with members in two parts is counted once: its scene holds all that there is of it.
    let mut affected = here.affected(&moved);
    affected.retain(|id| counted.stocks.insert(*id));
    let own = part.intersection(&here.changed).copied().filter(|id| counted.flows.insert(*id)).collect();
    here.write_figures(conn, &own, &affected, rules)?;
    let tied = here.write_rows(conn, &part)?;
    // Of those who are one, one has the work and another the journey.
    Ok(scene.with_joined(&tied))
}

/// The change of subjects of which all events are loaded, and who of them stands otherwise: what those affect is loaded
/// as well.
fn widened(
    scene: &mut Scene,
    part: &Part,
    change: &impl Fn(&Scene) -> Change,
    mut widen: impl FnMut(&mut Scene, &Part) -> Result<()>,
) -> Result<(Change, Part)> {
    let here = change(scene);
    let moved = here.moved(part);
    if moved.is_empty() {
        return Ok((here, moved));
    }
    widen(scene, &scene.with_joined(&moved))?;
    Ok((change(scene), moved))
}

/// What entries that are there count for, up to a horizon: what the figures are beside what they would be without them.
/// `scene` has those whom they name; `widen` loads whom these affect.
pub fn share_of(
    entries: &FxHashSet<Hash>,
    scene: &mut Scene,
    widen: impl FnMut(&mut Scene, &Part) -> Result<()>,
    known: impl Fn(&Event) -> bool,
    rules: &Rules,
    horizon: NaiveDate,
) -> Result<Tally> {
    let part = scene.loaded();
    let without = without(entries, rules, horizon);
    let (here, moved) = widened(scene, &part, &|scene: &Scene| without(&scene.filtered(&known)), widen)?;
    let (tally, _) = here.figures(&here.changed, &here.affected(&moved), rules);
    Ok(tally)
}

/// The same subjects, each household with its people: a part reads all that there is of its households.
fn households_together(conn: &Connection, subjects: &[SubjectId]) -> Result<Vec<SubjectId>> {
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
        put_subject(rows, folded, *id, &mut named)?;
        put_doubts(rows, *id, doubts.get(id).map_or(&[], Vec::as_slice))?;
    }
    Ok(())
}

/// Puts a subject's own rows.
fn put_subject<R: Rows>(
    rows: &mut R,
    folded: &Folded,
    id: SubjectId,
    named: impl FnMut(&mut R, &str) -> Result<()>,
) -> Result<()> {
    if let Some(trace) = folded.persons.get(&id) {
        return put_known(rows, &PersonRow::of(id, trace)?, None, named);
    }
    if let Some(household) = folded.households.get(&id) {
        return put_household(rows, id, household);
    }
    if let Some(trip) = folded.trips.get(&id) {
        return put_trip(rows, id, trip);
    }
    folded.jobs.get(&id).map_or(Ok(()), |job| put_job(rows, id, job))
}

/// Puts a person's rows where they differ from what is `known`.
fn put_known<R: Rows>(
    rows: &mut R,
    row: &PersonRow,
    known: Option<&PersonRow>,
    mut named: impl FnMut(&mut R, &str) -> Result<()>,
) -> Result<()> {
    put_person(rows, row, known)?;
    let new = row.name().filter(|name| known.and_then(PersonRow::name) != Some(name));
    new.map_or(Ok(()), |name| named(rows, name))
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
    in_parts(conn, loaded(conn, &parts_of(conn, &due)?), change, rules)?;
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
