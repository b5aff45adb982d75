//! The list of people, a page at a time. SQL chooses who is on the page, by columns that hold for every day (spans of
//! days, not a status of today); only the people of the page are folded. A county is walked village by village, so that
//! nobody sorts or holds a million people.

mod sql;
mod units;

use super::Book;
use super::error::Result;
use super::person_rows::PersonRow;
use super::row::day_to_sql;
use crate::domain::keys::HouseholdKind;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use sql::{From, HOME_BY_HOME, UNPAID, in_village, list_of};
pub(super) use units::UnitCounts;

/// So many people are looked up for a text; a longer list is told by [`PeoplePage::at_least`].
const FOUND: usize = 2_000;
/// So many people are looked through for a count beyond the page.
const COUNTED: u64 = 1_500;
/// A book of so many people is always looked through whole: its lists can be marked from end to end.
const WHOLE: u64 = 10_000;
/// So many households are looked through at a time.
const HOMES: usize = 500;
/// A list of so many households is always looked through whole.
const WHOLE_HOMES: usize = 1_500;
/// So many people at most are sorted by age or wage, or picked out in the order of names.
const SORTED: u64 = 60_000;

/// In which order people are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PeopleSort {
    /// As [`Book::find`] has them; without a text, as [`PeopleSort::Home`].
    #[default]
    Best,
    /// By village, household number, the oldest first.
    Home,
    /// By name.
    Name,
    /// The youngest first; those of unknown age last.
    Age,
    /// The best paid first; those without a wage last.
    Wage,
}

/// Whom to list; `None` and `false` ask nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facets {
    /// Counts in this village.
    pub village: Option<RegionCode>,
    /// Of the labour force, and at work or not.
    pub employed: Option<bool>,
    /// Of a household of this kind.
    pub kind: Option<HouseholdKind>,
    /// Of a zero-employment household (零就业家庭).
    pub zero: bool,
    /// Should have returned to work and has not (应返岗未返岗).
    pub awaited: bool,
    /// On the roster, or not on it any more (moved away, died).
    pub on_roster: Option<bool>,
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// As typed: see [`Book::find`].
    pub text: String,
    /// Whom.
    pub facets: Facets,
    /// In which order.
    pub sort: PeopleSort,
    /// The first row, from 0.
    pub offset: usize,
    /// How many rows.
    pub limit: usize,
}

/// A page of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PeoplePage {
    /// How many there are.
    pub total: u64,
    /// There are more than `total`: to count them all would take too long.
    pub at_least: bool,
    /// The list was too long to be sorted as asked, and stands by village.
    pub by_home: bool,
    /// The rows asked for.
    pub rows: Vec<PersonRow>,
}

/// Who is on the page, before anybody is folded.
#[derive(Default)]
struct Chosen {
    total: u64,
    at_least: bool,
    by_home: bool,
    ids: Vec<SubjectId>,
}

impl Book {
    /// A page of the list of people, as they stand on `day` by all that is known now.
    pub fn people(&self, query: &PeopleQuery, day: NaiveDate) -> Result<PeoplePage> {
        let chosen = if query.text.trim().is_empty() { self.listed(query, day)? } else { self.searched(query, day)? };
        let Chosen { total, at_least, by_home, ids } = chosen;
        Ok(PeoplePage { total, at_least, by_home, rows: self.person_rows(&ids, day)? })
    }

    fn searched(&self, query: &PeopleQuery, day: NaiveDate) -> Result<Chosen> {
        let found = self.candidates(&query.text, FOUND)?;
        let list: Vec<i64> = found.iter().map(|(id, _)| id.to_i64()).collect();
        let mut facets = query.facets.conditions();
        if let Some(village) = query.facets.village {
            let unit = self.steering.rules.unit_of(Some(village)).number();
            facets.push_str(&format!(" AND {}", in_village(unit)));
        }
        let zero: FxHashSet<SubjectId>;
        let list = if query.facets.zero {
            zero = self.zero_households(day)?.into_iter().map(|(id, ..)| id).collect();
            let homes = self.homes(&list)?;
            list.into_iter()
                .zip(homes)
                .filter(|(_, home)| home.is_some_and(|h| zero.contains(&h)))
                .map(|p| p.0)
                .collect()
        } else {
            list
        };
        let list = serde_json::to_string(&list)?;
        Ok(Chosen {
            total: self.count_of(From::Ids, &facets, &list, day)?,
            at_least: found.len() >= FOUND,
            by_home: false,
            ids: self.ids_of(
                From::Ids,
                &facets,
                &query.sort.sql(From::Ids),
                &list,
                day,
                (query.offset as u64, query.limit),
            )?,
        })
    }

