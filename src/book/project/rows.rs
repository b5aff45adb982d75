//! One subject's rows as its fold gives them: a person with spells and spellings, a household, a trip with its
//! passengers, what is to be settled, a seal.

use crate::book::error::Result;
use crate::book::row::{self, day_to_sql};
use crate::domain::acts::Fact;
use crate::domain::entry::Event;
use crate::domain::household::Household;
use crate::domain::standing::Trace;
use crate::domain::subject::SubjectId;
use crate::domain::tally::Doubt;
use crate::domain::trip::{Presence, Trip};
use crate::text;
use chrono::NaiveDate;
use rusqlite::{Connection, params};

/// What is written of a person.
pub struct PersonRow {
    id: SubjectId,
    name: Option<String>,
    id_no: Option<String>,
    birth: Option<NaiveDate>,
    phone: Option<String>,
    household: Option<SubjectId>,
    unit: i64,
    next: Option<NaiveDate>,
    labour: Option<(i64, i64)>,
    roster: bool,
    awaited: bool,
    next_visit: Option<NaiveDate>,
    loss: Option<NaiveDate>,
    spells: Vec<SpellLine>,
}

/// What is written of a spell; the work as JSON.
struct SpellLine {
    day: NaiveDate,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    opening: bool,
    nature: Option<&'static str>,
    work: String,
    wage: Option<u32>,
    trip: Option<SubjectId>,
}

impl PersonRow {
    /// Of a folded person.
    pub fn of(id: SubjectId, trace: &Trace) -> Result<Self> {
        let facts = &trace.person.facts;
        let spells = trace.person.spells.iter().map(|spell| {
            Ok(SpellLine {
                day: spell.day,
                start: spell.start,
                end: spell.end,
                opening: spell.opening,
                nature: spell.nature.map(|n| n.key()),
                work: serde_json::to_string(&spell.work)?,
                wage: spell.work.wage,
                trip: spell.work.trip,
            })
        });
        Ok(Self {
            id,
            name: facts.name.clone(),
            id_no: facts.id_no.clone(),
            birth: facts.birth,
            phone: facts.phone.clone(),
            household: facts.household,
            // The unit of the last step; without a step nobody is known, and the row counts nowhere.
            unit: trace.steps.last().map_or(0, |s| s.standing.unit.number() as i64),
            next: trace.next,
            labour: trace
                .person
                .labour_span()
                .map(|(from, to)| (from.map_or(0, day_to_sql), to.map_or(row::NEVER, day_to_sql))),
            roster: trace.person.on_roster(),
            awaited: trace.person.on_roster() && trace.person.awaited(),
            next_visit: trace.person.next_visit,
            loss: trace.person.unanswered(),
            spells: spells.collect::<Result<_>>()?,
        })
    }

    /// Whose it is.
    pub fn id(&self) -> SubjectId {
        self.id
    }
}

/// Writes a person's row and spells, and how the name is spelt. `fresh` = there is none yet, and the caller sees to
/// the spelling.
pub fn write_person(conn: &Connection, row: &PersonRow, fresh: bool) -> Result<()> {
    let id = row.id.to_i64();
    if !fresh {
        conn.prepare_cached("DELETE FROM spell WHERE person = ?1")?.execute([id])?;
        if let Some(name) = &row.name {
            write_spellings(conn, [name.as_str()])?;
        }
    }
    conn.prepare_cached(
        "INSERT INTO person (id, name, id_no, birth, phone, household, unit, next, labour_from, labour_to, roster, awaited,
             next_visit, loss)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (id) DO UPDATE SET name = ?2, id_no = ?3, birth = ?4, phone = ?5, household = ?6, unit = ?7,
             next = ?8, labour_from = ?9, labour_to = ?10, roster = ?11, awaited = ?12,
             next_visit = ?13, loss = ?14
         WHERE (name, id_no, birth, phone, household, unit, next, labour_from, labour_to, roster, awaited, next_visit,
             loss) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        id,
        row.name,
        row.id_no,
        row.birth.map(day_to_sql),
        row.phone,
        row.household.map(SubjectId::to_i64),
        row.unit,
        row.next.map(day_to_sql),
        row.labour.map(|(from, _)| from),
        row.labour.map(|(_, to)| to),
        row.roster,
        row.awaited,
        row.next_visit.map(day_to_sql),
        row.loss.map(day_to_sql),
    ])?;
    if row.spells.is_empty() {
        return Ok(());
    }
    let mut add = conn.prepare_cached(
        "INSERT INTO spell (person, n, unit, day, start, end, opening, nature, work, wage, trip)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (n, spell) in row.spells.iter().enumerate() {
        add.execute(params![
            id,
            n as i64,
            row.unit,
            day_to_sql(spell.day),
            spell.start.map(day_to_sql),
            spell.end.map(day_to_sql),
            spell.opening,
            spell.nature,
            spell.work,
            spell.wage,
            spell.trip.map(SubjectId::to_i64),
        ])?;
    }
    Ok(())
}

