//! A list pasted from a chat group, at the desk: who is meant, what would be recorded of each, and all of it recorded
//! as one batch. Nobody is guessed: where several bear a name, or nobody does, the officer chooses.

mod plan;

pub use plan::{act_of, judge, open_trips, record};

use super::Desk;
use super::error::Result;
use crate::book::{Gazetteer, Hit, WorkHint};
use crate::domain::keys::{LossReason, Nature, Outcome, PlaceClass, Sex, VisitBy};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::roster::pasted::{self, Hint, ListAct, Lore, What};
use crate::text;
use chrono::NaiveDate;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

/// So many employers are known by a part of their name.
const EMPLOYERS: usize = 2_000;
/// So many members of a household are shown.
const MEMBERS: usize = 12;
/// The score from which somebody bears the name itself.
const SAME_NAME: u32 = 90;
/// So many digits are a phone's.
const PHONE: usize = 11;

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number in what was pasted, from 1.
    pub line: usize,
    /// The line, cleaned.
    pub text: String,
    /// What it is; of a person, what it says.
    pub what: What,
    /// Who may be meant, the likeliest first.
    pub who: Vec<Hit>,
    /// Who is meant.
    pub person: Option<Hit>,
    /// Whether it is to be recorded.
    pub on: bool,
    /// Somebody who stands in an earlier line already: its number.
    pub twice: Option<usize>,
}

impl Line {
    /// What it says of a person.
    pub fn hint(&self) -> Option<&Hint> {
        if let What::Person(hint) = &self.what { Some(hint) } else { None }
    }
}

/// What holds for every line that says nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Common {
    /// What the list reports.
    pub act: ListAct,
    /// The trip, for [`ListAct::Bus`].
    pub trip: Option<SubjectId>,
    /// 单位.
    pub employer: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// CNY a month.
    pub wage: Option<u32>,
    /// When; `None` = the business day.
    pub day: Option<NaiveDate>,
    /// What a visit came to.
    pub outcome: Outcome,
    /// How it was made.
    pub by: VisitBy,
    /// Why a job was lost.
    pub reason: LossReason,
}

impl Common {
    /// Nothing but the act.
    pub fn of(act: ListAct) -> Self {
        Self {
            act,
            trip: None,
            employer: None,
            place: None,
            wage: None,
            day: None,
            outcome: Outcome::Unchanged,
            by: VisitBy::Home,
            reason: LossReason::Other,
        }
    }
}

/// What would be recorded of a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    /// What, for the table: act, employer, place, wage.
    pub words: String,
    /// For a beginning of work, its nature.
    pub nature: Option<Nature>,
    /// What the officer should know.
    pub notices: Vec<String>,
    /// Why it cannot be recorded, in words.
    pub refusal: Option<String>,
    /// It cannot be recorded because something is not said, and not because of whom it is said.
    pub lacks: bool,
}

/// A trip that people can still be put on.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenTrip {
    /// Its id.
    pub id: SubjectId,
    /// As an officer reads it.
    pub words: String,
}

struct Known<'a> {
    day: NaiveDate,
    desk: &'a Desk,
    gazetteer: Gazetteer,
    names: FxHashSet<String>,
    employers: Vec<(String, WorkHint)>,
    places: RefCell<FxHashMap<String, bool>>,
}

impl Known<'_> {
    /// The employer meant by a part of its name, where only one can be.
    fn employer(&self, typed: &str) -> Option<&WorkHint> {
        let typed = text::fold_name(typed);
        if typed.chars().count() < 2 {
            return None;
        }
        if let Some((_, hint)) = self.employers.iter().find(|(name, _)| *name == typed) {
            return Some(hint);
        }
        let part = |(name, _): &&(String, WorkHint)| name.contains(&typed) || typed.contains(name.as_str());
        let mut fitting = self.employers.iter().filter(part);
        let first = fitting.next()?;
        let only = fitting.next().is_none();
        let begins = || self.employers.iter().filter(|(name, _)| name.starts_with(&typed)).collect::<Vec<_>>();
        match only {
            true => Some(&first.1),
            false => {
                if let [one] = begins().as_slice() {
                    Some(&one.1)
                } else {
                    None
                }
            }
        }
    }
}

impl Lore for Known<'_> {
    fn today(&self) -> NaiveDate {
        self.day
    }

    fn is_name(&self, text: &str) -> bool {
        self.names.contains(text)
    }

    fn village(&self, text: &str) -> Option<RegionCode> {
        let steering = self.desk.book.steering();
        steering.units_named(text).iter().copied().find(|code| self.desk.book.unit().contains(*code))
    }

    fn is_place(&self, text: &str) -> bool {
        if let Some(known) = self.places.borrow().get(text) {
            return *known;
        }
        let known = self.gazetteer.locate(text).class != PlaceClass::Unknown;
        self.places.borrow_mut().insert(text.to_string(), known);
        known
    }

    fn is_employer(&self, text: &str) -> bool {
        let typed = text::fold_name(text);
        self.employers.iter().any(|(name, _)| name.contains(&typed))
    }
}

