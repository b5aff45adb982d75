//! `due`: what is due today, overdue first (村一天一落实, S1).

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use super::words;
use crate::desk::due::{DueKind, due};
use crate::desk::{hidden, mask};
use crate::locale::say;
use crate::text;
use std::collections::HashMap;

/// How many lines of a kind the screen shows.
const LINES: usize = 15;
/// The widest name that others are lined up with.
const NAMES: usize = 30;

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let day = desk.reading_day();
    let items = due(&mut desk, day)?;
    let names =
        items.iter().map(|item| text::width(&item.name)).filter(|width| *width <= NAMES).max().unwrap_or(0).max(22);
    let mut shown: HashMap<(bool, DueKind), usize> = HashMap::new();
    for item in &items {
        if session.json {
            let mut item = serde_json::to_value(item)?;
            mask::hide_numbers(&mut item);
            output::json(&item)?;
        } else {
            let count = shown.entry((item.overdue_days > 0, item.kind)).or_insert(0);
            *count += 1;
            if *count > LINES {
                continue;
            }
            let mark = match item.overdue_days {
                days @ 1.. => say!("cli-due-overdue", days = days),
                _ => say!("cli-due-today"),
            };
            let line = format!(
                "{}  {}  {}  {}",
                words::filled(&mark, 12),
                words::filled(&item.name, names),
                words::filled(&item.village, 12),
                item.text
            );
            output::line(hidden::line(&line))?;
        }
    }
    for ((overdue, kind), count) in shown.iter().filter(|(_, count)| **count > LINES) {
        let (what, count) = (kind.name(), *count - LINES);
        if *overdue {
            output::tell(say!("cli-due-more-overdue", what = what, count = count));
        } else {
            output::tell(say!("cli-due-more-today", what = what, count = count));
        }
    }
    if items.is_empty() && !session.json {
        output::line(say!("cli-due-none"))?;
    }
    Ok(Outcome::Done)
}
