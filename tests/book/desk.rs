//! The desk, as the command line and the console both use it: what a form would record is looked at before it is
//! recorded, the list at the bus door, and what is due.

use chrono::{DateTime, NaiveDate};
use std::path::Path;
use zhanbao::book::{Book, Options};
use zhanbao::desk::acts::{Beginning, Change, Form, Home, Loss, Offer, Same, Visit};
use zhanbao::desk::due::{DueKind, due};
use zhanbao::desk::trips::{self, Addition, Plan};
use zhanbao::desk::{Desk, Sitting};
use zhanbao::domain::acts::Fact;
use zhanbao::domain::facts::{Certificate, PersonFacts};
use zhanbao::domain::job::JobFacts;
use zhanbao::domain::keys::{Absence, LossReason, Nature, Outcome, PushResult, TripBy, VisitBy};
use zhanbao::domain::region::RegionCode;
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::domain::trip::Presence;
use zhanbao::report::Wording;

const VILLAGE: &str = "529999001001";

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, d).unwrap()
}

/// A new book on 10 March 2026, by its own clock.
fn desk(folder: &Path) -> Desk {
    let clock = || DateTime::parse_from_rfc3339("2026-03-10T09:00:00+08:00").unwrap();
    let options = Options { clock: Box::new(clock), durable: false, ..Options::default() };
    let mut book = Book::create(&folder.join("book.zb"), RegionCode::parse("529999001").unwrap(), options).unwrap();
    book.found("样例镇", "测试甲", day(1)).unwrap();
    let village = zhanbao::domain::acts::UnitFacts {
        name: "样一村".into(),
        level: zhanbao::domain::keys::Level::Village,
        local: false,
    };
    book.import_units(vec![(RegionCode::parse(VILLAGE).unwrap(), village)], day(1), "测试甲").unwrap();
    Desk::new(
        book,
        Sitting { day: None, officer: Some("测试甲".into()) },
        Wording::shipped(zhanbao::locale::Lang::Hans),
    )
}

/// Somebody on the roster.
fn person(desk: &mut Desk, n: u8, name: &str) -> SubjectId {
    let id = SubjectId::random(SubjectKind::Person, [n; 8]);
    let facts = PersonFacts {
        name: Some(name.into()),
        birth: NaiveDate::from_ymd_opt(1990, 5, 1),
        village: RegionCode::parse(VILLAGE),
        ..PersonFacts::default()
    };
    desk.turn_to(Some(day(1)));
    let draft = desk.draft(vec![id], Fact::Person(Box::new(facts))).unwrap();
    desk.record(draft).unwrap();
    desk.turn_to(None);
    id
}

fn beginning(people: &[SubjectId]) -> Beginning {
    Beginning {
        people: people.to_vec(), place: "beyond".into(), employer: "样达电子厂".into(), ..Beginning::default()
    }
}

fn plan(number: &str) -> Plan {
    Plan {
        number: number.into(),
        by: TripBy::Bus,
        departs: day(10).and_hms_opt(8, 0, 0).unwrap(),
        from: "样例镇".into(),
        to: "beyond".into(),
        seats: 3,
        vehicle: None,
        carrier: None,
        drivers: Vec::new(),
        escort: Some("测试乙".into()),
        escort_phone: None,
        points: Vec::new(),
        distance: None,
    }
}

/// Plans a trip on the day that counts.
fn planned(desk: &mut Desk, number: &str) -> SubjectId {
    let drafts = plan(number).drafts(desk).unwrap();
    let trip = drafts.drafts[0].subjects[0];
    desk.record(drafts).unwrap();
    trip
}

fn natures(desk: &mut Desk, act: Beginning) -> Vec<Option<Nature>> {
    let drafts = act.drafts(desk).unwrap();
    let seen = desk.preview(&drafts.drafts).unwrap();
    let recorded = desk.record(drafts).unwrap();
    let natures: Vec<_> = recorded.entries.iter().map(|e| e.nature).collect();
    assert_eq!(seen.iter().map(|j| j.nature).collect::<Vec<_>>(), natures, "what was shown is what was recorded");
    assert_eq!(seen.into_iter().flat_map(|j| j.notices).collect::<Vec<_>>(), recorded.notices);
    natures
}

