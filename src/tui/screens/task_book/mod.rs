//! 任务书: what was recorded for the day, the newest first. A stretch of it is held, as far as it is looked at.

mod entry;
mod fields;
pub(super) mod rows;
mod view;

use crate::book::DayFilter;
use crate::desk::acts::Nothing;
use crate::domain::entry::Hash;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::overlays::choose::Choose;
use crate::tui::quick::{Act, Quick};
use crate::tui::screens::Screen;
use crate::tui::shared::{Request, Shared, Tone, Wanted};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::worker::Pane;
use chrono::{Days, NaiveDate};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use entry::Taking;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Paragraph;
use rows::{Day, Told};

/// So many rows are held.
const HELD: usize = 160;
/// The most rows that are copied at once.
const COPIED: usize = 2_000;
/// So many days beyond today can be turned to.
const AHEAD: u64 = 31;

/// See the module.
#[derive(Default)]
pub struct TaskBook {
    filter: DayFilter,
    /// What narrows the list by name, while it is typed.
    field: Field,
    typing: bool,
    cursor: Cursor,
    day: Pane<Day>,
    /// The first row asked for.
    offset: usize,
    selected: Option<Hash>,
    copied: Pane<Day>,
    taking: Taking,
    said: Pane<String>,
}

impl TaskBook {
    fn ask(&mut self, cx: &Shared) {
        let (filter, offset) = (self.filter.clone(), self.offset);
        self.day.ask(&cx.worker, move |desk| Day::read(desk, &filter, offset, HELD));
    }

    /// Another filter: from the first row on.
    fn narrow(&mut self, cx: &Shared) {
        self.cursor.reset();
        (self.offset, self.selected) = (0, None);
        self.ask(cx);
    }

    fn row(&self) -> Option<Told> {
        self.day.get()?.row(self.cursor.at).cloned()
    }

    fn filtered(&self) -> bool {
        self.filter != DayFilter::default()
    }

    /// Looks at another day; today is no day of its own, so that tomorrow it is tomorrow's.
    fn turn(&mut self, forward: bool, cx: &mut Shared) {
        let Some(head) = cx.head.get() else { return };
        let day = if forward { head.day.succ_opt() } else { head.day.pred_opt() };
        let last = head.today.max(head.recording).checked_add_days(Days::new(AHEAD)).unwrap_or(head.today);
        match day.filter(|day| *day <= last) {
            Some(day) => self.look_at(day, head.today, cx),
            None => cx.tell(Tone::Warn, say!("taskbook-no-later")),
        }
    }

    fn look_at(&mut self, day: NaiveDate, today: NaiveDate, cx: &mut Shared) {
        cx.request(Request::TurnTo((day != today).then_some(day)));
        self.cursor.reset();
        (self.offset, self.selected) = (0, None);
    }

