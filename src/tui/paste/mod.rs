//! A list pasted from a chat group: read and matched line by line, doubts chosen, confirmed once, recorded as one batch.

mod decide;
mod edit;
mod rows;
mod talk;

use super::command::{Command, Scope};
use super::component::Component;
use super::drafts::Draft;
use super::overlays::confirm::Confirm;
use super::shared::{Request, Shared, Tone};
use super::widgets::list::Cursor;
use super::worker::Pane;
use crate::book::{Hit, Recorded};
use crate::desk::pasted::{self, Common, Judged, Line, OpenTrip};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster::pasted::{Hint, LONGEST, ListAct, What};
use crate::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The name under which its draft is kept.
const NAME: &str = "paste";
/// So many lines are read.
const MOST: usize = 5_000;
/// What a list can be, in the order of the question.
const ACTS: [(ListAct, Command); 6] = [
    (ListAct::Return, Command::Return),
    (ListAct::Placement, Command::Placement),
    (ListAct::Visit, Command::Visit),
    (ListAct::Loss, Command::Loss),
    (ListAct::Home, Command::Home),
    (ListAct::Bus, Command::Bus),
];

/// The list, empty or with what was pasted.
pub fn open(pasted: &str) -> Paste {
    let mut paste = Paste::default();
    paste.take_in(pasted);
    paste
}

/// What something laid over the list has decided.
enum Word {
    Act(ListAct),
    Trip(SubjectId),
    Person(usize, Box<Hit>),
    Line(usize, Box<Hint>),
    Common(Box<Common>),
    Record,
}

/// Where it is left for the list.
#[derive(Clone, Default)]
struct Mail(Rc<RefCell<Vec<Word>>>);

impl Mail {
    fn put(&self, word: Word) {
        self.0.borrow_mut().push(word);
    }

    /// Leaves it, and has the list read it once nothing lies over it.
    fn send(&self, word: Option<Word>, cx: &mut Shared) {
        self.0.borrow_mut().extend(word);
        cx.request(Request::Run(Command::PasteList));
    }
}

/// What the book made of the text.
struct Read {
    act: Option<ListAct>,
    lines: Vec<Line>,
    trips: Vec<OpenTrip>,
}

/// What a draft keeps: the text, and what was decided since, by row.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
struct Kept {
    text: String,
    common: Option<Common>,
    rows: BTreeMap<usize, KeptRow>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptRow {
    on: bool,
    person: Option<SubjectId>,
    hint: Option<Hint>,
}

/// See the module.
#[derive(Default)]
pub struct Paste {
    kept: Kept,
    draft: Option<Draft>,
    /// More lines were pasted than are read.
    cut: bool,
    read: Pane<Read>,
    lines: Vec<Line>,
    trips: Vec<OpenTrip>,
    common: Option<Common>,
    judged: Pane<Vec<Judged>>,
    verdicts: Arc<Vec<Judged>>,
    written: Pane<Recorded>,
    /// Recording was asked for before the book had looked at the lines.
    eager: bool,
    cursor: Cursor,
    mail: Mail,
}

/// What a list is called.
fn name(act: ListAct) -> String {
    ACTS.iter().find(|(known, _)| *known == act).map(|(_, command)| command.name()).unwrap_or_default()
}

impl Paste {
    /// With what an earlier run left.
    pub fn taken_up(draft: &Draft) -> Option<Self> {
        let kept: Kept = serde_json::from_str(draft.state.as_str()?).ok()?;
        Some(Self { common: kept.common.clone(), draft: Some(draft.clone()), kept, ..Self::default() })
    }

    /// Takes text in, as far as it can be a list.
    fn take_in(&mut self, pasted: &str) {
        let room = MOST.saturating_sub(self.kept.text.lines().count());
        let mut lines = pasted.lines();
        for line in lines.by_ref().take(room) {
            self.kept.text.extend(text::clean(line).chars().take(LONGEST));
            self.kept.text.push('\n');
        }
        self.cut = lines.next().is_some();
        self.changed();
    }

    /// The draft is made anew.
    fn changed(&mut self) {
        self.kept.common.clone_from(&self.common);
        let lines = self.kept.text.lines().filter(|line| !line.trim().is_empty()).count();
        self.draft = (lines > 0).then(|| Draft {
            of: NAME.into(),
            title: say!("paste-draft", lines = lines),
            state: serde_json::to_string(&self.kept).unwrap_or_default().into(),
        });
    }

