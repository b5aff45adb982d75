//! The entry: what happened, as the ledger keeps it. Its identity is the BLAKE3 hash over the hash before it on the
//! same device and every field, the body as the exact bytes stored (DESIGN.md §2.1).

use super::acts::Fact;
use super::kept::{is_kept, with_iso};
use super::region::RegionCode;
use super::subject::SubjectId;
use chrono::NaiveDate;
use std::fmt;

/// The identity of an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

/// 16 random bytes that belong to one copy of a book.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DeviceId(pub [u8; 16]);

macro_rules! hex_id {
    ($name:ident, $bytes:literal) => {
        impl $name {
            /// Reads the hex digits.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.as_bytes();
                if text.len() != 2 * $bytes {
                    return None;
                }
                let mut out = [0u8; $bytes];
                for (byte, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
                    let high = (pair[0] as char).to_digit(16)?;
                    let low = (pair[1] as char).to_digit(16)?;
                    *byte = (high * 16 + low) as u8;
                }
                Some(Self(out))
            }

            /// The first 8 hex digits, as reports print them.
            pub fn short(&self) -> String {
                self.0.iter().take(4).map(|b| format!("{b:02x}")).collect()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}
hex_id!(Hash, 32);
hex_id!(DeviceId, 16);

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its identity.
    pub hash: Hash,
    /// The entry before it on its device; zeros for the first.
    pub prev: Hash,
    /// Where it was written.
    pub device: DeviceId,
    /// 1, 2, 3 … on its device.
    pub seq: u64,
    /// Microseconds; orders, and is never shown.
    pub at: i64,
    /// Wall time of recording, RFC 3339.
    pub recorded: String,
    /// The business day that counts it.
    pub day: NaiveDate,
    /// Who recorded it.
    pub officer: String,
    /// The unit it was recorded for: the village of its subject, else the book's own unit.
    pub unit: RegionCode,
    /// See [`Fact::kind`].
    pub kind: String,
    /// What it is about.
    pub subjects: Vec<SubjectId>,
    /// JSON, the exact bytes that are hashed.
    pub body: String,
}

impl Entry {
    /// The hash that the fields give.
    pub fn compute_hash(&self) -> Hash {
        let mut bytes = Vec::with_capacity(256 + self.body.len());
        bytes.extend_from_slice(b"zhanbao entry 1\0");
        bytes.extend_from_slice(&self.prev.0);
        bytes.extend_from_slice(&self.device.0);
        bytes.extend_from_slice(&self.seq.to_le_bytes());
        bytes.extend_from_slice(&self.at.to_le_bytes());
        let mut text = |part: &str| {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        };
        text(&self.recorded);
        with_iso(self.day, &mut text);
        text(&self.officer);
        text(&self.kind);
        text(&self.body);
        bytes.extend_from_slice(&self.unit.number().to_le_bytes());
        for subject in &self.subjects {
            bytes.extend_from_slice(&subject.to_i64().to_le_bytes());
        }
        Hash(*blake3::hash(&bytes).as_bytes())
    }

    /// Whether it is what its hash says, and its day and its number can be kept. What it says is another matter.
    pub fn is_whole(&self) -> bool {
        self.compute_hash() == self.hash && i64::try_from(self.seq).is_ok_and(|seq| seq > 0) && is_kept(self.day)
    }

    /// The place of the entry in the order of all entries (DESIGN.md §2.1).
    pub fn order(&self) -> Order {
        Order { day: self.day, at: self.at, device: self.device, seq: self.seq, hash: self.hash }
    }
}

/// The order in which entries fold: business day first, then (at, device, seq, hash). So the state at the end of
/// day D is a prefix of the fold, and a fact reported late stands where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// Business day.
    pub day: NaiveDate,
    /// Microseconds.
    pub at: i64,
    /// Device.
    pub device: DeviceId,
    /// Sequence on the device.
    pub seq: u64,
    /// Hash.
    pub hash: Hash,
}

/// An entry as folds read it: its place, its subjects and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Where it stands.
    pub order: Order,
    /// Who or what it is about.
    pub subjects: Vec<SubjectId>,
    /// The unit it was recorded for.
    pub unit: RegionCode,
    /// What it says.
    pub fact: Fact,
}

impl From<Entry> for Event {
    fn from(entry: Entry) -> Self {
        let (order, unit) = (entry.order(), entry.unit);
        Self { order, unit, fact: Fact::read(&entry.kind, &entry.body), subjects: entry.subjects }
    }
}

impl Event {
    /// Reads an entry.
    pub fn of(entry: &Entry) -> Self {
        Self {
            order: entry.order(),
            subjects: entry.subjects.clone(),
            unit: entry.unit,
            fact: Fact::read(&entry.kind, &entry.body),
        }
    }

    /// Its business day.
    pub fn day(&self) -> NaiveDate {
        self.order.day
    }

    /// The first subject of this kind.
    pub fn subject(&self, kind: super::subject::SubjectKind) -> Option<SubjectId> {
        self.subjects.iter().copied().find(|s| s.kind() == kind)
    }
}

/// Puts events in folding order and leaves out what a withdrawal names: withdrawn = a withdrawal exists, whichever
/// of the two came first. Withdrawals and seals can't be withdrawn.
pub fn standing<E: std::borrow::Borrow<Event>>(mut events: Vec<E>) -> Vec<E> {
    let gone: rustc_hash::FxHashSet<Hash> = events
        .iter()
        .filter_map(|e| match &e.borrow().fact {
            Fact::Withdraw(w) => Hash::parse(&w.target),
            _ => None,
        })
        .collect();
    if !gone.is_empty() {
        events.retain(|e| {
            let e = e.borrow();
            matches!(e.fact, Fact::Withdraw(_) | Fact::Seal(_)) || !gone.contains(&e.order.hash)
        });
    }
    events.sort_by_key(|e| e.borrow().order);
    events.dedup_by(|a, b| (*a).borrow().order.hash == (*b).borrow().order.hash);
    events
}
