//! The settings: what each is now, and Enter to change it. They are written into the officer's own file; campaign and
//! targets into the book.

use super::aims::{self, Aims};
use super::pick::{Pick, Value};
use super::themes;
use crate::desk::Error;
use crate::desk::settings::{Glyphs, IDLE_MINUTES, Settings};
use crate::locale::{Lang, say};
use crate::tui::command::{Command, Scope};
use crate::tui::component::{Component, Span};
use crate::tui::files::folder;
use crate::tui::files::folder_form;
use crate::tui::forms::{Form, Item, Kind};
use crate::tui::keymap::Keymap;
use crate::tui::overlays::notice::Notice;
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{self, Column, Row, Table};
use crate::tui::worker::Pane;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Language,
    Theme,
    Glyphs,
    Officer,
    Folder,
    Campaign,
    Targets,
    Keys,
    Idle,
    File,
}

const LINES: [Line; 10] = [
    Line::Language,
    Line::Theme,
    Line::Glyphs,
    Line::Officer,
    Line::Folder,
    Line::Campaign,
    Line::Targets,
    Line::Keys,
    Line::Idle,
    Line::File,
];

/// See the module.
#[derive(Default)]
pub struct Page {
    cursor: Cursor,
    aims: Pane<Aims>,
    /// What the officer's file says, and the folder of exports.
    said: Pane<(Settings, PathBuf)>,
    keys: Pane<(PathBuf, bool)>,
}

fn language(lang: Lang) -> String {
    match lang {
        Lang::Hans => say!("settings-lang-hans"),
        Lang::Hant => say!("settings-lang-hant"),
        Lang::En => say!("settings-lang-en"),
    }
}

impl Line {
    fn name(self) -> String {
        match self {
            Self::Language => say!("settings-language"),
            Self::Theme => say!("settings-theme"),
            Self::Glyphs => say!("settings-glyphs"),
            Self::Officer => say!("settings-officer"),
            Self::Folder => say!("settings-folder"),
            Self::Campaign => say!("settings-campaign"),
            Self::Targets => say!("settings-targets"),
            Self::Keys => say!("settings-keys"),
            Self::Idle => say!("settings-idle"),
            Self::File => say!("settings-file"),
        }
    }

    fn value(self, aims: Option<&Aims>, (settings, exports): &(Settings, PathBuf), cx: &Shared) -> String {
        let beside = |name: &str| settings.paths.as_ref().map(|paths| folder::shown(&paths.config_dir.join(name)));
        let lacking = || say!("settings-no-folder");
        match self {
            Self::Language => language(Lang::current()),
            Self::Theme => settings.theme.as_deref().map_or_else(|| say!("settings-by-terminal"), themes::name),
            Self::Glyphs if settings.glyphs == Some(Glyphs::Ascii) => say!("settings-glyphs-ascii"),
            Self::Glyphs => say!("settings-glyphs-unicode"),
            Self::Officer => cx.head.get().map(|head| head.officer.clone()).unwrap_or_default(),
            Self::Folder => folder::shown(exports),
            Self::Campaign => aims.map(Aims::campaign).unwrap_or_default(),
            Self::Targets => aims.map(Aims::targets).unwrap_or_default(),
            Self::Keys => settings.keymap.as_deref().map(folder::shown).or(beside("keys.toml")).unwrap_or_else(lacking),
            Self::Idle => match settings.idle_minutes.unwrap_or(IDLE_MINUTES) {
                0 => say!("settings-idle-never"),
                minutes if cx.entrance.is_locked() => say!("settings-idle-locks", n = minutes),
                minutes => say!("settings-idle-minutes", n = minutes),
            },
            Self::File => settings.file().as_deref().map(folder::shown).unwrap_or_else(lacking),
        }
    }
}

