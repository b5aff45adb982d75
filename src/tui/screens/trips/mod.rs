//! 直通车: the trips by day and state, what each of them lacks, and from here the roll call.

mod aboard;
mod add;
mod arrival;
mod call;
mod candidates;
mod change;
mod course;
mod listing;
mod marks;
pub(in crate::tui) mod plan;
mod print;
mod prompt;
mod roll;
mod sheet;
mod view;
mod who;

use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::notice::Notice;
use crate::tui::screens::Screen;
use crate::tui::shared::{Shared, Tone, Wanted};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Table};
use crate::tui::worker::Pane;
use add::Adding;
use listing::{Listing, Stretch};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use roll::RollCall;
use sheet::Sheet;

/// See the module.
#[derive(Default)]
pub struct Trips {
    list: Pane<Listing>,
    /// Which of the list are held in full.
    held: Stretch,
    cursor: Cursor,
    /// The trip under the cursor stays under it when the list changes.
    chosen: Option<SubjectId>,
    sheet: Pane<Sheet>,
    /// The trip is to be opened as soon as it is there.
    opens: bool,
    /// What the form of a new trip begins with.
    plan: Pane<plan::Beginning>,
    /// The trip that was planned last: it is the one to go on with.
    planned: plan::Planned,
}

impl Trips {
    fn here(&self) -> Option<SubjectId> {
        self.list.get()?.heads.get(self.cursor.at).map(|head| head.id)
    }

    fn ask(&mut self, cx: &Shared) {
        let held = self.held;
        self.list.ask(&cx.worker, move |desk| Listing::read(desk, held));
    }

    /// Asks for another stretch where these rows are not of the one that is held, nor of one on its way: it is looked at
    /// again with what comes.
    fn hold(&mut self, first: usize, last: usize, cx: &Shared) {
        let known = self.list.get().filter(|_| !self.list.waits());
        let lacks = known.and_then(|list| list.lacks(first, last));
        if let Some(held) = lacks.filter(|held| *held != self.held) {
            self.held = held;
            self.ask(cx);
        }
    }

    /// The trip under the cursor is read, for the pane beside the list and for the roll call.
    fn look(&mut self, cx: &Shared) {
        self.chosen = self.here();
        if let Some(id) = self.chosen {
            self.sheet.ask(&cx.worker, move |desk| Sheet::read(desk, id));
        }
    }

    /// What is known of the trip under the cursor.
    fn known(&self) -> Option<std::sync::Arc<Sheet>> {
        self.sheet.get().filter(|sheet| Some(sheet.id) == self.here())
    }

    fn open(&mut self, cx: &mut Shared) {
        match (self.here(), self.known()) {
            (_, Some(sheet)) => cx.open(RollCall::of((*sheet).clone())),
            (Some(id), None) => cx.open(RollCall::new(id)),
            (None, _) => self.opens = self.list.waits(),
        }
    }
}

impl Component for Trips {
    fn scope(&self) -> Scope {
        Scope::Trips
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![TripOpen, TripPlan, TripAdd, TripFacts]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        match command {
            Command::TripOpen | Command::TripAdd | Command::TripFacts => self.here().is_some(),
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let (left, right) = if area.width >= view::WIDE {
            let [left, right] = Layout::horizontal([Constraint::Min(1), Constraint::Length(view::BESIDE)]).areas(area);
            (left, Some(right))
        } else {
            (area, None)
        };
        let name = Screen::Trips.name();
        let list = self.list.get();
        let note = list.as_ref().map_or(String::new(), |list| {
            say!("buses-note", today = list.today(), under_way = list.under_way(), all = list.heads.len())
        });
        let inner = Panel::new(&name).note(note).focused(true).draw(frame, left, cx);
        if let Some(list) = &list {
            if list.heads.is_empty() {
                frame.render_widget(
                    Paragraph::new(Line::styled(
                        say!("buses-none", key = cx.keymap.hint(Command::TripPlan)),
                        cx.style(Role::Dim),
                    )),
                    inner,
                );
            }
            let columns = listing::columns(left.width);
            let row = |n: usize| Some(list.line(n).map(|line| line.row(list.day, left.width, cx)).unwrap_or_default());
            let table = Table { columns: &columns, len: list.heads.len(), focused: true };
            table::draw(frame, inner, table, &mut self.cursor, cx, row);
            self.hold(self.cursor.top, self.cursor.top + self.cursor.height, cx);
        } else if let Some(why) = self.list.error() {
            frame.render_widget(Paragraph::new(Line::styled(why, cx.style(Role::Bad))), inner);
        }
        if let Some(right) = right {
            let sheet = self.known();
            let title = sheet.as_ref().map_or(String::new(), |sheet| say!("buses-trip", number = sheet.number()));
            let lines = sheet.map_or(Vec::new(), |sheet| sheet.lines(&sheet.manifest.passengers, cx));
            view::facts(frame, right, &title, &lines, cx);
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let len = self.list.get().map_or(0, |list| list.heads.len());
        if self.cursor.run(command, len) {
            self.hold(self.cursor.at, self.cursor.at + 1, cx);
            self.look(cx);
            return true;
        }
        match command {
            Command::TripOpen => self.open(cx),
            Command::TripPlan => self.plan.ask(&cx.worker, plan::next),
            Command::TripAdd => {
                if let Some(id) = self.here() {
                    cx.open(Adding::to(id));
                }
            }
            Command::TripFacts => {
                if let Some(sheet) = self.known() {
                    let lines = sheet.lines(&sheet.manifest.passengers, cx);
                    cx.open(Notice::new(say!("buses-trip", number = sheet.number()), lines));
                }
            }
            _ => return false,
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        if let Some(Wanted::Trip(id)) = cx.wanted.take_if(|wanted| matches!(wanted, Wanted::Trip(_))) {
            self.chosen = Some(id);
            cx.open(RollCall::new(id));
        }
        self.ask(cx);
    }

    fn waits(&self) -> bool {
        self.opens || self.plan.waits()
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.list.take() {
            Some(Ok(list)) => {
                let numbered = |number: &String| list.heads.iter().position(|head| head.number == *number);
                let planned = self.planned.borrow().as_ref().and_then(numbered);
                if planned.is_some() {
                    self.planned.take();
                }
                let chosen = || list.heads.iter().position(|head| Some(head.id) == self.chosen);
                let before = planned.or_else(chosen);
                self.cursor.at = before.unwrap_or(self.cursor.at).min(list.heads.len().saturating_sub(1));
                self.look(cx);
                if std::mem::take(&mut self.opens) {
                    self.open(cx);
                }
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        match self.plan.take() {
            Some(Ok(begin)) => cx.open(plan::form(&begin, self.planned.clone())),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
