//! How the console looks: read before the first frame, and beside the drawing where the settings have changed since.

use super::{App, Outside};
use crate::tui::entrance::Look;
use crate::tui::shared::{Shared, Tone};

/// Theme, keys and marks as the settings say, or as they ship; gives what is wrong in the settings. Reads files.
pub(super) fn dress(cx: &mut Shared) -> Vec<String> {
    let (look, faults) = cx.entrance.look();
    wear(look, cx);
    faults
}

fn wear(look: Option<Look>, cx: &mut Shared) {
    if let Some(look) = look {
        (cx.theme, cx.keymap, cx.glyphs) = (look.theme, look.keymap, look.glyphs);
    }
}

impl App {
    /// The settings have changed: the look is read anew, and until it is there the screen stays as it is.
    pub(super) fn restyle(&mut self) {
        let entrance = self.cx.entrance.clone();
        self.look.begin(&self.cx.events, move || Ok(entrance.look().0));
    }

    /// Puts on what was read.
    pub(super) fn restyled(&mut self) {
        match self.look.take() {
            Some(Ok(look)) => {
                wear(look, &mut self.cx);
                self.refresh();
                self.outside.push(Outside::Redraw);
            }
            Some(Err(why)) => self.cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
