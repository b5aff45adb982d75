//! Recording: validate → append → re-fold the subjects named → write their rows, in one transaction (DESIGN.md §2.5).
//! An act on many is one entry per subject in one batch: all of it is recorded, or none.

use super::error::{Error, Result};
use super::row::{self, insert_entry, meta, set_meta};
use super::scene::Scene;
use super::{Book, device, project};
use crate::domain::acts::{Fact, stays};
use crate::domain::entry::{DeviceId, Entry, Event, Hash};
use crate::domain::kept::is_kept;
use crate::domain::keys::Nature;
use crate::domain::refusal;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// From this many entries on, a batch that needs no judging is settled in parts.
const PART: usize = 2_000;

/// Something to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The business day that counts it.
    pub day: NaiveDate,
    /// Who records it.
    pub officer: String,
    /// For which unit; `None` = the village of its subject, else the book's own unit.
    pub unit: Option<RegionCode>,
    /// Whom it is about.
    pub subjects: Vec<SubjectId>,
    /// What happened.
    pub fact: Fact,
}

/// One entry as recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedEntry {
    /// Its identity.
    pub hash: Hash,
    /// Its number on this device.
    pub seq: u64,
    /// Its kind.
    pub kind: String,
    /// Whom it names.
    pub subjects: Vec<SubjectId>,
    /// Its business day.
    pub day: NaiveDate,
    /// For a beginning of work, its nature.
    pub nature: Option<Nature>,
}

impl RecordedEntry {
    /// An entry that was written, and for a beginning of work its nature.
    pub(super) fn of(entry: Entry, nature: Option<Nature>) -> Self {
        let Entry { hash, seq, kind, subjects, day, .. } = entry;
        Self { hash, seq, kind, subjects, day, nature }
    }
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Names the whole batch, for `withdraw`.
    pub batch: String,
    /// Its entries, in order.
    pub entries: Vec<RecordedEntry>,
    /// A seal covers the day: it prints as a correction in the next report.
    pub late: bool,
    /// What the officer should know.
    pub notices: Vec<String>,
}

/// The end of a device's chain, as the next entry continues it.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub device: DeviceId,
    pub row: i64,
    pub seq: u64,
    pub prev: Hash,
    pub last_at: i64,
}

impl Head {
    /// Where this copy of the book goes on writing; a copied or restored file starts a new device.
    pub fn of(conn: &Connection, device: DeviceId) -> Result<Self> {
        let row = row::device_row(conn, device)?;
        let mut last =
            conn.prepare_cached("SELECT seq, hash FROM entry WHERE device = ?1 ORDER BY seq DESC LIMIT 1")?;
        let last: Option<(i64, [u8; 32])> =
            last.query_map([row], |r| Ok((r.get(0)?, r.get(1)?)))?.next().transpose()?;
        let (seq, prev) = last.map_or((0, Hash::default()), |(seq, hash)| (seq as u64, Hash(hash)));
        let last_at = meta::<i64>(conn, "last_at")?.unwrap_or(0);
        Ok(Self { device, row, seq, prev, last_at })
    }

    /// The next entry of the chain.
    pub fn chain(&mut self, mut entry: Entry, now: i64) -> Entry {
        self.seq += 1;
        self.last_at = now.max(self.last_at.saturating_add(1));
        entry.device = self.device;
        entry.seq = self.seq;
        entry.at = self.last_at;
        entry.prev = self.prev;
        entry.hash = entry.compute_hash();
        self.prev = entry.hash;
        entry
    }
}

/// What the entries of one batch have in common.
pub(super) struct Batch {
    first: u64,
    recorded: String,
    micros: i64,
}

impl Batch {
    /// The batch that begins behind this end of the chain.
    pub fn after(head: &Head, now: DateTime<FixedOffset>) -> Self {
        let recorded = now.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
        Self { first: head.seq + 1, recorded, micros: now.timestamp_micros() }
    }

    /// Its next entry, at the end of the chain.
    pub fn entry(&self, head: &mut Head, draft: Draft, unit: RegionCode) -> Result<(Entry, Arc<Event>)> {
        let entry = Entry {
            hash: Hash::default(),
            prev: Hash::default(),
            device: head.device,
            seq: 0,
            at: 0,
            recorded: self.recorded.clone(),
            day: draft.day,
            officer: draft.officer,
            unit,
            kind: draft.fact.kind().to_string(),
            subjects: draft.subjects,
            body: draft.fact.write(self.first)?,
        };
        let entry = head.chain(entry, self.micros);
        let event = Event { order: entry.order(), subjects: entry.subjects.clone(), unit, fact: draft.fact };
        Ok((entry, Arc::new(event)))
    }
}

/// Writes an entry, with whom it names.
pub(super) fn write(tx: &Transaction<'_>, device_row: i64, entry: &Entry, event: &Event) -> Result<()> {
    let id = insert_entry(tx, device_row, entry)?;
    let pairs: Vec<(SubjectId, i64)> = entry.subjects.iter().map(|s| (*s, id)).collect();
    let mut rows = project::Writing(tx);
    project::put_pairs(&mut rows, &pairs)?;
    project::put_seal(&mut rows, id, event)
}

