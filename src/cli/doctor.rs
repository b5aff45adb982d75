//! `doctor`: is this computer fit for the day's work? Terminal, locale, fonts, calendar, disk, book, backup, place,
//! clock, settings: a line each, with what to do where something is wrong. Changes nothing (but for `--write-config`).

use super::backup::size;
use super::failure::{Failure, Outcome};
use super::session::Session;
use super::{output, surroundings};
use crate::book::{self, Book};
use crate::desk::settings::Settings;
use crate::locale::say;
use crate::plan::Calendar;
use crate::report::Fault;
use chrono::{Datelike, Local};
use serde::Serialize;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub struct Doctor {
    #[arg(long)]
    pub write_config: bool,
}

/// How a thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    Warn,
    Error,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    id: &'static str,
    state: State,
    what: String,
    advice: Option<String>,
}

fn ok(id: &'static str, what: String) -> Check {
    Check { id, state: State::Ok, what, advice: None }
}

fn warn(id: &'static str, what: String, advice: String) -> Check {
    Check { id, state: State::Warn, what, advice: Some(advice) }
}

fn error(id: &'static str, what: String, advice: String) -> Check {
    Check { id, state: State::Error, what, advice: Some(advice) }
}

pub fn run(session: &Session, args: Doctor) -> Result<Outcome, Failure> {
    if args.write_config {
        return write_config(session);
    }
    let mut checks = vec![terminal(), locale(), fonts(), disk(&session.book)];
    let mut calendar = Calendar::shipped();
    let mut damaged = false;
    if session.book.exists() {
        match session.options_for(&[&session.book]).map(|options| Book::open(&session.book, options)) {
            Err(failure) => {
                damaged = failure.is_damage();
                checks.push(error("book", failure.to_string(), say!("lock-doctor-advice")));
            }
            Ok(Ok(book)) => {
                calendar = book.steering().calendar.clone();
                let found = of_book(&book)?;
                damaged = found.state == State::Error;
                checks.push(found);
                checks.push(encryption(&book));
                // A damaged book may not tell the rest.
                for check in [backup(&book), clock(&book)] {
                    match check {
                        Err(failure) if damaged && failure.is_damage() => {}
                        check => checks.push(check?),
                    }
                }
            }
            Ok(Err(found)) => {
                damaged = found.is_damage();
                let advice = match &found {
                    locked if locked.is_lock() => say!("lock-doctor-advice"),
                    book::Error::Newer(_) => say!("upkeep-doctor-book-upgrade"),
                    _ => say!("upkeep-doctor-book-restore"),
                };
                checks.push(error("book", found.to_string(), advice));
            }
        }
    } else {
        checks.push(warn(
            "book",
            say!("upkeep-doctor-book-none", path = session.book),
            say!("upkeep-doctor-book-init"),
        ));
    }
    checks.extend([place(&session.book), days(&calendar)]);
    checks.extend(settings(&session.settings));
    checks.extend(templates(session));
    let fit = checks.iter().all(|check| check.state == State::Ok);
    if session.json {
        output::json(&json!({"ok": fit, "checks": checks}))?;
    } else {
        for check in &checks {
            let state = match check.state {
                State::Ok => say!("upkeep-doctor-ok"),
                State::Warn => say!("upkeep-doctor-warn"),
                State::Error => say!("upkeep-doctor-error"),
            };
            output::line(format!("[{state}] {}", check.what))?;
            if let Some(advice) = &check.advice {
                output::line(format!("    → {advice}"))?;
            }
        }
    }
    Ok(match fit {
        _ if damaged => Outcome::Damaged,
        true => Outcome::Done,
        false => Outcome::NeedsLook,
    })
}

