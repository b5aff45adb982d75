//! What an officer was at when it happened.

use super::{Stage, words};
use crate::township::id_number;
use std::collections::BTreeSet;
use std::path::Path;

/// A command that changes something. A new one is a function like those below, named in [`Act::all`].
pub struct Act {
    pub name: &'static str,
    /// What has to lie ready for it.
    pub ready: fn(&Stage),
    pub args: fn(&Stage) -> Vec<String>,
    /// Options with which the book is opened afterwards (a book with a passphrase).
    pub with: fn(&Stage) -> Vec<String>,
    /// What the book may be besides what it was: the entries of another book.
    pub becomes: Option<&'static str>,
    /// A file that it makes, which is a whole book or not there.
    pub makes: Option<&'static str>,
}

const PLAIN: Act =
    Act { name: "", ready: |_| (), args: |_| Vec::new(), with: |_| Vec::new(), becomes: None, makes: None };

pub fn record() -> Act {
    let args = |stage: &Stage| {
        let who = &stage.town.people()[2];
        words(&["--json", "--day", "2026-02-12", "record", "visit", who, "--by", "home", "--outcome", "unchanged"])
    };
    Act { name: "record", args, ..PLAIN }
}

pub fn import() -> Act {
    let ready = |stage: &Stage| {
        // Everybody has moved on by a year: each row says something new.
        let text = std::fs::read_to_string(stage.file("roster.csv")).unwrap();
        std::fs::write(stage.file("news.csv"), text.replace("样例厂", "样例新厂").replace("测试1", "测试壹")).unwrap();
    };
    let args = |stage: &Stage| {
        let file = stage.named("news.csv");
        words(&["--json", "--day", "2026-02-12", "import", "roster", &file, "--as-of", "2026-02-11"])
    };
    Act { name: "import", ready, args, ..PLAIN }
}

/// As many rows as are written with indexes dropped before and built after, beside a rollback journal.
pub fn import_of_many() -> Act {
    let ready = |stage: &Stage| {
        let mut text = std::fs::read_to_string(stage.file("roster.csv")).unwrap();
        let head = text.lines().next().unwrap().to_string();
        for n in 0..2_600 {
            let id = id_number(1960 + n % 40, 1 + n / 40 % 12, 1 + n / 480 % 28, 900 + n % 7);
            let of = |column: &str| match column {
                "姓名" => format!("测试{n}"),
                "证件号码" => id.clone(),
                "户编号" => format!("5299991020010{:04}", n / 4),
                "与户主关系" => ["户主", "配偶", "子", "女"][n as usize % 4].into(),
                "村" => format!("样例{}村", 1 + n / 520),
                "劳动能力" => "普通劳动力".into(),
                "就业状态" => "在外务工".into(),
                "务工地点" => "浙江省宁波市".into(),
                "务工单位" => format!("宁波市海曙区样例厂第{}号车间", n % 90),
                "月收入" => (3_000 + n).to_string(),
                "户类型" => "一般农户".into(),
                _ => String::new(),
            };
            text += &head.split(',').map(of).collect::<Vec<_>>().join(",");
            text.push('\n');
        }
        // How many will come is told by the size of the file.
        assert!(text.len() > 2_000 * 200, "{} bytes", text.len());
        std::fs::write(stage.file("many.csv"), text).unwrap();
    };
    let args = |stage: &Stage| {
        let file = stage.named("many.csv");
        words(&["--json", "--day", "2026-02-12", "import", "roster", &file, "--as-of", "2026-02-11"])
    };
    Act { name: "import of many", ready, args, ..PLAIN }
}

pub fn merge() -> Act {
    let ready = |stage: &Stage| {
        // A colleague's copy of the book, on which a morning's work was done.
        let theirs = stage.named("theirs.zb");
        std::fs::copy(stage.book(), &theirs).unwrap();
        for who in stage.town.people().iter().take(8) {
            let book = ["--book", &theirs, "--day", "2026-02-11"];
            let visit = ["record", "visit", who, "--by", "phone", "--outcome", "unchanged"];
            // Who has died is not visited.
            stage.town.try_run(&[&book[..], &visit[..]].concat());
        }
        stage.town.run(&["--book", &theirs, "bundle", "-o", &stage.named("theirs.zbb")]);
    };
    Act { name: "merge", ready, args: |stage| words(&["--json", "merge", &stage.named("theirs.zbb")]), ..PLAIN }
}

