//! The teller: who knows the township, the day and the book, and writes what happens through the ledger as an office
//! would. It keeps to what the book allows; a refusal is a fault of the story and ends it.

use super::clock::Hand;
use super::jobs::JobList;
use super::pools::Pools;
use super::rng::Dice;
use super::season::{self, ACTS, Act, Mood, Ration};
use super::timetable::Trip;
use super::town::{Someone, Town, Whereabouts};
use super::words;
use crate::book::{Book, Draft, Recorded, Result};
use crate::domain::acts::{Fact, SealFacts};
use crate::domain::entry::Hash;
use crate::domain::facts::WorkFacts;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::report;
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeMap;

/// How many beginnings of work the teller remembers, to take one back.
const MEMORY: usize = 400;

/// For so many days before the last one a county's days are sealed one by one.
const DAILY: i64 = 14;

/// Something to be recorded, and the person as before it where it may be taken back later.
pub struct Note {
    pub draft: Draft,
    pub before: Option<(usize, Someone)>,
}

/// A beginning of work that was recorded.
pub struct Memory {
    pub hash: Hash,
    pub day: NaiveDate,
    pub who: usize,
    pub before: Someone,
}

/// See the module.
pub struct Story {
    pub book: Book,
    pub town: Town,
    pub pools: Pools,
    pub dice: Dice,
    pub hand: Hand,
    pub people: u32,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub day: NaiveDate,
    pub sealed: Option<NaiveDate>,
    pub trips: Vec<Trip>,
    pub pages: Vec<Vec<Note>>,
    pub visits_due: BTreeMap<NaiveDate, Vec<(usize, Option<usize>)>>,
    pub pushes_due: BTreeMap<NaiveDate, Vec<usize>>,
    pub memory: Vec<Memory>,
    pub ration: Ration,
    pub list: JobList,
}

impl Story {
    /// Tells one day.
    pub fn tell_day(&mut self, day: NaiveDate) -> Result<()> {
        self.day = day;
        let working = self.is_working(day);
        self.job_list()?;
        self.morning_trips()?;
        self.arrivals()?;
        let moods = self.moods(working);
        let busy: Vec<usize> = moods.iter().enumerate().filter(|(_, m)| **m == Mood::Busy).map(|(n, _)| n).collect();
        if day == self.first {
            self.early_homecomers();
        }
        if !busy.is_empty() {
            self.acts(&busy, working);
            self.what_is_due(&busy);
        }
        self.village_reports(&moods)?;
        if working {
            self.mishaps()?;
        }
        self.planning()?;
        if working && day != self.last && self.seals_today() {
            self.seal()?;
        } else if self.town.land.is_county() {
            self.book.end_of_day();
        }
        Ok(())
    }

