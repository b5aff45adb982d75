//! The year of a township: who comes home before Spring Festival, who leaves after it, and how busy a day is. All in
//! whole numbers, per 1000 of a township of 8,000 people.

use super::rng::Dice;
use chrono::{Datelike, Days, NaiveDate};

/// First days of the lunar years.
const FESTIVALS: [(i32, u32, u32); 4] = [(2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17)];
/// People that the rates are for.
pub const PEOPLE: i64 = 8_000;
/// How many come home in a season.
const HOMECOMERS: i64 = 1_500;
/// Shares of them, in thousandths, from 8 days before the festival on.
const HOMECOMING: [i64; 11] = [40, 60, 100, 140, 170, 170, 130, 90, 50, 30, 20];
const HOMECOMING_FROM: i64 = -8;

/// The last day of the story, a Friday.
pub fn last_day() -> NaiveDate {
    date(2026, 3, 27)
}

/// A date; for constants.
pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The festivals whose season (8 days before to 52 after) meets these days.
pub fn festivals(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let meets = |f: &NaiveDate| campaign_of(*f).0 <= last && campaign_of(*f).1 >= first;
    FESTIVALS.iter().map(|&(y, m, d)| date(y, m, d)).filter(meets).collect()
}

/// First and last day of the campaign around a festival.
pub fn campaign_of(festival: NaiveDate) -> (NaiveDate, NaiveDate) {
    (festival - Days::new(8), festival + Days::new(52))
}

/// Days since the nearest festival (negative: before it).
pub fn offset(day: NaiveDate) -> i64 {
    FESTIVALS
        .iter()
        .map(|&(y, m, d)| (day - date(y, m, d)).num_days())
        .min_by_key(|off| off.abs())
        .unwrap_or(i64::from(day.ordinal()))
}

/// Which acts a day brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Act {
    Home,
    Return,
    Visit,
    Placement,
    Loss,
    Wish,
    Push,
    Certificate,
}

/// All of them, in the order in which a day goes.
pub const ACTS: [Act; 8] =
    [Act::Home, Act::Return, Act::Visit, Act::Placement, Act::Loss, Act::Wish, Act::Push, Act::Certificate];

/// How many of an act a day brings to a township of [`PEOPLE`], in thousandths.
pub fn rate(act: Act, day: NaiveDate, working: bool) -> i64 {
    let off = offset(day);
    let season = (-8..=52).contains(&off);
    let office = |n: i64| if working { n } else { n / 8 };
    match act {
        Act::Home => HOMECOMING.get((off - HOMECOMING_FROM).max(-1) as usize).map_or(0, |share| share * HOMECOMERS),
        Act::Return if (5..=52).contains(&off) => {
            let n = 20_000 * 14 / (9 + off);
            if working { n } else { n * 3 / 5 }
        }
        Act::Return => office(600),
        Act::Visit => office(if season { 32_000 } else { 18_000 }),
        Act::Placement => office(if off >= 7 && season { 5_200 } else { 1_800 }),
        Act::Loss => office(if season { 1_700 } else { 2_000 }),
        Act::Wish => office(3_500),
        Act::Push => office(3_000),
        Act::Certificate => office(if season { 1_600 } else { 200 }),
    }
}

/// Who had come home before the story began and has not left again, in thousandths.
pub fn already_home(first: NaiveDate) -> i64 {
    let off = offset(first);
    let before: i64 = (HOMECOMING_FROM..off.min(HOMECOMING_FROM + HOMECOMING.len() as i64))
        .map(|o| HOMECOMING.get((o - HOMECOMING_FROM) as usize).copied().unwrap_or(0))
        .sum();
    if off > 60 { 0 } else { before * HOMECOMERS * (60 - off.max(0)) / 60 }
}

/// The whole of a season's homecoming.
pub fn homecomers(people: u32) -> i64 {
    HOMECOMERS * i64::from(people) / PEOPLE
}

/// Turns rates into whole numbers without losing the rest.
#[derive(Debug, Default)]
pub struct Ration {
    rest: [i64; ACTS.len()],
}

impl Ration {
    /// How many of an act today, for so many people.
    pub fn today(&mut self, act: Act, rate: i64, people: u32) -> u32 {
        let Some(rest) = self.rest.get_mut(act as usize) else { return 0 };
        *rest += rate * i64::from(people);
        let n = *rest / (1_000 * PEOPLE);
        *rest -= n * 1_000 * PEOPLE;
        n as u32
    }
}

/// How a village reports on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// With something to say.
    Busy,
    /// 零报告.
    Nothing,
    /// Not heard from.
    Silent,
}

/// The moods of a day.
pub fn mood(dice: &mut Dice, working: bool) -> Mood {
    let weights = if working { [88, 7, 5] } else { [40, 3, 57] };
    [Mood::Busy, Mood::Nothing, Mood::Silent][dice.weighted(&weights)]
}
