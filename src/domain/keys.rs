//! The closed vocabularies of the field: each word has one key (used in files, JSON and on the command line)
//! and one name (what an officer reads): the Chinese here, the English in `data/locales/en/words.ftl`. Nothing else in
//! the house spells these words.

use crate::locale::Lang;
use crate::text;
use rustc_hash::FxHashMap;

/// Declares an enumeration whose members have a stable key and a Chinese name.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $key:literal, $zh:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $zh] $(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every member, in the order in which reports print them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The stable key: files, JSON, command line.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key),+ }
            }

            /// The Chinese name that an officer reads.
            pub const fn zh(self) -> &'static str {
                match self { $($name::$variant => $zh),+ }
            }

            /// The name in the language of this process.
            pub fn name(self) -> String {
                self.name_in($crate::locale::Lang::current())
            }

            /// The name in a language. Made once: a roster says the same few words a million times.
            pub fn name_in(self, lang: $crate::locale::Lang) -> String {
                type Names = std::sync::LazyLock<Vec<String>>;
                static HANT: Names = Names::new(|| $name::in_each($crate::locale::Lang::Hant));
                static EN: Names = Names::new(|| $name::in_each($crate::locale::Lang::En));
                let names = match lang {
                    $crate::locale::Lang::Hans => return self.zh().to_owned(),
                    $crate::locale::Lang::Hant => &HANT,
                    $crate::locale::Lang::En => &EN,
                };
                names.get(self as usize).cloned().unwrap_or_default()
            }

            fn in_each(lang: $crate::locale::Lang) -> Vec<String> {
                Self::ALL.iter().map(|word| word.made(lang)).collect()
            }

            fn made(self, lang: $crate::locale::Lang) -> String {
                let id = match self { $($name::$variant => concat!(stringify!($name), "-", $key)),+ };
                lang.word(id, self.zh())
            }

            /// The member with this key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.key() == key)
            }

            /// The member that a word means in any language of the program: its key, or its name in Chinese of either
            /// script or in English, whatever its spaces and capitals.
            pub fn named(word: &str) -> Option<Self> {
                static NAMES: std::sync::LazyLock<rustc_hash::FxHashMap<String, $name>> =
                    std::sync::LazyLock::new(|| {
                        $crate::domain::keys::names($name::ALL, $name::key, $name::name_in)
                    });
                let word = word.trim();
                Self::ALL.iter().copied().find(|v| v.key() == word || v.zh() == word).or_else(|| {
                    let word = $crate::domain::keys::comparable(word);
                    NAMES.get(&word).or_else(|| NAMES.get(&$crate::locale::simplified(&word))).copied()
                })
            }

            /// All keys, for an error message that says what would have been accepted.
            pub fn keys() -> String {
                Self::ALL.iter().map(|v| v.key()).collect::<Vec<_>>().join(" ")
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                Self::named(s).ok_or_else(|| $crate::locale::say!("domain-word-unknown", word = s, keys = Self::keys()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let key = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                Self::from_key(&key).ok_or_else(|| serde::de::Error::custom(format!("unknown key {key}")))
            }
        }
    };
}
pub(crate) use vocabulary;

/// The members of a vocabulary by key and by name in every language; what comes first has a word that two share.
pub(crate) fn names<T: Copy>(
    all: &[T],
    key: impl Fn(T) -> &'static str,
    name: impl Fn(T, Lang) -> String,
) -> FxHashMap<String, T> {
    let mut names = FxHashMap::default();
    for &member in all {
        names.entry(comparable(key(member))).or_insert(member);
    }
    for (lang, &member) in Lang::ALL.iter().flat_map(|lang| all.iter().map(move |member| (*lang, member))) {
        names.entry(comparable(&name(member, lang))).or_insert(member);
    }
    names
}

