//! What `record` refuses, and what it says instead: contradictions that an officer can mend while typing. A merge
//! is never refused; what it brings against these rules shows as a 疑点.

use super::acts::Fact;
use super::campaign::Rules;
use super::keys::*;
use super::person::{Effect, Person};
use super::spell::main_on;
use super::standing::{birthday, doubt};
use crate::locale::say;
use chrono::{Days, NaiveDate};

/// How far ahead a start of work may lie.
const START_AHEAD_DAYS: u64 = 366;
/// 禁止使用童工规定 (国务院令第364号): nobody under 16 may be employed.
const WORKING_AGE: u32 = 16;

/// Refusals that need no subject: dates that can't be.
pub fn of_day(fact: &Fact, day: NaiveDate) -> Option<String> {
    match fact {
        Fact::Home(home) if home.on > day => Some(say!("domain-home-ahead", date = home.on, day = day)),
        Fact::Loss(loss) if loss.end > day => Some(say!("domain-loss-ahead", date = loss.end, day = day)),
        Fact::Visit(visit) if visit.next.is_some_and(|next| next < day) => {
            Some(say!("domain-next-visit-past", day = day))
        }
        Fact::Return(work) | Fact::Placement(work) | Fact::Arrival(work) => {
            let limit = day.checked_add_days(Days::new(START_AHEAD_DAYS)).unwrap_or(day);
            work.start.filter(|start| *start > limit).map(|start| say!("domain-start-far-ahead", date = start))
        }
        Fact::Person(facts) if facts.certificate.as_ref().is_some_and(|c| c.date > day) => {
            Some(say!("domain-certificate-ahead", day = day))
        }
        Fact::Roster(row) if row.as_of > day => Some(say!("domain-roster-ahead", date = row.as_of, day = day)),
        Fact::Campaign(c) if c.to < c.from => Some(say!("domain-campaign-backwards", to = c.to, from = c.from)),
        Fact::Target(t) if t.to < t.from => Some(say!("domain-target-backwards", to = t.to, from = t.from)),
        Fact::Target(t) if t.quantity < 0 => Some(say!("domain-target-negative")),
        _ => None,
    }
}

/// Refusals that the person's state gives. `before` is the person on the business day.
pub fn of_person(fact: &Fact, before: &Person, day: NaiveDate) -> Option<String> {
    let field_work = matches!(
        fact,
        Fact::Return(_)
            | Fact::Placement(_)
            | Fact::Loss(_)
            | Fact::Home(_)
            | Fact::Push(_)
            | Fact::PushResult(_)
            | Fact::Visit(_)
            | Fact::Wish(_)
    );
    if !field_work {
        return None;
    }
    if !before.known {
        return Some(say!("domain-person-unknown-then", day = day));
    }
    let visits = matches!(fact, Fact::Visit(_) | Fact::Wish(_));
    match before.facts.status {
        Some(Status::Died) => return Some(say!("domain-person-died")),
        Some(Status::Prison) if !visits => {
            return Some(say!("domain-person-prison"));
        }
        Some(Status::Army) if !visits => {
            return Some(say!("domain-person-army"));
        }
        _ => {}
    }
    match fact {
        Fact::Return(work) | Fact::Placement(work) => {
            let start = work.start.unwrap_or(day);
            if before.facts.birth.is_some_and(|birth| start < birthday(birth, WORKING_AGE)) {
                return Some(say!("domain-person-under-age"));
            }
            None
        }
        Fact::Loss(loss) => match main_on(&before.spells, loss.end).and_then(|n| before.spells.get(n)) {
            Some(_) => None,
            None => Some(match main_on(&before.spells, day).and_then(|n| before.spells.get(n)) {
                Some(spell) => say!(
                    "domain-loss-before-start",
                    end = loss.end,
                    start = spell.start.map_or_else(|| say!("domain-date-unknown"), |s| s.to_string())
                ),
                None => say!("domain-loss-without-work"),
            }),
        },
        _ => None,
    }
}

