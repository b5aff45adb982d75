//! How fast the console answers: `cargo bench --bench console`. A made-up township of `ZHANBAO_BENCH_PEOPLE` people
//! (50,000 unless told) over `ZHANBAO_BENCH_DAYS` days, 120×40. First without a terminal, screen by screen: from a key to
//! the frame that shows it (echo), and to the frame with the book's answer. Then through a pseudo-terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../headless/mod.rs"]
mod headless;
#[path = "../pty/mod.rs"]
mod pty;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhanbao::book::Options;
use zhanbao::demo::{self, Settings};
use zhanbao::tui::{Entrance, Headless, Surroundings};

/// What an officer does on each screen; a word is one key.
const WALKS: [(&str, &str, &str); 7] = [
    ("today", "1", "j j j k w j j w j w k"),
    ("task book", "2", "j j j G g pagedown pagedown pageup [ ] [ ]"),
    (
        "roster filter",
        "3",
        "z h a n g backspace backspace backspace backspace backspace c e s h i ctrl-u 1 9 ctrl-u w ctrl-u",
    ),
    ("roster list", "3 w down", "j j j pagedown pagedown G g j k"),
    ("trips", "4", "j j k j"),
    ("wall", "5", "j j k m m m j"),
    ("report", "6", "j j pagedown pageup"),
];
const QUICK: &str = "v c e s down up esc r w a n esc p z h esc";
const ROUNDS: usize = 12;

fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

#[derive(Default)]
struct Taken(Vec<Duration>);

impl Taken {
    fn told(&mut self) -> String {
        self.0.sort();
        let at = |percent: usize| self.0[(self.0.len() * percent / 100).min(self.0.len() - 1)];
        let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
        format!("median {:7.2}  p99 {:7.2}  slowest {:7.2} ms", ms(at(50)), ms(at(99)), ms(at(100)))
    }
}

fn walk(console: &mut Headless, to: &str, keys: &str) -> (Taken, Taken) {
    let (mut echo, mut answer) = (Taken::default(), Taken::default());
    for _ in 0..ROUNDS {
        console.type_in("esc esc 1");
        console.type_in(to);
        for key in keys.split_whitespace() {
            let start = Instant::now();
            console.press(key);
            console.draw();
            echo.0.push(start.elapsed());
            console.settle();
            answer.0.push(start.elapsed());
        }
    }
    (echo, answer)
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
    for (name, to, keys) in WALKS.into_iter().chain([("quick line", "1", QUICK)]) {
        let (mut echo, mut answer) = walk(&mut console, to, keys);
        println!("{name:<14} echo   {}", echo.told());
        println!("{:<14} answer {}", "", answer.told());
    }
    drop(console);
    through_a_terminal(folder.path(), &path, told.last_day);
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
