//! The book: an append-only ledger on SQLite (DESIGN.md §2). The only room that knows SQL. What happened is an entry;
//! entries are only added; everything else in the file is derived from them and can be rebuilt.
//!
//! The surface is small: [`Book::create`], [`Book::open`], [`Book::record_all`], [`Book::merge`], [`Book::since`],
//! [`Book::seal`], [`Book::verify`], [`Book::rebuild`], [`Book::backup`], and read-only queries.

mod aside;
mod backup;
mod carve;
mod changed;
mod connect;
mod correction;
mod counts;
mod daybook;
mod daylist;
mod dayseen;
mod device;
mod due;
mod error;
mod exchange;
mod figures;
mod find;
mod folded;
mod households;
mod import;
mod indexed;
mod jobs;
mod joined;
mod key;
mod lock;
mod lookup;
mod merge;
mod pasted;
mod people;
mod person_rows;
mod places;
mod presence;
mod preview;
mod project;
mod query;
mod rebuild;
mod record;
mod rescue;
mod roll;
mod rotation;
mod row;
mod scene;
mod seal;
mod seekers;
mod sound;
mod steering;
mod suggest;
mod tables;
mod trips;
mod undo;
mod verify;

pub use backup::{Copied, Restored, is_book};
pub use changed::Token;
pub use correction::{Correction, Why};
pub use counts::Counts;
pub use daybook::{DayRows, RowFate, Rows};
pub use daylist::{DayFilter, DayList, DayRow};
pub use due::{DueHousehold, DuePerson};
pub use error::{Error, Result};
pub use exchange::Vector;
pub use figures::{DoubtRow, Reported};
pub use find::Hit;
pub use households::{HouseholdPage, HouseholdQuery, HouseholdRow};
pub use import::{ImportPlan, Imported, RosterLine};
pub use key::{Passphrase, SHORTEST, fits, is_locked};
pub use lock::{Converted, plain_books};
pub use lookup::{Candidate, Met};
pub use merge::Merged;
pub use people::{Facets, PeoplePage, PeopleQuery, PeopleSort};
pub use person_rows::PersonRow;
pub use places::{Gazetteer, VillageNamed};
pub use preview::Judged;
pub use query::{Page, PersonPage, SpellRow, Stream};
pub use record::{Draft, Recorded, RecordedEntry};
pub use rescue::Rescued;
pub use roll::Member;
pub use rotation::{Kept, Rotated, entries_in, rotating};
pub use seal::{SEAL_HERE, SealRow};
pub use seekers::Asked;
pub use steering::{SealMark, Steering, TargetRow, short_name};
pub use suggest::{PlaceHint, WorkHint, WorkSource};
pub use trips::{TripGap, TripHead};
pub use undo::LastBatch;
pub use verify::Verified;

use crate::domain::acts::{Fact, UnitFacts};
use crate::domain::campaign::Rules;
use crate::domain::entry::DeviceId;
use crate::domain::kept::LAST_DAY;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use connect::{connect, connect_by, connect_unchanged, open_file, own_only};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tables::{FOLDS, SCHEMA};

/// "ZBAO": marks the file as a book.
const APPLICATION_ID: i32 = 0x5A42_414F;
/// Bytes in a page. An entry takes about 800: fewer, larger pages import faster.
const PAGE: i64 = 8_192;
/// Scheduled changes (birthdays, ends) are written this many days ahead of the last day asked for.
const HORIZON_DAYS: u64 = 400;
/// Steps of SQLite's machine between two looks at whether to stop: far less than a tenth of a second.
const STEPS: i32 = 4_000;

/// Where a book takes the time from.
pub type Clock = Box<dyn Fn() -> DateTime<FixedOffset> + Send>;

/// What a book needs from its surroundings.
pub struct Options {
    /// Wall time.
    pub clock: Clock,
    /// Folder that remembers which copy of a book wrote last; `None` keeps no memory.
    pub devices: Option<PathBuf>,
    /// The identity of a new copy; `None` = 16 random bytes. For made-up books that must come out alike.
    pub device: Option<DeviceId>,
    /// Every record is on the disk before it is confirmed. Off only for made-up books that nobody would miss.
    pub durable: bool,
    /// Opens an encrypted book; a new one is encrypted with it. A plain book needs none, and stays plain.
    pub passphrase: Option<Passphrase>,
    /// Told before a book of an older version is brought up, with the bytes that its file has: with a county's, somebody
    /// waits for it.
    pub upgrading: Option<Box<dyn Fn(u64) + Send>>,
}

