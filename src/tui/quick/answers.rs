//! What the quick line asks of the book, and has it write. Each answer bears what it is an answer to, so that none is
//! taken for another.

use super::Act;
use super::form::Spot;
use super::intent::{Intent, Job};
use crate::book::{Draft, HouseholdQuery, HouseholdRow, PersonRow, Recorded, WorkSource};
use crate::desk::{Desk, Error, words};
use crate::domain::keys::{Channel, Nature, Sex};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{self, Lang, listed, say};
use crate::text;
use rustc_hash::FxHashMap;

/// So many are looked up; the best fitting of them are shown.
const FOUND: usize = 24;
/// So many households, choices of work, trips.
const FEW: usize = 8;
const RIDES: usize = 30;
/// Whoever is on no roster comes last.
const OFF: u8 = u8::MAX;

/// Somebody who can be meant: a person, or a household.
#[derive(Debug, Clone, PartialEq)]
pub struct Somebody {
    /// Subject id.
    pub id: SubjectId,
    /// Name; of a household its head and number.
    pub name: String,
    /// 性别, 年龄, 村组, 证件号码 (masked; of a household its number), and what they do now.
    pub about: [String; 5],
    rank: u8,
}

impl Somebody {
    fn person(row: PersonRow, act: Act) -> Self {
        let now = match () {
            () if !row.on_roster => say!("quick-off"),
            () if row.awaited => say!("quick-awaited"),
            () if row.employed => {
                let class = row.place_class.map(|class| class.name());
                let place = row.place.as_deref().map(words::place).filter(|place| Some(place) != class.as_ref());
                let parts: Vec<String> = [class, place, row.employer.map(String::from)].into_iter().flatten().collect();
                if parts.is_empty() { say!("quick-at-work") } else { parts.join(" ") }
            }
            () if !row.labour => say!("quick-no-labour"),
            () => say!("quick-idle"),
        };
        let idle = row.labour && !row.employed;
        let unlikely = match act {
            Act::Visit => u8::from(!row.labour),
            // Whoever went out before goes back; whoever did not begins.
            Act::Return if row.awaited => 0,
            Act::Return => 2 - u8::from(idle),
            Act::Placement | Act::Bus => u8::from(!row.awaited && !idle),
            Act::Loss | Act::Home => u8::from(!row.employed),
        };
        let home = format!("{}{}", row.village, row.group.unwrap_or_default());
        let age = row.age.map_or(String::new(), |age| age.to_string());
        let about = [row.sex.map_or(String::new(), Sex::name), age, home, row.id_no.unwrap_or_default().into(), now];
        let rank = if row.on_roster { unlikely } else { OFF };
        Self { id: row.id, name: row.name, about, rank }
    }

    fn household(row: HouseholdRow) -> Self {
        let name = say!("quick-household", head = row.head, number = row.number.clone());
        let home = format!("{}{}", row.village, row.group.unwrap_or_default());
        let at_work = say!("quick-members", members = row.members, employed = row.employed);
        Self { id: row.id, name, about: [String::new(), String::new(), home, row.number, at_work], rank: 0 }
    }
}

/// Who can be meant by a text.
#[derive(Debug)]
pub struct Found {
    /// What was typed, and for which act.
    pub asked: (String, Act),
    /// The best first.
    pub rows: Vec<Somebody>,
}

/// Looks for people; for a visit also for households by their number.
pub fn find(desk: &mut Desk, asked: (String, Act)) -> Result<Found, Error> {
    let (typed, act) = &asked;
    let day = desk.reading_day();
    let hits = desk.book.find(typed, FOUND, day)?;
    let ids: Vec<SubjectId> = hits.iter().map(|hit| hit.id).collect();
    let scores: FxHashMap<SubjectId, u32> = hits.iter().map(|hit| (hit.id, hit.score)).collect();
    let mut rows: Vec<Somebody> =
        desk.book.person_rows(&ids, day)?.into_iter().map(|row| Somebody::person(row, *act)).collect();
    // Who fits the text best comes first; among those, whom such an act is likely to be about.
    rows.sort_by_key(|row| (row.rank == OFF, u32::MAX - scores.get(&row.id).copied().unwrap_or(0), row.rank));
    if *act == Act::Visit && typed.len() >= 3 && typed.bytes().all(|b| b.is_ascii_digit()) {
        let query = HouseholdQuery { text: typed.clone(), limit: FEW, ..HouseholdQuery::default() };
        let page = desk.book.household_rows(&query, day)?;
        let (exact, others): (Vec<_>, Vec<_>) = page.rows.into_iter().partition(|row| row.number == *typed);
        rows.splice(0..0, exact.into_iter().map(Somebody::household));
        rows.extend(others.into_iter().map(Somebody::household));
    }
    Ok(Found { asked, rows })
}

