//! Statistical region codes (统计用区划代码, National Bureau of Statistics): 12 digits, of which 2 stand for the
//! province, 2 the prefecture, 2 the county, 3 the township and 3 the village.

use super::keys::Level;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A node of the region tree. Compares in code order; a parent sorts before its children.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u64);

/// What one step up or down the tree multiplies a code by.
const fn unit_of(level: Level) -> u64 {
    match level {
        Level::Province => 10_000_000_000,
        Level::Prefecture => 100_000_000,
        Level::County => 1_000_000,
        Level::Township => 1_000,
        Level::Village => 1,
    }
}

impl RegionCode {
    /// Reads a code of any level's length (2, 4, 6, 9 or 12 digits), with or without trailing zeros.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !matches!(text.len(), 2 | 4 | 6 | 9 | 12) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: u64 = text.parse().ok()?;
        let code = Self(number * 10u64.pow(12 - text.len() as u32));
        (11..=91).contains(&code.province_number()).then_some(code)
    }

    /// The code whose 12 digits are this number; for reading back what [`RegionCode::number`] gave.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// The 12 digits as a number.
    pub const fn number(self) -> u64 {
        self.0
    }

    fn province_number(self) -> u64 {
        self.0 / unit_of(Level::Province)
    }

    /// The level that the zeros at the end tell.
    pub fn level(self) -> Level {
        [Level::Province, Level::Prefecture, Level::County, Level::Township]
            .into_iter()
            .find(|&level| self.0.is_multiple_of(unit_of(level)))
            .unwrap_or(Level::Village)
    }

    /// The ancestor (or the code itself) at this level.
    pub const fn at(self, level: Level) -> Self {
        Self(self.0 - self.0 % unit_of(level))
    }

    /// The next level up; `None` for a province.
    pub fn parent(self) -> Option<Self> {
        let up = match self.level() {
            Level::Province => return None,
            Level::Prefecture => Level::Province,
            Level::County => Level::Prefecture,
            Level::Township => Level::County,
            Level::Village => Level::Township,
        };
        Some(self.at(up))
    }

    /// Of a unit below this one: its ancestor (or itself) at the next level down, the part of this unit that it belongs
    /// to. Any other code, and one that lies below no part, stays as it is.
    pub fn part(self, of: Self) -> Self {
        let down = match self.level() {
            Level::Province => Level::Prefecture,
            Level::Prefecture => Level::County,
            Level::County => Level::Township,
            Level::Township | Level::Village => return of,
        };
        if self.contains(of) { of.at(down) } else { of }
    }

    /// Whether `other` is this unit or lies below it.
    pub fn contains(self, other: Self) -> bool {
        other.at(self.level()) == self
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("no region code: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_is_told_apart_by_townships_and_a_township_by_villages() {
        let code = |text| RegionCode::parse(text).unwrap();
        let village = code("522301001007");
        assert_eq!(code("522301001").part(village), village);
        assert_eq!(code("522301").part(village), code("522301001"));
        assert_eq!(code("5223").part(village), code("522301"));
        assert_eq!(code("522301").part(code("522301")), code("522301"));
        assert_eq!(code("522301").part(code("522302001")), code("522302001"));
    }

    #[test]
    fn any_length_and_any_trailing_zeros_name_the_same_unit() {
        let county = RegionCode::parse("522301").unwrap();
        assert_eq!(Some(county), RegionCode::parse("522301000000"));
        assert_eq!(county.level(), Level::County);
        let village = RegionCode::parse("522301001001").unwrap();
        assert_eq!(village.level(), Level::Village);
        assert_eq!(village.parent(), RegionCode::parse("522301001"));
        assert!(county.contains(village));
        assert!(!village.contains(county));
        assert_eq!(county.to_string(), "522301000000");
        assert_eq!(RegionCode::parse("52230"), None);
        assert_eq!(RegionCode::parse("00"), None);
    }
}
