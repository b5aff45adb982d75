//! `backup`, `restore` and `rescue`: copies of the book, and what is left of a damaged one.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Book;
use crate::locale::say;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Backup {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct Rescue {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

pub fn backup(session: &Session, args: Backup) -> Result<Outcome, Failure> {
    let copied = session.desk()?.book.backup(&args.file)?;
    if session.json {
        output::json(&json!({"file": args.file, "entries": copied.entries, "bytes": copied.bytes}))?;
    } else {
        output::line(say!("upkeep-backed-up", path = args.file, entries = copied.entries, size = size(copied.bytes)))?;
    }
    Ok(Outcome::Done)
}

pub fn restore(session: &Session, args: Restore) -> Result<Outcome, Failure> {
    let restored = Book::restore(&session.book, &args.file, session.options_for(&[&args.file, &session.book])?)?;
    session.has_changed();
    let newer = restored.newer;
    if session.json {
        output::json(&json!({
            "file": args.file, "book": session.book, "entries": restored.entries, "bytes": restored.bytes,
            "aside": restored.aside, "newer": newer,
        }))?;
        return Ok(Outcome::Done);
    }
    output::line(say!("upkeep-restored", path = session.book, entries = restored.entries))?;
    if let Some(aside) = &restored.aside {
        output::line(say!("upkeep-set-aside", path = aside))?;
        if newer > 0 {
            output::tell(say!("upkeep-set-aside-newer", path = aside, count = newer));
        }
    }
    Ok(Outcome::Done)
}

/// FILE is where the salvage goes; where FILE is the damaged file and there is no book, it becomes the book.
pub fn rescue(session: &Session, args: Rescue) -> Result<Outcome, Failure> {
    let (damaged, target) = match (session.book.exists(), args.file.exists()) {
        (false, true) => (&args.file, &session.book),
        (true, _) => (&session.book, &args.file),
        (false, false) => return Err(crate::book::Error::NoBook(session.book.clone()).into()),
    };
    let rescued = Book::rescue(damaged, target, session.options_for(&[damaged])?)?;
    if session.json {
        output::json(&json!({
            "from": damaged, "file": target, "entries": rescued.entries, "changed": rescued.changed,
            "missing": rescued.missing,
        }))?;
    } else {
        output::line(say!("upkeep-rescued", path = target, entries = rescued.entries))?;
        if rescued.changed > 0 {
            output::tell(say!("upkeep-rescued-changed", count = rescued.changed));
        }
        for (device, gaps) in &rescued.missing {
            let spans: Vec<String> = gaps
                .iter()
                .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
                .collect();
            let device: String = device.chars().take(8).collect();
            output::tell(say!("upkeep-rescued-missing", device = device, spans = spans.join(", ")));
        }
    }
    let whole = rescued.changed == 0 && rescued.missing.is_empty();
    Ok(if whole { Outcome::Done } else { Outcome::NeedsLook })
}

/// A size as people read it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