#[test]
fn a_preview_tells_the_nature_that_recording_then_gives() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let (one, two) = (person(&mut desk, 1, "赵样一"), person(&mut desk, 2, "钱样二"));
    let first = natures(&mut desk, Beginning { form: Form::Placement, ..beginning(&[one, two]) });
    assert_eq!(first, [Some(Nature::Placement), Some(Nature::Placement)]);
    let lost = Loss { person: one, reason: LossReason::LaidOff, end: None, came_home: false };
    let lost = lost.drafts(&desk).unwrap();
    desk.record(lost).unwrap();
    let again = natures(&mut desk, Beginning { form: Form::Placement, ..beginning(&[one]) });
    assert_eq!(again, [Some(Nature::Rehired)]);
    let moved = Beginning { form: Form::Placement, employer: "样二食品厂".into(), ..beginning(&[two]) };
    let moved = Beginning { start: Some(day(10)), ..moved };
    assert_eq!(natures(&mut desk, moved), [Some(Nature::Moved)]);
    // The same employer goes on: no new beginning, and told so.
    assert_eq!(natures(&mut desk, beginning(&[two])).len(), 1);
}

#[test]
fn a_preview_judges_a_batch_in_its_order_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let (one, two) = (person(&mut desk, 1, "赵样一"), person(&mut desk, 2, "钱样二"));
    let trip = planned(&mut desk, "1班");
    let before = desk.book.vector().unwrap();

    let mut drafts = Addition { people: vec![one, two], ..Addition::to(trip) }.drafts(&desk).unwrap().drafts;
    // Aboard only those who were put on the list by the drafts before.
    drafts.extend(trips::board(&desk, trip, &[one, two]).unwrap().drafts);
    let seen = desk.preview(&drafts).unwrap();
    assert!(seen.iter().all(|judged| judged.refusal.is_none()), "{seen:?}");
    let alone = desk.preview(&drafts[2..]).unwrap();
    assert!(alone.iter().all(|judged| judged.refusal.is_some()), "{alone:?}");

    assert_eq!(desk.book.vector().unwrap(), before, "nothing was written");
    assert_eq!(desk.book.trip_on(trip, day(10)).unwrap().passengers.len(), 0);
}

