//! Whether two records are one person: side by side, what differs marked, asked once.

use crate::book::Recorded;
use crate::desk::acts::Same;
use crate::desk::doubles::{self, Pair};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::Paragraph;

/// As wide as it gets.
const CELLS: u16 = 96;

/// See the module.
pub struct AskSame {
    ids: [SubjectId; 2],
    pair: Pane<Pair>,
    done: Pane<Recorded>,
    /// The page of the joined person is opened.
    leads: bool,
}

impl AskSame {
    /// Of these two.
    pub fn new(one: SubjectId, other: SubjectId) -> Self {
        Self { ids: [one, other], pair: Pane::default(), done: Pane::default(), leads: false }
    }

    /// It leads to the page of whom they are.
    pub fn leading(self) -> Self {
        Self { leads: true, ..self }
    }

    fn join(&mut self, cx: &mut Shared) {
        let Some(pair) = self.pair.get().filter(|_| !self.done.waits()) else { return };
        if let Some(why) = &pair.refusal {
            return cx.tell(Tone::Bad, why.clone());
        }
        let [one, other] = self.ids;
        self.done.write(&cx.worker, move |desk| {
            let drafts = Same { one, other }.drafts(desk)?;
            desk.record(drafts)
        });
    }

    /// The lines in so many cells.
    fn lines(&self, cells: usize, cx: &Shared) -> Vec<Line<'static>> {
        let said = |text: &str, role: Role| -> Vec<Line<'static>> {
            text::wrap(&text::clean(text), cells.max(2)).into_iter().map(|l| Line::styled(l, cx.style(role))).collect()
        };
        let Some(pair) = self.pair.get() else {
            let (text, role) =
                self.pair.error().map_or((say!("people-same-reading"), Role::Dim), |why| (why, Role::Bad));
            return said(&text, role);
        };
        let differs = format!("{} {}", cx.glyphs.warn, say!("people-same-differs"));
        let mark = text::width(&differs);
        let label = pair.told.iter().map(|told| text::width(&told.label)).max().unwrap_or(0);
        let each = cells.saturating_sub(label + mark + 6) / 2;
        let row = |label_is: &str, [one, other]: [&str; 2], marked: bool, role: Role| {
            let cell = |text: &str| {
                let text = text::clean(text);
                text::pad(&text::truncate(if text.is_empty() { "—" } else { &text }, each), each)
            };
            let mark_is = if marked { text::pad(&differs, mark) } else { " ".repeat(mark) };
            Line::from(vec![
                Words::styled(text::pad(label_is, label + 2), cx.style(Role::Dim)),
                Words::styled(cell(one), cx.style(role)),
                Words::styled(format!("  {mark_is}  "), cx.style(Role::Warn)),
                Words::styled(cell(other), cx.style(role)),
            ])
        };
        let (one, other) = (say!("people-same-one"), say!("people-same-other"));
        let mut lines = vec![row("", [&one, &other], false, Role::Title)];
        for told in &pair.told {
            let [one, other] = &told.each;
            lines.push(row(
                &told.label,
                [one, other],
                told.differs,
                if told.differs { Role::Warn } else { Role::Text },
            ));
        }
        lines.push(Line::raw(""));
        match &pair.refusal {
            Some(why) => lines.extend(said(&format!("{} {why}", cx.glyphs.bad), Role::Bad)),
            None => {
                for notice in &pair.notices {
                    lines.extend(said(&format!("{} {notice}", cx.glyphs.warn), Role::Warn));
                }
                lines.extend(said(&say!("people-same-then", undo = cx.keymap.hint(Command::Undo)), Role::Dim));
            }
        }
        lines.push(Line::raw(""));
        let yes = pair.refusal.is_none().then_some(Command::ConfirmYes);
        let keys: Vec<String> = yes
            .into_iter()
            .chain([Command::ConfirmNo])
            .map(|command| format!("{} {}", cx.keymap.hint(command), command.name()))
            .collect();
        lines.push(Line::styled(keys.join("    "), cx.style(Role::Key)));
        lines
    }
}

impl Component for AskSame {
    fn scope(&self) -> Scope {
        Scope::Confirm
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ConfirmYes, Command::ConfirmNo]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        command != Command::ConfirmYes || self.pair.get().is_some_and(|pair| pair.refusal.is_none())
    }

    fn span(&self) -> Span {
        let more = self.pair.get().map_or(0, |pair| 2 * pair.notices.len() + pair.told.len());
        Span::Middle(CELLS, more as u16 + 7)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("people-same-ask")).focused(true).draw(frame, area, cx);
        frame.render_widget(Paragraph::new(self.lines(usize::from(inner.width), cx)), inner);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ConfirmYes => self.join(cx),
            Command::ConfirmNo => cx.close(),
            _ => return false,
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if !self.done.waits() {
            let [one, other] = self.ids;
            self.pair.ask(&cx.worker, move |desk| doubles::pair(desk, one, other));
        }
    }

    fn waits(&self) -> bool {
        self.pair.is_unread() || self.done.waits()
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.done.take() {
            Some(Ok(recorded)) => {
                cx.close();
                cx.tell_recorded(say!("people-same-done"), &recorded);
                if self.leads {
                    cx.open(super::open(self.ids[0]));
                }
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
