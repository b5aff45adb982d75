//! Who is meant: one of those offered, or anybody who is found as one types.

use super::choose::{self, Choosing};
use crate::book::Hit;
use crate::domain::keys::Sex;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// So many are shown.
const SHOWN: usize = 20;

type Taken = Box<dyn FnOnce(Hit, &mut Shared)>;

/// Somebody as a row shows them: 张小明 男34 下寨村3组 522***0417.
pub fn told(hit: &Hit, wide: bool) -> String {
    let sex = hit.sex.map(Sex::name).unwrap_or_default();
    let age = hit.age.map(|age| age.to_string()).unwrap_or_default();
    let village = format!("{}{}", hit.village.as_deref().unwrap_or(""), hit.group.as_deref().unwrap_or(""));
    let number = hit.id_no.as_deref().unwrap_or("");
    let end: String = number.chars().rev().take(4).collect::<Vec<char>>().into_iter().rev().collect();
    let begin: String = number.chars().take(3).collect();
    let number = match (number.is_empty(), wide) {
        (true, _) => String::new(),
        (_, true) => format!("{begin}***{end}"),
        (_, false) => format!("*{end}"),
    };
    format!("{} {sex}{age} {village} {number}", hit.name)
}

/// See the module.
pub struct Whom {
    title: String,
    first: Vec<Hit>,
    /// Whoever it cannot be.
    but: Option<SubjectId>,
    typed: Field,
    found: Pane<Vec<Hit>>,
    cursor: Cursor,
    taken: Option<Taken>,
}

impl Whom {
    /// Asks; these are offered as long as nothing is typed.
    pub fn new(title: String, first: Vec<Hit>, taken: impl FnOnce(Hit, &mut Shared) + 'static) -> Self {
        let (typed, found, cursor) = (Field::default(), Pane::default(), Cursor::default());
        Self { title, first, but: None, typed, found, cursor, taken: Some(Box::new(taken)) }
    }

    /// Anybody but this one. A digit begins a number here.
    pub fn other_than(mut self, id: SubjectId) -> Self {
        self.but = Some(id);
        self
    }

    /// Whether a digit takes the one that has it before it.
    fn numbered(&self) -> bool {
        self.typed.is_empty() && self.but.is_none()
    }

    fn hits(&self) -> Vec<Hit> {
        if self.typed.is_empty() {
            self.first.clone()
        } else {
            self.found.get().map(|f| f.to_vec()).unwrap_or_default()
        }
    }

    fn look(&mut self, cx: &mut Shared) {
        self.cursor.reset();
        let (typed, but) = (self.typed.text().to_string(), self.but);
        self.found.ask(&cx.worker, move |desk| {
            let day = desk.reading_day();
            let mut found = desk.book.find(&typed, SHOWN, day)?;
            found.retain(|hit| Some(hit.id) != but);
            Ok(found)
        });
    }
}

impl Choosing for Whom {
    fn count(&self) -> usize {
        self.hits().len()
    }

    fn cursor(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    fn take(&mut self, n: usize, cx: &mut Shared) {
        // What is found must be the answer to what stands there.
        if !self.typed.is_empty() && self.found.waits() {
            cx.tell(Tone::Warn, say!("people-whom-wait"));
            return;
        }
        if let Some(hit) = self.hits().into_iter().nth(n)
            && let Some(taken) = self.taken.take()
        {
            cx.close();
            taken(hit, cx);
        }
    }
}

impl Component for Whom {
    fn scope(&self) -> Scope {
        Scope::Choose
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        choose::hints()
    }

    fn span(&self) -> Span {
        Span::Middle(76, 14)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).note(say!("people-whom-search")).focused(true).draw(frame, area, cx);
        let [line, list] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(inner);
        self.typed.draw(frame, line, true, cx);
        let columns = [Column::new("", 2).right(), Column::new("", 30).up_to(80)];
        let (hits, numbered) = (self.hits(), self.numbered());
        let row = |n: usize| {
            let digit = if numbered { choose::numbered(n) } else { String::new() };
            hits.get(n).map(|hit| {
                let work =
                    hit.place.as_deref().filter(|_| hit.employed).map_or_else(String::new, crate::desk::words::place);
                Row::plain([digit, format!("{}  {work}", told(hit, true))])
            })
        };
        if hits.is_empty() && !self.found.waits() {
            let (told, role) = match (self.typed.is_empty(), self.but.is_some()) {
                (true, true) => (say!("people-whom-type"), Role::Dim),
                (true, false) => (say!("people-whom-nobody"), Role::Warn),
                (false, _) => (say!("people-whom-none"), Role::Warn),
            };
            let told = text::truncate(&told, usize::from(list.width)).into_owned();
            frame.render_widget(Paragraph::new(vec![Line::raw(""), Line::styled(told, cx.style(role))]), list);
            return;
        }
        let table = Table { columns: &columns, len: hits.len(), focused: true };
        table::draw(frame, list, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        self.choose(command, cx)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        let digit = self.numbered() && self.digit(key, cx);
        if !digit && self.typed.key(key) {
            self.look(cx);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        if self.typed.paste(text) {
            self.look(cx);
        }
    }
}
