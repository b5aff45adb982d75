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

use std::sync::{Mutex, MutexGuard, PoisonError};
use zhanbao::locale::Lang;

/// The process speaks a language for as long as this is held, and Simplified Chinese again afterwards.
struct Spoken {
    _turn: MutexGuard<'static, ()>,
}

fn spoken(lang: Lang) -> Spoken {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    lang.speak();
    Spoken { _turn: turn }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        Lang::Hans.speak();
    }
}
