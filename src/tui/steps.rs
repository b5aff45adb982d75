//! A few questions one after the other, each with a sentence that helps; for what is done without the book or before
//! there is one. Going back keeps what was said, and whatever is refused is asked again.

use super::beside::Beside;
use super::command::{Command, Scope};
use super::component::{Component, Span};
use super::shared::Shared;
use super::theme::Role;
use super::widgets::field::Field;
use super::widgets::panel::Panel;
use crate::text;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::Paragraph;

type Check = Box<dyn Fn(&str) -> Option<String>>;
type Then = Box<dyn FnMut(&[String], &mut Shared)>;
/// What is done with an answer that came from beside.
pub type Ends = Box<dyn FnOnce(&mut Shared) + Send>;
/// Done beside the console: it says what follows, or what is wrong.
pub type Work = Box<dyn FnOnce() -> Result<Ends, String> + Send>;
type Works = Box<dyn FnMut(&[String], &mut Shared) -> Work>;

/// One question.
pub struct Step {
    label: String,
    hint: String,
    field: Field,
    check: Check,
}

impl Step {
    /// A question, and a sentence that helps.
    pub fn new(label: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { label: label.into(), hint: hint.into(), field: Field::default(), check: Box::new(|_| None) }
    }

    /// With what is wrong with an answer.
    pub fn checked(mut self, check: impl Fn(&str) -> Option<String> + 'static) -> Self {
        self.check = Box::new(check);
        self
    }

    /// With an answer that stands there already.
    pub fn with(mut self, text: &str) -> Self {
        self.field.set(text);
        self
    }
}

/// See the module.
pub struct Steps {
    title: String,
    steps: Vec<Step>,
    at: usize,
    wrong: Option<String>,
    then: Option<Then>,
    works: Option<(String, Works)>,
    doing: Beside<Ends>,
}

impl Steps {
    /// Questions under a title.
    pub fn new(title: impl Into<String>, steps: Vec<Step>) -> Self {
        let (title, then, works) = (title.into(), None, None);
        Self { title, steps, at: 0, wrong: None, then, works, doing: Beside::default() }
    }

    /// What follows at once.
    pub fn then(mut self, then: impl FnMut(&[String], &mut Shared) + 'static) -> Self {
        self.then = Some(Box::new(then));
        self
    }

    /// What is done beside the console, and what is told meanwhile.
    pub fn works(
        mut self,
        meanwhile: impl Into<String>,
        works: impl FnMut(&[String], &mut Shared) -> Work + 'static,
    ) -> Self {
        self.works = Some((meanwhile.into(), Box::new(works)));
        self
    }

    fn fault(&self, n: usize) -> Option<String> {
        let step = self.steps.get(n)?;
        (step.check)(step.field.text().trim())
    }

    fn on(&mut self, cx: &mut Shared) {
        if self.doing.waits() {
            return;
        }
        self.wrong = self.fault(self.at);
        if self.wrong.is_some() {
            return;
        }
        if self.at + 1 < self.steps.len() {
            self.at += 1;
            return;
        }
        if let Some(n) = (0..self.steps.len()).find(|n| self.fault(*n).is_some()) {
            (self.at, self.wrong) = (n, self.fault(n));
            return;
        }
        let said: Vec<String> = self.steps.iter().map(|step| step.field.text().trim().to_string()).collect();
        if let Some((_, works)) = &mut self.works {
            let work = works(&said, cx);
            self.doing.begin(&cx.events, work);
        }
        if let Some(then) = &mut self.then {
            then(&said, cx);
        }
    }
}

