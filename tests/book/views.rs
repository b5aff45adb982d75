//! The console's views of the book, each held against a recount by the slow way over made-up seasons.

use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use zhanbao::book::{Book, DayFilter, Draft, Facets, HouseholdQuery, Options, PeopleQuery, PeopleSort, WorkSource};
use zhanbao::demo::{self, Settings};
use zhanbao::domain::acts::{Fact, VisitFacts};
use zhanbao::domain::facts::PersonFacts;
use zhanbao::domain::keys::HouseholdKind;
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::domain::{Outcome, VisitBy};

struct Town {
    _folder: tempfile::TempDir,
    book: Book,
    day: NaiveDate,
    officer: String,
}

fn town() -> Town {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { people: 900, days: 30, seed: 3 };
    let (book, told) = demo::create(&folder.path().join("demo.zb"), &settings).unwrap();
    Town { _folder: folder, book, day: told.last_day, officer: told.officer }
}

/// Everybody on a day, by all that is known now, the slow way: id, unit, and whether each facet holds.
#[derive(Debug, Clone)]
struct Slow {
    id: SubjectId,
    unit: u64,
    labour: bool,
    employed: bool,
    awaited: bool,
    on_roster: bool,
    kind: String,
    zero: bool,
    name: String,
}

fn everybody(book: &Book, day: NaiveDate) -> Vec<Slow> {
    let zero: BTreeSet<SubjectId> = book.zero_households(day).unwrap().into_iter().map(|(id, ..)| id).collect();
    let mut out = Vec::new();
    book.each_person(book.today() + chrono::Days::new(400), book.unit(), |member| {
        let s = &member.person.standing(day, book.rules());
        out.push(Slow {
            id: member.id,
            unit: s.unit.number(),
            labour: s.labour(),
            employed: s.employed(),
            awaited: s.awaited,
            on_roster: s.on_roster,
            kind: member.household.and_then(|h| h.facts.kind).map_or("unknown", |kind| kind.key()).to_string(),
            zero: s.household.is_some_and(|h| zero.contains(&h)),
            name: member.person.facts.name.clone().unwrap().into(),
        });
        Ok(())
    })
    .unwrap();
    out
}

fn ids(book: &Book, facets: Facets, sort: PeopleSort, day: NaiveDate) -> (u64, Vec<SubjectId>) {
    let (mut out, mut total) = (Vec::new(), 0);
    loop {
        let query = PeopleQuery { text: String::new(), facets, sort, offset: out.len(), limit: 70 };
        let page = book.people(&query, day).unwrap();
        total = page.total.max(total);
        if page.rows.is_empty() {
            return (total, out);
        }
        out.extend(page.rows.iter().map(|row| row.id));
    }
}

#[test]
fn the_list_of_people_shows_whom_a_recount_shows() {
    let Town { _folder, book, day, .. } = town();
    for day in [day, day - chrono::Days::new(12), day + chrono::Days::new(300)] {
        let people = everybody(&book, day);
        let village = book.steering().villages().nth(2).unwrap().0;
        let kind = zhanbao::domain::keys::HouseholdKind::Lifted;
        let sudden = zhanbao::domain::keys::HouseholdKind::Unstable;
        type Keep = Box<dyn Fn(&Slow) -> bool>;
        let asked: Vec<(Facets, Keep)> = vec![
            (Facets::default(), Box::new(|_| true)),
            (Facets { employed: Some(true), ..Facets::default() }, Box::new(|p| p.employed)),
            (Facets { employed: Some(false), ..Facets::default() }, Box::new(|p| p.labour && !p.employed)),
            (Facets { village: Some(village), ..Facets::default() }, Box::new(move |p| p.unit == village.number())),
            (
                Facets { village: Some(village), employed: Some(false), kind: Some(kind), ..Facets::default() },
                Box::new(move |p| p.unit == village.number() && p.labour && !p.employed && p.kind == kind.key()),
            ),
            (Facets { kind: Some(sudden), ..Facets::default() }, Box::new(move |p| p.kind == sudden.key())),
            (Facets { zero: true, ..Facets::default() }, Box::new(|p| p.zero)),
            (
                Facets { zero: true, village: Some(village), ..Facets::default() },
                Box::new(move |p| p.zero && p.unit == village.number()),
            ),
            (
                Facets { zero: true, kind: Some(kind), ..Facets::default() },
                Box::new(move |p| p.zero && p.kind == kind.key()),
            ),
            (Facets { on_roster: Some(true), ..Facets::default() }, Box::new(|p| p.on_roster)),
            (Facets { on_roster: Some(false), ..Facets::default() }, Box::new(|p| !p.on_roster)),
        ];
        for (facets, keep) in asked {
            let want: BTreeSet<SubjectId> = people.iter().filter(|p| keep(p)).map(|p| p.id).collect();
            for sort in [PeopleSort::Home, PeopleSort::Name, PeopleSort::Age, PeopleSort::Wage] {
                let (total, got) = ids(&book, facets, sort, day);
                assert_eq!(got.len(), got.iter().collect::<BTreeSet<_>>().len(), "{facets:?} {sort:?}: twice");
                assert_eq!(got.iter().copied().collect::<BTreeSet<_>>(), want, "{facets:?} {sort:?} {day}");
                assert_eq!(total, want.len() as u64, "{facets:?} {sort:?} {day}");
            }
        }
    }
    let people = everybody(&book, day);
    let awaited: BTreeSet<SubjectId> = people.iter().filter(|p| p.awaited).map(|p| p.id).collect();
    assert!(!awaited.is_empty());
    let (_, got) = ids(&book, Facets { awaited: true, ..Facets::default() }, PeopleSort::Home, day);
    assert_eq!(got.into_iter().collect::<BTreeSet<_>>(), awaited);
}

