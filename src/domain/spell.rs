//! A work spell (务工经历): a half-open interval of days. "Employed on day D" means that a spell covers D, past days
//! included.

use super::entry::Hash;
use super::facts::WorkFacts;
use super::keys::{LossReason, Nature, Status};
use super::subject::SubjectId;
use chrono::{Datelike, NaiveDate};

/// Why a spell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// 失业.
    Loss(LossReason),
    /// A later full-time spell began.
    Superseded,
    /// Came home to stay without a loss of work.
    CameHome,
    /// School, army, prison or death.
    Status(Status),
    /// A later roster says otherwise.
    Roster,
}

/// One piece of work from its first day to the first day without it.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkSpell {
    /// First day; `None` lies before the book's time.
    pub start: Option<NaiveDate>,
    /// First day without the job; `None` while it lasts.
    pub end: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Where, with whom, for how much.
    pub work: WorkFacts,
    /// Brought by a roster: in stocks, never in flows.
    pub opening: bool,
    /// How it began; `None` for an opening spell.
    pub nature: Option<Nature>,
    /// The business day that counts its beginning.
    pub day: NaiveDate,
    /// The entry that began it.
    pub entry: Hash,
    /// Trips that brought the person back to it before the last one, which `work` names.
    pub earlier_trips: Vec<SubjectId>,
}

impl WorkSpell {
    /// start ≤ D < end.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day < end)
    }

    /// Holds no day at all (replaced on the day it began).
    pub fn is_empty(&self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if end <= start)
    }

    /// Has covered a day of `day`'s calendar year by the end of `day`.
    pub fn in_year_of(&self, day: NaiveDate) -> bool {
        let begun = self.start.is_none_or(|start| start <= day);
        let reaches = self.end.is_none_or(|end| end.pred_opt().is_some_and(|last| last.year() >= day.year()));
        begun && reaches && !self.is_empty()
    }

    /// Covers `day` and has lasted at least `days` days by then; an unknown start lies long before.
    pub fn stable_on(&self, day: NaiveDate, days: u64) -> bool {
        self.covers(day) && self.start.is_none_or(|start| (day - start).num_days() + 1 >= days as i64)
    }

    /// The same work goes on, as `work` states it; what that leaves open stays.
    pub fn go_on(&mut self, work: &WorkFacts) {
        let before = self.work.trip;
        refresh(&mut self.work, work);
        if before != self.work.trip {
            self.earlier_trips.extend(before);
        }
    }

    /// Whether this trip brought the person to it.
    pub fn came_by(&self, trip: SubjectId) -> bool {
        self.work.trip == Some(trip) || self.earlier_trips.contains(&trip)
    }

    /// Same employer, both known.
    pub fn same_employer(&self, work: &WorkFacts) -> bool {
        matches!((&self.work.employer, &work.employer), (Some(a), Some(b)) if a.trim() == b.trim())
    }
}

/// The spell under which a person counts on a day: the latest begun, then the latest entered.
pub fn main_on(spells: &[WorkSpell], day: NaiveDate) -> Option<usize> {
    spells
        .iter()
        .enumerate()
        .filter(|(_, spell)| spell.covers(day))
        .max_by_key(|(n, spell)| (spell.start, *n))
        .map(|(n, _)| n)
}

/// Takes over what `new` states; what it leaves open stays.
fn refresh(work: &mut WorkFacts, new: &WorkFacts) {
    macro_rules! take {
        ($($field:ident)+) => { $(if new.$field.is_some() { work.$field.clone_from(&new.$field); })+ };
    }
    take!(place place_code place_class employer occupation industry channel wage contract organised_by trip);
}
