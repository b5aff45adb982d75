//! How the roll call looks: the list, the trip beside it where there is room, and the line that asks who did not come.

use super::roll::RollCall;
use super::sheet::Sheet;
use crate::desk::boarding::expired;
use crate::desk::trips::Passenger;
use crate::desk::words;
use crate::domain::keys::Absence;
use crate::domain::trip::Presence;
use crate::locale::say;
use crate::text;
use crate::tui::command::Command;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Cell, Column, Row, Table};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// From so many cells on the trip stands beside its list.
pub const WIDE: u16 = 110;
/// So many cells it takes there.
pub const BESIDE: u16 = 34;
/// So many of those found are shown.
const FOUND: usize = 5;

/// Lines in a framed pane, cut where they are too long.
pub fn facts(frame: &mut Frame<'_>, area: Rect, title: &str, lines: &[(String, Role)], cx: &Shared) {
    let inner = Panel::new(title).draw(frame, area, cx);
    let room = usize::from(inner.width);
    let wrapped = lines.iter().flat_map(|(line, role)| {
        let parts = if line.is_empty() { vec![String::new()] } else { text::wrap(&text::clean(line), room.max(2)) };
        parts.into_iter().map(|part| (part, *role))
    });
    let lines: Vec<Line<'_>> = wrapped.map(|(line, role)| Line::styled(line, cx.style(role))).collect();
    frame.render_widget(Paragraph::new(lines), inner);
}

impl RollCall {
    /// Draws all of it.
    pub(super) fn view(&mut self, frame: &mut Frame<'_>, area: Rect, sheet: Option<&Sheet>, cx: &Shared) {
        let Some((sheet, plan)) = sheet.and_then(|sheet| Some((sheet, sheet.plan()?))) else {
            Panel::new(&say!("buses-roll-call")).focused(true).draw(frame, area, cx);
            return;
        };
        let (left, right) = if area.width >= WIDE {
            let [left, right] = Layout::horizontal([Constraint::Min(1), Constraint::Length(BESIDE)]).areas(area);
            (left, Some(right))
        } else {
            (area, None)
        };
        // How many are missing is never cut: the way is told beside the list, and the time where there is room.
        let roomy = left.width >= 100;
        let mut parts = vec![say!("buses-roll-call"), plan.number.clone()];
        parts.extend(plan.vehicle.clone().filter(|_| roomy));
        parts.push(match words::place(&plan.to) {
            to if roomy => format!("{} {} {to}", plan.from, cx.glyphs.to),
            to => format!("{} {to}", cx.glyphs.to),
        });
        if left.width >= 76 {
            parts.push(plan.departs.format(if roomy { "%m-%d %H:%M" } else { "%H:%M" }).to_string());
        }
        let called = sheet.called(&self.passengers);
        let mut note = say!(
            "buses-counts",
            listed = called.listed,
            aboard = called.aboard,
            absent = called.absent + called.alighted
        );
        if called.waiting > 0 {
            note.push_str(&say!("buses-counts-waiting", count = called.waiting));
        } else if let Some(state) = sheet.state() {
            note.push_str(&format!(" · {}", state.name()));
        }
        let inner = Panel::new(&parts.join(" · ")).note(note).focused(self.who.is_none()).draw(frame, left, cx);
        if self.passengers.is_empty() {
            let empty =
                Line::styled(say!("buses-nobody-listed", key = cx.keymap.hint(Command::RollAdd)), cx.style(Role::Dim));
            frame.render_widget(Paragraph::new(empty), inner);
        } else {
            let below = if self.who.is_some() { self.who_height() } else { 0 };
            let list = Rect { height: inner.height.saturating_sub(below.saturating_sub(1)), ..inner };
            let departs = sheet.departs();
            let passengers = &self.passengers;
            let row = |n: usize| passengers.get(n).map(|p| row(p, departs, left.width, cx));
            let columns = columns(left.width);
            let table = Table { columns: &columns, len: passengers.len(), focused: self.who.is_none() };
            table::draw(frame, list, table, &mut self.cursor, cx, row);
        }
        if let Some(right) = right {
            facts(frame, right, &say!("buses-trip", number = plan.number), &sheet.lines(&self.passengers, cx), cx);
        }
        if self.who.is_some() {
            self.view_who(frame, left, cx);
        }
    }

    fn who_height(&self) -> u16 {
        self.found().len().clamp(1, FOUND) as u16 + 4
    }

