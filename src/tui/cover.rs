//! The cover over a console that nobody has touched for a while: what stands there about people is gone from view until
//! a key is pressed. That key does nothing else.

use super::shared::Shared;
use super::theme::Role;
use crate::locale::say;
use crate::text;
use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph};
use std::time::{Duration, Instant};

/// See the module.
pub struct Cover {
    /// When somebody was last there.
    touched: Instant,
    lies: bool,
}

impl Cover {
    /// Somebody has just sat down.
    pub fn new(now: Instant) -> Self {
        Self { touched: now, lies: false }
    }

    /// Somebody pressed a key; gives whether that took the cover away, and nothing else is to come of it.
    pub fn touch(&mut self, now: Instant) -> bool {
        self.touched = now;
        std::mem::take(&mut self.lies)
    }

    /// Covers the console once its time has come.
    pub fn look(&mut self, now: Instant, after: Option<Duration>) {
        self.lies |= after.is_some_and(|after| now.saturating_duration_since(self.touched) >= after);
    }

    /// When it is to be looked at again.
    pub fn due(&self, after: Option<Duration>) -> Option<Instant> {
        (!self.lies).then(|| after.map(|after| self.touched + after)).flatten()
    }

    /// Whether it lies over the console.
    pub fn lies(&self) -> bool {
        self.lies
    }
}

/// Draws it, over all that there is.
pub fn draw(frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
    frame.render_widget(Clear, area);
    frame.render_widget(Block::new().style(cx.style(Role::Text)), area);
    let room = usize::from(area.width).max(2);
    let mut lines = vec![Line::styled(say!("console-name"), cx.style(Role::Accent)), Line::raw("")];
    let told = text::wrap(&say!("console-covered"), room);
    lines.extend(told.into_iter().map(|line| Line::styled(line, cx.style(Role::Dim))));
    let height = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height);
    let middle = Rect { y: area.y + (area.height - height) / 2, height, ..area };
    frame.render_widget(Paragraph::new(lines).alignment(Alignment::Center), middle);
}
