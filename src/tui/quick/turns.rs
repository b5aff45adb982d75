//! What a key does in each step of the quick line, and which step comes of it; `false` = an answer is needed first.

use super::answers::{Found, Refused};
use super::form::{Form, Heard, Press, Turn};
use super::step::{Step, What, Who};
use super::{Act, Quick};
use crate::locale::say;
use crate::tui::command::Command;
use crate::tui::shared::Shared;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Quick {
    pub(super) fn in_who(&mut self, mut who: Who, press: Press, cx: &mut Shared) -> (Step, bool) {
        let empty = who.text.0.text().trim().is_empty();
        match press {
            Press::Command(Command::QuickTake) if empty && who.offered.is_some() => {
                self.forget();
                return match who.offered.take() {
                    Some(somebody) => (Step::What(who.chosen(somebody, self.act, self.preset.as_ref())), true),
                    None => (Step::Who(who), true),
                };
            }
            Press::Key(key) => {
                if std::mem::take(&mut who.put) && matches!(key.code, KeyCode::Char(_)) {
                    who.text.0.set("");
                }
                if who.text.0.key(key) {
                    who.at = 0;
                }
            }
            Press::Command(Command::QuickBack) => return (self.end(Step::Who(who), cx), true),
            Press::Command(Command::QuickNext | Command::QuickPrevious) if empty => {
                let by = if press == Press::Command(Command::QuickNext) { 1 } else { Act::ALL.len() - 1 };
                (self.act, self.preset) = (self.act.step(by), None);
            }
            Press::Command(command) => {
                if empty {
                    return (Step::Who(who), true);
                }
                let Some(found) = self.current(&who) else {
                    let failed = self.found.error().filter(|_| !self.found.waits());
                    let waits = failed.is_none();
                    if let Some(why) = failed {
                        // The next Enter asks again.
                        (self.said, self.sought) = (Some(why), None);
                    }
                    return (Step::Who(who), !waits);
                };
                match command {
                    Command::QuickUp => who.at = who.at.saturating_sub(1),
                    Command::QuickDown => who.at = (who.at + 1).min(found.rows.len().saturating_sub(1)),
                    Command::QuickTake => match found.rows.get(who.at).cloned() {
                        Some(somebody) => {
                            let what = who.chosen(somebody, self.act, self.preset.as_ref());
                            self.forget();
                            return (Step::What(what), true);
                        }
                        None => {
                            self.said = Some(say!("quick-nobody", text = crate::desk::who::typed(who.text.0.text())))
                        }
                    },
                    _ => {}
                }
            }
        }
        (Step::Who(who), true)
    }

    /// Who was found for what is typed now.
    pub(super) fn current(&self, who: &Who) -> Option<std::sync::Arc<Found>> {
        self.found.get().filter(|found| found.asked.0 == who.text.0.text().trim() && found.asked.1 == self.act)
    }

    pub(super) fn in_what(&mut self, mut what: What, press: Press, cx: &mut Shared) -> (Step, bool) {
        // Whoever begins to type a name means that one, and not the one whom the screen had selected.
        if what.query.is_none()
            && !what.form.typing()
            && let Press::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) = press
            && c.is_alphabetic()
            && !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        {
            self.forget();
            return (Step::Who(Who::typed(&c.to_string())), true);
        }
        let (choices, rides) = (self.choices.get(), self.rides.get());
        let heard = Heard { choices: choices.as_deref(), rides: rides.as_ref().map(|rides| rides.as_slice()) };
        match what.form.press(press, &heard) {
            Turn::Stay => {}
            Turn::Wait => {
                let failed = match what.form {
                    Form::Ride(_) => self.rides.error().filter(|_| !self.rides.waits()),
                    _ => self.choices.error().filter(|_| !self.choices.waits()),
                };
                let waits = failed.is_none();
                if failed.is_some() {
                    self.forget();
                    self.said = failed;
                }
                return (Step::What(what), !waits);
            }
            Turn::Say(why) => self.said = Some(why),
            Turn::Record => {
                if let Some(intent) = what.form.intent(&heard) {
                    self.record(&what, intent, cx);
                }
            }
            Turn::Back => {
                self.forget();
                return match what.back() {
                    Some(who) => (Step::Who(who), true),
                    None => (self.end(Step::Over, cx), true),
                };
            }
        }
        (Step::What(what), true)
    }

    pub(super) fn in_leave(
        &mut self,
        what: What,
        refused: Vec<Refused>,
        press: Press,
        cx: &mut Shared,
    ) -> (Step, bool) {
        match press {
            Press::Command(Command::QuickTake) if refused.len() < what.people.len() => {
                let what = what.without(&refused);
                let (choices, rides) = (self.choices.get(), self.rides.get());
                let heard = Heard { choices: choices.as_deref(), rides: rides.as_ref().map(|rides| rides.as_slice()) };
                if let Some(intent) = what.form.intent(&heard) {
                    self.record(&what, intent, cx);
                }
                (Step::What(what), true)
            }
            Press::Command(Command::QuickBack) => (Step::What(what), true),
            _ => (Step::Leave(what, refused), true),
        }
    }
}
