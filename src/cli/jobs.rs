//! `jobs`: the list of jobs, who fits which, and whom to ask first.

use super::failure::Failure;
use super::output;
use crate::book::Book;
use crate::domain::job::Job;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// A job as `--json` gives it.
pub fn as_json(id: SubjectId, job: &Job, day: NaiveDate) -> Value {
    let mut out = json!({"id": id, "state": job.state(day), "wanted": job.wanted(), "went": job.went()});
    out["facts"] = serde_json::to_value(&job.facts).unwrap_or_default();
    out["offers"] = serde_json::to_value(&job.offers).unwrap_or_default();
    out
}

/// A job on the screen.
pub fn print(_book: &Book, id: SubjectId, job: &Job, day: NaiveDate) -> Result<(), Failure> {
    output::line(format!("{id}  {}  {}", job.title(), job.state(day).name()))
}
