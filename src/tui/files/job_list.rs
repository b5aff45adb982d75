//! The jobs in the background: how far each is, what came of it, and calling it off.

use crate::locale::say;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::jobs::{Job, State};
use crate::tui::overlays::notice::Notice;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// See the module.
#[derive(Default)]
pub struct JobList {
    cursor: Cursor,
}

impl JobList {
    /// The newest first.
    fn job<'a>(&self, n: usize, cx: &'a Shared) -> Option<&'a Job> {
        cx.jobs.all.iter().rev().nth(n)
    }

    fn here<'a>(&self, cx: &'a Shared) -> Option<&'a Job> {
        self.job(self.cursor.at, cx)
    }
}

impl Component for JobList {
    fn scope(&self) -> Scope {
        Scope::JobList
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::JobOpen, Command::JobCancel, Command::JobClose]
    }

    fn enabled(&self, command: Command, cx: &Shared) -> bool {
        let running = self.here(cx).map(Job::running);
        match command {
            Command::JobOpen => running == Some(false),
            Command::JobCancel => running == Some(true),
            _ => true,
        }
    }

    fn span(&self) -> Span {
        Span::Middle(100, 14)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("files-jobs")).focused(true).draw(frame, area, cx);
        if cx.jobs.all.is_empty() {
            frame.render_widget(Paragraph::new(Line::styled(say!("files-no-jobs"), cx.style(Role::Dim))), inner);
            return;
        }
        let columns =
            [Column::new(say!("files-job"), 20).up_to(36), Column::new(say!("files-job-state"), 20).up_to(200)];
        let jobs: Vec<&Job> = cx.jobs.all.iter().rev().collect();
        let row = |n: usize| {
            let job = jobs.get(n)?;
            let state = match job.state() {
                State::Running => (job.how_far(), Role::Accent),
                State::Ended(told) => (told.line, told.tone.role()),
            };
            Some(Row { cells: vec![(job.name.clone(), Role::Text), state], ..Row::default() })
        };
        let table = Table { columns: &columns, len: jobs.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::JobOpen => {
                if let Some((name, State::Ended(told))) = self.here(cx).map(|job| (job.name.clone(), job.state())) {
                    let first = (!told.lines.iter().any(|(line, _)| *line == told.line))
                        .then(|| (told.line.clone(), told.tone.role()));
                    cx.open(Notice::new(name, first.into_iter().chain(told.lines)));
                }
            }
            Command::JobCancel => {
                if let Some(job) = self.here(cx).filter(|job| job.running()) {
                    job.cancel();
                    let told = say!("files-cancelling", name = job.name);
                    cx.tell(Tone::Warn, told);
                }
            }
            Command::JobClose => cx.close(),
            _ => return self.cursor.run(command, cx.jobs.all.len()),
        }
        true
    }
}