/// What is shown of these people and households, in their order.
pub fn gather(desk: &mut Desk, ids: &[SubjectId], act: Act) -> Result<Vec<Somebody>, Error> {
    let day = desk.reading_day();
    let of = |kind: SubjectKind| ids.iter().copied().filter(|id| id.kind() == kind).collect::<Vec<_>>();
    let people = desk.book.person_rows(&of(SubjectKind::Person), day)?;
    let mut out: Vec<Somebody> = people.into_iter().map(|row| Somebody::person(row, act)).collect();
    let households = of(SubjectKind::Household);
    if !households.is_empty() {
        out.extend(desk.book.rows_of_households(&households, day)?.into_iter().map(Somebody::household));
    }
    Ok(out)
}

/// Where a choice comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// What was recorded last.
    Last,
    /// The person's own last work.
    Own,
    /// Others have it; so many.
    Known(u32),
    /// The list of jobs.
    List,
    /// As typed.
    New,
}

/// Something to fill a field with, or several at once.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What it fills.
    pub job: Job,
    /// Where it comes from.
    pub origin: Origin,
}

/// The choices for a field.
#[derive(Debug)]
pub struct Choices {
    /// The field, and what stands in it.
    pub asked: (Spot, String),
    /// The best first.
    pub rows: Vec<Choice>,
}

/// Looks for choices.
pub fn choices(
    desk: &mut Desk,
    asked: (Spot, String),
    person: Option<SubjectId>,
    last: Option<Job>,
) -> Result<Choices, Error> {
    let (spot, typed) = (asked.0, asked.1.trim());
    let mut rows: Vec<Choice> = Vec::new();
    match spot {
        Spot::Employer => {
            rows.extend(last.filter(|_| typed.is_empty()).map(|job| Choice { job, origin: Origin::Last }));
            let day = desk.recording_day()?;
            for hint in desk.book.suggest_work(typed, person, day, FEW)? {
                let origin = match hint.source {
                    WorkSource::Own => Origin::Own,
                    WorkSource::Employer(n) => Origin::Known(n),
                    WorkSource::Job(_) => Origin::List,
                };
                let choice = Choice { job: hint.work.into(), origin };
                if !rows.iter().any(|row| row.job == choice.job) {
                    rows.push(choice);
                }
            }
            first_exact(&mut rows, typed, |job| &mut job.employer);
        }
        Spot::Place => {
            for hint in desk.book.suggest_places(typed, FEW)? {
                let job = Job { place: hint.place, ..Job::default() };
                rows.push(Choice { job, origin: Origin::Known(hint.uses) });
            }
            first_exact(&mut rows, typed, |job| &mut job.place);
        }
        Spot::Channel => {
            let sound = text::fold_query(typed);
            let fits = |channel: &Channel| {
                let keys = text::name_keys(channel.zh());
                let sounds = keys.full.iter().chain(&keys.initials).any(|key| key.starts_with(&sound));
                channel.name().contains(typed) || sounds
            };
            let all = Channel::ALL.iter().copied().filter(fits);
            let job = |channel| Job { channel: Some(channel), ..Job::default() };
            rows.extend(all.map(|channel| Choice { job: job(channel), origin: Origin::List }));
        }
        Spot::Wage | Spot::Start | Spot::Occupation => {}
    }
    Ok(Choices { asked, rows })
}

/// What is written exactly so comes first; where nothing is, it can be taken as it was typed.
fn first_exact(rows: &mut Vec<Choice>, typed: &str, field: impl Fn(&mut Job) -> &mut String) {
    if typed.is_empty() {
        return;
    }
    match rows.iter_mut().position(|row| field(&mut row.job) == typed) {
        Some(at) => rows[..=at].rotate_right(1),
        None => {
            let mut job = Job::default();
            *field(&mut job) = typed.to_string();
            rows.push(Choice { job, origin: Origin::New });
        }
    }
}

/// A trip that somebody can be put on.
#[derive(Debug, Clone)]
pub struct Ride {
    /// Subject id.
    pub trip: SubjectId,
    /// 班次号.
    pub number: String,
    /// Day and time, where to, seats left.
    pub about: [String; 3],
    /// With whom the person worked there last.
    pub employer: String,
}

/// Trips that wait for passengers: the next one first, those of days past last.
pub fn rides(desk: &mut Desk, person: Option<SubjectId>) -> Result<Vec<Ride>, Error> {
    let today = desk.book.today();
    let last = person.map(|id| desk.book.last_work(id)).transpose()?.flatten().map(|spell| spell.work);
    // The first four digits of a code name the prefecture.
    let prefecture = |code: crate::domain::region::RegionCode| code.number() / 100_000_000;
    let mut out: Vec<_> = desk
        .book
        .waiting_trips()?
        .into_iter()
        .filter_map(|(id, trip)| {
            let plan = trip.plan.as_ref()?;
            let left = i64::from(plan.seats) - trip.passengers.len() as i64;
            let there = |work: &&crate::domain::facts::WorkFacts| {
                plan.to_code.zip(work.place_code).is_some_and(|(to, at)| prefecture(to) == prefecture(at))
            };
            let employer = last.as_ref().filter(there).and_then(|work| work.employer.clone()).unwrap_or_default();
            let day = locale::day_seen(Lang::current(), plan.departs.date(), today);
            let about = [
                format!("{day} {}", plan.departs.format("%H:%M")),
                words::place(&plan.to),
                say!("quick-seats-left", count = left.max(0)),
            ];
            let ride = Ride { trip: id, number: plan.number.clone(), about, employer: employer.into() };
            Some(((plan.departs.date() < today, plan.departs), ride))
        })
        .collect();
    out.sort_by_key(|(order, _)| *order);
    out.truncate(RIDES);
    Ok(out.into_iter().map(|(_, ride)| ride).collect())
}

