//! A roster on its way out: one row a person, in the columns that an import knows, in the officers' order. What one row per
//! person cannot say in plain columns (other work, the list 应返岗, a household elsewhere) has columns of its own, so
//! that a book can be built anew from the file.

use super::columns::Field;
use super::history;
use super::words::{Answer, EmploymentWord, Hours, Unassigned};
use crate::domain::codes::{self, CodeList};
use crate::domain::facts::{Wish, WorkFacts};
use crate::domain::household::Household;
use crate::domain::keys::*;
use crate::domain::person::Person;
use crate::domain::region::RegionCode;
use crate::domain::standing::Standing;
use crate::domain::subject::SubjectId;
use crate::locale::Lang;
use crate::sheet::write::{Cell, Column};
use compact_str::CompactString;

/// The columns, left to right, with how wide they usually are.
const COLUMNS: &[(Field, u16)] = &[
    (Field::Township, 12),
    (Field::Village, 14),
    (Field::Group, 10),
    (Field::HouseholdNo, 20),
    (Field::Name, 12),
    (Field::IdNo, 20),
    (Field::Relation, 12),
    (Field::Sex, 6),
    (Field::Birth, 12),
    (Field::Ethnic, 10),
    (Field::PersonNo, 16),
    (Field::Education, 12),
    (Field::School, 16),
    (Field::Graduates, 12),
    (Field::Health, 10),
    (Field::Disability, 14),
    (Field::Capacity, 14),
    (Field::Status, 10),
    (Field::Phone, 14),
    (Field::Phone2, 14),
    (Field::Residence, 18),
    (Field::Kind, 16),
    (Field::Resettled, 8),
    (Field::Subsistence, 8),
    (Field::LowIncome, 8),
    (Field::Destitute, 8),
    (Field::RegisteredVillage, 14),
    (Field::Address, 20),
    (Field::Income, 12),
    (Field::Contact, 12),
    (Field::GridOfficer, 12),
    (Field::Employment, 12),
    (Field::Place, 18),
    (Field::PlaceClass, 12),
    (Field::PlaceCode, 16),
    (Field::Employer, 22),
    (Field::Occupation, 12),
    (Field::Industry, 12),
    (Field::Channel, 12),
    (Field::Wage, 10),
    (Field::Start, 12),
    (Field::Contract, 10),
    (Field::OrganisedBy, 14),
    (Field::PartTime, 10),
    (Field::Trip, 12),
    (Field::Home, 12),
    (Field::Returned, 12),
    (Field::Spells, 40),
    (Field::Wish, 12),
    (Field::Signed, 10),
    (Field::WishPlace, 12),
    (Field::WishOccupation, 12),
    (Field::WishWage, 10),
    (Field::WhyIdle, 14),
    (Field::Skills, 14),
    (Field::TrainingWish, 14),
    (Field::UnemployedSince, 12),
    (Field::Hardship, 12),
    (Field::CertificateNo, 14),
    (Field::CertificateDate, 12),
    (Field::HouseholdVillage, 14),
    (Field::HouseholdGroup, 10),
    (Field::ImportNote, 30),
];

/// Somebody to be written.
pub struct Member<'a> {
    /// Folded.
    pub person: &'a Person,
    /// As they stand on the day of the roster.
    pub standing: &'a Standing,
    /// Their household.
    pub household: Option<&'a Household>,
}

/// What the names and codes in a roster are told by.
pub trait Names {
    /// The name of a unit.
    fn unit(&self, code: RegionCode) -> String;
    /// The number of a trip, or its id where it is not known.
    fn trip(&self, id: SubjectId) -> String;
    /// What an import will make of the words of a place.
    fn locate(&self, place: &str) -> (Option<RegionCode>, PlaceClass);
}

/// The columns, with headers in the language of the process: every import knows them in each.
pub fn columns() -> Vec<Column> {
    COLUMNS.iter().map(|&(field, width)| Column::new(field.key(), field.name(), width)).collect()
}

/// The fields, in the order of the cells.
pub fn fields() -> impl Iterator<Item = Field> {
    COLUMNS.iter().map(|(field, _)| *field)
}

fn yes_no(yes: bool) -> Cell<'static> {
    Cell::Flag(yes, if yes { Answer::Yes } else { Answer::No }.name().into())
}

macro_rules! word {
    ($value:expr) => {
        $value.map(|value| Cell::Word(value.key(), value.name())).unwrap_or(Cell::Empty)
    };
}

