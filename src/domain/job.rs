//! A job (岗位) that an employer offers, folded from the entries that name it: what the list last said of it, when it
//! was last heard of, who was asked and what they said. Knows nothing of people but their ids.

use super::acts::Fact;
use super::entry::Event;
use super::kept;
use super::keys::{PlaceClass, PushResult, Sex, vocabulary};
use super::region::RegionCode;
use super::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A job that nobody has heard of for so many days is stale: lists are renewed weekly (S1).
pub const STALE_DAYS: i64 = 7;

vocabulary! {
    /// 产业 that a job belongs to (GB/T 4754 三次产业划分).
    Sector { Primary = "1", "第一产业"; Secondary = "2", "第二产业"; Tertiary = "3", "第三产业"; }
}
vocabulary! {
    /// 来源: where a job was collected (S4 二).
    JobSource { Local = "local", "内拓"; Outside = "outside", "外输"; Cooperation = "cooperation", "东西部协作"; }
}
vocabulary! {
    /// 包吃住: what the employer gives beside the wage.
    Board { Both = "both", "包吃住"; Meals = "meals", "包吃"; Lodging = "lodging", "包住"; None = "none", "不包吃住"; }
}
vocabulary! {
    /// 状态 of a job on a day.
    JobState { Open = "open", "在招"; Stale = "stale", "待更新"; Full = "full", "已招满"; Closed = "closed", "已截止"; }
}

/// What is said of a job (kind `job`). A field that is present sets, one that is absent says nothing; an entry that
/// sets nothing says that the job is still to be had.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobFacts {
    /// 岗位编号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// 联系人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// 联系电话.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 工种.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// 地点 as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Its region code where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_code: Option<RegionCode>,
    /// Its class as seen from the township, fixed when it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_class: Option<PlaceClass>,
    /// 产业.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// 招聘人数.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openings: Option<u32>,
    /// Lowest monthly wage, CNY.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wage_from: Option<u32>,
    /// Highest monthly wage, CNY.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wage_to: Option<u32>,
    /// Youngest, in full years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_from: Option<u32>,
    /// Oldest, in full years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_to: Option<u32>,
    /// 性别 asked for; `None` = either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// 技能要求, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<String>,
    /// 学历要求, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<String>,
    /// 包吃住.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub board: Option<Board>,
    /// 来源.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<JobSource>,
    /// 发布; the first day in the book where nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub posted: Option<NaiveDate>,
    /// 更新; the business day of the entry where nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub refreshed: Option<NaiveDate>,
    /// 截止: the last day on which one can apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub closes: Option<NaiveDate>,
    /// 备注.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl JobFacts {
    /// The id of the job that these facts describe, in the book of this unit: by its number, else by employer,
    /// occupation and place. `None` where an employer or an occupation is missing and there is no number.
    pub fn subject(&self, unit: RegionCode) -> Option<SubjectId> {
        let key = match plain(&self.number) {
            Some(number) => format!("{unit} {number}"),
            None => {
                let (employer, occupation) = (plain(&self.employer)?, plain(&self.occupation)?);
                format!("{unit} {employer}|{occupation}|{}", plain(&self.place).unwrap_or_default())
            }
        };
        Some(SubjectId::derived(SubjectKind::Job, &key))
    }

    /// What `new` says that is not so yet, `posted` and `refreshed` aside; `None` where it says nothing new.
    pub fn news(&self, new: &JobFacts) -> Option<JobFacts> {
        let mut out = JobFacts::default();
        macro_rules! differ {
            ($($field:ident)+) => {
                $(if new.$field.is_some() && new.$field != self.$field { out.$field.clone_from(&new.$field); })+
            };
        }
        differ!(number employer contact phone occupation place place_code place_class sector openings wage_from wage_to
            age_from age_to sex skills education board source closes note);
        (out != JobFacts::default()).then_some(out)
    }

    fn set(&mut self, new: &JobFacts) {
        macro_rules! take {
            ($($field:ident)+) => { $(if new.$field.is_some() { self.$field.clone_from(&new.$field); })+ };
        }
        take!(number employer contact phone occupation place place_code place_class sector openings wage_from wage_to
            age_from age_to sex skills education board source posted closes note);
    }
}

/// Without blanks and in half-width letters: how people write a number or a firm's name must not make another job.
fn plain(text: &Option<String>) -> Option<String> {
    let half = crate::text::half_width(text.as_deref()?).to_lowercase();
    let out: String = half.chars().filter(|c| !c.is_whitespace()).collect();
    (!out.is_empty()).then_some(out)
}

