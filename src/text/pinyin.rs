//! Pinyin of names, for finding people by what an officer types. Few keys for each name, because every key is an
//! index row: surnames have their surname reading, given names a second reading only where one is really used.

use super::numerals::half_width_char;
use ::pinyin::ToPinyin;

/// Most keys of one kind for one name.
const MOST: usize = 8;

/// What a name is found by: lower-case ASCII for Chinese characters, no tones, `v` for ü, no separators; other
/// letters and digits as they are, in lower case. The likeliest first, no duplicates. Empty where nothing can be
/// spelt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameKeys {
    /// Full pinyin: `ceshijia`.
    pub full: Vec<String>,
    /// First letters: `csj`.
    pub initials: Vec<String>,
}

/// One reading of a character, and a second where one is used.
type Readings = (&'static str, Option<&'static str>);

/// The keys of a name.
pub fn name_keys(name: &str) -> NameKeys {
    let compound = compound_surname(name);
    keys_of(name, |at, c| match (compound.get(at), at) {
        (Some(&readings), _) => Some(readings),
        (None, 0) => surname(c).or_else(|| given(c)),
        (None, _) => given(c),
    })
}

/// The keys of words that are nobody's name: no character is read as a surname.
pub fn word_keys(words: &str) -> NameKeys {
    keys_of(words, |_, c| given(c))
}

fn keys_of(text: &str, readings: impl Fn(usize, char) -> Option<Readings>) -> NameKeys {
    let mut full = vec![String::with_capacity(text.len() * 2)];
    let mut initials = vec![String::with_capacity(text.len())];
    for (at, c) in text.chars().map(half_width_char).filter(|&c| !is_separator(c)).enumerate() {
        match readings(at, c) {
            Some((first, second)) => {
                append(&mut full, first, second);
                let letter = |reading: &'static str| reading.get(..1).unwrap_or_default();
                let second = second.map(letter).filter(|&second| second != letter(first));
                append(&mut initials, letter(first), second);
            }
            None if is_other_letter(c) => {
                for c in c.to_lowercase() {
                    full.iter_mut().chain(&mut initials).for_each(|key| key.push(c));
                }
            }
            None => {}
        }
    }
    for keys in [&mut full, &mut initials] {
        keep_first_of_each(keys);
    }
    NameKeys { full, initials }
}

/// Adds a syllable to every key; a second reading doubles the keys as long as there is room.
fn append(keys: &mut Vec<String>, first: &str, second: Option<&str>) {
    let before = keys.len();
    if let Some(second) = second.filter(|_| before * 2 <= MOST) {
        for at in 0..before {
            let key = format!("{}{second}", keys[at]);
            keys.push(key);
        }
    }
    keys.iter_mut().take(before).for_each(|key| key.push_str(first));
}

fn keep_first_of_each(keys: &mut Vec<String>) {
    let mut kept = 0;
    for at in 0..keys.len() {
        if !keys[at].is_empty() && !keys[..kept].contains(&keys[at]) {
            keys.swap(kept, at);
            kept += 1;
        }
    }
    keys.truncate(kept);
}

/// Letters and digits of other scripts. Chinese characters without a reading are left out of the keys.
fn is_other_letter(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..)
}

/// What stands between the parts of a name.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・' | '･' | '‧' | '∙' | '⋅' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Surnames of two characters of which one is not read as usual.
fn compound_surname(name: &str) -> &'static [Readings] {
    const TABLE: &[(&str, &[Readings])] = &[
        ("尉迟", &[("yu", None), ("chi", None)]),
        ("万俟", &[("mo", None), ("qi", None)]),
        ("长孙", &[("zhang", None), ("sun", None)]),
        ("澹台", &[("tan", None), ("tai", None)]),
        ("令狐", &[("ling", None), ("hu", None)]),
        ("单于", &[("shan", Some("chan")), ("yu", None)]),
        ("乐正", &[("yue", None), ("zheng", None)]),
        ("子车", &[("zi", None), ("ju", None)]),
        ("宰父", &[("zai", None), ("fu", None)]),
    ];
    let name = name.trim_start();
    TABLE.iter().find(|(surname, _)| name.starts_with(surname)).map_or(&[], |&(_, readings)| readings)
}

