//! A made-up township for the program on a terminal: its book in a home of its own, its last day, and whom three letters
//! mean there.

use super::Terminal;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use zhanbao::book::{Book, DayFilter, DayRow, Facets, Options, PeopleQuery, PersonRow};
use zhanbao::demo;
use zhanbao::text;

/// Who sits at it.
pub const OFFICER: &str = "测试员";

/// See the module.
pub struct Town {
    home: tempfile::TempDir,
    pub day: NaiveDate,
}

/// Made once per test program.
fn made() -> &'static (PathBuf, NaiveDate) {
    static MADE: OnceLock<(PathBuf, NaiveDate)> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = tempfile::tempdir().unwrap().keep().join("demo.zb");
        let (book, told) = demo::create(&path, &demo::Settings { people: 600, days: 12, seed: 7 }).unwrap();
        drop(book);
        (path, told.last_day)
    })
}

impl Town {
    pub fn new() -> Self {
        let (path, day) = made();
        Self::with(*day, |book| std::fs::copy(path, book).map(|_| ()).unwrap())
    }

    /// Another book, made in its place.
    pub fn with(day: NaiveDate, make: impl FnOnce(&Path)) -> Self {
        let town = Self { home: tempfile::tempdir().unwrap(), day };
        std::fs::create_dir_all(town.home().join("config/zhanbao")).unwrap();
        std::fs::create_dir_all(town.home().join("data")).unwrap();
        make(&town.book_file());
        let settings = format!("export_folder = {:?}\n", town.exports().to_str().unwrap());
        std::fs::write(town.home().join("config/zhanbao/config.toml"), settings).unwrap();
        town
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn book_file(&self) -> PathBuf {
        self.home().join("book.zb")
    }

    /// Where exports go.
    pub fn exports(&self) -> PathBuf {
        self.home().join("导出")
    }

    /// The console on this book and day.
    pub fn console(&self, width: u16, height: u16) -> Terminal {
        let (book, day) = (self.book_file(), self.day.to_string());
        let arguments = ["--book", book.to_str().unwrap(), "--day", &day, "--officer", OFFICER];
        let terminal = Terminal::start(self.home(), &arguments, width, height);
        terminal.wait_for("今日]");
        terminal
    }

    /// The book, beside the consoles that work on it.
    pub fn book(&self) -> Book {
        Book::open(&self.book_file(), Options { durable: false, ..Options::default() }).unwrap()
    }

    /// What the officer has recorded for the day, the newest first.
    pub fn records(&self) -> Vec<DayRow> {
        let filter = DayFilter { officer: Some(OFFICER.into()), ..DayFilter::default() };
        self.book().day_list(self.day, &filter, 0, 1_000).unwrap().rows
    }

    /// How many entries the book holds.
    pub fn entries(&self) -> u64 {
        let mut n = 0;
        let count = |_, _| {
            n += 1;
            Ok(())
        };
        self.book().each_entry(count).unwrap();
        n
    }

    /// People of whom this holds, whom three letters mean before anybody else.
    pub fn people(&self, facets: Facets, fits: impl Fn(&PersonRow) -> bool) -> Vec<(PersonRow, String)> {
        let book = self.book();
        let query = PeopleQuery { facets, limit: 1_000, ..PeopleQuery::default() };
        let rows = book.people(&query, self.day).unwrap().rows.into_iter().filter(|row| row.on_roster && fits(row));
        let found: Vec<_> = rows
            .filter_map(|row| {
                let letters = text::name_keys(&row.name).initials.into_iter().next().filter(|l| l.len() == 3)?;
                let hits = book.find(&letters, 24, self.day).unwrap();
                let first = hits.first().filter(|hit| hit.id == row.id)?;
                let alone = hits.iter().filter(|other| other.score == first.score).count() == 1;
                alone.then_some((row, letters))
            })
            .take(12)
            .collect();
        assert!(!found.is_empty(), "the made-up township has nobody like that");
        found
    }
}
