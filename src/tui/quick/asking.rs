//! The quick line and the book: what is asked when, and what its answers make of the step.

use super::answers::{self, Done};
use super::form::{Form, Heard};
use super::intent::Intent;
use super::{Act, LastAct, Quick, Selected, Step, What, Who};
use crate::domain::subject::SubjectKind;
use crate::locale::say;
use crate::tui::shared::Shared;
use crate::tui::worker::Pane;

impl Quick {
    pub(super) fn record(&mut self, what: &What, intent: Intent, cx: &Shared) {
        let (people, doing) = (what.people.clone(), intent.clone());
        self.done.write(&cx.worker, move |desk| answers::record(desk, &people, &doing));
        self.writing = Some(intent);
    }

    /// What the book has made of it.
    pub(super) fn recorded(&mut self, cx: &mut Shared) {
        let Some(answer) = self.writing.as_ref().and_then(|_| self.done.take()) else { return };
        let Some(intent) = self.writing.take() else { return };
        let done = match answer {
            Ok(done) => done,
            Err(why) => {
                self.said = Some(why);
                self.waiting.clear();
                return;
            }
        };
        match (&*done, std::mem::replace(&mut self.step, Step::Over)) {
            (Done::Recorded(told, recorded), step) => {
                cx.tell_recorded(told.clone(), recorded);
                cx.last = Some(LastAct(intent.repeated()));
                self.forget();
                self.step = if self.series { Step::Who(Who::default()) } else { self.end(step, cx) };
            }
            (Done::Refused(refused), Step::What(what)) => {
                self.waiting.clear();
                self.step = Step::Leave(what, refused.clone());
            }
            (_, step) => self.step = step,
        }
    }

    /// Asks for whatever this step shows and has not been asked for yet.
    pub(super) fn look(&mut self, cx: &Shared) {
        match &self.step {
            Step::Who(who) => {
                let asked = (who.text.0.text().trim().to_string(), self.act);
                if !asked.0.is_empty() && self.sought.as_ref() != Some(&asked) {
                    self.sought = Some(asked.clone());
                    self.found.ask(&cx.worker, move |desk| answers::find(desk, asked));
                }
            }
            Step::Gather(whom) => {
                if untold(&self.people) {
                    let (ids, act) = (whom.ids.clone(), self.act);
                    self.people.ask(&cx.worker, move |desk| answers::gather(desk, &ids, act));
                }
            }
            Step::What(what) => {
                match &what.form {
                    Form::Work(work) => {
                        let asked = work.asks();
                        if let Some(asked) = asked.filter(|asked| self.chosen_from.as_ref() != Some(asked)) {
                            self.chosen_from = Some(asked.clone());
                            let (person, last) = (what.person(), work.last.clone());
                            self.choices.ask(&cx.worker, move |desk| answers::choices(desk, asked, person, last));
                        }
                    }
                    Form::Ride(_) => {
                        if untold(&self.rides) {
                            let person = what.person();
                            self.rides.ask(&cx.worker, move |desk| answers::rides(desk, person));
                        }
                    }
                    Form::Pick(_) => {}
                }
                let (choices, rides) = (self.choices.get(), self.rides.get());
                let heard = Heard { choices: choices.as_deref(), rides: rides.as_ref().map(|rides| rides.as_slice()) };
                let asked = what.form.intent(&heard).map(|intent| (what.ids(), intent));
                if self.previewed != asked {
                    self.previewed.clone_from(&asked);
                    if let Some((ids, intent)) = asked {
                        self.preview.ask(&cx.worker, move |desk| answers::preview(desk, &ids, &intent));
                    }
                }
            }
            Step::Leave(..) | Step::Over => {}
        }
    }

    /// Those whom a screen had selected are there.
    pub(super) fn gathered(&mut self) {
        if !matches!(self.step, Step::Gather(..)) {
            return;
        }
        let people = match self.people.take() {
            None => return,
            Some(Ok(people)) => people,
            Some(Err(why)) => {
                self.said = Some(why);
                return;
            }
        };
        let Step::Gather(whom) = std::mem::replace(&mut self.step, Step::Over) else { return };
        let Selected { ids, form, query, offered } = whom;
        self.step = match people.first() {
            // Were the line to close, the name that is typed next would be keys of the screen below.
            None => {
                self.said = Some(say!("quick-stranger"));
                Step::Who(Who::default())
            }
            // Whoever of a household is meant has to be said, but for a visit.
            Some(first) if self.act != Act::Visit && ids.iter().any(|id| id.kind() == SubjectKind::Household) => {
                let number = first.about.get(3).map_or("", String::as_str);
                Step::Who(Who::typed(number))
            }
            Some(first) if offered => Step::Who(Who { offered: Some(first.clone()), ..Who::default() }),
            Some(_) => {
                let form = form.unwrap_or_else(|| Form::new(self.act, self.preset.as_ref()));
                Step::What(What { people: people.to_vec(), form, query })
            }
        };
    }
}

/// Whether a pane has neither an answer nor a question.
fn untold<T: Send + Sync + 'static>(pane: &Pane<T>) -> bool {
    pane.get().is_none() && pane.error().is_none() && !pane.waits()
}
