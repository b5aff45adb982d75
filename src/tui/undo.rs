//! Taking back what was recorded last: shown before it is done, and again and again, one batch after the other.

use super::overlays::question::Question;
use super::shared::{Request, Shared};
use super::theme::Role;
use super::widgets::field::Field;
use super::widgets::panel::Panel;
use super::worker::Pane;
use crate::book::{LastBatch, Recorded};
use crate::desk::{Desk, Error, history};
use crate::locale::{listed, say};
use crate::text;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// What was recorded last.
struct Newest {
    batch: Option<LastBatch>,
    /// A seal covers its day.
    sealed: bool,
}

/// See the module.
pub struct Undo {
    newest: Pane<Newest>,
    done: Pane<(String, Recorded)>,
    why: Field,
    /// Enter was pressed before the book had answered.
    pressed: bool,
    writing: bool,
    /// Keys typed since.
    said: Option<String>,
}

impl Default for Undo {
    fn default() -> Self {
        let why = Field::with(&say!("quick-undo-why"));
        Self { newest: Pane::default(), done: Pane::default(), why, pressed: false, writing: false, said: None }
    }
}

fn newest(desk: &mut Desk) -> Result<Newest, Error> {
    let officer = desk.officer()?;
    let batch = desk.book.last_batch(Some(&officer))?;
    let sealed = desk.book.steering().last_sealed();
    let covered = batch.as_ref().is_some_and(|batch| sealed.is_some_and(|sealed| batch.day <= sealed));
    Ok(Newest { batch, sealed: covered })
}

/// 返岗 28、走访 1: 张小明、赵样一 ….
fn told(batch: &LastBatch) -> String {
    let count: u64 = batch.kinds.iter().map(|(_, n)| n).sum();
    let kinds = listed(batch.kinds.iter().map(|(kind, n)| match n {
        1 => history::kind_name(kind),
        n => say!("quick-nature-count", nature = history::kind_name(kind), count = *n),
    }));
    let more = if count > batch.names.len() as u64 { "…" } else { "" };
    format!("{kinds}  {}{more}", listed(&batch.names))
}

impl Undo {
    /// Takes back what is shown.
    fn withdraw(&mut self, cx: &mut Shared) {
        if self.writing {
            return;
        }
        let Some(newest) = self.newest.get() else {
            self.pressed = true;
            return;
        };
        self.pressed = false;
        let Some(batch) = newest.batch.clone() else {
            cx.close();
            return;
        };
        let why = self.why.text().to_string();
        self.said = None;
        self.writing = true;
        self.done.write(&cx.worker, move |desk| {
            let recorded = desk.withdraw(&batch.batch, &why)?;
            Ok((told(&batch), recorded))
        });
    }
}

impl Question for Undo {
    fn line(&mut self) -> &mut Field {
        &mut self.why
    }

    fn size(&self) -> (u16, u16) {
        (70, 9)
    }

    fn show(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("quick-undo")).focused(true).draw(frame, area, cx);
        let cells = usize::from(inner.width).max(2);
        let mut lines: Vec<(String, Role)> = Vec::new();
        let newest = self.newest.get();
        match newest.as_ref().map(|newest| (newest.batch.as_ref(), newest.sealed)) {
            None => lines.push(self.newest.error().map_or((say!("quick-reading"), Role::Dim), |why| (why, Role::Bad))),
            Some((None, _)) => lines.push((say!("quick-undo-nothing"), Role::Warn)),
            Some((Some(batch), sealed)) => {
                lines.push((told(batch), Role::Accent));
                let time = batch.recorded.get(11..16).unwrap_or_default();
                let day = cx.day_seen(batch.day);
                lines.push((say!("quick-undo-when", time = time, day = day, officer = batch.officer), Role::Dim));
                if sealed {
                    lines.push((say!("quick-undo-sealed"), Role::Warn));
                }
            }
        }
        lines.extend(self.said.iter().map(|said| (said.clone(), Role::Bad)));
        let shown: Vec<Line<'_>> = lines
            .iter()
            .flat_map(|(line, role)| text::wrap(&text::clean(line), cells).into_iter().map(|part| (part, *role)))
            .map(|(part, role)| Line::styled(part, cx.style(role)))
            .collect();
        frame.render_widget(Paragraph::new(shown), inner);
        if newest.is_some_and(|newest| newest.batch.is_some()) && inner.height > 1 {
            let label = format!("{} ", say!("quick-undo-reason"));
            let used = u16::try_from(text::width(&label)).unwrap_or(0).min(inner.width);
            let last = Rect { y: inner.y + inner.height - 1, height: 1, ..inner };
            frame.render_widget(Paragraph::new(Line::styled(label, cx.style(Role::Dim))), last);
            let place = Rect { x: last.x + used, width: last.width - used, ..last };
            self.why.draw(frame, place, true, cx);
        }
    }

    fn done(&mut self, cx: &mut Shared) {
        self.withdraw(cx);
    }

    fn begin(&mut self, cx: &mut Shared) {
        self.newest.ask(&cx.worker, newest);
    }

    /// What is typed behind Enter is meant for whatever comes next, not for the reason.
    fn busy(&self) -> bool {
        (self.pressed && self.newest.is_unread()) || self.writing
    }

    fn heard(&mut self, cx: &mut Shared) {
        if self.writing
            && let Some(answer) = self.done.take()
        {
            self.writing = false;
            match answer {
                Ok(done) => {
                    cx.tell_recorded(say!("quick-undone", what = done.0.clone()), &done.1);
                    cx.close();
                    return;
                }
                Err(why) => {
                    self.said = Some(why);
                    cx.request(Request::ForgetKeys);
                }
            }
        }
        if self.pressed && self.newest.get().is_some() {
            self.withdraw(cx);
        }
    }
}
