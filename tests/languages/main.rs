//! The program in its three languages. The language is one for a process, so these stand alone, one at a time.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../headless/mod.rs"]
mod headless;
mod locales;
mod screens;
mod settings_screen;
mod told;
