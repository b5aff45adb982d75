//! What was measured in this run, and the table of it.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

static TIMES: Mutex<BTreeMap<&'static str, Vec<Duration>>> = Mutex::new(BTreeMap::new());
static VALUES: Mutex<BTreeMap<&'static str, f64>> = Mutex::new(BTreeMap::new());

/// Does something and notes under this name how long it took.
pub fn timed<T>(name: &'static str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = act();
    took(name, start.elapsed());
    out
}

/// Notes how long something took.
pub fn took(name: &'static str, time: Duration) {
    TIMES.lock().unwrap().entry(name).or_default().push(time);
}

/// Notes a figure; the last one counts.
pub fn note(name: &'static str, value: f64) {
    VALUES.lock().unwrap().insert(name, value);
}

/// Notes a figure; the largest counts.
pub fn most(name: &'static str, value: f64) {
    let mut values = VALUES.lock().unwrap();
    let largest = values.get(name).map_or(value, |known| known.max(value));
    values.insert(name, largest);
}

/// Milliseconds below which so many of a hundred stay.
fn at(name: &str, percent: usize) -> Option<f64> {
    let times = TIMES.lock().unwrap();
    let mut all = times.get(name)?.clone();
    all.sort();
    let rank = (all.len() * percent).div_ceil(100).max(1) - 1;
    Some(all.get(rank)?.as_secs_f64() * 1_000.0)
}

fn value(name: &str) -> Option<f64> {
    VALUES.lock().unwrap().get(name).copied()
}

/// How a row's figures read.
#[derive(Clone, Copy)]
enum Unit {
    Milliseconds,
    Seconds,
    Megabytes,
    Bytes,
    PerSecond,
}

impl Unit {
    fn write(self, n: f64) -> String {
        match self {
            Unit::Milliseconds => format!("{n:.2} ms"),
            Unit::Seconds => format!("{:.2} s", n / 1_000.0),
            Unit::Megabytes => format!("{n:.0} MB"),
            Unit::Bytes => format!("{n:.0} B"),
            Unit::PerSecond => format!("{n:.0} /s"),
        }
    }
}

/// What a row is to reach.
enum Goal {
    /// So many times the peer at most.
    Times(f64),
    /// So many times the peer, or this figure, whichever is larger.
    TimesOr(f64, f64),
    Most(f64),
    Least(f64),
    None,
}

struct Row {
    name: &'static str,
    unit: Unit,
    ours: Option<f64>,
    peer: Option<f64>,
    /// Who the peer is.
    beside: String,
    goal: Goal,
}

/// Prints what this run measured.
pub fn table() {
    let rows = rows();
    let known: Vec<&Row> = rows.iter().filter(|row| row.ours.is_some()).collect();
    if known.is_empty() {
        return;
    }
    println!("\n{}", super::fixture::described());
    let head = ["", "ours", "peer or limit", "ratio", "goal", "reached", "beside"].map(String::from);
    let mut lines = vec![head];
    for row in known {
        let ours = row.ours.unwrap_or_default();
        let write = |n: f64| row.unit.write(n);
        let (goal, reached) = match (&row.goal, row.peer) {
            (Goal::Most(most), _) => (format!("≤ {}", write(*most)), Some(ours <= *most)),
            (Goal::Least(least), _) => (format!("≥ {}", write(*least)), Some(ours >= *least)),
            (Goal::Times(times), peer) => (format!("≤ {times} ×"), peer.map(|peer| ours <= times * peer)),
            (Goal::TimesOr(times, most), peer) => (
                format!("≤ {times} × or {}", write(*most)),
                Some(peer.is_some_and(|peer| ours <= times * peer) || ours <= *most),
            ),
            (Goal::None, _) => (String::new(), None),
        };
        let ratio = row.peer.filter(|peer| *peer > 0.0).map_or_else(String::new, |peer| format!("{:.2}", ours / peer));
        let reached = reached.map_or("", |reached| if reached { "yes" } else { "NO" }).to_string();
        let peer = row.peer.map_or_else(String::new, write);
        lines.push([row.name.to_string(), write(ours), peer, ratio, goal, reached, row.beside.clone()]);
    }
    let wide = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(wide).collect();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(n, (cell, width))| match n {
            1..=3 => format!("{cell:>width$}"),
            _ => format!("{cell:<width$}"),
        });
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

fn rows() -> Vec<Row> {
    use Unit::*;
    let row = |name, unit, ours, peer, beside: &str, goal| Row { name, unit, ours, peer, beside: beside.into(), goal };
    let per_second = |n: &str, time: &str| Some(value(n)? * 1_000.0 / at(time, 50)?);
    let sqlite = super::roster::peer();
    vec![
        row("import roster", Seconds, at("import", 50), at("import_peer", 50), sqlite, Goal::Times(5.0)),
        row("import roster, memory", Megabytes, value("import_mb"), value("import_peer_mb"), sqlite, Goal::Most(500.0)),
        row("record, median", Milliseconds, at("record", 50), at("raw_insert", 50), "raw INSERT, FULL", Goal::None),
        row(
            "record, p99",
            Milliseconds,
            at("record", 99),
            at("raw_insert", 99),
            "raw INSERT, FULL",
            Goal::TimesOr(1.3, 2.0),
        ),
        row("record, p99", Milliseconds, at("record", 99), at("fsync", 99), "fdatasync alone", Goal::None),
        row(
            "report json",
            Milliseconds,
            at("report", 50),
            at("process", 50),
            "start and end of a process",
            Goal::Most(150.0),
        ),
        row(
            "report json",
            Milliseconds,
            at("report", 50),
            at("report_tenth", 50),
            "with a tenth of the history",
            Goal::Times(1.1),
        ),
        row(
            "verify",
            PerSecond,
            per_second("entries", "verify"),
            per_second("entries", "verify_limit"),
            "BLAKE3 and one read of them",
            Goal::Least(80_000.0),
        ),
        row(
            "merge",
            PerSecond,
            per_second("merged", "merge"),
            per_second("merged", "merge_peer"),
            "raw INSERTs, one transaction",
            Goal::Least(10_000.0),
        ),
        row("find, p99", Milliseconds, at("find", 99), at("find_peer", 99), "one indexed SELECT", Goal::Most(10.0)),
        row(
            "console: key to echo, p99",
            Milliseconds,
            at("console_echo", 99),
            Some(1_000.0 / 60.0),
            "a frame of 60 Hz",
            Goal::Most(16.0),
        ),
        row("console: key to answer, p99", Milliseconds, at("console_answer", 99), None, "", Goal::Most(50.0)),
        row(
            "console: first frame",
            Milliseconds,
            at("console_first_frame", 50),
            at("process", 50),
            "start and end of a process",
            Goal::Most(150.0),
        ),
        row("console: memory", Megabytes, value("console_mb"), None, "", Goal::Most(150.0)),
        row(
            "book, per person with one entry",
            Bytes,
            value("person_bytes"),
            value("person_raw"),
            "the entry's own bytes",
            Goal::Most(1_300.0),
        ),
        row(
            "book, per further entry",
            Bytes,
            value("entry_bytes"),
            value("entry_raw"),
            "the entry's own bytes",
            Goal::Most(550.0),
        ),
        row(
            "match: ten jobs each",
            Milliseconds,
            at("match", 50),
            at("match_one_by_one", 50),
            "each judged with each",
            Goal::None,
        ),
    ]
}
