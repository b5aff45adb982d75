//! How many people each unit has: counted once, and again where an entry can have moved somebody.

use crate::book::Book;
use crate::book::changed::Token;
use crate::book::error::Result;
use crate::domain::region::RegionCode;

/// How many people each unit has, as of a state of the book.
#[derive(Debug, Default)]
pub struct UnitCounts {
    at: Token,
    /// The last entry that they know of.
    last: i64,
    counts: Vec<(i64, u64)>,
}

impl Book {
    /// How many people each unit has: of one unit, or of all, by code.
    pub(super) fn people_of_units(&self, village: Option<RegionCode>) -> Result<Vec<(i64, u64)>> {
        let now = self.token()?;
        let mut known = self.unit_counts.borrow_mut();
        if known.at != now && !known.counts.is_empty() && !self.may_move_somebody(known.last)? {
            known.at = now;
        }
        if known.at != now || known.counts.is_empty() {
            let last: i64 = self.conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0))?;
            let mut query = self.conn.prepare_cached(
                "SELECT unit, count(*) FROM person WHERE name IS NOT NULL GROUP BY unit ORDER BY unit",
            )?;
            let rows = query.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)? as u64)))?;
            *known = UnitCounts { at: now, last, counts: rows.collect::<rusqlite::Result<_>>()? };
        }
        let village = village.map(|village| self.steering.rules.unit_of(Some(village)).number() as i64);
        Ok(known.counts.iter().filter(|(unit, _)| village.is_none_or(|v| v == *unit)).copied().collect())
    }

    /// Whether an entry behind this one can have brought somebody to the book, or to another unit: a day's usual work
    /// does not, and a million people are not counted again after each visit.
    fn may_move_somebody(&self, last: i64) -> Result<bool> {
        let mut query = self.conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE id > ?1 AND kind NOT IN
                 ('visit', 'home', 'return', 'placement', 'arrival', 'loss', 'push', 'wish', 'none'))",
        )?;
        Ok(query.query_row([last], |r| r.get(0))?)
    }
}
