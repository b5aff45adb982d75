//! What no command may write over: the book, any other book, and the file that is just being read. Asked before
//! anything is done.

use super::args::{Command, Import};
use super::export::{Export, To};
use super::failure::Failure;
use super::session::Session;
use crate::desk::overwrite;

/// Refuses a command whose output would go over a book or over its own input.
pub fn check(session: &Session, command: &Command) -> Result<(), Failure> {
    let (output, input) = match command {
        Command::Report(args) => (args.output.as_deref(), None),
        Command::Bundle(args) => (Some(args.output.as_path()), args.since.as_deref()),
        Command::Export(Export::Template(args)) => (args.output.as_deref(), None),
        Command::Export(export) => (to(export).and_then(|to| to.output.as_deref()), None),
        Command::Import(Import::Roster(args)) => (args.rejects.as_deref(), Some(args.file.as_path())),
        Command::Import(Import::Jobs(form)) => (form.rejects.as_deref(), Some(form.file.as_path())),
        Command::Import(Import::Entries(args)) => (args.form.rejects.as_deref(), Some(args.form.file.as_path())),
        _ => (None, None),
    };
    Ok(overwrite::check(&session.book, output, input)?)
}

fn to(export: &Export) -> Option<&To> {
    match export {
        Export::Roster(args) => Some(&args.within.to),
        Export::Spells(within) | Export::Entries(within) => Some(&within.to),
        Export::Trips(to) | Export::Jobs(to) => Some(to),
        Export::Passengers(args) => Some(&args.to),
        Export::Template(_) => None,
    }
}
