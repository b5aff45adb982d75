//! `lock` and `unlock`: an encrypted book of a plain one, and the way back.

use super::backup::size;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::{Book, Error, plain_books};
use crate::locale::say;
use serde_json::json;

/// Paths that are listed before it is only said how many there are.
const LISTED: usize = 12;

pub fn lock(session: &Session) -> Result<Outcome, Failure> {
    if !session.book.is_file() {
        return Err(Error::NoBook(session.book.clone()).into());
    }
    if crate::book::is_locked(&session.book) {
        return Err(Failure::unusable(say!("lock-locked-already", path = session.book)));
    }
    let converted = Book::lock(&session.book, &session.options_to_encrypt()?)?;
    session.has_changed();
    let folders = session.settings.paths.iter().map(|paths| paths.data_dir.join("backups")).collect::<Vec<_>>();
    let plain = plain_books(&session.book, &folders);
    if session.json {
        output::json(&json!({
            "book": session.book, "encrypted": true, "entries": converted.entries, "bytes": converted.bytes,
            "plain": plain,
        }))?;
        return Ok(Outcome::Done);
    }
    let size = size(converted.bytes);
    output::line(say!("lock-locked", path = session.book, entries = converted.entries, size = size))?;
    output::tell(say!("lock-forgotten"));
    output::tell(if plain.is_empty() { say!("lock-still-plain-others") } else { say!("lock-still-plain") });
    for path in plain.iter().take(LISTED) {
        output::tell(format!("  {}", path.display()));
    }
    if plain.len() > LISTED {
        output::tell(say!("lock-still-plain-more", count = plain.len() - LISTED));
    }
    Ok(Outcome::Done)
}

pub fn unlock(session: &Session) -> Result<Outcome, Failure> {
    let converted = Book::unlock(&session.book, &session.options_for(&[&session.book])?)?;
    session.has_changed();
    if session.json {
        output::json(&json!({
            "book": session.book, "encrypted": false, "entries": converted.entries, "bytes": converted.bytes,
        }))?;
        return Ok(Outcome::Done);
    }
    let size = size(converted.bytes);
    output::line(say!("lock-unlocked", path = session.book, entries = converted.entries, size = size))?;
    Ok(Outcome::Done)
}
