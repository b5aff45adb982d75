//! Files that arrive. Either all of a file is taken, but for the rows sent back, or nothing is changed; one that is
//! called off changes nothing.

pub mod calendar;
pub mod entries;
mod form;
pub mod jobs;
pub mod regions;
pub mod roster;

pub use crate::roster::{FileKind, kind_of};
pub use form::{Form, Taken};

use super::{Error, Result};
use crate::book::{Gazetteer, VillageNamed};
use crate::domain::keys::PlaceClass;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster::{Places, VillageMatch, Villages};
use std::path::Path;

/// The text of the officer's own map of columns.
fn columns_map(path: Option<&Path>) -> Result<Option<String>> {
    path.map(|path| {
        crate::sheet::read_small(path)
            .map_err(|e| Error::refused(say!("daybook-map-unreadable", path = path, error = e)))
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
