//! A township whose every name, note and number was sent by somebody who means ill.

use super::{COMMANDS, FORMULAS, MARKUP};
use crate::common::*;
use chrono::NaiveDate;
use std::path::Path;
use zhanbao::book::{Book, Options};
use zhanbao::domain::acts::*;
use zhanbao::domain::entry::{DeviceId, Entry, Hash};
use zhanbao::domain::facts::*;
use zhanbao::domain::job::JobFacts;
use zhanbao::domain::keys::*;
use zhanbao::domain::subject::{SubjectId, SubjectKind};

/// The day that the township has come to.
pub fn today() -> NaiveDate {
    day(3, 9)
}

/// The n-th of all texts that do something by themselves.
pub fn dirty(n: usize) -> String {
    match n % (FORMULAS.len() + 3) {
        0 => COMMANDS.into(),
        1 => MARKUP.into(),
        2 => format!("\u{202e}{}\u{1b}[2J", FORMULAS[n % FORMULAS.len()]),
        n => FORMULAS[n - 3].into(),
    }
}

fn some<T: From<String>>(n: usize) -> Option<T> {
    Some(dirty(n).into())
}

struct Chain {
    entries: Vec<Entry>,
}

impl Chain {
    fn add(&mut self, subjects: Vec<SubjectId>, fact: Fact) {
        let seq = self.entries.len() as u64 + 1;
        let mut entry = Entry {
            hash: Hash::default(),
            prev: self.entries.last().map_or(Hash::default(), |last| last.hash),
            device: DeviceId([0xd1; 16]),
            seq,
            at: 1_772_000_000_000_000 + seq as i64 * 1_000_000,
            recorded: if seq.is_multiple_of(7) { dirty(seq as usize) } else { "2026-03-09T09:00:00+08:00".into() },
            day: today(),
            officer: dirty(seq as usize),
            unit: village(seq as usize % 2),
            kind: fact.kind().into(),
            subjects,
            body: fact.write(1).unwrap(),
        };
        entry.hash = entry.compute_hash();
        self.entries.push(entry);
    }
}

