//! Numbers of people: the 18-digit citizen number (GB 11643) and the 20-digit number of a disability certificate.
//! A number is read as it stands or refused with a reason: a ruined one is reported, never guessed. Nothing here
//! prints a number in full by accident: `Debug` masks.

use super::keys::Sex;
use crate::locale::say;
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// Digits of a citizen number.
const CITIZEN: usize = 18;
/// Digits of a disability certificate: the citizen number, its class (1–7) and its grade (1–4).
const DISABILITY: usize = 20;
/// Weights of the first 17 digits, GB 11643-1999 (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by the weighted sum modulo 11.
const CHECK: &[u8; 11] = b"10X98765432";
/// More than any cell that can be told to be a ruined number.
const LONGEST: usize = 40;

/// A valid number of 18 or 20 characters: digits, with `X` possible in the 18th place only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    bytes: [u8; DISABILITY],
    len: u8,
}

/// Why a cell holds no valid number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdError {
    /// The cell is empty.
    Missing,
    /// Not 15, 18 or 20 characters, or characters that no number has.
    Length,
    /// The check character does not fit the digits.
    Checksum,
    /// No such date, a date ahead, or one before 1900.
    BirthDate,
    /// No province has these first two digits (GB/T 2260).
    Region,
    /// A spreadsheet turned the number into a floating-point value and lost its last digits.
    ExcelDamaged,
}

impl IdError {
    /// The code of the finding.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "id.missing",
            Self::Length => "id.length",
            Self::Checksum => "id.checksum",
            Self::BirthDate => "id.birth_date",
            Self::Region => "id.region",
            Self::ExcelDamaged => "id.excel_damaged",
        }
    }

    /// What is wrong and what the officer can do about it.
    pub fn message(self) -> String {
        match self {
            Self::Missing => say!("domain-id-missing"),
            Self::Length => say!("domain-id-length"),
            Self::Checksum => say!("domain-id-checksum"),
            Self::BirthDate => say!("domain-id-birth-date"),
            Self::Region => say!("domain-id-region"),
            Self::ExcelDamaged => say!("domain-id-excel-damaged"),
        }
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for IdError {}

/// What was put right while a number was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdFix {
    /// A 15-digit number of before 1999 was converted.
    Legacy15,
    /// The check character was a small `x`.
    LowercaseX,
    /// Full-width characters.
    Fullwidth,
    /// Spaces or invisible characters, anywhere.
    Spaces,
    /// An apostrophe in front.
    Apostrophe,
}

impl IdFix {
    /// The code of the finding.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Legacy15 => "id.legacy15",
            Self::LowercaseX => "id.lowercase_x",
            Self::Fullwidth => "text.fullwidth",
            Self::Spaces => "text.spaces",
            Self::Apostrophe => "text.apostrophe",
        }
    }
}

/// A number that was read, and what was put right on the way (each fix once, in the order of [`IdFix`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The number.
    pub id: IdNumber,
    /// Empty for a number that stood as it should.
    pub fixes: Vec<IdFix>,
}

/// The characters of a cell without what people and programs put around them.
struct Cell {
    bytes: [u8; LONGEST],
    len: usize,
    /// Too long, or a character that cannot be part of a number.
    strange: bool,
    lowercase_x: bool,
    fullwidth: bool,
    spaces: bool,
    apostrophe: bool,
}

impl Cell {
    fn fold(cell: &str) -> Self {
        let mut out = Self {
            bytes: [0; LONGEST],
            len: 0,
            strange: false,
            lowercase_x: false,
            fullwidth: false,
            spaces: false,
            apostrophe: false,
        };
        for c in cell.chars() {
            let c = match c {
                '0'..='9' => c,
                '！'..='～' => {
                    out.fullwidth = true;
                    char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
                }
                _ if is_blank(c) => {
                    out.spaces = true;
                    continue;
                }
                _ => c,
            };
            match c {
                '\'' | '’' | '‘' | '`' | '´' | 'ʼ' if out.len == 0 && !out.strange => out.apostrophe = true,
                'x' => {
                    out.lowercase_x = true;
                    out.push(b'X');
                }
                _ => match u8::try_from(c) {
                    Ok(byte) if byte.is_ascii() => out.push(byte),
                    _ => out.strange = true,
                },
            }
        }
        out
    }

    fn push(&mut self, byte: u8) {
        match self.bytes.get_mut(self.len) {
            Some(place) => {
                *place = byte;
                self.len += 1;
            }
            None => self.strange = true,
        }
    }

    fn fixes(&self, legacy: bool) -> Vec<IdFix> {
        [
            (legacy, IdFix::Legacy15),
            (self.lowercase_x, IdFix::LowercaseX),
            (self.fullwidth, IdFix::Fullwidth),
            (self.spaces, IdFix::Spaces),
            (self.apostrophe, IdFix::Apostrophe),
        ]
        .into_iter()
        .filter_map(|(met, fix)| met.then_some(fix))
        .collect()
    }
}

