//! Which key sets off which command. The shipped map is `data/keymap.toml`; an officer's own overlays it, command by
//! command. A key that two commands claim where both hold is refused, with file and line.

use super::chord::Chord;
use super::command::{Command, Scope};
use crate::locale::say;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use toml_edit::{Document, Item, TableLike, Value};

const SHIPPED: &str = include_str!("../../data/keymap.toml");
const SHIPPED_NAME: &str = "data/keymap.toml";

/// The keys of every command.
#[derive(Debug, Clone)]
pub struct Keymap {
    commands: FxHashMap<(Scope, Chord), Command>,
    chords: FxHashMap<Command, Vec<Chord>>,
}

/// What is wrong with a keymap, in words, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("console-file-line", file = file, line = line, what = what))]
pub struct Fault {
    /// Which file.
    pub file: PathBuf,
    /// Which line.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// A command's keys as a file gives them.
struct Claim {
    command: Command,
    chords: Vec<Chord>,
    file: PathBuf,
    line: usize,
}

impl Keymap {
    /// The shipped keys.
    ///
    /// # Errors
    /// None that a test does not rule out: the shipped file is part of the program.
    pub fn shipped() -> Result<Self, Fault> {
        Self::of(claims(Path::new(SHIPPED_NAME), SHIPPED)?)
    }

    /// The shipped keys with an officer's own over them.
    ///
    /// # Errors
    /// The first thing wrong in the file: its syntax, an unknown command or key, a key claimed twice.
    pub fn with(file: &Path, text: &str) -> Result<Self, Fault> {
        Self::over(claims(file, text)?)
    }

    /// The same with keys that stand under a table of a file of settings.
    ///
    /// # Errors
    /// As [`Keymap::with`].
    pub fn within(file: &Path, text: &str, table: &str) -> Result<Self, Fault> {
        Self::over(claims_in(file, text, Some(table))?)
    }

    /// A file to begin one's own with: every command with its key, none of them in force.
    pub fn example() -> String {
        let quiet = |line: &str| match line.is_empty() || line.starts_with(['#', '[']) {
            true => format!("{line}\n"),
            false => format!("# {line}\n"),
        };
        SHIPPED.lines().map(quiet).collect()
    }

    fn over(own: Vec<Claim>) -> Result<Self, Fault> {
        let mut all = claims(Path::new(SHIPPED_NAME), SHIPPED)?;
        all.retain(|claim| !own.iter().any(|o| o.command == claim.command));
        all.extend(own);
        Self::of(all)
    }

    fn of(claims: Vec<Claim>) -> Result<Self, Fault> {
        let (mut commands, mut chords) = (FxHashMap::default(), FxHashMap::default());
        for claim in &claims {
            for chord in &claim.chords {
                commands.insert((claim.command.scope(), *chord), claim.command);
            }
            chords.insert(claim.command, claim.chords.clone());
        }
        // The officer's own lines stand last: they are the ones to be told.
        for (n, claim) in claims.iter().enumerate() {
            for other in claims.iter().take(n).filter(|other| together(other.command.scope(), claim.command.scope())) {
                if let Some(chord) = claim.chords.iter().find(|chord| other.chords.contains(chord)) {
                    let what = say!(
                        "console-key-twice",
                        key = chord.to_string(),
                        one = told(claim.command),
                        other = told(other.command)
                    );
                    return Err(Fault { file: claim.file.clone(), line: claim.line, what });
                }
            }
        }
        Ok(Self { commands, chords })
    }

    /// What a key does in a scope and in those that hold besides it.
    pub fn command(&self, scope: Scope, chord: Chord) -> Option<Command> {
        scope.chain().find_map(|scope| self.commands.get(&(scope, chord)).copied())
    }

