//! `:` or Ctrl-P: every command that can be done here, found by its name, its pinyin, or the first letters of it.

use crate::locale::{Lang, say};
use crate::text::{self, NameKeys};
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Request, Shared};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::Paragraph;

/// A command with all by which it is found.
struct Entry {
    command: Command,
    name: String,
    keys: NameKeys,
    english: String,
}

/// See the module.
pub struct Palette {
    entries: Vec<Entry>,
    found: Vec<usize>,
    field: Field,
    cursor: Cursor,
}

impl Palette {
    /// With the commands that hold in a scope and can do something now.
    pub fn new(scope: Scope, enabled: impl Fn(Command) -> bool) -> Self {
        let holds = |command: &&Command| scope.chain().any(|scope| scope == command.scope()) && enabled(**command);
        let entry = |command: &Command| Entry {
            command: *command,
            name: command.name(),
            keys: text::word_keys(&command.name_in(Lang::Hans)),
            english: command.name_in(Lang::En).to_lowercase(),
        };
        let entries: Vec<Entry> = Command::ALL.iter().filter(holds).map(entry).collect();
        let found = (0..entries.len()).collect();
        Self { entries, found, field: Field::default(), cursor: Cursor::default() }
    }

    fn search(&mut self) {
        let asked = self.field.text().trim().to_lowercase();
        let folded = text::fold_query(&asked);
        let rank = |entry: &Entry| -> Option<u8> {
            let name = entry.name.to_lowercase();
            let sounds = || entry.keys.initials.iter().chain(&entry.keys.full);
            match () {
                () if name.starts_with(&asked) || sounds().any(|key| key.starts_with(&folded)) => Some(0),
                () if name.contains(&asked) || sounds().any(|key| key.contains(&folded)) => Some(1),
                () if entry.english.contains(&asked) => Some(2),
                () => None,
            }
        };
        let mut ranked: Vec<(u8, usize)> =
            self.entries.iter().enumerate().filter_map(|(n, entry)| Some((rank(entry)?, n))).collect();
        ranked.sort_unstable();
        self.found = ranked.into_iter().map(|(_, n)| n).collect();
        self.cursor.reset();
    }
}

impl Component for Palette {
    fn scope(&self) -> Scope {
        Scope::Choose
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ChooseTake, Command::ChooseClose]
    }

    fn span(&self) -> Span {
        Span::Middle(64, 18)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("console-palette")).focused(true).draw(frame, area, cx);
        if inner.height < 3 {
            return;
        }
        frame.render_widget(Paragraph::new(Words::styled(":", cx.style(Role::Key))), Rect { height: 1, ..inner });
        self.field.draw(
            frame,
            Rect { x: inner.x + 2, width: inner.width.saturating_sub(2), height: 1, ..inner },
            true,
            cx,
        );
        let below = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        if self.found.is_empty() {
            let told = text::truncate(&say!("console-palette-nothing"), usize::from(below.width)).into_owned();
            frame.render_widget(Paragraph::new(vec![Line::raw(""), Line::styled(told, cx.style(Role::Warn))]), below);
            return;
        }
        let columns = [Column::new("", 20).up_to(44), Column::new("", 10)];
        let row = |n: usize| {
            let entry = self.entries.get(*self.found.get(n)?)?;
            let key = cx.keymap.hint(entry.command);
            Some(Row { cells: vec![(entry.name.clone(), Role::Text), (key, Role::Key)], ..Row::default() })
        };
        let table = Table { columns: &columns, len: self.found.len(), focused: true };
        table::draw(frame, below, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ChooseUp => self.cursor.run(Command::Up, self.found.len()),
            Command::ChooseDown => self.cursor.run(Command::Down, self.found.len()),
            Command::ChooseTake => {
                if let Some(entry) = self.found.get(self.cursor.at).and_then(|n| self.entries.get(*n)) {
                    cx.close();
                    cx.request(Request::Run(entry.command));
                }
                true
            }
            Command::ChooseClose => {
                cx.close();
                true
            }
            _ => false,
        }
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut Shared) {
        if self.field.key(key) {
            self.search();
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Shared) {
        if self.field.paste(text) {
            self.search();
        }
    }
}
