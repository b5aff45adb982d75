//! What was recorded for the day, the newest first; what was done to many at once takes one line.

use crate::book::{DayFilter, DayList, DayRow};
use crate::desk::{Desk, Error, history};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{listed, say};
use crate::text;
use crate::tui::person;
use crate::tui::screens::task_book::rows::{self, Told};
use crate::tui::shared::{Request, Shared};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::table::{self, Column, Row, Table};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The stream holds so many entries; whoever wants more opens the task book.
const HELD: usize = 200;
/// So many kinds are counted in the title.
const KINDS: usize = 5;
/// So many of those in one line are named.
const NAMED: usize = 12;

/// One line: an entry, or several that were recorded as one thing.
struct Entry {
    told: Told,
    leads: Leads,
}

/// Where a line leads to.
enum Leads {
    /// The page of a person or household.
    Page(SubjectId),
    /// The roll call of a trip.
    Trip(SubjectId),
    /// The entries of this kind in the task book.
    Kind(String),
    Nowhere,
}

/// The day's entries.
pub struct Stream {
    /// How many there are in all.
    pub total: u64,
    /// How many of each kind, in words.
    pub kinds: String,
    day: NaiveDate,
    rows: Vec<Entry>,
}

impl Stream {
    /// Reads the newest of the day looked at.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk) -> Result<Self, Error> {
        let day = desk.reading_day();
        desk.book.refresh()?;
        let DayList { total, rows, kinds, .. } = desk.book.day_list(day, &DayFilter::default(), 0, HELD)?;
        let told = |(kind, count): &(String, u64)| format!("{} {count}", history::kind_name(kind));
        let kinds: Vec<String> = kinds.iter().take(KINDS).map(told).collect();
        let words = rows::all_told(desk, day, &rows)?;
        let rows: Vec<(Told, DayRow)> = words.into_iter().zip(rows).collect();
        let more = total > rows.len() as u64;
        let groups: Vec<&[(Told, DayRow)]> = rows.chunk_by(as_one).collect();
        let last = groups.len().saturating_sub(1);
        let entries = groups.iter().enumerate().filter_map(|(n, group)| entry(group, more && n == last));
        Ok(Self { total, kinds: kinds.join("  "), day, rows: entries.collect() })
    }

    /// Goes where the line at the cursor leads to.
    pub fn open(&self, at: usize, cx: &mut Shared) {
        match self.rows.get(at).map(|entry| &entry.leads) {
            Some(Leads::Page(id)) => cx.open(person::open(*id)),
            Some(Leads::Trip(id)) => cx.show_trip(*id),
            Some(Leads::Kind(kind)) => {
                let filter = DayFilter { kind: Some(kind.clone()), ..DayFilter::default() };
                let today = cx.head.get().is_some_and(|head| head.today == self.day);
                cx.request(Request::ShowEntries((!today).then_some(self.day), filter));
            }
            Some(Leads::Nowhere) | None => {}
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Draws them.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cursor: &mut Cursor, focused: bool, cx: &Shared) {
        // As wide as what is held needs, so that what an entry says gets the rest.
        let widest = |cell: fn(&Told) -> &str, head: String, most: usize| {
            let cells = self.rows.iter().map(|entry| text::width(cell(&entry.told))).max().unwrap_or(0);
            let cells = cells.max(text::width(&head)).min(most);
            Column::new(head, cells)
        };
        let wide = area.width >= 100;
        let columns = [
            Column::new(say!("today-time"), 5),
            widest(|told| &told.kind, say!("today-kind"), 13),
            widest(|told| &told.who, say!("today-who"), if wide { 16 } else { 12 }),
            widest(|told| &told.village, say!("today-village"), if wide { 16 } else { 12 }),
            Column::new(say!("today-content"), 16).up_to(200),
            widest(|told| &told.officer, say!("today-officer"), 8),
        ];
        let table = Table { columns: &columns, len: self.rows.len(), focused };
        table::draw(frame, area, table, cursor, cx, |n| {
            let told = &self.rows.get(n)?.told;
            let what = match (told.withdrawn, told.late) {
                (true, _) => say!("today-gone", text = &told.what),
                (_, true) => say!("today-entry-late", text = &told.what),
                _ => told.what.clone(),
            };
            let [time, kind, who, village] = [&told.time, &told.kind, &told.who, &told.village].map(Clone::clone);
            let role = told.withdrawn.then_some(Role::Dim);
            let cells = [(time, Role::Dim), (kind, Role::Text), (who, Role::Text), (village, Role::Text)];
            let rest = [(what, Role::Text), (told.officer.clone(), Role::Dim)];
            Some(Row { cells: cells.into_iter().chain(rest).collect(), role, marked: false })
        });
    }
}

fn of(row: &DayRow, kind: SubjectKind) -> Option<SubjectId> {
    row.subjects.iter().map(|(id, _)| *id).find(|id| id.kind() == kind)
}

/// Whether two entries beside each other are one thing to an officer: the same was done to somebody else in the same
/// batch, or on the same trip.
fn as_one((told, row): &(Told, DayRow), (other_told, other): &(Told, DayRow)) -> bool {
    let person = |row| of(row, SubjectKind::Person).is_some();
    let trip = of(row, SubjectKind::Trip);
    row.kind != "withdraw"
        && person(row)
        && person(other)
        && trip == of(other, SubjectKind::Trip)
        && (trip.is_some() || (row.batch.is_some() && row.batch == other.batch))
        && (&told.kind, &told.officer) == (&other_told.kind, &other_told.officer)
        && (row.withdrawn, row.late) == (other.withdrawn, other.late)
}

/// The line of a group; `more` = the book has more entries than were read, so that it may go on.
fn entry(group: &[(Told, DayRow)], more: bool) -> Option<Entry> {
    let (told, row) = group.first()?;
    let trip = of(row, SubjectKind::Trip);
    let [_, _, ..] = group else {
        let page = |kind| of(row, kind).map(Leads::Page);
        let known = page(SubjectKind::Person).filter(|_| !row.kind.starts_with("trip_"));
        let leads = known.or(trip.map(Leads::Trip)).or_else(|| page(SubjectKind::Household));
        return Some(Entry { told: told.clone(), leads: leads.unwrap_or(Leads::Nowhere) });
    };
    let count = group.len();
    let who = if more { say!("today-people-more", count = count) } else { say!("today-people", count = count) };
    let names = listed(group.iter().take(NAMED).map(|(told, _)| told.who.as_str()));
    let same = |of: fn(&Told) -> &String| {
        let first = of(told);
        group.iter().all(|(other, _)| of(other) == first).then(|| first.clone())
    };
    let number = row.subjects.iter().find(|(id, _)| Some(*id) == trip).map(|(_, number)| number.clone());
    let what = number.or_else(|| same(|told| &told.what)).unwrap_or_default();
    let told = Told {
        who,
        village: same(|told| &told.village).unwrap_or_default(),
        what: format!("{what} {names}").trim_start().to_string(),
        ..told.clone()
    };
    Some(Entry { told, leads: trip.map_or_else(|| Leads::Kind(row.kind.clone()), Leads::Trip) })
}
