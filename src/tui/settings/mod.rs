//! Settings, and the welcome of a first run.

use super::overlays::notice::Notice;

/// Language, theme, keys, campaign, targets.
pub fn open() -> Notice {
    Notice::text("", "")
}

/// A book is made, a roster imported, or the demo opened.
pub fn welcome() -> Notice {
    Notice::text("", "")
}
