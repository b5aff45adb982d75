//! 台账: everybody on the book. It opens in its filter, which finds as one types; ↓ or Esc leads to the list, where keys
//! act on whoever is selected or marked, `/` back to the filter.

mod heading;
mod look;
mod marks;
mod window;

use crate::desk::Desk;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::chord::Chord;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::person::{self, Aside, AskSame};
use crate::tui::quick::{Act, Quick};
use crate::tui::screens::Screen;
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::vacancies;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Row, Table};
use crate::tui::worker::Pane;
use crossterm::event::{KeyCode, KeyEvent};
use look::{SharedLook, Villages};
use marks::Marks;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Span as Words;
use ratatui::widgets::Paragraph;
use std::sync::Arc;
use window::{Wanted, Window};

/// From here on there is room for the selected person beside the list.
const WIDE: u16 = 110;
/// Lines in view before anything was drawn.
const LINES: usize = 24;

/// See the module.
pub struct Roster {
    typing: bool,
    /// What stands in the filter gives way to the next letter.
    whole: bool,
    field: Field,
    look: SharedLook,
    households: bool,
    cursor: Cursor,
    /// Who the cursor stays on when the list changes.
    selected: Option<SubjectId>,
    /// Enter was pressed before the answer to what was typed had come.
    opening: bool,
    marks: Marks,
    window: Pane<Window>,
    asked: Option<(Wanted, usize)>,
    villages: Pane<Villages>,
    aside: Aside,
    wide: bool,
}

impl Default for Roster {
    fn default() -> Self {
        Self {
            typing: true,
            whole: false,
            field: Field::default(),
            look: SharedLook::default(),
            households: false,
            cursor: Cursor::default(),
            selected: None,
            opening: false,
            marks: Marks::default(),
            window: Pane::default(),
            asked: None,
            villages: Pane::default(),
            aside: Aside::default(),
            wide: false,
        }
    }
}

impl Roster {
    fn wanted(&self) -> Wanted {
        let look = *self.look.borrow();
        let text = self.field.text().trim().to_string();
        Wanted { text, facets: look.facets, sort: look.sort, households: self.households }
    }

    /// The rows that are here of the list that is wanted now.
    fn current(&self) -> Option<Arc<Window>> {
        self.window.get().filter(|window| window.wanted == self.wanted())
    }

    /// Asks for the rows around the cursor, where they are not here or on their way.
    fn follow(&mut self, cx: &Shared, anew: bool) {
        let wanted = self.wanted();
        let height = if self.cursor.height == 0 { LINES } else { self.cursor.height };
        let another = self.asked.as_ref().is_none_or(|(asked, _)| *asked != wanted);
        if another {
            self.cursor.reset();
            self.selected = None;
        }
        let view = match self.window.get() {
            Some(window) if window.wanted == wanted => {
                let view = self.cursor.view(window.total, height);
                self.cursor.height = height;
                // What is on its way to an earlier text would take the place of these rows.
                let overtaken = another && self.window.waits();
                if !anew && !overtaken && window.holds(view.clone()) {
                    return;
                }
                view
            }
            _ => self.cursor.top..self.cursor.top + height,
        };
        let offset = view.start.saturating_sub(height);
        let on_its_way = self.window.waits() && self.asked.as_ref() == Some(&(wanted.clone(), offset));
        if anew || !on_its_way {
            self.asked = Some((wanted.clone(), offset));
            self.window.ask(&cx.worker, move |desk| Window::read(desk, wanted, offset, 3 * height));
        }
    }

    /// Looks at whoever the cursor stands on.
    fn select(&mut self, cx: &Shared) {
        let line = self.window.get().and_then(|window| window.line(self.cursor.at).map(window::Line::id));
        self.selected = line;
        if self.wide {
            self.aside.show(line, &cx.worker);
        }
    }

    /// The rows have come: the cursor goes with whoever it stood on.
    fn arrived_rows(&mut self, cx: &mut Shared) {
        let Some(window) = self.current() else { return };
        if let Some(n) = self.selected.and_then(|id| window.position(id)) {
            self.cursor.at = n;
        }
        self.cursor.at = self.cursor.at.min(window.total.saturating_sub(1));
        self.follow(cx, false);
        self.select(cx);
        if std::mem::take(&mut self.opening) {
            self.open(cx);
        }
    }

    fn open(&mut self, cx: &mut Shared) {
        if self.typing && (self.window.waits() || self.current().is_none()) {
            self.opening = true;
            return;
        }
        match self.selected {
            Some(id) => {
                self.whole = true;
                cx.open(person::open(id));
            }
            None => cx.tell(Tone::Warn, say!("people-nobody")),
        }
    }

    fn act(&mut self, act: Act, cx: &mut Shared) {
        // A household can be visited; whatever else happens to one of its people.
        if self.households && act != Act::Visit {
            return cx.tell(Tone::Warn, say!("people-choose-member"));
        }
        match self.selected {
            Some(selected) if self.marks.is_empty() => cx.open(Quick::at(act, selected)),
            _ => {
                let marked = self.marks.acted_on(cx);
                cx.open(Quick::new(act, marked));
            }
        }
    }

    /// A job to all who are marked, or the jobs that fit the one.
    fn offer(&mut self, cx: &mut Shared) {
        if self.households {
            return cx.tell(Tone::Warn, say!("people-choose-member"));
        }
        match self.selected {
            _ if !self.marks.is_empty() => {
                let marked = self.marks.acted_on(cx);
                cx.open(vacancies::offer_to(marked));
            }
            Some(selected) => cx.open(vacancies::suiting(selected)),
            None => cx.tell(Tone::Warn, say!("people-nobody")),
        }
    }

