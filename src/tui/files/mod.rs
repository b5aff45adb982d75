//! Files that come and go: imports and exports as jobs in the background.

pub mod browser;
mod export;
pub mod folder;
mod import;
mod intake;
mod job_list;
mod trial;

pub use export::folder_form;

use super::overlays::choose::Choose;
use super::shared::Shared;
use crate::locale::say;
use browser::Browser;
use import::Kinds;

/// What an import can read.
const READABLE: &[&str] = &["xlsx", "xls", "xlsm", "xlsb", "ods", "csv", "tsv", "txt", "json"];

/// Which file, and what it is.
pub fn import() -> Browser {
    Browser::new(say!("files-import"), READABLE, |file, cx: &mut Shared| cx.open(Kinds::new(file)))
}

/// What is exported, in which format, into which folder.
pub fn export() -> Choose {
    export::what()
}

/// How the jobs stand.
pub fn jobs() -> job_list::JobList {
    job_list::JobList::default()
}
