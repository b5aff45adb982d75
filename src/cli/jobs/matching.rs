//! `jobs match` and `jobs fill`: which jobs fit somebody, whom to ask for a job, and why.

use super::lines::{as_json, fit_json, line, offer_words, print_fit, seeker_json, seeker_line};
use super::named;
use crate::book::{Asked, Book};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::{Session, person};
use crate::dispatch::{Opening, Profile, fit};
use crate::domain::acts::{Fact, PushFacts};
use crate::domain::job::Job;
use crate::domain::keys::PushResult;
use crate::domain::seeker::Seeker;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDate;
use serde_json::json;

/// The jobs that are still to be had, those that pay best first: of two that fit alike the better paid is named.
pub fn open_jobs(book: &Book, day: NaiveDate) -> Result<Vec<Opening>, Failure> {
    let all = book.jobs()?.into_iter().map(|(id, job)| Opening::of(id, job, day));
    let mut open: Vec<Opening> = all.filter(Opening::is_open).collect();
    open.sort_by_key(|job| std::cmp::Reverse(job.best_wage()));
    Ok(open)
}

/// `jobs match`.
pub fn of_person(
    session: &Session,
    book: &mut Book,
    who: &str,
    asked: &[String],
    limit: usize,
) -> Result<Outcome, Failure> {
    let day = session.reading_day();
    let id = person(book, who, day)?;
    book.reach(day)?;
    let Some(seeker) = book.seeker(id, day)? else {
        return Err(Failure::unusable(say!("jobs-nobody", day = day)));
    };
    let who = Profile::of(seeker);
    let jobs = if asked.is_empty() {
        open_jobs(book, day)?
    } else {
        let named = asked.iter().map(|text| named(book, text, day).map(|(id, job)| Opening::of(id, job, day)));
        named.collect::<Result<_, _>>()?
    };
    let fits: Vec<_> = jobs.iter().map(|job| fit(&who, job)).collect();
    let mut order: Vec<usize> = (0..jobs.len()).filter(|n| !asked.is_empty() || fits[*n].possible).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(fits[*n].score), *n));
    if asked.is_empty() {
        order.truncate(limit);
    }
    if !session.json {
        output::line(seeker_line(book, &who.seeker))?;
    }
    for n in &order {
        if session.json {
            let mut out = as_json(jobs[*n].id, &jobs[*n].job, day);
            out["offers"] = json!(jobs[*n].job.offered(id));
            fit_json(&mut out, &fits[*n], &who, &jobs[*n]);
            output::json(&out)?;
        } else {
            output::line("")?;
            output::line(format!("{:>3}  {}", fits[*n].score, line(jobs[*n].id, &jobs[*n].job, day)))?;
            print_fit(&fits[*n], &who, &jobs[*n])?;
            if let Some(offer) = jobs[*n].job.offered(id) {
                output::line(format!("     {}", offer_words(offer)))?;
            }
        }
    }
    let out_of_reach = fits.iter().filter(|fit| !fit.possible).count();
    if !session.json && asked.is_empty() && out_of_reach > 0 {
        output::tell(say!("jobs-out-of-reach", count = out_of_reach));
    }
    if !session.json && order.is_empty() {
        output::tell(say!("jobs-none-fits"));
    }
    Ok(Outcome::Done)
}

/// `jobs fill`.
pub fn fill(
    session: &Session,
    book: &mut Book,
    (id, job): (SubjectId, Job),
    limit: usize,
    employed: bool,
    push: bool,
) -> Result<Outcome, Failure> {
    let day = if push { session.recording_day(book)? } else { session.reading_day() };
    book.reach(day)?;
    let opening = Opening::of(id, job, day);
    if !opening.is_open() {
        let state = opening.state.name();
        return Err(Failure::unusable(say!("jobs-not-open", job = opening.job.title(), state = state)));
    }
    let mut asked_before = 0;
    let mut people: Vec<(Seeker, u8)> = Vec::new();
    book.each_seeker(day, Asked { employed, unwilling: false }, |seeker| {
        let offer = opening.job.offered(seeker.id);
        if offer.is_some_and(|offer| offer.result != Some(PushResult::NotReached)) {
            asked_before += 1;
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
    let people: Vec<Profile> = people.into_iter().map(|(seeker, _)| Profile::of(seeker)).collect();
    let shown = |who: &Profile| {
        let fit = fit(who, &opening);
        let mut out = seeker_json(book, &who.seeker);
        fit_json(&mut out, &fit, who, &opening);
        out
    };
    if !session.json {
        output::line(line(id, &opening.job, day))?;
        for (n, who) in people.iter().enumerate() {
            output::line("")?;
            output::line(format!("{:>3}. {}", n + 1, seeker_line(book, &who.seeker)))?;
            print_fit(&fit(who, &opening), who, &opening)?;
        }
        output::tell(say!("jobs-fill-found", count = found, shown = people.len(), asked = asked_before));
    } else if !push {
        people.iter().try_for_each(|who| output::json(&shown(who)))?;
    }
    if !push {
        return Ok(Outcome::Done);
    }
    if people.is_empty() {
        return Err(Failure::unusable(say!("jobs-nobody-to-ask")));
    }
    let json: Vec<_> = people.iter().map(shown).collect();
    let offer = |who: &Profile| {
        let fact = Fact::Push(PushFacts { job: opening.job.title(), result: None });
        session.draft(book, vec![who.seeker.id, id], fact)
    };
    let drafts = people.iter().map(offer).collect::<Result<Vec<_>, _>>()?;
    let recorded = book.record_all(drafts)?;
    session.has_changed();
    if session.json {
        let mut out = output::recorded_json(&recorded);
        out["people"] = json.into();
        output::json(&out)?;
        return Ok(Outcome::Done);
    }
    output::recorded(session, book, &recorded)
}
