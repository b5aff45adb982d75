//! How a person stands at the end of a day; `trace` finds every day on which that changes. Stocks are counted from it.

mod trace;

use super::campaign::Rules;
use super::keys::*;
use super::person::Person;
use super::region::RegionCode;
use super::spell::{EndReason, main_on};
use super::subject::SubjectId;
use chrono::{Datelike, Days, NaiveDate};
pub use trace::{Step, Trace, trace};

/// Labour begins on this birthday and ends the day before the other (METRICS.md; S4 一(一) for men).
pub const LABOUR_AGE: (u32, u32) = (16, 60);

/// Why somebody on the book is not labour (劳动力).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLabour {
    /// Not on the roster yet.
    Absent,
    /// 迁出.
    MovedOut,
    /// 死亡.
    Died,
    /// 参军.
    Army,
    /// 服刑.
    Prison,
    /// 在校, and not this year's graduate.
    School,
    /// No labour capacity, or none stated.
    Capacity,
    /// Before the 16th birthday.
    Young,
    /// From the 60th birthday on.
    Old,
}

/// Conditions of one person that an officer has to settle (疑点); bits of [`Standing::doubts`].
pub mod doubt {
    /// Overlapping full-time spells.
    pub const OVERLAP: u16 = 1;
    /// A public post beside work outside the county.
    pub const PUBLIC_POST_OUTSIDE: u16 = 2;
    /// Dead, in school or in prison, and at work.
    pub const WORKS_NEVERTHELESS: u16 = 4;
    /// Home for more than the days set, and not returned.
    pub const STILL_HOME: u16 = 8;
    /// The last roster does not list them.
    pub const MISSING: u16 = 16;
    /// A roster contradicts what the field has recorded since.
    pub const OVERRULED: u16 = 32;
    /// A job lost that the book knows nothing of.
    pub const LOOSE_LOSS: u16 = 64;
    /// Entered or left employment without a cause (check 1).
    pub const NO_CAUSE: u16 = 128;

    /// Of a household: nobody employed, somebody willing (零就业).
    pub const ZERO_HOUSEHOLD: u16 = 256;

    use super::super::keys::vocabulary;

    vocabulary! {
        /// A condition to settle, as a word.
        Doubt {
            Overlap = "overlap", "全职务工时间重叠";
            PublicPostOutside = "public_post_outside", "公益性岗位与县外务工并存";
            WorksNevertheless = "works_nevertheless", "死亡、在校或服刑期间仍在岗";
            StillHome = "still_home", "返乡超过期限未返岗";
            Missing = "missing", "最新名册中没有此人";
            Overruled = "overruled", "名册与现场记录不一致";
            LooseLoss = "loose_loss", "失业记录没有对应的在岗经历";
            NoCause = "no_cause", "就业状态变化原因不明";
            ZeroHousehold = "zero_household", "零就业家庭";
        }
    }

    impl Doubt {
        /// The word of a bit.
        pub fn of(bit: u16) -> Option<Self> {
            Self::ALL.iter().copied().find(|doubt| doubt.bit() == bit)
        }

        /// Those whose bits are set.
        pub fn all_in(bits: u16) -> impl Iterator<Item = Self> {
            Self::ALL.iter().copied().filter(move |doubt| bits & doubt.bit() != 0)
        }

        /// Its bit in [`Standing::doubts`](super::Standing::doubts).
        pub const fn bit(self) -> u16 {
            1 << self as u16
        }
    }

    /// Those of persons.
    pub const ALL: [u16; 8] =
        [OVERLAP, PUBLIC_POST_OUTSIDE, WORKS_NEVERTHELESS, STILL_HOME, MISSING, OVERRULED, LOOSE_LOSS, NO_CAUSE];
}

/// The state of one person at the end of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Alive, on the roster, not moved away.
    pub on_roster: bool,
    /// Where the person counts.
    pub unit: RegionCode,
    /// Their household.
    pub household: Option<SubjectId>,
    /// `None` = labour.
    pub not_labour: Option<NotLabour>,
    /// The spell under which they count, as an index into the person's spells.
    pub main: Option<usize>,
    /// Why the last spell ended, where none covers.
    pub ended: Option<EndReason>,
    /// How the covering spell began, where one does: its nature, and whether the roster brought it.
    pub began: Option<(Option<Nature>, bool)>,
    /// The covering spell had been entered before this day began (its start lay ahead).
    pub fell_due: bool,
    /// Place and channel of the main spell.
    pub place: PlaceClass,
    /// Channel of the main spell.
    pub channel: Channel,
    /// Wishes to work: employed, or not "none" with a signature.
    pub willing: bool,
    /// "None" without a signature.
    pub unsigned: bool,
    /// Never asked.
    pub unasked: bool,
    /// Of labour age and free to work, but for a labour capacity that nobody has stated.
    pub capacity_unstated: bool,
    /// On the list 应返岗.
    pub listed: bool,
    /// On it and not returned.
    pub awaited: bool,
    /// Any work in the calendar year so far.
    pub in_scale: bool,
    /// A covering spell of the stable length.
    pub stable: bool,
    /// Monthly wages of the covering spells, `None` where unknown.
    pub wages: Vec<Option<u32>>,
    /// Bits of [`doubt`].
    pub doubts: u16,
}

