//! The list of jobs: filtered as one types, all of them or those to be had; or the one to be offered to some people.

use super::acts::{self, Acts};
use super::fitting::Fitting;
use super::offering::Offering;
use super::page::Page;
use super::posting;
use super::rows::{self, Row};
use crate::domain::job::JobState;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Row as Shown, Table};
use crate::tui::worker::Pane;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span as Words;
use ratatui::widgets::Paragraph;

/// See the module.
pub struct List {
    rows: Pane<Vec<Row>>,
    field: Field,
    typing: bool,
    /// Closed and full ones too.
    all: bool,
    cursor: Cursor,
    /// What the cursor stays on when the list changes.
    selected: Option<SubjectId>,
    marked: Vec<SubjectId>,
    /// To whom one is to be offered, and how much had been recorded when they were chosen.
    people: Vec<SubjectId>,
    begun: Option<u64>,
    acts: Acts,
}

impl List {
    pub(super) fn new(people: Vec<SubjectId>) -> Self {
        Self {
            rows: Pane::default(),
            field: Field::default(),
            typing: false,
            all: false,
            cursor: Cursor::default(),
            selected: None,
            marked: Vec::new(),
            people,
            begun: None,
            acts: Acts::default(),
        }
    }

    fn picking(&self) -> bool {
        !self.people.is_empty()
    }

    /// The jobs that are listed now.
    fn listed(&self) -> Vec<Row> {
        let words = rows::words_of(self.field.text());
        let rows = self.rows.get();
        let all = rows.iter().flat_map(|rows| rows.iter());
        all.filter(|row| (self.all || row.is_open()) && row.has(&words)).cloned().collect()
    }

    fn here(&self) -> Option<Row> {
        self.listed().into_iter().nth(self.cursor.at)
    }

    fn select(&mut self) {
        self.selected = self.here().map(|row| row.id);
    }

    /// The marked, or the one that keys act on.
    fn meant(&self) -> Vec<SubjectId> {
        match self.marked.as_slice() {
            [] => self.here().map(|row| row.id).into_iter().collect(),
            marked => marked.to_vec(),
        }
    }

    /// Does something with the job that keys act on.
    fn with(&mut self, cx: &mut Shared, act: impl FnOnce(&mut Self, Row, &mut Shared)) {
        match self.here() {
            Some(row) => act(self, row, cx),
            None => cx.tell(Tone::Warn, say!("vacancies-nothing-here")),
        }
    }

    fn typed(&mut self) {
        self.cursor.reset();
        self.select();
    }

    fn esc(&mut self, cx: &mut Shared) {
        if !self.marked.is_empty() {
            self.marked.clear();
        } else if !self.field.is_empty() {
            self.field.set("");
            self.follow();
        } else {
            cx.close();
        }
    }

    /// The cursor goes with the job it stood on.
    fn follow(&mut self) {
        let listed = self.listed();
        if let Some(n) = self.selected.and_then(|id| listed.iter().position(|row| row.id == id)) {
            self.cursor.at = n;
        }
        self.cursor.at = self.cursor.at.min(listed.len().saturating_sub(1));
        self.selected = listed.get(self.cursor.at).map(|row| row.id);
    }

    /// The filter, and what can be typed into it.
    fn draw_filter(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let key = format!("{} ", cx.keymap.hint(Command::Find));
        let used = (text::width(&key) as u16).min(area.width);
        frame.render_widget(Paragraph::new(Words::styled(key, cx.style(Role::Key))), area);
        let place = Rect { x: area.x + used, width: area.width - used, ..area };
        self.field.draw(frame, place, self.typing, cx);
        if self.field.is_empty() {
            let hint = text::truncate(&say!("vacancies-filter-hint"), usize::from(place.width)).into_owned();
            frame.render_widget(Paragraph::new(Words::styled(hint, cx.style(Role::Dim))), place);
        }
    }

    fn title(&self) -> String {
        if self.picking() {
            return say!("vacancies-offer-to", count = self.people.len());
        }
        let rows = self.rows.get();
        let count = |state: JobState| rows.iter().flat_map(|rows| rows.iter()).filter(|row| row.state == state).count();
        let mut parts = vec![say!("vacancies-title", open = count(JobState::Open), stale = count(JobState::Stale))];
        if !self.marked.is_empty() {
            parts.push(say!("people-marked", count = self.marked.len()));
        }
        parts.join(" · ")
    }
}

