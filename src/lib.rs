//! 战报: a township employment officer's daily book.
//!
//! The house, from the top floor down; a module uses only those below it (`tests/architecture.rs` holds that):
//!
//! | room | what for |
//! |---|---|
//! | [`cli`] | one file per command: reads arguments, calls the rooms below, prints text or `--json` |
//! | [`demo`] | a made-up township and its story, day by day, for trying out and for tests |
//! | [`tui`] | the console: six screens, the quick line, forms; keys and themes from files |
//! | [`desk`] | what a command and a key of the console both do: record, seal, import, export |
//! | [`report`] | the battle report: the model with its checks, then one file per format |
//! | [`dispatch`] | which job fits whom, and why |
//! | [`roster`] | other people's spreadsheets, read into checked rows with findings |
//! | [`plan`] | working-day calendar, back-scheduling, pace, forecast |
//! | [`book`] | the append-only ledger on SQLite: record, merge, seal, verify, and read-only queries |
//! | [`sheet`] | spreadsheet files of any kind, as tables of cells: read, and written |
//! | [`domain`] | the officers' world as pure types and folds: no SQL, no terminal, no clock, no file |
//! | [`text`] | display width, pinyin, Chinese dates and numerals: the only place that measures text |
//! | [`locale`] | what the program says, in each of its languages |
//!
//! What happened is an [`domain::entry::Entry`]; entries are only added. A subject's state is a fold over the
//! entries that name it, a figure is a sum of what subjects count for ([`domain::tally`]), and a report is figures
//! with their checks ([`report`]). No figure is ever typed.
//!
//! Comments name DESIGN.md, METRICS.md, FIELDS.md and CLI.md: the design pages of the project, kept beside this
//! repository. S0–S4 are the five policy documents that describe the work (S1: 黔西南州, 2020, the main one).

pub mod book;
pub mod cli;
pub mod demo;
pub mod desk;
pub mod dispatch;
pub mod domain;
pub mod locale;
pub mod plan;
pub mod report;
pub mod roster;
pub mod sheet;
pub mod text;
pub mod tui;
