//! The words of a township that does not exist: names, villages, employers. All are made up, and plainly so: given
//! names carry a syllable such as 测, 试, 样, 例, and employers are called 样达, 试宏, ….

use super::rng::Dice;
use crate::domain::keys::{Channel, PlaceClass};
use crate::domain::region::RegionCode;

/// The county number of the demo's code and ID numbers: within Guizhou's 52, and never in use (neither among the
/// townships of the statistics bureau nor among all county codes since 1981).
pub const COUNTY: &str = "529999";
/// The name of the county, where the story is of all of it.
pub const COUNTY_NAME: &str = "云岭县(演示)";
/// The township's code.
pub const TOWNSHIP: &str = "529999101";
/// The township's name.
pub const TOWNSHIP_NAME: &str = "云岭镇(演示)";

/// The villages.
pub const VILLAGES: [&str; 12] = [
    "样田村",
    "测石村",
    "试水村",
    "例坪村",
    "虚谷村",
    "拟山村",
    "演溪村",
    "模湾村",
    "仿古村",
    "新样社区",
    "云例社区",
    "岭测社区",
];

/// What the townships of a county are called after.
const STEMS: [&str; 20] = [
    "田", "石", "水", "坪", "谷", "山", "溪", "湾", "坡", "桥", "井", "岩", "塘", "洞", "关", "寨", "河", "泉", "峰",
    "坝",
];

/// The n-th township of a county.
pub fn township_name(n: usize) -> String {
    let mark = MARKS.get(n / STEMS.len() % MARKS.len()).unwrap_or(&"样");
    format!("{mark}{}镇(演示)", STEMS.get(n % STEMS.len()).unwrap_or(&"田"))
}

/// The k-th village of a county's n-th township.
pub fn village_name(n: usize, k: usize) -> String {
    let mark = |at: usize| MARKS.get(at % MARKS.len()).copied().unwrap_or("样");
    let stem = STEMS.get(n % STEMS.len()).unwrap_or(&"田");
    format!("{}{}{stem}{}", mark(k / MARKS.len()), mark(k), if is_new(k) { "社区" } else { "村" })
}

/// Whether a village is one of the new communities, where the resettled live.
pub fn is_new(village: usize) -> bool {
    (9..11).contains(&(village % VILLAGES.len()))
}

/// Made-up people of the offices.
pub const OFFICER: &str = "林样";
const GRID: [&str; 12] = [
    "王例一",
    "李样二",
    "张测三",
    "陈试四",
    "杨例五",
    "黄样六",
    "赵测七",
    "周试八",
    "吴例九",
    "徐样十",
    "单测甲",
    "覃试乙",
];

/// Who reports for a village.
pub fn grid_officer(village: usize) -> &'static str {
    GRID.get(village % GRID.len()).copied().unwrap_or(OFFICER)
}

const SURNAMES: [(&str, u32); 39] = [
    ("王", 70),
    ("李", 70),
    ("张", 66),
    ("刘", 48),
    ("陈", 52),
    ("杨", 60),
    ("黄", 40),
    ("赵", 24),
    ("吴", 30),
    ("周", 30),
    ("徐", 16),
    ("孙", 14),
    ("马", 16),
    ("朱", 14),
    ("胡", 16),
    ("林", 16),
    ("郭", 12),
    ("何", 20),
    ("高", 10),
    ("罗", 26),
    ("郑", 10),
    ("梁", 12),
    ("谢", 12),
    ("宋", 10),
    ("唐", 12),
    ("韦", 30),
    ("岑", 12),
    ("蒙", 10),
    ("陆", 12),
    ("卢", 10),
    ("龙", 14),
    ("曾", 14),
    ("覃", 12),
    ("单", 6),
    ("解", 3),
    ("仇", 3),
    ("区", 3),
    ("查", 3),
    ("欧阳", 4),
];

