//! Choosing a file: folders first, then files, the newest on top; what is typed filters by name or pinyin, and a path
//! that is typed, pasted or dropped into the terminal leads there at once.

use super::folder::{self, Entry, Listing, Place};
use crate::locale::say;
use crate::text;
use crate::tui::beside::Beside;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::entrance::Entrance;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::Paragraph;
use std::path::{Path, PathBuf};

type Taken = Box<dyn FnOnce(PathBuf, &mut Shared)>;

/// See the module.
pub struct Browser {
    title: String,
    endings: &'static [&'static str],
    listing: Option<Listing>,
    found: Vec<usize>,
    field: Field,
    cursor: Cursor,
    wrong: Option<String>,
    going: Beside<Place>,
    taken: Option<Taken>,
    first: Option<First>,
}

/// Where one begins to look, if there is such a place.
type First = fn(&Entrance) -> Option<PathBuf>;

impl Browser {
    /// Lists files with one of these endings, or all where there are none; `taken` is told which file it is.
    pub fn new(
        title: impl Into<String>,
        endings: &'static [&'static str],
        taken: impl FnOnce(PathBuf, &mut Shared) + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            endings,
            listing: None,
            found: Vec::new(),
            field: Field::default(),
            cursor: Cursor::default(),
            wrong: None,
            going: Beside::default(),
            taken: Some(Box::new(taken)),
            first: None,
        }
    }

    /// Begins in this folder, where there is one.
    pub fn from(mut self, first: First) -> Self {
        self.first = Some(first);
        self
    }

    fn go(&mut self, path: Option<PathBuf>, cx: &Shared) {
        let (endings, last) = (self.endings, cx.jobs.folder.clone());
        let (named, entrance) = (self.first, cx.entrance.clone());
        self.wrong = None;
        self.going.begin(&cx.events, move || {
            let named = || named.and_then(|named| named(&entrance));
            let last = || last.filter(|folder| folder.is_dir());
            let first = || named().or_else(last).unwrap_or_else(folder::first);
            folder::go(&path.unwrap_or_else(first), endings)
        });
    }

    fn filter(&mut self) {
        let typed = self.field.text().trim();
        let entries = self.listing.iter().flat_map(|listing| &listing.entries).enumerate();
        self.found = entries.filter(|(_, entry)| entry.answers(typed)).map(|(n, _)| n).collect();
        self.cursor.reset();
    }

    fn entry(&self, n: usize) -> Option<&Entry> {
        self.listing.as_ref()?.entries.get(*self.found.get(n)?)
    }

    fn up(&mut self, cx: &Shared) {
        let parent = self.listing.as_ref().and_then(|listing| listing.folder.parent()).map(Path::to_path_buf);
        if parent.is_some() {
            self.go(parent, cx);
        }
    }

    fn open(&mut self, cx: &Shared) {
        if let Some(path) = folder::path_of(self.field.text()) {
            self.go(Some(path), cx);
        } else if let Some(path) = self.entry(self.cursor.at).map(|entry| entry.path.clone()) {
            self.go(Some(path), cx);
        } else if !self.going.waits() {
            self.wrong = Some(say!("files-none-chosen"));
        }
    }
}

impl Component for Browser {
    fn scope(&self) -> Scope {
        Scope::Files
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::FilesOpen, Command::FilesDown, Command::FilesClose]
    }

    fn span(&self) -> Span {
        Span::Middle(100, 30)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let at = self.listing.as_ref().map(|listing| folder::shown(&listing.folder)).unwrap_or_default();
        let inner = Panel::new(&self.title).note(at).focused(true).draw(frame, area, cx);
        if inner.height < 4 {
            return;
        }
        let mark = format!("{} ", cx.glyphs.here);
        let left = text::width(&mark) as u16;
        let line = Rect { height: 1, ..inner };
        frame.render_widget(Paragraph::new(Words::styled(mark, cx.style(Role::Accent))), line);
        self.field.draw(frame, Rect { x: line.x + left, width: line.width.saturating_sub(left), ..line }, true, cx);
        let list = Rect { y: inner.y + 1, height: inner.height - 2, ..inner };
        let columns = [
            Column::new(say!("files-name"), 24).up_to(200),
            Column::new(say!("files-modified"), 16),
            Column::new(say!("files-size"), 9).right(),
        ];
        let (listing, found) = (&self.listing, &self.found);
        let row = |n: usize| {
            let entry = listing.as_ref()?.entries.get(*found.get(n)?)?;
            let when = entry.modified.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
            Some(match entry.folder {
                true => Row {
                    cells: vec![
                        (format!("{}{}", entry.name, std::path::MAIN_SEPARATOR), Role::Title),
                        (when, Role::Dim),
                        (say!("files-folder"), Role::Dim),
                    ],
                    ..Row::default()
                },
                false => Row {
                    cells: vec![
                        (entry.name.clone(), Role::Text),
                        (when, Role::Dim),
                        (text::size(entry.size), Role::Dim),
                    ],
                    ..Row::default()
                },
            })
        };
        let table = Table { columns: &columns, len: self.found.len(), focused: true };
        table::draw(frame, list, table, &mut self.cursor, cx, row);
        let (told, role) = match &self.wrong {
            Some(why) => (format!("{} {why}", cx.glyphs.bad), Role::Bad),
            None if self.going.waits() => (say!("files-looking"), Role::Dim),
            None if folder::path_of(self.field.text()).is_some() => {
                (say!("files-path-hint", key = cx.keymap.hint(Command::FilesOpen)), Role::Dim)
            }
            None if self.found.is_empty() => (say!("files-nothing-here"), Role::Warn),
            None => (say!("files-browse-hint"), Role::Dim),
        };
        let told = text::truncate(&text::clean(&told), usize::from(inner.width)).into_owned();
        let below = Rect { y: inner.y + inner.height - 1, height: 1, ..inner };
        frame.render_widget(Paragraph::new(Line::styled(told, cx.style(role))), below);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let len = self.found.len();
        match command {
            Command::FilesUp => self.cursor.run(Command::Up, len),
            Command::FilesDown => self.cursor.run(Command::Down, len),
            Command::FilesPageUp => self.cursor.run(Command::PageUp, len),
            Command::FilesPageDown => self.cursor.run(Command::PageDown, len),
            Command::FilesOpen => {
                self.open(cx);
                true
            }
            Command::FilesClose => {
                cx.close();
                true
            }
            _ => false,
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if key.code == KeyCode::Backspace && self.field.is_empty() {
            self.up(cx);
        } else if self.field.key(key) {
            self.wrong = None;
            self.filter();
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        match folder::path_of(text) {
            Some(path) => {
                self.field.set(text.trim());
                self.go(Some(path), cx);
            }
            None if self.field.paste(text) => self.filter(),
            None => {}
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if self.listing.is_none() && self.wrong.is_none() && !self.going.waits() {
            self.go(None, cx);
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.going.take() {
            Some(Ok(Place::Folder(listing))) => {
                self.listing = Some(listing);
                self.field.set("");
                self.filter();
            }
            Some(Ok(Place::File(path))) => {
                if let Some(taken) = self.taken.take() {
                    cx.jobs.folder = path.parent().map(Path::to_path_buf);
                    cx.close();
                    taken(path, cx);
                }
            }
            Some(Err(why)) => self.wrong = Some(why),
            None => {}
        }
    }
}
