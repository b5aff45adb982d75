//! The targets: how far each is, what today owes, when it will be done; without targets, what flowed today.

use crate::desk::{Desk, Error};
use crate::domain::metric::Metric;
use crate::locale::{self, Lang, say};
use crate::report::{self, Number, Report};
use crate::text::{self, Tenths};
use crate::tui::command::Command;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::{gauge, spark};
use chrono::NaiveDate;
use ratatui::text::{Line, Span};

/// A sparkline shows so many counted days.
const DAYS: usize = 14;
/// Cells of a target's name, at least; and how many it may take together with the figures.
const NAME: usize = 16;
const NAME_AND_FIGURES: usize = 30;
/// Cells of the figures, at most.
const FIGURES: usize = 13;

/// What stands under a name is so far in.
const INDENT: usize = 4;

/// How many cells a target's name and its figures have, and all of a line: alike for all, so that they stand in columns.
#[derive(Clone, Copy)]
struct Cells {
    name: usize,
    figures: usize,
    all: usize,
}

/// One target.
pub struct Goal {
    name: String,
    done: i64,
    target: i64,
    rate: Option<Tenths>,
    /// Of a flow.
    flow: Option<Flow>,
}

struct Flow {
    today: i64,
    quota: Option<i64>,
    pace: Option<Tenths>,
    finish: Option<NaiveDate>,
    deadline: NaiveDate,
    /// The last counted days, today's last.
    run: Vec<i64>,
}

/// All targets, and how the day's checks stand.
pub struct Goals {
    /// Name and days of what the figures add up over.
    pub campaign: String,
    /// The targets.
    pub goals: Vec<Goal>,
    /// What flowed: name, on the day, since the campaign began.
    flows: Vec<(String, i64, i64)>,
    /// How many checks there are.
    pub checks: usize,
    /// The numbers of those that fail.
    pub failing: Vec<u32>,
}

impl Goals {
    /// Reads them from the report of the day looked at, as it would be now.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk) -> Result<Self, Error> {
        let (day, officer) = (desk.reading_day(), desk.officer()?);
        let report = report::build(&mut desk.book, day, &officer, false)?;
        let lang = Lang::current();
        let (from, to) = (report.campaign.from, report.campaign.to);
        let (from, to) = (locale::day_seen(lang, from, day), locale::day_seen(lang, to, day));
        Ok(Self {
            campaign: say!("today-campaign", name = report.campaign.name, from = from, to = to),
            goals: Metric::ALL.iter().filter_map(|metric| goal(&report, *metric)).collect(),
            flows: Metric::flows()
                .filter_map(|metric| {
                    let figure = report.figures.get(metric.key())?;
                    let moved = figure.day != 0 || figure.cumulative != 0;
                    moved.then(|| (metric.name(), figure.day, figure.cumulative))
                })
                .collect(),
            checks: report.checks.len(),
            failing: report.checks.iter().filter(|check| !check.ok).map(|check| check.id).collect(),
        })
    }
}

fn goal(report: &Report, metric: Metric) -> Option<Goal> {
    let name = metric.name();
    if let Some(figure) = report.figures.get(metric.key()) {
        let (target, wall) = (figure.target?, report.wall.iter().find(|wall| wall.key == metric.key())?);
        let sums = &wall.total.done;
        let run = sums.iter().scan(0, |before, sum| Some(sum - std::mem::replace(before, *sum))).collect::<Vec<_>>();
        let flow = Flow {
            today: figure.day,
            quota: figure.quota,
            pace: figure.pace,
            finish: figure.finish,
            deadline: wall.to,
            run: run.get(run.len().saturating_sub(DAYS)..).unwrap_or_default().to_vec(),
        };
        let done = sums.last().copied().unwrap_or(figure.cumulative);
        return Some(Goal { name, done, target, rate: figure.rate, flow: Some(flow) });
    }
    let stock = report.stocks.get(metric.key())?;
    let Some(Number::Whole(done)) = stock.value else { return None };
    Some(Goal { name, done, target: stock.target?, rate: stock.rate, flow: None })
}

impl Goal {
    fn figures(&self) -> String {
        format!("{}/{}", text::group(self.done), text::group(self.target))
    }

