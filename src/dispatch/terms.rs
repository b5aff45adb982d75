//! Words of skills and occupations, made comparable: 熟练缝纫工 and 缝纫 mean one trade. Two words are of one trade where
//! the stem of one stands in the other's.

/// Words that ask for nothing, or say nothing.
const EMPTY: [&str; 14] =
    ["不限", "无", "无要求", "不要求", "没有", "普工", "其他", "其它", "无技能", "杂工", "零工", "务工", "打工", "有"];
/// What stands before a trade.
const BEFORE: [&str; 8] = ["熟练", "会做", "从事", "有", "会", "懂", "能", "做"];
/// What stands behind it.
const BEHIND: [&str; 14] = [
    "者优先",
    "优先",
    "工作经验",
    "经验",
    "资格证书",
    "资格证",
    "操作证",
    "证书",
    "技术",
    "技能",
    "人员",
    "证",
    "工",
    "员",
];

/// The stems in a text, each once, sorted.
pub fn terms(text: &str) -> Vec<String> {
    let half = crate::text::half_width(text).to_lowercase();
    let apart = |c: char| !c.is_alphanumeric() || matches!(c, '或' | '及' | '和' | '与');
    let mut out: Vec<String> = half.split(apart).filter_map(stem).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn stem(word: &str) -> Option<String> {
    if word.is_empty() || EMPTY.contains(&word) {
        return None;
    }
    let long = |rest: &&str| rest.chars().nth(1).is_some();
    let mut word = word;
    while let Some(rest) = BEFORE.iter().find_map(|w| word.strip_prefix(w).filter(long)) {
        word = rest;
    }
    while let Some(rest) = BEHIND.iter().find_map(|w| word.strip_suffix(w).filter(long)) {
        word = rest;
    }
    (!EMPTY.contains(&word)).then(|| word.to_string())
}

/// Whether two stems are of one trade.
pub fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || (short.chars().nth(1).is_some() && long.contains(short))
}

/// Whether any stem of one list is of a trade with any of the other.
pub fn any_alike(some: &[String], others: &[String]) -> bool {
    some.iter().any(|a| others.iter().any(|b| alike(a, b)))
}

/// 文化程度 as a rank (GB/T 4658, coarsely); `None` where the words are not known.
pub fn schooling(text: &str) -> Option<u8> {
    const RANKS: [(&str, u8); 20] = [
        ("研究生", 6),
        ("硕士", 6),
        ("博士", 6),
        ("本科", 5),
        ("大学", 5),
        ("学士", 5),
        ("大专", 4),
        ("专科", 4),
        ("高职", 4),
        ("高中", 3),
        ("中专", 3),
        ("中职", 3),
        ("技校", 3),
        ("技工", 3),
        ("职高", 3),
        ("初中", 2),
        ("小学", 1),
        ("文盲", 0),
        ("半文盲", 0),
        ("未上过学", 0),
    ];
    // 大学专科, 大专以上: the lower word counts where two stand in one text.
    RANKS.iter().filter(|(word, _)| text.contains(word)).map(|(_, rank)| *rank).min()
}

/// Whether a text asks for no schooling at all.
pub fn any_schooling(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with("不限") || text.starts_with("无")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_trade_meet() {
        for (a, b) in [
            ("熟练缝纫工", "缝纫"),
            ("电子装配工", "会电子装配"),
            ("电焊、叉车证", "叉车"),
            ("有叉车操作证者优先", "叉车"),
            ("焊工", "焊工"),
            ("制鞋/缝纫", "缝纫工"),
        ] {
            assert!(any_alike(&terms(a), &terms(b)), "{a} {b}: {:?} {:?}", terms(a), terms(b));
        }
        for (a, b) in [("缝纫工", "木工"), ("厨师", "保安"), ("不限", "缝纫"), ("普工", "普工")] {
            assert!(!any_alike(&terms(a), &terms(b)), "{a} {b}");
        }
    }

    #[test]
    fn schooling_is_ranked() {
        let ranks = ["小学", "初中及以上", "中专或高中", "大学专科", "本科", "其他"].map(schooling);
        assert_eq!(ranks, [Some(1), Some(2), Some(3), Some(4), Some(5), None]);
    }
}
