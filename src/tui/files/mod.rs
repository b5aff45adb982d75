//! Files that come and go: imports and exports as jobs in the background.

use super::overlays::notice::Notice;

/// Which file, and what it is.
pub fn import() -> Notice {
    Notice::text("", "")
}

/// What is exported, in which format, into which folder.
pub fn export() -> Notice {
    Notice::text("", "")
}

/// How the jobs stand.
pub fn jobs() -> Notice {
    Notice::text("", "")
}
