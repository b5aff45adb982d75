//! Nothing confirmed is lost: a process that records is killed at any moment, a hundred times over; and two processes
//! write to one book at once. Each time everything that was acknowledged is there, and the book is whole.

use crate::common;
use crate::common::*;
use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use zhanbao::book::{Book, Draft, Error, Options};
use zhanbao::domain::acts::{CampaignFacts, Fact, PushFacts, batch_of};
use zhanbao::domain::subject::SubjectId;

/// Says to the re-executed test binary which book to record in.
const BOOK: &str = "ZHANBAO_TEST_RECORDS_IN";
/// … for how long, in milliseconds; without it, until somebody ends it.
const FOR: &str = "ZHANBAO_TEST_RECORDS_FOR";
/// … and with which act it begins, so that two officers do different things.
const FROM: &str = "ZHANBAO_TEST_RECORDS_FROM";

const PEOPLE: usize = 24;
const KILLS: u64 = 100;

fn options(path: &Path) -> Options {
    Options { devices: Some(path.with_file_name("devices")), ..Options::default() }
}

/// The n-th act of a busy officer: mostly one entry, sometimes three offers at once, sometimes a campaign.
fn act(book: &mut Book, n: usize) -> Vec<Draft> {
    let town = people(PEOPLE);
    let day = day(3, 2 + (n / 40 % 20) as u32);
    let who = &town[n * 7 % PEOPLE];
    let at_work = || book.person_on(who.id(), day).unwrap().standing(day, book.rules()).main.is_some();
    match n % 10 {
        1 | 4 | 7 if at_work() => vec![loss(day, who)],
        1 | 4 => vec![placement(day, who, "晴隆茶厂")],
        7 => vec![draft(day, vec![who.id()], Fact::Return(work("宁波甲厂", day)))],
        2 => vec![home(day, who)],
        5 => (0..3)
            .map(|k| {
                draft(
                    day,
                    vec![town[(n + k) % PEOPLE].id()],
                    Fact::Push(PushFacts { job: "缝纫工".into(), result: None }),
                )
            })
            .collect(),
        9 if n.is_multiple_of(3) => {
            let campaign = CampaignFacts {
                name: "春风行动".into(),
                from: day,
                to: common::day(3, 31),
                all_days: n.is_multiple_of(2),
            };
            vec![draft(day, vec![SubjectId::unit(township())], Fact::Campaign(campaign))]
        }
        _ => vec![visit(day, who)],
    }
}

