//! The way of a file into the book: what it is, a trial that changes nothing, and the import as a job in the background.

use super::folder;
use super::intake::{self, Found, Intake, Kind};
use super::trial::Trial;
use crate::desk::outname;
use crate::locale::say;
use crate::roster::Severity;
use crate::text::{self, near_date};
use crate::tui::beside::Beside;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::jobs::Told;
use crate::tui::overlays::choose::{self, Choosing};
use crate::tui::shared::{Shared, Tone};
use crate::tui::steps::{Step, Steps};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Row, Table};
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::path::{Path, PathBuf};

/// So many of the things found are kept to be read.
const KEPT: usize = 500;

/// A file's name, cleaned.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    text::clean(&name).into_owned()
}

/// What the file is: as its header says, or as the officer says.
pub struct Kinds {
    file: PathBuf,
    looked: bool,
    looking: Beside<Option<Kind>>,
    guess: Option<Kind>,
    cursor: Cursor,
}

impl Kinds {
    /// Of a file.
    pub fn new(file: PathBuf) -> Self {
        Self { file, looked: false, looking: Beside::default(), guess: None, cursor: Cursor::default() }
    }
}

impl Choosing for Kinds {
    fn count(&self) -> usize {
        Kind::ALL.len()
    }

    fn cursor(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    fn take(&mut self, n: usize, cx: &mut Shared) {
        let Some(kind) = Kind::ALL.get(n).copied().filter(|_| self.looked) else { return };
        let asked = Intake { file: self.file.clone(), kind, as_of: None, rejects: None, trial: true };
        cx.close();
        if kind.tried() { Trial::open(asked, cx) } else { import(Intake { trial: false, ..asked }, cx) }
    }
}

impl Component for Kinds {
    fn scope(&self) -> Scope {
        Scope::Choose
    }

    fn hints(&self) -> Vec<Command> {
        choose::hints()
    }

    fn span(&self) -> Span {
        Span::Middle(64, Kind::ALL.len() as u16 + 4)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let title = say!("files-what-is-it", file = name_of(&self.file));
        let inner = Panel::new(&title).focused(true).draw(frame, area, cx);
        let told = match (self.looked, self.guess) {
            (false, _) => say!("files-looking-in"),
            (true, Some(guess)) => {
                say!("files-looks-like", kind = guess.name(), key = cx.keymap.hint(Command::ChooseTake))
            }
            (true, None) => say!("files-looks-like-nothing"),
        };
        let told = text::truncate(&told, usize::from(inner.width)).into_owned();
        let role = if self.looked && self.guess.is_none() { Role::Warn } else { Role::Dim };
        frame.render_widget(Paragraph::new(Line::styled(told, cx.style(role))), Rect { height: 1, ..inner });
        if !self.looked || inner.height < 2 {
            return;
        }
        let columns = choose::columns();
        let row = |n: usize| Kind::ALL.get(n).map(|kind| Row::plain([choose::numbered(n), kind.name()]));
        let list = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        let table = Table { columns: &columns, len: Kind::ALL.len(), focused: true };
        table::draw(frame, list, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        self.choose(command, cx)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        self.digit(key, cx);
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if !self.looked && !self.looking.waits() {
            let file = self.file.clone();
            self.looking.begin(&cx.events, move || Ok(Kind::of(&file)));
        }
    }

    fn answered(&mut self, _cx: &mut Shared) {
        if let Some(found) = self.looking.take() {
            self.looked = true;
            self.guess = found.ok().flatten();
            self.cursor.at = Kind::ALL.iter().position(|kind| Some(*kind) == self.guess).unwrap_or(0);
        }
    }
}

/// Asks for a roster's date, and goes on with it.
pub fn ask_date(asked: Intake, cx: &mut Shared) {
    let today = cx.head.get().map_or(NaiveDate::MIN, |head| head.today);
    let date = move |text: &str| near_date(text, today).filter(|date| *date <= today);
    let step = Step::new(say!("files-as-of"), say!("files-as-of-hint"))
        .checked(move |text| date(text).is_none().then(|| say!("files-as-of-wrong")));
    cx.open(Steps::new(say!("files-as-of-title"), vec![step]).then(move |said, cx| {
        let as_of = said.first().and_then(|text| date(text));
        cx.close();
        Trial::open(Intake { as_of, ..asked.clone() }, cx);
    }));
}

/// Where the rows not taken go: beside the file, under a name that is free.
pub fn rejects_beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    outname::free(file.parent().unwrap_or(Path::new(".")), &say!("files-rejects-name", file = stem), "xlsx")
}

/// Imports in the background.
pub fn import(asked: Intake, cx: &mut Shared) {
    let title = say!("files-importing", file = name_of(&asked.file));
    let told = title.clone();
    cx.start(title, move |desk, progress| {
        let found = intake::take(desk, &asked, progress)?;
        let rejects = asked.rejects.as_deref().filter(|_| found.rejected > 0);
        Ok(Told {
            tone: if found.rejected > 0 { Tone::Warn } else { Tone::Good },
            line: say!("files-imported", counts = found.counts),
            lines: lines(&found, rejects),
            aloud: true,
        })
    });
    cx.tell(Tone::Good, say!("files-begun", name = told));
}

/// What was found, as lines to be read.
pub fn lines(found: &Found, rejects: Option<&Path>) -> Vec<(String, Role)> {
    let mut lines = Vec::new();
    if let Some(path) = rejects {
        lines.push((say!("files-rejects-at", path = folder::shown(path)), Role::Accent));
    }
    lines.extend(found.notes.iter().map(|note| (note.clone(), Role::Info)));
    lines.extend(
        found.spots.iter().take(KEPT).map(|spot| (spot.finding.line(&spot.column), role(spot.finding.severity))),
    );
    if found.spots.len() > KEPT {
        lines.push((say!("files-more-spots", n = found.spots.len() - KEPT), Role::Dim));
    }
    lines
}

/// How a finding looks.
pub fn role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Bad,
        Severity::Warning => Role::Warn,
        Severity::Notice => Role::Dim,
    }
}
