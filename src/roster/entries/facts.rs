//! What a row says was done, as the facts that `record` would be given.

use super::{Days, EntryField as F, Known, words as said};
use crate::domain::acts::*;
use crate::domain::facts::{Certificate, PersonFacts, Wish, WorkFacts};
use crate::domain::keys::*;
use crate::locale::say;
use crate::roster::form::Row;
use crate::roster::{person, words};
use chrono::NaiveDate;

pub fn visit(row: &mut Row<'_, F>, day: NaiveDate, days: Days, known: &dyn Known, used: &mut Vec<F>) -> Vec<Fact> {
    used.extend([F::By, F::Outcome, F::Need, F::Next, F::Remark]);
    let by = row.choice(F::By, said::by);
    let by = row.required(F::By, by);
    let outcome = row.choice(F::Outcome, said::outcome);
    let outcome = row.required(F::Outcome, outcome);
    let next = row.date(F::Next, days.last);
    let (Some(by), Some(outcome)) = (by, outcome) else { return Vec::new() };
    let visit = VisitFacts { by, outcome, need: row.text(F::Need), next, note: row.text(F::Remark) };
    let mut facts = vec![Fact::Visit(visit)];
    // What the visit found is recorded with it where the row says all of it: nothing is written twice.
    let says = |field| !row.raw(field).is_empty();
    match outcome {
        Outcome::LostJob if says(F::Reason) => facts.extend(loss(row, day, days, used).map(Fact::Loss)),
        Outcome::CameHome if says(F::HomeOn) => facts.push(Fact::Home(home(row, day, days, used))),
        Outcome::Working if says(F::Employer) && says(F::Place) => {
            facts.extend(work(row, day, days, known, used).map(Fact::Placement));
        }
        _ => {}
    }
    if !row.raw(F::Wish).is_empty() {
        facts.extend(wish(row, used).map(Fact::Wish));
    }
    facts
}

pub fn home(row: &mut Row<'_, F>, day: NaiveDate, days: Days, used: &mut Vec<F>) -> HomeFacts {
    used.extend([F::HomeOn, F::Stay]);
    let on = row.date(F::HomeOn, days.last).unwrap_or(day);
    let said = row.text(F::Kind).is_some_and(|kind| said::to_stay(&kind));
    HomeFacts { on, stay: row.yes(F::Stay, |_| None) || said }
}

pub fn loss(row: &mut Row<'_, F>, day: NaiveDate, days: Days, used: &mut Vec<F>) -> Option<LossFacts> {
    used.extend([F::Reason, F::End, F::CameHome]);
    let reason = row.choice(F::Reason, said::reason);
    let reason = row.required(F::Reason, reason);
    let end = row.date(F::End, days.last).unwrap_or(day);
    let came_home = row.yes(F::CameHome, |_| None);
    Some(LossFacts { end, reason: reason?, came_home })
}

pub fn work(
    row: &mut Row<'_, F>,
    day: NaiveDate,
    days: Days,
    known: &dyn Known,
    used: &mut Vec<F>,
) -> Option<WorkFacts> {
    used.extend([F::Place, F::Employer, F::Start, F::Occupation, F::Channel, F::Wage, F::PartTime]);
    used.extend([F::OrganisedBy, F::Trip, F::Contract]);
    let place = row.text(F::Place);
    let place = row.required(F::Place, place);
    let employer = row.text(F::Employer);
    let employer = row.required(F::Employer, employer);
    let start = row.date(F::Start, days.last).unwrap_or(day);
    let channel = row.choice(F::Channel, words::channel);
    let wage = row.number(F::Wage);
    let part_time = row.yes(F::PartTime, |word| match word {
        "兼职" => Some(true),
        "全职" => Some(false),
        _ => None,
    });
    let contract = match row.raw(F::Contract) {
        "" => None,
        _ => Some(row.yes(F::Contract, |_| None)),
    };
    let trip = row.compact(F::Trip).map(|number| (known.trip(&number), number));
    if let Some((None, number)) = &trip {
        row.refuse(F::Trip, "trip.unknown", say!("daybook-trip", number = number));
    }
    let (place, employer) = (place?, employer?);
    let (place_code, place_class) = known.place(&place);
    Some(WorkFacts {
        start: Some(start),
        place: Some(place.into()),
        place_code,
        place_class: Some(place_class),
        employer: Some(employer.into()),
        occupation: row.text(F::Occupation).map(Into::into),
        industry: None,
        channel,
        wage,
        contract,
        organised_by: organiser(row).map(Into::into),
        part_time,
        trip: trip.and_then(|(id, _)| id),
    })
}

