//! One line of a form: its label, what it takes, and what stands in it.

use crate::desk::{Desk, Error};
use crate::locale::say;
use crate::text::{self, near_date};
use crate::tui::chord::Chord;
use crate::tui::widgets::field::Field;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use crossterm::event::{KeyCode, KeyEvent};
use std::sync::Arc;

/// Gives what might be meant by what is typed: asked on the book's thread.
pub type Suggester = Arc<dyn Fn(&mut Desk, &str) -> Result<Vec<String>, Error> + Send + Sync>;

/// Says what is wrong with what was typed, on this day.
pub type Check = Arc<dyn Fn(&str, NaiveDate) -> Option<String> + Send + Sync>;

/// What an item takes.
#[derive(Clone)]
pub enum Kind {
    /// Any words.
    Text,
    /// Words, with suggestions from the book.
    Suggested(Suggester),
    /// A whole number.
    Number,
    /// A day, as [`near_date`] reads it.
    Date,
    /// A day and a time.
    Moment,
    /// One of several words, or none where it need not be said.
    Choice(Vec<String>),
    /// Yes or no.
    Toggle,
}

/// One line of a form.
#[derive(Clone)]
pub struct Item {
    /// By which it is asked for afterwards.
    pub key: &'static str,
    /// What an officer reads.
    pub label: String,
    /// What it takes.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Typed text.
    pub field: Field,
    /// The choice, or for a toggle 1.
    pub chosen: Option<usize>,
    /// What else it is checked for.
    pub check: Option<Check>,
    /// What stands in it is covered: whatever is typed takes its place.
    covered: bool,
}

impl Item {
    /// An empty item that need not be filled in.
    pub fn new(key: &'static str, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            key,
            label: label.into(),
            kind,
            required: false,
            field: Field::default(),
            chosen: None,
            check: None,
            covered: false,
        }
    }

    /// It must be filled in.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With this in it.
    pub fn with(mut self, text: &str) -> Self {
        self.field.set(text);
        self
    }

    /// With a number in it of which not all is shown.
    pub fn covered(self, text: &str) -> Self {
        Self { covered: !text.is_empty(), ..self.with(text) }
    }

    /// Checked for more than its kind says.
    pub fn checked(mut self, check: impl Fn(&str, NaiveDate) -> Option<String> + Send + Sync + 'static) -> Self {
        self.check = Some(Arc::new(check));
        self
    }

    /// With this one chosen; a toggle is on with 1.
    pub fn at(mut self, chosen: Option<usize>) -> Self {
        self.chosen = chosen;
        self
    }

    /// Whether characters are typed into it.
    pub fn typed(&self) -> bool {
        !matches!(self.kind, Kind::Choice(_) | Kind::Toggle)
    }

    /// What it shows.
    pub fn shown(&self) -> String {
        match &self.kind {
            Kind::Choice(words) => match self.chosen.and_then(|n| words.get(n)) {
                Some(word) => word.clone(),
                None => say!("forms-unchosen"),
            },
            Kind::Toggle if self.chosen == Some(1) => say!("forms-yes"),
            Kind::Toggle => say!("forms-no"),
            _ => self.field.text().to_string(),
        }
    }

    /// Takes a key; gives whether anything has changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let count = match &self.kind {
            Kind::Choice(words) => words.len(),
            Kind::Toggle => 2,
            _ => {
                let replaces =
                    Chord::of(key).text().is_some() || matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
                let anew = std::mem::take(&mut self.covered) && replaces;
                if anew {
                    self.field.set("");
                }
                return self.field.key(key) || anew;
            }
        };
        let before = self.chosen;
        self.chosen = match (key.code, before) {
            (KeyCode::Right | KeyCode::Char(' '), Some(n)) if n + 1 < count => Some(n + 1),
            (KeyCode::Right | KeyCode::Char(' '), None) => {
                Some(usize::from(count > 1 && !matches!(self.kind, Kind::Choice(_))))
            }
            (KeyCode::Right | KeyCode::Char(' '), Some(_)) if self.required => Some(0),
            (KeyCode::Right | KeyCode::Char(' '), Some(_)) => None,
            (KeyCode::Left, None) => count.checked_sub(1),
            (KeyCode::Left, Some(n)) => n.checked_sub(1),
            (KeyCode::Backspace | KeyCode::Delete, _) if !self.required => None,
            (KeyCode::Char(c), _) => self.beginning_with(c).or(before),
            _ => before,
        };
        self.chosen != before
    }

    /// Takes pasted text; gives whether anything has changed.
    pub fn paste(&mut self, text: &str) -> bool {
        if std::mem::take(&mut self.covered) {
            self.field.set("");
        }
        self.typed() && self.field.paste(text)
    }

    /// The next word that begins with a letter, or whose pinyin does, or the one with this digit.
    fn beginning_with(&self, c: char) -> Option<usize> {
        let Kind::Choice(words) = &self.kind else { return None };
        if let Some(n) = c.to_digit(10).and_then(|n| n.checked_sub(1)) {
            return Some(n as usize).filter(|n| *n < words.len());
        }
        let begins = |word: &String| {
            let sound = text::word_keys(word).full;
            let letter = |text: &str| text.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&c));
            letter(word) || sound.iter().any(|sound| letter(sound))
        };
        let after = self.chosen.map_or(0, |n| n + 1);
        (after..words.len()).chain(0..after.min(words.len())).find(|n| words.get(*n).is_some_and(begins))
    }

    /// What is wrong with it, in words.
    pub fn wrong(&self, today: NaiveDate) -> Option<String> {
        let text = self.field.text().trim();
        let empty =
            if self.typed() { text.is_empty() } else { self.chosen.is_none() && !matches!(self.kind, Kind::Toggle) };
        let field = self.label.as_str();
        match &self.kind {
            _ if empty => self.required.then(|| say!("forms-required", field = field)),
            Kind::Number if text.parse::<u32>().is_err() => Some(say!("forms-no-number", field = field)),
            Kind::Date if near_date(text, today).is_none() => Some(say!("forms-no-date", field = field)),
            Kind::Moment if moment(text, today).is_none() => Some(say!("forms-no-moment", field = field)),
            _ => self.check.as_ref().and_then(|check| check(text, today)),
        }
    }
}

