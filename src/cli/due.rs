//! `due`: what is due today, overdue first (村一天一落实, S1).

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use super::words;
use crate::desk::{hidden, mask};
use crate::domain::keys::TripState;
use crate::domain::standing::doubt;
use crate::locale::say;
use crate::text;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// The kinds, in the order in which they call for an answer.
const KINDS: [&str; 6] = ["loss", "passenger", "trip", "visit", "still_home", "zero"];
/// How many lines of a kind the screen shows.
const LINES: usize = 15;
/// The widest name that others are lined up with.
const NAMES: usize = 30;

#[derive(Serialize)]
struct Item {
    due: NaiveDate,
    overdue_days: i64,
    kind: &'static str,
    subject: String,
    name: String,
    village: String,
    text: String,
}

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.reading_day();
    book.reach(day)?;
    let village = |code| book.steering().unit_name(code);
    let mut items: Vec<Item> = Vec::new();
    let mut push = |due: NaiveDate, kind, subject: String, name: String, village: String, text: String| {
        items.push(Item { due, overdue_days: (day - due).num_days(), kind, subject, name, village, text });
    };
    for (id, person, standing) in book.due_people(day)? {
        if !standing.on_roster {
            continue;
        }
        let name = person.facts.name.clone().unwrap_or_default();
        if let Some(loss) = person.losses.last().filter(|loss| loss.answered.is_none() && !standing.employed()) {
            let days = (day - loss.day).num_days();
            push(
                loss.day,
                "loss",
                id.to_string(),
                name.clone(),
                village(standing.unit),
                say!("cli-due-loss", days = days),
            );
        }
        if let Some(next) = person.next_visit.filter(|next| *next <= day) {
            push(next, "visit", id.to_string(), name, village(standing.unit), say!("cli-due-visit"));
        }
    }
    for (id, house) in book.due_households(day)? {
        let Some(next) = house.next_visit else { continue };
        let name = house.facts.household_no.clone().unwrap_or_default();
        let unit = book.rules().unit_of(house.facts.village);
        push(
            next,
            "visit",
            id.to_string(),
            say!("cli-due-household", number = name),
            village(unit),
            say!("cli-due-visit"),
        );
    }
    for gap in book.trip_gaps(day)? {
        if let Some((first, _)) = gap.without.first() {
            let names: Vec<&str> = gap.without.iter().map(|(_, name)| name.as_str()).take(5).collect();
            push(
                day,
                "passenger",
                first.to_string(),
                crate::locale::listed(names),
                String::new(),
                say!("cli-due-passenger", trip = gap.number, count = gap.without.len()),
            );
        }
    }
    for (id, trip) in book.trips()? {
        let Some(plan) = &trip.plan else { continue };
        let waiting = matches!(trip.state, Some(TripState::Planned | TripState::Boarding));
        if waiting && plan.departs.date() <= day {
            let text = say!(
                "cli-due-trip",
                from = plan.from,
                to = words::place(&plan.to),
                time = plan.departs.format("%H:%M").to_string(),
                aboard = trip.aboard(),
                listed = trip.passengers.len()
            );
            push(plan.departs.date(), "trip", id.to_string(), plan.number.clone(), String::new(), text);
        }
    }
    for d in book.doubts(day)?.into_iter().filter(|d| d.bit == doubt::STILL_HOME) {
        push(d.since, "still_home", d.subject.to_string(), d.name.clone(), village(d.unit), say!("cli-due-still-home"));
    }
    for (id, number, unit, since) in book.zero_households(day)? {
        push(
            since,
            "zero",
            id.to_string(),
            say!("cli-due-household", number = number),
            village(unit),
            say!("cli-due-zero", days = (day - since).num_days()),
        );
    }
    // Overdue first; among those what somebody waits for before what has lasted long.
    items.sort_by(|a, b| {
        let key = |item: &Item| (item.overdue_days <= 0, KINDS.iter().position(|k| *k == item.kind), item.due);
        key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    let names =
        items.iter().map(|item| text::width(&item.name)).filter(|width| *width <= NAMES).max().unwrap_or(0).max(22);
    let mut shown: HashMap<(bool, &str), usize> = HashMap::new();
    for item in &items {
        if session.json {
            let mut item = serde_json::to_value(item)?;
            mask::hide_numbers(&mut item);
            output::json(&item)?;
        } else {
            let count = shown.entry((item.overdue_days > 0, item.kind)).or_insert(0);
            *count += 1;
            if *count > LINES {
                continue;
            }
            let mark = match item.overdue_days {
                days @ 1.. => say!("cli-due-overdue", days = days),
                _ => say!("cli-due-today"),
            };
            let line = format!(
                "{}  {}  {}  {}",
                words::filled(&mark, 12),
                words::filled(&item.name, names),
                words::filled(&item.village, 12),
                item.text
            );
            output::line(hidden::line(&line))?;
        }
    }
    for ((overdue, kind), count) in shown.iter().filter(|(_, count)| **count > LINES) {
        let (what, count) = (kind_name(kind), *count - LINES);
        if *overdue {
            output::tell(say!("cli-due-more-overdue", what = what, count = count));
        } else {
            output::tell(say!("cli-due-more-today", what = what, count = count));
        }
    }
    if items.is_empty() && !session.json {
        output::line(say!("cli-due-none"))?;
    }
    Ok(Outcome::Done)
}

/// What the lines of a kind have in common.
fn kind_name(kind: &str) -> String {
    match kind {
        "loss" => say!("cli-due-kind-loss"),
        "passenger" => say!("cli-due-kind-passenger"),
        "trip" => say!("cli-due-kind-trip"),
        "still_home" => say!("cli-due-still-home"),
        "zero" => say!("cli-due-kind-zero"),
        _ => say!("cli-due-visit"),
    }
}
