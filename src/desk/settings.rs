//! `config.toml` in the officer's configuration folder. Read at every start; what is wrong in it is told and otherwise
//! left out of account. An option on the command line wins, then the environment, then this. The console changes single
//! keys of it: comments and order stay as the officer wrote them.

mod change;

use super::{Error, Result};
use crate::locale::{Lang, say};
use crate::sheet::{OutFile, read_small};
use directories::{BaseDirs, ProjectDirs};
use std::path::PathBuf;
use std::time::Duration;

/// The folders of this program that belong to the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Settings, templates, themes.
    pub config_dir: PathBuf,
    /// The book, the memory of devices.
    pub data_dir: PathBuf,
}

impl Paths {
    /// As the system says; `None` where it knows no home.
    pub fn find() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "zhanbao")?;
        Some(Self { config_dir: dirs.config_dir().to_owned(), data_dir: dirs.data_dir().to_owned() })
    }

    /// The file of settings.
    pub fn settings(&self) -> PathBuf {
        self.config_dir.join("config.toml")
    }

    /// A county's own templates.
    pub fn templates(&self) -> PathBuf {
        self.config_dir.join("templates")
    }

    /// The book, where no other is named.
    pub fn book(&self) -> PathBuf {
        self.data_dir.join("book.zb")
    }

    /// The memory of which copy of a book wrote last.
    pub fn devices(&self) -> PathBuf {
        self.data_dir.join("devices")
    }
}

/// The signs with which screens are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Lines and marks of Unicode.
    Unicode,
    /// ASCII alone, for fonts that lack the others.
    Ascii,
}

/// The longest time that may pass until the console locks itself, in minutes: a day.
const LONGEST_IDLE: i64 = 1_440;

/// After so many minutes without a key the console covers its screen, where nothing else is said.
pub const IDLE_MINUTES: u32 = 10;

/// What the file says.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Which language to speak.
    pub lang: Option<Lang>,
    /// The book.
    pub book: Option<PathBuf>,
    /// Who records.
    pub officer: Option<String>,
    /// A theme's name or file; whoever draws finds out whether there is one.
    pub theme: Option<String>,
    /// The file of a keymap.
    pub keymap: Option<PathBuf>,
    /// Bindings that stand in the settings themselves, as the table `[keys]`; whoever reads keys checks them.
    pub keys: toml::Table,
    /// How screens are drawn.
    pub glyphs: Option<Glyphs>,
    /// Where exports and reports go.
    pub export_folder: Option<PathBuf>,
    /// Minutes without a key after which the console covers the screen; 0 = never, `None` = [`IDLE_MINUTES`].
    pub idle_minutes: Option<u32>,
    /// The folders that belong to the officer.
    pub paths: Option<Paths>,
    faults: Vec<Fault>,
}

/// Something that could not be taken, with its line.
#[derive(Debug, Clone, PartialEq)]
enum Fault {
    Unreadable(String),
    Syntax(usize, String),
    Unknown(usize, String),
    Value(usize, String),
}

