//! `jobs`: the list of jobs (岗位), who fits which and why, whom to ask first, and a text for the villages' groups.

use super::failure::{Failure, Outcome};
use super::job_lines::{as_json, fit_json, line, print_fit, seeker_json, seeker_line};
use super::output;
use super::session::{Session, person, village};
use crate::book::{Asked, Book, Draft};
use crate::dispatch::{Opening, Profile, best_jobs, fit, text_for_groups};
use crate::domain::acts::{Fact, PushFacts};
use crate::domain::job::*;
use crate::domain::keys::{PushResult, Sex};
use crate::domain::seeker::Seeker;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster;
use chrono::NaiveDate;
use serde_json::json;

#[derive(Debug, clap::Subcommand)]
pub enum Jobs {
    List {
        #[arg(long)]
        stale: bool,
        #[arg(long, conflicts_with = "stale")]
        all: bool,
    },
    Show {
        job: String,
    },
    Match {
        person: String,
        #[arg(long, value_name = "JOB")]
        job: Vec<String>,
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    Fill {
        job: String,
        #[arg(long, default_value_t = 10)]
        limit: usize,
        #[arg(long)]
        employed: bool,
        #[arg(long)]
        push: bool,
    },
    Text {
        #[arg(required_unless_present = "all")]
        jobs: Vec<String>,
        #[arg(long, conflicts_with = "jobs")]
        all: bool,
        #[arg(long, value_name = "VILLAGE")]
        village: Option<String>,
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    Add(Box<Add>),
    Close {
        job: String,
        #[arg(long)]
        why: String,
    },
    Refresh {
        #[arg(required = true)]
        jobs: Vec<String>,
    },
}

#[derive(Debug, clap::Args)]
pub struct Add {
    #[arg(long)]
    pub employer: String,
    #[arg(long)]
    pub occupation: String,
    #[arg(long, value_name = "CODE|TEXT")]
    pub place: String,
    #[arg(long)]
    pub phone: String,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub openings: u32,
    #[arg(long)]
    pub contact: Option<String>,
    #[arg(long, value_name = "N-N", value_parser = range, allow_hyphen_values = true)]
    pub wage: Option<Range>,
    #[arg(long, value_name = "N-N", value_parser = range, allow_hyphen_values = true)]
    pub age: Option<Range>,
    #[arg(long)]
    pub sex: Option<Sex>,
    #[arg(long)]
    pub skills: Option<String>,
    #[arg(long)]
    pub education: Option<String>,
    #[arg(long)]
    pub board: Option<Board>,
    #[arg(long)]
    pub sector: Option<Sector>,
    #[arg(long)]
    pub source: Option<JobSource>,
    #[arg(long)]
    pub number: Option<String>,
    #[arg(long)]
    pub posted: Option<NaiveDate>,
    #[arg(long)]
    pub closes: Option<NaiveDate>,
    #[arg(long)]
    pub note: Option<String>,
}

/// From, to: 18-45, 18-, -45, or one number, which is both.
type Range = (Option<u32>, Option<u32>);

fn range(text: &str) -> Result<Range, String> {
    let wrong = || say!("jobs-not-a-range", text = text);
    let number = |part: &str| -> Result<Option<u32>, String> {
        let part = part.trim();
        if part.is_empty() { Ok(None) } else { part.parse().map(Some).map_err(|_| wrong()) }
    };
    let found = match text.split_once(['-', '–', '—', '~', '～']) {
        Some((from, to)) => (number(from)?, number(to)?),
        None => number(text).map(|n| (n, n))?,
    };
    match found {
        (None, None) => Err(wrong()),
        (Some(from), Some(to)) if from > to => Err(wrong()),
        found => Ok(found),
    }
}

pub fn run(session: &Session, args: Jobs) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.reading_day();
    match args {
        Jobs::List { stale, all } => list(session, &book, stale, all),
        Jobs::Show { job } => super::show::page(session, &book, named(&book, &job, day)?.0, false),
        Jobs::Match { person, job, limit } => matching(session, &mut book, &person, &job, limit),
        Jobs::Fill { job, limit, employed, push } => {
            let job = named(&book, &job, day)?;
            fill(session, &mut book, job, limit, employed, push)
        }
        Jobs::Text { jobs, all: _, village, limit } => text(session, &mut book, &jobs, village.as_deref(), limit),
        Jobs::Add(add) => add_one(session, &mut book, *add),
        Jobs::Close { job, why } => {
            let (id, job) = named(&book, &job, day)?;
            if why.trim().is_empty() {
                return Err(Failure::unusable(say!("jobs-close-why")));
            }
            if job.closed.is_some() {
                return Err(Failure::unusable(say!("jobs-closed-already", job = job.title())));
            }
            let fact = Fact::JobClose(JobCloseFacts { why: Some(why.trim().to_string()) });
            let draft = session.draft(&book, vec![id], fact)?;
            let recorded = book.record(draft)?;
            output::recorded(session, &book, &recorded)
        }
        Jobs::Refresh { jobs } => {
            let mut drafts: Vec<Draft> = Vec::new();
            for text in &jobs {
                let (id, _) = named(&book, text, day)?;
                if drafts.iter().all(|draft| draft.subjects != [id]) {
                    drafts.push(session.draft(&book, vec![id], Fact::Job(Box::default()))?);
                }
            }
            let recorded = book.record_all(drafts)?;
            output::recorded(session, &book, &recorded)
        }
    }
}

/// JOB: an id, a number, or words that stand in the title of one job only; of several, the one still to be had.
pub fn named(book: &Book, text: &str, day: NaiveDate) -> Result<(SubjectId, Job), Failure> {
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
        0 => Err(Failure::unusable(say!("jobs-none-named", text = text))),
        1 => hits.pop().ok_or_else(|| Failure::unusable(say!("jobs-none-named", text = text))),
        _ => {
            let lines: Vec<String> = hits.iter().take(20).map(|(id, job)| line(*id, job, day)).collect();
            Err(Failure::unusable(format!("{}\n{}", say!("jobs-several-named", text = text), lines.join("\n"))))
        }
    }
}

