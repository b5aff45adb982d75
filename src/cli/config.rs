//! `config.toml` in the officer's configuration folder: language, book, officer. Read at every start; what is wrong in
//! it is told and otherwise left out of account. An option on the command line wins, then the environment, then this.

use super::failure::Failure;
use crate::locale::{Lang, say};
use crate::sheet::OutFile;
use directories::{BaseDirs, ProjectDirs};
use std::path::{Path, PathBuf};

/// Keys that belong to the console and are read there.
const ELSEWHERE: [&str; 2] = ["theme", "keys"];

/// What the file says.
#[derive(Debug, Default)]
pub struct Config {
    pub lang: Option<Lang>,
    pub book: Option<PathBuf>,
    pub officer: Option<String>,
    path: Option<PathBuf>,
    faults: Vec<Fault>,
}

/// Something that could not be taken, with its line.
#[derive(Debug, PartialEq)]
enum Fault {
    Unreadable(String),
    Syntax(usize, String),
    Unknown(usize, String),
    Value(usize, String),
}

impl Config {
    /// Reads the officer's own file; where there is none, nothing is said.
    pub fn load() -> Self {
        let Some(path) = place() else { return Self::default() };
        let mut config = match std::fs::read_to_string(&path) {
            Ok(text) => Self::read(&text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(e) => Self { faults: vec![Fault::Unreadable(e.to_string())], ..Self::default() },
        };
        config.path = Some(path);
        config
    }

    fn read(text: &str) -> Self {
        let mut config = Self::default();
        let table: toml::Table = match text.trim_start_matches('\u{feff}').parse() {
            Ok(table) => table,
            Err(e) => {
                let e: toml::de::Error = e;
                let line = e.span().map_or(1, |span| line_at(text, span.start));
                config.faults.push(Fault::Syntax(line, e.message().lines().next().unwrap_or_default().to_string()));
                return config;
            }
        };
        for (key, value) in &table {
            let said = value.as_str().map(str::trim).filter(|said| !said.is_empty());
            let taken = match key.as_str() {
                "lang" => {
                    config.lang = said.and_then(Lang::of);
                    config.lang.is_some()
                }
                "book" => {
                    config.book = said.map(at_home);
                    said.is_some()
                }
                "officer" => {
                    config.officer = said.map(str::to_string);
                    said.is_some()
                }
                key if ELSEWHERE.contains(&key) => true,
                _ => {
                    config.faults.push(Fault::Unknown(line_of(text, key), key.clone()));
                    continue;
                }
            };
            if !taken {
                config.faults.push(Fault::Value(line_of(text, key), key.clone()));
            }
        }
        config
    }

    /// What is wrong in the file, a sentence each, with file and line.
    pub fn notices(&self) -> Vec<String> {
        let path = self.path.clone().unwrap_or_default();
        let told = self.faults.iter().map(|fault| match fault {
            Fault::Unreadable(why) => say!("upkeep-config-unreadable", path = path, why = why),
            Fault::Syntax(line, why) => say!("upkeep-config-syntax", path = path, line = line, why = why),
            Fault::Unknown(line, key) => say!("upkeep-config-unknown", path = path, line = line, key = key),
            Fault::Value(line, key) => say!("upkeep-config-value", path = path, line = line, key = key),
        });
        told.collect()
    }

    /// Where the file lies, or would lie.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

fn place() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "zhanbao")?.config_dir().join("config.toml"))
}

/// Writes the file with every key explained; one that is there is left as it is, and `false` given.
pub fn write() -> Result<(PathBuf, bool), Failure> {
    let path = place().ok_or_else(|| Failure::unusable(say!("upkeep-no-config-folder")))?;
    let wrong = |e: std::io::Error| Failure::unusable(say!("upkeep-config-not-written", path = path, why = e));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(wrong)?;
    }
    let whole = || -> std::io::Result<()> {
        let file = OutFile::create_new(&path)?;
        file.write_all(say!("upkeep-config-text").as_bytes())?;
        file.keep_new()
    };
    match whole() {
        Ok(()) => {}
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => return Ok((path, false)),
        Err(e) => return Err(wrong(e)),
    }
    Ok((path, true))
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
mod tests {
    use super::*;

    #[test]
    fn what_is_understood_is_taken_and_the_rest_told_with_its_line() {
        let config =
            Config::read("# 我的设置\nlang = \"en\"\nofficer = \"测试员\"\nbok = \"x.zb\"\n\n[keys]\nq = \"quit\"\n");
        assert_eq!((config.lang, config.officer.as_deref()), (Some(Lang::En), Some("测试员")));
        assert_eq!(config.faults, [Fault::Unknown(4, "bok".into())]);
        assert_eq!(Config::read("lang = \"fr\"\n").faults, [Fault::Value(1, "lang".into())]);
        assert!(matches!(&Config::read("lang = \"en\"\nbook = x y\n").faults[..], [Fault::Syntax(2, _)]));
        assert!(Config::read("").faults.is_empty());
    }

    #[test]
    fn the_file_as_written_reads_without_a_fault_in_every_language() {
        for lang in Lang::ALL {
            let text = crate::locale::in_lang(lang, "upkeep-config-text", &Default::default());
            let config = Config::read(&text);
            assert!(text.contains("officer") && config.faults.is_empty(), "{text}\n{:?}", config.faults);
            // As an officer would: the marks before the keys taken away.
            let filled = text.replace("# lang", "lang").replace("# book", "book").replace("# officer", "officer");
            let config = Config::read(&filled);
            assert!(config.faults.is_empty() && config.officer.is_some(), "{filled}\n{:?}", config.faults);
        }
    }
}
