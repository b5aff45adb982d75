//! What recording would say, without recording: the same judging as in `record`, outside any write transaction.

use super::Book;
use super::error::{Error, Result};
use super::project;
use super::record::{Batch, Draft, Head, Verdict, judge, name_household};
use super::row::meta;
use super::scene::Scene;
use crate::domain::entry::{DeviceId, Hash};
use crate::domain::keys::Nature;
use crate::domain::subject::SubjectId;
use rustc_hash::FxHashSet;

/// What recording a draft would say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judged {
    /// For a beginning of work, its nature.
    pub nature: Option<Nature>,
    /// A seal covers the day: it would print as a correction.
    pub late: bool,
    /// What the officer should know.
    pub notices: Vec<String>,
    /// Why it cannot be recorded.
    pub refusal: Option<String>,
}

impl Book {
    /// What [`Book::record_all`] would say of each of these drafts, in their order. Nothing is written; a draft that
    /// would be refused (and the whole batch with it) is left out for those behind it.
    pub fn judge(&self, drafts: &[Draft]) -> Result<Vec<Judged>> {
        let rules = &self.steering.rules;
        let device = DeviceId(meta(&self.conn, "device")?.ok_or_else(|| Error::Internal("no device".into()))?);
        let last_at = meta::<i64>(&self.conn, "last_at")?.unwrap_or(0);
        // Behind everything that there is: the place in the chain decides nothing else here.
        let mut head = Head { device, row: 0, seq: 0, prev: Hash::default(), last_at };
        let batch = Batch::after(&head, self.now());
        let drafts = drafts.iter().map(|draft| {
            let mut draft = Draft { fact: draft.fact.clone().cleaned(), ..draft.clone() };
            name_household(&mut draft);
            draft
        });
        let drafts: Vec<Draft> = drafts.collect();
        let touched: FxHashSet<SubjectId> = drafts.iter().flat_map(|d| d.subjects.iter().copied()).collect();
        let mut scene = Scene::load_only(&self.conn, &touched)?;
        let mut out = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let late = self.steering.last_sealed().is_some_and(|sealed| draft.day <= sealed);
            let unit = draft.unit.unwrap_or_else(|| project::unit_for(&scene, &draft.subjects, draft.day, rules));
            let (_, event) = batch.entry(&mut head, draft, unit)?;
            out.push(match judge(&scene, &event, rules) {
                Ok(Verdict { nature, notices }) => {
                    scene.add(&event);
                    Judged { nature, late, notices, refusal: None }
                }
                Err(Error::Refused(reason)) => Judged { late, refusal: Some(reason), ..Judged::default() },
                Err(error) => return Err(error),
            });
        }
        Ok(out)
    }
}
