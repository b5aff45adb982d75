//! One row of a roster, checked: into a [`RosterRow`], or rejected with its reasons. Nothing is guessed and nothing
//! that stands in a known column is dropped.

use super::cells::{Cells, plain};
use super::columns::{Columns, Field};
use super::finding::{Finding, Severity};
use super::household::{self, Heads};
use super::words::Unassigned;
use super::{person, work};
use crate::domain::facts::{HouseholdFacts, PersonFacts, RosterFacts, StatedWork};
use crate::domain::id_number::{self, IdNumber};
use crate::domain::keys::PlaceClass;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::{say, simplified};
use chrono::NaiveDate;
use compact_str::CompactString;
use csv::StringRecord;
use rustc_hash::FxHashMap;

/// One checked row: how things stood with one person on the roster's date.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterRow {
    /// Row number as a spreadsheet program shows it.
    pub row: u32,
    /// The person's number, which tells who it is.
    pub id: IdNumber,
    /// The household's number.
    pub household_no: CompactString,
    /// What the row says.
    pub facts: RosterFacts,
    /// The village as written, where there is no region tree to look it up in.
    pub village_name: Option<CompactString>,
    /// The household's own village where it is not the person's: its name, or `Some(None)` where `facts` has it.
    pub household_village: Option<Option<CompactString>>,
    /// The place of work as written.
    pub place_text: Option<CompactString>,
}

/// What looking up a village gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VillageMatch {
    /// This village.
    Known(RegionCode),
    /// There is such a village, in another township than the row says or the book keeps.
    WrongTownship,
    /// There is no such village.
    Unknown,
    /// The book has no region tree for the county.
    NoTree,
}

/// Looks villages up in the book's region tree.
pub trait Villages {
    /// The village of this name (or code), in this township where one is named.
    fn resolve(&self, township: Option<&str>, village: &str) -> VillageMatch;
}

/// Looks places of work up.
pub trait Places {
    /// The code of a place where it is known, and its class as seen from the township.
    fn locate(&self, text: &str) -> (Option<RegionCode>, PlaceClass);

    /// The trip of a number, or of its id where whoever wrote the file did not know the number.
    fn trip(&self, number: &str) -> SubjectId;
}

/// What reading a row depends on besides the row.
pub struct Context<'a> {
    /// The roster's date.
    pub as_of: NaiveDate,
    /// Today, for checking birth dates.
    pub today: NaiveDate,
    /// The region tree.
    pub villages: &'a dyn Villages,
    /// Places of work.
    pub places: &'a dyn Places,
    /// Fields that are empty in the file are to be blanked.
    pub overwrite_empty: bool,
    /// Names by numbers that were sent back as duplicates.
    pub taken: &'a FxHashMap<String, String>,
}

/// Answers of the region tree, kept: a roster names few villages and places, many times.
#[derive(Default)]
pub struct Lookups {
    villages: FxHashMap<Box<str>, FxHashMap<Box<str>, VillageMatch>>,
    places: FxHashMap<Box<str>, (Option<RegionCode>, PlaceClass)>,
}

impl Lookups {
    fn village(&mut self, context: &Context<'_>, township: &str, village: &str) -> VillageMatch {
        if let Some(&known) = self.villages.get(township).and_then(|villages| villages.get(village)) {
            return known;
        }
        let found = context.villages.resolve(Some(township).filter(|t| !t.is_empty()), village);
        self.villages.entry(township.into()).or_default().insert(village.into(), found);
        found
    }

    pub(super) fn place(&mut self, context: &Context<'_>, place: &str) -> (Option<RegionCode>, PlaceClass) {
        if let Some(&known) = self.places.get(place) {
            return known;
        }
        let found = context.places.locate(place);
        self.places.insert(place.into(), found);
        found
    }
}

/// Reads the data rows of one file, one after the other.
pub struct RowReader<'a> {
    context: Context<'a>,
    columns: &'a Columns,
    lookups: Lookups,
    heads: Heads,
    /// The first 17 digits of each number taken, and its row.
    seen: FxHashMap<u64, u32>,
    /// What was found so far.
    pub findings: Vec<Finding>,
}

