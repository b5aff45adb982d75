//! `import`: files that arrive. Either all of a file is taken, but for the rows rejected, or nothing is changed.

mod calendar;
mod entries;
mod form;
mod jobs;
mod regions;
mod roster;

use super::args::Import;
use super::failure::{Failure, Outcome};
use super::session::Session;
pub use entries::ImportEntries;
pub use form::ImportForm;

pub fn run(session: &Session, args: Import) -> Result<Outcome, Failure> {
    match args {
        Import::Roster(args) => roster::run(session, args),
        Import::Regions { file } => regions::run(session, &file),
        Import::Calendar { file } => calendar::run(session, &file),
        Import::Entries(args) => entries::run(session, args),
        Import::Jobs(args) => jobs::run(session, args),
    }
}
