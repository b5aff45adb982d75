//! The cover over a console that nobody has touched for a while, or that was covered by its key: what stands there about
//! people is gone from view until a key is pressed, which does nothing else; or, where the book is encrypted, until its
//! passphrase is typed.

use super::shared::Shared;
use super::theme::Role;
use crate::book::Passphrase;
use crate::locale::say;
use crate::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Alignment, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Roomy enough for what is typed not to move, which would leave copies behind.
const ROOM: usize = 1_024;

/// See the module.
pub struct Cover {
    /// When somebody was last there.
    touched: Instant,
    lies: bool,
    /// What takes it away; `None` = any key.
    passphrase: Option<Passphrase>,
    typed: Zeroizing<String>,
    wrong: bool,
}

impl Cover {
    /// Somebody has just sat down, at a book with this passphrase.
    pub fn new(now: Instant, passphrase: Option<Passphrase>) -> Self {
        Self { touched: now, lies: false, passphrase, typed: Zeroizing::new(String::with_capacity(ROOM)), wrong: false }
    }

    /// Somebody pressed a key; gives whether that was for the cover, and nothing else is to come of it.
    pub fn key(&mut self, key: KeyEvent, now: Instant) -> bool {
        let covered = self.touch(now);
        if let Some(passphrase) = self.passphrase.as_ref().filter(|_| covered) {
            match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
                (KeyCode::Enter, _) if self.typed.is_empty() => {}
                (KeyCode::Enter, _) => {
                    self.wrong = !passphrase.fits(&self.typed);
                    self.lies = self.wrong;
                    self.typed.clear();
                }
                (KeyCode::Esc, _) | (KeyCode::Char('u'), true) => self.typed.clear(),
                (KeyCode::Backspace, _) => drop(self.typed.pop()),
                (KeyCode::Char(c), false) if self.typed.len() < ROOM - 4 => self.typed.push(c),
                _ => {}
            }
        }
        covered
    }

    /// The same of something pasted: a passphrase, maybe.
    pub fn paste(&mut self, text: &str, now: Instant) -> bool {
        let covered = self.touch(now);
        let line = text.lines().next().unwrap_or_default();
        if covered && self.passphrase.is_some() && self.typed.len() + line.len() < ROOM {
            self.typed.push_str(line);
        }
        covered
    }

    /// Gives whether it lay there; where any key takes it away, it does so no more.
    fn touch(&mut self, now: Instant) -> bool {
        self.touched = now;
        let covered = self.lies;
        self.lies &= self.passphrase.is_some();
        covered
    }

    /// Covers the console now.
    pub fn lay(&mut self) {
        self.lies = true;
        self.wrong = false;
        self.typed.clear();
    }

    /// Covers the console once its time has come.
    pub fn look(&mut self, now: Instant, after: Option<Duration>) {
        if !self.lies && after.is_some_and(|after| now.saturating_duration_since(self.touched) >= after) {
            self.lay();
        }
    }

    /// When it is to be looked at again.
    pub fn due(&self, after: Option<Duration>) -> Option<Instant> {
        (!self.lies).then(|| after.map(|after| self.touched + after)).flatten()
    }

    /// Whether it lies over the console.
    pub fn lies(&self) -> bool {
        self.lies
    }

    /// Whether only the passphrase takes it away.
    pub fn is_locked(&self) -> bool {
        self.lies && self.passphrase.is_some()
    }

    /// Draws it, over all that there is.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        frame.render_widget(Clear, area);
        frame.render_widget(Block::new().style(cx.style(Role::Text)), area);
        let room = usize::from(area.width).max(2);
        let mut lines = vec![Line::styled(say!("console-name"), cx.style(Role::Accent)), Line::raw("")];
        let (told, role) = match (&self.passphrase, self.wrong) {
            (None, _) => (say!("console-covered"), Role::Dim),
            (Some(_), false) => (say!("lock-covered"), Role::Dim),
            (Some(_), true) => (say!("lock-covered-wrong"), Role::Warn),
        };
        lines.extend(text::wrap(&told, room).into_iter().map(|line| Line::styled(line, cx.style(role))));
        let caret = self.passphrase.as_ref().map(|_| say!("lock-covered-caret"));
        if let Some(caret) = &caret {
            lines.extend([Line::raw(""), Line::styled(caret.clone(), cx.style(Role::Text))]);
        }
        let height = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height);
        let middle = Rect { y: area.y + (area.height - height) / 2, height, ..area };
        frame.render_widget(Paragraph::new(lines).alignment(Alignment::Center), middle);
        if let Some(caret) = caret.filter(|_| height > 0) {
            let width = u16::try_from(text::width(&caret)).unwrap_or(area.width).min(area.width);
            let x = (area.x + (area.width - width) / 2 + width).min(area.right().saturating_sub(1));
            frame.set_cursor_position(Position::new(x, middle.bottom() - 1));
        }
    }
}
