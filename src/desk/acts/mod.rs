//! A day's acts: one struct per form of the console and per `record` command. Each gives drafts, which can be looked
//! at ([`Desk::preview`]) and recorded ([`Desk::record`]).

mod change;

pub use change::Change;

use super::error::{Error, Result};
use super::{Desk, who};
use crate::book::{Book, Draft, Judged, Recorded};
use crate::domain::acts::*;
use crate::domain::facts::{Wish, WorkFacts};
use crate::domain::job::{Job, JobState};
use crate::domain::keys::{Channel, Level, LossReason, Outcome, PushResult, VisitBy};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::text;
use chrono::NaiveDate;

/// What is to be recorded, as one batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drafts {
    /// The entries to be.
    pub drafts: Vec<Draft>,
    /// What the officer should know once it is recorded.
    pub notices: Vec<String>,
    /// What the officer should know before it is.
    pub beforehand: Vec<String>,
}

impl From<Vec<Draft>> for Drafts {
    fn from(drafts: Vec<Draft>) -> Self {
        Self { drafts, ..Self::default() }
    }
}

impl From<Draft> for Drafts {
    fn from(draft: Draft) -> Self {
        vec![draft].into()
    }
}

impl Desk {
    /// Records drafts as one batch: all of them, or none.
    pub fn record(&mut self, drafts: impl Into<Drafts>) -> Result<Recorded> {
        let Drafts { drafts, notices, .. } = drafts.into();
        let mut recorded = self.book.record_all(drafts)?;
        recorded.notices.extend(notices);
        Ok(recorded)
    }

    /// What recording would say of each draft, in their order: nature, notices, refusal. Nothing is written.
    pub fn preview(&self, drafts: &[Draft]) -> Result<Vec<Judged>> {
        Ok(self.book.judge(drafts)?)
    }

    /// Takes an entry back, by its hash, or a whole batch, by its name.
    pub fn withdraw(&mut self, target: &str, why: &str) -> Result<Recorded> {
        let why = text::clean(why);
        if why.trim().is_empty() {
            return Err(Error::refused(say!("cli-withdraw-why")));
        }
        let (day, officer) = (self.recording_day()?, self.officer()?);
        Ok(self.book.withdraw(target, why.trim(), day, &officer)?)
    }
}

/// Which form a beginning of work is written on; its nature is derived, whichever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// 返岗.
    #[default]
    Return,
    /// 新增就业.
    Placement,
}

/// A beginning of work, of one person or of several who go to the same job.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beginning {
    /// On which form.
    pub form: Form,
    /// Who.
    pub people: Vec<SubjectId>,
    /// Where: a code, a name, or the key of a class of places.
    pub place: String,
    /// With whom.
    pub employer: String,
    /// First day; `None` = the business day.
    pub start: Option<NaiveDate>,
    /// CNY a month.
    pub wage: Option<u32>,
    /// 工种.
    pub occupation: Option<String>,
    /// 渠道.
    pub channel: Option<Channel>,
    /// The trip that took them there.
    pub trip: Option<SubjectId>,
    /// 组织方式.
    pub organised_by: Option<String>,
    /// 兼职.
    pub part_time: bool,
}

impl Beginning {
    /// One draft for each person.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let day = desk.recording_day()?;
        let place = desk.book.gazetteer().locate(&self.place);
        if self.employer.trim().is_empty() {
            return Err(Error::refused(say!("cli-record-no-employer")));
        }
        let work = WorkFacts {
            start: Some(self.start.unwrap_or(day)),
            place: Some(self.place.into()),
            place_code: place.code,
            place_class: Some(place.class),
            employer: Some(self.employer.trim().into()),
            occupation: self.occupation.map(Into::into),
            industry: None,
            channel: self.channel,
            wage: self.wage,
            contract: None,
            organised_by: self.organised_by.map(Into::into),
            part_time: self.part_time,
            trip: self.trip,
        };
        let fact = match self.form {
            Form::Return => Fact::Return,
            Form::Placement => Fact::Placement,
        };
        let drafts = self.people.into_iter().map(|id| desk.draft(vec![id], fact(work.clone())));
        Ok(drafts.collect::<Result<Vec<_>>>()?.into())
    }
}

/// 走访 of a person or a household.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each field is the field of the record of the same name
pub struct Visit {
    pub subject: SubjectId,
    pub by: VisitBy,
    pub outcome: Outcome,
    pub need: Option<String>,
    pub next: Option<NaiveDate>,
    pub note: Option<String>,
}

impl Visit {
    /// The visit; a household is named with its member, so that it counts as visited.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let household = match self.subject.kind() {
            SubjectKind::Person => desk.book.person_on(self.subject, desk.recording_day()?)?.facts.household,
            _ => None,
        };
        let subjects = std::iter::once(self.subject).chain(household).collect();
        let Self { by, outcome, need, next, note, .. } = self;
        Ok(desk.draft(subjects, Fact::Visit(VisitFacts { by, outcome, need, next, note }))?.into())
    }
}

