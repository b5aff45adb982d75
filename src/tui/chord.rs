//! A key with its modifiers, as keymaps write it and hints show it: `ctrl-p`, `shift-tab`, `space`, `G`, `?`.

use crate::locale::say;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;
use std::str::FromStr;

/// One key press. A character carries its own case: `G`, never shift and `g`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

const NAMES: [(&str, KeyCode); 14] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

impl Chord {
    /// The key of an event, the same however the terminal reports it.
    pub fn of(event: KeyEvent) -> Self {
        Self::normal(event.code, event.modifiers)
    }

    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let known = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match code {
            KeyCode::Char(c) if known.contains(KeyModifiers::CONTROL) => {
                Self { code: KeyCode::Char(c.to_ascii_lowercase()), modifiers: known - KeyModifiers::SHIFT }
            }
            KeyCode::Char(c) if known.contains(KeyModifiers::SHIFT) => {
                Self { code: KeyCode::Char(c.to_ascii_uppercase()), modifiers: known - KeyModifiers::SHIFT }
            }
            KeyCode::BackTab => Self { code: KeyCode::Tab, modifiers: known | KeyModifiers::SHIFT },
            code => Self { code, modifiers: known },
        }
    }

    /// The event that this chord comes as.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// The character that it types, where it types one.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// As a hint shows it, in the language of the process.
    pub fn name(self) -> String {
        let key = match self.code {
            KeyCode::Enter => say!("keys-name-enter"),
            KeyCode::Char(' ') => say!("keys-name-space"),
            KeyCode::Backspace => say!("keys-name-backspace"),
            KeyCode::Up => "↑".into(),
            KeyCode::Down => "↓".into(),
            KeyCode::Left => "←".into(),
            KeyCode::Right => "→".into(),
            KeyCode::PageUp => "PgUp".into(),
            KeyCode::PageDown => "PgDn".into(),
            KeyCode::Char(c) if self.modifiers.is_empty() => c.to_string(),
            KeyCode::Char(c) => c.to_uppercase().to_string(),
            _ => {
                let bare = Self { modifiers: KeyModifiers::NONE, ..self }.to_string();
                let mut letters = bare.chars();
                letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
            }
        };
        format!("{}{key}", self.held("Ctrl-", "Alt-", "Shift-"))
    }

    fn held(self, ctrl: &str, alt: &str, shift: &str) -> String {
        let marks = [(KeyModifiers::CONTROL, ctrl), (KeyModifiers::ALT, alt), (KeyModifiers::SHIFT, shift)];
        marks.iter().filter(|(held, _)| self.modifiers.contains(*held)).map(|(_, mark)| *mark).collect()
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.held("ctrl-", "alt-", "shift-"))?;
        match (self.code, NAMES.iter().find(|(_, code)| *code == self.code)) {
            (_, Some((name, _))) => f.write_str(name),
            (KeyCode::Char(c), _) => write!(f, "{c}"),
            (KeyCode::F(n), _) => write!(f, "f{n}"),
            (other, _) => write!(f, "{}", format!("{other:?}").to_lowercase()),
        }
    }
}

impl FromStr for Chord {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            let held = [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];
            match held.iter().find_map(|(name, held)| Some((rest.strip_prefix(name)?, *held))) {
                Some((after, held)) if !after.is_empty() => (rest, modifiers) = (after, modifiers | held),
                _ => break,
            }
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(c), None) => KeyCode::Char(c),
            (Some('f'), Some(_)) if rest.get(1..).is_some_and(|n| n.parse::<u8>().is_ok()) => {
                KeyCode::F(rest.get(1..).and_then(|n| n.parse().ok()).ok_or(())?)
            }
            _ => NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code).ok_or(())?,
        };
        Ok(Self::normal(code, modifiers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_reads_back_as_written() {
        for text in ["ctrl-p", "shift-tab", "space", "G", "?", "f1", "-", "alt-x", "enter", "ctrl-alt-x", "pageup"] {
            assert_eq!(text.parse::<Chord>().map(|chord| chord.to_string()), Ok(text.to_string()));
        }
        assert!("ctrl-".parse::<Chord>().is_err() && "entr".parse::<Chord>().is_err() && "".parse::<Chord>().is_err());
    }

    #[test]
    fn terminals_report_one_key_in_several_ways() {
        let chord = |code, held| Chord::of(KeyEvent::new(code, held));
        assert_eq!(chord(KeyCode::Char('G'), KeyModifiers::SHIFT), chord(KeyCode::Char('G'), KeyModifiers::NONE));
        assert_eq!(chord(KeyCode::BackTab, KeyModifiers::NONE), chord(KeyCode::Tab, KeyModifiers::SHIFT));
        assert_eq!(chord(KeyCode::Char('P'), KeyModifiers::CONTROL), "ctrl-p".parse().unwrap());
    }
}
