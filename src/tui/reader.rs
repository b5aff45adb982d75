//! A second book for what takes its time at a large township: no key waits behind it. It is turned to the day that the
//! first one looks at.

use super::shared::Shared;
use super::worker::{Pane, Worker};
use crate::desk::{Desk, Error};
use chrono::NaiveDate;

/// See the module.
#[derive(Default)]
pub struct Reader {
    aside: Option<Worker>,
    day: Pane<NaiveDate>,
}

impl Reader {
    /// Asks the first book which day it looks at.
    pub fn look(&mut self, cx: &Shared) {
        self.day.ask(&cx.worker, |desk| Ok(desk.reading_day()));
    }

    /// Whether that has been answered since it was last asked here: now is the time to ask the rest.
    pub fn looked(&mut self) -> bool {
        matches!(self.day.take(), Some(Ok(_)))
    }

    /// Asks the second book. Before the day is known nothing is asked.
    pub fn ask<T: Send + Sync + 'static>(
        &mut self,
        pane: &mut Pane<T>,
        cx: &Shared,
        question: impl FnOnce(&mut Desk) -> Result<T, Error> + Send + 'static,
    ) {
        let Some(day) = self.day.get() else { return };
        let aside = self.aside.get_or_insert_with(|| {
            let entrance = cx.entrance.clone();
            cx.worker.aside(move || entrance.desk().ok(), cx.events.clone())
        });
        pane.ask(aside, move |desk| {
            desk.turn_to(Some(*day));
            desk.book.refresh()?;
            question(desk)
        });
    }
}