impl<'a> RowReader<'a> {
    /// A reader for a file with these columns.
    pub fn new(context: Context<'a>, columns: &'a Columns) -> Self {
        let seen = FxHashMap::default();
        Self { context, columns, lookups: Lookups::default(), heads: Heads::default(), seen, findings: Vec::new() }
    }

    /// Reads one row; `None` where it is rejected, for which the findings added say why.
    pub fn read(&mut self, row: u32, record: &StringRecord) -> Option<RosterRow> {
        let before = self.findings.len();
        let mut cells = Cells::new(row, self.columns, record, &mut self.findings);
        let name = person::name(&mut cells);
        let household_no = household_no(&mut cells);
        let id = id(&mut cells, record, self.context.today, &self.seen);
        taken(&mut cells, &self.context, name.as_deref(), id.as_ref());
        let (village, village_name) = village(&mut cells, &self.context, &mut self.lookups);

        let mut person = PersonFacts { name, village, ..PersonFacts::default() };
        if let Some(id) = &id {
            person.id_no = Some(id.as_str().into());
            person.sex = Some(id.sex());
            person.birth = Some(id.birth());
            person::against_id(&mut cells, id);
        }
        person::about(&mut cells, &mut person);
        let mut household = household::read(&mut cells);
        household.village = village;
        person.group = cells.text(Field::Group);
        household.group = match cells.text(Field::HouseholdGroup) {
            Some(group) if Unassigned::named(&group) == Some(Unassigned::Group) => None,
            group => group.or_else(|| person.group.clone()),
        };
        let household_village = household_village(&mut cells, &self.context, &mut self.lookups, &mut household);
        let work = work::read(&mut cells, &mut person, &self.context, &mut self.lookups);
        let place_text = match &work {
            Some(StatedWork::Working(work)) => work.place.clone(),
            _ => None,
        };
        let spells = work::history(&mut cells, &self.context, &mut self.lookups);
        let (home, returned) = work::home(&mut cells, self.context.as_of);
        cells.keep(Field::Remark);
        cells.keep_as_it_is(Field::ImportNote);
        person.import_note = cells.note();
        household.household_no = household_no.clone();

        let rejected = self.findings[before..].iter().any(|f| f.severity == Severity::Error);
        if let Some(household) = household_no.as_deref().filter(|_| self.columns.has(Field::Relation)) {
            let relation = person.relation.as_deref().unwrap_or_default();
            self.heads.note(row, household, relation, !rejected, self.columns, &mut self.findings);
        }
        let (Some(id), Some(household_no), false) = (id, household_no, rejected) else { return None };
        self.seen.insert(key(&id), row);
        let cleared = if self.context.overwrite_empty { cleared(self.columns, record) } else { Vec::new() };
        let facts = RosterFacts { as_of: self.context.as_of, person, household, work, spells, home, returned, cleared };
        Some(RosterRow { row, id, household_no, facts, village_name, household_village, place_text })
    }

    /// Ends the file: what only its end tells; all findings in order of rows.
    pub fn finish(mut self) -> Vec<Finding> {
        self.heads.finish(self.columns, &mut self.findings);
        self.findings.sort_by_key(|finding| finding.row);
        self.findings
    }
}

fn household_no(cells: &mut Cells<'_>) -> Option<CompactString> {
    if cells.refuse_error(Field::HouseholdNo, "household.missing") {
        return None;
    }
    let number = cells.compact(Field::HouseholdNo);
    let message = match &number {
        Some(number) if ruined(number) => {
            say!("roster-household-ruined")
        }
        Some(number) => {
            cells.warn_of_formula(Field::HouseholdNo, number);
            return Some(number.clone());
        }
        None => say!("roster-household-missing"),
    };
    cells.find(Field::HouseholdNo, "household.missing", message);
    None
}

/// 5.22301E+11: a number that a spreadsheet has shortened.
fn ruined(number: &str) -> bool {
    number.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        digits.contains('.') && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && power.starts_with('+')
    })
}

