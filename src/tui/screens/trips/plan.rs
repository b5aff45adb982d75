//! A trip planned, or planned anew: the form, filled with what the last trip had.

use crate::desk::trips::Plan;
use crate::desk::{Desk, Error, boarding, words};
use crate::domain::acts::{Driver, TripPlan};
use crate::domain::keys::TripBy;
use crate::domain::subject::SubjectId;
use crate::locale::{listed, say};
use crate::text;
use crate::tui::component::Component;
use crate::tui::drafts::Draft;
use crate::tui::forms::{Filled, Form, Item, Kind, Work};
use chrono::{Days, NaiveDate, NaiveDateTime};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The name of its draft.
pub const DRAFT: &str = "trip-plan";
/// When a bus leaves where nothing else is known.
const MORNING: (u32, u32) = (8, 0);
/// So many seats at most.
const SEATS: u32 = 5_000;
/// So many places are suggested.
const PLACES: usize = 5;

/// What the form begins with.
#[derive(Debug, Clone, Default)]
pub struct Beginning {
    number: String,
    departs: NaiveDateTime,
    from: String,
    plan: Option<TripPlan>,
    /// The trip exists, and keeps its number.
    anew: bool,
}

/// For the next trip: the day's next number, and what the last trip had.
///
/// # Errors
/// What the book says.
pub fn next(desk: &mut Desk) -> Result<Beginning, Error> {
    let day = desk.recording_day()?;
    let trips = desk.book.trip_heads()?;
    let last = trips.first().map(|last| desk.book.trip_on(last.id, NaiveDate::MAX)).transpose()?;
    let plan = last.and_then(|trip| trip.plan);
    let time = plan.as_ref().map(|plan| plan.departs.time());
    let departs = match time {
        Some(time) => day.and_time(time),
        None => day.and_hms_opt(MORNING.0, MORNING.1, 0).unwrap_or_default(),
    };
    // An hour that has passed is tomorrow's.
    let departs = if departs <= desk.book.now().naive_local() { departs + Days::new(1) } else { departs };
    let from = plan.as_ref().map(|plan| plan.from.clone());
    let from = from.unwrap_or_else(|| desk.book.steering().unit_name(desk.book.unit()));
    Ok(Beginning { number: boarding::next_number(&trips, departs.date()), departs, from, plan, anew: false })
}

/// For a trip that is planned already.
///
/// # Errors
/// What the book says.
pub fn again(desk: &mut Desk, trip: SubjectId) -> Result<Beginning, Error> {
    let plan = desk.book.trip_on(trip, NaiveDate::MAX)?.plan;
    let plan = plan.ok_or_else(|| Error::refused(say!("domain-trip-none")))?;
    Ok(Beginning {
        number: plan.number.clone(),
        departs: plan.departs,
        from: plan.from.clone(),
        plan: Some(plan),
        anew: true,
    })
}

/// The number of the trip that was planned last, for whoever shows the list.
pub type Planned = Rc<RefCell<Option<String>>>;

/// The form.
pub fn form(begin: &Beginning, planned: Planned) -> Form {
    let plan = begin.plan.as_ref();
    let old = |of: fn(&TripPlan) -> Option<&str>| plan.and_then(of).unwrap_or_default();
    let number = |of: fn(&TripPlan) -> Option<u32>| plan.and_then(of).map_or(String::new(), |n| n.to_string());
    let ways: Vec<String> = TripBy::ALL.iter().map(|by| by.name()).collect();
    let by = TripBy::ALL.iter().position(|by| plan.map_or(TripBy::Bus, |plan| plan.by) == *by);
    let places: Kind = Kind::Suggested(Arc::new(|desk: &mut Desk, typed: &str| {
        let hints = desk.book.suggest_places(typed, PLACES)?;
        Ok(hints.into_iter().map(|hint| words::place(&hint.place)).collect())
    }));
    // Drivers, their phones and the escort belong to one trip: they are taken over only where the trip is the same.
    let same = plan.filter(|_| begin.anew);
    let drivers = same.map_or(String::new(), |plan| told_drivers(&plan.drivers));
    let escort = same.and_then(|plan| plan.escort.clone()).unwrap_or_default();
    let phone = same.and_then(|plan| plan.escort_phone.clone()).unwrap_or_default();
    let points = plan.map_or(String::new(), |plan| listed(&plan.points));
    let items = vec![
        Item::new("number", say!("buses-plan-number"), Kind::Text).required().with(&begin.number),
        Item::new("departs", say!("buses-departs"), Kind::Moment)
            .required()
            .with(&begin.departs.format("%Y-%m-%d %H:%M").to_string()),
        Item::new("to", say!("buses-to"), places).required().with(&plan.map_or(String::new(), |p| words::place(&p.to))),
        Item::new("seats", say!("buses-seats"), Kind::Number).required().with(&number(|plan| Some(plan.seats))),
        Item::new("by", say!("buses-by"), Kind::Choice(ways)).required().at(by),
        Item::new("from", say!("buses-from"), Kind::Text).required().with(&begin.from),
        Item::new("vehicle", say!("buses-vehicle"), Kind::Text).with(old(|plan| plan.vehicle.as_deref())),
        Item::new("carrier", say!("buses-carrier"), Kind::Text).with(old(|plan| plan.carrier.as_deref())),
        Item::new("drivers", say!("buses-drivers-asked"), Kind::Text).with(&drivers),
        Item::new("escort", say!("buses-escort-asked"), Kind::Text).with(&escort),
        Item::new("escort_phone", say!("buses-escort-phone"), Kind::Text).with(&phone),
        Item::new("points", say!("buses-points-asked"), Kind::Text).with(&points),
        Item::new("distance", say!("buses-distance-asked"), Kind::Number).with(&number(|plan| plan.distance)),
    ];
    let title = if begin.anew { say!("buses-plan-again", number = begin.number) } else { say!("buses-plan") };
    let suggested = Some(begin.number.clone()).filter(|_| !begin.anew);
    Form::new(title, items, move |filled, _| {
        let plan = filled_in(filled)?;
        *planned.borrow_mut() = Some(plan.number.clone());
        Ok(work(plan, suggested.clone()))
    })
    .kept_as(DRAFT)
}

