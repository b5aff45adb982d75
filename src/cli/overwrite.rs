//! What no command may write over: the book, any other book, and the file that is just being read. Asked before
//! anything is done.

use super::args::{Command, Import};
use super::export::{Export, To};
use super::failure::Failure;
use super::session::Session;
use crate::book;
use crate::locale::say;
use std::path::{Path, PathBuf};

/// Refuses a command whose output would go over a book or over its own input.
pub fn check(session: &Session, command: &Command) -> Result<(), Failure> {
    let (output, input) = match command {
        Command::Report(args) => (args.output.as_deref(), None),
        Command::Bundle(args) => (Some(args.output.as_path()), args.since.as_deref()),
        Command::Export(Export::Template(args)) => (args.output.as_deref(), None),
        Command::Export(export) => (to(export).and_then(|to| to.output.as_deref()), None),
        Command::Import(Import::Roster(args)) => (args.rejects.as_deref(), Some(args.file.as_path())),
        Command::Import(Import::Jobs(form)) => (form.rejects.as_deref(), Some(form.file.as_path())),
        Command::Import(Import::Entries(args)) => (args.form.rejects.as_deref(), Some(args.form.file.as_path())),
        _ => (None, None),
    };
    let Some(output) = output else { return Ok(()) };
    if is_part_of(output, &session.book) || book::is_book(output) || is_log(output) {
        return Err(Failure::unusable(say!("cli-over-a-book", path = output)));
    }
    if input.is_some_and(|input| place(input) == place(output)) {
        return Err(Failure::unusable(say!("cli-over-the-input", path = output)));
    }
    Ok(())
}

fn to(export: &Export) -> Option<&To> {
    match export {
        Export::Roster(args) => Some(&args.within.to),
        Export::Spells(within) | Export::Entries(within) => Some(&within.to),
        Export::Trips(to) | Export::Jobs(to) => Some(to),
        Export::Passengers(args) => Some(&args.to),
        Export::Template(_) => None,
    }
}

/// Whether it is the book, damaged or not, or where a book is to be.
fn is_part_of(output: &Path, book: &Path) -> bool {
    place(output) == place(book)
}

/// Whether it is the log of a book beside it.
fn is_log(output: &Path) -> bool {
    let name = place(output);
    let name = name.to_string_lossy();
    ["-wal", "-shm", "-journal"].iter().any(|end| name.strip_suffix(end).is_some_and(|b| book::is_book(Path::new(b))))
}

/// Where a path leads, links followed; for a file that is not there yet, its folder's place and its name.
fn place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}