impl Standing {
    /// Nobody yet.
    pub fn absent(home: RegionCode) -> Self {
        Self {
            on_roster: false,
            unit: home,
            household: None,
            not_labour: Some(NotLabour::Absent),
            main: None,
            ended: None,
            began: None,
            fell_due: false,
            place: PlaceClass::Unknown,
            channel: Channel::Unknown,
            willing: false,
            unsigned: false,
            unasked: false,
            capacity_unstated: false,
            listed: false,
            awaited: false,
            in_scale: false,
            stable: false,
            wages: Vec::new(),
            doubts: 0,
        }
    }

    /// 劳动力.
    pub fn labour(&self) -> bool {
        self.not_labour.is_none()
    }

    /// 已就业: labour with a covering spell.
    pub fn employed(&self) -> bool {
        self.labour() && self.main.is_some()
    }

    /// 超龄务工.
    pub fn over_age(&self) -> bool {
        self.not_labour == Some(NotLabour::Old) && self.main.is_some()
    }
}

/// The day on which somebody born on `birth` turns `years`; for 29 February, 1 March in common years.
pub fn birthday(birth: NaiveDate, years: u32) -> NaiveDate {
    let year = birth.year() + years as i32;
    birth.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(birth)
}

impl Person {
    /// How the person stands at the end of `day`, by the events folded so far.
    pub fn standing(&self, day: NaiveDate, rules: &Rules) -> Standing {
        let not_labour = self.not_labour(day);
        let on_roster = !matches!(not_labour, Some(NotLabour::Absent | NotLabour::MovedOut | NotLabour::Died));
        let main = main_on(&self.spells, day);
        let spell = main.and_then(|n| self.spells.get(n));
        let labour = not_labour.is_none();
        let wish = self.facts.wish.as_ref();
        let declined = wish.is_some_and(|w| w.wish == WishKey::None);
        let signed = wish.is_some_and(|w| w.signed);
        let employed = labour && spell.is_some();
        Standing {
            on_roster,
            unit: self.unit(rules),
            household: self.facts.household,
            not_labour,
            main,
            ended: if spell.is_none() { self.last_end(day) } else { None },
            began: spell.map(|s| (s.nature, s.opening)),
            fell_due: spell.is_some_and(|s| s.start.is_some_and(|start| start > s.day)),
            place: spell.and_then(|s| s.work.place_class).unwrap_or(PlaceClass::Unknown),
            channel: spell.and_then(|s| s.work.channel).unwrap_or(Channel::Unknown),
            willing: labour && (employed || !(declined && signed)),
            unsigned: labour && !employed && declined && !signed,
            unasked: labour && !employed && wish.is_none_or(|w| w.wish == WishKey::Unknown),
            capacity_unstated: not_labour == Some(NotLabour::Capacity) && self.facts.capacity.is_none(),
            listed: on_roster && self.listed_on(day, rules),
            awaited: on_roster && self.awaited(),
            in_scale: self.known && self.spells.iter().any(|s| s.in_year_of(day)),
            stable: labour && self.spells.iter().any(|s| s.stable_on(day, rules.stable_days)),
            wages: if on_roster {
                self.spells.iter().filter(|s| s.covers(day)).map(|s| s.work.wage).collect()
            } else {
                Vec::new()
            },
            doubts: self.doubts_on(day, rules, not_labour),
        }
    }

    fn last_end(&self, day: NaiveDate) -> Option<EndReason> {
        self.spells
            .iter()
            .filter(|s| s.end.is_some_and(|end| end <= day))
            .max_by_key(|s| s.end)
            .and_then(|s| s.end_reason)
    }

    fn not_labour(&self, day: NaiveDate) -> Option<NotLabour> {
        if !self.known {
            return Some(NotLabour::Absent);
        }
        match self.facts.status {
            Some(Status::Died) => return Some(NotLabour::Died),
            Some(Status::MovedOut) => return Some(NotLabour::MovedOut),
            Some(Status::Army) => return Some(NotLabour::Army),
            Some(Status::Prison) => return Some(NotLabour::Prison),
            Some(Status::School) if !self.graduates_by(day) => return Some(NotLabour::School),
            _ => {}
        }
        if let Some(birth) = self.facts.birth {
            if day < birthday(birth, LABOUR_AGE.0) {
                return Some(NotLabour::Young);
            }
            if day >= birthday(birth, LABOUR_AGE.1) {
                return Some(NotLabour::Old);
            }
        }
        match self.facts.capacity {
            Some(Capacity::Ordinary | Capacity::Skilled | Capacity::Weak) => None,
            _ => Some(NotLabour::Capacity),
        }
    }

