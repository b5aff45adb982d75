//! The land of the story: one township, or from more than 100,000 people on a county of several. All of its names and
//! codes are made up.

use super::words;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use std::ops::Range;

/// More people than that live in a county.
const TOWNSHIP_MOST: u32 = 100_000;
/// People in a township of a county, about.
const TOWNSHIP_PEOPLE: u32 = 50_000;
/// Villages in a township of a county.
const VILLAGES: usize = 100;

/// A township, or a village.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its code.
    pub code: RegionCode,
    /// Its name.
    pub name: String,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Land {
    /// Whose book it is.
    pub unit: RegionCode,
    /// Its name.
    pub name: String,
    /// Its townships; one where it is a township itself.
    pub townships: Vec<Place>,
    /// The villages, township by township.
    pub villages: Vec<Place>,
    /// Employers in each far city.
    pub firms: usize,
    /// Numbers that people can be called by.
    pub phones: u32,
}

impl Default for Land {
    fn default() -> Self {
        Self::of(0)
    }
}

impl Land {
    /// The land of so many people.
    pub fn of(people: u32) -> Self {
        if people > TOWNSHIP_MOST { county(people.div_ceil(TOWNSHIP_PEOPLE)) } else { township() }
    }

    /// Whether it is a county.
    pub fn is_county(&self) -> bool {
        self.unit.level() == Level::County
    }

    /// Of how many people the offices hear something. In a county it is less of each: the story of a million people and
    /// three years comes to five million entries.
    pub fn heard(&self, people: u32) -> u32 {
        if self.is_county() { people / 4 * 3 } else { people }
    }

    /// The code of a village.
    pub fn village(&self, n: usize) -> RegionCode {
        self.villages.get(n).map_or(self.unit, |village| village.code)
    }

    /// The villages of a township.
    pub fn villages_of(&self, township: usize) -> Range<usize> {
        let each = self.each();
        township * each..(township + 1) * each
    }

    /// The township of a village.
    pub fn township_of(&self, village: usize) -> usize {
        village / self.each()
    }

    fn each(&self) -> usize {
        (self.villages.len() / self.townships.len().max(1)).max(1)
    }

    /// The parts right below: they have targets of their own, and what each reports of a day is recorded together. Each
    /// with its villages.
    pub fn parts(&self) -> Vec<(RegionCode, Range<usize>)> {
        if self.is_county() {
            self.townships.iter().enumerate().map(|(n, place)| (place.code, self.villages_of(n))).collect()
        } else {
            self.villages.iter().enumerate().map(|(n, place)| (place.code, n..n + 1)).collect()
        }
    }
}

/// The n-th place below another: codes of villages follow on each other, those of townships too.
fn code_below(parent: RegionCode, n: usize) -> RegionCode {
    match parent.level() {
        // The first township of the county is the one of the small demo.
        Level::County => RegionCode::from_number(parent.number() + (101 + n as u64) * 1_000),
        _ => RegionCode::from_number(parent.number() + 1 + n as u64),
    }
}

fn unit(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap_or(RegionCode::from_number(0))
}

fn township() -> Land {
    let code = unit(words::TOWNSHIP);
    let name = words::TOWNSHIP_NAME.to_string();
    let village = |(n, name): (usize, &&str)| Place { code: code_below(code, n), name: name.to_string() };
    Land {
        unit: code,
        townships: vec![Place { code, name: name.clone() }],
        name,
        villages: words::VILLAGES.iter().enumerate().map(village).collect(),
        firms: 4,
        phones: 100_000,
    }
}

/// A county of so many townships.
pub fn county(townships: u32) -> Land {
    let code = unit(words::COUNTY);
    let township = |n: usize| Place { code: code_below(code, n), name: words::township_name(n) };
    let townships: Vec<Place> = (0..townships as usize).map(township).collect();
    let villages = townships.iter().enumerate().flat_map(|(n, township)| {
        (0..VILLAGES).map(move |k| Place { code: code_below(township.code, k), name: words::village_name(n, k) })
    });
    Land {
        unit: code,
        name: words::COUNTY_NAME.to_string(),
        villages: villages.collect(),
        townships,
        firms: 40,
        phones: 10_000_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_county_has_its_people_in_townships_and_no_two_villages_of_one_name() {
        assert!(!Land::of(100_000).is_county() && Land::of(100_001).is_county());
        let land = Land::of(1_000_000);
        assert_eq!((land.townships.len(), land.villages.len()), (20, 2_000));
        let names: HashSet<&str> = land.villages.iter().map(|v| v.name.as_str()).collect();
        assert_eq!(names.len(), land.villages.len());
        for (n, village) in land.villages.iter().enumerate() {
            let township = &land.townships[land.township_of(n)];
            assert!(land.unit.contains(village.code) && township.code.contains(village.code));
            assert_eq!((village.code.level(), township.code.level()), (Level::Village, Level::Township));
        }
    }
}
