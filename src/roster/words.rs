//! The words that rosters use for the closed vocabularies, beyond the book's own names and keys. What is not here is
//! `value.unknown`: a word is never guessed. All take half-width text without spaces.

use super::spoken::spoken;
use crate::domain::keys::{Capacity, Channel, HouseholdFlag, HouseholdKind, Sex, Status, WishKey, vocabulary};

/// What 就业状态 says (design/FIELDS.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// 在外务工, or 是 under 是否务工.
    Working,
    /// 县内就业.
    County,
    /// 公益性岗位, 灵活就业, 自主创业.
    By(Channel),
    /// 未就业, or 否 under 是否务工.
    Idle,
    /// 务农.
    Farming,
    /// 在校.
    School,
    /// 丧失劳动能力.
    Unable,
}

vocabulary! {
    /// The words of 就业状态, in rosters and in our forms.
    EmploymentWord {
        Working = "working", "在外务工"; County = "county", "县内就业"; PublicPost = "public_post", "公益性岗位";
        Flexible = "flexible", "灵活就业"; SelfEmployed = "self_employed", "自主创业"; Idle = "idle", "未就业";
        Farming = "farming", "务农"; School = "school", "在校"; Unable = "unable", "丧失劳动能力";
    }
}

/// 就业状态: these words and no others.
pub fn employment(word: &str) -> Option<Said> {
    Some(match EmploymentWord::named(word)? {
        EmploymentWord::Working => Said::Working,
        EmploymentWord::County => Said::County,
        EmploymentWord::PublicPost => Said::By(Channel::PublicPost),
        EmploymentWord::Flexible => Said::By(Channel::Flexible),
        EmploymentWord::SelfEmployed => Said::By(Channel::SelfEmployed),
        EmploymentWord::Idle => Said::Idle,
        EmploymentWord::Farming => Said::Farming,
        EmploymentWord::School => Said::School,
        EmploymentWord::Unable => Said::Unable,
    })
}

vocabulary! {
    /// What a column that asks is answered with.
    Answer { Yes = "yes", "是"; No = "no", "否"; }
}
vocabulary! {
    /// In 户属村 and 户属组: the household counts in none.
    Unassigned { Village = "no_village", "未归村"; Group = "no_group", "无"; }
}
spoken!(EmploymentWord Answer HouseholdKind);

vocabulary! {
    /// 全职/兼职.
    Hours { Full = "full_time", "全职"; Part = "part_time", "兼职"; }
}

/// 性别.
pub fn sex(word: &str) -> Option<Sex> {
    match word {
        "男" | "男性" | "男性别" | "1" | "male" | "M" => Some(Sex::Male),
        "女" | "女性" | "女性别" | "2" | "female" | "F" => Some(Sex::Female),
        word => Sex::named(word),
    }
}

/// Yes or no, in a column that asks.
pub fn yes_no(word: &str) -> Option<bool> {
    match word {
        "是" | "有" | "√" | "✓" | "✔" | "Y" | "y" | "YES" | "yes" | "Yes" | "TRUE" | "true" | "1" | "对" => {
            Some(true)
        }
        "否" | "无" | "×" | "✗" | "✘" | "X" | "x" | "N" | "n" | "NO" | "no" | "No" | "FALSE" | "false" | "0"
        | "不是" | "没有" | "非" => Some(false),
        word => Answer::named(word).map(|answer| answer == Answer::Yes),
    }
}

/// 是否签合同, 是否签字.
pub fn signed(word: &str) -> Option<bool> {
    match word {
        "已签" | "已签订" | "签订" | "已签字" | "签字" | "已签合同" | "签" => Some(true),
        "未签" | "未签订" | "没签" | "未签字" | "未签合同" | "不签" => Some(false),
        word => yes_no(word),
    }
}

/// 劳动能力, 劳动技能.
pub fn capacity(word: &str) -> Option<Capacity> {
    Some(match word {
        "普通劳动力" | "普劳动力" | "普通劳动能力" | "普通" | "普通劳力" | "ordinary" => {
            Capacity::Ordinary
        }
        "技能劳动力" | "技能型劳动力" | "技能" | "技术劳动力" | "skilled" => Capacity::Skilled,
        "弱劳动力"
        | "半劳动力"
        | "弱劳动力或半劳动力"
        | "弱半劳动力"
        | "弱(半)劳动力"
        | "弱劳动力、半劳动力"
        | "弱劳动力/半劳动力"
        | "半劳动力或弱劳动力"
        | "弱劳力"
        | "半劳力"
        | "弱/半劳动力"
        | "weak" => Capacity::Weak,
        "丧失劳动力" | "丧失劳动能力" | "lost" => Capacity::Lost,
        "无劳动力" | "无劳动能力" | "无" | "无劳力" | "none" => Capacity::None,
        word => return Capacity::named(word),
    })
}

