//! The people before the story begins: families, and what a roster says of each person. Everything comes from the dice;
//! nobody here exists (the county number of every ID was never issued).

use super::land::Land;
use super::rng::Dice;
use super::words::{self, CITIES, Employer, FAR};
use crate::book::RosterLine;
use crate::domain::facts::{HouseholdFacts, PersonFacts, RosterFacts, StatedWork, Wish, WorkFacts};
use crate::domain::keys::*;
use crate::domain::region::RegionCode;
use crate::domain::standing::age_on;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::HashSet;

/// Where somebody is, as far as the story needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// At work outside the county.
    Away,
    /// Works outside, came home, is expected back.
    Home,
    /// At work in the county.
    Local,
    /// Could work, and does not.
    Idle,
    /// On the list of a trip, or under way.
    Travelling,
    /// Child, student, elderly, without capacity.
    Apart,
    /// Died, moved away, in the army: the story leaves them alone.
    Gone,
}

/// Somebody who lives here.
#[derive(Debug, Clone)]
pub struct Someone {
    /// Their subject.
    pub id: SubjectId,
    /// Index of the family.
    pub family: usize,
    /// Index of the village.
    pub village: usize,
    /// A man.
    pub man: bool,
    /// Age on the roster's date.
    pub age: i32,
    /// See there.
    pub place: Whereabouts,
    /// Index of the employer, where there is one.
    pub employer: Option<usize>,
    /// When the work began, where that is known.
    pub start: Option<NaiveDate>,
    /// Came home on this day.
    pub home_since: Option<NaiveDate>,
    /// The last day on which an entry of the story named them.
    pub touched: Option<NaiveDate>,
}

/// A family.
#[derive(Debug, Clone)]
pub struct Family {
    /// Its subject.
    pub id: SubjectId,
    /// Index of the village.
    pub village: usize,
    /// Indexes of its people.
    pub members: Vec<usize>,
}

/// The land with its people.
#[derive(Debug, Default)]
pub struct Town {
    /// Where they live.
    pub land: Land,
    /// Everybody.
    pub people: Vec<Someone>,
    /// All families.
    pub families: Vec<Family>,
    /// Everybody who employs.
    pub employers: Vec<Employer>,
    /// In a county, the first family of each village; its families follow on each other.
    pub settled: Vec<usize>,
}

impl Town {
    /// One of the employers outside the county.
    pub fn far_employer(&self, dice: &mut Dice) -> usize {
        let weights: Vec<u32> = CITIES.iter().take(FAR).map(|c| c.weight).collect();
        let city = dice.weighted(&weights);
        self.employer_in(city, dice)
    }

    /// One of the employers of a far city.
    pub fn employer_in(&self, city: usize, dice: &mut Dice) -> usize {
        city * self.land.firms + dice.index(self.land.firms)
    }

    /// One of the employers of the county and the township.
    pub fn local_employer(&self, dice: &mut Dice) -> usize {
        let far = FAR * self.land.firms;
        far + dice.index(self.employers.len().saturating_sub(far))
    }

    /// Somebody's family in a village.
    pub fn some_family(&self, village: usize, dice: &mut Dice) -> Option<usize> {
        if self.land.is_county() {
            let first = *self.settled.get(village)?;
            let end = self.settled.get(village + 1).copied().unwrap_or(self.families.len());
            return (end > first).then(|| first + dice.index(end - first));
        }
        (0..60)
            .map(|_| dice.index(self.families.len()))
            .find(|n| self.families.get(*n).is_some_and(|f| f.village == village))
    }

    /// The village that the next family lives in. A county's roster lists village after village.
    fn next_village(&mut self, people: u32, dice: &mut Dice) -> usize {
        let (family, villages) = (self.families.len(), self.land.villages.len());
        if !self.land.is_county() {
            return (family * villages / 7 + dice.index(5)) % villages;
        }
        let village = self.people.len() * villages / people.max(1) as usize;
        while self.settled.len() <= village {
            self.settled.push(family);
        }
        village
    }
}

