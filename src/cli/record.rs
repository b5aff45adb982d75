//! `record`: the day's work, one act at a time.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::{Session, person, trip, typed, village};
use crate::book::{Book, Draft};
use crate::domain::acts::*;
use crate::domain::facts::{Certificate, PersonFacts, Wish, WorkFacts};
use crate::domain::id_number;
use crate::domain::job::JobState;
use crate::domain::keys::{self, Capacity, Channel, Level, LossReason, PushResult, Status, VisitBy, WishKey};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{say, simplified};
use crate::roster::{self, entries};
use chrono::NaiveDate;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Record {
    Return(Work),
    Placement(Work),
    Visit {
        subject: String,
        #[arg(long, value_parser = word(entries::words::by))]
        by: VisitBy,
        #[arg(long, value_parser = word(entries::words::outcome))]
        outcome: keys::Outcome,
        #[arg(long)]
        next: Option<NaiveDate>,
        #[arg(long)]
        need: Option<String>,
        #[arg(long)]
        note: Option<String>,
    },
    Home {
        person: String,
        #[arg(long)]
        on: Option<NaiveDate>,
        #[arg(long)]
        stay: bool,
    },
    Loss {
        person: String,
        #[arg(long, value_parser = word(entries::words::reason))]
        reason: LossReason,
        #[arg(long)]
        end: Option<NaiveDate>,
        #[arg(long)]
        came_home: bool,
    },
    Push {
        person: String,
        #[arg(long)]
        job: String,
        #[arg(long)]
        result: Option<PushResult>,
    },
    Wish {
        person: String,
        #[arg(long, value_parser = word(roster::words::wish))]
        wish: WishKey,
        #[arg(long)]
        signed: bool,
        #[arg(long)]
        place: Option<String>,
        #[arg(long)]
        occupation: Option<String>,
        #[arg(long)]
        wage: Option<u32>,
    },
    Person(PersonChange),
    Same {
        one: String,
        other: String,
    },
    None {
        #[arg(long, value_name = "VILLAGE")]
        unit: String,
    },
}

#[derive(Debug, Clone, clap::Args)]
pub struct Work {
    pub person: String,
    #[arg(long, value_name = "CODE|TEXT")]
    pub place: String,
    #[arg(long)]
    pub employer: String,
    #[arg(long)]
    pub start: Option<NaiveDate>,
    #[arg(long)]
    pub wage: Option<u32>,
    #[arg(long)]
    pub occupation: Option<String>,
    #[arg(long, value_parser = word(roster::words::channel))]
    pub channel: Option<Channel>,
    #[arg(long)]
    pub trip: Option<String>,
    #[arg(long)]
    pub organised_by: Option<String>,
    #[arg(long)]
    pub part_time: bool,
}

#[derive(Debug, clap::Args)]
pub struct PersonChange {
    pub person: String,
    #[arg(long, value_parser = word(roster::words::status))]
    pub status: Option<Status>,
    #[arg(long, value_parser = word(roster::words::capacity))]
    pub capacity: Option<Capacity>,
    #[arg(long)]
    pub phone: Option<String>,
    #[arg(long, value_name = "VILLAGE")]
    pub unit: Option<String>,
    #[arg(long)]
    pub group: Option<String>,
    #[arg(long, value_name = "HOUSEHOLD")]
    pub household: Option<String>,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long, value_name = "ID")]
    pub id_no: Option<String>,
    #[arg(long)]
    pub education: Option<String>,
    #[arg(long)]
    pub skills: Option<String>,
    #[arg(long)]
    pub why_idle: Option<String>,
    #[arg(long)]
    pub graduates: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    pub certificate: Option<NaiveDate>,
    #[arg(long, value_name = "NUMBER", requires = "certificate")]
    pub certificate_no: Option<String>,
}

/// Reads a word of the field by its key or its name, or as people write it in their tables.
fn word<T>(also: fn(&str) -> Option<T>) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: std::str::FromStr<Err = String>,
{
    move |text| text.parse().or_else(|error| also(text).or_else(|| also(&simplified(text))).ok_or(error))
}

pub fn run(session: &Session, args: Record) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.recording_day(&book)?;
    let mut doubt = None;
    let draft = match args {
        Record::Return(work) => begin(session, &book, work, Fact::Return)?,
        Record::Placement(work) => begin(session, &book, work, Fact::Placement)?,
        Record::Visit { subject, by, outcome, next, need, note } => {
            let subjects = visited(&book, &subject, day)?;
            session.draft(&book, subjects, Fact::Visit(VisitFacts { by, outcome, need, next, note }))?
        }
        Record::Home { person: who, on, stay } => {
            let id = person(&book, &who, day)?;
            session.draft(&book, vec![id], Fact::Home(HomeFacts { on: on.unwrap_or(day), stay }))?
        }
        Record::Loss { person: who, reason, end, came_home } => {
            let id = person(&book, &who, day)?;
            session.draft(&book, vec![id], Fact::Loss(LossFacts { end: end.unwrap_or(day), reason, came_home }))?
        }
        Record::Push { person: who, job, result } => pushed(session, &book, &who, &job, result)?,
        Record::Wish { person: who, wish, signed, place, occupation, wage } => {
            let id = person(&book, &who, day)?;
            session.draft(&book, vec![id], Fact::Wish(Wish { wish, signed, place, occupation, wage }))?
        }
        Record::Person(change) => changed(session, &book, change)?,
        Record::Same { one, other } => {
            let mut ids = vec![person(&book, &one, day)?, person(&book, &other, day)?];
            ids.sort_unstable();
            ids.dedup();
            if ids.len() < 2 {
                return Err(Failure::unusable(say!("cli-record-same")));
            }
            doubt = unlike(&book, &ids, day)?;
            session.draft(&book, ids, Fact::Same(SameFacts {}))?
        }
        Record::None { unit } => {
            let code = village(&book, &unit)?;
            if code.level() != Level::Village {
                return Err(Failure::unusable(say!("cli-record-none-village", unit = unit)));
            }
            Draft { unit: Some(code), ..session.draft(&book, vec![SubjectId::unit(code)], Fact::Nothing)? }
        }
    };
    let mut recorded = book.record(draft)?;
    recorded.notices.extend(doubt);
    output::recorded(session, &book, &recorded)
}

