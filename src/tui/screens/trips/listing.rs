//! The list of trips: in which order they stand, and what each of them lacks.

use crate::book::TripHead;
use crate::desk::{Desk, Error, words};
use crate::domain::acts::TripPlan;
use crate::domain::keys::{TripBy, TripState};
use crate::domain::subject::SubjectId;
use crate::domain::trip::{Presence, Trip};
use crate::locale::say;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::table::{Column, Row};
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;

/// Beyond so many km a bus has two drivers (FIELDS.md).
const ONE_DRIVER_KM: u32 = 400;

/// From so many cells on a row tells where a trip begins, too: all of them begin at home.
const WIDE: u16 = 100;

/// So many trips are held in full at least, and so many more before and behind those in view.
const HELD: usize = 40;
const BESIDE: usize = 10;

/// Which trips of the list are held in full: from this one on, so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch(usize, usize);

impl Default for Stretch {
    fn default() -> Self {
        Self(0, HELD + 2 * BESIDE)
    }
}

/// One trip of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// As it stands.
    pub trip: Trip,
    /// Passengers who arrived and have no work on record (check 7).
    pub without: usize,
}

/// The list, as of a day: all trips at a glance, and those of a stretch in full.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The day that is looked at.
    pub day: NaiveDate,
    /// What is to be called today, what is overdue, what is under way, what is to come; then what is past.
    pub heads: Vec<TripHead>,
    /// Which of them is the first that is held in full.
    offset: usize,
    /// Those held.
    lines: Vec<Line>,
}

impl Listing {
    /// Reads it, with this stretch in full.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk, Stretch(offset, count): Stretch) -> Result<Self, Error> {
        let day = desk.reading_day();
        let mut heads = desk.book.trip_heads()?;
        heads.sort_by_cached_key(|head| place(head, day));
        let offset = offset.min(heads.len().saturating_sub(count));
        let ids: Vec<SubjectId> = heads.iter().skip(offset).take(count).map(|head| head.id).collect();
        let gaps = desk.book.trip_gaps_of(&ids, day)?;
        let without = |id| gaps.iter().find(|gap| gap.trip == id).map_or(0, |gap| gap.without.len());
        let lines = desk.book.trips_of(&ids)?.into_iter();
        let lines = lines.map(|(id, trip)| Line { trip, without: without(id) }).collect();
        Ok(Self { day, heads, offset, lines })
    }

    /// One of the list, where it is held in full.
    pub fn line(&self, n: usize) -> Option<&Line> {
        self.lines.get(n.checked_sub(self.offset)?)
    }

    /// The stretch to be read for these rows to be held; `None` = they are.
    pub fn lacks(&self, first: usize, last: usize) -> Option<Stretch> {
        let held = first >= self.offset && last.min(self.heads.len()) <= self.offset + self.lines.len();
        let rows = last.saturating_sub(first).max(HELD);
        (!held).then(|| Stretch(first.saturating_sub(BESIDE), rows + 2 * BESIDE))
    }

    /// How many of them leave on the day.
    pub fn today(&self) -> usize {
        let today = self.heads.iter().filter(|head| head.departs.date() == self.day);
        today.filter(|head| head.state != Some(TripState::Cancelled)).count()
    }

    /// How many are on the road.
    pub fn under_way(&self) -> usize {
        self.heads.iter().filter(|head| head.state == Some(TripState::Departed)).count()
    }
}

type Place = (u8, i64, Reverse<i64>);

/// The next thing to be done stands first.
fn place(head: &TripHead, day: NaiveDate) -> Place {
    use TripState::*;
    let departs = head.departs;
    let group = match head.state {
        Some(Planned | Boarding) if departs.date() == day => 0,
        Some(Planned | Boarding) if departs.date() < day => 1,
        Some(Departed) => 2,
        Some(Arrived) => 3,
        Some(Planned | Boarding) => 4,
        _ => 5,
    };
    let at = departs.and_utc().timestamp();
    if group < 5 { (group, at, Reverse(0)) } else { (group, 0, Reverse(at)) }
}

/// The columns that a list of so many cells has room for: by which numbers of the whole row they go.
fn shown(width: u16) -> &'static [usize] {
    if width < 78 { &[0, 2, 3, 5, 6, 7, 8] } else { &[0, 1, 2, 3, 4, 5, 6, 7, 8] }
}

