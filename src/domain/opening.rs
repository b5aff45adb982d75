//! What a roster tells of somebody's past besides how they stand: earlier and second jobs, and their place on the list
//! 应返岗. All of it is opening position: in stocks, never in flows.

use super::entry::Event;
use super::facts::{RosterFacts, StatedSpell};
use super::person::{Listing, Person, refresh};
use super::spell::{EndReason, WorkSpell};

impl Person {
    /// Takes over what the row tells. Work that the book has already (same beginning, employer and place) is not
    /// doubled; where only the row knows that it ended, it ends.
    pub(super) fn take_history(&mut self, row: &RosterFacts, event: &Event) {
        let mut met = vec![false; self.spells.len()];
        let mut fresh = Vec::new();
        for stated in &row.spells {
            let known = self.spells.iter().zip(&met).position(|(spell, met)| !met && same_work(spell, stated));
            match known.and_then(|n| Some((met.get_mut(n)?, self.spells.get_mut(n)?))) {
                Some((met, spell)) => {
                    *met = true;
                    refresh(&mut spell.work, &stated.work);
                    if stated.end.is_some() && spell.end != stated.end {
                        spell.end = stated.end;
                        spell.end_reason = Some(EndReason::Roster);
                    }
                }
                None => fresh.push(WorkSpell {
                    start: stated.work.start,
                    end: stated.end,
                    end_reason: stated.end.map(|_| EndReason::Roster),
                    work: stated.work.clone(),
                    opening: true,
                    nature: None,
                    day: event.day(),
                    entry: event.order.hash,
                }),
            }
        }
        // Before the present job, which of two that began on one day is the later entered.
        self.spells.splice(0..0, fresh);
        if let Some(since) = row.home {
            self.listing = Some(Listing { since, returned: row.returned });
        }
    }
}

fn same_work(spell: &WorkSpell, stated: &StatedSpell) -> bool {
    spell.start == stated.work.start
        && spell.work.employer == stated.work.employer
        && spell.work.place == stated.work.place
}