    /// The keys of a command, the first one shown in hints.
    pub fn chords(&self, command: Command) -> &[Chord] {
        self.chords.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The key that a hint shows for a command; empty where it has none.
    pub fn hint(&self, command: Command) -> String {
        self.chords(command).first().map_or(String::new(), |chord| chord.name())
    }
}

fn told(command: Command) -> String {
    format!("[{}] {}", command.scope().key(), command.key())
}

/// Whether commands of both scopes can hold at one time.
fn together(one: Scope, other: Scope) -> bool {
    Scope::ALL.iter().any(|scope| scope.chain().any(|s| s == one) && scope.chain().any(|s| s == other))
}

fn claims(file: &Path, text: &str) -> Result<Vec<Claim>, Fault> {
    claims_in(file, text, None)
}

fn claims_in(file: &Path, text: &str, within: Option<&str>) -> Result<Vec<Claim>, Fault> {
    let text = text.trim_start_matches('\u{feff}');
    let line = |at: usize| text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
    let fault = |at: Option<std::ops::Range<usize>>, what: String| Fault {
        file: file.to_path_buf(),
        line: line(at.map_or(0, |at| at.start)),
        what,
    };
    let document = Document::parse(text).map_err(|e| fault(e.span(), e.message().to_string()))?;
    let scopes: &dyn TableLike = match within {
        Some(name) => match document.get(name).and_then(Item::as_table_like) {
            Some(table) => table,
            None => return Ok(Vec::new()),
        },
        None => document.as_table(),
    };
    let mut out = Vec::new();
    for (scope, item) in scopes.iter() {
        let Some(table) = item.as_table_like() else {
            return Err(fault(item.span(), say!("console-keys-no-table", name = scope)));
        };
        for (name, item) in table.iter() {
            let at = table.key(name).and_then(toml_edit::Key::span).or(item.span());
            let command = Command::named(scope, name)
                .ok_or_else(|| fault(at.clone(), say!("console-keys-no-command", scope = scope, name = name)))?;
            let chords = words(item)
                .ok_or_else(|| fault(at.clone(), say!("console-keys-no-keys", name = name)))?
                .into_iter()
                .map(|word| word.parse().map_err(|()| fault(at.clone(), say!("console-keys-no-key", key = word))))
                .collect::<Result<Vec<Chord>, Fault>>()?;
            out.push(Claim { command, chords, file: file.to_path_buf(), line: line(at.map_or(0, |at| at.start)) });
        }
    }
    Ok(out)
}

/// One key, or several.
fn words(item: &Item) -> Option<Vec<&str>> {
    match item.as_value()? {
        Value::String(word) => Some(vec![word.value().as_str()]),
        Value::Array(words) => words.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        Keymap::with(Path::new("keys.toml"), text).unwrap_err()
    }

    #[test]
    fn the_shipped_map_has_no_conflict_and_a_key_for_every_command() {
        let map = Keymap::shipped().unwrap();
        for command in Command::ALL {
            assert!(!map.chords(*command).is_empty(), "{} has no key", told(*command));
        }
    }

    #[test]
    fn an_officers_own_key_takes_the_place_of_the_shipped_one() {
        let map = Keymap::with(Path::new("keys.toml"), "[desk]\nundo = [\"U\", \"f9\"]\n").unwrap();
        assert_eq!(map.command(Scope::Today, "U".parse().unwrap()), Some(Command::Undo));
        assert_eq!(map.command(Scope::Today, "f9".parse().unwrap()), Some(Command::Undo));
        assert_eq!(map.command(Scope::Today, "u".parse().unwrap()), None);
        assert_eq!(map.hint(Command::Undo), "U");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(fault("[desk]\n\nundo = \"v\"\n").line, 3, "v is the visit's");
        assert!(fault("[desk]\nundo = \"v\"\n").what.contains("[desk] visit"));
        assert_eq!(fault("[list]\nup = \"k\"\n\n[today-screen]\nopen = \"k\"\n").line, 5, "both hold on one screen");
        assert_eq!(fault("[desk]\nundoo = \"u\"\n").line, 2);
        assert_eq!(fault("[desk]\nundo = \"entr\"\n").line, 2);
        assert_eq!(fault("[desk]\nundo = 3\n").line, 2);
        assert_eq!(fault("\n[desk\n").line, 2);
    }

    #[test]
    fn keys_may_stand_in_the_settings_and_are_told_with_their_line_there() {
        let file = Path::new("config.toml");
        let map = Keymap::within(file, "lang = \"en\"\n\n[keys.desk]\nundo = \"f9\"\n", "keys").unwrap();
        assert_eq!(map.hint(Command::Undo), "F9");
        assert_eq!(Keymap::within(file, "lang = \"en\"\n[keys.desk]\nundo = \"v\"\n", "keys").unwrap_err().line, 3);
    }

    #[test]
    fn the_example_changes_nothing() {
        let map = Keymap::with(Path::new("keys.toml"), &Keymap::example()).unwrap();
        assert_eq!(map.hint(Command::Undo), Keymap::shipped().unwrap().hint(Command::Undo));
    }

    #[test]
    fn scopes_that_never_meet_may_share_a_key() {
        assert!(Keymap::with(Path::new("keys.toml"), "[roll-call]\nboard = \"v\"\n").is_ok());
    }
}
