//! The list of people, a page at a time. SQL chooses who is on the page, by columns that hold for every day (spans of
//! days, not a status of today); only the people of the page are folded. A county is walked village by village, so that
//! nobody sorts or holds a million people.

use super::Book;
use super::changed::Token;
use super::error::Result;
use super::person_rows::PersonRow;
use super::row::day_to_sql;
use crate::domain::keys::HouseholdKind;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;

/// So many people are looked up for a text; a longer list is told by [`PeoplePage::at_least`].
const FOUND: usize = 2_000;
/// So many people are looked through for a count beyond the page.
const COUNTED: u64 = 10_000;
/// So many people at most are sorted by age or wage, or picked out in the order of names.
const SORTED: u64 = 60_000;

/// What `p` earns on the day ?1: by the work that began last of what holds then.
const WAGE: &str = "(SELECT s.wage FROM spell s WHERE s.person = p.id AND coalesce(s.start, 0) <= ?1
     AND coalesce(s.end, 99991231) > ?1 ORDER BY coalesce(s.start, 0) DESC, s.n DESC LIMIT 1)";

/// Everybody who earns something on the day ?1, as [`WAGE`] has it, in one pass through all work.
const PAID: &str = "(SELECT s.person, s.wage, max(coalesce(s.start, 0) * 1000 + s.n) FROM spell s
     WHERE coalesce(s.start, 0) <= ?1 AND coalesce(s.end, 99991231) > ?1 GROUP BY s.person) w
     CROSS JOIN person p ON p.id = w.person AND w.wage IS NOT NULL LEFT JOIN household h ON h.id = p.household";

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

/// How many people each unit has, as of a state of the book.
#[derive(Debug, Default)]
pub(super) struct UnitCounts {
    at: Token,
    counts: Vec<(i64, u64)>,
}

/// Where rows come from: everybody, those who are paid, or the people, units or households of a list.
#[derive(Clone, Copy)]
enum From {
    All,
    Paid,
    Ids,
    Units,
    Households,
}

impl From {
    fn sql(self) -> &'static str {
        match self {
            From::All => "person p LEFT JOIN household h ON h.id = p.household",
            From::Paid => PAID,
            From::Ids => {
                "json_each(?2) j CROSS JOIN person p ON p.id = j.value LEFT JOIN household h ON h.id = p.household"
            }
            From::Units => {
                "json_each(?2) j CROSS JOIN person p ON p.unit = j.value LEFT JOIN household h ON h.id = p.household"
            }
            From::Households => {
                "json_each(?2) j CROSS JOIN person p ON p.household = j.value LEFT JOIN household h ON h.id = p.household"
            }
        }
    }
}

impl Facets {
    /// Asks nothing but the village.
    fn open(&self) -> bool {
        *self == Self { village: self.village, ..Self::default() }
    }

    /// The conditions on `person p LEFT JOIN household h`, on the day ?1.
    fn conditions(&self) -> String {
        let mut out = vec!["p.name IS NOT NULL AND ?1 > 0".to_string()];
        if let Some(employed) = self.employed {
            // Not EXISTS: SQLite makes a join of it, and goes through every spell first.
            out.push(format!(
                "p.labour_from <= ?1 AND p.labour_to > ?1 AND (SELECT 1 FROM spell s WHERE s.person = p.id
                     AND coalesce(s.start, 0) <= ?1 AND coalesce(s.end, 99991231) > ?1 LIMIT 1) IS {} NULL",
                if employed { "NOT" } else { "" }
            ));
        }
        if let Some(kind) = self.kind {
            out.push(format!("coalesce(h.kind, '{}') = '{}'", HouseholdKind::Unknown.key(), kind.key()));
        }
        if self.awaited {
            out.push("p.awaited = 1".into());
        }
        if let Some(on) = self.on_roster {
            out.push(format!("p.roster = {}", i64::from(on)));
        }
        out.join(" AND ")
    }
}

