//! 今日: the targets, what is due, the stream of the day's entries, how the day stands.
//!
//! `v r p l h b` stay free for whoever comes through the door, as on every screen; what is due is acted on by its own
//! key. What takes its time at a large township (the due list, the targets) is asked aside: no key waits behind it.

mod chores;
mod goals;
mod state;
mod stream;

use crate::book::Recorded;
use crate::desk::acts::Nothing;
use crate::desk::due::{self, Due};
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::choose::Choose;
use crate::tui::quick::{Act, Quick};
use crate::tui::reader::Reader;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use chores::{Chores, Heads};
use goals::Goals;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use state::State;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use stream::Stream;

/// So many days ahead are listed too.
const SOON: u64 = 3;

/// The pane that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    #[default]
    Due,
    Stream,
    Goals,
}

/// A village that had nothing to report, by name, and what was written.
type Said = (String, Recorded);

/// See the module.
#[derive(Default)]
pub struct Today {
    due: Pane<Vec<Due>>,
    heads: Pane<Heads>,
    stream: Pane<Stream>,
    state: Pane<State>,
    goals: Pane<Goals>,
    chores: Chores,
    entries: Cursor,
    scroll: Cursor,
    focus: Focus,
    reader: Reader,
    /// Shared with the list of silent villages, which writes.
    said: Rc<RefCell<Pane<Said>>>,
}

impl Today {
    fn things(&self) -> Arc<Vec<Due>> {
        self.due.get().unwrap_or_default()
    }

    /// Whether nobody is on the book yet.
    fn empty(&self) -> bool {
        self.state.get().is_some_and(|state| state.empty)
    }

    /// 零报告 for one of the silent villages.
    fn nothing(&self, cx: &mut Shared) {
        let Some(state) = self.state.get() else { return };
        if state.silent.is_empty() {
            cx.tell(Tone::Good, say!("today-nobody-silent"));
            return;
        }
        let names: Vec<String> = state.silent.iter().map(|(_, name)| name.clone()).collect();
        let said = self.said.clone();
        cx.open(Choose::new(say!("today-nothing-title"), names, move |n, cx| {
            let Some((code, name)) = state.silent.get(n).cloned() else { return };
            said.borrow_mut().write(&cx.worker, move |desk| {
                let drafts = Nothing { village: code.to_string() }.drafts(desk)?;
                Ok((name, desk.record(drafts)?))
            });
        }));
    }

    fn open(&self, cx: &mut Shared) {
        match self.focus {
            Focus::Due => self.chores.open(&self.things(), cx),
            Focus::Stream => {
                if let Some(stream) = self.stream.get() {
                    stream.open(self.entries.at, cx);
                }
            }
            Focus::Goals => cx.request(crate::tui::shared::Request::Go(super::Screen::Wall)),
        }
    }

    /// How old the last backup is, of a book that somebody would miss.
    fn backup<'a>(&self, cx: &Shared) -> Option<Span<'a>> {
        let state = self.state.get().filter(|state| !state.empty && !cx.entrance.is_made_up())?;
        let told = state.backup.told();
        Some(match state.backup.is_old() {
            true => Span::styled(format!("  {} {told} ", cx.glyphs.warn), cx.style(Role::Warn)),
            false => Span::styled(format!("  {told} "), cx.style(Role::Dim)),
        })
    }

