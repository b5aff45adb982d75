use super::*;
use crate::domain::facts::Wish;
use crate::domain::job::{Board, Job, JobFacts};
use crate::domain::keys::*;
use crate::domain::region::RegionCode;
use crate::domain::seeker::Seeker;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 20).unwrap()
}

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn somebody(n: u64) -> Seeker {
    Seeker {
        id: SubjectId::random(SubjectKind::Person, n.to_le_bytes()),
        name: "赵样一".into(),
        sex: Some(Sex::Female),
        age: Some(38),
        education: Some("初中".into()),
        capacity: Some(Capacity::Ordinary),
        skills: Some("缝纫".into()),
        worked_as: Vec::new(),
        wish: Some(Wish { wish: WishKey::Local, signed: false, place: None, occupation: None, wage: Some(2500) }),
        wish_place: None,
        phone: None,
        unit: code("529999001001"),
        group: None,
        employed: false,
        zero: false,
        kind: HouseholdKind::Lifted,
        flags: Vec::new(),
        lost: None,
    }
}

fn workshop() -> Job {
    let facts = JobFacts {
        employer: Some("样田帮扶车间".into()),
        occupation: Some("缝纫工".into()),
        place: Some("样田村".into()),
        place_code: Some(code("529999001001")),
        place_class: Some(PlaceClass::Township),
        wage_from: Some(2400),
        wage_to: Some(3000),
        age_to: Some(55),
        phone: Some("0859-0000000".into()),
        refreshed: Some(day()),
        ..JobFacts::default()
    };
    Job { facts, known: true, ..Job::default() }
}

fn opening(job: Job) -> Opening {
    Opening::of(SubjectId::derived(SubjectKind::Job, "1"), job, day())
}

fn change(edit: impl FnOnce(&mut JobFacts)) -> Opening {
    let mut job = workshop();
    edit(&mut job.facts);
    opening(job)
}

fn verdict(of: Criterion, who: &Seeker, job: &Opening) -> Verdict {
    let found = fit(&Profile::of(who.clone()), job).verdicts;
    found.into_iter().find(|(criterion, _)| *criterion == of).unwrap().1
}

#[test]
fn work_near_home_fits_who_wants_to_stay_and_can_sew() {
    let who = Profile::of(somebody(1));
    let fitted = fit(&who, &opening(workshop()));
    assert!(fitted.possible);
    let not: Vec<_> = fitted.verdicts.iter().filter(|(_, v)| *v != Verdict::Fits).collect();
    assert_eq!(not, [&(Criterion::Place, Verdict::Unknown)], "no place was named");
    let far = change(|f| f.place_class = Some(PlaceClass::Beyond));
    assert_eq!(verdict(Criterion::Wish, &who.seeker, &far), Verdict::Not);
    assert!(fit(&who, &far).possible && fit(&who, &far).score < fitted.score, "a wish excludes nothing");
}

#[test]
fn age_and_sex_exclude_and_what_nobody_said_does_not() {
    let mut who = somebody(1);
    for (asked, age, possible) in [((18, 35), Some(38), false), ((18, 38), Some(38), true), ((18, 35), None, true)] {
        who.age = age;
        let job = change(|f| (f.age_from, f.age_to) = (Some(asked.0), Some(asked.1)));
        assert_eq!(fit(&Profile::of(who.clone()), &job).possible, possible, "{asked:?} {age:?}");
    }
    for (sex, possible) in [(Some(Sex::Female), false), (None, true), (Some(Sex::Male), true)] {
        who = Seeker { sex, ..somebody(1) };
        let job = change(|f| f.sex = Some(Sex::Male));
        assert_eq!(fit(&Profile::of(who.clone()), &job).possible, possible, "{sex:?}");
    }
    let late = change(|f| f.closes = day().pred_opt());
    assert!(!fit(&Profile::of(somebody(1)), &late).possible);
}

