//! What an arrival will record, counted before it is: whose work begins, and as what.

use crate::book::Recorded;
use crate::desk::{Desk, Error, trips, words};
use crate::domain::keys::Nature;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::{Passenger, Presence, Trip};
use crate::locale::{listed, say};
use chrono::NaiveDateTime;

/// See the module.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// How many people's work begins.
    pub begins: usize,
    /// What is asked before it is recorded; nothing where it cannot be.
    pub question: Option<String>,
    /// Why it cannot be recorded, a line each.
    pub refused: Vec<String>,
}

/// Now, by the book's clock, where the day that is recorded for is today.
fn now(desk: &Desk) -> Result<Option<NaiveDateTime>, Error> {
    let now = desk.book.now().naive_local();
    Ok((desk.recording_day()? == now.date()).then_some(now))
}

/// Looks at what the arrival of a trip would record.
///
/// # Errors
/// What the book says.
pub fn preview(desk: &mut Desk, trip: SubjectId, number: &str) -> Result<Arrival, Error> {
    let drafts = trips::arrive(desk, trip, number, now(desk)?)?;
    let judged = desk.preview(&drafts.drafts)?;
    let mut refused = Vec::new();
    for (draft, judged) in drafts.drafts.iter().zip(&judged) {
        let Some(why) = &judged.refusal else { continue };
        let why = &words::without_options(why).into_owned();
        let person = draft.subjects.iter().find(|id| id.kind() == SubjectKind::Person);
        let name = person.map(|id| desk.book.names([*id])).transpose()?.and_then(|names| names.into_values().next());
        refused.push(match name {
            Some(name) => say!("buses-arrival-refused", name = name, why = why),
            None => why.clone(),
        });
    }
    if !refused.is_empty() {
        return Ok(Arrival { begins: 0, question: None, refused });
    }
    let natures: Vec<Nature> = judged.iter().filter_map(|judged| judged.nature).collect();
    let parts = Nature::ALL.iter().filter_map(|nature| {
        let count = natures.iter().filter(|n| *n == nature).count();
        (count > 0).then(|| format!("{} {count}", nature.name()))
    });
    let parts: Vec<String> = parts.collect();
    let mut lines = vec![if natures.is_empty() {
        say!("buses-arrival-nobody")
    } else {
        say!("buses-arrival-work", count = natures.len(), parts = listed(&parts))
    }];
    let unknown = workless(&desk.book.trip_on(trip, desk.recording_day()?)?);
    if unknown > 0 {
        lines.push(say!("buses-arrival-unknown", count = unknown));
    }
    if judged.iter().any(|judged| judged.late) {
        lines.push(say!("buses-arrival-late"));
    }
    Ok(Arrival { begins: natures.len(), question: Some(lines.join("\n")), refused })
}

/// How many are aboard of whom nobody knows where they go to work.
fn workless(trip: &Trip) -> usize {
    let goes = |p: &&Passenger| p.presence == Presence::Aboard && !p.facts.companion && p.facts.outside.is_none();
    trip.passengers.values().filter(goes).filter(|p| p.facts.employer.is_none()).count()
}

/// Records it; what is to be known was said by [`preview`].
///
/// # Errors
/// What the book refuses.
pub fn arrive(desk: &mut Desk, trip: SubjectId, number: &str) -> Result<Recorded, Error> {
    let drafts = trips::arrive(desk, trip, number, now(desk)?)?;
    desk.record(drafts.drafts)
}

/// Records that the trip leaves now.
///
/// # Errors
/// What the book refuses.
pub fn depart(desk: &mut Desk, trip: SubjectId) -> Result<Recorded, Error> {
    let drafts = trips::depart(desk, trip, now(desk)?)?;
    desk.record(drafts)
}
