//! The quick line: an act, who, what: recorded in a few keys from any screen.
//!
//! People type faster than any book answers. A key that needs an answer which has not come yet waits for it, and with it
//! every key behind it; none is ever taken for an older answer. What is refused stays as it was typed.

mod answers;
mod asking;
mod form;
mod intent;
mod step;
mod turns;
mod view;
mod work;

use crate::domain::facts::WorkFacts;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::tui::chord::Chord;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::drafts::Draft;
use crate::tui::shared::{Request, Shared};
use crate::tui::worker::Pane;
use answers::{Choices, Done, Found, Preview, Ride, Somebody};
use crossterm::event::KeyEvent;
use form::{Form, Press, Spot};
use intent::Intent;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::collections::VecDeque;
pub use step::{Act, LastAct};
use step::{Kept, Selected, Step, What, Who};

/// So many keys wait for an answer.
const WAITING: usize = 400;
/// What its drafts are known by.
const NAME: &str = "quick";

/// See the module.
pub struct Quick {
    act: Act,
    step: Step,
    /// After each the next: the line stays.
    series: bool,
    preset: Option<Intent>,
    waiting: VecDeque<Press>,
    found: Pane<Found>,
    sought: Option<(String, Act)>,
    people: Pane<Vec<Somebody>>,
    choices: Pane<Choices>,
    chosen_from: Option<(Spot, String)>,
    rides: Pane<Vec<Ride>>,
    preview: Pane<Preview>,
    previewed: Option<(Vec<SubjectId>, Intent)>,
    done: Pane<Done>,
    writing: Option<Intent>,
    said: Option<String>,
}

impl Quick {
    /// An act; with people (or a household) where a screen has some selected, so that nobody has to be looked for.
    pub fn new(act: Act, of: Vec<SubjectId>) -> Self {
        let gather = |ids| Step::Gather(Selected { ids, form: None, query: None, offered: false });
        let step = if of.is_empty() { Step::Who(Who::default()) } else { gather(of) };
        Self {
            act,
            step,
            series: false,
            preset: None,
            waiting: VecDeque::new(),
            found: Pane::default(),
            sought: None,
            people: Pane::default(),
            choices: Pane::default(),
            chosen_from: None,
            rides: Pane::default(),
            preview: Pane::default(),
            previewed: None,
            done: Pane::default(),
            writing: None,
            said: None,
        }
    }

    /// An act where a list has its cursor on somebody, who may or may not be meant. Where letters fill in a form they
    /// cannot begin a search any more, so there this one is offered first, and taken by Enter.
    pub fn at(act: Act, selected: SubjectId) -> Self {
        let mut quick = Self::new(act, vec![selected]);
        if let Step::Gather(whom) = &mut quick.step {
            whom.offered = matches!(act, Act::Return | Act::Placement) && selected.kind() == SubjectKind::Person;
        }
        quick
    }

    /// A placement of somebody with the work filled in.
    pub fn placing(person: SubjectId, work: WorkFacts) -> Self {
        let preset = Intent::Work { act: Act::Placement, job: work.into() };
        Self { preset: Some(preset), ..Self::new(Act::Placement, vec![person]) }
    }

    /// The last act, for the next person.
    pub fn again(last: &LastAct) -> Self {
        Self { preset: Some(last.0.clone()), ..Self::new(last.0.act(), Vec::new()) }
    }

    /// Goes on where an earlier run was left.
    pub fn taken_up(draft: &Draft) -> Option<Self> {
        let kept: Kept = (draft.of == NAME).then(|| serde_json::from_value(draft.state.clone()).ok())??;
        let people: Vec<SubjectId> = kept.people.iter().filter_map(|id| SubjectId::parse(id)).collect();
        let step = match kept.form {
            Some(form) if !people.is_empty() => {
                Step::Gather(Selected { ids: people, form: Some(form), query: kept.query, offered: false })
            }
            _ => Step::Who(Who::typed(kept.query.as_deref().unwrap_or_default())),
        };
        Some(Self { step, series: kept.series, preset: kept.preset, ..Self::new(kept.act, Vec::new()) })
    }

    /// Takes a key, or lets it wait behind those that wait.
    fn feed(&mut self, press: Press, cx: &mut Shared) {
        if matches!(self.step, Step::Over) {
            cx.close();
            return;
        }
        let back = press == Press::Command(Command::QuickBack);
        if !self.waiting.is_empty() || self.writing.is_some() {
            // Esc calls off what waits; what is being written cannot be.
            if back && !self.waiting.is_empty() {
                self.waiting.clear();
            } else if self.waiting.len() < WAITING {
                self.waiting.push_back(press);
            }
            return;
        }
        self.said = None;
        if !self.take(press, cx) {
            self.waiting.push_back(press);
        }
        self.look(cx);
    }

    /// Takes the keys that waited, as far as answers have come.
    fn go_on(&mut self, cx: &mut Shared) {
        while self.writing.is_none()
            && !matches!(self.step, Step::Over)
            && let Some(press) = self.waiting.pop_front()
        {
            self.said = None;
            if !self.take(press, cx) {
                self.waiting.push_front(press);
                self.look(cx);
                return;
            }
            self.look(cx);
            // What was typed behind something refused was meant for what would have come of it.
            if self.said.is_some() {
                self.waiting.clear();
            }
        }
    }

