//! `import jobs`: lists of jobs. The same list again renews what it names; nothing stands twice.

use super::form::ImportForm;
use crate::book::{Book, Draft};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::session::Session;
use crate::domain::acts::Fact;
use crate::domain::job::{Job, JobFacts};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster::jobs::{self, JobField, JobRow, JobSheet};
use crate::roster::{Finding, Reject, Severity};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde_json::json;

pub fn run(session: &Session, args: ImportForm) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.recording_day(&book)?;
    let sheet = jobs::read(&args.file, &args.options()?, day, &book.gazetteer())?;
    let JobSheet { source, rows, mut rejects, mut findings } = sheet;
    let total = rows.len() + rejects.len();
    let mut list = List::of(&book, day)?;
    let mut drafts = Vec::new();
    for row in rows {
        if let Some((id, facts)) = list.take(row, book.unit(), &mut findings, &mut rejects) {
            let unit = Some(book.unit());
            drafts.push(Draft { unit, ..session.draft(&book, vec![id], Fact::Job(Box::new(facts)))? });
        }
    }
    let recorded = if drafts.is_empty() || args.dry_run { None } else { Some(book.record_all(drafts)?) };
    if recorded.is_some() {
        session.has_changed();
    }
    findings.sort_by_key(|finding| finding.row);
    args.send_back(&source, &mut rejects)?;
    let List { new, changed, renewed, unchanged, .. } = list;
    let counts = json!({
        "rows": total, "new": new, "refreshed": changed + renewed, "changed": changed, "unchanged": unchanged,
        "rejected": rejects.len(),
    });
    let summary = say!(
        "daybook-jobs-summary",
        rows = total,
        new = new,
        refreshed = changed + renewed,
        unchanged = unchanged,
        rejected = rejects.len()
    );
    args.tell(session, &source, &findings, counts, summary, recorded.as_ref().map(|r| r.batch.as_str()))
}

/// The book's list, and what the file makes of it.
struct List {
    day: NaiveDate,
    known: FxHashMap<SubjectId, Job>,
    /// What this file has said of a job, and in which row.
    said: FxHashMap<SubjectId, (u32, JobFacts)>,
    new: usize,
    changed: usize,
    renewed: usize,
    unchanged: usize,
}

impl List {
    fn of(book: &Book, day: NaiveDate) -> Result<Self, Failure> {
        let known = book.jobs()?.into_iter().collect();
        Ok(Self { day, known, said: FxHashMap::default(), new: 0, changed: 0, renewed: 0, unchanged: 0 })
    }

    /// What is to be recorded of a row, where anything is.
    fn take(
        &mut self,
        row: JobRow,
        unit: crate::domain::region::RegionCode,
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
                self.unchanged += 1;
            } else {
                rejects.push(Reject::new(row.row, row.cells, std::slice::from_ref(&finding)));
            }
            findings.push(finding);
            return None;
        }
        self.said.insert(id, (row.row, row.facts.clone()));
        let Some(known) = self.known.get(&id) else {
            self.new += 1;
            return Some((id, row.facts));
        };
        let heard = row.facts.refreshed.map_or(self.day, |said| said.min(self.day));
        match known.facts.news(&row.facts) {
            Some(news) => {
                self.changed += 1;
                Some((id, JobFacts { refreshed: row.facts.refreshed, ..news }))
            }
            None if known.closed.is_some() || known.facts.refreshed.is_none_or(|before| before < heard) => {
                self.renewed += 1;
                Some((id, JobFacts { refreshed: row.facts.refreshed, ..JobFacts::default() }))
            }
            None => {
                self.unchanged += 1;
                None
            }
        }
    }
}