#[test]
fn whoever_moves_is_listed_where_they_are_and_a_visit_moves_nobody() {
    let Town { _folder, mut book, day, officer } = town();
    let [from, to] = [1, 4].map(|n| book.steering().villages().nth(n).unwrap().0);
    let of = |book: &Book, village| {
        ids(book, Facets { village: Some(village), ..Facets::default() }, PeopleSort::Home, day).1
    };
    let (here, there) = (of(&book, from), of(&book, to));
    let who = here[0];
    let record = |book: &mut Book, fact| {
        let draft = Draft { day, officer: officer.clone(), unit: None, subjects: vec![who], fact };
        book.record(draft).unwrap();
    };
    let (by, outcome) = (VisitBy::Phone, Outcome::Unchanged);
    record(&mut book, Fact::Visit(VisitFacts { by, outcome, need: None, next: None, note: None }));
    assert_eq!((of(&book, from), of(&book, to)), (here.clone(), there.clone()));
    record(&mut book, Fact::Person(Box::new(PersonFacts { village: Some(to), ..PersonFacts::default() })));
    assert_eq!(of(&book, from), here[1..]);
    let now = of(&book, to);
    assert_eq!(now.len(), there.len() + 1);
    assert!(now.contains(&who));
}

#[test]
fn a_row_says_what_the_page_of_the_person_says_and_lists_stand_in_order() {
    let Town { _folder, book, day, .. } = town();
    let page = |sort| {
        let query = PeopleQuery { sort, limit: 2_000, ..PeopleQuery::default() };
        book.people(&query, day).unwrap().rows
    };
    let rows = page(PeopleSort::Home);
    for row in rows.iter().step_by(17) {
        let person = book.person_on(row.id, NaiveDate::MAX).unwrap();
        let standing = person.standing(day, book.rules());
        assert_eq!(row.name, person.facts.name.clone().unwrap());
        assert_eq!((row.employed, row.labour, row.awaited), (standing.employed(), standing.labour(), standing.awaited));
        assert_eq!(row.household, standing.household);
        assert!(row.id_no.as_ref().unwrap().contains("***"));
    }
    assert!(rows.is_sorted_by_key(|row| (row.unit.number(), row.household_no.clone())));
    assert!(page(PeopleSort::Name).is_sorted_by_key(|row| row.name.clone()));
    assert!(page(PeopleSort::Age).is_sorted_by_key(|row| row.age.unwrap_or(i32::MAX)));
    let at_work: Vec<_> = page(PeopleSort::Wage).into_iter().filter(|row| row.wage.is_some()).collect();
    assert!(at_work.len() > 50);
    let paid = |rows: &[zhanbao::book::PersonRow]| rows.iter().map(|row| row.wage).collect::<Vec<_>>();
    assert!(paid(&at_work).is_sorted_by(|a, b| a >= b));
}