pub fn seal() -> Act {
    Act { name: "seal", args: |_| words(&["--json", "--day", "2026-02-12", "seal", "--note", "测试"]), ..PLAIN }
}

pub fn migrate() -> Act {
    let ready = |stage: &Stage| first_version(&stage.book());
    Act { name: "migrate", ready, args: |_| words(&["--json", "status"]), ..PLAIN }
}

pub fn backup() -> Act {
    let ready = |stage: &Stage| {
        // There is one of yesterday, which must not go before the new one is whole.
        stage.must(&words(&["backup", &stage.named("backup.zb")]));
        stage.must(&(record().args)(stage));
    };
    let args = |stage: &Stage| words(&["--json", "backup", &stage.named("backup.zb")]);
    Act { name: "backup", ready, args, makes: Some("backup.zb"), ..PLAIN }
}

pub fn restore() -> Act {
    let args = |stage: &Stage| words(&["--json", "restore", &stage.named("backup.zb")]);
    Act { name: "restore", ready: backup().ready, args, becomes: Some("backup.zb"), makes: None, with: PLAIN.with }
}

/// The options of a book with a passphrase.
#[cfg(feature = "encrypt")]
fn with_words(stage: &Stage) -> Vec<String> {
    words(&["--passphrase-file", &stage.named("words.txt")])
}

#[cfg(feature = "encrypt")]
pub fn lock() -> Act {
    let ready = |stage: &Stage| std::fs::write(stage.file("words.txt"), "测试用的一句口令 2026\n").unwrap();
    let args = |stage: &Stage| [with_words(stage), words(&["--json", "lock"])].concat();
    Act { name: "lock", ready, args, with: with_words, ..PLAIN }
}

#[cfg(feature = "encrypt")]
pub fn unlock() -> Act {
    let ready = |stage: &Stage| {
        (lock().ready)(stage);
        stage.must(&(lock().args)(stage));
    };
    let args = |stage: &Stage| [with_words(stage), words(&["--json", "unlock"])].concat();
    Act { name: "unlock", ready, args, with: with_words, ..PLAIN }
}

pub fn rebuild() -> Act {
    Act { name: "rebuild", args: |_| words(&["--json", "rebuild"]), ..PLAIN }
}

pub fn export() -> Act {
    let args = |stage: &Stage| words(&["export", "roster", "--ids", "full", "-o", &stage.named("roster.xlsx")]);
    Act { name: "export", args, ..PLAIN }
}

/// Takes from a book what a later version has brought.
fn put_back(book: &Path, sql: &str) {
    rusqlite::Connection::open(book).unwrap().execute_batch(sql).unwrap();
}

/// Turns a book into one of the first version: no list of jobs, and none of the columns that lists are filtered by.
pub fn first_version(book: &Path) {
    second_version(book);
    put_back(book, "DROP TABLE job; UPDATE meta SET value = 1 WHERE key = 'folds'; PRAGMA user_version = 1;");
}

/// Turns a book into one of the ninth version: flows are summed by months and years, and not over all units.
pub fn ninth_version(book: &Path) {
    put_back(
        book,
        "INSERT INTO change SELECT day - day % 100, unit, measure, sum(n) FROM change
             WHERE (measure >> 24 < 30 OR measure >> 24 IN (60, 61)) GROUP BY 1, 2, 3;
         INSERT INTO change SELECT day - day % 10000, unit, measure, sum(n) FROM change
             WHERE (measure >> 24 < 30 OR measure >> 24 IN (60, 61)) AND day % 100 <> 0 GROUP BY 1, 2, 3;
         DROP TABLE total; PRAGMA user_version = 9;",
    );
}

