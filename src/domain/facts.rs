//! What an entry says: one body per kind, as it stands in the ledger's JSON. A field that is absent says nothing;
//! a field that is present sets. Names follow FIELDS of the record in the officers' own forms. Their texts are short, names
//! and numbers mostly: up to 24 bytes lie in place, for a roster of a county has ten million of them.

use super::kept;
use super::keys::*;
use super::region::RegionCode;
use super::subject::SubjectId;
use chrono::NaiveDate;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// 就业意愿 with what goes with it. "None" counts as unwilling only where it is signed (S4 一(二)).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// Where, or that not.
    pub wish: WishKey,
    /// A signed record exists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
    /// Wished place, as said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CompactString>,
    /// Wished occupation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<CompactString>,
    /// Lowest monthly wage, CNY.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage: Option<u32>,
}

/// 健康证明.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<CompactString>,
    /// Day of issue.
    #[serde(with = "kept::day")]
    pub date: NaiveDate,
}

/// Facts about a person (人).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // each field is the record field of the same name
pub struct PersonFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_no: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub birth: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnic: Option<CompactString>,
    /// 与户主关系, as written; "户主" is the head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_no: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<CompactString>,
    /// 毕业院校.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<CompactString>,
    /// 毕业时间.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub graduates: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disability: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone2: Option<CompactString>,
    /// 常住地.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residence: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<Wish>,
    /// 未就业原因.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_idle: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_wish: Option<CompactString>,
    /// 失业登记日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub unemployed_since: Option<NaiveDate>,
    /// 困难认定.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hardship: Option<CompactString>,
    /// 在册, 在校, 参军, 服刑, 死亡, 迁出.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// The village (12-digit code) and group that the person counts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<RegionCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<CompactString>,
    /// The household that the person belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<SubjectId>,
    /// What an import could not read, kept as it stood: "月收入=面议".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_note: Option<CompactString>,
}

/// Facts about a household (户).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct HouseholdFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household_no: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<HouseholdKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<Vec<HouseholdFlag>>,
    /// 管理村/社区.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<RegionCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_village: Option<CompactString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<CompactString>,
    /// 人均纯收入, CNY a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub income: Option<u32>,
    /// 包保联系人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<CompactString>,
    /// 网格员.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid_officer: Option<CompactString>,
}

/// A piece of work as it begins (务工).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkFacts {
    /// First day at work; `None` = unknown, which lies before the book's time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub start: Option<NaiveDate>,
    /// Place as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<CompactString>,
    /// Its region code where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_code: Option<RegionCode>,
    /// Its class as seen from the township, fixed when it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_class: Option<PlaceClass>,
    /// 单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<CompactString>,
    /// 工种.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<CompactString>,
    /// 行业.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<CompactString>,
    /// 渠道; `None` = unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// 月收入, CNY.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wage: Option<u32>,
    /// 是否签合同.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<bool>,
    /// 组织方式: a named organiser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organised_by: Option<CompactString>,
    /// 兼职.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub part_time: bool,
    /// The trip that took them there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trip: Option<SubjectId>,
}

/// What a roster says about somebody's work on its date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum StatedWork {
    /// At work: an *opening* spell, in stocks and never in flows.
    Working(WorkFacts),
    /// Without work.
    Idle,
    /// 务农: farming one's own land, recorded and not employed.
    Farming,
}

/// A piece of work that a roster tells of besides the present one (务工经历): ended, a second job, or yet to begin.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedSpell {
    /// Where, with whom, since when.
    #[serde(flatten)]
    pub work: WorkFacts,
    /// First day without the job; `None` while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub end: Option<NaiveDate>,
}

/// One row of a roster (kind `roster`): how things stood on `as_of`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RosterFacts {
    /// The date of the roster.
    #[serde(with = "kept::day")]
    pub as_of: NaiveDate,
    /// What it says of the person.
    #[serde(default)]
    pub person: PersonFacts,
    /// What it says of the household.
    #[serde(default)]
    pub household: HouseholdFacts,
    /// What it says of their work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<StatedWork>,
    /// Their other work, in the order in which it was entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spells: Vec<StatedSpell>,
    /// Came home on this day, on the list 应返岗.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub home: Option<NaiveDate>,
    /// Went back again: the business day of the return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub returned: Option<NaiveDate>,
    /// Fields that the roster blanks (`--overwrite-empty`), by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleared: Vec<String>,
}
