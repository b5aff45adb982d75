//! The best jobs for each of many people, exactly as [`super::fit()`] judges them one by one, only faster: jobs of one
//! kind lie together, the kinds that promise most to somebody are looked at first, and the rest not at all once they
//! cannot bring anything better.

use super::fit::{self, Opening, Profile, STALE, Schooling, Verdict};
use super::terms::alike;
use crate::domain::job::{Board, JobState};
use crate::domain::keys::{Capacity, PlaceClass, Sex, WishKey};
use crate::domain::region::RegionCode;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::hash::Hash;
use std::rc::Rc;

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
    if limit == 0 || people.is_empty() {
        return vec![Vec::new(); people.len()];
    }
    let table = Table::of(people, jobs);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let share = people.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let work: Vec<_> =
            people.chunks(share).map(|part| (part.len(), scope.spawn(|| table.best_of(part, limit)))).collect();
        // A thread that died has said so on stderr; its people come out without jobs.
        work.into_iter().flat_map(|(n, found)| found.join().unwrap_or_else(|_| vec![Vec::new(); n])).collect()
    })
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

/// What of a person decides their points with a [`Kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Sort {
    sex: Option<Sex>,
    age_known: bool,
    wish: WishKey,
    named: bool,
    schooling: Option<u8>,
    capacity: Option<Capacity>,
}

/// A job, as the inner loop reads it. Its terms are those asked for up to `middle`, then those of the occupation.
#[derive(Debug, Clone, Copy)]
struct Row {
    job: u32,
    place: u32,
    wage: u32,
    ages: (u32, u32),
    terms: (u32, u32, u32),
}

struct Table {
    /// By kind, then in the order given.
    rows: Vec<Row>,
    /// Each kind, and where its rows lie.
    kinds: Vec<(Kind, std::ops::Range<usize>)>,
    places: Vec<(Option<RegionCode>, Option<String>)>,
    /// The terms of the rows, by number.
    terms: Vec<u32>,
    /// How many distinct ones there are.
    distinct: usize,
    /// For each term that people use, the terms of jobs that are of its trade.
    alike: FxHashMap<String, Vec<u32>>,
}

/// Knows, or has worked in, a term's trade; wishes for it.
const TRADE: u8 = 1;
const WISHED: u8 = 2;
/// So many places wished for are remembered at a time.
const PLACES: usize = 1_000;

/// The kinds that do not exclude somebody, and their points without and with the wished occupation met; those that
/// promise most first.
type Points = Vec<(usize, [i16; 2])>;

/// A place wished for: its code, or its words where no code could be told.
type Wished<'a> = (Option<RegionCode>, Option<&'a str>);