#[test]
fn each_criterion_is_judged_by_what_was_said() {
    use Verdict::*;
    let who = somebody(1);
    for (of, job, expected) in [
        // What they have worked as answers for what is asked of that work.
        (Criterion::Skill, change(|f| f.skills = Some("会踩电车".into())), Fits),
        (Criterion::Skill, change(|f| (f.skills, f.occupation) = (Some("叉车证".into()), None)), Not),
        (Criterion::Wage, change(|f| f.wage_to = Some(2450)), Not),
        (Criterion::Wage, change(|f| (f.wage_from, f.wage_to) = (None, None)), Unknown),
        (Criterion::Education, change(|f| f.education = Some("高中以上".into())), Not),
        (Criterion::Education, change(|f| f.education = Some("初中".into())), Fits),
        (Criterion::Board, change(|f| f.place_class = Some(PlaceClass::Beyond)), Unknown),
        (Criterion::Wish, change(|f| f.place_class = None), Unknown),
    ] {
        assert_eq!(verdict(of, &who, &job), expected, "{of:?} {:?}", job.job.facts);
    }
    let weak = Seeker { capacity: Some(Capacity::Weak), ..somebody(1) };
    assert_eq!(verdict(Criterion::Capacity, &weak, &opening(workshop())), Fits);
    let far = change(|f| f.place_class = Some(PlaceClass::Beyond));
    assert_eq!(verdict(Criterion::Capacity, &weak, &far), Not);
    let to_ningbo = Seeker { wish_place: Some(code("3302")), ..somebody(1) };
    let in_beilun = change(|f| f.place_code = Some(code("330206")));
    assert_eq!(verdict(Criterion::Place, &to_ningbo, &in_beilun), Fits);
    assert_eq!(verdict(Criterion::Place, &to_ningbo, &opening(workshop())), Not);
}

#[test]
fn everything_that_fits_comes_to_a_hundred() {
    assert_eq!(Criterion::ALL.iter().map(|of| u32::from(super::fit::weight(*of))).sum::<u32>(), 100);
    let mut who = somebody(1);
    who.wish_place = Some(code("529999001"));
    who.wish = who.wish.map(|wish| Wish { occupation: Some("缝纫".into()), ..wish });
    assert_eq!(fit(&Profile::of(who), &opening(workshop())).score, 100);
}

#[test]
fn every_reason_is_told_in_words() {
    let who = Profile::of(Seeker { education: None, ..somebody(1) });
    let job = change(|f| (f.education, f.sex) = (Some("初中".into()), Some(Sex::Female)));
    let told: Vec<String> = fit(&who, &job).verdicts.iter().map(|(of, v)| reason(*of, *v, &who, &job)).collect();
    assert_eq!(told[0], "年龄 38,要求 55 岁以下");
    assert!(told.contains(&"期望 2500 元,给 2400-3000 元/月".to_string()), "{told:?}");
    assert!(told.contains(&"学历 未填,要求 初中".to_string()), "{told:?}");
}

#[test]
fn a_text_for_a_group_has_the_telephone_and_nobody_s_data() {
    let text = text_for_groups(&[opening(workshop())], Some("样田村"), day());
    let expected = "【招工信息】样田村 3月20日\n\n1. 样田帮扶车间 缝纫工\n2400-3000 元/月\n地点:样田村\n要求:55 岁以下\n电话:0859-0000000\n\n想去的乡亲请联系村干部,或直接拨打电话。";
    assert_eq!(text, expected);
}

