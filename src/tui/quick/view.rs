//! How the quick line looks: what is typed on its first line, what can be taken below, what will come of it on the last.

use super::answers::{Choice, Origin, Refused, Somebody, named, nature_counted};
use super::form::{Form, Pick, RideForm, Spot};
use super::work::WorkForm;
use super::{Act, Quick, Step, What, Who};
use crate::desk::words;
use crate::domain::Sex;
use crate::locale::{listed, say};
use crate::text;
use crate::tui::command::Command;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// So many columns of outcomes stand beside each other where there is room.
const ACROSS: usize = 4;

fn line(area: Rect, n: u16) -> Rect {
    if n < area.height { Rect { y: area.y + n, height: 1, ..area } } else { Rect { height: 0, ..area } }
}

fn below(area: Rect, n: u16) -> Rect {
    let n = n.min(area.height);
    Rect { y: area.y + n, height: area.height - n, ..area }
}

fn put(frame: &mut Frame<'_>, area: Rect, spans: Vec<(String, Role)>, cx: &Shared) {
    let mut left = usize::from(area.width);
    let mut shown = Vec::with_capacity(spans.len());
    for (words, role) in spans {
        let words = text::clean(&words);
        let words = text::truncate(&words, left).into_owned();
        left = left.saturating_sub(text::width(&words));
        shown.push(Span::styled(words, cx.style(role)));
    }
    frame.render_widget(Paragraph::new(Line::from(shown)), area);
}

/// A field with its name and its cells.
struct Labelled<'a> {
    label: &'a str,
    cells: u16,
    field: &'a Field,
    /// Whether it is being typed.
    caret: bool,
}

/// Draws a label with its field; gives the cell behind both.
fn labelled(frame: &mut Frame<'_>, area: Rect, at: u16, what: &Labelled<'_>, cx: &Shared) -> u16 {
    let Labelled { label, cells, field, caret } = *what;
    let label_cells = u16::try_from(text::width(label)).unwrap_or(0) + 1;
    let x = area.x.saturating_add(at);
    let end = area.x + area.width;
    if x + label_cells >= end || area.height == 0 {
        return at;
    }
    let role = if caret { Role::Accent } else { Role::Dim };
    put(frame, Rect { x, width: label_cells, ..area }, vec![(label.to_string(), role)], cx);
    let cells = cells.min(end - x - label_cells);
    field.draw(frame, Rect { x: x + label_cells, width: cells, ..area }, caret, cx);
    at + label_cells + cells + 2
}

impl Quick {
    /// Draws it.
    pub(super) fn show(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let title = say!("quick-title", act = self.act.name());
        let note = if self.series { say!("quick-series") } else { String::new() };
        let inner = Panel::new(&title).note(note).focused(true).draw(frame, area, cx);
        if inner.height == 0 || inner.width < 8 {
            return;
        }
        match &self.step {
            Step::Who(who) => self.show_who(who, frame, inner, cx),
            Step::Gather(..) => {
                let told = self.people.error().map_or((say!("quick-reading"), Role::Dim), |why| (why, Role::Bad));
                put(frame, inner, vec![told], cx);
            }
            Step::What(what) => {
                show_people(&what.people, frame, line(inner, 0), cx);
                let middle = Rect { height: inner.height.saturating_sub(2), ..below(inner, 1) };
                match &what.form {
                    Form::Pick(pick) => show_pick(pick, frame, middle, cx),
                    Form::Work(work) => self.show_work(work, frame, middle, cx),
                    Form::Ride(ride) => self.show_rides(ride, frame, middle, cx),
                }
                let told = self.outlook(what);
                put(frame, line(inner, inner.height - 1), vec![told], cx);
            }
            Step::Leave(what, refused) => show_refused(what, refused, frame, inner, cx),
            Step::Over => {}
        }
    }

