//! The real program on a pseudo-terminal: whole days, crashes, hostile input, two consoles.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]

mod flows;
mod given_back;
#[path = "../headless/mod.rs"]
mod headless;
mod hostile;
#[cfg(feature = "encrypt")]
mod passphrase;
#[path = "../pty/mod.rs"]
mod pty;
mod robust;
mod two_consoles;
