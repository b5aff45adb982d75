//! A person's page, or a household's: facts, household, work, visits, trips, history of changes. Keys act on whom it is
//! about; numbers are shown for as long as it takes to read them.

mod aside;
mod change;
mod column;
mod life;
mod same;
mod sheet;

pub use aside::Aside;
pub use same::AskSame;

use crate::book::Hit;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::whom::Whom;
use crate::tui::quick::{Act, Quick};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::vacancies;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use column::Look;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line as Shown;
use ratatui::widgets::Paragraph;
use sheet::{Goes, Line, Sheet};
use std::time::{Duration, Instant};

/// From here on the history stands beside the rest.
const WIDE: u16 = 110;
/// So long numbers are shown.
const READING: Duration = Duration::from_secs(20);

/// The page of a person, or of a household.
pub fn open(id: SubjectId) -> Page {
    Page { id, sheet: Pane::default(), cursor: Cursor::default(), history_top: 0, bare_until: None }
}

/// See the module.
pub struct Page {
    id: SubjectId,
    sheet: Pane<Sheet>,
    cursor: Cursor,
    /// The first row in view of the history, where that stands beside the rest.
    history_top: usize,
    /// Numbers are shown until then.
    bare_until: Option<Instant>,
}

impl Page {
    fn bare(&self, cx: &Shared) -> bool {
        self.bare_until.is_some_and(|until| cx.now() < until)
    }

    /// The line that keys act on.
    fn line(&self) -> Option<Line> {
        self.sheet.get()?.lines.get(self.cursor.at).cloned()
    }

    fn go(&mut self, id: SubjectId, cx: &mut Shared) {
        if sheet::has_page(id) {
            cx.open(open(id));
        }
    }

    /// Whom an act is about: on a household's page the member under the cursor, else whose page it is.
    fn subject(&self) -> SubjectId {
        match self.line().map(|line| line.goes) {
            Some(Goes::Page(id)) if self.id.kind() == SubjectKind::Household => id,
            _ => self.id,
        }
    }

    fn act(&mut self, act: Act, cx: &mut Shared) {
        let id = self.subject();
        if id.kind() == SubjectKind::Household && act != Act::Visit {
            return cx.tell(Tone::Warn, say!("people-choose-member"));
        }
        cx.open(Quick::new(act, vec![id]));
    }

    /// To the first line of the next section, or of this one or the one before it; round and round.
    fn section(&mut self, back: bool) {
        let Some(sheet) = self.sheet.get() else { return };
        let heads = sheet.lines.iter().enumerate().filter(|(_, line)| line.head);
        let all: Vec<usize> = heads.map(|(n, _)| n + 1).collect();
        let at = self.cursor.at;
        let to = match back {
            true => all.iter().rfind(|n| **n < at).or(all.last()),
            false => all.iter().find(|n| **n > at).or(all.first()),
        };
        self.cursor.at = to.map_or(0, |n| *n).min(sheet.lines.len().saturating_sub(1));
    }

    /// Asks who else this person is on the book: the likely ones first.
    fn same(&mut self, cx: &mut Shared) {
        let id = self.subject();
        if id.kind() == SubjectKind::Household {
            return cx.tell(Tone::Warn, say!("people-choose-member"));
        }
        let sheet = self.sheet.get().filter(|sheet| sheet.id == id);
        let likely = sheet.map_or_else(Vec::new, |sheet| sheet.doubles.clone());
        let ask = move |hit: Hit, cx: &mut Shared| cx.open(AskSame::new(id, hit.id));
        cx.open(Whom::new(say!("people-same-whom"), likely, ask).other_than(id));
    }

    fn withdraw(&mut self, cx: &mut Shared) {
        match self.line().map(|line| line.goes) {
            Some(Goes::Entry(hash, told, true)) => cx.open(change::withdraw(hash, &told)),
            Some(Goes::Entry(_, _, false)) => cx.tell(Tone::Warn, say!("people-entry-fixed")),
            _ => cx.tell(Tone::Warn, say!("people-no-entry-here")),
        }
    }

    /// Moves over the lines; a head is passed over.
    fn moved(&mut self, command: Command) -> bool {
        let Some(sheet) = self.sheet.get() else { return false };
        let len = sheet.lines.len();
        if !self.cursor.run(command, len) {
            return false;
        }
        let head = |n: usize| sheet.lines.get(n).is_some_and(|line| line.head);
        let up = matches!(command, Command::Up | Command::PageUp) && self.cursor.at > 0;
        if head(self.cursor.at) {
            self.cursor.at = if up { self.cursor.at - 1 } else { (self.cursor.at + 1).min(len - 1) };
        }
        true
    }
}

