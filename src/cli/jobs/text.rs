//! `jobs text`: what to paste into a village's chat group.

use super::matching::open_jobs;
use super::named;
use crate::book::{Asked, Book};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::{Session, village};
use crate::dispatch::{Opening, Profile, best_jobs, text_for_groups};
use crate::domain::job::JobState;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use serde_json::json;

/// Prints the text for the jobs asked for, or for those that fit most people of the village.
pub fn run(
    session: &Session,
    book: &mut Book,
    asked: &[String],
    of: Option<&str>,
    limit: usize,
) -> Result<Outcome, Failure> {
    let day = session.reading_day();
    let code = of.map(|text| village(book, text)).transpose()?;
    let mut jobs: Vec<Opening> = Vec::new();
    if asked.is_empty() {
        book.reach(day)?;
        jobs = open_jobs(book, day)?;
        let all = jobs.len();
        jobs.retain(|job| job.state == JobState::Open);
        if jobs.len() < all {
            output::tell(say!("jobs-text-left-out", count = all - jobs.len()));
        }
        let mut people = Vec::new();
        book.each_seeker(day, Asked::default(), |seeker| {
            if code.is_none_or(|code| code.contains(seeker.unit)) {
                people.push(Profile::of(seeker));
            }
        })?;
        // Those that are among the ten best of most people come first.
        let mut wanted = vec![0u32; jobs.len()];
        best_jobs(&people, &jobs, 10).iter().flatten().for_each(|m| wanted[m.job] += 1);
        let mut ranked: Vec<(u32, Opening)> = wanted.into_iter().zip(jobs).collect();
        ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        jobs = ranked.into_iter().map(|(_, job)| job).take(limit).collect();
    } else {
        for text in asked {
            let (id, job) = named(book, text, day)?;
            let opening = Opening::of(id, job, day);
            if !opening.is_open() {
                let state = opening.state.name();
                return Err(Failure::unusable(say!("jobs-not-open", job = opening.job.title(), state = state)));
            }
            if opening.state == JobState::Stale {
                output::tell(say!("jobs-text-stale", job = opening.job.title()));
            }
            jobs.push(opening);
        }
    }
    if jobs.is_empty() {
        return Err(Failure::unusable(say!("jobs-none")));
    }
    let name = code.map(|code| book.steering().unit_name(code));
    let text = text_for_groups(&jobs, name.as_deref(), day);
    if session.json {
        let ids: Vec<SubjectId> = jobs.iter().map(|job| job.id).collect();
        output::json(&json!({"jobs": ids, "village": code, "text": text}))?;
    } else {
        output::line(text)?;
    }
    Ok(Outcome::Done)
}
