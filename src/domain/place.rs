//! Where a spell of work is: a code, a word (省内, 境外) or an officer's own wording (浙江宁波) is brought to a region
//! code where one can be told, and to the class 地点 as seen from the township. What cannot be told stays unknown; a
//! place is never guessed from a company's name.

mod names;

use super::keys::{Level, PlaceClass};
use super::region::RegionCode;
use crate::locale::simplified;
use names::{INDEX, PINYIN, Target, ends};
pub use names::{name_of, names};
use std::borrow::Cow;

/// A place as far as it could be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The lowest unit that could be told; `None` for 省外, 境外 and 未知 without a name.
    pub code: Option<RegionCode>,
    /// 地点, as seen from the book's own unit.
    pub class: PlaceClass,
}

const UNKNOWN: Place = Place { code: None, class: PlaceClass::Unknown };

/// Words for a class, longer before shorter where one begins another; the level names the own unit that is meant.
const WORDS: &[(&str, PlaceClass, Option<Level>)] = &[
    ("县外省内", PlaceClass::Province, Some(Level::Province)),
    ("省内县外", PlaceClass::Province, Some(Level::Province)),
    ("州外省内", PlaceClass::Province, Some(Level::Province)),
    ("州内县外", PlaceClass::Province, Some(Level::Prefecture)),
    ("市内县外", PlaceClass::Province, Some(Level::Prefecture)),
    ("县内乡外", PlaceClass::County, Some(Level::County)),
    ("县内镇外", PlaceClass::County, Some(Level::County)),
    ("乡外县内", PlaceClass::County, Some(Level::County)),
    ("镇外县内", PlaceClass::County, Some(Level::County)),
    ("本市县内", PlaceClass::County, Some(Level::County)),
    ("县内就近", PlaceClass::County, Some(Level::County)),
    ("乡镇内", PlaceClass::Township, Some(Level::Township)),
    ("本乡镇", PlaceClass::Township, Some(Level::Township)),
    ("乡内", PlaceClass::Township, Some(Level::Township)),
    ("镇内", PlaceClass::Township, Some(Level::Township)),
    ("村内", PlaceClass::Township, Some(Level::Township)),
    ("本乡", PlaceClass::Township, Some(Level::Township)),
    ("本镇", PlaceClass::Township, Some(Level::Township)),
    ("本村", PlaceClass::Township, Some(Level::Township)),
    ("本街道", PlaceClass::Township, Some(Level::Township)),
    ("县内", PlaceClass::County, Some(Level::County)),
    ("本县", PlaceClass::County, Some(Level::County)),
    ("州内", PlaceClass::Province, Some(Level::Prefecture)),
    ("本州", PlaceClass::Province, Some(Level::Prefecture)),
    ("省内", PlaceClass::Province, Some(Level::Province)),
    ("本省", PlaceClass::Province, Some(Level::Province)),
    ("省外", PlaceClass::Beyond, None),
    ("外省", PlaceClass::Beyond, None),
    ("未知", PlaceClass::Unknown, None),
    ("不详", PlaceClass::Unknown, None),
];

/// What stands behind the name when the whole cell says "works in …".
const ENDINGS: &[&str] = &["务工", "打工", "上班", "就业", "工作"];

/// The class of a unit as seen from `home`, the township of the book or a higher unit.
pub fn class_of(code: RegionCode, home: RegionCode) -> PlaceClass {
    let both = |level| home.level() >= level && code.level() >= level && code.at(level) == home.at(level);
    if both(Level::Township) {
        PlaceClass::Township
    } else if both(Level::County) {
        PlaceClass::County
    } else if code.at(Level::Province) == home.at(Level::Province) {
        PlaceClass::Province
    } else if is_abroad(code) {
        PlaceClass::Abroad
    } else {
        PlaceClass::Beyond
    }
}

/// Taiwan, Hong Kong and Macao: 境外 in labour statistics.
fn is_abroad(code: RegionCode) -> bool {
    matches!(code.number() / 10_000_000_000, 71 | 81 | 82)
}

/// Brings a cell to a place. `home` is the township (or higher unit) of the book; `own` looks a name up in the book's
/// own region tree. `text` is a code of any length, a word, a key of [`PlaceClass`], or free wording.
/// Names in Traditional script and, where only one place is spelled so, in pinyin are told too.
pub fn locate(text: &str, home: RegionCode, own: &dyn Fn(&str) -> Option<RegionCode>) -> Place {
    let text = tidy(text);
    if text.is_ascii() {
        return spelled(&text, home);
    }
    let simple = simplified(&text);
    let place = named(&simple, home, own);
    // The own tree may hold a name in Traditional script.
    if place == UNKNOWN && simple != text { named(&text, home, own) } else { place }
}