fn unassigned(word: Unassigned) -> Cell<'static> {
    Cell::Word(word.zh(), word.name())
}

/// A word of a standard, in the language of the process.
fn standard<'a>(list: &CodeList, word: Option<&'a str>) -> Cell<'a> {
    match word.map(|word| (word, list.find(word).filter(|code| code.name == word))) {
        Some((word, Some(code))) => Cell::Word(code.name, list.told(word, Lang::current())),
        Some((word, None)) => word.into(),
        None => Cell::Empty,
    }
}

/// One person's row; with `codes`, the codes of the national standards in place of their words.
pub fn row<'a>(member: &Member<'a>, names: &dyn Names, codes: bool) -> Vec<Cell<'a>> {
    let cells = COLUMNS.iter().map(|&(field, _)| (field, cell(field, member, names)));
    cells.map(|(field, cell)| if codes { coded(field, cell) } else { cell }).collect()
}

/// A cell as the code of its standard, where it has one.
fn coded(field: Field, cell: Cell<'_>) -> Cell<'_> {
    let list = match field {
        Field::Sex => &codes::SEX,
        Field::Ethnic => &codes::ETHNIC,
        Field::Relation => &codes::RELATION,
        Field::Education => &codes::EDUCATION,
        Field::Industry => &codes::INDUSTRY,
        Field::Occupation => &codes::OCCUPATION,
        _ => return cell,
    };
    let code = match &cell {
        Cell::Text(word) => list.code(word),
        Cell::Word(key, _) => list.code(key),
        _ => None,
    };
    code.map_or(cell, Cell::from)
}

fn cell<'a>(field: Field, member: &Member<'a>, names: &dyn Names) -> Cell<'a> {
    let person = &member.person.facts;
    let house = member.household.map(|household| &household.facts);
    let main = member.standing.main.and_then(|n| member.person.spells.get(n));
    let text = |text: &'a Option<CompactString>| text.as_deref().into();
    match field {
        Field::Township => {
            person.village.map(|village| names.unit(village.at(Level::Township))).filter(|name| !is_code(name)).into()
        }
        Field::Village => person.village.map(|village| names.unit(village)).into(),
        Field::Group => text(&person.group),
        Field::Name => text(&person.name),
        Field::IdNo => text(&person.id_no),
        Field::Relation => standard(&codes::RELATION, person.relation.as_deref()),
        Field::Sex => word!(person.sex),
        Field::Birth => person.birth.into(),
        Field::Ethnic => text(&person.ethnic),
        Field::PersonNo => text(&person.person_no),
        Field::Education => standard(&codes::EDUCATION, person.education.as_deref()),
        Field::School => text(&person.school),
        Field::Graduates => person.graduates.into(),
        Field::Health => text(&person.health),
        Field::Disability => text(&person.disability),
        Field::Capacity => word!(person.capacity),
        Field::Status => word!(person.status),
        Field::Phone => text(&person.phone),
        Field::Phone2 => text(&person.phone2),
        Field::Residence => text(&person.residence),
        Field::WhyIdle => text(&person.why_idle),
        Field::Skills => text(&person.skills),
        Field::TrainingWish => text(&person.training_wish),
        Field::UnemployedSince => person.unemployed_since.into(),
        Field::Hardship => text(&person.hardship),
        Field::CertificateNo => person.certificate.as_ref().and_then(|c| c.number.as_deref()).into(),
        Field::CertificateDate => person.certificate.as_ref().map(|c| c.date).into(),
        Field::ImportNote => text(&person.import_note),
        Field::Wish | Field::Signed | Field::WishPlace | Field::WishOccupation | Field::WishWage => {
            person.wish.as_ref().map_or(Cell::Empty, |wish| of_wish(field, wish))
        }
        Field::HouseholdNo => house.and_then(|house| house.household_no.as_deref()).into(),
        Field::Kind => word!(house.and_then(|house| house.kind)),
        Field::Resettled => flag(member, HouseholdFlag::Resettled),
        Field::Subsistence => flag(member, HouseholdFlag::Subsistence),
        Field::LowIncome => flag(member, HouseholdFlag::LowIncome),
        Field::Destitute => flag(member, HouseholdFlag::Destitute),
        Field::RegisteredVillage => house.and_then(|house| house.registered_village.as_deref()).into(),
        Field::Address => house.and_then(|house| house.address.as_deref()).into(),
        Field::Income => house.and_then(|house| house.income).into(),
        Field::Contact => house.and_then(|house| house.contact.as_deref()).into(),
        Field::GridOfficer => house.and_then(|house| house.grid_officer.as_deref()).into(),
        Field::HouseholdVillage => match house {
            Some(house) if house.village != person.village => {
                house.village.map_or_else(|| unassigned(Unassigned::Village), |village| names.unit(village).into())
            }
            _ => Cell::Empty,
        },
        Field::HouseholdGroup => match house {
            Some(house) if house.group != person.group => {
                house.group.as_deref().map_or_else(|| unassigned(Unassigned::Group), Cell::from)
            }
            _ => Cell::Empty,
        },
        Field::Employment => employment(member),
        Field::Home => member.person.listing.map(|listing| listing.since).into(),
        Field::Returned => member.person.listing.and_then(|listing| listing.returned).into(),
        Field::Spells => spells(member, names),
        Field::Start => main.and_then(|spell| spell.start).into(),
        _ => main.map_or(Cell::Empty, |spell| of_work(field, &spell.work, names)),
    }
}