/// Readings of a character as a surname, where they are not those of the dictionary.
fn surname(c: char) -> Option<Readings> {
    Some(match c {
        '单' => ("shan", None),
        '曾' => ("zeng", None),
        '覃' => ("qin", Some("tan")),
        '仇' => ("qiu", None),
        '解' => ("xie", None),
        '区' => ("ou", None),
        '查' => ("zha", None),
        '任' => ("ren", None),
        '朴' => ("piao", None),
        '盖' => ("ge", Some("gai")),
        '缪' => ("miao", None),
        '乐' => ("yue", Some("le")),
        '宁' | '甯' => ("ning", None),
        '翟' => ("zhai", Some("di")),
        '冼' | '洗' => ("xian", None),
        '员' => ("yun", None),
        '召' => ("shao", None),
        '折' => ("she", None),
        '黑' => ("he", None),
        '秘' => ("bi", None),
        '逄' => ("pang", None),
        '阚' => ("kan", None),
        '卜' => ("bu", None),
        '种' => ("chong", None),
        '繁' => ("po", None),
        '隗' => ("wei", Some("kui")),
        '郇' => ("xun", Some("huan")),
        '郗' => ("xi", Some("chi")),
        '宓' => ("mi", Some("fu")),
        '都' => ("du", None),
        '句' => ("gou", None),
        '祭' => ("zhai", Some("ji")),
        '牟' => ("mou", Some("mu")),
        '么' => ("yao", None),
        '能' => ("nai", None),
        '谌' => ("chen", Some("shen")),
        '柏' => ("bai", Some("bo")),
        '薄' => ("bo", None),
        '莘' => ("shen", Some("xin")),
        '藏' => ("zang", None),
        '蔚' => ("yu", Some("wei")),
        '尉' => ("wei", Some("yu")),
        '相' => ("xiang", None),
        '乜' => ("nie", None),
        '佴' => ("nai", None),
        '长' => ("chang", Some("zhang")),
        _ => return None,
    })
}

/// Readings of a character in a given name (or as an ordinary surname).
fn given(c: char) -> Option<Readings> {
    Some(match c {
        // Read in two ways in names.
        '乐' => ("le", Some("yue")),
        '行' => ("xing", Some("hang")),
        '朝' => ("chao", Some("zhao")),
        '曾' => ("zeng", Some("ceng")),
        '重' => ("chong", Some("zhong")),
        '长' => ("chang", Some("zhang")),
        '晟' => ("sheng", Some("cheng")),
        '茜' => ("qian", Some("xi")),
        '柏' => ("bai", Some("bo")),
        '筠' => ("yun", Some("jun")),
        '鋆' => ("yun", Some("jun")),
        '隽' => ("jun", Some("juan")),
        '颉' => ("jie", Some("xie")),
        '珲' => ("hui", Some("hun")),
        '焯' => ("zhuo", Some("chao")),
        '莘' => ("xin", Some("shen")),
        '藏' => ("zang", Some("cang")),
        '莞' => ("wan", Some("guan")),
        '靓' => ("liang", Some("jing")),
        // Read in one way, which is not the dictionary's first.
        '焘' => ("tao", None),
        '珩' => ("heng", None),
        '佛' => ("fo", None),
        '琢' => ("zhuo", None),
        '泊' => ("bo", None),
        '绿' => ("lv", None),
        '率' => ("shuai", None),
        '阚' => ("kan", None),
        '翟' => ("zhai", None),
        '都' => ("du", None),
        '覃' => ("qin", Some("tan")),
        '逄' => ("pang", None),
        '缪' => ("miao", None),
        '偲' => ("si", None),
        '参' => ("shen", None),
        '解' => ("jie", None),
        _ => (ascii(c.to_pinyin()?.plain()), None),
    })
}

