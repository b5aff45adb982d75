//! 战报: the report exactly as it will be sent, its checks beside it with the rows behind a failing one, earlier issues,
//! the seal, and the file that goes to the county.

mod closing;
mod page;
mod send;

use crate::book::DayFilter;
use crate::locale::say;
use crate::report::Format;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::choose::Choose;
use crate::tui::person;
use crate::tui::reader::Reader;
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use chrono::NaiveDate;
use closing::Closing;
use page::{Page, SHOWN};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use send::Send;

/// A failing check names so many rows beside the report.
const ROWS: usize = 4;

/// See the module.
#[derive(Default)]
pub struct Report {
    page: Pane<Page>,
    reader: Reader,
    /// The issue that is read; `None` = the day that is looked at.
    day: Option<NaiveDate>,
    format: usize,
    scroll: Cursor,
    /// Keys go to the checks.
    checking: bool,
    check: Cursor,
    send: Send,
}

impl Report {
    fn format(&self) -> Format {
        SHOWN.get(self.format).copied().unwrap_or(Format::Txt)
    }

    fn ask(&mut self, cx: &Shared) {
        let (day, format) = (self.day, self.format());
        self.reader.ask(&mut self.page, cx, move |desk| Page::read(desk, day, format));
    }

    /// The issue before or after the one that is read.
    fn step(&mut self, later: bool, cx: &mut Shared) {
        let Some(page) = self.page.get() else { return };
        let at = page.issues.iter().position(|day| *day == page.day).unwrap_or(0);
        let to = if later { Some(at + 1) } else { at.checked_sub(1) };
        match to.and_then(|to| page.issues.get(to)) {
            Some(day) => {
                self.day = Some(*day);
                self.scroll.reset();
                self.ask(cx);
            }
            None if later => cx.tell(Tone::Warn, say!("issue-no-later")),
            None => cx.tell(Tone::Warn, say!("issue-no-earlier")),
        }
    }

    /// The rows behind the check at the cursor; from the report itself, the checks first.
    fn open(&mut self, cx: &mut Shared) {
        let Some(page) = self.page.get() else { return };
        if !self.checking {
            self.checking = true;
            self.check.at = page.checks.iter().position(|check| !check.ok).unwrap_or(0);
            return;
        }
        let Some(check) = page.checks.get(self.check.at) else { return };
        if check.rows.is_empty() {
            let holds = if check.ok { say!("issue-check-holds") } else { say!("issue-check-no-rows") };
            cx.tell(Tone::Good, holds);
            return;
        }
        let names = check.rows.iter().map(|row| row.text.clone()).collect();
        let subjects: Vec<_> = check.rows.iter().map(|row| row.subject).collect();
        cx.open(Choose::new(&check.text, names, move |n, cx| match subjects.get(n) {
            Some(Some(id)) => cx.open(person::open(*id)),
            _ => cx.tell(Tone::Warn, say!("issue-row-nobody")),
        }));
    }

    /// The entries behind a figure of the day, in the task book.
    fn rows(&self, cx: &mut Shared) {
        let Some(page) = self.page.get() else { return };
        if page.figures.is_empty() {
            cx.tell(Tone::Warn, say!("issue-no-figures"));
            return;
        }
        let names = page.figures.iter().map(|figure| figure.text.clone()).collect();
        cx.open(Choose::new(say!("issue-figures-title"), names, move |n, cx| {
            let Some(figure) = page.figures.get(n) else { return };
            let filter = DayFilter { kind: figure.kind.map(str::to_string), ..DayFilter::default() };
            let today = cx.head.get().is_some_and(|head| head.today == page.day);
            cx.request(Request::ShowEntries((!today).then_some(page.day), filter));
        }));
    }

    fn draw_page(&mut self, frame: &mut Frame<'_>, area: Rect, alone: bool, cx: &Shared) {
        let page = self.page.get();
        let shown = match self.format() {
            Format::Md => say!("issue-shown-md"),
            Format::Csv => say!("issue-shown-csv"),
            _ => say!("issue-shown-txt"),
        };
        let title = match &page {
            Some(page) => say!("issue-title", issue = page.issue, day = cx.day_seen(page.day), format = shown),
            None => say!("issue-title-empty"),
        };
        let note = match &page {
            Some(page) => match &page.seal {
                Some(seal) => say!("issue-note-sealed", seal = seal),
                None => say!("issue-note-open"),
            },
            None => String::new(),
        };
        let checks = match &page {
            Some(page) if alone => format!("{}  ", checks_told(page, cx)),
            _ => String::new(),
        };
        let inner = Panel::new(&title).note(format!("{checks}{note}")).focused(!self.checking).draw(frame, area, cx);
        let Some(page) = page else {
            let (words, role) = self.page.error().map_or(("…".to_string(), Role::Dim), |why| (why, Role::Bad));
            draw_lines(frame, inner, text::wrap(&text::clean(&words), usize::from(inner.width).max(2)), role, cx);
            return;
        };
        let cells = usize::from(inner.width).max(2);
        let mut lines: Vec<Line<'_>> = Vec::new();
        for notice in &page.notices {
            let told = format!("{} {}", cx.glyphs.warn, text::clean(notice));
            lines.extend(text::wrap(&told, cells).into_iter().map(|line| Line::styled(line, cx.style(Role::Warn))));
        }
        for line in &page.lines {
            lines.extend(text::wrap_whole(&text::clean(line), cells).into_iter().map(Line::raw));
        }
        let height = usize::from(inner.height);
        // The cursor stands for the last line in view: it scrolls at once.
        self.scroll.at = self.scroll.at.max(height.min(lines.len()).saturating_sub(1));
        let view = self.scroll.view(lines.len(), height);
        frame.render_widget(Paragraph::new(lines.get(view).unwrap_or_default().to_vec()), inner);
    }

