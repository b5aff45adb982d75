//! Three officers record on three copies of one book and send each other what they have, in any order, in parts, and
//! twice; in the end all copies say the same, and the same as a book that got everything in order.

use crate::common::*;
use crate::histories::*;
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::Index;
use zhanbao::book::{Book, DayFilter, Draft};
use zhanbao::domain::acts::*;
use zhanbao::domain::metric::{Measure, Metric, Part};
use zhanbao::domain::standing::doubt::{self, Doubt};
use zhanbao::domain::subject::SubjectId;
use zhanbao::report;

const DEVICES: usize = 3;

/// How what one has comes to another.
#[derive(Debug, Clone)]
enum Way {
    /// Everything, as a bundle.
    Whole,
    /// What the other lacks by its own word.
    News,
    /// Single entries picked at random, in random order, some twice.
    Pieces(Vec<Index>),
}

#[derive(Debug, Clone)]
enum Step {
    Record { device: usize, deed: Deed },
    Send { from: usize, to: usize, way: Way, twice: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let way = prop_oneof![
        2 => Just(Way::Whole),
        2 => Just(Way::News),
        3 => prop::collection::vec(any::<Index>(), 1..6).prop_map(Way::Pieces),
    ];
    prop_oneof![
        6 => (0..DEVICES, deed()).prop_map(|(device, deed)| Step::Record { device, deed }),
        1 => (0..DEVICES, 1..DEVICES, way, any::<bool>()).prop_map(|(from, by, way, twice)| Step::Send {
            from,
            to: (from + by) % DEVICES,
            way,
            twice
        }),
    ]
}

fn send(from: &Book, to: &mut Book, way: &Way) {
    match way {
        Way::Whole => bring(from, to),
        Way::News => bring_news(from, to),
        Way::Pieces(picks) => {
            let all = entries(from);
            for pick in picks {
                to.merge_entries(vec![pick.get(&all).clone()]).unwrap();
            }
        }
    }
}

/// All that a book says: reports of several days, spells, doubts, households without work, trips.
fn sayings(book: &mut Book) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let days = [nth_day(3), nth_day(9), nth_day(DAYS), day(12, 31), nth_day(700)];
    for on in days {
        let mut report = report_of(book, on);
        report.cutoff = String::new();
        let rendered = report::render(&report).unwrap();
        out.push((format!("report {on}"), rendered.json));
        let doubts = book.doubts(on, u16::MAX).unwrap();
        let counts = book.counts(on).unwrap();
        for doubt in Doubt::ALL.iter().filter(|doubt| doubt::ALL.contains(&doubt.bit()) && **doubt != Doubt::NoCause) {
            let counted = counts.stock(None, Measure::part(Metric::ToSettle, Part::Doubt(*doubt)), on);
            let listed = doubts.iter().filter(|row| row.bit == doubt.bit()).count();
            assert_eq!(counted, listed as i64, "{doubt:?} {on}");
        }
        out.push((format!("doubts {on}"), format!("{doubts:#?}")));
        out.push((format!("zero households {on}"), format!("{:#?}", book.zero_households(on).unwrap())));
    }
    let mut spells = String::new();
    book.each_spell(|spell| {
        spells += &format!("{spell:#?}\n");
        Ok(())
    })
    .unwrap();
    out.push(("spells".into(), spells));
    for on in (0..DAYS).map(nth_day) {
        let reported = book.reported(on).unwrap();
        for filter in [DayFilter::default(), of_somebody()] {
            out.push((format!("list of {on}"), format!("{:#?}", book.day_list(on, &filter, 0, 1_000).unwrap())));
        }
        assert_eq!(book.reported(on).unwrap(), reported, "from what is kept of the day");
        out.push((format!("reported on {on}"), format!("{reported:#?}")));
    }
    out.push(("jobs".into(), format!("{:#?}", book.jobs().unwrap())));
    out.push(("trips".into(), format!("{:#?}", book.trips().unwrap())));
    out.push(("entries".into(), {
        let mut withdrawn = String::new();
        book.each_entry(|entry, gone| {
            withdrawn += &format!("{} {gone}\n", entry.hash);
            Ok(())
        })
        .unwrap();
        withdrawn
    }));
    out
}

fn assert_same(a: &[(String, String)], b: &[(String, String)], who: &str) {
    for ((what, a), (_, b)) in a.iter().zip(b) {
        if a != b {
            let differ: Vec<String> = a
                .lines()
                .zip(b.lines())
                .enumerate()
                .filter(|(_, (a, b))| a != b)
                .take(8)
                .map(|(n, (a, b))| format!("  {n}: {} | {}", a.trim(), b.trim()))
                .collect();
            panic!("{who}: {what} differs\n{}", differ.join("\n"));
        }
    }
}

/// Of whoever has this in their name: of all people.
fn of_somebody() -> DayFilter {
    DayFilter { text: "龙".into(), ..DayFilter::default() }
}

