//! The rows of a file that somebody filled in, recorded as one batch: each is judged by itself, after those before it;
//! what the book has heard already is not recorded again, what is refused comes back with the reason.

use super::error::{Error, Result};
use super::record::{Batch, Draft, Head, Recorded, RecordedEntry, batch_name, judge, name_household, write};
use super::row::{day_from_sql, day_to_sql, meta, set_meta};
use super::scene::{Scene, events_of};
use super::{Book, project};
use crate::domain::acts::{Fact, PushFacts, PushResultFacts};
use crate::domain::campaign::Rules;
use crate::domain::entry::{Entry, Event, Hash};
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::NaiveDate;
use rusqlite::TransactionBehavior;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What is to be done with rows.
#[derive(Debug, Clone, PartialEq)]
pub struct DayRows {
    /// What each row records, in the order of the file; all of a row is taken, or nothing.
    pub rows: Vec<Vec<Draft>>,
    /// The digest of a file whose rows name no day, and the day for which they are taken: remembered, so that the same file
    /// is not taken for another day's.
    pub file: Option<([u8; 32], NaiveDate)>,
    /// What equals an entry that was taken back is recorded again.
    pub again: bool,
    /// Does all the work and keeps nothing of it.
    pub dry_run: bool,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowFate {
    /// Recorded, with what the officer should know.
    New(Vec<RecordedEntry>, Vec<String>),
    /// The book had heard all of it before.
    Repeated {
        /// In this row of the same file (an index).
        of: Option<usize>,
        /// What it equals was taken back.
        withdrawn: bool,
    },
    /// Nothing of it was recorded: why.
    Refused(String),
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The batch, where anything was recorded.
    pub recorded: Option<Recorded>,
    /// Row by row.
    pub fates: Vec<RowFate>,
    /// Rows recorded for days that a seal covers.
    pub late: usize,
}

impl Book {
    /// For which day a file was taken whose rows name none.
    pub fn file_day(&self, digest: [u8; 32]) -> Result<Option<NaiveDate>> {
        Ok(meta::<i64>(&self.conn, &file_key(digest))?.map(day_from_sql))
    }

    /// Records the rows of a file as one batch, each after those before it.
    pub fn record_rows(&mut self, mut plan: DayRows) -> Result<Rows> {
        plan.rows.iter_mut().flatten().for_each(name_household);
        let Some(latest) = plan.rows.iter().flatten().map(|draft| draft.day).max() else {
            return Ok(Rows { recorded: None, fates: Vec::new(), late: 0 });
        };
        let now = (self.clock)();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.steering.freshen(&tx, self.unit, &mut self.data_version)?;
        let rules = &self.steering.rules;
        let mut head = Self::head(&tx, self.devices.as_deref(), &self.path, self.device_checked)?;
        let horizon = project::extend(&tx, rules, latest)?;
        let subjects: FxHashSet<SubjectId> =
            plan.rows.iter().flatten().flat_map(|draft| draft.subjects.iter().copied()).collect();
        let units: Vec<SubjectId> = subjects.iter().copied().filter(|id| id.kind() == SubjectKind::Unit).collect();
        let mut heard = Heard { again: plan.again, of_units: FxHashMap::default(), rows: FxHashMap::default() };
        for (unit, event) in events_of(&tx, &units)? {
            heard.of_units.entry(unit).or_default().push(event);
        }
        let mut scene = Scene::load_only(&tx, &subjects)?;
        let mut base = scene.clone();
        let batch = Batch::after(&head, now);
        let mut out = Rows { recorded: None, fates: Vec::with_capacity(plan.rows.len()), late: 0 };
        let mut recorded = Recorded {
            batch: batch_name(head.device, head.seq + 1),
            entries: Vec::new(),
            late: false,
            notices: Vec::new(),
        };
        let mut events = Vec::new();
        for (n, row) in plan.rows.into_iter().enumerate() {
            let fate = match self::row(&mut scene, &mut head, &batch, &heard, row, rules)? {
                Judged::Refused(why) => RowFate::Refused(why),
                Judged::Repeated(before) => {
                    RowFate::Repeated { of: heard.rows.get(&before.hash).copied(), withdrawn: before.withdrawn }
                }
                Judged::New(taken, notices) => {
                    let mut entries = Vec::with_capacity(taken.len());
                    let sealed = self.steering.last_sealed();
                    out.late += usize::from(taken.iter().any(|(entry, ..)| sealed.is_some_and(|day| entry.day <= day)));
                    for (entry, event, nature) in taken {
                        write(&tx, head.row, &entry, &event)?;
                        heard.note(n, &event);
                        entries.push(RecordedEntry::of(entry, nature));
                        events.push(event);
                    }
                    recorded.entries.extend(entries.iter().cloned());
                    RowFate::New(entries, notices)
                }
            };
            out.fates.push(fate);
        }
        if events.is_empty() {
            // Nothing was written: the transaction falls away.
            return Ok(out);
        }
        project::settle(&tx, &mut base, &events, rules, horizon)?;
        set_meta(&tx, "last_at", head.last_at)?;
        if let Some((digest, day)) = plan.file {
            set_meta(&tx, &file_key(digest), day_to_sql(day))?;
        }
        recorded.late = out.late > 0;
        out.recorded = Some(recorded);
        if plan.dry_run {
            tx.rollback()?;
            return Ok(out);
        }
        tx.commit()?;
        self.wrote_up_to(&head);
        Ok(out)
    }
}

fn file_key(digest: [u8; 32]) -> String {
    format!("file {}", Hash(digest))
}

enum Judged {
    New(Vec<(Entry, Arc<Event>, Option<crate::domain::keys::Nature>)>, Vec<String>),
    Repeated(Before),
    Refused(String),
}

/// An entry that says what a row says.
#[derive(Clone, Copy)]
struct Before {
    hash: Hash,
    withdrawn: bool,
}

/// What the book and the rows before have said.
struct Heard {
    again: bool,
    /// A scene has no units.
    of_units: FxHashMap<SubjectId, Vec<Arc<Event>>>,
    /// Which row recorded an entry.
    rows: FxHashMap<Hash, usize>,
}

impl Heard {
    /// The entry that says what this draft says: same day, same subject, same facts.
    fn before(&self, scene: &Scene, draft: &Draft) -> Option<Before> {
        let subject = *draft.subjects.first()?;
        let events = match subject.kind() {
            SubjectKind::Unit => self.of_units.get(&subject).map_or(&[][..], Vec::as_slice),
            _ => scene.raw_events(subject),
        };
        let same = |event: &&Arc<Event>| {
            event.day() == draft.day && event.fact == draft.fact && event.subjects.first() == Some(&subject)
        };
        let mut equal = events
            .iter()
            .filter(same)
            .map(|event| Before { hash: event.order.hash, withdrawn: taken_back(event, events) })
            .filter(|before| !(self.again && before.withdrawn));
        let first = equal.next()?;
        Some(if first.withdrawn { equal.find(|before| !before.withdrawn).unwrap_or(first) } else { first })
    }