    /// The days on which the person is labour by what is known now: from the first (`None` = ever), to the first one
    /// after it (`None` = for ever). What [`Standing::labour`] says day by day; `None` = on no day.
    pub fn labour_span(&self) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
        if !self.known || !matches!(self.facts.capacity, Some(Capacity::Ordinary | Capacity::Skilled | Capacity::Weak))
        {
            return None;
        }
        let done = match self.facts.status {
            Some(Status::Died | Status::MovedOut | Status::Army | Status::Prison) => return None,
            Some(Status::School) => Some(NaiveDate::from_ymd_opt(self.facts.graduates?.year(), 1, 1)?),
            _ => None,
        };
        let grown = self.facts.birth.map(|birth| birthday(birth, LABOUR_AGE.0));
        Some((done.max(grown), self.facts.birth.map(|birth| birthday(birth, LABOUR_AGE.1))))
    }

    /// On the roster, not moved away, not dead.
    pub fn on_roster(&self) -> bool {
        self.known && !matches!(self.facts.status, Some(Status::Died | Status::MovedOut))
    }

    /// This year's graduates are labour (S4 一(一): 本年度高校毕业生之外的在校学生).
    fn graduates_by(&self, day: NaiveDate) -> bool {
        self.facts.graduates.is_some_and(|date| date.year() <= day.year())
    }

    fn doubts_on(&self, day: NaiveDate, rules: &Rules, not_labour: Option<NotLabour>) -> u16 {
        let mut bits = 0;
        let covering = || self.spells.iter().filter(|s| s.covers(day));
        if covering().filter(|s| !s.work.part_time).count() > 1 {
            bits |= doubt::OVERLAP;
        }
        let outside = |s: &super::spell::WorkSpell| {
            matches!(s.work.place_class, Some(PlaceClass::Province | PlaceClass::Beyond | PlaceClass::Abroad))
        };
        if covering().any(|s| s.work.channel == Some(Channel::PublicPost)) && covering().any(outside) {
            bits |= doubt::PUBLIC_POST_OUTSIDE;
        }
        let inactive = matches!(not_labour, Some(NotLabour::Died | NotLabour::Prison | NotLabour::School));
        if inactive && covering().any(|s| !s.work.part_time) {
            bits |= doubt::WORKS_NEVERTHELESS;
        }
        if self.awaited() && self.listing.is_some_and(|l| (day - l.since).num_days() >= rules.still_home_days as i64) {
            bits |= doubt::STILL_HOME;
        }
        if self.missing.is_some() {
            bits |= doubt::MISSING;
        }
        if self.overruled.is_some() {
            bits |= doubt::OVERRULED;
        }
        if self.loose_losses > 0 {
            bits |= doubt::LOOSE_LOSS;
        }
        bits
    }

    /// The first day after `after` on which the standing can change without a new event: birthdays, starts and ends
    /// of spells, a spell becoming stable, a new year, a campaign's end.
    pub fn next_change(&self, after: NaiveDate, rules: &Rules) -> Option<NaiveDate> {
        let mut next: Option<NaiveDate> = None;
        let mut consider = |day: Option<NaiveDate>| {
            if let Some(day) = day
                && day > after
                && next.is_none_or(|n| day < n)
            {
                next = Some(day);
            }
        };
        if let Some(birth) = self.facts.birth {
            consider(Some(birthday(birth, LABOUR_AGE.0)));
            consider(Some(birthday(birth, LABOUR_AGE.1)));
        }
        if self.facts.status == Some(Status::School) {
            consider(self.facts.graduates.and_then(|date| NaiveDate::from_ymd_opt(date.year(), 1, 1)));
        }
        for spell in &self.spells {
            consider(spell.start);
            consider(spell.end);
            consider(spell.start.and_then(|s| s.checked_add_days(Days::new(rules.stable_days.saturating_sub(1)))));
            let year_after = spell.end.and_then(|end| end.pred_opt()).map(|last| last.year() + 1);
            consider(year_after.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)));
        }
        if let Some(listing) = self.listing {
            match listing.returned {
                Some(back) => consider(rules.campaigns.next_boundary(back)),
                None => consider(listing.since.checked_add_days(Days::new(rules.still_home_days))),
            }
        }
        next
    }
}

/// Full years of age on a day.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - birth.year();
    if years >= 0 && birthday(birth, years as u32) > day { years - 1 } else { years }
}
