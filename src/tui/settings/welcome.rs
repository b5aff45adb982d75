//! The first run: there is no book yet. A few choices in plain words, each of which leads to the first screen.

use crate::desk::Desk;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::component::Component;
use crate::tui::entrance::Entrance;
use crate::tui::files::browser::Browser;
use crate::tui::files::{self, folder};
use crate::tui::overlays::choose::Choose;
use crate::tui::shared::{Request, Shared, Tone};
use crate::tui::steps::{Doing, Ends, Step, Steps, Work};
use crate::tui::theme::Role;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::panel::Panel;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// What can be done without a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Found,
    Demo,
    Open,
    Restore,
}

const WAYS: [Way; 4] = [Way::Found, Way::Demo, Way::Open, Way::Restore];

impl Way {
    fn name(self) -> String {
        match self {
            Self::Found => say!("settings-way-found"),
            Self::Demo => say!("settings-way-demo"),
            Self::Open => say!("settings-way-open"),
            Self::Restore => say!("settings-way-restore"),
        }
    }

    fn about(self, cx: &Shared) -> String {
        match self {
            Self::Found => say!("settings-way-found-about", path = folder::shown(&cx.entrance.path())),
            Self::Demo => say!("settings-way-demo-about"),
            Self::Open => say!("settings-way-open-about"),
            Self::Restore => say!("settings-way-restore-about"),
        }
    }

    fn go(self, cx: &mut Shared) {
        match self {
            Self::Found => cx.open(founding()),
            Self::Demo => {
                let entrance = cx.entrance.clone();
                let work: Work = Box::new(move || sat(entrance.try_out_aside(), |_| {}));
                cx.open(Doing::new(self.name(), say!("settings-demo-making"), work));
            }
            Self::Open => cx.open(Browser::new(self.name(), &["zb"], move |path, cx| {
                let entrance = cx.entrance.clone();
                let work: Work = Box::new(move || {
                    let desk = entrance.desk_at(&path);
                    let kept = entrance.change("book", path.to_str()).map_err(|e| e.to_string());
                    sat(desk, move |cx| {
                        if let Err(why) = kept {
                            cx.tell(Tone::Warn, why);
                        }
                    })
                });
                cx.open(Doing::new(self.name(), say!("settings-opening"), work));
            })),
            Self::Restore => {
                let browser = Browser::new(self.name(), &[], move |path, cx| {
                    let entrance = cx.entrance.clone();
                    let restored = |cx: &mut Shared| cx.tell(Tone::Good, say!("settings-restored"));
                    let work: Work = Box::new(move || sat(entrance.restore(&path), restored));
                    cx.open(Doing::new(self.name(), say!("settings-restoring"), work));
                });
                cx.open(browser.from(Entrance::backups));
            }
        }
    }
}

/// Sits down at a book, then does what follows.
fn sat(
    desk: Result<Desk, crate::desk::Error>,
    then: impl FnOnce(&mut Shared) + Send + 'static,
) -> Result<Ends, String> {
    let desk = Box::new(desk.map_err(|e| e.to_string())?);
    Ok(Box::new(move |cx: &mut Shared| {
        cx.request(Request::Sit(desk));
        then(cx);
    }))
}

