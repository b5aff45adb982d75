//! The best jobs for each of many people, exactly as [`super::fit()`] judges them one by one, only faster: whatever
//! depends on words is worked out once for each pair of distinct words, so that a person and a job cost three look-ups
//! and two comparisons.

use super::fit::{self, Opening, Profile, STALE, Schooling, Verdict};
use super::terms::alike;
use crate::domain::job::{Board, JobState};
use crate::domain::keys::{PlaceClass, Sex};
use crate::domain::region::RegionCode;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// One of the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Which of the jobs given.
    pub job: usize,
    /// As [`super::Fit::score`].
    pub score: u8,
}

/// For each person the `limit` best jobs that nothing excludes, best first; of two that fit alike the first given.
pub fn best_jobs(people: &[Profile], jobs: &[Opening], limit: usize) -> Vec<Vec<Match>> {
    let table = Table::of(people, jobs);
    // People of the same words stand together: what depends on words is worked out once for all of them.
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by(|a, b| {
        let words = |n: usize| people.get(n).map(|p| (&p.trades, &p.wished, p.seeker.wish_place, &p.place));
        words(*a).cmp(&words(*b))
    });
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(order.len().max(1));
    let share = order.len().div_ceil(threads).max(1);
    let mut out: Vec<Vec<Match>> = vec![Vec::new(); people.len()];
    std::thread::scope(|scope| {
        let work: Vec<_> = order
            .chunks(share)
            .map(|part| {
                let table = &table;
                scope.spawn(move || table.best_of(people, part, limit))
            })
            .collect();
        for (part, found) in order.chunks(share).zip(work) {
            // A thread that died has said so on stderr; its people come out without jobs.
            for (n, best) in part.iter().zip(found.join().unwrap_or_default()) {
                if let Some(slot) = out.get_mut(*n) {
                    *slot = best;
                }
            }
        }
    });
    out
}

/// Gives each distinct value a number, in the order in which they come.
struct Numbered<T> {
    all: Vec<T>,
    of: FxHashMap<T, u32>,
}

impl<T: Hash + Eq + Clone> Numbered<T> {
    fn new() -> Self {
        Self { all: Vec::new(), of: FxHashMap::default() }
    }

    fn number(&mut self, value: T) -> u32 {
        if let Some(n) = self.of.get(&value) {
            return *n;
        }
        let n = self.all.len() as u32;
        self.all.push(value.clone());
        self.of.insert(value, n);
        n
    }
}

/// What of a job does not depend on words, place names and wages: few distinct ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Kind {
    class: PlaceClass,
    board: Option<Board>,
    schooling: Schooling,
    sex: Option<Sex>,
    ages: bool,
    stale: bool,
}

/// Trades asked for and trades of the occupation, as numbers of terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Words {
    asked: Vec<u32>,
    occupation: Vec<u32>,
}

/// A job, as the inner loop reads it.
#[derive(Debug, Clone, Copy)]
struct Row {
    job: u32,
    kind: u32,
    words: u32,
    place: u32,
    wage: u32,
    ages: (u32, u32),
}

struct Table {
    rows: Vec<Row>,
    kinds: Vec<Kind>,
    words: Vec<Words>,
    places: Vec<(Option<RegionCode>, Option<String>)>,
    /// For each term that people use, the terms of jobs that are of its trade.
    alike: FxHashMap<String, Vec<u32>>,
    terms: usize,
}

/// Stands for "excluded" among points.
const NEVER: u8 = u8::MAX;

impl Table {
    fn of(people: &[Profile], jobs: &[Opening]) -> Self {
        let (mut kinds, mut words, mut places, mut terms) =
            (Numbered::new(), Numbered::new(), Numbered::new(), Numbered::new());
        let mut rows = Vec::with_capacity(jobs.len());
        for (n, job) in jobs.iter().enumerate().filter(|(_, job)| job.is_open()) {
            let facts = &job.job.facts;
            let mut number = |list: &[String]| list.iter().map(|t| terms.number(t.clone())).collect::<Vec<u32>>();
            let asked = number(&job.asked);
            let occupation = number(&job.occupation);
            rows.push(Row {
                job: n as u32,
                kind: kinds.number(Kind {
                    class: job.class,
                    board: facts.board,
                    schooling: job.schooling,
                    sex: facts.sex,
                    ages: facts.age_from.is_some() || facts.age_to.is_some(),
                    stale: job.state == JobState::Stale,
                }),
                words: words.number(Words { asked, occupation }),
                place: places.number((facts.place_code, facts.place.clone())),
                wage: job.best_wage().unwrap_or(0),
                ages: (facts.age_from.unwrap_or(0), facts.age_to.unwrap_or(u32::MAX)),
            });
        }
        let used: FxHashSet<&String> = people.iter().flat_map(|p| p.trades.iter().chain(&p.wished)).collect();
        let alike = alike_terms(used, &terms.all);
        Self { rows, kinds: kinds.all, words: words.all, places: places.all, alike, terms: terms.all.len() }
    }

