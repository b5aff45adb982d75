//! The book lives on a thread of its own; what is drawn never waits for it. A [`Pane`] holds the newest answer to the
//! newest question of one place on the screen: a newer question takes the place of one not yet begun, and an answer
//! that came too late is dropped.

use super::events::Event;
use super::jobs::Job;
use crate::book;
use crate::desk::{Desk, Error, words};
use crate::locale::say;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often another process's writes are looked for.
const LOOK: Duration = Duration::from_millis(400);

/// So long is waited for a job of this console, enough for a short one: a long one holds the book for a minute, and
/// whoever records is to know at once.
const HURRY: Duration = Duration::from_millis(300);

/// Something that waits for the book.
trait Waiting: Send + Sync {
    /// Does it; gives whether the book was written to.
    fn answer(&self, watched: &mut Watched, jobs: &Beside) -> bool;
}

/// Jobs of this console, which write to the book through a connection of their own.
#[derive(Clone, Default)]
struct Beside(Arc<Mutex<Vec<Job>>>);

impl Beside {
    fn jobs(&self) -> MutexGuard<'_, Vec<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The job that holds the book now, by name.
    fn holder(&self) -> Option<String> {
        self.jobs().iter().find(|job| job.holds_book()).map(|job| job.name.clone())
    }
}

enum Work {
    Ask(Arc<dyn Waiting>, Open),
    Sit(Box<Desk>),
    Stop,
}

/// A question on its way: counted, of all and of the thread that it was put to, until it is let go.
struct Open {
    all: Arc<AtomicUsize>,
    own: Arc<AtomicUsize>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.own.fetch_sub(1, Ordering::SeqCst);
        self.all.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The way to the book's thread.
pub struct Worker {
    work: Sender<Work>,
    all: Arc<AtomicUsize>,
    own: Arc<AtomicUsize>,
    jobs: Beside,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; without a desk it waits for one.
    pub fn start(desk: Option<Desk>, events: Sender<Event>) -> Self {
        let (work, todo) = channel();
        let jobs = Beside::default();
        let beside = jobs.clone();
        let thread = std::thread::spawn(move || serve(desk, true, &todo, &events, &beside));
        Self { work, all: Arc::default(), own: Arc::default(), jobs, thread: Some(thread) }
    }

    /// A job begins: where the book turns out to be held, it is known by whom.
    pub fn works_beside(&self, job: &Job) {
        let mut jobs = self.jobs.jobs();
        jobs.retain(Job::running);
        jobs.push(job.clone());
    }

    /// Another thread with a book of its own, for questions that take their time: no key waits behind them. It only
    /// reads, leaves it to the first to notice other processes, and nobody waits for it at the end. Where no second book
    /// can be opened, the first answers.
    pub fn aside(&self, desk: impl FnOnce() -> Option<Desk> + Send + 'static, events: Sender<Event>) -> Self {
        let (work, todo) = channel();
        let jobs = self.jobs.clone();
        let beside = jobs.clone();
        let first = self.work.clone();
        std::thread::spawn(move || match desk() {
            Some(desk) => serve(Some(desk), false, &todo, &events, &beside),
            None => {
                let asked = todo.iter().filter(|work| matches!(work, Work::Ask(..)));
                asked.map_while(|work| first.send(work).ok()).for_each(drop);
            }
        });
        Self { work, all: self.all.clone(), own: Arc::default(), jobs, thread: None }
    }

    /// Works at another book from here on.
    pub fn sit(&self, desk: Desk) {
        // The thread outlives every sender.
        let _ = self.work.send(Work::Sit(Box::new(desk)));
    }

    fn counted(&self) -> Open {
        self.all.fetch_add(1, Ordering::SeqCst);
        self.own.fetch_add(1, Ordering::SeqCst);
        Open { all: self.all.clone(), own: self.own.clone() }
    }

    /// How much has been asked and not yet answered, here and aside.
    pub fn open(&self) -> usize {
        self.all.load(Ordering::SeqCst)
    }

