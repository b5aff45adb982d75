//! `trip`: a return bus from plan to hand-over. An arrival makes the return-to-work record; nothing is typed twice.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::{Session, person, trip, typed};
use super::words;
use crate::book::{Book, Draft};
use crate::domain::acts::*;
use crate::domain::facts::WorkFacts;
use crate::domain::keys::*;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::{Presence, Trip};
use crate::locale::say;
use crate::text;
use chrono::NaiveDateTime;
use clap::Subcommand;
use serde_json::json;

/// Who organised the work of those who came by a trip: stands in the ledger, in no language but its own.
const ORGANISED: &str = "点对点输送";
/// Part of what the id of a passenger from another township is derived from: it never changes.
const OUTSIDE: &str = "外乡镇";

#[derive(Debug, Subcommand)]
pub enum Act {
    Plan(PlanArgs),
    Add(AddArgs),
    Remove {
        trip: String,
        #[arg(required = true)]
        people: Vec<String>,
    },
    Board {
        trip: String,
        people: Vec<String>,
        #[arg(long, conflicts_with = "people")]
        all: bool,
    },
    Absent {
        trip: String,
        #[arg(required = true)]
        people: Vec<String>,
        #[arg(long)]
        reason: Absence,
    },
    Alight {
        trip: String,
        #[arg(required = true)]
        people: Vec<String>,
    },
    Depart {
        trip: String,
        #[arg(long, value_parser = moment)]
        at: Option<NaiveDateTime>,
    },
    Arrive {
        trip: String,
        #[arg(long, value_parser = moment)]
        at: Option<NaiveDateTime>,
    },
    Handover {
        trip: String,
        #[arg(long)]
        receipt: Option<String>,
    },
    Cancel {
        trip: String,
        #[arg(long)]
        why: Option<String>,
    },
    List,
    Show {
        trip: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    pub trip: String,
    #[arg(long, default_value = "bus")]
    pub by: TripBy,
    #[arg(long, value_parser = moment)]
    pub departs: NaiveDateTime,
    #[arg(long)]
    pub from: String,
    #[arg(long)]
    pub to: String,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=5000))]
    pub seats: u32,
    #[arg(long)]
    pub vehicle: Option<String>,
    #[arg(long)]
    pub escort: Option<String>,
    #[arg(long)]
    pub escort_phone: Option<String>,
    #[arg(long)]
    pub carrier: Option<String>,
    #[arg(long, value_name = "NAME[:PHONE]")]
    pub driver: Vec<String>,
    #[arg(long)]
    pub point: Vec<String>,
    #[arg(long)]
    pub distance: Option<u32>,
}

#[derive(Debug, clap::Args)]
pub struct AddArgs {
    pub trip: String,
    pub people: Vec<String>,
    #[arg(long)]
    pub employer: Option<String>,
    #[arg(long)]
    pub occupation: Option<String>,
    #[arg(long)]
    pub wage: Option<u32>,
    #[arg(long)]
    pub seat: Option<u32>,
    #[arg(long)]
    pub point: Option<String>,
    #[arg(long)]
    pub companion: bool,
    #[arg(long, value_name = "NAME", conflicts_with = "people")]
    pub outside: Option<String>,
}

fn moment(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or_else(|| say!("cli-trip-no-time", text = text))
}

pub fn run(session: &Session, args: Act) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let drafts = match args {
        Act::List => return list(session, &book),
        Act::Show { trip: number } => {
            let id = trip(&book, &number)?;
            return super::show::page(session, &book, id, false);
        }
        Act::Plan(args) => plan(session, &book, args)?,
        Act::Add(args) => add(session, &book, args)?,
        Act::Remove { trip, people } => each(session, &book, &trip, &people, || Fact::TripRemove)?,
        Act::Board { trip: number, people, all } => {
            if all {
                board_all(session, &book, &number)?
            } else if people.is_empty() {
                return Err(Failure::unusable(say!("cli-trip-board-whom")));
            } else {
                each(session, &book, &number, &people, || Fact::TripBoard)?
            }
        }
        Act::Absent { trip, people, reason } => {
            each(session, &book, &trip, &people, || Fact::TripAbsent(AbsentFacts { reason }))?
        }
        Act::Alight { trip, people } => each(session, &book, &trip, &people, || Fact::TripAlight)?,
        Act::Depart { trip, at } => one(session, &book, &trip, Fact::TripDepart(MomentFacts { at }))?,
        Act::Arrive { trip, at } => arrive(session, &book, &trip, MomentFacts { at })?,
        Act::Handover { trip, receipt } => {
            one(session, &book, &trip, Fact::TripHandover(RemarkFacts { text: receipt }))?
        }
        Act::Cancel { trip, why } => one(session, &book, &trip, Fact::TripCancel(RemarkFacts { text: why }))?,
    };
    let (drafts, notices) = drafts;
    let mut recorded = book.record_all(drafts)?;
    recorded.notices.extend(notices);
    output::recorded(session, &book, &recorded)
}