    /// Esc: first the marks go, then what narrows the list.
    fn clear(&mut self, cx: &mut Shared) {
        if self.marks.clear() {
            return;
        }
        self.look.borrow_mut().facets = Default::default();
        self.field.set("");
        self.follow(cx, false);
    }

    fn mark_all(&mut self, cx: &mut Shared) {
        let Some(window) = self.current() else { return };
        self.marks.all(window.wanted.clone(), window.total, window.at_least, cx);
    }

    fn typed(&mut self, cx: &Shared) {
        self.whole = false;
        self.opening = false;
        self.follow(cx, false);
    }
}

impl Component for Roster {
    fn scope(&self) -> Scope {
        if self.typing { Scope::RosterFilter } else { Scope::Roster }
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        match self.typing {
            true => vec![RosterOpenFirst, RosterToList, RosterNextScreen],
            false => {
                let own =
                    [RosterOpen, Find, RosterClear, RosterMark, RosterFacets, RosterSort, RosterTurn, RosterOffer];
                own.into_iter().chain(Act::ALL.map(Act::command)).chain([RosterMarkAll, RosterSame]).collect()
            }
        }
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        match command {
            Command::RosterClear => {
                !self.marks.is_empty() || !self.field.is_empty() || self.look.borrow().facets != Default::default()
            }
            Command::RosterSort | Command::RosterOffer => !self.households,
            Command::RosterSame => !self.households && self.marks.two().is_some(),
            _ => Act::of(command).is_none_or(|act| act == Act::Visit || !self.households),
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let wide = area.width >= WIDE;
        if wide != self.wide {
            self.wide = wide;
            self.select(cx);
        }
        let beside = if wide { (area.width / 3).min(58) } else { 0 };
        let [list, side] = Layout::horizontal([Constraint::Min(1), Constraint::Length(beside)]).areas(area);
        let window = self.window.get();
        let title = self.title(window.as_deref());
        let inner = Panel::new(&title).note(self.note(window.as_deref())).focused(true).draw(frame, list, cx);
        if wide {
            self.aside.draw(frame, side, cx);
        }
        if inner.height < 2 {
            return;
        }
        self.draw_filter(frame, Rect { height: 1, ..inner }, cx);
        let rows = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        let Some(window) = window else { return };
        if window.total == 0 {
            let none = match self.window.error() {
                Some(why) => why,
                None => say!("people-none", clear = cx.keymap.hint(Command::RosterClear)),
            };
            let none = text::truncate(&none, usize::from(rows.width)).into_owned();
            frame.render_widget(Paragraph::new(Words::styled(none, cx.style(Role::Dim))), rows);
            return;
        }
        let marks = &self.marks;
        let row = |n: usize| {
            let line = window.line(n)?;
            Some(Row { cells: line.cells(), marked: marks.has(line.id()), role: None })
        };
        let columns = window::columns(window.wanted.households);
        let table = Table { columns: &columns, len: window.total, focused: true };
        table::draw(frame, rows, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        self.marks.act_over();
        match command {
            Command::RosterToList => self.typing = false,
            Command::RosterOpenFirst | Command::RosterOpen => self.open(cx),
            Command::RosterNextScreen => cx.request(Request::Go(Screen::Roster.step(1))),
            Command::RosterPreviousScreen => cx.request(Request::Go(Screen::Roster.step(Screen::ALL.len() - 1))),
            Command::Find => self.arrived(cx),
            Command::RosterMark => {
                if let Some(id) = self.selected {
                    self.marks.turn(id);
                    self.run(Command::Down, cx);
                }
            }
            Command::RosterMarkAll => self.mark_all(cx),
            Command::RosterClear => self.clear(cx),
            Command::RosterFacets => {
                let villages = self.villages.get().unwrap_or_default();
                look::choose_facet(&self.look, villages, self.households, cx);
            }
            Command::RosterSort if !self.households => look::choose_sort(&self.look, cx),
            Command::RosterSame => match self.marks.two().filter(|_| !self.households) {
                Some([one, other]) => {
                    self.marks.acted_on(cx);
                    cx.open(AskSame::new(one, other).leading());
                }
                None => cx.tell(Tone::Warn, say!("people-same-two", mark = cx.keymap.hint(Command::RosterMark))),
            },
            Command::RosterTurn => {
                self.households = !self.households;
                self.marks.clear();
                self.follow(cx, false);
            }
            Command::RosterOffer => self.offer(cx),
            _ if let Some(act) = Act::of(command) => self.act(act, cx),
            _ => {
                let len = self.current().map_or(0, |window| window.total);
                if !self.cursor.run(command, len) {
                    return false;
                }
                self.follow(cx, false);
                self.select(cx);
            }
        }
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if !self.typing {
            return;
        }
        let replaces = Chord::of(key).text().is_some() || matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
        let emptied = self.whole && replaces;
        if emptied {
            self.field.set("");
        }
        if self.field.key(key) || emptied {
            self.typed(cx);
        }
        self.whole = false;
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        if self.whole {
            self.field.set("");
        }
        if self.field.paste(text) {
            self.typed(cx);
        }
    }

    fn arrived(&mut self, _cx: &mut Shared) {
        self.typing = true;
        self.whole = !self.field.is_empty();
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.follow(cx, true);
        self.aside.refresh(&cx.worker);
        self.villages.ask(&cx.worker, |desk: &mut Desk| {
            let steering = desk.book.steering();
            Ok(steering.villages().map(|(code, _)| (code, steering.unit_name(code))).collect())
        });
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.window.take() {
            Some(Ok(_)) => self.arrived_rows(cx),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            // A chooser may have changed what is wanted.
            None => self.follow(cx, false),
        }
        self.marks.answered(cx);
    }
}
