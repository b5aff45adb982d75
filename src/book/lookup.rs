//! Who is meant by the rows of a file: by ID number, else by name, with village and household to tell namesakes apart.
//! A handful of queries for the whole file; nobody is guessed.

use super::Book;
use super::error::Result;
use crate::domain::id_number;
use crate::domain::region::RegionCode;
use crate::domain::subject::{Sought, SubjectId, SubjectKind};
use rusqlite::Row;
use rustc_hash::FxHashMap;

/// Somebody who could be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Subject id.
    pub id: SubjectId,
    /// 姓名.
    pub name: String,
    /// Masked.
    pub id_no: Option<String>,
    /// Name of the village.
    pub village: String,
}

/// Who was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Met {
    /// This person, of this household.
    Person(SubjectId, Option<SubjectId>),
    /// A household; no person was named.
    Household(SubjectId),
    /// Nobody.
    Nobody,
    /// More than one.
    Several(Vec<Candidate>),
    /// The number is of somebody with another name.
    OtherName(Candidate),
}

/// A row of the table of persons.
#[derive(Debug, Clone)]
struct Known {
    id: SubjectId,
    name: String,
    id_no: Option<String>,
    household: Option<SubjectId>,
    unit: RegionCode,
}

const COLUMNS: &str = "p.id, p.name, p.id_no, p.household, p.unit";

fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        id: SubjectId::from_i64(row.get(0)?),
        name: row.get(1)?,
        id_no: row.get(2)?,
        household: row.get::<_, Option<i64>>(3)?.map(SubjectId::from_i64),
        unit: RegionCode::from_number(row.get::<_, i64>(4)? as u64),
    })
}

impl Book {
    /// Finds who is meant, row by row.
    pub fn meet(&self, sought: &[Sought]) -> Result<Vec<Met>> {
        let by = |column: &str, values: serde_json::Value| -> Result<Vec<Known>> {
            let sql = format!(
                "SELECT {COLUMNS} FROM json_each(?1) j CROSS JOIN person p ON p.{column} = j.value
                 WHERE p.name IS NOT NULL ORDER BY p.id"
            );
            let mut query = self.conn.prepare_cached(&sql)?;
            Ok(query.query_map([values.to_string()], known)?.collect::<rusqlite::Result<_>>()?)
        };
        let texts = |pick: fn(&Sought) -> &Option<String>| {
            let mut all: Vec<&str> = sought.iter().filter_map(|s| pick(s).as_deref()).collect();
            all.sort_unstable();
            all.dedup();
            serde_json::Value::from(all)
        };
        let mut ids: Vec<i64> = sought.iter().filter_map(|s| s.id).map(SubjectId::to_i64).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut of_id: FxHashMap<SubjectId, Known> = FxHashMap::default();
        of_id.extend(by("id", ids.into())?.into_iter().map(|person| (person.id, person)));
        let (mut of_number, mut of_name): (Groups, Groups) = Default::default();
        for person in by("id_no", texts(|s| &s.id_no))? {
            of_number.entry(person.id_no.clone().unwrap_or_default()).or_default().push(person);
        }
        for person in by("name", texts(|s| &s.name))? {
            of_name.entry(person.name.clone()).or_default().push(person);
        }
        let mut households: FxHashMap<String, SubjectId> = FxHashMap::default();
        let mut query = self.conn.prepare_cached(
            "SELECT h.household_no, h.id FROM json_each(?1) j CROSS JOIN household h ON h.household_no = j.value",
        )?;
        let numbers = texts(|s| &s.household_no).to_string();
        for row in query.query_map([numbers], |r| Ok((r.get(0)?, SubjectId::from_i64(r.get(1)?))))? {
            let (number, id) = row?;
            households.insert(number, id);
        }
        let found = Found { book: self, of_id, of_number, of_name, households };
        Ok(sought.iter().map(|sought| found.meet(sought)).collect())
    }
}

type Groups = FxHashMap<String, Vec<Known>>;

struct Found<'a> {
    book: &'a Book,
    of_id: FxHashMap<SubjectId, Known>,
    of_number: Groups,
    of_name: Groups,
    households: FxHashMap<String, SubjectId>,
}

impl Found<'_> {
    fn meet(&self, sought: &Sought) -> Met {
        let certain: Option<&[Known]> = if let Some(id) = sought.id.filter(|id| id.kind() == SubjectKind::Person) {
            Some(self.of_id.get(&id).map_or(&[], std::slice::from_ref))
        } else {
            sought.id_no.as_ref().map(|number| self.of_number.get(number).map_or(&[][..], Vec::as_slice))
        };
        if let Some(people) = certain {
            return match people {
                [] => Met::Nobody,
                [one] if sought.name.as_ref().is_some_and(|name| plain(name) != plain(&one.name)) => {
                    Met::OtherName(self.candidate(one))
                }
                [one] => Met::Person(one.id, one.household),
                several => Met::Several(several.iter().map(|p| self.candidate(p)).collect()),
            };
        }
        let household = sought.household_no.as_ref().map(|number| self.households.get(number).copied());
        let Some(name) = &sought.name else {
            return match household {
                Some(Some(household)) => Met::Household(household),
                _ => Met::Nobody,
            };
        };
        let village = sought.village.map(|village| self.book.rules().unit_of(Some(village)));
        let namesakes = self.of_name.get(name).map_or(&[][..], Vec::as_slice);
        let fits = |person: &&Known| {
            village.is_none_or(|village| person.unit == village)
                && household.is_none_or(|household| household.is_some() && person.household == household)
                && sought.masked.as_ref().is_none_or(|masked| agrees(masked, person.id_no.as_deref().unwrap_or("")))
        };
        let fitting: Vec<&Known> = namesakes.iter().filter(fits).collect();
        match fitting.as_slice() {
            [] if namesakes.is_empty() => Met::Nobody,
            // Nobody of the name is of that village or household: those who bear it are shown.
            [] => Met::Several(namesakes.iter().map(|p| self.candidate(p)).collect()),
            [one] => Met::Person(one.id, one.household),
            several => Met::Several(several.iter().map(|p| self.candidate(p)).collect()),
        }
    }

    fn candidate(&self, person: &Known) -> Candidate {
        Candidate {
            id: person.id,
            name: person.name.clone(),
            id_no: person.id_no.as_deref().map(id_number::mask),
            village: self.book.steering().unit_name(person.unit),
        }
    }
}

/// How a name is compared: dots and blanks are written in many ways.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '·' | '.' | '•')).collect()
}

/// Whether a number agrees with what its mask leaves to be seen.
fn agrees(masked: &str, number: &str) -> bool {
    masked.chars().count() == number.chars().count()
        && masked.chars().zip(number.chars()).all(|(seen, digit)| seen == '*' || seen.eq_ignore_ascii_case(&digit))
}
