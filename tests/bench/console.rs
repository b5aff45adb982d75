//! How fast the console answers: `cargo bench --bench console`. A made-up township of `ZHANBAO_BENCH_PEOPLE` people
//! (50,000 unless told) over `ZHANBAO_BENCH_DAYS` days, 120×40. First without a terminal, screen by screen: from a key to
//! the frame that shows it (echo), to the frame with what the book's own thread answers (answer), and to the one with
//! what is asked aside as well (aside). Then through a pseudo-terminal. Of each key the best of `ZHANBAO_BENCH_ROUNDS`
//! rounds counts, beside it all of them, and the processor's time, which does not depend on what else a machine does.
//! `ZHANBAO_BENCH_WALK` names one walk to be made alone.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../headless/mod.rs"]
mod headless;
#[path = "../pty/mod.rs"]
mod pty;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhanbao::book::{Book, Options, PeopleQuery};
use zhanbao::demo::{self, Settings};
use zhanbao::tui::{Entrance, Headless, Surroundings};

/// What an officer does on each screen, and how they come there; a word is one key.
const WALKS: [(&str, &str, &str); 17] = [
    ("opening", "1", "2 4 5 6 3 esc 1"),
    ("today", "1", "j j j k G g f f w j j w j w k"),
    ("task book", "2", "j j G g pagedown pagedown pageup [ ] [ [ ] ] enter esc"),
    ("task filters", "2", "f 2 x F 2 x o 2 x / c e s esc esc"),
    (
        "roster filter",
        "3",
        "z h a n g backspace backspace backspace backspace backspace c e s h i ctrl-u 1 9 ctrl-u w ctrl-u",
    ),
    ("roster list", "3 ctrl-u w down", "j j j pagedown pagedown G g j k space space esc"),
    ("roster facets", "3 ctrl-u down", "f 4 j f 4 f 5 j f 5 f 6 f 6 f 7 f 7 f 8 f 8 f 1 2 f 2 3 f 3 f 3 esc"),
    ("roster sorts", "3 ctrl-u down", "o 3 j G g o 4 j G g o 5 j pagedown o 2 G o 1 g"),
    ("households", "3 ctrl-u down t", "j pagedown G g f 3 f 3 f 2 3 esc t"),
    ("person", "3 ctrl-u w down", "j enter j j ] ] [ pagedown o esc esc"),
    ("trips", "4", "j j k G g"),
    ("roll call", "4", "enter j j k esc"),
    ("wall", "5", "j j k left left right m m m c c M 2 G g"),
    ("report", "6", "j pagedown pageup w j j w f f f [ [ ] ]"),
    ("quick line", "1", "v c e s down up esc r w a n esc p z h esc"),
    ("paste 50", "1", "PASTE enter j j G g esc y"),
    ("recording", "1", "v w a n g enter 3 u enter"),
];

fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

#[derive(Default)]
struct Taken(Vec<Duration>);

impl Taken {
    fn at(&mut self, percent: usize) -> f64 {
        self.0.sort();
        let last = self.0.len().saturating_sub(1);
        self.0.get((self.0.len() * percent / 100).min(last)).map_or(0.0, |d| d.as_secs_f64() * 1_000.0)
    }

    fn told(&mut self) -> String {
        format!("median {:7.2}  p99 {:7.2}  slowest {:7.2} ms", self.at(50), self.at(99), self.at(100))
    }
}

