//! The same book in three languages: what an officer is told follows the language of the run, and what is kept does not.

use crate::common;
use crate::common::*;
use crate::headless::spoken;
use zhanbao::book::{Book, Draft, Options, Why};
use zhanbao::domain::acts::{CampaignFacts, Fact, LossFacts};
use zhanbao::domain::id_number::IdError;
use zhanbao::domain::keys::*;
use zhanbao::domain::metric::{Measure, Metric, Part};
use zhanbao::domain::standing::doubt::Doubt;
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::locale::Lang;
use zhanbao::plan::Calendar;
use zhanbao::roster::{self, VillageMatch};

fn speaking<T>(lang: Lang, what: impl FnOnce() -> T) -> T {
    let _spoken = spoken(lang);
    what()
}

fn in_each<T>(what: impl Fn() -> T) -> [T; 3] {
    Lang::ALL.map(|lang| speaking(lang, &what))
}

#[test]
fn words_of_the_field_have_a_name_in_each_language() {
    assert_eq!(in_each(|| Outcome::WantsWork.name()), ["想找工作", "想找工作", "wants work"]);
    assert_eq!(in_each(|| Metric::ZeroHouseholds.name()), ["零就业家庭", "零就業家庭", "zero-employment households"]);
    assert_eq!(in_each(|| Metric::Carried.counted_in().name()), ["人次", "人次", "person-times"]);
    assert_eq!(in_each(|| Part::Kind(HouseholdKind::Marginal).name()), ["边缘易致贫", "邊緣易致貧", "on the margin"]);
    assert_eq!(in_each(|| Part::Organised.name()), ["有组织", "有組織", "organised"]);
    let unknown = in_each(|| "别的".parse::<Sex>().unwrap_err());
    assert_eq!(unknown[0], "不认识“别的”,可用:male female");
    assert_eq!(unknown[2], "“别的” is not known here; use one of: male female");
}

#[test]
fn every_doubt_of_a_person_has_its_word() {
    use zhanbao::domain::standing::doubt;
    for bit in doubt::ALL.into_iter().chain([doubt::ZERO_HOUSEHOLD]) {
        assert_eq!(Doubt::of(bit).map(Doubt::bit), Some(bit));
    }
    assert_eq!(Doubt::of(doubt::STILL_HOME), Some(Doubt::StillHome));
    assert_eq!(Doubt::of(doubt::NO_CAUSE), Some(Doubt::NoCause));
}

#[test]
fn a_refusal_is_told_in_the_language_of_the_run() {
    let (_dir, path) = folder();
    let people = people(12);
    let idle = people.iter().find(|p| p.employer.is_none()).unwrap();
    let mut book = book(&path, Clock::at(day(3, 10)).options(1, 0), &people);
    let mut told = |draft: Draft| {
        Lang::ALL.map(|lang| speaking(lang, || book.record(draft.clone()).map(|_| ()).unwrap_err().to_string()))
    };
    let later = LossFacts { end: day(3, 12), reason: LossReason::LaidOff, came_home: false };
    let ahead = told(draft(day(3, 10), vec![idle.id()], Fact::Loss(later)));
    assert_eq!(ahead[0], "离岗日期 2026-03-12 在记录日 2026-03-10 之后;到那天再记,或改 --end");
    assert!(ahead[1].starts_with("離崗日期 2026-03-12"), "{}", ahead[1]);
    assert!(ahead[2].contains("2026-03-12") && ahead[2].contains("--end"), "{}", ahead[2]);
    let none = told(loss(day(3, 10), idle));
    assert_eq!(none[0], "此人没有在岗记录,不能记失业;若要记求职意愿,请记走访(record visit)或意愿(record wish)");
    assert!(none[2].contains("record wish") && none[2].is_ascii(), "{}", none[2]);
}

#[test]
fn a_trip_says_in_english_what_cannot_be_done_now() {
    use zhanbao::domain::trip::Trip;
    let told = in_each(|| {
        let trip = Trip { state: Some(TripState::Arrived), ..Trip::default() };
        trip.refuse(&Fact::TripRemove, None).into_iter().chain(Trip::default().refuse(&Fact::TripBoard, None)).collect()
    });
    let [zh, hant, en]: [Vec<String>; 3] = told;
    assert_eq!(zh, [" 班名单上没有这个人", "没有这个班次;先用 trip plan 建班次"]);
    assert_eq!(hant[1], "沒有這個班次;先用 trip plan 建班次");
    assert_eq!(en[1], "there is no such trip; make it with trip plan first");
}

#[test]
fn errors_of_the_book_and_its_proof_follow_the_language() {
    let (dir, path) = folder();
    let missing = dir.path().join("none.zb");
    let told = in_each(|| Book::open(&missing, Options::default()).map(|_| ()).unwrap_err().to_string());
    let named = missing.display().to_string();
    assert_eq!(told[0], format!("找不到账本 {named};先用 zhanbao init 建账,或用 --book 指定文件"));
    assert_eq!(told[1], format!("找不到賬本 {named};先用 zhanbao init 建賬,或用 --book 指定文件"));
    assert_eq!(
        told[2],
        format!("there is no book at {named}; make one with zhanbao init, or name another file with --book")
    );

    let mut book = book(&path, Clock::at(day(3, 10)).options(1, 0), &people(6));
    let seal = |book: &mut Book| {
        common::seal(book, day(3, 10));
        in_each(|| book.may_seal(day(3, 9)).unwrap_err().to_string())
    };
    let told = seal(&mut book);
    assert_eq!(told[0], "2026-03-09 在已封账的 2026-03-10 之前;封账只能按日期先后进行");
    assert!(told[2].is_ascii() && told[2].contains("2026-03-09"), "{}", told[2]);

    // The chain of a device of which two entries are known, the first of them not.
    let entries = common::entries(&book).split_off(1);
    let (_dir, path) = folder();
    let mut other = Book::create(&path, township(), Clock::at(day(3, 10)).options(2, 0)).unwrap();
    other.merge_entries(entries).unwrap();
    let mut gap = || Lang::ALL.map(|lang| speaking(lang, || other.verify().unwrap().notices.remove(0)));
    let told = gap();
    assert!(told[0].ends_with(":之前缺 1 条(还没有收到)"), "{}", told[0]);
    assert!(told[2].ends_with(": one entry before it has not been received yet"), "{}", told[2]);
}

