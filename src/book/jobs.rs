//! The list of jobs: its rows, and the questions that it answers.

use super::Book;
use super::error::Result;
use super::joined::joined_offers;
use super::row::day_from_sql;
use crate::domain::job::Job;
use crate::domain::subject::{SubjectId, SubjectKind};
use rusqlite::{Row, params};

fn job_of(row: &Row<'_>) -> Result<(SubjectId, Job)> {
    let id = SubjectId::from_i64(row.get(0)?);
    let closed: Option<i64> = row.get(2)?;
    let why: Option<String> = row.get(3)?;
    Ok((
        id,
        Job {
            facts: serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?,
            known: true,
            closed: closed.map(|day| (day_from_sql(day), why)),
            offers: serde_json::from_str(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?,
        },
    ))
}

impl Book {
    /// Every job of the list, closed ones too: the latest heard of first, then by id.
    pub fn jobs(&self) -> Result<Vec<(SubjectId, Job)>> {
        let mut query = self.conn.prepare_cached("SELECT id, facts, closed, why, offers FROM job")?;
        let mut rows = query.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(job_of(row)?);
        }
        let joined = self.joined(out.iter().flat_map(|(_, job)| job.offers.iter().map(|offer| offer.person)))?;
        for (_, job) in &mut out {
            job.offers = joined_offers(std::mem::take(&mut job.offers), &joined);
        }
        out.sort_by_key(|(id, job)| (std::cmp::Reverse(job.facts.refreshed), *id));
        Ok(out)
    }

    /// One job; `None` where the list has none of this id.
    pub fn job(&self, id: SubjectId) -> Result<Option<Job>> {
        let mut query = self.conn.prepare_cached("SELECT id, facts, closed, why, offers FROM job WHERE id = ?1")?;
        let mut rows = query.query([id.to_i64()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (_, mut job) = job_of(row)?;
        let joined = self.joined(job.offers.iter().map(|offer| offer.person))?;
        job.offers = joined_offers(job.offers, &joined);
        Ok(Some(job))
    }

    /// The job that goes by this number, or by this id, of which the first 8 characters are enough where no other job
    /// has them.
    pub fn job_named(&self, text: &str) -> Result<Option<SubjectId>> {
        let text = text.trim();
        let job = |text: &str| SubjectId::parse(text).filter(|id| id.kind() == SubjectKind::Job);
        let (low, high) = match (job(&format!("{text:0<16}")), job(&format!("{text:f<16}"))) {
            (Some(low), Some(high)) if text.len() >= 8 => (low.to_i64(), high.to_i64()),
            _ => (0, 0),
        };
        let mut query = self.conn.prepare_cached(
            "SELECT id, number IS ?1 FROM job WHERE number = ?1 OR id BETWEEN ?2 AND ?3 ORDER BY 2 DESC, id LIMIT 2",
        )?;
        let found: Vec<(SubjectId, bool)> = query
            .query_map(params![text, low, high], |r| Ok((SubjectId::from_i64(r.get(0)?), r.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(match found.as_slice() {
            [(id, _)] | [(id, true), _] => Some(*id),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, Options};
    use super::*;
    use crate::domain::acts::{Fact, PushFacts, PushResultFacts};
    use crate::domain::facts::PersonFacts;
    use crate::domain::job::{JobCloseFacts, JobFacts, JobState};
    use crate::domain::keys::PushResult;
    use crate::domain::region::RegionCode;
    use chrono::NaiveDate;
    use std::path::Path;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, d).unwrap()
    }

    fn options() -> Options {
        Options { device: Some(crate::domain::entry::DeviceId([7; 16])), durable: false, ..Options::default() }
    }

    fn say(book: &mut Book, d: u32, subjects: &[SubjectId], fact: Fact) -> String {
        let draft = Draft { day: day(d), officer: "测试甲".into(), unit: None, subjects: subjects.to_vec(), fact };
        book.record(draft).unwrap().batch
    }

    fn facts() -> JobFacts {
        JobFacts {
            number: Some("A12".into()),
            employer: Some("样达电子厂".into()),
            occupation: Some("装配工".into()),
            openings: Some(1),
            ..JobFacts::default()
        }
    }

    /// A book with one person and one job, which was offered and taken.
    fn told(path: &Path) -> (SubjectId, SubjectId) {
        let unit = RegionCode::parse("529999001").unwrap();
        let mut book = Book::create(path, unit, options()).unwrap();
        book.found("样例镇", "测试甲", day(1)).unwrap();
        let person = SubjectId::random(SubjectKind::Person, [1; 8]);
        let named = PersonFacts { name: Some("赵样一".into()), ..PersonFacts::default() };
        say(&mut book, 1, &[person], Fact::Person(Box::new(named)));
        let job = facts().subject(unit).unwrap();
        say(&mut book, 2, &[job], Fact::Job(Box::new(facts())));
        say(&mut book, 3, &[person, job], Fact::Push(PushFacts { job: "装配工".into(), result: None }));
        let went = PushResultFacts { job: "装配工".into(), result: PushResult::Went };
        say(&mut book, 4, &[person, job], Fact::PushResult(went));
        (person, job)
    }

    #[test]
    fn the_list_says_who_was_asked_and_follows_what_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.zb");
        let (person, id) = told(&path);
        let mut book = Book::open(&path, options()).unwrap();
        let job = book.job(id).unwrap().unwrap();
        assert_eq!(job.offered(person).unwrap().result, Some(PushResult::Went));
        assert_eq!((job.wanted(), job.state(day(4))), (Some(0), JobState::Full));
        assert_eq!(book.jobs().unwrap(), vec![(id, job)]);
        assert_eq!(book.job_named(" A12").unwrap(), Some(id));
        assert_eq!(book.job_named(&id.to_string()).unwrap(), Some(id));
        assert_eq!(book.job_named(&id.to_string()[..8]).unwrap(), Some(id));
        assert_eq!(book.job_named(&id.to_string()[..7]).unwrap(), None);
        assert_eq!(book.job_named("A13").unwrap(), None);

        let batch = say(&mut book, 5, &[id], Fact::JobClose(JobCloseFacts::default()));
        assert_eq!(book.job(id).unwrap().unwrap().state(day(5)), JobState::Closed);
        book.withdraw(&batch, "记错", day(5), "测试甲").unwrap();
        assert_eq!(book.job(id).unwrap().unwrap().closed, None);
        assert_eq!(book.verify().unwrap().problems, Vec::<String>::new());
    }

    #[test]
    fn a_book_of_the_first_version_is_brought_up_and_keeps_what_it_could_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.zb");
        let (_, id) = told(&path);
        let whole = Book::open(&path, options()).unwrap().jobs().unwrap();
        // As version 1 had it: no such table, and the entries on jobs kept without being folded.
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(
            "DROP TABLE job; DROP INDEX person_awaited; DROP INDEX household_kind; DROP INDEX person_next_visit;
             DROP INDEX person_loss; DROP INDEX person_gone; DROP INDEX household_next_visit; ALTER TABLE person DROP COLUMN next_visit;
             ALTER TABLE person DROP COLUMN loss; ALTER TABLE household DROP COLUMN next_visit; ALTER TABLE person DROP COLUMN labour_from;
             ALTER TABLE person DROP COLUMN labour_to; ALTER TABLE person DROP COLUMN roster;
             ALTER TABLE person DROP COLUMN awaited; ALTER TABLE household DROP COLUMN kind;
             ALTER TABLE spell DROP COLUMN wage; ALTER TABLE spell DROP COLUMN earlier_trips;
             DROP TABLE crossing; DROP TABLE shared_number; DROP TABLE total; DROP INDEX doubt_open;
             DROP INDEX passenger_waits; DROP INDEX trip_surplus; DROP INDEX trip_arrived;
             ALTER TABLE trip DROP COLUMN boarded; ALTER TABLE trip DROP COLUMN at_work;
             ALTER TABLE passenger DROP COLUMN waits; PRAGMA user_version = 1;",
        )
        .unwrap();
        drop(old);
        let mut book = Book::open(&path, options()).unwrap();
        assert_eq!(book.jobs().unwrap(), whole);
        assert_eq!(book.verify().unwrap().problems, Vec::<String>::new());
        let version: i32 = book.conn.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
        assert_eq!(version, crate::book::tables::SCHEMA);
        say(&mut book, 6, &[id], Fact::Job(Box::default()));
        assert_eq!(book.job(id).unwrap().unwrap().facts.refreshed, Some(day(6)));
    }

    #[test]
    fn a_book_of_older_folds_is_built_anew_and_one_that_got_newer_meanwhile_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.zb");
        told(&path);
        let whole = Book::open(&path, options()).unwrap().jobs().unwrap();
        let mut old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(
            "DELETE FROM job; UPDATE meta SET value = 1 WHERE key = 'folds';
             DELETE FROM meta WHERE key = 'sum';",
        )
        .unwrap();
        let mut book = Book::open(&path, options()).unwrap();
        assert_eq!(book.jobs().unwrap(), whole);
        assert_eq!(book.verify().unwrap().problems, Vec::<String>::new());
        drop(book);
        // Between looking at the version and having the lock, a newer program was faster.
        old.execute_batch("PRAGMA user_version = 99;").unwrap();
        assert!(matches!(crate::book::tables::migrate(&mut old, &path), Err(super::super::Error::Newer(_))));
    }
}
