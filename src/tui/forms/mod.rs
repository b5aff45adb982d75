//! Forms: lines to be filled in, checked as they are left, and recorded at once or not at all. A form stays open, with
//! all that was typed, until the book has taken it.
//!
//! ```ignore
//! let items = vec![Item::new("number", label, Kind::Text).required(), Item::new("seats", label, Kind::Number)];
//! cx.open(Form::new(title, items, |filled, _cx| {
//!     let (number, seats) = (filled.text("number"), filled.number("seats"));
//!     Ok(Box::new(move |desk| { desk.record(…)?; Ok(told) }))
//! }));
//! ```

mod item;

pub use item::{Item, Kind, Suggester, moment};

use crate::desk::{Desk, Error};
use crate::locale::say;
use crate::text::{self, near_date};
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::drafts::Draft;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::Paragraph;
use serde::{Deserialize, Serialize};

/// What is done on the book's thread; gives what is told.
pub type Work = Box<dyn FnOnce(&mut Desk) -> Result<String, Error> + Send>;
/// Makes that of what was filled in, or says which item is wrong and why.
pub type Done = Box<dyn FnMut(&Filled<'_>, &mut Shared) -> Result<Work, (&'static str, String)>>;
type Then = Box<dyn FnOnce(&mut Shared)>;

/// What was filled in, by key.
pub struct Filled<'a> {
    items: &'a [Item],
    today: NaiveDate,
}

impl Filled<'_> {
    fn item(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }

    /// The day that dates are read from.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Words, trimmed; `None` where nothing stands there.
    pub fn text(&self, key: &str) -> Option<String> {
        let text = self.item(key)?.field.text().trim();
        (!text.is_empty()).then(|| text.to_string())
    }

    /// A number.
    pub fn number(&self, key: &str) -> Option<u32> {
        self.text(key)?.parse().ok()
    }

    /// A day.
    pub fn date(&self, key: &str) -> Option<NaiveDate> {
        near_date(&self.text(key)?, self.today)
    }

    /// A day and a time.
    pub fn moment(&self, key: &str) -> Option<NaiveDateTime> {
        moment(&self.text(key)?, self.today)
    }

    /// Which one was chosen.
    pub fn chosen(&self, key: &str) -> Option<usize> {
        self.item(key)?.chosen
    }

    /// Whether a toggle is on.
    pub fn is_on(&self, key: &str) -> bool {
        self.chosen(key) == Some(1)
    }
}

/// What a draft of a form keeps: each item's text and choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept(Vec<(String, String, Option<usize>)>);

/// See the module.
pub struct Form {
    title: String,
    items: Vec<Item>,
    at: usize,
    wrong: Option<(usize, String)>,
    done: Done,
    then: Option<Then>,
    written: Pane<String>,
    suggested: Pane<Vec<String>>,
    draft_of: Option<String>,
    touched: bool,
}

impl Form {
    /// An open form; `done` makes what is recorded.
    pub fn new(
        title: impl Into<String>,
        items: Vec<Item>,
        done: impl FnMut(&Filled<'_>, &mut Shared) -> Result<Work, (&'static str, String)> + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            items,
            at: 0,
            wrong: None,
            done: Box::new(done),
            then: None,
            written: Pane::default(),
            suggested: Pane::default(),
            draft_of: None,
            touched: false,
        }
    }

    /// What follows once it is recorded.
    pub fn then(mut self, then: impl FnOnce(&mut Shared) + 'static) -> Self {
        self.then = Some(Box::new(then));
        self
    }

    /// What is typed is kept as a draft of this name, and offered again after a crash.
    pub fn kept_as(mut self, name: impl Into<String>) -> Self {
        self.draft_of = Some(name.into());
        self
    }

    /// With what a draft kept.
    pub fn taken_up(mut self, draft: &Draft) -> Self {
        if let Ok(Kept(kept)) = serde_json::from_value(draft.state.clone()) {
            for (key, text, chosen) in kept {
                if let Some(item) = self.items.iter_mut().find(|item| item.key == key) {
                    item.field.set(&text);
                    item.chosen = chosen;
                }
            }
        }
        self
    }

    fn today(cx: &Shared) -> NaiveDate {
        cx.head.get().map_or(NaiveDate::MIN, |head| head.recording)
    }

    fn moved(&mut self, to: usize, cx: &Shared) {
        // What is wrong is told as the item is left, and nobody is kept from leaving it.
        let wrong =
            self.items.get(self.at).filter(|item| !item.field.is_empty()).and_then(|item| item.wrong(Self::today(cx)));
        self.wrong = wrong.map(|what| (self.at, what));
        self.at = to;
        self.suggested.clear();
    }

    /// Checks all of it and has it recorded; the first thing wrong is where the caret goes.
    fn take(&mut self, cx: &mut Shared) {
        if self.written.waits() {
            return;
        }
        let today = Self::today(cx);
        let wrong = self.items.iter().enumerate().find_map(|(n, item)| Some((n, item.wrong(today)?)));
        let made = match wrong {
            Some(wrong) => Err(wrong),
            None => (self.done)(&Filled { items: &self.items, today }, cx)
                .map_err(|(key, what)| (self.items.iter().position(|item| item.key == key).unwrap_or(self.at), what)),
        };
        match made {
            Ok(work) => {
                self.wrong = None;
                self.written.write(&cx.worker, work);
            }
            Err(wrong) => {
                self.at = wrong.0;
                self.wrong = Some(wrong);
            }
        }
    }

    fn changed(&mut self, cx: &Shared) {
        self.touched = true;
        if self.wrong.as_ref().is_some_and(|(n, _)| *n == self.at) {
            self.wrong = None;
        }
        if let Some(Item { kind: Kind::Suggested(suggest), field, .. }) = self.items.get(self.at) {
            let (suggest, typed) = (suggest.clone(), field.text().to_string());
            self.suggested.ask(&cx.worker, move |desk| suggest(desk, &typed));
        }
    }

    /// The first suggestions that are not what stands there already.
    fn suggestions(&self) -> Vec<String> {
        let typed = self.items.get(self.at).map_or("", |item| item.field.text());
        let all = self.suggested.get();
        all.iter().flat_map(|all| all.iter()).filter(|s| *s != typed).take(5).cloned().collect()
    }
}

