//! A sentence that is not written out yet: the id of a message and what it quotes. It travels in a sealed report, so
//! that a report sealed in one language can be told in another.

use super::bundle::number;
use super::{Arguments, Lang, dates, exists, in_lang};
use chrono::{Datelike, NaiveDate};
use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A message and what it quotes. In JSON: `{"id": "report-zero", "args": {"count": {"grouped": 189}}}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Saying {
    /// Which message.
    pub id: String,
    /// What it quotes, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Told>,
}

/// Something quoted: a number or a text as JSON has them, anything else by its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Told {
    /// A number, printed as it is.
    Number(i64),
    /// Somebody's words, or a name: the same in every language.
    Text(String),
    /// What each language writes in its own way.
    By(By),
}

/// What each language writes in its own way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A number, printed with commas.
    Grouped(i64),
    /// A date without its year.
    MonthDay(NaiveDate),
    /// A date with it.
    Date(NaiveDate),
    /// A word of the field: the id of its English, and its Chinese.
    Word {
        /// `<Enum>-<key>`.
        id: String,
        /// In Simplified Chinese.
        zh: String,
    },
    /// Names, one after the other.
    List(Vec<Told>),
    /// Clauses, set apart more clearly than names.
    Clauses(Vec<Told>),
    /// A sentence inside the sentence.
    Says(Saying),
}

impl Saying {
    /// A message and what it quotes; `saying!` is the way to make one.
    pub fn new<const N: usize>(id: &str, args: [(&str, Told); N]) -> Self {
        Self { id: id.to_string(), args: args.into_iter().map(|(name, told)| (name.to_string(), told)).collect() }
    }

    /// The sentence in a language; `None` where this version does not have the message.
    pub fn in_lang(&self, lang: Lang) -> Option<String> {
        if !exists(lang, &self.id) {
            return None;
        }
        let mut arguments = Arguments::new();
        for (name, told) in &self.args {
            arguments.set(name.clone(), told.value(lang));
        }
        Some(in_lang(lang, &self.id, &arguments))
    }
}

impl std::fmt::Display for Saying {
    /// In the language of the process.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.in_lang(Lang::current()).as_deref().unwrap_or(&self.id))
    }
}

impl Told {
    /// A word of the field, by its vocabulary's name and its key.
    pub fn word(vocabulary: &str, key: &str, zh: &str) -> Self {
        Told::By(By::Word { id: format!("{vocabulary}-{key}"), zh: zh.to_string() })
    }

    /// A number that is printed with commas.
    pub fn grouped(number: i64) -> Self {
        Told::By(By::Grouped(number))
    }

    /// A date without its year.
    pub fn month_day(date: NaiveDate) -> Self {
        Told::By(By::MonthDay(date))
    }

    /// A date as it is read on another day: with its year where that is another one.
    pub fn day_seen(date: NaiveDate, on: NaiveDate) -> Self {
        if date.year() == on.year() { Self::month_day(date) } else { Told::By(By::Date(date)) }
    }

    /// Names, one after the other.
    pub fn list(items: impl IntoIterator<Item = impl Into<Told>>) -> Self {
        Told::By(By::List(items.into_iter().map(Into::into).collect()))
    }

    /// Clauses, set apart more clearly than names.
    pub fn clauses(items: impl IntoIterator<Item = impl Into<Told>>) -> Self {
        Told::By(By::Clauses(items.into_iter().map(Into::into).collect()))
    }

    fn value(&self, lang: Lang) -> FluentValue<'static> {
        match self {
            Told::Number(n) => number(*n, false),
            Told::By(By::Grouped(n)) => number(*n, true),
            other => other.text(lang).into(),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let joined = |items: &[Told], mark: &str| {
            let mark = in_lang(lang, mark, &Arguments::new());
            items.iter().map(|item| item.text(lang)).collect::<Vec<_>>().join(&mark)
        };
        match self {
            Told::Number(n) | Told::By(By::Grouped(n)) => n.to_string(),
            Told::Text(text) => text.clone(),
            Told::By(By::MonthDay(date)) => dates::month_day(lang, *date),
            Told::By(By::Date(date)) => dates::date(lang, *date),
            Told::By(By::Word { id, zh }) => match lang {
                Lang::Hans => zh.clone(),
                Lang::Hant => super::traditional(zh),
                Lang::En => in_lang(lang, id, &Arguments::new()),
            },
            Told::By(By::List(items)) => joined(items, "locale-list-mark"),
            Told::By(By::Clauses(items)) => joined(items, "locale-clause-mark"),
            Told::By(By::Says(saying)) => saying.in_lang(lang).unwrap_or_else(|| saying.id.clone()),
        }
    }
}

macro_rules! numbers {
    ($($t:ty)+) => { $(impl From<$t> for Told { fn from(n: $t) -> Self { Told::Number(n as i64) } })+ };
}
numbers!(i64 i32 u32 usize);

impl From<String> for Told {
    fn from(text: String) -> Self {
        Told::Text(text)
    }
}

impl From<&str> for Told {
    fn from(text: &str) -> Self {
        Told::Text(text.to_string())
    }
}

impl From<&String> for Told {
    fn from(text: &String) -> Self {
        Told::Text(text.clone())
    }
}

/// As year-month-day, which every language reads.
impl From<NaiveDate> for Told {
    fn from(date: NaiveDate) -> Self {
        Told::Text(date.to_string())
    }
}

impl From<Saying> for Told {
    fn from(saying: Saying) -> Self {
        Told::By(By::Says(saying))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::saying;

    #[test]
    fn a_saying_is_told_in_any_language_after_a_journey_through_json() {
        let inner = saying!("locale-not-found", name = Told::list(["范里", "甲"]));
        let json = serde_json::to_string(&saying!("locale-not-found", name = inner)).unwrap();
        let said: Saying = serde_json::from_str(&json).unwrap();
        assert_eq!(said.in_lang(Lang::Hans).unwrap(), "没有找到没有找到范里、甲");
        assert_eq!(said.in_lang(Lang::Hant).unwrap(), "沒有找到沒有找到范里、甲", "names stay as they are written");
        assert_eq!(said.in_lang(Lang::En).unwrap(), "范里, 甲 was not found was not found");
        assert_eq!(Saying::new("no-such-message", []).in_lang(Lang::En), None);
    }

    #[test]
    fn numbers_dates_and_words_follow_the_language() {
        let told = |told: Told, lang| saying!("locale-not-found", name = told).in_lang(lang).unwrap();
        assert_eq!(told(Told::from(1234), Lang::En), "1234 was not found");
        assert_eq!(told(Told::grouped(-1_234_567), Lang::En), "-1,234,567 was not found");
        assert_eq!(told(Told::grouped(123), Lang::Hans), "没有找到123");
        let day = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        assert_eq!(told(Told::month_day(day), Lang::Hans), "没有找到3月6日");
        assert_eq!(told(Told::month_day(day), Lang::En), "6 Mar was not found");
        assert_eq!(told(Told::from(day), Lang::En), "2026-03-06 was not found");
        assert_eq!(told(Told::word("Metric", "returns", "返岗"), Lang::Hant), "沒有找到返崗");
    }
}