impl Component for Page {
    fn scope(&self) -> Scope {
        Scope::Person
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        let doubles = self.sheet.get().is_some_and(|sheet| !sheet.doubles.is_empty());
        let mut all = vec![PersonClose, PersonReveal, PersonOpen, PersonWithdraw];
        all.extend(doubles.then_some(PersonSame));
        all.extend([PersonChange, PersonJobs, PersonHousehold, PersonSection]);
        all.extend(Act::ALL.map(Act::command));
        all.extend((!doubles).then_some(PersonSame));
        all
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        let goes = || self.line().map(|line| line.goes);
        match command {
            Command::PersonOpen => matches!(goes(), Some(Goes::Page(_))),
            Command::PersonWithdraw => matches!(goes(), Some(Goes::Entry(_, _, true))),
            Command::PersonHousehold => self.sheet.get().is_some_and(|sheet| sheet.household.is_some()),
            Command::PersonChange => self.id.kind() == SubjectKind::Person,
            Command::PersonJobs => self.subject().kind() == SubjectKind::Person,
            _ => Act::of(command).is_none_or(|act| act == Act::Visit || self.subject().kind() == SubjectKind::Person),
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let bare = self.bare(cx);
        let sheet = self.sheet.get();
        let title = sheet.as_ref().map_or("", |sheet| sheet.title.as_str());
        let left = self.bare_until.map_or(0, |until| until.saturating_duration_since(cx.now()).as_secs() + 1);
        let note = if bare { say!("people-shown-for", seconds = left) } else { String::new() };
        let panel = Panel::new(title).note(note);
        let Some(sheet) = sheet.as_deref() else {
            let inner = panel.focused(true).draw(frame, area, cx);
            if let Some(why) = self.sheet.error() {
                frame.render_widget(Paragraph::new(Shown::styled(why, cx.style(Role::Bad))), inner);
            }
            return;
        };
        let (lines, at) = (&sheet.lines, self.cursor.at.min(sheet.lines.len().saturating_sub(1)));
        self.cursor.at = at;
        self.cursor.height = usize::from(area.height.saturating_sub(2));
        let look = Look { lines, at, bare, cx };
        if area.width < WIDE {
            let inner = panel.focused(true).draw(frame, area, look.cx);
            return look.draw(frame, inner, 0..lines.len(), &mut self.cursor.top);
        }
        // The history, which is the last section, stands beside the rest.
        let history = lines.iter().rposition(|line| line.head).unwrap_or(lines.len());
        let [left, right] = Layout::horizontal([Constraint::Percentage(58), Constraint::Min(1)]).areas(area);
        let inner = panel.focused(at < history).draw(frame, left, look.cx);
        look.draw(frame, inner, 0..history, &mut self.cursor.top);
        let title = lines.get(history).map_or("", |line| line.text.as_str());
        let inner = Panel::new(title).focused(at > history).draw(frame, right, look.cx);
        look.draw(frame, inner, (history + 1).min(lines.len())..lines.len(), &mut self.history_top);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        if command.scope() == Scope::List {
            return self.moved(command);
        }
        if command == Command::PersonReveal {
            let until = cx.now() + READING;
            self.bare_until = if self.bare(cx) { None } else { Some(until) };
            if let Some(until) = self.bare_until {
                cx.wake_at(until.min(cx.now() + Duration::from_secs(1)));
            }
            return true;
        }
        // Whatever leads away from the page covers the numbers.
        self.bare_until = None;
        match command {
            Command::PersonClose => cx.close(),
            Command::PersonOpen => {
                if let Some(Goes::Page(id)) = self.line().map(|line| line.goes) {
                    self.go(id, cx);
                }
            }
            Command::PersonHousehold => {
                if let Some(id) = self.sheet.get().and_then(|sheet| sheet.household) {
                    self.go(id, cx);
                }
            }
            Command::PersonSection => self.section(false),
            Command::PersonSectionBack => self.section(true),
            Command::PersonWithdraw => self.withdraw(cx),
            Command::PersonSame => self.same(cx),
            Command::PersonChange => {
                if let Some(known) = self.sheet.get().and_then(|sheet| sheet.known.clone()) {
                    cx.open(change::form(self.id, &known.facts, &known.village, &known.household));
                }
            }
            Command::PersonJobs => match self.subject() {
                id if id.kind() == SubjectKind::Person => cx.open(vacancies::suiting(id)),
                _ => cx.tell(Tone::Warn, say!("people-choose-member")),
            },
            _ => match Act::of(command) {
                Some(act) => self.act(act, cx),
                None => return false,
            },
        }
        true
    }

    fn woken(&mut self, cx: &mut Shared) {
        match self.bare_until {
            Some(until) if cx.now() < until => cx.wake_at(until.min(cx.now() + Duration::from_secs(1))),
            _ => self.bare_until = None,
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        let id = self.id;
        self.sheet.ask(&cx.worker, move |desk| Sheet::read(desk, id));
    }

    fn answered(&mut self, _cx: &mut Shared) {
        let Some(Ok(sheet)) = self.sheet.take() else { return };
        self.id = sheet.id;
        if self.cursor.at == 0 {
            self.moved(Command::First);
        }
    }
}