struct Member {
    age: i32,
    man: bool,
    surname: &'static str,
    relation: &'static str,
}

/// Lets so many people come to live in a land, and gives each row of its roster as of `as_of` to `line`.
pub fn settle(land: &Land, people: u32, as_of: NaiveDate, dice: &mut Dice, line: &mut dyn FnMut(RosterLine)) -> Town {
    let mut town = Town { employers: words::employers(land.firms), land: land.clone(), ..Town::default() };
    town.people.reserve_exact(people as usize);
    let mut numbers: HashSet<u64> = HashSet::new();
    while (town.people.len() as u32) < people {
        let room = people as usize - town.people.len();
        let mut members = family(dice);
        members.truncate(room);
        let family = town.families.len();
        let village = town.next_village(people, dice);
        let code = town.land.village(village);
        // The nine digits of the township.
        let household_no = format!("{}{:07}", code.number() / 1_000, family + 1);
        let house = household(dice, village, code, members.first().map_or("", |m| m.surname));
        let ethnic = words::ethnic(dice);
        // Some families have nobody at work, in the others most have.
        let zero = dice.percent(10);
        let mut indexes = Vec::with_capacity(members.len());
        for (n, member) in members.iter().enumerate() {
            let (id_no, birth) = id_number(dice, as_of, member, &mut numbers);
            let mut facts = person(dice, member, birth, as_of, town.land.phones);
            facts.ethnic = Some(ethnic.into());
            facts.id_no = Some(id_no.clone().into());
            facts.person_no = Some(format!("{household_no}{:02}", n + 1).into());
            facts.village = Some(code);
            facts.group = house.group.clone();
            let labour = is_labour(&facts, birth, as_of);
            let mut someone = Someone {
                id: SubjectId::derived(SubjectKind::Person, &id_no),
                family,
                village,
                man: member.man,
                age: age_on(birth, as_of),
                place: if labour { Whereabouts::Idle } else { Whereabouts::Apart },
                employer: None,
                start: None,
                home_since: None,
                touched: None,
            };
            let work = stated(dice, &town, &mut someone, &mut facts, labour, zero, as_of);
            indexes.push(town.people.len());
            town.people.push(someone);
            line(RosterLine {
                household_village: None,
                id_no: id_no.into(),
                household_no: household_no.clone().into(),
                facts: Box::new(RosterFacts {
                    as_of,
                    person: facts,
                    household: house.clone(),
                    work,
                    spells: Vec::new(),
                    home: None,
                    returned: None,
                    cleared: Vec::new(),
                }),
                village: None,
            });
        }
        let id = SubjectId::derived(SubjectKind::Household, &household_no);
        town.families.push(Family { id, village, members: indexes });
    }
    town
}

fn family(dice: &mut Dice) -> Vec<Member> {
    let surname = words::surname(dice);
    let head = dice.between(27, 70) as i32;
    let man = dice.percent(82);
    let mut out = vec![Member { age: head, man, surname, relation: "户主" }];
    if dice.percent(84) {
        let age = (head + dice.between(-4, 3) as i32).max(20);
        out.push(Member { age, man: !man, surname: words::surname(dice), relation: "配偶" });
    }
    let eldest = (head - dice.between(20, 27) as i32).max(0);
    for n in 0..[0, 1, 2, 3, 4][dice.weighted(&[8, 26, 42, 18, 6])] {
        let age = eldest - n * dice.between(2, 4) as i32;
        if age >= 0 {
            let man = dice.percent(51);
            out.push(Member { age, man, surname, relation: if man { "子" } else { "女" } });
        }
    }
    if head < 55 && dice.percent(38) {
        let age = head + dice.between(21, 30) as i32;
        out.push(Member { age, man: true, surname, relation: "父亲" });
        if dice.percent(60) {
            let surname = words::surname(dice);
            out.push(Member { age: age - dice.between(0, 5) as i32, man: false, surname, relation: "母亲" });
        }
    }
    out
}

