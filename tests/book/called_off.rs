//! Work called off: the officer presses Esc while a file comes in or goes out. Whenever that is, the book is as it was
//! before, no half file lies about, and the screen is hers again at once.

use crate::common;
use crate::common::{Clock, day, id_number};
use chrono::{Days, NaiveDate};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use zhanbao::book::Book;
use zhanbao::desk::export::{self, Export, Outlet, What};
use zhanbao::desk::import::entries::{self, Entries};
use zhanbao::desk::import::roster::{self, Roster, Taken};
use zhanbao::desk::{Desk, Error, Phase, Progress, Sitting, printed};
use zhanbao::locale::Lang;
use zhanbao::report::{Format as ReportFormat, Wording};
use zhanbao::sheet::write::{Charset, Format};

const PEOPLE: usize = 2_200;

struct Office {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Office {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at(day(3, 6));
        let book = common::book(&folder.path().join("书.zb"), clock.options(1, 0), &[]);
        let desk = Desk::new(book, Sitting::default(), Wording::shipped(Lang::Hans));
        Self { folder, desk }
    }

    /// Another book that is just like this one.
    fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("书.zb");
        self.desk.book.backup(&path).unwrap();
        let book = Book::open(&path, Clock::at(day(3, 6)).options(1, 0)).unwrap();
        Self { folder, desk: Desk::new(book, Sitting::default(), Wording::shipped(Lang::Hans)) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A roster of so many people, who can be called under this number. Its rows are long: the book takes such a file for a
    /// large one, and builds its indexes at the end.
    fn roster(&self, name: &str, people: usize, phone: &str) -> Roster {
        let remark = "备".repeat(700);
        let mut text = String::from("姓名,证件号码,户编号,与户主关系,村,劳动能力,联系电话,备注\n");
        for i in 0..people {
            let born = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + Days::new((i / 900) as u64 * 41);
            let (id, household) = (id_number(born, 100 + i % 900), i / 3);
            let village = ["上寨村", "下寨村"][household % 2];
            let relation = if i % 3 == 0 { "户主" } else { "其他" };
            writeln!(text, "测试甲,{id},H{household:05},{relation},{village},普通劳动力,{phone},{remark}").unwrap();
        }
        std::fs::write(self.path(name), text).unwrap();
        Roster { file: self.path(name), as_of: Some(day(3, 1)), ..Roster::default() }
    }

    /// What a change of the book would change.
    fn state(&self) -> (u64, usize, Option<String>) {
        let people = self.desk.book.find("测试甲", 20, day(3, 6)).unwrap().len();
        (self.desk.book.entries().unwrap(), people, self.desk.book.quick_check().unwrap())
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        names.sort();
        names
    }
}

/// Brings a roster in and calls it off when it is time to; gives how it ended, and how long that took.
fn import_until(
    desk: &mut Desk,
    asked: &Roster,
    is_time: impl Fn(&Progress, Instant) -> bool + Send + Sync,
) -> (Result<Taken, Error>, Duration) {
    let progress = Progress::default();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let looking = progress.clone();
        let done = Arc::new(OnceLock::new());
        let ended = Arc::clone(&done);
        let watch = scope.spawn(move || {
            while done.get().is_none() && !is_time(&looking, begun) {
                std::thread::sleep(Duration::from_millis(1));
            }
            looking.cancel();
            Instant::now()
        });
        let out = roster::import(desk, asked, &progress);
        let end = Instant::now();
        ended.set(()).unwrap();
        (out, end.saturating_duration_since(watch.join().unwrap()))
    })
}

/// Calls an import off at many moments of its life, each time into a copy of this office's book. Gives how often it was
/// in time: an import that has ended before it is called off stays.
fn call_off_everywhere(office: &mut Office, asked: &Roster) -> (usize, usize) {
    let rehearsal = Instant::now();
    let before = office.state();
    roster::import(&mut office.desk, &Roster { dry_run: true, ..asked.clone() }, &Progress::default()).unwrap();
    let whole = rehearsal.elapsed();
    assert_eq!(office.state(), before, "a trial changes nothing");
    let attempt = |is_time: &(dyn Fn(&Progress, Instant) -> bool + Send + Sync), when: &str| {
        let mut copy = office.copy();
        let (out, took) = import_until(&mut copy.desk, asked, is_time);
        assert!(took < Duration::from_secs(20), "{when}: it went on for {took:?}");
        match out {
            Err(Error::Cancelled) => {
                assert_eq!(copy.state(), before, "{when}");
                // The book is in order for whatever comes next.
                copy.desk.book.kept_by("网格员乙").unwrap();
                true
            }
            Ok(taken) => {
                assert_eq!(taken.imported.new + taken.imported.updated, PEOPLE as u64, "{when}");
                false
            }
            Err(error) => panic!("{when}: {error}"),
        }
    };
    let moments = (0..5).map(|part| whole * part / 6);
    let early =
        moments.filter(|moment| attempt(&|_, begun| begun.elapsed() >= *moment, &format!("{moment:?}"))).count();
    // All rows are read, the book is at its own work: the rest of the rows, the spellings, the indexes.
    let late = [0, 0, 10, 40].into_iter().filter(|wait| {
        let at_work = OnceLock::new();
        let is_time = |job: &Progress, _| {
            job.phase() == Phase::Recording
                && at_work.get_or_init(Instant::now).elapsed() >= Duration::from_millis(*wait)
        };
        attempt(&is_time, &format!("{wait} ms after the last row"))
    });
    (early, late.count())
}

