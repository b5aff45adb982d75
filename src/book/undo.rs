//! What this copy of the book has written last and not taken back: for "take that back".

use super::Book;
use super::error::Result;
use super::record::batch_name;
use super::row::day_from_sql;
use crate::domain::acts::batch_of;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use rusqlite::params;

/// So many names describe a batch.
const NAMED: usize = 3;
/// So many entries back is the last batch looked for.
const BACK: i64 = 20_000;

/// A batch, as a question whether to take it back shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBatch {
    /// Its name, for [`Book::withdraw`].
    pub batch: String,
    /// Wall time of recording, RFC 3339.
    pub recorded: String,
    /// Who recorded it.
    pub officer: String,
    /// The business day of its last entry.
    pub day: NaiveDate,
    /// How many entries of each kind still stand, the most first.
    pub kinds: Vec<(String, u64)>,
    /// Whom its last entries name, the last first; a few of them.
    pub names: Vec<String>,
}

impl Book {
    /// The newest batch that this device wrote today and that still stands, of anybody or of one officer; seals and
    /// withdrawals, which cannot be taken back, are passed over.
    pub fn last_batch(&self, officer: Option<&str>) -> Result<Option<LastBatch>> {
        let device = self.device()?;
        let today = self.today().to_string();
        let mut newest = self.conn.prepare_cached(
            "SELECT e.seq, e.recorded, e.officer, e.day, e.body, e.device, substr(e.recorded, 1, 10) = ?2,
                    (?3 IS NULL OR e.officer = ?3) AND e.kind NOT IN ('withdraw', 'seal')
                    AND NOT EXISTS (SELECT 1 FROM entry w WHERE w.kind = 'withdraw'
                        AND CASE WHEN json_valid(w.body) THEN w.body ->> '$.target' END = lower(hex(e.hash)))
             FROM device d CROSS JOIN entry e ON e.device = d.id WHERE d.key = ?1 ORDER BY e.seq DESC LIMIT ?4",
        )?;
        let mut rows = newest.query(params![device.0, today, officer, BACK])?;
        let mut found = None;
        // The rows come in the order of the index: what lies before today is not looked at.
        while let Some(r) = rows.next()? {
            if !r.get(6)? {
                break;
            }
            if r.get(7)? {
                let day = day_from_sql(r.get(3)?);
                found =
                    Some((r.get::<_, i64>(0)?, r.get(1)?, r.get(2)?, day, r.get::<_, String>(4)?, r.get::<_, i64>(5)?));
                break;
            }
        }
        let Some((last, recorded, officer, day, body, row)) = found else { return Ok(None) };
        // An entry from before there were batches stands alone, and is withdrawn by its place all the same.
        let first = batch_of(&body).unwrap_or(last as u64);
        let mut standing = self.conn.prepare_cached(
            "SELECT e.kind, count(*) FROM entry e WHERE e.device = ?1 AND e.seq BETWEEN ?2 AND ?3
               AND NOT EXISTS (SELECT 1 FROM entry w WHERE w.kind = 'withdraw'
                   AND CASE WHEN json_valid(w.body) THEN w.body ->> '$.target' END = lower(hex(e.hash)))
             GROUP BY e.kind ORDER BY 2 DESC, 1",
        )?;
        let kinds = standing
            .query_map(params![row, first as i64, last], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut subjects = self.conn.prepare_cached(
            "SELECT e.subjects FROM entry e WHERE e.device = ?1 AND e.seq BETWEEN ?2 AND ?3 ORDER BY e.seq DESC LIMIT ?4",
        )?;
        let mut ids: Vec<SubjectId> = Vec::new();
        for blob in subjects.query_map(params![row, first as i64, last, NAMED as i64], |r| r.get::<_, Vec<u8>>(0))? {
            let blob = blob?;
            // Of a passenger and the trip, the passenger is meant.
            let mut of: Vec<SubjectId> = super::row::subjects_of(&blob).filter(|id| !ids.contains(id)).collect();
            of.sort_by_key(|id| id.kind() != SubjectKind::Person);
            ids.extend(of.first());
        }
        let known = self.names(ids.iter().copied())?;
        let names = ids.iter().filter_map(|id| known.get(id).cloned()).collect();
        Ok(Some(LastBatch { batch: batch_name(device, first), recorded, officer, day, kinds, names }))
    }
}
