//! Who is marked for an act on many, in the order in which they were marked.

use super::window::{Wanted, Window};
use crate::desk::Desk;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::shared::{Shared, Tone};
use crate::tui::worker::Pane;
use std::cell::RefCell;
use std::rc::Rc;

/// More than so many are marked at once only after a question.
const UNASKED: usize = 500;
/// More than so many are not marked at once.
const MOST: usize = 5_000;

/// See the module.
#[derive(Default)]
pub struct Marks {
    ids: Vec<SubjectId>,
    /// An act on them is under way; so much had been recorded when it began.
    acting: Option<u64>,
    /// All of a list, on their way; a question may ask for them from outside the screen.
    coming: Rc<RefCell<Pane<Vec<SubjectId>>>>,
}

impl Marks {
    /// Whether nobody is marked.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The marked, where they are two.
    pub fn two(&self) -> Option<[SubjectId; 2]> {
        <[SubjectId; 2]>::try_from(self.ids.as_slice()).ok()
    }

    /// Whether somebody is.
    pub fn has(&self, id: SubjectId) -> bool {
        self.ids.contains(&id)
    }

    /// Marks somebody, or takes the mark off.
    pub fn turn(&mut self, id: SubjectId) {
        match self.ids.iter().position(|other| *other == id) {
            Some(n) => {
                self.ids.remove(n);
            }
            None => self.ids.push(id),
        }
    }

    /// Takes all marks off; gives whether there were any.
    pub fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.ids).is_empty()
    }

    /// The marked, for an act on all of them: once it is recorded they are marked no more, so that the next act is
    /// not about them unawares.
    pub fn acted_on(&mut self, cx: &Shared) -> Vec<SubjectId> {
        self.acting = Some(cx.recorded);
        self.ids.clone()
    }

    /// Keys reach the list again: the act is over, recorded or not.
    pub fn act_over(&mut self) {
        self.acting = None;
    }

    /// Marks all of a list; of a long one after a question.
    pub fn all(&mut self, wanted: Wanted, total: usize, at_least: bool, cx: &mut Shared) {
        if at_least || total > MOST {
            let text = say!("people-mark-too-many", most = text::group(MOST as i64));
            return cx.tell(Tone::Warn, text);
        }
        let coming = self.coming.clone();
        let ask = move |cx: &mut Shared| {
            coming.borrow_mut().ask(&cx.worker, move |desk: &mut Desk| Window::read(desk, wanted, 0, total).map(ids));
        };
        if total <= UNASKED {
            return ask(cx);
        }
        let text = say!("people-mark-many", count = text::group(total as i64));
        cx.open(Confirm::new(say!("people-mark-all"), &text, ask));
    }

    /// Takes those that were on their way.
    pub fn answered(&mut self, cx: &mut Shared) {
        if self.acting.is_some_and(|before| cx.recorded > before) {
            self.acting = None;
            self.clear();
        }
        match self.coming.borrow_mut().take() {
            Some(Ok(ids)) => {
                let new: Vec<SubjectId> = match self.ids.is_empty() {
                    true => ids.to_vec(),
                    false => ids.iter().filter(|id| !self.ids.contains(id)).copied().collect(),
                };
                self.ids.extend(new);
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}

fn ids(window: Window) -> Vec<SubjectId> {
    window.ids()
}