    /// One of several to narrow the list by; the first line takes that away again.
    fn choose<T: Clone + 'static>(
        &self,
        title: String,
        all: Vec<(T, String)>,
        at: Option<usize>,
        set: impl FnOnce(&mut DayFilter, Option<T>) + 'static,
        cx: &mut Shared,
    ) {
        let items = std::iter::once(say!("taskbook-all")).chain(all.iter().map(|(_, name)| name.clone())).collect();
        let mut filter = self.filter.clone();
        let choose = Choose::new(title, items, move |n, cx: &mut Shared| {
            set(&mut filter, n.checked_sub(1).and_then(|n| all.get(n)).map(|(what, _)| what.clone()));
            cx.wanted = Some(Wanted::Entries(filter));
            cx.request(Request::Go(Screen::TaskBook));
        });
        cx.open(choose.at(at.map_or(0, |at| at + 1)));
    }

    fn choose_kind(&self, day: &Day, cx: &mut Shared) {
        let all = day.kinds.iter().map(|(key, name, n)| (key.clone(), format!("{name} {}", text::group(*n as i64))));
        let at = day.kinds.iter().position(|(key, ..)| Some(key) == self.filter.kind.as_ref());
        self.choose(
            say!("taskbook-by-kind"),
            all.collect(),
            at,
            |filter, kind| (filter.kind, filter.work) = (kind, false),
            cx,
        );
    }

    fn choose_village(&self, day: &Day, cx: &mut Shared) {
        let at = day.villages.iter().position(|(code, _)| Some(*code) == self.filter.village);
        let set = |filter: &mut DayFilter, village| filter.village = village;
        self.choose(say!("taskbook-by-village"), day.villages.clone(), at, set, cx);
    }

    fn choose_officer(&self, day: &Day, cx: &mut Shared) {
        let all: Vec<(String, String)> = day.officers.iter().map(|name| (name.clone(), name.clone())).collect();
        let at = day.officers.iter().position(|name| Some(name) == self.filter.officer.as_ref());
        self.choose(say!("taskbook-by-officer"), all, at, |filter, officer| filter.officer = officer, cx);
    }

    /// 零报告 for one of the villages not heard from.
    fn report_nothing(&self, day: &Day, cx: &mut Shared) {
        if day.silent.is_empty() {
            return cx.tell(Tone::Good, say!("taskbook-all-reported"));
        }
        let (codes, names): (Vec<_>, Vec<_>) = day.silent.iter().cloned().unzip();
        cx.open(Choose::new(say!("taskbook-nothing-of"), names, move |n, cx: &mut Shared| {
            cx.wanted = codes.get(n).copied().map(Wanted::Nothing);
            cx.request(Request::Go(Screen::TaskBook));
        }));
    }

    fn record_nothing(&mut self, village: RegionCode, cx: &mut Shared) {
        self.said.write(&cx.worker, move |desk| {
            let drafts = Nothing { village: village.to_string() }.drafts(desk)?;
            desk.record(drafts)?;
            Ok(say!("taskbook-nothing-done", village = desk.book.steering().unit_name(village)))
        });
    }

    /// The person or household of the selected row, for an act on them.
    fn meant(&self) -> Option<SubjectId> {
        let of = |kind: SubjectKind| matches!(kind, SubjectKind::Person | SubjectKind::Household);
        let subjects = self.row().map(|row| row.subjects).unwrap_or_default();
        // A visit names the household beside its member: the member is meant.
        let person = subjects.iter().find(|(id, _)| id.kind() == SubjectKind::Person);
        person.or_else(|| subjects.iter().find(|(id, _)| of(id.kind()))).map(|(id, _)| *id)
    }

    fn act(&self, act: Act, cx: &mut Shared) -> bool {
        let Some(meant) = self.meant() else { return false };
        cx.open(Quick::at(act, meant));
        true
    }

    fn stop_typing(&mut self, keep: bool, cx: &Shared) {
        self.typing = false;
        if !keep {
            self.field.set("");
            self.filter.text.clear();
            self.narrow(cx);
        }
    }

    fn typed(&mut self, cx: &Shared) {
        self.filter.text = self.field.text().to_string();
        self.narrow(cx);
    }
}

