//! Where a spell of work is: a code, a word (省内, 境外) or an officer's own wording (浙江宁波) is brought to a region
//! code where one can be told, and to the class 地点 as seen from the township. What cannot be told stays unknown; a
//! place is never guessed from a company's name.

use super::keys::{Level, PlaceClass};
use super::region::RegionCode;
use crate::locale::simplified;
use crate::text;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A place as far as it could be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The lowest unit that could be told; `None` for 省外, 境外 and 未知 without a name.
    pub code: Option<RegionCode>,
    /// 地点, as seen from the book's own unit.
    pub class: PlaceClass,
}

const UNKNOWN: Place = Place { code: None, class: PlaceClass::Unknown };

/// Provinces, prefectures and directly governed county-level units, GB/T 2260.
const PLACES: &str = include_str!("../../data/codes/places.csv");

/// Names so short or so common elsewhere that they count only in full or after the name of their province.
const ONLY_IN_PROVINCE: &[&str] =
    &["阿里", "海南", "海北", "海西", "兴安", "东方", "双河", "新星", "白杨", "昆玉", "北屯", "白沙", "昌江", "乐东"];

/// Peoples in the names of autonomous units, taken off to find the short name.
const PEOPLES: &[&str] = &[
    "维吾尔",
    "土家族",
    "朝鲜族",
    "哈尼族",
    "布依族",
    "景颇族",
    "傈僳族",
    "蒙古族",
    "柯尔克孜",
    "哈萨克",
    "蒙古",
    "壮族",
    "回族",
    "苗族",
    "藏族",
    "羌族",
    "彝族",
    "侗族",
    "傣族",
    "白族",
    "黎族",
];

/// Countries and ways to say "abroad".
const ABROAD: &str = "境外 国外 海外 港澳 港澳台 东南亚 非洲 欧洲 中东 \
    日本 韩国 朝鲜 蒙古国 新加坡 马来西亚 越南 老挝 缅甸 泰国 柬埔寨 菲律宾 印度尼西亚 印尼 印度 文莱 东帝汶 \
    孟加拉 斯里兰卡 尼泊尔 巴基斯坦 阿富汗 马尔代夫 哈萨克斯坦 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦 \
    沙特 阿联酋 迪拜 卡塔尔 科威特 阿曼 以色列 约旦 伊拉克 伊朗 土耳其 俄罗斯 白俄罗斯 乌克兰 英国 法国 德国 \
    意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 芬兰 丹麦 奥地利 希腊 波兰 捷克 匈牙利 罗马尼亚 塞尔维亚 爱尔兰 \
    美国 加拿大 墨西哥 巴西 阿根廷 智利 秘鲁 厄瓜多尔 委内瑞拉 哥伦比亚 巴拿马 澳大利亚 澳洲 新西兰 斐济 塞班 \
    巴布亚新几内亚 埃及 阿尔及利亚 摩洛哥 利比亚 埃塞俄比亚 肯尼亚 坦桑尼亚 乌干达 卢旺达 尼日利亚 加纳 几内亚 \
    科特迪瓦 喀麦隆 塞内加尔 马里 刚果 安哥拉 赞比亚 津巴布韦 莫桑比克 马达加斯加 毛里求斯 纳米比亚 博茨瓦纳 南非";

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

/// The name of the prefecture (or directly governed county-level unit) that the code lies in, else of its province.
pub fn name_of(code: RegionCode) -> Option<&'static str> {
    let index = &*INDEX;
    let direct = Some(code.at(Level::County)).filter(|c| c.number() / 100_000_000 % 100 == 90);
    direct
        .into_iter()
        .chain([code.at(Level::Prefecture), code.at(Level::Province)])
        .find_map(|unit| index.names.get(&unit).copied())
}

/// Provinces, prefectures and directly governed county-level units, with their names.
pub fn names() -> impl Iterator<Item = (RegionCode, &'static str)> {
    INDEX.names.iter().map(|(code, name)| (*code, *name))
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

/// Places by the pinyin of their short names, with their province's in front or behind too; `None` where two are spelled
/// alike (Suzhou, Taizhou).
static PINYIN: LazyLock<FxHashMap<String, Option<RegionCode>>> = LazyLock::new(|| {
    let mut spelled: FxHashMap<String, Option<RegionCode>> = FxHashMap::default();
    let mut put = |letters: String, code| {
        spelled.entry(letters).and_modify(|known| *known = known.filter(|c| *c == code)).or_insert(Some(code));
    };
    let letters = |name: &'static str| text::name_keys(short_name(name)).full;
    for (&code, &name) in &INDEX.names {
        let province = INDEX.names.get(&code.at(Level::Province)).filter(|_| code.level() != Level::Province);
        let around = province.map(|province| letters(province)).unwrap_or_default();
        for spelt in letters(name) {
            for around in &around {
                put(format!("{around}{spelt}"), code);
                put(format!("{spelt}{around}"), code);
            }
            put(spelt, code);
        }
    }
    spelled
});

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

/// Longest name that is looked for, in characters.
const LONGEST: usize = 24;

/// Where the beginnings of two and more characters end, in bytes, and how many there are.
fn ends(text: &str) -> ([usize; LONGEST], usize) {
    let mut ends = [0; LONGEST];
    let mut count = 0;
    let boundaries = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    for (place, end) in ends.iter_mut().zip(boundaries) {
        *place = end;
        count += 1;
    }
    (ends, count)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Unit(RegionCode),
    Abroad,
}

/// How a name must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 宁波市: as it is.
    Full,
    /// 宁波: unless what follows makes it the name of something else (朝阳区, 中山路).
    Short,
    /// 阿里: also not without its province in front.
    OnlyInProvince,
}