#[test]
fn why_a_sealed_figure_changed_is_kept_without_words() {
    let (_dir, path) = folder();
    let people = people(12);
    let clock = Clock::at(day(3, 10));
    let mut book = book(&path, clock.options(1, 0), &people);
    let visited = book.record(visit(day(3, 10), &people[0])).unwrap();
    common::seal(&mut book, day(3, 10));
    clock.later(5);
    book.record(visit(day(3, 10), &people[3])).unwrap();
    book.withdraw(&visited.entries[0].hash.to_string(), "记错户", day(3, 11), OFFICER).unwrap();
    let seal = book.steering().seal_on(day(3, 10)).unwrap().clone();
    let found = in_each(|| book.corrections(&seal, day(3, 11)).unwrap());
    assert_eq!(found[0], found[2], "the same in any language");
    let visits =
        |n: usize| found[n].iter().filter(|c| c.measure == Measure::whole(Metric::Visits)).flat_map(|c| &c.why);
    assert_eq!(visits(0).cloned().collect::<Vec<_>>(), [Why::Withdrawn("记错户".into()), Why::Late]);
}

#[test]
fn a_roster_is_read_the_same_and_told_of_in_each_language() {
    struct Nowhere;
    impl roster::Villages for Nowhere {
        fn resolve(&self, _: Option<&str>, _: &str) -> VillageMatch {
            VillageMatch::NoTree
        }
    }
    impl roster::Places for Nowhere {
        fn locate(&self, _: &str) -> (Option<zhanbao::domain::region::RegionCode>, PlaceClass) {
            (None, PlaceClass::Unknown)
        }
        fn trip(&self, number: &str) -> SubjectId {
            SubjectId::derived(SubjectKind::Trip, number)
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("roster.csv");
    let id = id_number(day(3, 1), 7);
    let text = format!(
        "户编号,姓名,证件号码,性别,劳动能力,月收入,联系电话,就业状态\n\
         1,测试甲,{id},男,很强,四千,123,未就业\n,,,,,,,x\n"
    );
    std::fs::write(&file, text).unwrap();
    let options = roster::Options { as_of: Some(day(3, 1)), today: day(3, 5), ..Default::default() };
    let read = || roster::read(&file, &options, &Nowhere, &Nowhere, &mut |_| {}).unwrap().findings;
    let [zh, hant, en] = in_each(read);
    let codes = |found: &[roster::Finding]| found.iter().map(|f| (f.row, f.code, f.severity)).collect::<Vec<_>>();
    assert_eq!(codes(&zh), codes(&en));
    assert_eq!(codes(&zh), codes(&hant));
    let message =
        |found: &[roster::Finding], code: &str| found.iter().find(|f| f.code == code).unwrap().message.clone();
    assert_eq!(
        message(&zh, "number.invalid"),
        "“月收入”应只写数字(如 4000),不写单位、逗号或文字。原文已留在导入备注,请核实后改正"
    );
    assert!(message(&hant, "number.invalid").starts_with("“月收入”應只寫數字"), "a title is quoted as it stands");
    assert!(message(&en, "number.invalid").starts_with("“月收入” should hold digits only"));
    assert!(message(&en, "value.unknown").contains("ordinary, skilled, weak, lost, none"));
    for finding in &en {
        let (mut quoted, mut said) = (false, String::new());
        for c in finding.message.chars() {
            quoted = (quoted || c == '“') && c != '”';
            if !quoted {
                said.push(c);
            }
        }
        assert!(!said.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{said}");
    }
}

#[test]
fn what_is_wrong_with_a_number_or_a_notice_is_said_in_each_language() {
    let told = in_each(|| IdError::Checksum.message());
    assert_eq!(told[0], "证件号码校验位不对,多半有一位抄错,请对照证件逐位核对");
    assert!(told[2].is_ascii(), "{}", told[2]);
    let told = in_each(|| Calendar::default().add_notice(r#"{"year":2027,"days":[]}"#).unwrap_err().to_string());
    assert_eq!(told[0], "2027年的节假日文件里没有任何日期,国务院通知可能尚未公布,请等公布后再导入");
    assert!(told[2].contains("2027"), "{}", told[2]);
}

#[test]
fn what_is_recorded_holds_no_word_of_a_language() {
    let made = |lang| {
        let (_dir, path) = folder();
        speaking(lang, || {
            let people = people(9);
            let clock = Clock::at(day(3, 10));
            let mut book = book(&path, clock.options(1, 0), &people);
            book.record(visit(day(3, 10), &people[1])).unwrap();
            book.record(home(day(3, 10), &people[0])).unwrap();
            let unit = SubjectId::unit(township());
            let campaign = CampaignFacts { name: "春".into(), from: day(3, 1), to: day(3, 31), all_days: false };
            book.record(draft(day(3, 10), vec![unit], Fact::Campaign(campaign))).unwrap();
            common::entries(&book).into_iter().map(|e| (e.hash, e.body)).collect::<Vec<_>>()
        })
    };
    assert_eq!(made(Lang::Hans), made(Lang::En));
    assert_eq!(made(Lang::Hans), made(Lang::Hant));
}
