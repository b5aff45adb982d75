//! Which copy of a book writes (DESIGN.md §2.2). The data directory remembers path and last seq of each device:
//! where the path differs or the book has fewer entries (a copied or restored file), writing starts a new device.

use crate::domain::entry::DeviceId;
use std::path::{Path, PathBuf};

/// What is remembered of a device.
struct Memory {
    seq: u64,
    path: PathBuf,
}

fn file_of(folder: &Path, device: DeviceId) -> PathBuf {
    folder.join(device.to_string())
}

fn read(folder: &Path, device: DeviceId) -> Option<Memory> {
    let text = std::fs::read_to_string(file_of(folder, device)).ok()?;
    let (seq, path) = text.split_once('\n')?;
    Some(Memory { seq: seq.parse().ok()?, path: PathBuf::from(path.trim_end_matches('\n')) })
}

/// Whether this file may go on writing as this device.
pub fn may_write(folder: &Path, device: DeviceId, book: &Path, seq: u64) -> bool {
    match read(folder, device) {
        Some(memory) => memory.path == absolute(book) && seq >= memory.seq,
        // Never seen on this computer: a new book, or one that came from another computer.
        None => seq == 0,
    }
}

/// The last number that this device is known to have given out.
pub fn last_seq(folder: &Path, device: DeviceId) -> Option<u64> {
    read(folder, device).map(|memory| memory.seq)
}

/// The devices that are known of.
pub fn named(folder: &Path) -> Vec<DeviceId> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| DeviceId::parse(file.file_name().to_str()?)).collect()
}

/// Remembers what was written. Best effort: a lost note only lowers what is remembered.
pub fn remember(folder: &Path, device: DeviceId, book: &Path, seq: u64) {
    let _ = std::fs::create_dir_all(folder);
    let target = file_of(folder, device);
    let draft = folder.join(format!("{device}.{}", std::process::id()));
    let text = format!("{seq}\n{}\n", absolute(book).display());
    if std::fs::write(&draft, text).is_ok() && std::fs::rename(&draft, &target).is_err() {
        let _ = std::fs::remove_file(&draft);
    }
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