    fn reading(&self) -> bool {
        self.lines.is_empty() && self.read.waits()
    }

    /// Has the text read and everybody looked up.
    fn ask(&mut self, cx: &mut Shared) {
        if self.kept.text.trim().is_empty() {
            cx.tell(Tone::Warn, say!("paste-empty"));
            return;
        }
        if self.cut {
            cx.tell(Tone::Warn, say!("paste-cut", lines = MOST));
        }
        let kept = self.kept.clone();
        self.read.ask(&cx.worker, move |desk| {
            let (act, mut lines) = pasted::read(desk, &kept.text)?;
            for (at, row) in &kept.rows {
                let Some(line) = lines.get_mut(*at) else { continue };
                let day = desk.recording_day()?;
                line.person =
                    row.person.map(|id| desk.book.hits(&[(id, 100)], day)).transpose()?.and_then(|mut h| h.pop());
                line.on = row.on;
                if let Some(hint) = &row.hint {
                    line.what = What::Person(Box::new(hint.clone()));
                }
            }
            Ok(Read { act, lines, trips: pasted::open_trips(desk)? })
        });
    }
}

impl Component for Paste {
    fn scope(&self) -> Scope {
        if self.lines.is_empty() { Scope::PasteText } else { Scope::PasteTable }
    }

    fn typing(&self) -> bool {
        self.lines.is_empty()
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        if self.lines.is_empty() {
            return vec![PasteRead, PasteLeave];
        }
        vec![PasteRecord, PasteChoose, PasteToggle, PasteSkip, PasteEdit, PasteNext, PasteCommon, PasteAct, PasteClose]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        if self.lines.is_empty() {
            self.draw_text(frame, area, cx);
        } else {
            self.draw_table(frame, area, cx);
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        self.open_mail(cx);
        match command {
            // Something over the list has left word for it.
            Command::PasteList => {}
            Command::PasteRead => self.ask(cx),
            Command::PasteRecord if self.common.is_none() => self.ask_act(None, cx),
            Command::PasteRecord => self.take(cx),
            Command::PasteToggle => self.toggle(None, cx),
            Command::PasteSkip => self.toggle(Some(false), cx),
            Command::PasteChoose => self.choose(cx),
            Command::PasteNext => self.next_doubt(cx),
            Command::PasteAct => self.ask_act(self.common.as_ref().map(|common| common.act), cx),
            Command::PasteEdit => self.edit_line(cx),
            Command::PasteCommon => self.edit_common(cx),
            Command::PasteLeave | Command::PasteClose if self.kept.text.trim().is_empty() => cx.close(),
            Command::PasteLeave | Command::PasteClose => {
                cx.open(Confirm::new(say!("paste-title"), &say!("paste-throw-away"), |cx| cx.close()));
            }
            _ => return self.cursor.run(command, self.lines.len()),
        }
        true
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut Shared) {
        let held = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if !self.lines.is_empty() || self.reading() || held {
            return;
        }
        match key.code {
            KeyCode::Char(c) if !text::is_unwanted(c) => self.kept.text.push(c),
            KeyCode::Enter => self.kept.text.push('\n'),
            KeyCode::Backspace => {
                self.kept.text.pop();
            }
            _ => return,
        }
        self.changed();
    }

    fn paste(&mut self, pasted: &str, cx: &mut Shared) {
        if !self.reading() {
            self.take_in(pasted);
            self.ask(cx);
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if !self.lines.is_empty() {
            self.judge(cx);
        } else if !self.kept.text.is_empty() && !self.read.waits() {
            self.ask(cx);
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        self.open_mail(cx);
        match self.read.take() {
            Some(Ok(read)) => {
                (self.lines, self.trips) = (read.lines.clone(), read.trips.clone());
                self.cursor.at = self.lines.iter().position(|line| line.hint().is_some()).unwrap_or(0);
                match self.common {
                    Some(_) => self.judge(cx),
                    None => self.ask_act(read.act, cx),
                }
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        match self.judged.take() {
            Some(Ok(verdicts)) => {
                self.verdicts = verdicts;
                if std::mem::take(&mut self.eager) {
                    self.take(cx);
                }
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        match self.written.take() {
            Some(Ok(recorded)) => {
                cx.close();
                cx.tell_recorded(rows::told(&recorded), &recorded);
            }
            Some(Err(why)) => {
                cx.tell(Tone::Bad, why);
                self.judge(cx);
            }
            None => {}
        }
    }

    fn draft(&self) -> Option<Draft> {
        self.draft.clone()
    }
}
