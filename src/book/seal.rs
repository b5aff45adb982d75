//! 封账: closing the day. A seal holds the printed bytes and the vector that it saw; days seal in ascending order, and
//! a sealed day reprints byte for byte for ever.

use super::Book;
use super::error::{Error, Result};
use super::exchange::vector_of;
use super::record::{Draft, Recorded};
use super::row::{ENTRY, entry_of, has_hash};
use crate::domain::acts::{Fact, KeeperFacts, SealFacts};
use crate::domain::entry::{Event, Hash};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDate;

/// What a seal printed.
#[derive(Debug, Clone, PartialEq)]
pub struct SealRow {
    /// Its identity; reports print the first 8 hex digits.
    pub hash: Hash,
    /// The printed bytes.
    pub facts: SealFacts,
}

/// Stands in the printed bytes where the seal's own hash goes: the hash covers the bytes, so it can't be in them.
pub const SEAL_HERE: &str = "\u{2039}seal\u{203a}";

impl Book {
    /// What was printed when this day was sealed, the seal's hash put in.
    pub fn sealed(&self, day: NaiveDate) -> Result<Option<SealRow>> {
        let Some(mark) = self.steering.seal_on(day) else { return Ok(None) };
        let sql = format!("SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device WHERE {}", has_hash("e", "?1"));
        let entry = self.conn.prepare_cached(&sql)?.query_row([mark.hash.0], entry_of)?;
        let Fact::Seal(facts) = Event::of(&entry).fact else { return Ok(None) };
        let mut facts = *facts;
        let short = mark.hash.short();
        for text in [&mut facts.report, &mut facts.txt, &mut facts.md] {
            *text = text.replace(SEAL_HERE, &short);
        }
        Ok(Some(SealRow { hash: mark.hash, facts }))
    }

    /// Refuses where `day` can't be sealed now.
    pub fn may_seal(&self, day: NaiveDate) -> Result<()> {
        if let Some(last) = self.steering.last_sealed()
            && day <= last
        {
            return Err(Error::refused(if day == last {
                say!("book-sealed-already", day = day)
            } else {
                say!("book-seal-order", day = day, last = last)
            }));
        }
        Ok(())
    }

    /// Seals every unsealed day up to `day`. `facts.seen` is the book's vector from before the report was made: where
    /// anything has been written since, the figures are not those of the book any more, and the seal is refused.
    pub fn seal(&mut self, day: NaiveDate, officer: &str, mut facts: SealFacts) -> Result<Recorded> {
        self.refresh()?;
        self.may_seal(day)?;
        let (seen, count) = (facts.seen.clone(), self.entries()?);
        facts.beyond = super::exchange::unreached(&self.conn, &facts.seen)?
            .into_iter()
            .map(|id| {
                let mut hash = self.conn.prepare_cached("SELECT hash FROM entry WHERE id = ?1")?;
                Ok(Hash(hash.query_row([id], |r| r.get(0))?).to_string())
            })
            .collect::<Result<_>>()?;
        let unit = self.unit;
        let draft = |fact| Draft {
            day,
            officer: officer.to_string(),
            unit: Some(unit),
            subjects: vec![SubjectId::unit(unit)],
            fact,
        };
        let mut drafts = Vec::new();
        let device = self.device()?.to_string();
        let mut notices = Vec::new();
        if self.steering.keeper.as_deref() != Some(device.as_str()) {
            if self.steering.keeper.is_some() {
                notices.push(say!("book-seal-moved"));
            }
            drafts.push(draft(Fact::Keeper(KeeperFacts { device })));
        }
        drafts.push(draft(Fact::Seal(Box::new(facts))));
        let mut out = self.append_if(drafts, false, |tx| {
            let now: i64 = tx.query_row("SELECT count(*) FROM entry", [], |r| r.get(0))?;
            if now as u64 == count && vector_of(tx)?.0 == seen {
                return Ok(());
            }
            Err(Error::refused(say!("book-seal-overtaken")))
        })?;
        out.notices.extend(notices);
        self.end_of_day();
        Ok(out)
    }

    /// The evening's pause: a good moment to move the day's work from the log into the book. It may fail (somebody is
    /// reading); then the next one does it.
    pub fn end_of_day(&self) {
        let _: std::result::Result<i64, _> = self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |r| r.get(0));
    }
}
