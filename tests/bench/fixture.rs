//! The books that are measured, made once or copied, and the program run as a process of its own.

use chrono::NaiveDate;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};
use zhanbao::demo::{self, Settings};

pub const OFFICER: &str = "测试员";

pub fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

/// A number below `below` for the n-th of something: two runs do the same work.
pub fn dealt(n: u64, what: u64, below: usize) -> usize {
    let mut x = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ what.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x = (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((x ^ (x >> 32)) % below as u64) as usize
}

pub fn pick<T: Clone>(n: u64, what: u64, all: &[T]) -> T {
    all[dealt(n, what, all.len())].clone()
}

static FOLDER: Mutex<Option<tempfile::TempDir>> = Mutex::new(None);

/// Where everything of this run lies.
pub fn folder() -> PathBuf {
    let mut folder = FOLDER.lock().unwrap();
    folder.get_or_insert_with(|| tempfile::tempdir().unwrap()).path().to_path_buf()
}

/// The books are large: they go with the run.
pub fn clear() {
    FOLDER.lock().unwrap().take();
}

/// A book to be measured.
pub struct Made {
    pub path: PathBuf,
    pub day: NaiveDate,
    pub people: u64,
    pub entries: u64,
    /// How long it took to make or to copy it.
    pub made: Duration,
}

fn days() -> u32 {
    number("ZHANBAO_BENCH_DAYS", 90)
}

/// The book that is only read.
pub fn book() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| make("ZHANBAO_BENCH_BOOK", "book.zb", None, days()))
}

/// One with a tenth of its history.
pub fn tenth() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| make("ZHANBAO_BENCH_TENTH", "tenth.zb", Some(book().people as u32), (days() / 10).max(2)))
}

/// Has the disk take a file that was just made: its being written is nothing to measure by the way.
pub fn settled(path: &Path) {
    std::fs::File::open(path).unwrap().sync_all().unwrap();
}

/// A copy of the book, to be written to.
pub fn written() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = folder().join("written.zb");
        std::fs::copy(&book().path, &path).unwrap();
        settled(&path);
        path
    })
}

/// The kept book that the variable names, copied; else a new one.
fn make(variable: &str, name: &str, people: Option<u32>, days: u32) -> Made {
    let path = folder().join(name);
    let start = Instant::now();
    match std::env::var_os(variable) {
        Some(kept) => {
            for ending in ["", "-wal"] {
                let of = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
                if of(Path::new(&kept)).exists() {
                    std::fs::copy(of(Path::new(&kept)), of(&path)).unwrap();
                }
            }
        }
        None => {
            let people = people.unwrap_or_else(|| number("ZHANBAO_BENCH_PEOPLE", 50_000));
            drop(demo::create(&path, &Settings { people, days, seed: 1 }).unwrap());
        }
    }
    settled(&path);
    let conn = sqlite(&path);
    let ask = |sql: &str| conn.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap() as u64;
    let people = ask("SELECT count(*) FROM entry WHERE kind = 'roster'");
    let entries = ask("SELECT count(*) FROM entry");
    let last = ask("SELECT max(day) FROM entry") as u32;
    let day = NaiveDate::from_ymd_opt((last / 10_000) as i32, last / 100 % 100, last % 100).unwrap();
    Made { path, day, people, entries, made: start.elapsed() }
}

/// What the table is of.
pub fn described() -> String {
    let book = book();
    format!("{} people, {} entries; there after {:.1?}", book.people, book.entries, book.made)
}

/// A book's file, past the program.
pub fn sqlite(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.pragma_update(None, "synchronous", "FULL").unwrap();
    conn.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    conn
}

/// The program, in surroundings of its own.
pub fn program(book: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
    let home = folder();
    command.env("LC_ALL", "zh_CN.UTF-8").env("XDG_DATA_HOME", home.join("data"));
    command.env("XDG_CONFIG_HOME", home.join("config")).env_remove("ZHANBAO_BOOK");
    command.arg("--book").arg(book);
    command
}

/// Runs a program to its end; how long it took, and the most memory that it held (kB; Linux).
pub fn run(command: &mut Command) -> (Duration, u64) {
    let out = folder().join("out.txt");
    let file = std::fs::File::create(&out).unwrap();
    let start = Instant::now();
    let mut child = command.stdout(file).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
    let (status, most) = (format!("/proc/{}/status", child.id()), std::sync::atomic::AtomicU64::new(0));
    let ended = std::sync::atomic::AtomicBool::new(false);
    let time = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(std::sync::atomic::Ordering::Relaxed) {
                let told = std::fs::read_to_string(&status).unwrap_or_default();
                let peak =
                    told.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().trim_end_matches(" kB").parse().ok());
                most.fetch_max(peak.unwrap_or(0), std::sync::atomic::Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        let code = child.wait().unwrap().code();
        let time = start.elapsed();
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
        // 1 = done, with something to look at.
        assert!(matches!(code, Some(0 | 1)), "{command:?}: {code:?} {}", std::fs::read_to_string(&out).unwrap());
        time
    });
    (time, most.into_inner())
}

/// What the program printed in [`run`].
pub fn printed() -> String {
    std::fs::read_to_string(folder().join("out.txt")).unwrap()
}
