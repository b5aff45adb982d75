//! Reading the book: entries as they stand, a person's page, what is due, spells for export.

use super::Book;
use super::error::{Error, Result};
use super::row::{ENTRY, day_from_sql, entry_of, has_hash_between};
use super::scene::Scene;
use crate::domain::acts::stays;
use crate::domain::entry::{Entry, Hash};
use crate::domain::facts::WorkFacts;
use crate::domain::household::Household;
use crate::domain::job::Job;
use crate::domain::person::Person;
use crate::domain::region::RegionCode;
use crate::domain::standing::Standing;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::Trip;
use crate::locale::say;
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

/// One entry with whether it was taken back.
pub type Stream = (Entry, bool);

/// A person as they stand, with all that was ever recorded.
#[derive(Debug, Clone)]
pub struct PersonPage {
    /// Who.
    pub id: SubjectId,
    /// Folded.
    pub person: Person,
    /// On the day asked for.
    pub standing: Standing,
    /// Their household.
    pub household: Option<(SubjectId, Household)>,
    /// Every entry that names them, in business order, the withdrawn marked.
    pub history: Vec<Stream>,
}

/// Everything known of one subject.
#[derive(Debug, Clone)]
pub enum Page {
    /// A person.
    Person(Box<PersonPage>),
    /// A household and who belongs to it on the day asked for.
    Household(SubjectId, Box<Household>, Vec<PersonPage>, Vec<Stream>),
    /// A trip.
    Trip(SubjectId, Box<Trip>, Vec<Stream>),
    /// A job.
    Job(SubjectId, Box<Job>, Vec<Stream>),
}

/// A spell as exports list it.
#[derive(Debug, Clone)]
pub struct SpellRow {
    /// Whose.
    pub person: SubjectId,
    /// Their name.
    pub name: Option<String>,
    /// Their ID number.
    pub id_no: Option<String>,
    /// Where they count.
    pub unit: RegionCode,
    /// Business day that counts the beginning.
    pub day: NaiveDate,
    /// First day.
    pub start: Option<NaiveDate>,
    /// First day without the job.
    pub end: Option<NaiveDate>,
    /// Brought by a roster.
    pub opening: bool,
    /// How it began.
    pub nature: Option<String>,
    /// Where and with whom.
    pub work: WorkFacts,
}

impl Book {
    /// Every entry in (at, device, seq) order, with whether it was taken back.
    pub fn each_entry(&self, mut each: impl FnMut(Entry, bool) -> Result<()>) -> Result<()> {
        let withdrawn = self.withdrawn()?;
        let sql =
            format!("SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device ORDER BY e.at, d.key, e.seq, e.hash");
        let mut query = self.conn.prepare(&sql)?;
        for entry in query.query_map([], entry_of)? {
            let entry = entry?;
            let gone = withdrawn.contains(&entry.hash) && !stays(&entry.kind);
            each(entry, gone)?;
        }
        Ok(())
    }

    /// The hashes that withdrawals name.
    pub(super) fn withdrawn(&self) -> Result<FxHashSet<Hash>> {
        let mut query = self.conn.prepare_cached(
            "SELECT CASE WHEN json_valid(body) THEN body ->> '$.target' END FROM entry WHERE kind = 'withdraw'",
        )?;
        let rows = query.query_map([], |r| r.get::<_, Option<String>>(0))?;
        let mut out = FxHashSet::default();
        for row in rows {
            out.extend(row?.and_then(|text| Hash::parse(&text)));
        }
        Ok(out)
    }

