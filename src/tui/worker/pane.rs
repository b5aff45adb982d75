//! The newest answer to the newest question of one place on the screen.

use super::{Beside, Waiting, Watched, Work, Worker};
use crate::book;
use crate::desk::{Desk, Error, words};
use crate::locale::say;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Question<T> = Box<dyn FnOnce(&mut Desk) -> Result<T, Error> + Send>;
/// The newest answer, or one sentence of what is wrong.
pub type Answer<T> = Result<Arc<T>, String>;

struct Slot<T> {
    state: Mutex<State<T>>,
}

/// What comes of a question besides its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing.
    Asks,
    /// The desk looks elsewhere: all screens ask anew.
    Turns,
    /// The book is written to.
    Records,
}

struct State<T> {
    question: Option<(Question<T>, Kind)>,
    /// How many questions were asked, and which of them the newest answer is to.
    asked: u64,
    answered: u64,
    answer: Option<Answer<T>>,
    fresh: bool,
}

impl<T> Slot<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        // A question that panicked holds no lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send + Sync> Waiting for Slot<T> {
    fn answer(&self, watched: &mut Watched, beside: &Beside) -> bool {
        let (question, writes, asked) = {
            let mut state = self.state();
            let Some((question, kind)) = state.question.take() else { return false };
            (question, kind != Kind::Asks, state.asked)
        };
        let answer = if writes && !watched.in_place() {
            Err(say!("console-book-gone", path = watched.desk.book.path()))
        } else {
            let before = beside.holder();
            match catch_unwind(AssertUnwindSafe(|| question(&mut watched.desk))) {
                Ok(answer) => answer.map(Arc::new).map_err(|error| match (&error, beside.holder().or(before)) {
                    // It is no other program that holds the book where this one does.
                    (Error::Book(book::Error::Busy), Some(job)) => say!("console-busy-job", job = job),
                    _ => words::without_options(&error.to_string()).into_owned(),
                }),
                Err(_) => Err(say!("console-panicked")),
            }
        };
        let wrote = writes && answer.is_ok();
        let mut state = self.state();
        if asked > state.answered {
            (state.answered, state.answer, state.fresh) = (asked, Some(answer), true);
            // Before anybody can see it: whoever does knows that there is something to be told.
            beside.given.fetch_add(1, Ordering::SeqCst);
        }
        wrote
    }

    fn writes(&self) -> bool {
        self.state().question.as_ref().is_some_and(|(_, kind)| *kind != Kind::Asks)
    }

    fn records(&self) -> bool {
        self.state().question.as_ref().is_some_and(|(_, kind)| *kind == Kind::Records)
    }
}

/// A place on the screen that shows something of the book.
pub struct Pane<T> {
    slot: Arc<Slot<T>>,
}

impl<T> Default for Pane<T> {
    fn default() -> Self {
        let state = State { question: None, asked: 0, answered: 0, answer: None, fresh: false };
        Self { slot: Arc::new(Slot { state: Mutex::new(state) }) }
    }
}

impl<T: Send + Sync + 'static> Pane<T> {
    /// Asks; a question that the book has not begun with is forgotten.
    pub fn ask(&mut self, worker: &Worker, question: impl FnOnce(&mut Desk) -> Result<T, Error> + Send + 'static) {
        self.send(worker, Box::new(question), Kind::Asks);
    }

    /// Has something written: the screens ask anew once it is done. Nothing takes its place.
    pub fn write(&mut self, worker: &Worker, act: impl FnOnce(&mut Desk) -> Result<T, Error> + Send + 'static) {
        self.send(worker, Box::new(act), Kind::Records);
    }

    /// Has the desk look elsewhere: the screens ask anew once it does. Nothing takes its place.
    pub fn turn(&mut self, worker: &Worker, act: impl FnOnce(&mut Desk) -> Result<T, Error> + Send + 'static) {
        self.send(worker, Box::new(act), Kind::Turns);
    }

    fn send(&mut self, worker: &Worker, question: Question<T>, kind: Kind) {
        {
            let mut state = self.slot.state();
            // What is to be written is never forgotten: it goes on under a slot of its own.
            if state.question.as_ref().is_some_and(|(_, kind)| *kind != Kind::Asks) {
                drop(state);
                *self = Self::default();
                state = self.slot.state();
            }
            state.asked += 1;
            let waits = state.question.replace((question, kind)).is_some();
            if waits {
                return;
            }
        }
        // Where the thread has ended, the question comes back and is let go.
        let _ = worker.work.send(Work::Ask(self.slot.clone(), worker.counted()));
    }

    /// The newest answer, also while a newer question waits.
    pub fn get(&self) -> Option<Arc<T>> {
        self.slot.state().answer.as_ref().and_then(|answer| answer.as_ref().ok().cloned())
    }

    /// What was wrong with the newest question.
    pub fn error(&self) -> Option<String> {
        self.slot.state().answer.as_ref().and_then(|answer| answer.as_ref().err().cloned())
    }

    /// The newest answer, once: for what is done when it comes.
    pub fn take(&mut self) -> Option<Answer<T>> {
        let mut state = self.slot.state();
        if !std::mem::take(&mut state.fresh) {
            return None;
        }
        state.answer.clone()
    }

    /// Whether an answer is still to come.
    pub fn waits(&self) -> bool {
        let state = self.slot.state();
        state.answered < state.asked
    }

    /// Whether the first answer is still to come.
    pub fn is_unread(&self) -> bool {
        let state = self.slot.state();
        state.answer.is_none() && state.answered < state.asked
    }

    /// Forgets answer and question.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
