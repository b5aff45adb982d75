//! How fast the console answers, 120×40. First without a terminal, screen by screen: from a key to the frame that shows
//! it (echo), to the frame with what the book's own thread answers (answer), and to the one with what is asked aside as
//! well (aside). Then through a pseudo-terminal. Each walk is made `ZHANBAO_BENCH_ROUNDS` times. `ZHANBAO_BENCH_WALK`
//! names one walk to be made alone, or `all`: then all figures of each are printed, the best of the rounds beside all of
//! them, and the processor's time, which does not depend on what else a machine does; of a walk made alone, those of each
//! key besides.

use crate::figures::{note, timed, took};
use crate::fixture::{book, folder, number, program, settled};
use crate::{headless, pty};
use divan::Bencher;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhanbao::book::{Book, Options, PeopleQuery};
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

/// Time that the threads of this process had a processor (Linux; elsewhere none). Those that have ended are not counted any
/// more, as the one that reads a report's changes.
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
    let spent = |since: Duration| processor().saturating_sub(since);
    let (ran, start) = (processor(), Instant::now());
    match key {
        "PASTE" => console.paste_unsettled(list),
        key => console.press(key),
    }
    console.draw();
    let echo = (start.elapsed(), spent(ran));
    let begun = (Instant::now(), processor());
    console.settle_here();
    let answer = (echo.0 + begun.0.elapsed(), echo.1 + spent(begun.1));
    let begun = (Instant::now(), processor());
    console.settle();
    let aside = (answer.0 + begun.0.elapsed(), answer.1 + spent(begun.1));
    Step([echo.0, answer.0, aside.0, echo.1, answer.1, aside.1])
}

/// Walks, and says how long it took.
fn walk(console: &mut Headless, (name, to, keys): (&str, &str, &str), list: &str) {
    let keys: Vec<&str> = keys.split_whitespace().collect();
    let mut rounds: Vec<Vec<Step>> = Vec::new();
    for _ in 0..number("ZHANBAO_BENCH_ROUNDS", 4) {
        console.type_in("esc esc 1");
        console.type_in(to);
        rounds.push(keys.iter().map(|key| step(console, key, list)).collect());
    }
    for step in rounds.iter().flatten() {
        took("console_echo", step.0[0]);
        took("console_answer", step.0[1]);
    }
    let Some(wanted) = std::env::var_os("ZHANBAO_BENCH_WALK") else { return };
    println!("{name} ({} keys)", keys.len());
    for (at, key) in keys.iter().enumerate().filter(|_| wanted == name) {
        let best = COLUMNS.iter().enumerate().map(|(n, column)| {
            let best = rounds.iter().map(|round| round[at].0[n]).min().unwrap();
            format!("{column} {:.2}", best.as_secs_f64() * 1_000.0)
        });
        println!("    {key:<10} {}", best.collect::<Vec<_>>().join("  "));
    }
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

fn entrance(folder: &Path, day: chrono::NaiveDate) -> Entrance {
    let now: chrono::DateTime<chrono::FixedOffset> = format!("{day}T16:45:00+08:00").parse().unwrap();
    let options: Surroundings = Arc::new(move || Options { clock: Box::new(move || now), ..Options::default() });
    headless::entrance_with(folder, options)
}

/// Every walk, key by key.
#[divan::bench(name = "console_walks", sample_count = 1, sample_size = 1)]
fn console_walks(bencher: Bencher) {
    // It records: on a copy, which has the name that the console looks for.
    let home = folder().join("console");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::copy(&book().path, home.join("book.zb")).unwrap();
    settled(&home.join("book.zb"));
    bencher.bench_local(|| {
        let entrance = entrance(&home, book().day);
        let desk = entrance.desk().unwrap();
        let mut console = Headless::open(entrance, Some(desk), 120, 40).unwrap();
        console.settle();
        let list = list(&home.join("book.zb"), book().day);
        let only = std::env::var("ZHANBAO_BENCH_WALK").ok().filter(|only| only != "all");
        for told in WALKS.into_iter().filter(|(name, ..)| only.as_ref().is_none_or(|only| only == name)) {
            walk(&mut console, told, &list);
        }
    });
    std::fs::remove_dir_all(&home).unwrap();
}

/// 50 people as a chat group lists them.
fn list(book: &Path, day: chrono::NaiveDate) -> String {
    let book = Book::open(book, Options::default()).unwrap();
    let query = PeopleQuery { limit: 50, offset: 500, ..PeopleQuery::default() };
    let rows = book.people(&query, day).unwrap().rows;
    let lines = rows.iter().enumerate().map(|(n, row)| format!("{}.{} 宁波海天测试厂 5200\n", n + 1, row.name));
    std::iter::once("今天上岗名单:\n".to_string()).chain(lines).collect()
}

/// The program itself, from its start to the first frame.
#[divan::bench(name = "console_first_frame", sample_count = 10, sample_size = 1)]
fn console_first_frame(bencher: Bencher) {
    let book = book();
    let arguments = ["--book", book.path.to_str().unwrap(), "--day", &book.day.to_string()].map(String::from);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let home = folder();
    bencher.bench_local(|| {
        let start = Instant::now();
        let terminal = pty::Terminal::start(&home, &arguments, 120, 40);
        while !terminal.text().contains("今日]") {
            std::thread::sleep(Duration::from_millis(1));
            assert!(start.elapsed() < Duration::from_secs(60), "{}", terminal.text());
        }
        took("console_first_frame", start.elapsed());
    });
}

/// Keys to the roster's filter through a terminal, and what the program holds after them.
#[divan::bench(name = "console_typing", sample_count = 1, sample_size = 1)]
fn console_typing(bencher: Bencher) {
    let book = book();
    let arguments = ["--book", book.path.to_str().unwrap(), "--day", &book.day.to_string()].map(String::from);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    bencher.bench_local(|| {
        let mut terminal = pty::Terminal::start(&folder(), &arguments, 120, 40);
        terminal.wait_for("今日]");
        terminal.press("3");
        terminal.wait_for("台账]");
        for n in 0..60 {
            let letters = ["w", "wa", "wan", "wang", "wangj"];
            let shown = letters[n % letters.len()];
            timed("console_typing", || {
                let start = Instant::now();
                terminal.press(&shown[shown.len() - 1..]);
                while terminal.typed() != shown {
                    std::thread::sleep(Duration::from_micros(200));
                    assert!(start.elapsed() < Duration::from_secs(20), "{}", terminal.text());
                }
            });
            std::thread::sleep(Duration::from_millis(30));
            if shown == "wangj" {
                terminal.press("ctrl-u");
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        std::thread::sleep(Duration::from_secs(1));
        note("console_mb", terminal.used().1 as f64 / 1_024.0);
    });
}

/// A process that starts, says its version and ends: below that nothing can be.
#[divan::bench(name = "process", sample_count = 20, sample_size = 1)]
fn process(bencher: Bencher) {
    let mut command = program(&folder().join("no.zb"));
    command.arg("--version").stdout(std::process::Stdio::null());
    bencher.bench_local(|| timed("process", || assert!(command.status().unwrap().success())));
}
