//! The list of jobs: which one is meant.

use super::Result;
use crate::book::Book;
use crate::domain::job::Job;
use crate::domain::subject::SubjectId;

/// The job of the list that goes by this id, number or full title; `None` where these are just words.
pub fn listed(book: &Book, text: &str) -> Result<Option<(SubjectId, Job)>> {
    if let Some(id) = book.job_named(text)? {
        return Ok(book.job(id)?.map(|job| (id, job)));
    }
    let folded = |text: &str| text.split_whitespace().collect::<String>();
    let mut same: Vec<(SubjectId, Job)> =
        book.jobs()?.into_iter().filter(|(_, job)| folded(&job.title()) == folded(text)).collect();
    Ok(if same.len() == 1 { same.pop() } else { None })
}
