//! What a roster tells of somebody's past besides how they stand: earlier and second jobs, and their place on the list
//! 应返岗. All of it is opening position: in stocks, never in flows.

use super::entry::Event;
use super::facts::{RosterFacts, StatedSpell};
use super::person::{Listing, Person};
use super::spell::{EndReason, WorkSpell};
use chrono::NaiveDate;

impl Person {
    /// Takes over what the row tells. Work that the book has already (same beginning, employer and place) is not
    /// doubled; where only the row knows that it ended, it ends.
    ///
    /// `heard`: the day of the newest roster so far. What that one says is not undone by an older one that comes later.
    pub(super) fn take_history(&mut self, row: &RosterFacts, event: &Event, heard: Option<NaiveDate>) {
        let latest = heard.is_none_or(|heard| heard <= row.as_of);
        let mut met = vec![false; self.spells.len()];
        let mut fresh = Vec::new();
        for stated in &row.spells {
            let known = self.spells.iter().zip(&met).position(|(spell, met)| !met && same_work(spell, stated));
            match known.and_then(|n| Some((met.get_mut(n)?, self.spells.get_mut(n)?))) {
                Some((met, spell)) => {
                    *met = true;
                    if latest {
                        spell.go_on(&stated.work);
                    }
                    if (latest || spell.end.is_none()) && stated.end.is_some() && spell.end != stated.end {
                        spell.end = stated.end;
                        spell.end_reason = Some(EndReason::Roster);
                    }
                }
                // Work that a newer roster no longer told of, and nobody knows the end of.
                None if !latest && stated.end.is_none() => {}
                None => fresh.push(WorkSpell {
                    start: stated.work.start,
                    end: stated.end,
                    end_reason: stated.end.map(|_| EndReason::Roster),
                    work: stated.work.clone(),
                    opening: true,
                    nature: None,
                    day: event.day(),
                    entry: event.order.hash,
                    earlier_trips: Vec::new(),
                }),
            }
        }
        // Before the present job, which of two that began on one day is the later entered.
        self.spells.splice(0..0, fresh);
        if let Some(since) = row.home.filter(|_| latest || self.listing.is_none()) {
            self.listing = Some(Listing { since, returned: row.returned });
        }
    }
}

fn same_work(spell: &WorkSpell, stated: &StatedSpell) -> bool {
    spell.start == stated.work.start
        && spell.work.employer == stated.work.employer
        && spell.work.place == stated.work.place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::acts::Fact;
    use crate::domain::entry::{DeviceId, Hash, Order};
    use crate::domain::facts::{HouseholdFacts, PersonFacts, WorkFacts};
    use crate::domain::region::RegionCode;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn row(as_of: NaiveDate, wage: u32, end: Option<NaiveDate>, home: NaiveDate) -> RosterFacts {
        let work = WorkFacts {
            start: Some(day(1, 5)),
            employer: Some("测试厂".into()),
            wage: Some(wage),
            ..WorkFacts::default()
        };
        RosterFacts {
            as_of,
            person: PersonFacts::default(),
            household: HouseholdFacts::default(),
            work: None,
            spells: vec![StatedSpell { work, end }],
            home: Some(home),
            returned: None,
            cleared: Vec::new(),
        }
    }

    #[test]
    fn an_older_roster_that_comes_later_does_not_undo_the_newer_one() {
        let mut person = Person::default();
        let newer = row(day(3, 1), 5_000, Some(day(2, 20)), day(2, 21));
        let older = row(day(2, 1), 4_000, Some(day(1, 30)), day(1, 31));
        let take = |person: &mut Person, row: &RosterFacts, seq| {
            let order = Order {
                day: day(3, 5),
                at: seq,
                device: DeviceId([1; 16]),
                seq: seq as u64,
                hash: Hash([seq as u8; 32]),
            };
            let fact = Fact::Roster(Box::new(row.clone()));
            let event = Event { order, subjects: Vec::new(), unit: RegionCode::parse("529999001").unwrap(), fact };
            let heard = (seq > 1).then_some(day(3, 1));
            person.take_history(row, &event, heard);
        };
        take(&mut person, &newer, 1);
        let told = person.clone();
        take(&mut person, &older, 2);
        assert_eq!(person, told);
    }
}
