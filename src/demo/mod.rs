//! A made-up township to try the program on, and to measure it with: 云岭镇(演示), which does not exist, with its people,
//! and one season of its office's work around Spring Festival. It is written through the ledger as an office would write
//! it, by a clock that the story moves; the same settings give the same bytes of every entry.

mod acts;
mod clock;
mod jobs;
mod mishaps;
mod pools;
mod rng;
mod season;
mod story;
mod timetable;
mod town;
mod trips;
mod words;

use crate::book::{Book, Draft, Error, ImportPlan, Options, Result};
use crate::domain::acts::{CampaignFacts, Fact, TargetFacts, UnitFacts};
use crate::domain::entry::DeviceId;
use crate::domain::keys::Level;
use crate::domain::metric::Metric;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use chrono::{Datelike, Days, NaiveDate};
use clock::Hand;
use pools::Pools;
use rng::Dice;
use season::Act;
use std::path::Path;
use story::Story;
use town::{Town, Whereabouts, village_code};

/// How large, how long, and which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// People on the roster.
    pub people: u32,
    /// Days of history, the last one included; at least 1.
    pub days: u32,
    /// One seed gives one township.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { people: 8_000, days: 45, seed: 1 }
    }
}

/// Where the story ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demo {
    /// The last day: under way, not sealed.
    pub last_day: NaiveDate,
    /// Who keeps the book.
    pub officer: String,
}

/// The roster is as of so many days before the first day.
const ROSTER_AGE: u64 = 4;

/// Makes the book of a made-up township. Its clock goes on from the afternoon of the last day.
pub fn create(path: &Path, settings: &Settings) -> Result<(Book, Demo)> {
    let last = season::last_day();
    let first = last - Days::new(u64::from(settings.days.max(1) - 1));
    let unit = RegionCode::parse(words::TOWNSHIP).ok_or_else(|| Error::Internal("demo unit".into()))?;
    let hand = Hand::default();
    hand.set(first, 8 * 60);
    let device = DeviceId(device(settings.seed));
    let options =
        Options { clock: hand.clock(), devices: None, device: Some(device), durable: false, passphrase: None };
    let mut book = Book::create(path, unit, options)?;
    book.kept_by(words::OFFICER)?;
    let mut dice = Dice::new(settings.seed);
    let (town, lines) = town::settle(settings.people, first - Days::new(ROSTER_AGE), &mut dice);
    book.record_all(foundations(unit, first, last, settings.people, &town))?;
    hand.set(first, 8 * 60 + 20);
    let plan = ImportPlan { day: first, officer: words::OFFICER, rows: lines.len(), dry_run: false };
    book.import(plan, |sink| {
        lines.into_iter().for_each(sink);
        Ok::<(), Error>(())
    })?;
    let trips = timetable::timetable(first, last, settings.people, &mut dice);
    let mut story = Story {
        book,
        pools: Pools::of(&town, words::VILLAGES.len()),
        town,
        dice,
        hand: hand.clone(),
        people: settings.people,
        first,
        last,
        day: first,
        sealed: None,
        trips,
        pages: words::VILLAGES.iter().map(|_| Vec::new()).collect(),
        visits_due: Default::default(),
        pushes_due: Default::default(),
        memory: Vec::new(),
        ration: season::Ration::default(),
    };
    first.iter_days().take_while(|day| *day <= last).try_for_each(|day| story.tell_day(day))?;
    hand.release();
    Ok((story.book, Demo { last_day: last, officer: words::OFFICER.into() }))
}

fn device(seed: u64) -> [u8; 16] {
    let hash = blake3::hash(format!("zhanbao demo {seed}").as_bytes());
    let mut id = [0; 16];
    id.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    id
}

/// Units, campaigns and targets: what an office sets before its first day.
fn foundations(unit: RegionCode, first: NaiveDate, last: NaiveDate, people: u32, town: &Town) -> Vec<Draft> {
    let draft = |of: RegionCode, fact| Draft {
        day: first,
        officer: words::OFFICER.into(),
        unit: Some(unit),
        subjects: vec![SubjectId::unit(of)],
        fact,
    };
    let named =
        |of: RegionCode, name: &str, level| draft(of, Fact::Unit(UnitFacts { name: name.into(), level, local: false }));
    let mut out = vec![named(unit, words::TOWNSHIP_NAME, Level::Township)];
    out.extend(words::VILLAGES.iter().enumerate().map(|(n, name)| named(village_code(n), name, Level::Village)));
    for festival in season::festivals(first, last) {
        let (from, to) = season::campaign_of(festival);
        let name = if festival.year() == last.year() {
            "春季返岗攻坚".to_string()
        } else {
            format!("{}年春季返岗攻坚", festival.year())
        };
        out.push(draft(unit, Fact::Campaign(CampaignFacts { name, from, to, all_days: false })));
        let mut target = |of: RegionCode, metric: Metric, quantity: i64| {
            let metric = metric.key().to_string();
            out.push(draft(unit, Fact::Target(TargetFacts { metric, unit: of, quantity, from, to, last_year: None })));
        };
        let returns = season::homecomers(people).max(4);
        target(unit, Metric::Returns, returns);
        target(unit, Metric::Placements, expected(Act::Placement, first.max(from), last.min(to), people).max(5) * 2);
        target(unit, Metric::HouseholdsVisited, (town.families.len() as i64 * 3 / 4).max(4));
        target(unit, Metric::ZeroCleared, (without_work(town) * 3 / 5).max(2));
        for (n, of) in away(town).into_iter().enumerate() {
            // Rounded down: what is left over prints as 分解差额.
            target(village_code(n), Metric::Returns, returns * of.0 / of.1.max(1));
        }
    }
    out
}

/// What the rates bring over some days, as if half of them were worked.
fn expected(act: Act, from: NaiveDate, to: NaiveDate, people: u32) -> i64 {
    let sum: i64 = from
        .iter_days()
        .take_while(|d| *d <= to)
        .map(|d| season::rate(act, d, d.weekday().number_from_monday() < 6))
        .sum();
    sum * i64::from(people) / (season::PEOPLE * 1_000)
}

/// Families of whom somebody could work and nobody does.
fn without_work(town: &Town) -> i64 {
    let place = |n: &usize| town.people.get(*n).map(|s| s.place);
    let zero = |f: &&town::Family| {
        let places: Vec<_> = f.members.iter().filter_map(place).collect();
        places.contains(&Whereabouts::Idle)
            && !places.iter().any(|p| matches!(p, Whereabouts::Away | Whereabouts::Local))
    };
    town.families.iter().filter(zero).count() as i64
}

/// Per village, how many of all who work outside are its own.
fn away(town: &Town) -> Vec<(i64, i64)> {
    let all = town.people.iter().filter(|s| s.place == Whereabouts::Away);
    let mut counts = vec![0; words::VILLAGES.len()];
    for someone in all {
        if let Some(count) = counts.get_mut(someone.village) {
            *count += 1;
        }
    }
    let sum: i64 = counts.iter().sum();
    counts.into_iter().map(|n| (n, sum)).collect()
}

#[cfg(test)]
mod tests;
