//! What an entry is about: a person, a household, a trip, a job, a unit. An id is derived from a valid number where there
//! is one, so that two devices that import the same roster offline meet on the same subjects (DESIGN.md §2.8).

use super::region::RegionCode;
use std::fmt;

/// The kinds of subject, each with the letter that its ids begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SubjectKind {
    /// 人
    Person = 1,
    /// 户
    Household = 2,
    /// 班次
    Trip = 3,
    /// A unit of the region tree; its id is its 12-digit code.
    Unit = 4,
    /// 岗位
    Job = 5,
}

/// The id of a subject: its kind and 60 bits, in one positive `i64` so that SQLite stores it as an integer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId(i64);

const BITS: u32 = 60;
const MASK: u64 = (1 << BITS) - 1;

impl SubjectId {
    /// The id that belongs to an official number (ID number, household number, trip number).
    pub fn derived(kind: SubjectKind, number: &str) -> Self {
        let hash = blake3::hash(&[b"zhanbao subject 1", &[kind as u8][..], number.as_bytes()].concat());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.as_bytes()[..8]);
        Self::compose(kind, u64::from_le_bytes(bytes))
    }

    /// An id for a subject that has no number yet, from 8 random bytes.
    pub fn random(kind: SubjectKind, bytes: [u8; 8]) -> Self {
        Self::compose(kind, u64::from_le_bytes(bytes))
    }

    /// The id of a unit: its code.
    pub fn unit(code: RegionCode) -> Self {
        Self::compose(SubjectKind::Unit, code.number())
    }

    fn compose(kind: SubjectKind, bits: u64) -> Self {
        Self(((kind as u64) << BITS | (bits & MASK)) as i64)
    }

    /// The integer under which the book stores it.
    pub const fn to_i64(self) -> i64 {
        self.0
    }

    /// Reads back [`SubjectId::to_i64`].
    pub const fn from_i64(number: i64) -> Self {
        Self(number)
    }

    /// Which kind of subject it is.
    pub const fn kind(self) -> SubjectKind {
        match self.0 as u64 >> BITS {
            1 => SubjectKind::Person,
            2 => SubjectKind::Household,
            3 => SubjectKind::Trip,
            5 => SubjectKind::Job,
            _ => SubjectKind::Unit,
        }
    }

    /// Reads the written form: a letter and 15 hex digits, or the 12 digits of a unit.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Self::unit(RegionCode::parse(text)?));
        }
        let kind = match text.bytes().next()? {
            b'p' => SubjectKind::Person,
            b'h' => SubjectKind::Household,
            b't' => SubjectKind::Trip,
            b'j' => SubjectKind::Job,
            _ => return None,
        };
        let hex = text.get(1..)?;
        if hex.len() != 15 || !hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        Some(Self::compose(kind, u64::from_str_radix(hex, 16).ok()?))
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0 as u64 & MASK;
        match self.kind() {
            SubjectKind::Person => write!(f, "p{bits:015x}"),
            SubjectKind::Household => write!(f, "h{bits:015x}"),
            SubjectKind::Trip => write!(f, "t{bits:015x}"),
            SubjectKind::Job => write!(f, "j{bits:015x}"),
            SubjectKind::Unit => write!(f, "{bits:012}"),
        }
    }
}

impl fmt::Debug for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for SubjectId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for SubjectId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("no subject id: {text}")))
    }
}

/// What a row of a form says of whom it means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sought {
    /// The id that the book gives.
    pub id: Option<SubjectId>,
    /// ID number, valid and normalised.
    pub id_no: Option<String>,
    /// An ID number of which part is masked with stars.
    pub masked: Option<String>,
    /// 姓名.
    pub name: Option<String>,
    /// 户编号.
    pub household_no: Option<String>,
    /// 村.
    pub village: Option<RegionCode>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_read_back() {
        let id = SubjectId::derived(SubjectKind::Person, "11010519491231002X");
        assert_eq!(id, SubjectId::derived(SubjectKind::Person, "11010519491231002X"));
        assert_ne!(id, SubjectId::derived(SubjectKind::Household, "11010519491231002X"));
        assert_eq!(SubjectId::parse(&id.to_string()), Some(id));
        assert_eq!(id.kind(), SubjectKind::Person);
        let unit = SubjectId::unit(RegionCode::parse("522301001001").unwrap());
        assert_eq!(unit.to_string(), "522301001001");
        assert_eq!(SubjectId::parse("522301001001"), Some(unit));
    }
}