fn household(dice: &mut Dice, village: usize, code: RegionCode, surname: &str) -> HouseholdFacts {
    use HouseholdKind::*;
    let kinds = [Lifted, Unstable, Marginal, Sudden, Unknown, Ordinary];
    let kind = kinds.get(dice.weighted(&[250, 12, 14, 8, 6, 710])).copied().unwrap_or(Ordinary);
    let mut flags = Vec::new();
    if dice.percent(if words::is_new(village) { 55 } else { 3 }) {
        flags.push(HouseholdFlag::Resettled);
    }
    let poor = matches!(kind, Lifted | Unstable | Marginal | Sudden);
    if dice.percent(if poor { 16 } else { 3 }) {
        flags.push(HouseholdFlag::Subsistence);
    } else if dice.percent(3) {
        flags.push(HouseholdFlag::LowIncome);
    }
    if dice.permille(6) {
        flags.push(HouseholdFlag::Destitute);
    }
    const GROUPS: [&str; 6] = ["一组", "二组", "三组", "四组", "五组", "六组"];
    HouseholdFacts {
        kind: Some(kind),
        flags: Some(flags),
        village: Some(code),
        group: Some(dice.pick(&GROUPS).into()),
        income: Some(if poor { 9_000 } else { 14_000 } + dice.below(9_000)),
        contact: poor.then(|| format!("{surname}例(包保)")).map(Into::into),
        grid_officer: Some(words::grid_officer(village).into()),
        ..HouseholdFacts::default()
    }
}

/// A valid number (GB 11643) under a county that does not exist, and the birth date in it.
fn id_number(dice: &mut Dice, as_of: NaiveDate, member: &Member, taken: &mut HashSet<u64>) -> (String, NaiveDate) {
    let youngest = as_of.with_year(as_of.year() - member.age).unwrap_or(as_of);
    loop {
        let birth = youngest - Days::new(u64::from(dice.below(365)));
        let serial = dice.below(500) * 2 + u32::from(member.man);
        let front = format!("{}{}{serial:03}", words::COUNTY, birth.format("%Y%m%d"));
        let id = format!("{front}{}", check_character(&front));
        if taken.insert(front.parse().unwrap_or(0)) {
            return (id, birth);
        }
    }
}

fn check_character(front: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = front.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    "10X98765432".chars().nth((sum % 11) as usize).unwrap_or('0')
}

fn person(dice: &mut Dice, member: &Member, birth: NaiveDate, as_of: NaiveDate, phones: u32) -> PersonFacts {
    let age = age_on(birth, as_of);
    let student = (6..16).contains(&age)
        || (16..19).contains(&age) && dice.percent(80)
        || (19..23).contains(&age) && dice.percent(38);
    let graduates =
        (student && age >= 18 && dice.percent(30)).then(|| NaiveDate::from_ymd_opt(as_of.year() + 1, 6, 30)).flatten();
    let capacity = match age {
        ..16 => Some(Capacity::None),
        16..60 => [Some(Capacity::Ordinary), Some(Capacity::Skilled), Some(Capacity::Weak), Some(Capacity::Lost), None]
            [dice.weighted(&[78, 11, 7, 3, 1])],
        60..70 => Some(if dice.percent(45) { Capacity::Weak } else { Capacity::None }),
        _ => Some(Capacity::None),
    };
    const SCHOOLING: [&str; 5] = ["小学", "初中", "高中", "中专", "大专"];
    PersonFacts {
        name: Some(words::name(dice, member.surname, member.man).into()),
        sex: Some(if member.man { Sex::Male } else { Sex::Female }),
        birth: Some(birth),
        relation: Some(member.relation.into()),
        education: (age > 6).then(|| SCHOOLING[dice.weighted(&[26, 46, 10, 10, 8])].into()),
        status: Some(if student { Status::School } else { Status::Active }),
        school: (student && age >= 16).then(|| "云岭职业学校(演示)".into()),
        graduates,
        capacity,
        health: Some(if dice.percent(93) { "健康" } else { "长期慢性病" }.into()),
        phone: (age >= 16 && dice.percent(88)).then(|| format!("1990{:07}", dice.below(phones))).map(Into::into),
        ..PersonFacts::default()
    }
}

