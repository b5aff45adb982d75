//! What is due, overdue first: a list in sections, and what is done about each thing in it.

use crate::desk::due::{Due, DueKind};
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

/// The kinds, as the filter goes through them.
const KINDS: [DueKind; 6] =
    [DueKind::Loss, DueKind::Passenger, DueKind::Trip, DueKind::Visit, DueKind::StillHome, DueKind::Zero];

/// Which days late stand in a section, and its title with how many there are.
type Section = (fn(i64) -> bool, fn(usize) -> String);
const SECTIONS: [Section; 3] = [
    (|days| days > 0, |count| say!("today-overdue", count = count)),
    (|days| days == 0, |count| say!("today-today", count = count)),
    (|days| days < 0, |count| say!("today-soon", count = count)),
];

/// A line of the list.
enum Line {
    /// How late what follows is, and how many there are.
    Section(String),
    /// One thing, by its number.
    Thing(usize),
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
    /// One of the sections.
    Section(usize),
    Kind(DueKind),
}

/// What the list is narrowed to one after the other: what is due today first, which hundreds of things overdue may have
/// pushed out of view. Those overdue stand on top anyway.
fn narrowings() -> impl Iterator<Item = Narrow> {
    [1, 2].into_iter().map(Narrow::Section).chain(KINDS.into_iter().map(Narrow::Kind))
}

impl Narrow {
    fn fits(self, due: &Due) -> bool {
        match self {
            Self::Section(n) => SECTIONS.get(n).is_some_and(|(holds, _)| holds(due.overdue_days)),
            Self::Kind(kind) => due.kind == kind,
        }
    }
}

/// See the module.
#[derive(Default)]
pub struct Chores {
    cursor: Cursor,
    narrow: Option<Narrow>,
}

impl Chores {
    fn lines(&self, due: &[Due]) -> Vec<Line> {
        let mut out = Vec::new();
        for (holds, title) in SECTIONS {
            let fits = |d: &Due| holds(d.overdue_days) && self.narrow.is_none_or(|narrow| narrow.fits(d));
            let things: Vec<usize> = (0..due.len()).filter(|n| due.get(*n).is_some_and(fits)).collect();
            if !things.is_empty() {
                out.push(Line::Section(title(things.len())));
                out.extend(things.into_iter().map(Line::Thing));
            }
        }
        out
    }

    /// What the list shows at the right end of its title: how many there are in each section, or of the kind that
    /// it is narrowed to.
    pub fn note(&self, due: &[Due]) -> String {
        let count = |narrow: Narrow| due.iter().filter(|d| narrow.fits(d)).count();
        match self.narrow {
            Some(Narrow::Kind(kind)) => {
                say!("today-of-kind", kind = kind.name(), count = count(Narrow::Kind(kind)), all = due.len())
            }
            narrow => {
                let mark = |n, told| if narrow == Some(Narrow::Section(n)) { format!("[{told}]") } else { told };
                let told = SECTIONS.iter().enumerate().map(|(n, (_, title))| (n, count(Narrow::Section(n)), title));
                let told = told.filter(|(_, count, _)| *count > 0).map(|(n, count, title)| mark(n, title(count)));
                told.collect::<Vec<String>>().join("  ")
            }
        }
    }

    /// The next thing to narrow the list to of which there is something, then all again.
    pub fn narrow(&mut self, due: &[Due]) {
        let after = narrowings().skip_while(|narrow| self.narrow.is_some_and(|now| now != *narrow));
        let there = |narrow: &Narrow| due.iter().any(|d| narrow.fits(d));
        self.narrow = after.skip(usize::from(self.narrow.is_some())).find(there);
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
    fn stand(&mut self, lines: &[Line], up: bool) {
        self.cursor.at = self.cursor.at.min(lines.len().saturating_sub(1));
        if matches!(lines.get(self.cursor.at), Some(Line::Section(_))) {
            self.cursor.at = if up && self.cursor.at > 0 { self.cursor.at - 1 } else { self.cursor.at + 1 };
        }
    }

    fn here<'a>(&self, due: &'a [Due]) -> Option<&'a Due> {
        match self.lines(due).get(self.cursor.at.max(1)) {
            Some(Line::Thing(n)) => due.get(*n),
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
                cx.open(Choose::new(&thing.text, names, move |n, cx| {
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
            Line::Section(title) => Some(Row { cells: vec![(title.clone(), Role::Title)], ..Row::default() }),
            Line::Thing(n) => due.get(*n).map(|thing| row(thing, heads, cx)),
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
        (DueKind::Visit, days @ 1..) => say!("today-text-late", text = &thing.text, days = days),
        (DueKind::Visit | DueKind::Trip, days) if days < 0 => {
            let day = cx.day_seen(thing.due);
            say!("today-text-on", text = &thing.text, day = day)
        }
        _ => thing.text.clone(),
    };
    let cells = vec![(name(&who), role), (thing.village.clone(), Role::Dim), (text, Role::Text)];
    Row { cells, ..Row::default() }
}
