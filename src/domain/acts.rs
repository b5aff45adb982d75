//! What officers do: the bodies of the entries that record a day's work, and of those that steer the book. Together
//! with `facts` these are every shape that the ledger's JSON takes.

mod fact;

use super::kept;
use super::keys::*;
use super::region::RegionCode;
use chrono::{NaiveDate, NaiveDateTime};
use compact_str::CompactString;
pub use fact::{Fact, batch_of, stays};
use serde::{Deserialize, Serialize};

/// 走访.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitFacts {
    /// 方式.
    pub by: VisitBy,
    /// 结果.
    pub outcome: Outcome,
    /// 需求.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    /// 下次回访.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "kept::maybe_day")]
    pub next: Option<NaiveDate>,
    /// 备注.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 返乡: for the festival or for now (the spell stays open), or to stay (the spell ends: 返乡回流).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HomeFacts {
    /// Day of coming home.
    #[serde(with = "kept::day")]
    pub on: NaiveDate,
    /// Came home to stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stay: bool,
}

/// 失业.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LossFacts {
    /// First day without the job.
    #[serde(with = "kept::day")]
    pub end: NaiveDate,
    /// 原因.
    pub reason: LossReason,
    /// Came home as well (返乡回流).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub came_home: bool,
}

/// 岗位推送: an offer of a job to a person. Where the job is on the book's list, the entry names it as a subject too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushFacts {
    /// The job in words: employer and occupation, or as typed.
    pub job: String,
    /// What came of it, where that was known at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<PushResult>,
}

/// What came of an offer that had been recorded before: no offer of its own, and counted nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushResultFacts {
    /// The job in words.
    pub job: String,
    /// 结果.
    pub result: PushResult,
}

/// A unit of the region tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The code was given by this book because no region tree was there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local: bool,
}

/// Which device seals for a unit (DESIGN.md §2.7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeeperFacts {
    /// The device, 32 hex digits.
    pub device: String,
}

/// 专项行动: a named period that cumulative figures belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CampaignFacts {
    /// Its name.
    pub name: String,
    /// First day.
    #[serde(with = "kept::day")]
    pub from: NaiveDate,
    /// Last day.
    #[serde(with = "kept::day")]
    pub to: NaiveDate,
    /// Counts every day, not working days only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all_days: bool,
}

/// 目标.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetFacts {
    /// Key of the metric table.
    pub metric: String,
    /// For which unit.
    pub unit: RegionCode,
    /// How many.
    pub quantity: i64,
    /// First day.
    #[serde(with = "kept::day")]
    pub from: NaiveDate,
    /// The deadline.
    #[serde(with = "kept::day")]
    pub to: NaiveDate,
    /// Last year's figure, which must not be undercut (S0 二).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<i64>,
}

/// A driver of a trip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// 姓名.
    pub name: String,
    /// 电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// 返岗直通车, as planned. A later plan of the same number replaces the earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TripPlan {
    /// 班次号.
    pub number: String,
    /// 方式.
    pub by: TripBy,
    /// 发车时间.
    #[serde(deserialize_with = "kept::moment")]
    pub departs: NaiveDateTime,
    /// 出发地.
    pub from: String,
    /// 目的地.
    pub to: String,
    /// Region code of the destination, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_code: Option<RegionCode>,
    /// Class of the destination as seen from the township.
    pub to_class: PlaceClass,
    /// 车牌/车次.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// 核载.
    pub seats: u32,
    /// 承运单位.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// 驾驶员.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drivers: Vec<Driver>,
    /// 随车干部.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escort: Option<String>,
    /// Their phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escort_phone: Option<String>,
    /// 上车点.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<String>,
    /// Distance in km; beyond 400 two drivers are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<u32>,
}

/// A passenger as put on the list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PassengerFacts {
    /// Seat number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<u32>,
    /// 上车点.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// Employer at the other end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<CompactString>,
    /// Occupation there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<CompactString>,
    /// Monthly wage there, CNY.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wage: Option<u32>,
    /// 随行: rides along, does not go to work.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub companion: bool,
    /// Name of a passenger of another township, who is not on this roster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
}

/// Why a passenger did not come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AbsentFacts {
    /// 原因.
    pub reason: Absence,
}

/// A moment in a trip: departure, arrival.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MomentFacts {
    /// Local time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "kept::maybe_moment")]
    pub at: Option<NaiveDateTime>,
}

/// Remark that goes with an act: the employer's receipt, the reason of a cancellation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemarkFacts {
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// 撤销: names the entry that is taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WithdrawFacts {
    /// Hash of the entry, 64 hex digits.
    pub target: String,
    /// 原因.
    pub why: String,
}

/// A roster newer than the last did not list this person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MissingFacts {
    /// The date of that roster.
    #[serde(with = "kept::day")]
    pub as_of: NaiveDate,
}

/// Says that the two subjects named are one; the smaller id stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SameFacts {}

/// 导出: whole ID numbers have left the book in a file. Counts for nothing; says who took what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportFacts {
    /// Which table: roster, spells, trips, passengers, jobs, entries.
    pub what: String,
    /// csv, xlsx or ndjson.
    pub format: String,
    /// How many rows.
    pub rows: u64,
    /// The file's name, without its folder; none where it went to a pipe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// 封账: what was printed, and what it saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SealFacts {
    /// 期号.
    pub issue: u32,
    /// {device: [seq, head hash]} that the seal saw.
    pub seen: std::collections::BTreeMap<String, (u64, String)>,
    /// Entries that the seal saw besides: behind a gap in their device's chain, or on another branch of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beyond: Vec<String>,
    /// The report model, as its JSON text.
    pub report: String,
    /// The report as text for chat groups.
    pub txt: String,
    /// The report as Markdown.
    pub md: String,
    /// Why it was sealed with failing checks, where so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
