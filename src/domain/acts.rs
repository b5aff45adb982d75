//! What officers do: the bodies of the entries that record a day's work, and of those that steer the book. Together
//! with `facts` these are every shape that the ledger's JSON takes.

use super::facts::{PersonFacts, RosterFacts, Wish, WorkFacts};
use super::job::{JobCloseFacts, JobFacts};
use super::keys::*;
use super::region::RegionCode;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    pub next: Option<NaiveDate>,
    /// 备注.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 返乡: for the festival or for now (the spell stays open), or to stay (the spell ends: 返乡回流).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HomeFacts {
    /// Day of coming home.
    pub on: NaiveDate,
    /// Came home to stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stay: bool,
}

/// 失业.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LossFacts {
    /// First day without the job.
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
    pub from: NaiveDate,
    /// Last day.
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
    pub from: NaiveDate,
    /// The deadline.
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
    pub employer: Option<String>,
    /// Occupation there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
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

/// What an entry says, by its kind.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // one variant per kind; each body documents itself
pub enum Fact {
    Unit(UnitFacts),
    Keeper(KeeperFacts),
    Campaign(CampaignFacts),
    Target(TargetFacts),
    /// A year's holiday notice, in the holiday-cn shape.
    Calendar(serde_json::Value),
    Roster(Box<RosterFacts>),
    Missing(MissingFacts),
    Person(Box<PersonFacts>),
    Wish(Wish),
    Visit(VisitFacts),
    Home(HomeFacts),
    Return(WorkFacts),
    Placement(WorkFacts),
    /// Work begun by arriving on a trip.
    Arrival(WorkFacts),
    Loss(LossFacts),
    Push(PushFacts),
    PushResult(PushResultFacts),
    Job(Box<JobFacts>),
    JobClose(JobCloseFacts),
    /// 零报告.
    Nothing,
    TripPlan(Box<TripPlan>),
    TripAdd(PassengerFacts),
    TripRemove,
    TripBoard,
    TripAbsent(AbsentFacts),
    /// 中途下车.
    TripAlight,
    TripDepart(MomentFacts),
    TripArrive(MomentFacts),
    TripHandover(RemarkFacts),
    TripCancel(RemarkFacts),
    Withdraw(WithdrawFacts),
    Same(SameFacts),
    Seal(Box<SealFacts>),
    Export(ExportFacts),
    /// In a fold only, never stored: what had been recorded of another subject before the two were said to be one.
    Replayed(Box<super::entry::Event>),
    /// In a fold only, never stored: from here on the subject goes under another id.
    JoinedAnother,
    /// A kind, or a body, that this version does not know: kept, hashed, passed on, not folded.
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct Empty {}

macro_rules! kinds {
    ($($variant:ident = $kind:literal $(: $body:ty)?;)+) => {
        impl Fact {
            /// The kind under which the ledger keeps it.
            pub fn kind(&self) -> &'static str {
                match self { $(kinds!(@pat $variant $($body)?) => $kind,)+ Fact::Replayed(_) | Fact::JoinedAnother | Fact::Unknown => "unknown" }
            }
        }
    };
    (@pat $variant:ident $body:ty) => { Fact::$variant(_) };
    (@pat $variant:ident) => { Fact::$variant };
}

kinds! {
    Unit = "unit": UnitFacts;
    Keeper = "keeper": KeeperFacts;
    Campaign = "campaign": CampaignFacts;
    Target = "target": TargetFacts;
    Calendar = "calendar": serde_json::Value;
    Roster = "roster": RosterFacts;
    Missing = "missing": MissingFacts;
    Person = "person": PersonFacts;
    Wish = "wish": Wish;
    Visit = "visit": VisitFacts;
    Home = "home": HomeFacts;
    Return = "return": WorkFacts;
    Placement = "placement": WorkFacts;
    Arrival = "arrival": WorkFacts;
    Loss = "loss": LossFacts;
    Push = "push": PushFacts;
    PushResult = "push_result": PushResultFacts;
    Job = "job": JobFacts;
    JobClose = "job_close": JobCloseFacts;
    Nothing = "none";
    TripPlan = "trip_plan": TripPlan;
    TripAdd = "trip_add": PassengerFacts;
    TripRemove = "trip_remove";
    TripBoard = "trip_board";
    TripAbsent = "trip_absent": AbsentFacts;
    TripAlight = "trip_alight";
    TripDepart = "trip_depart": MomentFacts;
    TripArrive = "trip_arrive": MomentFacts;
    TripHandover = "trip_handover": RemarkFacts;
    TripCancel = "trip_cancel": RemarkFacts;
    Withdraw = "withdraw": WithdrawFacts;
    Same = "same": SameFacts;
    Seal = "seal": SealFacts;
    Export = "export": ExportFacts;
}

