//! Who has a book open on this computer, and whether the last one to have it left in good order. Each process holds a
//! shared lock on a small file in the data directory, whoever puts another file in the book's place a lock of its own; the
//! system lets go of it however the process ends.

use super::connect::PATIENCE;
use super::error::{Error, Result};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Between two looks at whether a lock is free.
const AGAIN: Duration = Duration::from_millis(5);

/// Held while a book is open.
pub struct Presence {
    _file: File,
}

/// Says that this process opens the book now. `true` where nobody has it open and yet a log lies beside it: the last
/// one was killed, or the power went. `None` where no lock can be had (then nothing is claimed).
///
/// # Errors
/// [`Error::Busy`] where somebody keeps everybody else out.
pub fn enter(folder: &Path, book: &Path) -> Result<Option<(Presence, bool)>> {
    let Some((path, file)) = lock_of(folder, book) else { return Ok(None) };
    // A moment alone tells that nobody else is there; it must be over before anything slow is done.
    let alone = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => return Ok(None),
    };
    let unclean = alone && ["-wal", "-journal"].iter().any(|ending| holds_something(&path, ending));
    if alone && file.unlock().is_err() {
        return Ok(None);
    }
    let begun = Instant::now();
    loop {
        match file.try_lock_shared() {
            Ok(()) => return Ok(Some((Presence { _file: file }, unclean))),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => return Err(Error::Busy),
            Err(TryLockError::WouldBlock) => std::thread::sleep(AGAIN),
        }
    }
}

/// Keeps everybody else out for as long as it is held. `None` where no lock can be had.
///
/// # Errors
/// [`Error::Busy`] where somebody has the book open.
pub fn alone(folder: &Path, book: &Path) -> Result<Option<Presence>> {
    let Some((_, file)) = lock_of(folder, book) else { return Ok(None) };
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(Presence { _file: file })),
            Err(TryLockError::Error(_)) => return Ok(None),
            // Longer than somebody looks around who enters.
            Err(TryLockError::WouldBlock) if begun.elapsed() > 20 * AGAIN => return Err(Error::Busy),
            Err(TryLockError::WouldBlock) => std::thread::sleep(AGAIN),
        }
    }
}

/// The book's whole path, and the file whose locks tell who has it.
fn lock_of(folder: &Path, book: &Path) -> Option<(PathBuf, File)> {
    let path = book.canonicalize().ok()?;
    let name = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
    let folder = folder.join("open");
    std::fs::create_dir_all(&folder).ok()?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(&name[..16])).ok()?;
    Some((path, file))
}

fn holds_something(book: &Path, ending: &str) -> bool {
    let mut name = book.as_os_str().to_os_string();
    name.push(ending);
    std::fs::metadata(name).is_ok_and(|m| m.len() > 0)
}
