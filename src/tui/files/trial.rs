//! What an import would do, before it does it: figures and what was found, row by row.

use super::import::{self, name_of, rejects_beside, role};
use super::intake::{self, Found, Intake};
use crate::desk::Error;
use crate::locale::say;
use crate::roster::Severity;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::jobs::{Job, State};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::path::PathBuf;

/// See the module.
pub struct Trial {
    asked: Intake,
    job: Job,
    found: Option<Found>,
    /// Where the rows not taken go; chosen beside the console.
    rejects: Option<PathBuf>,
    keeps_rejects: bool,
    failed: Option<String>,
    cursor: Cursor,
}

impl Trial {
    /// Tries, and shows how far it is.
    pub fn open(asked: Intake, cx: &mut Shared) {
        let (tried, name) = (asked.clone(), say!("files-trying", file = name_of(&asked.file)));
        let job = cx.start_quiet(name, move |desk, progress| {
            let found = intake::take(desk, &tried, progress)?;
            let rejects = (found.rejected > 0).then(|| rejects_beside(&tried.file));
            Ok((found, rejects))
        });
        let (found, rejects, failed, cursor) = (None, None, None, Cursor::default());
        cx.open(Self { asked, job, found, rejects, keeps_rejects: true, failed, cursor });
    }

    fn import(&self, cx: &mut Shared) {
        let Some(found) = &self.found else { return };
        cx.close();
        if !found.changes {
            cx.tell(Tone::Warn, say!("files-nothing-new"));
            return;
        }
        let rejects = self.rejects.clone().filter(|_| self.keeps_rejects);
        import::import(Intake { trial: false, rejects, ..self.asked.clone() }, cx);
    }

    /// The lines above the list.
    fn above(&self, found: &Found, room: usize, cx: &Shared) -> Vec<(String, Role)> {
        let mut lines: Vec<(String, Role)> = Vec::new();
        let mut tell = |text: &str, role| {
            lines.extend(text::wrap(&text::clean(text), room).into_iter().map(|line| (line, role)));
        };
        tell(&found.counts, Role::Title);
        if !found.changes {
            tell(&say!("files-nothing-new"), Role::Warn);
        }
        if let Some(path) = &self.rejects {
            let (path, key) = (name_of(path), cx.keymap.hint(Command::TrialRejects));
            match self.keeps_rejects {
                true => tell(&say!("files-rejects-to", path = path, n = found.rejected, key = key), Role::Accent),
                false => tell(&say!("files-rejects-not", n = found.rejected, key = key), Role::Warn),
            }
        }
        found.notes.iter().take(4).for_each(|note| tell(note, Role::Info));
        lines
    }
}

impl Component for Trial {
    fn scope(&self) -> Scope {
        Scope::Trial
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::TrialImport, Command::TrialRejects, Command::TrialClose, Command::Down]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        match command {
            Command::TrialImport => self.found.as_ref().is_some_and(|found| found.changes),
            Command::TrialRejects => self.rejects.is_some(),
            _ => true,
        }
    }

    fn span(&self) -> Span {
        if self.found.is_some() { Span::Whole } else { Span::Middle(64, 6) }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let title = say!("files-trial-title", kind = self.asked.kind.name(), file = name_of(&self.asked.file));
        let inner = Panel::new(&title).note(say!("files-trial-note")).focused(true).draw(frame, area, cx);
        let room = usize::from(inner.width);
        let (lines, spots) = match (&self.failed, &self.found) {
            (Some(why), _) => {
                let line = |line: String| (line, Role::Bad);
                (why.lines().flat_map(|text| text::wrap(&text::clean(text), room)).map(line).collect(), None)
            }
            (None, Some(found)) => (self.above(found, room, cx), Some(&found.spots)),
            (None, None) => (vec![(say!("files-trying-now", far = self.job.how_far()), Role::Accent)], None),
        };
        let above = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(inner.height);
        let lines: Vec<Line<'_>> = lines.into_iter().map(|(line, role)| Line::styled(line, cx.style(role))).collect();
        frame.render_widget(Paragraph::new(lines), Rect { height: above, ..inner });
        let list = Rect { y: inner.y + above, height: inner.height - above, ..inner };
        let Some(spots) = spots.filter(|spots| !spots.is_empty() && list.height > 2) else { return };
        // What is wrong in the selected row is told whole below.
        let whole = spots.get(self.cursor.at).map(|spot| (spot.finding.message.clone(), role(spot.finding.severity)));
        let whole = whole.filter(|_| list.height > 5);
        let told = whole.map(|(text, role)| (text::wrap(&text::clean(&text), room), role));
        let told = told.filter(|(lines, _)| lines.len() > 1 || room < 100);
        let below = told.as_ref().map_or(0, |(lines, _)| lines.len().min(2) as u16);
        let list = Rect { height: list.height - below, ..list };
        if let Some((lines, role)) = told {
            let lines: Vec<Line<'_>> = lines.into_iter().map(|line| Line::styled(line, cx.style(role))).collect();
            frame.render_widget(Paragraph::new(lines), Rect { y: list.y + list.height, height: below, ..inner });
        }
        let columns = [
            Column::new(say!("files-row"), 6).right(),
            Column::new(say!("files-column"), 10).up_to(14),
            Column::new(say!("files-value"), 10).up_to(20),
            Column::new(say!("files-message"), 20).up_to(200),
        ];
        let row = |n: usize| {
            let spot = spots.get(n)?;
            let mark = match spot.finding.severity {
                Severity::Error => cx.glyphs.bad,
                Severity::Warning => cx.glyphs.warn,
                Severity::Notice => " ",
            };
            let role = role(spot.finding.severity);
            let cells = vec![
                (spot.finding.row.to_string(), Role::Text),
                (spot.column.clone(), Role::Text),
                (spot.finding.value.clone(), Role::Text),
                (format!("{mark} {}", spot.finding.message), role),
            ];
            Some(Row { cells, ..Row::default() })
        };
        let table = Table { columns: &columns, len: spots.len(), focused: true };
        table::draw(frame, list, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::TrialImport => self.import(cx),
            Command::TrialRejects => self.keeps_rejects = !self.keeps_rejects,
            Command::TrialClose => {
                self.job.cancel();
                cx.close();
            }
            _ => return self.cursor.run(command, self.found.as_ref().map_or(0, |found| found.spots.len())),
        }
        true
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.found.is_some() || self.failed.is_some() {
            return;
        }
        let State::Ended(told) = self.job.state() else { return };
        match self.job.found::<Result<(Found, Option<PathBuf>), Error>>() {
            Some(Ok((found, _))) if found.undated => {
                cx.close();
                import::ask_date(self.asked.clone(), cx);
            }
            Some(Ok((found, rejects))) => (self.found, self.rejects) = (Some(found), rejects),
            Some(Err(why)) => self.failed = Some(why.to_string()),
            None => self.failed = Some(told.line),
        }
    }
}