/// The job of the list that goes by this id, number or full title; `None` where these are just words.
pub fn listed(book: &Book, text: &str) -> Result<Option<(SubjectId, Job)>, Failure> {
    if let Some(id) = book.job_named(text)? {
        return Ok(book.job(id)?.map(|job| (id, job)));
    }
    let folded = |text: &str| text.split_whitespace().collect::<String>();
    let mut same: Vec<(SubjectId, Job)> =
        book.jobs()?.into_iter().filter(|(_, job)| folded(&job.title()) == folded(text)).collect();
    Ok(if same.len() == 1 { same.pop() } else { None })
}

fn list(session: &Session, book: &Book, stale: bool, all: bool) -> Result<Outcome, Failure> {
    let day = session.reading_day();
    let (mut shown, mut old) = (0, 0);
    for (id, job) in book.jobs()? {
        let state = job.state(day);
        old += usize::from(state == JobState::Stale);
        let wanted = match state {
            JobState::Stale => true,
            JobState::Open => !stale,
            JobState::Full | JobState::Closed => all,
        };
        if !wanted {
            continue;
        }
        shown += 1;
        if session.json {
            output::json(&as_json(id, &job, day))?;
        } else {
            output::line(line(id, &job, day))?;
        }
    }
    if !session.json && shown == 0 {
        eprintln!("{}", if stale { say!("jobs-none-stale") } else { say!("jobs-none") });
    }
    if !session.json && !stale && old > 0 {
        eprintln!("{}", say!("jobs-some-stale", count = old));
    }
    Ok(Outcome::Done)
}

/// The jobs that are still to be had, those that pay best first: of two that fit alike the better paid is named.
fn open_jobs(book: &Book, day: NaiveDate) -> Result<Vec<Opening>, Failure> {
    let all = book.jobs()?.into_iter().map(|(id, job)| Opening::of(id, job, day));
    let mut open: Vec<Opening> = all.filter(Opening::is_open).collect();
    open.sort_by_key(|job| std::cmp::Reverse(job.best_wage()));
    Ok(open)
}

