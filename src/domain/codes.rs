//! The code lists of the national standards (`data/codes`): a word or a code that stands in a roster, brought to the
//! standard's entry, and back. Nothing is guessed: what no list has is nobody's code.

use crate::locale::{Lang, simplified, traditional};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// One entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// As the standard writes it: 1, 01, C.
    pub code: &'static str,
    /// Its word, as the book keeps it.
    pub name: &'static str,
    /// For an industry, 产业: 1, 2 or 3.
    pub sector: Option<u8>,
    /// Its word in English, where the list has one; `_` stands for a space.
    english: Option<&'static str>,
}

/// A list with its standard.
pub struct CodeList {
    /// GB/T number and year.
    pub standard: &'static str,
    /// Its entries, in the standard's order.
    pub entries: Vec<Code>,
    known: FxHashMap<&'static str, usize>,
}

/// 性别, GB/T 2261.1.
pub static SEX: LazyLock<CodeList> =
    LazyLock::new(|| CodeList::new("GB/T 2261.1-2003", include_str!("../../data/codes/sex.csv")));
/// 民族, GB/T 3304.
pub static ETHNIC: LazyLock<CodeList> =
    LazyLock::new(|| CodeList::new("GB/T 3304-1991", include_str!("../../data/codes/ethnic.csv")));
/// 与户主关系, GB/T 4761.
pub static RELATION: LazyLock<CodeList> =
    LazyLock::new(|| CodeList::new("GB/T 4761-2008", include_str!("../../data/codes/relation.csv")));
/// 文化程度, GB/T 4658, by levels.
pub static EDUCATION: LazyLock<CodeList> =
    LazyLock::new(|| CodeList::new("GB/T 4658-2006", include_str!("../../data/codes/education.csv")));
/// 行业, GB/T 4754: sections and divisions.
pub static INDUSTRY: LazyLock<CodeList> =
    LazyLock::new(|| CodeList::new("GB/T 4754-2017", include_str!("../../data/codes/industry.csv")));
/// 职业, GB/T 6565: major groups.
pub static OCCUPATION: LazyLock<CodeList> =
    LazyLock::new(|| CodeList::new("GB/T 6565-2015", include_str!("../../data/codes/occupation.csv")));

impl CodeList {
    fn new(standard: &'static str, text: &'static str) -> Self {
        let mut list = Self { standard, entries: Vec::new(), known: FxHashMap::default() };
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let has_sector = lines.next().is_some_and(|header| header.contains("sector"));
        for line in lines {
            let mut cells = line.split(',');
            let (Some(code), Some(name)) = (cells.next(), cells.next()) else { continue };
            let sector = if has_sector { cells.next().and_then(|cell| cell.parse().ok()) } else { None };
            let at = list.entries.len();
            let also = cells.next().unwrap_or_default();
            let english = also.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
            list.entries.push(Code { code, name, sector, english });
            for word in [code, name].into_iter().chain(also.split_whitespace()) {
                list.known.entry(word).or_insert(at);
            }
        }
        list
    }

    /// The entry of a code, a name or another word for it. Codes may stand without a leading zero, and a code below a
    /// level of education stands for its level.
    pub fn find(&self, text: &str) -> Option<Code> {
        let text = text.trim();
        let look = |word: &str| self.known.get(word).and_then(|&at| self.entries.get(at)).copied();
        look(text).or_else(|| {
            if !text.bytes().all(|b| b.is_ascii_digit()) {
                return look(&text.to_ascii_uppercase())
                    .or_else(|| look(&text.to_ascii_lowercase().replace(' ', "_")))
                    .or_else(|| if text.is_ascii() { None } else { look(&simplified(text)) });
            }
            match text.len() {
                1 => look(&format!("0{text}")),
                2 if self.standard.starts_with("GB/T 4658") => look(&format!("{}0", text.get(..1)?)),
                _ => None,
            }
        })
    }

    /// The entry of exactly this code.
    pub fn coded(&self, code: &str) -> Option<Code> {
        let at = self.known.get(code)?;
        self.entries.get(*at).copied().filter(|entry| entry.code == code)
    }

