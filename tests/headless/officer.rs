//! Whom an officer means by three letters, and what they have recorded.

use super::{Console, OFFICER, day};
use chrono::NaiveDate;
use zhanbao::book::{Book, DayFilter, DayRow, Facets, Options, PeopleQuery, PersonRow};
use zhanbao::desk::trips::Plan;
use zhanbao::desk::{Desk, Sitting};
use zhanbao::domain::acts::Fact;
use zhanbao::domain::facts::WorkFacts;
use zhanbao::domain::keys::TripBy;
use zhanbao::domain::subject::SubjectId;
use zhanbao::locale::Lang;
use zhanbao::report::Wording;
use zhanbao::text;

pub fn letters(name: &str) -> Option<String> {
    let initials = text::name_keys(name).initials.into_iter().next()?;
    (initials.len() == 3 && !["esc", "tab", "end"].contains(&initials.as_str())).then_some(initials)
}

/// Whether three letters mean this person before anybody else.
pub fn is_first(book: &Book, letters: &str, id: SubjectId) -> bool {
    let hits = book.find(letters, 24, day()).unwrap();
    hits.first().is_some_and(|hit| hit.id == id && hits.iter().filter(|other| other.score == hit.score).count() == 1)
}

/// People of whom this holds, who are the first that three letters mean.
pub fn people(book: &Book, facets: Facets, fits: impl Fn(&PersonRow) -> bool) -> Vec<(PersonRow, String)> {
    let query = PeopleQuery { facets, limit: 1_000, ..PeopleQuery::default() };
    let rows = book.people(&query, day()).unwrap().rows.into_iter().filter(|row| row.on_roster && fits(row));
    let found: Vec<_> = rows
        .filter_map(|row| {
            let letters = letters(&row.name)?;
            is_first(book, &letters, row.id).then_some((row, letters))
        })
        .take(12)
        .collect();
    assert!(!found.is_empty(), "the made-up township has nobody like that");
    found
}

/// A bus of 49 seats that leaves five minutes past this hour, today.
pub fn bus(number: &str, hour: u32) -> Plan {
    Plan {
        number: number.into(),
        by: TripBy::Bus,
        departs: day().and_hms_opt(hour, 5, 0).unwrap(),
        from: "样例镇".into(),
        to: "宁波".into(),
        seats: 49,
        vehicle: None,
        carrier: None,
        drivers: Vec::new(),
        escort: None,
        escort_phone: None,
        points: Vec::new(),
        distance: None,
    }
}

pub fn away(book: &Book) -> Vec<(PersonRow, String)> {
    people(book, Facets { awaited: true, ..Facets::default() }, |_| true)
}

pub fn idle(book: &Book) -> Vec<(PersonRow, String)> {
    people(book, Facets { employed: Some(false), ..Facets::default() }, |row| {
        !row.awaited && row.age.is_some_and(|age| (20..50).contains(&age))
    })
}

/// An employer that three letters mean before any other, where this person never worked, and the letters.
pub fn known_job(book: &Book, person: SubjectId) -> (String, String) {
    let known = book.suggest_work("", None, day(), 8).unwrap();
    known
        .iter()
        .find_map(|hint| {
            let employer = hint.work.employer.clone()?;
            let sound: String = text::name_keys(&employer).initials.first()?.chars().take(3).collect();
            let best = book.suggest_work(&sound, Some(person), day(), 8).unwrap().into_iter().next()?;
            let first = best.work.employer.as_ref() == Some(&employer) && best.work.place.is_some();
            first.then(|| (employer.into(), sound))
        })
        .unwrap()
}

/// What this officer has recorded, the newest first.
pub fn records(book: &Book) -> Vec<DayRow> {
    let filter = DayFilter { officer: Some(OFFICER.into()), ..DayFilter::default() };
    book.day_list(day(), &filter, 0, 100).unwrap().rows
}

pub fn newest(desk: &Console) -> DayRow {
    records(&desk.beside()).into_iter().next().unwrap_or_else(|| panic!("nothing recorded:\n{}", desk.text()))
}

pub fn work(row: &DayRow) -> &WorkFacts {
    match &row.fact {
        Fact::Return(work) | Fact::Placement(work) => work,
        other => panic!("{other:?}"),
    }
}

pub fn at_the_desk(folder: &tempfile::TempDir, options: Options, day: Option<NaiveDate>) -> Desk {
    let book = Book::open(&folder.path().join("book.zb"), options).unwrap();
    let sitting = Sitting { day, officer: Some(OFFICER.into()) };
    Desk::new(book, sitting, Wording { lang: Lang::current(), asked: false, folder: None })
}
