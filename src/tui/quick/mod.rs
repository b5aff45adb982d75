//! The quick line: an act, who, what: recorded in a few keys from any screen.
//!
//! People type faster than any book answers. A key that needs an answer which has not come yet waits for it, and with it
//! every key behind it; none is ever taken for an older answer. What is refused stays as it was typed.

mod answers;
mod days;
mod form;
mod intent;
mod view;
mod work;

use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::tui::chord::Chord;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::drafts::Draft;
use crate::tui::shared::{Request, Shared};
use crate::tui::worker::Pane;
use answers::{Choices, Done, Found, Preview, Refused, Ride, Somebody};
use crossterm::event::KeyEvent;
use form::{Form, Heard, Press, Spot, Text, Turn};
use intent::Intent;
use ratatui::Frame;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// So many keys wait for an answer.
const WAITING: usize = 400;
/// What its drafts are known by.
const NAME: &str = "quick";

/// What the quick line records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 走访.
    Visit,
    /// 返岗.
    Return,
    /// 上岗.
    Placement,
    /// 失业.
    Loss,
    /// 返乡.
    Home,
    /// 上直通车.
    Bus,
}

impl Act {
    const ALL: [Act; 6] = [Self::Visit, Self::Return, Self::Placement, Self::Loss, Self::Home, Self::Bus];

    fn command(self) -> Command {
        match self {
            Self::Visit => Command::Visit,
            Self::Return => Command::Return,
            Self::Placement => Command::Placement,
            Self::Loss => Command::Loss,
            Self::Home => Command::Home,
            Self::Bus => Command::Bus,
        }
    }

    fn name(self) -> String {
        self.command().name()
    }

