//! `jobs`: the list of jobs (岗位), who fits which and why, whom to ask first, and a text for the villages' groups.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::{Book, Draft};
use crate::domain::acts::Fact;
use crate::domain::job::*;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDate;
use lines::line;

mod add;
mod lines;
mod matching;
mod text;

pub use lines::{as_json, print};

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
    Add(Box<add::Add>),
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

pub fn run(session: &Session, args: Jobs) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.reading_day();
    match args {
        Jobs::List { stale, all } => list(session, &book, stale, all),
        Jobs::Show { job } => super::show::page(session, &book, named(&book, &job, day)?.0, false),
        Jobs::Match { person, job, limit } => matching::of_person(session, &mut book, &person, &job, limit),
        Jobs::Fill { job, limit, employed, push } => {
            let job = named(&book, &job, day)?;
            matching::fill(session, &mut book, job, limit, employed, push)
        }
        Jobs::Text { jobs, all: _, village, limit } => text::run(session, &mut book, &jobs, village.as_deref(), limit),
        Jobs::Add(add) => add::run(session, &mut book, *add),
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
        output::tell(if stale { say!("jobs-none-stale") } else { say!("jobs-none") });
    }
    if !session.json && !stale && old > 0 {
        output::tell(say!("jobs-some-stale", count = old));
    }
    Ok(Outcome::Done)
}
