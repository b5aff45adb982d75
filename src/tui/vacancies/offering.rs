//! A job offered to one or to several, and what came of it: shown before it is recorded, taken by one key, recorded as
//! one batch.

use super::acts::not_open;
use super::page::work_of;
use crate::book::Recorded;
use crate::desk::{Desk, Error, acts, jobs};
use crate::dispatch::admits;
use crate::domain::job::{Job, JobState, Offer};
use crate::domain::keys::PushResult;
use crate::domain::person::Person;
use crate::domain::standing::age_on;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{listed, say};
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::quick::Quick;
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// So many names are told.
const NAMED: usize = 8;

/// Somebody it is offered to.
struct Whom {
    id: SubjectId,
    name: String,
    asked: Option<Offer>,
    /// Of the labour force, and of the age and sex that the job asks for.
    fits: bool,
    refused: Option<String>,
}

impl Whom {
    /// Was asked, and is not to be asked again unawares.
    fn is_asked(&self) -> bool {
        self.asked.as_ref().is_some_and(|offer| offer.result != Some(PushResult::NotReached))
    }
}

/// What is known before it is recorded.
struct Seen {
    job: Job,
    state: JobState,
    people: Vec<Whom>,
    told: Vec<String>,
}

impl Seen {
    fn read(desk: &mut Desk, id: SubjectId, people: &[SubjectId]) -> Result<Self, Error> {
        let job = jobs::by_id(&desk.book, id)?;
        let day = desk.recording_day()?;
        let state = job.state(day);
        let ids: Vec<SubjectId> = people.iter().copied().filter(|id| id.kind() == SubjectKind::Person).collect();
        let all = match state {
            JobState::Closed => acts::Drafts::default(),
            _ => acts::offers(desk, &ids, (id, &job), None)?,
        };
        let acts::Drafts { drafts, beforehand, .. } = all;
        let mut told = beforehand;
        let mut judged = desk.preview(&drafts)?.into_iter();
        let rules = &desk.book.steering().rules;
        let age = |person: &Person| person.facts.birth.and_then(|birth| u32::try_from(age_on(birth, day)).ok());
        let whom = |(id, person): (&SubjectId, Person)| Whom {
            id: *id,
            fits: admits(&job.facts, age(&person), person.facts.sex) && person.standing(day, rules).labour(),
            name: person.facts.name.unwrap_or_else(|| id.to_string().into()).into(),
            asked: job.offered(*id).cloned(),
            refused: judged.next().and_then(|judged| judged.refusal),
        };
        let people: Vec<Whom> = ids.iter().zip(desk.book.people_on(&ids, day)?).map(whom).collect();
        let unfit = || people.iter().filter(|whom| !whom.fits && whom.refused.is_none());
        told.extend(unfit().next().map(|_| say!("vacancies-unfit", names = names(unfit()))));
        Ok(Self { job, state, people, told })
    }

    /// Those who were not asked yet; where all of them were, all of them.
    fn meant(&self) -> Vec<&Whom> {
        let all = || self.people.iter().filter(|whom| whom.refused.is_none());
        let new: Vec<&Whom> = all().filter(|whom| !whom.is_asked()).collect();
        if new.is_empty() { all().collect() } else { new }
    }
}

fn names<'a>(people: impl Iterator<Item = &'a Whom>) -> String {
    let all: Vec<&Whom> = people.collect();
    let more = if all.len() > NAMED { "…" } else { "" };
    format!("{}{more}", listed(all.iter().take(NAMED).map(|whom| whom.name.clone())))
}

struct Done {
    told: String,
    recorded: Recorded,
    placing: Option<(SubjectId, crate::domain::facts::WorkFacts)>,
}

/// See the module.
pub struct Offering {
    job: SubjectId,
    people: Vec<SubjectId>,
    /// It was offered; only what came of it is asked for.
    answer: bool,
    seen: Pane<Seen>,
    done: Pane<Done>,
    cursor: Cursor,
    /// Taken before the book had answered.
    pressed: Option<usize>,
    writing: bool,
    said: Option<String>,
}

