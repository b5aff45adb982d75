//! Work in the background: an import, an export. Each runs on a thread of its own with a book of its own, shows how far
//! it is at the right end of the lowest line, and can be called off.

use super::command::Command;
use super::events::Event;
use super::shared::{Shared, Tone};
use super::theme::Role;
use crate::desk::{Desk, Error, Phase, Progress};
use crate::locale::say;
use crate::text;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Paragraph;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So long the end of the console waits for jobs that are called off.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a job tells at its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// How good that is.
    pub tone: Tone,
    /// One sentence.
    pub line: String,
    /// Whether it is said in the lowest line; else it is read in the list of jobs.
    pub aloud: bool,
    /// What else there is to read of it.
    pub lines: Vec<(String, Role)>,
}

impl Told {
    /// It was done, and there is no more to say.
    pub fn good(line: impl Into<String>) -> Self {
        Self { tone: Tone::Good, line: line.into(), aloud: true, lines: Vec::new() }
    }

    /// It was done, and nobody waits to hear it.
    pub fn quietly(line: impl Into<String>) -> Self {
        Self { aloud: false, ..Self::good(line) }
    }
}

/// How a job stands.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// At work.
    Running,
    /// At its end, well or not.
    Ended(Told),
}

/// What a quiet job found, for whoever began it.
type Found = Box<dyn Any + Send>;

/// One job; clones are of the same one.
#[derive(Clone)]
pub struct Job {
    /// What it does.
    pub name: String,
    progress: Progress,
    state: Arc<Mutex<State>>,
    found: Arc<Mutex<Option<Found>>>,
    /// Whether it concerns nobody but whoever began it.
    quiet: bool,
    /// Whether the end of the console waits for it, rather than call it off.
    lasting: bool,
    /// Whether its end has been told.
    told: bool,
}

impl Job {
    /// How it stands.
    pub fn state(&self) -> State {
        held(&self.state).clone()
    }

    /// Whether it is at work.
    pub fn running(&self) -> bool {
        *held(&self.state) == State::Running
    }

    /// Whether it holds the book, as whatever is imported does from its first row on; what is written out only reads.
    pub fn holds_book(&self) -> bool {
        self.running() && self.progress.phase() != Phase::Writing
    }

    /// How far it is, in words.
    pub fn how_far(&self) -> String {
        let (done, total) = self.progress.done();
        match (self.progress.phase(), done.saturating_mul(100).checked_div(total)) {
            (Phase::Reading | Phase::Writing, Some(percent @ 0..=100)) => format!("{percent}%"),
            (Phase::Writing, None) if done > 0 => text::group(done.try_into().unwrap_or(i64::MAX)),
            (phase, _) => phase.name(),
        }
    }

    /// Calls it off: nothing is changed then.
    pub fn cancel(&self) {
        self.progress.cancel();
    }

    /// What it found, once, where it is at its end.
    pub fn found<T: 'static>(&self) -> Option<T> {
        let found = held(&self.found).take()?;
        found.downcast().ok().map(|found| *found)
    }
}

/// Every job of this run, the newest last.
#[derive(Default)]
pub struct Jobs {
    /// The jobs.
    pub all: Vec<Job>,
    /// Where the last file was taken from.
    pub folder: Option<PathBuf>,
}

impl Jobs {
    /// Whether one is running that would be missed.
    pub fn running(&self) -> bool {
        self.all.iter().any(|job| job.running() && !job.quiet)
    }

    /// Whether those are only such as the end of the console waits for.
    pub fn only_lasting(&self) -> bool {
        self.all.iter().filter(|job| job.running() && !job.quiet).all(|job| job.lasting)
    }
}

