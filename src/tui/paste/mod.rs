//! A list pasted from a chat group: matched line by line, doubts chosen, confirmed once.

use super::overlays::notice::Notice;

/// The list, empty or with what was pasted.
pub fn open(pasted: &str) -> Notice {
    Notice::text("", pasted)
}
