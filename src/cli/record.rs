//! `record`: the day's work, one act at a time.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::acts::{self, Drafts, Form};
use crate::desk::{Desk, who};
use crate::domain::facts::{Certificate, Wish};
use crate::domain::keys::{self, Capacity, Channel, LossReason, PushResult, Status, VisitBy, WishKey};
use crate::domain::subject::SubjectId;
use crate::locale::simplified;
use crate::roster::{self, entries};
use chrono::NaiveDate;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Record {
    Return(Work),
    Placement(Work),
    Visit {
        subject: String,
        #[arg(long, value_parser = word(entries::words::by))]
        by: VisitBy,
        #[arg(long, value_parser = word(entries::words::outcome))]
        outcome: keys::Outcome,
        #[arg(long)]
        next: Option<NaiveDate>,
        #[arg(long)]
        need: Option<String>,
        #[arg(long)]
        note: Option<String>,
    },
    Home {
        person: String,
        #[arg(long)]
        on: Option<NaiveDate>,
        #[arg(long)]
        stay: bool,
    },
    Loss {
        person: String,
        #[arg(long, value_parser = word(entries::words::reason))]
        reason: LossReason,
        #[arg(long)]
        end: Option<NaiveDate>,
        #[arg(long)]
        came_home: bool,
    },
    Push {
        person: String,
        #[arg(long)]
        job: String,
        #[arg(long)]
        result: Option<PushResult>,
    },
    Wish {
        person: String,
        #[arg(long, value_parser = word(roster::words::wish))]
        wish: WishKey,
        #[arg(long)]
        signed: bool,
        #[arg(long)]
        place: Option<String>,
        #[arg(long)]
        occupation: Option<String>,
        #[arg(long)]
        wage: Option<u32>,
    },
    Person(PersonChange),
    Same {
        one: String,
        other: String,
    },
    None {
        #[arg(long, value_name = "VILLAGE")]
        unit: String,
    },
}

#[derive(Debug, Clone, clap::Args)]
pub struct Work {
    pub person: String,
    #[arg(long, value_name = "CODE|TEXT")]
    pub place: String,
    #[arg(long)]
    pub employer: String,
    #[arg(long)]
    pub start: Option<NaiveDate>,
    #[arg(long)]
    pub wage: Option<u32>,
    #[arg(long)]
    pub occupation: Option<String>,
    #[arg(long, value_parser = word(roster::words::channel))]
    pub channel: Option<Channel>,
    #[arg(long)]
    pub trip: Option<String>,
    #[arg(long)]
    pub organised_by: Option<String>,
    #[arg(long)]
    pub part_time: bool,
}

#[derive(Debug, clap::Args)]
pub struct PersonChange {
    pub person: String,
    #[arg(long, value_parser = word(roster::words::status))]
    pub status: Option<Status>,
    #[arg(long, value_parser = word(roster::words::capacity))]
    pub capacity: Option<Capacity>,
    #[arg(long)]
    pub phone: Option<String>,
    #[arg(long, value_name = "VILLAGE")]
    pub unit: Option<String>,
    #[arg(long)]
    pub group: Option<String>,
    #[arg(long, value_name = "HOUSEHOLD")]
    pub household: Option<String>,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long, value_name = "ID")]
    pub id_no: Option<String>,
    #[arg(long)]
    pub education: Option<String>,
    #[arg(long)]
    pub skills: Option<String>,
    #[arg(long)]
    pub why_idle: Option<String>,
    #[arg(long)]
    pub graduates: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    pub certificate: Option<NaiveDate>,
    #[arg(long, value_name = "NUMBER", requires = "certificate")]
    pub certificate_no: Option<String>,
}

/// Reads a word of the field by its key or its name, or as people write it in their tables.
fn word<T>(also: fn(&str) -> Option<T>) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: std::str::FromStr<Err = String>,
{
    move |text| text.parse().or_else(|error| also(text).or_else(|| also(&simplified(text))).ok_or(error))
}

pub fn run(session: &Session, args: Record) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let day = desk.recording_day()?;
    let person = |text: &str| who::person(&desk.book, text, day);
    let drafts = match args {
        Record::Return(work) => begun(&desk, day, work, Form::Return)?,
        Record::Placement(work) => begun(&desk, day, work, Form::Placement)?,
        Record::Visit { subject, by, outcome, next, need, note } => {
            let subject = who::person_or_household(&desk.book, &subject, day)?;
            acts::Visit { subject, by, outcome, need, next, note }.drafts(&desk)?
        }
        Record::Home { person: who, on, stay } => acts::Home { person: person(&who)?, on, stay }.drafts(&desk)?,
        Record::Loss { person: who, reason, end, came_home } => {
            acts::Loss { person: person(&who)?, reason, end, came_home }.drafts(&desk)?
        }
        Record::Push { person: who, job, result } => {
            acts::Offer { person: person(&who)?, job, result }.drafts(&desk)?
        }
        Record::Wish { person: who, wish, signed, place, occupation, wage } => {
            let wish =
                Wish { wish, signed, place: place.map(Into::into), occupation: occupation.map(Into::into), wage };
            acts::Wished { person: person(&who)?, wish }.drafts(&desk)?
        }
        Record::Person(change) => {
            let id = person(&change.person)?;
            change.of(id).drafts(&desk)?
        }
        Record::Same { one, other } => acts::Same { one: person(&one)?, other: person(&other)? }.drafts(&desk)?,
        Record::None { unit } => acts::Nothing { village: unit }.drafts(&desk)?,
    };
    drafts.beforehand.iter().for_each(output::tell);
    let recorded = desk.record(drafts)?;
    output::recorded(session, &desk.book, &recorded)
}

fn begun(desk: &Desk, day: NaiveDate, args: Work, form: Form) -> Result<Drafts, Failure> {
    let person = who::person(&desk.book, &args.person, day)?;
    let trip = args.trip.as_deref().map(|text| who::trip(&desk.book, text)).transpose()?;
    let beginning = acts::Beginning {
        form,
        people: vec![person],
        place: args.place,
        employer: args.employer,
        start: args.start,
        wage: args.wage,
        occupation: args.occupation,
        channel: args.channel,
        trip,
        organised_by: args.organised_by,
        part_time: args.part_time,
    };
    Ok(beginning.drafts(desk)?)
}

impl PersonChange {
    fn of(self, person: SubjectId) -> acts::Change {
        acts::Change {
            person,
            status: self.status,
            capacity: self.capacity,
            phone: self.phone.map(Into::into),
            village: self.unit,
            group: self.group.map(Into::into),
            household: self.household,
            name: self.name.map(Into::into),
            id_no: self.id_no,
            education: self.education.map(Into::into),
            skills: self.skills.map(Into::into),
            why_idle: self.why_idle.map(Into::into),
            graduates: self.graduates,
            certificate: self.certificate.map(|date| Certificate { number: self.certificate_no.map(Into::into), date }),
        }
    }
}
