//! Where one stands in a list: which row is selected, and which rows are in view. The rows may be more than are held.

use crate::tui::command::Command;

/// See the module.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row that keys act on.
    pub at: usize,
    /// The first row in view.
    pub top: usize,
    /// How many rows are in view, as last drawn.
    pub height: usize,
}

impl Cursor {
    /// Does a command of lists; `false` = it is none.
    pub fn run(&mut self, command: Command, len: usize) -> bool {
        let page = self.height.max(2) - 1;
        let last = len.saturating_sub(1);
        self.at = match command {
            Command::Up => self.at.saturating_sub(1),
            Command::Down => self.at + 1,
            Command::PageUp => self.at.saturating_sub(page),
            Command::PageDown => self.at + page,
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The rows in view of a list of `len` in `height` lines; the selected row is among them.
    pub fn view(&mut self, len: usize, height: usize) -> std::ops::Range<usize> {
        // Where there is no line at all, nothing is drawn: whoever asks does not stumble over it.
        let height = height.max(1);
        self.height = height;
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(len.saturating_sub(height)).clamp((self.at + 1).saturating_sub(height.max(1)), self.at);
        self.top..len.min(self.top + height)
    }

    /// Back to the first row.
    pub fn reset(&mut self) {
        (self.at, self.top) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_row_is_always_in_view(
            commands in proptest::collection::vec(0usize..6, 0..60), len in 0usize..300, height in 0usize..40
        ) {
            let all = [Command::Up, Command::Down, Command::PageUp, Command::PageDown, Command::First, Command::Last];
            let mut cursor = Cursor::default();
            for n in commands {
                prop_assert!(cursor.run(all[n], len));
                let view = cursor.view(len, height);
                prop_assert!(len == 0 || height == 0 || view.contains(&cursor.at), "{cursor:?} {view:?}");
                prop_assert_eq!(view.len(), len.min(height.max(1)));
            }
        }
    }
}
