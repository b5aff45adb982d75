//! A made-up township for whole-program tests: people, a clock that can be set, and an officer's usual acts.

#![allow(dead_code)] // each test file uses its own part of it

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use zhanbao::book::{Book, Draft, Error, ImportPlan, Options, Recorded, RosterLine, Vector};
use zhanbao::domain::acts::{Fact, HomeFacts, LossFacts, SealFacts, UnitFacts, VisitFacts};
use zhanbao::domain::entry::{DeviceId, Entry};
use zhanbao::domain::facts::{HouseholdFacts, PersonFacts, RosterFacts, StatedWork, WorkFacts};
use zhanbao::domain::keys::*;
use zhanbao::domain::region::RegionCode;
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::report::{self, Rendered, Report};

/// Who records.
pub const OFFICER: &str = "网格员甲";
/// The township's villages.
pub const VILLAGES: [&str; 2] = ["上寨村", "下寨村"];

/// A day of 2026.
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// The township whose book it is; no county has the number 529999.
pub fn township() -> RegionCode {
    RegionCode::parse("529999001").unwrap()
}

/// The n-th village.
pub fn village(n: usize) -> RegionCode {
    RegionCode::parse(&format!("529999001{:03}", n + 1)).unwrap()
}

/// A clock that stands where it is put.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<DateTime<FixedOffset>>>);

impl Clock {
    /// Nine in the morning of a day.
    pub fn at(day: NaiveDate) -> Self {
        Self(Arc::new(Mutex::new(nine(day))))
    }

    /// Puts it to nine in the morning of a day.
    pub fn morning(&self, day: NaiveDate) {
        *self.0.lock().unwrap() = nine(day);
    }

    /// Moves it on.
    pub fn later(&self, minutes: i64) {
        *self.0.lock().unwrap() += Duration::minutes(minutes);
    }

    /// Options of a book that reads this clock, `skew` minutes off, and writes as a device of its own.
    pub fn options(&self, device: u8, skew: i64) -> Options {
        let hand = self.0.clone();
        Options {
            clock: Box::new(move || *hand.lock().unwrap() + Duration::minutes(skew)),
            devices: None,
            device: Some(DeviceId([device; 16])),
            ..Options::default()
        }
    }
}

fn nine(day: NaiveDate) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(8 * 3600).unwrap();
    day.and_hms_opt(9, 0, 0).unwrap().and_local_timezone(zone).unwrap()
}

/// Somebody made up.
#[derive(Debug, Clone)]
pub struct Someone {
    pub name: String,
    pub id_no: String,
    pub born: NaiveDate,
    pub household: usize,
    pub village: usize,
    pub capacity: Capacity,
    pub employer: Option<&'static str>,
}

impl Someone {
    /// Under which id the book has them.
    pub fn id(&self) -> SubjectId {
        SubjectId::derived(SubjectKind::Person, &self.id_no)
    }

    /// Their household's id.
    pub fn household(&self) -> SubjectId {
        household(self.household)
    }

    /// Their row of a roster.
    pub fn row(&self, as_of: NaiveDate) -> RosterLine {
        let work = match self.employer {
            Some(employer) => StatedWork::Working(WorkFacts {
                start: Some(day(1, 5)),
                place_class: Some(PlaceClass::Beyond),
                employer: Some(employer.into()),
                channel: Some(Channel::Enterprise),
                wage: Some(4200),
                ..WorkFacts::default()
            }),
            None => StatedWork::Idle,
        };
        RosterLine {
            household_village: None,
            id_no: self.id_no.clone().into(),
            household_no: format!("H{:03}", self.household).into(),
            facts: RosterFacts {
                as_of,
                person: PersonFacts {
                    name: Some(self.name.clone().into()),
                    id_no: Some(self.id_no.clone().into()),
                    sex: Some(Sex::Female),
                    birth: Some(self.born),
                    capacity: Some(self.capacity),
                    ..PersonFacts::default()
                },
                household: HouseholdFacts { kind: Some(HouseholdKind::Lifted), ..HouseholdFacts::default() },
                work: Some(work),
                spells: Vec::new(),
                home: None,
                returned: None,
                cleared: Vec::new(),
            }
            .into(),
            village: Some(VILLAGES[self.village].into()),
        }
    }
}

/// The n-th household's id.
pub fn household(n: usize) -> SubjectId {
    SubjectId::derived(SubjectKind::Household, &format!("H{n:03}"))
}