    /// The households of these people, in their order.
    fn homes(&self, people: &[i64]) -> Result<Vec<Option<SubjectId>>> {
        let mut query = self.conn.prepare_cached(
            "SELECT p.household FROM json_each(?1) j LEFT JOIN person p ON p.id = j.value ORDER BY j.key",
        )?;
        let rows = query.query_map([serde_json::to_string(people)?], |r| {
            Ok(r.get::<_, Option<i64>>(0)?.map(SubjectId::from_i64))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn listed(&self, query: &PeopleQuery, day: NaiveDate) -> Result<Chosen> {
        let facets = query.facets.conditions();
        let window = (query.offset as u64, query.limit);
        let few = match query.facets {
            Facets { zero: true, .. } => Some(self.zero_homes(day, "1")?.into_iter().map(SubjectId::to_i64).collect()),
            Facets { village: None, kind: Some(kind), .. } => self.homes_of_rare(kind)?,
            _ => None,
        };
        if let Some(mut homes) = few {
            let Some(village) = query.facets.village else { return self.of_homes(&homes, &facets, query, day) };
            let unit = self.steering.rules.unit_of(Some(village)).number();
            let here = self.homes_in(unit)?;
            homes.retain(|home| here.contains(home));
            return self.of_homes(&homes, &format!("{facets} AND {}", in_village(unit)), query, day);
        }
        let units = self.people_of_units(query.facets.village)?;
        let all: u64 = units.iter().map(|(_, n)| n).sum();
        let sorted = matches!(query.sort, PeopleSort::Age | PeopleSort::Wage);
        let picked = query.sort == PeopleSort::Name && !query.facets.open();
        let by_home = (sorted || picked) && all > SORTED;
        if !by_home && (sorted || query.sort == PeopleSort::Name) {
            let (from, list) = match query.facets.village {
                Some(_) => (From::Units, list_of(&units)?),
                None => (From::All, String::from("[]")),
            };
            let (counts, whole) = self.matching(&units, query, day, COUNTED)?;
            let total: u64 = counts.iter().map(|(_, n)| n).sum();
            // A page near the end is asked for from there: no more than it and what stands behind it is gone through.
            let turned = Some(window.0).filter(|first| whole && *first > total / 2).and(query.sort.backwards());
            let ids = match (query.sort, from, turned) {
                (PeopleSort::Wage, From::All, _) => self.by_wage(&facets, day, window)?,
                (.., Some(order)) => {
                    let rows = (query.limit as u64).min(total.saturating_sub(window.0));
                    let behind = total - window.0.min(total) - rows;
                    let mut ids = self.ids_of(from, &facets, order, &list, day, (behind, rows as usize))?;
                    ids.reverse();
                    ids
                }
                _ => self.ids_of(from, &facets, &query.sort.sql(from), &list, day, window)?,
            };
            return Ok(Chosen { total, at_least: !whole, by_home, ids });
        }
        let (counts, whole) = self.matching(&units, query, day, 0)?;
        // The units that the page lies in, and what stands before it in the first of them.
        let (mut before, mut pages) = (0, Vec::new());
        let (start, end) = (window.0, window.0.saturating_add(query.limit as u64));
        let mut skip = 0;
        for (unit, n) in &counts {
            if before < end && before + n > start {
                if pages.is_empty() {
                    skip = start - before;
                }
                pages.push((*unit, *n));
            }
            before += n;
        }
        let ids = if pages.is_empty() {
            Vec::new()
        } else {
            self.ids_of(
                From::Units,
                &facets,
                &PeopleSort::Home.sql(From::Units),
                &list_of(&pages)?,
                day,
                (skip, query.limit),
            )?
        };
        Ok(Chosen { total: before, at_least: !whole, by_home, ids })
    }

    /// The households of a kind that few are of, by village and number; `None` for the other kinds.
    fn homes_of_rare(&self, kind: HouseholdKind) -> Result<Option<Vec<i64>>> {
        if !matches!(kind, HouseholdKind::Unstable | HouseholdKind::Marginal | HouseholdKind::Sudden) {
            return Ok(None);
        }
        let mut query = self.conn.prepare_cached(
            "SELECT id FROM household WHERE kind = ?1 AND (kind = 'unstable' OR kind = 'marginal' OR kind = 'sudden')
             ORDER BY unit, household_no IS NULL, household_no, id",
        )?;
        let rows = query.query_map([kind.key()], |r| r.get(0))?;
        Ok(Some(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// The households of the people who count in a village.
    fn homes_in(&self, unit: u64) -> Result<FxHashSet<i64>> {
        let mut query = self.conn.prepare_cached(
            "SELECT household FROM person WHERE unit = ?1 AND household IS NOT NULL AND name IS NOT NULL",
        )?;
        let rows = query.query_map([unit as i64], |r| r.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The people of these households who fit, household by household until the page is full and enough were looked at;
    /// all of them where they are to be sorted otherwise.
    fn of_homes(&self, homes: &[i64], facets: &str, query: &PeopleQuery, day: NaiveDate) -> Result<Chosen> {
        let end = query.offset.saturating_add(query.limit);
        let sorted = !matches!(query.sort, PeopleSort::Best | PeopleSort::Home);
        let part = if sorted || homes.len() <= WHOLE_HOMES { homes.len().max(1) } else { HOMES };
        let order = if sorted { query.sort.sql(From::Households) } else { HOME_BY_HOME.into() };
        let mut found: Vec<SubjectId> = Vec::new();
        let mut parts = homes.chunks(part);
        let mut looked = 0;
        while looked < HOMES * 2 || found.len() < end {
            let Some(some) = parts.next() else { break };
            let list = serde_json::to_string(some)?;
            found.extend(self.ids_of(From::Households, facets, &order, &list, day, (0, i64::MAX as usize))?);
            looked += some.len();
        }
        Ok(Chosen {
            total: found.len() as u64,
            at_least: parts.next().is_some(),
            by_home: false,
            ids: found.into_iter().skip(query.offset).take(query.limit).collect(),
        })
    }

    /// How many people of each unit fit, unit by unit until the page is full and enough are counted; and whether that
    /// was all.
    fn matching(
        &self,
        units: &[(i64, u64)],
        query: &PeopleQuery,
        day: NaiveDate,
        least: u64,
    ) -> Result<(Vec<(i64, u64)>, bool)> {
        if query.facets.open() {
            return Ok((units.to_vec(), true));
        }
        let asked = query.facets.conditions();
        let sql = format!(
            "SELECT p.unit, count(*) FROM {} WHERE {asked} GROUP BY p.unit ORDER BY p.unit",
            From::Units.counted(&asked)
        );
        let mut counting = self.conn.prepare_cached(&sql)?;
        let end = query.offset.saturating_add(query.limit) as u64;
        let all: u64 = units.iter().map(|(_, n)| n).sum();
        let part = if all <= WHOLE { all } else { COUNTED };
        let (mut out, mut total, mut rest, mut looked) = (Vec::new(), 0, units, 0);
        while !rest.is_empty() && (total < end || looked < least || looked == 0) {
            let mut people = 0;
            let taken = rest
                .iter()
                .take_while(|(_, n)| {
                    let more = people == 0 || people + n <= part;
                    people += n;
                    more
                })
                .count();
            let (part, later) = rest.split_at(taken.min(rest.len()));
            let rows = counting.query_map(rusqlite::params![day_to_sql(day), list_of(part)?], |r| {
                Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)? as u64))
            })?;
            for row in rows {
                let (unit, n) = row?;
                total += n;
                out.push((unit, n));
            }
            looked += part.iter().map(|(_, n)| n).sum::<u64>();
            rest = later;
        }
        Ok((out, rest.is_empty()))
    }

    /// A page of everybody by wage: those who are paid from one pass through all work, then the others.
    fn by_wage(&self, facets: &str, day: NaiveDate, (offset, limit): (u64, usize)) -> Result<Vec<SubjectId>> {
        let window = (offset, limit);
        let mut ids = self.ids_of(From::Paid, facets, &PeopleSort::Wage.sql(From::Paid), "[]", day, window)?;
        let left = limit - ids.len().min(limit);
        if left > 0 {
            let paid = match ids.len() {
                0 => self.count_of(From::Paid, facets, "[]", day)?,
                n => offset + n as u64,
            };
            let (others, rest) = (format!("{facets} AND {UNPAID}"), (offset.saturating_sub(paid), left));
            ids.extend(self.ids_of(From::All, &others, "p.id", "[]", day, rest)?);
        }
        Ok(ids)
    }

    fn count_of(&self, from: From, facets: &str, list: &str, day: NaiveDate) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM {} WHERE {facets} AND ?2 IS NOT NULL", from.counted(facets));
        let mut query = self.conn.prepare_cached(&sql)?;
        let n: i64 = query.query_row(rusqlite::params![day_to_sql(day), list], |r| r.get(0))?;
        Ok(n as u64)
    }

    fn ids_of(
        &self,
        from: From,
        facets: &str,
        order: &str,
        list: &str,
        day: NaiveDate,
        (offset, limit): (u64, usize),
    ) -> Result<Vec<SubjectId>> {
        let sql = format!(
            "SELECT p.id FROM {} WHERE {facets} AND ?2 IS NOT NULL ORDER BY {order} LIMIT ?3 OFFSET ?4",
            from.sql()
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(rusqlite::params![day_to_sql(day), list, limit as i64, offset as i64], |r| {
            r.get(0).map(SubjectId::from_i64)
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
