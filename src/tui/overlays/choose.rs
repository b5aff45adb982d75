//! One of several, by arrows or by the digit before it: of words, or of whatever else a list shows.

use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::Shared;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A list to choose from; whoever shows one answers its keys alike.
pub trait Choosing {
    /// How many there are.
    fn count(&self) -> usize;

    /// Where one stands.
    fn cursor(&mut self) -> &mut Cursor;

    /// Takes the one with this number.
    fn take(&mut self, n: usize, cx: &mut Shared);

    /// Does a command of choosing; `false` = it is none.
    fn choose(&mut self, command: Command, cx: &mut Shared) -> bool {
        let len = self.count();
        match command {
            Command::ChooseUp => self.cursor().run(Command::Up, len),
            Command::ChooseDown => self.cursor().run(Command::Down, len),
            Command::ChooseTake => {
                let at = self.cursor().at;
                self.take(at, cx);
                true
            }
            Command::ChooseClose => {
                cx.close();
                true
            }
            _ => false,
        }
    }

    /// Takes the one that has this digit before it; `false` = the key is no digit.
    fn digit(&mut self, key: KeyEvent, cx: &mut Shared) -> bool {
        let KeyCode::Char(c @ '1'..='9') = key.code else { return false };
        self.take(c as usize - '1' as usize, cx);
        true
    }
}

/// The keys of a list to choose from, as the footer shows them.
pub fn hints() -> Vec<Command> {
    vec![Command::ChooseTake, Command::ChooseDown, Command::ChooseClose]
}

/// The digit before one of them; behind the ninth there is none.
pub fn numbered(n: usize) -> String {
    if n < 9 { (n + 1).to_string() } else { String::new() }
}

/// A digit, and the words behind it.
pub fn columns() -> [Column; 2] {
    [Column::new("", 2).right(), Column::new("", 10).up_to(200)]
}

type Taken = Box<dyn FnOnce(usize, &mut Shared)>;

/// See the module.
pub struct Choose {
    title: String,
    items: Vec<String>,
    cursor: Cursor,
    taken: Option<Taken>,
}

impl Choose {
    /// Lists them; `taken` is told the number of the one that is taken.
    pub fn new(title: impl Into<String>, items: Vec<String>, taken: impl FnOnce(usize, &mut Shared) + 'static) -> Self {
        Self { title: title.into(), items, cursor: Cursor::default(), taken: Some(Box::new(taken)) }
    }

    /// With this one selected at first.
    pub fn at(mut self, n: usize) -> Self {
        self.cursor.at = n;
        self
    }
}

impl Choosing for Choose {
    fn count(&self) -> usize {
        self.items.len()
    }

    fn cursor(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    fn take(&mut self, n: usize, cx: &mut Shared) {
        if n < self.items.len()
            && let Some(taken) = self.taken.take()
        {
            cx.close();
            taken(n, cx);
        }
    }
}

impl Component for Choose {
    fn scope(&self) -> Scope {
        Scope::Choose
    }

    fn hints(&self) -> Vec<Command> {
        hints()
    }

    fn span(&self) -> Span {
        Span::Middle(60, self.items.len() as u16 + 3)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let columns = columns();
        let items = &self.items;
        let row = |n: usize| items.get(n).map(|item| Row::plain([numbered(n), item.clone()]));
        let table = Table { columns: &columns, len: items.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        self.choose(command, cx)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        self.digit(key, cx);
    }
}
