//! What is due, overdue first: a list in sections, and what is done about each thing in it.

use crate::desk::due::{Due, DueKind, Lateness};
use crate::desk::{Desk, Error};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::tui::command::Command;
use crate::tui::overlays::choose::Choose;
use crate::tui::person;
use crate::tui::quick::{Act, Quick};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The kinds, as the filter goes through them.
const KINDS: [DueKind; 6] =
    [DueKind::Loss, DueKind::Passenger, DueKind::Trip, DueKind::Visit, DueKind::StillHome, DueKind::Zero];

/// A section, and its title with how many there are.
type Section = (Lateness, fn(usize) -> String);
const SECTIONS: [Section; 3] = [
    (Lateness::Overdue, |count| say!("today-overdue", count = count)),
    (Lateness::Today, |count| say!("today-today", count = count)),
    (Lateness::Soon, |count| say!("today-soon", count = count)),
];

/// A line of the list.
enum Line<'a> {
    /// How late what follows is, and how many there are.
    Section(&'a str),
    /// One thing, by its number.
    Thing(usize),
}

/// The lines of the list: of each section its title and a stretch of what is due. Made for every frame, however much is
/// due.
struct Lines(Vec<(String, Range<usize>)>);

impl Lines {
    fn len(&self) -> usize {
        self.0.iter().map(|(_, things)| 1 + things.len()).sum()
    }

    fn get(&self, mut n: usize) -> Option<Line<'_>> {
        for (title, things) in &self.0 {
            match n.checked_sub(1) {
                None => return Some(Line::Section(title)),
                Some(n) if n < things.len() => return Some(Line::Thing(things.start + n)),
                Some(_) => n -= 1 + things.len(),
            }
        }
        None
    }
}

/// Where those of a section stand, of one kind or of all: what is due is ordered by these two.
fn stretch(due: &[Due], late: Lateness, kind: Option<DueKind>) -> Range<usize> {
    let before = due.partition_point(|d| d.lateness() < late || d.lateness() == late && Some(d.kind) < kind);
    let within = |d: &Due| d.lateness() == late && kind.is_none_or(|kind| d.kind == kind);
    before..before + due.get(before..).unwrap_or_default().partition_point(within)
}

/// Names of households: of their heads.
pub type Heads = FxHashMap<SubjectId, String>;
/// So many households are looked up; those further down go by their numbers.
const LOOKED_UP: usize = 200;

/// Whose homes the due households are.
///
/// # Errors
/// What the book says.
pub fn heads(desk: &mut Desk, due: &[Due]) -> Result<Heads, Error> {
    let homes = due.iter().map(|d| d.subject).filter(|id| id.kind() == SubjectKind::Household);
    let homes: Vec<SubjectId> = homes.take(LOOKED_UP).collect();
    let rows = desk.book.rows_of_households(&homes, desk.reading_day())?;
    Ok(rows.into_iter().filter(|row| !row.head.is_empty()).map(|row| (row.id, row.head)).collect())
}

/// What the list is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Narrow {
    To(Lateness),
    Kind(DueKind),
}

/// What the list is narrowed to one after the other: what is due today first, which hundreds of things overdue may have
/// pushed out of view. Those overdue stand on top anyway.
fn narrowings() -> impl Iterator<Item = Narrow> {
    [Lateness::Today, Lateness::Soon].into_iter().map(Narrow::To).chain(KINDS.into_iter().map(Narrow::Kind))
}

impl Narrow {
    /// Those of a section that fit.
    fn within(self, due: &[Due], late: Lateness) -> Range<usize> {
        match self {
            Self::To(only) if only != late => 0..0,
            Self::To(_) => stretch(due, late, None),
            Self::Kind(kind) => stretch(due, late, Some(kind)),
        }
    }

    fn count(self, due: &[Due]) -> usize {
        SECTIONS.iter().map(|(late, _)| self.within(due, *late).len()).sum()
    }
}

/// See the module.
#[derive(Default)]
pub struct Chores {
    cursor: Cursor,
    narrow: Option<Narrow>,
}

impl Chores {
    fn lines(&self, due: &[Due]) -> Lines {
        let sections = SECTIONS.iter().map(|(late, title)| {
            let things = self.narrow.map_or_else(|| stretch(due, *late, None), |narrow| narrow.within(due, *late));
            (title(things.len()), things)
        });
        Lines(sections.filter(|(_, things)| !things.is_empty()).collect())
    }

    /// What the list shows at the right end of its title: how many there are in each section, or of the kind that
    /// it is narrowed to.
    pub fn note(&self, due: &[Due]) -> String {
        match self.narrow {
            Some(Narrow::Kind(kind)) => {
                say!("today-of-kind", kind = kind.name(), count = Narrow::Kind(kind).count(due), all = due.len())
            }
            narrow => {
                let told = SECTIONS.iter().map(|(late, title)| (*late, Narrow::To(*late).count(due), title));
                let mark = |late, told| if narrow == Some(Narrow::To(late)) { format!("[{told}]") } else { told };
                let told = told.filter(|(_, count, _)| *count > 0).map(|(late, count, title)| mark(late, title(count)));
                told.collect::<Vec<String>>().join("  ")
            }
        }
    }