    fn show_who(&self, who: &Who, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let prompt = format!("{} ", self.act.name());
        put(frame, line(area, 0), vec![(prompt.clone(), Role::Key)], cx);
        let used = u16::try_from(text::width(&prompt)).unwrap_or(0).min(area.width);
        let place = Rect { x: area.x + used, width: area.width - used, ..line(area, 0) };
        who.text.0.draw(frame, place, true, cx);
        let rest = below(area, 1);
        let empty = who.text.0.text().trim().is_empty();
        let current = self.current(who).filter(|_| !empty);
        if let Some(said) = &self.said {
            put(frame, line(rest, 0), vec![(said.clone(), Role::Bad)], cx);
            return;
        }
        if empty {
            let last = self.preset.as_ref().map(|intent| say!("quick-again", about = intent.told()));
            let (take, next) = (cx.keymap.hint(Command::QuickTake), cx.keymap.hint(Command::QuickNext));
            let help = match (self.act, &who.offered) {
                (_, Some(_)) => say!("quick-type-or-take", key = take),
                (Act::Visit, None) => say!("quick-type-visit", key = next),
                _ => say!("quick-type", key = next),
            };
            let below = match &who.offered {
                Some(offered) => {
                    let table = Rect { height: rest.height.min(2), ..rest };
                    show_candidates(std::slice::from_ref(offered), 0, true, frame, table, cx);
                    below(rest, 2)
                }
                None => rest,
            };
            put(frame, line(below, 0), vec![(help, Role::Dim)], cx);
            put(frame, line(below, 1), vec![(last.unwrap_or_default(), Role::Accent)], cx);
            return;
        }
        // While the next answer is on its way the last one stays in sight, without a mark to take.
        let Some(found) = current.clone().or_else(|| self.found.get()) else { return };
        if current.is_some() && found.rows.is_empty() {
            let nobody = say!("quick-nobody", text = crate::desk::who::typed(who.text.0.text()));
            put(frame, line(rest, 0), vec![(nobody, Role::Warn)], cx);
            return;
        }
        show_candidates(&found.rows, who.at, current.is_some(), frame, rest, cx);
    }

    fn show_work(&self, work: &WorkForm, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let wide = area.width >= 100;
        let mut at = 0;
        for (spot, cells) in [(Spot::Employer, if wide { 34 } else { 24 }), (Spot::Place, 16), (Spot::Wage, 8)] {
            let what = Labelled { label: &spot.name(), cells, field: work.field(spot), caret: work.focus == spot };
            at = labelled(frame, line(area, 0), at, &what, cx);
        }
        let mut at = 0;
        for (spot, cells) in [(Spot::Start, 12), (Spot::Occupation, 16), (Spot::Channel, 12)] {
            let what = Labelled { label: &spot.name(), cells, field: work.field(spot), caret: work.focus == spot };
            at = labelled(frame, line(area, 1), at, &what, cx);
        }
        let rest = below(area, 2);
        let choices = self.choices.get().filter(|choices| choices.asked.0 == work.focus);
        let Some(choices) = choices else {
            let tip = match work.focus {
                Spot::Start => say!("quick-tip-start"),
                Spot::Wage => say!("quick-tip-wage", key = cx.keymap.hint(Command::QuickTake)),
                _ => String::new(),
            };
            put(frame, line(rest, 0), vec![(tip, Role::Dim)], cx);
            return;
        };
        let mut cursor = Cursor { at: work.at, ..Cursor::default() };
        let here = work.current(Some(&choices)).is_some();
        let columns = [
            Column::new(work.focus.name(), 16).up_to(40),
            Column::new(if work.focus == Spot::Employer { Spot::Place.name() } else { String::new() }, 14).up_to(24),
            Column::new(if work.focus == Spot::Employer { Spot::Wage.name() } else { String::new() }, 8).right(),
            Column::new("", 12).up_to(24),
        ];
        let row = |n: usize| {
            let Choice { job, origin } = choices.rows.get(n)?;
            let wage = job.wage.map_or(String::new(), |wage| text::group(i64::from(wage)));
            let place = words::place(&job.place);
            let cells = match work.focus {
                Spot::Employer => [job.employer.clone(), place, wage],
                Spot::Place => [place, String::new(), String::new()],
                _ => [job.channel.map_or(String::new(), |c| c.name()), String::new(), String::new()],
            };
            let from = match origin {
                Origin::Last => say!("quick-from-last"),
                Origin::Own => say!("quick-from-own"),
                Origin::Known(0) => String::new(),
                Origin::Known(count) => say!("quick-from-known", count = *count),
                Origin::List if work.focus == Spot::Channel => String::new(),
                Origin::List => say!("quick-from-list"),
                Origin::New => say!("quick-from-new"),
            };
            let mut row = Row::plain(cells);
            row.cells.push((from, Role::Dim));
            Some(row)
        };
        let table = Table { columns: &columns, len: choices.rows.len(), focused: here };
        table::draw(frame, rest, table, &mut cursor, cx, row);
    }

