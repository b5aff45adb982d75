//! Who wants to be woken when, and the cover over a console that nobody touches.

use super::App;
use crate::tui::chord::Chord;
use crate::tui::command::{Command, Scope};
use crate::tui::events::Event;
use std::time::Duration;

impl App {
    /// Whether what is typed is for the cover, and nothing else comes of it. A locked console can be left.
    pub(super) fn is_for_the_cover(&mut self, event: &Event) -> bool {
        let now = self.cx.now();
        match event {
            Event::Key(key) => {
                let leaves = self.cx.keymap.command(Scope::Always, Chord::of(*key)) == Some(Command::Quit);
                if self.cover.is_locked() && leaves && !self.cx.jobs.running() {
                    self.ended = true;
                    return true;
                }
                self.cover.key(*key, now)
            }
            Event::Paste(text) => self.cover.paste(text, now),
            _ => false,
        }
    }

    pub(super) fn woken(&mut self) {
        let now = self.cx.now();
        self.cover.look(now, self.cx.entrance.idle());
        if self.cx.wake.take_if(|at| *at <= now).is_none() {
            return;
        }
        self.tell_all(|component, cx| component.woken(cx));
    }

    /// How long until somebody wants to be woken.
    pub fn sleep(&self) -> Option<Duration> {
        let cover = self.cover.due(self.cx.entrance.idle());
        let at = self.cx.wake.into_iter().chain(cover).min()?;
        Some(at.saturating_duration_since(self.cx.now()))
    }

    /// Puts the console's clock forward.
    pub fn pass(&mut self, time: Duration) {
        self.cx.ahead += time;
    }
}
