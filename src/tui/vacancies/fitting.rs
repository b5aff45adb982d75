//! Who fits a job and was not asked yet, whoever needs it most first, with the reasons of the one under the cursor.

use super::offering::Offering;
use super::page::work_of;
use super::reasons::{self, Lines};
use crate::desk::{Desk, Error, jobs};
use crate::dispatch::{Fit, Opening, Profile};
use crate::domain::keys::Sex;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::person;
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
const LISTED: usize = 200;

struct Somebody {
    id: SubjectId,
    cells: Vec<(String, Role)>,
    name: String,
    why: Lines,
}

struct Found {
    opening: Opening,
    people: Vec<Somebody>,
    found: usize,
    asked: usize,
}

impl Found {
    fn read(desk: &mut Desk, id: SubjectId, employed: bool) -> Result<Self, Error> {
        let day = desk.reading_day();
        let job = jobs::by_id(&desk.book, id)?;
        let opening = Opening::of(id, job.clone(), day);
        if !opening.is_open() {
            let (job, state) = (job.title(), opening.state.name());
            return Err(Error::refused(say!("vacancies-no-more", job = job, state = state)));
        }
        let filling = jobs::fill(desk, (id, job), day, LISTED, employed)?;
        let told = |(who, fit): &(Profile, Fit)| {
            let seeker = &who.seeker;
            let place = desk.book.steering().unit_name(seeker.unit);
            let (turn, role) = match seeker.employed {
                true => (say!("jobs-employed"), Role::Dim),
                false => (seeker.turn().name(), Role::Text),
            };
            let cells = vec![
                (seeker.name.clone(), Role::Text),
                (seeker.sex.map_or(String::new(), |sex| sex.name()), Role::Text),
                (seeker.age.map_or(String::new(), |age| age.to_string()), Role::Text),
                (format!("{place}{}", seeker.group.as_deref().unwrap_or_default()), Role::Text),
                (turn, role),
                (fit.score.to_string(), Role::Accent),
            ];
            let why = reasons::told(fit, who, &filling.opening);
            Somebody { id: seeker.id, cells, name: seeker.name.clone(), why }
        };
        let people = filling.people.iter().map(told).collect();
        Ok(Self { people, found: filling.found, asked: filling.asked, opening })
    }
}

/// See the module.
pub struct Fitting {
    job: SubjectId,
    /// Those at work too.
    employed: bool,
    reader: Reader,
    found: Pane<Found>,
    cursor: Cursor,
    selected: Option<SubjectId>,
    marked: Vec<SubjectId>,
    recorded: Option<u64>,
}

impl Fitting {
    /// Those who fit a job.
    pub fn new(job: SubjectId) -> Self {
        Self {
            job,
            employed: false,
            reader: Reader::default(),
            found: Pane::default(),
            cursor: Cursor::default(),
            selected: None,
            marked: Vec::new(),
            recorded: None,
        }
    }

    fn ask(&mut self, cx: &Shared) {
        let (job, employed) = (self.job, self.employed);
        self.reader.ask(&mut self.found, cx, move |desk| Found::read(desk, job, employed));
    }

    fn here(&self) -> Option<SubjectId> {
        self.found.get()?.people.get(self.cursor.at).map(|somebody| somebody.id)
    }

    /// The cursor goes with whom it stood on; whoever is listed no more is marked no more.
    fn follow(&mut self) {
        let Some(found) = self.found.get() else { return };
        if let Some(n) = self.selected.and_then(|id| found.people.iter().position(|other| other.id == id)) {
            self.cursor.at = n;
        }
        self.cursor.at = self.cursor.at.min(found.people.len().saturating_sub(1));
        self.marked.retain(|id| found.people.iter().any(|other| other.id == *id));
        self.selected = self.here();
    }

    fn offer(&mut self, cx: &mut Shared) {
        let people = match self.marked.as_slice() {
            [] => self.here().into_iter().collect(),
            marked => marked.to_vec(),
        };
        if people.is_empty() {
            return cx.tell(Tone::Warn, say!("vacancies-nobody-here"));
        }
        self.recorded = Some(cx.recorded);
        cx.open(Offering::new(self.job, people));
    }

