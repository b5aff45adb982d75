//! The made-up office's list of jobs: one with every employer, renewed on Mondays, a few forgotten; every quarter the
//! old ones are taken off and there is a new list. It rolls no dice: the story is the same with it and without it.

use super::story::Story;
use super::town::Town;
use super::words::{CITIES, Employer};
use crate::book::Result;
use crate::domain::acts::Fact;
use crate::domain::job::{Board, JobCloseFacts, JobFacts, JobSource, Sector};
use crate::domain::keys::{Channel, PlaceClass, PushResult, Sex};
use crate::domain::subject::SubjectId;
use chrono::{Datelike, NaiveDate, Weekday};

/// Every so many days there is a new list, from the next Monday on.
const RENEWED: i64 = 90;

/// The list in force.
#[derive(Debug, Clone, Copy)]
pub struct JobList {
    /// How many there were before it.
    pub round: u32,
    /// Since when it is in force.
    pub since: NaiveDate,
}

/// What a list says of the job with the n-th employer.
fn posting(round: u32, n: usize, employer: &Employer) -> JobFacts {
    let city = CITIES.get(employer.city);
    let class = city.map_or(PlaceClass::Unknown, |c| c.class);
    let far = matches!(class, PlaceClass::Province | PlaceClass::Beyond);
    let sewing = matches!(employer.occupation, "缝纫工" | "家政服务员");
    let heavy = matches!(employer.occupation, "钢筋工" | "搬运工" | "护路员");
    JobFacts {
        number: Some(if round == 0 { format!("YL{:03}", n + 1) } else { format!("YL{round}-{:03}", n + 1) }),
        employer: Some(employer.name.clone()),
        contact: Some(["王经理(演示)", "李主管(演示)", "张师傅(演示)"][n % 3].into()),
        phone: Some(format!("1990000{:04}", 9000 + n)),
        occupation: Some(employer.occupation.into()),
        place: city.map(|c| c.name.into()),
        place_code: city.and_then(|c| c.code()),
        place_class: Some(class),
        sector: Some(match employer.industry {
            "农林牧渔业" => Sector::Primary,
            "制造业" | "建筑业" => Sector::Secondary,
            _ => Sector::Tertiary,
        }),
        openings: Some(3 + (n * 7 % 28) as u32),
        wage_from: Some(employer.wage),
        wage_to: (!n.is_multiple_of(3)).then_some(employer.wage + 1200),
        age_from: Some(if far { 18 } else { 16 }),
        age_to: Some(if far { 45 + (n % 3) as u32 * 5 } else { 59 }),
        sex: if sewing { Some(Sex::Female) } else { heavy.then_some(Sex::Male) },
        skills: n.is_multiple_of(4).then(|| format!("熟练{}", employer.occupation)),
        education: (n % 5 == 1).then(|| "初中及以上".into()),
        board: far.then_some(if n % 7 == 3 { Board::Lodging } else { Board::Both }),
        source: Some(match (employer.channel, class) {
            (Channel::Enterprise, PlaceClass::Beyond) if n % 6 == 2 => JobSource::Cooperation,
            (_, PlaceClass::Beyond | PlaceClass::Province) => JobSource::Outside,
            _ => JobSource::Local,
        }),
        ..JobFacts::default()
    }
}

/// The jobs of a list, by employer.
fn postings(town: &Town, round: u32) -> impl Iterator<Item = (SubjectId, JobFacts)> {
    town.employers.iter().enumerate().filter_map(move |(n, employer)| {
        let facts = posting(round, n, employer);
        Some((facts.subject(town.land.unit)?, facts))
    })
}

/// The id of the job with the n-th employer.
pub fn job_with(town: &Town, round: u32, n: usize) -> Option<SubjectId> {
    posting(round, n, town.employers.get(n)?).subject(town.land.unit)
}

/// What somebody said at once when a job was offered; most say it later, to the employer.
pub fn answer(who: usize, job: usize) -> Option<PushResult> {
    match (who + 3 * job) % 8 {
        0 | 1 => Some(PushResult::Considering),
        2 => Some(PushResult::NotReached),
        3 => Some(PushResult::Unsuitable),
        _ => None,
    }
}

impl Story {
    /// On the first day the list is entered; on Mondays the employers are asked, all but a few.
    pub fn job_list(&mut self) -> Result<()> {
        let first = self.day == self.first;
        let monday = self.is_working(self.day) && self.day.weekday() == Weekday::Mon;
        if !first && !monday {
            return Ok(());
        }
        let mut notes = Vec::new();
        let renewed = (self.day - self.list.since).num_days() >= RENEWED;
        if renewed {
            let over = Fact::JobClose(JobCloseFacts { why: Some("已招满".into()) });
            let old = postings(&self.town, self.list.round);
            notes.extend(old.map(|(id, _)| self.office_note(vec![id], over.clone())));
            self.list = JobList { round: self.list.round + 1, since: self.day };
        }
        let entered = first || renewed;
        let asked = postings(&self.town, self.list.round).enumerate().filter(|(n, _)| entered || n % 9 != 4);
        notes.extend(asked.map(|(_, (id, facts))| {
            let said = if entered { facts } else { JobFacts::default() };
            self.office_note(vec![id], Fact::Job(Box::new(said)))
        }));
        self.tell(8 * 60 + 40, notes)?;
        Ok(())
    }
}
