//! The line 谁没来: a few letters of a name or a seat, and a digit for the reason.

use super::call;
use super::roll::RollCall;
use crate::desk::trips;
use crate::domain::keys::Absence;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::tui::command::Command;
use crate::tui::shared::{Shared, Tone};
use crate::tui::widgets::field::Field;
use crossterm::event::{KeyCode, KeyEvent};

/// The line 谁没来 while it is open.
#[derive(Default)]
pub(super) struct Who {
    pub field: Field,
    /// Which of those found is taken.
    pub pick: usize,
}

impl RollCall {
    /// What the line 谁没来 has found.
    pub(super) fn found(&self) -> Vec<usize> {
        let typed = self.who.as_ref().map_or("", |who| who.field.text());
        call::found(&self.passengers, &self.sounds, typed, self.cursor.at)
    }

    /// The one who is picked did not come.
    fn absent(&mut self, reason: Absence, cx: &mut Shared) {
        let found = self.found();
        let pick = self.who.as_ref().map_or(0, |who| who.pick).min(found.len().saturating_sub(1));
        let Some(passenger) = found.get(pick).and_then(|row| self.passengers.get(*row)) else {
            return cx.tell(Tone::Warn, say!("buses-nobody-found"));
        };
        let (trip, id) = (self.trip, passenger.id);
        let what = say!("buses-did-absent", name = passenger.name, reason = reason.name());
        let at_cursor = self.here().is_some_and(|here| here.id == id);
        self.marks.write(&[id], Some(Presence::Absent(reason)), what.clone(), None, cx, move |desk| {
            let drafts = trips::absent(desk, trip, &[id], reason)?;
            desk.record(drafts)
        });
        self.who = None;
        self.remark();
        cx.tell(Tone::Good, what);
        if at_cursor && let Some(row) = call::next_waiting(&self.passengers, self.cursor.at) {
            self.cursor.at = row;
        }
    }

    /// A key while it is asked who did not come.
    pub(super) fn who_key(&mut self, key: KeyEvent, cx: &mut Shared) {
        let seats = self.sheet.get().and_then(|sheet| sheet.plan().map(|plan| plan.seats)).unwrap_or(0);
        let Some(who) = &mut self.who else { return };
        match key.code {
            KeyCode::Char(c @ '0'..='9') if c != '0' && !call::wants_digit(who.field.text(), seats) => {
                match Absence::ALL.get(c as usize - '1' as usize) {
                    Some(reason) => self.absent(*reason, cx),
                    None => cx.tell(Tone::Warn, say!("buses-reason-digit")),
                }
            }
            KeyCode::Enter => cx.tell(Tone::Warn, say!("buses-reason-digit")),
            _ => {
                if who.field.key(key) {
                    who.pick = 0;
                }
            }
        }
    }

    /// A command while it is asked who did not come.
    pub(super) fn who_run(&mut self, command: Command) {
        let found = self.found().len();
        let Some(who) = &mut self.who else { return };
        match command {
            Command::RollClose => self.who = None,
            Command::Up => who.pick = who.pick.saturating_sub(1),
            Command::Down => who.pick = (who.pick + 1).min(found.saturating_sub(1)),
            _ => {}
        }
    }
}