/// Whoever joins a household is named with it, so that the household knows its members.
pub(super) fn name_household(draft: &mut Draft) {
    if let Fact::Person(facts) = &draft.fact
        && let Some(household) = facts.household
        && !draft.subjects.contains(&household)
    {
        draft.subjects.push(household);
    }
}

/// The name of the batch that begins with this seq on this device.
pub(super) fn batch_name(device: DeviceId, first: u64) -> String {
    format!("{}-{first}", device.short())
}

/// What is told where the clock stands more than a day before the entry that this device recorded last: `at` keeps the
/// order, but the days would be wrong.
fn set_back(conn: &Connection, head: &Head, now: DateTime<FixedOffset>) -> Result<Option<String>> {
    let mut find = conn.prepare_cached("SELECT recorded FROM entry WHERE device = ?1 AND seq = ?2 LIMIT 1")?;
    let last: Option<String> = find.query_map((head.row, head.seq as i64), |r| r.get(0))?.next().transpose()?;
    let last = last.and_then(|last| DateTime::parse_from_rfc3339(&last).ok());
    let told = |last: DateTime<FixedOffset>| {
        say!(
            "book-clock-set-back",
            now = now.format("%Y-%m-%d").to_string(),
            last = last.format("%Y-%m-%d").to_string()
        )
    };
    Ok(last.filter(|last| (*last - now).num_hours() >= 24).map(told))
}

impl Book {
    /// The device under which this copy writes, and its chain's end. Call inside a write transaction.
    pub(super) fn head(
        tx: &Transaction<'_>,
        folder: Option<&std::path::Path>,
        path: &std::path::Path,
        checked: bool,
    ) -> Result<Head> {
        let device = DeviceId(meta(tx, "device")?.ok_or_else(|| Error::Internal("no device".into()))?);
        let head = Head::of(tx, device)?;
        let retired: i64 = tx.query_row("SELECT retired FROM device WHERE id = ?1", [head.row], |r| r.get(0))?;
        let allowed = checked || folder.is_none_or(|folder| device::may_write(folder, device, path, head.seq));
        if allowed && retired == 0 {
            return Ok(head);
        }
        let fresh = DeviceId(row::random()?);
        set_meta(tx, "device", fresh.0)?;
        Head::of(tx, fresh)
    }

    /// This copy's chain has come to here: remembered, so that an older copy of the book does not go on under the same
    /// device.
    pub(super) fn wrote_up_to(&mut self, head: &Head) {
        if let Some(folder) = &self.devices {
            device::remember(folder, head.device, &self.path, head.seq);
            self.device_checked = true;
        }
    }

    /// Records one act.
    pub fn record(&mut self, draft: Draft) -> Result<Recorded> {
        self.record_all(vec![draft])
    }

    /// Records acts as one batch: all of them, or none. Their texts are kept [`Fact::cleaned`].
    pub fn record_all(&mut self, drafts: Vec<Draft>) -> Result<Recorded> {
        let drafts = drafts.into_iter().map(|draft| Draft { fact: draft.fact.cleaned(), ..draft }).collect();
        self.append(drafts, true)
    }

    /// As [`Book::record_all`]; `validate` off is for entries whose rules are not those of a day's work (seals,
    /// steering).
    pub(super) fn append(&mut self, drafts: Vec<Draft>, validate: bool) -> Result<Recorded> {
        self.append_if(drafts, validate, |_| Ok(()))
    }

