//! The console without a terminal: each screen driven by keys and read from its buffer.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ahead;
#[path = "../common/mod.rs"]
mod common;
mod files_screen;
mod frame;
#[path = "../headless/mod.rs"]
mod headless;
mod hostile;
mod joined;
mod keystrokes;
#[cfg(feature = "encrypt")]
mod locked;
mod paste_list;
mod person_page;
mod quick_line;
mod rare_names;
mod report_screen;
mod roll_call;
mod roster_screen;
mod task_book;
mod today;
mod vacancies;
mod wall_screen;
mod welcome;
