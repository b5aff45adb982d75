//! How long the book takes: `cargo bench`. Prints the median, the 99th percentile and the slowest of each act, on a
//! made-up township of the size that `ZHANBAO_BENCH_PEOPLE` says (200,000 unless told).
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::time::{Duration, Instant};
use zhanbao::book::{Book, DayFilter, Draft, Facets, HouseholdQuery, Options, PeopleQuery, PeopleSort};
use zhanbao::demo::{self, Settings};
use zhanbao::domain::acts::{Fact, VisitFacts};
use zhanbao::domain::{Outcome, VisitBy};

fn measure(name: &str, times: usize, mut act: impl FnMut(usize)) {
    let mut taken: Vec<Duration> = (0..times)
        .map(|n| {
            let start = Instant::now();
            act(n);
            start.elapsed()
        })
        .collect();
    taken.sort();
    let at = |percent: usize| taken[(taken.len() * percent / 100).min(taken.len() - 1)];
    println!("{name:<24} median {:>10.3?}  p99 {:>10.3?}  slowest {:>10.3?}", at(50), at(99), taken[taken.len() - 1]);
}

/// What the console asks.
fn views(book: &Book, day: chrono::NaiveDate, ids: &[zhanbao::domain::subject::SubjectId]) {
    let village = book.steering().villages().next().map(|(code, _)| code);
    let kind = Some(zhanbao::domain::keys::HouseholdKind::Sudden);
    let open = Facets::default();
    for (name, facets) in [
        ("people", open),
        ("people of a village", Facets { village, ..open }),
        ("people not employed", Facets { employed: Some(false), ..open }),
        ("  of a village", Facets { employed: Some(false), village, ..open }),
        ("people of a rare kind", Facets { kind, ..open }),
        ("people of no-work homes", Facets { zero: true, ..open }),
        ("people awaited", Facets { awaited: true, ..open }),
    ] {
        for (how, sort) in [("", PeopleSort::Home), (", by name", PeopleSort::Name), (", by wage", PeopleSort::Wage)] {
            measure(&format!("{name}{how}"), 20, |_| {
                let query = PeopleQuery { facets, sort, limit: 50, ..PeopleQuery::default() };
                book.people(&query, day).unwrap();
            });
        }
    }
    let all = book.people(&PeopleQuery::default(), day).unwrap().total as usize;
    for offset in [all / 2, all - 50] {
        measure(&format!("people from {offset} on"), 20, |_| {
            book.people(&PeopleQuery { offset, limit: 50, ..PeopleQuery::default() }, day).unwrap();
        });
    }
    for text in ["w", "zxm"] {
        measure(&format!("people, {text}"), 20, |_| {
            book.people(&PeopleQuery { text: text.into(), limit: 50, ..PeopleQuery::default() }, day).unwrap();
        });
    }
    measure("households", 20, |_| {
        book.household_rows(&HouseholdQuery { limit: 50, ..HouseholdQuery::default() }, day).unwrap();
    });
    measure("day list", 20, |_| {
        book.day_list(day, &DayFilter::default(), 0, 50).unwrap();
    });
    measure("day list, first day", 20, |_| {
        book.day_list(day - chrono::Days::new(1), &DayFilter::default(), 0, 50).unwrap();
    });
    measure("page", 200, |n| {
        book.page(ids[n * 7919 % ids.len()], day).unwrap();
    });
    measure("last work", 200, |n| {
        book.last_work(ids[n * 7919 % ids.len()]).unwrap();
    });
    measure("suggest work, first", 1, |_| {
        book.suggest_work("dz", None, day, 10).unwrap();
    });
    measure("suggest work", 50, |_| {
        book.suggest_work("dz", None, day, 10).unwrap();
    });
    measure("suggest places", 50, |_| {
        book.suggest_places("nb", 10).unwrap();
    });
    measure("last batch", 50, |_| {
        book.last_batch(None).unwrap();
    });
    measure("changed since", 500, |_| {
        book.changed_since(book.token().unwrap()).unwrap();
    });
    let rows = book.people(&PeopleQuery { limit: 60, ..PeopleQuery::default() }, day).unwrap().rows;
    let names: Vec<_> = rows.iter().map(|row| (row.name.as_str(), Some(row.unit))).collect();
    measure("60 pasted names", 20, |_| {
        book.candidates_for(&names, day).unwrap();
    });
}

fn main() {
    let people = std::env::var("ZHANBAO_BENCH_PEOPLE").ok().and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bench.zb");
    let start = Instant::now();
    let (book, told) = demo::create(&path, &Settings { people, days: 2, seed: 1 }).unwrap();
    drop(book);
    println!("{people} people, made in {:.1?}", start.elapsed());
    let mut book = Book::open(&path, Options::default()).unwrap();
    let mut ids = Vec::new();
    book.each_spell(|spell| {
        ids.push(spell.person);
        Ok(())
    })
    .unwrap();
    let day = told.last_day;
    measure("record", 2_000, |n| {
        let id = ids[n * 7919 % ids.len()];
        let household = book.person_on(id, day).unwrap().facts.household;
        let fact = Fact::Visit(VisitFacts {
            by: VisitBy::Phone,
            outcome: Outcome::Unchanged,
            need: None,
            next: None,
            note: None,
        });
        let subjects = std::iter::once(id).chain(household).collect();
        book.record(Draft { day, officer: told.officer.clone(), unit: None, subjects, fact }).unwrap();
    });
    views(&book, day, &ids);
    for query in
        ["w", "zh", "zxm", "wang", "zhangwei", "qqqq", "李", "小明", "529", "52999919900305", "1234", "19900000001"]
    {
        measure(&format!("find {query}"), 50, |_| {
            book.find(query, 20, day).unwrap();
        });
    }
    measure("report", 20, |_| {
        zhanbao::report::of_day(&mut book, day, &told.officer).unwrap();
    });
    measure("verify", 1, |_| assert!(book.verify().unwrap().problems.is_empty()));
}