/// A place in ASCII: a code, a class by key or English name, or a name in pinyin (Ningbo, Zhejiang Ningbo, ningbo shi).
fn spelled(text: &str, home: RegionCode) -> Place {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return match RegionCode::parse(text) {
            Some(code) if INDEX.names.contains_key(&code.at(Level::Province)) => known(code, home),
            _ => UNKNOWN,
        };
    }
    if let Some(class) = PlaceClass::named(text) {
        return in_class(class, level_of(class), home);
    }
    let letters: String = text.to_ascii_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let found = PINYIN.get(&letters).or_else(|| {
        let bare = ["shi", "sheng", "city", "province"].iter().find_map(|end| letters.strip_suffix(end))?;
        PINYIN.get(bare)
    });
    found.copied().flatten().map_or(UNKNOWN, |code| known(code, home))
}

/// A place in Chinese.
fn named(text: &str, home: RegionCode, own: &dyn Fn(&str) -> Option<RegionCode>) -> Place {
    let mut text: &str = text;
    if text.is_empty() {
        return UNKNOWN;
    }
    for ending in ENDINGS {
        text = text.strip_suffix(ending).filter(|rest| !rest.is_empty()).unwrap_or(text);
    }
    for &(word, class, level) in WORDS {
        if let Some(rest) = text.strip_prefix(word) {
            return by_name(rest, home, own).unwrap_or_else(|| in_class(class, level, home));
        }
    }
    by_name(text, home, own).unwrap_or(UNKNOWN)
}

fn known(code: RegionCode, home: RegionCode) -> Place {
    Place { code: Some(code), class: class_of(code, home) }
}

fn in_class(class: PlaceClass, level: Option<Level>, home: RegionCode) -> Place {
    let code = level.filter(|&level| home.level() >= level).map(|level| home.at(level));
    Place { code, class }
}

const fn level_of(class: PlaceClass) -> Option<Level> {
    match class {
        PlaceClass::Township => Some(Level::Township),
        PlaceClass::County => Some(Level::County),
        PlaceClass::Province => Some(Level::Province),
        PlaceClass::Beyond | PlaceClass::Abroad | PlaceClass::Unknown => None,
    }
}

/// Takes off blanks and the marks that people write between levels, and a word in front such as 在.
fn tidy(text: &str) -> Cow<'_, str> {
    let noise = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '-' | '—' | '–' | '－' | '·' | '/' | '／' | '\\' | '>' | '|' | '、' | ',' | '，' | '.' | '。'
            )
            || matches!(c, '(' | ')' | '（' | '）' | ':' | '：' | '\'' | '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    let wide = |c: char| matches!(c, '０'..='９');
    let text = text.trim_matches(noise);
    let front = |text: &str| {
        let rest = text.trim_start_matches(['在', '到', '去', '赴', '往']);
        text.len() - rest.strip_prefix("中国").unwrap_or(rest).len()
    };
    if text.contains(|c| noise(c) || wide(c)) {
        let half = |c: char| if wide(c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c };
        let mut clean: String = text.chars().filter(|&c| !noise(c)).map(half).collect();
        clean.drain(..front(&clean));
        Cow::Owned(clean)
    } else {
        Cow::Borrowed(&text[front(text)..])
    }
}

/// Finds the name at the beginning: province, prefecture, then the book's own tree.
fn by_name(text: &str, home: RegionCode, own: &dyn Fn(&str) -> Option<RegionCode>) -> Option<Place> {
    let (mut code, mut rest) = match INDEX.longest(text, None) {
        Some((Target::Abroad, _)) => return Some(Place { code: None, class: PlaceClass::Abroad }),
        Some((Target::Unit(code), rest)) => (Some(code), rest),
        None => (None, text),
    };
    if let Some(province) = code.filter(|c| c.level() == Level::Province)
        && let Some((Target::Unit(unit), behind)) = INDEX.longest(rest, Some(province))
    {
        (code, rest) = (Some(unit), behind);
    }
    // The own tree may know more when nothing was found yet, or when what was found lies around (or in) the home unit.
    if code.is_none_or(|code| code.contains(home) || home.contains(code)) {
        let within = |found: RegionCode, code: Option<RegionCode>| code.is_none_or(|code| code.contains(found));
        let consumed = text.len() - rest.len();
        if let Some((found, behind)) = longest_own(text, consumed + 1, own).filter(|&(found, _)| within(found, code)) {
            (code, rest) = (Some(found), behind);
        }
        while let Some((found, behind)) = longest_own(rest, 1, own).filter(|&(found, _)| within(found, code)) {
            (code, rest) = (Some(found), behind);
        }
    }
    code.map(|code| known(code, home))
}

/// The longest beginning of `text` (two characters and `least` bytes or more) that the own tree knows, and the rest.
fn longest_own<'t>(
    text: &'t str,
    least: usize,
    own: &dyn Fn(&str) -> Option<RegionCode>,
) -> Option<(RegionCode, &'t str)> {
    let (ends, count) = ends(text);
    ends[..count].iter().rev().take_while(|&&end| end >= least).find_map(|&end| {
        let (name, rest) = text.split_at_checked(end)?;
        Some((own(name)?, rest))
    })
}

#[cfg(test)]
mod tests;