    fn show_rides(&self, form: &RideForm, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
        let rides = self.rides.get();
        let Some(rides) = rides else {
            let told = self.rides.error().map_or((say!("quick-reading"), Role::Dim), |why| (why, Role::Bad));
            put(frame, line(area, 0), vec![told], cx);
            return;
        };
        if rides.is_empty() {
            put(frame, line(area, 0), vec![(say!("quick-no-trip"), Role::Warn)], cx);
            return;
        }
        let chosen = form.chosen(&rides);
        let at_other_end = rides.get(chosen).map_or("", |ride| ride.employer.as_str());
        let shown = if form.employer.0.is_empty() && !form.typing {
            Field::with(at_other_end)
        } else {
            form.employer.0.clone()
        };
        let label = say!("quick-ride-employer");
        let what = Labelled { label: &label, cells: 30, field: &shown, caret: form.typing };
        labelled(frame, line(area, 0), 0, &what, cx);
        let columns = [
            Column::new("", 2).right(),
            Column::new(say!("quick-ride"), 10).up_to(16),
            Column::new("", 14),
            Column::new("", 14).up_to(30),
            Column::new("", 10),
        ];
        let row = |n: usize| {
            let ride = rides.get(n)?;
            let key = if n < 9 { (n + 1).to_string() } else { String::new() };
            let [when, to, left] = ride.about.clone();
            let mut row = Row::plain([key, ride.number.clone(), when, to, left]);
            if let Some(first) = row.cells.first_mut() {
                first.1 = Role::Key;
            }
            Some(row)
        };
        let mut cursor = Cursor { at: chosen, ..Cursor::default() };
        let table = Table { columns: &columns, len: rides.len(), focused: true };
        table::draw(frame, below(area, 1), table, &mut cursor, cx, row);
    }

    /// What will come of it, or why not.
    fn outlook(&self, what: &What) -> (String, Role) {
        if let Some(said) = &self.said {
            return (said.clone(), Role::Bad);
        }
        if self.writing.is_some() {
            return (say!("quick-writing"), Role::Dim);
        }
        if self.previewed.is_none() {
            let tip = match &what.form {
                Form::Pick(pick) if pick.at.is_none() => say!("quick-pick"),
                Form::Work(work) if work.focus == Spot::Employer => say!("quick-tip-employer"),
                _ => String::new(),
            };
            return (tip, Role::Dim);
        }
        // What was foreseen for something else is not shown for this.
        if self.preview.waits() {
            return (String::new(), Role::Dim);
        }
        if let Some(why) = self.preview.error() {
            return (why, Role::Bad);
        }
        let Some(preview) = self.preview.get() else { return (String::new(), Role::Dim) };
        if let [refused] = preview.refused.as_slice()
            && what.people.len() == 1
        {
            return (refused.why.clone(), Role::Bad);
        }
        let mut parts = Vec::new();
        match preview.natures.as_slice() {
            [] => {}
            [(nature, 1)] if what.people.len() == 1 => parts.push(say!("quick-nature", nature = nature.name())),
            several => {
                let counted = listed(several.iter().map(|(nature, count)| nature_counted(*nature, *count)));
                parts.push(say!("quick-nature", nature = counted));
            }
        }
        let told = !preview.refused.is_empty() || preview.late || !preview.notices.is_empty();
        if !preview.refused.is_empty() {
            parts.push(say!("quick-refused", count = preview.refused.len()));
        }
        if preview.late {
            parts.push(say!("quick-late"));
        }
        // Of several, a notice is about one of them.
        let several = what.people.len() > 1;
        let among =
            |notice: &String| if several { say!("console-among-them", notice = notice) } else { notice.clone() };
        parts.extend(preview.notices.iter().map(among));
        (parts.join("  "), if told { Role::Warn } else { Role::Good })
    }
}

