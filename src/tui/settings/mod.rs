//! Settings, and the welcome of a first run.

mod aims;
mod page;
mod pick;
mod themes;
mod welcome;

use super::component::Component;
use super::drafts::Draft;

/// Language, theme, keys, campaign, targets.
pub fn open() -> page::Page {
    page::Page::default()
}

/// A book is made, a roster imported, or the demo opened.
pub fn welcome() -> welcome::Welcome {
    welcome::Welcome::default()
}

/// A form that an earlier run left half typed.
pub fn taken_up(draft: &Draft) -> Option<Box<dyn Component>> {
    aims::taken_up(draft)
}
