//! The console: a township officer's day by keyboard.
//!
//! One loop takes what happens (keys, answers, signals) and draws at most once in 8 ms; the book lives on a thread of
//! its own ([`worker`]) and every screen shows the newest answer it has. A screen or anything laid over it is a
//! [`component::Component`]. Whatever a key can do stands in one table ([`command`]).

mod app;
mod backups;
mod beside;
mod chord;
pub mod command;
pub mod component;
mod cover;
mod drafts;
mod entrance;
mod events;
mod files;
pub mod forms;
mod glyphs;
mod head;
mod headless;
mod jobs;
pub mod keymap;
mod keys_page;
mod overlays;
mod paste;
mod person;
mod quick;
mod reader;
mod screens;
mod settings;
mod shared;
mod steps;
mod terminal;
pub mod theme;
mod undo;
mod vacancies;
mod widgets;
pub mod worker;

pub use drafts::Draft;
pub use entrance::{DemoMaker, Entrance, Surroundings};
pub use headless::Headless;
pub use keys_page::keys_page;

use crate::desk::{Desk, Error};
use crate::locale::say;
use component::Component;
use std::sync::Arc;
use std::sync::mpsc::channel;

/// Runs the console on this process's terminal; without a desk it begins with the welcome.
///
/// # Errors
/// What the terminal refuses.
pub fn run(entrance: Entrance, desk: Option<Desk>) -> Result<(), Error> {
    let (send, happened) = channel();
    let app = app::App::new(Arc::new(entrance), desk, send.clone())?;
    terminal::run(app, &send, &happened).map_err(|failure| {
        Error::refused(match failure {
            terminal::Failure::Terminal(why) => say!("console-terminal", why = why),
            terminal::Failure::Panicked => say!("console-crashed"),
        })
    })
}

/// A draft of an earlier run, taken up again by whoever made it.
fn taken_up(draft: &Draft) -> Option<Box<dyn Component>> {
    fn boxed(component: impl Component + 'static) -> Box<dyn Component> {
        Box::new(component)
    }
    match draft.of.as_str() {
        "quick" => quick::Quick::taken_up(draft).map(boxed),
        "paste" => paste::Paste::taken_up(draft).map(boxed),
        vacancies::DRAFT => Some(vacancies::posted(draft)),
        screens::PLANNED_TRIP => Some(screens::planned_trip(draft)),
        _ => settings::taken_up(draft),
    }
}
