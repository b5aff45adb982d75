//! Finding people: by name, given name, their sound, ID number, phone, village. Exact, then from the beginning, then by
//! the last digits of a number. Every way has an index: nothing looks through all people.

use super::Book;
use super::error::Result;
use super::project::given_key;
use super::scene::Scene;
use crate::domain::keys::PlaceClass;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::text;
use chrono::NaiveDate;
use compact_str::CompactString;
use rusqlite::params;
use rustc_hash::FxHashSet;
use serde::Serialize;

/// Somebody found. The shape is CLI.md's; the ID number is masked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Subject id.
    pub id: SubjectId,
    /// 姓名.
    pub name: String,
    /// Masked.
    pub id_no: Option<CompactString>,
    /// 性别.
    pub sex: Option<crate::domain::keys::Sex>,
    /// Full years on the day asked for.
    pub age: Option<i32>,
    /// Name of the village.
    pub village: Option<String>,
    /// 组.
    pub group: Option<CompactString>,
    /// Household number.
    pub household: Option<String>,
    /// On the day asked for.
    pub employed: bool,
    /// Place of work, as written.
    pub place: Option<CompactString>,
    /// 100 exact … 50 a part.
    pub score: u32,
}

/// Collects candidates, best first, each person once.
struct Candidates<'a> {
    book: &'a Book,
    found: Vec<(SubjectId, u32)>,
    seen: FxHashSet<SubjectId>,
    limit: usize,
}

/// Everybody born on a day. Birthdays come from numbers, which have them behind the six digits of a county, of which a book
/// meets few.
const BORN: &str = "WITH RECURSIVE county (digits) AS (
         SELECT substr(min(id_no), 1, 6) FROM person WHERE id_no > ''
         UNION ALL SELECT (SELECT substr(min(id_no), 1, 6) FROM person WHERE id_no > digits || ':')
         FROM county WHERE digits IS NOT NULL)
     SELECT p.id FROM county CROSS JOIN person p ON p.id_no >= digits || ?1 AND p.id_no < digits || ?1 || ':'
     ORDER BY p.id";

impl Candidates<'_> {
    fn full(&self) -> bool {
        self.found.len() >= self.limit
    }

    fn add(&mut self, score: u32, sql: &str, pattern: impl rusqlite::ToSql) -> Result<()> {
        if self.full() {
            return Ok(());
        }
        let mut query = self.book.conn.prepare_cached(&format!("{sql} LIMIT ?2"))?;
        let limit = (self.limit + self.found.len()) as i64;
        let rows = query.query_map(params![pattern, limit], |r| Ok(SubjectId::from_i64(r.get(0)?)))?;
        for id in rows {
            let id = id?;
            if !self.full() && self.seen.insert(id) {
                self.found.push((id, score));
            }
        }
        Ok(())
    }

    /// All values of an indexed column that begin with `start`.
    fn prefix(&mut self, score: u32, column: &str, start: &str) -> Result<()> {
        let sql = format!(
            "SELECT id FROM person WHERE {column} >= ?1 AND {column} < ?1 || char(1114111) ORDER BY {column}, id"
        );
        self.add(score, &sql, start)
    }

    /// All people whose name sounds so from its beginning.
    fn sound_prefix(&mut self, score: u32, start: &str) -> Result<()> {
        self.add(
            score,
            "SELECT p.id FROM spelling k JOIN person p ON p.name = k.name
             WHERE k.key >= ?1 AND k.key < ?1 || char(1114111) ORDER BY k.key, k.name, p.id",
            start,
        )
    }

    /// Everybody whom entries of the household with this number name.
    fn household(&mut self, score: u32, number: &str) -> Result<()> {
        let Some(id) = self.book.household_named(number)? else { return Ok(()) };
        let scene = Scene::load(&self.book.conn, &FxHashSet::from_iter([id]))?;
        for person in scene.persons() {
            if !self.full() && self.seen.insert(person) {
                self.found.push((person, score));
            }
        }
        Ok(())
    }
}

impl Book {
    /// Looks people up, best first, as they stand on `day`.
    pub fn find(&self, query: &str, limit: usize, day: NaiveDate) -> Result<Vec<Hit>> {
        let ids = self.candidates(query, limit)?;
        self.hits(&ids, day)
    }

    pub(super) fn candidates(&self, query: &str, limit: usize) -> Result<Vec<(SubjectId, u32)>> {
        let trimmed = query.trim();
        let mut out = Candidates { book: self, found: Vec::new(), seen: FxHashSet::default(), limit };
        if let Some(id) = SubjectId::parse(trimmed) {
            out.add(100, "SELECT id FROM person WHERE id = ?1", id.to_i64())?;
        }
        let q = text::fold_query(trimmed);
        if q.is_empty() {
            return Ok(out.found);
        }
        let upper = q.to_uppercase();
        if upper.bytes().all(|b| b.is_ascii_digit() || b == b'X') && upper.len() >= 3 {
            out.add(100, "SELECT id FROM person WHERE id_no = ?1", &upper)?;
            out.add(100, "SELECT id FROM person WHERE phone = ?1", &upper)?;
            out.prefix(80, "id_no", &upper)?;
            out.prefix(80, "phone", &upper)?;
            if upper.len() == 8 && NaiveDate::parse_from_str(&upper, "%Y%m%d").is_ok() {
                out.add(80, BORN, &upper)?;
            }
            if upper.len() >= 4 {
                let tail = |column: &str| {
                    format!(
                        "SELECT id FROM person WHERE substr({column}, -4) = substr(?1, -4) AND {column} LIKE '%' || ?1
                         ORDER BY id"
                    )
                };
                out.add(60, &tail("id_no"), &upper)?;
                out.add(50, &tail("phone"), &upper)?;
            }
            out.household(90, &upper)?;
            return Ok(out.found);
        }
        let name = text::fold_name(trimmed);
        out.add(100, "SELECT id FROM person WHERE name = ?1 ORDER BY id", trimmed)?;
        out.add(
            100,
            "SELECT p.id FROM spelling k JOIN person p ON p.name = k.name WHERE k.key = ?1 ORDER BY k.name, p.id",
            &name,
        )?;
        out.add(
            95,
            "SELECT p.id FROM spelling k JOIN person p ON p.name = k.name WHERE k.key = ?1 ORDER BY k.name, p.id",
            &q,
        )?;
        out.prefix(80, "name", trimmed)?;
        out.sound_prefix(80, &name)?;
        if q != name {
            out.sound_prefix(75, &q)?;
        }
        for unit in self.steering.units_named(trimmed) {
            out.add(
                70,
                "SELECT id FROM person WHERE unit = ?1 AND name IS NOT NULL ORDER BY id",
                unit.number() as i64,
            )?;
        }
        out.sound_prefix(60, &given_key(&name))?;
        if q != name {
            out.sound_prefix(50, &given_key(&q))?;
        }
        out.household(90, trimmed)?;
        Ok(out.found)
    }

