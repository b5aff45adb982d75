//! The made-up township's list of jobs: one with every employer, renewed on Mondays, a few forgotten. It rolls no dice:
//! the story is the same with it and without it.

use super::story::Story;
use super::words::{self, CITIES, Employer};
use crate::book::Result;
use crate::domain::acts::Fact;
use crate::domain::job::{Board, JobFacts, JobSource, Sector};
use crate::domain::keys::{Channel, PlaceClass, PushResult, Sex};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use chrono::{Datelike, Weekday};

/// What the list says of the job with the n-th employer.
fn posting(n: usize, employer: &Employer) -> JobFacts {
    let city = CITIES.get(employer.city);
    let class = city.map_or(PlaceClass::Unknown, |c| c.class);
    let far = matches!(class, PlaceClass::Province | PlaceClass::Beyond);
    let sewing = matches!(employer.occupation, "缝纫工" | "家政服务员");
    let heavy = matches!(employer.occupation, "钢筋工" | "搬运工" | "护路员");
    JobFacts {
        number: Some(format!("YL{:03}", n + 1)),
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

/// The jobs, by employer.
fn postings(employers: &[Employer]) -> impl Iterator<Item = (SubjectId, JobFacts)> {
    let unit = RegionCode::parse(words::TOWNSHIP);
    employers.iter().enumerate().filter_map(move |(n, employer)| {
        let facts = posting(n, employer);
        Some((facts.subject(unit?)?, facts))
    })
}

/// The id of the job with the n-th employer.
pub fn job_with(employers: &[Employer], n: usize) -> Option<SubjectId> {
    posting(n, employers.get(n)?).subject(RegionCode::parse(words::TOWNSHIP)?)
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
        if !(first || self.is_working(self.day) && self.day.weekday() == Weekday::Mon) {
            return Ok(());
        }
        let asked = postings(&self.town.employers).enumerate().filter(|(n, _)| first || n % 9 != 4);
        let notes = asked
            .map(|(_, (id, facts))| {
                let said = if first { facts } else { JobFacts::default() };
                self.office_note(vec![id], Fact::Job(Box::new(said)))
            })
            .collect();
        self.tell(8 * 60 + 40, notes)?;
        Ok(())
    }
}