    fn note(&mut self, row: usize, event: &Arc<Event>) {
        self.rows.insert(event.order.hash, row);
        for id in event.subjects.iter().filter(|id| id.kind() == SubjectKind::Unit) {
            self.of_units.entry(*id).or_default().push(Arc::clone(event));
        }
    }
}

/// Whether one of these events takes this one back.
fn taken_back(event: &Event, events: &[Arc<Event>]) -> bool {
    let name = event.order.hash.to_string();
    events.iter().any(|e| matches!(&e.fact, Fact::Withdraw(w) if w.target == name))
}

/// What comes of an offer made before is no second offer, as `record push` has it too.
fn answered(scene: &Scene, draft: Draft) -> Draft {
    let (Fact::Push(PushFacts { job, result: Some(result) }), [person, listed]) =
        (&draft.fact, draft.subjects.as_slice())
    else {
        return draft;
    };
    let events = scene.raw_events(*person);
    let offer =
        |e: &Arc<Event>| matches!(e.fact, Fact::Push(_)) && e.subjects.contains(listed) && !taken_back(e, events);
    if !events.iter().any(offer) {
        return draft;
    }
    let fact = Fact::PushResult(PushResultFacts { job: job.clone(), result: *result });
    Draft { fact, ..draft }
}

/// Judges a row; what it records stands in the scene afterwards, and nothing of it where it is refused.
fn row(
    scene: &mut Scene,
    head: &mut Head,
    batch: &Batch,
    heard: &Heard,
    drafts: Vec<Draft>,
    rules: &Rules,
) -> Result<Judged> {
    let saved = *head;
    let (mut taken, mut notices, mut repeated) = (Vec::new(), Vec::new(), None);
    let mut refused = None;
    for draft in drafts {
        if let Some(before) = heard.before(scene, &draft) {
            repeated = repeated.or(Some(before));
            continue;
        }
        let draft = answered(scene, draft);
        if let Some(before) = heard.before(scene, &draft) {
            repeated = repeated.or(Some(before));
            continue;
        }
        let unit = draft.unit.unwrap_or_else(|| project::unit_for(scene, &draft.subjects, draft.day, rules));
        let (entry, event) = batch.entry(head, draft, unit)?;
        match judge(scene, &event, rules) {
            Ok(verdict) => {
                scene.add(&event);
                notices.extend(verdict.notices);
                taken.push((entry, event, verdict.nature));
            }
            Err(Error::Refused(why)) => {
                refused = Some(why);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    if let Some(why) = refused {
        taken.iter().rev().for_each(|(_, event, _)| scene.take_back(event));
        *head = saved;
        return Ok(Judged::Refused(why));
    }
    Ok(match repeated {
        Some(before) if taken.is_empty() => Judged::Repeated(before),
        _ => Judged::New(taken, notices),
    })
}