/// The four syllables with ü, typed with v.
fn ascii(syllable: &'static str) -> &'static str {
    match syllable {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        other => other,
    }
}

/// A query as keys are written: lower case, half width, no separators, `v` for `ü` and `u:`.
pub fn fold_query(query: &str) -> String {
    let mut out = fold_name(query);
    if !out.is_ascii() {
        out = out.replace('ü', "v");
    }
    if out.contains("u:") { out.replace("u:", "v") } else { out }
}

/// A name as it is compared: half width, lower case, no separators.
pub fn fold_name(name: &str) -> String {
    name.chars().map(half_width_char).filter(|&c| !is_separator(c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn full(name: &str) -> String {
        name_keys(name).full.join(" ")
    }

    fn initials(name: &str) -> String {
        name_keys(name).initials.join(" ")
    }

    #[test]
    fn most_names_have_one_key() {
        assert_eq!((full("测试甲"), initials("测试甲")), ("ceshijia".into(), "csj".into()));
        assert_eq!(full("吕试女"), "lvshinv");
        assert_eq!(full("任试华"), "renshihua");
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, keys) in [
            ("单试", "shanshi"),
            ("曾试", "zengshi"),
            ("覃试", "qinshi tanshi"),
            ("仇试", "qiushi"),
            ("解试", "xieshi"),
            ("区试", "oushi"),
            ("查试", "zhashi"),
            ("朴试", "piaoshi"),
            ("盖试", "geshi gaishi"),
            ("缪试", "miaoshi"),
            ("乐试", "yueshi leshi"),
            ("纪试", "jishi"),
            ("翟试", "zhaishi dishi"),
            ("尹试", "yinshi"),
            ("员试", "yunshi"),
            ("尉迟试", "yuchishi"),
            ("万俟试", "moqishi"),
            ("长孙试", "zhangsunshi"),
            ("澹台试", "tantaishi"),
            ("令狐试", "linghushi"),
            ("欧阳试", "ouyangshi"),
            ("沈试", "shenshi"),
            ("万试", "wanshi"),
        ] {
            assert_eq!(full(name), keys, "{name}");
        }
        assert_eq!(initials("覃试"), "qs ts");
        assert_eq!(initials("盖试"), "gs");
    }

    #[test]
    fn given_names_have_a_second_reading_only_where_one_is_used() {
        assert_eq!(full("测单"), "cedan");
        assert_eq!(full("测乐"), "cele ceyue");
        assert_eq!(full("测晟"), "cesheng cecheng");
        assert_eq!(full("测焘"), "cetao");
        assert!(name_keys("乐乐乐乐乐").full.len() <= MOST);
    }

    #[test]
    fn separators_other_scripts_and_rare_characters() {
        assert_eq!(full("阿依·测试"), "ayiceshi");
        assert_eq!(initials("阿依•测试"), "aycs");
        assert_eq!(full("测 试Ａ1"), "ceshia1");
        assert_eq!(full("\u{30010}测\u{f0000}"), "ce");
        assert_eq!(name_keys("·"), NameKeys::default());
    }

    #[test]
    fn queries_and_names_fold_alike() {
        assert_eq!(fold_query(" LÜ Ｃe·shi "), "lvceshi");
        assert_eq!(fold_query("lu:"), "lv");
        assert_eq!(fold_name("阿依 · 测试Ａ"), "阿依测试a");
        assert_eq!(fold_query("阿依•测试A"), fold_name("阿依·测试Ａ"));
    }

    #[test]
    fn every_syllable_is_ascii() {
        for c in '\u{3400}'..='\u{9fff}' {
            if let Some((first, second)) = given(c) {
                assert!(first.is_ascii() && second.is_none_or(str::is_ascii), "{c}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic(name in any::<String>(), zh in "[一-龥·乐长朝 ]{0,12}") {
            for name in [&name, &zh] {
                let keys = name_keys(name);
                for kind in [&keys.full, &keys.initials] {
                    prop_assert!(kind.len() <= MOST);
                    prop_assert!(kind.iter().enumerate().all(|(i, key)| !kind[..i].contains(key)));
                }
                let _ = (fold_query(name), fold_name(name));
            }
        }
    }
}
