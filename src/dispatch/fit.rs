//! How well one job fits one person, criterion by criterion. Age, sex, and a job that is closed or full exclude;
//! everything else only counts, and what nobody has said counts half: it never excludes.

use super::terms::{any_alike, any_schooling, schooling, terms};
use crate::domain::job::{Board, Job, JobFacts, JobState};
use crate::domain::keys::{Capacity, PlaceClass, Sex, WishKey, vocabulary};
use crate::domain::region::RegionCode;
use crate::domain::seeker::Seeker;
use crate::domain::subject::SubjectId;
use chrono::NaiveDate;

vocabulary! {
    /// What is compared (人岗匹配, S0 五(一)).
    Criterion {
        Age = "age", "年龄";
        Sex = "sex", "性别";
        Skill = "skill", "技能";
        Wage = "wage", "工资";
        Place = "place", "地点";
        Wish = "wish", "意愿";
        Board = "board", "食宿";
        Education = "education", "学历";
        Capacity = "capacity", "劳动能力";
    }
}
vocabulary! {
    /// How it came out.
    Verdict { Fits = "fits", "合适"; Not = "fits_not", "不合适"; Unknown = "unknown", "不清楚"; }
}

/// What a criterion gives where it fits; together 100. Half of it where nobody knows.
pub(super) const fn weight(of: Criterion) -> u8 {
    match of {
        Criterion::Skill => 24,
        Criterion::Wish => 20,
        Criterion::Wage => 16,
        Criterion::Place => 14,
        Criterion::Capacity | Criterion::Education => 8,
        Criterion::Board | Criterion::Age => 4,
        Criterion::Sex => 2,
    }
}
/// No skill is asked for, and the person has not done this work before.
const UNSKILLED: u8 = 16;
/// The wished occupation, but elsewhere; or the wished place, but other work.
const HALF_WISHED: u8 = 8;
/// The place is wished and no occupation was named.
const PLACE_WISHED: u8 = 16;
/// What a job loses that nobody has heard of for a week.
pub(super) const STALE: u8 = 6;

/// A person as jobs are held against them: their words taken apart once.
#[derive(Debug, Clone)]
pub struct Profile {
    /// As read from the book.
    pub seeker: Seeker,
    /// Trades they know or have worked in.
    pub(super) trades: Vec<String>,
    /// Trades they wish for.
    pub(super) wished: Vec<String>,
    /// Rank of their schooling.
    pub(super) schooling: Option<u8>,
    /// The wished place in words, where no code could be told.
    pub(super) place: Option<String>,
}

impl Profile {
    /// Of somebody.
    pub fn of(seeker: Seeker) -> Self {
        let mut trades: Vec<String> = seeker.skills.as_deref().map(terms).unwrap_or_default();
        trades.extend(seeker.worked_as.iter().flat_map(|text| terms(text)));
        trades.sort_unstable();
        trades.dedup();
        let wish = seeker.wish.as_ref();
        let place = wish.and_then(|w| w.place.as_deref()).map(str::trim).filter(|place| !place.is_empty());
        Self {
            trades,
            wished: wish.and_then(|w| w.occupation.as_deref()).map(terms).unwrap_or_default(),
            schooling: seeker.education.as_deref().and_then(schooling),
            place: place.map(String::from).filter(|_| seeker.wish_place.is_none()),
            seeker,
        }
    }

    pub(super) fn wish_key(&self) -> WishKey {
        self.seeker.wish.as_ref().map_or(WishKey::Unknown, |wish| wish.wish)
    }

    pub(super) fn wish_wage(&self) -> Option<u32> {
        self.seeker.wish.as_ref().and_then(|wish| wish.wage).filter(|wage| *wage > 0)
    }
}

/// What schooling a job asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Schooling {
    /// None.
    Any,
    /// Of this rank or above.
    From(u8),
    /// Nobody can tell from the words.
    Unclear,
}

/// A job as people are held against it.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Which.
    pub id: SubjectId,
    /// As the list has it.
    pub job: Job,
    /// How it stands on the day.
    pub state: JobState,
    /// Trades asked for; without any, that of the occupation.
    pub(super) asked: Vec<String>,
    /// Trades of the occupation.
    pub(super) occupation: Vec<String>,
    pub(super) schooling: Schooling,
    pub(super) class: PlaceClass,
}

