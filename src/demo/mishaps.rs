//! What goes wrong or comes late in an office: the wrong person, a report for a day already sealed, an entry taken
//! back after its day was sealed; and what happens in any township: a death, a move, a call-up. Counted back from the
//! last day, so that a short story has them too.

use super::story::{Memory, Note, Story};
use super::town::{Someone, Whereabouts};
use crate::book::Result;
use crate::domain::acts::{Fact, VisitFacts};
use crate::domain::facts::PersonFacts;
use crate::domain::keys::*;
use chrono::{Days, NaiveDate};

impl Story {
    /// The mishaps of a working day, in each township.
    pub fn mishaps(&mut self) -> Result<()> {
        (0..self.town.land.townships.len()).try_for_each(|township| self.mishaps_in(township))
    }

    fn mishaps_in(&mut self, township: usize) -> Result<()> {
        let left = (self.last - self.day).num_days();
        let villages = self.town.land.villages_of(township);
        let village = villages.start + self.dice.index(villages.len());
        if left % 5 == 1 || left == 0 {
            self.wrong_person(village)?;
        }
        if let Some(sealed) = self.sealed {
            if left % 4 == 0 {
                self.late_report(village, sealed)?;
            }
            if left % 6 == 2 || left == 0 {
                self.take_back(sealed)?;
            }
        }
        match left % 45 {
            3 | 17 => self.change(village, Status::Died),
            8 => self.change(village, Status::MovedOut),
            10 => self.change(village, Status::Army),
            1 | 9 => self.move_within(village),
            _ => Ok(()),
        }
    }

    fn minute(&mut self) -> u32 {
        (if self.day == self.last { 15 * 60 } else { 17 * 60 + 5 }) + self.dice.below(15)
    }

    /// A return is entered for the wrong one, taken back, and entered for the right one.
    fn wrong_person(&mut self, village: usize) -> Result<()> {
        let since = self.day - Days::new(4);
        let today = self.day;
        let fits = |s: &Someone| s.home_since.is_some_and(|d| d <= since) && s.touched.is_none_or(|d| d < today);
        let Some(who) = self.pools.meet(&self.town, &mut self.dice, Whereabouts::Home, village, fits) else {
            return Ok(());
        };
        let Some((id, Some(employer))) = self.town.people.get(who).map(|s| (s.id, s.employer)) else { return Ok(()) };
        let work = self.work(employer, self.day);
        let note = self.note(village, vec![id], Fact::Return(work));
        let minute = self.minute();
        if let Some(out) = self.tell(minute, vec![note])?
            && let Some(entry) = out.entries.first()
        {
            self.withdraw(minute + 1, entry.hash, "记错人,同村重名")?;
        }
        if let Some(someone) = self.town.people.get_mut(who) {
            someone.touched = Some(today);
        }
        self.return_to_work(village);
        self.tell_page(village, minute + 2)
    }

    fn tell_page(&mut self, village: usize, minute: u32) -> Result<()> {
        let notes = self.pages.get_mut(village).map(std::mem::take).unwrap_or_default();
        self.tell(minute, notes).map(|_| ())
    }

    /// A visit and a return of the day that was sealed last are told only now.
    fn late_report(&mut self, village: usize, sealed: NaiveDate) -> Result<()> {
        let mut notes: Vec<Note> = Vec::new();
        if let Some(family) = self.town.families.iter().rev().find(|f| f.village == village) {
            let visit = VisitFacts {
                by: VisitBy::Home,
                outcome: Outcome::Unchanged,
                need: None,
                next: None,
                note: Some("补录".into()),
            };
            notes.push(self.note(village, vec![family.id], Fact::Visit(visit)));
        }
        let fits = |s: &Someone| {
            s.home_since.is_some_and(|d| d + Days::new(4) <= sealed) && s.touched.is_none_or(|d| d < sealed)
        };
        if let Some(who) = self.pools.take(&self.town, &mut self.dice, Whereabouts::Home, village, fits)
            && let Some((id, Some(employer))) = self.town.people.get(who).map(|s| (s.id, s.employer))
        {
            let work = self.work(employer, sealed);
            notes.push(self.note(village, vec![id], Fact::Return(work)));
            if let Some(someone) = self.town.people.get_mut(who) {
                someone.touched = Some(self.day);
            }
            self.employ(who, employer, sealed);
        }
        notes.iter_mut().for_each(|n| n.draft.day = sealed);
        let minute = self.minute();
        self.tell(minute, notes).map(|_| ())
    }

    /// A beginning of work of a sealed day turns out not to have been.
    fn take_back(&mut self, sealed: NaiveDate) -> Result<()> {
        let untouched =
            |m: &Memory| m.day <= sealed && self.town.people.get(m.who).is_some_and(|s| s.touched == Some(m.day));
        let Some(at) = self.memory.iter().rposition(untouched) else { return Ok(()) };
        let memory = self.memory.remove(at);
        let minute = self.minute();
        self.withdraw(minute, memory.hash, "电话核实:本人尚未到岗")?;
        if let Some(someone) = self.town.people.get_mut(memory.who) {
            *someone = Someone { touched: Some(self.day), ..memory.before };
        }
        self.pools.put(&self.town, memory.who);
        Ok(())
    }

    /// Somebody dies, moves away, joins the army.
    fn change(&mut self, village: usize, status: Status) -> Result<()> {
        let today = self.day;
        let fits = |s: &Someone| {
            s.touched.is_none_or(|d| d < today)
                && match status {
                    Status::Army => s.man && (18..25).contains(&s.age),
                    Status::Died => s.age > 45,
                    _ => true,
                }
        };
        let old = |s: &&Someone| s.place == Whereabouts::Apart && s.age > 72 && s.village == village;
        let who = match status {
            Status::Died if self.dice.percent(70) => {
                let id = self.town.people.iter().find(old).map(|s| s.id);
                self.town.people.iter().position(|s| Some(s.id) == id)
            }
            Status::Died => self.pools.take(&self.town, &mut self.dice, Whereabouts::Away, village, fits),
            _ => self.pools.take(&self.town, &mut self.dice, Whereabouts::Idle, village, fits),
        };
        let Some(who) = who else { return Ok(()) };
        let facts = PersonFacts { status: Some(status), ..PersonFacts::default() };
        self.write(who, Fact::Person(Box::new(facts)), None);
        self.send(who, Whereabouts::Gone);
        let minute = self.minute();
        self.tell_page(village, minute)
    }

    /// Somebody marries into another village.
    fn move_within(&mut self, village: usize) -> Result<()> {
        let fits = |s: &Someone| !s.man && (20..40).contains(&s.age);
        let Some(who) = self.pools.take(&self.town, &mut self.dice, Whereabouts::Idle, village, fits) else {
            return Ok(());
        };
        let villages = self.town.land.villages_of(self.town.land.township_of(village));
        let to = villages.start + (village - villages.start + 5) % villages.len();
        let code = self.town.land.village(to);
        let facts = PersonFacts { village: Some(code), group: Some("二组".into()), ..PersonFacts::default() };
        self.write(who, Fact::Person(Box::new(facts)), None);
        if let Some(someone) = self.town.people.get_mut(who) {
            someone.village = to;
        }
        self.pools.put(&self.town, who);
        let minute = self.minute();
        self.tell_page(village, minute)
    }
}