    /// The next thing to narrow the list to of which there is something, then all again.
    pub fn narrow(&mut self, due: &[Due]) {
        let after = narrowings().skip_while(|narrow| self.narrow.is_some_and(|now| now != *narrow));
        self.narrow = after.skip(usize::from(self.narrow.is_some())).find(|narrow| narrow.count(due) > 0);
        self.cursor.reset();
    }

    /// Moves in the list; `false` = no command of lists.
    pub fn go(&mut self, command: Command, due: &[Due]) -> bool {
        let lines = self.lines(due);
        if !self.cursor.run(command, lines.len()) {
            return false;
        }
        self.stand(&lines, matches!(command, Command::Up | Command::PageUp));
        true
    }

    /// Stands on a thing, never on a section's title: on the one before it where one goes up.
    fn stand(&mut self, lines: &Lines, up: bool) {
        self.cursor.at = self.cursor.at.min(lines.len().saturating_sub(1));
        if matches!(lines.get(self.cursor.at), Some(Line::Section(_))) {
            self.cursor.at = if up && self.cursor.at > 0 { self.cursor.at - 1 } else { self.cursor.at + 1 };
        }
    }

    fn here<'a>(&self, due: &'a [Due]) -> Option<&'a Due> {
        match self.lines(due).get(self.cursor.at.max(1)) {
            Some(Line::Thing(n)) => due.get(n),
            _ => None,
        }
    }

    /// The person whom the selected thing is about.
    pub fn person(&self, due: &[Due]) -> Option<SubjectId> {
        self.here(due).map(|thing| thing.subject).filter(|id| id.kind() == SubjectKind::Person)
    }

    /// Goes there: the person's or household's page, the trips.
    pub fn open(&self, due: &[Due], cx: &mut Shared) {
        let Some(thing) = self.here(due) else { return };
        match thing.kind {
            DueKind::Trip => cx.show_trip(thing.subject),
            DueKind::Passenger if thing.all.len() > 1 => {
                let people: Vec<SubjectId> = thing.all.iter().map(|(id, _)| *id).collect();
                let names = thing.all.iter().map(|(_, name)| name.clone()).collect();
                cx.open(Choose::new(thing.text.as_ref(), names, move |n, cx| {
                    if let Some(id) = people.get(n) {
                        cx.open(person::open(*id));
                    }
                }));
            }
            _ => cx.open(person::open(thing.subject)),
        }
    }

    /// Does the usual thing in place.
    pub fn act(&self, due: &[Due], cx: &mut Shared) {
        let Some(thing) = self.here(due) else { return };
        let who = vec![thing.subject];
        match thing.kind {
            DueKind::Visit | DueKind::Zero => cx.open(Quick::new(Act::Visit, who)),
            DueKind::StillHome => cx.open(Quick::new(Act::Return, who)),
            DueKind::Passenger => cx.open(Quick::new(Act::Return, thing.all.iter().map(|(id, _)| *id).collect())),
            DueKind::Trip => cx.show_trip(thing.subject),
            // What answers a loss: work again, or a visit that looks for it.
            DueKind::Loss => {
                let acts = [Act::Visit, Act::Placement, Act::Return];
                let names = [Command::Visit, Command::Placement, Command::Return].map(Command::name).to_vec();
                cx.open(Choose::new(&thing.name, names, move |n, cx| {
                    if let Some(act) = acts.get(n) {
                        cx.open(Quick::new(*act, who.clone()));
                    }
                }));
            }
        }
    }

    /// Draws the list.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        (due, heads): (&[Due], &Heads),
        focused: bool,
        cx: &Shared,
    ) {
        let lines = self.lines(due);
        self.stand(&lines, false);
        let columns = [
            Column::new(say!("today-who"), 10).up_to(22),
            Column::new(say!("today-village"), 6).up_to(10),
            Column::new(say!("today-what"), 16).up_to(200),
        ];
        let table = Table { columns: &columns, len: lines.len(), focused };
        table::draw(frame, area, table, &mut self.cursor, cx, |n| match lines.get(n)? {
            Line::Section(title) => Some(Row { cells: vec![(title.into(), Role::Title)], ..Row::default() }),
            Line::Thing(n) => due.get(n).map(|thing| row(thing, heads, cx)),
        });
    }
}

fn row(thing: &Due, heads: &Heads, cx: &Shared) -> Row {
    let who = heads.get(&thing.subject).map_or_else(|| thing.name.clone(), |head| say!("today-home", name = head));
    let name = |text: &str| match thing.overdue_days {
        1.. => format!("{} {text}", cx.glyphs.warn),
        _ => format!("  {text}"),
    };
    let role = if thing.overdue_days > 0 { Role::Warn } else { Role::Text };
    // A visit says no day of its own.
    let text = match (thing.kind, thing.overdue_days) {
        (DueKind::Visit, days @ 1..) => say!("today-text-late", text = thing.text.as_ref(), days = days),
        (DueKind::Visit | DueKind::Trip, days) if days < 0 => {
            let day = cx.day_seen(thing.due);
            say!("today-text-on", text = thing.text.as_ref(), day = day)
        }
        _ => thing.text.to_string(),
    };
    let cells = vec![(name(&who), role), (thing.village.to_string(), Role::Dim), (text, Role::Text)];
    Row { cells, ..Row::default() }
}
