//! The metric table: what is counted, under which key, in which unit (METRICS.md). One table, one place; reports
//! print its version. A [`Measure`] is a metric, or one part of its breakdown.

use super::keys::*;
use super::standing::doubt::Doubt;

/// Version of the definitions, printed in every report.
pub const DEFINITIONS: &str = "1";

/// Whether a figure counts what happened on days, or how things stand at the end of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Counted per day; cumulative = the sum of the days.
    Flow,
    /// As of the end of a day.
    Stock,
}

vocabulary! {
    /// What a figure is counted in.
    Unit {
        Times = "times", "次";
        Households = "households", "户";
        Persons = "persons", "人";
        PersonTimes = "person_times", "人次";
        Runs = "runs", "班";
        Copies = "copies", "份";
        HouseholdTimes = "household_times", "户次";
        Percent = "percent", "%";
        Yuan = "yuan", "元";
    }
}

macro_rules! metrics {
    ($($variant:ident = $id:literal, $key:literal, $zh:literal, $unit:ident, $nature:ident;)+) => {
        /// A figure of the report.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Metric { $(#[doc = $zh] $variant = $id),+ }

        impl Metric {
            /// All, in the order of METRICS.md.
            pub const ALL: &'static [Metric] = &[$(Metric::$variant),+];
            /// The key in JSON and on the command line.
            pub const fn key(self) -> &'static str { match self { $(Metric::$variant => $key),+ } }
            /// The Chinese name.
            pub const fn zh(self) -> &'static str { match self { $(Metric::$variant => $zh),+ } }
            /// The name in the language of this process.
            pub fn name(self) -> String {
                self.name_in(crate::locale::Lang::current())
            }
            /// The name in a language.
            pub fn name_in(self, lang: crate::locale::Lang) -> String {
                let id = match self { $(Metric::$variant => concat!("Metric-", $key)),+ };
                lang.word(id, self.zh())
            }
            /// What it is counted in.
            pub const fn counted_in(self) -> Unit { match self { $(Metric::$variant => Unit::$unit),+ } }
            /// Flow or stock.
            pub const fn nature(self) -> Nature { match self { $(Metric::$variant => Nature::$nature),+ } }
            fn from_id(id: u8) -> Option<Self> { match id { $($id => Some(Metric::$variant),)+ _ => None } }
        }
    };
}

metrics! {
    Visits = 1, "visits", "走访", Times, Flow;
    HouseholdsVisited = 2, "households_visited", "走访户数", Households, Flow;
    Returns = 3, "returns", "返岗", Persons, Flow;
    Placements = 4, "placements", "新增就业", Persons, Flow;
    Rehired = 5, "rehired", "再就业", PersonTimes, Flow;
    MovedJob = 6, "moved_job", "转岗", PersonTimes, Flow;
    Home = 7, "home", "返乡", Persons, Flow;
    Losses = 8, "losses", "失业", PersonTimes, Flow;
    CameBack = 9, "came_back", "返乡回流", PersonTimes, Flow;
    Trips = 10, "trips", "直通车班次", Runs, Flow;
    Carried = 11, "carried", "直通车输送", PersonTimes, Flow;
    HealthCertificates = 12, "health_certificates", "健康证明", Copies, Flow;
    Pushes = 13, "pushes", "岗位推送", PersonTimes, Flow;
    ZeroCleared = 14, "zero_cleared", "零就业家庭清零", HouseholdTimes, Flow;
    ZeroNew = 15, "zero_new", "零就业家庭新增", HouseholdTimes, Flow;
    ZeroIn = 16, "zero_in", "零就业家庭其他增加", HouseholdTimes, Flow;
    ZeroOut = 17, "zero_out", "零就业家庭其他减少", HouseholdTimes, Flow;
    Persons = 30, "persons", "在册人数", Persons, Stock;
    Households = 31, "households", "在册户数", Households, Stock;
    Labour = 32, "labour", "劳动力", Persons, Stock;
    Willing = 33, "willing", "有就业意愿", Persons, Stock;
    Employed = 34, "employed", "已就业", Persons, Stock;
    OverAge = 35, "over_age", "超龄务工", Persons, Stock;
    EmploymentRate = 36, "employment_rate", "就业率", Percent, Stock;
    Scale = 37, "scale", "年度就业务工规模", Persons, Stock;
    ShouldReturn = 38, "should_return", "应返岗", Persons, Stock;
    StillHome = 39, "still_home", "未返岗", Persons, Stock;
    LabourHouseholds = 40, "labour_households", "有劳动力家庭", Households, Stock;
    CoveredHouseholds = 41, "covered_households", "至少一人就业家庭", Households, Stock;
    StableHouseholds = 42, "stable_households", "稳定就业家庭", Households, Stock;
    ZeroHouseholds = 43, "zero_households", "零就业家庭", Households, Stock;
    IdleHouseholds = 44, "idle_households", "无意愿未就业家庭", Households, Stock;
    Income = 45, "income", "务工月收入", Yuan, Stock;
    Entered = 60, "entered", "进入就业", Persons, Flow;
    Left = 61, "left", "退出就业", Persons, Flow;
    ToSettle = 62, "to_settle", "待处理疑点", Persons, Stock;
}