    /// One line: sealed or open, checks, villages, backup.
    fn draw_state(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let mut spans = vec![Span::raw(" ")];
        if let Some(state) = self.state.get() {
            spans.push(match &state.seal {
                Some((issue, seal)) => {
                    Span::styled(say!("today-sealed", issue = issue, seal = seal), cx.style(Role::Sealed))
                }
                None => Span::styled(say!("today-open"), cx.style(Role::Text)),
            });
            spans.push(Span::raw("  "));
        }
        if let Some(goals) = self.goals.get() {
            let good = goals.checks - goals.failing.len().min(goals.checks);
            let told = say!("today-checks", good = good, all = goals.checks);
            let (mark, role) = match goals.failing.is_empty() {
                true => (cx.glyphs.good, Role::Good),
                false => (cx.glyphs.warn, Role::Warn),
            };
            spans.push(Span::styled(format!("{mark} {told}"), cx.style(role)));
            spans.push(Span::raw("  "));
        }
        if let Some(state) = self.state.get() {
            let used: usize = spans.iter().map(|span| text::width(&span.content)).sum();
            let told = text::clean(&state.reported()).into_owned();
            let left = usize::from(area.width).saturating_sub(used);
            // That all is well is said where there is room for it.
            let cells = |span: &Span<'_>| text::width(&span.content);
            let fits = |span: &Span<'_>| text::width(&told) + cells(span) <= left;
            let backup = self.backup(cx).filter(|span| state.backup.is_old() || fits(span));
            let right = backup.as_ref().map_or(0, cells);
            let told = text::truncate(&told, left.saturating_sub(right)).into_owned();
            let gap = left.saturating_sub(right).saturating_sub(text::width(&told));
            let role = if state.silent.is_empty() { Role::Dim } else { Role::Warn };
            spans.push(Span::styled(told, cx.style(role)));
            spans.extend(backup.into_iter().flat_map(|span| [Span::raw(" ".repeat(gap)), span]));
        }
        frame.render_widget(Paragraph::new(Line::from(spans)), area);
    }

    fn draw_due(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let focused = self.focus == Focus::Due;
        let things = self.things();
        let note = self.chores.note(&things);
        let inner = Panel::new(&say!("today-due")).note(note).focused(focused).draw(frame, area, cx);
        match self.due.get() {
            _ if self.empty() => {
                let [import, settings] = [Command::Import, Command::Settings].map(|command| cx.keymap.hint(command));
                hint(frame, inner, &say!("today-begin", import = import, settings = settings), Role::Info, cx);
            }
            Some(_) if things.is_empty() => hint(frame, inner, &say!("today-nothing-due"), Role::Good, cx),
            Some(_) => {
                let heads = self.heads.get().unwrap_or_default();
                self.chores.draw(frame, inner, (&things, &heads), focused, cx);
            }
            None => waiting(frame, inner, self.due.error(), cx),
        }
    }

    fn draw_stream(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let focused = self.focus == Focus::Stream;
        let stream = self.stream.get();
        let (title, note) = match &stream {
            Some(stream) => (say!("today-entries", count = stream.total), stream.kinds.clone()),
            None => (say!("today-entries", count = 0), String::new()),
        };
        let inner = Panel::new(&title).note(note).focused(focused).draw(frame, area, cx);
        match stream {
            Some(stream) if stream.len() == 0 => hint(frame, inner, &say!("today-no-entries"), Role::Dim, cx),
            Some(stream) => stream.draw(frame, inner, &mut self.entries, focused, cx),
            None => waiting(frame, inner, self.stream.error(), cx),
        }
    }

    fn draw_goals(&mut self, frame: &mut Frame<'_>, area: Rect, short: bool, cx: &Shared) {
        let goals = self.goals.get();
        let title = say!("today-goals");
        let campaign = goals.as_ref().map(|goals| goals.campaign.clone()).unwrap_or_default();
        let panel = Panel::new(&title).note(campaign).focused(self.focus == Focus::Goals);
        let inner = panel.draw(frame, area, cx);
        let Some(goals) = goals else {
            waiting(frame, inner, self.goals.error(), cx);
            return;
        };
        let cells = usize::from(inner.width);
        let lines = goals.lines(cells, short, cx);
        let height = usize::from(inner.height);
        self.scroll.at = self.scroll.at.max(height.min(lines.len()).saturating_sub(1));
        let view = self.scroll.view(lines.len(), height);
        frame.render_widget(Paragraph::new(lines.get(view).unwrap_or_default().to_vec()), inner);
    }
}

