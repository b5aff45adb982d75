//! `jobs match` and `jobs fill`: which jobs fit somebody, whom to ask for a job, and why.

use super::lines::{as_json, fit_json, print_fit, seeker_json, seeker_line};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::Desk;
use crate::desk::jobs::{self, line, offer_words};
use crate::dispatch::{Fit, Profile};
use crate::domain::acts::{Fact, PushFacts};
use crate::domain::job::Job;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use serde_json::json;

/// `jobs match`.
pub fn of_person(
    session: &Session,
    desk: &mut Desk,
    who: &str,
    asked: &[String],
    limit: usize,
) -> Result<Outcome, Failure> {
    let day = desk.reading_day();
    let found = jobs::suiting(desk, who, asked, limit)?;
    let who = &found.who;
    if !session.json {
        output::line(seeker_line(&desk.book, &who.seeker))?;
    }
    for (opening, fit) in &found.jobs {
        let offer = opening.job.offered(who.seeker.id);
        if session.json {
            let mut out = as_json(opening.id, &opening.job, day);
            out["offers"] = json!(offer);
            fit_json(&mut out, fit, who, opening);
            output::json(&out)?;
        } else {
            output::line("")?;
            output::line(format!("{:>3}  {}", fit.score, line(opening.id, &opening.job, day)))?;
            print_fit(fit, who, opening)?;
            if let Some(offer) = offer {
                output::line(format!("     {}", offer_words(offer)))?;
            }
        }
    }
    if !session.json && asked.is_empty() && found.out_of_reach > 0 {
        output::tell(say!("jobs-out-of-reach", count = found.out_of_reach));
    }
    if !session.json && found.jobs.is_empty() {
        output::tell(say!("jobs-none-fits"));
    }
    Ok(Outcome::Done)
}

/// `jobs fill`.
pub fn fill(
    session: &Session,
    desk: &mut Desk,
    (id, job): (SubjectId, Job),
    limit: usize,
    employed: bool,
    push: bool,
) -> Result<Outcome, Failure> {
    let day = if push { desk.recording_day()? } else { desk.reading_day() };
    let jobs::Filling { opening, people, found, asked } = jobs::fill(desk, (id, job), day, limit, employed)?;
    let shown = |(who, fit): &(Profile, Fit)| {
        let mut out = seeker_json(&desk.book, &who.seeker);
        fit_json(&mut out, fit, who, &opening);
        out
    };
    if !session.json {
        output::line(line(id, &opening.job, day))?;
        for (n, (who, fit)) in people.iter().enumerate() {
            output::line("")?;
            output::line(format!("{:>3}. {}", n + 1, seeker_line(&desk.book, &who.seeker)))?;
            print_fit(fit, who, &opening)?;
        }
        output::tell(say!("jobs-fill-found", count = found, shown = people.len(), asked = asked));
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
    let offer = |(who, _): &(Profile, Fit)| {
        let fact = Fact::Push(PushFacts { job: opening.job.title(), result: None });
        desk.draft(vec![who.seeker.id, id], fact)
    };
    let drafts = people.iter().map(offer).collect::<Result<Vec<_>, _>>()?;
    let recorded = desk.record(drafts)?;
    session.has_changed();
    if session.json {
        let mut out = output::recorded_json(&recorded);
        out["people"] = json.into();
        output::json(&out)?;
        return Ok(Outcome::Done);
    }
    output::recorded(session, &desk.book, &recorded)
}