const MARKS: [&str; 10] = ["测", "试", "样", "例", "演", "拟", "虚", "设", "仿", "模"];
const MEN: [&str; 30] = [
    "强", "军", "伟", "勇", "平", "刚", "华", "明", "林", "山", "海", "波", "龙", "飞", "国", "建", "志", "文", "荣",
    "光", "成", "贵", "福", "生", "德", "云", "宇", "浩", "杰", "涛",
];
const WOMEN: [&str; 30] = [
    "芳", "丽", "霞", "燕", "玲", "英", "梅", "兰", "红", "秀", "珍", "琴", "群", "凤", "花", "芬", "艳", "娟", "云",
    "香", "月", "琼", "婷", "欣", "雨", "佳", "慧", "雪", "敏", "青",
];
const LONG: [&str; 6] = ["阿测·样布", "买样·试提", "古例·测木", "达样·例江", "艾试·样山", "萨测·例克"];

/// A family's name.
pub fn surname(dice: &mut Dice) -> &'static str {
    let weights = SURNAMES.map(|(_, weight)| weight);
    SURNAMES.get(dice.weighted(&weights)).map_or("王", |(name, _)| name)
}

/// A full name that nobody bears.
pub fn name(dice: &mut Dice, family: &str, man: bool) -> String {
    if dice.permille(4) {
        return dice.pick(&LONG).to_string();
    }
    let mark = dice.pick(&MARKS);
    // A character outside the Basic Multilingual Plane (CJK Extension B), as real rosters have them.
    let plain = if dice.permille(2) { "𠮷" } else { dice.pick(if man { &MEN } else { &WOMEN }) };
    if dice.percent(50) { format!("{family}{mark}{plain}") } else { format!("{family}{plain}{mark}") }
}

/// 民族 of a family.
pub fn ethnic(dice: &mut Dice) -> &'static str {
    const GROUPS: [&str; 6] = ["汉族", "布依族", "苗族", "彝族", "回族", "侗族"];
    GROUPS.get(dice.weighted(&[62, 18, 12, 4, 2, 2])).copied().unwrap_or("汉族")
}

/// A place where people work, or a bus goes.
#[derive(Debug, Clone, Copy)]
pub struct City {
    /// As written.
    pub name: &'static str,
    code: &'static str,
    /// As seen from the township.
    pub class: PlaceClass,
    /// Kilometres by road.
    pub distance: u32,
    /// How many of a hundred go there.
    pub weight: u32,
}

impl City {
    /// Its region code.
    pub fn code(&self) -> Option<RegionCode> {
        RegionCode::parse(self.code)
    }
}

const fn city(name: &'static str, code: &'static str, class: PlaceClass, distance: u32, weight: u32) -> City {
    City { name, code, class, distance, weight }
}

/// Where people work, the far ones first; the last two are the county town and the township itself.
pub const CITIES: [City; 15] = [
    city("东莞市", "4419", PlaceClass::Beyond, 1050, 16),
    city("深圳市", "4403", PlaceClass::Beyond, 1120, 9),
    city("佛山市", "4406", PlaceClass::Beyond, 980, 10),
    city("广州市", "4401", PlaceClass::Beyond, 1010, 6),
    city("宁波市", "3302", PlaceClass::Beyond, 1780, 12),
    city("温州市", "3303", PlaceClass::Beyond, 1690, 6),
    city("义乌市", "330782", PlaceClass::Beyond, 1610, 6),
    city("昆山市", "320583", PlaceClass::Beyond, 1850, 6),
    city("晋江市", "350582", PlaceClass::Beyond, 1480, 8),
    city("上海市", "31", PlaceClass::Beyond, 1900, 3),
    city("贵阳市", "5201", PlaceClass::Province, 260, 11),
    city("遵义市", "5203", PlaceClass::Province, 390, 4),
    city("安顺市", "5204", PlaceClass::Province, 190, 3),
    city("云岭县城(演示)", COUNTY, PlaceClass::County, 30, 0),
    city(TOWNSHIP_NAME, TOWNSHIP, PlaceClass::Township, 0, 0),
];
/// How many of the cities lie outside the county.
pub const FAR: usize = 13;

