//! Help, in the language of the run: walks the tree of commands and says of each command and argument what
//! data/locales/*/help.ftl says under `help`, the names of the command and, after `--`, the argument, joined by `-`
//! (`help-record-return--wage`). Clap's own help knows one language and breaks no Chinese line.

use super::args::Args;
use super::words;
use crate::locale::{self, Arguments, say};
use crate::text;
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::any::TypeId;
use std::path::PathBuf;

/// The widest column of names; a longer name gets a line of its own.
const NAMES: usize = 30;

/// The tree of commands with our words in it, for whoever reads them there (a shell's completions).
pub fn worded() -> Command {
    fn with(command: Command, id: &str) -> Command {
        let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
        let command = command.about(message(id)).mut_args(|arg| {
            let help = described(&arg, id);
            arg.help(help)
        });
        names
            .iter()
            .fold(command, |command, name| command.mut_subcommand(name, |sub| with(sub, &format!("{id}-{name}"))))
    }
    with(Args::command(), "help")
}

/// How wide help may be: as the terminal is, but no wider than is read with ease.
pub fn cells() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 100)
}

/// Stands for a space at which no line may end.
pub const TIE: char = '\u{a0}';

/// What a command is called, from the program down, and the command.
pub struct Named<'a> {
    root: &'a Command,
    below: Vec<&'a Command>,
}

impl<'a> Named<'a> {
    /// The command that these arguments (without the program's own name) name.
    pub fn of(root: &'a Command, args: impl Iterator<Item = String>) -> Self {
        let mut named = Self { root, below: Vec::new() };
        let mut skip = false;
        for arg in args {
            if std::mem::take(&mut skip) {
                continue;
            }
            if arg == "--" {
                break;
            }
            if arg.starts_with('-') {
                skip = named.takes_next(&arg);
            } else if let Some(sub) = named.command().find_subcommand(&arg) {
                named.below.push(sub);
            } else {
                break;
            }
        }
        named
    }

    /// Whether this option's value is the next argument.
    fn takes_next(&self, option: &str) -> bool {
        self.arguments().chain(self.root.get_arguments()).any(|arg| {
            let long = arg.get_long().is_some_and(|long| option.strip_prefix("--") == Some(long));
            let short = arg.get_short().is_some_and(|short| option == format!("-{short}"));
            (long || short) && arg.get_action().takes_values()
        })
    }

    /// The command itself.
    pub fn command(&self) -> &'a Command {
        self.below.last().copied().unwrap_or(self.root)
    }

    fn arguments(&self) -> impl Iterator<Item = &'a Arg> + use<'a> {
        self.command().get_arguments().filter(|arg| !arg.is_hide_set())
    }

    /// As it is typed: `zhanbao record return`.
    pub fn typed(&self) -> String {
        self.names(" ", self.root.get_name())
    }

    fn id(&self) -> String {
        self.names("-", "help")
    }

    fn names(&self, between: &str, first: &str) -> String {
        std::iter::once(first).chain(self.below.iter().map(|c| c.get_name())).collect::<Vec<_>>().join(between)
    }

    /// The argument that clap calls by this text (`--wage <WAGE>`, `<PERSON>`), as help shows it.
    pub fn label(&self, called: &str) -> String {
        match self.argument(called) {
            Some(arg) if arg.is_positional() => placeholder(arg),
            _ => called.split([' ', '=']).next().unwrap_or(called).to_string(),
        }
    }

    /// The argument that clap calls by this text.
    pub fn argument(&self, called: &str) -> Option<&'a Arg> {
        let called = called.trim_end_matches('.');
        self.arguments().chain(self.root.get_arguments()).find(|arg| match arg.get_long() {
            Some(long) => called.strip_prefix("--").and_then(|c| c.split([' ', '=', '<']).next()) == Some(long),
            None => called.trim_matches(['<', '>', '[', ']']) == raw_name(arg),
        })
    }
}

/// The help of a command, in lines of at most `cells` cells.
pub fn of(named: &Named<'_>, cells: usize) -> String {
    let (command, id) = (named.command(), named.id());
    let mut out = Page { text: String::new(), cells };
    out.paragraph(&message(&id), "");
    out.text.push('\n');
    out.usage(named);
    let positionals: Vec<&Arg> = named.arguments().filter(|arg| arg.is_positional()).collect();
    let (global, own): (Vec<&Arg>, Vec<&Arg>) =
        named.arguments().filter(|arg| !arg.is_positional()).partition(|arg| arg.is_global_set());
    out.table(
        &say!("cli-help-commands"),
        command
            .get_subcommands()
            .filter(|c| !c.is_hide_set())
            .map(|c| (c.get_name().to_string(), message(&format!("{id}-{}", c.get_name())))),
    );
    out.table(&say!("cli-help-arguments"), positionals.into_iter().map(|arg| (placeholder(arg), described(arg, &id))));
    let mut options: Vec<(String, String)> =
        own.into_iter().chain(global).map(|arg| (option(arg), described(arg, &id))).collect();
    options.push(("-h, --help".into(), say!("cli-help-help")));
    if named.below.is_empty() {
        options.push(("-V, --version".into(), say!("cli-help-version")));
    }
    out.table(&say!("cli-help-options"), options.into_iter());
    if !named.below.is_empty() {
        let globals: Vec<String> =
            named.root.get_arguments().filter_map(Arg::get_long).map(|l| format!("--{l}")).collect();
        out.text.push('\n');
        out.paragraph(&say!("cli-help-globals", options = globals.join(" "), program = named.root.get_name()), "");
    }
    let examples = message(&format!("{id}-after"));
    if examples != format!("{id}-after") {
        out.text.push_str(&format!("\n{}\n", say!("cli-help-examples")));
        examples.lines().for_each(|line| out.text.push_str(&format!("  {line}\n")));
    }
    out.text
}

