//! What the program says: messages in Simplified Chinese and English, as Project Fluent files in `data/locales`, and
//! in Traditional Chinese, which OpenCC derives from Simplified (G4). Only messages are converted, never what they
//! quote: a person's name stays as it is written.
//!
//! A message is had by `say!("area-what", name = value, …)`, in the language of the process; the file
//! `data/locales/<language>/<area>.ftl` holds it. `tests/locales.rs` fails on one that is missing.

mod bundle;
mod dates;
mod script;
mod told;

pub use bundle::{Argument, Arguments, exists, in_lang, io_words};
pub use dates::{date, day_seen, full_date, month, month_day, numbers_seen, weekday, weekday_short};
pub use script::{simplified, traditional};
pub use told::{Saying, Told};

use std::sync::atomic::{AtomicU8, Ordering};

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    Hans,
    /// Traditional Chinese.
    Hant,
    /// English.
    En,
}

static CURRENT: AtomicU8 = AtomicU8::new(0);

impl Lang {
    /// Every language, the default first.
    pub const ALL: [Lang; 3] = [Lang::Hans, Lang::Hant, Lang::En];

    /// Its BCP 47 tag, as `--lang` takes it.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Hans => "zh-CN",
            Lang::Hant => "zh-TW",
            Lang::En => "en",
        }
    }

    /// The language of a tag or of a POSIX locale (zh_TW.UTF-8, en_GB, zh-Hant-HK); `None` where the program does
    /// not speak it, or none is meant (C, POSIX).
    pub fn of(tag: &str) -> Option<Self> {
        let tag = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-").to_ascii_lowercase();
        let mut parts = tag.split('-');
        match parts.next()? {
            "en" => Some(Lang::En),
            "zh" => {
                let traditional = tag.contains("hant") || parts.any(|part| matches!(part, "tw" | "hk" | "mo"));
                Some(if traditional && !tag.contains("hans") { Lang::Hant } else { Lang::Hans })
            }
            _ => None,
        }
    }

    /// The language in which this process speaks.
    pub fn current() -> Self {
        Self::ALL.get(usize::from(CURRENT.load(Ordering::Relaxed))).copied().unwrap_or(Lang::Hans)
    }

    /// Sets the language in which this process speaks: once, at its start.
    pub fn speak(self) {
        CURRENT.store(Self::ALL.iter().position(|lang| *lang == self).unwrap_or(0) as u8, Ordering::Relaxed);
    }

    /// A Chinese word of the field that is fixed in code, in this language; `id` names its English.
    pub fn word(self, id: &str, zh: &'static str) -> String {
        match self {
            Lang::Hans => zh.to_string(),
            Lang::Hant => traditional(zh),
            Lang::En => in_lang(self, id, &Arguments::new()),
        }
    }
}

/// Names one after the other, as the language of this process lists them.
pub fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let mark = in_lang(Lang::current(), "locale-list-mark", &Arguments::new());
    names.into_iter().fold(String::new(), |told, name| {
        if told.is_empty() { name.as_ref().to_string() } else { told + &mark + name.as_ref() }
    })
}

/// A message in the language of this process: `say!("sheet-no-sheet", asked = name, sheets = list)`. Numbers stay
/// numbers (English needs them for its plurals), everything else is quoted as it prints.
macro_rules! say {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::locale::tell!($crate::locale::Lang::current(), $id $(, $name = $value)*)
    };
}
pub(crate) use say;

/// What [`say!`] says, in a language of the caller's: `tell!(lang, "report-unchanged")`.
macro_rules! tell {
    ($lang:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut)]
        let mut arguments = $crate::locale::Arguments::new();
        $( arguments.set(stringify!($name), $crate::locale::Argument::value(&$value)); )*
        $crate::locale::in_lang($lang, $id, &arguments)
    }};
}
pub(crate) use tell;

/// A [`Saying`]: what [`say!`] takes, kept so that it can be told in any language later.
macro_rules! saying {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::locale::Saying::new($id, [$( (stringify!($name), $crate::locale::Told::from($value)) ),*])
    };
}
pub(crate) use saying;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_language() {
        for (tag, lang) in [
            ("zh_CN.UTF-8", Some(Lang::Hans)),
            ("zh-TW", Some(Lang::Hant)),
            ("zh_HK.Big5", Some(Lang::Hant)),
            ("zh-Hant", Some(Lang::Hant)),
            ("zh-Hans-HK", Some(Lang::Hans)),
            ("en_GB.UTF-8@euro", Some(Lang::En)),
            ("en", Some(Lang::En)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
        ] {
            assert_eq!(Lang::of(tag), lang, "{tag}");
        }
    }

    #[test]
    fn a_message_is_converted_and_what_it_quotes_is_not() {
        let mut arguments = Arguments::new();
        arguments.set("name", Argument::value(&"范里"));
        let said = |lang| in_lang(lang, "locale-not-found", &arguments);
        assert_eq!(said(Lang::Hans), "没有找到范里");
        assert_eq!(said(Lang::Hant), "沒有找到范里");
        assert_eq!(said(Lang::En), "范里 was not found");
        assert_eq!(in_lang(Lang::En, "no-such-message", &arguments), "no-such-message");
    }
}
