//! Entries to `merge` that are whole and absurd: taken, and whatever is asked of the book afterwards is answered.

use super::absurd::Sender;
use super::cases;
use crate::common::*;
use chrono::NaiveDate;
use proptest::prelude::*;
use zhanbao::book::{Asked, Book, DayFilter, Facets, HouseholdQuery, Options, PeopleQuery, PeopleSort};
use zhanbao::desk::export::{Export, Outlet, What, export};
use zhanbao::desk::{Desk, Progress, Sitting, boarding, due, history, printed};
use zhanbao::domain::entry::{DeviceId, Entry};
use zhanbao::domain::subject::SubjectId;
use zhanbao::locale::Lang;
use zhanbao::report::{self, Format, Wording};
use zhanbao::sheet::write::{Charset, Format as Table};

const OWN: u8 = 9;

fn theirs() -> DeviceId {
    DeviceId([OWN; 16])
}

/// Days from the ends of time, and today.
fn days() -> Vec<NaiveDate> {
    vec![day(3, 9), NaiveDate::MIN, NaiveDate::MAX, NaiveDate::from_ymd_opt(9999, 12, 31).unwrap()]
}

/// Every question that the console and the commands ask of a book; each is answered.
fn ask_everything(book: &mut Book, subjects: &[SubjectId]) {
    for on in days() {
        for sort in [PeopleSort::Home, PeopleSort::Name, PeopleSort::Age, PeopleSort::Wage] {
            for text in ["", "测试甲", "csj", "=1"] {
                let query = PeopleQuery { text: text.into(), sort, limit: 50, ..PeopleQuery::default() };
                book.people(&query, on).unwrap();
            }
        }
        for facets in [
            Facets { employed: Some(true), ..Facets::default() },
            Facets { zero: true, ..Facets::default() },
            Facets { awaited: true, ..Facets::default() },
        ] {
            book.people(&PeopleQuery { facets, limit: 50, ..PeopleQuery::default() }, on).unwrap();
        }
        book.household_rows(&HouseholdQuery { limit: 50, ..HouseholdQuery::default() }, on).unwrap();
        book.day_list(on, &DayFilter::default(), 0, 100).unwrap();
        book.due_people(on, on).unwrap();
        book.due_households(on).unwrap();
        book.zero_households(on).unwrap();
        book.doubts(on, u16::MAX).unwrap();
        book.reported(on).unwrap();
        book.sealed(on).unwrap();
        book.each_seeker(on, Asked { employed: true, unwilling: true }, |_| {}).unwrap();
        let unit = book.unit();
        book.each_person(on, unit, |_| Ok(())).unwrap();
        for id in subjects {
            book.page(*id, on).unwrap();
            book.person_on(*id, on).unwrap();
            book.seeker(*id, on).unwrap();
            book.trip_on(*id, on).unwrap();
            book.suggest_work("厂", Some(*id), on, 9).unwrap();
        }
        book.find("测试", 50, on).unwrap();
    }
    book.names(subjects.iter().copied()).unwrap();
    book.trips().unwrap();
    book.trip_heads().unwrap();
    book.current_trips().unwrap();
    book.jobs().unwrap();
    book.shared_numbers().unwrap();
    book.suggest_places("寨", 9).unwrap();
    book.each_spell(|_| Ok(())).unwrap();
    book.each_entry(|entry, _| {
        let event = zhanbao::domain::entry::Event::of(&entry);
        book.withdrawals_of(entry.hash)?;
        history::told(book, false, &event.fact, &entry.kind);
        Ok(())
    })
    .unwrap();
}

/// Every report and every table that leaves the book.
fn print_everything(desk: &mut Desk, trips: &[SubjectId], folder: &std::path::Path, seed: u64) {
    for (n, on) in days().into_iter().enumerate() {
        desk.turn_to(Some(on));
        due::due_within(desk, on, 9).unwrap();
        report::board(&mut desk.book, on).unwrap();
        let formats = [Format::Txt, Format::Md, Format::Html, Format::Csv, Format::Xlsx, Format::Json];
        for format in (0..2).map(|more| formats[(seed as usize + n + more * 3) % formats.len()]) {
            // A sealed day prints what was sealed, even where that is no report.
            match desk.book.sealed(on).unwrap() {
                Some(_) => drop(printed::page(desk, format, Charset::Utf8)),
                None => drop(printed::page(desk, format, Charset::Utf8).unwrap()),
            }
        }
    }
    desk.turn_to(Some(day(3, 9)));
    let whats = [What::Roster, What::Spells, What::Trips, What::Jobs, What::Entries];
    for what in whats.into_iter().chain(trips.iter().map(|trip| What::Passengers(*trip))) {
        let formats = [Table::Csv(Charset::Utf8), Table::Csv(Charset::Gb18030), Table::Xlsx, Table::Ndjson];
        for format in (0..2).map(|more| formats[(seed as usize + more * 2) % formats.len()]) {
            let asked = Export { what, within: None, format, ids_full: false, codes: true };
            export(desk, &asked, Outlet::File(folder.join("out")), &Progress::default()).unwrap();
        }
    }
    for trip in trips {
        boarding::page(desk, *trip).unwrap();
    }
}

