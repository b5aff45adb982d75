//! Work in the background: an import, an export. Each runs on a thread of its own with a book of its own, shows how far
//! it is, and can be called off.

use super::events::Event;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

/// How a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Percent done.
    Running(u8),
    /// Done, and what is to be told.
    Done(String),
    /// Not done, and why.
    Failed(String),
}

/// One job.
pub struct Job {
    /// What it does.
    pub name: String,
    state: Arc<Mutex<State>>,
    cancel: Box<dyn Fn() + Send>,
}

impl Job {
    /// How it stands.
    pub fn state(&self) -> State {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Calls it off.
    pub fn cancel(&self) {
        (self.cancel)();
    }
}

/// Every job of this run, the newest last.
#[derive(Default)]
pub struct Jobs {
    /// The jobs.
    pub all: Vec<Job>,
}

/// What a job tells while it runs.
#[derive(Clone)]
pub struct Reporter {
    state: Arc<Mutex<State>>,
    events: Sender<Event>,
}

impl Reporter {
    /// Tells how it stands.
    pub fn tell(&self, state: State) {
        let mut now = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *now != state {
            *now = state;
            let _ = self.events.send(Event::Progress);
        }
    }
}

impl Jobs {
    /// Starts one; `work` tells its end itself through the reporter.
    pub fn start(
        &mut self,
        name: String,
        events: Sender<Event>,
        cancel: impl Fn() + Send + 'static,
        work: impl FnOnce(&Reporter) -> Result<String, String> + Send + 'static,
    ) {
        let state = Arc::new(Mutex::new(State::Running(0)));
        let reporter = Reporter { state: state.clone(), events };
        self.all.push(Job { name, state, cancel: Box::new(cancel) });
        std::thread::spawn(move || {
            let told = work(&reporter);
            reporter.tell(told.map_or_else(State::Failed, State::Done));
        });
    }

    /// Whether one is running.
    pub fn running(&self) -> bool {
        self.all.iter().any(|job| matches!(job.state(), State::Running(_)))
    }
}