fn is_labour(facts: &PersonFacts, birth: NaiveDate, as_of: NaiveDate) -> bool {
    (16..60).contains(&age_on(birth, as_of))
        && facts.status == Some(Status::Active)
        && matches!(facts.capacity, Some(Capacity::Ordinary | Capacity::Skilled | Capacity::Weak))
}

/// What the roster says of somebody's work, or of their wish where they have none.
fn stated(
    dice: &mut Dice,
    town: &Town,
    someone: &mut Someone,
    facts: &mut PersonFacts,
    labour: bool,
    zero: bool,
    as_of: NaiveDate,
) -> Option<StatedWork> {
    if !labour {
        let over_age = (60..67).contains(&someone.age) && dice.percent(12);
        if !over_age {
            return None;
        }
    }
    if labour && (zero || !dice.percent(73)) {
        facts.wish = wish(dice);
        facts.why_idle =
            dice.percent(70).then(|| ["照顾老幼", "患病", "无技能", "其他"][dice.weighted(&[50, 14, 26, 10])].into());
        return Some(if dice.percent(30) { StatedWork::Farming } else { StatedWork::Idle });
    }
    let far = labour && dice.percent(84);
    let mut work = WorkFacts { start: None, ..WorkFacts::default() };
    if dice.permille(920) {
        work.start = Some(as_of - Days::new(u64::from(20 + dice.below(900))));
    }
    if !far && dice.percent(25) {
        work.channel = Some(if dice.percent(60) { Channel::Flexible } else { Channel::SelfEmployed });
        work.place_class = Some(PlaceClass::Township);
        work.occupation = Some("零工".into());
        work.wage = dice.percent(60).then(|| 1500 + 100 * dice.below(15));
    } else {
        let n = if far { town.far_employer(dice) } else { town.local_employer(dice) };
        someone.employer = Some(n);
        let start = work.start;
        work = work_with(&town.employers, n, dice);
        work.start = start;
    }
    someone.start = work.start;
    if labour {
        someone.place = if far { Whereabouts::Away } else { Whereabouts::Local };
    }
    Some(StatedWork::Working(work))
}

/// Work with this employer.
pub fn work_with(employers: &[Employer], n: usize, dice: &mut Dice) -> WorkFacts {
    let Some(employer) = employers.get(n) else { return WorkFacts::default() };
    let city = CITIES.get(employer.city);
    WorkFacts {
        place: city.map(|c| c.name.into()),
        place_code: city.and_then(|c| c.code()),
        place_class: city.map(|c| c.class),
        employer: Some(employer.name.clone().into()),
        occupation: Some(employer.occupation.into()),
        industry: Some(employer.industry.into()),
        channel: Some(employer.channel),
        wage: (!dice.percent(7)).then(|| employer.wage + 100 * dice.below(12)),
        contract: dice.percent(70).then_some(true),
        ..WorkFacts::default()
    }
}

/// A wish: some were never asked, some said no without signing.
fn wish(dice: &mut Dice) -> Option<Wish> {
    let (wish, signed) = [
        (None, false),
        (Some(WishKey::Local), false),
        (Some(WishKey::Any), false),
        (Some(WishKey::Beyond), false),
        (Some(WishKey::Training), false),
        (Some(WishKey::None), true),
        (Some(WishKey::None), false),
    ][dice.weighted(&[34, 20, 10, 6, 5, 17, 8])];
    wish.map(|wish| Wish { wish, signed, place: None, occupation: None, wage: None })
}