/// 渠道.
pub fn channel(word: &str) -> Option<Channel> {
    Some(match word {
        "企业" | "企业就业" | "企业务工" | "工厂" | "公司" => Channel::Enterprise,
        "帮扶车间" | "扶贫车间" | "就业帮扶车间" | "就业扶贫车间" | "乡村振兴车间" | "帮扶车间就业" => {
            Channel::Workshop
        }
        "公益性岗位" | "公益岗位" | "公益性岗" | "公益岗" | "乡村公益性岗位" | "乡村公岗" => {
            Channel::PublicPost
        }
        "自主创业" | "创业" => Channel::SelfEmployed,
        "灵活就业" | "零工" | "打零工" => Channel::Flexible,
        "合作社/基地" | "合作社" | "基地" | "农民专业合作社" | "产业基地" | "合作社、基地" | "合作社或基地" => {
            Channel::Cooperative
        }
        "其他" | "其它" => Channel::Other,
        "未知" | "不详" => Channel::Unknown,
        word => return Channel::named(word),
    })
}

/// 就业意愿.
pub fn wish(word: &str) -> Option<WishKey> {
    Some(match word {
        "县内就近" | "县内" | "就近" | "本地" | "就近就业" | "县内就业" | "就近就地" | "就地就近" | "就近就地就业"
        | "本县" | "县内务工" => WishKey::Local,
        "省内" | "省内就业" | "省内务工" | "县外省内" | "省内县外" => WishKey::Province,
        "省外" | "省外就业" | "省外务工" | "外省" => WishKey::Beyond,
        "不限" | "都可以" | "均可" | "有" | "是" | "有意愿" | "有就业意愿" | "有务工意愿" | "愿意" => {
            WishKey::Any
        }
        "先培训" | "培训" | "想培训" => WishKey::Training,
        "创业" | "自主创业" | "想创业" => WishKey::Startup,
        "无就业意愿" | "无" | "否" | "无意愿" | "没有" | "不愿意" | "无务工意愿" | "暂无意愿" => {
            WishKey::None
        }
        "未知" | "不详" | "未核实" | "未询问" => WishKey::Unknown,
        word => return WishKey::named(word),
    })
}

/// 人员状态.
pub fn status(word: &str) -> Option<Status> {
    Some(match word {
        "在册" | "正常" => Status::Active,
        "在校" | "在校生" => Status::School,
        "参军" | "现役军人" | "服兵役" | "现役" => Status::Army,
        "服刑" => Status::Prison,
        "死亡" | "已死亡" | "已故" => Status::Died,
        "迁出" | "已迁出" | "户口迁出" => Status::MovedOut,
        word => return Status::named(word),
    })
}

/// Whether 在校生状况 says that somebody is at school; `None` where it says nothing.
pub fn in_school(word: &str, asks: bool) -> Option<bool> {
    match word {
        "非在校" | "非在校生" | "不在校" | "已毕业" | "毕业" | "辍学" | "已畢業" | "畢業" | "輟學" => {
            Some(false)
        }
        "否" | "无" | "0" | "非" | "不是" | "FALSE" => asks.then_some(false),
        _ => Some(true),
    }
}

/// What one word of 户类型 says: a kind, a flag, or both kinds of thing unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindWord {
    /// 户类型 proper.
    Kind(HouseholdKind),
    /// 一般户 with this flag, unless a kind stands elsewhere.
    Flag(HouseholdFlag),
}

