//! Somebody for whom a job may be, as matching sees them on one day: no more of a person than the choice of a job
//! needs, and whose turn it is.

use super::facts::Wish;
use super::household::Household;
use super::keys::*;
use super::person::Person;
use super::region::RegionCode;
use super::standing::{Standing, age_on};
use super::subject::SubjectId;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A job lost within so many days is a reason to ask somebody first (S0 五(一): 失业即时帮扶).
const LATELY_DAYS: i64 = 30;

vocabulary! {
    /// Whose turn it is to be asked: the first comes first (S1: 零就业家庭动态清零).
    Turn {
        Zero = "zero", "零就业家庭";
        Watched = "watched", "监测或低收入户";
        Lost = "lost", "近期失业";
        Other = "other", "其他";
    }
}

/// See the module.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeker {
    /// Who.
    pub id: SubjectId,
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: Option<Sex>,
    /// Full years on the day.
    pub age: Option<u32>,
    /// 文化程度, as written.
    pub education: Option<CompactString>,
    /// 劳动能力.
    pub capacity: Option<Capacity>,
    /// 技能, as written.
    pub skills: Option<CompactString>,
    /// 工种 of the work they have had.
    pub worked_as: Vec<CompactString>,
    /// 就业意愿.
    pub wish: Option<Wish>,
    /// The wished place, where it could be told.
    pub wish_place: Option<RegionCode>,
    /// 电话.
    pub phone: Option<CompactString>,
    /// Where they count.
    pub unit: RegionCode,
    /// 组.
    pub group: Option<CompactString>,
    /// At work on the day.
    pub employed: bool,
    /// Their household is a zero-employment one on the day.
    pub zero: bool,
    /// 户类型.
    pub kind: HouseholdKind,
    /// 易地搬迁, 低保, …
    pub flags: Vec<HouseholdFlag>,
    /// Lost their work on this day, not long ago, and has none since.
    pub lost: Option<NaiveDate>,
}

impl Seeker {
    /// Of a person as they stand on `day`; `zero` and `house` are of the household they belong to.
    pub fn of(
        id: SubjectId,
        person: &Person,
        standing: &Standing,
        house: Option<&Household>,
        zero: bool,
        day: NaiveDate,
    ) -> Self {
        let facts = &person.facts;
        let employed = standing.employed();
        let lost = person.losses.last().map(|loss| loss.day);
        let mut worked_as: Vec<CompactString> =
            person.spells.iter().filter_map(|s| s.work.occupation.clone()).collect();
        worked_as.sort_unstable();
        worked_as.dedup();
        Self {
            id,
            name: facts.name.clone().unwrap_or_default().into(),
            sex: facts.sex,
            age: facts.birth.and_then(|birth| u32::try_from(age_on(birth, day)).ok()),
            education: facts.education.clone(),
            capacity: facts.capacity,
            skills: facts.skills.clone(),
            worked_as,
            wish: facts.wish.clone(),
            wish_place: None,
            phone: facts.phone.clone().or_else(|| facts.phone2.clone()),
            unit: standing.unit,
            group: facts.group.clone(),
            employed,
            zero,
            kind: house.and_then(|h| h.facts.kind).unwrap_or(HouseholdKind::Unknown),
            flags: house.and_then(|h| h.facts.flags.clone()).unwrap_or_default(),
            lost: lost.filter(|on| !employed && (day - *on).num_days() < LATELY_DAYS),
        }
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Turn {
        use HouseholdKind::*;
        let poor = |flag: &HouseholdFlag| !matches!(flag, HouseholdFlag::Resettled);
        if self.zero {
            Turn::Zero
        } else if matches!(self.kind, Unstable | Marginal | Sudden) || self.flags.iter().any(poor) {
            Turn::Watched
        } else if self.lost.is_some() {
            Turn::Lost
        } else {
            Turn::Other
        }
    }
}