    fn step(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// What was recorded last, to be repeated for the next person.
#[derive(Debug, Clone)]
pub struct LastAct(Intent);

/// Looking for somebody.
#[derive(Default)]
struct Who {
    text: Text,
    at: usize,
}

/// Somebody, or several, and what is said of them.
struct What {
    people: Vec<Somebody>,
    form: Form,
    /// What was typed to find them; `None` where a screen had them selected.
    query: Option<String>,
}

/// Where the line stands. Each step is made from the one before it.
enum Step {
    Who(Who),
    /// Those whom a screen had selected are being read.
    Gather(Vec<SubjectId>, Option<Form>, Option<String>),
    What(What),
    /// Of some it cannot be recorded: whether to leave them out.
    Leave(What, Vec<Refused>),
    /// Between two steps, and once the line is closed.
    Over,
}

impl Who {
    /// Somebody was found: the form for them.
    fn chosen(self, somebody: Somebody, act: Act, preset: Option<&Intent>) -> What {
        What { people: vec![somebody], form: Form::new(act, preset), query: Some(self.text.0.text().to_string()) }
    }
}

impl What {
    /// Back to looking for somebody else; `None` where nobody was looked for.
    fn back(self) -> Option<Who> {
        self.query.map(|query| Who { text: Text(crate::tui::widgets::field::Field::with(&query)), at: 0 })
    }

    /// Without those of whom it cannot be recorded.
    fn without(mut self, refused: &[Refused]) -> Self {
        self.people.retain(|somebody| !refused.iter().any(|r| r.id == somebody.id));
        self
    }

    fn ids(&self) -> Vec<SubjectId> {
        self.people.iter().map(|somebody| somebody.id).collect()
    }

    /// The one person that it is about.
    fn person(&self) -> Option<SubjectId> {
        match self.people.as_slice() {
            [one] => Some(one.id).filter(|id| id.kind() == SubjectKind::Person),
            _ => None,
        }
    }
}

/// What a draft keeps.
#[derive(Serialize, Deserialize)]
struct Kept {
    act: Act,
    series: bool,
    preset: Option<Intent>,
    query: Option<String>,
    people: Vec<String>,
    form: Option<Form>,
}

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
        let step = if of.is_empty() { Step::Who(Who::default()) } else { Step::Gather(of, None, None) };
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

    /// The last act, for the next person.
    pub fn again(last: &LastAct) -> Self {
        Self { preset: Some(last.0.clone()), ..Self::new(last.0.act(), Vec::new()) }
    }

    /// Goes on where an earlier run was left.
    pub fn taken_up(draft: &Draft) -> Option<Self> {
        let kept: Kept = (draft.of == NAME).then(|| serde_json::from_value(draft.state.clone()).ok())??;
        let people: Vec<SubjectId> = kept.people.iter().filter_map(|id| SubjectId::parse(id)).collect();
        let text = Text(crate::tui::widgets::field::Field::with(kept.query.as_deref().unwrap_or_default()));
        let step = match kept.form {
            Some(form) if !people.is_empty() => Step::Gather(people, Some(form), kept.query),
            _ => Step::Who(Who { text, at: 0 }),
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

    fn in_who(&mut self, mut who: Who, press: Press, cx: &mut Shared) -> (Step, bool) {
        let empty = who.text.0.text().trim().is_empty();
        match press {
            Press::Key(key) => {
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
    fn current(&self, who: &Who) -> Option<std::sync::Arc<Found>> {
        self.found.get().filter(|found| found.asked.0 == who.text.0.text().trim() && found.asked.1 == self.act)
    }

    fn in_what(&mut self, mut what: What, press: Press, cx: &mut Shared) -> (Step, bool) {
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

    fn in_leave(&mut self, what: What, refused: Vec<Refused>, press: Press, cx: &mut Shared) -> (Step, bool) {
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

    fn record(&mut self, what: &What, intent: Intent, cx: &Shared) {
        let (people, doing) = (what.people.clone(), intent.clone());
        self.done.write(&cx.worker, move |desk| answers::record(desk, &people, &doing));
        self.writing = Some(intent);
    }

    /// What the book has made of it.
    fn recorded(&mut self, cx: &mut Shared) {
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

    /// Asks for whatever this step shows and has not been asked for yet.
    fn look(&mut self, cx: &Shared) {
        match &self.step {
            Step::Who(who) => {
                let asked = (who.text.0.text().trim().to_string(), self.act);
                if !asked.0.is_empty() && self.sought.as_ref() != Some(&asked) {
                    self.sought = Some(asked.clone());
                    self.found.ask(&cx.worker, move |desk| answers::find(desk, asked));
                }
            }
            Step::Gather(ids, ..) => {
                if untold(&self.people) {
                    let (ids, act) = (ids.clone(), self.act);
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
                if let Some(asked) = what.form.intent(&heard).map(|intent| (what.ids(), intent))
                    && self.previewed.as_ref() != Some(&asked)
                {
                    self.previewed = Some(asked.clone());
                    self.preview.ask(&cx.worker, move |desk| answers::preview(desk, &asked.0, &asked.1));
                }
            }
            Step::Leave(..) | Step::Over => {}
        }
    }

    /// Those whom a screen had selected are there.
    fn gathered(&mut self, cx: &mut Shared) {
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
        let Step::Gather(ids, form, query) = std::mem::replace(&mut self.step, Step::Over) else { return };
        self.step = match people.first() {
            None => self.end(Step::Over, cx),
            // Whoever of a household is meant has to be said, but for a visit.
            Some(first) if self.act != Act::Visit && ids.iter().any(|id| id.kind() == SubjectKind::Household) => {
                let number = first.about.get(3).map_or("", String::as_str);
                Step::Who(Who { text: Text(crate::tui::widgets::field::Field::with(number)), at: 0 })
            }
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
                vec![QuickTake, QuickToggle, QuickNext, QuickSeries, QuickBack]
            }
            Step::Leave(..) => vec![QuickTake, QuickBack],
            Step::Who(who) if who.text.0.is_empty() => vec![QuickNext, QuickSeries, QuickBack],
            _ => vec![QuickTake, QuickDown, QuickNext, QuickSeries, QuickBack],
        }
    }

    fn span(&self) -> Span {
        Span::Bottom(match &self.step {
            Step::What(What { form: Form::Work(_), .. }) => 10,
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
        self.gathered(cx);
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
