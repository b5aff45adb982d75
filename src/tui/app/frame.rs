//! One frame: the line on top, the screen, whatever lies over it, and the line of keys below.

use super::App;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Span;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::{head, jobs};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::{Block, Paragraph};

/// The least that a screen needs.
const LEAST: (u16, u16) = (60, 18);

impl App {
    /// Draws all of it.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        if self.cover.lies() {
            return self.cover.draw(frame, area, &self.cx);
        }
        frame.render_widget(Block::new().style(self.cx.style(Role::Text)), area);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            too_small(frame, area, &self.cx);
            return;
        }
        let [above, middle, below] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(1)]).areas(area);
        head::draw(frame, above, self.here, &self.cx);
        let here = self.here;
        if let Some((_, screen)) = self.screens.iter_mut().find(|(screen, _)| *screen == here) {
            screen.draw(frame, middle, &mut self.cx);
        }
        for component in &mut self.over {
            let place = placed(component.span(), middle);
            component.draw(frame, place, &mut self.cx);
        }
        self.draw_footer(frame, below);
    }

    fn draw_footer(&mut self, frame: &mut Frame<'_>, area: Rect) {
        let area = jobs::draw(frame, area, &self.cx);
        let room = usize::from(area.width);
        if let Some((tone, message)) = &self.cx.message {
            let text = text::clean(message);
            let mark = match tone {
                Tone::Good => self.cx.glyphs.good,
                Tone::Warn => self.cx.glyphs.warn,
                Tone::Bad => self.cx.glyphs.bad,
            };
            let line = format!(" {mark} {}", text::truncate(&text, room.saturating_sub(4)));
            frame.render_widget(Paragraph::new(Line::styled(line, self.cx.style(tone.role()))), area);
            return;
        }
        let (top, cx) = self.top();
        let asking: &[Command] = match top.scope().chain().any(|scope| scope == Scope::Asking) && !top.typing() {
            true => &[Command::More, Command::Ask],
            false => &[],
        };
        let hint = |command: &Command| {
            let (key, name) = (cx.keymap.hint(*command), command.name());
            let cells = text::width(&key) + 1 + text::width(&name) + 2;
            (!key.is_empty()).then_some((key, name, cells))
        };
        // Where the rest is to be found always has its place; the last hint needs no blanks behind it.
        let asking: Vec<(String, String, usize)> = asking.iter().filter_map(hint).collect();
        let kept: usize = asking.iter().map(|(.., cells)| cells).sum();
        let mut left = (room + 1).saturating_sub(kept);
        let mut hints: Vec<(String, String, usize)> =
            top.hints().iter().filter(|c| top.enabled(**c, cx)).filter_map(hint).collect();
        hints.retain(|(.., cells)| {
            let fits = *cells <= left;
            left -= if fits { *cells } else { 0 };
            fits
        });
        let mut spans = vec![Words::raw(" ")];
        for (key, name, _) in hints.into_iter().chain(asking) {
            spans.push(Words::styled(key, cx.style(Role::Key)));
            spans.push(Words::raw(format!(" {name}  ")));
        }
        frame.render_widget(Paragraph::new(Line::from(spans)).style(cx.style(Role::Footer)), area);
    }
}

/// Where something laid over the screen stands.
fn placed(span: Span, area: Rect) -> Rect {
    match span {
        Span::Whole => area,
        Span::Middle(width, height) => {
            let (width, height) = (width.min(area.width), height.min(area.height));
            let (x, y) = (area.x + (area.width - width) / 2, area.y + (area.height - height) / 2);
            Rect { x, y, width, height }
        }
        Span::Bottom(height) => {
            let height = height.min(area.height);
            Rect { y: area.y + area.height - height, height, ..area }
        }
    }
}

/// A terminal that is too small is told kindly, and nothing is lost.
fn too_small(frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
    let text =
        say!("console-too-small", width = LEAST.0, height = LEAST.1, is_width = area.width, is_height = area.height);
    let lines: Vec<Line<'_>> = text::wrap(&text, usize::from(area.width).max(2))
        .into_iter()
        .map(|line| Line::styled(line, cx.style(Role::Warn)))
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}
