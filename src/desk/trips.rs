//! 返岗直通车 from plan to hand-over. An arrival makes the return-to-work record; nothing is typed twice.

use super::Desk;
use super::acts::Drafts;
use super::error::{Error, Result};
use crate::book::Draft;
use crate::domain::acts::*;
use crate::domain::facts::WorkFacts;
use crate::domain::keys::*;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::{Presence, Trip};
use crate::locale::say;
use crate::text;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use compact_str::CompactString;

/// Who organised the work of those who came by a trip: stands in the ledger, in no language but its own.
const ORGANISED: &str = "点对点输送";
/// Part of what the id of a passenger from another township is derived from: it never changes.
const OUTSIDE: &str = "外乡镇";
/// Beyond so many km a bus has two drivers (FIELDS.md).
const ONE_DRIVER_KM: u32 = 400;

/// A trip as planned; a number that is known already is planned anew.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each field is the field of the record of the same name
pub struct Plan {
    pub number: String,
    pub by: TripBy,
    pub departs: NaiveDateTime,
    pub from: String,
    /// A code, a name, or the key of a class of places.
    pub to: String,
    pub seats: u32,
    pub vehicle: Option<String>,
    pub carrier: Option<String>,
    pub drivers: Vec<Driver>,
    pub escort: Option<String>,
    pub escort_phone: Option<String>,
    pub points: Vec<String>,
    /// In km.
    pub distance: Option<u32>,
}

impl Plan {
    /// The plan, told where it lacks what the rules of the road ask for.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let to = desk.book.gazetteer().locate(&self.to);
        let mut notices = Vec::new();
        let bus = self.by == TripBy::Bus;
        if bus && self.distance.is_some_and(|km| km > ONE_DRIVER_KM) && self.drivers.len() < 2 {
            notices.push(say!("cli-trip-two-drivers"));
        }
        if self.escort.is_none() {
            notices.push(say!("cli-trip-no-escort"));
        }
        if bus && (2..5).contains(&self.departs.hour()) {
            notices.push(say!("cli-trip-night"));
        }
        let number = text::clean(&self.number).trim().to_string();
        if number.is_empty() {
            return Err(Error::refused(say!("cli-trip-no-number")));
        }
        let id = desk
            .book
            .trip_named(&number)?
            .unwrap_or_else(|| SubjectId::derived(SubjectKind::Trip, &format!("{} {number}", desk.book.unit())));
        let fact = Fact::TripPlan(Box::new(TripPlan {
            number,
            by: self.by,
            departs: self.departs,
            from: self.from,
            to: self.to,
            to_code: to.code,
            to_class: to.class,
            vehicle: self.vehicle,
            seats: self.seats,
            carrier: self.carrier,
            drivers: self.drivers,
            escort: self.escort,
            escort_phone: self.escort_phone,
            points: self.points,
            distance: self.distance,
        }));
        Ok(Drafts { notices, ..desk.draft(vec![id], fact)?.into() })
    }
}

/// People put on the list of a trip.
#[derive(Debug, Clone, PartialEq)]
pub struct Addition {
    /// Which trip.
    pub trip: SubjectId,
    /// Who, of this township.
    pub people: Vec<SubjectId>,
    /// Or somebody of another township, by name: then nobody else.
    pub outside: Option<String>,
    /// Employer at the other end, occupation and monthly wage there, boarding point: the same for all of them.
    pub employer: Option<CompactString>,
    /// 工种.
    pub occupation: Option<CompactString>,
    /// CNY a month.
    pub wage: Option<u32>,
    /// Seat number; only where it is one person.
    pub seat: Option<u32>,
    /// 上车点.
    pub point: Option<String>,
    /// 随行: rides along, does not go to work.
    pub companion: bool,
}

impl Addition {
    /// Nobody yet, for this trip.
    pub fn to(trip: SubjectId) -> Self {
        Self {
            trip,
            people: Vec::new(),
            outside: None,
            employer: None,
            occupation: None,
            wage: None,
            seat: None,
            point: None,
            companion: false,
        }
    }

    /// One draft for each; refused where somebody is on the list of another trip under way.
    pub fn drafts(self, desk: &Desk) -> Result<Drafts> {
        let Self { trip, people, outside, employer, occupation, wage, seat, point, companion } = self;
        let mut facts = PassengerFacts { seat, point, employer, occupation, wage, companion, outside: None };
        if let Some(name) = outside.as_deref().map(text::clean) {
            let passenger = SubjectId::derived(SubjectKind::Person, &format!("{trip} {OUTSIDE} {name}"));
            facts.outside = Some(name.into_owned());
            return Ok(desk.draft(vec![trip, passenger], Fact::TripAdd(facts))?.into());
        }
        if people.is_empty() {
            return Err(Error::refused(say!("cli-trip-add-whom")));
        }
        if seat.is_some() && people.len() > 1 {
            return Err(Error::refused(say!("cli-trip-one-seat")));
        }
        let current = desk.book.current_trips()?;
        for person in &people {
            if let Some(number) = elsewhere(&current, trip, *person) {
                let name = desk.book.names([*person])?.remove(person).unwrap_or_default();
                return Err(Error::refused(say!("cli-trip-elsewhere", person = name, trip = number)));
            }
        }
        each(desk, trip, &people, &Fact::TripAdd(facts))
    }
}