/// Those who can be meant; `here` = they are the answer to what is typed now.
fn show_candidates(people: &[Somebody], at: usize, here: bool, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
    // Its words are longer in some languages.
    let sex = Sex::ALL.iter().map(|sex| text::width(&sex.name())).max().unwrap_or(4).max(4);
    let columns = [
        Column::new(say!("quick-column-name"), 8).up_to(14),
        Column::new(say!("quick-column-sex"), sex),
        Column::new(say!("quick-column-age"), 4).right(),
        Column::new(say!("quick-column-home"), 14).up_to(20),
        Column::new(say!("quick-column-number"), 18),
        Column::new(say!("quick-column-now"), 10).up_to(40),
    ];
    let row = |n: usize| {
        let Somebody { name, about: [sex, age, home, number, now], .. } = people.get(n)?;
        let plain = |text: &String| (text.clone(), Role::Text);
        let cells = vec![
            plain(name),
            plain(sex),
            plain(age),
            plain(home),
            (number.clone(), Role::Dim),
            (now.clone(), Role::Info),
        ];
        Some(Row { cells, ..Row::default() })
    };
    let mut cursor = Cursor { at, ..Cursor::default() };
    let table = Table { columns: &columns, len: people.len(), focused: here };
    table::draw(frame, area, table, &mut cursor, cx, row);
}

fn show_people(people: &[Somebody], frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
    let mut spans = vec![(named(people), Role::Accent)];
    if let [one] = people {
        let [sex, age, home, number, now] = &one.about;
        spans.push((format!("  {sex} {age}  {home}  "), Role::Text));
        spans.push((format!("{number}  "), Role::Dim));
        spans.push((now.clone(), Role::Info));
    } else {
        let names = listed(people.iter().map(|somebody| somebody.name.clone()));
        spans.push((format!("  {names}"), Role::Dim));
    }
    put(frame, area, spans, cx);
}

fn show_pick(pick: &Pick, frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
    let options = pick.options();
    let across = if options.len() > 1 { ACROSS } else { 1 };
    let cells = usize::from(area.width) / across;
    let lines = options.len().div_ceil(across);
    for n in 0..lines {
        let mut spans = Vec::new();
        for column in 0..across {
            let at = n * across + column;
            let Some((key, name)) = options.get(at) else { continue };
            let here = pick.at == Some(at) && pick.focus.is_none();
            let mark = if here { cx.glyphs.here } else { " " };
            spans.push((format!("{mark}{key} "), Role::Key));
            let name = text::truncate(name, cells.saturating_sub(4)).into_owned();
            spans.push((text::pad(&name, cells.saturating_sub(3)), if here { Role::Selected } else { Role::Text }));
        }
        put(frame, line(area, n as u16), spans, cx);
    }
    let mut rest = below(area, lines as u16);
    // What the toggle key does stands beside what it says now.
    if pick.act != Act::Home {
        let key = cx.keymap.hint(Command::QuickToggle);
        let toggled = vec![(format!(" {key} "), Role::Key), (pick.toggled(), Role::Accent)];
        put(frame, line(rest, 0), toggled, cx);
    }
    if rest.height > 1 {
        rest = below(rest, 1);
    } else {
        rest = Rect { x: rest.x + rest.width / 4, width: rest.width - rest.width / 4, ..rest };
    }
    let labels = pick.labels();
    let room = u16::try_from(labels.iter().map(|label| text::width(label) + 3).sum::<usize>()).unwrap_or(0);
    let each = rest.width.saturating_sub(room) / labels.len().max(1) as u16;
    let mut at = 0;
    for (n, (label, field)) in labels.iter().zip(&pick.details).enumerate() {
        let cells = each.clamp(4, 40);
        let what = Labelled { label, cells, field: &field.0, caret: pick.focus == Some(n) };
        at = labelled(frame, line(rest, 0), at, &what, cx);
    }
}

fn show_refused(what: &What, refused: &[Refused], frame: &mut Frame<'_>, area: Rect, cx: &Shared) {
    put(frame, line(area, 0), vec![(say!("quick-refused", count = refused.len()), Role::Bad)], cx);
    let room = usize::from(area.height).saturating_sub(2);
    for (n, refused) in refused.iter().take(room).enumerate() {
        let name = what.people.iter().find(|somebody| somebody.id == refused.id).map_or("", |s| s.name.as_str());
        let spans = vec![(text::pad(name, 10), Role::Text), (format!("  {}", refused.why), Role::Warn)];
        put(frame, line(area, n as u16 + 1), spans, cx);
    }
    let rest = what.people.len() - refused.len().min(what.people.len());
    let (take, back) = (cx.keymap.hint(Command::QuickTake), cx.keymap.hint(Command::QuickBack));
    let question = match rest {
        0 => say!("quick-leave-nobody", back = back),
        rest => say!("quick-leave", count = rest, take = take, back = back),
    };
    put(frame, line(area, area.height - 1), vec![(question, Role::Key)], cx);
}
