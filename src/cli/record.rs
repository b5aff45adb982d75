//! `record`: the day's work, one act at a time.

use super::args::{PersonChange, Record, Work};
use super::failure::{Failure, Outcome};
use super::output;
use super::session::{Session, person, trip, village};
use crate::book::{Book, Draft};
use crate::domain::acts::*;
use crate::domain::facts::{Certificate, PersonFacts, Wish, WorkFacts};
use crate::domain::id_number;
use crate::domain::job::JobState;
use crate::domain::keys::PushResult;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::roster;

pub fn run(session: &Session, args: Record) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.recording_day(&book)?;
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
                return Err(Failure::unusable("两个写的是同一条登记;请用编号(p…)分别指明"));
            }
            session.draft(&book, ids, Fact::Same(SameFacts {}))?
        }
        Record::None { unit } => {
            let code = village(&book, &unit)?;
            Draft { unit: Some(code), ..session.draft(&book, vec![SubjectId::unit(code)], Fact::Nothing)? }
        }
    };
    let recorded = book.record(draft)?;
    output::recorded(session, &book, &recorded)
}

/// PERSON|HOUSEHOLD of a visit: the household is named with its member, so that it counts as visited.
fn visited(book: &Book, text: &str, day: chrono::NaiveDate) -> Result<Vec<SubjectId>, Failure> {
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
        eprintln!("{}", say!("jobs-push-full", job = title));
    }
    session.draft(book, vec![id, job_id], Fact::Push(PushFacts { job: title, result }))
}

fn begin(session: &Session, book: &Book, args: Work, fact: fn(WorkFacts) -> Fact) -> Result<Draft, Failure> {
    let day = session.recording_day(book)?;
    let id = person(book, &args.person, day)?;
    let place = book.gazetteer().locate(&args.place);
    let trip = args.trip.as_deref().map(|t| trip(book, t)).transpose()?;
    if args.employer.trim().is_empty() {
        return Err(Failure::unusable("单位不能为空;请填 --employer"));
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
                return Err(Failure::unusable("名册里已有这个证件号码的另一个人;先核对是不是同一人"));
            }
            Some(reading.id)
        }
        None => None,
    };
    let phone = match change.phone.as_deref() {
        Some(text) => Some(
            roster::read_phone(&text.replace(' ', ""))
                .ok_or_else(|| Failure::unusable(format!("“{text}”不是电话号码:手机 11 位,座机为区号加 7 至 8 位")))?,
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
        return Err(Failure::unusable("没有写明要变更什么;例如 --phone、--status、--unit"));
    }
    session.draft(book, vec![id], Fact::Person(Box::new(facts)))
}