fn known<'a>(desk: &'a Desk, names: FxHashSet<String>) -> Result<Known<'a>> {
    let day = desk.recording_day()?;
    let hints = desk.book.suggest_work("", None, day, EMPLOYERS)?;
    let employers = hints
        .into_iter()
        .filter_map(|hint| Some((text::fold_name(hint.work.employer.as_deref()?), hint)))
        .filter(|(name, _)| name.chars().count() >= 2)
        .collect();
    Ok(Known { day, desk, gazetteer: desk.book.gazetteer(), names, employers, places: RefCell::default() })
}

/// Reads a pasted list and looks everybody up; gives what it seems to report, and its rows.
pub fn read(desk: &Desk, list: &str) -> Result<(Option<ListAct>, Vec<Line>)> {
    let day = desk.recording_day()?;
    let names = desk.book.names_among(&pasted::possible_names(list, day))?;
    let read = pasted::read(list, &known(desk, names)?);
    let named: Vec<(&str, Option<RegionCode>)> = read
        .rows
        .iter()
        .filter_map(
            |row| if let What::Person(hint) = &row.what { Some((hint.name.as_str(), hint.village)) } else { None },
        )
        .collect();
    let mut found = desk.book.candidates_for(&named, day)?.into_iter();
    let mut lines: Vec<Line> = Vec::with_capacity(read.rows.len());
    let mut met: FxHashMap<SubjectId, usize> = FxHashMap::default();
    for row in read.rows {
        let (line, text, what) = (row.line, row.text, row.what);
        let mut out = Line { line, text, what, who: Vec::new(), person: None, on: false, twice: None };
        if let What::Person(hint) = &out.what {
            out.who = found.next().unwrap_or_default();
            out.person = meant(desk, hint, &mut out.who, day)?;
            if let Some(person) = &out.person {
                out.twice = met.get(&person.id).copied();
                met.entry(person.id).or_insert(line);
            }
            out.on = out.person.is_some() && hint.not_gone.is_none() && out.twice.is_none();
        }
        lines.push(out);
    }
    Ok((read.act, lines))
}

/// Who is meant, where only one can be.
fn meant(desk: &Desk, hint: &Hint, who: &mut Vec<Hit>, day: NaiveDate) -> Result<Option<Hit>> {
    if let Some((_, woman)) = &hint.kin {
        *who = family(desk, who, *woman, day)?;
        return Ok(None);
    }
    if let Some(tail) = &hint.tail {
        let ids: Vec<SubjectId> = who.iter().map(|hit| hit.id).collect();
        let people = desk.book.people_on(&ids, day)?;
        let ends =
            |number: &Option<CompactString>| number.as_deref().is_some_and(|number| number.ends_with(tail.as_str()));
        let fitting: FxHashSet<SubjectId> = ids
            .iter()
            .zip(&people)
            .filter(|(_, person)| ends(&person.facts.id_no) || ends(&person.facts.phone))
            .map(|(id, _)| *id)
            .collect();
        if !fitting.is_empty() {
            who.retain(|hit| fitting.contains(&hit.id));
            return Ok(if let [one] = who.as_slice() { Some(one.clone()) } else { None });
        }
        // Phones change; a number that is nobody's of that name is somebody else's.
        if tail.len() != PHONE {
            return Ok(None);
        }
    }
    let best = who.first().map_or(0, |hit| hit.score);
    let mut same = who.iter().filter(|hit| hit.score == best);
    Ok(match (same.next(), same.next()) {
        (Some(one), None) if best >= SAME_NAME => Some(one.clone()),
        _ => None,
    })
}

/// The others of the households of these.
fn family(desk: &Desk, of: &[Hit], woman: Option<bool>, day: NaiveDate) -> Result<Vec<Hit>> {
    let mut out: Vec<Hit> = Vec::new();
    for head in of {
        let Some(number) = &head.household else { continue };
        for member in desk.book.find(number, MEMBERS, day)? {
            let sex = match woman {
                Some(true) => member.sex == Some(Sex::Female),
                Some(false) => member.sex == Some(Sex::Male),
                None => true,
            };
            let other = member.household.as_ref() == Some(number) && member.id != head.id;
            if other && sex && !out.iter().any(|hit| hit.id == member.id) {
                out.push(member);
            }
        }
    }
    Ok(out)
}
