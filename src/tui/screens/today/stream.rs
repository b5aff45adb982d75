//! What was recorded for the day, the newest first.

use crate::book::{DayFilter, DayList};
use crate::desk::{Desk, Error, history};
use crate::domain::acts::Fact;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{listed, say};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The stream holds so many entries; whoever wants more opens the task book.
const HELD: usize = 200;
/// So many kinds are counted in the title.
const KINDS: usize = 5;

/// One entry in words.
struct Entry {
    time: String,
    kind: String,
    who: String,
    village: String,
    text: String,
    officer: String,
    gone: bool,
    late: bool,
    subject: Option<SubjectId>,
}

/// The day's entries.
pub struct Stream {
    /// How many there are in all.
    pub total: u64,
    /// How many of each kind, in words.
    pub kinds: String,
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
        let book = &desk.book;
        let DayList { total, rows, kinds, .. } = book.day_list(day, &DayFilter::default(), 0, HELD)?;
        let told = |(kind, count): &(String, u64)| format!("{} {count}", history::kind_name(kind));
        let kinds: Vec<String> = kinds.iter().take(KINDS).map(told).collect();
        let rows = rows.into_iter().map(|row| {
            let person =
                |(id, _): &&(SubjectId, String)| matches!(id.kind(), SubjectKind::Person | SubjectKind::Household);
            // A passenger of another township bears a name on the list of the trip alone.
            let outside = match &row.fact {
                Fact::TripAdd(passenger) => passenger.outside.as_deref(),
                _ => None,
            };
            let told = |(id, name): &(SubjectId, String)| match *name == id.to_string() {
                true => outside.map(str::to_string),
                false => Some(name.clone()),
            };
            let (people, things): (Vec<_>, Vec<_>) = row.subjects.iter().partition(|named| person(named));
            let [people, things] = [people, things].map(|of| of.into_iter().filter_map(told).collect::<Vec<_>>());
            let kind = row.nature.map_or_else(|| history::kind_name(&row.kind), |nature| nature.name());
            let text = history::told(book, false, &row.fact, &row.kind);
            let text = if text == kind { String::new() } else { text };
            // A trip or a job goes with what was done, where somebody was in it.
            let (who, text) = match people.is_empty() {
                true => (things, text),
                false if things.is_empty() => (people, text),
                false => (people, format!("{text}  {}", listed(things)).trim_start().to_string()),
            };
            Entry {
                // RFC 3339: hour and minute stand after the T.
                time: row.recorded.get(11..16).unwrap_or_default().to_string(),
                kind,
                who: listed(who),
                text,
                gone: row.withdrawn,
                late: row.late,
                subject: row.subjects.iter().find(person).map(|(id, _)| *id),
                village: row.village,
                officer: row.officer,
            }
        });
        Ok(Self { total, kinds: kinds.join("  "), rows: rows.collect() })
    }

    /// Whom the entry at the cursor is about.
    pub fn subject(&self, at: usize) -> Option<SubjectId> {
        self.rows.get(at)?.subject
    }

    /// How many are held.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Draws them.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cursor: &mut Cursor, focused: bool, cx: &Shared) {
        let columns = [
            Column::new(say!("today-time"), 5),
            Column::new(say!("today-kind"), 8),
            Column::new(say!("today-who"), 8).up_to(14),
            Column::new(say!("today-village"), 8).up_to(14),
            Column::new(say!("today-content"), 20).up_to(200),
            Column::new(say!("today-officer"), 8),
        ];
        let table = Table { columns: &columns, len: self.rows.len(), focused };
        table::draw(frame, area, table, cursor, cx, |n| {
            let entry = self.rows.get(n)?;
            let text = match (entry.gone, entry.late) {
                (true, _) => say!("today-gone", text = &entry.text),
                (_, true) => say!("today-entry-late", text = &entry.text),
                _ => entry.text.clone(),
            };
            let [time, kind, who, village] = [&entry.time, &entry.kind, &entry.who, &entry.village].map(Clone::clone);
            let role = entry.gone.then_some(Role::Dim);
            let cells = [(time, Role::Dim), (kind, Role::Text), (who, Role::Text), (village, Role::Text)];
            let rest = [(text, Role::Text), (entry.officer.clone(), Role::Dim)];
            Some(Row { cells: cells.into_iter().chain(rest).collect(), role, marked: false })
        });
    }
}