/// The columns of a list of so many cells.
pub fn columns(width: u16) -> Vec<Column> {
    let wide = width >= WIDE;
    // Their words are longer in some languages.
    let by = TripBy::ALL.iter().map(|by| text::width(&by.name())).max().unwrap_or(4);
    let state = TripState::ALL.iter().map(|state| text::width(&state.name())).max().unwrap_or(6);
    let all = [
        Column::new(say!("buses-number"), 7).up_to(14),
        Column::new(say!("buses-by"), by),
        Column::new(say!("buses-departs"), 11),
        Column::new(if wide { say!("buses-way") } else { say!("buses-to") }, if wide { 20 } else { 6 }).up_to(28),
        Column::new(say!("buses-seats"), 4).right(),
        Column::new(say!("buses-listed"), 4).right(),
        Column::new(say!("buses-aboard"), 4).right(),
        Column::new(say!("buses-state"), state),
        Column::new(say!("buses-missing"), if width < 78 { 8 } else { 14 }).up_to(40),
    ];
    shown(width).iter().filter_map(|n| all.get(*n).cloned()).collect()
}

impl Line {
    /// The row of a list of so many cells.
    pub fn row(&self, day: NaiveDate, width: u16, cx: &Shared) -> Row {
        let Some(plan) = &self.trip.plan else { return Row::default() };
        let past = matches!(self.trip.state, Some(TripState::HandedOver | TripState::Cancelled));
        let (lacks, role) = match self.lacks(plan, day) {
            lacks if lacks.is_empty() => (String::new(), Role::Text),
            lacks => (format!("{} {}", cx.glyphs.warn, lacks.join(" ")), Role::Warn),
        };
        let plain = |text: String| (text, Role::Text);
        let way = match words::place(&plan.to) {
            to if width < WIDE => to,
            to => format!("{} {} {to}", plan.from, cx.glyphs.to),
        };
        let all = [
            plain(plan.number.clone()),
            plain(plan.by.name()),
            plain(match plan.departs.date() {
                departs if departs.year() == day.year() => plan.departs.format("%m-%d %H:%M").to_string(),
                departs => departs.to_string(),
            }),
            plain(way),
            plain(plan.seats.to_string()),
            plain(self.trip.passengers.len().to_string()),
            plain(self.trip.aboard().to_string()),
            (self.trip.state.map_or(String::new(), TripState::name), state_role(self.trip.state)),
            (lacks, role),
        ];
        let cells = shown(width).iter().filter_map(|n| all.get(*n).cloned()).collect();
        Row { cells, marked: false, role: past.then_some(Role::Dim) }
    }

    /// What is missing, the gravest first, in a few words each.
    fn lacks(&self, plan: &TripPlan, day: NaiveDate) -> Vec<String> {
        let mut out = Vec::new();
        if self.trip.oversold > 0 {
            out.push(say!("buses-lacks-oversold", count = self.trip.oversold));
        }
        if self.without > 0 {
            out.push(say!("buses-lacks-work", count = self.without));
        }
        if matches!(self.trip.state, Some(TripState::Planned | TripState::Boarding)) {
            let waiting = self.trip.passengers.values().filter(|p| p.presence == Presence::Expected).count();
            if plan.departs.date() < day {
                out.push(say!("buses-lacks-departure"));
            }
            if self.trip.passengers.is_empty() {
                out.push(say!("buses-lacks-anybody"));
            } else if waiting > 0 && plan.departs.date() <= day {
                out.push(say!("buses-lacks-call", count = waiting));
            }
            out.extend(plan_lacks(plan));
        }
        out
    }
}

/// What a plan lacks, in a few words each.
pub fn plan_lacks(plan: &TripPlan) -> Vec<String> {
    let mut out = Vec::new();
    if plan.escort.is_none() {
        out.push(say!("buses-lacks-escort"));
    }
    if plan.by == TripBy::Bus {
        if plan.drivers.is_empty() {
            out.push(say!("buses-lacks-driver"));
        } else if plan.drivers.len() < 2 && plan.distance.is_some_and(|km| km > ONE_DRIVER_KM) {
            out.push(say!("buses-lacks-second-driver"));
        }
    }
    out
}

/// How a state looks.
pub fn state_role(state: Option<TripState>) -> Role {
    match state {
        Some(TripState::Boarding | TripState::Departed) => Role::Accent,
        Some(TripState::Arrived) => Role::Info,
        Some(TripState::HandedOver | TripState::Cancelled) => Role::Dim,
        Some(TripState::Planned) | None => Role::Text,
    }
}