/// Refusals that show only in the state that would follow.
pub fn of_outcome(fact: &Fact, before: &Person, after: &Person, day: NaiveDate, rules: &Rules) -> Option<String> {
    let (Fact::Return(work) | Fact::Placement(work)) = fact else { return None };
    let start = work.start.unwrap_or(day).max(day);
    let fresh = after.standing(start, rules).doubts & !before.standing(start, rules).doubts;
    if fresh & doubt::WORKS_NEVERTHELESS != 0 {
        return Some(say!("domain-school-full-time"));
    }
    if fresh & doubt::PUBLIC_POST_OUTSIDE != 0 {
        return Some(say!("domain-public-post-outside"));
    }
    if fresh & doubt::OVERLAP != 0 {
        let latest = before.spells.iter().filter(|s| s.covers(start)).filter_map(|s| s.start).max();
        return Some(say!(
            "domain-spells-overlap",
            since = latest.map_or_else(|| say!("domain-spell-existing"), |s| s.to_string())
        ));
    }
    None
}

/// More a month than anybody here is paid: a figure of a year, or a zero too many.
const HIGHEST_WAGE: u32 = 200_000;

/// What is told of a wage that can hardly be one.
pub fn of_wage(fact: &Fact) -> Option<String> {
    let wage = match fact {
        Fact::Return(work) | Fact::Placement(work) | Fact::Arrival(work) => work.wage,
        Fact::Wish(wish) => wish.wage,
        Fact::TripAdd(passenger) => passenger.wage,
        Fact::Job(job) => job.wage_from.max(job.wage_to),
        _ => None,
    };
    wage.filter(|wage| *wage > HIGHEST_WAGE).map(|wage| say!("domain-told-wage", wage = wage))
}

/// What the officer is told beside the record itself.
pub fn notices(fact: &Fact, before: &Person, effect: Effect) -> Vec<String> {
    let mut out = Vec::new();
    if effect.listed {
        out.push(say!("domain-told-listed"));
    }
    if effect.continued {
        out.push(say!("domain-told-continued"));
    }
    if matches!(fact, Fact::Home(home) if !home.stay) && before.awaited() {
        out.push(say!("domain-told-awaited"));
    }
    if matches!(fact, Fact::Home(_)) && before.spells.iter().all(|s| s.end.is_some()) {
        out.push(say!("domain-told-home-without-work"));
    }
    if let Fact::Return(work) | Fact::Placement(work) = fact
        && work.place_class.is_none_or(|class| class == PlaceClass::Unknown)
    {
        out.push(say!("domain-told-place-unknown", place = work.place.clone().unwrap_or_default()));
    }
    if matches!(fact, Fact::Wish(wish) if wish.wish == WishKey::None && !wish.signed) {
        out.push(say!("domain-told-unsigned"));
    }
    match fact {
        Fact::PushResult(push) => {
            out.push(say!("jobs-result-noted"));
            out.extend((push.result == PushResult::Went).then(|| say!("jobs-went-next")));
        }
        Fact::Push(push) if push.result == Some(PushResult::Went) => out.push(say!("jobs-went-next")),
        _ => {}
    }
    if let Fact::Visit(visit) = fact {
        let next = match visit.outcome {
            Outcome::LostJob => Some(say!("domain-next-loss")),
            Outcome::CameHome => Some(say!("domain-next-home")),
            Outcome::Working => Some(say!("domain-next-work")),
            Outcome::Unwilling => Some(say!("domain-next-wish")),
            _ => None,
        };
        out.extend(next);
    }
    if let Some(nature) = effect.nature {
        let form = match fact {
            Fact::Return(_) => Some(Nature::Return),
            Fact::Placement(_) => Some(Nature::Placement),
            _ => None,
        };
        if form.is_some_and(|form| form != nature) {
            out.push(say!("domain-told-nature", nature = nature.name()));
        }
    }
    out
}
