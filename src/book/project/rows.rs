//! One subject's rows as its fold gives them: a person with spells and spellings, a household, a trip with its
//! passengers, what is to be settled, a seal.

use super::table::{Rows, Table};
use crate::book::error::Result;
use crate::book::row::{self, day_to_sql};
use crate::domain::acts::Fact;
use crate::domain::entry::Event;
use crate::domain::household::Household;
use crate::domain::job::Job;
use crate::domain::standing::Trace;
use crate::domain::subject::SubjectId;
use crate::domain::tally::Doubt;
use crate::domain::trip::{Presence, Trip};
use crate::text;
use chrono::NaiveDate;
use compact_str::CompactString;
use rusqlite::params;

/// What is written of a person.
#[derive(PartialEq)]
pub struct PersonRow {
    id: SubjectId,
    name: Option<CompactString>,
    id_no: Option<CompactString>,
    birth: Option<NaiveDate>,
    phone: Option<CompactString>,
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
#[derive(PartialEq)]
struct SpellLine {
    day: NaiveDate,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    opening: bool,
    nature: Option<&'static str>,
    work: String,
    wage: Option<u32>,
    trip: Option<SubjectId>,
    earlier_trips: Option<String>,
}

/// Ids as SQL reads them; `None` = there are none.
fn ids(of: &[SubjectId]) -> Result<Option<String>> {
    let numbers: Vec<i64> = of.iter().copied().map(SubjectId::to_i64).collect();
    Ok(if numbers.is_empty() { None } else { Some(serde_json::to_string(&numbers)?) })
}

impl PersonRow {
    /// Of a folded person.
    pub fn of(id: SubjectId, trace: &Trace) -> Result<Self> {
        let facts = &trace.person.facts;
        Self::with(id, trace, [&facts.name, &facts.id_no, &facts.phone].map(Option::clone))
    }

    /// The same of one that nobody asks for any more.
    pub fn out_of(id: SubjectId, mut trace: Trace) -> Result<Self> {
        let facts = &mut trace.person.facts;
        let texts = [&mut facts.name, &mut facts.id_no, &mut facts.phone].map(Option::take);
        Self::with(id, &trace, texts)
    }

