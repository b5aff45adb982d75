//! The way out: at once, after a backup that belongs to what was just done, or asked about first.

use super::App;
use crate::locale::say;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::shared::{Request, Tone};

/// Whether somebody is about to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Leaving {
    #[default]
    No,
    /// As soon as a backup is made, unless a key is pressed first.
    Soon,
    /// A key was pressed while leaving: the same once more is meant.
    Asked,
}

impl Leaving {
    /// A key calls it off.
    pub(super) fn after_a_key(self) -> Self {
        if self == Self::Soon { Self::Asked } else { Self::No }
    }
}

impl App {
    /// Leaves, where that waited for a backup; one that could not be made is read first.
    pub(super) fn leave_at_last(&mut self) {
        if self.leaving == Leaving::Soon && !self.cx.jobs.running() {
            self.leaving = Leaving::No;
            self.ended |= !matches!(self.cx.message, Some((Tone::Bad, _)));
        }
    }

    pub(super) fn quit(&mut self) {
        if self.cx.jobs.running() && self.cx.jobs.only_lasting() && self.leaving != Leaving::Asked {
            self.leaving = Leaving::Soon;
            self.cx.tell(Tone::Warn, say!("console-leaves-soon"));
        } else if self.cx.jobs.running() {
            let text = say!("console-quit-jobs");
            self.cx.open(Confirm::new(say!("console-quit"), &text, |cx| cx.request(Request::Quit)));
        } else {
            self.ended = true;
        }
    }
}