impl PeopleSort {
    fn sql(self, from: From) -> String {
        let columns = match (self, from) {
            (Self::Best, From::Ids) => "j.key",
            (Self::Best | Self::Home, _) => {
                "p.unit, h.household_no IS NULL, h.household_no, p.household, p.birth IS NULL, p.birth, p.id"
            }
            (Self::Name, _) => "p.name, p.id",
            (Self::Age, _) => "p.birth IS NULL, p.birth DESC, p.id",
            (Self::Wage, From::Paid) => "w.wage DESC, p.id",
            (Self::Wage, _) => return format!("{WAGE} DESC NULLS LAST, p.id"),
        };
        columns.to_string()
    }
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
            facets.push_str(&format!(" AND p.unit = {}", self.steering.rules.unit_of(Some(village)).number()));
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
            Facets { zero: true, .. } => {
                Some(self.zero_households(day)?.into_iter().map(|(id, ..)| id.to_i64()).collect())
            }
            Facets { village: None, kind: Some(kind), .. } => self.households_of_rare(kind)?,
            _ => None,
        };
        if let Some(households) = few {
            let village = query.facets.village.map(|village| self.steering.rules.unit_of(Some(village)).number());
            let facets = village.map_or(facets.clone(), |unit| format!("{facets} AND p.unit = {unit}"));
            let list = serde_json::to_string(&households)?;
            return Ok(Chosen {
                total: self.count_of(From::Households, &facets, &list, day)?,
                ids: self.ids_of(From::Households, &facets, &query.sort.sql(From::Households), &list, day, window)?,
                ..Chosen::default()
            });
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
            let ids = match (query.sort, from) {
                (PeopleSort::Wage, From::All) => self.by_wage(&facets, day, window)?,
                _ => self.ids_of(from, &facets, &query.sort.sql(from), &list, day, window)?,
            };
            return Ok(Chosen { total: counts.iter().map(|(_, n)| n).sum(), at_least: !whole, by_home, ids });
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

    /// The households of a kind that few are of; `None` for the others.
    fn households_of_rare(&self, kind: HouseholdKind) -> Result<Option<Vec<i64>>> {
        if !matches!(kind, HouseholdKind::Unstable | HouseholdKind::Marginal | HouseholdKind::Sudden) {
            return Ok(None);
        }
        let mut query = self.conn.prepare_cached(
            "SELECT id FROM household WHERE kind = ?1 AND kind IN ('unstable', 'marginal', 'sudden')",
        )?;
        let rows = query.query_map([kind.key()], |r| r.get(0))?;
        Ok(Some(rows.collect::<rusqlite::Result<_>>()?))
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
        let sql = format!(
            "SELECT p.unit, count(*) FROM {} WHERE {} GROUP BY p.unit ORDER BY p.unit",
            From::Units.sql(),
            query.facets.conditions()
        );
        let mut counting = self.conn.prepare_cached(&sql)?;
        let end = query.offset.saturating_add(query.limit) as u64;
        let (mut out, mut total, mut rest, mut looked) = (Vec::new(), 0, units, 0);
        while !rest.is_empty() && (total < end || looked < least || looked == 0) {
            let mut people = 0;
            let taken = rest
                .iter()
                .take_while(|(_, n)| {
                    let more = people == 0 || people + n <= COUNTED;
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

    /// How many people each unit has: of one unit, or of all, by code.
    fn people_of_units(&self, village: Option<RegionCode>) -> Result<Vec<(i64, u64)>> {
        let now = self.token()?;
        let mut known = self.unit_counts.borrow_mut();
        if known.at != now || known.counts.is_empty() {
            let mut query = self.conn.prepare_cached(
                "SELECT unit, count(*) FROM person WHERE name IS NOT NULL GROUP BY unit ORDER BY unit",
            )?;
            let rows = query.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)? as u64)))?;
            *known = UnitCounts { at: now, counts: rows.collect::<rusqlite::Result<_>>()? };
        }
        let village = village.map(|village| self.steering.rules.unit_of(Some(village)).number() as i64);
        Ok(known.counts.iter().filter(|(unit, _)| village.is_none_or(|v| v == *unit)).copied().collect())
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
            let (others, rest) = (format!("{facets} AND {WAGE} IS NULL"), (offset.saturating_sub(paid), left));
            ids.extend(self.ids_of(From::All, &others, "p.id", "[]", day, rest)?);
        }
        Ok(ids)
    }

    fn count_of(&self, from: From, facets: &str, list: &str, day: NaiveDate) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM {} WHERE {facets} AND ?2 IS NOT NULL", from.sql());
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

fn list_of(units: &[(i64, u64)]) -> Result<String> {
    let units: Vec<i64> = units.iter().map(|(unit, _)| *unit).collect();
    Ok(serde_json::to_string(&units)?)
}