#[test]
fn a_preview_refuses_what_recording_refuses_in_the_same_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let (one, two) = (person(&mut desk, 1, "赵样一"), person(&mut desk, 2, "钱样二"));
    let began = beginning(&[one]).drafts(&desk).unwrap();
    desk.record(began).unwrap();
    let loss = |person| Loss { person, reason: LossReason::Closed, end: None, came_home: false };
    let drafts = loss(two).drafts(&desk).unwrap();
    let seen = desk.preview(&drafts.drafts).unwrap();
    let said = desk.record(drafts).unwrap_err().to_string();
    assert_eq!(seen[0].refusal.as_deref(), Some(said.as_str()));
    // One of two is refused; the other is still told what would come of it.
    let both: Vec<_> = [two, one].iter().flat_map(|id| loss(*id).drafts(&desk).unwrap().drafts).collect();
    let seen = desk.preview(&both).unwrap();
    assert_eq!(seen.iter().map(|judged| judged.refusal.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn the_list_at_the_bus_door_tells_who_sits_where_and_who_has_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let (one, two) = (person(&mut desk, 1, "赵样一"), person(&mut desk, 2, "钱样二"));
    let certificate = Some(Certificate { number: None, date: day(8) });
    let checked = Change { certificate, ..Change::of(two) }.drafts(&desk).unwrap();
    desk.record(checked).unwrap();
    let trip = planned(&mut desk, "1班");
    for (people, outside, seat) in
        [(vec![one], None, Some(2)), (vec![two], None, Some(1)), (vec![], Some("外样三"), None)]
    {
        let outside = outside.map(str::to_string);
        let employer = Some("样达电子厂".to_string());
        let added = Addition { people, outside, seat, employer: employer.map(Into::into), ..Addition::to(trip) }
            .drafts(&desk)
            .unwrap();
        desk.record(added).unwrap();
    }
    let ill = trips::absent(&desk, trip, &[one], Absence::Ill).unwrap();
    desk.record(ill).unwrap();
    let rest = trips::board_all(&desk, trip).unwrap();
    desk.record(rest).unwrap();

    let list = trips::manifest(&desk, trip).unwrap().passengers;
    let told: Vec<_> = list
        .iter()
        .map(|p| (p.name.as_str(), p.village.as_deref(), p.seat, p.certificate, p.presence, p.absence))
        .collect();
    assert_eq!(
        told,
        [
            ("钱样二", Some("样一村"), Some(1), Some(day(8)), Presence::Aboard, None),
            ("赵样一", Some("样一村"), Some(2), None, Presence::Absent(Absence::Ill), Some(Absence::Ill)),
            ("外样三", None, None, None, Presence::Aboard, None),
        ]
    );

    // Nobody is on two lists: the one who sits here is named with this trip.
    let other = planned(&mut desk, "2班");
    let refused = Addition { people: vec![two], ..Addition::to(other) }.drafts(&desk).unwrap_err().to_string();
    assert!(refused.contains("钱样二") && refused.contains("1班"), "{refused}");
    // The arrival begins the work of the one aboard who is ours.
    let left = trips::depart(&desk, trip, None).unwrap();
    desk.record(left).unwrap();
    let arrived = trips::arrive(&desk, trip, "1班", None).unwrap();
    assert_eq!(arrived.drafts.iter().filter(|d| matches!(d.fact, Fact::Arrival(_))).count(), 1);
}

#[test]
fn a_passenger_who_turns_out_to_be_somebody_else_on_the_roster_is_not_missed_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let (one, two) = (person(&mut desk, 1, "赵样一"), person(&mut desk, 2, "赵样一"));
    let (main, joined) = (one.min(two), one.max(two));
    desk.turn_to(Some(day(8)));
    let trip = planned(&mut desk, "1班");
    let employer = Some("样达电子厂".to_string());
    let added = Addition { people: vec![joined], employer: employer.map(Into::into), ..Addition::to(trip) }
        .drafts(&desk)
        .unwrap();
    desk.record(added).unwrap();
    let job = JobFacts {
        employer: Some("样达电子厂".into()),
        occupation: Some("装配工".into()),
        number: Some("A1".into()),
        ..JobFacts::default()
    };
    let listed = job.subject(desk.book.unit()).unwrap();
    let listing = desk.draft(vec![listed], Fact::Job(Box::new(job))).unwrap();
    desk.record(listing).unwrap();
    let offer = Offer { person: joined, job: "A1".into(), result: None };
    let offered = offer.clone().drafts(&desk).unwrap();
    desk.record(offered).unwrap();
    let drafts = trips::board_all(&desk, trip).unwrap();
    desk.record(drafts).unwrap();
    let drafts = trips::depart(&desk, trip, None).unwrap();
    desk.record(drafts).unwrap();
    let drafts = trips::arrive(&desk, trip, "1班", None).unwrap();
    desk.record(drafts).unwrap();
    desk.turn_to(None);
    let same = Same { one, other: two }.drafts(&desk).unwrap();
    let joining = desk.record(same).unwrap();

    let gap = desk.book.trip_gaps_of(&[trip], day(10)).unwrap().remove(0);
    assert_eq!((gap.boarded, gap.at_work, gap.without), (1, 1, Vec::new()));
    assert_eq!((desk.book.trip_gaps(day(10)).unwrap(), desk.book.trip_totals(day(10)).unwrap()), (Vec::new(), (1, 1)));
    let list = trips::manifest(&desk, trip).unwrap().passengers;
    assert_eq!((list[0].id, list[0].name.as_str()), (joined, "赵样一"));
    // What they say to the offer is its answer, and no second offer.
    let answer = Offer { person: main, result: Some(PushResult::Went), ..offer }.drafts(&desk).unwrap();
    assert!(matches!(answer.drafts[0].fact, Fact::PushResult(_)), "{answer:?}");
    desk.record(answer).unwrap();
    let offers = desk.book.job(listed).unwrap().unwrap().offers;
    assert_eq!(offers.iter().map(|o| (o.person, o.result)).collect::<Vec<_>>(), [(main, Some(PushResult::Went))]);

    desk.withdraw(&joining.batch, "记错").unwrap();
    assert_eq!(desk.book.job(listed).unwrap().unwrap().offers.len(), 2, "two people again");
    assert_eq!(desk.book.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn whoever_goes_back_to_the_old_employer_by_a_second_bus_came_by_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let one = person(&mut desk, 1, "赵样一");
    for (number, on) in [("1班", 3), ("2班", 7)] {
        desk.turn_to(Some(day(on)));
        let trip = planned(&mut desk, number);
        let employer = Some("样达电子厂".to_string());
        let added = Addition { people: vec![one], employer: employer.map(Into::into), ..Addition::to(trip) }
            .drafts(&desk)
            .unwrap();
        desk.record(added).unwrap();
        let drafts = trips::board_all(&desk, trip).unwrap();
        desk.record(drafts).unwrap();
        let drafts = trips::depart(&desk, trip, None).unwrap();
        desk.record(drafts).unwrap();
        let drafts = trips::arrive(&desk, trip, number, None).unwrap();
        desk.record(drafts).unwrap();
        desk.turn_to(Some(day(on + 2)));
        let home = Home { person: one, on: None, stay: false }.drafts(&desk).unwrap();
        desk.record(home).unwrap();
    }
    desk.turn_to(None);
    let spells = desk.book.person_on(one, day(10)).unwrap().spells;
    assert_eq!(spells.len(), 1, "the work goes on");
    assert_eq!((desk.book.trip_gaps(day(10)).unwrap(), desk.book.trip_totals(day(10)).unwrap()), (Vec::new(), (2, 2)));
    assert_eq!(desk.book.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_passenger_is_called_by_the_record_that_stands_for_them_now() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let (one, two) = (person(&mut desk, 1, "赵样一"), person(&mut desk, 2, "赵样一"));
    let (main, joined) = (one.min(two), one.max(two));
    let trip = planned(&mut desk, "1班");
    let added = Addition { people: vec![joined], ..Addition::to(trip) }.drafts(&desk).unwrap();
    desk.record(added).unwrap();
    let same = Same { one, other: two }.drafts(&desk).unwrap();
    desk.record(same).unwrap();

    let presence = |desk: &zhanbao::desk::Desk| {
        let list = trips::manifest(desk, trip).unwrap().passengers;
        assert!(list.len() <= 1, "nobody stands twice on the list: {list:?}");
        list.first().map(|p| p.presence)
    };
    let drafts = trips::absent(&desk, trip, &[main], Absence::Ill).unwrap();
    desk.record(drafts).unwrap();
    assert_eq!(presence(&desk), Some(Presence::Absent(Absence::Ill)));
    let drafts = trips::board(&desk, trip, &[main]).unwrap();
    desk.record(drafts).unwrap();
    assert_eq!(presence(&desk), Some(Presence::Aboard));
    let again =
        Addition { people: vec![main], point: Some("镇政府".into()), ..Addition::to(trip) }.drafts(&desk).unwrap();
    desk.record(again).unwrap();
    assert!(presence(&desk).is_some());
    let drafts = trips::absent(&desk, trip, &[main], Absence::Errand).unwrap();
    desk.record(drafts).unwrap();
    let drafts = trips::remove(&desk, trip, &[main]).unwrap();
    desk.record(drafts).unwrap();
    assert_eq!(presence(&desk), None);
    assert_eq!(desk.book.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn what_is_overdue_comes_first_and_a_loss_before_a_visit() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let people: Vec<SubjectId> =
        [(1, "赵样一"), (2, "钱样二"), (3, "孙样三")].into_iter().map(|(n, name)| person(&mut desk, n, name)).collect();
    let visit = |subject, next| Visit {
        subject,
        by: VisitBy::Home,
        outcome: Outcome::WantsWork,
        need: None,
        next: Some(next),
        note: None,
    };
    desk.turn_to(Some(day(5)));
    for (subject, next) in [(people[0], day(10)), (people[1], day(6))] {
        let drafts = visit(subject, next).drafts(&desk).unwrap();
        desk.record(drafts).unwrap();
    }
    let began = beginning(&[people[2]]).drafts(&desk).unwrap();
    desk.record(began).unwrap();
    desk.turn_to(Some(day(9)));
    let lost = Loss { person: people[2], reason: LossReason::Closed, end: None, came_home: false };
    let lost = lost.drafts(&desk).unwrap();
    desk.record(lost).unwrap();
    desk.turn_to(None);
    planned(&mut desk, "1班");

    let items = due(&mut desk, day(10)).unwrap();
    let told: Vec<_> = items.iter().map(|item| (item.kind, item.name.as_str(), item.overdue_days)).collect();
    assert_eq!(
        told,
        [
            (DueKind::Loss, "孙样三", 1),
            (DueKind::Visit, "钱样二", 4),
            (DueKind::Trip, "1班", 0),
            (DueKind::Visit, "赵样一", 0),
        ]
    );
    assert_eq!(items[0].unit, RegionCode::parse(VILLAGE));

    // What stands in the book for a later day changes nothing about this one.
    let elsewhere = person(&mut desk, 4, "李样四");
    for (subject, ahead) in [(people[1], 12), (elsewhere, 11)] {
        desk.turn_to(Some(day(ahead)));
        let drafts = visit(subject, day(ahead + 1)).drafts(&desk).unwrap();
        desk.record(drafts).unwrap();
    }
    desk.turn_to(None);
    assert_eq!(due(&mut desk, day(10)).unwrap(), items);
    let later: Vec<_> = due(&mut desk, day(12)).unwrap().iter().map(|item| item.name.clone()).collect();
    assert!(later.contains(&"李样四".to_string()) && !later.contains(&"钱样二".to_string()), "{later:?}");
}

#[test]
fn what_was_written_while_the_officer_looked_is_never_sealed_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let one = person(&mut desk, 1, "赵样一");
    let prospect = desk.prepare_seal().unwrap();
    let home = Home { person: one, on: None, stay: false }.drafts(&desk).unwrap();
    desk.record(home).unwrap();
    assert!(desk.seal(&prospect, None).is_err(), "somebody has written since");
    assert_eq!(desk.book.steering().last_sealed(), None);
    let prospect = desk.prepare_seal().unwrap();
    let sealed = desk.seal(&prospect, None).unwrap();
    assert_eq!((sealed.day, desk.book.steering().last_sealed()), (day(10), Some(day(10))));
    assert!(desk.prepare_seal().is_err(), "once is enough");
    assert!(desk.book.sealed(day(10)).unwrap().unwrap().hash == sealed.hash);
}

#[test]
fn words_that_are_no_job_of_the_list_are_offered_as_words_and_one_person_is_not_two() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    let one = person(&mut desk, 1, "赵样一");
    let offer = Offer { person: one, job: "样达电子厂普工".into(), result: None }.drafts(&desk).unwrap();
    assert_eq!(offer.drafts[0].subjects, [one]);
    assert!(Same { one, other: one }.drafts(&desk).is_err());
}