/// Time that the threads of this process had a processor (Linux; elsewhere none).
fn processor() -> Duration {
    std::thread::yield_now();
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let ran = tasks.filter_map(|task| {
        let told = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(ran.sum())
}

/// One key of a walk: to the echo, to the answer, to the answer of what is asked aside; by the clock and by the
/// processor.
#[derive(Clone, Copy)]
struct Step([Duration; 6]);

const COLUMNS: [&str; 6] = ["echo", "answer", "aside", "cpu echo", "cpu answer", "cpu aside"];

fn step(console: &mut Headless, key: &str, list: &str) -> Step {
    let (ran, start) = (processor(), Instant::now());
    match key {
        "PASTE" => console.paste_unsettled(list),
        key => console.press(key),
    }
    console.draw();
    let echo = (start.elapsed(), processor() - ran);
    let begun = (Instant::now(), processor());
    console.settle_here();
    let answer = (echo.0 + begun.0.elapsed(), echo.1 + (processor() - begun.1));
    let begun = (Instant::now(), processor());
    console.settle();
    let aside = (answer.0 + begun.0.elapsed(), answer.1 + (processor() - begun.1));
    Step([echo.0, answer.0, aside.0, echo.1, answer.1, aside.1])
}

/// Walks, and says how long it took.
fn walk(console: &mut Headless, (name, to, keys): (&str, &str, &str), list: &str) {
    let keys: Vec<&str> = keys.split_whitespace().collect();
    let mut rounds: Vec<Vec<Step>> = Vec::new();
    for _ in 0..number("ZHANBAO_BENCH_ROUNDS", 8) {
        console.type_in("esc esc 1");
        console.type_in(to);
        rounds.push(keys.iter().map(|key| step(console, key, list)).collect());
    }
    println!("{name} ({} keys)", keys.len());
    for (n, column) in COLUMNS.iter().enumerate() {
        let of = |at: usize| rounds.iter().map(move |round| round[at].0[n]);
        let best: Vec<Duration> = (0..keys.len()).map(|at| of(at).min().unwrap()).collect();
        let worst = (0..keys.len()).max_by_key(|at| best[*at]).unwrap();
        let mut all = Taken((0..keys.len()).flat_map(of).collect());
        println!(
            "    {column:<10} best rounds: median {:7.2}  slowest {:7.2} ({}{})   all: {}",
            Taken(best.clone()).at(50),
            Taken(best).at(100),
            keys[worst.saturating_sub(1)..=worst].join(" "),
            if worst == 0 { ", the first" } else { "" },
            all.told()
        );
    }
}

fn entrance(path: &Path, day: chrono::NaiveDate) -> Entrance {
    let now: chrono::DateTime<chrono::FixedOffset> = format!("{day}T16:45:00+08:00").parse().unwrap();
    let options: Surroundings = Arc::new(move || Options { clock: Box::new(move || now), ..Options::default() });
    let folder = path.parent().unwrap();
    headless::entrance_with(folder, options)
}

fn main() {
    let (people, days) = (number("ZHANBAO_BENCH_PEOPLE", 50_000), number("ZHANBAO_BENCH_DAYS", 60));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.zb");
    let start = Instant::now();
    let (book, told) = demo::create(&path, &Settings { people, days, seed: 1 }).unwrap();
    let mut entries = 0u64;
    book.each_entry(|_, _| {
        entries += 1;
        Ok(())
    })
    .unwrap();
    drop(book);
    println!("{people} people, {days} days, {entries} entries, made in {:.1?}", start.elapsed());

    let start = Instant::now();
    let entrance = entrance(&path, told.last_day);
    let desk = entrance.desk().unwrap();
    let mut console = Headless::open(entrance, Some(desk), 120, 40).unwrap();
    println!("first frame              {:7.2} ms", start.elapsed().as_secs_f64() * 1_000.0);
    console.settle();
    println!("first frame, all of it   {:7.2} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let list = list(&path, told.last_day);
    let only = std::env::var("ZHANBAO_BENCH_WALK").ok();
    for told in WALKS.into_iter().filter(|(name, ..)| only.as_ref().is_none_or(|only| only == name)) {
        walk(&mut console, told, &list);
    }
    drop(console);
    through_a_terminal(folder.path(), &path, told.last_day);
}

/// 50 people as a chat group lists them.
fn list(book: &Path, day: chrono::NaiveDate) -> String {
    let book = Book::open(book, Options::default()).unwrap();
    let query = PeopleQuery { limit: 50, offset: 500, ..PeopleQuery::default() };
    let rows = book.people(&query, day).unwrap().rows;
    let lines = rows.iter().enumerate().map(|(n, row)| format!("{}.{} 宁波海天测试厂 5200\n", n + 1, row.name));
    std::iter::once("今天上岗名单:\n".to_string()).chain(lines).collect()
}

/// The program itself: start to first frame, key to echo in the roster's filter, and what it does while nobody types.
fn through_a_terminal(home: &Path, book: &Path, day: chrono::NaiveDate) {
    let start = Instant::now();
    let arguments = ["--book", book.to_str().unwrap(), "--day", &day.to_string()];
    let mut terminal = pty::Terminal::start(home, &arguments, 120, 40);
    terminal.wait_for("今日]");
    println!("terminal: first frame    {:7.2} ms", start.elapsed().as_secs_f64() * 1_000.0);
    terminal.press("3");
    terminal.wait_for("台账]");
    let mut echo = Taken::default();
    for n in 0..60 {
        let letters = ["w", "wa", "wan", "wang", "wangj"];
        let shown = letters[n % letters.len()];
        let start = Instant::now();
        terminal.press(&shown[shown.len() - 1..]);
        while terminal.typed() != shown {
            std::thread::sleep(Duration::from_micros(200));
            assert!(start.elapsed() < Duration::from_secs(20), "{}", terminal.text());
        }
        echo.0.push(start.elapsed());
        std::thread::sleep(Duration::from_millis(30));
        if shown == "wangj" {
            terminal.press("ctrl-u");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    println!("terminal: key to echo  {}", echo.told());
    std::thread::sleep(Duration::from_secs(2));
    let (ticks, rss) = terminal.used();
    std::thread::sleep(Duration::from_secs(20));
    let (later, _) = terminal.used();
    println!("terminal: 20 s idle      {} ms of processor, {} MB", (later - ticks) * 10, rss / 1_024);
}