impl Settings {
    /// Reads the officer's own file; where there is none, nothing is said.
    pub fn load(paths: Option<Paths>) -> Self {
        let Some(paths) = paths else { return Self::default() };
        let mut settings = match read_small(&paths.settings()) {
            Ok(text) => Self::read(&text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(e) => Self { faults: vec![Fault::Unreadable(e.to_string())], ..Self::default() },
        };
        settings.paths = Some(paths);
        settings
    }

    /// How long the console waits for a key until it covers its screen; `None` = for ever.
    pub fn idle(&self) -> Option<Duration> {
        let minutes = self.idle_minutes.unwrap_or(IDLE_MINUTES);
        (minutes > 0).then(|| Duration::from_secs(60 * u64::from(minutes)))
    }

    fn read(text: &str) -> Self {
        let mut settings = Self::default();
        let table: toml::Table = match text.trim_start_matches('\u{feff}').parse() {
            Ok(table) => table,
            Err(e) => {
                let e: toml::de::Error = e;
                let line = e.span().map_or(1, |span| line_at(text, span.start));
                settings.faults.push(Fault::Syntax(line, e.message().lines().next().unwrap_or_default().to_string()));
                return settings;
            }
        };
        for (key, value) in &table {
            match settings.take(key, value) {
                Some(true) => {}
                Some(false) => settings.faults.push(Fault::Value(line_of(text, key), key.clone())),
                None => settings.faults.push(Fault::Unknown(line_of(text, key), key.clone())),
            }
        }
        settings
    }

    /// Takes a value; `false` where it cannot be used, `None` where there is no such key.
    fn take(&mut self, key: &str, value: &toml::Value) -> Option<bool> {
        let said = value.as_str().map(str::trim).filter(|said| !said.is_empty());
        Some(match key {
            "lang" => kept(&mut self.lang, said.and_then(Lang::of)),
            "book" => kept(&mut self.book, said.map(at_home)),
            "officer" => kept(&mut self.officer, said.map(str::to_string)),
            "theme" => kept(&mut self.theme, said.map(str::to_string)),
            "keys" => match value.as_table() {
                Some(table) => {
                    self.keys = table.clone();
                    true
                }
                None => kept(&mut self.keymap, said.map(at_home)),
            },
            "glyphs" => kept(&mut self.glyphs, said.and_then(glyphs)),
            "export_folder" => kept(&mut self.export_folder, said.map(at_home)),
            "idle_minutes" => {
                let minutes = value.as_integer().filter(|minutes| (0..=LONGEST_IDLE).contains(minutes));
                kept(&mut self.idle_minutes, minutes.map(|minutes| minutes as u32))
            }
            _ => return None,
        })
    }

    /// What is wrong in the file, a sentence each, with file and line.
    pub fn notices(&self) -> Vec<String> {
        let path = self.file().unwrap_or_default();
        let told = self.faults.iter().map(|fault| match fault {
            Fault::Unreadable(why) => say!("upkeep-config-unreadable", path = path, why = why),
            Fault::Syntax(line, why) => say!("upkeep-config-syntax", path = path, line = line, why = why),
            Fault::Unknown(line, key) => say!("upkeep-config-unknown", path = path, line = line, key = key),
            Fault::Value(line, key) => say!("upkeep-config-value", path = path, line = line, key = key),
        });
        told.collect()
    }

    /// Where the file lies, or would lie.
    pub fn file(&self) -> Option<PathBuf> {
        self.paths.as_ref().map(Paths::settings)
    }

    /// Writes the file with every key explained; one that is there is left as it is, and `false` given.
    pub fn write(&self) -> Result<(PathBuf, bool)> {
        let path = self.file().ok_or_else(|| Error::refused(say!("upkeep-no-config-folder")))?;
        let wrong = |e: std::io::Error| Error::refused(say!("upkeep-config-not-written", path = path, why = e));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(wrong)?;
        }
        let whole = || -> std::io::Result<()> {
            let file = OutFile::create_new(&path)?;
            file.write_all(say!("upkeep-config-text").as_bytes())?;
            file.keep_new()
        };
        match whole() {
            Ok(()) => Ok((path, true)),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok((path, false)),
            Err(e) => Err(wrong(e)),
        }
    }

    /// Sets one key in the file, or takes it out (`None`: its line stays as a comment), and reads the file again. A file
    /// is made where there is none. Whatever else stands in it stays.
    ///
    /// # Errors
    /// Where the value cannot be used or the file is not well written: it is then left as it is.
    pub fn change(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        let (path, _) = self.write()?;
        let wrong = |e: std::io::Error| Error::refused(say!("upkeep-config-not-written", path = path, why = e));
        let text = read_small(&path).map_err(wrong)?;
        let broken = Self { paths: self.paths.clone(), ..Self::read(&text) };
        if broken.faults.iter().any(|fault| matches!(fault, Fault::Syntax(..))) {
            return Err(Error::refused(broken.notices().join("\n")));
        }
        let value = value.map(str::trim).filter(|value| !value.is_empty()).map(|value| typed(key, value));
        if let Some(value) = &value
            && Self::default().take(key, value) != Some(true)
        {
            return Err(Error::refused(say!("desk-setting-unfit", key = key, value = value.to_string())));
        }
        let changed = change::changed(&text, key, value.as_ref())
            .ok_or_else(|| Error::refused(say!("desk-setting-stuck", path = path, key = key)))?;
        let whole = || -> std::io::Result<()> {
            let file = OutFile::create(&path)?;
            file.write_all(changed.as_bytes())?;
            file.keep()
        };
        whole().map_err(wrong)?;
        *self = Self { paths: self.paths.take(), ..Self::read(&changed) };
        Ok(())
    }
}

fn kept<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

fn glyphs(said: &str) -> Option<Glyphs> {
    match said {
        "unicode" => Some(Glyphs::Unicode),
        "ascii" => Some(Glyphs::Ascii),
        _ => None,
    }
}

/// A value as its key has it: minutes are a number, all else is text.
fn typed(key: &str, value: &str) -> toml::Value {
    match value.parse() {
        Ok(number) if key == "idle_minutes" => toml::Value::Integer(number),
        _ => toml::Value::String(value.to_string()),
    }
}

/// `~/` stands for the officer's own folder.
fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

/// The line on which a key or a table of this name begins.
fn line_of(text: &str, key: &str) -> usize {
    let begins = |line: &str| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        line.strip_prefix(key).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || "_-".contains(c)))
    };
    text.lines().position(begins).map_or(1, |n| n + 1)
}

#[cfg(test)]
mod tests;