impl Default for Options {
    fn default() -> Self {
        let clock = Box::new(|| chrono::Local::now().fixed_offset());
        Self { clock, devices: None, device: None, durable: true, passphrase: None, upgrading: None }
    }
}

/// An open book.
pub struct Book {
    conn: Connection,
    path: PathBuf,
    unit: RegionCode,
    clock: Clock,
    devices: Option<PathBuf>,
    /// Where the book is encrypted.
    passphrase: Option<Passphrase>,
    key: Option<key::Key>,
    steering: Steering,
    data_version: i64,
    device_checked: bool,
    /// Of the views, for as long as nothing is written.
    unit_counts: std::cell::RefCell<people::UnitCounts>,
    days_seen: std::cell::RefCell<dayseen::DaysSeen>,
    known_work: std::cell::RefCell<suggest::KnownWork>,
    _presence: Option<presence::Presence>,
}

impl Book {
    /// Makes a new, empty book for a unit.
    pub fn create(path: &Path, unit: RegionCode, options: Options) -> Result<Self> {
        if path.exists() {
            aside::clear_beginning(path, options.passphrase.as_ref())?;
        }
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        }
        let device = match options.device {
            Some(device) => device,
            None => DeviceId(row::random()?),
        };
        // Of a book that is gone: SQLite would throw it away, or play it in.
        aside::clear_logs(path)?;
        let key = options.passphrase.as_ref().map(Passphrase::new_key).transpose()?;
        own_only(path)?;
        let mut conn = connect_by(path, OpenFlags::SQLITE_OPEN_READ_WRITE, key.as_ref())?;
        conn.pragma_update(None, "page_size", PAGE)?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tables::make(&tx)?;
        row::set_meta(&tx, "unit", unit.number() as i64)?;
        row::set_meta(&tx, "device", device.0)?;
        row::set_meta(&tx, "folds", FOLDS)?;
        row::set_meta(&tx, "last_at", 0i64)?;
        tx.pragma_update(None, "user_version", SCHEMA)?;
        tx.commit()?;
        drop(conn);
        Self::open(path, options)
    }

    /// Opens a book. One made by a newer version, or damaged, is refused.
    pub fn open(path: &Path, options: Options) -> Result<Self> {
        if !path.is_file() || path.metadata().is_ok_and(|m| m.len() == 0) {
            return Err(Error::NoBook(path.to_path_buf()));
        }
        let damaged = |what: String| Error::Damaged { path: path.to_path_buf(), what };
        // A file in the making is nobody else's.
        let shared = options.devices.as_deref().filter(|_| path.extension().is_none_or(|e| e != "part"));
        let (presence, unclean) = shared.map(|f| presence::enter(f, path)).transpose()?.flatten().unzip();
        let (mut conn, writable, key) = open_file(path, options.passphrase.as_ref())?;
        let version = sound::version_of(&conn, path)?;
        // An import that was killed had set the log aside; where somebody else is at work, they have it back already.
        if writable {
            let _: std::result::Result<String, _> =
                conn.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0));
        }
        if unclean == Some(true)
            && let Some(found) = backup::quick_check(&conn)?
        {
            return Err(damaged(found));
        }
        let unit: Option<i64> = row::meta(&conn, "unit").map_err(|e| damaged(e.to_string()))?;
        let unit = RegionCode::from_number(unit.ok_or_else(|| damaged(say!("book-without-unit")))? as u64);
        if !options.durable {
            conn.pragma_update(None, "synchronous", "OFF")?;
        }
        let older_folds = row::meta::<i64>(&conn, "folds").map_err(|e| damaged(e.to_string()))? != Some(FOLDS);
        if version < SCHEMA || older_folds {
            let bytes = path.metadata().map_err(Error::file(path))?.len();
            options.upgrading.iter().for_each(|tell| tell(bytes));
        }
        if version < SCHEMA {
            tables::migrate(&mut conn, path)?;
        }
        let steering = Steering::load(&conn, unit)?;
        let mut book = Self {
            conn,
            path: path.to_path_buf(),
            unit,
            clock: options.clock,
            devices: options.devices,
            passphrase: options.passphrase.filter(|_| key.is_some()),
            key,
            steering,
            data_version: steering::UNREAD,
            device_checked: false,
            unit_counts: Default::default(),
            days_seen: Default::default(),
            known_work: Default::default(),
            _presence: presence,
        };
        book.data_version = book.current_data_version()?;
        if row::meta::<i64>(&book.conn, "folds")? != Some(FOLDS) {
            book.rebuild()?;
        }
        Ok(book)
    }

    /// Records whose book this is: the first entry of a new book. Who seals it is recorded with the first seal.
    pub fn found(&mut self, name: &str, officer: &str, day: NaiveDate) -> Result<()> {
        self.kept_by(officer)?;
        let unit = self.unit;
        let own = UnitFacts { name: name.to_string(), level: unit.level(), local: false };
        let draft = Draft {
            day,
            officer: officer.to_string(),
            unit: Some(unit),
            subjects: vec![SubjectId::unit(unit)],
            fact: Fact::Unit(own),
        };
        self.append(vec![draft], false)?;
        Ok(())
    }

    /// Says who keeps the book: whoever records in it and gives no other name.
    pub fn kept_by(&self, officer: &str) -> Result<()> {
        row::set_meta(&self.conn, "officer", officer)
    }

    /// Who keeps the book, where it was said.
    pub fn default_officer(&self) -> Result<Option<String>> {
        row::meta(&self.conn, "officer")
    }

    /// Brings units of a region tree in; gives how many were new or renamed.
    pub fn import_units(
        &mut self,
        units: Vec<(RegionCode, UnitFacts)>,
        day: NaiveDate,
        officer: &str,
    ) -> Result<Option<Recorded>> {
        let own = self.unit;
        let known = &self.steering.units;
        let drafts: Vec<Draft> = units
            .into_iter()
            .filter(|(code, unit)| *code != own && known.get(code) != Some(unit))
            .map(|(code, unit)| Draft {
                day,
                officer: officer.to_string(),
                unit: Some(code),
                subjects: vec![SubjectId::unit(code)],
                fact: Fact::Unit(unit),
            })
            .collect();
        if drafts.is_empty() { Ok(None) } else { self.append(drafts, false).map(Some) }
    }

    /// From here on whatever the book does ends with an error as soon as the flag is set, and a transaction is taken
    /// back; `None` = no more. An import heeds it until its end and then no more.
    pub fn heed(&mut self, flag: Option<Arc<AtomicBool>>) -> Result<()> {
        Ok(self.conn.progress_handler(STEPS, flag.map(|flag| move || flag.load(Ordering::Relaxed)))?)
    }

    /// The unit whose book this is.
    pub fn unit(&self) -> RegionCode {
        self.unit
    }

    /// Where the book lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What opens the book, where it is encrypted.
    pub fn passphrase(&self) -> Option<&Passphrase> {
        self.passphrase.as_ref()
    }

    /// Campaigns, targets, calendar, units, seals: what steers the figures.
    pub fn steering(&self) -> &Steering {
        &self.steering
    }

    /// The rules that figures follow.
    pub fn rules(&self) -> &Rules {
        &self.steering.rules
    }

    /// Wall time, by the book's clock.
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.clock)()
    }

    /// Today, by the book's clock.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    fn current_data_version(&self) -> Result<i64> {
        Ok(self.conn.pragma_query_value(None, "data_version", |r| r.get(0))?)
    }

    /// A number that changes whenever another process has written to the book.
    pub fn written_elsewhere(&self) -> Result<i64> {
        self.current_data_version()
    }

    /// Notices what another process has written since.
    pub fn refresh(&mut self) -> Result<()> {
        self.steering.freshen(&self.conn, self.unit, &mut self.data_version)
    }

    /// Up to which day scheduled changes have been written.
    fn horizon(conn: &Connection) -> Result<Option<NaiveDate>> {
        Ok(row::meta::<i64>(conn, "horizon")?.map(row::day_from_sql))
    }

    /// Whether somebody else is writing now, asked without waiting.
    pub fn is_held(&self) -> bool {
        // A patience that cannot be set is as it was: all that is lost is time.
        let _ = self.conn.busy_timeout(Duration::ZERO);
        let begun = self.conn.execute_batch("BEGIN IMMEDIATE; ROLLBACK").map_err(Error::from);
        let _ = self.conn.busy_timeout(connect::PATIENCE);
        matches!(begun, Err(Error::Busy))
    }

    /// Sees to it that a report can be made for `day`: writes the scheduled changes up to it and beyond.
    pub fn reach(&mut self, day: NaiveDate) -> Result<()> {
        if Self::horizon(&self.conn)?.is_some_and(|h| h >= day) {
            return Ok(());
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.steering.freshen(&tx, self.unit, &mut self.data_version)?;
        project::extend(&tx, &self.steering.rules, day)?;
        tx.commit()?;
        Ok(())
    }
}

/// The horizon that goes with a day.
fn beyond(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(HORIZON_DAYS)).unwrap_or(day).min(LAST_DAY)
}