/// The book is whole, and builds up again to what it is.
fn whole(book: &mut Book) {
    let verified = book.verify().unwrap();
    assert_eq!(verified.problems, Vec::<String>::new());
    book.rebuild().unwrap();
    assert_eq!(book.verify().unwrap().problems, Vec::<String>::new(), "after rebuild");
}

fn subjects_of(entries: &[Entry]) -> Vec<SubjectId> {
    let mut all: Vec<SubjectId> = entries.iter().flat_map(|entry| entry.subjects.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A book of our own with a day's work in it.
fn own(path: &std::path::Path) -> Book {
    let clock = Clock::at(day(3, 2));
    let people = people(12);
    let mut book = book(path, Options { durable: false, ..clock.options(OWN, 0) }, &people);
    clock.morning(day(3, 3));
    book.record_all(vec![visit(day(3, 3), &people[1]), home(day(3, 3), &people[0])]).unwrap();
    clock.morning(day(3, 9));
    book
}

fn merged(seeds: &[u64], parts: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut book = own(&folder.path().join("book.zb"));
    let mut sender = Sender::new(theirs());
    let entries: Vec<Entry> = seeds.iter().map(|seed| sender.entry(*seed)).collect();
    for part in entries.chunks(entries.len().div_ceil(parts).max(1)) {
        book.merge_entries(part.to_vec()).unwrap();
    }
    whole(&mut book);
    let subjects = subjects_of(&entries);
    ask_everything(&mut book, &subjects);
    // What was taken in goes on to others, who come to the same.
    let mut other = own(&folder.path().join("other.zb"));
    let mut bundle = Vec::new();
    book.bundle(&other.vector().unwrap(), &mut bundle).unwrap();
    other.merge(&mut bundle.as_slice()).unwrap();
    whole(&mut other);
    let wording = Wording { lang: Lang::current(), asked: false, folder: None };
    let mut desk = Desk::new(book, Sitting::default(), wording);
    let trips: Vec<SubjectId> = desk.book.trips().unwrap().into_iter().map(|(id, _)| id).collect();
    print_everything(&mut desk, &trips, folder.path(), seeds.iter().fold(0, |a, b| a ^ b));
    // And the day goes on: work is recorded, and the day is sealed.
    let people = people(12);
    desk.book.record(visit(day(3, 9), &people[5])).ok();
    let on = desk.book.steering().last_sealed().map_or(day(3, 9), |last| last.max(day(3, 9)));
    if let Some(next) = on.succ_opt() {
        desk.turn_to(Some(next));
        if let Ok(prospect) = desk.prepare_seal() {
            desk.seal(&prospect, Some("测试")).ok();
        }
    }
    whole(&mut desk.book);
}

/// What a workbook has no day for stands in it as text.
#[test]
fn a_day_before_all_calendars_stands_in_the_reports_workbook() {
    merged(
        &[
            186_788_670_862_822_673,
            2_815_550_741_763_986_537,
            241_379_852_882_119_001,
            4_542_755_656_210_004_805,
            205_640_485_736_171_773,
            1_898_863_383_233_076_883,
            44_358_634_306_217_602,
            807_989_820_660_484_585,
            5_526_654_383_599_878_975,
            831_978_412_173_055_219,
            3_690_603_886_401_095_018,
            10_070_661_927_927_781_855,
            18_362_283_895_751_837_326,
            16_383_005_814_816_403_628,
        ],
        1,
    );
}

proptest! {
    #![proptest_config(cases(3))]

    #[test]
    fn whatever_is_merged_every_question_is_answered(
        seeds in proptest::collection::vec(any::<u64>(), 1..40), parts in 1usize..4
    ) {
        merged(&seeds, parts);
    }
}
