//! Who is meant by a line: one of those that bear the name, or anybody who is looked for.

use super::rows::person;
use super::{Mail, Word};
use crate::book::Hit;
use crate::locale::say;
use crate::roster::pasted::Hint;
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
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// So many are shown.
const SHOWN: usize = 20;

/// See the module.
pub struct Whom {
    at: usize,
    title: String,
    first: Vec<Hit>,
    typed: Field,
    found: Pane<Vec<Hit>>,
    cursor: Cursor,
    mail: Mail,
}

impl Whom {
    /// For the row with this number.
    pub fn new(at: usize, line: &str, hint: &Hint, first: Vec<Hit>, mail: Mail) -> Self {
        let kin = hint.kin.as_ref().map_or(String::new(), |(word, _)| say!("paste-kin", kin = word.as_str()));
        let title = say!("paste-whom", line = line, kin = kin);
        let (typed, found, cursor) = (Field::default(), Pane::default(), Cursor::default());
        Self { at, title: title.trim().to_string(), first, typed, found, cursor, mail }
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
        let typed = self.typed.text().to_string();
        self.found.ask(&cx.worker, move |desk| {
            let day = desk.reading_day();
            Ok(desk.book.find(&typed, SHOWN, day)?)
        });
    }

    fn take(&mut self, n: usize, cx: &mut Shared) {
        // What is found must be the answer to what stands there.
        if !self.typed.is_empty() && self.found.waits() {
            cx.tell(Tone::Warn, say!("paste-wait"));
            return;
        }
        if let Some(hit) = self.hits().into_iter().nth(n) {
            cx.close();
            self.mail.send(Some(Word::Person(self.at, Box::new(hit))), cx);
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
        vec![Command::ChooseTake, Command::ChooseDown, Command::ChooseClose]
    }

    fn span(&self) -> Span {
        Span::Middle(76, 14)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).note(say!("paste-search")).focused(true).draw(frame, area, cx);
        let [line, list] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(inner);
        self.typed.draw(frame, line, true, cx);
        let columns = [Column::new("", 2).right(), Column::new("", 30).up_to(80)];
        let hits = self.hits();
        let row = |n: usize| {
            let digit = if n < 9 && self.typed.is_empty() { (n + 1).to_string() } else { String::new() };
            hits.get(n).map(|hit| {
                let work =
                    hit.place.as_deref().filter(|_| hit.employed).map_or_else(String::new, crate::desk::words::place);
                Row::plain([digit, format!("{}  {work}", person(hit, true))])
            })
        };
        if hits.is_empty() && !self.found.waits() {
            let told = if self.typed.is_empty() { say!("paste-whom-nobody") } else { say!("paste-whom-none") };
            let told = text::truncate(&told, usize::from(list.width)).into_owned();
            frame.render_widget(Paragraph::new(vec![Line::raw(""), Line::styled(told, cx.style(Role::Warn))]), list);
            return;
        }
        let table = Table { columns: &columns, len: hits.len(), focused: true };
        table::draw(frame, list, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let len = self.hits().len();
        match command {
            Command::ChooseUp => self.cursor.run(Command::Up, len),
            Command::ChooseDown => self.cursor.run(Command::Down, len),
            Command::ChooseTake => {
                self.take(self.cursor.at, cx);
                true
            }
            Command::ChooseClose => {
                cx.close();
                true
            }
            _ => false,
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        match key.code {
            KeyCode::Char(c @ '1'..='9') if self.typed.is_empty() => self.take(c as usize - '1' as usize, cx),
            _ if self.typed.key(key) => self.look(cx),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        if self.typed.paste(text) {
            self.look(cx);
        }
    }
}