/// An employer that does not exist.
#[derive(Debug, Clone)]
pub struct Employer {
    /// 单位.
    pub name: String,
    /// Index into [`CITIES`].
    pub city: usize,
    /// 渠道.
    pub channel: Channel,
    /// 工种.
    pub occupation: &'static str,
    /// 行业.
    pub industry: &'static str,
    /// What it pays at least, CNY a month.
    pub wage: u32,
}

type Trade = (&'static str, &'static str, &'static str, u32);
const TRADES: [Trade; 9] = [
    ("电子厂", "电子装配工", "制造业", 4800),
    ("制衣厂", "缝纫工", "制造业", 4500),
    ("鞋业公司", "制鞋工", "制造业", 4600),
    ("家具厂", "木工", "制造业", 5600),
    ("五金厂", "冲压工", "制造业", 5000),
    ("物流公司", "分拣员", "交通运输、仓储和邮政业", 5200),
    ("建筑公司", "钢筋工", "建筑业", 6500),
    ("食品厂", "包装工", "制造业", 4300),
    ("餐饮店", "服务员", "住宿和餐饮业", 4000),
];
const FIRMS: [&str; 8] = ["样达", "试宏", "例安", "测丰", "演新", "虚拓", "拟盛", "仿嘉"];
const LOCAL: [(usize, Channel, &str, &str, &str, u32); 12] = [
    (13, Channel::Enterprise, "县城样便超市", "收银员", "批发和零售业", 2600),
    (13, Channel::Enterprise, "县城例康家政", "家政服务员", "居民服务业", 2800),
    (13, Channel::Enterprise, "县城测建材厂", "搬运工", "制造业", 3600),
    (13, Channel::Enterprise, "县城试味食品厂", "包装工", "制造业", 3000),
    (14, Channel::Workshop, "样田帮扶车间", "缝纫工", "制造业", 2400),
    (14, Channel::Workshop, "例坪帮扶车间", "电子装配工", "制造业", 2500),
    (14, Channel::Workshop, "新样社区帮扶车间", "竹编工", "制造业", 2300),
    (14, Channel::PublicPost, "云岭镇保洁岗(演示)", "保洁员", "公共管理", 1000),
    (14, Channel::PublicPost, "云岭镇护林岗(演示)", "护林员", "公共管理", 1000),
    (14, Channel::PublicPost, "云岭镇护路岗(演示)", "护路员", "公共管理", 1000),
    (14, Channel::Cooperative, "演溪茶叶合作社", "采茶工", "农林牧渔业", 2200),
    (14, Channel::Cooperative, "虚谷食用菌基地", "栽培工", "农林牧渔业", 2500),
];

/// Every employer: so many in each city, then those of the county and the township.
pub fn employers(firms: usize) -> Vec<Employer> {
    let mut out = Vec::new();
    for (n, city) in CITIES.iter().enumerate().take(FAR) {
        for k in 0..firms {
            let (trade, occupation, industry, wage) =
                TRADES.get((n * 2 + k * 5) % TRADES.len()).copied().unwrap_or_default();
            let firm = FIRMS.get((n + k * 3) % FIRMS.len()).copied().unwrap_or_default();
            let wage = if city.class == PlaceClass::Province { wage * 4 / 5 } else { wage };
            let short = city.name.trim_end_matches('市');
            let name = format!("{short}{firm}{trade}");
            out.push(Employer { name, city: n, channel: Channel::Enterprise, occupation, industry, wage });
        }
    }
    out.extend(LOCAL.iter().map(|&(city, channel, name, occupation, industry, wage)| Employer {
        name: name.to_string(),
        city,
        channel,
        occupation,
        industry,
        wage,
    }));
    out
}
