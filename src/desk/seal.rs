//! 封账 in two steps: what a seal would close is looked at ([`Desk::prepare_seal`]), whoever answers for it is asked, and only
//! then it is closed ([`Desk::seal`]).

use super::Desk;
use super::error::Result;
use crate::book::Recorded;
use crate::domain::acts::SealFacts;
use crate::domain::entry::Hash;
use crate::report::{self, Check, Report};
use crate::text;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// From so many days on, sealing asks whether all of them are meant: a long weekend is no question.
const MANY_DAYS: i64 = 10;

/// What a seal would close.
#[derive(Debug)]
pub struct Prospect {
    /// The day.
    pub day: NaiveDate,
    /// Its seal closes earlier days too, from this one on.
    pub several: Option<NaiveDate>,
    /// The day is yet to come.
    pub ahead: bool,
    /// The report as it would be sealed.
    pub model: Report,
    officer: String,
    seen: BTreeMap<String, (u64, String)>,
}

impl Prospect {
    /// Whether the day itself is so unusual that it should be asked about.
    pub fn is_unusual(&self) -> bool {
        self.ahead || self.several.is_some_and(|first| (self.day - first).num_days() >= MANY_DAYS)
    }

    /// The checks that do not hold.
    pub fn failing(&self) -> Vec<&Check> {
        self.model.checks.iter().filter(|c| !c.ok).collect()
    }
}

/// A sealed day.
#[derive(Debug, Clone, PartialEq)]
pub struct Sealed {
    /// Which.
    pub day: NaiveDate,
    /// 期号.
    pub issue: u32,
    /// The seal.
    pub hash: Hash,
    /// What was written.
    pub recorded: Recorded,
}

impl Desk {
    /// What sealing would close. Nothing is sealed; what cannot be is refused here already.
    pub fn prepare_seal(&mut self) -> Result<Prospect> {
        let day = self.sealing_day()?;
        self.book.may_seal(day)?;
        let several = self.book.steering().last_sealed().and_then(|last| last.succ_opt()).filter(|first| *first < day);
        let ahead = day > self.book.today();
        let officer = self.officer()?;
        // Before the figures are counted: what is written from here on makes the seal refuse.
        let seen = self.book.vector()?.0;
        let model = report::build(&mut self.book, day, &officer, true)?;
        Ok(Prospect { day, several, ahead, model, officer, seen })
    }

    /// Closes what was looked at. Refused where anything has been written since: its figures are not the book's any more.
    pub fn seal(&mut self, prospect: &Prospect, note: Option<&str>) -> Result<Sealed> {
        let Prospect { day, model, officer, seen, .. } = prospect;
        let (rendered, faults) = self.wording.render(model)?;
        let facts = SealFacts {
            issue: model.issue,
            seen: seen.clone(),
            beyond: Vec::new(),
            report: rendered.json,
            txt: rendered.txt,
            md: rendered.md,
            note: note.map(|note| text::clean(note).into_owned()),
        };
        let mut recorded = self.book.seal(*day, officer, facts)?;
        recorded.notices.extend(report::notices(&faults));
        let hash = recorded.entries.last().map(|e| e.hash).unwrap_or_default();
        Ok(Sealed { day: *day, issue: model.issue, hash, recorded })
    }
}