impl Offering {
    /// Offers a job to people.
    pub fn new(job: SubjectId, people: Vec<SubjectId>) -> Self {
        Self {
            job,
            people,
            answer: false,
            seen: Pane::default(),
            done: Pane::default(),
            cursor: Cursor::default(),
            pressed: None,
            writing: false,
            said: None,
        }
    }

    /// Asks what came of an offer.
    pub fn answer(job: SubjectId, person: SubjectId) -> Self {
        Self { answer: true, ..Self::new(job, vec![person]) }
    }

    /// What can be taken, each by its digit.
    fn choices(&self) -> Vec<(char, Option<PushResult>)> {
        let results = PushResult::ALL.iter().zip('1'..).map(|(result, digit)| (digit, Some(*result)));
        let first = (!self.answer).then_some(('0', None));
        first.into_iter().chain(results).collect()
    }

    fn take(&mut self, n: usize, cx: &mut Shared) {
        let Some((_, result)) = self.choices().get(n).copied() else { return };
        if self.writing {
            return;
        }
        let Some(seen) = self.seen.get() else {
            self.pressed = Some(n);
            return;
        };
        self.pressed = None;
        let meant = seen.meant();
        let answers = result.is_some() && meant.iter().all(|whom| whom.asked.is_some());
        if seen.state == JobState::Closed && !answers {
            self.said = Some(not_open(&seen.job.title(), seen.state, cx));
            return;
        }
        if meant.is_empty() {
            self.said = Some(say!("vacancies-nobody-meant"));
            return;
        }
        let people: Vec<SubjectId> = meant.iter().map(|whom| whom.id).collect();
        let (who, job) = (names(meant.into_iter()), seen.job.title());
        let told = match result {
            None => say!("vacancies-offered", names = who, job = job),
            Some(result) => say!("vacancies-answered", names = who, job = job, result = result.name()),
        };
        let went = result == Some(PushResult::Went);
        let work = work_of(&seen.job);
        let placing = people.first().filter(|_| went && people.len() == 1).map(|id| (*id, work));
        let id = self.job;
        self.said = None;
        self.writing = true;
        self.done.write(&cx.worker, move |desk| {
            let job = jobs::by_id(&desk.book, id)?;
            let drafts = acts::offers(desk, &people, (id, &job), result)?.drafts;
            let mut recorded = desk.record(drafts)?;
            // What is to be done next opens by itself here, and that it is no second offer is said already.
            let known = [say!("jobs-went-next"), say!("jobs-result-noted")];
            recorded.notices.retain(|notice| !known.contains(notice));
            Ok(Done { told, recorded, placing })
        });
    }

    fn lines(&self, seen: &Seen, cx: &Shared) -> Vec<(String, Role)> {
        let meant = seen.meant();
        let mut out = vec![(format!("{} {}", cx.glyphs.to, names(meant.iter().copied())), Role::Accent)];
        let wanted = seen.job.wanted().map(|count| say!("vacancies-wanted", count = count));
        out.extend(wanted.filter(|_| !self.answer).map(|line| (line, Role::Dim)));
        if !self.answer {
            out.extend(seen.told.iter().map(|line| (line.clone(), Role::Warn)));
        }
        let again = meant.iter().all(|whom| whom.is_asked());
        for whom in meant.iter().filter(|_| again).take(NAMED) {
            if let Some(offer) = &whom.asked {
                out.push((format!("{}  {}", whom.name, jobs::offer_words(offer)), Role::Warn));
            }
        }
        let left_out = || seen.people.iter().filter(|whom| whom.refused.is_none() && whom.is_asked());
        if !again && left_out().next().is_some() {
            out.push((say!("vacancies-left-out", count = left_out().count(), names = names(left_out())), Role::Warn));
        }
        for whom in &seen.people {
            if let Some(why) = &whom.refused {
                out.push((format!("{} {}  {why}", cx.glyphs.bad, whom.name), Role::Bad));
            }
        }
        if seen.state == JobState::Closed && !self.answer {
            out.push((not_open(&seen.job.title(), seen.state, cx), Role::Bad));
        }
        out
    }
}