impl Component for Form {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::FormTake, Command::FormOn, Command::FormPrevious, Command::FormClose]
    }

    fn span(&self) -> Span {
        Span::Middle(76, self.items.len() as u16 + 5)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let note = if self.written.waits() { say!("forms-recording") } else { String::new() };
        let inner = Panel::new(&self.title).note(note).focused(true).draw(frame, area, cx);
        let label =
            self.items.iter().map(|item| text::width(&item.label)).max().unwrap_or(0).min(usize::from(inner.width) / 2);
        let lines = usize::from(inner.height.saturating_sub(2)).max(1);
        let top = (self.at + 1).saturating_sub(lines);
        for (row, (n, item)) in self.items.iter().enumerate().skip(top).take(lines).enumerate() {
            let line = Rect { y: inner.y + row as u16, height: 1, ..inner };
            let here = n == self.at;
            let wrong = self.wrong.as_ref().is_some_and(|(at, _)| *at == n);
            let mark = if here { cx.glyphs.here } else { " " };
            let must = if item.required { "*" } else { " " };
            let role = if wrong {
                Role::Bad
            } else if here {
                Role::Accent
            } else {
                Role::Dim
            };
            let head = format!("{mark} {}{must} ", text::pad(&item.label, label));
            frame.render_widget(Paragraph::new(Words::styled(head, cx.style(role))), line);
            let left = (label as u16 + 4).min(line.width);
            let value = Rect { x: line.x + left, width: line.width - left, ..line };
            if item.typed() {
                item.field.draw(frame, value, here, cx);
            } else {
                let shown =
                    if here { format!("‹ {} ›  {}", item.shown(), say!("forms-choose")) } else { item.shown() };
                let shown = text::truncate(&shown, usize::from(value.width)).into_owned();
                let role = if here { Role::Input } else { Role::Text };
                frame.render_widget(Paragraph::new(Words::styled(shown, cx.style(role))), value);
            }
        }
        if inner.height < 2 {
            return;
        }
        let below = Rect { y: inner.y + inner.height - 1, height: 1, ..inner };
        let room = usize::from(below.width);
        let line = match &self.wrong {
            Some((_, what)) => Line::styled(
                text::truncate(&format!("{} {what}", cx.glyphs.bad), room).into_owned(),
                cx.style(Role::Bad),
            ),
            None => {
                let all: Vec<String> = self
                    .suggestions()
                    .iter()
                    .enumerate()
                    .map(|(n, s)| format!("Alt-{} {}", n + 1, text::clean(s)))
                    .collect();
                Line::styled(text::truncate(&all.join("  "), room).into_owned(), cx.style(Role::Info))
            }
        };
        frame.render_widget(Paragraph::new(line), below);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let last = self.items.len().saturating_sub(1);
        match command {
            Command::FormOn if self.at == last => self.take(cx),
            Command::FormNext | Command::FormOn => self.moved(if self.at == last { 0 } else { self.at + 1 }, cx),
            Command::FormPrevious => self.moved(self.at.checked_sub(1).unwrap_or(last), cx),
            Command::FormTake => self.take(cx),
            Command::FormClose => cx.close(),
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        use crossterm::event::KeyModifiers;
        if key.modifiers.contains(KeyModifiers::ALT)
            && let KeyCode::Char(c @ '1'..='5') = key.code
        {
            let taken = self.suggestions().get(c as usize - '1' as usize).cloned();
            if let (Some(text), Some(item)) = (taken, self.items.get_mut(self.at)) {
                item.field.set(&text);
                self.touched = true;
            }
            return;
        }
        if self.items.get_mut(self.at).is_some_and(|item| item.key(key)) {
            self.changed(cx);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        if self.items.get_mut(self.at).is_some_and(|item| item.paste(text)) {
            self.changed(cx);
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.written.take() {
            Some(Ok(told)) => {
                cx.close();
                cx.tell(Tone::Good, told.as_str());
                if let Some(then) = self.then.take() {
                    then(cx);
                }
            }
            Some(Err(why)) => self.wrong = Some((self.at, why)),
            None => {}
        }
    }

    fn draft(&self) -> Option<Draft> {
        let of = self.draft_of.clone().filter(|_| self.touched)?;
        let kept = self.items.iter().map(|i| (i.key.to_string(), i.field.text().to_string(), i.chosen)).collect();
        Some(Draft { of, title: self.title.clone(), state: serde_json::to_value(Kept(kept)).ok()? })
    }
}
