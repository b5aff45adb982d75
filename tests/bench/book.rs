//! How long the book takes: `cargo bench`. Prints the median, the 99th percentile and the slowest of each act, on a
//! made-up township of the size that `ZHANBAO_BENCH_PEOPLE` says (200,000 unless told).
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::time::{Duration, Instant};
use zhanbao::book::{Book, Draft, Options};
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
    for query in ["zxm", "wang", "李", "52999919900305", "1234", "19900000001"] {
        measure(&format!("find {query}"), 50, |_| {
            book.find(query, 20, day).unwrap();
        });
    }
    measure("report", 20, |_| {
        zhanbao::report::of_day(&mut book, day, &told.officer).unwrap();
    });
    measure("verify", 1, |_| assert!(book.verify().unwrap().problems.is_empty()));
}
