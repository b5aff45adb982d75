//! The whole console over a made-up township, without a terminal: driven by keys, read as a screen.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)] // each test file uses its own part

pub mod officer;
pub mod picture;

use chrono::{DateTime, FixedOffset, NaiveDate};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use zhanbao::book::{Book, Options};
use zhanbao::demo;
use zhanbao::desk::settings::{Paths, Settings};
use zhanbao::desk::{Desk, Error, Sitting};
use zhanbao::locale::Lang;
use zhanbao::report::Wording;
use zhanbao::tui::theme::Depth;
use zhanbao::tui::{Entrance, Headless, Surroundings};

pub const OFFICER: &str = "测试员";

/// The process speaks a language for as long as this is held, and Simplified Chinese again afterwards.
pub struct Spoken {
    _turn: MutexGuard<'static, ()>,
}

pub fn spoken(lang: Lang) -> Spoken {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    lang.speak();
    Spoken { _turn: turn }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        Lang::Hans.speak();
    }
}

/// The console with the folder that everything of it lies in.
pub struct Console {
    pub console: Headless,
    pub folder: tempfile::TempDir,
}

impl std::ops::Deref for Console {
    type Target = Headless;

    fn deref(&self) -> &Headless {
        &self.console
    }
}

impl std::ops::DerefMut for Console {
    fn deref_mut(&mut self) -> &mut Headless {
        &mut self.console
    }
}

impl Console {
    pub fn book(&self) -> PathBuf {
        self.folder.path().join("book.zb")
    }

    /// The book, beside the console that works on it.
    pub fn beside(&self) -> Book {
        Book::open(&self.book(), surroundings()()).unwrap()
    }

    /// Ends the console and opens it again, as after a crash.
    pub fn again(self, width: u16, height: u16) -> Self {
        let Self { console, folder } = self;
        drop(console);
        open_in(folder, width, height)
    }
}

/// The demo's last day; its clock stands in the afternoon.
pub fn day() -> NaiveDate {
    demo_book().1
}

pub fn surroundings() -> Surroundings {
    let now: DateTime<FixedOffset> = format!("{}T16:45:00+08:00", day()).parse().unwrap();
    Arc::new(move || Options { clock: Box::new(move || now), durable: false, ..Options::default() })
}

/// A township of a few hundred people with two weeks behind it, made once per test program.
fn demo_book() -> &'static (PathBuf, NaiveDate) {
    static MADE: OnceLock<(PathBuf, NaiveDate)> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = tempfile::tempdir().unwrap().keep().join("demo.zb");
        let (book, told) = demo::create(&path, &demo::Settings { people: 600, days: 12, seed: 7 }).unwrap();
        book.backup(&path.with_file_name("backup.zb")).unwrap();
        drop(book);
        (path, told.last_day)
    })
}

pub fn entrance(folder: &Path) -> Entrance {
    entrance_with(folder, surroundings())
}

/// The same with surroundings of its own.
pub fn entrance_with(folder: &Path, surroundings: Surroundings) -> Entrance {
    let paths = Paths { config_dir: folder.join("config"), data_dir: folder.join("data") };
    let mut settings = Settings::load(Some(paths));
    settings.theme.get_or_insert("dark".into());
    let sitting = Sitting { day: None, officer: Some(OFFICER.into()) };
    let wording = Wording { lang: Lang::current(), asked: false, folder: None };
    Entrance::new(folder.join("book.zb"), surroundings, sitting, wording, settings)
        .with_depth(Depth::True)
        .with_demo(Box::new(made_up))
}

/// The demo, as the command line hands it down.
fn made_up(path: &Path) -> Result<(Sitting, Surroundings), Error> {
    std::fs::copy(&demo_book().0, path).unwrap();
    Ok((Sitting { day: None, officer: Some(OFFICER.into()) }, surroundings()))
}

fn open_in(folder: tempfile::TempDir, width: u16, height: u16) -> Console {
    let entrance = entrance(folder.path());
    let desk: Option<Desk> = folder.path().join("book.zb").is_file().then(|| entrance.desk().unwrap());
    let mut console = Headless::open(entrance, desk, width, height).unwrap();
    console.settle();
    Console { console, folder }
}

/// A copy of the made-up township, in a folder of its own.
pub fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(&demo_book().0, folder.path().join("book.zb")).unwrap();
    folder
}

/// The console on a copy of the made-up township.
pub fn township(width: u16, height: u16) -> Console {
    open_in(copied(), width, height)
}

/// The console where there is no book yet.
pub fn first_run(width: u16, height: u16) -> Console {
    open_in(tempfile::tempdir().unwrap(), width, height)
}

/// Opens the console again on what lies in a folder.
pub fn reopened(folder: tempfile::TempDir) -> Console {
    open_in(folder, 80, 24)
}
