//! One of several values of a setting; a theme shows itself as one moves over it. The setting is written beside the
//! drawing, and the list stays open until it is.

use super::themes;
use crate::locale::{Lang, say};
use crate::tui::beside::Beside;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Theme;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A value that can be taken.
pub struct Value {
    /// As the file of settings has it; `None` = not said there.
    pub key: Option<String>,
    /// What an officer reads.
    pub name: String,
    /// How the screen looks with it.
    pub look: Option<Theme>,
}

impl Value {
    /// A value with its name.
    pub fn new(key: Option<&str>, name: impl Into<String>) -> Self {
        Self { key: key.map(str::to_string), name: name.into(), look: None }
    }
}

/// See the module.
pub struct Pick {
    title: String,
    setting: &'static str,
    values: Vec<Value>,
    now: Option<String>,
    cursor: Cursor,
    before: Option<Theme>,
    themes: Option<Beside<Vec<Value>>>,
    written: Beside<()>,
}

impl Pick {
    /// Of a setting, whose value is `now`.
    pub fn new(title: impl Into<String>, setting: &'static str, values: Vec<Value>, now: Option<&str>) -> Self {
        let at = values.iter().position(|value| value.key.as_deref() == now).unwrap_or(0);
        Self {
            title: title.into(),
            setting,
            values,
            now: now.map(str::to_string),
            cursor: Cursor { at, ..Cursor::default() },
            before: None,
            themes: None,
            written: Beside::default(),
        }
    }

    /// Of the themes: those that ship, and the officer's own.
    pub fn themes(now: Option<&str>) -> Self {
        Self { themes: Some(Beside::default()), ..Self::new(say!("settings-theme"), "theme", Vec::new(), now) }
    }

    fn preview(&self, cx: &mut Shared) {
        if let Some(look) = self.values.get(self.cursor.at).and_then(|value| value.look.clone()) {
            cx.theme = look;
        }
    }

    fn take(&mut self, n: usize, cx: &mut Shared) {
        let Some(value) = self.values.get(n).filter(|_| !self.written.waits()) else { return };
        let (entrance, setting, value) = (cx.entrance.clone(), self.setting, value.key.clone());
        self.cursor.at = n;
        self.written.begin(&cx.events, move || entrance.change(setting, value.as_deref()).map_err(|e| e.to_string()));
    }
}

impl Component for Pick {
    fn scope(&self) -> Scope {
        Scope::Choose
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ChooseTake, Command::ChooseDown, Command::ChooseClose]
    }

    fn span(&self) -> Span {
        Span::Middle(50, self.values.len().max(4) as u16 + 3)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let columns = [Column::new("", 2).right(), Column::new("", 10).up_to(200)];
        let values = &self.values;
        let row = |n: usize| values.get(n).map(|value| Row::plain([(n + 1).to_string(), value.name.clone()]));
        let table = Table { columns: &columns, len: values.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ChooseUp => self.cursor.run(Command::Up, self.values.len()),
            Command::ChooseDown => self.cursor.run(Command::Down, self.values.len()),
            Command::ChooseTake => {
                self.take(self.cursor.at, cx);
                return true;
            }
            Command::ChooseClose => {
                if let Some(before) = self.before.take() {
                    cx.theme = before;
                }
                cx.close();
                return true;
            }
            _ => return false,
        };
        self.preview(cx);
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if let KeyCode::Char(c @ '1'..='9') = key.code {
            self.take(c as usize - '1' as usize, cx);
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.before.get_or_insert_with(|| cx.theme.clone());
        if let Some(listing) = self.themes.as_mut().filter(|listing| !listing.waits())
            && self.values.is_empty()
        {
            let (settings, depth) = (cx.entrance.settings(), cx.entrance.depth());
            listing.begin(&cx.events, move || Ok(themes::all(&settings, depth)));
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        if let Some(Ok(values)) = self.themes.as_mut().and_then(Beside::take) {
            self.cursor.at = values.iter().position(|value| value.key == self.now).unwrap_or(0);
            self.values = values;
        }
        match self.written.take() {
            Some(Ok(_)) => {
                cx.close();
                cx.request(Request::Restyle);
                // Reports are worded on the book's thread.
                Pane::<()>::default().ask(&cx.worker, |desk| {
                    desk.wording.lang = Lang::current();
                    Ok(())
                });
                let value = self.values.get(self.cursor.at).map(|value| value.name.clone()).unwrap_or_default();
                cx.tell(Tone::Good, say!("settings-set", what = self.title, value = value));
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