fn write_config(session: &Session) -> Result<Outcome, Failure> {
    let (path, new) = session.settings.write()?;
    if session.json {
        output::json(&json!({"config": path, "written": new}))?;
    } else if new {
        output::line(say!("upkeep-doctor-config-written", path = path))?;
    } else {
        output::line(say!("upkeep-doctor-config-kept", path = path))?;
    }
    Ok(Outcome::Done)
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn terminal() -> Check {
    if !std::io::stdout().is_terminal() {
        return ok("terminal", say!("upkeep-doctor-terminal-none"));
    }
    let kind = set("TERM").unwrap_or_default();
    if kind == "dumb" || (cfg!(unix) && kind.is_empty()) {
        return warn("terminal", say!("upkeep-doctor-terminal-dumb"), say!("upkeep-doctor-terminal-dumb-advice"));
    }
    let Some((terminal_size::Width(width), terminal_size::Height(height))) = terminal_size::terminal_size() else {
        return warn("terminal", say!("upkeep-doctor-terminal-unsized"), say!("upkeep-doctor-terminal-dumb-advice"));
    };
    let colours = match set("COLORTERM").as_deref() {
        _ if set("NO_COLOR").is_some() => say!("upkeep-doctor-colours-none"),
        Some("truecolor" | "24bit") => say!("upkeep-doctor-colours-true"),
        _ if kind.contains("256") => say!("upkeep-doctor-colours-many"),
        _ => say!("upkeep-doctor-colours-few"),
    };
    let what = say!("upkeep-doctor-terminal", width = width, height = height, kind = kind, colours = colours);
    if width < 80 || height < 24 {
        return warn("terminal", what, say!("upkeep-doctor-terminal-small"));
    }
    ok("terminal", what)
}

fn locale() -> Check {
    if cfg!(windows) {
        return ok("locale", say!("upkeep-doctor-locale-windows"));
    }
    // The first that is set wins, as the C library has it.
    let found = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
    let name = found.clone().unwrap_or_else(|| "C".to_string());
    let plain: String = name.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.ends_with("utf8") {
        return ok("locale", say!("upkeep-doctor-locale", name = name));
    }
    warn("locale", say!("upkeep-doctor-locale-not-utf8", name = name), say!("upkeep-doctor-locale-advice"))
}

/// No program can see the fonts of its terminal: people can.
fn fonts() -> Check {
    ok("fonts", say!("upkeep-doctor-fonts"))
}

fn disk(book: &Path) -> Check {
    let folder = book.ancestors().skip(1).find(|f| f.is_dir()).unwrap_or(Path::new("."));
    let free = match fs4::available_space(folder) {
        Ok(free) => free,
        Err(e) => {
            return warn(
                "disk",
                say!("upkeep-doctor-disk-unknown", path = folder, why = e),
                say!("upkeep-doctor-disk-advice"),
            );
        }
    };
    let what = say!("upkeep-doctor-disk", path = folder, free = size(free));
    // A restore or a backup beside the book takes as much again.
    let needed = std::fs::metadata(book).map_or(0, |m| m.len()) * 2;
    match free {
        0..100_000_000 => error("disk", what, say!("upkeep-doctor-disk-advice")),
        free if free < needed.max(1_000_000_000) => warn("disk", what, say!("upkeep-doctor-disk-advice")),
        _ => ok("disk", what),
    }
}

fn of_book(book: &Book) -> Result<Check, Failure> {
    let bytes = std::fs::metadata(book.path()).map_or(0, |m| m.len());
    let what = say!("upkeep-doctor-book", path = book.path(), entries = book.entries()?, size = size(bytes));
    let found = match book.quick_check() {
        Ok(found) => found,
        Err(e @ book::Error::Corrupt(_)) => Some(e.to_string()),
        Err(e) => return Err(e.into()),
    };
    if let Some(found) = found {
        return Ok(error("book", say!("upkeep-doctor-book-damaged", why = found), say!("upkeep-doctor-book-restore")));
    }
    #[cfg(unix)]
    if std::fs::metadata(book.path())
        .is_ok_and(|m| std::os::unix::fs::PermissionsExt::mode(&m.permissions()) & 0o077 != 0)
    {
        return Ok(warn("book", what, say!("upkeep-doctor-book-open", path = book.path())));
    }
    Ok(ok("book", what))
}

fn encryption(book: &Book) -> Check {
    match book.passphrase() {
        Some(_) => ok("encryption", say!("lock-doctor-locked")),
        None if cfg!(feature = "encrypt") => ok("encryption", say!("lock-doctor-plain")),
        None => ok("encryption", say!("lock-doctor-no-cipher")),
    }
}

fn backup(book: &Book) -> Result<Check, Failure> {
    let Some(at) = book.backed_up()? else {
        return Ok(warn("backup", say!("upkeep-doctor-backup-never"), say!("upkeep-doctor-backup-advice")));
    };
    let days = (book.now() - at).num_days();
    let what = say!("upkeep-doctor-backup", day = at.date_naive(), days = days);
    Ok(if days > 7 { warn("backup", what, say!("upkeep-doctor-backup-advice")) } else { ok("backup", what) })
}

fn clock(book: &Book) -> Result<Check, Failure> {
    let now = book.now();
    let what = say!("upkeep-doctor-clock", now = now.format("%Y-%m-%d %H:%M %:z").to_string());
    if let Some(last) = book.last_at()?.filter(|last| *last > now + chrono::Duration::minutes(10)) {
        let last = last.format("%Y-%m-%d %H:%M").to_string();
        return Ok(error("clock", what, say!("upkeep-doctor-clock-behind", last = last)));
    }
    Ok(ok("clock", what))
}

fn place(book: &Path) -> Check {
    match surroundings::warning(book) {
        Some(warning) => warn("place", warning, say!("upkeep-doctor-place-advice")),
        None => ok("place", say!("upkeep-doctor-place")),
    }
}

fn days(calendar: &Calendar) -> Check {
    let today = Local::now().date_naive();
    let year = today.year();
    // The notice of a year comes out in November of the year before.
    let wanted = if today.month() == 12 { year..=year + 1 } else { year..=year };
    let unknown: Vec<String> = wanted.filter(|year| !calendar.published(*year)).map(|year| year.to_string()).collect();
    if unknown.is_empty() {
        return ok("calendar", say!("upkeep-doctor-calendar", year = year.to_string()));
    }
    warn(
        "calendar",
        say!("upkeep-doctor-calendar-unknown", years = unknown.join(", ")),
        say!("upkeep-doctor-calendar-advice"),
    )
}

/// A county's own templates, where it has any.
fn templates(session: &Session) -> Vec<Check> {
    let faults = session.wording().check_folder();
    let warned = |fault: Fault| warn("templates", fault.to_string(), say!("upkeep-doctor-templates-advice"));
    faults.into_iter().map(warned).collect()
}

fn settings(settings: &Settings) -> Vec<Check> {
    let notices = settings.notices();
    if notices.is_empty() {
        let what = match settings.file() {
            Some(path) if path.exists() => say!("upkeep-doctor-config", path = path),
            _ => say!("upkeep-doctor-config-none"),
        };
        return vec![ok("config", what)];
    }
    notices.into_iter().map(|notice| warn("config", notice, say!("upkeep-doctor-config-advice"))).collect()
}