    /// Whether the calendar counts the day.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.book.steering().calendar.is_working_day(day)
    }

    /// A county's story is long: until its last two weeks it is sealed on Fridays only, or the last working day before.
    fn seals_today(&self) -> bool {
        let daily = !self.town.land.is_county() || (self.last - self.day).num_days() <= DAILY;
        let week = |day: NaiveDate| day.iso_week();
        let later = self.day.iter_days().skip(1).take_while(|day| week(*day) == week(self.day));
        daily || !later.into_iter().any(|day| self.is_working(day))
    }

    fn moods(&mut self, working: bool) -> Vec<Mood> {
        let open = self.day == self.last;
        (0..self.town.land.villages.len())
            .map(|village| match season::mood(&mut self.dice, working) {
                _ if self.day == self.first => Mood::Busy,
                // By mid-afternoon some have not reported yet.
                _ if open && village % 3 == 2 => Mood::Silent,
                mood => mood,
            })
            .collect()
    }

    fn acts(&mut self, busy: &[usize], working: bool) {
        for act in ACTS {
            let mut n = self.ration.today(act, season::rate(act, self.day, working), self.people);
            if self.day == self.last {
                n = (n * 3).div_ceil(5);
            }
            for _ in 0..n {
                let village = self.dice.pick(busy);
                self.act(act, village);
            }
        }
    }

    /// The reports of the day, quiet villages saying so: of each village as one batch, in a county of each township.
    fn village_reports(&mut self, moods: &[Mood]) -> Result<()> {
        let closing = if self.day == self.last { 15 * 60 } else { 17 * 60 };
        let working = self.is_working(self.day);
        let parts = self.town.land.parts();
        let count = parts.len() as u32;
        for (n, (_, villages)) in parts.into_iter().enumerate() {
            let mut notes = Vec::new();
            for village in villages {
                let page = self.pages.get_mut(village).map(std::mem::take).unwrap_or_default();
                if page.is_empty() && moods.get(village) != Some(&Mood::Silent) && working {
                    let code = self.town.land.village(village);
                    let mut note = self.note(village, vec![SubjectId::unit(code)], Fact::Nothing);
                    note.draft.unit = Some(code);
                    notes.push(note);
                }
                notes.extend(page);
            }
            let minute = 600 + (closing - 600) * n as u32 / count + self.dice.below(20);
            self.tell(minute, notes)?;
        }
        Ok(())
    }

    /// A note of somebody's act, by the officer of the village.
    pub fn note(&self, village: usize, subjects: Vec<SubjectId>, fact: Fact) -> Note {
        let officer = words::grid_officer(village).to_string();
        Note { draft: Draft { day: self.day, officer, unit: None, subjects, fact }, before: None }
    }

    /// A note of the office.
    pub fn office_note(&self, subjects: Vec<SubjectId>, fact: Fact) -> Note {
        let officer = words::OFFICER.to_string();
        Note { draft: Draft { day: self.day, officer, unit: None, subjects, fact }, before: None }
    }

    /// Adds a note about a person to the page of their village, and remembers that the day touched them.
    pub fn write(&mut self, who: usize, fact: Fact, before: Option<Someone>) {
        self.write_with(who, None, fact, before);
    }

    /// The same, naming something else beside the person.
    pub fn write_with(&mut self, who: usize, other: Option<SubjectId>, fact: Fact, before: Option<Someone>) {
        let Some(someone) = self.town.people.get_mut(who) else { return };
        someone.touched = Some(self.day);
        let (id, village) = (someone.id, someone.village);
        let mut note = self.note(village, std::iter::once(id).chain(other).collect(), fact);
        note.before = before.map(|b| (who, b));
        if let Some(page) = self.pages.get_mut(village) {
            page.push(note);
        }
    }

    /// Records notes as one batch at this minute of the day.
    pub fn tell(&mut self, minute: u32, notes: Vec<Note>) -> Result<Option<Recorded>> {
        if notes.is_empty() {
            return Ok(None);
        }
        self.hand.set(self.day, minute);
        let (drafts, before): (Vec<Draft>, Vec<_>) = notes.into_iter().map(|n| (n.draft, n.before)).unzip();
        let out = self.book.record_all(drafts)?;
        for (entry, before) in out.entries.iter().zip(before) {
            if let Some((who, before)) = before {
                self.memory.push(Memory { hash: entry.hash, day: entry.day, who, before });
            }
        }
        let most = MEMORY * self.town.land.townships.len().pow(2);
        if self.memory.len() > 2 * most {
            self.memory.drain(..most);
        }
        Ok(Some(out))
    }

    /// Changes somebody's whereabouts.
    pub fn send(&mut self, who: usize, place: Whereabouts) {
        if let Some(someone) = self.town.people.get_mut(who) {
            someone.place = place;
        }
        self.pools.put(&self.town, who);
    }

    /// Gives somebody this employer from `start` on; the same employer goes on where it was.
    pub fn employ(&mut self, who: usize, employer: usize, start: NaiveDate) {
        let place = self.place_of(employer);
        if let Some(someone) = self.town.people.get_mut(who) {
            if someone.employer != Some(employer) || someone.place == Whereabouts::Idle {
                someone.start = Some(start);
            }
            someone.employer = Some(employer);
            someone.home_since = None;
        }
        self.send(who, place);
    }

    /// Where work with this employer takes people.
    pub fn place_of(&self, employer: usize) -> Whereabouts {
        let far = self.town.employers.get(employer).is_some_and(|e| e.city < words::FAR);
        if far { Whereabouts::Away } else { Whereabouts::Local }
    }

    /// Work with this employer, beginning on a day.
    pub fn work(&mut self, employer: usize, start: NaiveDate) -> WorkFacts {
        WorkFacts { start: Some(start), ..super::town::work_with(&self.town.employers, employer, &mut self.dice) }
    }

    /// Takes an entry back.
    pub fn withdraw(&mut self, minute: u32, hash: Hash, why: &str) -> Result<()> {
        self.hand.set(self.day, minute);
        self.book.withdraw(&hash.to_string(), why, self.day, words::OFFICER)?;
        Ok(())
    }

    fn seal(&mut self) -> Result<()> {
        self.hand.set(self.day, 18 * 60 + 10);
        let seen = self.book.vector()?.0;
        let report = report::build(&mut self.book, self.day, words::OFFICER, true)?;
        let rendered = report::render(&report)?;
        let facts = SealFacts {
            issue: report.issue,
            seen,
            beyond: Vec::new(),
            report: rendered.json,
            txt: rendered.txt,
            md: rendered.md,
            note: None,
        };
        self.book.seal(self.day, words::OFFICER, facts)?;
        self.sealed = Some(self.day);
        Ok(())
    }

    /// Who came home before the first day is entered on it.
    fn early_homecomers(&mut self) {
        let n = season::already_home(self.first) * i64::from(self.people) / (1_000 * season::PEOPLE);
        for k in 0..n {
            let village = (k as usize) % self.town.land.villages.len();
            let on = self.first - Days::new(u64::from(1 + self.dice.below(12)));
            self.come_home(village, on);
        }
    }

    fn act(&mut self, act: Act, village: usize) {
        match act {
            Act::Home => {
                let on = self.day - Days::new(u64::from(self.dice.percent(30)));
                self.come_home(village, on);
            }
            Act::Return => self.return_to_work(village),
            Act::Visit => self.visit(village),
            Act::Placement => self.place(village),
            Act::Loss => self.lose_work(village),
            Act::Wish => self.wish(village),
            Act::Push => self.push(village),
            Act::Certificate => self.certificate(village),
        }
    }
}

/// The subject of a trip, as the command line derives it.
pub fn trip_subject(unit: RegionCode, number: &str) -> SubjectId {
    SubjectId::derived(SubjectKind::Trip, &format!("{unit} {number}"))
}
