//! What laptops do: processes killed at any moment, disks that are full, power cuts, bytes that flip, and books of other
//! versions. Whatever the program confirmed is there afterwards, nothing is half done, and the book opens and is whole, or
//! the program says what is wrong with it and saves what can be saved.
//!
//! By default a few of each, at the same moments in every run. `ZHANBAO_KILLS`, `ZHANBAO_LIMITS`, `ZHANBAO_CUTS` and
//! `ZHANBAO_FLIPS` (a number, or `all`) ask for more, `ZHANBAO_SEED` for others.

mod act;
mod flips;
mod full_disk;
mod kills;
mod older;
mod power_cut;

use crate::township::Township;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use zhanbao::book::{Book, Options};

/// How many of something; `all` = as many as there are.
fn number(name: &str, few: usize) -> usize {
    match std::env::var(name).ok().as_deref() {
        Some("all") => usize::MAX,
        Some(text) => text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")),
        None => few,
    }
}

/// The same numbers in every run, unless others are asked for; said where a test fails.
pub struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    fn new(salt: u64) -> Self {
        let seed = number("ZHANBAO_SEED", 1) as u64;
        Self { seed, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(salt) | 1 }
    }

    /// xorshift64*, as in `township`.
    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }
}

/// A township's folder as an officer left it, in which the same thing is done over and over.
pub struct Stage {
    town: Township,
    kept: tempfile::TempDir,
}

impl Stage {
    /// A township with some days behind it: one and the same for all that is tried on it.
    fn found() -> Self {
        static LIVED: OnceLock<Township> = OnceLock::new();
        let lived = LIVED.get_or_init(|| {
            let mut town = Township::found(51);
            town.live_a_day();
            town
        });
        let town = lived.moved();
        Self { town, kept: tempfile::tempdir().unwrap() }
    }

    /// From here on this is how the folder is left.
    fn keep(&self) {
        fill(self.kept.path(), &self.town.file(""));
    }

    /// Puts everything back as it was left.
    fn set(&self) {
        fill(&self.town.file(""), self.kept.path());
    }

    fn file(&self, name: &str) -> PathBuf {
        self.town.file(name)
    }

    fn book(&self) -> PathBuf {
        self.file("book.zb")
    }

    /// A file's name as an argument.
    fn named(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_string()
    }

    /// The program, in this folder.
    fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        surround(&mut command, &self.file(""));
        command.arg("--book").arg(self.book()).args(args);
        command
    }

    fn run(&self, args: &[impl AsRef<OsStr>]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs what has to succeed.
    fn must(&self, args: &[impl AsRef<OsStr> + std::fmt::Debug]) -> String {
        let out = self.run(args);
        assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?}: {}", told(&out));
        String::from_utf8(out.stdout).unwrap()
    }

    /// The hashes of all entries of a book that opens and is whole; with options (a passphrase), by the program itself.
    fn entries(&self, book: &Path, how: &[String]) -> Result<BTreeSet<String>, String> {
        if how.is_empty() {
            let mut open = Book::open(book, Options::default()).map_err(|e| e.to_string())?;
            let problems = open.verify().map_err(|e| e.to_string())?.problems;
            if !problems.is_empty() {
                return Err(format!("{} is not whole: {}", book.display(), problems.join("; ")));
            }
            return Ok(crate::common::entries(&open).iter().map(|e| e.hash.to_string()).collect());
        }
        let with = |args: &[&str]| {
            let mut all: Vec<String> = vec!["--book".into(), book.to_str().unwrap().into()];
            all.extend(how.iter().cloned());
            all.extend(args.iter().map(|arg| arg.to_string()));
            let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
            surround(&mut command, &self.file(""));
            command.args(all).output().unwrap()
        };
        let verified = with(&["verify"]);
        if verified.status.code() != Some(0) {
            return Err(format!("{} is not whole: {}", book.display(), told(&verified)));
        }
        let bundle = self.file("told.zbb");
        let bundled = with(&["bundle", "-o", bundle.to_str().unwrap()]);
        if bundled.status.code() != Some(0) {
            return Err(format!("{} cannot be read: {}", book.display(), told(&bundled)));
        }
        let text = std::fs::read_to_string(&bundle).unwrap();
        std::fs::remove_file(bundle).unwrap();
        Ok(text.lines().skip(1).map(|line| line.split('"').nth(3).unwrap().to_string()).collect())
    }
}

/// The surroundings of a program that is run in a folder.
fn surround(command: &mut Command, folder: &Path) {
    command.env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder).env("LC_ALL", "zh_CN.UTF-8");
    command.stdin(std::process::Stdio::null());
}

fn told(out: &Output) -> String {
    format!("{:?} {}", out.status.code(), String::from_utf8_lossy(&out.stderr))
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

/// Makes one folder the same as another.
fn fill(folder: &Path, from: &Path) {
    for there in std::fs::read_dir(folder).unwrap() {
        let path = there.unwrap().path();
        if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
    }
    copy_into(folder, from);
}

fn copy_into(folder: &Path, from: &Path) {
    for there in std::fs::read_dir(from).unwrap() {
        let there = there.unwrap();
        let target = folder.join(there.file_name());
        if there.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_into(&target, &there.path());
        } else {
            std::fs::copy(there.path(), target).unwrap();
        }
    }
}

/// Whether a tool of the system is there; without it its part of a test is skipped, and says so.
fn has(tool: &str, args: &[&str]) -> bool {
    let there = Command::new(tool).args(args).output().is_ok_and(|out| out.status.success());
    if !there {
        println!("skipped: {tool} is not to be had here");
        assert!(std::env::var_os("ZHANBAO_TEST_ALL").is_none(), "{tool} is not there");
    }
    there
}
