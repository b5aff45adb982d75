//! The buses, and the list that goes along with one.

use super::{Export, Exported, Outlet, Table, write};
use crate::desk::{Desk, Progress, Result};
use crate::domain::subject::SubjectId;
use crate::domain::trip::{Passenger, Presence, Trip};
use crate::locale::say;
use crate::sheet::write::{Cell, Column, Head};
use compact_str::CompactString;

pub fn run(desk: &mut Desk, asked: &Export, outlet: Outlet, progress: &Progress) -> Result<Exported> {
    let head = Head {
        sheet: say!("exports-trips"),
        title: None,
        columns: vec![
            Column::new("number", say!("exports-number"), 14),
            Column::new("by", say!("exports-by"), 8),
            Column::new("state", say!("exports-state"), 10),
            Column::new("departs", say!("exports-departs"), 18),
            Column::new("from", say!("exports-from"), 14),
            Column::new("to", say!("exports-to"), 14),
            Column::new("to_code", say!("exports-to-code"), 14),
            Column::new("to_class", say!("exports-to-class"), 10),
            Column::new("vehicle", say!("exports-vehicle"), 12),
            Column::new("seats", say!("exports-seats"), 8),
            Column::new("listed", say!("exports-listed"), 8),
            Column::new("aboard", say!("exports-aboard"), 8),
            Column::new("absent", say!("exports-absent"), 8),
            Column::new("carrier", say!("exports-carrier"), 18),
            Column::new("drivers", say!("exports-drivers"), 24),
            Column::new("escort", say!("exports-escort"), 10),
            Column::new("escort_phone", say!("exports-escort-phone"), 14),
            Column::new("points", say!("exports-points"), 24),
            Column::new("distance", say!("exports-distance"), 10),
            Column::new("departed", say!("exports-departed"), 12),
            Column::new("arrived", say!("exports-arrived"), 12),
            Column::new("receipt", say!("exports-receipt"), 20),
        ],
    };
    write(desk, asked, outlet, progress, Table { what: "trips", head, for_people: &[] }, |book, _, row| {
        for (_, trip) in book.trips()? {
            row(&trip_row(&trip))?;
        }
        Ok(())
    })
}

fn trip_row(trip: &Trip) -> Vec<Cell<'_>> {
    let count = |is: fn(&Presence) -> bool| {
        Cell::Whole(trip.passengers.values().filter(|passenger| is(&passenger.presence)).count() as i64)
    };
    let plan = trip.plan.as_ref();
    let drivers: Vec<String> = plan
        .into_iter()
        .flat_map(|plan| &plan.drivers)
        .map(|driver| format!("{} {}", driver.name, driver.phone.as_deref().unwrap_or_default()).trim().to_owned())
        .collect();
    vec![
        plan.map(|plan| plan.number.as_str()).into(),
        plan.map_or(Cell::Empty, |plan| Cell::Word(plan.by.key(), plan.by.name())),
        trip.state.map_or(Cell::Empty, |state| Cell::Word(state.key(), state.name())),
        plan.map(|plan| plan.departs).into(),
        plan.map(|plan| plan.from.as_str()).into(),
        plan.map(|plan| plan.to.as_str()).into(),
        plan.and_then(|plan| plan.to_code).map(|code| code.to_string()).into(),
        plan.map_or(Cell::Empty, |plan| Cell::Word(plan.to_class.key(), plan.to_class.name())),
        plan.and_then(|plan| plan.vehicle.as_deref()).into(),
        plan.map(|plan| plan.seats).into(),
        Cell::Whole(trip.passengers.len() as i64),
        count(|presence| matches!(presence, Presence::Aboard)),
        count(|presence| matches!(presence, Presence::Absent(_))),
        plan.and_then(|plan| plan.carrier.as_deref()).into(),
        drivers.join("; ").into(),
        plan.and_then(|plan| plan.escort.as_deref()).into(),
        plan.and_then(|plan| plan.escort_phone.as_deref()).into(),
        plan.map(|plan| plan.points.join("; ")).into(),
        plan.and_then(|plan| plan.distance).into(),
        trip.departed.map(|(day, _)| day).into(),
        trip.arrived.map(|(day, _)| day).into(),
        trip.receipt.as_deref().into(),
    ]
}