struct Page {
    text: String,
    cells: usize,
}

impl Page {
    /// Text broken into lines, those after the first indented.
    fn paragraph(&mut self, text: &str, indent: &str) {
        let lines = text::wrap(text, self.cells.saturating_sub(text::width(indent)));
        for (n, line) in lines.iter().enumerate() {
            self.text.push_str(if n == 0 { "" } else { indent });
            self.text.push_str(&line.replace(TIE, " "));
            self.text.push('\n');
        }
    }

    fn usage(&mut self, named: &Named<'_>) {
        let mut words = vec![named.typed(), format!("[{}]", say!("cli-help-options-word"))];
        words.extend(
            named
                .arguments()
                .filter(|a| !a.is_positional() && a.is_required_set())
                .map(|arg| format!("--{}{TIE}{}", arg.get_long().unwrap_or_default(), placeholder(arg))),
        );
        words.extend(named.arguments().filter(|a| a.is_positional()).map(|arg| {
            let name = placeholder(arg);
            if arg.is_required_set() { name } else { name.replacen('<', "[", 1).replacen('>', "]", 1) }
        }));
        if named.command().has_subcommands() {
            let word = say!("cli-help-command-word");
            words.push(if named.below.is_empty() { format!("[{word}]") } else { format!("<{word}>") });
        }
        self.paragraph(&format!("{}{}", say!("cli-help-usage"), words.join(" ")), "    ");
    }

    fn table(&mut self, title: &str, rows: impl Iterator<Item = (String, String)>) {
        let rows: Vec<(String, String)> = rows.collect();
        if rows.is_empty() {
            return;
        }
        self.text.push_str(&format!("\n{title}\n"));
        let column = rows.iter().map(|(name, _)| text::width(name)).filter(|w| *w <= NAMES).max().unwrap_or(NAMES);
        let indent = " ".repeat(column + 4);
        for (name, what) in rows {
            if text::width(&name) > column {
                self.text.push_str(&format!("  {name}\n{indent}"));
            } else {
                self.text.push_str(&format!("  {}  ", text::pad(&name, column)));
            }
            self.paragraph(&what, &indent);
        }
    }
}

fn message(id: &str) -> String {
    locale::in_lang(locale::Lang::current(), id, &Arguments::new())
}

/// What help says of an argument, with what it may be and what it is by default.
fn described(arg: &Arg, command: &str) -> String {
    let command = if arg.is_global_set() { "help" } else { command };
    let mut out = message(&format!("{command}--{}", arg.get_id()));
    let possible = choices(arg);
    if !possible.is_empty() {
        out.push_str(&say!("cli-help-choices", list = crate::locale::listed(possible)));
    }
    if let Some(default) = arg.get_default_values().first().filter(|_| arg.get_action().takes_values()) {
        out.push_str(&say!("cli-help-default", value = default.to_string_lossy()));
    }
    out
}

/// What a closed argument may be: keys, with the Chinese word beside each where Chinese is read.
pub fn choices(arg: &Arg) -> Vec<String> {
    if let Some(words) = words::of(arg.get_value_parser()) {
        let english = locale::Lang::current() == locale::Lang::En;
        return words
            .into_iter()
            .map(|(key, name)| if english { key.into() } else { format!("{key}{TIE}{name}") })
            .collect();
    }
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    arg.get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_string())
        .collect()
}

/// `-o, --output <FILE>`
fn option(arg: &Arg) -> String {
    let long = arg.get_long().unwrap_or_default();
    let name = arg.get_short().map_or_else(|| format!("    --{long}"), |short| format!("-{short}, --{long}"));
    if arg.get_action().takes_values() { format!("{name} {}", placeholder(arg)) } else { name }
}

fn raw_name(arg: &Arg) -> String {
    let name = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    name.unwrap_or_else(|| arg.get_id().as_str().to_uppercase())
}

/// `<FILE>`, in the language of the run: the words of its name, else what kind of value it is.
fn placeholder(arg: &Arg) -> String {
    let name = raw_name(arg);
    let said = translated(&name);
    let kind = arg.get_value_parser().type_id();
    let is = |types: &[TypeId]| types.iter().any(|t| kind == *t);
    let numbers = [TypeId::of::<u32>(), TypeId::of::<u64>(), TypeId::of::<i64>(), TypeId::of::<usize>()];
    let named = said != name || name != arg.get_id().as_str().to_uppercase();
    let word = if named || arg.is_positional() {
        said
    } else if is(&[TypeId::of::<chrono::NaiveDate>()]) {
        translated("DATE")
    } else if is(&[TypeId::of::<chrono::NaiveDateTime>()]) {
        translated("TIME")
    } else if is(&numbers) {
        translated("N")
    } else if is(&[TypeId::of::<PathBuf>()]) {
        translated("FILE")
    } else if is(&[TypeId::of::<String>()]) {
        translated("TEXT")
    } else {
        translated("KEY")
    };
    format!("<{word}>{}", if matches!(arg.get_action(), ArgAction::Append) { "…" } else { "" })
}

/// The words in capitals of a value's name that have a message (`CODE|TEXT`); the rest as it stands.
fn translated(name: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in name.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        let id = format!("help-value-{}", word.to_ascii_lowercase());
        let said = message(&id);
        out.push_str(if said == id || word != word.to_ascii_uppercase() { &word } else { &said });
        word.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests;
