//! The command line: one file per command. Reads arguments, calls the rooms below, prints text or `--json`. Messages
//! go to stderr; stdout carries the answer and nothing else.

mod args;
mod campaign;
mod demo;
mod due;
mod exchange;
mod export;
mod failure;
mod find;
mod import;
mod init;
mod jobs;
mod language;
mod mask;
mod output;
mod plan;
mod record;
mod report;
mod seal;
mod session;
mod show;
mod status;
mod target;
mod trip;
mod verify;
mod withdraw;

use args::{Args, Command};
use clap::Parser;
use failure::{Failure, Outcome};
use session::Session;
use std::process::ExitCode;

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    language::of(std::env::args_os().map(|arg| arg.to_string_lossy().into_owned())).speak();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match run(args) {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(failure) => {
            if failure.is_silent() {
                return ExitCode::SUCCESS;
            }
            eprintln!("{failure}");
            ExitCode::from(failure.status())
        }
    }
}

fn run(args: Args) -> Result<Outcome, Failure> {
    let session = Session::new(&args.global)?;
    match args.command {
        None => status::welcome(&session),
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
    }
}
