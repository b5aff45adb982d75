//! What nothing may be written over: the book, any other book, and the file that is just being read. Asked before
//! anything is done.

use super::{Error, Result};
use crate::book;
use crate::locale::say;
use std::path::{Path, PathBuf};

/// Refuses an output that would go over the book in use, over any other, or over its own input.
pub fn check(book: &Path, output: Option<&Path>, input: Option<&Path>) -> Result<()> {
    let Some(output) = output else { return Ok(()) };
    if is_part_of(output, book) || book::is_book(output) || is_log(output) {
        return Err(Error::refused(say!("cli-over-a-book", path = output)));
    }
    if input.is_some_and(|input| place(input) == place(output)) {
        return Err(Error::refused(say!("cli-over-the-input", path = output)));
    }
    Ok(())
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
