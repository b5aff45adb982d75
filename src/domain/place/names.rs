//! The names of provinces, prefectures and countries, and how one is found at the beginning of a text or by its pinyin.

use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::text;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Provinces, prefectures and directly governed county-level units, GB/T 2260.
const PLACES: &str = include_str!("../../../data/codes/places.csv");

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

/// Places by the pinyin of their short names, with their province's in front or behind too; `None` where two are spelled
/// alike (Suzhou, Taizhou).
pub(super) static PINYIN: LazyLock<FxHashMap<String, Option<RegionCode>>> = LazyLock::new(|| {
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

/// Longest name that is looked for, in characters.
const LONGEST: usize = 24;

/// Where the beginnings of two and more characters end, in bytes, and how many there are.
pub(super) fn ends(text: &str) -> ([usize; LONGEST], usize) {
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
pub(super) enum Target {
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

pub(super) struct Index {
    pub(super) names: FxHashMap<RegionCode, &'static str>,
    /// Provinces and abroad, found only at the beginning.
    top: FxHashMap<&'static str, (Target, Form)>,
    units: FxHashMap<&'static str, (Target, Form)>,
}

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(|| {
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
pub(super) fn short_name(name: &'static str) -> &'static str {
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
    pub(super) fn longest<'t>(&self, text: &'t str, province: Option<RegionCode>) -> Option<(Target, &'t str)> {
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