impl Component for TaskBook {
    fn scope(&self) -> Scope {
        Scope::TaskBook
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn hints(&self) -> Vec<Command> {
        use Command::*;
        if self.typing {
            return vec![TaskOpen, TaskClear];
        }
        vec![
            TaskOpen,
            TaskEarlier,
            TaskLater,
            TaskToday,
            TaskClear,
            TaskWithdraw,
            TaskFilter,
            TaskVillage,
            TaskOfficer,
            TaskCopy,
            TaskNothing,
        ]
    }

    fn enabled(&self, command: Command, cx: &Shared) -> bool {
        match command {
            Command::TaskToday => cx.head.get().is_some_and(|head| head.day != head.today),
            Command::TaskClear => self.filtered() || self.typing,
            Command::TaskOpen => self.day.get().is_some_and(|day| day.total > 0),
            Command::TaskWithdraw => self.row().is_some_and(|row| !row.stays && !row.withdrawn),
            _ => true,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let day = self.day.get();
        let title = self.title(day.as_deref(), cx);
        let note = if self.filtered() && !self.typing {
            say!("taskbook-clear", key = cx.keymap.hint(Command::TaskClear))
        } else {
            say!("taskbook-search", key = cx.keymap.hint(Command::Find))
        };
        let mut inner = Panel::new(&title).note(note).focused(true).draw(frame, area, cx);
        if let Some(why) = self.day.error() {
            let text = say!("console-unreadable", why = why);
            frame.render_widget(Paragraph::new(Span::styled(text::clean(&text), cx.style(Role::Bad))), inner);
            return;
        }
        let Some(day) = day else { return };
        let take = |inner: &mut Rect| {
            let line = Rect { height: inner.height.min(1), ..*inner };
            (inner.y, inner.height) = (inner.y + line.height, inner.height - line.height);
            line
        };
        if self.typing {
            let line = take(&mut inner);
            self.draw_filter(frame, line, cx);
        }
        for (told, role) in self.news(&day, cx).into_iter().take(usize::from(inner.height / 6)) {
            let line = take(&mut inner);
            let told = text::clean(&told).into_owned();
            let told = text::truncate(&told, usize::from(line.width).saturating_sub(2));
            frame.render_widget(Paragraph::new(Span::styled(format!(" {told}"), cx.style(role))), line);
        }
        self.draw_rows(frame, inner, &day, cx);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        let day = self.day.get();
        if self.typing {
            let edit = |code| KeyEvent::new(code, KeyModifiers::NONE);
            match command {
                Command::TaskOpen => self.stop_typing(true, cx),
                Command::TaskClear => self.stop_typing(false, cx),
                // Within a text the arrows are the caret's.
                Command::TaskEarlier => _ = self.field.key(edit(KeyCode::Left)),
                Command::TaskLater => _ = self.field.key(edit(KeyCode::Right)),
                Command::First => _ = self.field.key(edit(KeyCode::Home)),
                Command::Last => _ = self.field.key(edit(KeyCode::End)),
                command => return self.cursor.run(command, day.map_or(0, |day| day.total)),
            }
            return true;
        }
        match (command, day) {
            (Command::TaskEarlier, _) => self.turn(false, cx),
            (Command::TaskLater, _) => self.turn(true, cx),
            (Command::TaskToday, _) => {
                if let Some(head) = cx.head.get() {
                    self.look_at(head.today, head.today, cx);
                }
            }
            (Command::Find, _) => self.typing = true,
            (Command::TaskClear, _) => {
                self.filter = DayFilter::default();
                self.field.set("");
                self.narrow(cx);
            }
            (Command::TaskFilter, Some(day)) => self.choose_kind(&day, cx),
            (Command::TaskVillage, Some(day)) => self.choose_village(&day, cx),
            (Command::TaskOfficer, Some(day)) => self.choose_officer(&day, cx),
            (Command::TaskNothing, Some(day)) => self.report_nothing(&day, cx),
            (Command::TaskCopy, _) => {
                let filter = self.filter.clone();
                self.copied.ask(&cx.worker, move |desk| Day::read(desk, &filter, 0, COPIED));
            }
            (Command::TaskOpen, _) => {
                if let Some(row) = self.row() {
                    cx.open(entry::Opened::new(row.hash));
                }
            }
            (Command::TaskWithdraw, _) => match self.row() {
                Some(row) if row.withdrawn => cx.tell(Tone::Warn, say!("taskbook-withdrawn-already")),
                Some(row) if row.stays => cx.tell(Tone::Warn, say!("taskbook-stays-for-good")),
                Some(row) => self.taking.ask(row.hash, cx),
                None => {}
            },
            _ if let Some(act) = Act::of(command) => return self.act(act, cx),
            (command, day) => return self.cursor.run(command, day.map_or(0, |day| day.total)),
        }
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if self.typing && self.field.key(key) {
            self.typed(cx);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Shared) {
        if self.field.paste(text) {
            self.typed(cx);
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        match cx.wanted.take() {
            Some(Wanted::Entries(filter)) => {
                self.field.set(&filter.text);
                self.filter = filter;
                self.cursor.reset();
                (self.offset, self.selected) = (0, None);
            }
            Some(Wanted::Nothing(village)) => self.record_nothing(village, cx),
            Some(Wanted::Trip(_)) | None => {}
        }
        self.ask(cx);
    }

    fn waits(&self) -> bool {
        (self.day.is_unread() && !self.typing) || self.taking.waits()
    }

    fn answered(&mut self, cx: &mut Shared) {
        // Whatever came on top meanwhile, the selected entry stays selected; the newest stays the newest.
        if let Some(Ok(day)) = self.day.take()
            && self.cursor.at > 0
            && let Some(at) = day.rows.iter().position(|row| Some(row.hash) == self.selected)
        {
            let at = at + day.offset;
            self.cursor.top = (self.cursor.top + at).saturating_sub(self.cursor.at);
            self.cursor.at = at;
        }
        match self.copied.take() {
            Some(Ok(day)) => {
                cx.request(Request::Copy(day.copied()));
                cx.tell(Tone::Good, say!("taskbook-copied", count = day.rows.len()));
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        match self.said.take() {
            Some(Ok(told)) => cx.tell(Tone::Good, told.as_str()),
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
        self.taking.answered(cx);
    }
}
