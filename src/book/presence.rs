//! Who has a book open on this computer, and whether the last one to have it left in good order. Each process holds a
//! shared lock on a small file in the data directory; the system lets go of it however the process ends.

use std::fs::{File, TryLockError};
use std::path::Path;

/// Held while a book is open.
pub struct Presence {
    _file: File,
}

/// Says that this process opens the book now. `true` where nobody has it open and yet a log lies beside it: the last
/// one was killed, or the power went. `None` where no lock can be had (then nothing is claimed).
pub fn enter(folder: &Path, book: &Path) -> Option<(Presence, bool)> {
    let path = book.canonicalize().ok()?;
    let name = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
    let folder = folder.join("open");
    std::fs::create_dir_all(&folder).ok()?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(&name[..16])).ok()?;
    // A moment alone tells that nobody else is there; it must be over before anything slow is done.
    let alone = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => return None,
    };
    let unclean = alone && ["-wal", "-journal"].iter().any(|ending| holds_something(&path, ending));
    if alone {
        file.unlock().ok()?;
    }
    file.lock_shared().ok()?;
    Some((Presence { _file: file }, unclean))
}

fn holds_something(book: &Path, ending: &str) -> bool {
    let mut name = book.as_os_str().to_os_string();
    name.push(ending);
    std::fs::metadata(name).is_ok_and(|m| m.len() > 0)
}
