//! What is being typed is kept in a file as it is typed, and offered again after a crash. The file lies beside the book's
//! data, is readable by its owner only, and is gone once the typing is done. Two consoles on one book keep a file each.
//! Beside an encrypted book it is encrypted.

use crate::book::Passphrase;
use crate::desk::Error;
use crate::locale::say;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// Something half typed: who can take it up again, and what it needs for that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The component that made it.
    pub of: String,
    /// What an officer reads when it is offered again.
    pub title: String,
    /// What the component needs.
    pub state: serde_json::Value,
}

/// Keeps the newest draft; a thread writes it, so that typing never waits for the disk.
pub struct Keeper {
    path: Option<PathBuf>,
    /// Of an encrypted book.
    passphrase: Option<Passphrase>,
    /// Held as long as the file is this console's.
    _lock: Option<File>,
    send: Option<Sender<Option<Draft>>>,
    kept: Option<Draft>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Keeps drafts in this file, or where another console has it in one beside it; nowhere if there is none.
    pub fn new(path: Option<PathBuf>, passphrase: Option<Passphrase>) -> Self {
        let (path, lock) = path.map_or((None, None), |path| {
            let (path, lock) = own(path);
            (Some(path), lock)
        });
        let (send, todo) = channel();
        let secret = passphrase.clone();
        let thread = path.clone().map(|path| std::thread::spawn(move || keep(&path, secret.as_ref(), &todo)));
        Self { path, passphrase, _lock: lock, send: Some(send), kept: None, thread }
    }

    /// The draft that an earlier run left.
    pub fn left(&self) -> Option<Draft> {
        let kept = crate::sheet::read_whole(self.path.as_ref()?).ok()?;
        let revealed = self.passphrase.as_ref().and_then(|passphrase| passphrase.reveal(&kept));
        // A plain one may have been left from before the book was encrypted.
        serde_json::from_slice(revealed.as_deref().unwrap_or(&kept)).ok()
    }

    /// Throws away what an earlier run left.
    pub fn forget(&mut self) {
        if let Some(send) = &self.send {
            let _ = send.send(None);
        }
    }

    /// Keeps this one; `None` = nothing is half typed.
    pub fn keep(&mut self, draft: Option<Draft>) {
        if self.kept != draft {
            self.kept.clone_from(&draft);
            if let Some(send) = &self.send {
                let _ = send.send(draft);
            }
        }
    }
}

impl Drop for Keeper {
    /// The newest draft is on the disk before the process ends.
    fn drop(&mut self) {
        self.send = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// So many consoles on one book keep their drafts apart.
const CONSOLES: usize = 8;

/// The file that no other console holds; rather one in which something was left. Where nothing can be locked, the first.
fn own(path: PathBuf) -> (PathBuf, Option<File>) {
    if path.parent().is_none_or(|folder| fs::create_dir_all(folder).is_err()) {
        return (path, None);
    }
    let mut free = (0..CONSOLES).filter_map(|n| {
        let path = if n == 0 { path.clone() } else { path.with_extension(format!("{n}.json")) };
        let lock = File::options().create(true).truncate(false).write(true).open(path.with_extension("lock")).ok()?;
        lock.try_lock().ok()?;
        Some((path, lock))
    });
    let Some(first) = free.next() else { return (path, None) };
    if first.0.exists() {
        return (first.0, Some(first.1));
    }
    let (path, lock) = free.find(|(path, _)| path.exists()).unwrap_or(first);
    (path, Some(lock))
}

fn keep(path: &Path, passphrase: Option<&Passphrase>, todo: &Receiver<Option<Draft>>) {
    while let Ok(first) = todo.recv() {
        let newest = todo.try_iter().last().unwrap_or(first);
        // A disk that takes no draft takes no entry either, and that is told.
        let _ = match newest {
            Some(draft) => write(path, passphrase, &draft).map_err(|_| ()),
            None => fs::remove_file(path).map_err(|_| ()),
        };
    }
}

fn write(path: &Path, passphrase: Option<&Passphrase>, draft: &Draft) -> Result<(), Error> {
    let wrong = |e: std::io::Error| Error::refused(say!("console-draft-not-kept", path = path, why = e));
    let mut text = serde_json::to_vec(draft).map_err(|e| wrong(e.into()))?;
    if let Some(passphrase) = passphrase {
        text = passphrase.hide(&text).ok_or_else(|| wrong(std::io::ErrorKind::Unsupported.into()))?;
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(wrong)?;
    // tempfile makes files that only their owner reads.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(wrong)?;
    file.write_all(&text).map_err(wrong)?;
    file.persist(path).map_err(|e| wrong(e.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_draft_is_there_after_a_crash_and_gone_after_the_work() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("drafts/a.json");
        let draft = |n: u32| Draft { of: "quick".into(), title: "走访".into(), state: n.into() };
        let mut keeper = Keeper::new(Some(path.clone()), None);
        (0..100).for_each(|n| keeper.keep(Some(draft(n))));
        drop(keeper);
        let mut keeper = Keeper::new(Some(path.clone()), None);
        assert_eq!(keeper.left(), Some(draft(99)));
        keeper.keep(Some(draft(1)));
        keeper.keep(None);
        drop(keeper);
        assert!(!path.exists());
        fs::write(&path, "{ not json").unwrap();
        assert_eq!(Keeper::new(Some(path), None).left(), None);
    }

    #[test]
    fn two_consoles_keep_their_drafts_apart_and_neither_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("drafts/a.json");
        let draft = |n: u32| Draft { of: "quick".into(), title: "走访".into(), state: n.into() };
        let (mut one, mut other) = (Keeper::new(Some(path.clone()), None), Keeper::new(Some(path.clone()), None));
        one.keep(Some(draft(1)));
        assert_eq!(other.left(), None, "what another console is typing is not offered");
        other.keep(Some(draft(2)));
        one.keep(None);
        drop((one, other));
        let mut after = Keeper::new(Some(path.clone()), None);
        assert_eq!(after.left(), Some(draft(2)));
        after.forget();
        drop(after);
        assert_eq!(Keeper::new(Some(path), None).left(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_draft_is_read_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let mut keeper = Keeper::new(Some(path.clone()), None);
        keeper.keep(Some(Draft { of: "quick".into(), title: "走访".into(), state: 1.into() }));
        drop(keeper);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