    /// A word that the book keeps, in a language; as it is where it is none of the list's.
    pub fn told(&self, word: &str, lang: Lang) -> String {
        match (lang, self.find(word).filter(|entry| entry.name == word)) {
            (Lang::Hant, Some(entry)) => traditional(entry.name),
            (Lang::En, Some(Code { english: Some(english), .. })) => english.replace('_', " "),
            _ => word.to_owned(),
        }
    }

    /// The code of a word that the book keeps.
    pub fn code(&self, word: &str) -> Option<&'static str> {
        self.find(word).map(|entry| entry.code)
    }
}

/// 产业 (1, 2 or 3) of an industry, named or coded; 第二产业 and 二产 name themselves.
pub fn sector(industry: &str) -> Option<u8> {
    match industry.trim() {
        "第一产业" | "一产" => Some(1),
        "第二产业" | "二产" => Some(2),
        "第三产业" | "三产" => Some(3),
        other => INDUSTRY.find(other)?.sector,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_whole_and_no_word_means_two_things() {
        for (list, text, entries) in [
            (&SEX, include_str!("../../data/codes/sex.csv"), 4),
            (&ETHNIC, include_str!("../../data/codes/ethnic.csv"), 56),
            (&RELATION, include_str!("../../data/codes/relation.csv"), 82),
            (&EDUCATION, include_str!("../../data/codes/education.csv"), 8),
            (&INDUSTRY, include_str!("../../data/codes/industry.csv"), 117),
            (&OCCUPATION, include_str!("../../data/codes/occupation.csv"), 8),
        ] {
            assert!(text.contains(list.standard), "{}", list.standard);
            assert_eq!(list.entries.len(), entries, "{}", list.standard);
            for entry in &list.entries {
                assert_eq!(list.find(entry.code), Some(*entry));
                let named = list.find(entry.name).unwrap();
                // A section of one division has its name.
                assert!(named == *entry || named.code.len() == 1, "{}", entry.name);
            }
            let mut words: Vec<&str> = text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .skip(1)
                .flat_map(|line| line.rsplit(',').next().unwrap().split_whitespace())
                .collect();
            let all = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), all, "{}", list.standard);
            assert!(list.known.len() >= all + entries);
        }
    }

    #[test]
    fn what_is_told_in_a_language_is_read_again() {
        for list in [&RELATION, &EDUCATION] {
            for entry in &list.entries {
                for lang in Lang::ALL {
                    let told = list.told(entry.name, lang);
                    assert_eq!(list.find(&told).map(|found| found.code), Some(entry.code), "{told}");
                    assert_eq!(told.is_ascii(), lang == Lang::En, "{told}");
                }
            }
        }
        assert_eq!(RELATION.told("邻居", Lang::En), "邻居");
    }

    #[test]
    fn words_and_codes_of_rosters_are_brought_to_the_standard() {
        for (list, written, name, code) in [
            (&SEX, "1", "男", "1"),
            (&SEX, "女性", "女", "2"),
            (&ETHNIC, "汉", "汉族", "01"),
            (&ETHNIC, "1", "汉族", "01"),
            (&ETHNIC, "by", "布依族", "09"),
            (&RELATION, "妻", "配偶", "10"),
            (&RELATION, "12", "配偶", "10"),
            (&RELATION, "2", "户主", "02"),
            (&EDUCATION, "大专", "大学专科", "30"),
            (&EDUCATION, "20", "大学本科", "20"),
            (&EDUCATION, "71", "初中", "70"),
            (&INDUSTRY, "C", "制造业", "C"),
            (&INDUSTRY, "62", "餐饮业", "62"),
        ] {
            let found = list.find(written).unwrap();
            assert_eq!((found.name, found.code), (name, code), "{written}");
        }
        for (list, written) in [(&ETHNIC, "57"), (&ETHNIC, "穿青人"), (&EDUCATION, "50"), (&INDUSTRY, "98")] {
            assert_eq!(list.find(written), None, "{written}");
        }
        assert_eq!(
            ["A", "05", "制造业", "43", "餐饮业", "二产", "没有"].map(sector),
            [Some(1), Some(3), Some(2), Some(3), Some(3), Some(2), None]
        );
    }
}