/// 户类型, 户属性, one word of it.
pub fn kind(word: &str) -> Option<KindWord> {
    use HouseholdKind::*;
    Some(match word {
        "脱贫户"
        | "脱贫户(非监测)"
        | "脱贫户(非监测户)"
        | "脱贫户(享受政策)"
        | "脱贫户(不享受政策)"
        | "脱贫户(继续享受政策)"
        | "已脱贫户"
        | "稳定脱贫户"
        | "建档立卡脱贫户"
        | "建档立卡户"
        | "脱贫"
        | "脱贫享受政策"
        | "脱贫不享受政策" => KindWord::Kind(Lifted),
        "脱贫不稳定" | "脱贫不稳定户" => KindWord::Kind(Unstable),
        "边缘易致贫" | "边缘易致贫户" | "边缘户" => KindWord::Kind(Marginal),
        "突发严重困难" | "突发严重困难户" | "突发困难户" => KindWord::Kind(Sudden),
        "一般户" | "一般农户" | "普通户" | "普通农户" | "一般" | "非脱贫户" => {
            KindWord::Kind(Ordinary)
        }
        "监测户" | "监测对象" | "监测对象户" | "三类户" | "三类监测户" | "未知" => {
            KindWord::Kind(Unknown)
        }
        "易地搬迁" | "易地搬迁户" | "易地扶贫搬迁户" | "易地扶贫搬迁" | "搬迁户" => {
            KindWord::Flag(HouseholdFlag::Resettled)
        }
        "低保" | "低保户" | "农村低保户" => KindWord::Flag(HouseholdFlag::Subsistence),
        "低收入" | "低收入户" | "农村低收入户" | "低收入人口" => {
            KindWord::Flag(HouseholdFlag::LowIncome)
        }
        "特困" | "特困户" | "特困供养户" | "特困供养" | "特困人员" | "五保户" => {
            KindWord::Flag(HouseholdFlag::Destitute)
        }
        word => {
            return HouseholdKind::named(word)
                .map(KindWord::Kind)
                .or_else(|| HouseholdFlag::named(word).map(KindWord::Flag));
        }
    })
}

/// A yes-or-no column of a flag: also takes the flag's own name, and 非… for no.
pub fn flag(word: &str, of: HouseholdFlag) -> Option<bool> {
    yes_no(word).or_else(|| match word {
        "享受" => Some(true),
        "不享受" | "未享受" => Some(false),
        word => match word.strip_prefix('非') {
            Some(rest) => (kind(rest) == Some(KindWord::Flag(of))).then_some(false),
            None => (kind(word) == Some(KindWord::Flag(of))).then_some(true),
        },
    })
}

/// Whether 与户主关系 names the head: by word, or by code (GB/T 4761: 01 本人, 02 户主).
pub fn is_head(relation: &str) -> bool {
    matches!(
        relation,
        "户主"
            | "本人"
            | "本人或户主"
            | "户主本人"
            | "户主(本人)"
            | "本人(户主)"
            | "户主或本人"
            | "户主/本人"
            | "本人/户主"
            | "戶主"
            | "01"
            | "02"
            | "1"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_key_of_the_book_is_understood() {
        for &c in Channel::ALL {
            assert_eq!((channel(c.zh()), channel(c.key())), (Some(c), Some(c)));
        }
        for &w in WishKey::ALL {
            assert_eq!((wish(w.zh()), wish(w.key())), (Some(w), Some(w)));
        }
        for &c in Capacity::ALL {
            assert_eq!((capacity(c.zh()), capacity(c.key())), (Some(c), Some(c)));
        }
        for &k in HouseholdKind::ALL {
            assert_eq!((kind(k.zh()), kind(k.key())), (Some(KindWord::Kind(k)), Some(KindWord::Kind(k))));
        }
        for &s in Status::ALL {
            assert_eq!((status(s.zh()), status(s.key())), (Some(s), Some(s)));
        }
        for &f in HouseholdFlag::ALL {
            assert_eq!((kind(f.zh()), flag(f.zh(), f)), (Some(KindWord::Flag(f)), Some(true)));
        }
        for &s in Sex::ALL {
            assert_eq!((sex(s.zh()), sex(s.key())), (Some(s), Some(s)));
        }
    }

    #[test]
    fn rosters_in_english_and_in_traditional_script_are_understood() {
        use crate::locale::Lang;
        for lang in Lang::ALL {
            for &c in Capacity::ALL {
                assert_eq!(capacity(&c.name_in(lang)), Some(c));
            }
            for &k in HouseholdKind::ALL {
                assert_eq!(kind(&k.name_in(lang)), Some(KindWord::Kind(k)));
            }
            for &f in HouseholdFlag::ALL {
                assert_eq!(flag(&f.name_in(lang), f), Some(true));
            }
            for &w in EmploymentWord::ALL {
                assert_eq!(employment(&w.name_in(lang)), employment(w.key()));
            }
        }
    }

    #[test]
    fn work_takes_nine_words_and_no_other() {
        for word in
            ["在外务工", "县内就业", "公益性岗位", "灵活就业", "自主创业", "未就业", "务农", "在校", "丧失劳动能力"]
        {
            assert!(employment(word).is_some(), "{word}");
        }
        for word in ["打工", "已就业", "是", "务工", ""] {
            assert_eq!(employment(word), None, "{word}");
        }
    }
}
