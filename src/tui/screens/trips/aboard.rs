//! Who is aboard: one key for each passenger, or one for all, and the way back.

use super::call;
use super::roll::RollCall;
use crate::desk::acts::Drafts;
use crate::desk::{Desk, Error, trips};
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::tui::shared::{Shared, Tone};

impl RollCall {
    pub(super) fn next(&mut self, cx: &mut Shared) {
        match call::next_waiting(&self.passengers, self.cursor.at) {
            Some(row) => self.cursor.at = row,
            None => cx.tell(Tone::Good, say!("buses-everybody-called")),
        }
    }

    pub(super) fn board(&mut self, cx: &mut Shared) {
        let Some(passenger) = self.here().cloned() else { return };
        if passenger.presence != Presence::Aboard {
            let (trip, id) = (self.trip, passenger.id);
            let what = say!("buses-did-board", name = passenger.name);
            self.marks.write(&[id], Some(Presence::Aboard), what, None, cx, move |desk| {
                let drafts = trips::board(desk, trip, &[id])?;
                desk.record(drafts)
            });
            self.remark();
        }
        if let Some(row) = call::next_waiting(&self.passengers, self.cursor.at) {
            self.cursor.at = row;
        }
    }

    pub(super) fn board_all(&mut self, cx: &mut Shared) {
        let waiting = self.passengers.iter().filter(|p| p.presence == Presence::Expected);
        let waiting: Vec<SubjectId> = waiting.map(|p| p.id).collect();
        if waiting.is_empty() {
            return cx.tell(Tone::Warn, say!("cli-trip-nobody-waits"));
        }
        let trip = self.trip;
        let what = say!("buses-did-board-all", count = waiting.len());
        let ids = waiting.clone();
        self.marks.write(&waiting, Some(Presence::Aboard), what.clone(), None, cx, move |desk| {
            let drafts = trips::board(desk, trip, &ids)?;
            desk.record(drafts)
        });
        cx.tell(Tone::Good, what);
        self.remark();
    }

    /// An act on the row under the cursor, without a mark of its own.
    pub(super) fn on_row(
        &mut self,
        presence: Option<Presence>,
        what: impl FnOnce(&str) -> String,
        cx: &mut Shared,
        act: impl FnOnce(&mut Desk, SubjectId, SubjectId) -> Result<Drafts, Error> + Send + 'static,
    ) {
        let Some(passenger) = self.here() else { return };
        let (trip, id) = (self.trip, passenger.id);
        let what = what(&passenger.name);
        self.marks.write(&[id], presence, what.clone(), Some(what), cx, move |desk| {
            let drafts = act(desk, trip, id)?;
            desk.record(drafts)
        });
        self.remark();
    }

    pub(super) fn undo(&mut self, cx: &mut Shared) {
        let why = say!("buses-undo-why");
        if self.marks.take_back(why, |what| say!("buses-undone", what = what), cx).is_none() {
            cx.tell(Tone::Warn, say!("buses-nothing-to-undo"));
        }
    }
}