/// Spaces of every kind, and the invisible marks that chat programs leave when text is copied.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Reads a cell of an ID column. `today` is the first day on which nobody can have been born later.
pub fn read(cell: &str, today: NaiveDate) -> Result<Reading, IdError> {
    let cell = Cell::fold(cell);
    let text = &cell.bytes[..cell.len];
    if text.is_empty() && !cell.strange {
        return Err(IdError::Missing);
    }
    if cell.strange {
        return Err(IdError::Length);
    }
    if is_floating_point(text) {
        return Err(IdError::ExcelDamaged);
    }
    let legacy = text.len() == 15;
    let mut id = IdNumber { bytes: [0; DISABILITY], len: 0 };
    match text.len() {
        15 if text.iter().all(u8::is_ascii_digit) => {
            id.bytes[..6].copy_from_slice(&text[..6]);
            id.bytes[6..8].copy_from_slice(b"19");
            id.bytes[8..17].copy_from_slice(&text[6..]);
            id.bytes[17] = check_character(&id.bytes);
            id.len = CITIZEN as u8;
        }
        len @ (CITIZEN | DISABILITY) if text[..17].iter().all(u8::is_ascii_digit) => {
            id.bytes[..len].copy_from_slice(text);
            id.len = len as u8;
            let right = check_character(&id.bytes) == id.bytes[17];
            if !right && text[15..].iter().all(|&b| b == b'0') {
                return Err(IdError::ExcelDamaged);
            }
            if !id.has_shape() {
                return Err(IdError::Length);
            }
        }
        _ => return Err(IdError::Length),
    }
    if !is_province(id.number(0..2)) {
        return Err(IdError::Region);
    }
    match id.birth_date() {
        Some(birth) if birth.year() >= 1900 && birth <= today => {}
        _ => return Err(IdError::BirthDate),
    }
    if check_character(&id.bytes) != id.bytes[17] {
        return Err(IdError::Checksum);
    }
    Ok(Reading { id, fixes: cell.fixes(legacy) })
}

/// `5.22301E+17`, or `522301199001010000.0`.
fn is_floating_point(text: &[u8]) -> bool {
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    if let Some(at) = text.iter().position(|b| matches!(b, b'e' | b'E')) {
        let (mantissa, exponent) = (&text[..at], &text[at + 1..]);
        let exponent = exponent.strip_prefix(b"+").unwrap_or(exponent);
        let mut parts = mantissa.split(|&b| b == b'.');
        return digits(exponent)
            && parts.next().is_some_and(digits)
            && parts.next().is_none_or(digits)
            && parts.next().is_none();
    }
    match text.iter().position(|&b| b == b'.') {
        Some(at) => {
            let tail = &text[at + 1..];
            at >= 15 && digits(&text[..at]) && !tail.is_empty() && tail.iter().all(|&b| b == b'0')
        }
        None => false,
    }
}

/// The check character that belongs to the first 17 digits.
fn check_character(digits: &[u8; DISABILITY]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(&d, weight)| u32::from(d.wrapping_sub(b'0')) * weight).sum();
    CHECK[(sum % 11) as usize]
}

/// Province numbers of GB/T 2260; 83 is issued to residents from Taiwan, 91 is held for abroad.
pub const fn is_province(number: u32) -> bool {
    matches!(number, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

impl IdNumber {
    /// Reads back a number that the book holds; `None` when it is not one that [`read`] could have given.
    pub fn stored(text: &str) -> Option<Self> {
        let mut id = Self { bytes: [0; DISABILITY], len: text.len() as u8 };
        if !matches!(text.len(), CITIZEN | DISABILITY) {
            return None;
        }
        id.bytes[..text.len()].copy_from_slice(text.as_bytes());
        let good = id.bytes[..17].iter().all(u8::is_ascii_digit)
            && id.has_shape()
            && is_province(id.number(0..2))
            && id.birth_date().is_some_and(|birth| birth.year() >= 1900)
            && check_character(&id.bytes) == id.bytes[17];
        good.then_some(id)
    }

    fn has_shape(&self) -> bool {
        matches!(self.bytes[17], b'0'..=b'9' | b'X')
            && (usize::from(self.len) == CITIZEN
                || (matches!(self.bytes[18], b'1'..=b'7') && matches!(self.bytes[19], b'1'..=b'4')))
    }

    fn number(&self, range: std::ops::Range<usize>) -> u32 {
        self.bytes[range].iter().fold(0, |n, &b| n * 10 + u32::from(b.wrapping_sub(b'0')))
    }

    fn birth_date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.number(6..10) as i32, self.number(10..12), self.number(12..14))
    }

    /// The whole number, 18 or 20 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }

    /// The citizen number: the first 18 characters.
    pub fn citizen(&self) -> &str {
        std::str::from_utf8(&self.bytes[..CITIZEN]).unwrap_or_default()
    }

    /// From the 17th digit: odd for men.
    pub fn sex(&self) -> Sex {
        if self.bytes[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The birth date.
    pub fn birth(&self) -> NaiveDate {
        self.birth_date().unwrap_or_default()
    }

    /// Full years on this day. Who was born on 29 February has the birthday on 1 March in common years.
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        let birth = self.birth();
        let years = day.year() - birth.year();
        if (day.month(), day.day()) < (birth.month(), birth.day()) { years - 1 } else { years }
    }

    /// The day on which this age is reached.
    pub fn birthday(&self, years: i32) -> NaiveDate {
        let birth = self.birth();
        let year = birth.year().saturating_add(years);
        NaiveDate::from_ymd_opt(year, birth.month(), birth.day())
            .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
            .unwrap_or(if years < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// The first 3 and the last 4 characters, `*` between, at the number's own length.
    pub fn masked(&self) -> String {
        mask(self.as_str())
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Masks whatever stands in an ID column, valid or not: of 8 characters or more the first 3 and the last 4 stay, of
/// fewer the first alone. The length stays.
pub fn mask(text: &str) -> String {
    let length = text.chars().count();
    let (front, back) = if length >= 8 { (3, 4) } else { (1, 0) };
    text.chars().enumerate().map(|(i, c)| if i < front || i + back >= length { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests;
