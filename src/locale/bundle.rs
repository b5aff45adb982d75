//! The message files, parsed once for each language that is asked for.

use super::{Lang, traditional};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The message files: area, Chinese, English. A new file gets its line here.
macro_rules! areas {
    ($($area:literal)+) => {
        &[$((
            include_str!(concat!("../../data/locales/zh-CN/", $area, ".ftl")),
            include_str!(concat!("../../data/locales/en/", $area, ".ftl")),
        )),+]
    };
}
const FILES: &[(&str, &str)] = areas!["locale" "words" "book" "cli" "demo" "domain" "exports" "help" "jobs" "pages" "plan" "report" "roster" "sheet" "upkeep" "lock" "daybook"
    "desk" "console" "keys" "quick" "today" "taskbook" "people" "buses" "wallchart" "issue" "paste" "files" "settings" "forms" "vacancies"];

static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    let slot = match lang {
        Lang::Hans => 0,
        Lang::Hant => 1,
        Lang::En => 2,
    };
    BUNDLES[slot].get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(lang.tag().parse().into_iter().collect());
        // Marks around what is quoted show as boxes in terminals and spoil copied text.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(n) if n.options == grouping() => Some(grouped(n.value as i64)),
            _ => None,
        }));
        for (zh, en) in FILES {
            let source = match lang {
                Lang::Hans => (*zh).to_string(),
                Lang::Hant => traditional(zh),
                Lang::En => (*en).to_string(),
            };
            // A faulty message is left out; tests/locales.rs finds it.
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// A number for a message: as it is, or printed with a comma between groups of three digits. Both choose plurals;
/// only the first is equal to a number that a message spells out.
pub(super) fn number(value: i64, grouped: bool) -> FluentValue<'static> {
    let options = if grouped { grouping() } else { FluentNumberOptions::default() };
    FluentValue::Number(FluentNumber::new(value as f64, options))
}

/// Marks a number that is to be grouped. Fluent groups none by itself, whatever its `use_grouping` says.
fn grouping() -> FluentNumberOptions {
    FluentNumberOptions { minimum_integer_digits: Some(1), ..FluentNumberOptions::default() }
}

fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let head = digits.len() % 3;
    let (first, rest) = digits.split_at(head);
    let groups = rest.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    let all: Vec<String> = Some(first.to_string()).filter(|f| !f.is_empty()).into_iter().chain(groups).collect();
    format!("{}{}", if value < 0 { "-" } else { "" }, all.join(","))
}

/// What a message quotes, by name.
#[derive(Debug, Default)]
pub struct Arguments(FluentArgs<'static>);

impl Arguments {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: FluentValue<'static>) {
        self.0.set(name, value);
    }
}

/// Something that a message can quote.
pub trait Argument {
    /// As Fluent takes it: a number as a number, the rest as it prints.
    fn value(&self) -> FluentValue<'static>;
}

macro_rules! numbers {
    ($($t:ty)+) => { $(impl Argument for $t { fn value(&self) -> FluentValue<'static> { number(*self as i64, false) } })+ };
}
macro_rules! printed {
    ($($t:ty)+) => { $(impl Argument for $t { fn value(&self) -> FluentValue<'static> { self.to_string().into() } })+ };
}
numbers!(i64 i32 u64 u32 u16 u8 usize);
printed!(str String compact_str::CompactString char chrono::NaiveDate chrono::NaiveDateTime std::borrow::Cow<'_, str> serde_json::Error);

impl Argument for std::io::Error {
    fn value(&self) -> FluentValue<'static> {
        io_words(self).into()
    }
}

/// What happened to a file, in words; the system's own where there are none.
pub fn io_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory, NotFound, PermissionDenied, StorageFull};
    let id = match error.kind() {
        NotFound => "locale-io-not-found",
        PermissionDenied => "locale-io-denied",
        StorageFull => "locale-io-full",
        AlreadyExists => "locale-io-exists",
        IsADirectory => "locale-io-folder",
        NotADirectory => "locale-io-no-folder",
        _ if error.raw_os_error().is_some_and(is_of_the_disk) => "locale-io-disk",
        _ => return error.to_string(),
    };
    in_lang(Lang::current(), id, &Arguments::new())
}

/// EIO; ERROR_CRC and ERROR_IO_DEVICE.
fn is_of_the_disk(code: i32) -> bool {
    if cfg!(windows) { matches!(code, 23 | 1117) } else { code == 5 }
}

impl Argument for PathBuf {
    fn value(&self) -> FluentValue<'static> {
        self.display().to_string().into()
    }
}

impl Argument for std::path::Path {
    fn value(&self) -> FluentValue<'static> {
        self.display().to_string().into()
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

/// Whether a message with this id exists.
pub fn exists(lang: Lang, id: &str) -> bool {
    bundle(lang).has_message(id)
}

/// The message of this id in a language; the id itself where there is none (which `tests/locales.rs` rules out).
pub fn in_lang(lang: Lang, id: &str, arguments: &Arguments) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else { return id.to_string() };
    bundle.format_pattern(pattern, Some(&arguments.0), &mut Vec::new()).into_owned()
}
