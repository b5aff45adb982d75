//! `due`: what is due today, overdue first (村一天一落实, S1).

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::domain::keys::TripState;
use crate::domain::standing::doubt;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// The kinds, in the order in which they call for an answer.
const KINDS: [&str; 6] = ["loss", "passenger", "trip", "visit", "still_home", "zero"];
/// How many lines of a kind the screen shows.
const LINES: usize = 15;

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
                format!("失业 {days} 天未对接岗位"),
            );
        }
        if let Some(next) = person.next_visit.filter(|next| *next <= day) {
            push(next, "visit", id.to_string(), name, village(standing.unit), "约定回访".into());
        }
    }
    for (id, house) in book.due_households(day)? {
        let Some(next) = house.next_visit else { continue };
        let name = house.facts.household_no.clone().unwrap_or_default();
        let unit = book.rules().unit_of(house.facts.village);
        push(next, "visit", id.to_string(), format!("户 {name}"), village(unit), "约定回访".into());
    }
    for gap in book.trip_gaps(day)? {
        if let Some((first, _)) = gap.without.first() {
            let names: Vec<&str> = gap.without.iter().map(|(_, name)| name.as_str()).take(5).collect();
            push(
                day,
                "passenger",
                first.to_string(),
                names.join("、"),
                String::new(),
                format!("{} 班 {} 人到站后没有到岗记录", gap.number, gap.without.len()),
            );
        }
    }
    for (id, trip) in book.trips()? {
        let Some(plan) = &trip.plan else { continue };
        let waiting = matches!(trip.state, Some(TripState::Planned | TripState::Boarding));
        if waiting && plan.departs.date() <= day {
            let text = format!(
                "{} → {} {},{}/{} 人",
                plan.from,
                plan.to,
                plan.departs.format("%H:%M"),
                trip.aboard(),
                trip.passengers.len()
            );
            push(plan.departs.date(), "trip", id.to_string(), plan.number.clone(), String::new(), text);
        }
    }
    for d in book.doubts(day)?.into_iter().filter(|d| d.bit == doubt::STILL_HOME) {
        push(
            d.since,
            "still_home",
            d.subject.to_string(),
            d.name.clone(),
            village(d.unit),
            "返乡 30 天以上未返岗".into(),
        );
    }
    for (id, number, unit, since) in book.zero_households(day)? {
        push(
            since,
            "zero",
            id.to_string(),
            format!("户 {number}"),
            village(unit),
            format!("零就业 {} 天", (day - since).num_days()),
        );
    }
    // Overdue first; among those what somebody waits for before what has lasted long.
    items.sort_by(|a, b| {
        let key = |item: &Item| (item.overdue_days <= 0, KINDS.iter().position(|k| *k == item.kind), item.due);
        key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    let mut shown: HashMap<(bool, &str), usize> = HashMap::new();
    for item in &items {
        if session.json {
            output::json(item)?;
        } else {
            let count = shown.entry((item.overdue_days > 0, item.kind)).or_insert(0);
            *count += 1;
            if *count > LINES {
                continue;
            }
            let mark =
                if item.overdue_days > 0 { format!("逾期 {} 天", item.overdue_days) } else { "今天".into() };
            output::line(format!(
                "{}  {}  {}  {}",
                crate::text::pad(&mark, 12),
                crate::text::pad(&item.name, 22),
                crate::text::pad(&item.village, 12),
                item.text
            ))?;
        }
    }
    for ((overdue, kind), count) in shown.iter().filter(|(_, count)| **count > LINES) {
        let when = if *overdue { "逾期" } else { "今天" };
        let what = items.iter().find(|item| item.kind == *kind).map_or("", |item| item.text.as_str());
        eprintln!("… {when}的“{what}”一类另有 {} 项;用 --json 看全部", count - LINES);
    }
    if items.is_empty() && !session.json {
        output::line("今天没有到期的事项")?;
    }
    Ok(Outcome::Done)
}