/// Those who are paid and those who are not are two questions to the book, a page near the end is asked for from there;
/// and it is one list.
#[test]
fn a_sorted_list_reads_on_from_page_to_page() {
    let Town { _folder, book, day, .. } = town();
    for sort in [PeopleSort::Home, PeopleSort::Name, PeopleSort::Age, PeopleSort::Wage] {
        let page = |offset, limit| {
            let query = PeopleQuery { sort, offset, limit, ..PeopleQuery::default() };
            book.people(&query, day).unwrap().rows.into_iter().map(|row| (row.id, row.wage)).collect::<Vec<_>>()
        };
        let whole = page(0, 100_000);
        let paid = whole.iter().filter(|(_, wage)| wage.is_some()).count();
        assert!(paid > 10 && paid + 10 < whole.len());
        let unpaid = |(_, wage): &(SubjectId, Option<u32>)| wage.is_none();
        assert!(sort != PeopleSort::Wage || whole[paid..].iter().all(unpaid));
        for limit in [7, paid, whole.len() - 1] {
            let pages = (0..whole.len() + limit).step_by(limit).flat_map(|offset| page(offset, limit));
            assert!(pages.eq(whole.iter().copied()), "{sort:?} {limit}");
        }
    }
}

#[test]
fn typing_narrows_the_list_by_name_sound_and_given_name() {
    let Town { _folder, book, day, .. } = town();
    let people = everybody(&book, day);
    let someone = people.iter().find(|p| p.name.chars().count() == 3 && p.employed).unwrap();
    let given: String = someone.name.chars().skip(1).collect();
    let keys = zhanbao::text::name_keys(&someone.name);
    let sound = zhanbao::text::name_keys(&given).full.remove(0);
    for text in [&someone.name, &given, &keys.full[0], &keys.initials[0], &sound] {
        let facets = Facets { employed: Some(true), ..Facets::default() };
        let query = PeopleQuery { text: text.clone(), facets, limit: 2_000, ..PeopleQuery::default() };
        let page = book.people(&query, day).unwrap();
        assert!(page.rows.iter().any(|row| row.id == someone.id), "{text}");
        assert!(page.rows.iter().all(|row| row.employed), "{text}");
        assert_eq!(page.total, page.rows.len() as u64);
        let hits = book.find(text, 2_000, day).unwrap();
        assert_eq!(hits.iter().filter(|hit| hit.employed).count() as u64, page.total);
    }
    let exact = book.find(&someone.name, 50, day).unwrap();
    assert_eq!((exact[0].score, &exact[0].name), (100, &someone.name));
    // The last digits of a number, as people read them out.
    let number = book.person_on(someone.id, day).unwrap().facts.id_no.unwrap();
    for tail in [&number[14..], &number[12..]] {
        assert!(book.find(tail, 50, day).unwrap().iter().any(|hit| hit.id == someone.id), "{tail}");
    }
}

#[test]
fn households_are_listed_with_who_lives_and_works_there() {
    let Town { _folder, book, day, .. } = town();
    let mut want: BTreeMap<SubjectId, (usize, usize)> = BTreeMap::new();
    book.each_person(day, book.unit(), |member| {
        if let Some(home) = member.standing.household {
            let slot = want.entry(home).or_default();
            slot.0 += usize::from(member.standing.on_roster);
            slot.1 += usize::from(member.standing.employed());
        }
        Ok(())
    })
    .unwrap();
    let all = book.household_rows(&HouseholdQuery { limit: 5_000, ..HouseholdQuery::default() }, day).unwrap();
    assert_eq!((all.total as usize, all.at_least), (all.rows.len(), false));
    for row in &all.rows {
        assert_eq!((row.members, row.employed), want[&row.id], "{}", row.number);
        assert!(!row.head.is_empty());
    }
    assert!(all.rows.is_sorted_by_key(|row| (row.unit.number(), row.number.clone())));
    let zero =
        book.household_rows(&HouseholdQuery { zero: true, limit: 500, ..HouseholdQuery::default() }, day).unwrap();
    let slow: BTreeSet<SubjectId> = book.zero_households(day).unwrap().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(zero.rows.iter().map(|row| row.id).collect::<BTreeSet<_>>(), slow);
    assert!(zero.rows.iter().all(|row| row.zero && row.employed == 0));
    let one = &all.rows[7];
    for text in [&one.number, &one.head] {
        let query = HouseholdQuery { text: text.clone(), limit: 50, ..HouseholdQuery::default() };
        assert!(book.household_rows(&query, day).unwrap().rows.iter().any(|row| row.id == one.id), "{text}");
    }
    let page = HouseholdQuery { offset: 5, limit: 4, ..HouseholdQuery::default() };
    assert_eq!(book.household_rows(&page, day).unwrap().rows, all.rows[5..9]);
}