struct Index {
    names: FxHashMap<RegionCode, &'static str>,
    /// Provinces and abroad, found only at the beginning.
    top: FxHashMap<&'static str, (Target, Form)>,
    units: FxHashMap<&'static str, (Target, Form)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { names: FxHashMap::default(), top: FxHashMap::default(), units: FxHashMap::default() };
    for word in ABROAD.split_whitespace() {
        index.top.insert(word, (Target::Abroad, Form::Short));
    }
    for line in PLACES.lines().filter(|line| !line.starts_with('#')) {
        let Some((code, name)) = line.split_once(',') else { continue };
        let Some(code) = RegionCode::parse(code) else { continue };
        index.names.insert(code, name);
        let target = Target::Unit(code);
        let map = if code.level() == Level::Province { &mut index.top } else { &mut index.units };
        map.insert(name, (target, Form::Full));
        let short = short_name(name);
        let form = if ONLY_IN_PROVINCE.contains(&short) { Form::OnlyInProvince } else { Form::Short };
        let form = if code.level() == Level::Province { Form::Short } else { form };
        map.entry(short).or_insert((target, form));
        if name == "内蒙古自治区" {
            map.insert("内蒙", (target, Form::Short));
        }
        if name == "海南藏族自治州" {
            map.insert("海南州", (target, Form::Full));
        }
    }
    index
});

/// 宁波市 → 宁波, 黔西南布依族苗族自治州 → 黔西南; never shorter than two characters.
fn short_name(name: &'static str) -> &'static str {
    let long_enough = |rest: &&str| rest.chars().nth(1).is_some();
    for suffix in ["自治区", "自治州", "自治县"] {
        if let Some(mut rest) = name.strip_suffix(suffix) {
            while let Some(shorter) = PEOPLES.iter().find_map(|p| rest.strip_suffix(p).filter(long_enough)) {
                rest = shorter;
            }
            return rest;
        }
    }
    ["特别行政区", "地区", "林区", "省", "市", "盟", "县"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix).filter(long_enough))
        .unwrap_or(name)
}

impl Index {
    /// The longest name at the beginning of `text` and what follows it; below a province when one is given.
    fn longest<'t>(&self, text: &'t str, province: Option<RegionCode>) -> Option<(Target, &'t str)> {
        let (ends, count) = ends(text);
        ends[..count].iter().rev().find_map(|&end| {
            let (name, rest) = text.split_at_checked(end)?;
            let top = if province.is_none() { self.top.get(name) } else { None };
            let &(target, form) = top.or_else(|| self.units.get(name))?;
            if let (Some(province), Target::Unit(code)) = (province, target)
                && !province.contains(code)
            {
                return None;
            }
            match form {
                Form::Full => Some((target, rest)),
                Form::OnlyInProvince if province.is_none() => None,
                Form::Short | Form::OnlyInProvince => {
                    let rest =
                        ["省", "市", "州", "地区", "盟"].iter().find_map(|s| rest.strip_prefix(s)).unwrap_or(rest);
                    let goes_on = |code| province.is_none() && self.longest(rest, Some(code)).is_some();
                    let ends_here = !makes_another_name(rest) || matches!(target, Target::Unit(c) if goes_on(c));
                    ends_here.then_some((target, rest))
                }
            }
        })
    }
}

/// Whether these words turn a short name in front of them into another name: 朝阳|区, 中山|路, 南京|西路, 朝鲜|族.
fn makes_another_name(rest: &str) -> bool {
    const KINDS: &[char] =
        &['区', '旗', '乡', '镇', '村', '路', '街', '巷', '道', '庄', '屯', '寨', '桥', '社', '组', '族', '湾', '苑'];
    let rest = rest
        .strip_prefix(['东', '南', '西', '北', '中', '大'])
        .filter(|r| r.starts_with(['路', '街', '道']))
        .unwrap_or(rest);
    rest.starts_with(KINDS) || rest.starts_with("料理") || rest.starts_with("小区")
}

#[cfg(test)]
mod tests;
