//! What has changed of a person, as far as it is no act of the day: checked, and read, before it is a draft.

use super::Drafts;
use crate::desk::error::{Error, Result};
use crate::desk::{Desk, who};
use crate::domain::acts::Fact;
use crate::domain::facts::{Certificate, PersonFacts};
use crate::domain::id_number;
use crate::domain::keys::{Capacity, Status};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::roster;
use chrono::NaiveDate;
use compact_str::CompactString;

/// 情况变更: what changed of a person; what is `None` stays.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each field is the field of the record of the same name
pub struct Change {
    pub person: SubjectId,
    pub status: Option<Status>,
    pub capacity: Option<Capacity>,
    pub phone: Option<CompactString>,
    /// A code or a name.
    pub village: Option<String>,
    pub group: Option<CompactString>,
    /// Its number.
    pub household: Option<String>,
    pub name: Option<CompactString>,
    pub id_no: Option<String>,
    pub education: Option<CompactString>,
    pub skills: Option<CompactString>,
    pub why_idle: Option<CompactString>,
    pub graduates: Option<NaiveDate>,
    pub certificate: Option<Certificate>,
}

impl Change {
    /// A change of nothing yet.
    pub fn of(person: SubjectId) -> Self {
        Self {
            person,
            status: None,
            capacity: None,
            phone: None,
            village: None,
            group: None,
            household: None,
            name: None,
            id_no: None,
            education: None,
            skills: None,
            why_idle: None,
            graduates: None,
            certificate: None,
        }
    }

    /// The change, its number and phone checked.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let (book, day) = (&desk.book, desk.recording_day()?);
        let id_no = match &self.id_no {
            Some(text) => {
                let reading = id_number::read(text, day).map_err(|e| Error::refused(e.message()))?;
                if book.find(reading.id.as_str(), 2, day)?.iter().any(|hit| hit.id != self.person) {
                    return Err(Error::refused(say!("cli-record-id-taken")));
                }
                Some(reading.id)
            }
            None => None,
        };
        let phone = match self.phone.as_deref() {
            Some(text) => Some(
                roster::read_phone(&text.replace(' ', ""))
                    .ok_or_else(|| Error::refused(say!("cli-record-no-phone", text = who::typed(text))))?,
            ),
            None => None,
        };
        let household = match &self.household {
            Some(text) => {
                Some(book.household_named(text)?.unwrap_or(SubjectId::derived(SubjectKind::Household, text.trim())))
            }
            None => None,
        };
        let facts = PersonFacts {
            name: self.name,
            id_no: id_no.map(|id| id.as_str().into()),
            sex: id_no.map(|id| id.sex()),
            birth: id_no.map(|id| id.birth()),
            status: self.status,
            capacity: self.capacity,
            phone: phone.map(Into::into),
            village: self.village.as_deref().map(|text| who::village(book, text)).transpose()?,
            group: self.group,
            household,
            education: self.education,
            skills: self.skills,
            why_idle: self.why_idle,
            graduates: self.graduates,
            certificate: self.certificate,
            ..PersonFacts::default()
        };
        if facts == PersonFacts::default() {
            return Err(Error::refused(say!("cli-record-no-change")));
        }
        Ok(desk.draft(vec![self.person], Fact::Person(Box::new(facts)))?.into())
    }
}