/// Whose book it is, and who keeps it.
fn founding() -> Steps {
    let must = |what: fn() -> String| {
        move |text: &str| text::clean(text).trim().is_empty().then(|| say!("forms-required", field = what()))
    };
    let steps = vec![
        Step::new(say!("settings-unit-name"), say!("settings-unit-name-hint"))
            .checked(must(|| say!("settings-unit-name"))),
        Step::new(say!("settings-unit-code"), say!("settings-unit-code-hint")).checked(fault_of_code),
        Step::new(say!("settings-officer"), say!("settings-officer-hint")).checked(must(|| say!("settings-officer"))),
    ];
    Steps::new(say!("settings-way-found"), steps).works(say!("settings-founding"), |said, cx| {
        let entrance = cx.entrance.clone();
        let said: Vec<String> = said.iter().map(|text| text::clean(text).trim().to_string()).collect();
        Box::new(move || {
            let [name, code, officer] = said.as_slice() else { return Err(String::new()) };
            let unit = RegionCode::parse(code).ok_or_else(|| say!("settings-unit-code-hint"))?;
            sat(entrance.found(&entrance.path(), unit, name, officer), |cx| {
                let ways = vec![say!("settings-then-import"), say!("settings-then-look")];
                cx.open(Choose::new(say!("settings-founded"), ways, |n, cx| match n {
                    0 => cx.open(files::import()),
                    _ => cx.tell(Tone::Good, say!("settings-import-later", key = cx.keymap.hint(Command::Import))),
                }));
            })
        })
    })
}

/// What is wrong with a unit's code, in words.
fn fault_of_code(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.is_empty() {
        return Some(say!("forms-required", field = say!("settings-unit-code")));
    }
    if digits != text.chars().count() {
        return Some(say!("settings-code-digits"));
    }
    let Some(code) = RegionCode::parse(text) else {
        return Some(match digits {
            6 | 9 | 12 => say!("settings-code-no-province", digits = text.get(..2).unwrap_or_default()),
            _ => say!("settings-code-length", n = digits),
        });
    };
    match code.level() {
        Level::County | Level::Township | Level::Village => None,
        _ => Some(say!("settings-code-too-high", level = code.level().name())),
    }
}

/// See the module.
#[derive(Default)]
pub struct Welcome {
    cursor: Cursor,
}

impl Component for Welcome {
    fn scope(&self) -> Scope {
        Scope::Welcome
    }

    fn hints(&self) -> Vec<Command> {
        vec![Command::WelcomeTake, Command::Down, Command::Help, Command::WelcomeLeave]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &mut Shared) {
        let inner = Panel::new(&say!("settings-welcome")).draw(frame, area, cx);
        let room = usize::from(inner.width).saturating_sub(6);
        let mut lines = vec![Line::raw("")];
        let told = say!("settings-welcome-about");
        lines.extend(text::wrap(&told, room).into_iter().map(|l| Line::raw(format!("  {l}"))));
        lines.push(Line::raw(""));
        for (n, way) in WAYS.iter().enumerate() {
            let here = n == self.cursor.at;
            let mark = if here { cx.glyphs.here } else { " " };
            let role = if here { Role::Accent } else { Role::Title };
            lines.push(Line::styled(format!("  {mark} {} {}", n + 1, way.name()), cx.style(role)));
            let about = text::clean(&way.about(cx)).into_owned();
            let about = text::wrap(&about, room).into_iter().take(2);
            lines.extend(about.map(|l| Line::styled(format!("      {l}"), cx.style(Role::Dim))));
            lines.push(Line::raw(""));
        }
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn run(&mut self, command: Command, cx: &mut Shared) -> bool {
        match command {
            Command::WelcomeTake => {
                if let Some(way) = WAYS.get(self.cursor.at) {
                    way.go(cx);
                }
                true
            }
            Command::WelcomeLeave => {
                cx.request(Request::Quit);
                true
            }
            _ => self.cursor.run(command, WAYS.len()),
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Shared) {
        if let KeyCode::Char(c @ '1'..='9') = key.code
            && let Some(way) = WAYS.get(c as usize - '1' as usize)
        {
            self.cursor.at = c as usize - '1' as usize;
            way.go(cx);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_code_is_told_for_what_it_is() {
        assert_eq!(fault_of_code("529999101"), None);
        assert_eq!(fault_of_code("529999101201"), None);
        assert!(fault_of_code("52999910").unwrap().contains('8'), "a digit is missing");
        assert!(fault_of_code("5299991O1").unwrap().contains("数字"), "a letter for a nought");
        assert!(fault_of_code("009999101").unwrap().contains("00"));
        assert!(fault_of_code("52").is_some() && fault_of_code("").is_some());
    }
}
