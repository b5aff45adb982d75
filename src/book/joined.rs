//! Who was said to be one with somebody (`same`): the smallest id stands for all of them. Rows of trips and of jobs
//! keep the ids that their entries name; whoever reads them asks here who that is now.

use super::Book;
use super::error::Result;
use super::query::withdrawn_among;
use super::row::{ENTRY, entry_of};
use crate::domain::entry::Entry;
use crate::domain::job::Offer;
use crate::domain::subject::{SubjectId, SubjectKind};
use rusqlite::Connection;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Who of a list has no name: the list leads, not all the nameless passengers of other places.
const NAMELESS: &str =
    "SELECT DISTINCT p.id FROM json_each(?1) j CROSS JOIN person p ON p.id = j.value WHERE p.name IS NULL";

impl Book {
    /// Those of these people who were joined to another, each with the one who stands for them now.
    pub fn joined(&self, ids: impl IntoIterator<Item = SubjectId>) -> Result<FxHashMap<SubjectId, SubjectId>> {
        joined(&self.conn, ids)
    }
}

/// See [`Book::joined`].
pub(super) fn joined(
    conn: &Connection,
    ids: impl IntoIterator<Item = SubjectId>,
) -> Result<FxHashMap<SubjectId, SubjectId>> {
    let ids: Vec<i64> = ids.into_iter().map(SubjectId::to_i64).collect();
    // Nothing is left of the row of somebody joined, the name neither: that leaves few to look up in the ledger.
    let mut nameless = conn.prepare_cached(NAMELESS)?;
    let nameless: Vec<SubjectId> = nameless
        .query_map([serde_json::to_string(&ids)?], |r| r.get(0).map(SubjectId::from_i64))?
        .collect::<rusqlite::Result<_>>()?;
    let mut out = FxHashMap::default();
    if nameless.is_empty() {
        return Ok(out);
    }
    let sql = format!(
        "SELECT {ENTRY} FROM entry_subject s JOIN entry e ON e.id = s.entry JOIN device d ON d.id = e.device
         WHERE s.subject = ?1 AND e.kind = 'same'"
    );
    let mut query = conn.prepare_cached(&sql)?;
    for id in nameless {
        let (mut group, mut open) = (BTreeSet::from([id]), vec![id]);
        while let Some(next) = open.pop() {
            let said: Vec<Entry> = query.query_map([next.to_i64()], entry_of)?.collect::<rusqlite::Result<_>>()?;
            let gone = withdrawn_among(conn, said.iter().map(|entry| entry.hash))?;
            for entry in said {
                if !gone.contains(&entry.hash) {
                    let others = entry.subjects.into_iter().filter(|id| id.kind() == SubjectKind::Person);
                    open.extend(others.filter(|id| group.insert(*id)));
                }
            }
        }
        out.extend(group.first().filter(|main| **main != id).map(|main| (id, *main)));
    }
    Ok(out)
}

/// The offers of a job, each to the one who stands for whom it was made to.
pub(super) fn joined_offers(offers: Vec<Offer>, joined: &FxHashMap<SubjectId, SubjectId>) -> Vec<Offer> {
    if joined.is_empty() {
        return offers;
    }
    let mut out: Vec<Offer> = Vec::with_capacity(offers.len());
    for offer in offers {
        let person = joined.get(&offer.person).copied().unwrap_or(offer.person);
        match out.iter_mut().find(|known| known.person == person) {
            Some(known) if offer.day >= known.day => {
                known.day = offer.day;
                known.result = offer.result.or(known.result);
            }
            Some(known) => known.result = known.result.or(offer.result),
            None => out.push(Offer { person, ..offer }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::book::Options;
    use crate::domain::region::RegionCode;

    #[test]
    fn the_nameless_of_a_list_are_looked_up_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let unit = RegionCode::parse("529999001").unwrap();
        let book = Book::create(&folder.path().join("book.zb"), unit, Options::default()).unwrap();
        let mut plan = book.conn.prepare(&format!("EXPLAIN QUERY PLAN {NAMELESS}")).unwrap();
        let steps = plan.query_map(["[]"], |r| r.get::<_, String>(3)).unwrap();
        let steps: Vec<String> = steps.map(|step| step.unwrap()).collect();
        assert!(steps.iter().any(|step| step.starts_with("SEARCH p USING INTEGER PRIMARY KEY")), "{steps:?}");
    }
}