    /// The entries of the batch that begins with this seq on the device whose key begins so.
    fn batch(&self, device: &str, first: u64) -> Result<Vec<Entry>> {
        let mut devices =
            self.conn.prepare_cached("SELECT id FROM device WHERE substr(lower(hex(key)), 1, ?1) = ?2")?;
        let devices: Vec<i64> =
            devices.query_map(params![device.len() as i64, device], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        // One device at a time, so that nothing has to be sorted: a batch ends long before its chain does.
        let sql = format!(
            "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device
             WHERE e.device = ?1 AND e.seq >= ?2 ORDER BY e.seq"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut out = Vec::new();
        for device in devices {
            for entry in query.query_map(params![device, first as i64], entry_of)? {
                let entry = entry?;
                if crate::domain::acts::batch_of(&entry.body) != Some(first) {
                    break;
                }
                out.push(entry);
            }
        }
        Ok(out)
    }

    /// The entry or the batch that goes by this name: a hash, its first 8 or more digits, or a batch's name.
    pub fn named(&self, target: &str) -> Result<Vec<Entry>> {
        let target = target.trim().to_lowercase();
        if let Some((device, first)) = target.split_once('-')
            && let Ok(first) = first.parse::<u64>()
        {
            let out = self.batch(device, first)?;
            return if out.is_empty() {
                Err(Error::refused(say!("book-no-such-batch", batch = target)))
            } else {
                Ok(out)
            };
        }
        if target.len() < 8 || target.len() > 64 || !target.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Error::refused(say!("book-no-hash", text = target)));
        }
        let low = format!("{target:0<64}");
        let high = format!("{target:f<64}");
        let bytes = |text: &str| Hash::parse(text).unwrap_or_default().0;
        let sql = format!(
            "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device WHERE {} LIMIT 2",
            has_hash_between("e", "?1", "?2")
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let found: Vec<Entry> =
            query.query_map([bytes(&low), bytes(&high)], entry_of)?.collect::<rusqlite::Result<_>>()?;
        match found.len() {
            0 => Err(Error::refused(say!("book-no-such-entry", hash = target))),
            1 => Ok(found),
            _ => Err(Error::refused(say!("book-several-entries", hash = target))),
        }
    }

    /// Those of these entries that a withdrawal names.
    pub(super) fn withdrawn_among(&self, hashes: impl IntoIterator<Item = Hash>) -> Result<FxHashSet<Hash>> {
        withdrawn_among(&self.conn, hashes)
    }

    /// The withdrawals that name an entry, the first in order first.
    pub fn withdrawals_of(&self, hash: Hash) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device WHERE e.kind = 'withdraw'
                 AND CASE WHEN json_valid(e.body) THEN e.body ->> '$.target' END = ?1 ORDER BY e.at, d.key, e.seq, e.hash"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([hash.to_string()], entry_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn history(&self, id: SubjectId) -> Result<Vec<Stream>> {
        let sql = format!(
            "SELECT {ENTRY} FROM entry_subject x JOIN entry e ON e.id = x.entry
             JOIN device d ON d.id = e.device WHERE x.subject = ?1 ORDER BY e.day, e.at, d.key, e.seq, e.hash"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let entries: Vec<Entry> = query.query_map([id.to_i64()], entry_of)?.collect::<rusqlite::Result<_>>()?;
        let gone = self.withdrawn_among(entries.iter().map(|entry| entry.hash))?;
        Ok(entries.into_iter().map(|entry| (gone.contains(&entry.hash), entry)).map(|(gone, e)| (e, gone)).collect())
    }

    /// Everything known of a person, a household or a trip, as it stands on `day`.
    pub fn page(&self, id: SubjectId, day: NaiveDate) -> Result<Page> {
        let rules = &self.steering.rules;
        let scene = Scene::load(&self.conn, &FxHashSet::from_iter([id]))?;
        match id.kind() {
            SubjectKind::Trip => Ok(Page::Trip(id, Box::new(scene.trip_on(id, NaiveDate::MAX)), self.history(id)?)),
            SubjectKind::Job => Ok(Page::Job(id, Box::new(scene.job(id)), self.history(id)?)),
            SubjectKind::Household => {
                let house = scene.household(id, rules);
                let mut members = Vec::new();
                for person in scene.persons() {
                    let page = self.person_page(&scene, person, day)?;
                    if page.standing.household == Some(id) {
                        members.push(page);
                    }
                }
                Ok(Page::Household(id, Box::new(house), members, self.history(id)?))
            }
            SubjectKind::Person | SubjectKind::Unit => Ok(Page::Person(Box::new(self.person_page(&scene, id, day)?))),
        }
    }

    fn person_page(&self, scene: &Scene, id: SubjectId, day: NaiveDate) -> Result<PersonPage> {
        let rules = &self.steering.rules;
        let person = scene.person_on(id, NaiveDate::MAX, rules);
        let standing = person.standing(day, rules);
        let household = person.facts.household.map(|h| (h, scene.household(h, rules)));
        Ok(PersonPage { id, standing, household, history: self.history(id)?, person })
    }

    /// A person as known from entries up to the end of `day`.
    pub fn person_on(&self, id: SubjectId, day: NaiveDate) -> Result<Person> {
        let scene = Scene::load_only(&self.conn, &FxHashSet::from_iter([id]))?;
        Ok(scene.person_on(id, day, &self.steering.rules))
    }

    /// People as known from entries up to the end of `day`, read at once; in the order asked for.
    pub fn people_on(&self, ids: &[SubjectId], day: NaiveDate) -> Result<Vec<Person>> {
        let scene = Scene::load_only(&self.conn, &ids.iter().copied().collect())?;
        Ok(ids.iter().map(|id| scene.person_on(*id, day, &self.steering.rules)).collect())
    }

    /// What these subjects are called: a person's name, a household's or a trip's number; a passenger of another township
    /// as on the list of the trip. One without is left out.
    pub fn names(&self, ids: impl IntoIterator<Item = SubjectId>) -> Result<FxHashMap<SubjectId, String>> {
        let ids: Vec<i64> = ids.into_iter().map(SubjectId::to_i64).collect();
        let mut query = self.conn.prepare_cached(
            "WITH asked AS (SELECT value AS id FROM json_each(?1))
             SELECT p.id, p.name FROM person p JOIN asked USING (id) WHERE p.name IS NOT NULL
             UNION ALL
             SELECT h.id, h.household_no FROM household h JOIN asked USING (id) WHERE h.household_no IS NOT NULL
             UNION ALL
             SELECT t.id, t.number FROM trip t JOIN asked USING (id)",
        )?;
        let rows =
            query.query_map([serde_json::to_string(&ids)?], |r| Ok((SubjectId::from_i64(r.get(0)?), r.get(1)?)))?;
        let mut names: FxHashMap<SubjectId, String> = rows.collect::<rusqlite::Result<_>>()?;
        let nameless = |id: &SubjectId| id.kind() == SubjectKind::Person && !names.contains_key(id);
        let nameless: Vec<i64> =
            ids.into_iter().map(SubjectId::from_i64).filter(nameless).map(SubjectId::to_i64).collect();
        if nameless.is_empty() {
            return Ok(names);
        }
        let mut query = self.conn.prepare_cached(
            "SELECT subject, name FROM (
                SELECT s.subject, e.at, CASE WHEN json_valid(e.body) THEN e.body ->> '$.outside' END AS name
                FROM json_each(?1) j CROSS JOIN entry_subject s ON s.subject = j.value JOIN entry e ON e.id = s.entry
                WHERE e.kind = 'trip_add')
             WHERE typeof(name) = 'text' ORDER BY at",
        )?;
        let rows = query
            .query_map([serde_json::to_string(&nameless)?], |r| Ok((SubjectId::from_i64(r.get(0)?), r.get(1)?)))?;
        for row in rows {
            let (id, name) = row?;
            names.insert(id, name);
        }
        Ok(names)
    }

