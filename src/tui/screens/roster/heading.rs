//! What stands above the list: which one it is, how it is narrowed and ordered, and the filter.

use super::Roster;
use super::look;
use super::window::Window;
use crate::book::PeopleSort;
use crate::locale::say;
use crate::text;
use crate::tui::screens::Screen;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span as Words;
use ratatui::widgets::Paragraph;

impl Roster {
    /// Which list, how many, how narrowed, how many marked.
    pub(super) fn title(&self, window: Option<&Window>) -> String {
        let Some(window) = window else { return Screen::Roster.name() };
        let count = text::group(window.total as i64);
        let more = if window.at_least { say!("people-more") } else { String::new() };
        let all = text::group(window.all as i64);
        let mut parts = vec![match window {
            _ if window.wanted.households => say!("people-title-households", count = count, more = more),
            _ if window.all as usize == window.total => say!("people-title", all = all),
            _ => say!("people-title-found", all = all, count = count, more = more),
        }];
        let villages = self.villages.get();
        let villages = villages.as_ref().map_or(&[][..], |all| all.as_slice());
        parts.extend(look::told(&window.wanted.facets, villages, window.wanted.households));
        if !self.marks.is_empty() {
            parts.push(say!("people-marked", count = self.marks.len()));
        }
        parts.join(" · ")
    }

    /// In which order.
    pub(super) fn note(&self, window: Option<&Window>) -> String {
        if self.households {
            return String::new();
        }
        match window {
            Some(window) if window.by_home => say!("people-sort-too-long"),
            _ => {
                // Without a text nobody fits better than another.
                let sort = match self.look.borrow().sort {
                    PeopleSort::Best if self.field.text().trim().is_empty() => PeopleSort::Home,
                    sort => sort,
                };
                say!("people-sorted", by = look::sort_name(sort))
            }
        }
    }

    /// The filter, with the caret where it is typed into.
    pub(super) fn draw_filter(&self, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let mark = Words::styled("/", cx.style(Role::Key));
        frame.render_widget(Paragraph::new(mark), area);
        let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
        if self.field.is_empty() {
            let hint = say!("people-filter-hint");
            let hint = text::truncate(&hint, usize::from(area.width)).into_owned();
            self.field.draw(frame, area, self.typing, cx);
            frame.render_widget(Paragraph::new(Words::styled(hint, cx.style(Role::Dim))), area);
            return;
        }
        self.field.draw(frame, area, self.typing, cx);
        if self.typing && self.whole {
            let cells = text::width(self.field.text()).min(usize::from(area.width)) as u16;
            frame.buffer_mut().set_style(Rect { width: cells, ..area }, cx.style(Role::Selected));
        }
    }
}