/// The number of another trip, not arrived yet, on which this person is expected or aboard.
pub fn elsewhere(trips: &[(SubjectId, Trip)], trip: SubjectId, person: SubjectId) -> Option<&str> {
    let (_, other) = trips.iter().find(|(other, t)| {
        *other != trip
            && matches!(t.state, Some(TripState::Planned | TripState::Boarding | TripState::Departed))
            && t.passengers.get(&person).is_some_and(|p| {
                matches!(p.presence, Presence::Aboard)
                    || (p.presence == Presence::Expected && t.state != Some(TripState::Departed))
            })
    })?;
    Some(other.plan.as_ref().map_or("", |p| p.number.as_str()))
}

fn one(desk: &Desk, trip: SubjectId, fact: Fact) -> Result<Drafts> {
    Ok(desk.draft(vec![trip], fact)?.into())
}

/// The ids under which these people stand on the list of a trip: somebody whose records were joined stands there under
/// the id that they were put on it with. Whoever is not on the list keeps theirs.
fn as_listed(desk: &Desk, trip: SubjectId, people: &[SubjectId]) -> Result<Vec<SubjectId>> {
    let on_list = desk.book.trip_on(trip, NaiveDate::MAX)?.passengers;
    if people.iter().all(|id| on_list.contains_key(id)) {
        return Ok(people.to_vec());
    }
    let joined = desk.book.joined(on_list.keys().chain(people).copied())?;
    let now = |id: &SubjectId| joined.get(id).copied().unwrap_or(*id);
    let listed = |id: &SubjectId| match on_list.contains_key(id) {
        true => *id,
        false => on_list.keys().find(|other| now(other) == now(id)).copied().unwrap_or(*id),
    };
    Ok(people.iter().map(listed).collect())
}

fn each(desk: &Desk, trip: SubjectId, people: &[SubjectId], fact: &Fact) -> Result<Drafts> {
    let people = as_listed(desk, trip, people)?;
    let drafts: Result<Vec<Draft>> = people.iter().map(|id| desk.draft(vec![trip, *id], fact.clone())).collect();
    Ok(drafts?.into())
}

/// Takes people off the list.
pub fn remove(desk: &Desk, trip: SubjectId, people: &[SubjectId]) -> Result<Drafts> {
    each(desk, trip, people, &Fact::TripRemove)
}

/// 实到: people are aboard.
pub fn board(desk: &Desk, trip: SubjectId, people: &[SubjectId]) -> Result<Drafts> {
    if people.is_empty() {
        return Err(Error::refused(say!("cli-trip-board-whom")));
    }
    each(desk, trip, people, &Fact::TripBoard)
}

/// Everybody who is still expected is aboard.
pub fn board_all(desk: &Desk, trip: SubjectId) -> Result<Drafts> {
    let on_list = desk.book.trip_on(trip, desk.recording_day()?)?;
    let waiting = on_list.passengers.iter().filter(|(_, p)| p.presence == Presence::Expected);
    let waiting: Vec<SubjectId> = waiting.map(|(id, _)| *id).collect();
    if waiting.is_empty() {
        return Err(Error::refused(say!("cli-trip-nobody-waits")));
    }
    each(desk, trip, &waiting, &Fact::TripBoard)
}

/// People did not come.
pub fn absent(desk: &Desk, trip: SubjectId, people: &[SubjectId], reason: Absence) -> Result<Drafts> {
    each(desk, trip, people, &Fact::TripAbsent(AbsentFacts { reason }))
}

/// 中途下车.
pub fn alight(desk: &Desk, trip: SubjectId, people: &[SubjectId]) -> Result<Drafts> {
    each(desk, trip, people, &Fact::TripAlight)
}

/// The trip leaves.
pub fn depart(desk: &Desk, trip: SubjectId, at: Option<NaiveDateTime>) -> Result<Drafts> {
    one(desk, trip, Fact::TripDepart(MomentFacts { at }))
}

