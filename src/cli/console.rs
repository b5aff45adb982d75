//! The console, where the program is run on a terminal without a command, or for the demo: hands down what it needs of
//! the command line and of the demo. Without a terminal, or with `--json`, how things stand is printed instead.

use super::failure::{Failure, Outcome};
use super::session::Session;
use super::status;
use crate::book::{Book, Clock, Options};
use crate::demo::{self, Settings};
use crate::desk::{Desk, Sitting};
use crate::tui::{self, Entrance, Surroundings};
use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveTime};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// The time of day at which a made-up township is come to: the afternoon's work is still to be done.
const AFTERNOON: (u32, u32) = (16, 45);

/// Whether there is a terminal to draw on and to read keys from.
pub fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Without a command: the console; where there is no terminal, how things stand.
pub fn run(session: &Session) -> Result<Outcome, Failure> {
    if session.json || !has_terminal() {
        return status::welcome(session);
    }
    let desk = match session.book.is_file() {
        true => Some(Desk::new(session.open()?, sitting(session), session.wording())),
        false => None,
    };
    show(entrance(session, &session.book), desk)
}

/// A made-up township's book, or why there is none.
type Made = crate::desk::Result<(Book, demo::Demo)>;

/// A made-up township, shown.
pub fn show_demo(session: &Session, path: &Path, settings: Settings) -> Result<Outcome, Failure> {
    let entrance = entrance(session, path).with_demo(maker(settings, super::demo::make));
    let desk = entrance.try_out(path).map_err(|e| Failure::unusable(e.to_string()))?;
    show(entrance, Some(desk))
}

fn show(entrance: Entrance, desk: Option<Desk>) -> Result<Outcome, Failure> {
    tui::run(entrance, desk).map_err(|e| Failure::unusable(e.to_string()))?;
    Ok(Outcome::Done)
}

fn sitting(session: &Session) -> Sitting {
    Sitting { day: session.day, officer: session.officer_given().map(str::to_string) }
}

fn entrance(session: &Session, book: &Path) -> Entrance {
    let devices = session.options().devices;
    // Every connection of the console opens the book with the key that was made for the first.
    let passphrase = session.passphrase().cloned();
    let options: Surroundings =
        Arc::new(move || Options { devices: devices.clone(), passphrase: passphrase.clone(), ..Options::default() });
    let settings = session.settings.clone();
    Entrance::new(book.to_path_buf(), options, sitting(session), session.wording(), settings)
        .with_demo(maker(Settings::default(), demo::create))
}

fn maker(settings: Settings, make: impl Fn(&Path, &Settings) -> Made + Send + Sync + 'static) -> tui::DemoMaker {
    Box::new(move |path| {
        let (book, told) = make(path, &settings)?;
        drop(book);
        let sitting = Sitting { day: None, officer: Some(told.officer) };
        let options: Surroundings =
            Arc::new(move || Options { clock: clock_on(told.last_day), durable: false, ..Options::default() });
        Ok((sitting, options))
    })
}

/// A clock that goes on from the afternoon of a day.
fn clock_on(day: NaiveDate) -> Clock {
    let begun = Instant::now();
    let (hour, minute) = AFTERNOON;
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let start: DateTime<FixedOffset> =
        DateTime::from_naive_utc_and_offset(day.and_time(time) - *Local::now().offset(), *Local::now().offset());
    Box::new(move || start + begun.elapsed())
}
