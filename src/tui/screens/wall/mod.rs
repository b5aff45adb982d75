//! 挂图: each village's days against their quotas, and the run towards the target, of one figure at a time.

mod heat;
mod run;

use crate::book::DayFilter;
use crate::domain::metric::Metric;
use crate::locale::{self, Lang, say};
use crate::report::{self, Chart};
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::choose::Choose;
use crate::tui::reader::Reader;
use crate::tui::shared::{Request, Shared};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use chrono::NaiveDate;
use heat::{Across, HeatRow};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::cell::Cell;
use std::rc::Rc;

/// From so many columns on, the run stands beside the villages.
const BESIDE: u16 = 110;

struct Board {
    day: NaiveDate,
    today: NaiveDate,
    charts: Vec<Chart>,
}

/// See the module.
#[derive(Default)]
pub struct Wall {
    board: Pane<Board>,
    reader: Reader,
    /// Which figure; `None` = the first.
    metric: Option<Metric>,
    /// What was taken from the list of figures.
    picked: Rc<Cell<Option<Metric>>>,
    cursor: Cursor,
    across: Across,
    /// On a narrow screen: the run in place of the villages.
    shows_run: bool,
}

impl Wall {
    fn chart<'a>(&self, board: &'a Board) -> Option<&'a Chart> {
        let metric = self.picked.get().or(self.metric);
        board.charts.iter().find(|chart| Some(chart.metric) == metric).or(board.charts.first())
    }

    fn next_metric(&mut self) {
        let Some(board) = self.board.get() else { return };
        let at = self.chart(&board).and_then(|here| board.charts.iter().position(|c| c.metric == here.metric));
        let next = at.map_or(0, |at| (at + 1) % board.charts.len().max(1));
        self.picked.set(None);
        self.metric = board.charts.get(next).map(|chart| chart.metric);
    }

    fn pick(&self, cx: &mut Shared) {
        let Some(board) = self.board.get() else { return };
        let at = self.chart(&board).and_then(|here| board.charts.iter().position(|c| c.metric == here.metric));
        let name = |chart: &Chart| match chart.has_target {
            true => chart.metric.name(),
            false => say!("wallchart-without", metric = chart.metric.name()),
        };
        let (metrics, names): (Vec<_>, Vec<_>) = board.charts.iter().map(|c| (c.metric, name(c))).unzip();
        let picked = self.picked.clone();
        let choose = Choose::new(say!("wallchart-which"), names, move |n, _: &mut Shared| {
            picked.set(metrics.get(n).copied());
        });
        cx.open(choose.at(at.unwrap_or(0)));
    }

    /// The entries behind the selected cell.
    fn open(&self, cx: &mut Shared) {
        let Some(board) = self.board.get() else { return };
        let Some(chart) = self.chart(&board) else { return };
        let rows = heat::rows(chart);
        let back = self.across.back + 1;
        let day = chart.wall.days.len().checked_sub(back).and_then(|at| chart.wall.days.get(at));
        let (Some(row), Some(day)) = (rows.get(self.cursor.at), day) else { return };
        let (kind, work) = behind(chart.metric);
        let filter = DayFilter { kind: kind.map(str::to_string), work, village: row.unit, ..DayFilter::default() };
        cx.request(Request::ShowEntries((*day != board.today).then_some(*day), filter));
    }

    fn draw_heat(&mut self, frame: &mut Frame<'_>, area: Rect, chart: &Chart, cx: &mut Shared) {
        let name = report::capital(&chart.metric.name());
        let title = format!("{} · {}", say!("console-wall"), name);
        let days = chart.wall.days.first().zip(chart.wall.days.last());
        let days = days.map(|(a, b)| format!("{}–{}", cx.day_seen(*a), cx.day_seen(*b)));
        let inner = Panel::new(&title).note(days.unwrap_or_default()).focused(true).draw(frame, area, cx);
        if inner.height < 5 {
            return;
        }
        let [above, told, below] =
            Layout::vertical([Constraint::Min(1), Constraint::Length(1), Constraint::Length(1)]).areas(inner);
        let rows = heat::rows(chart);
        let selected = heat::draw(frame, above, chart, &rows, &mut self.cursor, &mut self.across, cx);
        let room = usize::from(inner.width).saturating_sub(2);
        if let Some((row, day)) = selected {
            let words = rows.get(row).zip(chart.wall.days.get(day)).map(|(row, on)| cell_words(row, day, *on, chart));
            let words = text::clean(&words.unwrap_or_default()).into_owned();
            let line = Span::styled(format!(" {}", text::truncate(&words, room)), cx.style(Role::Accent));
            frame.render_widget(Paragraph::new(line), told);
        }
        frame.render_widget(Paragraph::new(legend(chart, room, cx)), below);
    }
}

