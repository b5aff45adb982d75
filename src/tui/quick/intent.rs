//! What the quick line is about to record, without whom: it is looked at before, recorded, and repeated for the next
//! person. Dates stand as they were typed and are read at the desk.

use super::Act;
use crate::desk::acts::{Beginning, Drafts, Form, Home, Loss, Visit};
use crate::desk::trips::Addition;
use crate::desk::{Desk, Error};
use crate::domain::facts::WorkFacts;
use crate::domain::keys::{Channel, LossReason, Outcome, VisitBy};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text::{self, near_date};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A piece of work as the line has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // each field is the field of the record of the same name
pub struct Job {
    pub employer: String,
    pub place: String,
    pub wage: Option<u32>,
    pub start: String,
    pub occupation: String,
    pub channel: Option<Channel>,
}

impl From<WorkFacts> for Job {
    fn from(work: WorkFacts) -> Self {
        Self {
            employer: work.employer.unwrap_or_default().into(),
            place: work.place.unwrap_or_default().into(),
            wage: work.wage,
            start: String::new(),
            occupation: work.occupation.unwrap_or_default().into(),
            channel: work.channel,
        }
    }
}

impl Job {
    /// Whether it can be recorded.
    pub fn complete(&self) -> bool {
        !self.employer.trim().is_empty() && !self.place.trim().is_empty()
    }
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each field is the field of the record of the same name
pub enum Intent {
    Visit { by: VisitBy, outcome: Outcome, note: String, next: String, need: String },
    Work { act: Act, job: Job },
    Loss { reason: LossReason, came_home: bool, end: String },
    Home { stay: bool, on: String },
    Bus { trip: SubjectId, number: String, employer: String },
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

fn day(typed: &str, desk: &Desk) -> Result<Option<NaiveDate>, Error> {
    let Some(typed) = some(typed) else { return Ok(None) };
    match near_date(&typed, desk.book.today()) {
        Some(day) => Ok(Some(day)),
        None => Err(Error::refused(say!("quick-no-date", text = typed))),
    }
}

impl Intent {
    /// Which act it is.
    pub fn act(&self) -> Act {
        match self {
            Self::Visit { .. } => Act::Visit,
            Self::Work { act, .. } => *act,
            Self::Loss { .. } => Act::Loss,
            Self::Home { .. } => Act::Home,
            Self::Bus { .. } => Act::Bus,
        }
    }

    /// The same for somebody else: what was said of one person only is left out.
    pub fn repeated(&self) -> Self {
        let mut same = self.clone();
        match &mut same {
            Self::Visit { note, next, need, .. } => [note, next, need].into_iter().for_each(String::clear),
            Self::Work { job, .. } => job.start.clear(),
            Self::Loss { end, .. } => end.clear(),
            Self::Home { on, .. } => on.clear(),
            Self::Bus { .. } => {}
        }
        same
    }

    /// The draft for one person, or one household.
    ///
    /// # Errors
    /// What the desk refuses, and dates that cannot be read.
    pub fn drafts(&self, id: SubjectId, desk: &Desk) -> Result<Drafts, Error> {
        match self {
            Self::Visit { by, outcome, note, next, need } => Visit {
                subject: id,
                by: *by,
                outcome: *outcome,
                need: some(need),
                next: day(next, desk)?,
                note: some(note),
            }
            .drafts(desk),
            Self::Work { act, job } => Beginning {
                form: if *act == Act::Return { Form::Return } else { Form::Placement },
                people: vec![id],
                place: job.place.trim().to_string(),
                employer: job.employer.clone(),
                start: day(&job.start, desk)?,
                wage: job.wage,
                occupation: some(&job.occupation),
                channel: job.channel,
                ..Beginning::default()
            }
            .drafts(desk),
            Self::Loss { reason, came_home, end } => {
                Loss { person: id, reason: *reason, end: day(end, desk)?, came_home: *came_home }.drafts(desk)
            }
            Self::Home { stay, on } => Home { person: id, on: day(on, desk)?, stay: *stay }.drafts(desk),
            Self::Bus { trip, employer, .. } => {
                Addition { people: vec![id], employer: some(employer).map(Into::into), ..Addition::to(*trip) }
                    .drafts(desk)
            }
        }
    }

    /// What it says besides act and nature, on one line.
    pub fn told(&self) -> String {
        match self {
            Self::Visit { by, outcome, .. } => format!("{} {}", by.name(), outcome.name()),
            Self::Work { job, .. } => {
                let wage = job.wage.map(|wage| say!("quick-yuan", wage = text::group(i64::from(wage))));
                let place = crate::desk::words::place(&job.place);
                [Some(job.employer.clone()), Some(place), wage].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            Self::Loss { reason, .. } => reason.name(),
            Self::Home { stay: true, .. } => say!("quick-home-stay"),
            Self::Home { .. } => say!("quick-home-now"),
            Self::Bus { number, .. } => number.clone(),
        }
    }
}
