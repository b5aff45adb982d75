//! How a job, and an offer of it, is told on one line. No ID number is among it.

use crate::dispatch::wages_of;
use crate::domain::job::{Job, Offer};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text::pad;
use chrono::NaiveDate;

/// As much of an id as a command needs.
fn short(id: SubjectId) -> String {
    id.to_string().chars().take(8).collect()
}

/// A job on one line.
pub fn line(id: SubjectId, job: &Job, day: NaiveDate) -> String {
    let facts = &job.facts;
    let heard = facts.refreshed.map(|on| on.format("%m-%d").to_string()).unwrap_or_default();
    let wanted = job.wanted().map_or(String::new(), |n| say!("jobs-line-wanted", count = n));
    let id = facts.number.clone().unwrap_or_else(|| short(id));
    format!(
        "{} {} {} {} {} {} {heard}",
        pad(&id, 8),
        pad(&job.state(day).name(), 6),
        pad(&job.title(), 23),
        pad(facts.place.as_deref().unwrap_or("-"), 10),
        pad(&wages_of(facts), 15),
        pad(&wanted, 7),
    )
}

/// An offer in a few words.
pub fn offer_words(offer: &Offer) -> String {
    match offer.result {
        Some(result) => say!("jobs-offered-result", day = offer.day, result = result.name()),
        None => say!("jobs-offered", day = offer.day),
    }
}