    /// As [`Book::append`], where `still` holds once nobody else can write.
    pub(super) fn append_if(
        &mut self,
        mut drafts: Vec<Draft>,
        validate: bool,
        still: impl FnOnce(&Connection) -> Result<()>,
    ) -> Result<Recorded> {
        drafts.iter_mut().for_each(name_household);
        let Some(latest) = drafts.iter().map(|d| d.day).max() else {
            return Err(Error::refused(say!("book-nothing-to-record")));
        };
        let now = (self.clock)();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.steering.freshen(&tx, self.unit, &mut self.data_version)?;
        still(&tx)?;
        let steering = &self.steering;
        let rules = &steering.rules;
        let mut head = Self::head(&tx, self.devices.as_deref(), &self.path, self.device_checked)?;
        let horizon = project::extend(&tx, rules, latest)?;
        let batch = Batch::after(&head, now);
        let touched: FxHashSet<SubjectId> = drafts.iter().flat_map(|d| d.subjects.iter().copied()).collect();
        // A whole file taken back is settled in parts, from the ledger; nothing of it has to be judged.
        let in_parts = !validate && drafts.len() > PART;
        let mut scene = if in_parts { Scene::default() } else { Scene::load_only(&tx, &touched)? };
        let mut base = scene.clone();
        let mut events = Vec::with_capacity(drafts.len());
        let mut out = Recorded {
            batch: batch_name(head.device, batch.first),
            entries: Vec::with_capacity(drafts.len()),
            late: false,
            notices: Vec::new(),
        };
        if validate {
            out.notices.extend(set_back(&tx, &head, now)?);
        }
        let mut steers = false;
        for draft in drafts {
            let unit = draft.unit.unwrap_or_else(|| project::unit_for(&scene, &draft.subjects, draft.day, rules));
            let (entry, event) = batch.entry(&mut head, draft, unit)?;
            if !is_kept(entry.day) || Fact::read(&entry.kind, &entry.body) == Fact::Unknown {
                return Err(Error::refused(say!("book-day-not-kept")));
            }
            let mut nature = None;
            if validate {
                let verdict = judge(&scene, &event, rules)?;
                nature = verdict.nature;
                out.notices.extend(verdict.notices);
            }
            if !in_parts {
                scene.add(&event);
            }
            write(&tx, head.row, &entry, &event)?;
            out.late |= steering.last_sealed().is_some_and(|sealed| entry.day <= sealed)
                && !matches!(event.fact, Fact::Seal(_) | Fact::Withdraw(_));
            steers |= is_steering(&event);
            out.entries.push(RecordedEntry::of(entry, nature));
            events.push(event);
        }
        if in_parts {
            let pending: FxHashSet<Hash> = events.iter().map(|e| e.order.hash).collect();
            let mut touched: Vec<SubjectId> = touched.into_iter().collect();
            touched.sort_unstable();
            project::settle_pending(&tx, &touched, &pending, rules, horizon)?;
        } else {
            project::settle(&tx, &mut base, &events, rules, horizon)?;
        }
        set_meta(&tx, "last_at", head.last_at)?;
        let steered = if steers { Some(super::Steering::load(&tx, self.unit)?) } else { None };
        // Where the rules have changed, figures of people whom nothing here names may change: all are counted anew.
        if let Some(steering) = &steered
            && steering.rules != self.steering.rules
        {
            super::rebuild::rebuild_in(&tx, steering)?;
        }
        tx.commit()?;
        if let Some(steering) = steered {
            self.steering = steering;
        }
        self.wrote_up_to(&head);
        Ok(out)
    }

    /// Takes entries back: one by its hash (or the first 8 or more digits of it), or a whole batch by its name.
    pub fn withdraw(&mut self, target: &str, why: &str, day: NaiveDate, officer: &str) -> Result<Recorded> {
        let entries = self.named(target)?;
        let gone = self.withdrawn_among(entries.iter().map(|entry| entry.hash))?;
        let mut drafts = Vec::with_capacity(entries.len());
        for entry in entries {
            if stays(&entry.kind) {
                return Err(Error::refused(say!("book-not-withdrawable")));
            }
            if gone.contains(&entry.hash) {
                return Err(Error::refused(say!("book-withdrawn-already", hash = entry.hash.short())));
            }
            let fact = Fact::Withdraw(crate::domain::acts::WithdrawFacts {
                target: entry.hash.to_string(),
                why: why.to_string(),
            });
            drafts.push(Draft {
                day,
                officer: officer.to_string(),
                unit: Some(entry.unit),
                subjects: entry.subjects,
                fact,
            });
        }
        self.append(drafts, false)
    }
}

pub(super) struct Verdict {
    pub nature: Option<Nature>,
    pub notices: Vec<String>,
}

/// Whether the book can take this act, and what it does.
pub(super) fn judge(scene: &Scene, event: &Event, rules: &crate::domain::campaign::Rules) -> Result<Verdict> {
    let day = event.day();
    let person_id = event.subject(SubjectKind::Person);
    let mut verdict = Verdict { nature: None, notices: refusal::of_wage(&event.fact).into_iter().collect() };
    if let Some(reason) = refusal::of_day(&event.fact, day) {
        return Err(Error::Refused(reason));
    }
    if let Some(trip_id) = event.subject(SubjectKind::Trip)
        && !matches!(event.fact, Fact::Arrival(_))
    {
        let trip = scene.trip_on(trip_id, day);
        if let Some(reason) = trip.refuse(&event.fact, person_id) {
            return Err(Error::Refused(reason));
        }
        return Ok(verdict);
    }
    let Some(id) = person_id else { return Ok(verdict) };
    let before = scene.person_on(id, day, rules);
    if let Some(reason) = refusal::of_person(&event.fact, &before, day) {
        return Err(Error::Refused(reason));
    }
    let mut after = before.clone();
    let effect = after.apply(event, rules, &mut Vec::new());
    if let Some(reason) = refusal::of_outcome(&event.fact, &before, &after, day, rules) {
        return Err(Error::Refused(reason));
    }
    verdict.nature = effect.nature;
    verdict.notices.extend(refusal::notices(&event.fact, &before, effect));
    Ok(verdict)
}

/// Whether an entry may change the rules that all figures follow.
fn is_steering(event: &Event) -> bool {
    match event.fact {
        Fact::Unit(_) | Fact::Keeper(_) | Fact::Campaign(_) | Fact::Target(_) | Fact::Calendar(_) | Fact::Seal(_) => {
            true
        }
        Fact::Withdraw(_) => event.subjects.iter().all(|s| s.kind() == SubjectKind::Unit),
        _ => false,
    }
}
