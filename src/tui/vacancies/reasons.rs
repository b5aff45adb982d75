//! Why a job fits somebody or does not, as it stands beside a list.

use crate::dispatch::{Fit, Opening, Profile, Verdict, reason};
use crate::locale::say;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// From here on the reasons stand beside the list.
const WIDE: u16 = 110;
/// So many lines they take below it.
const LINES: u16 = 7;

/// Lines, each with what it means.
pub type Lines = Vec<(String, Role)>;

/// One line for each answer.
pub fn told(fit: &Fit, who: &Profile, job: &Opening) -> Lines {
    let mut out = Vec::new();
    for verdict in Verdict::ALL {
        let of = fit.verdicts.iter().filter(|(_, v)| v == verdict);
        let told: Vec<String> = of.map(|(of, v)| reason(*of, *v, who, job)).collect();
        if !told.is_empty() {
            let role = match verdict {
                Verdict::Fits => Role::Good,
                Verdict::Not => Role::Bad,
                Verdict::Unknown => Role::Dim,
            };
            out.push((format!("{}  {}", verdict.name(), told.join(&say!("jobs-list-comma"))), role));
        }
    }
    out
}

/// The room of the list, and that of the reasons.
pub fn halves(area: Rect) -> [Rect; 2] {
    match area.width {
        WIDE.. => Layout::horizontal([Constraint::Min(1), Constraint::Percentage(38)]).areas(area),
        _ if area.height < LINES + 6 => [area, Rect { height: 0, ..area }],
        _ => Layout::vertical([Constraint::Min(1), Constraint::Length(LINES)]).areas(area),
    }
}

/// Draws them.
pub fn draw(frame: &mut Frame<'_>, area: Rect, title: &str, lines: &[(String, Role)], cx: &Shared) {
    if area.height < 3 {
        return;
    }
    let inner = Panel::new(title).draw(frame, area, cx);
    let cells = usize::from(inner.width).max(2);
    let shown: Vec<Line<'_>> = lines
        .iter()
        .flat_map(|(line, role)| text::wrap(&text::clean(line), cells).into_iter().map(|part| (part, *role)))
        .take(usize::from(inner.height))
        .map(|(part, role)| Line::styled(part, cx.style(role)))
        .collect();
    frame.render_widget(Paragraph::new(shown), inner);
}