#[test]
fn the_list_of_a_day_is_the_ledger_of_that_day() {
    let Town { _folder, mut book, day, officer } = town();
    let row = book.people(&PeopleQuery { limit: 1, ..PeopleQuery::default() }, day).unwrap().rows.remove(0);
    let visit = |book: &mut Book, on: NaiveDate| {
        let fact = VisitFacts { by: VisitBy::Phone, outcome: Outcome::Unchanged, need: None, next: None, note: None };
        let subjects = vec![row.id];
        book.record(Draft { day: on, officer: officer.clone(), unit: None, subjects, fact: Fact::Visit(fact) }).unwrap()
    };
    let sealed = book.steering().last_sealed().unwrap();
    let late = visit(&mut book, sealed);
    assert!(late.late);
    let wrong = visit(&mut book, day);
    book.withdraw(&wrong.batch, "记错", day, &officer).unwrap();

    let mut days: BTreeMap<NaiveDate, Vec<(zhanbao::domain::entry::Entry, bool)>> = BTreeMap::new();
    book.each_entry(|entry, gone| {
        days.entry(entry.day).or_default().push((entry, gone));
        Ok(())
    })
    .unwrap();
    let mut natures = 0;
    let steers = |kind: &str| matches!(kind, "unit" | "campaign" | "target" | "seal" | "keeper" | "calendar");
    for (on, entries) in &days {
        let of_file = |kind: &str| matches!(kind, "roster" | "missing");
        let list = book.day_list(*on, &DayFilter::default(), 0, 100_000).unwrap();
        let want: BTreeMap<_, _> =
            entries.iter().filter(|(e, _)| !of_file(&e.kind)).map(|(e, gone)| (e.hash, *gone)).collect();
        assert_eq!(list.rows.iter().map(|r| (r.hash, r.withdrawn)).collect::<BTreeMap<_, _>>(), want, "{on}");
        assert_eq!((list.total as usize, list.rows.len()), (want.len(), want.len()));
        // Newest first; what steers the book behind the work.
        let of: BTreeMap<_, _> = entries.iter().map(|(entry, _)| (entry.hash, entry)).collect();
        let order = |hash| of.get(hash).map(|e| Reverse((e.at, e.device, e.seq, e.hash)));
        assert!(list.rows.is_sorted_by_key(|row| (steers(&row.kind), order(&row.hash))), "{on}");
        let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
        for (entry, _) in entries.iter().filter(|(e, gone)| of_file(&e.kind) || !gone) {
            *kinds.entry(entry.kind.clone()).or_default() += 1;
        }
        assert_eq!(list.kinds.iter().cloned().collect::<BTreeMap<_, _>>(), kinds, "{on}");
        let page = book.day_list(*on, &DayFilter::default(), 3, 5).unwrap();
        assert_eq!(page.rows.as_slice(), list.rows.get(3..list.rows.len().min(8)).unwrap_or_default());
        for row in &list.rows {
            let spells = row
                .subjects
                .iter()
                .filter(|(id, _)| id.kind() == SubjectKind::Person)
                .flat_map(|(id, _)| book.person_on(*id, NaiveDate::MAX).unwrap().spells);
            let begun = spells.into_iter().find(|spell| spell.entry == row.hash && !row.withdrawn);
            assert_eq!(row.nature, begun.and_then(|spell| spell.nature), "{row:?}");
            natures += usize::from(row.nature.is_some());
        }
        for officer in &list.officers {
            let filter = DayFilter { officer: Some(officer.clone()), ..DayFilter::default() };
            let n = entries.iter().filter(|(e, _)| !of_file(&e.kind) && e.officer == *officer).count();
            assert_eq!(book.day_list(*on, &filter, 0, 1).unwrap().total, n as u64);
        }
    }
    assert!(natures > 20);
    let first = book.day_list(*days.keys().next().unwrap(), &DayFilter::default(), 0, 10_000).unwrap();
    assert!(first.rows.iter().any(|row| steers(&row.kind)));
    let today = book.day_list(day, &DayFilter::default(), 0, 10).unwrap();
    let back = &today.rows[0];
    assert_eq!((back.kind.as_str(), back.withdrawn), ("withdraw", false));
    assert_eq!(back.took_back.as_ref().unwrap().hash, wrong.entries[0].hash);
    let taken = today.rows.iter().find(|r| r.hash == wrong.entries[0].hash).unwrap();
    assert_eq!((taken.withdrawn, taken.late, taken.batch.as_ref()), (true, false, Some(&wrong.batch)));
    assert_eq!(taken.subjects, vec![(row.id, row.name.clone())]);
    // Late is what this one device wrote behind the seal.
    let seal = book.steering().seal_on(sealed).unwrap().hash;
    let written = &days[&sealed];
    let end = written.iter().find(|(entry, _)| entry.hash == seal).unwrap().0.seq;
    let want: BTreeSet<_> = written.iter().filter(|(e, _)| e.seq > end).map(|(e, _)| e.hash).collect();
    assert!(want.contains(&late.entries[0].hash));
    let list = book.day_list(sealed, &DayFilter::default(), 0, 10_000).unwrap();
    assert_eq!(list.rows.iter().filter(|r| r.late).map(|r| r.hash).collect::<BTreeSet<_>>(), want);
    // By sound, and by kind.
    let sound = zhanbao::text::name_keys(&row.name).initials.remove(0);
    let filter = DayFilter { text: sound, kind: Some("visit".into()), ..DayFilter::default() };
    let found = book.day_list(day, &filter, 0, 100).unwrap();
    assert!(found.rows.iter().any(|r| r.hash == wrong.entries[0].hash));
    assert!(found.rows.iter().all(|r| r.kind == "visit"));
    let rosters = DayFilter { kind: Some("roster".into()), ..DayFilter::default() };
    let rosters = book.day_list(*days.keys().next().unwrap(), &rosters, 10, 20).unwrap();
    assert_eq!((rosters.total, rosters.rows.len()), (900, 20));
}

