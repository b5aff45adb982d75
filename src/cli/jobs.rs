//! `jobs`: the list of jobs (岗位), who fits which and why, whom to ask first, and a text for the villages' groups.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::Desk;
use crate::desk::jobs::{self, line, named};
use crate::domain::job::JobState;
use crate::locale::say;

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
    let mut desk = session.desk()?;
    let day = desk.reading_day();
    match args {
        Jobs::List { stale, all } => list(session, &desk, stale, all),
        Jobs::Show { job } => super::show::page(session, &desk.book, named(&desk.book, &job, day)?.0, false),
        Jobs::Match { person, job, limit } => matching::of_person(session, &mut desk, &person, &job, limit),
        Jobs::Fill { job, limit, employed, push } => {
            let job = named(&desk.book, &job, day)?;
            matching::fill(session, &mut desk, job, limit, employed, push)
        }
        Jobs::Text { jobs, all: _, village, limit } => text::run(session, &mut desk, &jobs, village.as_deref(), limit),
        Jobs::Add(add) => add::run(session, &mut desk, *add),
        Jobs::Close { job, why } => {
            let (id, job) = named(&desk.book, &job, day)?;
            let drafts = jobs::closing(&desk, id, &job, &why)?;
            let recorded = desk.record(drafts)?;
            output::recorded(session, &desk.book, &recorded)
        }
        Jobs::Refresh { jobs: typed } => {
            let named = typed.iter().map(|text| named(&desk.book, text, day).map(|(id, _)| id));
            let ids = named.collect::<Result<Vec<_>, _>>()?;
            let drafts = jobs::refreshing(&desk, ids)?;
            let recorded = desk.record(drafts)?;
            output::recorded(session, &desk.book, &recorded)
        }
    }
}

fn list(session: &Session, desk: &Desk, stale: bool, all: bool) -> Result<Outcome, Failure> {
    let day = desk.reading_day();
    let (mut shown, mut old) = (0, 0);
    for (id, job) in desk.book.jobs()? {
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