/// The form with what an earlier run left in it.
pub fn taken_up(draft: &Draft) -> Box<dyn Component> {
    Box::new(form(&Beginning::default(), Planned::default()).taken_up(draft))
}

fn filled_in(filled: &Filled<'_>) -> Result<Plan, (&'static str, String)> {
    let must = |key| filled.text(key).unwrap_or_default();
    let seats = filled.number("seats").unwrap_or_default();
    if !(1..=SEATS).contains(&seats) {
        return Err(("seats", say!("buses-seats-range", most = SEATS)));
    }
    Ok(Plan {
        number: must("number"),
        by: filled.chosen("by").and_then(|n| TripBy::ALL.get(n).copied()).unwrap_or(TripBy::Bus),
        departs: filled.moment("departs").unwrap_or_default(),
        from: must("from"),
        to: must("to"),
        seats,
        vehicle: filled.text("vehicle"),
        carrier: filled.text("carrier"),
        drivers: read_drivers(&must("drivers")),
        escort: filled.text("escort"),
        escort_phone: filled.text("escort_phone"),
        points: parts(&must("points")).map(str::to_string).collect(),
        distance: filled.number("distance"),
    })
}

/// Records it; a number that was only suggested follows the day of departure, and none stands for two trips.
fn work(mut plan: Plan, suggested: Option<String>) -> Work {
    Box::new(move |desk| {
        if let Some(suggested) = suggested {
            let trips = desk.book.trip_heads()?;
            if plan.number == suggested {
                plan.number = boarding::next_number(&trips, plan.departs.date());
            } else if desk.book.trip_named(&plan.number)?.is_some() {
                return Err(Error::refused(say!("buses-number-taken", number = plan.number)));
            }
        }
        let number = plan.number.clone();
        let drafts = plan.drafts(desk)?;
        let recorded = desk.record(drafts)?;
        let told = std::iter::once(say!("buses-planned", number = number)).chain(recorded.notices);
        Ok(told.collect::<Vec<String>>().join("  "))
    })
}

/// What stands between list marks.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', ',', ';', ';', '/']).map(str::trim).filter(|part| !part.is_empty())
}

/// `何师傅 13900000000、吴师傅`, as it is typed.
fn read_drivers(typed: &str) -> Vec<Driver> {
    let phone = |word: &str| word.len() >= 7 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let driver = |part: &str| {
        let part = text::half_width(part).replace(':', " ");
        let words: Vec<&str> = part.split_whitespace().collect();
        match words.split_last() {
            Some((last, names)) if phone(last) && !names.is_empty() => {
                Driver { name: names.join(" "), phone: Some(last.to_string()) }
            }
            _ => Driver { name: words.join(" "), phone: None },
        }
    };
    parts(typed).map(driver).collect()
}

fn told_drivers(drivers: &[Driver]) -> String {
    let told = drivers.iter().map(|d| format!("{} {}", d.name, d.phone.as_deref().unwrap_or_default()));
    listed(told.map(|told| told.trim_end().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drivers_are_read_as_they_are_typed() {
        let drivers = read_drivers("测师傅 13900000001、试师傅:0859-1234567, 样师傅");
        let told: Vec<_> = drivers.iter().map(|d| (d.name.as_str(), d.phone.as_deref())).collect();
        assert_eq!(told, [("测师傅", Some("13900000001")), ("试师傅", Some("0859-1234567")), ("样师傅", None)]);
        assert_eq!(read_drivers(&told_drivers(&drivers)), drivers);
    }
}