#[test]
fn work_is_offered_from_what_the_book_has_heard() {
    let Town { _folder, book, day, .. } = town();
    let mut uses: BTreeMap<String, u32> = BTreeMap::new();
    let mut worker = None;
    book.each_spell(|spell| {
        if let Some(employer) = spell.work.employer {
            *uses.entry(employer.clone().into()).or_default() += 1;
            worker = Some((spell.person, employer));
        }
        Ok(())
    })
    .unwrap();
    let (person, _) = worker.unwrap();
    let last = book.last_work(person).unwrap().unwrap();
    let employer = last.work.employer.clone().unwrap();
    let keys = zhanbao::text::name_keys(&employer);
    for typed in [employer.as_str(), &keys.full[0], &keys.initials[0]] {
        let hints = book.suggest_work(typed, Some(person), day, 5).unwrap();
        assert_eq!((hints[0].source, hints[0].work.employer.as_ref()), (WorkSource::Own, Some(&employer)), "{typed}");
        let hints = book.suggest_work(typed, None, day, 5).unwrap();
        let hint = hints.iter().find(|hint| hint.work.employer.as_ref() == Some(&employer)).unwrap();
        assert!(hint.work.place.is_some() || hint.work.place_class.is_some());
        assert!(hint.work.start.is_none() && hint.work.trip.is_none());
    }
    assert_eq!(book.suggest_work("", None, day, 7).unwrap().len(), 7);
    let places = book.suggest_places("宁", 20).unwrap();
    assert!(places.iter().any(|hint| hint.place.contains("宁波")), "{places:?}");
    assert!(book.suggest_places("ningbo", 20).unwrap().iter().any(|hint| hint.place.contains("宁波")));
}

