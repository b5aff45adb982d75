//! An entry, opened: all that it says, whom it names, where it was written, and what took it back. And taking it back.

use super::fields;
use crate::desk::{Desk, Error, history, mask};
use crate::domain::acts::{Fact, batch_of, stays};
use crate::domain::entry::Hash;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{self, Lang, say};
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::forms::{Form, Item, Kind, Work};
use crate::tui::overlays::choose::Choose;
use crate::tui::person;
use crate::tui::quick::{Act, Quick};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use chrono::DateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::sync::Arc;

/// What can be taken back together with an entry.
struct Batch {
    hash: Hash,
    name: Option<String>,
    /// Its entries that still stand.
    standing: usize,
    title: String,
}

impl Batch {
    fn read(desk: &mut Desk, hash: Hash) -> Result<Self, Error> {
        let book = &desk.book;
        let entry = book.named(&hash.to_string())?.into_iter().next();
        let name = entry.as_ref().and_then(|e| Some((e.device, batch_of(&e.body)?)));
        let name = name.map(|(device, first)| format!("{device}-{first}"));
        let standing = match &name {
            Some(name) => book.named(name)?.len(),
            None => 1,
        };
        let title = entry.map_or_else(String::new, |entry| {
            let names = book.names(entry.subjects.iter().copied()).unwrap_or_default();
            let names: Vec<&String> = entry.subjects.iter().filter_map(|id| names.get(id)).collect();
            format!("{} {}", history::kind_name(&entry.kind), locale::listed(names))
        });
        Ok(Self { hash, name, standing, title })
    }
}

/// Taking an entry back: how many were recorded with it is asked first, then why.
#[derive(Default)]
pub struct Taking {
    batch: Pane<Batch>,
}

impl Taking {
    /// Begins.
    pub fn ask(&mut self, hash: Hash, cx: &Shared) {
        self.batch.ask(&cx.worker, move |desk| Batch::read(desk, hash));
    }

    /// Whether the form is still to open.
    pub fn waits(&self) -> bool {
        self.batch.waits()
    }