/// Makes the book; gives its people and its trips.
pub fn make(path: &Path) -> (Vec<SubjectId>, Vec<SubjectId>) {
    let clock = Clock::at(day(3, 2));
    let people = people(40);
    let mut book: Book = book(path, Options { durable: false, ..clock.options(9, 0) }, &people);
    clock.morning(today());
    let mut sent = Chain { entries: Vec::new() };
    let unit = |name: String, level| Fact::Unit(UnitFacts { name, level, local: false });
    sent.add(vec![SubjectId::unit(township())], unit(format!("测试镇{COMMANDS}{MARKUP}"), Level::Township));
    for n in 0..2 {
        sent.add(vec![SubjectId::unit(village(n))], unit(dirty(n + 2), Level::Village));
    }
    let campaign = CampaignFacts { name: dirty(1), from: day(3, 1), to: day(4, 30), all_days: false };
    sent.add(vec![SubjectId::unit(township())], Fact::Campaign(campaign));
    let trips: Vec<SubjectId> =
        (0..4).map(|n| SubjectId::derived(SubjectKind::Trip, &dirty([0, 1, 3, 7][n]))).collect();
    for (n, trip) in trips.iter().enumerate() {
        let plan = TripPlan {
            number: dirty([0, 1, 3, 7][n]),
            by: TripBy::Bus,
            departs: today().and_hms_opt(9, 30, 0).unwrap(),
            from: dirty(n + 1),
            to: dirty(n + 4),
            to_code: None,
            to_class: PlaceClass::Beyond,
            vehicle: some(n + 5),
            seats: 45,
            carrier: some(n + 6),
            drivers: vec![Driver { name: dirty(n), phone: some(n + 7) }],
            escort: some(n + 8),
            escort_phone: some(n + 9),
            points: vec![dirty(n), dirty(n + 10)],
            distance: Some(900),
        };
        sent.add(vec![*trip], Fact::TripPlan(Box::new(plan)));
    }
    for (n, who) in people.iter().enumerate() {
        let facts = PersonFacts {
            name: some(n),
            ethnic: some(n + 1),
            relation: some(n + 2),
            person_no: some(n + 3),
            education: some(n + 4),
            school: some(n + 5),
            health: some(n + 6),
            disability: some(n + 7),
            phone: some(n + 8),
            phone2: some(n + 9),
            residence: some(n + 10),
            why_idle: some(n + 11),
            skills: some(n + 12),
            training_wish: some(n + 13),
            hardship: some(n + 14),
            group: some(n + 15),
            import_note: some(n + 16),
            ..PersonFacts::default()
        };
        let household = HouseholdFacts {
            household_no: some(n + 3),
            group: some(n),
            registered_village: some(n + 1),
            address: some(n + 2),
            contact: some(n + 4),
            grid_officer: some(n + 5),
            ..HouseholdFacts::default()
        };
        let row = RosterFacts {
            as_of: day(3, 5),
            person: facts.clone(),
            household,
            work: None,
            spells: Vec::new(),
            home: None,
            returned: None,
            cleared: Vec::new(),
        };
        sent.add(vec![who.id(), who.household()], Fact::Roster(Box::new(row)));
        sent.add(vec![who.id()], Fact::Person(Box::new(facts)));
        let work = WorkFacts {
            place: some(n),
            employer: some(n + 1),
            occupation: some(n + 2),
            industry: some(n + 3),
            organised_by: some(n + 4),
            wage: Some(4_000),
            ..WorkFacts::default()
        };
        let trip = trips[n % trips.len()];
        match n % 4 {
            0 => sent.add(vec![who.id()], Fact::Placement(work)),
            1 => {
                let loss = LossFacts { end: today(), reason: LossReason::LaidOff, came_home: true };
                sent.add(vec![who.id()], Fact::Placement(WorkFacts { start: Some(day(3, 3)), ..work }));
                sent.add(vec![who.id()], Fact::Loss(loss));
            }
            2 => {
                let visit = VisitFacts {
                    by: VisitBy::Home,
                    outcome: Outcome::WantsWork,
                    need: some(n),
                    next: Some(today()),
                    note: some(n + 1),
                };
                sent.add(vec![who.id(), who.household()], Fact::Visit(visit));
            }
            _ => sent.add(vec![who.id()], Fact::Push(PushFacts { job: dirty(n), result: None })),
        }
        let aboard = PassengerFacts {
            point: some(n),
            employer: some(n + 1),
            occupation: some(n + 2),
            outside: (n % 5 == 0).then(|| dirty(n)),
            ..PassengerFacts::default()
        };
        sent.add(vec![trip, who.id()], Fact::TripAdd(aboard));
        sent.add(vec![trip, who.id()], Fact::TripBoard);
        if n % 9 == 0 {
            let target = sent.entries.last().unwrap().hash.to_string();
            sent.add(vec![trip, who.id()], Fact::Withdraw(WithdrawFacts { target, why: dirty(n + 2) }));
        }
    }
    for n in 0..20 {
        let job = JobFacts {
            number: some(n),
            employer: some(n + 1),
            contact: some(n + 2),
            phone: some(n + 3),
            occupation: some(n + 4),
            place: some(n + 5),
            skills: some(n + 6),
            education: some(n + 7),
            note: some(n + 8),
            openings: Some(9),
            wage_from: Some(1),
            ..JobFacts::default()
        };
        sent.add(vec![SubjectId::derived(SubjectKind::Job, &dirty(n))], Fact::Job(Box::new(job)));
    }
    sent.add(vec![trips[3]], Fact::TripCancel(RemarkFacts { text: some(0) }));
    let device = KeeperFacts { device: dirty(0) };
    sent.add(vec![SubjectId::unit(township())], Fact::Keeper(device));
    book.merge_entries(sent.entries).unwrap();
    book.kept_by(COMMANDS).unwrap();
    assert_whole(&mut book);
    (people.iter().map(Someone::id).collect(), trips)
}
