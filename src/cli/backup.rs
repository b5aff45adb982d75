//! `backup`, `restore` and `rescue`: copies of the book, and what is left of a damaged one.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Book;
use crate::desk::backups::{self, Age, Listed};
use crate::locale::say;
use crate::text::size;
use chrono::{Local, NaiveDateTime};
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
    pub file: Option<PathBuf>,
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

/// Without FILE: which of the backups that rotate there are. One of them may be given by its mere name.
pub fn restore(session: &Session, args: Restore) -> Result<Outcome, Failure> {
    let Some(file) = args.file else { return list(session) };
    let among = backups::folder_of(&session.settings, &session.book).map(|folder| folder.join(&file));
    let file = match among {
        Some(among) if !file.exists() && among.is_file() => among,
        _ => file,
    };
    let restored = Book::restore(&session.book, &file, session.options_for(&[&file, &session.book])?)?;
    session.has_changed();
    let newer = restored.newer;
    if session.json {
        output::json(&json!({
            "file": file, "book": session.book, "entries": restored.entries, "bytes": restored.bytes,
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

fn list(session: &Session) -> Result<Outcome, Failure> {
    let (settings, now) = (&session.settings, Local::now().naive_local());
    let folder = backups::folder_of(settings, &session.book);
    let found = backups::list(settings, &session.book);
    let days = |made: NaiveDateTime| (now.date() - made.date()).num_days();
    if session.json {
        let kept = found.iter().map(|kept| {
            json!({
                "file": kept.file, "made": kept.made, "days": days(kept.made), "bytes": kept.bytes,
                "entries": kept.entries, "encrypted": kept.encrypted,
            })
        });
        output::json(&json!({"book": session.book, "folder": folder, "backups": kept.collect::<Vec<_>>()}))?;
        return Ok(Outcome::Done);
    }
    let (Some(folder), [first, ..]) = (folder, found.as_slice()) else {
        output::line(match settings.backup_folder() {
            Some(_) => say!("upkeep-rotating-none", path = session.book),
            None => say!("upkeep-rotating-off"),
        })?;
        return Ok(Outcome::Done);
    };
    let name = |kept: &Listed| kept.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    output::line(say!("upkeep-rotating", path = folder, count = found.len()))?;
    for kept in &found {
        let (size, age) = (size(kept.bytes), Age::Days(days(kept.made)).ago());
        let what = match kept.entries {
            Some(entries) => say!("upkeep-rotating-one", age = age, entries = entries, size = size),
            None if kept.encrypted => say!("upkeep-rotating-locked", age = age, size = size),
            None => say!("upkeep-rotating-unread", age = age, size = size),
        };
        output::line(format!("  {}  {what}", name(kept)))?;
    }
    output::tell(say!("upkeep-rotating-how", file = name(first)));
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