impl Page {
    fn open(&mut self, line: Line, cx: &mut Shared) {
        let Some(said) = self.said.get() else { return };
        let (settings, exports) = &*said;
        match line {
            Line::Language => {
                let values = Lang::ALL.iter().map(|lang| Value::new(Some(lang.tag()), language(*lang))).collect();
                cx.open(Pick::new(line.name(), "lang", values, Some(Lang::current().tag())));
            }
            Line::Theme => cx.open(Pick::themes(settings.theme.as_deref())),
            Line::Glyphs => {
                let values = vec![
                    Value::new(Some("unicode"), say!("settings-glyphs-unicode")),
                    Value::new(Some("ascii"), say!("settings-glyphs-ascii")),
                ];
                let now = if settings.glyphs == Some(Glyphs::Ascii) { "ascii" } else { "unicode" };
                cx.open(Pick::new(line.name(), "glyphs", values, Some(now)));
            }
            Line::Officer => {
                let item = Item::new("officer", line.name(), Kind::Text).required().with(&line.value(None, &said, cx));
                cx.open(setting_form(line, "officer", item));
            }
            Line::Idle => {
                let now = settings.idle_minutes.unwrap_or(IDLE_MINUTES).to_string();
                let item = Item::new("idle_minutes", say!("settings-idle-label"), Kind::Number).required().with(&now);
                cx.open(setting_form(line, "idle_minutes", item));
            }
            Line::Folder => {
                cx.open(folder_form(exports, |cx| {
                    cx.request(Request::Restyle);
                    cx.tell(Tone::Good, say!("settings-folder-set"));
                }));
            }
            Line::Campaign => aims::campaign(self.aims.get().as_deref(), cx),
            Line::Targets => aims::targets(self.aims.get().as_deref(), cx),
            Line::Keys => {
                let entrance = cx.entrance.clone();
                self.keys.ask(&cx.worker, move |_| {
                    let settings = entrance.settings();
                    let own = settings.paths.as_ref().map(|paths| paths.config_dir.join("keys.toml"));
                    let path = settings.keymap.or(own).ok_or_else(|| Error::refused(say!("settings-no-folder")))?;
                    let wrong = |e: std::io::Error| Error::refused(say!("settings-not-written", path = path, why = e));
                    if path.is_file() {
                        let text = crate::sheet::read_small(&path).map_err(wrong)?;
                        Keymap::with(&path, &text).map_err(|fault| Error::refused(fault.to_string()))?;
                        return Ok((path, false));
                    }
                    if let Some(folder) = path.parent() {
                        std::fs::create_dir_all(folder).map_err(wrong)?;
                    }
                    std::fs::write(&path, Keymap::example()).map_err(wrong)?;
                    Ok((path, true))
                });
            }
            Line::File => {
                let text = say!("settings-file-how", path = line.value(None, &said, cx));
                cx.open(Notice::text(line.name(), &text));
            }
        }
    }
}

/// A form of one line that is written into the settings.
fn setting_form(line: Line, setting: &'static str, item: Item) -> Form {
    let done = move |filled: &crate::tui::forms::Filled<'_>, cx: &mut Shared| {
        let (entrance, value) = (cx.entrance.clone(), filled.text(setting));
        let work: crate::tui::forms::Work = Box::new(move |desk| {
            entrance.change(setting, value.as_deref())?;
            if setting == "officer" {
                desk.recorded_by(value.as_deref());
            }
            Ok(say!("settings-set", what = line.name(), value = value.unwrap_or_default()))
        });
        Ok(work)
    };
    Form::new(line.name(), vec![item], done)
}

impl Component for Page {
    fn scope(&self) -> Scope {
        Scope::Settings
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::SettingsOpen, Command::Down, Command::SettingsClose]
    }

    fn span(&self) -> Span {
        Span::Middle(90, LINES.len() as u16 + 3)
    }

    fn waits(&self) -> bool {
        self.said.is_unread()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("settings-title")).focused(true).draw(frame, area, cx);
        let columns = [Column::new("", 14).up_to(18), Column::new("", 20).up_to(200)];
        let (Some(said), aims) = (self.said.get(), self.aims.get()) else { return };
        let row = |n: usize| {
            let line = LINES.get(n)?;
            let cells = vec![(line.name(), Role::Title), (line.value(aims.as_deref(), &said, cx), Role::Text)];
            Some(Row { cells, ..Row::default() })
        };
        let table = Table { columns: &columns, len: LINES.len(), focused: true };
        table::draw(frame, inner, table, &mut self.cursor, cx, row);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::SettingsOpen => {
                if let Some(line) = LINES.get(self.cursor.at) {
                    self.open(*line, cx);
                }
                true
            }
            Command::SettingsClose => {
                cx.close();
                true
            }
            _ => self.cursor.run(command, LINES.len()),
        }
    }

    fn refresh(&mut self, cx: &mut Shared) {
        self.aims.ask(&cx.worker, Aims::read);
        let entrance = cx.entrance.clone();
        self.said.ask(&cx.worker, move |_| Ok((entrance.settings(), entrance.export_folder())));
    }

    fn answered(&mut self, cx: &mut Shared) {
        match self.keys.take() {
            Some(Ok(written)) => {
                let (path, new) = &*written;
                let path = folder::shown(path);
                let text = match new {
                    true => say!("settings-keys-written", path = path, key = cx.keymap.hint(Command::SettingsOpen)),
                    false => say!("settings-keys-there", path = path),
                };
                cx.request(Request::Restyle);
                cx.open(Notice::text(say!("settings-keys"), &text));
            }
            Some(Err(why)) => cx.tell(Tone::Bad, why),
            None => {}
        }
    }
}