impl Fact {
    /// Reads a body of this kind; what this version can't read becomes [`Fact::Unknown`].
    pub fn read(kind: &str, body: &str) -> Fact {
        fn get<'a, T: Deserialize<'a>>(body: &'a str, make: impl FnOnce(T) -> Fact) -> Fact {
            serde_json::from_str(body).map_or(Fact::Unknown, make)
        }
        match kind {
            "unit" => get(body, Fact::Unit),
            "keeper" => get(body, Fact::Keeper),
            "campaign" => get(body, Fact::Campaign),
            "target" => get(body, Fact::Target),
            "calendar" => get(body, Fact::Calendar),
            "roster" => get(body, |f| Fact::Roster(Box::new(f))),
            "missing" => get(body, Fact::Missing),
            "person" => get(body, |f| Fact::Person(Box::new(f))),
            "wish" => get(body, Fact::Wish),
            "visit" => get(body, Fact::Visit),
            "home" => get(body, Fact::Home),
            "return" => get(body, Fact::Return),
            "placement" => get(body, Fact::Placement),
            "arrival" => get(body, Fact::Arrival),
            "loss" => get(body, Fact::Loss),
            "push" => get(body, Fact::Push),
            "push_result" => get(body, Fact::PushResult),
            "job" => get(body, |f| Fact::Job(Box::new(f))),
            "job_close" => get(body, Fact::JobClose),
            "none" => Fact::Nothing,
            "trip_plan" => get(body, |f| Fact::TripPlan(Box::new(f))),
            "trip_add" => get(body, Fact::TripAdd),
            "trip_remove" => Fact::TripRemove,
            "trip_board" => Fact::TripBoard,
            "trip_absent" => get(body, Fact::TripAbsent),
            "trip_alight" => Fact::TripAlight,
            "trip_depart" => get(body, Fact::TripDepart),
            "trip_arrive" => get(body, Fact::TripArrive),
            "trip_handover" => get(body, Fact::TripHandover),
            "trip_cancel" => get(body, Fact::TripCancel),
            "withdraw" => get(body, Fact::Withdraw),
            "same" => get(body, Fact::Same),
            "seal" => get(body, |f| Fact::Seal(Box::new(f))),
            "export" => get(body, Fact::Export),
            _ => Fact::Unknown,
        }
    }

    /// The same with nothing in its texts that shows nothing and steers what is shown (see [`crate::text::clean`]).
    pub fn cleaned(self) -> Self {
        fn clean(value: &mut serde_json::Value) -> bool {
            match value {
                serde_json::Value::String(text) => match crate::text::clean(text) {
                    Cow::Borrowed(_) => false,
                    Cow::Owned(cleaned) => {
                        *text = cleaned;
                        true
                    }
                },
                serde_json::Value::Array(items) => items.iter_mut().fold(false, |any, item| clean(item) | any),
                serde_json::Value::Object(map) => map.values_mut().fold(false, |any, item| clean(item) | any),
                _ => false,
            }
        }
        let body = self.write(0).ok().and_then(|body| serde_json::from_str::<serde_json::Value>(&body).ok());
        let Some(mut body) = body else { return self };
        if !clean(&mut body) {
            return self;
        }
        match Fact::read(self.kind(), &body.to_string()) {
            Fact::Unknown => self,
            cleaned => cleaned,
        }
    }

    /// The body as the ledger stores it: compact JSON that begins with the batch (the seq of its first entry).
    pub fn write(&self, batch: u64) -> Result<String, serde_json::Error> {
        let mut body = Vec::with_capacity(256);
        body.extend_from_slice(b"{\"batch\":");
        body.extend_from_slice(batch.to_string().as_bytes());
        let at = body.len();
        match self {
            Fact::Unit(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Keeper(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Campaign(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Target(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Calendar(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Roster(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Missing(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Person(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Wish(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Visit(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Home(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Return(f) | Fact::Placement(f) | Fact::Arrival(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Loss(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Push(f) => serde_json::to_writer(&mut body, f)?,
            Fact::PushResult(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Job(f) => serde_json::to_writer(&mut body, f)?,
            Fact::JobClose(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripPlan(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripAdd(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripAbsent(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripDepart(f) | Fact::TripArrive(f) => serde_json::to_writer(&mut body, f)?,
            Fact::TripHandover(f) | Fact::TripCancel(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Withdraw(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Same(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Seal(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Export(f) => serde_json::to_writer(&mut body, f)?,
            Fact::Nothing
            | Fact::TripRemove
            | Fact::TripBoard
            | Fact::TripAlight
            | Fact::Replayed(_)
            | Fact::JoinedAnother
            | Fact::Unknown => {
                serde_json::to_writer(&mut body, &Empty {})?;
            }
        }
        // "{" of the body becomes "," after the batch, or goes where the body is empty.
        if body.get(at + 1) == Some(&b'}') {
            body.remove(at);
        } else if let Some(brace) = body.get_mut(at) {
            *brace = b',';
        }
        String::from_utf8(body).map_err(serde::ser::Error::custom)
    }
}

/// The batch that a stored body belongs to (the seq of its first entry), where it says so.
pub fn batch_of(body: &str) -> Option<u64> {
    let rest = body.strip_prefix("{\"batch\":")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_not_kept() {
        let fact = |text: &str| Fact::TripCancel(RemarkFacts { text: Some(text.into()) });
        assert_eq!(fact("路\u{1b}[31m断\u{202e}了\u{200d}").cleaned(), fact("路断了"));
        assert_eq!(fact("路断了").cleaned(), fact("路断了"));
    }

    #[test]
    fn bodies_read_back_and_carry_their_batch() {
        let visit = Fact::Visit(VisitFacts {
            by: VisitBy::Home,
            outcome: Outcome::WantsWork,
            need: None,
            next: None,
            note: Some("想进厂".into()),
        });
        let body = visit.write(17).unwrap();
        assert_eq!(body, r#"{"batch":17,"by":"home","outcome":"wants_work","note":"想进厂"}"#);
        assert_eq!(batch_of(&body), Some(17));
        assert_eq!(Fact::read("visit", &body), visit);
        assert_eq!(Fact::Nothing.write(3).unwrap(), r#"{"batch":3}"#);
        assert_eq!(Fact::read("tea_break", "{}"), Fact::Unknown);
        assert_eq!(Fact::read("visit", "{}"), Fact::Unknown);
    }
}
