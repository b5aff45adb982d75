//! What is asked about a pasted list, what is decided over it, and the text before it is read.

use super::{ACTS, Paste, Word};
use crate::desk::pasted::Common;
use crate::locale::say;
use crate::roster::pasted::{ListAct, What};
use crate::text;
use crate::tui::command::Command;
use crate::tui::overlays::choose::Choose;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line as Shown;
use ratatui::widgets::Paragraph;

impl Paste {
    /// Asks which act the list reports.
    pub(super) fn ask_act(&self, guess: Option<ListAct>, cx: &mut Shared) {
        let at = ACTS.iter().position(|(act, _)| Some(*act) == guess).unwrap_or(0);
        let mail = self.mail.clone();
        let names = ACTS.iter().map(|(_, command)| command.name()).collect();
        let choose = Choose::new(say!("paste-which"), names, move |n, cx| {
            mail.send(ACTS.get(n).map(|(act, _)| Word::Act(*act)), cx);
        });
        cx.open(choose.at(at));
    }

    pub(super) fn ask_trip(&self, cx: &mut Shared) {
        if self.trips.is_empty() {
            cx.tell(Tone::Bad, say!("paste-no-trips", key = cx.keymap.hint(Command::GoTrips)));
            return;
        }
        let (mail, trips) = (self.mail.clone(), self.trips.clone());
        let words = trips.iter().map(|trip| trip.words.clone()).collect();
        cx.open(Choose::new(say!("paste-which-trip"), words, move |n, cx| {
            mail.send(trips.get(n).map(|trip| Word::Trip(trip.id)), cx);
        }));
    }

    /// Reads what was decided over the list.
    pub(super) fn open_mail(&mut self, cx: &mut Shared) {
        let words = std::mem::take(&mut *self.mail.0.borrow_mut());
        for word in words {
            match word {
                Word::Act(act) => {
                    let trip = self.common.as_ref().and_then(|common| common.trip);
                    self.common = Some(match self.common.take() {
                        Some(common) => Common { act, ..common },
                        None => Common::of(act),
                    });
                    if act == ListAct::Bus && trip.is_none() {
                        self.ask_trip(cx);
                    }
                }
                Word::Trip(trip) => self.common = self.common.take().map(|c| Common { trip: Some(trip), ..c }),
                Word::Common(common) => self.common = Some(*common),
                Word::Person(at, hit) => {
                    if let Some(line) = self.lines.get_mut(at) {
                        (line.person, line.on) = (Some(*hit), true);
                        self.mark_twice();
                        self.remember(at);
                        self.next_doubt(cx);
                    }
                }
                Word::Line(at, hint) => {
                    if let Some(line) = self.lines.get_mut(at) {
                        line.what = What::Person(hint);
                        self.remember(at);
                    }
                }
                Word::Record => {
                    self.record(cx);
                    return;
                }
            }
            self.changed();
            self.judge(cx);
        }
    }

    pub(super) fn draw_text(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let inner = Panel::new(&say!("paste-title")).focused(true).draw(frame, area, cx);
        let room = usize::from(inner.width);
        let height = usize::from(inner.height);
        let mut lines: Vec<(String, Role)> = match self.reading() {
            true => vec![(say!("paste-reading"), Role::Dim)],
            false => text::wrap(&say!("paste-how", key = cx.keymap.hint(Command::PasteRead)), room.max(2))
                .into_iter()
                .map(|line| (line, Role::Dim))
                .collect(),
        };
        let typed: Vec<&str> = self.kept.text.split('\n').collect();
        let from = typed.len().saturating_sub(height.saturating_sub(lines.len()));
        for line in typed.get(from..).unwrap_or_default() {
            lines.push((text::truncate(line, room.saturating_sub(1)).into_owned(), Role::Input));
        }
        let caret = (lines.last().map_or(0, |(line, _)| text::width(line)), lines.len().saturating_sub(1));
        let shown: Vec<Shown<'_>> = lines.iter().map(|(line, role)| Shown::styled(line, cx.style(*role))).collect();
        frame.render_widget(Paragraph::new(shown), inner);
        if !self.reading() && inner.height > 0 && inner.width > 0 {
            let (x, y) = (caret.0.min(room.saturating_sub(1)) as u16, caret.1.min(height.saturating_sub(1)) as u16);
            frame.set_cursor_position(Position::new(inner.x + x, inner.y + y));
        }
    }
}