    /// What a list shows of these people.
    pub fn hits(&self, ids: &[(SubjectId, u32)], day: NaiveDate) -> Result<Vec<Hit>> {
        let subjects: FxHashSet<SubjectId> = ids.iter().map(|(id, _)| *id).collect();
        let scene = Scene::load_only(&self.conn, &subjects)?;
        let rules = &self.steering.rules;
        let mut households = self.conn.prepare_cached("SELECT household_no FROM household WHERE id = ?1")?;
        ids.iter()
            .map(|(id, score)| (id, score, scene.person_on(*id, NaiveDate::MAX, rules)))
            .filter(|(_, _, person)| person.known)
            .map(|(id, score, person)| {
                let standing = person.standing(day, rules);
                let facts = &person.facts;
                let household = match facts.household {
                    Some(h) => households.query_map([h.to_i64()], |r| r.get(0))?.next().transpose()?.flatten(),
                    None => None,
                };
                let spell = standing.main.and_then(|n| person.spells.get(n));
                Ok(Hit {
                    id: *id,
                    name: facts.name.clone().unwrap_or_default().into(),
                    id_no: facts.id_no.as_deref().map(crate::domain::id_number::mask).map(Into::into),
                    sex: facts.sex,
                    age: facts.birth.map(|birth| crate::domain::standing::age_on(birth, day)),
                    village: facts.village.map(|v| self.steering.unit_name(v)),
                    group: facts.group.clone(),
                    household,
                    employed: standing.employed(),
                    place: spell.and_then(|s| {
                        s.work.place.clone().or_else(|| s.work.place_class.map(PlaceClass::name).map(Into::into))
                    }),
                    score: *score,
                })
            })
            .collect()
    }

    /// The household with this number, or this id.
    pub fn household_named(&self, text: &str) -> Result<Option<SubjectId>> {
        let text = text.trim();
        let mut query = self.conn.prepare_cached("SELECT id FROM household WHERE household_no = ?1 OR id = ?2")?;
        let id = SubjectId::parse(text).map_or(0, SubjectId::to_i64);
        Ok(query.query_map(params![text, id], |r| r.get(0).map(SubjectId::from_i64))?.next().transpose()?)
    }

    /// The trip with this number, or this id.
    pub fn trip_named(&self, text: &str) -> Result<Option<SubjectId>> {
        let text = text.trim();
        let mut query =
            self.conn.prepare_cached("SELECT id FROM trip WHERE number = ?1 OR id = ?2 ORDER BY departs DESC")?;
        let id = SubjectId::parse(text).map_or(0, SubjectId::to_i64);
        Ok(query.query_map(params![text, id], |r| r.get(0).map(SubjectId::from_i64))?.next().transpose()?)
    }

    /// The unit with this code or name, within the book's own unit first.
    pub fn unit_named(&self, text: &str) -> Option<RegionCode> {
        if let Some(code) = RegionCode::parse(text) {
            return Some(code);
        }
        let named = self.steering.units_named(text);
        named.iter().find(|c| self.unit.contains(**c)).or_else(|| named.first()).copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn a_birthday_is_found_in_every_county_without_a_look_at_all_people() {
        let conn = Connection::open_in_memory().unwrap();
        crate::book::tables::make(&conn).unwrap();
        for (id, number) in [
            (1, Some("110101196705059990")),
            (2, Some("52999919670505999X")),
            (3, Some("52999919670506999X")),
            (4, Some("52999919670505990X11")),
            (5, None),
            (6, Some("659999196705059999")),
        ] {
            conn.execute("INSERT INTO person (id, id_no, unit) VALUES (?1, ?2, 0)", params![id, number]).unwrap();
        }
        let mut query = conn.prepare(BORN).unwrap();
        let found: Vec<i64> = query.query_map(["19670505"], |r| r.get(0)).unwrap().map(|id| id.unwrap()).collect();
        assert_eq!(found, [1, 2, 4, 6]);
        assert!(!query.exists(["19670507"]).unwrap());
        let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {BORN}")).unwrap();
        let plan: Vec<String> = plan.query_map(["19670505"], |r| r.get(3)).unwrap().map(|step| step.unwrap()).collect();
        assert!(!plan.iter().any(|step| step.starts_with("SCAN p")), "{plan:#?}");
    }
}