fn matching(session: &Session, book: &mut Book, who: &str, asked: &[String], limit: usize) -> Result<Outcome, Failure> {
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
                output::line(format!("     {}", super::job_lines::offer_words(offer)))?;
            }
        }
    }
    let out_of_reach = fits.iter().filter(|fit| !fit.possible).count();
    if !session.json && asked.is_empty() && out_of_reach > 0 {
        eprintln!("{}", say!("jobs-out-of-reach", count = out_of_reach));
    }
    if !session.json && order.is_empty() {
        eprintln!("{}", say!("jobs-none-fits"));
    }
    Ok(Outcome::Done)
}

fn fill(
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
        eprintln!("{}", say!("jobs-fill-found", count = found, shown = people.len(), asked = asked_before));
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
    if session.json {
        let mut out = output::recorded_json(&recorded);
        out["people"] = json.into();
        output::json(&out)?;
        return Ok(Outcome::Done);
    }
    output::recorded(session, book, &recorded)
}

fn text(
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
            eprintln!("{}", say!("jobs-text-left-out", count = all - jobs.len()));
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
                eprintln!("{}", say!("jobs-text-stale", job = opening.job.title()));
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

fn add_one(session: &Session, book: &mut Book, add: Add) -> Result<Outcome, Failure> {
    let day = session.recording_day(book)?;
    let given = |text: String| Some(text.trim().to_string()).filter(|t| !t.is_empty());
    let place = book.gazetteer().locate(&add.place);
    let phone = roster::read_phone(&add.phone.replace(' ', ""))
        .ok_or_else(|| Failure::unusable(say!("jobs-bad-phone", phone = add.phone)))?;
    let facts = JobFacts {
        number: add.number.and_then(given),
        employer: given(add.employer),
        contact: add.contact.and_then(given),
        phone: Some(phone),
        occupation: given(add.occupation),
        place: given(add.place),
        place_code: place.code,
        place_class: Some(place.class),
        sector: add.sector,
        openings: Some(add.openings),
        wage_from: add.wage.and_then(|(from, _)| from),
        wage_to: add.wage.and_then(|(_, to)| to),
        age_from: add.age.and_then(|(from, _)| from),
        age_to: add.age.and_then(|(_, to)| to),
        sex: add.sex,
        skills: add.skills.and_then(given),
        education: add.education.and_then(given),
        board: add.board,
        source: add.source,
        posted: add.posted,
        refreshed: None,
        closes: add.closes,
        note: add.note.and_then(given),
    };
    let Some(id) = facts.subject(book.unit()).filter(|_| facts.employer.is_some() && facts.occupation.is_some()) else {
        return Err(Failure::unusable(say!("jobs-add-lacks")));
    };
    if facts.closes.is_some_and(|last| last < day) {
        return Err(Failure::unusable(say!("jobs-add-over", day = day)));
    }
    let known = book.job(id)?;
    if known.is_some() && !session.json {
        eprintln!("{}", say!("jobs-add-known", job = facts.employer.clone().unwrap_or_default()));
    }
    let fact = match known {
        Some(known) => known.facts.news(&facts).unwrap_or_default(),
        None => facts,
    };
    let draft = session.draft(book, vec![id], Fact::Job(Box::new(fact)))?;
    let recorded = book.record(draft)?;
    if session.json {
        let mut out = output::recorded_json(&recorded);
        out["job"] = json!(id);
        output::json(&out)?;
        return Ok(Outcome::Done);
    }
    output::recorded(session, book, &recorded)?;
    let job = book.job(id)?.unwrap_or_default();
    output::line(line(id, &job, day))?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_people_write_them() {
        for (text, expected) in [
            ("18-45", (Some(18), Some(45))),
            ("4500～6000", (Some(4500), Some(6000))),
            ("18-", (Some(18), None)),
            ("-45", (None, Some(45))),
            ("5000", (Some(5000), Some(5000))),
        ] {
            assert_eq!(range(text), Ok(expected), "{text}");
        }
        for text in ["面议", "", "45-18", "-", "4千"] {
            assert!(range(text).is_err(), "{text}");
        }
    }
}