impl Drop for Jobs {
    /// Jobs are called off with the console, and given the time to take back what they began.
    fn drop(&mut self) {
        self.all.iter().filter(|job| job.running()).for_each(Job::cancel);
        let begun = Instant::now();
        while self.all.iter().any(Job::running) && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Shared {
    /// Starts a job that tells its end itself.
    pub fn start(
        &mut self,
        name: String,
        work: impl FnOnce(&mut Desk, &Progress) -> Result<Told, Error> + Send + 'static,
    ) -> Job {
        self.begin(name, false, move |desk, progress| work(desk, progress).map(|told| (told, None)))
    }

    /// Starts a job that whoever leaves waits for: what it does belongs to what they have just done.
    pub fn start_lasting(
        &mut self,
        name: String,
        work: impl FnOnce(&mut Desk, &Progress) -> Result<Told, Error> + Send + 'static,
    ) {
        self.start(name, work);
        if let Some(job) = self.jobs.all.last_mut() {
            job.lasting = true;
        }
    }

    /// Starts a job whose end concerns only whoever began it: what it finds is had by [`Job::found`].
    pub fn start_quiet<T: Send + 'static>(
        &mut self,
        name: String,
        work: impl FnOnce(&mut Desk, &Progress) -> Result<T, Error> + Send + 'static,
    ) -> Job {
        self.begin(name, true, move |desk, progress| {
            let found: Found = Box::new(work(desk, progress));
            Ok((Told::good(""), Some(found)))
        })
    }

    fn begin(
        &mut self,
        name: String,
        quiet: bool,
        work: impl FnOnce(&mut Desk, &Progress) -> Result<(Told, Option<Found>), Error> + Send + 'static,
    ) -> Job {
        let (events, percent) = (self.events.clone(), AtomicU64::new(u64::MAX));
        let progress = Progress::heard_by(move |done, total| {
            let now = done.saturating_mul(100).checked_div(total).unwrap_or(done / 1_000);
            if percent.swap(now, Ordering::Relaxed) != now {
                let _ = events.send(Event::Progress);
            }
        });
        let job = Job {
            name: name.clone(),
            progress: progress.clone(),
            state: Arc::new(Mutex::new(State::Running)),
            found: Arc::default(),
            quiet,
            lasting: false,
            told: quiet,
        };
        self.worker.works_beside(&job);
        let (entrance, events) = (self.entrance.clone(), self.events.clone());
        let (state, found) = (job.state.clone(), job.found.clone());
        // Work counts for the day that is looked at, as what is recorded by hand does.
        let day = self.head.get().and_then(|head| (head.day != head.today).then_some(head.day));
        std::thread::spawn(move || {
            let whole = || -> Result<(Told, Option<Found>), Error> {
                let mut desk = entrance.desk()?;
                if day.is_some() {
                    desk.turn_to(day);
                }
                work(&mut desk, &progress)
            };
            let ended = catch_unwind(AssertUnwindSafe(whole));
            let told = match ended {
                Ok(Ok((told, what))) => {
                    *held(&found) = what;
                    told
                }
                Ok(Err(Error::Cancelled)) => {
                    Told { tone: Tone::Warn, ..Told::good(say!("files-called-off", name = name)) }
                }
                Ok(Err(why)) => failed(&name, &why.to_string()),
                Err(_) => failed(&name, &say!("console-panicked")),
            };
            *held(&state) = State::Ended(told);
            let _ = events.send(Event::Progress);
        });
        self.jobs.all.push(job.clone());
        job
    }

    /// Tells in the lowest line what has come to its end since this was last asked.
    pub(super) fn hear_jobs(&mut self) {
        self.jobs.all.retain(|job| !job.quiet || job.running());
        for n in 0..self.jobs.all.len() {
            let Some(job) = self.jobs.all.get_mut(n).filter(|job| !job.told) else { continue };
            let State::Ended(told) = job.state() else { continue };
            job.told = true;
            if !told.aloud {
                continue;
            }
            let more = match told.lines.is_empty() {
                true => String::new(),
                false => say!("files-read-more", key = self.keymap.hint(Command::Jobs)),
            };
            self.tell(told.tone, format!("{}{more}", told.line));
        }
    }
}

fn failed(name: &str, why: &str) -> Told {
    let line = say!("files-failed", name = name, why = why.lines().next().unwrap_or_default());
    let lines = why.lines().map(|line| (line.to_string(), Role::Bad)).collect();
    Told { tone: Tone::Bad, line, lines, aloud: true }
}

/// Draws how far the newest job is at the right end of a line; gives what is left of the line.
pub fn draw(frame: &mut Frame<'_>, area: Rect, cx: &Shared) -> Rect {
    let running: Vec<&Job> = cx.jobs.all.iter().filter(|job| job.running() && !job.quiet).collect();
    let Some(job) = running.last() else { return area };
    let more = if running.len() > 1 { format!(" +{}", running.len() - 1) } else { String::new() };
    let shown = format!(" {} {}{more} ", text::truncate(&text::clean(&job.name), 20), job.how_far());
    let cells = u16::try_from(text::width(&shown)).unwrap_or(u16::MAX).min(area.width / 2);
    let [left, right] =
        [Rect { width: area.width - cells, ..area }, Rect { x: area.x + area.width - cells, width: cells, ..area }];
    frame.render_widget(Paragraph::new(Span::styled(shown, cx.style(Role::Accent))), right);
    left
}

fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
