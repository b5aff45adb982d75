//! The book lives on a thread of its own; what is drawn never waits for it. A [`Pane`] holds the newest answer to the
//! newest question of one place on the screen: a newer question takes the place of one not yet begun, and an answer
//! that came too late is dropped. What is to be recorded while a job of this console holds the book waits for it, told at
//! once; questions go on meanwhile.

mod pane;

use super::events::Event;
use super::jobs::Job;
use crate::desk::Desk;
pub use pane::{Answer, Pane};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often another process's writes are looked for.
const LOOK: Duration = Duration::from_millis(400);

/// How often it is looked whether a job has given the book back.
const AGAIN: Duration = Duration::from_millis(30);

/// A job that holds the book no longer than this is not worth a word.
const SHORT: Duration = Duration::from_millis(150);

/// Something that waits for the book.
trait Waiting: Send + Sync {
    /// Does it; gives whether the book was written to.
    fn answer(&self, watched: &mut Watched, beside: &Beside) -> bool;

    /// Whether it changes something that others see.
    fn writes(&self) -> bool;

    /// Whether the book must be free for it.
    fn records(&self) -> bool;
}

/// What waits for a job to give the book back, in its order.
#[derive(Default)]
struct Held {
    waiting: VecDeque<Arc<dyn Waiting>>,
    since: Option<Instant>,
    told: bool,
}

impl Held {
    /// Keeps what cannot be done yet: it records, and a job of this console holds the book; or it came after such.
    fn keeps(&mut self, waiting: &Arc<dyn Waiting>, watched: &Watched, beside: &Beside) -> bool {
        let kept = match self.waiting.is_empty() {
            true => waiting.records() && beside.holder().is_some() && watched.desk.book.is_held(),
            // A mere question asks for what the book says now.
            false => waiting.writes(),
        };
        if !kept {
            return false;
        }
        self.since.get_or_insert_with(Instant::now);
        self.waiting.push_back(waiting.clone());
        true
    }

    /// The job that is waited for, once, where that takes its time.
    fn news(&mut self, beside: &Beside) -> Option<Event> {
        let long = self.since.is_some_and(|since| since.elapsed() >= SHORT) && !self.told;
        let job = beside.holder().filter(|_| long)?;
        self.told = true;
        Some(Event::Waits(job))
    }

    /// Does what was kept, once the job has told its end; gives whether the book was written to, where anything was done.
    fn release(&mut self, watched: Option<&mut Watched>, beside: &Beside, now: bool) -> Option<bool> {
        let watched = watched.filter(|_| !self.waiting.is_empty())?;
        if !now && beside.holder().is_some() {
            return None;
        }
        (self.since, self.told) = (None, false);
        let done = self.waiting.drain(..).map(|waiting| waiting.answer(watched, beside));
        Some(done.fold(false, |any, wrote| any | wrote))
    }
}

/// What the threads of this console know of each other.
#[derive(Clone, Default)]
struct Beside {
    /// Jobs, which write to the book through a connection of their own.
    jobs: Arc<Mutex<Vec<Job>>>,
    /// How many answers lie in their places, told or not.
    given: Arc<AtomicUsize>,
}

impl Beside {
    fn jobs(&self) -> MutexGuard<'_, Vec<Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
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
    beside: Beside,
    /// Ends what is being read aside.
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; without a desk it waits for one.
    pub fn start(desk: Option<Desk>, events: Sender<Event>) -> Self {
        let (work, todo) = channel();
        let beside = Beside::default();
        let shared = beside.clone();
        let thread = std::thread::spawn(move || serve(desk, true, &todo, &events, &shared));
        Self { work, all: Arc::default(), own: Arc::default(), beside, stop: Arc::default(), thread: Some(thread) }
    }

    /// A job begins: where the book turns out to be held, it is known by whom.
    pub fn works_beside(&self, job: &Job) {
        let mut jobs = self.beside.jobs();
        jobs.retain(Job::running);
        jobs.push(job.clone());
    }

    /// Another thread with a book of its own, for questions that take their time: no key waits behind them. It only
    /// reads, leaves it to the first to notice other processes, and stops in the middle of it at the end. Where no second
    /// book can be opened, the first answers.
    pub fn aside(&self, desk: impl FnOnce() -> Option<Desk> + Send + 'static, events: Sender<Event>) -> Self {
        let (work, todo) = channel();
        let beside = self.beside.clone();
        let shared = beside.clone();
        let first = self.work.clone();
        let stop = Arc::<AtomicBool>::default();
        let heeded = stop.clone();
        let heeding = move |mut desk: Desk| desk.book.heed(Some(heeded)).ok().map(|()| desk);
        let thread = std::thread::spawn(move || match desk().and_then(heeding) {
            Some(desk) => serve(Some(desk), false, &todo, &events, &shared),
            None => {
                let until = todo.iter().take_while(|work| !matches!(work, Work::Stop));
                let asked = until.filter(|work| matches!(work, Work::Ask(..)));
                asked.map_while(|work| first.send(work).ok()).for_each(drop);
            }
        });
        Self { work, all: self.all.clone(), own: Arc::default(), beside, stop, thread: Some(thread) }
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

    /// How many answers have been given, here and aside. Of each an event tells, later.
    pub fn given(&self) -> usize {
        self.beside.given.load(Ordering::SeqCst)
    }

    /// The same as [`Worker::open`] of this thread alone: what keys wait for.
    pub fn open_here(&self) -> usize {
        self.own.load(Ordering::SeqCst)
    }
}

impl Drop for Worker {
    /// Whatever is being written is finished before the process ends. What is being read is not; but no thread may be
    /// within SQLCipher when the process ends, since OpenSSL clears itself away then.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
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

fn serve(desk: Option<Desk>, looks: bool, todo: &Receiver<Work>, events: &Sender<Event>, beside: &Beside) {
    let (mut watched, mut held) = (desk.map(Watched::new), Held::default());
    loop {
        let work = todo.recv_timeout(if held.waiting.is_empty() { LOOK } else { AGAIN });
        let answered = |wrote| if wrote { Event::Changed } else { Event::Answered };
        let mut asked = None;
        let news = match work {
            Ok(Work::Ask(waiting, open)) => match watched.as_mut() {
                // Nobody who waits for the screen to settle waits for a job.
                Some(watched) if held.keeps(&waiting, watched, beside) => None,
                watched => {
                    asked = Some(open);
                    Some(answered(watched.is_some_and(|watched| waiting.answer(watched, beside))))
                }
            },
            Ok(Work::Sit(other)) => {
                held.release(watched.as_mut(), beside, true);
                watched = Some(Watched::new(*other));
                Some(Event::Changed)
            }
            Ok(Work::Stop) | Err(RecvTimeoutError::Disconnected) => {
                held.release(watched.as_mut(), beside, true);
                return;
            }
            Err(RecvTimeoutError::Timeout) => None,
        };
        let late = held.release(watched.as_mut(), beside, false).map(answered).or_else(|| held.news(beside));
        // Others are looked for while this console is busy, too.
        let due = |w: &&mut Watched| looks && (news.is_none() || w.looked.elapsed() >= LOOK);
        let others = watched.as_mut().filter(due).and_then(Watched::news);
        let sent = news.into_iter().chain(late).chain(others).all(|event| events.send(event).is_ok());
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