    /// The book has answered: the form opens.
    pub fn answered(&mut self, cx: &mut Shared) {
        match self.batch.take() {
            Some(Ok(batch)) => cx.open(form(&batch)),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}

fn form(batch: &Arc<Batch>) -> Form {
    let why = Item::new("why", say!("taskbook-why"), Kind::Text).required().with(&say!("taskbook-why-usual"));
    let mut items = vec![why];
    if batch.standing > 1 {
        let choices = vec![say!("taskbook-this-one"), say!("taskbook-whole-batch", count = batch.standing)];
        items.push(Item::new("what", say!("taskbook-what-back"), Kind::Choice(choices)).required().at(Some(0)));
    }
    let title = say!("taskbook-take-back", what = batch.title);
    let batch = batch.clone();
    Form::new(title, items, move |filled, _| {
        let why = filled.text("why").unwrap_or_default();
        let whole = filled.chosen("what") == Some(1);
        let target = batch.name.clone().filter(|_| whole).unwrap_or_else(|| batch.hash.to_string());
        let work: Work = Box::new(move |desk| {
            let recorded = desk.withdraw(&target, &why)?;
            Ok(say!("taskbook-taken-back", count = recorded.entries.len()))
        });
        Ok(work)
    })
}

/// All of an entry, in words.
struct Page {
    title: String,
    lines: Vec<(String, String, Role)>,
    subjects: Vec<(SubjectId, String)>,
    stands: bool,
}

impl Page {
    fn read(desk: &mut Desk, hash: Hash) -> Result<Self, Error> {
        let book = &desk.book;
        let Some(entry) = book.named(&hash.to_string())?.into_iter().next() else {
            return Err(Error::refused(say!("book-no-such-entry", hash = hash.short())));
        };
        let lang = Lang::current();
        let back = book.withdrawals_of(hash)?;
        let mut body: serde_json::Value = serde_json::from_str(&entry.body).unwrap_or_default();
        mask::hide_numbers(&mut body);
        let unit = |id: SubjectId| crate::domain::region::RegionCode::parse(&id.to_string());
        let called = |id: SubjectId| match id.kind() {
            SubjectKind::Unit => unit(id).map(|code| book.steering().unit_name(code)),
            _ => book.names([id]).ok().and_then(|mut names| names.remove(&id)),
        };
        let moment = |text: &str| {
            let at = DateTime::parse_from_rfc3339(text).ok();
            at.map_or_else(|| text.to_string(), |at| at.format("%Y-%m-%d %H:%M:%S").to_string())
        };
        let mut lines: Vec<(String, String, Role)> = Vec::new();
        for taken in &back {
            let why = match Fact::read(&taken.kind, &taken.body) {
                Fact::Withdraw(w) => w.why,
                _ => String::new(),
            };
            let told = say!("taskbook-back-by", at = moment(&taken.recorded), officer = taken.officer, why = why);
            lines.push((say!("taskbook-withdrawn"), told, Role::Warn));
        }
        let sealed = book.steering().seals.iter().find(|seal| seal.day >= entry.day).map(|seal| seal.issue);
        lines.push((say!("taskbook-day"), locale::full_date(lang, entry.day), Role::Text));
        if let Some(issue) = sealed {
            lines.push((String::new(), say!("taskbook-sealed", issue = issue), Role::Sealed));
        }
        lines.push((say!("taskbook-village"), book.steering().unit_name(entry.unit), Role::Text));
        lines.push((say!("taskbook-officer"), entry.officer.clone(), Role::Text));
        lines.extend(fields::of(&body, &called).into_iter().map(|(name, value)| (name, value, Role::Text)));
        lines.push((String::new(), String::new(), Role::Text));
        lines.push((say!("taskbook-recorded"), moment(&entry.recorded), Role::Dim));
        let device = entry.device.short();
        lines.push((say!("taskbook-device"), say!("taskbook-seq", device = device, seq = entry.seq), Role::Dim));
        if let Some(first) = batch_of(&entry.body) {
            lines.push((say!("taskbook-batch"), format!("{device}-{first}"), Role::Dim));
        }
        lines.push((say!("taskbook-hash"), entry.hash.to_string(), Role::Dim));
        Ok(Self {
            title: history::kind_name(&entry.kind),
            lines,
            subjects: entry.subjects.iter().map(|id| (*id, called(*id).unwrap_or_else(|| id.to_string()))).collect(),
            stands: back.is_empty() && !stays(&entry.kind),
        })
    }
}

/// See the module.
pub struct Opened {
    hash: Hash,
    page: Pane<Page>,
    taking: Taking,
    scroll: Cursor,
}

impl Opened {
    /// The page of an entry.
    pub fn new(hash: Hash) -> Self {
        Self { hash, page: Pane::default(), taking: Taking::default(), scroll: Cursor::default() }
    }

    /// Whoever of the named is no unit: those there is a page of.
    fn pages(&self) -> Vec<(SubjectId, String)> {
        let all = self.page.get().map(|page| page.subjects.clone()).unwrap_or_default();
        all.into_iter().filter(|(id, _)| !matches!(id.kind(), SubjectKind::Unit | SubjectKind::Job)).collect()
    }

    fn act(&self, act: Act, cx: &mut Shared) -> bool {
        let person = self.pages().into_iter().find(|(id, _)| id.kind() == SubjectKind::Person);
        person.map(|(id, _)| cx.open(Quick::new(act, vec![id]))).is_some()
    }
}

fn show(id: SubjectId, cx: &mut Shared) {
    match id.kind() {
        SubjectKind::Trip => cx.show_trip(id),
        _ => cx.open(person::open(id)),
    }
}

impl Component for Opened {
    fn scope(&self) -> Scope {
        Scope::Entry
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::EntryClose, Command::EntryOpen, Command::EntryWithdraw]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        match command {
            Command::EntryOpen => !self.pages().is_empty(),
            Command::EntryWithdraw => self.page.get().is_some_and(|page| page.stands),
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let page = self.page.get();
        let title = page.as_ref().map_or_else(String::new, |page| page.title.clone());
        let inner = Panel::new(&title).note(self.hash.short()).focused(true).draw(frame, area, cx);
        if let Some(why) = self.page.error() {
            let why = text::clean(&why).into_owned();
            frame.render_widget(Paragraph::new(Span::styled(why, cx.style(Role::Bad))), inner);
            return;
        }
        let Some(page) = page else { return };
        let names: Vec<&String> = page.subjects.iter().map(|(_, name)| name).collect();
        let mut all = vec![(say!("taskbook-name"), locale::listed(names), Role::Accent)];
        all.extend(page.lines.iter().cloned());
        let label = all.iter().map(|(name, ..)| text::width(name)).max().unwrap_or(0).min(24);
        let cells = usize::from(inner.width).saturating_sub(label + 4).max(4);
        let mut lines: Vec<Line<'_>> = Vec::new();
        for (name, value, role) in &all {
            let value = text::clean(value);
            // A hash has no place to break at.
            let parts = text::wrap(&value, cells);
            for (n, part) in parts.iter().enumerate() {
                let name = if n == 0 { text::truncate(name, label).into_owned() } else { String::new() };
                lines.push(Line::from(vec![
                    Span::styled(format!(" {}  ", text::pad(&name, label)), cx.style(Role::Dim)),
                    Span::styled(text::truncate(part, cells).into_owned(), cx.style(*role)),
                ]));
            }
        }
        let height = usize::from(inner.height);
        self.scroll.at = self.scroll.at.max(height.min(lines.len()).saturating_sub(1));
        let view = self.scroll.view(lines.len(), height);
        let shown: Vec<Line<'_>> = lines.into_iter().skip(view.start).take(view.len()).collect();
        frame.render_widget(Paragraph::new(shown), inner);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::EntryClose => cx.close(),
            Command::EntryOpen => {
                let all = self.pages();
                match all.as_slice() {
                    [] => {}
                    [(id, _)] => show(*id, cx),
                    _ => {
                        let names = all.iter().map(|(_, name)| name.clone()).collect();
                        cx.open(Choose::new(say!("taskbook-name"), names, move |n, cx: &mut Shared| {
                            if let Some((id, _)) = all.get(n) {
                                show(*id, cx);
                            }
                        }));
                    }
                }
            }
            Command::EntryWithdraw if self.enabled(command, cx) => self.taking.ask(self.hash, cx),
            Command::EntryWithdraw => {}
            _ if let Some(act) = Act::of(command) => return self.act(act, cx),
            Command::Up => {
                self.scroll.at = self.scroll.top.saturating_sub(1);
                self.scroll.top = self.scroll.at;
            }
            command => return self.scroll.run(command, usize::MAX / 2),
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        let hash = self.hash;
        self.page.ask(&cx.worker, move |desk| Page::read(desk, hash));
    }

    fn waits(&self) -> bool {
        self.page.is_unread() || self.taking.waits()
    }

    fn answered(&mut self, cx: &mut Shared) {
        self.taking.answered(cx);
    }
}
