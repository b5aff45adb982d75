//! Forms of a person's page: what has changed of somebody, and taking an entry back.

use crate::desk::acts::{Change, Drafts, Wished};
use crate::desk::{Desk, Error};
use crate::domain::codes;
use crate::domain::entry::Hash;
use crate::domain::facts::{Certificate, PersonFacts, Wish};
use crate::domain::keys::{Capacity, Status, WishKey};
use crate::domain::subject::SubjectId;
use crate::locale::{Lang, say};
use crate::tui::forms::{Filled, Form, Item, Kind};
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
pub fn form(id: SubjectId, facts: &PersonFacts, village: &str) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
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
        Item::new("education", say!("cli-fact-education"), Kind::Choice(educations))
            .at(education.iter().position(|name| Some(*name) == facts.education.as_deref())),
        Item::new("skills", say!("cli-fact-skills"), Kind::Text).with(&text(&facts.skills)),
        Item::new("why-idle", say!("cli-fact-why-idle"), Kind::Text).with(&text(&facts.why_idle)),
        Item::new("village", say!("cli-fact-village"), Kind::Suggested(Arc::new(villages))).with(village),
        Item::new("group", say!("cli-fact-group"), Kind::Text).with(&text(&facts.group)),
    ];
    let before = facts.clone();
    let village = village.to_string();
    let title = say!("people-change", name = facts.name.clone().unwrap_or_default());
    Form::new(title, items, move |filled, _cx| {
        let education = filled.chosen("education").and_then(|n| education.get(n)).map(|name| name.to_string());
        let changed = changed(id, &before, &village, filled, education);
        let wished = wished(id, &before, filled);
        if changed == Change::of(id) && wished.is_none() {
            return Err(("phone", say!("people-nothing-changed")));
        }
        Ok(Box::new(move |desk: &mut Desk| {
            let mut all = Drafts::default();
            if changed != Change::of(id) {
                all.drafts.extend(changed.drafts(desk)?.drafts);
            }
            if let Some(wished) = wished {
                all.drafts.extend(wished.drafts(desk)?.drafts);
            }
            let recorded = desk.record(all)?;
            let told = say!("people-changed");
            Ok(recorded.notices.first().map_or(told.clone(), |notice| format!("{told}  {notice}")))
        }))
    })
}

/// What differs from what stood there; what was emptied stays as it was.
fn changed(
    id: SubjectId,
    before: &PersonFacts,
    village: &str,
    filled: &Filled<'_>,
    education: Option<String>,
) -> Change {
    let new = |key: &str, old: &Option<String>| filled.text(key).filter(|text| Some(text) != old.as_ref());
    let date = filled.date("certificate").filter(|date| before.certificate.as_ref().is_none_or(|c| c.date != *date));
    let status = filled.chosen("status").and_then(|n| Status::ALL.get(n)).copied();
    Change {
        phone: new("phone", &before.phone),
        status: status.filter(|status| *status != before.status.unwrap_or(Status::Active)),
        capacity: filled
            .chosen("capacity")
            .and_then(|n| Capacity::ALL.get(n))
            .copied()
            .filter(|capacity| Some(*capacity) != before.capacity),
        certificate: date.map(|date| Certificate { number: None, date }),
        education: education.filter(|word| Some(word) != before.education.as_ref()),
        skills: new("skills", &before.skills),
        why_idle: new("why-idle", &before.why_idle),
        village: filled.text("village").filter(|name| name != village),
        group: new("group", &before.group),
        ..Change::of(id)
    }
}

fn wished(person: SubjectId, before: &PersonFacts, filled: &Filled<'_>) -> Option<Wished> {
    let wish = Wish {
        wish: *filled.chosen("wish").and_then(|n| WishKey::ALL.get(n))?,
        signed: filled.is_on("signed"),
        place: filled.text("wish-place"),
        occupation: filled.text("wish-work"),
        wage: filled.number("wish-wage"),
    };
    (before.wish.as_ref() != Some(&wish)).then_some(Wished { person, wish })
}

/// The villages of the book whose name has what is typed.
fn villages(desk: &mut Desk, typed: &str) -> Result<Vec<String>, Error> {
    let steering = desk.book.steering();
    let names = steering.villages().map(|(code, _)| steering.unit_name(code));
    Ok(names.filter(|name| name.contains(typed.trim())).take(SUGGESTED).collect())
}
