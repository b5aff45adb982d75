//! `trip`: a return bus from plan to hand-over. An arrival makes the return-to-work record; nothing is typed twice.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use super::words;
use crate::book::Book;
use crate::desk::acts::Drafts;
use crate::desk::{Desk, trips, who};
use crate::domain::acts::Driver;
use crate::domain::keys::*;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use chrono::NaiveDateTime;
use clap::Subcommand;
use serde_json::json;

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
    let mut desk = session.desk()?;
    let drafts = match args {
        Act::List => return list(session, &desk.book),
        Act::Show { trip } => {
            let id = who::trip(&desk.book, &trip)?;
            return super::show::page(session, &desk.book, id, false);
        }
        Act::Plan(args) => args.plan().drafts(&desk)?,
        Act::Add(args) => added(&desk, args)?,
        Act::Remove { trip, people } => {
            let (id, people) = passengers(&desk, &trip, &people)?;
            trips::remove(&desk, id, &people)?
        }
        Act::Board { trip, all: true, .. } => trips::board_all(&desk, who::trip(&desk.book, &trip)?)?,
        // Whom to board is asked for before anything is looked up.
        Act::Board { people, .. } if people.is_empty() => {
            return Err(Failure::unusable(say!("cli-trip-board-whom")));
        }
        Act::Board { trip, people, .. } => {
            let (id, people) = passengers(&desk, &trip, &people)?;
            trips::board(&desk, id, &people)?
        }
        Act::Absent { trip, people, reason } => {
            let (id, people) = passengers(&desk, &trip, &people)?;
            trips::absent(&desk, id, &people, reason)?
        }
        Act::Alight { trip, people } => {
            let (id, people) = passengers(&desk, &trip, &people)?;
            trips::alight(&desk, id, &people)?
        }
        Act::Depart { trip, at } => trips::depart(&desk, who::trip(&desk.book, &trip)?, at)?,
        Act::Arrive { trip, at } => trips::arrive(&desk, who::trip(&desk.book, &trip)?, &trip, at)?,
        Act::Handover { trip, receipt } => trips::handover(&desk, who::trip(&desk.book, &trip)?, receipt)?,
        Act::Cancel { trip, why } => trips::cancel(&desk, who::trip(&desk.book, &trip)?, why)?,
    };
    let recorded = desk.record(drafts)?;
    output::recorded(session, &desk.book, &recorded)
}

fn passengers(desk: &Desk, trip: &str, people: &[String]) -> Result<(SubjectId, Vec<SubjectId>), Failure> {
    let id = who::trip(&desk.book, trip)?;
    let day = desk.recording_day()?;
    let on_list = desk.book.trip_on(id, day)?;
    let found = people.iter().map(|text| who::passenger(&desk.book, &on_list, text, day));
    Ok((id, found.collect::<Result<_, _>>()?))
}

impl PlanArgs {
    fn plan(self) -> trips::Plan {
        let driver = |text: &String| match text.split_once([':', ':']) {
            Some((name, phone)) => Driver { name: name.into(), phone: Some(phone.into()) },
            None => Driver { name: text.clone(), phone: None },
        };
        trips::Plan {
            number: self.trip,
            by: self.by,
            departs: self.departs,
            from: self.from,
            to: self.to,
            seats: self.seats,
            vehicle: self.vehicle,
            carrier: self.carrier,
            drivers: self.driver.iter().map(driver).collect(),
            escort: self.escort,
            escort_phone: self.escort_phone,
            points: self.point,
            distance: self.distance,
        }
    }
}

fn added(desk: &Desk, args: AddArgs) -> Result<Drafts, Failure> {
    let trip = who::trip(&desk.book, &args.trip)?;
    let day = desk.recording_day()?;
    let people = args.people.iter().map(|text| who::person(&desk.book, text, day));
    let addition = trips::Addition {
        trip,
        people: people.collect::<Result<_, _>>()?,
        outside: args.outside,
        employer: args.employer.map(Into::into),
        occupation: args.occupation.map(Into::into),
        wage: args.wage,
        seat: args.seat,
        point: args.point,
        companion: args.companion,
    };
    Ok(addition.drafts(desk)?)
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