/// 返乡.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Who came home.
    pub person: SubjectId,
    /// When; `None` = the business day.
    pub on: Option<NaiveDate>,
    /// For good.
    pub stay: bool,
}

impl Home {
    /// The coming home.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let on = self.on.map_or_else(|| desk.recording_day(), Ok)?;
        Ok(desk.draft(vec![self.person], Fact::Home(HomeFacts { on, stay: self.stay }))?.into())
    }
}

/// 失业.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// Who lost the job.
    pub person: SubjectId,
    /// Why.
    pub reason: LossReason,
    /// First day without it; `None` = the business day.
    pub end: Option<NaiveDate>,
    /// Counts as 返乡回流 too.
    pub came_home: bool,
}

impl Loss {
    /// The loss.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let end = self.end.map_or_else(|| desk.recording_day(), Ok)?;
        let fact = Fact::Loss(LossFacts { end, reason: self.reason, came_home: self.came_home });
        Ok(desk.draft(vec![self.person], fact)?.into())
    }
}

/// 就业意愿.
#[derive(Debug, Clone, PartialEq)]
pub struct Wished {
    /// Whose.
    pub person: SubjectId,
    /// What they wish.
    pub wish: Wish,
}

impl Wished {
    /// The wish.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        Ok(desk.draft(vec![self.person], Fact::Wish(self.wish))?.into())
    }
}

/// 推荐岗位, or what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// To whom.
    pub person: SubjectId,
    /// A job of the list by its id, number or full title, or just words.
    pub job: String,
    /// What came of it, where that is known.
    pub result: Option<PushResult>,
}

impl Offer {
    /// The offer; or, where that job was offered before, its result: it is no second offer.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let Self { person, job: words, result } = self;
        let Some((job_id, job)) = who::job(&desk.book, &words)? else {
            return Ok(desk.draft(vec![person], Fact::Push(PushFacts { job: words, result }))?.into());
        };
        offers(desk, &[person], (job_id, &job), result)
    }
}

/// A job of the list offered to people, or what came of it; as [`Offer`], with the job read once.
pub fn offers(
    desk: &Desk,
    people: &[SubjectId],
    (id, job): (SubjectId, &Job),
    result: Option<PushResult>,
) -> Result<Drafts> {
    let (day, title) = (desk.recording_day()?, job.title());
    let mut out = Drafts::default();
    for person in people {
        let fact = match result {
            Some(result) if job.offered(*person).is_some() => {
                Fact::PushResult(PushResultFacts { job: title.clone(), result })
            }
            _ if job.state(day) == JobState::Closed => {
                return Err(Error::refused(say!("jobs-push-closed", job = title)));
            }
            _ => {
                if job.state(day) == JobState::Full && out.beforehand.is_empty() {
                    out.beforehand.push(say!("jobs-push-full", job = title));
                }
                Fact::Push(PushFacts { job: title.clone(), result })
            }
        };
        out.drafts.push(desk.draft(vec![*person, id], fact)?);
    }
    Ok(out)
}

/// Two records that are one person.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // in whichever order
pub struct Same {
    pub one: SubjectId,
    pub other: SubjectId,
}

impl Same {
    /// The entry that joins them; told where they differ in name and in number.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let mut ids = vec![self.one, self.other];
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < 2 {
            return Err(Error::refused(say!("cli-record-same")));
        }
        let notices = unlike(&desk.book, &ids, desk.recording_day()?)?.into_iter().collect();
        Ok(Drafts { notices, ..desk.draft(ids, Fact::Same(SameFacts {}))?.into() })
    }
}

fn unlike(book: &Book, ids: &[SubjectId], day: NaiveDate) -> Result<Option<String>> {
    let [one, other] = ids else { return Ok(None) };
    let (one, other) = (book.person_on(*one, day)?.facts, book.person_on(*other, day)?.facts);
    let unlike = one.name != other.name && one.id_no.is_some() && other.id_no.is_some() && one.id_no != other.id_no;
    let names = (one.name.unwrap_or_default(), other.name.unwrap_or_default());
    Ok(unlike.then(|| say!("cli-record-not-same", one = names.0, other = names.1)))
}

/// 零报告: a village that has nothing to report.
#[derive(Debug, Clone, PartialEq)]
pub struct Nothing {
    /// A code or a name.
    pub village: String,
}

impl Nothing {
    /// The report of nothing.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let code = who::village(&desk.book, &self.village)?;
        if code.level() != Level::Village {
            return Err(Error::refused(say!("cli-record-none-village", unit = self.village)));
        }
        let draft = desk.draft(vec![SubjectId::unit(code)], Fact::Nothing)?;
        Ok(Draft { unit: Some(code), ..draft }.into())
    }
}
