//! The list of people in SQL: where rows come from, whom they are narrowed to, in which order they stand. Each speaks of
//! `person p LEFT JOIN household h` on the day ?1; ?2 is a list as JSON.

use super::{Facets, PeopleSort};
use crate::book::error::Result;
use crate::domain::keys::HouseholdKind;

/// What `p` earns on the day ?1: by the work that began last of what holds then.
const WAGE: &str = "(SELECT s.wage FROM spell s WHERE s.person = p.id AND coalesce(s.start, 0) <= ?1
     AND coalesce(s.end, 99991231) > ?1 ORDER BY coalesce(s.start, 0) DESC, s.n DESC LIMIT 1)";

/// What everybody earns on the day ?1, as [`WAGE`] has it, in one pass through all work.
macro_rules! wages {
    () => {
        "(SELECT s.person, s.wage, max(coalesce(s.start, 0) * 1000 + s.n) FROM spell s
          WHERE coalesce(s.start, 0) <= ?1 AND coalesce(s.end, 99991231) > ?1 GROUP BY s.person) w"
    };
}

/// Who of `person p` earns nothing on the day ?1.
pub(super) const UNPAID: &str = concat!("p.id NOT IN (SELECT w.person FROM ", wages!(), " WHERE w.wage IS NOT NULL)");

/// Where rows come from: everybody, those who are paid, or the people, units or households of a list.
#[derive(Clone, Copy)]
pub(super) enum From {
    All,
    Paid,
    Ids,
    Units,
    Households,
}

/// The household of each.
macro_rules! with_household {
    ($($people:expr),+) => { concat!($($people,)+ " LEFT JOIN household h ON h.id = p.household") };
}

impl From {
    pub(super) fn sql(self) -> &'static str {
        match self {
            From::All => with_household!("person p"),
            From::Paid => {
                with_household!(wages!(), " CROSS JOIN person p ON p.id = w.person AND w.wage IS NOT NULL")
            }
            From::Ids => with_household!("json_each(?2) j CROSS JOIN person p ON p.id = j.value"),
            From::Units => with_household!("json_each(?2) j CROSS JOIN person p ON p.unit = j.value"),
            From::Households => with_household!("json_each(?2) j CROSS JOIN person p ON p.household = j.value"),
        }
    }

    /// The same to count in: where it counts, SQLite looks every household up, whether the conditions speak of it or not.
    pub(super) fn counted(self, conditions: &str) -> &'static str {
        let all = self.sql();
        if conditions.contains("h.") { all } else { all.strip_suffix(with_household!("")).unwrap_or(all) }
    }
}

/// The order of a list of households, in each the oldest first.
pub(super) const HOME_BY_HOME: &str = "j.key, p.birth IS NULL, p.birth, p.id";

impl Facets {
    /// Asks nothing but the village.
    pub(super) fn open(&self) -> bool {
        *self == Self { village: self.village, ..Self::default() }
    }

    /// The conditions on `person p LEFT JOIN household h`, on the day ?1.
    pub(super) fn conditions(&self) -> String {
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
    /// The same order from its end, where it is made by sorting, or an index has it.
    pub(super) fn backwards(self) -> Option<&'static str> {
        match self {
            Self::Age => Some("p.birth IS NULL DESC, p.birth, p.id DESC"),
            Self::Name => Some("p.name DESC, p.id DESC"),
            _ => None,
        }
    }

    pub(super) fn sql(self, from: From) -> String {
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

/// Of a list of people or households, those of a village. The plus keeps SQLite from the index of villages, by which it
/// would read all of the village for each of the list.
pub(super) fn in_village(unit: u64) -> String {
    format!("+p.unit = {unit}")
}

pub(super) fn list_of(units: &[(i64, u64)]) -> Result<String> {
    let units: Vec<i64> = units.iter().map(|(unit, _)| *unit).collect();
    Ok(serde_json::to_string(&units)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::book::{Book, Options};
    use crate::domain::region::RegionCode;

    /// Few are awaited, and few gone: also where the indexes were made anew, as an import does.
    #[test]
    fn few_are_found_without_a_look_at_all() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        crate::book::tables::make(&conn).unwrap();
        let open = Facets::default();
        let [awaited, gone] = [Facets { awaited: true, ..open }, Facets { on_roster: Some(false), ..open }];
        for _ in 0..2 {
            for (facets, index) in [(awaited, "person_awaited"), (gone, "person_gone")] {
                let facets = facets.conditions();
                let sql = format!("EXPLAIN QUERY PLAN SELECT p.id FROM {} WHERE {facets}", From::Units.sql());
                let mut plan = conn.prepare(&sql).unwrap();
                let steps = plan.query_map(rusqlite::params![20260301, "[]"], |r| r.get::<_, String>(3)).unwrap();
                let steps: Vec<String> = steps.map(|step| step.unwrap()).collect();
                assert!(steps.iter().any(|step| step.contains(index)), "{steps:?}");
            }
            crate::book::tables::drop_indexes(&conn, "person").unwrap();
            conn.execute_batch(crate::book::tables::INDEXES).unwrap();
        }
    }

    #[test]
    fn households_are_looked_up_only_where_they_are_asked_about() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        crate::book::tables::make(&conn).unwrap();
        let open = Facets { employed: Some(true), ..Facets::default() };
        for (facets, asked) in [(open, false), (Facets { kind: Some(HouseholdKind::Sudden), ..open }, true)] {
            let facets = facets.conditions();
            for from in [From::All, From::Paid, From::Ids, From::Units, From::Households] {
                let sql = format!("EXPLAIN QUERY PLAN SELECT count(*) FROM {} WHERE {facets}", from.counted(&facets));
                let mut plan = conn.prepare(&sql).unwrap();
                let list = plan.parameter_count() > 1;
                let given: &[&dyn rusqlite::ToSql] = if list { &[&20260301, &"[]"] } else { &[&20260301] };
                let steps = plan.query_map(given, |r| r.get::<_, String>(3)).unwrap();
                let steps: Vec<String> = steps.map(|step| step.unwrap()).collect();
                assert_eq!(steps.iter().any(|step| step.starts_with("SEARCH h ")), asked, "{steps:?}");
            }
        }
    }

    /// Nothing but the people of the households in question is read, whatever else is asked.
    #[test]
    fn the_people_of_some_households_are_read_by_household() {
        let folder = tempfile::tempdir().unwrap();
        let unit = RegionCode::parse("529999001").unwrap();
        let book = Book::create(&folder.path().join("book.zb"), unit, Options::default()).unwrap();
        let facets = Facets { kind: Some(HouseholdKind::Marginal), employed: Some(true), ..Facets::default() };
        let facets = format!("{} AND {}", facets.conditions(), in_village(1));
        let sql = format!("EXPLAIN QUERY PLAN SELECT p.id FROM {} WHERE {facets}", From::Households.sql());
        let mut plan = book.conn.prepare(&sql).unwrap();
        let steps = plan.query_map(rusqlite::params![20260301, "[]"], |r| r.get::<_, String>(3)).unwrap();
        let steps: Vec<String> = steps.map(|step| step.unwrap()).collect();
        assert!(steps.iter().any(|step| step.contains("person_household")), "{steps:?}");
    }
}
