//! Who is meant by what an officer types: PERSON, HOUSEHOLD, TRIP, JOB, VILLAGE of CLI.md. Nobody is guessed.

use super::error::{Error, Result};
use super::{hidden, words};
use crate::book::{Book, Hit};
use crate::domain::id_number;
use crate::domain::job::Job;
use crate::domain::keys::Sex;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::Trip;
use crate::locale::say;
use crate::text;
use chrono::NaiveDate;

/// PERSON: an ID number, a subject id, or a query with exactly one hit.
pub fn person(book: &Book, text: &str, day: NaiveDate) -> Result<SubjectId> {
    if let Ok(reading) = id_number::read(text, NaiveDate::MAX) {
        let hits = book.find(reading.id.as_str(), 2, day)?;
        return match hits.as_slice() {
            [] => Err(Error::refused(say!("cli-no-id-number", number = reading.id.masked()))),
            [hit] => Ok(hit.id),
            several => Err(ambiguous(text, several)),
        };
    }
    if let Some(id) = SubjectId::parse(text).filter(|id| id.kind() == SubjectKind::Person) {
        return match book.find(text, 1, day)?.first() {
            Some(hit) if hit.id == id => Ok(id),
            _ => Err(Error::refused(say!("cli-no-id", id = text))),
        };
    }
    let hits = book.find(text, 20, day)?;
    let exact: Vec<&Hit> = hits.iter().filter(|h| h.score == 100).collect();
    match (hits.as_slice(), exact.as_slice()) {
        ([], _) => Err(Error::refused(say!("cli-no-person", query = typed(text)))),
        ([hit], _) => Ok(hit.id),
        (_, [hit]) => Ok(hit.id),
        (several, _) => Err(ambiguous(text, several)),
    }
}

/// PERSON|HOUSEHOLD: the household with this number, else a person.
pub fn person_or_household(book: &Book, text: &str, day: NaiveDate) -> Result<SubjectId> {
    book.household_named(text)?.map_or_else(|| person(book, text, day), Ok)
}

/// A passenger: one of another township by the name on the list, else a person.
pub fn passenger(book: &Book, trip: &Trip, text: &str, day: NaiveDate) -> Result<SubjectId> {
    let name = text::clean(text);
    let outside = trip.passengers.iter().find(|(_, p)| p.facts.outside.as_deref() == Some(&*name));
    outside.map_or_else(|| person(book, text, day), |(id, _)| Ok(*id))
}

/// TRIP: its number or id.
pub fn trip(book: &Book, text: &str) -> Result<SubjectId> {
    book.trip_named(text)?.ok_or_else(|| Error::refused(say!("cli-no-trip", trip = text)))
}

/// VILLAGE: a code or a name, within the book's unit.
pub fn village(book: &Book, text: &str) -> Result<RegionCode> {
    match book.unit_named(text) {
        Some(code) if book.unit().contains(code) && book.steering().units.contains_key(&code) => Ok(code),
        Some(code) => Err(Error::refused(say!("cli-not-our-village", name = text, code = code.to_string()))),
        None => Err(Error::refused(say!("cli-no-such-village", name = text))),
    }
}

/// The job of the list that goes by this id, number or full title; `None` where these are just words.
pub fn job(book: &Book, text: &str) -> Result<Option<(SubjectId, Job)>> {
    if let Some(id) = book.job_named(text)? {
        return Ok(book.job(id)?.map(|job| (id, job)));
    }
    let folded = |text: &str| text.split_whitespace().collect::<String>();
    let mut same: Vec<(SubjectId, Job)> =
        book.jobs()?.into_iter().filter(|(_, job)| folded(&job.title()) == folded(text)).collect();
    Ok(if same.len() == 1 { same.pop() } else { None })
}

/// What was typed, as a message repeats it: an ID number, right or wrong, is masked.
pub fn typed(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 15 { id_number::mask(text) } else { text.to_string() }
}

fn ambiguous(text: &str, hits: &[Hit]) -> Error {
    let lines: Vec<String> = hits.iter().map(line).collect();
    Error::refused(say!("cli-several-people", query = typed(text), list = lines.join("\n")))
}

/// One person on one line.
pub fn line(hit: &Hit) -> String {
    let place = match (&hit.place, hit.employed) {
        (Some(place), true) => say!("cli-find-at-work-in", place = words::place(place)),
        (_, true) => say!("cli-find-at-work"),
        _ => say!("cli-find-not-at-work"),
    };
    let village = hit.village.clone().unwrap_or_else(|| say!("cli-no-village"));
    let village = format!("{village}{}", hit.group.as_deref().unwrap_or(""));
    let sexes = Sex::ALL.iter().map(|sex| text::width(&sex.name())).max().unwrap_or(0);
    let line = format!(
        "{}  {} {:>3}  {}  {}  {}  {place}",
        text::pad(&hit.name, 10),
        text::pad(&hit.sex.map_or("—".into(), Sex::name), sexes),
        hit.age.map_or("—".into(), |a| a.to_string()),
        text::pad(&village, 18),
        hit.id_no.as_deref().unwrap_or("—"),
        hit.id,
    );
    hidden::line(&line).into_owned()
}