type Drafts = (Vec<Draft>, Vec<String>);

fn one(session: &Session, book: &Book, number: &str, fact: Fact) -> Result<Drafts, Failure> {
    let id = trip(book, number)?;
    Ok((vec![session.draft(book, vec![id], fact)?], Vec::new()))
}

fn each(
    session: &Session,
    book: &Book,
    number: &str,
    people: &[String],
    fact: impl Fn() -> Fact,
) -> Result<Drafts, Failure> {
    let id = trip(book, number)?;
    let day = session.recording_day(book)?;
    let on_list = book.trip_on(id, day)?;
    let drafts = people
        .iter()
        .map(|who| {
            let passenger = outsider(&on_list, who).map_or_else(|| person(book, who, day), Ok)?;
            session.draft(book, vec![id, passenger], fact())
        })
        .collect::<Result<_, _>>()?;
    Ok((drafts, Vec::new()))
}

/// A passenger of another township, by the name on the list.
fn outsider(trip: &Trip, name: &str) -> Option<SubjectId> {
    let name = text::clean(name);
    trip.passengers.iter().find(|(_, p)| p.facts.outside.as_deref() == Some(&*name)).map(|(id, _)| *id)
}

fn plan(session: &Session, book: &Book, args: PlanArgs) -> Result<Drafts, Failure> {
    let to = book.gazetteer().locate(&args.to);
    let drivers: Vec<Driver> = args
        .driver
        .iter()
        .map(|text| match text.split_once([':', ':']) {
            Some((name, phone)) => Driver { name: name.into(), phone: Some(phone.into()) },
            None => Driver { name: text.clone(), phone: None },
        })
        .collect();
    let mut notices = Vec::new();
    if args.distance.is_some_and(|km| km > 400) && drivers.len() < 2 && args.by == TripBy::Bus {
        notices.push(say!("cli-trip-two-drivers"));
    }
    if args.escort.is_none() {
        notices.push(say!("cli-trip-no-escort"));
    }
    let hour = args.departs.time().format("%H").to_string().parse::<u32>().unwrap_or(12);
    if (2..5).contains(&hour) && args.by == TripBy::Bus {
        notices.push(say!("cli-trip-night"));
    }
    let number = text::clean(&args.trip).trim().to_string();
    if number.is_empty() {
        return Err(Failure::unusable(say!("cli-trip-no-number")));
    }
    let id = book
        .trip_named(&number)?
        .unwrap_or_else(|| SubjectId::derived(SubjectKind::Trip, &format!("{} {number}", book.unit())));
    let fact = Fact::TripPlan(Box::new(TripPlan {
        number,
        by: args.by,
        departs: args.departs,
        from: args.from,
        to: args.to,
        to_code: to.code,
        to_class: to.class,
        vehicle: args.vehicle,
        seats: args.seats,
        carrier: args.carrier,
        drivers,
        escort: args.escort,
        escort_phone: args.escort_phone,
        points: args.point,
        distance: args.distance,
    }));
    Ok((vec![session.draft(book, vec![id], fact)?], notices))
}