    /// A key as it is meant in this step: while nothing is typed, characters can be commands.
    fn meant(&self, press: Press, cx: &Shared) -> Press {
        match press {
            Press::Key(key) if !self.typing() => {
                let command = cx.keymap.command(Scope::Quick, Chord::of(key));
                command.filter(|c| c.scope() == Scope::Quick).map_or(press, Press::Command)
            }
            Press::Command(command) if self.typing() => {
                let text = cx.keymap.chords(command).iter().find(|chord| chord.text().is_some());
                match text {
                    Some(chord) if command == Command::QuickToggle => Press::Key(chord.event()),
                    _ => press,
                }
            }
            _ => press,
        }
    }

    /// Takes a key; `false` = an answer is needed first.
    fn take(&mut self, press: Press, cx: &mut Shared) -> bool {
        let press = self.meant(press, cx);
        if press == Press::Command(Command::QuickSeries) {
            self.series = !self.series;
            return true;
        }
        let (step, taken) = match std::mem::replace(&mut self.step, Step::Over) {
            Step::Who(who) => self.in_who(who, press, cx),
            Step::What(what) => self.in_what(what, press, cx),
            Step::Leave(what, refused) => self.in_leave(what, refused, press, cx),
            step @ Step::Gather(..) if press == Press::Command(Command::QuickBack) => (self.end(step, cx), true),
            step @ Step::Gather(..) if self.people.error().is_some() => {
                // Any key asks again.
                self.people.clear();
                (step, true)
            }
            step => (step, false),
        };
        self.step = step;
        taken
    }

    /// Closes the line; keys that still wait were meant for what lies below.
    fn end(&mut self, _step: Step, cx: &mut Shared) -> Step {
        cx.close();
        let key = |press: Press| match press {
            Press::Key(key) => Some(key),
            Press::Command(command) => cx.keymap.chords(command).first().map(|chord| chord.event()),
        };
        let keys: Vec<KeyEvent> = self.waiting.drain(..).filter_map(key).collect();
        if !keys.is_empty() {
            cx.request(Request::Keys(keys));
        }
        Step::Over
    }

    /// What was asked for the form before counts no more.
    fn forget(&mut self) {
        self.choices.clear();
        self.rides.clear();
        self.preview.clear();
        (self.chosen_from, self.previewed) = (None, None);
    }
}

impl Component for Quick {
    fn scope(&self) -> Scope {
        Scope::Quick
    }

    fn typing(&self) -> bool {
        match &self.step {
            Step::Who(_) => true,
            Step::What(what) => what.form.typing(),
            Step::Gather(..) | Step::Leave(..) | Step::Over => false,
        }
    }

    fn hints(&self) -> Vec<Command> {
        use Command::{QuickBack, QuickDown, QuickNext, QuickSeries, QuickTake, QuickToggle};
        match &self.step {
            Step::What(What { form: Form::Pick(pick), .. }) if pick.focus.is_none() => {
                let take = pick.at.map(|_| QuickTake);
                take.into_iter().chain([QuickToggle, QuickNext, QuickSeries, QuickBack]).collect()
            }
            Step::Leave(..) => vec![QuickTake, QuickBack],
            Step::Who(who) if !who.text.0.is_empty() => vec![QuickTake, QuickDown, QuickSeries, QuickBack],
            Step::Who(who) if who.offered.is_some() => vec![QuickTake, QuickNext, QuickSeries, QuickBack],
            Step::Who(_) => vec![QuickNext, QuickSeries, QuickBack],
            _ => vec![QuickTake, QuickDown, QuickNext, QuickSeries, QuickBack],
        }
    }

    fn span(&self) -> Span {
        Span::Bottom(match &self.step {
            Step::What(What { form: Form::Work(_) | Form::Ride(_), .. }) => 10,
            _ => 8,
        })
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        self.show(frame, area, cx);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let own = command.scope() == Scope::Quick;
        if own {
            self.feed(Press::Command(command), cx);
        }
        own
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        self.feed(Press::Key(key), cx);
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        match &mut self.step {
            Step::Who(who) => {
                who.text.0.paste(text);
                who.at = 0;
            }
            Step::What(what) => what.form.paste(text),
            _ => {}
        }
        self.look(cx);
    }

    fn refresh(&mut self, cx: &mut Shared) {
        (self.sought, self.chosen_from, self.previewed) = (None, None, None);
        self.look(cx);
    }

    fn answered(&mut self, cx: &mut Shared) {
        self.gathered();
        self.recorded(cx);
        self.look(cx);
        self.go_on(cx);
    }

    fn draft(&self) -> Option<Draft> {
        let (query, people, form) = match &self.step {
            Step::Who(who) if !who.text.0.is_empty() => (Some(who.text.0.text().to_string()), Vec::new(), None),
            Step::What(what) | Step::Leave(what, _) => {
                (what.query.clone(), what.people.clone(), Some(what.form.clone()))
            }
            _ => return None,
        };
        let who = if people.is_empty() { query.clone().unwrap_or_default() } else { answers::named(&people) };
        let people = people.iter().map(|somebody| somebody.id.to_string()).collect();
        let kept = Kept { act: self.act, series: self.series, preset: self.preset.clone(), query, people, form };
        let title = format!("{} {who}", self.act.name());
        Some(Draft { of: NAME.into(), title, state: serde_json::to_value(kept).ok()? })
    }
}
