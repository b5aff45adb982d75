//! What goes along with a bus: who has been called, whose certificate still holds, which seat is free, the text for the
//! driver, and the list to be printed. ID numbers are masked.

use super::trips::{self, Manifest, Passenger};
use super::{Desk, Error, Progress, Result, outname, words};
use crate::book::TripHead;
use crate::domain::id_number;
use crate::domain::keys::TripBy;
use crate::domain::subject::SubjectId;
use crate::domain::trip::{Presence, Trip};
use crate::locale::{listed, say};
use crate::report::{PassengerList, passenger_list};
use crate::sheet::OutFile;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// So many days a health certificate is good for (FIELDS.md, Trip).
const CERTIFICATE_DAYS: i64 = 7;

/// How the calling of a list stands, in people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Called {
    /// 应到.
    pub listed: usize,
    /// 实到.
    pub aboard: usize,
    /// Not called yet.
    pub waiting: usize,
    /// Did not come.
    pub absent: usize,
    /// 中途下车.
    pub alighted: usize,
    /// Of those who wait or are aboard, with a certificate that is too old on the day of departure.
    pub expired: usize,
}

impl Called {
    /// Counts a list; certificates as of the day of departure.
    pub fn of(passengers: &[Passenger], departs: NaiveDate) -> Self {
        let mut out = Self { listed: passengers.len(), ..Self::default() };
        for passenger in passengers {
            match passenger.presence {
                Presence::Expected => out.waiting += 1,
                Presence::Aboard => out.aboard += 1,
                Presence::Absent(_) => out.absent += 1,
                Presence::Alighted => out.alighted += 1,
            }
            let comes = matches!(passenger.presence, Presence::Expected | Presence::Aboard);
            if comes && passenger.certificate.is_some_and(|date| expired(date, departs)) {
                out.expired += 1;
            }
        }
        out
    }
}

/// Whether a health certificate of a day is too old on the day of departure.
pub fn expired(certificate: NaiveDate, departs: NaiveDate) -> bool {
    (departs - certificate).num_days() > CERTIFICATE_DAYS
}

/// Of each boarding point: how many are aboard, of how many on the list; in the plan's order, then as met.
pub fn by_point(trip: &Trip, passengers: &[Passenger]) -> Vec<(String, usize, usize)> {
    let points = trip.plan.as_ref().map_or(&[][..], |plan| &plan.points);
    let mut out: Vec<(String, usize, usize)> = points.iter().map(|point| (point.clone(), 0, 0)).collect();
    for passenger in passengers {
        let Some(point) = &passenger.point else { continue };
        let at = out.iter().position(|(known, ..)| known == point).unwrap_or_else(|| {
            out.push((point.clone(), 0, 0));
            out.len() - 1
        });
        if let Some((_, aboard, listed)) = out.get_mut(at) {
            *aboard += usize::from(passenger.presence == Presence::Aboard);
            *listed += 1;
        }
    }
    out.retain(|(_, _, listed)| *listed > 0);
    out
}

/// The first seat that nobody who comes has; none where all are taken or the trip has no plan.
pub fn free_seat(trip: &Trip) -> Option<u32> {
    let comes = |p: &&crate::domain::trip::Passenger| matches!(p.presence, Presence::Expected | Presence::Aboard);
    let taken: Vec<u32> = trip.passengers.values().filter(comes).filter_map(|p| p.facts.seat).collect();
    (1..=trip.plan.as_ref()?.seats).find(|seat| !taken.contains(seat))
}

/// The number that the next trip of a day goes by: the day and a count.
pub fn next_number(trips: &[TripHead], day: NaiveDate) -> String {
    let taken = |number: &str| trips.iter().any(|trip| trip.number == number);
    let number = |n: u32| format!("{}-{n}", day.format("%m%d"));
    (1..).map(number).find(|number| !taken(number)).unwrap_or_default()
}

/// The text that goes to the driver: when, where, whom to call, and who boards at which point.
pub fn driver_text(manifest: &Manifest) -> String {
    let Some(plan) = &manifest.trip.plan else { return String::new() };
    let departs = plan.departs.format("%m-%d %H:%M").to_string();
    let to = words::place(&plan.to);
    let mut lines = vec![say!("buses-text-head", number = plan.number, departs = departs, from = plan.from, to = to)];
    let vehicle = plan.vehicle.as_deref().unwrap_or("—");
    let comes: Vec<&Passenger> =
        manifest.passengers.iter().filter(|p| matches!(p.presence, Presence::Expected | Presence::Aboard)).collect();
    lines.push(say!("buses-text-vehicle", vehicle = vehicle, seats = plan.seats, count = comes.len()));
    if let Some(escort) = &plan.escort {
        let phone = plan.escort_phone.as_deref().unwrap_or_default();
        lines.push(say!("buses-text-escort", name = escort, phone = phone).trim_end().to_string());
    }
    let mut points: Vec<Option<&str>> = plan.points.iter().map(|point| Some(point.as_str())).collect();
    for passenger in &comes {
        if !points.contains(&passenger.point.as_deref()) {
            points.push(passenger.point.as_deref());
        }
    }
    for point in points {
        let here = comes.iter().filter(|p| p.point.as_deref() == point);
        let names: Vec<String> = here
            .map(|p| match p.seat {
                Some(seat) => format!("{seat} {}", p.name),
                None => p.name.clone(),
            })
            .collect();
        if names.is_empty() {
            continue;
        }
        let point = point.map_or_else(|| say!("buses-no-point"), str::to_string);
        lines.push(say!("buses-text-point", point = point, count = names.len(), names = listed(&names)));
    }
    lines.join("\n")
}

