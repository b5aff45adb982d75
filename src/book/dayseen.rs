//! The entries of the days last looked at, as far as choosing among them needs them: kept, and brought up to date with
//! what this book itself has recorded since.

use super::Book;
use super::changed::Token;
use super::error::Result;
use super::row::{day_from_sql, day_to_sql, has_hash, subjects_of};
use crate::domain::acts::stays;
use crate::domain::campaign::Rules;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::text;
use chrono::NaiveDate;
use rusqlite::{Row, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

/// Rows of files, one for every person: in the list only where their kind is asked for.
pub(super) const OF_FILES: &str = "'roster', 'missing'";
/// What steers the book: behind the work of the day.
const STEERING: &str = "'unit', 'keeper', 'campaign', 'target', 'calendar', 'seal', 'export', 'same'";

/// So many entries of other days are kept beside those of the day last looked at.
const KEPT: usize = 30_000;

/// Where this book has recorded more than so many since, reading the days anew takes no longer.
const FEW: usize = 100;

/// An entry of the day, as far as choosing needs it.
#[derive(Debug, Clone)]
pub(super) struct Light {
    /// Its row.
    pub id: i64,
    /// See [`Fact::kind`](crate::domain::acts::Fact::kind).
    pub kind: String,
    /// Who recorded it.
    pub officer: String,
    /// For which unit.
    pub unit: RegionCode,
    /// Whom it names.
    pub subjects: Vec<SubjectId>,
    /// Was taken back.
    pub withdrawn: bool,
    at: i64,
}

/// The entries of the days last looked at, as of a state of the book.
#[derive(Debug, Default)]
pub(super) struct DaysSeen {
    at: Token,
    /// Under which they were read: they say for which unit an entry counts.
    rules: Option<Rules>,
    /// The last row of the ledger.
    upto: i64,
    days: Vec<(NaiveDate, Arc<DaySeen>)>,
}

/// A day's entries without those of files, in the order of the list.
#[derive(Debug, Clone)]
pub(super) struct DaySeen {
    /// Them.
    pub entries: Vec<Light>,
    /// How those whom they name can be found; made when a text is asked for.
    called: OnceLock<FxHashMap<SubjectId, Called>>,
}

impl DaySeen {
    fn of(entries: Vec<Light>) -> Self {
        Self { entries, called: OnceLock::new() }
    }

    /// Those that were not taken back.
    pub fn standing(&self) -> impl Iterator<Item = &Light> {
        self.entries.iter().filter(|entry| !entry.withdrawn)
    }
}

/// A name as it is written and how it sounds.
#[derive(Debug, Clone)]
pub(super) struct Called {
    /// See [`text::fold_name`].
    pub name: String,
    /// See [`text::name_keys`].
    pub sounds: Vec<String>,
}

/// Whether a withdrawal names an entry `e`.
pub(super) const NAMED: &str = "EXISTS (SELECT 1 FROM entry w WHERE w.kind = 'withdraw'
        AND CASE WHEN json_valid(w.body) THEN w.body ->> '$.target' END = lower(hex(e.hash)))";

/// Columns of an entry in the order that [`Book::light`] reads, [`NAMED`] behind them.
const LIGHT: &str = "e.id, e.kind, e.officer, e.unit, e.subjects, e.at";

/// An entry that came since, as [`Book::catch_up`] reads it.
struct News {
    entry: Light,
    day: NaiveDate,
    /// Of a withdrawal: the row of what it takes back, where the book has it.
    target: Option<i64>,
    /// Of a file, or behind the work of the day.
    apart: bool,
}

impl Book {
    /// What was recorded for a day.
    pub(super) fn day_seen(&self, day: NaiveDate) -> Result<Arc<DaySeen>> {
        if let Some(known) = self.day_known(day)? {
            return Ok(known);
        }
        let read = Arc::new(DaySeen::of(self.day_entries(day)?));
        let mut seen = self.days_seen.borrow_mut();
        while seen.days.iter().map(|(_, day)| day.entries.len()).sum::<usize>() > KEPT {
            seen.days.remove(0);
        }
        seen.days.push((day, Arc::clone(&read)));
        Ok(read)
    }

    /// The same, where it is kept.
    pub(super) fn day_known(&self, day: NaiveDate) -> Result<Option<Arc<DaySeen>>> {
        let mut seen = self.days_seen.borrow_mut();
        let now = self.token()?;
        // Under the rules that this book has read, which may be behind what others have written.
        let ruled = seen.rules.as_ref() == Some(&self.steering.rules);
        if seen.at != now || !ruled {
            if !(ruled && seen.at.is_same_but_own(now) && self.catch_up(&mut seen)?) {
                seen.days.clear();
                seen.upto = self.conn.query_row("SELECT coalesce(max(id), 0) FROM entry", [], |r| r.get(0))?;
                seen.rules = Some(self.steering.rules.clone());
            }
            seen.at = now;
        }
        Ok(seen.days.iter().find(|(known, _)| *known == day).map(|(_, known)| Arc::clone(known)))
    }

