//! Which jobs fit somebody, and whom to ask for a job.

use super::super::error::{Error, Result};
use super::named;
use crate::book::{Asked, Book};
use crate::desk::{Desk, who};
use crate::dispatch::{Fit, Opening, Profile, fit};
use crate::domain::job::Job;
use crate::domain::keys::PushResult;
use crate::domain::seeker::Seeker;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDate;

/// The jobs that are still to be had, those that pay best first: of two that fit alike the better paid is named.
pub fn open_jobs(book: &Book, day: NaiveDate) -> Result<Vec<Opening>> {
    let all = book.jobs()?.into_iter().map(|(id, job)| Opening::of(id, job, day));
    let mut open: Vec<Opening> = all.filter(Opening::is_open).collect();
    open.sort_by_key(|job| std::cmp::Reverse(job.best_wage()));
    Ok(open)
}

/// Somebody with jobs held against them.
#[derive(Debug, Clone)]
pub struct Suiting {
    /// Who.
    pub who: Profile,
    /// The jobs, those that fit best first.
    pub jobs: Vec<(Opening, Fit)>,
    /// So many of those looked at do not fit by age or sex.
    pub out_of_reach: usize,
}

/// Holds jobs against somebody, best first; of those that fit alike, in their order.
///
/// # Errors
/// That nobody of this id is on the roster by then.
pub fn suit(desk: &mut Desk, id: SubjectId, jobs: impl FnOnce(&Book) -> Result<Vec<Opening>>) -> Result<Suiting> {
    let day = desk.reading_day();
    desk.book.reach(day)?;
    let Some(seeker) = desk.book.seeker(id, day)? else {
        return Err(Error::refused(say!("jobs-nobody", day = day)));
    };
    let who = Profile::of(seeker);
    let held = |job: Opening| {
        let fit = fit(&who, &job);
        (job, fit)
    };
    let mut jobs: Vec<(Opening, Fit)> = jobs(&desk.book)?.into_iter().map(held).collect();
    jobs.sort_by_key(|(_, fit)| std::cmp::Reverse(fit.score));
    let out_of_reach = jobs.iter().filter(|(_, fit)| !fit.possible).count();
    Ok(Suiting { who, jobs, out_of_reach })
}

/// Which open jobs fit somebody, so many of them; or these ones, whether they fit or not.
///
/// # Errors
/// That nobody, or no job, goes by what was typed.
pub fn suiting(desk: &mut Desk, typed: &str, asked: &[String], limit: usize) -> Result<Suiting> {
    let day = desk.reading_day();
    let id = who::person(&desk.book, typed, day)?;
    let mut found = suit(desk, id, |book| match asked {
        [] => open_jobs(book, day),
        asked => asked.iter().map(|text| named(book, text, day).map(|(id, job)| Opening::of(id, job, day))).collect(),
    })?;
    if asked.is_empty() {
        found.jobs.retain(|(_, fit)| fit.possible);
        found.jobs.truncate(limit);
    }
    Ok(found)
}

/// Whom to ask for a job.
#[derive(Debug, Clone)]
pub struct Filling {
    /// The job.
    pub opening: Opening,
    /// Whom to ask first, first; with how well it fits.
    pub people: Vec<(Profile, Fit)>,
    /// So many fit and were not asked, shown or not.
    pub found: usize,
    /// So many were asked before.
    pub asked: usize,
}

/// Whom to ask for a job on a day: whoever needs it most first, then whom it fits best. Whoever was asked is left out,
/// unless they could not be reached.
///
/// # Errors
/// That the job is not to be had.
pub fn fill(
    desk: &mut Desk,
    (id, job): (SubjectId, Job),
    day: NaiveDate,
    limit: usize,
    employed: bool,
) -> Result<Filling> {
    desk.book.reach(day)?;
    let opening = Opening::of(id, job, day);
    if !opening.is_open() {
        let state = opening.state.name();
        return Err(Error::refused(say!("jobs-not-open", job = opening.job.title(), state = state)));
    }
    let mut asked = 0;
    let mut people: Vec<(Seeker, u8)> = Vec::new();
    desk.book.each_seeker(day, Asked { employed, unwilling: false }, |seeker| {
        let offer = opening.job.offered(seeker.id);
        if offer.is_some_and(|offer| offer.result != Some(PushResult::NotReached)) {
            asked += 1;
            return;
        }
        let who = Profile::of(seeker);
        let fit = fit(&who, &opening);
        if fit.possible {
            people.push((who.seeker, fit.score));
        }
    })?;
    let found = people.len();
    people.sort_by_key(|(seeker, score)| (seeker.employed, seeker.turn(), std::cmp::Reverse(*score), seeker.id));
    people.truncate(limit);
    let held = |(seeker, _): (Seeker, u8)| {
        let who = Profile::of(seeker);
        let fit = fit(&who, &opening);
        (who, fit)
    };
    let people = people.into_iter().map(held).collect();
    Ok(Filling { opening, people, found, asked })
}
