//! The part of the list that is here: some screens of rows around the cursor. The whole list is never held.

use crate::book::Facets;
use crate::book::{HouseholdQuery, HouseholdRow, PeopleQuery, PeopleSort, PersonRow};
use crate::desk::{Desk, Error, words};
use crate::domain::keys::{HouseholdKind, Sex};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::theme::Role;
use crate::tui::widgets::table::{Cell, Column};

/// What the list is to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// As typed.
    pub text: String,
    /// Whom.
    pub facets: Facets,
    /// In which order.
    pub sort: PeopleSort,
    /// Households instead of people.
    pub households: bool,
}

/// One row.
#[derive(Debug, Clone)]
pub enum Line {
    /// A person.
    Person(Box<PersonRow>),
    /// A household.
    Household(Box<HouseholdRow>),
}

/// Some rows of a list.
#[derive(Debug, Clone)]
pub struct Window {
    /// Of which list.
    pub wanted: Wanted,
    /// The number of the first row.
    pub offset: usize,
    /// How many rows the list has.
    pub total: usize,
    /// It has more.
    pub at_least: bool,
    /// How many people the book has.
    pub all: u64,
    /// The list was too long to be sorted as asked.
    pub by_home: bool,
    lines: Vec<Line>,
}

impl Window {
    /// Reads it.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk, wanted: Wanted, offset: usize, limit: usize) -> Result<Self, Error> {
        let day = desk.reading_day();
        let book = &desk.book;
        let Wanted { text, facets, sort, households } = wanted.clone();
        if households {
            let query =
                HouseholdQuery { text, village: facets.village, kind: facets.kind, zero: facets.zero, offset, limit };
            let page = book.household_rows(&query, day)?;
            let lines = page.rows.into_iter().map(|row| Line::Household(Box::new(row))).collect();
            let (total, at_least) = (page.total as usize, page.at_least);
            return Ok(Self { wanted, offset, total, at_least, all: 0, by_home: false, lines });
        }
        let all = book.people(&PeopleQuery::default(), day)?.total;
        let page = book.people(&PeopleQuery { text, facets, sort, offset, limit }, day)?;
        let lines = page.rows.into_iter().map(|row| Line::Person(Box::new(row))).collect();
        let (total, at_least, by_home) = (page.total as usize, page.at_least, page.by_home);
        Ok(Self { wanted, offset, total, at_least, all, by_home, lines })
    }

    /// A row by its number in the list, where it is here.
    pub fn line(&self, n: usize) -> Option<&Line> {
        self.lines.get(n.checked_sub(self.offset)?)
    }

    /// Who stands in it.
    pub fn ids(&self) -> Vec<SubjectId> {
        self.lines.iter().map(Line::id).collect()
    }

    /// Whether all these rows are here.
    pub fn holds(&self, rows: std::ops::Range<usize>) -> bool {
        self.offset <= rows.start && rows.end.min(self.total) <= self.offset + self.lines.len()
    }

    /// The number of somebody's row, where it is here.
    pub fn position(&self, id: SubjectId) -> Option<usize> {
        Some(self.offset + self.lines.iter().position(|line| line.id() == id)?)
    }
}

impl Line {
    /// Whose row.
    pub fn id(&self) -> SubjectId {
        match self {
            Self::Person(row) => row.id,
            Self::Household(row) => row.id,
        }
    }

    /// Its cells, as [`columns`] heads them.
    pub fn cells(&self) -> Vec<Cell> {
        match self {
            Self::Person(row) => person(row),
            Self::Household(row) => household(row),
        }
    }
}

/// The columns of a list, the most useful first.
pub fn columns(households: bool) -> Vec<Column> {
    if households {
        return vec![
            Column::new(say!("people-head"), 8).up_to(16),
            Column::new(say!("people-village"), 10).up_to(20),
            Column::new(say!("people-kind"), 10).up_to(16),
            Column::new(say!("people-members"), 4).right(),
            Column::new(say!("people-labour"), 6).right(),
            Column::new(say!("people-employed"), 4).right(),
            Column::new(say!("people-zero"), 6),
            Column::new(say!("people-visited"), 10),
            Column::new(say!("people-number"), 10),
        ];
    }
    // Its words are longer in some languages.
    let sex = Sex::ALL.iter().map(|sex| text::width(&sex.name())).max().unwrap_or(0).max(4);
    vec![
        Column::new(say!("people-name"), 8).up_to(16),
        Column::new(say!("people-sex"), sex),
        Column::new(say!("people-age"), 4).right(),
        Column::new(say!("people-village"), 10).up_to(18),
        Column::new(say!("people-kind"), 6).up_to(14),
        Column::new(say!("people-work"), 8).up_to(10),
        Column::new(say!("people-place"), 8).up_to(20),
        Column::new(say!("people-employer"), 8).up_to(26),
        Column::new(say!("people-wage"), 6).right(),
    ]
}

/// How somebody stands, in a word.
fn standing(row: &PersonRow) -> Cell {
    match row {
        _ if !row.on_roster => (say!("people-off-roster"), Role::Dim),
        _ if row.awaited => (say!("people-awaited"), Role::Bad),
        _ if row.employed => (say!("people-at-work"), Role::Good),
        _ if row.labour => (say!("people-idle"), Role::Warn),
        _ => (say!("people-no-labour"), Role::Dim),
    }
}

fn kind(kind: Option<HouseholdKind>) -> Cell {
    match kind.unwrap_or(HouseholdKind::Unknown) {
        HouseholdKind::Unknown => (String::new(), Role::Dim),
        kind => (kind.name(), Role::Text),
    }
}

fn person(row: &PersonRow) -> Vec<Cell> {
    let plain = |text: String| (text, Role::Text);
    let place = row.place.as_deref().map(words::place).or_else(|| row.place_class.map(|class| class.name()));
    vec![
        plain(row.name.clone()),
        plain(row.sex.map_or(String::new(), |sex| sex.name())),
        plain(row.age.map_or(String::new(), |age| age.to_string())),
        plain(format!("{}{}", row.village, row.group.as_deref().unwrap_or_default())),
        kind(row.kind),
        standing(row),
        plain(place.unwrap_or_default()),
        plain(row.employer.clone().unwrap_or_default().into()),
        plain(row.wage.map_or(String::new(), |wage| text::group(wage.into()))),
    ]
}

/// The end of a long number: all numbers of a township begin alike.
fn tail(number: &str) -> String {
    match number.char_indices().rev().nth(8) {
        Some((at, _)) if at > 0 => format!("…{}", number.get(at..).unwrap_or_default()),
        _ => number.to_string(),
    }
}

fn household(row: &HouseholdRow) -> Vec<Cell> {
    let plain = |text: String| (text, Role::Text);
    vec![
        plain(row.head.clone()),
        plain(format!("{}{}", row.village, row.group.as_deref().unwrap_or_default())),
        kind(row.kind),
        plain(row.members.to_string()),
        plain(row.labour.to_string()),
        plain(row.employed.to_string()),
        if row.zero { (say!("people-zero-mark"), Role::Bad) } else { plain(String::new()) },
        plain(row.visited.map_or(String::new(), |day| day.to_string())),
        plain(tail(&row.number)),
    ]
}
