//! Lists of jobs. The same list again renews what it names; nothing stands twice.

use super::form::{Form, Taken};
use crate::book::Book;
use crate::desk::{Desk, Phase, Progress, Result};
use crate::domain::acts::Fact;
use crate::domain::job::{Job, JobFacts};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster::jobs::{self, JobField, JobRow, JobSheet};
use crate::roster::{Finding, Reject, Severity};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// What the rows of a list came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Jobs new to the book.
    pub new: usize,
    /// Jobs of which the list says something new.
    pub changed: usize,
    /// Jobs that the list merely names again.
    pub renewed: usize,
    /// Rows that say what the book knows.
    pub unchanged: usize,
}

impl Taken<Counts> {
    /// How many rows became what, in one sentence.
    pub fn told(&self) -> String {
        let Counts { new, changed, renewed, unchanged } = self.counts;
        say!(
            "daybook-jobs-summary",
            rows = self.rows,
            new = new,
            refreshed = changed + renewed,
            unchanged = unchanged,
            rejected = self.rejected
        )
    }
}

/// Brings a list of jobs in.
pub fn import(desk: &mut Desk, form: &Form, progress: &Progress) -> Result<Taken<Counts>> {
    let options = form.options(desk)?;
    let day = desk.recording_day()?;
    progress.enter(Phase::Reading);
    let JobSheet { source, rows, mut rejects, mut findings } =
        jobs::read(&form.file, &options, day, &desk.book.gazetteer())?;
    progress.check()?;
    let total = rows.len() + rejects.len();
    let mut list = List::of(&desk.book, day)?;
    let unit = desk.book.unit();
    let mut drafts = Vec::new();
    for row in rows {
        if let Some((id, facts)) = list.take(row, unit, &mut findings, &mut rejects) {
            let mut draft = desk.draft(vec![id], Fact::Job(Box::new(facts)))?;
            draft.unit = Some(unit);
            drafts.push(draft);
        }
    }
    progress.enter(Phase::Recording);
    let recorded = match drafts.is_empty() || form.dry_run {
        true => None,
        false => Some(progress.stopping(&mut desk.book, |book| Ok(book.record_all(drafts)?))?),
    };
    findings.sort_by_key(|finding| finding.row);
    let unsent = form.send_back(&source, &mut rejects);
    Ok(Taken { source, findings, rows: total, rejected: rejects.len(), recorded, counts: list.counts, unsent })
}

/// The book's list, and what the file makes of it.
struct List {
    day: NaiveDate,
    known: FxHashMap<SubjectId, Job>,
    /// What this file has said of a job, and in which row.
    said: FxHashMap<SubjectId, (u32, JobFacts)>,
    counts: Counts,
}

impl List {
    fn of(book: &Book, day: NaiveDate) -> Result<Self> {
        let known = book.jobs()?.into_iter().collect();
        Ok(Self { day, known, said: FxHashMap::default(), counts: Counts::default() })
    }

    /// What is to be recorded of a row, where anything is.
    fn take(
        &mut self,
        row: JobRow,
        unit: RegionCode,
        findings: &mut Vec<Finding>,
        rejects: &mut Vec<Reject>,
    ) -> Option<(SubjectId, JobFacts)> {
        let id = row.facts.subject(unit)?;
        if let Some((first, said)) = self.said.get(&id) {
            let same = *said == row.facts;
            let message =
                if same { say!("daybook-repeated", row = *first) } else { say!("daybook-job-twice", row = *first) };
            let value = row.facts.employer.as_deref().unwrap_or_default();
            let severity = if same { Severity::Notice } else { Severity::Error };
            let finding =
                Finding::new(row.row, JobField::Employer.key(), "job.repeated", value, message).with(severity);
            if same {
                self.counts.unchanged += 1;
            } else {
                rejects.push(Reject::new(row.row, row.cells, std::slice::from_ref(&finding)));
            }
            findings.push(finding);
            return None;
        }
        self.said.insert(id, (row.row, row.facts.clone()));
        let Some(known) = self.known.get(&id) else {
            self.counts.new += 1;
            return Some((id, row.facts));
        };
        let heard = row.facts.refreshed.map_or(self.day, |said| said.min(self.day));
        match known.facts.news(&row.facts) {
            Some(news) => {
                self.counts.changed += 1;
                Some((id, JobFacts { refreshed: row.facts.refreshed, ..news }))
            }
            None if known.closed.is_some() || known.facts.refreshed.is_none_or(|before| before < heard) => {
                self.counts.renewed += 1;
                Some((id, JobFacts { refreshed: row.facts.refreshed, ..JobFacts::default() }))
            }
            None => {
                self.counts.unchanged += 1;
                None
            }
        }
    }
}
