//! Names of places, as the book knows them: villages of a roster, places of work. A snapshot that holds no lock, so
//! that a file can be read while it is being imported.

use super::Book;
use super::steering::Steering;
use crate::domain::keys::Level;
use crate::domain::place::{self, Place};
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};

/// What a roster's village name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VillageNamed {
    /// A village of this unit.
    Known(RegionCode),
    /// A village of another township of the tree.
    WrongTownship,
    /// No village of the tree.
    Unknown,
    /// The book has no tree to look it up in.
    NoTree,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    steering: Steering,
    home: RegionCode,
    tree: bool,
}

impl Book {
    /// A snapshot of the names that the book knows.
    pub fn gazetteer(&self) -> Gazetteer {
        Gazetteer { steering: self.steering.clone(), home: self.unit, tree: self.steering.has_tree() }
    }
}

impl Gazetteer {
    /// Looks a village up by the name in a roster, and the township's name beside it where there is one.
    pub fn village(&self, township: Option<&str>, village: &str) -> VillageNamed {
        if !self.tree {
            return VillageNamed::NoTree;
        }
        let named: Vec<RegionCode> =
            self.steering.units_named(village).iter().copied().filter(|c| c.level() == Level::Village).collect();
        let here: Vec<RegionCode> = named.iter().copied().filter(|c| self.home.contains(*c)).collect();
        if let Some(township) = township.map(str::trim).filter(|t| !t.is_empty()) {
            let of_township = |code: &RegionCode| {
                let name = self.steering.unit_name(code.at(Level::Township));
                name == township || name.trim_end_matches(['镇', '乡']) == township.trim_end_matches(['镇', '乡'])
            };
            if let Some(code) = here.iter().find(|c| of_township(c)) {
                return VillageNamed::Known(*code);
            }
            let elsewhere = self.steering.units.iter().any(|(code, unit)| {
                unit.level == Level::Township && !self.home.contains(*code) && unit.name == township
            });
            if elsewhere || named.iter().any(of_township) {
                return VillageNamed::WrongTownship;
            }
        }
        match (here.as_slice(), named.is_empty()) {
            ([code, ..], _) => VillageNamed::Known(*code),
            ([], false) => VillageNamed::WrongTownship,
            ([], true) => VillageNamed::Unknown,
        }
    }

    /// The trip of this number (班次号) of the book's own unit; an id stands for itself.
    pub fn trip(&self, number: &str) -> SubjectId {
        SubjectId::parse(number)
            .filter(|id| id.kind() == SubjectKind::Trip)
            .unwrap_or_else(|| SubjectId::derived(SubjectKind::Trip, &format!("{} {number}", self.home)))
    }

    /// Where a place of work is, as seen from the book's unit.
    pub fn locate(&self, text: &str) -> Place {
        let own = |name: &str| -> Option<RegionCode> {
            self.steering
                .units_named(name)
                .first()
                .copied()
                .or_else(|| self.steering.units.iter().find(|(_, u)| u.name == name).map(|(code, _)| *code))
        };
        place::locate(text, self.home, &own)
    }
}