/// The list that goes along with one trip: by seat, then by name.
pub fn passengers(
    desk: &mut Desk,
    asked: &Export,
    trip: SubjectId,
    outlet: Outlet,
    progress: &Progress,
) -> Result<Exported> {
    let day = desk.reading_day();
    let trip = desk.book.trip_on(trip, chrono::NaiveDate::MAX)?;
    let title = trip.plan.as_ref().map(|plan| {
        let departs = plan.departs.format("%Y-%m-%d %H:%M").to_string();
        say!("exports-passengers-title", number = plan.number, departs = departs, from = plan.from, to = plan.to)
    });
    let head = Head {
        sheet: say!("exports-passengers"),
        title,
        columns: vec![
            Column::new("seat", say!("exports-seat"), 6),
            Column::new("name", say!("exports-name"), 10),
            Column::new("id_no", say!("exports-id-no"), 20),
            Column::new("phone", say!("exports-phone"), 13),
            Column::new("village", say!("exports-village"), 12),
            Column::new("point", say!("exports-point"), 18),
            Column::new("employer", say!("exports-employer"), 18),
            Column::new("occupation", say!("exports-occupation"), 10),
            Column::new("wage", say!("exports-wage"), 8),
            Column::new("companion", say!("exports-companion"), 6),
            Column::new("outside", say!("exports-outside"), 8),
            Column::new("presence", say!("exports-presence"), 8),
            Column::new("reason", say!("exports-reason"), 10),
            Column::to_fill("signature", say!("exports-signature"), 14),
        ],
    };
    let (yes, no) = (say!("exports-yes"), say!("exports-no"));
    let flag = |flag: bool| Cell::Flag(flag, if flag { yes.as_str() } else { no.as_str() }.into());
    write(
        desk,
        asked,
        outlet,
        progress,
        Table { what: "passengers", head, for_people: &["signature"] },
        |book, _, row| {
            let mut list = Vec::new();
            for (person, passenger) in &trip.passengers {
                list.push((passenger, book.person_on(*person, day)?));
            }
            let name = |passenger: &Passenger, own: &Option<CompactString>| {
                passenger.facts.outside.clone().or_else(|| own.clone().map(String::from))
            };
            list.sort_by_key(|(p, person)| (p.facts.seat.unwrap_or(u32::MAX), name(p, &person.facts.name)));
            for (passenger, person) in &list {
                let (facts, about) = (&passenger.facts, &person.facts);
                row(&[
                    facts.seat.into(),
                    name(passenger, &about.name).into(),
                    about.id_no.as_deref().into(),
                    about.phone.as_deref().into(),
                    about.village.map(|village| book.steering().unit_name(village)).into(),
                    facts.point.as_deref().into(),
                    facts.employer.as_deref().into(),
                    facts.occupation.as_deref().into(),
                    facts.wage.into(),
                    flag(facts.companion),
                    flag(facts.outside.is_some()),
                    presence(passenger.presence),
                    match passenger.presence {
                        Presence::Absent(reason) => Cell::Word(reason.key(), reason.name()),
                        _ => Cell::Empty,
                    },
                ])?;
            }
            Ok(())
        },
    )
}

fn presence(presence: Presence) -> Cell<'static> {
    match presence {
        Presence::Expected => Cell::Word("expected", say!("exports-presence-expected")),
        Presence::Aboard => Cell::Word("aboard", say!("exports-presence-aboard")),
        Presence::Absent(_) => Cell::Word("absent", say!("exports-presence-absent")),
        Presence::Alighted => Cell::Word("alighted", say!("exports-presence-alighted")),
    }
}
