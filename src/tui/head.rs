//! The line on top: whose book, which screen, which day and how it stands.

use super::screens::Screen;
use super::shared::Shared;
use super::theme::Role;
use crate::book::Book;
use crate::desk::{Desk, Error};
use crate::locale::{self, Lang, say};
use crate::plan::Counted;
use crate::text;
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// What the line on top says.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// The unit's short name.
    pub unit: String,
    /// The day that is looked at.
    pub day: NaiveDate,
    /// The day for which is recorded.
    pub recording: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The seal of the day that is looked at.
    pub seal: Option<String>,
    /// The issue that the day's report is, or will be.
    pub issue: u32,
    /// Counted days from the day to the end of the campaign.
    pub days_left: u32,
    /// Who records.
    pub officer: String,
    /// Whether anybody is on the book.
    pub empty: bool,
}

impl Head {
    /// Reads it.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk) -> Result<Self, Error> {
        desk.book.refresh()?;
        let (day, officer) = (desk.reading_day(), desk.officer()?);
        let book = &desk.book;
        let steering = book.steering();
        let campaigns = &steering.rules.campaigns;
        let period = campaigns.period(day);
        let counted = Counted::new(&steering.calendar, period.all_days);
        let seal = steering.seal_on(day);
        Ok(Self {
            unit: steering.unit_name(book.unit()),
            day,
            recording: desk.recording_day().unwrap_or(day),
            today: book.today(),
            seal: seal.map(|seal| seal.hash.short()),
            issue: seal.map_or_else(|| issue(book, day), |seal| seal.issue),
            days_left: counted.between(day, period.to),
            officer,
            empty: book.is_empty()?,
        })
    }
}

fn issue(book: &Book, day: NaiveDate) -> u32 {
    let steering = book.steering();
    let campaigns = &steering.rules.campaigns;
    let key = campaigns.key(day);
    steering.seals.iter().filter(|s| s.day < day && campaigns.key(s.day) == key).count() as u32 + 1
}

/// A part of the line that is shown where there is room, and how much room it takes.
struct Part<'a> {
    spans: Vec<Span<'a>>,
    cells: usize,
}

impl<'a> Part<'a> {
    fn new(spans: Vec<Span<'a>>) -> Self {
        let cells = spans.iter().map(|span| text::width(&span.content)).sum();
        Self { spans, cells }
    }

    /// Behind two blanks, as what stands at the right is set apart.
    fn apart(span: Span<'a>) -> Self {
        Self::new(vec![Span::raw("  "), span])
    }
}

/// The screens, each between two cells of which the one that is shown takes both for its brackets: so none of them
/// moves when another is shown.
fn tabs<'a>(here: Screen, spaced: bool, cx: &Shared) -> Part<'a> {
    let mut spans = Vec::new();
    let mut before = false;
    for (n, screen) in Screen::ALL.iter().enumerate() {
        let name = format!("{}{}{}", n + 1, if spaced { " " } else { "" }, screen.name());
        let is_here = *screen == here;
        let (edge, role) = match (is_here, before) {
            (true, _) => ("[", Role::TabHere),
            (_, true) => ("]", Role::TabHere),
            _ => (" ", Role::Tab),
        };
        spans.push(Span::styled(edge, cx.style(role)));
        spans.push(Span::styled(name, cx.style(if is_here { Role::TabHere } else { Role::Tab })));
        before = is_here;
    }
    spans.push(Span::styled(if before { "]" } else { " " }, cx.style(if before { Role::TabHere } else { Role::Tab })));
    Part::new(spans)
}

/// Draws it. The screens and the day are always there; whatever else there is room for comes in the order in which an
/// officer would miss it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, here: Screen, cx: &Shared) {
    let lang = Lang::current();
    let room = usize::from(area.width);
    let head = cx.head.get();
    let (narrow, spaced) = (tabs(here, false, cx), tabs(here, true, cx));
    let mut used = narrow.cells + 1;
    let mut fits = |cells: usize| {
        let fits = used + cells <= room;
        used += if fits { cells } else { 0 };
        fits
    };
    let name = Part::new(vec![Span::raw(" "), Span::styled(say!("console-name"), cx.style(Role::Header))]);
    let (mut unit, mut right) = (None, Vec::new());
    let with_name;
    let mut with_spaces;
    if let Some(head) = &head {
        let elsewhere = head.day != head.today;
        let day = locale::day_seen(lang, head.day, head.today);
        let day = match elsewhere {
            true => Span::styled(format!("{} {day}", cx.glyphs.warn), cx.style(Role::Warn)),
            false => Span::raw(day),
        };
        let weekday = Part::new(vec![Span::raw(" "), Span::raw(locale::weekday_short(lang, head.day))]);
        let not_today = Part::apart(Span::styled(say!("console-not-today"), cx.style(Role::Warn)));
        let state = Part::apart(match &head.seal {
            Some(_) => Span::styled(say!("console-sealed"), cx.style(Role::Sealed)),
            None => Span::raw(say!("console-unsealed")),
        });
        let issue = Part::apart(Span::raw(say!("console-issue", issue = head.issue)));
        let left = Part::apart(Span::raw(say!("console-days-left", days = head.days_left)));
        let officer = Part::apart(Span::raw(text::truncate(&text::clean(&head.officer), 12).into_owned()));
        let called = text::clean(&head.unit).into_owned();
        // Of 样例镇(演示) the name comes first; what stands in brackets where there is room.
        let bare = called.split(['(', '(']).next().map(str::trim_end).filter(|name| !name.is_empty());
        let short = text::truncate(bare.unwrap_or(&called), 10).into_owned();
        let day = Part::apart(day);
        let shows_day = fits(day.cells);
        let shows_state = fits(state.cells);
        let shows_elsewhere = elsewhere && fits(not_today.cells);
        let shows_unit = fits(text::width(&short) + 1);
        let shows_weekday = fits(weekday.cells);
        // Words of letters want their distance from the number before a long name is whole.
        with_spaces = lang == Lang::En && fits(spaced.cells - narrow.cells);
        let whole = text::width(&called) - text::width(&short).min(text::width(&called));
        let long = shows_unit && whole > 0 && fits(whole);
        let shows_left = fits(left.cells);
        let shows_issue = fits(issue.cells);
        with_spaces = with_spaces || fits(spaced.cells - narrow.cells);
        with_name = fits(name.cells);
        let shows_officer = fits(officer.cells);
        unit = shows_unit.then(|| format!(" {}", if long { called } else { short }));
        let parts = [
            (shows_day, day),
            (shows_weekday, weekday),
            (shows_elsewhere, not_today),
            (shows_issue, issue),
            (shows_state, state),
            (shows_left, left),
            (shows_officer, officer),
        ];
        right = parts.into_iter().filter(|(shown, _)| *shown).flat_map(|(_, part)| part.spans).collect();
    } else {
        with_spaces = fits(spaced.cells - narrow.cells);
        with_name = fits(name.cells);
    }
    let mut line = if with_name { name.spans } else { Vec::new() };
    line.extend(unit.map(Span::raw));
    line.extend(if with_spaces { spaced.spans } else { narrow.spans });
    line.push(Span::raw(" ".repeat(room.saturating_sub(used))));
    line.extend(right);
    line.push(Span::raw(" "));
    frame.render_widget(Paragraph::new(Line::from(line)).style(cx.style(Role::Header)), area);
}
