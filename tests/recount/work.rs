//! A piece of work, and dated words about somebody.

use super::entry::{date, on, text};
use super::rulings::STABLE_DAYS;
use chrono::NaiveDate;
use serde_json::Value;

/// The latest word on something: greatest effective date, then the order of entries.
#[derive(Debug, Clone)]
pub struct Latest<T> {
    at: NaiveDate,
    pub value: Option<T>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Latest { at: NaiveDate::MIN, value: None }
    }
}

impl<T> Latest<T> {
    /// Says whether this is now the latest word.
    pub fn set(&mut self, at: NaiveDate, value: Option<T>) -> bool {
        let newest = at >= self.at;
        if newest {
            (self.at, self.value) = (at, value);
        }
        newest
    }

    pub fn say(&mut self, at: NaiveDate, value: Option<T>) -> bool {
        value.is_some() && self.set(at, value)
    }
}

/// What ended a spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Loss,
    Stay,
    Successor,
    Status,
    Roster,
}

/// A piece of work.
#[derive(Debug, Clone)]
pub struct Spell {
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    /// What ended it, and the business day of the entry that did.
    pub ended: Option<(End, NaiveDate)>,
    pub day: NaiveDate,
    pub opening: bool,
    pub nature: Option<&'static str>,
    pub full_time: bool,
    pub employer: Option<String>,
    pub place: Option<String>,
    pub channel: Option<String>,
    pub wage: Option<i64>,
    /// The trips that brought the worker, the last one last.
    pub trips: Vec<String>,
}

impl Spell {
    pub fn read(body: &Value, day: NaiveDate, trip: Option<String>) -> Spell {
        Spell {
            start: date(&body["start"]),
            end: None,
            ended: None,
            day,
            opening: false,
            nature: None,
            full_time: !on(&body["part_time"]),
            employer: text(&body["employer"]),
            place: text(&body["place_class"]),
            channel: text(&body["channel"]),
            wage: body["wage"].as_i64(),
            trips: trip.into_iter().collect(),
        }
    }

    pub fn covers(&self, day: NaiveDate) -> bool {
        self.start.is_none_or(|s| s <= day) && self.end.is_none_or(|e| day < e)
    }

    /// Whether it has a day within these, both counted.
    pub fn touches(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let begin = self.start.unwrap_or(NaiveDate::MIN);
        self.end.is_none_or(|e| from < e && begin < e) && begin <= to
    }

    pub fn is_empty(&self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if end <= start)
    }

    pub fn stable(&self, day: NaiveDate) -> bool {
        self.covers(day) && self.start.is_none_or(|s| (day - s).num_days() + 1 >= STABLE_DAYS)
    }

    pub fn same_employer(&self, other: &Spell) -> bool {
        self.employer.is_some() && self.employer == other.employer
    }

    pub fn finish(&mut self, end: NaiveDate, why: End, day: NaiveDate) {
        self.end = Some(end);
        self.ended = Some((why, day));
    }

    pub fn refresh(&mut self, news: Spell) {
        let Spell { employer, place, channel, wage, trips, .. } = news;
        self.employer = employer.or(self.employer.take());
        self.place = place.or(self.place.take());
        self.channel = channel.or(self.channel.take());
        self.wage = wage.or(self.wage);
        self.trips.extend(trips);
    }
}