/// A word in the form in which words are compared: half width, no spaces, no capitals.
pub(crate) fn comparable(word: &str) -> String {
    text::half_width(word).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

vocabulary! {
    /// 性别, GB/T 2261.1.
    Sex { Male = "male", "男"; Female = "female", "女"; }
}
vocabulary! {
    /// How a visit was made (走访方式).
    VisitBy { Home = "home", "入户"; Phone = "phone", "电话"; Online = "online", "微信"; }
}
vocabulary! {
    /// What a visit found (走访结果).
    Outcome {
        Unchanged = "unchanged", "情况无变化";
        Working = "working", "已外出务工";
        WantsWork = "wants_work", "想找工作";
        WantsTraining = "wants_training", "想培训";
        WantsStartup = "wants_startup", "想创业";
        LostJob = "lost_job", "失业了";
        CameHome = "came_home", "返乡了";
        Unwilling = "unwilling", "暂无意愿";
        NotReached = "not_reached", "不在家/未联系上";
        Refused = "refused", "拒绝";
        Other = "other", "其他";
    }
}
vocabulary! {
    /// Why a job was lost (失业原因). All of them count as 失业.
    LossReason {
        LaidOff = "laid_off", "被裁减";
        ContractEnd = "contract_end", "合同到期";
        Closed = "closed", "企业关停";
        Unpaid = "unpaid", "欠薪";
        Injury = "injury", "工伤患病";
        Family = "family", "家庭原因";
        Other = "other", "其他";
    }
}
vocabulary! {
    /// What came of a job offer (推岗结果).
    PushResult {
        Went = "went", "去了";
        Unsuitable = "unsuitable", "不合适";
        Considering = "considering", "考虑中";
        NotReached = "not_reached", "未联系上";
    }
}
vocabulary! {
    /// 就业意愿: where somebody would work, or that they would not.
    WishKey {
        Local = "local", "县内就近";
        Province = "province", "省内";
        Beyond = "beyond", "省外";
        Any = "any", "不限";
        Training = "training", "先培训";
        Startup = "startup", "创业";
        None = "none", "无就业意愿";
        Unknown = "unknown", "未知";
    }
}
vocabulary! {
    /// 状态 of a person. `School`, `Army` and `Prison` are out of the labour force while they last.
    Status {
        Active = "active", "在册";
        School = "school", "在校";
        Army = "army", "参军";
        Prison = "prison", "服刑";
        Died = "died", "死亡";
        MovedOut = "moved_out", "迁出";
    }
}
vocabulary! {
    /// 劳动能力. The first three are labour (METRICS.md).
    Capacity {
        Ordinary = "ordinary", "普通劳动力";
        Skilled = "skilled", "技能劳动力";
        Weak = "weak", "弱劳动力或半劳动力";
        Lost = "lost", "丧失劳动力";
        None = "none", "无劳动力";
    }
}
vocabulary! {
    /// 渠道: by what kind of work.
    Channel {
        Enterprise = "enterprise", "企业";
        Workshop = "workshop", "帮扶车间";
        PublicPost = "public_post", "公益性岗位";
        SelfEmployed = "self_employed", "自主创业";
        Flexible = "flexible", "灵活就业";
        Cooperative = "cooperative", "合作社/基地";
        Other = "other", "其他";
        Unknown = "unknown", "未知";
    }
}
vocabulary! {
    /// 地点 of a spell, as seen from the township.
    PlaceClass {
        Township = "township", "乡内";
        County = "county", "县内乡外";
        Province = "province", "县外省内";
        Beyond = "beyond", "省外";
        Abroad = "abroad", "境外";
        Unknown = "unknown", "未知";
    }
}
vocabulary! {
    /// 性质 of a beginning of work, always derived (METRICS.md, "nature of a beginning").
    Nature {
        Return = "return", "返岗";
        Placement = "placement", "新增就业";
        Rehired = "rehired", "再就业";
        Moved = "moved", "转岗";
    }
}
vocabulary! {
    /// 户类型. Exactly one for each household.
    HouseholdKind {
        Lifted = "lifted", "脱贫户(非监测)";
        Unstable = "unstable", "脱贫不稳定";
        Marginal = "marginal", "边缘易致贫";
        Sudden = "sudden", "突发严重困难";
        Ordinary = "ordinary", "一般户";
        Unknown = "unknown", "未知";
    }
}
vocabulary! {
    /// Flags of a household; printed apart, they do not add up.
    HouseholdFlag {
        Resettled = "resettled", "易地搬迁";
        Subsistence = "subsistence", "低保";
        LowIncome = "low_income", "低收入";
        Destitute = "destitute", "特困";
    }
}
vocabulary! {
    /// State of a trip (班次状态).
    TripState {
        Planned = "planned", "计划";
        Boarding = "boarding", "上车中";
        Departed = "departed", "已发车";
        Arrived = "arrived", "已到达";
        HandedOver = "handed_over", "已交接";
        Cancelled = "cancelled", "已取消";
    }
}
vocabulary! {
    /// How a trip travels.
    TripBy { Bus = "bus", "包车"; Train = "train", "专列"; Plane = "plane", "包机"; }
}
vocabulary! {
    /// Why a passenger did not come (缺席原因).
    Absence {
        Errand = "errand", "临时有事";
        Ill = "ill", "生病";
        OtherTransport = "other_transport", "改乘";
        NotReached = "not_reached", "未联系上";
        Other = "other", "其他";
    }
}
vocabulary! {
    /// Level of a unit in the region tree.
    Level {
        Province = "province", "省";
        Prefecture = "prefecture", "州市";
        County = "county", "县";
        Township = "township", "乡镇";
        Village = "village", "村";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_is_known_by_its_name_in_every_language() {
        fn all<T: Copy + PartialEq + std::fmt::Debug>(
            all: &[T],
            key: fn(T) -> &'static str,
            name: fn(T, Lang) -> String,
            named: fn(&str) -> Option<T>,
        ) {
            for &member in all {
                assert_eq!(named(key(member)), Some(member));
                for lang in Lang::ALL {
                    let word = name(member, lang);
                    assert_eq!(named(&word), Some(member), "{word}");
                    assert_eq!(named(&word.to_uppercase()), Some(member), "{word}");
                }
            }
        }
        macro_rules! vocabularies {
            ($($name:ident)+) => { $(all($name::ALL, $name::key, $name::name_in, $name::named);)+ };
        }
        vocabularies!(Sex VisitBy Outcome LossReason PushResult WishKey Status Capacity Channel PlaceClass HouseholdKind
            HouseholdFlag TripState TripBy Absence Level);
        assert_eq!("公益性崗位".parse(), Ok(Channel::PublicPost));
        assert_eq!(Status::named("nowhere"), None);
    }
}