fn id(cells: &mut Cells<'_>, record: &StringRecord, today: NaiveDate, seen: &FxHashMap<u64, u32>) -> Option<IdNumber> {
    if cells.refuse_error(Field::IdNo, "id.missing") {
        return None;
    }
    let there = !cells.raw(Field::IdNo).is_empty();
    let cell = cells.columns.of_field(Field::IdNo).and_then(|at| record.get(at)).filter(|_| there).unwrap_or_default();
    let reading = match id_number::read(cell, today) {
        Ok(reading) => reading,
        Err(error) => {
            let masked = cell.contains(['*', '＊']);
            let message = if masked { say!("roster-id-masked") } else { error.message() };
            cells.find(Field::IdNo, error.code(), message);
            return None;
        }
    };
    for fix in &reading.fixes {
        cells.notice(Field::IdNo, fix.code());
    }
    if let Some(first) = seen.get(&key(&reading.id)) {
        cells.find(Field::IdNo, "id.duplicate", say!("roster-id-duplicate", first = first));
    }
    Some(reading.id)
}

/// A row that was sent back because its number is another's, and comes with that number still.
fn taken(cells: &mut Cells<'_>, context: &Context<'_>, name: Option<&str>, id: Option<&IdNumber>) {
    let (Some(name), Some(id)) = (name, id) else { return };
    if let Some(known) = context.taken.get(id.as_str()).filter(|known| simplified(known) != simplified(name)) {
        cells.find(Field::IdNo, "id.duplicate", say!("roster-id-taken", name = known));
    }
}

/// What makes two numbers the same person's: the citizen number without its check character.
fn key(id: &IdNumber) -> u64 {
    id.as_str().bytes().take(17).fold(0, |key, digit| key * 10 + u64::from(digit.wrapping_sub(b'0') % 10))
}

fn village(
    cells: &mut Cells<'_>,
    context: &Context<'_>,
    lookups: &mut Lookups,
) -> (Option<RegionCode>, Option<CompactString>) {
    if cells.refuse_error(Field::Village, "village.unknown") {
        return (None, None);
    }
    let Some(village) = cells.text(Field::Village) else { return (None, None) };
    let township = plain(cells.raw(Field::Township));
    match lookups.village(context, &township, &plain(&village)) {
        VillageMatch::Known(code) => return (Some(code), None),
        VillageMatch::NoTree => return (None, Some(village)),
        VillageMatch::Unknown => {
            cells.find(Field::Village, "village.unknown", say!("roster-village-unknown"));
        }
        VillageMatch::WrongTownship => {
            cells.find(Field::Village, "village.wrong_township", say!("roster-village-elsewhere"));
        }
    }
    (None, None)
}

/// 户属村: the household's village where it is not the person's; 未归村 where it has none.
fn household_village(
    cells: &mut Cells<'_>,
    context: &Context<'_>,
    lookups: &mut Lookups,
    household: &mut HouseholdFacts,
) -> Option<Option<CompactString>> {
    let village = cells.text(Field::HouseholdVillage)?;
    household.village = None;
    if Unassigned::named(&village) == Some(Unassigned::Village) {
        return Some(None);
    }
    match lookups.village(context, &plain(cells.raw(Field::Township)), &plain(&village)) {
        VillageMatch::Known(code) => household.village = Some(code),
        VillageMatch::NoTree => return Some(Some(village)),
        VillageMatch::Unknown | VillageMatch::WrongTownship => {
            cells.find(Field::HouseholdVillage, "village.unknown", say!("roster-household-village"));
        }
    }
    Some(None)
}

/// Fields that have a column and no value in this row.
fn cleared(columns: &Columns, record: &StringRecord) -> Vec<String> {
    use Field::*;
    let kept = |field| matches!(field, Name | IdNo | HouseholdNo | Sex | Birth | County | Township | Remark);
    let empty = |field| super::cells::raw(columns, record, field).is_empty();
    columns.list.iter().filter(|(f, _)| !kept(*f) && empty(*f)).map(|(f, _)| f.key().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_household_number_is_told() {
        assert!(ruined("5.22301E+11"));
        assert!(!ruined("E52230100001"));
    }
}