const ORGANISED: &str = "有组织";

/// 组织方式: who organised it in words, or only that it was organised.
fn organiser(row: &Row<'_, F>) -> Option<String> {
    let text = row.text(F::OrganisedBy)?;
    match (words::yes_no(&text), text.as_str()) {
        (Some(false), _) | (_, "自发" | "自行" | "自行外出" | "自主" | "无组织") => None,
        // The ledger's own word, in whatever language the form was filled in.
        (Some(true), _) => Some(ORGANISED.to_owned()),
        (None, _) => Some(text),
    }
}

pub fn wish(row: &mut Row<'_, F>, used: &mut Vec<F>) -> Option<Wish> {
    used.extend([F::Wish, F::Signed, F::WishPlace, F::WishOccupation, F::WishWage]);
    let wish = row.choice(F::Wish, words::wish);
    let wish = row.required(F::Wish, wish);
    let signed = row.yes(F::Signed, |_| None);
    let wage = row.number(F::WishWage);
    Some(Wish {
        wish: wish?,
        signed,
        place: row.text(F::WishPlace).map(Into::into),
        occupation: row.text(F::WishOccupation).map(Into::into),
        wage,
    })
}

pub fn changed(
    row: &mut Row<'_, F>,
    day: NaiveDate,
    days: Days,
    known: &dyn Known,
    used: &mut Vec<F>,
) -> Option<PersonFacts> {
    used.extend([F::Status, F::Capacity, F::NewVillage, F::NewGroup, F::NewHousehold, F::NewName, F::NewIdNo]);
    used.extend([F::Education, F::Skills, F::WhyIdle, F::Graduates, F::Certificate, F::CertificateNo]);
    let id = if row.raw(F::NewIdNo).is_empty() { None } else { row.id_number(F::NewIdNo, day) };
    let certificate = row.date(F::Certificate, days.last);
    let number = row.text(F::CertificateNo);
    if certificate.is_none() && number.is_some() {
        row.required(F::Certificate, certificate);
    }
    let facts = PersonFacts {
        name: row.compact(F::NewName).map(|name| person::one_dot(&name)).map(Into::into),
        id_no: id.map(|id| id.as_str().into()),
        sex: id.map(|id| id.sex()),
        birth: id.map(|id| id.birth()),
        status: row.choice(F::Status, words::status),
        capacity: row.choice(F::Capacity, words::capacity),
        phone: row.phone(F::Phone).map(Into::into),
        village: super::village(row, F::NewVillage, known),
        group: row.text(F::NewGroup).map(Into::into),
        household: row.compact(F::NewHousehold).map(|number| known.household(&number)),
        education: row.text(F::Education).map(Into::into),
        skills: row.text(F::Skills).map(Into::into),
        why_idle: row.text(F::WhyIdle).map(Into::into),
        graduates: row.date(F::Graduates, days.last),
        certificate: certificate.map(|date| Certificate { number: number.map(Into::into), date }),
        ..PersonFacts::default()
    };
    if facts == PersonFacts::default() && !row.faulty() {
        row.refuse(F::Kind, "value.missing", say!("daybook-nothing-changed"));
        return None;
    }
    Some(facts)
}
