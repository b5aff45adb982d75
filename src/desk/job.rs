//! Work that takes its time: how far it is, and that the officer called it off. One thread works and tells, another
//! one looks and may cancel; both hold the same handle.

use super::{Error, Result};
use crate::book::Book;
use crate::locale::say;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

/// What a job is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// A file is read.
    #[default]
    Reading,
    /// The book takes it in.
    Recording,
    /// A file is written.
    Writing,
}

impl Phase {
    const ALL: [Phase; 3] = [Phase::Reading, Phase::Recording, Phase::Writing];

    /// The word for it.
    pub fn name(self) -> String {
        match self {
            Phase::Reading => say!("desk-phase-reading"),
            Phase::Recording => say!("desk-phase-recording"),
            Phase::Writing => say!("desk-phase-writing"),
        }
    }
}

/// Hears how much is done, of how much.
type Listener = Box<dyn Fn(u64, u64) + Send + Sync>;

#[derive(Default)]
struct Told {
    done: AtomicU64,
    total: AtomicU64,
    phase: AtomicU8,
    listener: Option<Listener>,
}

/// A handle on a job. Clones are of the same job.
#[derive(Clone, Default)]
pub struct Progress {
    told: Arc<Told>,
    cancelled: Arc<AtomicBool>,
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, total) = self.done();
        write!(f, "Progress({done}/{total}, {:?}, cancelled: {})", self.phase(), self.cancelled())
    }
}

impl Progress {
    /// A job that tells how far it is as it goes, besides being asked.
    pub fn heard_by(listener: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        let told = Told { listener: Some(Box::new(listener)), ..Told::default() };
        Self { told: Arc::new(told), cancelled: Arc::default() }
    }

    /// So much is done, of so much; a total of 0 is not known.
    pub fn set(&self, done: u64, total: u64) {
        self.told.total.store(total, Ordering::Relaxed);
        self.told.done.store(done, Ordering::Relaxed);
        if let Some(listener) = &self.told.listener {
            listener(done, total);
        }
    }

    /// How much is done, of how much.
    pub fn done(&self) -> (u64, u64) {
        (self.told.done.load(Ordering::Relaxed), self.told.total.load(Ordering::Relaxed))
    }

    /// The job begins with something else.
    pub fn enter(&self, phase: Phase) {
        self.told.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// What it is busy with.
    pub fn phase(&self) -> Phase {
        Phase::ALL.get(usize::from(self.told.phase.load(Ordering::Relaxed))).copied().unwrap_or_default()
    }

    /// Calls the job off. It ends within a second, with [`Error::Cancelled`] and nothing changed, or it had ended.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// What calls it off once it is set, for what cannot hold the handle: a signal, a book that heeds it.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Whether it was called off.
    pub fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Goes on, unless the job was called off.
    pub fn check(&self) -> Result<()> {
        if self.cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Works on the book. Where the job is called off meanwhile the book stops at once, in the middle of whatever it
    /// does, and takes its transaction back.
    pub(super) fn stopping<T>(&self, book: &mut Book, work: impl FnOnce(&mut Book) -> Result<T>) -> Result<T> {
        self.check()?;
        book.heed(Some(Arc::clone(&self.cancelled)))?;
        let done = work(book);
        book.heed(None)?;
        match done {
            Err(_) if self.cancelled() => Err(Error::Cancelled),
            done => done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn whoever_holds_the_handle_sees_the_job_and_can_stop_it() {
        let heard: Arc<Mutex<Vec<(u64, u64)>>> = Arc::default();
        let ear = Arc::clone(&heard);
        let job = Progress::heard_by(move |done, total| ear.lock().unwrap().push((done, total)));
        let screen = job.clone();
        job.enter(Phase::Recording);
        job.set(3, 10);
        assert_eq!((screen.done(), screen.phase()), ((3, 10), Phase::Recording));
        assert!(job.check().is_ok());
        screen.cancel();
        assert!(matches!(job.check(), Err(Error::Cancelled)));
        assert_eq!(*heard.lock().unwrap(), [(3, 10)]);
    }
}
