//! What is decided of each line of a pasted list: who is meant, whether it counts, and when all of it can be recorded.

use super::{KeptRow, Paste, Word};
use crate::desk::pasted;
use crate::locale::say;
use crate::roster::pasted::{ListAct, What};
use crate::tui::command::Command;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::overlays::whom::Whom;
use crate::tui::shared::{Shared, Tone};
use std::collections::BTreeMap;

impl Paste {
    /// Whoever stands in two lines is recorded once.
    pub(super) fn mark_twice(&mut self) {
        let mut met = BTreeMap::new();
        for line in &mut self.lines {
            let Some(person) = &line.person else { continue };
            let twice = met.get(&person.id).copied();
            if twice.is_some() && line.twice.is_none() {
                line.on = false;
            }
            line.twice = twice;
            met.entry(person.id).or_insert(line.line);
        }
    }

    pub(super) fn remember(&mut self, at: usize) {
        if let Some(line) = self.lines.get(at) {
            let row =
                KeptRow { on: line.on, person: line.person.as_ref().map(|hit| hit.id), hint: line.hint().cloned() };
            self.kept.rows.insert(at, row);
        }
    }

    /// Asks what recording would say of each line.
    pub(super) fn judge(&mut self, cx: &mut Shared) {
        let Some(common) = self.common.clone().filter(|_| !self.lines.is_empty()) else { return };
        let lines = self.lines.clone();
        self.judged.ask(&cx.worker, move |desk| pasted::judge(desk, &lines, &common));
    }

    pub(super) fn refusal(&self, at: usize) -> Option<&str> {
        self.verdicts.get(at).and_then(|verdict| verdict.refusal.as_deref())
    }

    /// Whether a line names somebody of whom it is not clear who, or what, they are.
    pub(super) fn doubtful(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| match line.hint() {
            Some(hint) if hint.not_gone.is_none() && line.twice.is_none() => {
                line.person.is_none() && self.kept.rows.get(&at).is_none_or(|row| row.on)
                    || line.on && self.refusal(at).is_some()
            }
            _ => false,
        })
    }

    /// Whether a line is recorded as things stand.
    pub(super) fn goes(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.on && line.person.is_some()) && self.refusal(at).is_none()
    }

    pub(super) fn next_doubt(&mut self, cx: &mut Shared) {
        let from = self.cursor.at + 1;
        let next = (from..self.lines.len()).chain(0..from.min(self.lines.len())).find(|at| self.doubtful(*at));
        match next {
            Some(at) => self.cursor.at = at,
            None => cx.tell(Tone::Good, say!("paste-no-doubt")),
        }
    }

    pub(super) fn record(&mut self, cx: &mut Shared) {
        let Some(common) = self.common.clone() else { return };
        if self.written.waits() {
            return;
        }
        let mut lines = self.lines.clone();
        (0..lines.len()).for_each(|at| {
            if let Some(line) = lines.get_mut(at) {
                line.on = self.goes(at);
            }
        });
        self.written.write(&cx.worker, move |desk| pasted::record(desk, &lines, &common));
    }

    /// Records, once it is clear what is left out.
    pub(super) fn take(&mut self, cx: &mut Shared) {
        // What the book says of the lines decides what is asked.
        self.eager = self.judged.waits();
        if self.eager {
            cx.tell(Tone::Warn, say!("paste-wait"));
            return;
        }
        let going = (0..self.lines.len()).filter(|at| self.goes(*at)).count();
        let doubts = (0..self.lines.len()).filter(|at| self.doubtful(*at)).count();
        if going == 0 {
            cx.tell(Tone::Warn, say!("paste-nothing"));
        } else if doubts > 0 {
            let mail = self.mail.clone();
            let question = say!("paste-some-left", going = going, doubts = doubts);
            cx.open(Confirm::new(say!("paste-title"), &question, move |cx| mail.send(Some(Word::Record), cx)));
        } else {
            self.record(cx);
        }
    }

    pub(super) fn toggle(&mut self, on: Option<bool>, cx: &mut Shared) {
        let at = self.cursor.at;
        let Some(line) = self.lines.get_mut(at).filter(|line| line.hint().is_some()) else { return };
        if line.person.is_none() && on.is_none() {
            self.choose(cx);
            return;
        }
        line.on = on.unwrap_or(!line.on);
        // Who is on after all did go.
        if line.on
            && let What::Person(hint) = &mut line.what
        {
            hint.not_gone = None;
        }
        self.remember(at);
        self.changed();
        self.cursor.run(Command::Down, self.lines.len());
    }

    pub(super) fn choose(&mut self, cx: &mut Shared) {
        let at = self.cursor.at;
        let Some(line) = self.lines.get(at) else { return };
        // Where it is clear who is meant and not what, the what is asked for.
        if line.person.is_some() && self.verdicts.get(at).is_some_and(|verdict| verdict.lacks) {
            return match self.common.as_ref().map(|common| common.act) {
                Some(ListAct::Bus) => self.ask_trip(cx),
                _ => self.edit_line(cx),
            };
        }
        if let Some(hint) = line.hint() {
            let kin = hint.kin.as_ref().map_or(String::new(), |(word, _)| say!("paste-kin", kin = word.as_str()));
            let title = say!("paste-whom", line = line.text.as_str(), kin = kin);
            let mail = self.mail.clone();
            cx.open(Whom::new(title.trim().to_string(), line.who.clone(), move |hit, cx| {
                mail.send(Some(Word::Person(at, Box::new(hit))), cx);
            }));
        }
    }
}
