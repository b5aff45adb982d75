//! The form of a job: a new one, or one that is to be brought up to date.

use crate::desk::jobs::{Posted, Posting, Range, range};
use crate::desk::{Desk, Error, words};
use crate::domain::job::{Board, JobFacts, JobSource, Sector};
use crate::domain::keys::Sex;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster;
use crate::tui::forms::{Filled, Form, Item, Kind};
use std::sync::Arc;

/// What its drafts are known by.
pub const DRAFT: &str = "vacancy";
/// So many employers and places are suggested.
const SUGGESTED: usize = 5;

/// A new job, or this one with its facts.
pub fn form(of: Option<(SubjectId, JobFacts)>) -> Form {
    let facts = of.as_ref().map(|(_, facts)| facts.clone()).unwrap_or_default();
    let id = of.map(|(id, _)| id);
    let title = match id {
        Some(_) => say!("vacancies-change"),
        None => say!("vacancies-new"),
    };
    let form = Form::new(title, items(&facts), move |filled, _cx| {
        let posting = posting(filled)?;
        Ok(Box::new(move |desk: &mut Desk| {
            let Posted { id: meant, drafts } = posting.drafts(desk)?;
            if id.is_some_and(|id| id != meant) {
                return Err(Error::refused(say!("vacancies-another")));
            }
            let known = id.is_none() && !drafts.beforehand.is_empty();
            let recorded = desk.record(drafts)?;
            let told = if known { say!("vacancies-known") } else { say!("vacancies-recorded") };
            Ok(recorded.notices.first().map_or(told.clone(), |notice| format!("{told}  {notice}")))
        }))
    });
    if id.is_none() { form.kept_as(DRAFT) } else { form }
}

fn items(facts: &JobFacts) -> Vec<Item> {
    let text = |key, label: String, value: &Option<String>| {
        Item::new(key, label, Kind::Text).with(value.as_deref().unwrap_or_default())
    };
    let range = |from: Option<u32>, to: Option<u32>| match (from, to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => {
            let part = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
            format!("{}-{}", part(from), part(to))
        }
    };
    let employers = Kind::Suggested(Arc::new(|desk: &mut Desk, typed: &str| {
        let hints = desk.book.suggest_work(typed, None, desk.reading_day(), SUGGESTED)?;
        Ok(hints.into_iter().filter_map(|hint| hint.work.employer).map(String::from).collect())
    }));
    let places = Kind::Suggested(Arc::new(|desk: &mut Desk, typed: &str| {
        let hints = desk.book.suggest_places(typed, SUGGESTED)?;
        Ok(hints.into_iter().map(|hint| words::place(&hint.place)).collect())
    }));
    let openings = facts.openings.map_or(String::new(), |n| n.to_string());
    let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    macro_rules! choice {
        ($key:literal, $label:expr, $of:ty, $value:expr) => {
            Item::new($key, $label, Kind::Choice(<$of>::ALL.iter().map(|word| word.name()).collect()))
                .at(<$of>::ALL.iter().position(|word| Some(*word) == $value))
        };
    }
    vec![
        Item::new("employer", say!("vacancies-employer"), employers)
            .required()
            .with(facts.employer.as_deref().unwrap_or_default()),
        text("occupation", say!("vacancies-occupation"), &facts.occupation).required(),
        Item::new("place", say!("vacancies-place"), places).required().with(facts.place.as_deref().unwrap_or_default()),
        text("phone", say!("vacancies-phone"), &facts.phone).required(),
        Item::new("openings", say!("vacancies-openings"), Kind::Number).required().with(&openings),
        Item::new("wage", say!("vacancies-wage-range"), Kind::Text).with(&range(facts.wage_from, facts.wage_to)),
        Item::new("age", say!("vacancies-age-range"), Kind::Text).with(&range(facts.age_from, facts.age_to)),
        choice!("sex", say!("vacancies-sex"), Sex, facts.sex),
        choice!("board", say!("vacancies-board"), Board, facts.board),
        text("skills", say!("vacancies-skills"), &facts.skills),
        text("education", say!("vacancies-education"), &facts.education),
        text("contact", say!("vacancies-contact"), &facts.contact),
        text("number", say!("vacancies-number"), &facts.number),
        choice!("source", say!("vacancies-source"), JobSource, facts.source),
        choice!("sector", say!("vacancies-sector"), Sector, facts.sector),
        Item::new("posted", say!("vacancies-posted"), Kind::Date).with(&day(facts.posted)),
        Item::new("closes", say!("vacancies-closes"), Kind::Date).with(&day(facts.closes)),
        text("note", say!("vacancies-note"), &facts.note),
    ]
}

/// What was filled in, or the item that is wrong and why.
fn posting(filled: &Filled<'_>) -> Result<Posting, (&'static str, String)> {
    let text = |key: &str| filled.text(key).unwrap_or_default();
    let ranged = |key: &'static str| -> Result<Option<Range>, (&'static str, String)> {
        filled.text(key).map(|typed| range(&typed).map_err(|why| (key, why))).transpose()
    };
    let phone = text("phone");
    if roster::read_phone(&phone.replace(' ', "")).is_none() {
        return Err(("phone", say!("vacancies-bad-phone")));
    }
    let openings = filled.number("openings").unwrap_or_default();
    if !(1..=100_000).contains(&openings) {
        return Err(("openings", say!("vacancies-bad-openings")));
    }
    let closes = filled.date("closes");
    if closes.is_some_and(|last| last < filled.today()) {
        return Err(("closes", say!("vacancies-bad-closes")));
    }
    Ok(Posting {
        employer: text("employer"),
        occupation: text("occupation"),
        place: text("place"),
        phone,
        openings,
        contact: filled.text("contact"),
        wage: ranged("wage")?,
        age: ranged("age")?,
        sex: filled.chosen("sex").and_then(|n| Sex::ALL.get(n)).copied(),
        skills: filled.text("skills"),
        education: filled.text("education"),
        board: filled.chosen("board").and_then(|n| Board::ALL.get(n)).copied(),
        sector: filled.chosen("sector").and_then(|n| Sector::ALL.get(n)).copied(),
        source: filled.chosen("source").and_then(|n| JobSource::ALL.get(n)).copied(),
        number: filled.text("number"),
        posted: filled.date("posted"),
        closes,
        note: filled.text("note"),
    })
}
