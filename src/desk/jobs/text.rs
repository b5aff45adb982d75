//! What to paste into a village's chat group.

use super::super::error::{Error, Result};
use super::{named, open_jobs};
use crate::book::Asked;
use crate::desk::Desk;
use crate::dispatch::{Opening, Profile, best_jobs, text_for_groups};
use crate::domain::job::JobState;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;

/// See the module.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupText {
    /// The jobs in it.
    pub jobs: Vec<SubjectId>,
    /// The text.
    pub text: String,
}

/// The text for the jobs asked for, or for those that fit most people of the village; `told` hears what should be known
/// before it is sent.
///
/// # Errors
/// That no such job is to be had.
pub fn group_text(
    desk: &mut Desk,
    asked: &[String],
    village: Option<RegionCode>,
    limit: usize,
    mut told: impl FnMut(String),
) -> Result<GroupText> {
    let day = desk.reading_day();
    let mut jobs: Vec<Opening> = Vec::new();
    if asked.is_empty() {
        desk.book.reach(day)?;
        jobs = open_jobs(&desk.book, day)?;
        let all = jobs.len();
        jobs.retain(|job| job.state == JobState::Open);
        if jobs.len() < all {
            told(say!("jobs-text-left-out", count = all - jobs.len()));
        }
        let mut people = Vec::new();
        desk.book.each_seeker(day, Asked::default(), |seeker| {
            if village.is_none_or(|code| code.contains(seeker.unit)) {
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
            let (id, job) = named(&desk.book, text, day)?;
            let opening = Opening::of(id, job, day);
            if !opening.is_open() {
                let state = opening.state.name();
                return Err(Error::refused(say!("jobs-not-open", job = opening.job.title(), state = state)));
            }
            if opening.state == JobState::Stale {
                told(say!("jobs-text-stale", job = opening.job.title()));
            }
            jobs.push(opening);
        }
    }
    if jobs.is_empty() {
        return Err(Error::refused(say!("jobs-none")));
    }
    let name = village.map(|code| desk.book.steering().unit_name(code));
    let text = text_for_groups(&jobs, name.as_deref(), day);
    Ok(GroupText { jobs: jobs.iter().map(|job| job.id).collect(), text })
}
