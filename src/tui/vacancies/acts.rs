//! What is done to jobs from the list and from a job's own page: renewed, taken off, told to a group.

use crate::desk::{Desk, Error, jobs};
use crate::dispatch::Opening;
use crate::domain::job::JobState;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::tui::command::Command;
use crate::tui::forms::{Form, Item, Kind};
use crate::tui::overlays::choose::Choose;
use crate::tui::overlays::notice::Notice;
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::worker::Pane;
use std::cell::RefCell;
use std::rc::Rc;

/// So many jobs a text for a village names, as on the command line.
const NAMED: usize = 10;

/// A text with what should be known before it is sent.
struct Text {
    text: String,
    count: usize,
    told: Vec<String>,
}

/// See the module.
#[derive(Default)]
pub struct Acts {
    renewed: Pane<String>,
    villages: Pane<Vec<(crate::domain::region::RegionCode, String)>>,
    /// A chooser asks for it from outside.
    text: Rc<RefCell<Pane<Text>>>,
}

/// That a job is not to be had, and by which key that is changed.
pub fn not_open(title: &str, state: JobState, cx: &Shared) -> String {
    say!("vacancies-not-open", job = title, state = state.name(), key = cx.keymap.hint(Command::VacancyRefresh))
}

impl Acts {
    /// Renews jobs: the employers were asked.
    pub fn refresh(&mut self, ids: Vec<SubjectId>, cx: &Shared) {
        if ids.is_empty() || self.renewed.waits() {
            return;
        }
        self.renewed.write(&cx.worker, move |desk| {
            let day = desk.recording_day()?;
            for id in &ids {
                let job = jobs::by_id(&desk.book, *id)?;
                // What says that it is still to be had does not move its last day.
                if let Some(last) = job.facts.closes.filter(|last| *last < day) {
                    return Err(Error::refused(say!("vacancies-over", job = job.title(), day = last)));
                }
            }
            let count = ids.len();
            let drafts = jobs::refreshing(desk, ids)?;
            let recorded = desk.record(drafts)?;
            let told = say!("vacancies-renewed", count = count);
            Ok(recorded.notices.first().map_or(told.clone(), |notice| format!("{told}  {notice}")))
        });
    }

    /// Takes a job off, with a reason.
    pub fn close(&self, id: SubjectId, title: &str, state: JobState, cx: &mut Shared) {
        if state == JobState::Closed {
            let key = cx.keymap.hint(Command::VacancyRefresh);
            return cx.tell(Tone::Warn, say!("vacancies-closed-already", job = title, key = key));
        }
        let items = vec![Item::new("why", say!("vacancies-why"), Kind::Text).required()];
        let name = title.to_string();
        cx.open(Form::new(say!("vacancies-close", job = title), items, move |filled, _cx| {
            let (why, name) = (filled.text("why").unwrap_or_default(), name.clone());
            Ok(Box::new(move |desk: &mut Desk| {
                let job = jobs::by_id(&desk.book, id)?;
                let drafts = jobs::closing(desk, id, &job, &why)?;
                desk.record(drafts)?;
                Ok(say!("vacancies-closed", job = name))
            }))
        }));
    }

    /// Copies the text of these jobs.
    pub fn copy(&self, ids: Vec<SubjectId>, cx: &Shared) {
        let key = cx.keymap.hint(Command::VacancyRefresh);
        self.text.borrow_mut().ask(&cx.worker, move |desk| {
            let day = desk.reading_day();
            for id in &ids {
                let opening = Opening::of(*id, jobs::by_id(&desk.book, *id)?, day);
                if !opening.is_open() {
                    let (job, state) = (opening.job.title(), opening.state.name());
                    return Err(Error::refused(say!("vacancies-not-open", job = job, state = state, key = key)));
                }
            }
            let named: Vec<String> = ids.iter().map(SubjectId::to_string).collect();
            made(desk, &named, None)
        });
    }

    /// Copies the text of the jobs that fit most people of a village, or of the township.
    pub fn copy_best(&self, cx: &mut Shared) {
        let villages = self.villages.get().unwrap_or_default();
        let mut items = vec![say!("vacancies-everybody")];
        items.extend(villages.iter().map(|(_, name)| name.clone()));
        let text = self.text.clone();
        cx.open(Choose::new(say!("vacancies-text-for"), items, move |n, cx| {
            let village = n.checked_sub(1).and_then(|n| villages.get(n)).map(|(code, _)| *code);
            text.borrow_mut().ask(&cx.worker, move |desk| made(desk, &[], village));
        }));
    }

    /// Asks for what the chooser needs.
    pub fn ask(&mut self, cx: &Shared) {
        self.villages.ask(&cx.worker, |desk| {
            let steering = desk.book.steering();
            Ok(steering.villages().map(|(code, _)| (code, steering.unit_name(code))).collect())
        });
    }

    /// Tells what has come; gives whether it was done, so that what was marked for it is marked no more.
    pub fn answered(&mut self, cx: &mut Shared) -> bool {
        let mut done = false;
        match self.renewed.take() {
            Some(Ok(told)) => {
                cx.tell(Tone::Good, told.as_str());
                done = true;
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        let text = self.text.borrow_mut().take();
        match text {
            Some(Ok(made)) => {
                done = true;
                cx.request(Request::Copy(made.text.clone()));
                cx.open(Notice::text(say!("vacancies-text"), &made.text));
                let told = say!("vacancies-copied", count = made.count);
                match made.told.first() {
                    Some(notice) => cx.tell(Tone::Warn, format!("{told}  {notice}")),
                    None => cx.tell(Tone::Good, told),
                }
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        done
    }
}

fn made(desk: &mut Desk, ids: &[String], village: Option<crate::domain::region::RegionCode>) -> Result<Text, Error> {
    let day = desk.reading_day();
    if ids.is_empty() && !jobs::open_jobs(&desk.book, day)?.iter().any(|job| job.state == JobState::Open) {
        return Err(Error::refused(say!("vacancies-none-fresh")));
    }
    let mut old = 0;
    let group = jobs::group_text(desk, ids, village, NAMED, |_| old += 1)?;
    let told = match (old, ids.is_empty()) {
        (0, _) => Vec::new(),
        (_, true) => vec![say!("vacancies-stale-left-out")],
        (_, false) => vec![say!("vacancies-stale-named")],
    };
    Ok(Text { text: group.text, count: group.jobs.len(), told })
}