impl Component for Steps {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn typing(&self) -> bool {
        true
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::FormOn, Command::FormPrevious, Command::FormClose]
    }

    fn span(&self) -> Span {
        Span::Middle(76, self.steps.len() as u16 * 2 + 5)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let room = usize::from(inner.width);
        let label = self.steps.iter().map(|step| text::width(&step.label)).max().unwrap_or(0).min(room / 2);
        let mut y = inner.y;
        for (n, step) in self.steps.iter().enumerate() {
            if y >= inner.y + inner.height {
                return;
            }
            let here = n == self.at;
            let mark = if here { cx.glyphs.here } else { " " };
            let head = format!("{mark} {}  ", text::pad(&step.label, label));
            let left = (text::width(&head) as u16).min(inner.width);
            let line = Rect { y, height: 1, ..inner };
            let role = if here { Role::Accent } else { Role::Dim };
            frame.render_widget(Paragraph::new(Words::styled(head, cx.style(role))), line);
            let value = Rect { x: line.x + left, width: line.width - left, ..line };
            step.field.draw(frame, value, here, cx);
            y += 1;
        }
        let told = match (&self.wrong, &self.works) {
            (Some(why), _) => Some((format!("{} {why}", cx.glyphs.bad), Role::Bad)),
            (None, Some((meanwhile, _))) if self.doing.waits() => Some((meanwhile.clone(), Role::Accent)),
            _ => self.steps.get(self.at).map(|step| (step.hint.clone(), Role::Info)),
        };
        let left = (inner.y + inner.height).saturating_sub(y + 1);
        if let (Some((told, role)), 1..) = (told, left) {
            let lines: Vec<Line<'_>> = told
                .lines()
                .flat_map(|line| text::wrap(&text::clean(line), room))
                .map(|line| Line::styled(line, cx.style(role)))
                .collect();
            frame.render_widget(Paragraph::new(lines), Rect { y: y + 1, height: left, ..inner });
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::FormOn | Command::FormNext => self.on(cx),
            Command::FormPrevious => (self.at, self.wrong) = (self.at.saturating_sub(1), None),
            Command::FormTake => {
                self.at = self.steps.len().saturating_sub(1);
                self.on(cx);
            }
            // What is under way comes to its end; nothing is left half done.
            Command::FormClose if self.doing.waits() => {}
            Command::FormClose => cx.close(),
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut Shared) {
        if !self.doing.waits() && self.steps.get_mut(self.at).is_some_and(|step| step.field.key(key)) {
            self.wrong = None;
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Shared) {
        if !self.doing.waits() && self.steps.get_mut(self.at).is_some_and(|step| step.field.paste(text)) {
            self.wrong = None;
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.doing.take() {
            Some(Ok(ends)) => ends(cx),
            Some(Err(why)) => self.wrong = Some(why),
            None => {}
        }
    }
}

/// Something done beside the console that one waits for: a sentence meanwhile, then what follows or what is wrong.
pub struct Doing {
    title: String,
    meanwhile: String,
    work: Option<Work>,
    doing: Beside<Ends>,
    wrong: Option<String>,
}

impl Doing {
    /// Does it.
    pub fn new(title: impl Into<String>, meanwhile: impl Into<String>, work: Work) -> Self {
        let (title, meanwhile) = (title.into(), meanwhile.into());
        Self { title, meanwhile, work: Some(work), doing: Beside::default(), wrong: None }
    }
}

impl Component for Doing {
    fn scope(&self) -> Scope {
        Scope::Reading
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ReadingClose]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        command != Command::ReadingClose || self.wrong.is_some()
    }

    fn span(&self) -> Span {
        Span::Middle(70, 8)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&self.title).focused(true).draw(frame, area, cx);
        let (told, role) = match &self.wrong {
            Some(why) => (format!("{} {why}", cx.glyphs.bad), Role::Bad),
            None => (self.meanwhile.clone(), Role::Accent),
        };
        let lines: Vec<Line<'_>> = told
            .lines()
            .flat_map(|line| text::wrap(&text::clean(line), usize::from(inner.width)))
            .map(|line| Line::styled(line, cx.style(role)))
            .collect();
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        if command == Command::ReadingClose && self.wrong.is_some() {
            cx.close();
        }
        command == Command::ReadingClose
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if let Some(work) = self.work.take() {
            self.doing.begin(&cx.events, work);
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.doing.take() {
            Some(Ok(ends)) => ends(cx),
            Some(Err(why)) => self.wrong = Some(why),
            None => {}
        }
    }
}
