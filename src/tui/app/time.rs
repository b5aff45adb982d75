//! Who wants to be woken when, and the cover over a console that nobody touches.

use super::App;
use std::time::Duration;

impl App {
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