impl Component for Offering {
    fn scope(&self) -> Scope {
        Scope::Choose
    }

    fn waits(&self) -> bool {
        (self.pressed.is_some() && self.seen.is_unread()) || self.writing
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::ChooseTake, Command::ChooseDown, Command::ChooseClose]
    }

    fn span(&self) -> Span {
        // With room for a sentence of what is wrong.
        let told = self.seen.get().map_or(2, |seen| {
            let asked = seen.meant().iter().filter(|whom| whom.is_asked()).count().min(NAMED);
            let refused = seen.people.iter().filter(|whom| whom.refused.is_some()).count();
            4 + seen.told.len() + asked + refused
        });
        Span::Middle(72, (self.choices().len() + told + 3).min(40) as u16)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let seen = self.seen.get();
        let job = seen.as_ref().map_or(String::new(), |seen| seen.job.title());
        let title = if self.answer { say!("vacancies-answer", job = job) } else { say!("vacancies-offer", job = job) };
        let note = seen.as_ref().map_or(String::new(), |seen| seen.state.name());
        let inner = Panel::new(&title).note(note).focused(true).draw(frame, area, cx);
        let mut lines = match (&seen, self.seen.error()) {
            (Some(seen), _) => self.lines(seen, cx),
            (None, Some(why)) => vec![(why, Role::Bad)],
            (None, None) => Vec::new(),
        };
        if let Some(said) = self.said.clone().filter(|said| lines.iter().all(|(line, _)| line != said)) {
            lines.push((said, Role::Bad));
        }
        let choices = self.choices();
        let list = (choices.len() as u16 + 1).min(inner.height);
        let above = Rect { height: inner.height - list, ..inner };
        let cells = usize::from(inner.width).max(2);
        let shown: Vec<Line<'_>> = lines
            .iter()
            .flat_map(|(line, role)| text::wrap(&text::clean(line), cells).into_iter().map(|part| (part, *role)))
            .map(|(part, role)| Line::styled(part, cx.style(role)))
            .collect();
        frame.render_widget(Paragraph::new(shown), above);
        let rows = Rect { y: inner.y + above.height, height: list, ..inner };
        let columns = [Column::new("", 2).right(), Column::new("", 10).up_to(200)];
        let row = |n: usize| {
            let (digit, result) = choices.get(n)?;
            let word = result.map_or_else(|| say!("vacancies-offer-only"), PushResult::name);
            Some(Row::plain([digit.to_string(), word]))
        };
        let table = Table { columns: &columns, len: choices.len(), focused: true };
        table::draw(frame, rows, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::ChooseUp => self.cursor.run(Command::Up, self.choices().len()),
            Command::ChooseDown => self.cursor.run(Command::Down, self.choices().len()),
            Command::ChooseTake => {
                self.take(self.cursor.at, cx);
                true
            }
            Command::ChooseClose => {
                cx.close();
                true
            }
            _ => false,
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if let KeyCode::Char(c) = key.code
            && let Some(n) = self.choices().iter().position(|(digit, _)| *digit == c)
        {
            self.take(n, cx);
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        let (job, people) = (self.job, self.people.clone());
        self.seen.ask(&cx.worker, move |desk| Seen::read(desk, job, &people));
    }

    fn answered(&mut self, cx: &mut Shared) {
        if self.writing
            && let Some(answer) = self.done.take()
        {
            self.writing = false;
            match answer {
                Ok(done) => {
                    cx.close();
                    cx.tell_recorded(done.told.clone(), &done.recorded);
                    if let Some((person, work)) = &done.placing {
                        cx.open(Quick::placing(*person, work.clone()));
                    }
                    return;
                }
                Err(why) => {
                    self.said = Some(why);
                    cx.request(Request::ForgetKeys);
                }
            }
        }
        if let Some(Err(why)) = self.seen.take() {
            self.pressed = None;
            cx.tell(Tone::Bad, why);
        }
        if let Some(n) = self.pressed.filter(|_| self.seen.get().is_some()) {
            self.take(n, cx);
        }
    }
}
