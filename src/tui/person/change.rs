//! Forms of a person's page: what has changed of somebody, and taking an entry back.

use crate::book::HouseholdQuery;
use crate::desk::acts::{Change, Drafts, Wished};
use crate::desk::{Desk, Error};
use crate::domain::codes;
use crate::domain::entry::Hash;
use crate::domain::facts::{Certificate, PersonFacts, Wish};
use crate::domain::id_number;
use crate::domain::keys::{Capacity, Status, WishKey};
use crate::domain::subject::SubjectId;
use crate::locale::{Lang, say};
use crate::tui::forms::{Filled, Form, Item, Kind};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::sync::Arc;

/// So many villages are suggested.
const SUGGESTED: usize = 5;

/// Takes an entry back, with a reason.
pub fn withdraw(hash: Hash, told: &str) -> Form {
    let title = say!("people-withdraw", entry = told);
    let items = vec![Item::new("why", say!("people-withdraw-why"), Kind::Text).required()];
    Form::new(title, items, move |filled, _cx| {
        let why = filled.text("why").unwrap_or_default();
        Ok(Box::new(move |desk: &mut Desk| {
            desk.withdraw(&hash.to_string(), &why)?;
            Ok(say!("people-withdrew"))
        }))
    })
}

/// What has changed of somebody: everything stands as it is, and only what was changed is recorded.
pub fn form(id: SubjectId, facts: &PersonFacts, village: &str, household: &str) -> Form {
    let text = |value: &Option<CompactString>| value.clone().unwrap_or_default();
    let covered = facts.id_no.as_deref().map(id_number::mask).unwrap_or_default();
    let known = covered.clone();
    let id_checked = move |typed: &str, today| id_fault(typed, &known, today);
    let wish = facts.wish.as_ref();
    let certificate = facts.certificate.as_ref();
    let lang = Lang::current();
    let education: Vec<&'static str> = codes::EDUCATION.entries.iter().map(|entry| entry.name).collect();
    let educations = education.iter().map(|name| codes::EDUCATION.told(name, lang)).collect();
    let names = |words: &[String]| Kind::Choice(words.to_vec());
    let statuses: Vec<String> = Status::ALL.iter().map(|word| word.name()).collect();
    let capacities: Vec<String> = Capacity::ALL.iter().map(|word| word.name()).collect();
    let wishes: Vec<String> = WishKey::ALL.iter().map(|word| word.name()).collect();
    let items = vec![
        Item::new("phone", say!("cli-fact-phone"), Kind::Text).with(&text(&facts.phone)),
        Item::new("status", say!("cli-fact-status"), names(&statuses))
            .at(Status::ALL.iter().position(|word| *word == facts.status.unwrap_or(Status::Active))),
        Item::new("capacity", say!("cli-fact-capacity"), names(&capacities))
            .at(Capacity::ALL.iter().position(|word| Some(*word) == facts.capacity)),
        Item::new("wish", say!("people-wish"), names(&wishes))
            .at(WishKey::ALL.iter().position(|word| Some(*word) == wish.map(|wish| wish.wish))),
        Item::new("signed", say!("people-wish-signed"), Kind::Toggle)
            .at(Some(usize::from(wish.is_some_and(|w| w.signed)))),
        Item::new("wish-place", say!("people-wish-place"), Kind::Text).with(&text(&wish.and_then(|w| w.place.clone()))),
        Item::new("wish-work", say!("people-wish-work"), Kind::Text)
            .with(&text(&wish.and_then(|w| w.occupation.clone()))),
        Item::new("wish-wage", say!("people-wish-least"), Kind::Number)
            .with(&wish.and_then(|w| w.wage).map_or(String::new(), |wage| wage.to_string())),
        Item::new("certificate", say!("cli-fact-certificate"), Kind::Date)
            .with(&certificate.map_or(String::new(), |c| c.date.to_string())),
        Item::new("certificate-no", say!("cli-fact-certificate-no"), Kind::Text)
            .with(&text(&certificate.and_then(|c| c.number.clone()))),
        Item::new("education", say!("cli-fact-education"), Kind::Choice(educations))
            .at(education.iter().position(|name| Some(*name) == facts.education.as_deref())),
        Item::new("graduates", say!("cli-fact-graduates"), Kind::Date)
            .with(&facts.graduates.map_or(String::new(), |day| day.to_string())),
        Item::new("skills", say!("cli-fact-skills"), Kind::Text).with(&text(&facts.skills)),
        Item::new("why-idle", say!("cli-fact-why-idle"), Kind::Text).with(&text(&facts.why_idle)),
        Item::new("village", say!("cli-fact-village"), Kind::Suggested(Arc::new(villages))).with(village),
        Item::new("group", say!("cli-fact-group"), Kind::Text).with(&text(&facts.group)),
        Item::new("household", say!("people-number"), Kind::Suggested(Arc::new(households))).with(household),
        Item::new("name", say!("cli-fact-name"), Kind::Text).with(&text(&facts.name)),
        Item::new("id-no", say!("cli-fact-id-no"), Kind::Text).covered(&covered).checked(id_checked),
    ];
    let before = facts.clone();
    let home = (village.to_string(), household.to_string());
    let title = say!("people-change", name = facts.name.clone().unwrap_or_default());
    Form::new(title, items, move |filled, _cx| {
        let education =
            filled.chosen("education").and_then(|n| education.get(n)).map(|name| CompactString::from(*name));
        let changed = changed(id, &before, (&home.0, &home.1), filled, education);
        let wished = wished(id, &before, filled);
        if changed == Change::of(id) && wished.is_none() {
            return Err(("phone", say!("people-nothing-changed")));
        }
        Ok(Box::new(move |desk: &mut Desk| {
            let mut all = Drafts::default();
            let mut told = say!("people-changed");
            if let Some(number) = &changed.household
                && desk.book.household_named(number)?.is_none()
            {
                told = format!("{told}  {}", say!("people-household-new", number = number));
            }
            if changed != Change::of(id) {
                all.drafts.extend(changed.drafts(desk)?.drafts);
            }
            if let Some(wished) = wished {
                all.drafts.extend(wished.drafts(desk)?.drafts);
            }
            let recorded = desk.record(all)?;
            Ok(recorded.notices.first().map_or(told.clone(), |notice| format!("{told}  {notice}")))
        }))
    })
}

