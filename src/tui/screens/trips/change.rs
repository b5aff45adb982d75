//! What is known of a passenger, corrected: seat, boarding point, employer, whether they ride along only.

use super::marks::{Done, History};
use crate::desk::Error;
use crate::desk::trips::{Addition, Passenger};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Trip;
use crate::locale::say;
use crate::tui::forms::{Form, Item, Kind};
use compact_str::CompactString;
use std::sync::Arc;

/// So many employers are suggested.
const EMPLOYERS: usize = 5;

/// The form of a passenger of a trip; what it changes can be taken back by way of `history`.
pub fn form(trip: SubjectId, passenger: &Passenger, points: &[String], history: History) -> Form {
    let employers = Kind::Suggested(Arc::new(|desk, typed| {
        let hints = desk.book.suggest_work(typed, None, desk.reading_day(), EMPLOYERS)?;
        Ok(hints.into_iter().filter_map(|hint| hint.work.employer).map(String::from).collect())
    }));
    let points = points.to_vec();
    let points = Kind::Suggested(Arc::new(move |_, _| Ok(points.clone())));
    let seat = passenger.seat.map_or(String::new(), |seat| seat.to_string());
    let items = vec![
        Item::new("employer", say!("buses-employer"), employers)
            .with(passenger.employer.as_deref().unwrap_or_default()),
        Item::new("point", say!("buses-point"), points).with(passenger.point.as_deref().unwrap_or_default()),
        Item::new("seat", say!("buses-seat-number"), Kind::Number).with(&seat),
        Item::new("companion", say!("buses-companion"), Kind::Toggle).at(Some(usize::from(passenger.companion))),
    ];
    let (id, name) = (passenger.id, passenger.name.clone());
    let outside = passenger.outside.then(|| passenger.name.clone());
    Form::new(say!("buses-passenger", name = name), items, move |filled, _| {
        let (seat, companion) = (filled.number("seat"), filled.is_on("companion"));
        let (employer, point) = (filled.text("employer").map(CompactString::from), filled.text("point"));
        let (name, outside) = (name.clone(), outside.clone());
        let (done, batch) = Done::begun(say!("buses-passenger", name = name));
        history.borrow_mut().push(done);
        Ok(Box::new(move |desk| {
            let on_list = desk.book.trip_on(trip, desk.recording_day()?)?;
            if let Some(seat) = seat {
                check_seat(&on_list, id, seat)?;
            }
            let before = on_list.passengers.get(&id).map(|p| p.facts.clone()).unwrap_or_default();
            // What goes with an employer stays only with that employer.
            let same = before.employer == employer;
            let addition = Addition {
                people: if outside.is_none() { vec![id] } else { Vec::new() },
                outside,
                employer,
                occupation: before.occupation.filter(|_| same),
                wage: before.wage.filter(|_| same),
                seat,
                point,
                companion,
                ..Addition::to(trip)
            };
            let drafts = addition.drafts(desk)?;
            let _ = batch.set(desk.record(drafts)?.batch);
            Ok(say!("buses-changed", name = name))
        }))
    })
}

/// A seat that is there, and that nobody else has who comes.
fn check_seat(trip: &Trip, id: SubjectId, seat: u32) -> Result<(), Error> {
    let seats = trip.plan.as_ref().map_or(0, |plan| plan.seats);
    if !(1..=seats).contains(&seat) {
        return Err(Error::refused(say!("buses-no-such-seat", seat = seat, seats = seats)));
    }
    use crate::domain::trip::Presence::{Aboard, Expected};
    let has = |(other, p): &(&SubjectId, &crate::domain::trip::Passenger)| {
        **other != id && p.facts.seat == Some(seat) && matches!(p.presence, Expected | Aboard)
    };
    match trip.passengers.iter().any(|entry| has(&entry)) {
        true => Err(Error::refused(say!("buses-seat-taken", seat = seat))),
        false => Ok(()),
    }
}
