//! The jobs that fit somebody, best first; those that were offered and not answered before all others. Offered from
//! here, and answered.

use super::offering::Offering;
use super::page::{in_short, work_of};
use super::reasons::{self, Lines};
use crate::desk::{Desk, Error, acts, jobs};
use crate::dispatch::Opening;
use crate::domain::job::{Job, Offer};
use crate::domain::keys::PushResult;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::forms::{Form, Item, Kind};
use crate::tui::quick::{Act, Quick};
use crate::tui::reader::Reader;
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// So many are listed.
const LISTED: usize = 100;

struct Held {
    id: SubjectId,
    job: Job,
    score: u8,
    possible: bool,
    offer: Option<Offer>,
    why: Lines,
}

struct Found {
    name: String,
    jobs: Vec<Held>,
    out_of_reach: usize,
}

impl Found {
    fn read(desk: &mut Desk, person: SubjectId, all: bool) -> Result<Self, Error> {
        let day = desk.reading_day();
        let held = jobs::suit(desk, person, |book| {
            let mut openings = jobs::open_jobs(book, day)?;
            // What was offered is listed to the end: its answer may still come.
            let over = book.jobs()?.into_iter().filter(|(_, job)| job.offered(person).is_some());
            let over = over.map(|(id, job)| Opening::of(id, job, day)).filter(|opening| !opening.is_open());
            openings.extend(over);
            Ok(openings)
        })?;
        let mut found: Vec<Held> = Vec::new();
        let mut out_of_reach = 0;
        for (opening, fit) in &held.jobs {
            let offer = opening.job.offered(person).cloned();
            if !fit.possible && offer.is_none() {
                out_of_reach += 1;
                if !all {
                    continue;
                }
            }
            found.push(Held {
                id: opening.id,
                job: opening.job.clone(),
                score: fit.score,
                possible: fit.possible,
                why: reasons::told(fit, &held.who, opening),
                offer,
            });
        }
        let pending = |held: &Held| held.offer.as_ref().is_some_and(|offer| offer.result.is_none());
        found.sort_by_key(|held| (!pending(held), !held.possible));
        found.truncate(LISTED);
        Ok(Self { name: held.who.seeker.name.clone(), jobs: found, out_of_reach })
    }
}

/// See the module.
pub struct Suiting {
    person: SubjectId,
    /// Those out of reach too.
    all: bool,
    reader: Reader,
    found: Pane<Found>,
    cursor: Cursor,
    selected: Option<SubjectId>,
}

impl Suiting {
    pub(super) fn new(person: SubjectId) -> Self {
        Self {
            person,
            all: false,
            reader: Reader::default(),
            found: Pane::default(),
            cursor: Cursor::default(),
            selected: None,
        }
    }

    fn ask(&mut self, cx: &Shared) {
        let (person, all) = (self.person, self.all);
        self.reader.ask(&mut self.found, cx, move |desk| Found::read(desk, person, all));
    }

    /// Does something with the job that keys act on.
    fn with(&self, cx: &mut Shared, act: impl FnOnce(&Held, &mut Shared)) {
        match self.found.get().as_ref().and_then(|found| found.jobs.get(self.cursor.at)) {
            Some(held) => act(held, cx),
            None => cx.tell(Tone::Warn, say!("vacancies-nothing-here")),
        }
    }

    fn follow(&mut self) {
        let Some(found) = self.found.get() else { return };
        if let Some(n) = self.selected.and_then(|id| found.jobs.iter().position(|held| held.id == id)) {
            self.cursor.at = n;
        }
        self.cursor.at = self.cursor.at.min(found.jobs.len().saturating_sub(1));
        self.selected = found.jobs.get(self.cursor.at).map(|held| held.id);
    }
}

/// A job that stands in no list, in words.
fn other(person: SubjectId, name: &str) -> Form {
    let results = PushResult::ALL.iter().map(|word| word.name()).collect();
    let items = vec![
        Item::new("job", say!("vacancies-other-job"), Kind::Text).required(),
        Item::new("result", say!("vacancies-result"), Kind::Choice(results)),
    ];
    Form::new(say!("vacancies-other", who = name), items, move |filled, _cx| {
        let job = filled.text("job").unwrap_or_default();
        let result = filled.chosen("result").and_then(|n| PushResult::ALL.get(n)).copied();
        Ok(Box::new(move |desk: &mut Desk| {
            let drafts = acts::Offer { person, job, result }.drafts(desk)?;
            desk.record(drafts)?;
            Ok(say!("vacancies-other-recorded"))
        }))
    })
}

