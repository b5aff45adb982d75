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

/// Draws it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, here: Screen, cx: &Shared) {
    let wide = area.width >= 100;
    let lang = Lang::current();
    let head = cx.head.get();
    let mut left = vec![Span::raw(" "), Span::styled(say!("console-name"), cx.style(Role::Header)), Span::raw(" ")];
    if let Some(head) = &head {
        left.push(Span::raw(text::truncate(&head.unit, if wide { 20 } else { 10 }).into_owned()));
        left.push(Span::raw(" "));
    }
    for (n, screen) in Screen::ALL.iter().enumerate() {
        let name = format!("{}{}{}", n + 1, if wide { " " } else { "" }, screen.name());
        let gap = if wide { " " } else { "" };
        left.push(if *screen == here {
            Span::styled(format!("[{name}]"), cx.style(Role::TabHere))
        } else {
            Span::styled(format!("{gap} {name}{gap}").trim_end().to_string() + gap, cx.style(Role::Tab))
        });
    }
    let mut right = Vec::new();
    if let Some(head) = &head {
        let day = locale::month_day(lang, head.day);
        right.push(Span::raw(format!("{day} {}", locale::weekday_short(lang, head.day))));
        right.push(match &head.seal {
            Some(_) => Span::styled(say!("console-sealed"), cx.style(Role::Sealed)),
            None => Span::raw(say!("console-unsealed")),
        });
        if wide {
            right.insert(1, Span::raw(say!("console-issue", issue = head.issue)));
            right.push(Span::raw(say!("console-days-left", days = head.days_left)));
            right.push(Span::raw(text::truncate(&head.officer, 12).into_owned()));
        }
    }
    let used: usize = left.iter().map(|span| text::width(&span.content)).sum();
    let gap = if wide { "  " } else { " " };
    // What has no room is left out, from the end.
    let mut room = usize::from(area.width).saturating_sub(used + 1);
    let mut shown = Vec::new();
    for span in right {
        let cells = text::width(&span.content) + gap.len();
        if cells > room {
            break;
        }
        room -= cells;
        shown.push(Span::raw(gap));
        shown.push(span);
    }
    left.push(Span::raw(" ".repeat(room)));
    left.extend(shown);
    frame.render_widget(Paragraph::new(Line::from(left)).style(cx.style(Role::Header)), area);
}