    /// The same of this thread alone: what keys wait for.
    pub fn open_here(&self) -> usize {
        self.own.load(Ordering::SeqCst)
    }
}

impl Drop for Worker {
    /// Whatever is being written is finished before the process ends.
    fn drop(&mut self) {
        let _ = self.work.send(Work::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The desk with what tells that its book was written to, or taken away, by others.
struct Watched {
    desk: Desk,
    file: Option<FileId>,
    seen: i64,
    looked: Instant,
    adrift: bool,
}

impl Watched {
    fn new(desk: Desk) -> Self {
        let file = file_id(desk.book.path());
        let seen = desk.book.written_elsewhere().unwrap_or_default();
        Self { desk, file, seen, looked: Instant::now(), adrift: false }
    }

    /// Whether the book's file lies where it was opened. What is written to one that was taken away would be lost.
    fn in_place(&self) -> bool {
        file_id(self.desk.book.path()) == self.file
    }

    /// What others have done since it was last looked for.
    fn news(&mut self) -> Option<Event> {
        self.looked = Instant::now();
        let adrift = !self.in_place();
        if adrift != std::mem::replace(&mut self.adrift, adrift) {
            return Some(if adrift { Event::Adrift } else { Event::Changed });
        }
        let now = self.desk.book.written_elsewhere().unwrap_or_default();
        (now != std::mem::replace(&mut self.seen, now)).then_some(Event::Changed)
    }
}

fn serve(desk: Option<Desk>, looks: bool, todo: &Receiver<Work>, events: &Sender<Event>, jobs: &Beside) {
    let mut watched = desk.map(Watched::new);
    loop {
        let work = todo.recv_timeout(LOOK);
        let mut asked = None;
        let news = match work {
            Ok(Work::Ask(waiting, open)) => {
                asked = Some(open);
                let wrote = watched.as_mut().is_some_and(|w| waiting.answer(w, jobs));
                Some(if wrote { Event::Changed } else { Event::Answered })
            }
            Ok(Work::Sit(other)) => {
                watched = Some(Watched::new(*other));
                Some(Event::Changed)
            }
            Ok(Work::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => None,
        };
        // Others are looked for while this console is busy, too.
        let due = |w: &&mut Watched| looks && (news.is_none() || w.looked.elapsed() >= LOOK);
        let others = watched.as_mut().filter(due).and_then(Watched::news);
        let sent = news.into_iter().chain(others).all(|event| events.send(event).is_ok());
        // Only now is nothing open any more: what comes of the answer may ask again.
        drop(asked);
        if !sent {
            return;
        }
    }
}

#[cfg(unix)]
type FileId = (u64, u64);

/// What tells a file from another under the same name.
#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
type FileId = ();

/// Elsewhere a file that is open stays where it is.
#[cfg(not(unix))]
fn file_id(path: &Path) -> Option<FileId> {
    path.exists().then_some(())
}

type Question<T> = Box<dyn FnOnce(&mut Desk) -> Result<T, Error> + Send>;
/// The newest answer, or one sentence of what is wrong.
pub type Answer<T> = Result<Arc<T>, String>;

struct Slot<T> {
    state: Mutex<State<T>>,
}

struct State<T> {
    question: Option<(Question<T>, bool)>,
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
    fn answer(&self, watched: &mut Watched, jobs: &Beside) -> bool {
        let (question, writes, asked) = {
            let mut state = self.state();
            let Some((question, writes)) = state.question.take() else { return false };
            (question, writes, state.asked)
        };
        let answer = if writes && !watched.in_place() {
            Err(say!("console-book-gone", path = watched.desk.book.path()))
        } else {
            let before = jobs.holder();
            watched.desk.book.wait_at_most(before.as_ref().filter(|_| writes).map(|_| HURRY));
            match catch_unwind(AssertUnwindSafe(|| question(&mut watched.desk))) {
                Ok(answer) => answer.map(Arc::new).map_err(|error| match (&error, jobs.holder().or(before)) {
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
        }
        wrote
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
        self.send(worker, Box::new(question), false);
    }

    /// Has something written: the screens ask anew once it is done. Nothing takes its place.
    pub fn write(&mut self, worker: &Worker, act: impl FnOnce(&mut Desk) -> Result<T, Error> + Send + 'static) {
        self.send(worker, Box::new(act), true);
    }

    fn send(&mut self, worker: &Worker, question: Question<T>, writes: bool) {
        {
            let mut state = self.slot.state();
            // What is to be written is never forgotten: it goes on under a slot of its own.
            if state.question.as_ref().is_some_and(|(_, writes)| *writes) {
                drop(state);
                *self = Self::default();
                state = self.slot.state();
            }
            state.asked += 1;
            let waits = state.question.replace((question, writes)).is_some();
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