/// A unit without a name is called by its code.
fn is_code(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_digit())
}

fn of_wish<'a>(field: Field, wish: &'a Wish) -> Cell<'a> {
    match field {
        Field::Wish => word!(Some(wish.wish)),
        Field::Signed => yes_no(wish.signed),
        Field::WishPlace => wish.place.as_deref().into(),
        Field::WishOccupation => wish.occupation.as_deref().into(),
        Field::WishWage => wish.wage.into(),
        _ => Cell::Empty,
    }
}

fn of_work<'a>(field: Field, work: &'a WorkFacts, names: &dyn Names) -> Cell<'a> {
    match field {
        Field::Place => work.place.as_deref().into(),
        Field::PlaceClass => word!(work.place_class),
        Field::PlaceCode => work.place_code.map(|code| code.to_string()).into(),
        Field::Employer => work.employer.as_deref().into(),
        Field::Occupation => work.occupation.as_deref().into(),
        Field::Industry => work.industry.as_deref().into(),
        Field::Channel => word!(work.channel),
        Field::Wage => work.wage.into(),
        Field::Contract => work.contract.map_or(Cell::Empty, yes_no),
        Field::OrganisedBy => work.organised_by.as_deref().into(),
        Field::PartTime if work.part_time => Cell::Flag(true, Hours::Part.name().into()),
        Field::PartTime => Cell::Flag(false, Hours::Full.name().into()),
        Field::Trip => work.trip.map(|id| names.trip(id)).into(),
        _ => Cell::Empty,
    }
}

fn flag<'a>(member: &Member<'a>, flag: HouseholdFlag) -> Cell<'a> {
    let flags = member.household.and_then(|household| household.facts.flags.as_ref());
    flags.map_or(Cell::Empty, |flags| yes_no(flags.contains(&flag)))
}

/// 就业状态, in the word that says what the other columns of work say.
fn employment(member: &Member<'_>) -> Cell<'static> {
    let main = member.standing.main.and_then(|n| member.person.spells.get(n));
    let word = match main.map(|spell| (spell.work.channel, spell.work.place_class)) {
        Some((Some(Channel::PublicPost), _)) => EmploymentWord::PublicPost,
        Some((Some(Channel::Flexible), _)) => EmploymentWord::Flexible,
        Some((Some(Channel::SelfEmployed), _)) => EmploymentWord::SelfEmployed,
        Some((_, Some(PlaceClass::Township | PlaceClass::County))) => EmploymentWord::County,
        Some(_) => EmploymentWord::Working,
        None if member.person.farming => EmploymentWord::Farming,
        None if member.standing.labour() => EmploymentWord::Idle,
        None => return Cell::Empty,
    };
    Cell::Word(word.key(), word.name())
}

/// All work but the present one; that too where its end is known.
fn spells(member: &Member<'_>, names: &dyn Names) -> Cell<'static> {
    let main = member.standing.main;
    let others = member.person.spells.iter().enumerate().filter(|(n, spell)| {
        let is_main = main == Some(*n);
        !spell.is_empty() && (!is_main || spell.end.is_some())
    });
    let mut others: Vec<_> = others.map(|(_, spell)| (spell.start, spell.end, &spell.work)).collect();
    others.sort_by_key(|(start, _, _)| *start);
    let text = history::write(others.into_iter(), &mut |place| names.locate(place), &|id| names.trip(id));
    if text.is_empty() { Cell::Empty } else { text.into() }
}