fn any_job() -> impl Strategy<Value = Job> {
    let place = select(vec![
        ("样田村", Some("529999001001"), PlaceClass::Township),
        ("宁波北仑", Some("330206"), PlaceClass::Beyond),
        ("浙江", Some("33"), PlaceClass::Beyond),
        ("贵阳", Some("5201"), PlaceClass::Province),
        ("海边某厂", None, PlaceClass::Unknown),
    ]);
    let work = select(vec!["缝纫工", "叉车司机", "保洁员", "普工", "电子装配工"]);
    let skills = of(select(vec!["不限", "熟练缝纫", "叉车证", "电焊、叉车"]));
    let schooling = of(select(vec!["不限", "初中", "高中以上", "另议"]));
    let numbers = (of(0u32..6000), of(0u32..6000), of(16u32..40), of(30u32..60));
    let rest =
        (of(select(Sex::ALL.to_vec())), of(select(Board::ALL.to_vec())), of(0u64..20), of(0i64..10), of(0u32..2));
    (place, of(work), skills, schooling, numbers, rest).prop_map(|(place, work, skills, schooling, numbers, rest)| {
        let facts = JobFacts {
            employer: Some("样达厂".into()),
            occupation: work.map(Into::into),
            place: Some(place.0.into()),
            place_code: place.1.map(code),
            place_class: Some(place.2),
            skills: skills.map(Into::into),
            education: schooling.map(Into::into),
            wage_from: numbers.0,
            wage_to: numbers.1,
            age_from: numbers.2,
            age_to: numbers.3,
            sex: rest.0,
            board: rest.1,
            refreshed: rest.2.map(|ago| day() - chrono::Days::new(ago)),
            closes: rest.3.map(|ahead| day() + chrono::Duration::days(ahead - 2)),
            openings: rest.4,
            ..JobFacts::default()
        };
        Job { facts, known: true, ..Job::default() }
    })
}

fn any_wish() -> impl Strategy<Value = Wish> {
    let occupation = of(select(vec!["普工", "缝纫工", "开叉车"]));
    let place = of(select(vec!["宁波", "海边", "样田村"]));
    (select(WishKey::ALL.to_vec()), place, occupation, of(0u32..6000)).prop_map(|(wish, place, occupation, wage)| {
        Wish { wish, signed: false, place: place.map(Into::into), occupation: occupation.map(Into::into), wage }
    })
}

fn anybody() -> impl Strategy<Value = Profile> {
    let known = (of(select(Sex::ALL.to_vec())), of(15u32..62), of(select(Capacity::ALL.to_vec())));
    let words = (
        of(select(vec!["缝纫", "会开叉车", "电焊 叉车", "无"])),
        of(select(vec!["电子装配", "保洁"])),
        of(select(vec!["小学", "初中", "本科", "不详"])),
    );
    (known, words, of(any_wish())).prop_map(|(known, words, wish)| {
        let wish_place = match wish.as_ref().and_then(|w| w.place.as_deref()) {
            Some("宁波") => Some(code("3302")),
            Some("样田村") => Some(code("529999001001")),
            _ => None,
        };
        Profile::of(Seeker {
            sex: known.0,
            age: known.1,
            capacity: known.2,
            skills: words.0.map(Into::into),
            worked_as: words.1.map(Into::into).into_iter().collect(),
            education: words.2.map(Into::into),
            wish,
            wish_place,
            ..somebody(1)
        })
    })
}

/// The best, judged one by one.
fn one_by_one(who: &Profile, jobs: &[Opening], limit: usize) -> Vec<Match> {
    let mut all: Vec<Match> = jobs
        .iter()
        .enumerate()
        .map(|(job, opening)| (job, fit(who, opening)))
        .filter(|(_, fit)| fit.possible)
        .map(|(job, fit)| Match { job, score: fit.score })
        .collect();
    all.sort_by_key(|m| (std::cmp::Reverse(m.score), m.job));
    all.truncate(limit);
    all
}

proptest! {
    #[test]
    fn matching_all_at_once_gives_what_judging_one_by_one_gives(
        people in prop::collection::vec(anybody(), 0..30),
        jobs in prop::collection::vec(any_job(), 0..60),
        limit in 0usize..12,
    ) {
        let jobs: Vec<Opening> = jobs.into_iter().map(opening).collect();
        let expected: Vec<Vec<Match>> = people.iter().map(|who| one_by_one(who, &jobs, limit)).collect();
        prop_assert_eq!(best_jobs(&people, &jobs, limit), expected);
    }
}
