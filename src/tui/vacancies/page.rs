//! One job: what is said of it, who was asked, and what came of it.

use super::acts::{self, Acts};
use super::fitting::Fitting;
use super::offering::Offering;
use super::{posting, rows};
use crate::desk::{Desk, Error, jobs};
use crate::dispatch::{Opening, describe};
use crate::domain::facts::WorkFacts;
use crate::domain::job::{Job, JobState, Offer};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::person;
use crate::tui::quick::{Act, Quick};
use crate::tui::shared::{Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// The work that a job is, for a placement into it.
pub fn work_of(job: &Job) -> WorkFacts {
    let facts = &job.facts;
    WorkFacts {
        employer: facts.employer.clone().map(Into::into),
        place: facts.place.clone().map(Into::into),
        occupation: facts.occupation.clone().map(Into::into),
        wage: facts.wage_from.or(facts.wage_to),
        ..WorkFacts::default()
    }
}

struct Sheet {
    job: Job,
    title: String,
    state: JobState,
    lines: Vec<String>,
    offers: Vec<(String, Offer)>,
}

impl Sheet {
    fn read(desk: &mut Desk, id: SubjectId) -> Result<Self, Error> {
        let day = desk.reading_day();
        let job = jobs::by_id(&desk.book, id)?;
        let facts = &job.facts;
        let mut lines = describe(&Opening::of(id, job.clone(), day));
        // The title stands above.
        lines.retain(|line| !line.starts_with(&job.title()));
        let counts = [
            job.facts.openings.map(|count| say!("vacancies-of-openings", count = count, went = job.went())),
            facts.number.as_ref().map(|number| say!("vacancies-numbered", number = number)),
        ];
        let dates = [
            facts.posted.map(|on| say!("jobs-posted", day = on)),
            facts.refreshed.map(|on| say!("jobs-refreshed", day = on)),
            facts.source.map(|source| source.name()),
            facts.sector.map(|sector| sector.name()),
        ];
        let joined = |parts: Vec<String>| Some(parts.join("  ")).filter(|line| !line.is_empty());
        lines.splice(0..0, joined(counts.into_iter().flatten().collect()));
        lines.extend(joined(dates.into_iter().flatten().collect()));
        lines.extend(facts.note.clone());
        if let Some((on, why)) = &job.closed {
            lines.push(say!("jobs-closed-on", day = on, why = why.clone().unwrap_or_default()));
        }
        let names = desk.book.names(job.offers.iter().map(|offer| offer.person))?;
        let named = |offer: &Offer| {
            (names.get(&offer.person).cloned().unwrap_or_else(|| offer.person.to_string()), offer.clone())
        };
        let offers = job.offers.iter().map(named).collect();
        Ok(Self { title: job.title(), state: job.state(day), lines, offers, job })
    }
}

/// See the module.
pub struct Page {
    id: SubjectId,
    sheet: Pane<Sheet>,
    cursor: Cursor,
    acts: Acts,
}

impl Page {
    /// The page of a job.
    pub fn new(id: SubjectId) -> Self {
        Self { id, sheet: Pane::default(), cursor: Cursor::default(), acts: Acts::default() }
    }

    /// The offer that keys act on.
    fn offer(&self) -> Option<Offer> {
        self.sheet.get()?.offers.get(self.cursor.at).map(|(_, offer)| offer.clone())
    }

    fn nobody(cx: &mut Shared) {
        cx.tell(Tone::Warn, say!("vacancies-nobody-asked"));
    }

    fn act(&self, act: Act, cx: &mut Shared) {
        match (self.offer(), self.sheet.get()) {
            (Some(offer), Some(sheet)) if act == Act::Placement => {
                cx.open(Quick::placing(offer.person, work_of(&sheet.job)));
            }
            (Some(offer), _) => cx.open(Quick::new(act, vec![offer.person])),
            _ => cx.open(Quick::new(act, Vec::new())),
        }
    }
}

impl Component for Page {
    fn scope(&self) -> Scope {
        Scope::Vacancy
    }

    fn waits(&self) -> bool {
        self.sheet.is_unread()
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        vec![
            VacancyLeave,
            VacancyFits,
            VacancyResult,
            VacancyOpen,
            Placement,
            VacancyRefresh,
            VacancyClose,
            VacancyCopy,
            VacancyChange,
        ]
    }

    fn enabled(&self, command: Command, _cx: &Shared) -> bool {
        match command {
            Command::VacancyResult | Command::VacancyOpen | Command::Placement => self.offer().is_some(),
            Command::VacancyMark | Command::VacancyAll | Command::VacancyCopyBest | Command::VacancyNew => false,
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let Some(sheet) = self.sheet.get() else {
            let inner = Panel::new("").focused(true).draw(frame, area, cx);
            if let Some(why) = self.sheet.error() {
                frame.render_widget(Paragraph::new(Line::styled(why, cx.style(Role::Bad))), inner);
            }
            return;
        };
        let cells = usize::from(area.width.saturating_sub(2)).max(2);
        let lines: Vec<String> = sheet.lines.iter().flat_map(|line| text::wrap(&text::clean(line), cells)).collect();
        let above = (lines.len() as u16 + 2).min(area.height.saturating_sub(5)).max(3);
        let [top, below] = Layout::vertical([Constraint::Length(above), Constraint::Min(0)]).areas(area);
        let inner = Panel::new(&sheet.title).note(sheet.state.name()).draw(frame, top, cx);
        let shown: Vec<Line<'_>> = lines.iter().map(|line| Line::raw(line.as_str())).collect();
        frame.render_widget(Paragraph::new(shown), inner);
        if below.height < 3 {
            return;
        }
        let title = say!("vacancies-asked", count = sheet.offers.len());
        let inner = Panel::new(&title).focused(true).draw(frame, below, cx);
        if sheet.offers.is_empty() {
            let key = cx.keymap.hint(Command::VacancyFits);
            let none = text::truncate(&say!("vacancies-none-asked", key = key), usize::from(inner.width)).into_owned();
            frame.render_widget(Paragraph::new(Line::styled(none, cx.style(Role::Dim))), inner);
            return;
        }
        let columns = [
            Column::new(say!("vacancies-name"), 10).up_to(16),
            Column::new(say!("vacancies-offered-on"), 10),
            Column::new(say!("vacancies-result"), 12).up_to(40),
        ];
        let row = |n: usize| {
            let (name, offer) = sheet.offers.get(n)?;
            let result = match offer.result {
                Some(result) => (result.name(), Role::Text),
                None => (say!("vacancies-no-result"), Role::Warn),
            };
            let cells = vec![(name.clone(), Role::Text), (offer.day.to_string(), Role::Dim), result];
            Some(Row { cells, ..Row::default() })
        };
        let table = Table { columns: &columns, len: sheet.offers.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let Some(sheet) = self.sheet.get() else {
            if command == Command::VacancyLeave {
                cx.close();
            }
            return command == Command::VacancyLeave;
        };
        match command {
            Command::VacancyLeave => cx.close(),
            Command::VacancyOpen => match self.offer() {
                Some(offer) => cx.open(person::open(offer.person)),
                None => Self::nobody(cx),
            },
            Command::VacancyResult => match self.offer() {
                Some(offer) => cx.open(Offering::answer(self.id, offer.person)),
                None => Self::nobody(cx),
            },
            Command::VacancyFits if !matches!(sheet.state, JobState::Open | JobState::Stale) => {
                cx.tell(Tone::Warn, acts::not_open(&sheet.title, sheet.state, cx));
            }
            Command::VacancyFits => cx.open(Fitting::new(self.id)),
            Command::VacancyRefresh => self.acts.refresh(vec![self.id], cx),
            Command::VacancyClose => self.acts.close(self.id, &sheet.title, sheet.state, cx),
            Command::VacancyCopy => self.acts.copy(vec![self.id], cx),
            Command::VacancyChange => cx.open(posting::form(Some((self.id, sheet.job.facts.clone())))),
            _ if let Some(act) = Act::of(command) => self.act(act, cx),
            _ => return self.cursor.run(command, sheet.offers.len()),
        }
        true
    }

    fn refresh(&mut self, cx: &mut Shared) {
        let id = self.id;
        self.sheet.ask(&cx.worker, move |desk| Sheet::read(desk, id));
    }

    fn answered(&mut self, cx: &mut Shared) {
        self.sheet.take();
        self.acts.answered(cx);
    }
}

/// The place and wage of a job in short, as lists of jobs beside this one show them.
pub fn in_short(job: &Job) -> [String; 3] {
    [rows::place(&job.facts), rows::wage(&job.facts), rows::filled(job)]
}
