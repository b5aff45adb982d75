//! What a form offers for a piece of work: employers that people of this book work for, with what usually goes with
//! them, jobs of the list, places. Kept in memory, bounded, and brought up to date from the entries written since.

use super::Book;
use super::error::Result;
use super::scene::Scene;
use crate::domain::acts::Fact;
use crate::domain::facts::{StatedWork, WorkFacts};
use crate::domain::job::JobState;
use crate::domain::keys::PlaceClass;
use crate::domain::place;
use crate::domain::spell::WorkSpell;
use crate::domain::subject::SubjectId;
use crate::text;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// So many entries back employers are known from.
const READ: i64 = 20_000;
/// So many employers and places are kept.
const KEPT: usize = 2_000;

/// So many places are told apart for one employer.
const PLACES: usize = 8;

/// Where an offer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkSource {
    /// The person's own last work.
    Own,
    /// An employer of others; how many beginnings of work named it.
    Employer(u32),
    /// A job of the list.
    Job(SubjectId),
}

/// A piece of work to fill a form with.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkHint {
    /// Where it comes from.
    pub source: WorkSource,
    /// 单位, 地点, 工种, 渠道, 月收入 as they usually go together; without start and trip.
    pub work: WorkFacts,
}

/// A place of work to fill a form with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHint {
    /// As written.
    pub place: String,
    /// As seen from the book's unit.
    pub class: Option<PlaceClass>,
    /// How many beginnings of work named it.
    pub uses: u32,
}

/// How something is found: as written, by its sound, by its first letters.
#[derive(Debug, Default)]
struct Keys {
    written: String,
    sounds: Vec<String>,
}

impl Keys {
    fn of(name: &str) -> Self {
        let keys = text::name_keys(name);
        let mut sounds = keys.full;
        sounds.extend(keys.initials);
        Self { written: text::fold_name(name), sounds }
    }

    /// How well it fits what was typed: 3 = begins so, 2 = sounds so from the beginning, 1 = somewhere inside.
    fn fit(&self, written: &str, sound: &str) -> Option<u8> {
        if self.written.starts_with(written) {
            Some(3)
        } else if self.sounds.iter().any(|key| key.starts_with(sound)) {
            Some(2)
        } else if self.written.contains(written) || self.sounds.iter().any(|key| key.contains(sound)) {
            Some(1)
        } else {
            None
        }
    }
}

/// An employer or a place, as heard of so far.
#[derive(Debug, Default)]
struct Heard {
    keys: Keys,
    uses: u32,
    /// The row of the entry that named it last.
    last: i64,
    work: WorkFacts,
    places: Vec<(WorkFacts, u32)>,
}

/// Employers and places known from the entries up to a row.
#[derive(Debug, Default)]
pub(super) struct KnownWork {
    read: i64,
    employers: FxHashMap<String, Heard>,
    places: FxHashMap<String, Heard>,
}

impl KnownWork {
    fn hear(&mut self, row: i64, work: WorkFacts) {
        if let Some(place) = work.place.clone() {
            let heard = self
                .places
                .entry(place.into())
                .or_insert_with_key(|name| Heard { keys: Keys::of(name), ..Heard::default() });
            heard.uses += 1;
            heard.last = row;
            heard.work.place_class = work.place_class.or(heard.work.place_class);
        }
        let Some(employer) = work.employer.clone().filter(|name| !name.trim().is_empty()) else { return };
        let heard = self
            .employers
            .entry(employer.into())
            .or_insert_with_key(|name| Heard { keys: Keys::of(name), ..Heard::default() });
        heard.uses += 1;
        heard.last = row;
        let spot = WorkFacts {
            place: work.place.clone(),
            place_code: work.place_code,
            place_class: work.place_class,
            ..WorkFacts::default()
        };
        if let Some((_, n)) = heard.places.iter_mut().find(|(known, _)| *known == spot) {
            *n += 1;
        } else if heard.places.len() < PLACES {
            heard.places.push((spot, 1));
        }
        let before = std::mem::take(&mut heard.work);
        heard.work = WorkFacts {
            employer: work.employer,
            occupation: work.occupation.or(before.occupation),
            industry: work.industry.or(before.industry),
            channel: work.channel.or(before.channel),
            wage: work.wage.or(before.wage),
            ..WorkFacts::default()
        };
    }

    /// Forgets what was named least and longest ago.
    fn bound(&mut self) {
        for known in [&mut self.employers, &mut self.places] {
            if known.len() > KEPT {
                let mut ranks: Vec<(u32, i64)> = known.values().map(|heard| (heard.uses, heard.last)).collect();
                ranks.sort_unstable_by(|a, b| b.cmp(a));
                if let Some(least) = ranks.get(KEPT - 1).copied() {
                    known.retain(|_, heard| (heard.uses, heard.last) >= least);
                }
            }
        }
    }
}

impl Heard {
    fn usual(&self) -> WorkFacts {
        let spot = self.places.iter().max_by_key(|(_, n)| *n).map(|(spot, _)| spot.clone()).unwrap_or_default();
        WorkFacts { place: spot.place, place_code: spot.place_code, place_class: spot.place_class, ..self.work.clone() }
    }
}