impl Opening {
    /// Of a job on a day.
    pub fn of(id: SubjectId, job: Job, day: NaiveDate) -> Self {
        let facts = &job.facts;
        let schooling = match facts.education.as_deref() {
            None => Schooling::Any,
            Some(text) if any_schooling(text) => Schooling::Any,
            Some(text) => schooling(text).map_or(Schooling::Unclear, Schooling::From),
        };
        Self {
            id,
            state: job.state(day),
            asked: facts.skills.as_deref().map(terms).unwrap_or_default(),
            occupation: facts.occupation.as_deref().map(terms).unwrap_or_default(),
            schooling,
            class: facts.place_class.unwrap_or(PlaceClass::Unknown),
            job,
        }
    }

    /// Somebody is still wanted.
    pub fn is_open(&self) -> bool {
        matches!(self.state, JobState::Open | JobState::Stale)
    }

    /// The best monthly wage that the list names, CNY.
    pub fn best_wage(&self) -> Option<u32> {
        self.job.facts.wage_to.max(self.job.facts.wage_from).filter(|wage| *wage > 0)
    }

    pub(super) fn far(&self) -> bool {
        matches!(self.class, PlaceClass::Province | PlaceClass::Beyond | PlaceClass::Abroad)
    }
}

/// How well a job fits somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// 0–100; only compares.
    pub score: u8,
    /// Nothing excludes it.
    pub possible: bool,
    /// Every criterion, in the order of [`Criterion::ALL`].
    pub verdicts: Vec<(Criterion, Verdict)>,
}

/// Holds a job against somebody.
pub fn fit(who: &Profile, job: &Opening) -> Fit {
    let mut score = 0;
    let mut possible = job.is_open();
    let mut verdicts = Vec::with_capacity(Criterion::ALL.len());
    for &criterion in Criterion::ALL {
        let (verdict, points) = points(criterion, who, job);
        possible &= !(verdict == Verdict::Not && matches!(criterion, Criterion::Age | Criterion::Sex));
        score += points;
        verdicts.push((criterion, verdict));
    }
    if job.state == JobState::Stale {
        score = score.saturating_sub(STALE);
    }
    Fit { score, possible, verdicts }
}

fn points(of: Criterion, who: &Profile, job: &Opening) -> (Verdict, u8) {
    let facts = &job.job.facts;
    match of {
        Criterion::Age => age(who.seeker.age, facts.age_from, facts.age_to),
        Criterion::Sex => sex(who.seeker.sex, facts.sex),
        Criterion::Skill => {
            let asked = any_alike(&job.asked, &who.trades);
            skill(!job.asked.is_empty(), asked, any_alike(&job.occupation, &who.trades), who.trades.is_empty())
        }
        Criterion::Wage => wage(who.wish_wage(), job.best_wage()),
        Criterion::Place => {
            let place = facts.place.as_deref();
            place_of(who.seeker.wish_place, who.place.as_deref(), facts.place_code, place)
        }
        Criterion::Wish => {
            let named = !who.wished.is_empty();
            let met = any_alike(&job.occupation, &who.wished) || any_alike(&job.asked, &who.wished);
            wish(who.wish_key(), job.class, named, met)
        }
        Criterion::Board => board(job.far(), job.class, facts.board),
        Criterion::Education => education(who.schooling, job.schooling),
        Criterion::Capacity => capacity(who.seeker.capacity, job.class),
    }
}

const fn fits(of: Criterion) -> (Verdict, u8) {
    (Verdict::Fits, weight(of))
}
const fn unknown(of: Criterion) -> (Verdict, u8) {
    (Verdict::Unknown, weight(of) / 2)
}
const NOT: (Verdict, u8) = (Verdict::Not, 0);

/// Whether a job takes somebody of this age and sex; what nobody has said excludes nobody.
pub fn admits(job: &JobFacts, of_age: Option<u32>, of_sex: Option<Sex>) -> bool {
    age(of_age, job.age_from, job.age_to) != NOT && sex(of_sex, job.sex) != NOT
}