/// What is told where two records that are said to be one differ in name and in number.
fn unlike(book: &Book, ids: &[SubjectId], day: NaiveDate) -> Result<Option<String>, Failure> {
    let [one, other] = ids else { return Ok(None) };
    let (one, other) = (book.person_on(*one, day)?.facts, book.person_on(*other, day)?.facts);
    let unlike = one.name != other.name && one.id_no.is_some() && other.id_no.is_some() && one.id_no != other.id_no;
    let names = (one.name.unwrap_or_default(), other.name.unwrap_or_default());
    Ok(unlike.then(|| say!("cli-record-not-same", one = names.0, other = names.1)))
}

/// PERSON|HOUSEHOLD of a visit: the household is named with its member, so that it counts as visited.
fn visited(book: &Book, text: &str, day: NaiveDate) -> Result<Vec<SubjectId>, Failure> {
    if let Some(household) = book.household_named(text)? {
        return Ok(vec![household]);
    }
    let id = person(book, text, day)?;
    let household = book.person_on(id, day)?.facts.household;
    Ok(std::iter::once(id).chain(household).collect())
}

/// An offer. The job is one of the list, by its id, number or full title, or else just words. What comes of an offer
/// made before is recorded as that: it is no second offer.
fn pushed(
    session: &Session,
    book: &Book,
    who: &str,
    words: &str,
    result: Option<PushResult>,
) -> Result<Draft, Failure> {
    let day = session.recording_day(book)?;
    let id = person(book, who, day)?;
    let Some((job_id, job)) = super::jobs::listed(book, words)? else {
        return session.draft(book, vec![id], Fact::Push(PushFacts { job: words.to_string(), result }));
    };
    let title = job.title();
    if let (Some(result), Some(_)) = (result, job.offered(id)) {
        let fact = Fact::PushResult(PushResultFacts { job: title, result });
        return session.draft(book, vec![id, job_id], fact);
    }
    if job.state(day) == JobState::Closed {
        return Err(Failure::unusable(say!("jobs-push-closed", job = title)));
    }
    if job.state(day) == JobState::Full {
        output::tell(say!("jobs-push-full", job = title));
    }
    session.draft(book, vec![id, job_id], Fact::Push(PushFacts { job: title, result }))
}

fn begin(session: &Session, book: &Book, args: Work, fact: fn(WorkFacts) -> Fact) -> Result<Draft, Failure> {
    let day = session.recording_day(book)?;
    let id = person(book, &args.person, day)?;
    let place = book.gazetteer().locate(&args.place);
    let trip = args.trip.as_deref().map(|t| trip(book, t)).transpose()?;
    if args.employer.trim().is_empty() {
        return Err(Failure::unusable(say!("cli-record-no-employer")));
    }
    let work = WorkFacts {
        start: Some(args.start.unwrap_or(day)),
        place: Some(args.place),
        place_code: place.code,
        place_class: Some(place.class),
        employer: Some(args.employer.trim().to_string()),
        occupation: args.occupation,
        industry: None,
        channel: args.channel,
        wage: args.wage,
        contract: None,
        organised_by: args.organised_by,
        part_time: args.part_time,
        trip,
    };
    session.draft(book, vec![id], fact(work))
}

fn changed(session: &Session, book: &Book, change: PersonChange) -> Result<Draft, Failure> {
    let day = session.recording_day(book)?;
    let id = person(book, &change.person, day)?;
    let id_no = match &change.id_no {
        Some(text) => {
            let reading = id_number::read(text, day).map_err(|e| Failure::unusable(e.message()))?;
            if book.find(reading.id.as_str(), 2, day)?.iter().any(|hit| hit.id != id) {
                return Err(Failure::unusable(say!("cli-record-id-taken")));
            }
            Some(reading.id)
        }
        None => None,
    };
    let phone = match change.phone.as_deref() {
        Some(text) => Some(
            roster::read_phone(&text.replace(' ', ""))
                .ok_or_else(|| Failure::unusable(say!("cli-record-no-phone", text = typed(text))))?,
        ),
        None => None,
    };
    let household = match &change.household {
        Some(text) => {
            Some(book.household_named(text)?.unwrap_or(SubjectId::derived(SubjectKind::Household, text.trim())))
        }
        None => None,
    };
    let facts = PersonFacts {
        name: change.name,
        id_no: id_no.map(|id| id.as_str().to_string()),
        sex: id_no.map(|id| id.sex()),
        birth: id_no.map(|id| id.birth()),
        status: change.status,
        capacity: change.capacity,
        phone,
        village: change.unit.as_deref().map(|text| village(book, text)).transpose()?,
        group: change.group,
        household,
        education: change.education,
        skills: change.skills,
        why_idle: change.why_idle,
        graduates: change.graduates,
        certificate: change.certificate.map(|date| Certificate { number: change.certificate_no, date }),
        ..PersonFacts::default()
    };
    if facts == PersonFacts::default() {
        return Err(Failure::unusable(say!("cli-record-no-change")));
    }
    session.draft(book, vec![id], Fact::Person(Box::new(facts)))
}