/// As a screen does: the book keeps what it was asked, and must not be behind later.
fn look_at(book: &Book, on: NaiveDate) {
    book.day_list(on, &of_somebody(), 0, 5).unwrap();
}

/// Plays the steps, lets everybody get everything, and holds the books against each other.
fn play(steps: &[Step], finish: &[(usize, usize)]) {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::at(day(3, 1));
    let town = people(PEOPLE);
    // The second device's clock is three hours behind, the third's an hour ahead.
    let skew = [0, -180, 60];
    let path = |n: usize| dir.path().join(format!("{n}.zb"));
    let mut books = vec![book(&path(0), clock.options(1, skew[0]), &town)];
    for (n, skew) in skew.into_iter().enumerate().skip(1) {
        let mut copy = Book::create(&path(n), township(), clock.options(n as u8 + 1, skew)).unwrap();
        bring(&books[0], &mut copy);
        books.push(copy);
    }
    for step in steps {
        clock.later(7);
        match step {
            Step::Record { device, deed } => {
                record(&mut books[*device], &town, deed);
                look_at(&books[*device], nth_day(deed.day));
            }
            Step::Send { from, to, way, twice } => {
                let mut to_book = books.remove(*to);
                let from_book = &books[if from > to { from - 1 } else { *from }];
                for _ in 0..1 + usize::from(*twice) {
                    send(from_book, &mut to_book, way);
                }
                books.insert(*to, to_book);
            }
        }
    }
    // Everybody sends to everybody; what is asked for by one's own word must be enough.
    let all_pairs = (0..DEVICES).flat_map(|from| (0..DEVICES).map(move |to| (from, to)));
    for (from, to) in finish.iter().copied().chain(all_pairs.clone()).chain(all_pairs).filter(|(from, to)| from != to) {
        let mut to_book = books.remove(to);
        send(&books[if from > to { from - 1 } else { from }], &mut to_book, &Way::News);
        books.insert(to, to_book);
    }
    let mut single = Book::create(&path(DEVICES), township(), clock.options(9, 0)).unwrap();
    for entry in entries(&books[0]) {
        single.merge_entries(vec![entry]).unwrap();
    }
    let expected = sayings(&mut single);
    assert_whole(&mut single);
    for (n, book) in books.iter_mut().enumerate() {
        assert_same(&sayings(book), &expected, &format!("device {}", n + 1));
        let verified = book.verify().unwrap();
        assert_eq!((verified.problems, verified.notices), (Vec::new(), Vec::new()), "device {}", n + 1);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn three_books_of_one_township_end_up_saying_the_same(
        steps in prop::collection::vec(step(), 10..60),
        finish in prop::collection::vec((0..DEVICES, 0..DEVICES), 0..8),
    ) {
        play(&steps, &finish);
    }
}

/// Two copies of one township's book, on different devices.
struct Copies {
    dir: tempfile::TempDir,
    path: std::path::PathBuf,
    clock: Clock,
    town: Vec<Someone>,
    office: Book,
    village: Book,
}

impl Copies {
    fn of(count: usize) -> Self {
        let (dir, path) = folder();
        let clock = Clock::at(day(3, 2));
        let town = people(count);
        let office = book(&path, clock.options(1, 0), &town);
        let mut village = Book::create(&dir.path().join("village.zb"), township(), clock.options(2, 0)).unwrap();
        bring(&office, &mut village);
        Self { dir, path, clock, town, office, village }
    }
}

#[test]
fn a_withdrawal_that_arrives_before_its_target_takes_it_back_all_the_same() {
    let Copies { dir: _dir, town, mut office, mut village, .. } = Copies::of(6);
    let wrong = village.record(loss(day(3, 2), &town[0])).unwrap().entries[0].hash;
    let taken_back = village.withdraw(&wrong.to_string(), "听错了", day(3, 2), OFFICER).unwrap().entries[0].hash;
    let one = |hash| entries(&village).into_iter().find(|e| e.hash == hash).unwrap();
    let before = report_of(&mut office, day(3, 2)).figures;
    office.merge_entries(vec![one(taken_back)]).unwrap();
    office.merge_entries(vec![one(wrong)]).unwrap();
    let merged = office.merge_entries(vec![one(wrong), one(taken_back)]).unwrap();
    assert_eq!((merged.added, merged.known), (0, 2), "what is known is known");
    assert_eq!(report_of(&mut office, day(3, 2)).figures, before);
    assert_whole(&mut office);
}

#[test]
fn a_copied_file_that_wrote_on_as_the_same_device_is_kept_as_two_branches_on_both_sides() {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(6);
    drop(book(&path, clock.options(1, 0), &town));
    let copy = dir.path().join("copy.zb");
    std::fs::copy(&path, &copy).unwrap();
    // No memory of devices: neither knows that the other goes on under its name.
    let mut here = Book::open(&path, clock.options(1, 0)).unwrap();
    let mut there = Book::open(&copy, clock.options(1, 0)).unwrap();
    here.record(visit(day(3, 2), &town[0])).unwrap();
    here.record(placement(day(3, 2), &town[1], "晴隆茶厂")).unwrap();
    clock.later(5);
    there.record(placement(day(3, 2), &town[2], "晴隆茶厂")).unwrap();
    seal(&mut here, day(3, 2));

    clock.morning(day(3, 3));
    bring_news(&there, &mut here);
    bring_news(&here, &mut there);
    let hashes = |book: &Book| entries(book).iter().map(|e| e.hash).collect::<Vec<_>>();
    assert_eq!(hashes(&here), hashes(&there), "each has both branches");
    for book in [&mut here, &mut there] {
        book.record(visit(day(3, 3), &town[3])).unwrap();
    }
    bring_news(&there, &mut here);
    bring_news(&here, &mut there);
    assert_eq!(hashes(&here), hashes(&there), "and writes on as a device of its own");
    for book in [&mut here, &mut there] {
        assert_whole(book);
        assert!(!book.verify().unwrap().notices.is_empty(), "the fork is told");
        let report = report_of(book, day(3, 3));
        assert_eq!(report.figures.get("placements").unwrap().cumulative, 2);
        assert_eq!(report.figures.get("visits").unwrap().cumulative, 3);
        let late: Vec<(&str, i64)> = report.corrections.iter().map(|c| (c.key.as_str(), c.amount)).collect();
        assert!(late.contains(&("placements", 1)), "the other branch came after the seal: {late:?}");
        for check in report.checks.iter().filter(|check| [1, 4, 6].contains(&check.id)) {
            assert!(check.ok, "{check:?}");
        }
    }
}

#[test]
fn a_large_bundle_whose_people_are_read_beside_its_writing_comes_to_the_same() {
    let Copies { dir: _dir, clock, town, mut office, mut village, .. } = Copies::of(1_100);
    let of = |first: usize, each: usize, act: &dyn Fn(&Someone) -> Draft| -> Vec<Draft> {
        town.iter().skip(first).step_by(each).map(act).collect()
    };
    office.record_all(of(0, 5, &|who| home(day(3, 2), who))).unwrap();
    village.record_all(of(0, 1, &|who| visit(day(3, 2), who))).unwrap();
    village.record_all(of(1, 3, &|who| placement(day(3, 2), who, "晴隆茶厂"))).unwrap();
    clock.morning(day(3, 3));
    let wrong = village.record_all(of(0, 6, &|who| loss(day(3, 3), who))).unwrap();
    village.withdraw(&wrong.batch, "听错了", day(3, 3), OFFICER).unwrap();
    village.record_all(of(0, 1, &|who| visit(day(3, 3), who))).unwrap();
    let one = vec![town[1].id(), town[7].id()];
    village.record(draft(day(3, 3), one, Fact::Same(SameFacts {}))).unwrap();
    bring_news(&village, &mut office);
    bring_news(&office, &mut village);
    assert_whole(&mut office);
    assert_whole(&mut village);
    assert_same(&sayings(&mut office), &sayings(&mut village), "the office");
}

#[test]
fn what_comes_in_counts_everything_anew_only_where_the_rules_are_others() {
    let Copies { dir: _dir, path, town, mut office, mut village, .. } = Copies::of(6);
    // How a name is spelt that nobody bears: nothing minds it, and it goes when everything is built anew.
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute("INSERT INTO spelling (key, name) VALUES ('left', 'as it was')", []).unwrap();
    let left =
        || conn.query_row("SELECT count(*) FROM spelling WHERE key = 'left'", [], |r| r.get::<_, i64>(0)).unwrap();

    village.record(visit(day(3, 2), &town[0])).unwrap();
    let target = TargetFacts {
        metric: "visits".to_string(),
        unit: township(),
        from: day(3, 1),
        to: day(3, 31),
        quantity: 40,
        last_year: None,
    };
    let steer = |fact| draft(day(3, 2), vec![SubjectId::unit(township())], fact);
    village.record(steer(Fact::Target(target))).unwrap();
    seal(&mut village, day(3, 2));
    bring_news(&village, &mut office);
    assert_eq!(left(), 1, "a target and a seal change no figure of anybody");
    assert_eq!(office.steering().last_sealed(), Some(day(3, 2)));
    assert_same(&sayings(&mut office), &sayings(&mut village), "the office");
    assert_whole(&mut office);

    let campaign = CampaignFacts { name: "春风".to_string(), from: day(3, 1), to: day(3, 31), all_days: false };
    village.record(steer(Fact::Campaign(campaign))).unwrap();
    bring_news(&village, &mut office);
    assert_eq!(left(), 0, "a campaign does");
    assert_same(&sayings(&mut office), &sayings(&mut village), "the office");
    assert_whole(&mut office);
}
