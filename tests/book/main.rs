//! The book and the command line: what officers record, send, print and keep, by whole programs over made-up townships.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arrivals;
mod backups;
mod called_off;
#[path = "../common/mod.rs"]
mod common;
mod contract;
mod corrected;
mod crash;
mod daybook;
mod desk;
#[cfg(feature = "encrypt")]
mod encrypted;
mod exports;
mod faults;
mod figures;
mod histories;
mod hostile;
mod jobs;
mod kept;
mod leaving;
mod merge;
mod mild_faults;
mod office;
mod pages;
#[path = "../recount/mod.rs"]
mod recount;
mod roundtrip;
mod sealed;
mod speaking;
mod templates;
#[path = "../township/mod.rs"]
mod township;
mod upkeep;
mod views;
mod wording;
