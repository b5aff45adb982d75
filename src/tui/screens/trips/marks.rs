//! What was just done and the book has not answered yet: shown at once, taken back where the book refuses.

use crate::book::Recorded;
use crate::desk::trips::Passenger;
use crate::desk::{Desk, Error};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::tui::shared::{Shared, Tone};
use crate::tui::worker::Pane;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

/// How far a mark has come; it goes once the list has been read after the writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Sent,
    Written,
    ReadAgain,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    act: u64,
    presence: Presence,
    stage: Stage,
}

/// Something that was recorded here, to be taken back.
#[derive(Debug, Clone)]
pub struct Done {
    /// The batch's name, once it is written.
    batch: Arc<OnceLock<String>>,
    /// What it was, in words.
    pub what: String,
}

impl Done {
    /// Something about to be recorded: whoever records it names the batch.
    pub fn begun(what: String) -> (Self, Arc<OnceLock<String>>) {
        let batch = Arc::new(OnceLock::new());
        (Self { batch: batch.clone(), what }, batch)
    }

    /// It was refused: nobody is left who could name its batch.
    fn is_void(&self) -> bool {
        self.batch.get().is_none() && Arc::strong_count(&self.batch) == 1
    }
}

/// Everything recorded from a roll call, the newest last; shared with what is laid over it.
pub type History = Rc<RefCell<Vec<Done>>>;

struct Doing {
    act: u64,
    pane: Pane<Recorded>,
    done: Option<Done>,
    told: Option<String>,
}

/// See the module.
#[derive(Default)]
pub struct Marks {
    acts: u64,
    marks: FxHashMap<SubjectId, Mark>,
    doing: Vec<Doing>,
    /// What was done.
    pub history: History,
}

/// Has something recorded whose batch can be taken back later.
pub fn record(
    pane: &mut Pane<Recorded>,
    what: String,
    cx: &Shared,
    act: impl FnOnce(&mut Desk) -> Result<Recorded, Error> + Send + 'static,
) -> Done {
    let (done, known) = Done::begun(what);
    pane.write(&cx.worker, move |desk| {
        let recorded = act(desk)?;
        let _ = known.set(recorded.batch.clone());
        Ok(recorded)
    });
    done
}

impl Marks {
    /// Has something recorded. `people` are shown as `presence` meanwhile; `told` is said once it is done.
    pub fn write(
        &mut self,
        people: &[SubjectId],
        presence: Option<Presence>,
        what: String,
        told: Option<String>,
        cx: &Shared,
        act: impl FnOnce(&mut Desk) -> Result<Recorded, Error> + Send + 'static,
    ) {
        self.acts += 1;
        let number = self.acts;
        if let Some(presence) = presence {
            self.marks.extend(people.iter().map(|id| (*id, Mark { act: number, presence, stage: Stage::Sent })));
        }
        let mut pane = Pane::default();
        let done = record(&mut pane, what, cx, act);
        self.history.borrow_mut().push(done.clone());
        self.doing.push(Doing { act: number, pane, done: Some(done), told });
    }

    /// Has the newest act taken back; gives what it was, `None` where there is none.
    pub fn take_back(&mut self, why: String, told: impl FnOnce(&str) -> String, cx: &Shared) -> Option<()> {
        self.history.borrow_mut().retain(|done| !done.is_void());
        let done = self.history.borrow_mut().pop()?;
        self.acts += 1;
        let told = told(&done.what);
        let mut pane: Pane<Recorded> = Pane::default();
        // The book does one thing after the other: by now the batch has its name, or was refused.
        pane.write(&cx.worker, move |desk| {
            let batch = done.batch.get().cloned().unwrap_or_default();
            desk.withdraw(&batch, &why)
        });
        self.doing.push(Doing { act: self.acts, pane, done: None, told: Some(told) });
        Some(())
    }

    /// Whether something has not been answered.
    pub fn wait(&self) -> bool {
        !self.doing.is_empty()
    }

    /// Looks at what has been answered, and says it.
    pub fn answered(&mut self, cx: &mut Shared) {
        let mut still = Vec::new();
        for mut doing in std::mem::take(&mut self.doing) {
            match doing.pane.take() {
                None => still.push(doing),
                Some(Ok(recorded)) => {
                    let own = |mark: &&mut Mark| mark.act == doing.act;
                    self.marks.values_mut().filter(own).for_each(|mark| mark.stage = Stage::Written);
                    match (doing.told, recorded.notices.first()) {
                        (Some(told), _) => cx.tell_recorded(told, &recorded),
                        (None, Some(notice)) => cx.tell(Tone::Warn, notice.clone()),
                        (None, None) => {}
                    }
                }
                Some(Err(why)) => {
                    self.marks.retain(|_, mark| mark.act != doing.act);
                    if let Some(done) = doing.done {
                        self.history.borrow_mut().retain(|other| !Arc::ptr_eq(&other.batch, &done.batch));
                    }
                    cx.tell(Tone::Bad, why);
                }
            }
        }
        self.doing = still;
    }

    /// The list is asked for anew.
    pub fn asked(&mut self) {
        let written = |mark: &&mut Mark| mark.stage == Stage::Written;
        self.marks.values_mut().filter(written).for_each(|mark| mark.stage = Stage::ReadAgain);
    }

    /// The list has come: it holds what was written before it was asked for.
    pub fn read(&mut self) {
        self.marks.retain(|_, mark| mark.stage != Stage::ReadAgain);
    }

    /// Puts the marks on a list.
    pub fn put_on(&self, passengers: &mut [Passenger]) {
        for passenger in passengers {
            if let Some(mark) = self.marks.get(&passenger.id) {
                passenger.presence = mark.presence;
                passenger.absence = match mark.presence {
                    Presence::Absent(reason) => Some(reason),
                    _ => None,
                };
            }
        }
    }
}