#[test]
fn a_pasted_list_meets_its_people_in_one_go() {
    let Town { _folder, book, day, .. } = town();
    let people = everybody(&book, day);
    let names: Vec<&str> = people.iter().step_by(40).map(|p| p.name.as_str()).collect();
    let asked: Vec<_> = names.iter().map(|name| (*name, None)).chain([("王大哥测试", None)]).collect();
    let met = book.candidates_for(&asked, day).unwrap();
    assert_eq!(met.len(), asked.len());
    for (name, hits) in names.iter().zip(&met) {
        let bearers: BTreeSet<SubjectId> = people.iter().filter(|p| p.name == *name).map(|p| p.id).take(8).collect();
        assert_eq!(hits.iter().map(|hit| hit.id).collect::<BTreeSet<_>>(), bearers, "{name}");
    }
    assert!(met.last().unwrap().is_empty());
    // The village that stands beside the name decides who comes first.
    let twin = people.iter().find(|p| people.iter().any(|q| q.name == p.name && q.unit > p.unit)).unwrap();
    let other = people.iter().find(|q| q.name == twin.name && q.unit > twin.unit).unwrap();
    for someone in [twin, other] {
        let village = zhanbao::domain::region::RegionCode::from_number(someone.unit);
        let hits = book.candidates_for(&[(&someone.name, Some(village))], day).unwrap().remove(0);
        assert_eq!(hits[0].score, 100);
        let first: Vec<SubjectId> = hits.iter().filter(|hit| hit.score == 100).map(|hit| hit.id).collect();
        assert!(first.contains(&someone.id));
    }
}

#[test]
fn the_console_notices_what_was_written_and_offers_to_take_back_the_last() {
    let Town { _folder, mut book, day, officer } = town();
    let mut other = Book::open(book.path(), Options::default()).unwrap();
    let token = book.token().unwrap();
    assert!(!book.changed_since(token).unwrap());
    let person = book.people(&PeopleQuery { limit: 1, ..PeopleQuery::default() }, day).unwrap().rows.remove(0);
    let fact = VisitFacts { by: VisitBy::Home, outcome: Outcome::Unchanged, need: None, next: None, note: None };
    let draft = |who: &str| Draft {
        day,
        officer: who.to_string(),
        unit: None,
        subjects: vec![person.id],
        fact: Fact::Visit(fact.clone()),
    };
    assert_eq!(person.id.kind(), SubjectKind::Person);
    other.record(draft(&officer)).unwrap();
    assert!(book.changed_since(token).unwrap());
    let token = book.token().unwrap();
    book.refresh().unwrap();
    let first = book.record_all(vec![draft("测试甲"), draft("测试甲")]).unwrap();
    assert!(book.changed_since(token).unwrap());
    let second = book.record(draft("测试乙")).unwrap();
    let last = book.last_batch(None).unwrap().unwrap();
    assert_eq!((last.batch, last.kinds), (second.batch.clone(), vec![("visit".to_string(), 1)]));
    assert_eq!(last.names, std::slice::from_ref(&person.name));
    let own = book.last_batch(Some("测试甲")).unwrap().unwrap();
    assert_eq!((own.batch, own.kinds), (first.batch.clone(), vec![("visit".to_string(), 2)]));
    book.withdraw(&second.batch, "记错", day, &officer).unwrap();
    assert_eq!(book.last_batch(None).unwrap().unwrap().batch, first.batch);
    let tomorrow = book.now() + chrono::Days::new(1);
    let later = Options { clock: Box::new(move || tomorrow), ..Options::default() };
    assert_eq!(Book::open(book.path(), later).unwrap().last_batch(None).unwrap(), None, "of today only");
    assert!(book.verify().unwrap().problems.is_empty());
}

#[test]
fn a_list_of_a_small_township_is_counted_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { people: 4_000, days: 2, seed: 3 };
    let (book, told) = demo::create(&folder.path().join("demo.zb"), &settings).unwrap();
    for facets in [
        Facets { employed: Some(false), ..Facets::default() },
        Facets { on_roster: Some(true), ..Facets::default() },
        Facets { zero: true, ..Facets::default() },
    ] {
        let query = PeopleQuery { facets, limit: 20, ..PeopleQuery::default() };
        let page = book.people(&query, told.last_day).unwrap();
        assert!(!page.at_least, "{facets:?}: at least {}", page.total);
    }
}

/// Of those whose kind was never said, too.
#[test]
fn every_household_is_of_one_kind() {
    let Town { _folder, book, day, .. } = town();
    let count = |kind| {
        let query = HouseholdQuery { kind, limit: 1, ..HouseholdQuery::default() };
        book.household_rows(&query, day).unwrap().total
    };
    let of_kinds: u64 = HouseholdKind::ALL.iter().map(|kind| count(Some(*kind))).sum();
    assert!(of_kinds > 10);
    assert_eq!(of_kinds, count(None));
}