    fn best_of(&self, people: &[Profile], part: &[usize], limit: usize) -> Vec<Vec<Match>> {
        let mut sheet = Sheet::default();
        let mut before: Option<&Profile> = None;
        part.iter()
            .filter_map(|n| people.get(*n))
            .map(|who| {
                sheet.fill(self, who, before);
                before = Some(who);
                self.best_for(who, &sheet, limit)
            })
            .collect()
    }

    fn best_for(&self, who: &Profile, sheet: &Sheet, limit: usize) -> Vec<Match> {
        let mut best: Vec<Match> = Vec::with_capacity(limit + 1);
        if limit == 0 {
            return best;
        }
        let (wage_met, wage_unknown) = (fit::wage(Some(1), Some(1)).1, fit::wage(None, None).1);
        let wished = who.wish_wage();
        let mut bar = None;
        for row in &self.rows {
            let (skill, met) = sheet.words[row.words as usize];
            let kind = sheet.kinds[usize::from(met)][row.kind as usize];
            if kind == NEVER {
                continue;
            }
            let wage = match wished {
                Some(wished) if row.wage > 0 => wage_met * u8::from(row.wage >= wished),
                _ => wage_unknown,
            };
            let score = skill + kind + sheet.places[row.place as usize] + wage;
            let score = score.saturating_sub(sheet.stale[row.kind as usize]);
            if bar.is_some_and(|bar| score <= bar) {
                continue;
            }
            if who.seeker.age.is_some_and(|age| age < row.ages.0 || age > row.ages.1) {
                continue;
            }
            let at = best.partition_point(|m| m.score >= score);
            best.insert(at, Match { job: row.job as usize, score });
            best.truncate(limit);
            if best.len() == limit {
                bar = best.last().map(|m| m.score);
            }
        }
        best
    }
}

/// For each of the used terms, the numbers of the jobs' terms that are alike.
fn alike_terms(used: FxHashSet<&String>, terms: &[String]) -> FxHashMap<String, Vec<u32>> {
    let one = |mine: &String| {
        let like = terms.iter().enumerate().filter(|(_, term)| alike(mine, term)).map(|(n, _)| n as u32);
        (mine.clone(), like.collect())
    };
    used.into_iter().map(one).collect()
}

/// What one person's words, wish and schooling come to against each distinct job.
#[derive(Default)]
struct Sheet {
    /// By [`Words`]: points for skill, and whether the wished occupation is met.
    words: Vec<(u8, bool)>,
    /// By place.
    places: Vec<u8>,
    /// By [`Kind`], without and with the wished occupation met; [`NEVER`] = excluded.
    kinds: [Vec<u8>; 2],
    /// By [`Kind`]: what a stale job loses.
    stale: Vec<u8>,
}

impl Sheet {
    /// Fills it in for somebody; what depends only on what they share with the one before stays.
    fn fill(&mut self, table: &Table, who: &Profile, before: Option<&Profile>) {
        if before.is_none_or(|b| b.trades != who.trades || b.wished != who.wished) {
            let flags = |list: &[String]| {
                let mut flags = vec![false; table.terms];
                for n in list.iter().filter_map(|term| table.alike.get(term)).flatten() {
                    flags[*n as usize] = true;
                }
                flags
            };
            let (trades, wished) = (flags(&who.trades), flags(&who.wished));
            let any = |list: &[u32], of: &[bool]| list.iter().any(|n| of[*n as usize]);
            self.words.clear();
            self.words.extend(table.words.iter().map(|w| {
                let (asked, experienced) = (any(&w.asked, &trades), any(&w.occupation, &trades));
                let skill = fit::skill(!w.asked.is_empty(), asked, experienced, who.trades.is_empty()).1;
                (skill, any(&w.occupation, &wished) || any(&w.asked, &wished))
            }));
        }
        if before.is_none_or(|b| b.seeker.wish_place != who.seeker.wish_place || b.place != who.place) {
            let (code, words) = (who.seeker.wish_place, who.place.as_deref());
            self.places.clear();
            self.places.extend(table.places.iter().map(|(c, w)| fit::place_of(code, words, *c, w.as_deref()).1));
        }
        self.stale.clear();
        self.stale.extend(table.kinds.iter().map(|kind| if kind.stale { STALE } else { 0 }));
        for (met, points) in [false, true].into_iter().zip(&mut self.kinds) {
            points.clear();
            points.extend(table.kinds.iter().map(|kind| points_of(kind, who, met)));
        }
    }
}

/// All that a kind of job and a person decide between them.
fn points_of(kind: &Kind, who: &Profile, met: bool) -> u8 {
    let seeker = &who.seeker;
    let (sex, sex_points) = fit::sex(seeker.sex, kind.sex);
    if sex == Verdict::Not {
        return NEVER;
    }
    // An age outside the limits excludes, and is looked at job by job.
    let limit = kind.ages.then_some(0);
    let far = matches!(kind.class, PlaceClass::Province | PlaceClass::Beyond | PlaceClass::Abroad);
    sex_points
        + fit::age(seeker.age, limit, None).1
        + fit::wish(who.wish_key(), kind.class, !who.wished.is_empty(), met).1
        + fit::board(far, kind.class, kind.board).1
        + fit::education(who.schooling, kind.schooling).1
        + fit::capacity(seeker.capacity, kind.class).1
}
