//! What papers say of a person: a roster's row, and facts that an officer puts right. What the field has recorded since
//! a paper's date goes before it.

use super::Person;
use crate::domain::entry::Event;
use crate::domain::facts::{PersonFacts, RosterFacts, StatedWork, WorkFacts};
use crate::domain::keys::*;
use crate::domain::spell::{EndReason, WorkSpell, main_on};
use chrono::NaiveDate;

pub(super) fn newer(date: &mut Option<NaiveDate>, effective: NaiveDate) -> bool {
    let wins = date.is_none_or(|d| d <= effective);
    if wins {
        *date = Some(effective);
    }
    wins
}

impl Person {
    pub(super) fn apply_facts(&mut self, new: &PersonFacts, effective: NaiveDate) {
        macro_rules! set {
            ($dates:ident: $($field:ident)+) => {
                if $(new.$field.is_some())||+ && newer(&mut self.dates.$dates, effective) {
                    $(if new.$field.is_some() { self.facts.$field.clone_from(&new.$field); })+
                }
            };
        }
        set!(capacity: capacity);
        set!(wish: wish);
        set!(village: village group);
        set!(household: household relation);
        set!(phone: phone phone2);
        set!(rest: name id_no sex birth ethnic person_no education school graduates health disability residence
            why_idle skills training_wish unemployed_since hardship import_note);
        if let Some(status) = new.status
            && newer(&mut self.dates.status, effective)
        {
            // A roster that repeats what is known ends nothing.
            if self.facts.status.replace(status) != Some(status) {
                self.end_by_status(status, effective);
            }
        }
        if new.certificate.is_some() {
            self.facts.certificate.clone_from(&new.certificate);
        }
        self.known |= self.facts.name.is_some();
    }

    /// School, army, prison and death end the work that covers their day; moving away does not.
    fn end_by_status(&mut self, status: Status, day: NaiveDate) {
        let full_time_only = match status {
            Status::Active | Status::MovedOut => return,
            Status::School => true,
            Status::Army | Status::Prison | Status::Died => false,
        };
        for spell in &mut self.spells {
            if spell.covers(day) && !(full_time_only && spell.work.part_time) {
                spell.end = Some(day);
                spell.end_reason = Some(EndReason::Status(status));
            }
        }
    }

    pub(super) fn apply_roster(&mut self, row: &RosterFacts, event: &Event) {
        self.missing = None;
        let heard = self.roster.replace(self.roster.map_or(row.as_of, |r| r.max(row.as_of)));
        self.apply_facts(&row.person, row.as_of);
        self.known = true;
        for field in &row.cleared {
            self.clear(field, row.as_of);
        }
        let covering = main_on(&self.spells, event.day());
        if !row.cleared.is_empty()
            && self.worked_on.is_none_or(|day| day <= row.as_of)
            && let Some(spell) = covering.and_then(|n| self.spells.get_mut(n)).filter(|spell| spell.opening)
        {
            row.cleared.iter().for_each(|field| clear_work(&mut spell.work, field));
        }
        if let Some(stated) = &row.work {
            self.apply_stated(stated, row, event, heard);
        }
        if self.worked_on.is_none_or(|day| day <= row.as_of) {
            self.take_history(row, event, heard);
        }
    }

    fn apply_stated(&mut self, stated: &StatedWork, row: &RosterFacts, event: &Event, heard: Option<NaiveDate>) {
        let covering = main_on(&self.spells, event.day());
        if self.worked_on.is_some_and(|day| day > row.as_of) {
            let agrees = match stated {
                StatedWork::Working(_) => covering.is_some(),
                StatedWork::Idle | StatedWork::Farming => covering.is_none(),
            };
            // The same roster again claims nothing that it had not claimed before.
            if !agrees && heard.is_none_or(|heard| heard < row.as_of) {
                self.overruled = Some(row.as_of);
            }
            return;
        }
        self.farming = *stated == StatedWork::Farming;
        match (stated, covering.and_then(|n| self.spells.get_mut(n))) {
            (StatedWork::Working(work), Some(spell)) if spell.same_employer(work) || work.employer.is_none() => {
                spell.go_on(work);
                if spell.start.is_none() {
                    spell.start = work.start;
                }
            }
            (StatedWork::Working(work), covering) => {
                if let Some(spell) = covering {
                    spell.end = Some(work.start.unwrap_or(row.as_of));
                    spell.end_reason = Some(EndReason::Roster);
                }
                self.spells.push(WorkSpell {
                    start: work.start,
                    end: None,
                    end_reason: None,
                    work: work.clone(),
                    opening: true,
                    nature: None,
                    day: event.day(),
                    entry: event.order.hash,
                    earlier_trips: Vec::new(),
                });
            }
            (StatedWork::Idle | StatedWork::Farming, Some(spell)) => {
                spell.end = Some(row.as_of);
                spell.end_reason = Some(EndReason::Roster);
            }
            (StatedWork::Idle | StatedWork::Farming, None) => {}
        }
    }

    fn clear(&mut self, field: &str, effective: NaiveDate) {
        let facts = &mut self.facts;
        match field {
            "capacity" if newer(&mut self.dates.capacity, effective) => facts.capacity = None,
            "phone" if newer(&mut self.dates.phone, effective) => facts.phone = None,
            "phone2" if newer(&mut self.dates.phone, effective) => facts.phone2 = None,
            "wish" if newer(&mut self.dates.wish, effective) => facts.wish = None,
            "village" if newer(&mut self.dates.village, effective) => facts.village = None,
            "group" => facts.group = None,
            "ethnic" => facts.ethnic = None,
            "education" => facts.education = None,
            "school" => facts.school = None,
            "graduates" => facts.graduates = None,
            "health" => facts.health = None,
            "disability" => facts.disability = None,
            "residence" => facts.residence = None,
            "why_idle" => facts.why_idle = None,
            "skills" => facts.skills = None,
            "training_wish" => facts.training_wish = None,
            "unemployed_since" => facts.unemployed_since = None,
            "hardship" => facts.hardship = None,
            "relation" => facts.relation = None,
            "person_no" => facts.person_no = None,
            _ => {}
        }
    }
}

/// Blanks what a roster blanks of the work that a roster had stated.
fn clear_work(work: &mut WorkFacts, field: &str) {
    match field {
        "place" => (work.place, work.place_code, work.place_class) = (None, None, None),
        "employer" => work.employer = None,
        "occupation" => work.occupation = None,
        "industry" => work.industry = None,
        "channel" => work.channel = None,
        "wage" => work.wage = None,
        "contract" => work.contract = None,
        "organised_by" => work.organised_by = None,
        _ => {}
    }
}
