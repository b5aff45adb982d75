//! Who and what fits the line in which passengers are put on a list, and the putting on.

use super::add::Part;
use crate::book::{Hit, Recorded};
use crate::desk::trips::{Addition, elsewhere};
use crate::desk::{Desk, Error, boarding, words};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::text;
use crate::tui::theme::Role;
use crate::tui::widgets::table::Row;

/// So many are offered.
pub(super) const OFFERED: usize = 8;

/// Somebody who can be put on the list.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) hit: Hit,
    /// Where they are expected already: this trip, or another one by its number.
    pub(super) listed: Option<String>,
}

/// What fits what was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) typed: String,
    pub(super) people: Vec<Candidate>,
    pub(super) texts: Vec<String>,
}

/// What was added.
pub(super) struct Added {
    pub(super) recorded: Recorded,
    pub(super) name: String,
    pub(super) seat: Option<u32>,
    pub(super) employer: Option<String>,
    pub(super) free: i64,
}

/// What fits a part of the line; `points`: the boarding points of the trip.
///
/// # Errors
/// What the book says.
pub(super) fn fitting(
    desk: &mut Desk,
    part: Part,
    typed: String,
    trip: SubjectId,
    points: Vec<String>,
) -> Result<Found, Error> {
    match part {
        Part::Who => people(desk, typed, trip),
        Part::Employer => {
            let hints = desk.book.suggest_work(&typed, None, desk.reading_day(), OFFERED)?;
            let texts = hints.into_iter().filter_map(|hint| hint.work.employer).map(String::from).collect();
            Ok(Found { typed, people: Vec::new(), texts })
        }
        Part::Point => {
            let (written, sound) = (text::fold_name(&typed), text::fold_query(&typed));
            let fits = |point: &String| {
                let keys = text::name_keys(point);
                point.contains(&written) || keys.initials.iter().chain(&keys.full).any(|k| k.contains(&sound))
            };
            Ok(Found { typed, people: Vec::new(), texts: points.into_iter().filter(fits).collect() })
        }
    }
}

/// Whether this is pinyin, and no name as it is written.
pub(super) fn are_letters(typed: &str) -> bool {
    typed.chars().all(|c| c.is_ascii_alphanumeric())
}

/// People who fit, and where they are expected already.
fn people(desk: &mut Desk, typed: String, trip: SubjectId) -> Result<Found, Error> {
    if typed.is_empty() {
        return Ok(Found::default());
    }
    let trips = desk.book.current_trips()?;
    let here = |id| {
        trips.iter().find(|(other, _)| *other == trip).is_some_and(|(_, t)| {
            let passenger = t.passengers.get(&id);
            passenger.is_some_and(|p| matches!(p.presence, Presence::Expected | Presence::Aboard))
        })
    };
    let hits = desk.book.find(&typed, OFFERED, desk.reading_day())?;
    let people = hits.into_iter().map(|hit| {
        let listed = match here(hit.id) {
            true => Some(say!("buses-listed-here")),
            false => elsewhere(&trips, trip, hit.id).map(|number| say!("buses-listed-there", number = number)),
        };
        Candidate { hit, listed }
    });
    Ok(Found { people: people.collect(), texts: Vec::new(), typed })
}

/// Puts somebody on the list, on the first free seat; without an employer named, at the one they had at the trip's end.
pub(super) fn add(desk: &mut Desk, mut addition: Addition, name: String) -> Result<Added, Error> {
    let trip = desk.book.trip_on(addition.trip, desk.recording_day()?)?;
    if let Some(person) = addition.people.first()
        && trip.passengers.get(person).is_some_and(|p| matches!(p.presence, Presence::Expected | Presence::Aboard))
    {
        return Err(Error::refused(say!("buses-listed-already", name = name)));
    }
    addition.seat = boarding::free_seat(&trip);
    if addition.employer.is_none()
        && !addition.companion
        && let (Some(person), Some(plan)) = (addition.people.first(), &trip.plan)
        && let Some(spell) = desk.book.last_work(*person)?
        && (spell.work.place.as_deref() == Some(plan.to.as_str())
            || plan.to_code.is_some() && spell.work.place_code == plan.to_code)
    {
        addition.employer.clone_from(&spell.work.employer);
        addition.occupation.clone_from(&spell.work.occupation);
        addition.wage = spell.work.wage;
    }
    let (seat, employer) = (addition.seat, addition.employer.clone());
    let drafts = addition.drafts(desk)?;
    let recorded = desk.record(drafts)?;
    Ok(Added { recorded, name, seat, employer: employer.map(String::from), free: trip.free_seats() - 1 })
}

impl Candidate {
    pub(super) fn row(&self) -> Row {
        let hit = &self.hit;
        let dash = || "—".into();
        let village = format!("{}{}", hit.village.as_deref().unwrap_or("—"), hit.group.as_deref().unwrap_or(""));
        let work = match (&hit.place, hit.employed) {
            (Some(place), true) => words::place(place),
            (None, true) => say!("cli-find-at-work"),
            _ => say!("cli-find-not-at-work"),
        };
        let about = match hit.age {
            Some(age) => format!("{} {age}", hit.name),
            None => hit.name.clone(),
        };
        let (listed, role) = match &self.listed {
            Some(listed) => (listed.clone(), Some(Role::Dim)),
            None => (String::new(), None),
        };
        Row { role, ..Row::plain([about, village, hit.id_no.clone().unwrap_or_else(dash).into(), work, listed]) }
    }
}