impl Metric {
    /// The metric with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.key() == key)
    }

    /// Metrics that the report's `figures` print.
    pub fn flows() -> impl Iterator<Item = Metric> {
        Self::ALL.iter().copied().filter(|m| m.nature() == Nature::Flow && m.is_printed())
    }

    /// Metrics that the report's `stocks` print.
    pub fn stocks() -> impl Iterator<Item = Metric> {
        Self::ALL.iter().copied().filter(|m| m.nature() == Nature::Stock && m.is_printed())
    }

    /// Whether reports print it as a figure. Entered and left serve check 1; conditions to settle, which have parts only,
    /// are counted in a sentence.
    pub fn is_printed(self) -> bool {
        !matches!(self, Metric::Entered | Metric::Left | Metric::ToSettle)
    }
}

vocabulary! {
    /// Why somebody entered or left employment (check 1).
    Cause {
        Return = "return", "返岗";
        Placement = "placement", "新增就业";
        Rehired = "rehired", "再就业";
        StartDue = "start_due", "约定到岗";
        Turned16 = "turned_16", "满十六岁";
        Graduated = "graduated", "毕业";
        Discharged = "discharged", "退役或刑满";
        CapacityRegained = "capacity_regained", "恢复劳动能力";
        MovedIn = "moved_in", "迁入";
        Loss = "loss", "失业";
        OtherEnd = "other_end", "其他离岗";
        Turned60 = "turned_60", "满六十岁";
        School = "school", "入学";
        Army = "army", "参军";
        Prison = "prison", "服刑";
        CapacityLost = "capacity_lost", "丧失劳动能力";
        Death = "death", "死亡";
        MovedOut = "moved_out", "迁出";
        Roster = "roster", "名册";
        Unknown = "unknown", "原因不明";
    }
}
vocabulary! {
    /// Why a household became or ceased to be zero-employment other than by work.
    ZeroCause {
        Wish = "wish", "意愿";
        Age = "age", "年龄";
        Death = "death", "死亡";
        Moved = "moved", "迁移";
        Split = "split", "分并户";
        Roster = "roster", "名册";
        Status = "status", "入学参军服刑或劳动能力";
    }
}

vocabulary! {
    /// By what a metric is broken down, or which share of it is told apart. What the report prints of them has the same
    /// key there, under `by`.
    Facet {
        Whole = "whole", "合计";
        Place = "place", "地点";
        Channel = "channel", "渠道";
        Kind = "kind", "户类型";
        Flag = "flag", "户标记";
        Way = "way", "出行方式";
        Cause = "cause", "原因";
        Doubt = "doubt", "疑点";
        Repeat = "repeat", "重复";
        Organised = "organised", "有组织";
        Answered = "answered", "及时对接";
        Lost = "lost", "失业返乡";
        Own = "own", "本乡镇";
        Outside = "outside", "外乡镇";
        Companion = "companion", "随行";
        Unsigned = "unsigned", "未签字";
        Unasked = "unasked", "意愿未核";
        Bracket = "bracket", "工资档";
        Sum = "sum", "工资合计";
        Mean = "mean", "平均";
        Known = "known", "收入已填";
        NoWage = "none", "收入未填";
    }
}

/// Part of a metric's breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The metric itself.
    Whole,
    /// By place of work.
    Place(PlaceClass),
    /// By channel.
    Channel(Channel),
    /// By household kind.
    Kind(HouseholdKind),
    /// By flag of the household; these do not add up.
    Flag(HouseholdFlag),
    /// By way of travel.
    By(TripBy),
    /// Why somebody entered or left.
    Cause(Cause),
    /// Why a household entered or left zero employment.
    ZeroCause(ZeroCause),
    /// Which condition to settle: of persons as they stand, so without those of one day and those of households.
    Doubt(Doubt),
    /// Repeats of a person or household already counted in the campaign (人次).
    Repeat,
    /// With a trip or a named organiser (有组织输送).
    Organised,
    /// Losses answered within the days set; counted on the day of the answer.
    Answered,
    /// Of those who came back: after losing the job.
    Lost,
    /// Passengers of this township.
    Own,
    /// Passengers of other townships.
    Outside,
    /// Riding along (随行).
    Companion,
    /// "No wish" without a signature: counts as willing.
    Unsigned,
    /// Never asked.
    Unasked,
    /// Spells per 100-yuan bracket of monthly wage; the number is the bracket's lower bound ÷ 100.
    Bracket(u16),
    /// Sum of the wages, CNY.
    WageSum,
    /// Spells whose wage is not known.
    NoWage,
}

