//! A made-up township to try the program on, and to measure it with: 云岭镇(演示), which does not exist, with its people,
//! and one season of its office's work around Spring Festival; or, from more than 100,000 people on, a county of such
//! townships. It is written through the ledger as an office would write
//! it, by a clock that the story moves; the same settings give the same bytes of every entry.

mod acts;
mod clock;
mod jobs;
mod land;
mod mishaps;
mod pools;
mod rng;
mod season;
mod story;
mod timetable;
mod town;
mod trips;
mod words;

use crate::book::{Book, Draft, ImportPlan, Options};
use crate::desk::{Error, Progress, Result};
use crate::domain::acts::{CampaignFacts, Fact, TargetFacts, UnitFacts};
use crate::domain::entry::DeviceId;
use crate::domain::keys::Level;
use crate::domain::metric::Metric;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use chrono::{Datelike, Days, NaiveDate};
use clock::Hand;
use jobs::JobList;
use land::Land;
use pools::Pools;
use rng::Dice;
use season::Act;
use std::path::Path;
use story::Story;
use town::{Town, Whereabouts};

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
    create_watched(path, settings, &Progress::default())
}

/// The same, telling how far it is, of days. Where it fails or is called off, no file stays.
pub fn create_watched(path: &Path, settings: &Settings, progress: &Progress) -> Result<(Book, Demo)> {
    create_in(Land::of(settings.people), path, settings, progress)
}

fn create_in(land: Land, path: &Path, settings: &Settings, progress: &Progress) -> Result<(Book, Demo)> {
    let hand = Hand::default();
    let device = DeviceId(device(settings.seed));
    let options = Options { clock: hand.clock(), device: Some(device), durable: false, ..Options::default() };
    let (first, _) = span(settings);
    hand.set(first, 8 * 60);
    let book = Book::create(path, land.unit, options)?;
    let told = tell(book, land, hand, settings, progress);
    told.map_err(|error| if progress.cancelled() { Error::Cancelled } else { error }).inspect_err(|_| {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut name = path.as_os_str().to_os_string();
            name.push(ending);
            let _ = std::fs::remove_file(name);
        }
    })
}

/// First and last day of the story.
fn span(settings: &Settings) -> (NaiveDate, NaiveDate) {
    let last = season::last_day();
    (last - Days::new(u64::from(settings.days.max(1) - 1)), last)
}

/// Fills a new book.
fn tell(mut book: Book, land: Land, hand: Hand, settings: &Settings, progress: &Progress) -> Result<(Book, Demo)> {
    let (first, last) = span(settings);
    book.kept_by(words::OFFICER)?;
    let mut dice = Dice::new(settings.seed);
    let as_of = first - Days::new(ROSTER_AGE);
    // Settled twice, alike: a county's roster is too long to be kept.
    let mut again = dice.clone();
    let town = town::settle(&land, settings.people, as_of, &mut dice, &mut |_| {});
    book.record_all(foundations(first, last, town.land.heard(settings.people), &town))?;
    hand.set(first, 8 * 60 + 20);
    // The roster takes about as long as a twentieth of the days.
    let days = u64::from(settings.days.max(1));
    let (people, roster) = (u64::from(settings.people.max(1)), days.div_ceil(20));
    let plan = ImportPlan { day: first, officer: words::OFFICER, rows: town.people.len(), dry_run: false };
    book.heed(Some(progress.flag()))?;
    book.import(plan, |sink| {
        let mut lines = 0;
        town::settle(&land, settings.people, as_of, &mut again, &mut |line| {
            lines += 1;
            if !progress.cancelled() {
                progress.set(roster * lines / people, roster + days);
                sink(line);
            }
        });
        progress.check()
    })?;
    book.heed(Some(progress.flag()))?;
    let heard = town.land.heard(settings.people);
    let trips = timetable::timetable(&town.land, first, last, heard, &mut dice);
    let villages = town.land.villages.len();
    let mut story = Story {
        book,
        pools: Pools::of(&town, villages),
        town,
        dice,
        hand: hand.clone(),
        people: heard,
        first,
        last,
        day: first,
        sealed: None,
        trips,
        pages: (0..villages).map(|_| Vec::new()).collect(),
        visits_due: Default::default(),
        pushes_due: Default::default(),
        memory: Vec::new(),
        ration: season::Ration::default(),
        list: JobList { round: 0, since: first },
    };
    for (n, day) in (0..days).zip(first.iter_days()) {
        progress.check()?;
        story.tell_day(day)?;
        progress.set(roster + n + 1, roster + days);
    }
    story.book.heed(None)?;
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
fn foundations(first: NaiveDate, last: NaiveDate, people: u32, town: &Town) -> Vec<Draft> {
    let land = &town.land;
    let unit = land.unit;
    let draft = |of: RegionCode, fact| Draft {
        day: first,
        officer: words::OFFICER.into(),
        unit: Some(unit),
        subjects: vec![SubjectId::unit(of)],
        fact,
    };
    let named =
        |of: RegionCode, name: &str, level| draft(of, Fact::Unit(UnitFacts { name: name.into(), level, local: false }));
    let mut out = vec![named(unit, &land.name, unit.level())];
    if land.is_county() {
        out.extend(land.townships.iter().map(|place| named(place.code, &place.name, Level::Township)));
    }
    out.extend(land.villages.iter().map(|place| named(place.code, &place.name, Level::Village)));
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
        for (code, count, all) in away(town) {
            // Rounded down: what is left over prints as 分解差额.
            target(code, Metric::Returns, returns * count / all.max(1));
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

/// Per village (in a county: per township), how many work outside, and how many of the whole land do.
fn away(town: &Town) -> Vec<(RegionCode, i64, i64)> {
    let mut counts = vec![0; town.land.villages.len()];
    for someone in town.people.iter().filter(|s| s.place == Whereabouts::Away) {
        if let Some(count) = counts.get_mut(someone.village) {
            *count += 1;
        }
    }
    let all: i64 = counts.iter().sum();
    let of = |villages: std::ops::Range<usize>| counts.get(villages).map_or(0, |part| part.iter().sum());
    town.land.parts().into_iter().map(|(code, villages)| (code, of(villages), all)).collect()
}

#[cfg(test)]
mod tests;
