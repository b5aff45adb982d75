//! What the whole bus goes through: it leaves, arrives and is handed over, or does not go. Asked first where something is
//! amiss, or where more than one record is made.

use super::arrival;
use super::prompt::Prompt;
use super::roll::RollCall;
use crate::desk::{Error, trips};
use crate::locale::say;
use crate::tui::command::Command;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::shared::{Request, Shared};

impl RollCall {
    /// Asks first where something is amiss, then goes on with the same command.
    pub(super) fn ask(&self, command: Command, title: String, text: &str, cx: &mut Shared) {
        let agreed = self.agreed.clone();
        cx.open(Confirm::new(title, text, move |cx| {
            agreed.set(Some(command));
            cx.request(Request::Run(command));
        }));
    }

    pub(super) fn depart(&mut self, cx: &mut Shared) {
        let Some(sheet) = self.sheet.get() else { return };
        let unready = sheet.unready(&self.passengers);
        if self.agreed.take() != Some(Command::RollDepart) && sheet.waits() && !unready.is_empty() {
            let title = say!("buses-depart-anyway", number = sheet.number());
            return self.ask(Command::RollDepart, title, &unready.join("\n"), cx);
        }
        let called = sheet.called(&self.passengers);
        let missing = called.listed - called.aboard;
        let told = say!("buses-did-depart", number = sheet.number(), aboard = called.aboard, missing = missing);
        let what = say!("buses-departure", number = sheet.number());
        let trip = self.trip;
        self.marks.write(&[], None, what, Some(told), cx, move |desk| arrival::depart(desk, trip));
    }

    pub(super) fn arrive(&mut self, cx: &mut Shared) {
        let (trip, number) = (self.trip, self.number());
        if self.agreed.take() != Some(Command::RollArrive) {
            return self.arrival.ask(&cx.worker, move |desk| arrival::preview(desk, trip, &number));
        }
        let begins = self.begins;
        let (what, told) =
            (say!("buses-arrival", number = number), say!("buses-did-arrive", number = number, count = begins));
        self.marks.write(&[], None, what, Some(told), cx, move |desk| arrival::arrive(desk, trip, &number));
    }

    pub(super) fn hand_over(&mut self, cx: &mut Shared) {
        let (trip, number) = (self.trip, self.number());
        let what = (say!("buses-hand-over", number = number), say!("buses-did-hand-over", number = number));
        let history = self.marks.history.clone();
        let title = what.0.clone();
        cx.open(Prompt::new(
            title,
            &say!("buses-receipt-ask", key = cx.keymap.hint(Command::ConfirmYes)),
            what,
            history,
            move |desk, text| {
                let drafts = trips::handover(desk, trip, (!text.is_empty()).then(|| text.to_string()))?;
                desk.record(drafts)
            },
        ));
    }

    pub(super) fn cancel(&mut self, cx: &mut Shared) {
        let (trip, number) = (self.trip, self.number());
        let what = (say!("buses-cancel", number = number), say!("buses-did-cancel", number = number));
        let history = self.marks.history.clone();
        let title = what.0.clone();
        cx.open(Prompt::new(title, &say!("buses-cancel-ask"), what, history, move |desk, text| {
            if text.is_empty() {
                return Err(Error::refused(say!("buses-cancel-why")));
            }
            let drafts = trips::cancel(desk, trip, Some(text.to_string()))?;
            desk.record(drafts)
        }));
    }
}