impl Component for List {
    fn scope(&self) -> Scope {
        if self.typing { Scope::VacancyFilter } else { Scope::Vacancies }
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn waits(&self) -> bool {
        self.rows.is_unread()
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        match (self.typing, self.picking()) {
            (true, _) => vec![VacancyToList],
            (_, true) => vec![VacancyLeave, VacancyOpen, VacancyNew],
            _ => vec![
                VacancyLeave,
                VacancyOpen,
                VacancyFits,
                VacancyNew,
                VacancyRefresh,
                VacancyClose,
                VacancyCopy,
                VacancyAll,
                VacancyMark,
                VacancyCopyBest,
            ],
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let note = if self.all { say!("vacancies-shown-all") } else { say!("vacancies-shown-open") };
        let mut inner = Panel::new(&self.title()).note(note).focused(true).draw(frame, area, cx);
        if inner.height > 2 {
            self.draw_filter(frame, Rect { height: 1, ..inner }, cx);
            inner = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        }
        let listed = self.listed();
        if listed.is_empty() {
            let why = match (self.rows.error(), self.rows.get()) {
                (Some(why), _) => why,
                (None, None) => String::new(),
                _ if self.field.is_empty() => {
                    let (new, import) = (cx.keymap.hint(Command::VacancyNew), cx.keymap.hint(Command::Import));
                    say!("vacancies-none", new = new, import = import)
                }
                _ => say!("vacancies-none-found"),
            };
            let lines: Vec<_> = text::wrap(&why, usize::from(inner.width).max(2))
                .into_iter()
                .map(|line| ratatui::text::Line::styled(line, cx.style(Role::Dim)))
                .collect();
            frame.render_widget(Paragraph::new(lines), inner);
            return;
        }
        let row = |n: usize| {
            let row = listed.get(n)?;
            Some(Shown { cells: row.cells(), marked: self.marked.contains(&row.id), role: None })
        };
        let columns = rows::columns();
        let table = Table { columns: &columns, len: listed.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::VacancyToList => self.typing = false,
            Command::Find => self.typing = true,
            Command::VacancyOpen if self.picking() => self.with(cx, |list, row, cx| {
                list.begun = Some(cx.recorded);
                cx.open(Offering::new(row.id, list.people.clone()));
            }),
            Command::VacancyOpen => self.with(cx, |_, row, cx| cx.open(Page::new(row.id))),
            Command::VacancyNew => cx.open(posting::form(None)),
            Command::VacancyRefresh => self.acts.refresh(self.meant(), cx),
            Command::VacancyClose => self.with(cx, |list, row, cx| list.acts.close(row.id, &row.title, row.state, cx)),
            Command::VacancyCopy => match self.meant() {
                ids if ids.is_empty() => cx.tell(Tone::Warn, say!("vacancies-nothing-here")),
                ids => self.acts.copy(ids, cx),
            },
            Command::VacancyCopyBest => self.acts.copy_best(cx),
            Command::VacancyFits => self.with(cx, |_, row, cx| match row.is_open() {
                true => cx.open(Fitting::new(row.id)),
                false => cx.tell(Tone::Warn, acts::not_open(&row.title, row.state, cx)),
            }),
            Command::VacancyMark => {
                if let Some(row) = self.here() {
                    match self.marked.iter().position(|id| *id == row.id) {
                        Some(n) => drop(self.marked.remove(n)),
                        None => self.marked.push(row.id),
                    }
                    self.run(Command::Down, cx);
                }
            }
            Command::VacancyAll => {
                self.all = !self.all;
                self.follow();
            }
            Command::VacancyLeave => self.esc(cx),
            Command::Vacancies => {}
            _ => {
                if !self.cursor.run(command, self.listed().len()) {
                    return false;
                }
                self.select();
            }
        }
        true
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut Shared) {
        if self.typing && self.field.key(key) {
            self.typed();
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Shared) {
        if self.typing && self.field.paste(text) {
            self.typed();
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.rows.ask(&cx.worker, rows::read);
        self.acts.ask(cx);
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.begun.is_some_and(|before| cx.recorded > before) {
            return cx.close();
        }
        if self.rows.take().is_some() {
            self.follow();
        }
        if self.acts.answered(cx) {
            self.marked.clear();
        }
    }
}
