//! An officer who knows the way types faster than the book answers: every key lands where it was meant, in its order.

use crate::headless::{Console, day, township};
use zhanbao::book::DayFilter;
use zhanbao::domain::keys::TripState;

/// Keys without a pause, as from a hand that knows them; then what comes of them.
fn burst(desk: &mut Console, keys: &str) {
    keys.split_whitespace().for_each(|key| desk.press(key));
    desk.settle();
}

#[test]
fn a_bus_is_called_and_leaves_in_one_breath() {
    let mut desk = township(80, 24);
    burst(&mut desk, "4 enter A d enter");
    let departed = |(_, trip): &(_, zhanbao::domain::trip::Trip)| {
        trip.departed.is_some_and(|(on, _)| on == day()) && trip.state == Some(TripState::Departed)
    };
    assert_eq!(desk.beside().trips().unwrap().iter().filter(|trip| departed(trip)).count(), 1, "{}", desk.text());
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
fn esc_forgets_what_waits_and_another_screen_comes_at_once() {
    let mut desk = township(80, 24);
    let before = desk.beside().trips().unwrap().len();
    burst(&mut desk, "4 n ctrl-s esc");
    assert_eq!(desk.beside().trips().unwrap().len(), before, "{}", desk.text());
    burst(&mut desk, "esc 4 n ctrl-s 5");
    assert!(desk.text().contains("挂图]"), "{}", desk.text());
    assert_eq!(desk.beside().trips().unwrap().len(), before, "{}", desk.text());
}