impl Part {
    /// By what it is told apart.
    pub const fn facet(self) -> Facet {
        match self {
            Part::Whole => Facet::Whole,
            Part::Place(_) => Facet::Place,
            Part::Channel(_) => Facet::Channel,
            Part::Kind(_) => Facet::Kind,
            Part::Flag(_) => Facet::Flag,
            Part::By(_) => Facet::Way,
            Part::Cause(_) | Part::ZeroCause(_) => Facet::Cause,
            Part::Doubt(_) => Facet::Doubt,
            Part::Repeat => Facet::Repeat,
            Part::Organised => Facet::Organised,
            Part::Answered => Facet::Answered,
            Part::Lost => Facet::Lost,
            Part::Own => Facet::Own,
            Part::Outside => Facet::Outside,
            Part::Companion => Facet::Companion,
            Part::Unsigned => Facet::Unsigned,
            Part::Unasked => Facet::Unasked,
            Part::Bracket(_) => Facet::Bracket,
            Part::WageSum => Facet::Sum,
            Part::NoWage => Facet::NoWage,
        }
    }

    /// The name in the language of this process: of the member, where the part is one of a vocabulary.
    pub fn name(self) -> String {
        match self {
            Part::Place(v) => v.name(),
            Part::Channel(v) => v.name(),
            Part::Kind(v) => v.name(),
            Part::Flag(v) => v.name(),
            Part::By(v) => v.name(),
            Part::Cause(v) => v.name(),
            Part::ZeroCause(v) => v.name(),
            Part::Doubt(v) => v.name(),
            other => other.facet().name(),
        }
    }
}

/// A metric or a part of it: what the book keeps dated changes of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    /// Which metric.
    pub metric: Metric,
    /// Which part.
    pub part: Part,
}

fn nth<T: Copy>(all: &[T], n: u16) -> Option<T> {
    all.get(n as usize).copied()
}

impl Measure {
    /// The metric itself.
    pub const fn whole(metric: Metric) -> Self {
        Self { metric, part: Part::Whole }
    }

    /// A part of a metric.
    pub const fn part(metric: Metric, part: Part) -> Self {
        Self { metric, part }
    }

    /// The number under which the book stores it.
    pub fn code(self) -> u32 {
        let (group, n): (u8, u16) = match self.part {
            Part::Whole => (0, 0),
            Part::Place(v) => (1, v as u16),
            Part::Channel(v) => (2, v as u16),
            Part::Kind(v) => (3, v as u16),
            Part::Flag(v) => (4, v as u16),
            Part::By(v) => (5, v as u16),
            Part::Cause(v) => (6, v as u16),
            Part::ZeroCause(v) => (7, v as u16),
            Part::Repeat => (8, 0),
            Part::Organised => (9, 0),
            Part::Answered => (10, 0),
            Part::Lost => (11, 0),
            Part::Own => (12, 0),
            Part::Outside => (13, 0),
            Part::Companion => (14, 0),
            Part::Unsigned => (15, 0),
            Part::Unasked => (16, 0),
            Part::Bracket(n) => (17, n),
            Part::WageSum => (18, 0),
            Part::NoWage => (19, 0),
            Part::Doubt(v) => (20, v as u16),
        };
        (self.metric as u32) << 24 | (group as u32) << 16 | n as u32
    }

    /// Reads back [`Measure::code`].
    pub fn from_code(code: u32) -> Option<Self> {
        let n = (code & 0xffff) as u16;
        let part = match code >> 16 & 0xff {
            0 => Part::Whole,
            1 => Part::Place(nth(PlaceClass::ALL, n)?),
            2 => Part::Channel(nth(Channel::ALL, n)?),
            3 => Part::Kind(nth(HouseholdKind::ALL, n)?),
            4 => Part::Flag(nth(HouseholdFlag::ALL, n)?),
            5 => Part::By(nth(TripBy::ALL, n)?),
            6 => Part::Cause(nth(Cause::ALL, n)?),
            7 => Part::ZeroCause(nth(ZeroCause::ALL, n)?),
            8 => Part::Repeat,
            9 => Part::Organised,
            10 => Part::Answered,
            11 => Part::Lost,
            12 => Part::Own,
            13 => Part::Outside,
            14 => Part::Companion,
            15 => Part::Unsigned,
            16 => Part::Unasked,
            17 => Part::Bracket(n),
            18 => Part::WageSum,
            19 => Part::NoWage,
            20 => Part::Doubt(nth(Doubt::ALL, n)?),
            _ => return None,
        };
        Some(Self { metric: Metric::from_id((code >> 24) as u8)?, part })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_back() {
        for &metric in Metric::ALL {
            for part in [
                Part::Whole,
                Part::Place(PlaceClass::Beyond),
                Part::Cause(Cause::Roster),
                Part::Bracket(52),
                Part::NoWage,
                Part::Doubt(Doubt::ZeroHousehold),
            ] {
                let measure = Measure::part(metric, part);
                assert_eq!(Measure::from_code(measure.code()), Some(measure));
            }
            assert_eq!(Metric::from_key(metric.key()), Some(metric));
        }
    }
}
