//! An officer who knows the way types faster than the book answers: every key lands where it was meant, in its order.

use crate::headless::{Console, day, township};
use crate::roll_call::{at_the_kerb, spaced, trip, two_told_apart, waiting};
use rstest::rstest;
use std::time::Duration;
use zhanbao::book::DayFilter;
use zhanbao::domain::keys::{Absence, TripState};
use zhanbao::domain::trip::{Presence, Trip};

/// Keys without a pause, as from a hand that knows them; then what comes of them.
fn burst(desk: &mut Console, keys: &str) {
    keys.split_whitespace().for_each(|key| desk.press(key));
    desk.settle();
}

/// The book has answered before the next key, and nobody has been told yet: a moment that a busy machine makes longer.
fn untold(desk: &mut Console, keys: &str) {
    for key in keys.split_whitespace() {
        desk.press(key);
        std::thread::sleep(Duration::from_millis(200));
    }
    desk.settle();
}

#[rstest]
#[case(burst)]
#[case(untold)]
fn a_bus_is_called_and_leaves_in_one_breath(#[case] type_in: fn(&mut Console, &str)) {
    let mut desk = township(80, 24);
    type_in(&mut desk, "4 enter A d enter");
    let departed = |trip: &Trip| {
        let all_called = trip.passengers.values().all(|p| p.presence != Presence::Expected);
        trip.departed.is_some_and(|(on, _)| on == day()) && trip.state == Some(TripState::Departed) && all_called
    };
    let trips = desk.beside().trips().unwrap();
    assert_eq!(trips.iter().filter(|(_, trip)| departed(trip)).count(), 1, "{}", desk.text());
}

/// A digit is the reason here and another screen elsewhere.
#[rstest]
#[case(burst)]
#[case(untold)]
fn who_did_not_come_is_said_in_one_breath(#[case] type_in: fn(&mut Console, &str)) {
    let mut desk = township(80, 24);
    let (id, bus) = at_the_kerb(&desk);
    let absent = two_told_apart(&waiting(&desk, &bus));
    let keys: Vec<String> = absent.iter().map(|(_, _, letters)| format!("x {}2", spaced(letters))).collect();
    type_in(&mut desk, &format!("4 enter {}", keys.join(" ")));
    let bus = trip(&desk, id);
    for (who, ..) in absent {
        assert_eq!(bus.passengers[&who].presence, Presence::Absent(Absence::Ill), "{}", desk.text());
    }
}

#[test]
fn what_is_typed_for_a_form_waits_until_it_is_there() {
    let mut desk = township(80, 24);
    let before = desk.beside().trips().unwrap().len();
    "4 n ctrl-u".split_whitespace().for_each(|key| desk.press(key));
    desk.paste_unsettled("试办-7");
    burst(&mut desk, "ctrl-s");
    let trips = desk.beside().trips().unwrap();
    assert_eq!(trips.len(), before + 1, "{}", desk.text());
    assert!(trips.iter().any(|(_, trip)| trip.plan.as_ref().is_some_and(|plan| plan.number == "试办-7")));
}

#[test]
fn an_entry_is_taken_back_from_the_list_without_a_pause() {
    let mut desk = township(80, 24);
    burst(&mut desk, "v c e enter 1");
    let standing = |desk: &Console| {
        let list = desk.beside().day_list(day(), &DayFilter::default(), 0, 1000).unwrap();
        list.rows.iter().filter(|row| row.kind == "visit" && !row.withdrawn).count()
    };
    let before = standing(&desk);
    burst(&mut desk, "2 w enter enter");
    assert_eq!(standing(&desk), before - 1, "{}", desk.text());
}

#[test]
fn esc_forgets_what_waits() {
    let mut desk = township(80, 24);
    let before = desk.beside().trips().unwrap().len();
    burst(&mut desk, "4 n ctrl-s esc");
    assert_eq!(desk.beside().trips().unwrap().len(), before, "{}", desk.text());
}

/// A digit is another screen, too, and Tab the next one: not where a form has been asked for.
#[rstest]
#[case(burst)]
#[case(untold)]
fn what_would_lead_elsewhere_goes_into_the_form_that_comes(#[case] type_in: fn(&mut Console, &str)) {
    let mut desk = township(80, 24);
    let before = desk.beside().trips().unwrap().len();
    type_in(&mut desk, "4 n ctrl-u 5 5 3 tab shift-tab 1 ctrl-s");
    let trips = desk.beside().trips().unwrap();
    assert_eq!(trips.len(), before + 1, "{}", desk.text());
    assert!(
        trips.iter().any(|(_, trip)| trip.plan.as_ref().is_some_and(|plan| plan.number == "5531")),
        "{}",
        desk.text()
    );
}

#[test]
fn the_console_can_be_left_whatever_waits() {
    let mut desk = township(80, 24);
    "4 n 5 ctrl-q".split_whitespace().for_each(|key| desk.press(key));
    assert!(desk.ended(), "{}", desk.text());
}
