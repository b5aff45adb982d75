//! The list of jobs (岗位) at the desk: which job is meant, how it is told, entering, renewing and taking off, who fits
//! which, and a text for the villages' groups.

mod lines;
mod matching;
mod posting;
mod text;

pub use lines::{line, offer_words};
pub use matching::{Filling, Suiting, fill, open_jobs, suit, suiting};
pub use posting::{Posted, Posting, Range, range};
pub use text::{GroupText, group_text};

use super::Desk;
use super::acts::Drafts;
use super::error::{Error, Result};
use crate::book::{Book, Draft};
use crate::domain::acts::Fact;
use crate::domain::job::{Job, JobCloseFacts, JobState};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDate;

/// JOB: an id, a number, or words that stand in the title of one job only; of several, the one still to be had.
pub fn named(book: &Book, text: &str, day: NaiveDate) -> Result<(SubjectId, Job)> {
    if let Some(id) = book.job_named(text)?
        && let Some(job) = book.job(id)?
    {
        return Ok((id, job));
    }
    let folded = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let wanted = folded(text);
    let mut hits: Vec<(SubjectId, Job)> = book
        .jobs()?
        .into_iter()
        .filter(|(_, job)| !wanted.is_empty() && folded(&job.title()).contains(&wanted))
        .collect();
    if hits.len() > 1 {
        let exact = hits.iter().filter(|(_, job)| folded(&job.title()) == wanted).count();
        let open = |job: &Job| job.state(day) != JobState::Closed;
        if exact > 0 {
            hits.retain(|(_, job)| folded(&job.title()) == wanted);
        }
        if hits.iter().any(|(_, job)| open(job)) {
            hits.retain(|(_, job)| open(job));
        }
    }
    match hits.len() {
        0 => Err(Error::refused(say!("jobs-none-named", text = text))),
        1 => hits.pop().ok_or_else(|| Error::refused(say!("jobs-none-named", text = text))),
        _ => {
            let lines: Vec<String> = hits.iter().take(20).map(|(id, job)| line(*id, job, day)).collect();
            Err(Error::refused(format!("{}\n{}", say!("jobs-several-named", text = text), lines.join("\n"))))
        }
    }
}

/// The job with this id.
///
/// # Errors
/// That the list has none.
pub fn by_id(book: &Book, id: SubjectId) -> Result<Job> {
    book.job(id)?.ok_or_else(|| Error::refused(say!("jobs-none-named", text = id.to_string())))
}

/// 更新: the employer was asked, and the jobs are still to be had. Each is named once.
pub fn refreshing(desk: &Desk, jobs: impl IntoIterator<Item = SubjectId>) -> Result<Drafts> {
    let mut drafts: Vec<Draft> = Vec::new();
    for id in jobs {
        if drafts.iter().all(|draft| draft.subjects != [id]) {
            drafts.push(desk.draft(vec![id], Fact::Job(Box::default()))?);
        }
    }
    Ok(drafts.into())
}

/// 撤下: a job is no longer to be had, and why.
///
/// # Errors
/// That no reason is given, or that it was taken off before.
pub fn closing(desk: &Desk, id: SubjectId, job: &Job, why: &str) -> Result<Drafts> {
    if why.trim().is_empty() {
        return Err(Error::refused(say!("jobs-close-why")));
    }
    if job.closed.is_some() {
        return Err(Error::refused(say!("jobs-closed-already", job = job.title())));
    }
    let fact = Fact::JobClose(JobCloseFacts { why: Some(why.trim().to_string()) });
    Ok(desk.draft(vec![id], fact)?.into())
}