/// 撤下: the job is no longer to be had (kind `job_close`). A later list that names it opens it again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobCloseFacts {
    /// 原因.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Somebody to whom the job was offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Who.
    pub person: SubjectId,
    /// Business day of the last offer.
    #[serde(with = "kept::day")]
    pub day: NaiveDate,
    /// What came of it, once it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub result: Option<PushResult>,
}

/// A job.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Job {
    /// As last said; `posted` and `refreshed` are filled in.
    pub facts: JobFacts,
    /// An entry has said what job it is.
    pub known: bool,
    /// Taken off the list on this day, and why.
    pub closed: Option<(NaiveDate, Option<String>)>,
    /// Who was asked, in the order of their first offer.
    pub offers: Vec<Offer>,
}

impl Job {
    /// Folds a job's events (in business order, the withdrawn left out).
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut out = Self::default();
        events.into_iter().for_each(|event| out.apply(event));
        out
    }

    /// Folds one event.
    pub fn apply(&mut self, event: &Event) {
        let day = event.day();
        match &event.fact {
            Fact::Job(new) => {
                self.facts.set(new);
                self.facts.posted.get_or_insert(day);
                // A date ahead would keep a job fresh for ever.
                let heard = new.refreshed.map_or(day, |said| said.min(day));
                self.facts.refreshed = self.facts.refreshed.max(Some(heard));
                self.known |= self.facts.employer.is_some() || self.facts.occupation.is_some();
                self.closed = None;
            }
            Fact::JobClose(close) => self.closed = Some((day, close.why.clone())),
            Fact::Push(push) => self.offer(event, push.result, true),
            Fact::PushResult(push) => self.offer(event, Some(push.result), false),
            _ => {}
        }
    }

    fn offer(&mut self, event: &Event, result: Option<PushResult>, again: bool) {
        let Some(person) = event.subject(SubjectKind::Person) else { return };
        let day = event.day();
        match self.offers.iter_mut().find(|offer| offer.person == person) {
            Some(offer) => {
                offer.result = result.or(offer.result);
                if again {
                    offer.day = day;
                    offer.result = result;
                }
            }
            None => self.offers.push(Offer { person, day, result }),
        }
    }

    /// The offer made to somebody.
    pub fn offered(&self, person: SubjectId) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.person == person)
    }

    /// How many of those asked went.
    pub fn went(&self) -> usize {
        self.offers.iter().filter(|offer| offer.result == Some(PushResult::Went)).count()
    }

    /// How many are still wanted; `None` where the list does not say how many there were.
    pub fn wanted(&self) -> Option<u32> {
        self.facts.openings.map(|openings| openings.saturating_sub(self.went() as u32))
    }

    /// How it stands on a day: whoever is closed, or full, is not stale.
    pub fn state(&self, day: NaiveDate) -> JobState {
        let over = self.facts.closes.is_some_and(|last| last < day);
        let withdrawn = self.closed.as_ref().is_some_and(|(on, _)| *on <= day);
        if over || withdrawn {
            JobState::Closed
        } else if self.wanted() == Some(0) {
            JobState::Full
        } else if self.facts.refreshed.is_some_and(|heard| (day - heard).num_days() >= STALE_DAYS) {
            JobState::Stale
        } else {
            JobState::Open
        }
    }

    /// Employer and occupation, as offers name the job.
    pub fn title(&self) -> String {
        let parts = [self.facts.employer.as_deref(), self.facts.occupation.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::acts::{PushFacts, PushResultFacts};
    use super::super::entry::{DeviceId, Hash, Order};
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, d).unwrap()
    }

    fn said(d: u32, people: &[u64], fact: Fact) -> Event {
        let order = Order { day: day(d), at: 0, device: DeviceId::default(), seq: 0, hash: Hash::default() };
        let person = |n: &u64| SubjectId::random(SubjectKind::Person, n.to_le_bytes());
        let unit = RegionCode::parse("529999001").unwrap();
        Event { order, subjects: people.iter().map(person).collect(), unit, fact }
    }

    fn listed() -> JobFacts {
        JobFacts {
            employer: Some("样达电子厂".into()),
            occupation: Some("装配工".into()),
            openings: Some(2),
            wage_from: Some(4500),
            ..JobFacts::default()
        }
    }

    fn job(d: u32, facts: JobFacts) -> Event {
        said(d, &[], Fact::Job(Box::new(facts)))
    }

    fn asked(d: u32, n: u64, result: Option<PushResult>) -> Event {
        said(d, &[n], Fact::Push(PushFacts { job: "装配工".into(), result }))
    }

    fn answered(d: u32, n: u64, result: PushResult) -> Event {
        said(d, &[n], Fact::PushResult(PushResultFacts { job: "装配工".into(), result }))
    }

    #[test]
    fn a_job_not_heard_of_for_a_week_is_stale_until_the_list_comes_again() {
        let first = Job::fold(&[job(2, listed())]);
        assert_eq!((first.facts.posted, first.facts.refreshed), (Some(day(2)), Some(day(2))));
        assert_eq!((first.state(day(8)), first.state(day(9))), (JobState::Open, JobState::Stale));
        let again = Job::fold(&[job(2, listed()), job(9, JobFacts::default())]);
        assert_eq!((again.state(day(15)), again.state(day(16))), (JobState::Open, JobState::Stale));
        assert_eq!(again.facts.wage_from, Some(4500), "what is not said anew stays");
        assert_eq!(again.facts.posted, Some(day(2)));
        let ahead = job(2, JobFacts { refreshed: Some(day(30)), ..listed() });
        assert_eq!(Job::fold(&[ahead]).state(day(9)), JobState::Stale, "a date ahead keeps nothing fresh");
    }

    #[test]
    fn a_job_closes_after_its_last_day_or_when_it_is_taken_off() {
        let until = Job::fold(&[job(2, JobFacts { closes: Some(day(5)), ..listed() })]);
        assert_eq!((until.state(day(5)), until.state(day(6))), (JobState::Open, JobState::Closed));
        let off = said(4, &[], Fact::JobClose(JobCloseFacts { why: Some("已招满".into()) }));
        let gone = Job::fold(&[job(2, listed()), off.clone()]);
        assert_eq!((gone.state(day(3)), gone.state(day(4))), (JobState::Open, JobState::Closed));
        assert_eq!(Job::fold(&[job(2, listed()), off, job(6, listed())]).state(day(6)), JobState::Open);
    }

    #[test]
    fn a_job_is_full_when_as_many_went_as_were_wanted() {
        use PushResult::*;
        let events = [job(2, listed()), asked(3, 1, None), asked(3, 2, Some(Went)), answered(4, 1, Considering)];
        let open = Job::fold(&events);
        assert_eq!((open.went(), open.wanted(), open.state(day(4))), (1, Some(1), JobState::Open));
        let full = Job::fold(events.iter().chain(&[answered(5, 1, Went)]));
        assert_eq!((full.state(day(5)), full.offers.len()), (JobState::Full, 2));
        assert_eq!(
            Job::fold(&[job(2, JobFacts { openings: None, ..listed() }), asked(3, 2, Some(Went))]).wanted(),
            None
        );
    }

    #[test]
    fn one_job_has_one_id_however_its_list_writes_it() {
        let unit = RegionCode::parse("529999001").unwrap();
        let id = |facts: &JobFacts| facts.subject(unit);
        let spaced = JobFacts { employer: Some(" 样达 电子厂".into()), ..listed() };
        assert_eq!(id(&listed()), id(&spaced));
        assert_ne!(id(&listed()), id(&JobFacts { place: Some("东莞".into()), ..listed() }));
        let numbered = JobFacts { number: Some("A１２".into()), ..listed() };
        let same = JobFacts { number: Some("a12 ".into()), employer: None, ..listed() };
        assert_eq!(id(&numbered), id(&same));
        assert_eq!(id(&JobFacts { employer: None, ..listed() }), None);
        let written = id(&numbered).unwrap().to_string();
        assert!(written.starts_with('j') && SubjectId::parse(&written) == id(&numbered));
    }

    #[test]
    fn only_what_differs_is_news() {
        assert_eq!(listed().news(&listed()), None);
        let raised = JobFacts { wage_from: Some(5000), refreshed: Some(day(9)), ..listed() };
        let news = JobFacts { wage_from: Some(5000), ..JobFacts::default() };
        assert_eq!(listed().news(&raised), Some(news));
    }

    #[test]
    fn bodies_of_offers_written_before_there_was_a_list_still_read() {
        let old = Fact::read("push", r#"{"batch":3,"job":"12"}"#);
        assert_eq!(old, Fact::Push(PushFacts { job: "12".into(), result: None }));
        assert_eq!(old.write(3).unwrap(), r#"{"batch":3,"job":"12"}"#);
    }
}