/// What differs from what stood there; what was emptied stays as it was.
fn changed(
    id: SubjectId,
    before: &PersonFacts,
    (village, household): (&str, &str),
    filled: &Filled<'_>,
    education: Option<CompactString>,
) -> Change {
    let text = |key: &str| filled.text(key).map(CompactString::from);
    let new = |key: &str, old: &Option<CompactString>| text(key).filter(|text| Some(text) != old.as_ref());
    let known = before.certificate.as_ref();
    let number = text("certificate-no").or_else(|| known.and_then(|known| known.number.clone()));
    let certificate = filled.date("certificate").map(|date| Certificate { number, date });
    let covered = before.id_no.as_deref().map(id_number::mask);
    let status = filled.chosen("status").and_then(|n| Status::ALL.get(n)).copied();
    Change {
        phone: new("phone", &before.phone),
        status: status.filter(|status| *status != before.status.unwrap_or(Status::Active)),
        capacity: filled
            .chosen("capacity")
            .and_then(|n| Capacity::ALL.get(n))
            .copied()
            .filter(|capacity| Some(*capacity) != before.capacity),
        certificate: certificate.filter(|certificate| Some(certificate) != known),
        graduates: filled.date("graduates").filter(|day| Some(*day) != before.graduates),
        education: education.filter(|word| Some(word) != before.education.as_ref()),
        skills: new("skills", &before.skills),
        why_idle: new("why-idle", &before.why_idle),
        village: filled.text("village").filter(|name| name != village),
        group: new("group", &before.group),
        household: filled.text("household").filter(|number| number != household),
        name: new("name", &before.name),
        id_no: filled
            .text("id-no")
            .filter(|number| Some(number) != covered.as_ref() && Some(number.as_str()) != before.id_no.as_deref()),
        ..Change::of(id)
    }
}

/// What stands there covered is left alone; a number typed anew is checked as it will be when it is recorded.
fn id_fault(typed: &str, covered: &str, today: NaiveDate) -> Option<String> {
    match typed {
        typed if typed == covered => None,
        typed if typed.contains('*') => Some(say!("people-id-whole")),
        typed => id_number::read(typed, today).err().map(|fault| fault.message()),
    }
}

fn wished(person: SubjectId, before: &PersonFacts, filled: &Filled<'_>) -> Option<Wished> {
    let wish = Wish {
        wish: *filled.chosen("wish").and_then(|n| WishKey::ALL.get(n))?,
        signed: filled.is_on("signed"),
        place: filled.text("wish-place").map(Into::into),
        occupation: filled.text("wish-work").map(Into::into),
        wage: filled.number("wish-wage"),
    };
    (before.wish.as_ref() != Some(&wish)).then_some(Wished { person, wish })
}

/// The households whose number begins so, or that somebody found so belongs to.
fn households(desk: &mut Desk, typed: &str) -> Result<Vec<String>, Error> {
    let query = HouseholdQuery { text: typed.trim().to_string(), limit: SUGGESTED, ..HouseholdQuery::default() };
    let day = desk.reading_day();
    Ok(desk.book.household_rows(&query, day)?.rows.into_iter().map(|row| row.number).collect())
}

/// The villages of the book whose name has what is typed.
fn villages(desk: &mut Desk, typed: &str) -> Result<Vec<String>, Error> {
    let steering = desk.book.steering();
    let names = steering.villages().map(|(code, _)| steering.unit_name(code));
    Ok(names.filter(|name| name.contains(typed.trim())).take(SUGGESTED).collect())
}