#[test]
fn a_roster_called_off_at_any_moment_leaves_the_book_as_it_was_and_can_be_brought_in_after_all() {
    let mut office = Office::open();
    let asked = office.roster("名册.csv", PEOPLE, "13800000000");
    let (early, late) = call_off_everywhere(&mut office, &asked);
    assert!(early > 1 && late > 0, "called off in time {early} and {late} times: the test looks at nothing");
    let taken = roster::import(&mut office.desk, &asked, &Progress::default()).unwrap();
    assert_eq!((taken.imported.new, taken.summary.rejected), (PEOPLE as u64, 0));
    // The same people with another number: now the book knows everybody, and every row is held against it.
    let asked = office.roster("名册二.csv", PEOPLE, "13900000000");
    let (early, late) = call_off_everywhere(&mut office, &asked);
    assert!(early > 1 && late > 0, "called off in time {early} and {late} times: the test looks at nothing");
    let taken = roster::import(&mut office.desk, &asked, &Progress::default()).unwrap();
    assert_eq!((taken.imported.new, taken.imported.updated), (0, PEOPLE as u64));
    assert_eq!(office.desk.book.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn what_is_called_off_before_it_began_does_nothing() {
    let mut office = Office::open();
    let asked = office.roster("名册.csv", 30, "13800000000");
    let off = Progress::default();
    off.cancel();
    let before = (office.state(), office.names());
    assert!(matches!(roster::import(&mut office.desk, &asked, &off), Err(Error::Cancelled)));
    let file = office.path("走访.csv");
    std::fs::write(&file, "日期,事项,村\n2026-03-06,零报告,上寨村\n").unwrap();
    let mut day = Entries::default();
    day.form.file = file.clone();
    assert!(matches!(entries::import(&mut office.desk, &day, &off), Err(Error::Cancelled)));
    std::fs::remove_file(file).unwrap();
    let report = office.path("战报.txt");
    assert!(matches!(printed::save(&mut office.desk, &report, Charset::Utf8, &off), Err(Error::Cancelled)));
    assert_eq!((office.state(), office.names()), before);
}

#[test]
fn an_export_called_off_leaves_no_file_and_no_entry() {
    let mut office = Office::open();
    let asked = office.roster("名册.csv", 900, "13800000000");
    roster::import(&mut office.desk, &asked, &Progress::default()).unwrap();
    let before = (office.state(), office.names());
    let old = office.path("旧.csv");
    for (format, name) in
        [(Format::Csv(Charset::Utf8), "旧.csv"), (Format::Xlsx, "新.xlsx"), (Format::Ndjson, "新.ndjson")]
    {
        std::fs::write(&old, "上个月的").unwrap();
        let handle: Arc<OnceLock<Progress>> = Arc::default();
        let own = Arc::clone(&handle);
        let progress = Progress::heard_by(move |done, _| {
            if done >= 512 {
                own.get().unwrap().cancel();
            }
        });
        handle.set(progress.clone()).unwrap();
        let what = Export { what: What::Roster, within: None, format, ids_full: true, codes: false };
        let outlet = Outlet::File(office.path(name));
        let out = export::export(&mut office.desk, &what, outlet, &progress);
        assert!(matches!(out, Err(Error::Cancelled)), "{name}: {out:?}");
        assert_eq!(std::fs::read_to_string(&old).unwrap(), "上个月的");
        std::fs::remove_file(&old).unwrap();
        assert_eq!((office.state(), office.names()), before);
    }
}

#[test]
fn files_get_names_that_say_what_is_in_them_and_never_go_over_one_another() {
    let mut office = Office::open();
    let folder = office.folder.path().to_owned();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let first = printed::file_in(&office.desk, &folder, ReportFormat::Xlsx);
    assert_eq!(name(&first), "甲乡-战报-2026-03-06-未封账.xlsx");
    printed::save(&mut office.desk, &first, Charset::Utf8, &Progress::default()).unwrap();
    let second = printed::file_in(&office.desk, &folder, ReportFormat::Xlsx);
    assert_eq!(name(&second), "甲乡-战报-2026-03-06-未封账(2).xlsx");
    let spells = export::file_in(&office.desk, &folder, What::Spells, Format::Csv(Charset::Utf8)).unwrap();
    assert_eq!(name(&spells), "甲乡-务工经历-2026-03-06.csv");
    let over = office.desk.book.path().to_owned();
    let what = Export { what: What::Jobs, within: None, format: Format::Ndjson, ids_full: false, codes: false };
    let refused = export::export(&mut office.desk, &what, Outlet::File(over), &Progress::default());
    assert!(refused.is_err_and(|e| e.to_string().contains("账本")), "the book itself is no place for an export");
}