/// A time of a day: `9:30` today, `3.7 9:30`, `2026-03-07 09:30`.
pub fn moment(typed: &str, today: NaiveDate) -> Option<NaiveDateTime> {
    let typed = text::half_width(typed.trim());
    let (day, time) = match typed.rsplit_once([' ', 'T']) {
        Some((day, time)) => (near_date(day, today)?, time.to_string()),
        None => (today, typed.to_string()),
    };
    let time = NaiveTime::parse_from_str(&time, "%H:%M").or_else(|_| NaiveTime::parse_from_str(&time, "%H:%M:%S"));
    Some(day.and_time(time.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    fn press(item: &mut Item, code: KeyCode) {
        item.key(KeyEvent::new(code, KeyModifiers::NONE));
    }

    #[test]
    fn a_choice_is_made_by_arrows_by_letter_or_by_digit() {
        let words = ["在家", "上学", "当兵"].map(String::from).to_vec();
        let mut item = Item::new("status", "状态", Kind::Choice(words));
        press(&mut item, KeyCode::Right);
        assert_eq!(item.chosen, Some(0));
        press(&mut item, KeyCode::Char('d'));
        assert_eq!(item.shown(), "当兵");
        press(&mut item, KeyCode::Char('2'));
        assert_eq!(item.shown(), "上学");
        press(&mut item, KeyCode::Backspace);
        assert_eq!(item.chosen, None);
        let mut toggle = Item::new("stay", "不再外出", Kind::Toggle);
        press(&mut toggle, KeyCode::Char(' '));
        assert_eq!(toggle.chosen, Some(1));
        press(&mut toggle, KeyCode::Char(' '));
        assert_ne!(toggle.chosen, Some(1));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        assert!(Item::new("a", "座位", Kind::Number).with("4x").wrong(today).is_some());
        assert!(Item::new("a", "座位", Kind::Number).wrong(today).is_none());
        assert!(Item::new("a", "座位", Kind::Number).required().wrong(today).is_some());
        assert!(Item::new("a", "日期", Kind::Date).with("2.30").wrong(today).is_some());
        assert_eq!(moment("3.7 9:30", today).unwrap().to_string(), "2026-03-07 09:30:00");
        assert_eq!(moment("9:30", today).unwrap().to_string(), "2026-03-06 09:30:00");
        assert_eq!(moment("2026-03-07T09:30", today).unwrap().to_string(), "2026-03-07 09:30:00");
    }
}