/// A sentence in place of a list.
fn hint(frame: &mut Frame<'_>, area: Rect, words: &str, role: Role, cx: &Shared) {
    let lines = words.lines().flat_map(|line| text::wrap(&text::clean(line), usize::from(area.width).max(2)));
    let lines: Vec<Line<'_>> = lines.map(|line| Line::styled(line, cx.style(role))).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// The book has not answered yet, or could not.
fn waiting(frame: &mut Frame<'_>, area: Rect, error: Option<String>, cx: &Shared) {
    match error {
        Some(why) => hint(frame, area, &why, Role::Bad, cx),
        None => hint(frame, area, "…", Role::Dim, cx),
    }
}

impl Component for Today {
    fn scope(&self) -> Scope {
        Scope::Today
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        let mut hints = if self.empty() { vec![Import, Settings] } else { Vec::new() };
        hints.extend([TodayAct, TodayOpen, TodayPane, Visit, Return, Placement, Seal, TodayNothing, TodayFilter, Undo]);
        hints
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        match command {
            Command::TodayAct | Command::TodayFilter => self.focus == Focus::Due && !self.things().is_empty(),
            Command::TodayNothing => self.state.get().is_some_and(|state| !state.silent.is_empty()),
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let [top, rest] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(area);
        self.draw_state(frame, top, cx);
        if area.width >= 110 && area.height >= 28 {
            let [above, below] = Layout::vertical([Constraint::Percentage(58), Constraint::Min(0)]).areas(rest);
            let [left, right] = Layout::horizontal([Constraint::Percentage(55), Constraint::Min(0)]).areas(above);
            self.draw_goals(frame, left, false, cx);
            self.draw_due(frame, right, cx);
            self.draw_stream(frame, below, cx);
            return;
        }
        if self.focus == Focus::Goals {
            self.draw_goals(frame, rest, false, cx);
            return;
        }
        // The targets stay in view, a line each.
        let goals = self.goals.get().map_or(0, |goals| goals.goals.len().max(1));
        let lines = u16::try_from(goals).unwrap_or(0).min(5);
        let height = if lines == 0 { 0 } else { lines + 2 };
        let [above, below] = Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(rest);
        if height > 0 {
            self.draw_goals(frame, above, true, cx);
        }
        match self.focus {
            Focus::Stream => self.draw_stream(frame, below, cx),
            _ => self.draw_due(frame, below, cx),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::TodayOpen => self.open(cx),
            Command::TodayAct if self.focus == Focus::Due => self.chores.act(&self.things(), cx),
            Command::TodayAct => self.open(cx),
            Command::Return | Command::Placement if self.focus == Focus::Due => {
                let act = if command == Command::Return { Act::Return } else { Act::Placement };
                match self.chores.person(&self.things()) {
                    Some(id) => cx.open(Quick::at(act, id)),
                    None => return false,
                }
            }
            Command::TodayFilter => {
                self.focus = Focus::Due;
                self.chores.narrow(&self.things());
            }
            Command::TodayNothing => self.nothing(cx),
            Command::TodayPane => {
                self.focus = match self.focus {
                    Focus::Due => Focus::Stream,
                    Focus::Stream => Focus::Goals,
                    Focus::Goals => Focus::Due,
                };
                self.scroll.reset();
            }
            _ => {
                return match self.focus {
                    Focus::Due => self.chores.go(command, &self.things()),
                    Focus::Stream => {
                        let held = self.stream.get().map_or(0, |stream| stream.len());
                        self.entries.run(command, held)
                    }
                    Focus::Goals => self.scroll.run(command, usize::MAX / 2),
                };
            }
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.reader.look(cx);
        self.state.ask(&cx.worker, State::read);
        self.stream.ask(&cx.worker, Stream::read);
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.reader.looked() {
            self.reader.ask(&mut self.due, cx, |desk| {
                let day = desk.reading_day();
                due::due_within(desk, day, SOON)
            });
            self.reader.ask(&mut self.goals, cx, Goals::read);
        }
        if let Some(Ok(due)) = self.due.take() {
            self.reader.ask(&mut self.heads, cx, move |desk| chores::heads(desk, &due));
        }
        match self.said.borrow_mut().take() {
            Some(Ok(said)) => cx.tell_recorded(say!("today-nothing-recorded", village = &said.0), &said.1),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