/// The list as a page to print.
pub fn page(desk: &Desk, trip: SubjectId) -> Result<String> {
    let manifest = trips::manifest(desk, trip)?;
    let Some(plan) = &manifest.trip.plan else { return Err(Error::refused(say!("domain-trip-none"))) };
    let ids: Vec<SubjectId> = manifest.passengers.iter().map(|p| p.id).collect();
    let joined = desk.book.joined(ids.iter().copied())?;
    let now: Vec<SubjectId> = ids.iter().map(|id| joined.get(id).copied().unwrap_or(*id)).collect();
    let numbers = desk.book.people_on(&now, desk.reading_day())?.into_iter().map(|person| person.facts.id_no);
    let vehicle = match plan.by {
        TripBy::Bus => say!("buses-vehicle"),
        TripBy::Train | TripBy::Plane => say!("buses-vehicle-number"),
    };
    let drivers: Vec<String> = plan.drivers.iter().map(|d| called(&d.name, d.phone.as_deref())).collect();
    let facts = [
        (say!("buses-departs"), plan.departs.format("%Y-%m-%d %H:%M").to_string()),
        (say!("buses-way"), format!("{} → {}", plan.from, words::place(&plan.to))),
        (vehicle, plan.vehicle.clone().unwrap_or_default()),
        (say!("buses-seats"), plan.seats.to_string()),
        (say!("buses-listed"), manifest.passengers.len().to_string()),
        (say!("buses-carrier"), plan.carrier.clone().unwrap_or_default()),
        (say!("buses-drivers"), listed(&drivers)),
        (say!("buses-escort"), called(plan.escort.as_deref().unwrap_or_default(), plan.escort_phone.as_deref())),
    ];
    let rows = manifest.passengers.iter().zip(numbers).map(|(p, number)| {
        let name = match (p.companion, p.outside) {
            (true, _) => say!("buses-with-companion", name = p.name),
            (_, true) => say!("buses-with-outside", name = p.name),
            _ => p.name.clone(),
        };
        vec![
            p.seat.map_or(String::new(), |seat| seat.to_string()),
            name,
            number.map_or(String::new(), |number| id_number::mask(&number)),
            p.village.clone().unwrap_or_default(),
            p.point.clone().unwrap_or_default(),
            p.employer.clone().unwrap_or_default().into(),
        ]
    });
    let steering = desk.book.steering();
    Ok(passenger_list(&PassengerList {
        lang: desk.wording.lang.tag(),
        unit: steering.unit_name(desk.book.unit()),
        title: say!("buses-list-title", number = plan.number),
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        columns: vec![
            say!("buses-seat"),
            say!("buses-name"),
            say!("buses-id"),
            say!("buses-village"),
            say!("buses-point"),
            say!("buses-employer"),
            say!("buses-signature"),
        ],
        rows: rows.collect(),
        foot: vec![say!("buses-sign-escort"), say!("buses-sign-driver"), say!("buses-sign-officer")],
    })?)
}

fn called(name: &str, phone: Option<&str>) -> String {
    format!("{name} {}", phone.unwrap_or_default()).trim().to_string()
}

/// Writes the list into a folder, under a name that is not taken; gives the path.
pub fn print_into(desk: &Desk, trip: SubjectId, folder: &Path, progress: &Progress) -> Result<PathBuf> {
    let page = page(desk, trip)?;
    progress.check()?;
    let manifest = trips::manifest(desk, trip)?;
    let number = manifest.trip.plan.as_ref().map_or("", |plan| plan.number.as_str());
    let unit = desk.book.steering().unit_name(desk.book.unit());
    let day = desk.reading_day();
    let name = say!("desk-file-passengers", unit = unit, what = say!("exports-passengers"), number = number, day = day);
    let file = outname::free(folder, &name, "html");
    let write = || -> std::io::Result<()> {
        let out = OutFile::create(&file)?;
        out.write_all(page.as_bytes())?;
        out.keep()
    };
    write().map_err(|e| Error::refused(say!("cli-cannot-write", file = file, error = e)))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_certificate_is_good_for_a_week() {
        assert!(!expired(day("2026-02-27"), day("2026-03-06")));
        assert!(expired(day("2026-02-26"), day("2026-03-06")));
    }

    #[test]
    fn numbers_of_a_day_follow_each_other() {
        assert_eq!(next_number(&[], day("2026-03-06")), "0306-1");
    }
}
