//! Everything that is derived, thrown away and built from the entries alone.

use super::error::Result;
use super::folded::Tally;
use super::project::{self, Fresh, Table};
use super::row::{ENTRY, day_from_sql, day_to_sql, entry_of, meta, set_meta, subjects_of};
use super::scene::Scene;
use super::tables::{self, FOLDS, INDEXES};
use super::{Book, Steering, beyond};
use crate::domain::entry::Event;
use crate::domain::subject::{SubjectId, SubjectKind};
use rusqlite::{Connection, TransactionBehavior};
use rustc_hash::FxHashSet;

impl Book {
    /// Throws away everything that is derived and builds it from the entries.
    pub fn rebuild(&mut self) -> Result<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.steering = Steering::load(&tx, self.unit)?;
        rebuild_in(&tx, &self.steering)?;
        set_meta(&tx, "folds", FOLDS)?;
        tx.commit()?;
        Ok(())
    }
}

/// Builds everything derived from the entries alone, inside the caller's transaction.
pub(super) fn rebuild_in(conn: &Connection, steering: &Steering) -> Result<()> {
    for table in Table::all_derived() {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
        // Built at the end from sorted rows: kept up row by row, those of a county take longer than all the rest.
        tables::drop_indexes(conn, table)?;
    }
    let mut rows = Fresh::new(conn);
    let rules = &steering.rules;
    let mut subjects: FxHashSet<SubjectId> = FxHashSet::default();
    let mut pairs: Vec<(SubjectId, i64)> = Vec::new();
    let mut members: Vec<(SubjectId, SubjectId)> = Vec::new();
    let mut latest = None;
    {
        let mut query = conn.prepare("SELECT id, day, subjects FROM entry")?;
        let mut entries = query.query([])?;
        while let Some(row) = entries.next()? {
            let id = row.get(0)?;
            latest = latest.max(Some(day_from_sql(row.get(1)?)));
            let named: Vec<SubjectId> =
                subjects_of(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?).collect();
            pairs.extend(named.iter().map(|subject| (*subject, id)));
            let first = |kind| named.iter().copied().find(|id| id.kind() == kind);
            members.extend(first(SubjectKind::Household).zip(first(SubjectKind::Person)));
            subjects.extend(named.into_iter().filter(|id| id.kind() != SubjectKind::Unit));
        }
        let mut seals = conn.prepare(&format!(
            "SELECT {ENTRY}, e.id FROM entry e JOIN device d ON d.id = e.device WHERE e.kind = 'seal' ORDER BY e.id"
        ))?;
        for seal in seals.query_map([], |r| Ok((Event::from(entry_of(r)?), r.get::<_, i64>(12)?)))? {
            let (event, id) = seal?;
            project::put_seal(&mut rows, id, &event)?;
        }
    }
    pairs.sort_unstable();
    project::put_pairs(&mut rows, &pairs)?;
    drop(pairs);
    // The folds read by them.
    rows.flush()?;
    let horizon = match (meta::<i64>(conn, "horizon")?.map(day_from_sql), latest) {
        (Some(horizon), _) => horizon,
        (None, Some(latest)) => {
            let horizon = beyond(latest);
            set_meta(conn, "horizon", day_to_sql(horizon))?;
            horizon
        }
        (None, None) => return Ok(conn.execute_batch(INDEXES)?),
    };
    // Whole households together: their members' subjects are pulled in by the scene.
    let mut order: Vec<SubjectId> = Vec::with_capacity(subjects.len());
    let mut placed: FxHashSet<SubjectId> = FxHashSet::default();
    members.sort_unstable();
    for (household, person) in &members {
        order.extend([*household, *person].into_iter().filter(|id| placed.insert(*id)));
    }
    drop(members);
    order.extend(subjects.iter().copied().filter(|id| placed.insert(*id)));
    drop((placed, subjects));
    let mut tally = Tally::default();
    for chunk in order.chunks(8_000) {
        let part: FxHashSet<SubjectId> = chunk.iter().copied().collect();
        let scene = Scene::load(conn, &part)?;
        let folded = scene.fold(rules, horizon);
        let doubts = folded.tally(&part, rules, 1, &mut tally);
        project::put_rows(&mut rows, &folded, &part, &doubts, project::put_spellings)?;
    }
    project::put_tally(&mut rows, &tally)?;
    rows.flush()?;
    conn.execute_batch(INDEXES)?;
    project::write_all_between(conn)
}
