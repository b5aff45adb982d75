//! The command line: one file per command. Reads arguments, calls the rooms below, prints text or `--json`. Messages
//! go to stderr; stdout carries the answer and nothing else.

mod args;
mod backup;
mod bar;
mod campaign;
mod completions;
mod console;
mod demo;
mod doctor;
mod due;
mod exchange;
mod export;
mod failure;
mod find;
mod help;
mod import;
mod init;
mod jobs;
mod language;
mod lock;
mod manual;
mod misuse;
mod output;
mod overwrite;
mod passphrase;
mod plan;
mod record;
mod report;
mod seal;
mod session;
mod show;
mod status;
mod surroundings;
mod target;
mod template;
mod trip;
mod verify;
mod withdraw;
mod words;

use crate::desk::settings::{Paths, Settings};
use crate::locale::say;
use args::{Args, Command};
use clap::builder::ValueParser;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use failure::{Failure, Outcome};
use session::Session;
use std::process::ExitCode;

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    outlive_full_disks();
    let settings = Settings::load(Paths::find());
    language::of(std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()), settings.lang).speak();
    let parsed = words_taken(Args::command()).try_get_matches().and_then(|found| Args::from_arg_matches(&found));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return ExitCode::from(explain(&error)),
    };
    match run(args, settings) {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(failure) => {
            if failure.is_silent() {
                return ExitCode::SUCCESS;
            }
            output::tell(&failure);
            ExitCode::from(failure.status())
        }
    }
}

/// A file that may not grow any more is to be told in words like a full disk; untold, the system would end the program.
fn outlive_full_disks() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Default::default());
}

/// The commands, with options that take any words: `-5` too, but not nothing, and not the next option.
fn words_taken(command: clap::Command) -> clap::Command {
    let word = |text: &str| match text {
        _ if text.trim().is_empty() => Err(say!("cli-expected-words")),
        _ if text.starts_with("--") => Err(say!("cli-expected-no-option")),
        _ => Ok(text.to_string()),
    };
    let below: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    let command = command.mut_args(|arg| {
        let words = arg.get_value_parser().type_id() == ValueParser::string().type_id();
        match words && arg.get_long().is_some() && !arg.is_global_set() && arg.get_action().takes_values() {
            true => arg.allow_hyphen_values(true).value_parser(word),
            false => arg,
        }
    });
    below.into_iter().fold(command, |command, name| command.mut_subcommand(name, words_taken))
}

/// Arguments that are no command to run: help that was asked for, or what is wrong with them. Gives the exit status.
fn explain(error: &clap::Error) -> u8 {
    let root = Args::command();
    let mut asked: Vec<String> = std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    // `zhanbao help record` is what many would type first.
    let help = error.kind() == ErrorKind::InvalidSubcommand && asked.first().is_some_and(|first| first == "help");
    if help {
        asked.remove(0);
    }
    let named = help::Named::of(&root, asked.into_iter());
    let told = match error.kind() {
        _ if help => output::text(&help::of(&named, help::cells())),
        ErrorKind::DisplayHelp => output::text(&help::of(&named, help::cells())),
        ErrorKind::DisplayVersion => output::line(format!("{} {}", root.get_name(), env!("CARGO_PKG_VERSION"))),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::ask(help::of(&named, help::cells()));
            return 2;
        }
        _ => {
            output::tell(misuse::told(error, &named));
            return 2;
        }
    };
    told.map_or_else(|failure| if failure.is_silent() { 0 } else { failure.status() }, |()| 0)
}

fn run(args: Args, settings: Settings) -> Result<Outcome, Failure> {
    if !matches!(args.command, Some(Command::Doctor(_))) {
        settings.notices().iter().for_each(output::tell);
    }
    let session = Session::new(&args.global, settings)?;
    if let Some(command) = &args.command {
        overwrite::check(&session, command)?;
    }
    let outcome = match args.command {
        None => console::run(&session),
        Some(Command::Demo(a)) => demo::run(&session, a),
        Some(Command::Init(a)) => init::run(&session, a),
        Some(Command::Campaign(a)) => campaign::run(&session, a),
        Some(Command::Import(a)) => import::run(&session, a),
        Some(Command::Find(a)) => find::run(&session, a),
        Some(Command::Show(a)) => show::run(&session, a),
        Some(Command::Record(a)) => record::run(&session, a),
        Some(Command::Withdraw(a)) => withdraw::run(&session, a),
        Some(Command::Trip(a)) => trip::run(&session, a),
        Some(Command::Jobs(a)) => jobs::run(&session, a),
        Some(Command::Target(a)) => target::run(&session, a),
        Some(Command::Plan(a)) => plan::run(&session, a),
        Some(Command::Due) => due::run(&session),
        Some(Command::Status) => status::run(&session),
        Some(Command::Seal(a)) => seal::run(&session, a),
        Some(Command::Report(a)) => report::run(&session, a),
        Some(Command::Export(a)) => export::run(&session, a),
        Some(Command::Bundle(a)) => exchange::bundle(&session, a),
        Some(Command::Merge(a)) => exchange::merge(&session, a),
        Some(Command::Verify) => verify::run(&session),
        Some(Command::Rebuild) => verify::rebuild(&session),
        Some(Command::Completions(a)) => completions::run(&session, &a),
        Some(Command::Manual) => manual::run(&session),
        Some(Command::Backup(a)) => backup::backup(&session, a),
        Some(Command::Restore(a)) => backup::restore(&session, a),
        Some(Command::Rescue(a)) => backup::rescue(&session, a),
        Some(Command::Lock) => lock::lock(&session),
        Some(Command::Unlock) => lock::unlock(&session),
        Some(Command::Doctor(a)) => doctor::run(&session, a),
    };
    session.ended(outcome)
}