/// Somebody of whom something cannot be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Who.
    pub id: SubjectId,
    /// Why, in words.
    pub why: String,
}

/// What recording would say.
#[derive(Debug, Default)]
pub struct Preview {
    /// Natures of beginnings of work, each with how many.
    pub natures: Vec<(Nature, usize)>,
    /// A seal covers the day.
    pub late: bool,
    /// What the officer should know.
    pub notices: Vec<String>,
    /// Who cannot be recorded.
    pub refused: Vec<Refused>,
}

/// The drafts of those who can be recorded, and the others.
struct Judged {
    drafts: Vec<Draft>,
    notices: Vec<String>,
    preview: Preview,
}

fn judge(desk: &Desk, ids: &[SubjectId], intent: &Intent) -> Result<Judged, Error> {
    let mut preview = Preview::default();
    let (mut drafts, mut whose, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        match intent.drafts(*id, desk) {
            Ok(made) => {
                preview.notices.extend(made.beforehand);
                notices.extend(made.notices);
                whose.extend(made.drafts.iter().map(|_| *id));
                drafts.extend(made.drafts);
            }
            Err(Error::Refused(why)) if ids.len() > 1 => preview.refused.push(Refused { id: *id, why }),
            Err(error) => return Err(error),
        }
    }
    let mut natures: FxHashMap<Nature, usize> = FxHashMap::default();
    for (judged, id) in desk.preview(&drafts)?.into_iter().zip(whose) {
        preview.late |= judged.late;
        preview
            .refused
            .extend(judged.refusal.map(|why| Refused { id, why: words::without_options(&why).into_owned() }));
        if let Some(nature) = judged.nature {
            *natures.entry(nature).or_default() += 1;
        }
        for notice in judged.notices {
            let notice = words::without_options(&notice).into_owned();
            if !preview.notices.contains(&notice) {
                preview.notices.push(notice);
            }
        }
    }
    preview.natures =
        Nature::ALL.iter().filter_map(|nature| natures.get(nature).map(|count| (*nature, *count))).collect();
    Ok(Judged { drafts, notices, preview })
}

/// What recording this of these people would say; nothing is written.
pub fn preview(desk: &mut Desk, ids: &[SubjectId], intent: &Intent) -> Result<Preview, Error> {
    Ok(judge(desk, ids, intent)?.preview)
}

/// What came of recording.
#[derive(Debug)]
pub enum Done {
    /// It was recorded; in words.
    Recorded(String, Recorded),
    /// Nothing was: of these it cannot be.
    Refused(Vec<Refused>),
}

/// Records: of all of them, or of none.
pub fn record(desk: &mut Desk, people: &[Somebody], intent: &Intent) -> Result<Done, Error> {
    let ids: Vec<SubjectId> = people.iter().map(|somebody| somebody.id).collect();
    let Judged { drafts, notices, preview } = judge(desk, &ids, intent)?;
    if let [refused] = preview.refused.as_slice()
        && ids.len() == 1
    {
        return Err(Error::refused(refused.why.clone()));
    }
    if !preview.refused.is_empty() {
        return Ok(Done::Refused(preview.refused));
    }
    let mut recorded = desk.record(drafts)?;
    recorded.notices.extend(notices);
    let who = named(people);
    let what = match preview.natures.as_slice() {
        [] => intent.act().name(),
        [(nature, _)] => nature.name(),
        several => listed(several.iter().map(|(nature, count)| nature_counted(*nature, *count))),
    };
    let late = if recorded.late { say!("quick-late") } else { String::new() };
    let told = say!("quick-recorded", what = what, who = who, about = intent.told());
    Ok(Done::Recorded(format!("{told}  {late}").trim_end().to_string(), recorded))
}

/// 返岗 28.
pub fn nature_counted(nature: Nature, count: usize) -> String {
    say!("quick-nature-count", nature = nature.name(), count = count)
}

/// One name, or the first of them with how many they are.
pub fn named(people: &[Somebody]) -> String {
    match people {
        [] => String::new(),
        [one] => one.name.clone(),
        [first, ..] => say!("quick-many", first = first.name.clone(), count = people.len()),
    }
}