impl Component for Suiting {
    fn scope(&self) -> Scope {
        Scope::Suiting
    }

    fn waits(&self) -> bool {
        self.found.get().is_none() && self.found.error().is_none()
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![SuitLeave, SuitOffer, SuitResult, SuitAll, SuitOther, Placement]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let [list, side] = reasons::halves(area);
        let found = self.found.get();
        let name = found.as_ref().map_or("", |found| found.name.as_str());
        let title = found.as_ref().map_or(String::new(), |_| say!("vacancies-suits-title", who = name));
        let out = found.as_ref().map_or(0, |found| found.out_of_reach);
        let note = if out > 0 && !self.all { say!("vacancies-out-of-reach", count = out) } else { String::new() };
        let inner = Panel::new(&title).note(note).focused(true).draw(frame, list, cx);
        let held = found.as_ref().map_or(&[][..], |found| found.jobs.as_slice());
        if held.is_empty() {
            let (why, role) = match (self.found.error(), &found) {
                (Some(why), _) => (why, Role::Warn),
                (None, Some(_)) => (say!("jobs-none-fits"), Role::Dim),
                (None, None) => (say!("vacancies-looking"), Role::Dim),
            };
            let cells = usize::from(inner.width).max(2);
            let lines: Vec<Line<'_>> =
                text::wrap(&why, cells).into_iter().map(|line| Line::styled(line, cx.style(role))).collect();
            frame.render_widget(Paragraph::new(lines), inner);
            return;
        }
        let columns = [
            Column::new(say!("vacancies-occupation"), 10).up_to(16),
            Column::new(say!("vacancies-employer"), 14).up_to(24),
            Column::new(say!("vacancies-place"), 8).up_to(14),
            Column::new(say!("vacancies-wage"), 9),
            Column::new(say!("vacancies-offered-head"), 12).up_to(18),
            Column::new(say!("vacancies-score"), 6).right(),
            Column::new(say!("vacancies-filled"), 6).right(),
        ];
        let row = |n: usize| {
            let held = held.get(n)?;
            let facts = &held.job.facts;
            let [place, wage, filled] = in_short(&held.job);
            let quiet = if held.possible { Role::Text } else { Role::Dim };
            let offer = match held.offer.as_ref().map(|offer| offer.result) {
                Some(Some(result)) => (result.name(), Role::Dim),
                Some(None) => (say!("vacancies-no-result"), Role::Warn),
                None => (String::new(), Role::Text),
            };
            let cells = vec![
                (facts.occupation.clone().unwrap_or_default(), quiet),
                (facts.employer.clone().unwrap_or_default(), quiet),
                (place, quiet),
                (wage, quiet),
                offer,
                (if held.possible { held.score.to_string() } else { cx.glyphs.bad.to_string() }, Role::Accent),
                (filled, quiet),
            ];
            Some(Row { cells, ..Row::default() })
        };
        let table = Table { columns: &columns, len: held.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
        if let Some(held) = held.get(self.cursor.at) {
            let mut lines: Lines = held.offer.iter().map(|offer| (jobs::offer_words(offer), Role::Accent)).collect();
            lines.extend(held.why.iter().cloned());
            reasons::draw(frame, side, &held.job.title(), &lines, cx);
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let person = self.person;
        match command {
            Command::SuitLeave => cx.close(),
            Command::SuitOffer => self.with(cx, |held, cx| cx.open(Offering::new(held.id, vec![person]))),
            Command::SuitResult => self.with(cx, |held, cx| match held.offer {
                Some(_) => cx.open(Offering::answer(held.id, person)),
                None => cx.tell(Tone::Warn, say!("vacancies-not-offered", key = cx.keymap.hint(Command::SuitOffer))),
            }),
            Command::SuitAll => {
                self.all = !self.all;
                self.ask(cx);
            }
            Command::SuitOther => {
                let name = self.found.get().map_or(String::new(), |found| found.name.clone());
                cx.open(other(person, &name));
            }
            Command::Placement => self.with(cx, |held, cx| cx.open(Quick::placing(person, work_of(&held.job)))),
            _ if let Some(act) = Act::of(command) => cx.open(Quick::new(act, vec![person])),
            _ => {
                let len = self.found.get().map_or(0, |found| found.jobs.len());
                if !self.cursor.run(command, len) {
                    return false;
                }
                self.selected = self.found.get().and_then(|found| found.jobs.get(self.cursor.at).map(|held| held.id));
            }
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.reader.look(cx);
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.reader.looked() {
            self.ask(cx);
        }
        if self.found.take().is_some() {
            self.follow();
        }
    }
}