/// The key of a given name, which stands apart from whole names.
pub fn given_key(key: &str) -> String {
    format!("~{key}")
}

/// The keys under which a name is found: its sound, its initials, and the name itself without · and spaces.
fn keys_of(name: &str) -> Vec<String> {
    let keys = text::name_keys(name);
    let mut out = keys.full;
    out.extend(keys.initials);
    let folded = text::fold_name(name);
    // By the given name alone, as people call each other: no list has to be searched inside for it.
    let mut letters = folded.chars();
    if letters.next().is_some_and(|first| !first.is_ascii()) && letters.as_str().chars().nth(1).is_some() {
        let given = letters.as_str();
        out.extend(text::name_keys(given).full.iter().map(|key| given_key(key)));
        out.push(given_key(given));
    }
    if folded != name {
        out.push(folded);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Sees to it that these names can be found by their sound.
pub fn write_spellings<'a>(conn: &Connection, names: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let mut add = conn.prepare_cached("INSERT OR IGNORE INTO spelling (key, name) VALUES (?1, ?2)")?;
    for name in names {
        for key in keys_of(name) {
            add.execute(params![key, name])?;
        }
    }
    Ok(())
}

/// A person's conditions to settle.
pub fn write_doubts(conn: &Connection, id: SubjectId, doubts: &[Doubt], fresh: bool) -> Result<()> {
    if !fresh {
        conn.prepare_cached("DELETE FROM doubt WHERE subject = ?1")?.execute([id.to_i64()])?;
    }
    for (bit, since, until) in doubts {
        conn.prepare_cached("INSERT OR REPLACE INTO doubt (subject, bit, since, until) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id.to_i64(), bit, day_to_sql(*since), until.map(day_to_sql)])?;
    }
    Ok(())
}

/// A household's row.
pub fn write_household(conn: &Connection, id: SubjectId, household: &Household) -> Result<()> {
    let unit = household.steps.last().map_or(0, |s| s.unit.number() as i64);
    conn.prepare_cached(
        "INSERT INTO household (id, household_no, unit, kind, next_visit) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET household_no = ?2, unit = ?3, kind = ?4, next_visit = ?5
         WHERE (household_no, unit, kind, next_visit) IS NOT (?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        id.to_i64(),
        household.facts.household_no,
        unit,
        household.facts.kind.map(|kind| kind.key()),
        household.next_visit.map(day_to_sql),
    ])?;
    Ok(())
}

pub(super) fn write_trip(conn: &Connection, id: SubjectId, trip: &Trip) -> Result<()> {
    conn.prepare_cached("DELETE FROM passenger WHERE trip = ?1")?.execute([id.to_i64()])?;
    let (Some(plan), Some(state)) = (&trip.plan, trip.state) else {
        conn.prepare_cached("DELETE FROM trip WHERE id = ?1")?.execute([id.to_i64()])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT OR REPLACE INTO trip (id, number, state, departs, departed, arrived) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id.to_i64(),
        plan.number,
        state.key(),
        plan.departs.to_string(),
        trip.departed.map(|(day, _)| day_to_sql(day)),
        trip.arrived.map(|(day, _)| day_to_sql(day)),
    ])?;
    let mut add = conn
        .prepare_cached("INSERT INTO passenger (trip, person, presence, carried, works) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (person, passenger) in &trip.passengers {
        let presence = match passenger.presence {
            Presence::Expected => "expected",
            Presence::Aboard => "aboard",
            Presence::Absent(_) => "absent",
            Presence::Alighted => "alighted",
        };
        let works = !passenger.facts.companion && passenger.facts.outside.is_none();
        add.execute(params![id.to_i64(), person.to_i64(), presence, passenger.carried.map(day_to_sql), works])?;
    }
    Ok(())
}

/// The row of a seal, where the entry is one.
pub fn write_seal(conn: &Connection, row: i64, event: &Event) -> Result<()> {
    if let Fact::Seal(facts) = &event.fact {
        conn.prepare_cached("INSERT OR REPLACE INTO seal (entry, issue, seen, beyond) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                row,
                facts.issue,
                serde_json::to_string(&facts.seen)?,
                serde_json::to_string(&facts.beyond)?
            ])?;
    }
    Ok(())
}