fn add(session: &Session, book: &Book, args: AddArgs) -> Result<Drafts, Failure> {
    let id = trip(book, &args.trip)?;
    let day = session.recording_day(book)?;
    let facts = |seat, outside| PassengerFacts {
        seat,
        point: args.point.clone(),
        employer: args.employer.clone(),
        occupation: args.occupation.clone(),
        wage: args.wage,
        companion: args.companion,
        outside,
    };
    if let Some(name) = args.outside.as_deref().map(text::clean) {
        let passenger = SubjectId::derived(SubjectKind::Person, &format!("{id} {OUTSIDE} {name}"));
        let fact = Fact::TripAdd(facts(args.seat, Some(name.into_owned())));
        return Ok((vec![session.draft(book, vec![id, passenger], fact)?], Vec::new()));
    }
    if args.people.is_empty() {
        return Err(Failure::unusable(say!("cli-trip-add-whom")));
    }
    if args.seat.is_some() && args.people.len() > 1 {
        return Err(Failure::unusable(say!("cli-trip-one-seat")));
    }
    let current = book.trips()?;
    let mut drafts = Vec::with_capacity(args.people.len());
    for who in &args.people {
        let passenger = person(book, who, day)?;
        let elsewhere = current.iter().find(|(other, t)| {
            *other != id
                && matches!(t.state, Some(TripState::Planned | TripState::Boarding | TripState::Departed))
                && t.passengers.get(&passenger).is_some_and(|p| {
                    matches!(p.presence, Presence::Aboard)
                        || (p.presence == Presence::Expected && t.state != Some(TripState::Departed))
                })
        });
        if let Some((_, other)) = elsewhere {
            let number = other.plan.as_ref().map_or("", |p| p.number.as_str());
            return Err(Failure::unusable(say!("cli-trip-elsewhere", person = typed(who), trip = number)));
        }
        drafts.push(session.draft(book, vec![id, passenger], Fact::TripAdd(facts(args.seat, None)))?);
    }
    Ok((drafts, Vec::new()))
}

fn board_all(session: &Session, book: &Book, number: &str) -> Result<Drafts, Failure> {
    let id = trip(book, number)?;
    let on_list = book.trip_on(id, session.recording_day(book)?)?;
    let drafts: Vec<Draft> = on_list
        .passengers
        .iter()
        .filter(|(_, p)| p.presence == Presence::Expected)
        .map(|(passenger, _)| session.draft(book, vec![id, *passenger], Fact::TripBoard))
        .collect::<Result<_, _>>()?;
    if drafts.is_empty() {
        return Err(Failure::unusable(say!("cli-trip-nobody-waits")));
    }
    Ok((drafts, Vec::new()))
}

fn arrive(session: &Session, book: &Book, number: &str, moment: MomentFacts) -> Result<Drafts, Failure> {
    let id = trip(book, number)?;
    let day = session.recording_day(book)?;
    let state = book.trip_on(id, day)?;
    let mut drafts = vec![session.draft(book, vec![id], Fact::TripArrive(moment))?];
    let mut notices = Vec::new();
    let Some(plan) = &state.plan else { return Ok((drafts, notices)) };
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
            place: Some(plan.to.clone()),
            place_code: plan.to_code,
            place_class: Some(plan.to_class),
            employer: Some(employer),
            occupation: p.facts.occupation.clone(),
            wage: p.facts.wage,
            channel: Some(Channel::Enterprise),
            organised_by: Some(ORGANISED.into()),
            trip: Some(id),
            ..WorkFacts::default()
        };
        drafts.push(session.draft(book, vec![id, *passenger], Fact::Arrival(work))?);
    }
    if unknown > 0 {
        notices.push(say!("cli-trip-unemployed", count = unknown, trip = number));
    }
    Ok((drafts, notices))
}

fn list(session: &Session, book: &Book) -> Result<Outcome, Failure> {
    let mut rows = Vec::new();
    for (id, trip) in book.trips()? {
        let Some(plan) = &trip.plan else { continue };
        if session.json {
            output::json(&json!({
                "id": id, "number": plan.number, "by": plan.by, "state": trip.state, "departs": plan.departs,
                "from": plan.from, "to": plan.to, "seats": plan.seats, "listed": trip.passengers.len(),
                "aboard": trip.aboard(),
            }))?;
        } else {
            rows.push([
                plan.number.clone(),
                plan.departs.format("%m-%d %H:%M").to_string(),
                plan.by.name(),
                format!("{} → {}", plan.from, words::place(&plan.to)),
                say!("cli-trip-aboard", aboard = trip.aboard(), listed = trip.passengers.len()),
                trip.state.map_or(String::new(), TripState::name),
            ]);
        }
    }
    if rows.is_empty() && !session.json {
        output::tell(say!("cli-trip-none"));
    }
    words::lines(&rows).into_iter().try_for_each(output::line)?;
    Ok(Outcome::Done)
}