impl Table {
    fn of(people: &[Profile], jobs: &[Opening]) -> Self {
        let (mut kinds, mut places, mut names) = (Numbered::new(), Numbered::new(), Numbered::new());
        let (mut rows, mut terms) = (Vec::with_capacity(jobs.len()), Vec::new());
        for (n, job) in jobs.iter().enumerate().filter(|(_, job)| job.is_open()) {
            let facts = &job.job.facts;
            let kind = kinds.number(Kind {
                class: job.class,
                board: facts.board,
                schooling: job.schooling,
                sex: facts.sex,
                ages: facts.age_from.is_some() || facts.age_to.is_some(),
                stale: job.state == JobState::Stale,
            });
            let begin = terms.len() as u32;
            terms.extend(job.asked.iter().map(|term| names.number(term.clone())));
            let middle = terms.len() as u32;
            terms.extend(job.occupation.iter().map(|term| names.number(term.clone())));
            let row = Row {
                job: n as u32,
                place: places.number((facts.place_code, facts.place.clone())),
                wage: job.best_wage().unwrap_or(0),
                ages: (facts.age_from.unwrap_or(0), facts.age_to.unwrap_or(u32::MAX)),
                terms: (begin, middle, terms.len() as u32),
            };
            rows.push((kind, row));
        }
        rows.sort_by_key(|(kind, row)| (*kind, row.job));
        let spans = kinds.all.into_iter().enumerate().map(|(n, kind)| {
            let from = rows.partition_point(|(k, _)| (*k as usize) < n);
            (kind, from..rows.partition_point(|(k, _)| (*k as usize) <= n))
        });
        let used: FxHashSet<&String> = people.iter().flat_map(|p| p.trades.iter().chain(&p.wished)).collect();
        Self {
            kinds: spans.collect(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            places: places.all,
            terms,
            distinct: names.all.len(),
            alike: alike_terms(used, &names.all),
        }
    }

    fn best_of(&self, people: &[Profile], limit: usize) -> Vec<Vec<Match>> {
        let mut sorts: FxHashMap<Sort, Rc<Points>> = FxHashMap::default();
        let mut places: FxHashMap<Wished<'_>, Rc<Vec<u8>>> = FxHashMap::default();
        let mut flags = vec![0; self.distinct];
        people
            .iter()
            .map(|who| {
                let sort = Sort {
                    sex: who.seeker.sex,
                    age_known: who.seeker.age.is_some(),
                    wish: who.wish_key(),
                    named: !who.wished.is_empty(),
                    schooling: who.schooling,
                    capacity: who.seeker.capacity,
                };
                let points = sorts.entry(sort).or_insert_with(|| Rc::new(self.points(&sort))).clone();
                if places.len() > PLACES {
                    places.clear();
                }
                let (code, words) = (who.seeker.wish_place, who.place.as_deref());
                let near = places.entry((code, words)).or_insert_with(|| {
                    let points = |(c, w): &(_, Option<String>)| fit::place_of(code, words, *c, w.as_deref()).1;
                    Rc::new(self.places.iter().map(points).collect())
                });
                let near = near.clone();
                self.mark(who, &mut flags);
                self.best_for(who, &points, &near, &flags, limit)
            })
            .collect()
    }

    fn points(&self, who: &Sort) -> Points {
        let all = self.kinds.iter().enumerate();
        let mut out: Points = all.filter_map(|(n, (kind, _))| Some((n, points_of(kind, who)?))).collect();
        out.sort_by_key(|(n, points)| (Reverse(points[0].max(points[1])), *n));
        out
    }

    /// Marks the terms of jobs whose trade somebody knows or wishes for.
    fn mark(&self, who: &Profile, flags: &mut [u8]) {
        flags.fill(0);
        for (list, mark) in [(&who.trades, TRADE), (&who.wished, WISHED)] {
            for n in list.iter().filter_map(|term| self.alike.get(term)).flatten() {
                flags[*n as usize] |= mark;
            }
        }
    }

    fn best_for(&self, who: &Profile, points: &Points, near: &[u8], flags: &[u8], limit: usize) -> Vec<Match> {
        let (wage_met, wage_unknown) = (i16::from(fit::wage(Some(1), Some(1)).1), i16::from(fit::wage(None, None).1));
        let wished = who.wish_wage();
        let ignorant = who.trades.is_empty();
        let skill = |asks, meets, experienced| i16::from(fit::skill(asks, meets, experienced, ignorant).1);
        // By whether a skill is asked for, and met, and whether they have worked so.
        let skills = [
            [skill(false, false, false), skill(false, false, true)],
            [skill(true, false, false), skill(true, false, true)],
            [skill(true, true, false), skill(true, true, true)],
        ];
        let known = flags.iter().fold(0, |all, flag| all | flag);
        let most = if known & TRADE == 0 { skills[0][0].max(skills[1][0]) } else { skills[2][1] }
            + near.iter().max().map_or(0, |n| i16::from(*n))
            + if wished.is_some() { wage_met } else { wage_unknown };
        let mut best: Vec<Match> = Vec::with_capacity(limit.min(self.rows.len()) + 1);
        for (kind, points) in points {
            let full = best.last().filter(|_| best.len() == limit).map(|m| i16::from(m.score));
            if full.is_some_and(|bar| (points[0].max(points[1]) + most).max(0) < bar) {
                break;
            }
            for row in &self.rows[self.kinds[*kind].1.clone()] {
                let (begin, middle, end) = (row.terms.0 as usize, row.terms.1 as usize, row.terms.2 as usize);
                let any = |terms: &[u32]| terms.iter().fold(0, |all, n| all | flags[*n as usize]);
                let (asked, occupation) = (any(&self.terms[begin..middle]), any(&self.terms[middle..end]));
                let asks = usize::from(middle > begin) + usize::from(asked & TRADE);
                let wage = match wished {
                    Some(wished) if row.wage > 0 => wage_met * i16::from(row.wage >= wished),
                    _ => wage_unknown,
                };
                let met = usize::from((asked | occupation) & WISHED != 0);
                let score = points[met] + skills[asks][usize::from(occupation & TRADE)] + wage;
                let score = (score + i16::from(near[row.place as usize])).max(0) as u8;
                let found = Match { job: row.job as usize, score };
                let key = |m: &Match| (Reverse(m.score), m.job);
                if best.len() == limit && best.last().is_some_and(|last| key(last) <= key(&found)) {
                    continue;
                }
                if who.seeker.age.is_some_and(|age| age < row.ages.0 || age > row.ages.1) {
                    continue;
                }
                let at = best.partition_point(|m| key(m) < key(&found));
                best.insert(at, found);
                best.truncate(limit);
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

/// All that a kind of job and a sort of person decide between them, without and with the wished occupation met; `None`
/// where it excludes. What a stale job loses is taken off already.
fn points_of(kind: &Kind, who: &Sort) -> Option<[i16; 2]> {
    let (sex, sex_points) = fit::sex(who.sex, kind.sex);
    if sex == Verdict::Not {
        return None;
    }
    // An age outside the limits excludes, and is looked at job by job.
    let limit = kind.ages.then_some(0);
    let age = who.age_known.then_some(0);
    let far = matches!(kind.class, PlaceClass::Province | PlaceClass::Beyond | PlaceClass::Abroad);
    let sum = sex_points
        + fit::age(age, limit, None).1
        + fit::board(far, kind.class, kind.board).1
        + fit::education(who.schooling, kind.schooling).1
        + fit::capacity(who.capacity, kind.class).1;
    let sum = i16::from(sum) - if kind.stale { i16::from(STALE) } else { 0 };
    Some([false, true].map(|met| sum + i16::from(fit::wish(who.wish, kind.class, who.named, met).1)))
}