/// The trip arrives, and with it the work of each passenger aboard whose employer is known begins. `called`: the
/// trip's number or id, as the notice on the others repeats it.
pub fn arrive(desk: &Desk, trip: SubjectId, called: &str, at: Option<NaiveDateTime>) -> Result<Drafts> {
    let day = desk.recording_day()?;
    let state = desk.book.trip_on(trip, day)?;
    let mut out: Drafts = desk.draft(vec![trip], Fact::TripArrive(MomentFacts { at }))?.into();
    let Some(plan) = &state.plan else { return Ok(out) };
    let mut unknown = 0;
    for (passenger, p) in state.passengers.iter().filter(|(_, p)| p.presence == Presence::Aboard) {
        if p.facts.companion || p.facts.outside.is_some() {
            continue;
        }
        let Some(employer) = p.facts.employer.clone() else {
            unknown += 1;
            continue;
        };
        let work = WorkFacts {
            start: Some(day),
            place: Some(plan.to.clone().into()),
            place_code: plan.to_code,
            place_class: Some(plan.to_class),
            employer: Some(employer),
            occupation: p.facts.occupation.clone(),
            wage: p.facts.wage,
            channel: Some(Channel::Enterprise),
            organised_by: Some(ORGANISED.into()),
            trip: Some(trip),
            ..WorkFacts::default()
        };
        out.drafts.push(desk.draft(vec![trip, *passenger], Fact::Arrival(work))?);
    }
    if unknown > 0 {
        out.notices.push(say!("cli-trip-unemployed", count = unknown, trip = called));
    }
    Ok(out)
}

/// 交接, with the employer's receipt.
pub fn handover(desk: &Desk, trip: SubjectId, receipt: Option<String>) -> Result<Drafts> {
    one(desk, trip, Fact::TripHandover(RemarkFacts { text: receipt }))
}

/// The trip does not take place.
pub fn cancel(desk: &Desk, trip: SubjectId, why: Option<String>) -> Result<Drafts> {
    one(desk, trip, Fact::TripCancel(RemarkFacts { text: why }))
}

/// A line of the list at the bus door.
#[derive(Debug, Clone, PartialEq)]
pub struct Passenger {
    /// Who.
    pub id: SubjectId,
    /// 姓名; of somebody of another township as put on the list.
    pub name: String,
    /// Name of the village; `None` for somebody of another township.
    pub village: Option<String>,
    /// Code of the village.
    pub unit: Option<RegionCode>,
    /// Seat number.
    pub seat: Option<u32>,
    /// 上车点.
    pub point: Option<String>,
    /// Employer at the other end.
    pub employer: Option<CompactString>,
    /// Day of the health certificate.
    pub certificate: Option<NaiveDate>,
    /// 随行.
    pub companion: bool,
    /// Of another township.
    pub outside: bool,
    /// Where they are.
    pub presence: Presence,
    /// Why they did not come.
    pub absence: Option<Absence>,
}

/// A trip with its list: by seat, those without one behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// The trip as it stands.
    pub trip: Trip,
    /// 应到.
    pub passengers: Vec<Passenger>,
}

/// The list of a trip, all passengers read at once.
pub fn manifest(desk: &Desk, trip: SubjectId) -> Result<Manifest> {
    let (book, day) = (&desk.book, desk.reading_day());
    let trip = book.trip_on(trip, NaiveDate::MAX)?;
    let ids: Vec<SubjectId> = trip.passengers.keys().copied().collect();
    // Somebody joined to another record is shown as that one; the list keeps the id under which they were put on it.
    let joined = book.joined(ids.iter().copied())?;
    let now: Vec<SubjectId> = ids.iter().map(|id| joined.get(id).copied().unwrap_or(*id)).collect();
    let people = book.people_on(&now, day)?;
    let line = |((id, p), person): ((&SubjectId, &crate::domain::trip::Passenger), crate::domain::person::Person)| {
        let unit = (p.facts.outside.is_none() && person.known).then(|| person.unit(book.rules()));
        Passenger {
            id: *id,
            name: p.facts.outside.clone().or(person.facts.name.map(String::from)).unwrap_or_else(|| id.to_string()),
            village: unit.map(|code| book.steering().unit_name(code)),
            unit,
            seat: p.facts.seat,
            point: p.facts.point.clone(),
            employer: p.facts.employer.clone(),
            certificate: person.facts.certificate.map(|c| c.date),
            companion: p.facts.companion,
            outside: p.facts.outside.is_some(),
            presence: p.presence,
            absence: if let Presence::Absent(reason) = p.presence { Some(reason) } else { None },
        }
    };
    let mut passengers: Vec<Passenger> = trip.passengers.iter().zip(people).map(line).collect();
    passengers.sort_by(|a, b| {
        let key = |p: &Passenger| (p.seat.unwrap_or(u32::MAX), p.id);
        key(a).cmp(&key(b))
    });
    Ok(Manifest { trip, passengers })
}