    /// Adds what this book has recorded since these days were read; `false` where they have to be read anew.
    fn catch_up(&self, seen: &mut DaysSeen) -> Result<bool> {
        let target = has_hash("t", "unhex(CASE WHEN json_valid(e.body) THEN e.body ->> '$.target' END)");
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT {LIGHT}, {NAMED}, e.day,
                 CASE WHEN e.kind = 'withdraw' THEN (SELECT t.id FROM entry t WHERE {target}) END,
                 e.kind IN ({STEERING}, {OF_FILES})
             FROM entry e WHERE e.id > ?1 ORDER BY e.id LIMIT ?2"
        ))?;
        let news = query.query_map(params![seen.upto, FEW as i64 + 1], |r| {
            Ok(News { entry: self.light(r)?, day: day_from_sql(r.get(7)?), target: r.get(8)?, apart: r.get(9)? })
        })?;
        let news: Vec<News> = news.collect::<rusqlite::Result<_>>()?;
        if news.len() > FEW || news.iter().any(|news| news.apart) {
            return Ok(false);
        }
        seen.take_back(&news.iter().filter_map(|news| news.target).collect());
        for News { entry, day, .. } in news {
            seen.upto = entry.id;
            seen.add(day, entry);
        }
        seen.forget_names();
        Ok(true)
    }

    /// The entries of a day without those of files, in the order of the list.
    fn day_entries(&self, day: NaiveDate) -> Result<Vec<Light>> {
        // Put in order here: SQLite would carry the whole rows through its sorter.
        let mut query = self.conn.prepare_cached(&format!(
            "SELECT {LIGHT}, {NAMED}, e.kind IN ({STEERING}), d.key, e.seq, e.hash
             FROM (SELECT DISTINCT kind FROM entry WHERE day = ?1) k
             CROSS JOIN entry e ON e.day = ?1 AND e.kind = k.kind JOIN device d ON d.id = e.device
             WHERE k.kind NOT IN ({OF_FILES})"
        ))?;
        let rows = query.query_map([day_to_sql(day)], |r| {
            let entry = self.light(r)?;
            let newest = (entry.at, r.get::<_, [u8; 16]>(8)?, r.get::<_, i64>(9)?, r.get::<_, [u8; 32]>(10)?);
            Ok(((r.get::<_, bool>(7)?, Reverse(newest)), entry))
        })?;
        let mut rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
        rows.sort_unstable_by_key(|(order, _)| *order);
        Ok(rows.into_iter().map(|(_, entry)| entry).collect())
    }

    fn light(&self, r: &Row<'_>) -> rusqlite::Result<Light> {
        let kind: String = r.get(1)?;
        let withdrawn = r.get::<_, bool>(6)? && !stays(&kind);
        Ok(Light {
            id: r.get(0)?,
            kind,
            officer: r.get(2)?,
            unit: self.steering.rules.unit_of(Some(RegionCode::from_number(r.get::<_, i64>(3)? as u64))),
            subjects: subjects_of(r.get_ref(4)?.as_blob()?).collect(),
            withdrawn,
            at: r.get(5)?,
        })
    }

    /// How those whom a day's entries name can be found.
    pub(super) fn called_on<'s>(&self, seen: &'s DaySeen) -> Result<&'s FxHashMap<SubjectId, Called>> {
        if let Some(known) = seen.called.get() {
            return Ok(known);
        }
        let ids: FxHashSet<SubjectId> = seen.entries.iter().flat_map(|entry| entry.subjects.iter().copied()).collect();
        let called = self.names(ids)?.into_iter().map(|(id, known)| {
            let keys = text::name_keys(&known);
            let sounds = keys.full.into_iter().chain(keys.initials).collect();
            (id, Called { name: text::fold_name(&known), sounds })
        });
        Ok(seen.called.get_or_init(|| called.collect()))
    }
}

impl DaysSeen {
    /// A further entry of a day: the newest, or the day is read anew.
    fn add(&mut self, day: NaiveDate, entry: Light) {
        let Some(place) = self.days.iter().position(|(known, _)| *known == day) else { return };
        let (_, known) = &mut self.days[place];
        if known.entries.first().is_some_and(|newest| newest.at >= entry.at) {
            self.days.remove(place);
            return;
        }
        Arc::make_mut(known).entries.insert(0, entry);
    }

    /// People may be called otherwise now.
    fn forget_names(&mut self) {
        for (_, day) in self.days.iter_mut().filter(|(_, day)| day.called.get().is_some()) {
            Arc::make_mut(day).called = OnceLock::new();
        }
    }

    /// The entries of these rows were taken back.
    fn take_back(&mut self, rows: &FxHashSet<i64>) {
        let gone = |entry: &Light| rows.contains(&entry.id) && !stays(&entry.kind);
        for (_, day) in self.days.iter_mut().filter(|(_, day)| day.entries.iter().any(gone)) {
            let day = Arc::make_mut(day);
            day.entries.iter_mut().filter(|entry| gone(entry)).for_each(|entry| entry.withdrawn = true);
        }
    }
}
