//! One trip with its list, as the roll call and the pane beside the list of trips show it.

use super::listing::plan_lacks;
use crate::desk::boarding::{Called, by_point};
use crate::desk::trips::{self, Manifest, Passenger};
use crate::desk::{Desk, Error, words};
use crate::domain::acts::TripPlan;
use crate::domain::keys::TripState;
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::locale::{self, say};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use chrono::NaiveDate;

/// So many names of passengers without work are shown.
const NAMED: usize = 12;

/// See the module.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Which trip.
    pub id: SubjectId,
    /// The trip and its passengers.
    pub manifest: Manifest,
    /// Who arrived and has no work on record (check 7), with their names.
    pub without: Vec<(SubjectId, String)>,
    /// The day that is looked at.
    pub day: NaiveDate,
}

impl Sheet {
    /// Reads it.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk, id: SubjectId) -> Result<Self, Error> {
        let day = desk.reading_day();
        let manifest = trips::manifest(desk, id)?;
        let gap = match manifest.trip.arrived {
            // Check 7 leaves whoever arrives the rest of the day; the officer who asks on that day wants to know now.
            Some(_) => {
                let next = day.succ_opt().unwrap_or(day);
                desk.book.trip_gaps_of(&[id], next)?.pop()
            }
            None => None,
        };
        let without = gap.map_or(Vec::new(), |gap| gap.without);
        Ok(Self { id, manifest, without, day })
    }

    /// The plan in force.
    pub fn plan(&self) -> Option<&TripPlan> {
        self.manifest.trip.plan.as_ref()
    }

    /// The number of the trip.
    pub fn number(&self) -> &str {
        self.plan().map_or("", |plan| plan.number.as_str())
    }

    /// How the trip stands.
    pub fn state(&self) -> Option<TripState> {
        self.manifest.trip.state
    }

    /// Whether it may still leave.
    pub fn waits(&self) -> bool {
        matches!(self.state(), Some(TripState::Planned | TripState::Boarding))
    }

    /// The day by which certificates are judged.
    pub fn departs(&self) -> NaiveDate {
        self.plan().map_or(self.day, |plan| plan.departs.date())
    }

    /// How the calling stands.
    pub fn called(&self, passengers: &[Passenger]) -> Called {
        Called::of(passengers, self.departs())
    }

    /// What must be looked at before it leaves, a sentence each; empty where it may go.
    pub fn unready(&self, passengers: &[Passenger]) -> Vec<String> {
        let called = self.called(passengers);
        let mut out = Vec::new();
        if self.departs() != self.day {
            out.push(say!("buses-unready-day", day = locale::numbers_seen(self.departs(), self.day)));
        }
        if called.waiting > 0 {
            out.push(say!("buses-unready-waiting", count = called.waiting));
        }
        if called.expired > 0 {
            out.push(say!("buses-unready-expired", count = called.expired));
        }
        out
    }

    /// The facts of the trip, a line each.
    pub fn lines(&self, passengers: &[Passenger], cx: &Shared) -> Vec<(String, Role)> {
        let Some(plan) = self.plan() else { return Vec::new() };
        let called = self.called(passengers);
        let taken = called.waiting + called.aboard;
        let free = i64::from(plan.seats) - taken as i64;
        let mut out = vec![(say!("buses-fact-seats", seats = plan.seats, free = free.max(0)), Role::Text)];
        let mut fact = |label: String, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                out.push((format!("{label}  {value}"), Role::Text));
            }
        };
        fact(say!("buses-way"), Some(format!("{} {} {}", plan.from, cx.glyphs.to, words::place(&plan.to))));
        fact(say!("buses-vehicle"), plan.vehicle.clone());
        fact(say!("buses-carrier"), plan.carrier.clone());
        for driver in &plan.drivers {
            let phone = driver.phone.as_deref().unwrap_or_default();
            fact(say!("buses-driver"), Some(format!("{} {phone}", driver.name).trim_end().to_string()));
        }
        let phone = plan.escort_phone.as_deref().unwrap_or_default();
        fact(say!("buses-escort"), plan.escort.as_ref().map(|name| format!("{name} {phone}").trim_end().to_string()));
        fact(say!("buses-distance"), plan.distance.map(|km| say!("buses-km", km = km)));
        let moment = |at: Option<(NaiveDate, Option<chrono::NaiveDateTime>)>| {
            at.map(|(day, at)| match at {
                Some(at) => format!("{} {}", locale::numbers_seen(at.date(), self.day), at.format("%H:%M")),
                None => locale::numbers_seen(day, self.day),
            })
        };
        fact(say!("buses-departed"), moment(self.manifest.trip.departed));
        fact(say!("buses-arrived"), moment(self.manifest.trip.arrived));
        fact(say!("buses-receipt"), self.manifest.trip.receipt.clone());
        let points = by_point(&self.manifest.trip, passengers);
        if !points.is_empty() {
            out.push((String::new(), Role::Text));
            let counted = |(point, aboard, listed): (String, usize, usize)| {
                (format!("{point}  {aboard}/{listed}"), if aboard == listed { Role::Good } else { Role::Text })
            };
            out.extend(points.into_iter().map(counted));
        }
        let gaps = self.gaps(plan, passengers, cx);
        if !gaps.is_empty() {
            let head = if self.waits() { say!("buses-before-leaving") } else { say!("buses-gaps") };
            out.extend([(String::new(), Role::Text), (head, Role::Title)]);
            out.extend(gaps);
        }
        out
    }

    /// What is amiss, with a mark each.
    fn gaps(&self, plan: &TripPlan, passengers: &[Passenger], cx: &Shared) -> Vec<(String, Role)> {
        let called = self.called(passengers);
        let mut out = Vec::new();
        let mut warn = |text: String| out.push((format!("{} {text}", cx.glyphs.warn), Role::Warn));
        if self.manifest.trip.oversold > 0 {
            warn(say!("buses-lacks-oversold", count = self.manifest.trip.oversold));
        }
        if self.waits() {
            plan_lacks(plan).into_iter().for_each(&mut warn);
            if called.expired > 0 {
                warn(say!("buses-gap-expired", count = called.expired));
            }
            let comes = |p: &&Passenger| matches!(p.presence, Presence::Expected | Presence::Aboard);
            let seatless: Vec<&str> =
                passengers.iter().filter(comes).filter(|p| p.seat.is_none()).map(|p| p.name.as_str()).collect();
            if !seatless.is_empty() {
                warn(say!("buses-gap-seatless", count = seatless.len(), names = crate::locale::listed(seatless)));
            }
            let workless = |p: &&Passenger| p.employer.is_none() && !p.companion && !p.outside;
            let workless = passengers.iter().filter(comes).filter(workless).count();
            if workless > 0 {
                warn(say!("buses-gap-workless", count = workless));
            }
            if called.waiting > 0 {
                out.push((
                    format!("{} {}", cx.glyphs.open, say!("buses-gap-waiting", count = called.waiting)),
                    Role::Text,
                ));
            }
            if called.listed > 0 && called.waiting == 0 && called.expired == 0 {
                out.push((format!("{} {}", cx.glyphs.good, say!("buses-all-called")), Role::Good));
            }
        } else if !self.without.is_empty() {
            warn(say!("buses-gap-work", count = self.without.len()));
            out.extend(self.without.iter().take(NAMED).map(|(_, name)| (format!("  {name}"), Role::Text)));
        }
        out
    }
}
