//! One of several, by arrows or by the digit before it.

use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::Shared;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

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
        vec![Command::ChooseTake, Command::ChooseDown, Command::ChooseClose]
    }

    fn span(&self) -> Span {
        Span::Middle(60, self.items.len() as u16 + 3)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let columns = [Column::new("", 2).right(), Column::new("", 10).up_to(200)];
        let items = &self.items;
        let row = |n: usize| {
            let digit = if n < 9 { (n + 1).to_string() } else { String::new() };
            items.get(n).map(|item| Row::plain([digit, item.clone()]))
        };
        let table = Table { columns: &columns, len: items.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ChooseUp => self.cursor.run(Command::Up, self.items.len()),
            Command::ChooseDown => self.cursor.run(Command::Down, self.items.len()),
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
        if let KeyCode::Char(c @ '1'..='9') = key.code {
            self.take(c as usize - '1' as usize, cx);
        }
    }
}
