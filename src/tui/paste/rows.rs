//! The table of a pasted list: what was pasted, who it is, what is recorded.

use super::{Paste, name};
use crate::book::Recorded;
use crate::desk::pasted::act_of;
use crate::desk::words;
use crate::domain::keys::Nature;
use crate::locale::{listed, say};
use crate::roster::pasted::What;
use crate::tui::command::Command;
use crate::tui::overlays::whom;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;

/// From so many cells on the number is shown as far as it may be.
const WIDE: u16 = 110;

/// How many beginnings of each nature.
fn natures(all: impl Iterator<Item = Nature>) -> Vec<String> {
    let all: Vec<Nature> = all.collect();
    let count = |nature: &Nature| all.iter().filter(|other| *other == nature).count();
    let counted = Nature::ALL.iter().map(|nature| (nature, count(nature))).filter(|(_, count)| *count > 0);
    counted.map(|(nature, count)| format!("{} {count}", nature.name())).collect()
}

/// What is told once it is recorded.
pub fn told(recorded: &Recorded) -> String {
    let natures = natures(recorded.entries.iter().filter_map(|entry| entry.nature));
    let count = recorded.entries.len();
    match natures.is_empty() {
        true => say!("paste-recorded", count = count),
        false => say!("paste-recorded-natures", count = count, natures = listed(natures)),
    }
}

impl Paste {
    pub(super) fn draw_table(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let rows = 0..self.lines.len();
        let people = rows.clone().filter(|at| self.lines.get(*at).is_some_and(|line| line.hint().is_some())).count();
        let going = rows.clone().filter(|at| self.goes(*at)).count();
        let doubts = rows.clone().filter(|at| self.doubtful(*at)).count();
        let what = self.common.as_ref().map(|common| name(common.act)).unwrap_or_default();
        let left = people.saturating_sub(going + doubts);
        let title = say!("paste-count", what = what, people = people, going = going, doubts = doubts, left = left);
        let verdicts = self.verdicts.clone();
        let going = rows.filter(|at| self.goes(*at)).filter_map(|at| verdicts.get(at)?.nature);
        let note = natures(going).join(" ");
        let inner = Panel::new(title.trim_start()).note(note).focused(true).draw(frame, area, cx);
        let wide = area.width >= WIDE;
        let columns = [
            Column::new("", 2),
            Column::new(say!("paste-column-text"), 18).up_to(44),
            Column::new(say!("paste-column-who"), 27).up_to(36),
            Column::new(say!("paste-column-what"), 24).up_to(80),
        ];
        let mut cursor = self.cursor;
        let table = Table { columns: &columns, len: self.lines.len(), focused: true };
        table::draw(frame, inner, table, &mut cursor, cx, |at| self.row(at, wide, cx));
        self.cursor = cursor;
    }

    fn row(&self, at: usize, wide: bool, cx: &Shared) -> Option<Row> {
        let line = self.lines.get(at)?;
        let aside = |words: String| {
            let cells = ["".into(), line.text.clone(), String::new(), words];
            Row { role: Some(Role::Dim), ..Row::plain(cells) }
        };
        let hint = match &line.what {
            What::Person(hint) => hint,
            What::Sender => return Some(aside(say!("paste-sender"))),
            What::Heading => return Some(aside(say!("paste-heading"))),
            What::Nobody => return Some(aside(say!("paste-nobody"))),
        };
        let who = match (&line.person, line.who.len()) {
            (Some(hit), _) => (whom::told(hit, wide), Role::Text),
            (None, 0) => (say!("paste-unknown", name = hint.name.as_str()), Role::Warn),
            (None, several) => (say!("paste-several", name = hint.name.as_str(), count = several), Role::Warn),
        };
        let verdict = self.verdicts.get(at);
        let (mark, what) = if let Some(why) = hint.not_gone.as_deref().filter(|_| !line.on) {
            (cx.glyphs.open, (say!("paste-skipped", why = why), Role::Dim))
        } else if let Some(first) = line.twice.filter(|_| !line.on) {
            (cx.glyphs.open, (say!("paste-twice", line = first), Role::Dim))
        } else if self.doubtful(at) && line.person.is_none() {
            ("?", (say!("paste-choose", key = cx.keymap.hint(Command::PasteChoose)), Role::Warn))
        } else if !line.on {
            (cx.glyphs.open, (say!("paste-off"), Role::Dim))
        } else if let Some(why) = self.refusal(at).map(words::without_options) {
            let lacks = verdict.is_some_and(|verdict| verdict.lacks);
            let why = if lacks {
                say!("paste-lacks", why = why.as_ref(), key = cx.keymap.hint(Command::PasteChoose))
            } else {
                why.into_owned()
            };
            (cx.glyphs.bad, (why, Role::Bad))
        } else {
            let act = self.common.as_ref().map(|common| name(act_of(hint, common))).unwrap_or_default();
            let act = verdict.and_then(|verdict| verdict.nature).map_or(act, Nature::name);
            let words = verdict.map(|verdict| verdict.words.as_str()).unwrap_or_default();
            let notice = verdict.and_then(|verdict| verdict.notices.first());
            let text =
                notice.map_or_else(|| format!("{act} {words}"), |n| format!("{act} {words}  {} {n}", cx.glyphs.warn));
            (cx.glyphs.good, (text, if notice.is_some() { Role::Warn } else { Role::Good }))
        };
        let mark_role = what.1;
        Some(Row {
            cells: vec![(mark.into(), mark_role), (line.text.clone(), Role::Text), who, what],
            marked: false,
            role: (!line.on && !self.doubtful(at)).then_some(Role::Dim),
        })
    }
}
