//! What is being typed is kept in a file as it is typed, and offered again after a crash. The file lies beside the book's
//! data, is readable by its owner only, and is gone once the typing is done.

use crate::desk::Error;
use crate::locale::say;
use serde::{Deserialize, Serialize};
use std::fs;
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
    send: Option<Sender<Option<Draft>>>,
    kept: Option<Draft>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Keeps drafts in this file; nowhere if there is none.
    pub fn new(path: Option<PathBuf>) -> Self {
        let (send, todo) = channel();
        let thread = path.clone().map(|path| std::thread::spawn(move || keep(&path, &todo)));
        Self { path, send: Some(send), kept: None, thread }
    }

    /// The draft that an earlier run left.
    pub fn left(&self) -> Option<Draft> {
        let text = fs::read_to_string(self.path.as_ref()?).ok()?;
        serde_json::from_str(&text).ok()
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

fn keep(path: &Path, todo: &Receiver<Option<Draft>>) {
    while let Ok(first) = todo.recv() {
        let newest = todo.try_iter().last().unwrap_or(first);
        // A disk that takes no draft takes no entry either, and that is told.
        let _ = match newest {
            Some(draft) => write(path, &draft).map_err(|_| ()),
            None => fs::remove_file(path).map_err(|_| ()),
        };
    }
}

fn write(path: &Path, draft: &Draft) -> Result<(), Error> {
    let wrong = |e: std::io::Error| Error::refused(say!("console-draft-not-kept", path = path, why = e));
    let text = serde_json::to_vec(draft).map_err(|e| wrong(e.into()))?;
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
        let mut keeper = Keeper::new(Some(path.clone()));
        (0..100).for_each(|n| keeper.keep(Some(draft(n))));
        drop(keeper);
        let mut keeper = Keeper::new(Some(path.clone()));
        assert_eq!(keeper.left(), Some(draft(99)));
        keeper.keep(Some(draft(1)));
        keeper.keep(None);
        drop(keeper);
        assert!(!path.exists());
        fs::write(&path, "{ not json").unwrap();
        assert_eq!(Keeper::new(Some(path)).left(), None);
    }
}