pub(super) fn age(age: Option<u32>, from: Option<u32>, to: Option<u32>) -> (Verdict, u8) {
    match age {
        _ if from.is_none() && to.is_none() => fits(Criterion::Age),
        None => unknown(Criterion::Age),
        Some(age) if from.is_some_and(|from| age < from) || to.is_some_and(|to| age > to) => NOT,
        Some(_) => fits(Criterion::Age),
    }
}

pub(super) fn sex(sex: Option<Sex>, asked: Option<Sex>) -> (Verdict, u8) {
    match (asked, sex) {
        (None, _) => fits(Criterion::Sex),
        (Some(_), None) => unknown(Criterion::Sex),
        (Some(asked), Some(sex)) if asked == sex => fits(Criterion::Sex),
        _ => NOT,
    }
}

pub(super) fn skill(asks: bool, meets: bool, experienced: bool, nothing_known: bool) -> (Verdict, u8) {
    match (asks, meets, experienced) {
        (true, true, _) | (_, _, true) => fits(Criterion::Skill),
        (false, _, false) => (Verdict::Fits, UNSKILLED),
        (true, false, false) if nothing_known => unknown(Criterion::Skill),
        (true, false, false) => NOT,
    }
}

pub(super) fn wage(wished: Option<u32>, best: Option<u32>) -> (Verdict, u8) {
    match (wished, best) {
        (Some(wished), Some(best)) if best >= wished => fits(Criterion::Wage),
        (Some(_), Some(_)) => NOT,
        _ => unknown(Criterion::Wage),
    }
}

pub(super) fn place_of(
    wished: Option<RegionCode>,
    wished_words: Option<&str>,
    code: Option<RegionCode>,
    words: Option<&str>,
) -> (Verdict, u8) {
    match (wished, code) {
        (Some(wished), Some(code)) if wished.contains(code) || code.contains(wished) => fits(Criterion::Place),
        (Some(_), Some(_)) => NOT,
        _ => match (wished_words, words) {
            (Some(wished), Some(words)) if words.contains(wished) => fits(Criterion::Place),
            _ => unknown(Criterion::Place),
        },
    }
}

pub(super) fn wish(key: WishKey, class: PlaceClass, named: bool, met: bool) -> (Verdict, u8) {
    use PlaceClass::*;
    let here = match key {
        WishKey::Unknown => return unknown(Criterion::Wish),
        WishKey::None | WishKey::Training | WishKey::Startup => return NOT,
        WishKey::Any => true,
        _ if class == Unknown => return unknown(Criterion::Wish),
        WishKey::Local => matches!(class, Township | County),
        WishKey::Province => matches!(class, Township | County | Province),
        WishKey::Beyond => matches!(class, Beyond | Abroad),
    };
    match (here, named, met) {
        (true, true, true) => fits(Criterion::Wish),
        (true, false, _) => (Verdict::Fits, PLACE_WISHED),
        (true, true, false) | (false, true, true) => (Verdict::Not, HALF_WISHED),
        (false, ..) => NOT,
    }
}

pub(super) fn board(far: bool, class: PlaceClass, given: Option<Board>) -> (Verdict, u8) {
    match given {
        Some(Board::Both | Board::Lodging) => fits(Criterion::Board),
        _ if !far && class != PlaceClass::Unknown => fits(Criterion::Board),
        Some(Board::None | Board::Meals) if far => NOT,
        _ => unknown(Criterion::Board),
    }
}

pub(super) fn education(has: Option<u8>, asked: Schooling) -> (Verdict, u8) {
    match (asked, has) {
        (Schooling::Any, _) => fits(Criterion::Education),
        (Schooling::From(asked), Some(has)) if has >= asked => fits(Criterion::Education),
        (Schooling::From(_), Some(_)) => NOT,
        _ => unknown(Criterion::Education),
    }
}

/// 弱劳动力 is for work near home, or for the officer to judge.
pub(super) fn capacity(has: Option<Capacity>, class: PlaceClass) -> (Verdict, u8) {
    match (has, class) {
        (Some(Capacity::Ordinary | Capacity::Skilled), _) => fits(Criterion::Capacity),
        (Some(Capacity::Weak), PlaceClass::Township | PlaceClass::County) => fits(Criterion::Capacity),
        (Some(Capacity::Weak), PlaceClass::Unknown) | (None, _) => unknown(Criterion::Capacity),
        (Some(_), _) => NOT,
    }
}
