//! 封账 asked about: which day, what it closes with it, which checks fail; one Enter seals. A seal cannot be undone, so
//! Enter counts only once all of that has been on the screen: keys typed ahead, in one go with the `s` that asked, do
//! nothing. If anything is written meanwhile, here or by another console, it is counted anew and shown again.

use crate::desk::seal::{Prospect, Sealed};
use crate::locale::{self, Lang, say};
use crate::text;
use crate::tui::backups;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};
use ratatui::widgets::Paragraph;
use std::sync::Arc;

/// So many rows of a failing check are named.
const ROWS: usize = 3;

/// See the module.
#[derive(Default)]
pub struct Closing {
    prospect: Pane<Prospect>,
    sealed: Pane<Sealed>,
    note: Field,
    /// The prospect that was drawn, whole.
    seen: Option<Arc<Prospect>>,
    /// It is being sealed, or is.
    sealing: bool,
}

impl Closing {
    fn prospect(&self) -> Option<Arc<Prospect>> {
        self.prospect.get().filter(|_| !self.prospect.waits())
    }

    fn seal(&mut self, cx: &mut Shared) {
        let Some(prospect) = self.prospect() else { return };
        if self.sealing || !self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, &prospect)) {
            return;
        }
        self.sealing = true;
        let note = Some(self.note.text().trim().to_string()).filter(|note| !note.is_empty());
        self.sealed.write(&cx.worker, move |desk| desk.seal(&prospect, note.as_deref()));
    }

    /// What is asked, in lines of so many cells.
    fn lines(&self, prospect: &Prospect, cells: usize) -> Vec<(String, Role)> {
        let day = |day| locale::full_date(Lang::current(), day);
        let mut told =
            vec![(say!("issue-seal-day", day = day(prospect.day), issue = prospect.model.issue), Role::Title)];
        if let Some(first) = prospect.several {
            told.push((say!("issue-seal-several", first = day(first), day = day(prospect.day)), Role::Warn));
        }
        if prospect.ahead {
            told.push((say!("issue-seal-ahead"), Role::Warn));
        }
        let silent = prospect.model.reported.silent.len();
        if silent > 0 {
            told.push((say!("issue-seal-silent", count = silent), Role::Warn));
            let which = prospect.model.problems.iter().filter(|remark| remark.kind == "silent");
            told.extend(which.map(|remark| (format!("    {}", remark.text), Role::Dim)));
        }
        let failing = prospect.failing();
        match failing.is_empty() {
            true => told.push((say!("issue-seal-holds", count = prospect.model.checks.len()), Role::Good)),
            false => told.push((say!("issue-seal-fails", count = failing.len()), Role::Warn)),
        }
        for check in failing {
            told.push((format!("{} {}", check.id, check.text), Role::Text));
            let rows = check.rows.iter().take(ROWS);
            told.extend(rows.map(|row| (format!("    {} {} {}", row.name, row.unit, row.text), Role::Dim)));
            if check.rows.len() > ROWS {
                told.push((format!("    {}", say!("issue-more-rows", count = check.rows.len() - ROWS)), Role::Dim));
            }
        }
        told.push((say!("issue-seal-final"), Role::Text));
        let broken = |(line, role): (String, Role)| {
            text::wrap(&text::clean(&line), cells).into_iter().map(move |part| (part, role)).collect::<Vec<_>>()
        };
        told.into_iter().flat_map(broken).collect()
    }
}

impl Component for Closing {
    fn scope(&self) -> Scope {
        Scope::Confirm
    }

    /// Where checks fail, why it is sealed nevertheless can be typed.
    fn typing(&self) -> bool {
        !self.note.is_empty() || self.prospect().is_some_and(|prospect| !prospect.failing().is_empty())
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ConfirmYes, Command::ConfirmNo]
    }

    fn span(&self) -> Span {
        let lines = self.prospect().map_or(1, |prospect| self.lines(&prospect, 68).len() + 2);
        Span::Middle(72, lines as u16 + 4)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("issue-seal-title")).focused(true).draw(frame, area, cx);
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let Some(prospect) = self.prospect() else {
            frame.render_widget(Paragraph::new(say!("issue-seal-counting")).style(cx.style(Role::Dim)), inner);
            return;
        };
        let told = self.lines(&prospect, usize::from(inner.width).max(2));
        let typing = self.typing();
        // What is asked for stands at the lower end, however many checks fail.
        let room = usize::from(inner.height).saturating_sub(if typing { 3 } else { 2 });
        let shown = told.get(..room.min(told.len())).unwrap_or_default();
        let mut lines: Vec<Line<'_>> =
            shown.iter().map(|(line, role)| Line::styled(line.as_str(), cx.style(*role))).collect();
        if typing {
            let label = format!("{} ", say!("issue-seal-note"));
            let used = u16::try_from(text::width(&label)).unwrap_or(0).min(inner.width);
            let y = inner.y + u16::try_from(lines.len()).unwrap_or(0);
            if y < inner.y + inner.height {
                let place = Rect { x: inner.x + used, y, width: inner.width - used, height: 1 };
                self.note.draw(frame, place, true, cx);
            }
            lines.push(Line::from(Words::styled(label, cx.style(Role::Title))));
        }
        lines.push(Line::raw(""));
        let keys = [(Command::ConfirmYes, say!("issue-seal-yes")), (Command::ConfirmNo, say!("issue-seal-no"))];
        let keys = keys.map(|(command, name)| format!("{} {name}", cx.keymap.hint(command)));
        lines.push(Line::styled(keys.join("    "), cx.style(Role::Key)));
        for (n, line) in lines.into_iter().enumerate().take(usize::from(inner.height)) {
            // The note's field is drawn beside its label.
            let width = if typing && n == shown.len() { u16::try_from(line.width()).unwrap_or(0) } else { inner.width };
            let place = Rect { y: inner.y + n as u16, height: 1, width: width.min(inner.width), ..inner };
            frame.render_widget(Paragraph::new(line), place);
        }
        self.seen = Some(prospect);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ConfirmYes => self.seal(cx),
            Command::ConfirmNo => cx.close(),
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut Shared) {
        if self.seen.is_some() {
            self.note.key(key);
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Shared) {
        self.note.paste(text);
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if !self.sealing {
            self.prospect.ask(&cx.worker, |desk| desk.prepare_seal());
        }
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.sealed.take() {
            Some(Ok(sealed)) => {
                let key = cx.keymap.hint(Command::Export);
                let (issue, seal) = (sealed.issue, sealed.hash.short());
                let told = say!("issue-sealed", issue = issue, seal = seal, key = key);
                cx.tell_recorded(told, &sealed.recorded);
                backups::begin(false, cx);
                cx.close();
            }
            // Something was written since: counted anew, and shown again before Enter counts.
            Some(Err(why)) => {
                cx.tell(Tone::Bad, why);
                (self.sealing, self.seen) = (false, None);
                self.prospect.ask(&cx.worker, |desk| desk.prepare_seal());
            }
            None => {}
        }
        if let Some(Err(why)) = self.prospect.take() {
            cx.tell(Tone::Bad, why);
            cx.close();
        }
    }
}
