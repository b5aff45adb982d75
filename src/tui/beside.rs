//! Something done beside the console, on a thread of its own and without the book: a folder is listed, a book is made.

use super::events::Event;
use crate::locale::say;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

/// See the module. A newer task takes the place of one not yet done.
pub struct Beside<T> {
    done: Option<Receiver<Result<T, String>>>,
}

impl<T> Default for Beside<T> {
    fn default() -> Self {
        Self { done: None }
    }
}

impl<T: Send + 'static> Beside<T> {
    /// Has it done; an event tells when it is.
    pub fn begin(&mut self, events: &Sender<Event>, work: impl FnOnce() -> Result<T, String> + Send + 'static) {
        let (send, done) = channel();
        self.done = Some(done);
        let events = events.clone();
        std::thread::spawn(move || {
            let found = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(say!("console-panicked")));
            let _ = send.send(found);
            let _ = events.send(Event::Answered);
        });
    }

    /// What came of it, once.
    pub fn take(&mut self) -> Option<Result<T, String>> {
        match self.done.as_ref()?.try_recv() {
            Ok(found) => {
                self.done = None;
                Some(found)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.done = None;
                Some(Err(say!("console-panicked")))
            }
        }
    }

    /// Whether something is being done.
    pub fn waits(&self) -> bool {
        self.done.is_some()
    }
}