    fn with(id: SubjectId, trace: &Trace, [name, id_no, phone]: [Option<CompactString>; 3]) -> Result<Self> {
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
                earlier_trips: ids(&spell.earlier_trips)?,
            })
        });
        Ok(Self {
            id,
            name,
            id_no,
            birth: facts.birth,
            phone,
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

    /// Whether what lies between them and others is as with another row of theirs: number, work, and whether they are
    /// somebody of their own.
    pub fn is_tied_as(&self, other: &Self) -> bool {
        (&self.id_no, self.name.is_some(), &self.spells) == (&other.id_no, other.name.is_some(), &other.spells)
    }

    /// What they are called.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

/// Puts a person's row and spells, the latter where they differ from what is `known`. How the name is spelt is put
/// apart.
pub fn put_person(rows: &mut impl Rows, row: &PersonRow, known: Option<&PersonRow>) -> Result<()> {
    let id = row.id.to_i64();
    rows.put(
        Table::Person,
        params![
            id,
            row.name.as_deref(),
            row.id_no.as_deref(),
            row.birth.map(day_to_sql),
            row.phone.as_deref(),
            row.household.map(SubjectId::to_i64),
            row.unit,
            row.next.map(day_to_sql),
            row.labour.map(|(from, _)| from),
            row.labour.map(|(_, to)| to),
            row.roster,
            row.awaited,
            row.next_visit.map(day_to_sql),
            row.loss.map(day_to_sql),
        ],
    )?;
    if known.is_some_and(|known| known.unit == row.unit && known.spells == row.spells) {
        return Ok(());
    }
    rows.clear(Table::Spell, row.id)?;
    for (n, spell) in row.spells.iter().enumerate() {
        rows.put(
            Table::Spell,
            params![
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
                spell.earlier_trips,
            ],
        )?;
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

/// Puts how a name can be found by its sound.
pub fn put_spellings(rows: &mut impl Rows, name: &str) -> Result<()> {
    keys_of(name).iter().try_for_each(|key| rows.put(Table::Spelling, params![key, name]))
}

/// Puts somebody's conditions to settle.
pub fn put_doubts(rows: &mut impl Rows, id: SubjectId, doubts: &[Doubt]) -> Result<()> {
    rows.clear(Table::Doubt, id)?;
    for (n, (bit, since, until)) in doubts.iter().enumerate() {
        // Of the same condition from the same day, the last holds.
        let again = |(b, s, _): &Doubt| (b, s) == (bit, since);
        if !doubts.iter().skip(n + 1).any(again) {
            rows.put(Table::Doubt, params![id.to_i64(), bit, day_to_sql(*since), until.map(day_to_sql)])?;
        }
    }
    Ok(())
}

/// Puts a household's row.
pub fn put_household(rows: &mut impl Rows, id: SubjectId, household: &Household) -> Result<()> {
    let unit = household.steps.last().map_or(0, |s| s.unit.number() as i64);
    rows.put(
        Table::Household,
        params![
            id.to_i64(),
            household.facts.household_no.as_deref(),
            unit,
            household.facts.kind.map(|kind| kind.key()),
            household.next_visit.map(day_to_sql),
        ],
    )
}

/// Puts a trip's row and its passengers'; one that is no longer planned has none.
pub fn put_trip(rows: &mut impl Rows, id: SubjectId, trip: &Trip) -> Result<()> {
    rows.clear(Table::Passenger, id)?;
    let (Some(plan), Some(state)) = (&trip.plan, trip.state) else {
        return rows.clear(Table::Trip, id);
    };
    rows.put(
        Table::Trip,
        params![
            id.to_i64(),
            plan.number,
            state.key(),
            plan.departs.to_string(),
            trip.departed.map(|(day, _)| day_to_sql(day)),
            trip.arrived.map(|(day, _)| day_to_sql(day)),
        ],
    )?;
    for (person, passenger) in &trip.passengers {
        let presence = match passenger.presence {
            Presence::Expected => "expected",
            Presence::Aboard => "aboard",
            Presence::Absent(_) => "absent",
            Presence::Alighted => "alighted",
        };
        let works = !passenger.facts.companion && passenger.facts.outside.is_none();
        let carried = passenger.carried.map(day_to_sql);
        rows.put(Table::Passenger, params![id.to_i64(), person.to_i64(), presence, carried, works])?;
    }
    Ok(())
}

/// Puts a job's row; one that is no longer said to exist has none.
pub fn put_job(rows: &mut impl Rows, id: SubjectId, job: &Job) -> Result<()> {
    if !job.known {
        return rows.clear(Table::Job, id);
    }
    let (closed, why) = job.closed.as_ref().map_or((None, None), |(day, why)| (Some(day_to_sql(*day)), why.as_deref()));
    let (facts, offers) = (serde_json::to_string(&job.facts)?, serde_json::to_string(&job.offers)?);
    rows.put(Table::Job, params![id.to_i64(), job.facts.number, facts, closed, why, offers])
}

/// Puts which entry, by its row number, names whom.
pub fn put_pairs(rows: &mut impl Rows, pairs: &[(SubjectId, i64)]) -> Result<()> {
    pairs.iter().try_for_each(|(subject, entry)| rows.put(Table::EntrySubject, &[&subject.to_i64(), entry]))
}

/// Puts the row of a seal, where the entry in this row is one.
pub fn put_seal(rows: &mut impl Rows, row: i64, event: &Event) -> Result<()> {
    if let Fact::Seal(facts) = &event.fact {
        let (seen, beyond) = (serde_json::to_string(&facts.seen)?, serde_json::to_string(&facts.beyond)?);
        rows.put(Table::Seal, params![row, facts.issue, seen, beyond])?;
    }
    Ok(())
}
