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
use crate::book::{Gazetteer, VillageNamed};
use crate::domain::keys::PlaceClass;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster::{Places, VillageMatch, Villages};
pub use entries::ImportEntries;
pub use form::ImportForm;
use std::path::Path;

pub fn run(session: &Session, args: Import) -> Result<Outcome, Failure> {
    match args {
        Import::Roster(args) => roster::run(session, args),
        Import::Regions { file } => regions::run(session, &file),
        Import::Calendar { file } => calendar::run(session, &file),
        Import::Entries(args) => entries::run(session, args),
        Import::Jobs(args) => jobs::run(session, args),
    }
}

/// The text of the officer's own map of columns.
fn columns_map(path: Option<&Path>) -> Result<Option<String>, Failure> {
    path.map(|path| {
        std::fs::read_to_string(path)
            .map_err(|e| Failure::unusable(say!("daybook-map-unreadable", path = path, error = e)))
    })
    .transpose()
}

impl Villages for Gazetteer {
    fn resolve(&self, township: Option<&str>, village: &str) -> VillageMatch {
        match self.village(township, village) {
            VillageNamed::Known(code) => VillageMatch::Known(code),
            VillageNamed::WrongTownship => VillageMatch::WrongTownship,
            VillageNamed::Unknown => VillageMatch::Unknown,
            VillageNamed::NoTree => VillageMatch::NoTree,
        }
    }
}

impl Places for Gazetteer {
    fn locate(&self, text: &str) -> (Option<RegionCode>, PlaceClass) {
        let place = Gazetteer::locate(self, text);
        (place.code, place.class)
    }

    fn trip(&self, number: &str) -> SubjectId {
        Gazetteer::trip(self, number)
    }
}