    fn act(&self, act: Act, cx: &mut Shared) {
        match (self.here(), self.found.get()) {
            (Some(id), Some(found)) if act == Act::Placement => {
                cx.open(Quick::placing(id, work_of(&found.opening.job)));
            }
            (id, _) => cx.open(Quick::new(act, id.into_iter().collect())),
        }
    }
}

impl Component for Fitting {
    fn scope(&self) -> Scope {
        Scope::Fitting
    }

    fn waits(&self) -> bool {
        self.found.get().is_none() && self.found.error().is_none()
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![FitLeave, FitOffer, FitMark, FitOpen, FitEmployed, Placement, Visit]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let [list, side] = reasons::halves(area);
        let found = self.found.get();
        let title = found.as_ref().map_or(String::new(), |found| {
            let mut parts = vec![say!("vacancies-fits-title", job = found.opening.job.title(), count = found.found)];
            if !self.marked.is_empty() {
                parts.push(say!("people-marked", count = self.marked.len()));
            }
            parts.join(" · ")
        });
        let note = match &found {
            Some(found) if found.asked > 0 => say!("vacancies-asked-before", count = found.asked),
            _ => String::new(),
        };
        let inner = Panel::new(&title).note(note).focused(true).draw(frame, list, cx);
        let people = found.as_ref().map_or(&[][..], |found| found.people.as_slice());
        if people.is_empty() {
            let (why, role) = match (self.found.error(), &found) {
                (Some(why), _) => (why, Role::Warn),
                (None, Some(_)) => {
                    (say!("vacancies-nobody-fits", key = cx.keymap.hint(Command::FitEmployed)), Role::Dim)
                }
                (None, None) => (say!("vacancies-looking"), Role::Dim),
            };
            let cells = usize::from(inner.width).max(2);
            let lines: Vec<Line<'_>> =
                text::wrap(&why, cells).into_iter().map(|line| Line::styled(line, cx.style(role))).collect();
            frame.render_widget(Paragraph::new(lines), inner);
            return;
        }
        let sexes = Sex::ALL.iter().map(|sex| text::width(&sex.name())).max().unwrap_or(0);
        let columns = [
            Column::new(say!("vacancies-name"), 8).up_to(14),
            Column::new(say!("vacancies-sex"), sexes),
            Column::new(say!("vacancies-age"), 4).right(),
            Column::new(say!("vacancies-home"), 14).up_to(26),
            Column::new(say!("vacancies-turn"), 14).up_to(26),
            Column::new(say!("vacancies-score"), 6).right(),
        ];
        let row = |n: usize| {
            let somebody = people.get(n)?;
            Some(Row { cells: somebody.cells.clone(), marked: self.marked.contains(&somebody.id), role: None })
        };
        let table = Table { columns: &columns, len: people.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
        if let Some(somebody) = people.get(self.cursor.at) {
            reasons::draw(frame, side, &say!("vacancies-why-fits", who = somebody.name), &somebody.why, cx);
        }
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let len = self.found.get().map_or(0, |found| found.people.len());
        match command {
            Command::FitLeave if !self.marked.is_empty() => self.marked.clear(),
            Command::FitLeave => cx.close(),
            Command::FitOffer => self.offer(cx),
            Command::FitOpen => {
                if let Some(id) = self.here() {
                    cx.open(person::open(id));
                }
            }
            Command::FitMark => {
                if let Some(id) = self.here() {
                    match self.marked.iter().position(|other| *other == id) {
                        Some(n) => drop(self.marked.remove(n)),
                        None => self.marked.push(id),
                    }
                    self.run(Command::Down, cx);
                }
            }
            Command::FitEmployed => {
                self.employed = !self.employed;
                self.ask(cx);
            }
            _ if let Some(act) = Act::of(command) => self.act(act, cx),
            _ => {
                if !self.cursor.run(command, len) {
                    return false;
                }
                self.selected = self.here();
            }
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.reader.look(cx);
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.recorded.is_some_and(|before| cx.recorded > before) {
            self.recorded = None;
            self.marked.clear();
        }
        if self.reader.looked() {
            self.ask(cx);
        }
        if self.found.take().is_some() {
            self.follow();
        }
    }
}