    /// The line 谁没来: what was typed, whom it fits, and the reasons by their digits.
    fn view_who(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let Some(who) = &self.who else { return };
        let height = self.who_height().min(area.height);
        let area = Rect { y: area.y + area.height - height, height, ..area };
        let inner = Panel::new(&say!("buses-who")).note(say!("buses-who-note")).focused(true).draw(frame, area, cx);
        if inner.height == 0 || inner.width < 4 {
            return;
        }
        frame.render_widget(Paragraph::new(Span::styled("› ", cx.style(Role::Accent))), Rect { height: 1, ..inner });
        who.field.draw(frame, Rect { x: inner.x + 2, width: inner.width - 2, height: 1, ..inner }, true, cx);
        let found = self.found();
        let pick = who.pick.min(found.len().saturating_sub(1));
        let mut lines: Vec<Line<'_>> = Vec::new();
        if found.is_empty() {
            lines.push(Line::styled(say!("buses-nobody-found"), cx.style(Role::Warn)));
        }
        let from = (pick + 1).saturating_sub(FOUND);
        for (n, row) in found.iter().enumerate().skip(from).take(FOUND) {
            let Some(p) = self.passengers.get(*row) else { continue };
            let mark = if n == pick { cx.glyphs.here } else { " " };
            let seat = p.seat.map_or(String::from("—"), |seat| format!("{seat:02}"));
            let village = p.village.as_deref().unwrap_or_default();
            let line = format!("{mark} {seat} {}  {village}  {}", p.name, p.point.as_deref().unwrap_or_default());
            let role = if n == pick { Role::Selected } else { Role::Text };
            let line = text::truncate(&text::clean(&line), usize::from(inner.width)).into_owned();
            lines.push(Line::styled(line, cx.style(role)));
        }
        let mut reasons = Vec::new();
        for (n, reason) in Absence::ALL.iter().enumerate() {
            reasons.push(Span::styled((n + 1).to_string(), cx.style(Role::Key)));
            reasons.push(Span::raw(format!(" {}  ", reason.name())));
        }
        lines.push(Line::from(reasons));
        frame.render_widget(Paragraph::new(lines), Rect { y: inner.y + 1, height: inner.height - 1, ..inner });
    }
}

/// The columns that so many cells have room for: by which numbers of the whole row they go.
fn shown(width: u16) -> &'static [usize] {
    if width < 72 { &[0, 1, 2, 4, 5, 6] } else { &[0, 1, 2, 3, 4, 5, 6] }
}

fn columns(width: u16) -> Vec<Column> {
    let wide = width >= 84;
    let all = [
        Column::new(say!("buses-seat"), 3).right(),
        Column::new(say!("buses-name"), 8).up_to(16),
        Column::new(say!("buses-village"), 8).up_to(12),
        Column::new(say!("buses-point"), if wide { 10 } else { 8 }).up_to(16),
        Column::new(say!("buses-employer"), 8).up_to(20),
        Column::new(say!("buses-certificate"), 10),
        Column::new(say!("buses-presence"), 12).up_to(18),
    ];
    shown(width).iter().filter_map(|n| all.get(*n).cloned()).collect()
}

fn row(p: &Passenger, departs: NaiveDate, width: u16, cx: &Shared) -> Row {
    let plain = |text: String| (text, Role::Text);
    let employer = match (&p.employer, p.companion, p.outside) {
        (_, true, _) => (say!("buses-companion"), Role::Dim),
        (Some(employer), ..) => plain(employer.clone().into()),
        (None, _, true) => (say!("buses-outside"), Role::Dim),
        (None, ..) => (say!("buses-no-employer"), Role::Warn),
    };
    let all = [
        plain(p.seat.map_or(String::from("—"), |seat| format!("{seat:02}"))),
        plain(p.name.clone()),
        plain(p.village.clone().unwrap_or_else(|| say!("buses-elsewhere"))),
        plain(p.point.clone().unwrap_or_default()),
        employer,
        certificate(p.certificate, departs, cx),
        presence(p.presence, cx),
    ];
    Row { cells: shown(width).iter().filter_map(|n| all.get(*n).cloned()).collect(), ..Row::default() }
}

fn certificate(date: Option<NaiveDate>, departs: NaiveDate, cx: &Shared) -> Cell {
    match date {
        None => (say!("buses-certificate-none"), Role::Dim),
        Some(date) if expired(date, departs) => {
            (say!("buses-certificate-expired", day = date.format("%m-%d").to_string()), Role::Warn)
        }
        Some(date) => (format!("{} {}", date.format("%m-%d"), cx.glyphs.good), Role::Good),
    }
}

fn presence(presence: Presence, cx: &Shared) -> Cell {
    match presence {
        Presence::Expected => (format!("{} {}", cx.glyphs.open, say!("buses-waiting")), Role::Text),
        Presence::Aboard => (format!("{} {}", cx.glyphs.good, say!("buses-on-board")), Role::Good),
        Presence::Absent(reason) => (format!("{} {}", cx.glyphs.bad, reason.name()), Role::Bad),
        Presence::Alighted => (format!("{} {}", cx.glyphs.bad, say!("buses-alighted")), Role::Warn),
    }
}