/// Not a test of its own: what the other tests run as a process, told by the environment.
#[test]
fn records_until_it_is_ended() {
    let Some(path) = std::env::var_os(BOOK) else { return };
    let path = Path::new(&path);
    let number = |name| std::env::var(name).ok().and_then(|text: String| text.parse::<u64>().ok());
    let end = number(FOR).map(|ms| Instant::now() + Duration::from_millis(ms));
    let mut book = Book::open(path, options(path)).unwrap();
    let mut out = std::io::stdout().lock();
    for n in number(FROM).unwrap_or(0) as usize.. {
        if end.is_some_and(|end| Instant::now() > end) {
            break;
        }
        let drafts = act(&mut book, n);
        match book.record_all(drafts) {
            Ok(recorded) => {
                let hashes: Vec<String> = recorded.entries.iter().map(|e| e.hash.to_string()).collect();
                writeln!(out, "\nack {} .", hashes.join(" ")).unwrap();
                out.flush().unwrap();
            }
            Err(Error::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

pub fn recorder(path: &Path, from: u64, time: Option<Duration>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "crash::records_until_it_is_ended", "--nocapture", "--test-threads=1"]);
    command.env(BOOK, path).env(FROM, from.to_string()).env("RUST_BACKTRACE", "0");
    if let Some(time) = time {
        command.env(FOR, time.as_millis().to_string());
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The hashes that a recorder acknowledged, by whole lines; what it panicked with, if it did.
pub fn acknowledged(child: Child) -> Vec<String> {
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked"), "{errors}");
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .filter_map(|line| line.strip_prefix("ack ")?.strip_suffix(" ."))
        .flat_map(|line| line.split(' ').map(str::to_string).collect::<Vec<_>>())
        .collect()
}

/// Every acknowledged entry is there, no batch is there in part, every chain has its numbers once.
pub fn assert_kept(book: &Book, acknowledged: &[String]) {
    let all = entries(book);
    let there: HashSet<String> = all.iter().map(|e| e.hash.to_string()).collect();
    let lost: Vec<&String> = acknowledged.iter().filter(|hash| !there.contains(*hash)).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged entries are lost", lost.len(), acknowledged.len());
    let mut offers: BTreeMap<_, usize> = BTreeMap::new();
    let mut numbers: BTreeMap<_, Vec<u64>> = BTreeMap::new();
    for entry in &all {
        numbers.entry(entry.device).or_default().push(entry.seq);
        if entry.kind == "push" {
            *offers.entry((entry.device, batch_of(&entry.body))).or_default() += 1;
        }
    }
    assert!(offers.values().all(|n| *n == 3), "a batch is there as a whole or not at all: {offers:?}");
    for (device, mut seqs) in numbers {
        seqs.sort_unstable();
        assert!(seqs.iter().copied().eq(1..=seqs.len() as u64), "device {device} counts 1, 2, 3 …");
    }
}

#[test]
fn what_was_acknowledged_survives_a_hundred_kills() {
    let (_dir, path) = folder();
    let made = book(&path, options(&path), &people(PEOPLE));
    let before = made.entries().unwrap();
    drop(made);
    let mut kept: Vec<String> = Vec::new();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..KILLS {
        // xorshift: the same moments in every run, as far as the machine allows.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut child = recorder(&path, round * 40, None);
        std::thread::sleep(Duration::from_millis(10 + random % 140));
        child.kill().unwrap();
        kept.extend(acknowledged(child));
        if round % 10 == 9 {
            // Whole before anything writes to it again.
            let mut book = Book::open(&path, options(&path)).unwrap();
            assert_whole(&mut book);
            assert_kept(&book, &kept);
        }
    }
    let book = Book::open(&path, options(&path)).unwrap();
    let recorded = book.entries().unwrap() - before;
    // How many depends on the machine; that there were some shows that the kills did not all come before the first.
    assert!(kept.len() as u64 > KILLS / 4, "the kills came while it was recording: {} acknowledged", kept.len());
    // A kill can fall between the commit and the word, for one batch each time.
    assert!(recorded <= kept.len() as u64 + 3 * KILLS, "{recorded} recorded, {} acknowledged", kept.len());
    println!("{} acknowledged over {KILLS} kills, {recorded} recorded", kept.len());
}

#[test]
fn two_processes_write_to_one_book_at_once_and_lose_nothing() {
    let (_dir, path) = folder();
    let made = book(&path, options(&path), &people(PEOPLE));
    let before = made.entries().unwrap();
    drop(made);
    let time = Some(Duration::from_secs(4));
    let children = [recorder(&path, 0, time), recorder(&path, 1003, time)];
    let kept: Vec<Vec<String>> =
        children.map(|child| std::thread::spawn(|| acknowledged(child))).map(|t| t.join().unwrap()).into();
    assert!(
        kept.iter().all(|k| k.len() > 20),
        "both have written: {:?}",
        kept.iter().map(Vec::len).collect::<Vec<_>>()
    );
    let kept = kept.concat();
    let mut book = Book::open(&path, options(&path)).unwrap();
    assert_eq!(book.entries().unwrap() - before, kept.len() as u64, "what is there was acknowledged, and nothing else");
    assert_kept(&book, &kept);
    assert_whole(&mut book);
    println!("{} acknowledged by two processes", kept.len());
}