/// Turns a book into one of the eighth version: conditions to settle are counted one by one, seals looked up one by one,
/// and whoever is awaited or gone by the village.
pub fn eighth_version(book: &Path) {
    ninth_version(book);
    put_back(
        book,
        "DROP INDEX entry_seal; DROP INDEX person_awaited; DROP INDEX person_gone;
         CREATE INDEX person_awaited ON person (unit) WHERE awaited = 1;
         CREATE INDEX person_gone ON person (unit) WHERE roster = 0;
         DELETE FROM change WHERE measure >> 24 = 62; DELETE FROM meta WHERE key = 'sum';
         UPDATE meta SET value = 5 WHERE key = 'folds'; PRAGMA user_version = 8;",
    );
}

/// Turns a book into one of the seventh version: a table of kinds for every household that is written.
pub fn seventh_version(book: &Path) {
    eighth_version(book);
    put_back(
        book,
        "DROP INDEX household_kind;
         CREATE INDEX household_kind ON household (kind) WHERE kind IN ('unstable', 'marginal', 'sudden');
         PRAGMA user_version = 7;",
    );
}

/// Turns a book into one of the sixth version: entries are looked for by their whole hash.
pub fn sixth_version(book: &Path) {
    seventh_version(book);
    put_back(
        book,
        "DROP TRIGGER entry_never_replaced; DROP INDEX entry_hash; DROP INDEX entry_steering; DROP INDEX trip_surplus;
         CREATE UNIQUE INDEX entry_hash ON entry (hash);
         CREATE INDEX trip_surplus ON trip (id) WHERE at_work > boarded;
         CREATE INDEX entry_steering ON entry (kind, id)
             WHERE kind IN ('unit', 'keeper', 'campaign', 'target', 'calendar', 'seal', 'withdraw', 'trip_plan');
         CREATE TRIGGER entry_never_replaced BEFORE INSERT ON entry
         WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash)
         BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
         PRAGMA user_version = 6;",
    );
}

/// Turns a book into one of the fifth version: whoever is on the roster no more is looked for among all.
pub fn fifth_version(book: &Path) {
    sixth_version(book);
    put_back(book, "DROP INDEX person_gone; PRAGMA user_version = 5;");
}

/// Turns a book into one of the fourth version: of the trips that brought somebody to the same work, the last is known.
pub fn fourth_version(book: &Path) {
    fifth_version(book);
    put_back(
        book,
        "ALTER TABLE spell DROP COLUMN earlier_trips; DELETE FROM meta WHERE key = 'sum';
         UPDATE meta SET value = 4 WHERE key = 'folds'; PRAGMA user_version = 4;",
    );
}

/// Turns a book into one of the third version: what lies between people and trips is worked out for each report.
pub fn third_version(book: &Path) {
    fourth_version(book);
    put_back(
        book,
        "DROP TABLE crossing; DROP TABLE shared_number; DROP INDEX doubt_open; DROP INDEX passenger_waits;
         DROP INDEX trip_surplus; DROP INDEX trip_arrived; DELETE FROM change WHERE day % 100 = 0;
         ALTER TABLE trip DROP COLUMN boarded; ALTER TABLE trip DROP COLUMN at_work;
         ALTER TABLE passenger DROP COLUMN waits;
         DELETE FROM meta WHERE key = 'sum'; UPDATE meta SET value = 3 WHERE key = 'folds';
         PRAGMA user_version = 3;",
    );
}

/// Turns a book into one of the second version.
pub fn second_version(book: &Path) {
    third_version(book);
    put_back(
        book,
        "DROP INDEX person_awaited; DROP INDEX household_kind; DROP INDEX person_next_visit; DROP INDEX person_loss;
         DROP INDEX household_next_visit; DROP INDEX entry_day_kind; CREATE INDEX entry_day ON entry (day);
         ALTER TABLE person DROP COLUMN next_visit; ALTER TABLE person DROP COLUMN loss;
         ALTER TABLE household DROP COLUMN next_visit; ALTER TABLE person DROP COLUMN labour_from;
         ALTER TABLE person DROP COLUMN labour_to; ALTER TABLE person DROP COLUMN roster;
         ALTER TABLE person DROP COLUMN awaited; ALTER TABLE household DROP COLUMN kind;
         ALTER TABLE spell DROP COLUMN wage; DELETE FROM meta WHERE key = 'sum';
         UPDATE meta SET value = 2 WHERE key = 'folds'; PRAGMA user_version = 2;",
    );
}

