//! How long it takes to find ten jobs for each of many people, beside judging each person with each job. Nobody and
//! nothing in it is real; people, places, trades and wages are dealt by a counter, so that two runs do the same work.

use crate::figures::timed;
use crate::fixture::{dealt, pick};
use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::ItemsCount;
use zhanbao::dispatch::{Match, Opening, Profile, best_jobs, fit};
use zhanbao::domain::facts::Wish;
use zhanbao::domain::job::{Board, Job, JobFacts};
use zhanbao::domain::region::RegionCode;
use zhanbao::domain::seeker::Seeker;
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::domain::*;

const PEOPLE: u64 = 5_000;
const JOBS: u64 = 5_000;
const TEN: usize = 10;

/// A made-up trade: 300 of them, some of whose words lie within others'.
fn trade(n: usize) -> String {
    const STUFF: [&str; 20] = [
        "电子", "服装", "鞋面", "五金", "木器", "竹编", "食品", "包装", "玩具", "塑胶", "茶叶", "菌菇", "钢筋", "水泥",
        "汽车", "电器", "灯具", "纸箱", "皮具", "玻璃",
    ];
    const DOING: [&str; 15] = [
        "装配", "缝纫", "切割", "打磨", "搬运", "质检", "分拣", "采摘", "维修", "焊接", "冲压", "印刷", "注塑", "仓管",
        "保洁",
    ];
    format!("{}{}工", STUFF[n % 20], DOING[n / 20 % 15])
}

fn seeker(n: u64) -> Profile {
    let wish = Wish {
        wish: pick(n, 1, WishKey::ALL),
        signed: false,
        place: None,
        occupation: (dealt(n, 2, 3) == 0).then(|| trade(dealt(n, 3, 300)).into()),
        wage: (dealt(n, 4, 3) > 0).then(|| 2000 + 100 * dealt(n, 5, 50) as u32),
    };
    let cities = ["4419", "4403", "3302", "31", "5201", "529999"];
    Profile::of(Seeker {
        id: SubjectId::random(SubjectKind::Person, n.to_le_bytes()),
        name: "赵样一".into(),
        sex: Some(pick(n, 6, Sex::ALL)),
        age: (dealt(n, 7, 20) > 0).then(|| 16 + dealt(n, 8, 44) as u32),
        education: Some(pick(n, 9, &["小学", "初中", "高中", "中专", "大专"]).into()),
        capacity: Some(pick(n, 10, &Capacity::ALL[..3])),
        skills: (dealt(n, 11, 2) == 0).then(|| trade(dealt(n, 12, 300)).into()),
        worked_as: (0..dealt(n, 13, 4) as u64).map(|k| trade(dealt(n, 14 + k, 300)).into()).collect(),
        wish: (dealt(n, 20, 5) > 0).then_some(wish),
        wish_place: (dealt(n, 21, 3) == 0).then(|| RegionCode::parse(pick(n, 22, &cities)).unwrap()),
        phone: None,
        unit: RegionCode::parse("529999001001").unwrap(),
        group: None,
        employed: false,
        zero: false,
        kind: HouseholdKind::Lifted,
        flags: Vec::new(),
        lost: None,
    })
}

fn opening(n: u64, day: NaiveDate) -> Opening {
    let places = [
        ("东莞市", "4419", PlaceClass::Beyond),
        ("宁波市北仑区", "330206", PlaceClass::Beyond),
        ("贵阳市", "5201", PlaceClass::Province),
        ("云岭县城", "529999", PlaceClass::County),
        ("云岭镇", "529999101", PlaceClass::Township),
    ];
    let place = pick(n, 31, &places);
    let wage = 2200 + 100 * dealt(n, 32, 50) as u32;
    let facts = JobFacts {
        employer: Some(format!("样达厂{n}")),
        occupation: Some(trade(dealt(n, 33, 300))),
        place: Some(format!("{}{}号园区", place.0, dealt(n, 34, 400))),
        place_code: RegionCode::parse(place.1),
        place_class: Some(place.2),
        openings: Some(20),
        wage_from: Some(wage),
        wage_to: (dealt(n, 35, 2) == 0).then_some(wage + 800),
        age_from: (dealt(n, 36, 3) > 0).then_some(18),
        age_to: (dealt(n, 37, 3) > 0).then(|| 35 + 5 * dealt(n, 38, 5) as u32),
        sex: (dealt(n, 39, 4) == 0).then(|| pick(n, 40, Sex::ALL)),
        skills: (dealt(n, 41, 2) == 0).then(|| trade(dealt(n, 42, 300))),
        education: (dealt(n, 43, 2) == 0).then(|| pick(n, 44, &["不限", "初中及以上", "高中"]).into()),
        board: (dealt(n, 45, 3) > 0).then(|| pick(n, 46, Board::ALL)),
        refreshed: day.checked_sub_days(chrono::Days::new(dealt(n, 47, 9) as u64)),
        ..JobFacts::default()
    };
    let id = SubjectId::random(SubjectKind::Job, n.to_le_bytes());
    Opening::of(id, Job { facts, known: true, ..Job::default() }, day)
}

/// The ten best, judged one by one.
fn one_by_one(who: &Profile, jobs: &[Opening]) -> Vec<Match> {
    let judged = jobs.iter().enumerate().map(|(job, opening)| (job, fit(who, opening)));
    let possible = judged.filter(|(_, fit)| fit.possible);
    let mut all: Vec<Match> = possible.map(|(job, fit)| Match { job, score: fit.score }).collect();
    all.sort_by_key(|m| (std::cmp::Reverse(m.score), m.job));
    all.truncate(TEN);
    all
}

fn scene() -> (Vec<Profile>, Vec<Opening>) {
    let day = NaiveDate::from_ymd_opt(2026, 3, 20).unwrap();
    ((0..PEOPLE).map(seeker).collect(), (0..JOBS).map(|n| opening(n, day)).collect())
}

#[divan::bench(name = "match", sample_count = 3, sample_size = 1)]
fn best(bencher: Bencher) {
    let (people, jobs) = scene();
    bencher.counter(ItemsCount::new(PEOPLE)).bench_local(|| {
        let best = timed("match", || best_jobs(&people, &jobs, TEN));
        for n in (0..people.len()).step_by(people.len() / 20) {
            assert_eq!(best[n], one_by_one(&people[n], &jobs), "person {n}");
        }
    });
}

#[divan::bench(name = "match_one_by_one", sample_count = 1, sample_size = 1)]
fn each_with_each(bencher: Bencher) {
    let (people, jobs) = scene();
    bencher.counter(ItemsCount::new(PEOPLE)).bench_local(|| {
        timed("match_one_by_one", || people.iter().map(|who| one_by_one(who, &jobs).len()).sum::<usize>())
    });
}