/// A valid 18-digit number of somebody who does not exist.
pub fn id_number(born: NaiveDate, n: usize) -> String {
    let digits = format!("529999{}{n:03}", born.format("%Y%m%d"));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

/// `n` made-up people, three to a household, one in three at work, with somebody about to turn 16 and somebody about
/// to turn 60.
pub fn people(n: usize) -> Vec<Someone> {
    (0..n)
        .map(|i| {
            let born = match i {
                6 => NaiveDate::from_ymd_opt(2010, 3, 8),
                7 => NaiveDate::from_ymd_opt(1966, 3, 10),
                _ => NaiveDate::from_ymd_opt(1980 + (i % 20) as i32, 1 + (i % 12) as u32, 1 + (i % 28) as u32),
            }
            .unwrap();
            Someone {
                name: format!("龙{}", ["一妹", "二", "三叔", "四", "五香", "六", "小七", "八爷"][i % 8]),
                id_no: id_number(born, i),
                born,
                household: i / 3,
                village: i / 3 % VILLAGES.len(),
                capacity: if i % 5 == 4 { Capacity::Weak } else { Capacity::Ordinary },
                employer: (i % 3 == 0).then_some("宁波甲厂"),
            }
        })
        .collect()
}

/// A new book with its villages, and these people as a roster of 1 March says.
pub fn book(path: &Path, options: Options, people: &[Someone]) -> Book {
    let mut book = Book::create(path, township(), options).unwrap();
    book.found("甲乡", OFFICER, day(3, 1)).unwrap();
    let villages = VILLAGES
        .iter()
        .enumerate()
        .map(|(n, name)| (village(n), UnitFacts { name: (*name).into(), level: Level::Village, local: false }))
        .collect();
    book.import_units(villages, day(3, 1), OFFICER).unwrap();
    import(&mut book, day(3, 1), people.iter().map(|p| p.row(day(3, 1))));
    book
}

/// Brings roster rows in.
pub fn import(book: &mut Book, on: NaiveDate, rows: impl IntoIterator<Item = RosterLine>) {
    let rows: Vec<RosterLine> = rows.into_iter().collect();
    let plan = ImportPlan { day: on, officer: OFFICER, rows: rows.len(), dry_run: false };
    book.import(plan, |sink| {
        rows.into_iter().for_each(sink);
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// Something to be recorded by the usual officer, for the village of its subject.
pub fn draft(day: NaiveDate, subjects: Vec<SubjectId>, fact: Fact) -> Draft {
    Draft { day, officer: OFFICER.into(), unit: None, subjects, fact }
}

/// A visit at home that found nothing new.
pub fn visit(on: NaiveDate, who: &Someone) -> Draft {
    let facts = VisitFacts {
        by: VisitBy::Home,
        outcome: Outcome::Unchanged,
        need: None,
        next: None,
        note: Some("在家".into()),
    };
    draft(on, vec![who.id(), who.household()], Fact::Visit(facts))
}

/// Came home for now.
pub fn home(on: NaiveDate, who: &Someone) -> Draft {
    draft(on, vec![who.id()], Fact::Home(HomeFacts { on, stay: false }))
}

/// Lost the job.
pub fn loss(on: NaiveDate, who: &Someone) -> Draft {
    let facts = LossFacts { end: on, reason: LossReason::LaidOff, came_home: false };
    draft(on, vec![who.id()], Fact::Loss(facts))
}

/// Where somebody works from a day on.
pub fn work(employer: &str, start: NaiveDate) -> WorkFacts {
    WorkFacts {
        start: Some(start),
        place_class: Some(PlaceClass::Beyond),
        employer: Some(employer.into()),
        channel: Some(Channel::Enterprise),
        wage: Some(4500),
        ..WorkFacts::default()
    }
}

/// Went to work.
pub fn placement(on: NaiveDate, who: &Someone, employer: &str) -> Draft {
    draft(on, vec![who.id()], Fact::Placement(work(employer, on)))
}

/// The day's report, unsealed.
pub fn report_of(book: &mut Book, on: NaiveDate) -> Report {
    report::build(book, on, OFFICER, false).unwrap()
}

/// Closes a day as the command does: figures, checks, bytes.
pub fn seal(book: &mut Book, on: NaiveDate) -> (Report, Recorded) {
    let seen = book.vector().unwrap();
    let model = report::build(book, on, OFFICER, true).unwrap();
    let recorded = book.seal(on, OFFICER, facts_of(&model, seen)).unwrap();
    (model, recorded)
}

/// What a seal keeps of a report; `seen` is what the book knew before the report was made.
pub fn facts_of(model: &Report, seen: Vector) -> SealFacts {
    let Rendered { json, txt, md } = report::render(model).unwrap();
    let facts = serde_json::json!({"issue": model.issue, "seen": seen.0, "report": json, "txt": txt, "md": md});
    serde_json::from_value(facts).unwrap()
}

/// Every entry of a book.
pub fn entries(book: &Book) -> Vec<Entry> {
    let mut out = Vec::new();
    book.each_entry(|entry, _| {
        out.push(entry);
        Ok(())
    })
    .unwrap();
    out
}

/// Takes in everything that another book has, as a bundle.
pub fn bring(from: &Book, to: &mut Book) {
    let mut bundle = Vec::new();
    from.bundle(&Default::default(), &mut bundle).unwrap();
    to.merge(&mut bundle.as_slice()).unwrap();
}

/// Takes in what this book lacks by its own word.
pub fn bring_news(from: &Book, to: &mut Book) {
    let mut bundle = Vec::new();
    from.bundle(&to.vector().unwrap(), &mut bundle).unwrap();
    to.merge(&mut bundle.as_slice()).unwrap();
}

/// The book is whole.
pub fn assert_whole(book: &mut Book) {
    let verified = book.verify().unwrap();
    assert_eq!(verified.problems, Vec::<String>::new(), "{}", book.path().display());
}

/// A folder that goes when the test ends, and a path in it.
pub fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("book.zb");
    (dir, path)
}
