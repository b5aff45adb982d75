//! The run towards a target: what was done, what was planned, the forecast, and what it would take.

use crate::locale::{self, Lang, say};
use crate::report;
use crate::text::{self, percent};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::chart::{Chart, Series};
use chrono::{Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// How many villages that are behind are named.
const BEHIND: usize = 3;

/// Draws the chart with its words below.
pub fn draw(frame: &mut Frame<'_>, area: Rect, of: &report::Chart, day: NaiveDate, cx: &Shared) {
    let cells = usize::from(area.width).saturating_sub(1).max(2);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (words, role) in words(of, day) {
        let words = text::clean(&words).into_owned();
        for part in text::wrap(&words, cells) {
            lines.push(Line::styled(format!(" {}", text::truncate(&part, cells)), cx.style(role)));
        }
    }
    let below = (lines.len() as u16).min(area.height);
    let above = Rect { height: area.height - below, ..area };
    if above.height >= 5 {
        let legend = Rect { height: 1, ..above };
        draw_legend(frame, legend, of, cx);
        // Its floor does not run into the frame.
        let room = Rect { y: above.y + 1, width: above.width.saturating_sub(1), height: above.height - 1, ..above };
        chart(of, day).draw(frame, room, cx);
    }
    frame.render_widget(Paragraph::new(lines), Rect { y: area.y + above.height, height: below, ..area });
}

fn draw_legend(frame: &mut Frame<'_>, line: Rect, of: &report::Chart, cx: &Shared) {
    let braille = cx.glyphs.braille;
    let mut spans = vec![Span::raw(" ")];
    let mut put = |dots: &'static str, mark: &'static str, name: String, role: Role| {
        spans.push(Span::styled(if braille { dots } else { mark }, cx.style(role)));
        spans.push(Span::raw(format!(" {name}  ")));
    };
    put("⠤⠤⠤", "***", say!("wallchart-done"), Role::Accent);
    if of.has_target {
        put("⠄⠄⠄", "...", say!("wallchart-plan"), Role::Plan);
    }
    if of.finish.is_some_and(|_| !reached(of)) {
        put("⠄ ⠄", "o o", say!("wallchart-forecast"), Role::Forecast);
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), line);
}

fn done(of: &report::Chart) -> i64 {
    of.wall.total.done.last().copied().unwrap_or(0)
}

fn reached(of: &report::Chart) -> bool {
    of.has_target && done(of) >= of.wall.target
}

/// The lines, over the days from the first to the deadline, or a little beyond it where the forecast lies there.
fn chart(of: &report::Chart, day: NaiveDate) -> Chart {
    let wall = &of.wall;
    let so_far = done(of);
    let ahead = of.finish.filter(|_| of.has_target && !reached(of));
    let period = (wall.to - wall.from).num_days().max(1);
    let edge = wall.to.checked_add_days(Days::new(period.unsigned_abs() / 3 + 1)).unwrap_or(NaiveDate::MAX);
    let end = if of.has_target { wall.to } else { day };
    let last = ahead.map_or(end, |finish| finish.max(end)).min(edge);
    let x = |on: NaiveDate| (on - wall.from).num_days() as f64;
    let points = |sums: &[i64]| wall.total.days.iter().zip(sums).map(|(on, n)| (x(*on), *n as f64)).collect();
    let most = wall.total.done.iter().chain(&wall.total.plan).copied().max().unwrap_or(0).max(wall.target).max(1);
    let mut series = vec![Series { points: points(&wall.total.plan), role: Role::Plan, sparse: 3, mark: '.' }];
    if let Some(finish) = ahead {
        let whole = (finish - day).num_days().max(1) as f64;
        let shown = ((last - day).num_days() as f64 / whole).clamp(0.0, 1.0);
        let there = so_far as f64 + (wall.target - so_far) as f64 * shown;
        let stop = finish.min(last).max(day);
        let points = vec![(x(day), so_far as f64), (x(stop), there)];
        series.push(Series { points, role: Role::Forecast, sparse: 5, mark: 'o' });
    }
    series.push(Series { points: points(&wall.total.done), role: Role::Accent, sparse: 1, mark: '*' });
    let lang = Lang::current();
    let name = |on: NaiveDate| locale::day_seen(lang, on, day);
    let mut below = vec![(x(wall.from), name(wall.from)), (x(last), name(last))];
    if day != wall.from && day != last {
        below.insert(1, (x(day), name(day)));
    }
    if last != end {
        below.insert(below.len() - 1, (x(end), name(end)));
    }
    let mut beside = vec![(most as f64, text::group(most)), (0.0, "0".to_string())];
    if so_far > 0 && so_far < most {
        beside.push((so_far as f64, text::group(so_far)));
    }
    Chart { series, across: x(last).max(1.0), top: most as f64, below, beside }
}

/// What the chart comes to.
fn words(of: &report::Chart, day: NaiveDate) -> Vec<(String, Role)> {
    let (wall, lang) = (&of.wall, Lang::current());
    let unit = of.metric.counted_in().name();
    let pace = of.pace.map_or_else(|| "—".to_string(), |pace| pace.to_string());
    let so_far = done(of);
    if !of.has_target {
        return vec![
            (say!("wallchart-sum", done = text::group(so_far), unit = unit, pace = pace), Role::Text),
            (say!("wallchart-no-target"), Role::Dim),
        ];
    }
    let rate = percent(so_far, wall.target).map_or_else(|| "—".to_string(), |rate| rate.to_string());
    let (target, done) = (text::group(wall.target), text::group(so_far));
    let named = |on: NaiveDate| locale::day_seen(lang, on, day);
    let mut out = vec![
        (say!("wallchart-stands", done = done, target = target, unit = unit, rate = rate), Role::Title),
        (say!("wallchart-deadline", day = named(wall.to), days = of.days_left), Role::Text),
    ];
    out.push(match of.finish.map(|finish| (finish, (finish - wall.to).num_days())) {
        Some((finish, _)) if reached(of) => (say!("wallchart-reached", day = named(finish.min(day))), Role::Good),
        Some((finish, late @ 1..)) => (say!("wallchart-late", day = named(finish), days = late), Role::Bad),
        Some((finish, _)) => (say!("wallchart-in-time", day = named(finish)), Role::Good),
        None => (say!("wallchart-never"), Role::Bad),
    });
    if let Some(needed) = of.needed {
        let short = of.pace.is_none_or(|pace| pace.0 < needed.0);
        let told = say!("wallchart-needed", needed = needed.to_string(), pace = pace);
        out.push((told, if short { Role::Warn } else { Role::Text }));
    }
    let behind = behind(of);
    if !behind.is_empty() {
        out.push((say!("wallchart-behind", villages = locale::listed(behind)), Role::Warn));
    }
    out
}

/// Who is furthest behind their own plan, each with by how much.
fn behind(of: &report::Chart) -> Vec<String> {
    let mut all: Vec<_> =
        of.wall.units.iter().filter_map(|unit| Some((unit.gap.filter(|gap| *gap < 0)?, unit))).collect();
    all.sort_by_key(|(gap, _)| *gap);
    all.into_iter().take(BEHIND).map(|(gap, unit)| format!("{} −{}", unit.name, text::group(-gap))).collect()
}