    fn draw_checks(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let page = self.page.get();
        let title = page.as_ref().map_or_else(|| say!("issue-checks"), |page| checks_told(page, cx));
        let inner = Panel::new(&title).focused(self.checking).draw(frame, area, cx);
        let Some(page) = page else { return };
        let cells = usize::from(inner.width).saturating_sub(2).max(2);
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut ends = Vec::new();
        for (n, check) in page.checks.iter().enumerate() {
            let (mark, role) = if check.ok { (cx.glyphs.good, Role::Good) } else { (cx.glyphs.warn, Role::Warn) };
            let here = if self.checking && n == self.check.at { cx.glyphs.here } else { " " };
            let style = if self.checking && n == self.check.at { cx.style(Role::Selected) } else { cx.style(role) };
            let figures = check.differ.map_or_else(String::new, |(left, right)| {
                format!("  {}", say!("issue-differ", left = text::group(left), right = text::group(right)))
            });
            let told = format!("{mark} {} {}{figures}", check.id, text::clean(&check.text));
            for (m, part) in text::wrap(&told, cells.saturating_sub(2).max(2)).into_iter().enumerate() {
                let begin = if m == 0 { format!("{here} ") } else { "    ".to_string() };
                lines.push(Line::styled(format!("{begin}{part}"), style));
            }
            for row in check.rows.iter().take(ROWS) {
                let told = text::clean(&row.text);
                let told = text::truncate(&told, cells.saturating_sub(4));
                lines.push(Line::styled(format!("      {told}"), cx.style(Role::Dim)));
            }
            if check.rows.len() > ROWS {
                let more = say!("issue-more-rows", count = check.rows.len() - ROWS);
                lines.push(Line::styled(format!("      {more}"), cx.style(Role::Dim)));
            }
            ends.push(lines.len());
        }
        let failing = page.checks.len() - page.good();
        if failing > 0 && page.seal.is_none() {
            lines.push(Line::raw(""));
            let (open, seal) = (cx.keymap.hint(Command::ReportOpen), cx.keymap.hint(Command::Seal));
            let told = say!("issue-to-settle", count = failing, open = open, seal = seal);
            lines.extend(text::wrap(&told, cells).into_iter().map(|line| Line::styled(line, cx.style(Role::Info))));
        }
        // The check at the cursor stays in view, with its rows.
        let height = usize::from(inner.height);
        let end = if self.checking { ends.get(self.check.at).copied().unwrap_or(0) } else { 0 };
        let top = end.saturating_sub(height);
        frame.render_widget(Paragraph::new(lines.get(top..).unwrap_or_default().to_vec()), inner);
    }
}

fn checks_told(page: &Page, cx: &Shared) -> String {
    let mark = if page.good() == page.checks.len() { cx.glyphs.good } else { cx.glyphs.warn };
    format!("{mark} {}", say!("issue-checks-of", good = page.good(), all = page.checks.len()))
}

fn draw_lines(frame: &mut Frame<'_>, area: Rect, lines: Vec<String>, role: Role, cx: &Shared) {
    let lines: Vec<Line<'_>> = lines.into_iter().map(|line| Line::styled(line, cx.style(role))).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

impl Component for Report {
    fn scope(&self) -> Scope {
        Scope::Report
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![Seal, Export, ReportCopy, ReportFormat, ReportEarlier, ReportLater, ReportPane, ReportOpen, ReportRows]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        let sealed = || self.page.get().is_some_and(|page| page.seal.is_some());
        match command {
            Command::Seal => self.day.is_some() || !sealed(),
            Command::ReportCopy | Command::Export => self.page.get().is_some(),
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        if area.width >= 100 {
            let [left, right] = Layout::horizontal([Constraint::Percentage(62), Constraint::Min(0)]).areas(area);
            self.draw_page(frame, left, false, cx);
            self.draw_checks(frame, right, cx);
        } else if self.checking {
            self.draw_checks(frame, area, cx);
        } else {
            self.draw_page(frame, area, true, cx);
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::Seal => {
                // Whatever was read, it is the open day that is sealed.
                self.day = None;
                self.ask(cx);
                cx.open(Closing::default());
            }
            Command::Export => {
                // Right after the seal its page may still be on the way.
                let day = self.day.or_else(|| cx.head.get().map(|head| head.day));
                if let Some(day) = self.page.get().map(|page| page.day).or(day) {
                    self.send.open(day, cx);
                }
            }
            Command::ReportCopy => {
                if let Some(page) = self.page.get() {
                    cx.request(Request::Copy(page.text.clone()));
                    cx.tell(Tone::Good, say!("issue-copied"));
                }
            }
            Command::ReportFormat => {
                self.format = (self.format + 1) % SHOWN.len();
                self.checking = false;
                self.scroll.reset();
                self.ask(cx);
            }
            Command::ReportEarlier => self.step(false, cx),
            Command::ReportLater => self.step(true, cx),
            Command::ReportOpen => self.open(cx),
            Command::ReportRows => self.rows(cx),
            Command::ReportPane => self.checking = !self.checking,
            _ if self.checking => {
                let checks = self.page.get().map_or(0, |page| page.checks.len());
                return self.check.run(command, checks);
            }
            Command::Up => {
                // From the last line in view to one above the first.
                let top = self.scroll.top.saturating_sub(1);
                (self.scroll.top, self.scroll.at) = (top, (top + self.scroll.height).saturating_sub(1));
            }
            _ => return self.scroll.run(command, usize::MAX / 2),
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.reader.look(cx);
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.reader.looked() {
            self.ask(cx);
        }
    }
}