/// How things stood before an act, and how they stand where it came to its end.
pub struct Measured {
    pub before: BTreeSet<String>,
    /// Entries that it adds.
    pub gain: usize,
    /// What the book is where it becomes another one.
    pub other: Option<BTreeSet<String>>,
    /// What lies where it makes a file.
    pub made: Option<BTreeSet<String>>,
    pub time: std::time::Duration,
}

impl Act {
    /// Lays everything ready and does it once, undisturbed.
    pub fn measure(&self, stage: &Stage) -> Measured {
        let none = Vec::new();
        (self.ready)(stage);
        stage.keep();
        let before = match self.name {
            // Asking would bring it up already.
            "migrate" => {
                let there = stage.entries(&stage.book(), &none).unwrap();
                stage.set();
                there
            }
            "unlock" => stage.entries(&stage.book(), &(self.with)(stage)).unwrap(),
            _ => stage.entries(&stage.book(), &none).unwrap(),
        };
        let other = self.becomes.map(|file| stage.entries(&stage.file(file), &none).unwrap());
        let made = self.makes.map(|file| stage.entries(&stage.file(file), &none).unwrap());
        stage.set();
        let began = std::time::Instant::now();
        stage.must(&(self.args)(stage));
        let time = began.elapsed();
        let after = stage.entries(&stage.book(), &(self.with)(stage)).unwrap();
        let gain = if other.is_some() { 0 } else { after.len() - before.len() };
        Measured { before, gain, other, made, time }
    }

    /// What must hold whenever it was ended; `confirmed` = it had said that it was done. Gives the book's entries, or says
    /// what does not hold.
    pub fn holds(
        &self,
        stage: &Stage,
        measured: &Measured,
        confirmed: Option<&str>,
    ) -> Result<BTreeSet<String>, String> {
        let Measured { before, gain, other, made, .. } = measured;
        let plain = stage.entries(&stage.book(), &[]);
        let now = plain.or_else(|error| {
            let with = (self.with)(stage);
            if with.is_empty() { Err(error) } else { stage.entries(&stage.book(), &with) }
        })?;
        if let Some(other) = other {
            if now != *other && (now != *before || confirmed.is_some()) {
                return Err(format!("{} entries, neither the old book nor the new one", now.len()));
            }
        } else {
            let lost = before.difference(&now).count();
            let added = now.len() + lost - before.len();
            if lost > 0 || (added != *gain && (added != 0 || confirmed.is_some())) {
                return Err(format!("{lost} entries lost, {added} of {gain} added"));
            }
        }
        let said = confirmed.unwrap_or_default();
        let hashes = said.split('"').filter(|part| part.len() == 64 && part.bytes().all(|b| b.is_ascii_hexdigit()));
        let mut hashes = hashes;
        if let Some(gone) = hashes.find(|hash| !now.contains(*hash)) {
            return Err(format!("{gone} was confirmed and is gone"));
        }
        if let Some(file) = self.makes {
            let there = stage.entries(&stage.file(file), &(self.with)(stage))?;
            if there != *before && (Some(&there) != made.as_ref() || confirmed.is_some()) {
                return Err(format!("{file} has {} entries", there.len()));
            }
        }
        // The book that was replaced is still there.
        if other.is_some() {
            let mut all = now.clone();
            for there in std::fs::read_dir(stage.file("")).unwrap() {
                let path = there.unwrap().path();
                if path.extension().is_some_and(|e| e == "zb") {
                    all.extend(stage.entries(&path, &[]).or_else(|_| stage.entries(&path, &(self.with)(stage)))?);
                }
            }
            let lost = before.difference(&all).count();
            if lost > 0 {
                return Err(format!("{lost} entries are in no book any more"));
            }
        }
        Ok(now)
    }
}