/// What the marks mean.
fn legend(chart: &Chart, room: usize, cx: &Shared) -> Line<'static> {
    let parts = [(4, "≥100%"), (3, "≥75%"), (2, "≥50%"), (1, "<50%")];
    let roles = [Role::Heat3, Role::Heat2, Role::Heat1, Role::Heat0];
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for ((heat, share), role) in parts.iter().zip(roles) {
        let glyph = cx.glyphs.heat.get(*heat).copied().unwrap_or_default();
        let share = if cx.glyphs.braille { (*share).to_string() } else { share.replace('≥', ">=") };
        used += text::width(glyph) + text::width(&share) + 3;
        spans.push(Span::styled(glyph, cx.style(role)));
        spans.push(Span::styled(format!(" {share}  "), cx.style(Role::Dim)));
    }
    let none = cx.glyphs.heat.first().copied().unwrap_or_default();
    let rest = match chart.has_target {
        true => format!("{none} {}", say!("wallchart-none")),
        false => say!("wallchart-of-best"),
    };
    spans.push(Span::styled(text::truncate(&rest, room.saturating_sub(used)).into_owned(), cx.style(Role::Dim)));
    Line::from(spans)
}

/// What kind of entries a figure counts: a kind, or beginnings of work on whichever form.
fn behind(metric: Metric) -> (Option<&'static str>, bool) {
    match metric {
        Metric::Visits | Metric::HouseholdsVisited => (Some("visit"), false),
        Metric::Returns | Metric::Placements | Metric::Rehired | Metric::MovedJob => (None, true),
        Metric::Home => (Some("home"), false),
        Metric::Losses => (Some("loss"), false),
        Metric::Pushes => (Some("push"), false),
        Metric::Trips | Metric::Carried => (Some("trip_depart"), false),
        _ => (None, false),
    }
}

/// The selected cell in words.
fn cell_words(row: &HeatRow, at: usize, on: NaiveDate, chart: &Chart) -> String {
    let (lang, unit) = (Lang::current(), chart.metric.counted_in().name());
    let day = format!("{} {}", locale::month_day(lang, on), locale::weekday_short(lang, on));
    match row.cells.get(at).and_then(Option::as_ref) {
        Some(cell) if chart.has_target && cell.quota > 0 => {
            let rate = text::percent(cell.done, cell.quota).map_or_else(|| "—".to_string(), |rate| rate.to_string());
            let (done, quota) = (text::group(cell.done), text::group(cell.quota));
            say!("wallchart-cell", village = row.name, day = day, done = done, quota = quota, unit = unit, rate = rate)
        }
        Some(cell) => {
            say!("wallchart-cell-done", village = row.name, day = day, done = text::group(cell.done), unit = unit)
        }
        None => say!("wallchart-cell-none", village = row.name, day = day),
    }
}

impl Component for Wall {
    fn scope(&self) -> Scope {
        Scope::Wall
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![WallOpen, WallEarlier, WallLater, WallMetric, WallPick, WallChart]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        if let Some(metric) = self.picked.take() {
            self.metric = Some(metric);
        }
        let Some(board) = self.board.get() else {
            let inner = Panel::new(&say!("console-wall")).focused(true).draw(frame, area, cx);
            if let Some(why) = self.board.error() {
                let why = text::clean(&say!("console-unreadable", why = why)).into_owned();
                frame.render_widget(Paragraph::new(Span::styled(why, cx.style(Role::Bad))), inner);
            }
            return;
        };
        let Some(chart) = self.chart(&board) else {
            let inner = Panel::new(&say!("console-wall")).focused(true).draw(frame, area, cx);
            let lines = text::wrap(&say!("wallchart-empty"), usize::from(inner.width).max(2));
            let lines: Vec<Line<'_>> = lines.into_iter().map(|l| Line::styled(l, cx.style(Role::Dim))).collect();
            frame.render_widget(Paragraph::new(lines), inner);
            return;
        };
        let beside = area.width >= BESIDE;
        let run = if beside {
            let [left, right] = Layout::horizontal([Constraint::Percentage(60), Constraint::Min(1)]).areas(area);
            self.draw_heat(frame, left, chart, cx);
            Some(right)
        } else if self.shows_run {
            Some(area)
        } else {
            self.draw_heat(frame, area, chart, cx);
            None
        };
        if let Some(area) = run {
            let title = say!("wallchart-run", metric = report::capital(&chart.metric.name()));
            let inner = Panel::new(&title).focused(!beside).draw(frame, area, cx);
            run::draw(frame, inner, chart, board.day, cx);
        }
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        let some = self.board.get().is_some_and(|board| !board.charts.is_empty());
        match command {
            Command::WallMetric | Command::WallPick => self.board.get().is_some_and(|board| board.charts.len() > 1),
            Command::WallOpen | Command::WallEarlier | Command::WallLater | Command::WallChart => some,
            _ => true,
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let board = self.board.get();
        let chart = board.as_ref().and_then(|board| self.chart(board));
        let (rows, days) = chart.map_or((0, 0), |chart| (chart.wall.units.len() + 1, chart.wall.days.len()));
        match command {
            Command::WallMetric => self.next_metric(),
            Command::WallPick => self.pick(cx),
            Command::WallOpen => self.open(cx),
            Command::WallEarlier => self.across.step(true, days),
            Command::WallLater => self.across.step(false, days),
            Command::WallChart => self.shows_run = !self.shows_run,
            command => return self.cursor.run(command, rows),
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.reader.look(cx);
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.reader.looked() {
            self.reader.ask(&mut self.board, cx, |desk| {
                let day = desk.reading_day();
                let charts = report::board(&mut desk.book, day)?;
                Ok(Board { day, today: desk.book.today(), charts })
            });
        }
    }
}