    /// Its first line: bar, figures, and how it ran where there is room.
    fn head(&self, Cells { name, figures: wide, all: cells }: Cells, spark_too: bool, cx: &Shared) -> Line<'static> {
        let figures = format!("{:>wide$}", self.figures());
        let rate = format!("{:>7}", self.rate.map_or_else(String::new, |rate| format!("{rate}%")));
        let spark = spark_too && cells >= name + 8 + wide + 7 + 2 + DAYS;
        let used = name + 1 + wide + 7 + if spark { DAYS + 1 } else { 0 };
        let mut spans = vec![Span::styled(text::pad(&self.name, name), cx.style(Role::Title)), Span::raw(" ")];
        spans.extend(gauge::bar(self.done, self.target, cells.saturating_sub(used + 1).clamp(4, 40), cx));
        spans.extend([Span::raw(" "), Span::raw(figures), Span::raw(rate)]);
        if let Some(flow) = self.flow.as_ref().filter(|_| spark) {
            spans.extend([Span::raw(" "), spark::line(&flow.run, cx)]);
        }
        Line::from(spans)
    }

    /// What today owes of it, and what of that is done.
    fn today(&self, cx: &Shared) -> Vec<Span<'static>> {
        let Some(flow) = &self.flow else { return Vec::new() };
        let enough = flow.quota.is_none_or(|quota| flow.today >= quota);
        let figures = match flow.quota {
            Some(quota) => say!("today-quota", done = text::group(flow.today), quota = text::group(quota)),
            None => say!("today-done", done = text::group(flow.today)),
        };
        vec![Span::styled(text::pad(&figures, 13), cx.style(if enough { Role::Good } else { Role::Text }))]
    }

    /// When it will be done, with a mark.
    fn forecast(&self, short: bool, cx: &Shared) -> Span<'static> {
        let day = |date| cx.day_seen(date);
        let (mark, words, role) = match &self.flow {
            _ if self.done >= self.target => (cx.glyphs.good, say!("today-reached"), Role::Good),
            None => return Span::raw(""),
            Some(flow) => match flow.finish {
                None => (cx.glyphs.bad, say!("today-never"), Role::Bad),
                Some(finish) if finish > flow.deadline => {
                    let late = (finish - flow.deadline).num_days();
                    let words = match short {
                        true => say!("today-late-short", days = late),
                        false => say!("today-late", day = day(finish), days = late),
                    };
                    (cx.glyphs.warn, words, Role::Warn)
                }
                Some(finish) if finish < flow.deadline => {
                    let early = (flow.deadline - finish).num_days();
                    let words = match short {
                        true => say!("today-early-short", days = early),
                        false => say!("today-early", day = day(finish), days = early),
                    };
                    (cx.glyphs.good, words, Role::Good)
                }
                Some(finish) => (cx.glyphs.good, say!("today-in-time", day = day(finish)), Role::Good),
            },
        };
        Span::styled(format!("{mark} {words}"), cx.style(role))
    }

    /// Two lines and a gap.
    fn full(&self, cells: Cells, cx: &Shared) -> Vec<Line<'static>> {
        let mut under = vec![Span::raw(" ".repeat(INDENT))];
        under.extend(self.today(cx));
        if let Some(pace) = self.flow.as_ref().and_then(|flow| flow.pace) {
            under.push(Span::styled(
                format!(" {}", text::pad(&say!("today-pace", pace = pace.to_string()), 16)),
                cx.style(Role::Dim),
            ));
        }
        under.push(Span::raw(" "));
        under.push(self.forecast(false, cx));
        vec![self.head(cells, true, cx), Line::from(under), Line::raw("")]
    }

    /// One line.
    fn short(&self, cells: Cells, cx: &Shared) -> Line<'static> {
        // Today's part, and a short forecast.
        let tail = 2 + 13 + 15;
        let mut line = self.head(Cells { all: cells.all.saturating_sub(tail), ..cells }, false, cx);
        line.spans.push(Span::raw("  "));
        line.spans.extend(self.today(cx));
        line.spans.push(self.forecast(true, cx));
        line
    }
}

impl Goals {
    /// The targets in so many cells: `short` = a line each.
    pub fn lines(&self, cells: usize, short: bool, cx: &Shared) -> Vec<Line<'static>> {
        let key = || cx.keymap.hint(Command::Settings);
        let widest = self.goals.iter().map(|goal| text::width(&goal.name)).max().unwrap_or(0);
        let figures = self.goals.iter().map(|goal| text::width(&goal.figures())).max().unwrap_or(0).min(FIGURES);
        let room = Cells { name: widest.clamp(NAME, NAME_AND_FIGURES - figures), figures, all: cells };
        match () {
            () if self.goals.is_empty() && short => {
                let hint = say!("today-no-targets-short", key = key());
                vec![Line::styled(text::truncate(&hint, cells).into_owned(), cx.style(Role::Info))]
            }
            () if self.goals.is_empty() => self.without(cells, key(), cx),
            () if short => self.goals.iter().map(|goal| goal.short(room, cx)).collect(),
            () => self.goals.iter().flat_map(|goal| goal.full(room, cx)).collect(),
        }
    }

    /// What is said where no target is set: how to set one, and what flowed.
    fn without(&self, cells: usize, key: String, cx: &Shared) -> Vec<Line<'static>> {
        let hint = say!("today-no-targets", key = key);
        let mut lines: Vec<Line<'static>> =
            text::wrap(&hint, cells.max(2)).into_iter().map(|line| Line::styled(line, cx.style(Role::Info))).collect();
        lines.push(Line::raw(""));
        lines.extend(self.flows.iter().map(|(name, today, all)| {
            let figures = say!("today-flow", today = text::group(*today), all = text::group(*all));
            Line::from(vec![Span::styled(text::pad(name, NAME + 4), cx.style(Role::Title)), Span::raw(figures)])
        }));
        lines
    }
}
