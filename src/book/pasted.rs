//! Who may be meant by the names of a pasted list: all names in two queries, several answers to a name.

use super::Book;
use super::error::Result;
use super::find::Hit;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::text;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;

/// So many people are shown for one name.
const MOST: usize = 8;

impl Book {
    /// Which of these texts are names of people on the book.
    pub fn names_among(&self, texts: &[String]) -> Result<FxHashSet<String>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT DISTINCT p.name FROM json_each(?1) j CROSS JOIN person p ON p.name = j.value")?;
        let names = query.query_map([serde_json::to_string(texts)?], |r| r.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// For every name with the village that stands beside it, who bears it, as they stand on `day`: those of the village
    /// first. Nobody of the name: those whose name sounds so (张晓明 for 张小明). A score of 100 is the name itself in the
    /// village said, 90 the name where no village was said, 70 the name elsewhere; 60 and 50 are sounds alike.
    pub fn candidates_for(&self, names: &[(&str, Option<RegionCode>)], day: NaiveDate) -> Result<Vec<Vec<Hit>>> {
        let written: Vec<String> = names.iter().map(|(name, _)| name.trim().to_string()).collect();
        let mut found = self.bearers(
            "SELECT j.key, p.id, p.unit FROM json_each(?1) j CROSS JOIN person p ON p.name = j.value ORDER BY j.key, p.id",
            &written,
        )?;
        // Of a name with dots and spaces as it is compared, and by its sound, where nobody bears it as written.
        let sounds: Vec<String> = written
            .iter()
            .enumerate()
            .map(|(n, name)| match found.get(n) {
                Some(known) if known.is_empty() => {
                    text::name_keys(name).full.into_iter().next().unwrap_or_else(|| text::fold_name(name))
                }
                _ => String::new(),
            })
            .collect();
        let alike = self.bearers(
            "SELECT j.key, p.id, p.unit FROM json_each(?1) j CROSS JOIN spelling k ON k.key = j.value
             CROSS JOIN person p ON p.name = k.name WHERE j.value <> '' ORDER BY j.key, p.id",
            &sounds,
        )?;
        let mut scored: Vec<(usize, SubjectId, u32)> = Vec::new();
        for (n, ((_, village), (exact, alike))) in names.iter().zip(found.iter_mut().zip(alike)).enumerate() {
            let village = village.map(|village| self.steering.rules.unit_of(Some(village)));
            let (people, points) =
                if exact.is_empty() { (alike, [60, 60, 50]) } else { (exact.clone(), [100, 90, 70]) };
            let mut people: Vec<(u32, SubjectId)> = people
                .into_iter()
                .map(|(id, unit)| {
                    let which = match village {
                        Some(village) if village == unit => 0,
                        None => 1,
                        Some(_) => 2,
                    };
                    (points[which], id)
                })
                .collect();
            people.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
            scored.extend(people.into_iter().take(MOST).map(|(score, id)| (n, id, score)));
        }
        let mut asked: Vec<(SubjectId, u32)> = scored.iter().map(|(_, id, _)| (*id, 0)).collect();
        asked.sort_unstable();
        asked.dedup();
        let hits = self.hits(&asked, day)?;
        let mut out = vec![Vec::new(); names.len()];
        for (n, id, score) in scored {
            if let (Ok(at), Some(row)) = (hits.binary_search_by_key(&id, |hit| hit.id), out.get_mut(n))
                && let Some(hit) = hits.get(at)
            {
                row.push(Hit { score, ..hit.clone() });
            }
        }
        Ok(out)
    }

    /// The people that a statement gives for every text of a list, with their units.
    fn bearers(&self, sql: &str, texts: &[String]) -> Result<Vec<Vec<(SubjectId, RegionCode)>>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([serde_json::to_string(texts)?], |r| {
            let unit = RegionCode::from_number(r.get::<_, i64>(2)? as u64);
            Ok((r.get::<_, i64>(0)? as usize, SubjectId::from_i64(r.get(1)?), unit))
        })?;
        let mut out = vec![Vec::new(); texts.len()];
        for row in rows {
            let (n, id, unit) = row?;
            if let Some(people) = out.get_mut(n)
                && !people.contains(&(id, unit))
            {
                people.push((id, unit));
            }
        }
        Ok(out)
    }
}
