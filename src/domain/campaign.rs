//! Which period a day's figures belong to (专项行动; default: the calendar year), and the rules that figures follow.

use super::acts::CampaignFacts;
use super::region::RegionCode;
use crate::locale::say;
use chrono::{Datelike, Days, NaiveDate};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A period that cumulative figures belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// The campaign's name, or the year's.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Counts every day, not working days only.
    pub all_days: bool,
}

/// All campaigns of the book. A day belongs to the campaign set last among those that cover it, else to its year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Campaigns(Vec<CampaignFacts>);

/// Names the period of a day; equal for two days exactly when they belong to the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKey {
    /// The calendar year.
    Year(i32),
    /// The n-th campaign of the book.
    Campaign(usize),
}

impl Campaigns {
    /// From the campaign entries in order; a later one of the same name replaces the earlier.
    pub fn from_entries<'a>(entries: impl IntoIterator<Item = &'a CampaignFacts>) -> Self {
        let mut all: Vec<CampaignFacts> = Vec::new();
        for entry in entries {
            all.retain(|c| c.name != entry.name);
            all.push(entry.clone());
        }
        Self(all)
    }

    /// The campaigns, in the order in which they were set.
    pub fn all(&self) -> &[CampaignFacts] {
        &self.0
    }

    /// The period that a day belongs to.
    pub fn key(&self, day: NaiveDate) -> PeriodKey {
        self.0
            .iter()
            .rposition(|c| c.from <= day && day <= c.to)
            .map_or(PeriodKey::Year(day.year()), PeriodKey::Campaign)
    }

    /// The same, with name and dates.
    pub fn period(&self, day: NaiveDate) -> Period {
        let named = match self.key(day) {
            PeriodKey::Campaign(n) => self.0.get(n).map(Cow::Borrowed),
            PeriodKey::Year(_) => None,
        };
        match named {
            Some(c) => Period { name: c.name.clone(), from: c.from, to: c.to, all_days: c.all_days },
            None => Period {
                name: say!("domain-year", year = day.year()),
                from: NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day),
                to: NaiveDate::from_ymd_opt(day.year(), 12, 31).unwrap_or(day),
                all_days: false,
            },
        }
    }

    /// The first day after `day` that belongs to another period.
    pub fn next_boundary(&self, day: NaiveDate) -> Option<NaiveDate> {
        let here = self.key(day);
        let new_year = NaiveDate::from_ymd_opt(day.year() + 1, 1, 1);
        let mut edges: Vec<NaiveDate> = self
            .0
            .iter()
            .flat_map(|c| [Some(c.from), c.to.checked_add_days(Days::new(1))])
            .flatten()
            .chain(new_year)
            .filter(|&edge| edge > day)
            .collect();
        edges.sort_unstable();
        edges.into_iter().find(|&edge| self.key(edge) != here)
    }
}

/// What figures depend on besides the entries of their subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The campaigns.
    pub campaigns: Campaigns,
    /// The book's own unit: where people without a known village count (未归村).
    pub home: RegionCode,
    /// Villages that the book had numbered itself, and the official codes that they turned out to have.
    pub renumbered: BTreeMap<RegionCode, RegionCode>,
    /// A loss is answered when something is done about it within this many days.
    pub answer_days: u64,
    /// A spell of this many days makes a household's work stable (S1 一户一人以上稳定就业).
    pub stable_days: u64,
    /// Still home after this many days is a 疑点.
    pub still_home_days: u64,
}

impl Rules {
    /// The rules as shipped.
    pub fn new(home: RegionCode, campaigns: Campaigns) -> Self {
        Self { campaigns, home, renumbered: BTreeMap::new(), answer_days: 3, stable_days: 90, still_home_days: 30 }
    }

    /// The part of the book's own unit under which figures of a unit are kept: its village for a township, its township
    /// for a county (A6: each level adds up the one below).
    pub fn part_of(&self, unit: RegionCode) -> RegionCode {
        self.home.part(unit)
    }

    /// The unit that a stated village counts in; without one, the book's own (未归村).
    pub fn unit_of(&self, village: Option<RegionCode>) -> RegionCode {
        village.map_or(self.home, |code| self.renumbered.get(&code).copied().unwrap_or(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    #[test]
    fn a_day_belongs_to_one_period_and_boundaries_are_found() {
        let campaigns = Campaigns::from_entries(&[CampaignFacts {
            name: "返岗攻坚".into(),
            from: day(2, 10),
            to: day(3, 24),
            all_days: false,
        }]);
        assert_eq!(campaigns.key(day(2, 9)), PeriodKey::Year(2026));
        assert_eq!(campaigns.key(day(2, 10)), PeriodKey::Campaign(0));
        assert_eq!(campaigns.next_boundary(day(1, 5)), Some(day(2, 10)));
        assert_eq!(campaigns.next_boundary(day(3, 1)), Some(day(3, 25)));
        assert_eq!(campaigns.next_boundary(day(3, 25)), NaiveDate::from_ymd_opt(2027, 1, 1));
        assert_eq!(campaigns.period(day(3, 25)).name, "2026年度");
    }
}