    /// Whether nobody is on the book yet.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM person)", [], |r| r.get(0))?)
    }

    /// Calls `each` with every spell, by person and in the order in which they were entered.
    pub fn each_spell(&self, mut each: impl FnMut(SpellRow) -> Result<()>) -> Result<()> {
        let mut query = self.conn.prepare(
            "SELECT s.person, p.name, p.id_no, s.unit, s.day, s.start, s.end, s.opening, s.nature, s.work
             FROM spell s JOIN person p ON p.id = s.person ORDER BY s.person, s.n",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let work: String = row.get(9)?;
            each(SpellRow {
                person: SubjectId::from_i64(row.get(0)?),
                name: row.get(1)?,
                id_no: row.get(2)?,
                unit: RegionCode::from_number(row.get::<_, i64>(3)? as u64),
                day: day_from_sql(row.get(4)?),
                start: row.get::<_, Option<i64>>(5)?.map(day_from_sql),
                end: row.get::<_, Option<i64>>(6)?.map(day_from_sql),
                opening: row.get(7)?,
                nature: row.get(8)?,
                work: serde_json::from_str(&work)?,
            })?;
        }
        Ok(())
    }
}

/// See [`Book::withdrawn_among`].
pub(super) fn withdrawn_among(conn: &Connection, hashes: impl IntoIterator<Item = Hash>) -> Result<FxHashSet<Hash>> {
    let asked: Vec<String> = hashes.into_iter().map(|hash| hash.to_string()).collect();
    let mut query = conn.prepare_cached(
        "SELECT j.value FROM json_each(?1) j WHERE EXISTS (SELECT 1 FROM entry w WHERE w.kind = 'withdraw'
             AND CASE WHEN json_valid(w.body) THEN w.body ->> '$.target' END = j.value)",
    )?;
    let rows = query.query_map([serde_json::to_string(&asked)?], |r| r.get::<_, String>(0))?;
    let mut out = FxHashSet::default();
    for row in rows {
        out.extend(Hash::parse(&row?));
    }
    Ok(out)
}
