//! The season's timetable of 返岗直通车: when trips leave, where they go, and what becomes of them.

use super::land::Land;
use super::rng::Dice;
use super::season;
use super::story::trip_subject;
use super::town::Whereabouts;
use super::words::{self, CITIES};
use crate::domain::keys::PlaceClass;
use crate::domain::subject::SubjectId;
use chrono::{Days, NaiveDate, NaiveDateTime};

/// Trips of a season in a township of [`season::PEOPLE`], besides the three of the last days.
const TRIPS: i64 = 27;

/// What becomes of a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Goes and arrives.
    Goes,
    /// Goes, and of one passenger nobody learns the employer.
    Gap,
    /// Is on the road in the last night.
    Overnight,
    /// Does not go.
    Cancelled,
    /// Stands at the kerb when the story ends.
    Boarding,
    /// Is planned for the day after the story.
    Tomorrow,
}

impl Fate {
    /// Leaves before the story ends.
    pub fn goes(self) -> bool {
        matches!(self, Fate::Goes | Fate::Gap | Fate::Overnight)
    }
}

/// Somebody on the list.
#[derive(Debug, Clone)]
pub struct Rider {
    pub who: Option<usize>,
    pub id: SubjectId,
    pub was: Whereabouts,
    pub employer: Option<usize>,
    pub to_work: bool,
    pub aboard: bool,
}

/// A trip.
#[derive(Debug, Clone)]
pub struct Trip {
    pub number: String,
    pub id: SubjectId,
    /// Index of the township that it leaves from.
    pub township: usize,
    pub departs: NaiveDate,
    pub planned: NaiveDate,
    pub city: usize,
    pub fate: Fate,
    pub riders: Vec<Rider>,
}

impl Trip {
    /// The day on which it arrives.
    pub fn arrives(&self) -> NaiveDate {
        let far = CITIES.get(self.city).is_some_and(|c| c.class == PlaceClass::Beyond);
        self.departs + Days::new(u64::from(far))
    }

    /// Minutes after midnight.
    pub fn leaves_at(&self) -> u32 {
        if self.fate == Fate::Boarding { 15 * 60 + 40 } else { 7 * 60 + 30 }
    }

    /// When it leaves.
    pub fn departs_at(&self) -> NaiveDateTime {
        self.departs.and_hms_opt(self.leaves_at() / 60, self.leaves_at() % 60, 0).unwrap_or_default()
    }
}

/// Every trip of the story.
pub fn timetable(land: &Land, first: NaiveDate, last: NaiveDate, people: u32, dice: &mut Dice) -> Vec<Trip> {
    let weights: Vec<u32> = CITIES.iter().take(words::FAR).map(|c| c.weight).collect();
    let mut out: Vec<Trip> = Vec::new();
    let mut add = |departs: NaiveDate, fate: Fate, dice: &mut Dice| {
        let lead = if fate == Fate::Tomorrow { 1 } else { dice.between(1, 3) as u64 };
        let planned = (departs - Days::new(lead)).max(first).min(last);
        let city = match fate {
            Fate::Gap => 0,
            Fate::Overnight => 4,
            _ => dice.weighted(&weights),
        };
        let township = out.len() % land.townships.len().max(1);
        let id = SubjectId::unit(land.unit);
        out.push(Trip { number: String::new(), id, township, departs, planned, city, fate, riders: Vec::new() });
    };
    let n = (TRIPS * i64::from(people) / season::PEOPLE).max(3);
    for festival in season::festivals(first, last) {
        for i in 0..n {
            // Most leave soon after the festival.
            let departs = festival + Days::new((7 + 13 * i / n + 17 * i * i / (n * n)) as u64);
            if departs > first && departs < last - Days::new(1) {
                add(departs, if i == n * 3 / 5 { Fate::Cancelled } else { Fate::Goes }, dice);
            }
        }
    }
    if let Some(trip) = (last - Days::new(4) >= first).then_some(last - Days::new(3)) {
        add(trip, Fate::Gap, dice);
        add(last - Days::new(1), Fate::Overnight, dice);
    }
    add(last, Fate::Boarding, dice);
    add(last + Days::new(1), Fate::Tomorrow, dice);
    out.sort_by_key(|t| t.departs);
    for (n, trip) in out.iter_mut().enumerate() {
        trip.number = format!("YL{}-{:02}", trip.departs.format("%y"), n + 1);
        trip.id = trip_subject(land.unit, &trip.number);
    }
    out
}