impl Book {
    /// Work that fits what was typed: employers by name, pinyin or first letters, and open jobs of the list. The
    /// person's own last work first, then what fits best, is named most and was named last. Nothing typed: what is
    /// named most.
    pub fn suggest_work(
        &self,
        typed: &str,
        person: Option<SubjectId>,
        day: NaiveDate,
        limit: usize,
    ) -> Result<Vec<WorkHint>> {
        let (written, sound) = (text::fold_name(typed), text::fold_query(typed));
        let mut out = Vec::new();
        if let Some(spell) = person.map(|id| self.last_work(id)).transpose()?.flatten()
            && let Some(name) = &spell.work.employer
            && Keys::of(name).fit(&written, &sound).is_some()
        {
            let work = WorkFacts { start: None, trip: None, organised_by: None, ..spell.work.clone() };
            out.push(WorkHint { source: WorkSource::Own, work });
        }
        let own = out.first().and_then(|hint| hint.work.employer.clone());
        self.read_work()?;
        let known = self.known_work.borrow();
        let mut fits: Vec<(u8, u32, i64, WorkHint)> = known
            .employers
            .values()
            .filter(|heard| heard.work.employer != own)
            .filter_map(|heard| heard.keys.fit(&written, &sound).map(|fit| (fit, heard)))
            .map(|(fit, heard)| {
                let hint = WorkHint { source: WorkSource::Employer(heard.uses), work: heard.usual() };
                (fit, heard.uses, heard.last, hint)
            })
            .collect();
        if !written.is_empty() {
            for (id, job) in self.jobs()? {
                let name = job.facts.employer.as_deref().unwrap_or_default();
                if !matches!(job.state(day), JobState::Open | JobState::Stale) {
                    continue;
                }
                if let Some(fit) = Keys::of(name).fit(&written, &sound) {
                    let work = WorkFacts {
                        employer: job.facts.employer.clone().map(Into::into),
                        occupation: job.facts.occupation.clone().map(Into::into),
                        place: job.facts.place.clone().map(Into::into),
                        ..WorkFacts::default()
                    };
                    fits.push((fit, 1, i64::MAX, WorkHint { source: WorkSource::Job(id), work }));
                }
            }
        }
        fits.sort_by(|a, b| {
            (b.0, b.1, b.2).cmp(&(a.0, a.1, a.2)).then_with(|| a.3.work.employer.cmp(&b.3.work.employer))
        });
        out.extend(fits.into_iter().map(|(.., hint)| hint));
        out.truncate(limit);
        Ok(out)
    }

    /// Places of work that fit what was typed: those that the book has heard of, the most named first, then prefectures and
    /// provinces.
    pub fn suggest_places(&self, typed: &str, limit: usize) -> Result<Vec<PlaceHint>> {
        let (written, sound) = (text::fold_name(typed), text::fold_query(typed));
        self.read_work()?;
        let known = self.known_work.borrow();
        let mut fits: Vec<(u8, u32, i64, PlaceHint)> = Vec::new();
        for (name, heard) in &known.places {
            if let Some(fit) = heard.keys.fit(&written, &sound) {
                let hint = PlaceHint { place: name.clone(), class: heard.work.place_class, uses: heard.uses };
                fits.push((fit, heard.uses, heard.last, hint));
            }
        }
        if !written.is_empty() {
            for (code, name) in place::names() {
                if !known.places.contains_key(name)
                    && let Some(fit) = Keys::of(name).fit(&written, &sound).filter(|fit| *fit > 1)
                {
                    let class = Some(place::class_of(code, self.unit));
                    fits.push((fit, 0, 0, PlaceHint { place: name.to_string(), class, uses: 0 }));
                }
            }
        }
        fits.sort_by(|a, b| (b.0, b.1, b.2).cmp(&(a.0, a.1, a.2)).then_with(|| a.3.place.cmp(&b.3.place)));
        fits.truncate(limit);
        Ok(fits.into_iter().map(|(.., hint)| hint).collect())
    }

    /// The last piece of work of a person, lasting or ended: the latest begun, then the latest entered.
    pub fn last_work(&self, person: SubjectId) -> Result<Option<WorkSpell>> {
        let scene = Scene::load_only(&self.conn, &[person].into_iter().collect())?;
        let spells = scene.person_on(person, NaiveDate::MAX, &self.steering.rules).spells;
        let last = spells.into_iter().enumerate().filter(|(_, spell)| !spell.is_empty());
        Ok(last.max_by_key(|(n, spell)| (spell.start, *n)).map(|(_, spell)| spell))
    }

    /// Takes in what was written since it was last asked; the first time, the last entries of the book.
    fn read_work(&self) -> Result<()> {
        let mut known = self.known_work.borrow_mut();
        let mut query = self.conn.prepare_cached(
            "SELECT id, kind, body FROM (SELECT id, kind, body FROM entry WHERE id > ?1 ORDER BY id DESC LIMIT ?2)
             WHERE kind IN ('return', 'placement', 'arrival', 'roster') ORDER BY id",
        )?;
        let mut rows = query.query([known.read, READ])?;
        let mut read = known.read;
        while let Some(row) = rows.next()? {
            read = row.get(0)?;
            let kind: String = row.get(1)?;
            match Fact::read(&kind, row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?) {
                Fact::Return(work) | Fact::Placement(work) | Fact::Arrival(work) => known.hear(read, work),
                Fact::Roster(roster) => {
                    if let Some(StatedWork::Working(work)) = roster.work {
                        known.hear(read, work);
                    }
                }
                _ => {}
            }
        }
        known.read = read;
        known.bound();
        Ok(())
    }
}
