//! `show`: everything known of a person, a household or a trip, with its history.

use super::args::Ids;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::{Session, person};
use super::words;
use crate::book::{Book, Page, PersonPage, Stream};
use crate::desk::{hidden, history, mask};
use crate::domain::codes;
use crate::domain::entry::Event;
use crate::domain::household::Household;
use crate::domain::id_number;
use crate::domain::keys::*;
use crate::domain::region::RegionCode;
use crate::domain::spell::WorkSpell;
use crate::domain::standing::age_on;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::domain::trip::{Passenger, Presence, Trip};
use crate::locale::{Lang, say};
use crate::text;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub struct Show {
    pub subject: String,
    #[arg(long, value_name = "full")]
    pub ids: Option<Ids>,
}

pub fn run(session: &Session, args: Show) -> Result<Outcome, Failure> {
    let book = session.open()?;
    let subject = &args.subject;
    let id = match (book.household_named(subject)?, book.trip_named(subject)?, book.job_named(subject)?) {
        (Some(household), _, _) => household,
        (None, Some(trip), _) => trip,
        (None, None, Some(job)) => job,
        (None, None, None) => person(&book, subject, session.reading_day())?,
    };
    page(session, &book, id, args.ids.is_some())
}

/// Prints the page of a subject.
pub fn page(session: &Session, book: &Book, id: SubjectId, full: bool) -> Result<Outcome, Failure> {
    let day = session.reading_day();
    let shown = Shown { book, full };
    match book.page(id, day)? {
        Page::Person(page) if session.json => shown.json(shown.person_json(&page, day)),
        Page::Person(page) => shown.person(&page, day),
        Page::Household(id, house, members, history) if session.json => {
            let members: Vec<Value> = members.iter().map(|m| shown.person_json(m, day)).collect();
            shown.json(json!({
                "id": id, "household": house.facts, "members": members, "history": shown.history_json(&history),
            }))
        }
        Page::Household(_, house, members, history) => {
            shown.household(&house)?;
            for member in &members {
                shown.person_line(member, day)?;
            }
            shown.history(&history)
        }
        Page::Trip(id, trip, history) if session.json => {
            let names = book.names(trip.passengers.keys().copied())?;
            let passengers: Vec<Value> =
                trip.passengers.iter().map(|(p, who)| shown.passenger_json(*p, who, names.get(p))).collect();
            shown.json(json!({
                "id": id, "plan": trip.plan, "state": trip.state, "aboard": trip.aboard(), "free_seats": trip.free_seats(),
                "departed": trip.departed.map(|(d, at)| json!({"day": d, "at": at})),
                "arrived": trip.arrived.map(|(d, at)| json!({"day": d, "at": at})),
                "receipt": trip.receipt, "passengers": passengers, "history": shown.history_json(&history),
            }))
        }
        Page::Job(id, job, history) if session.json => {
            let mut shown_job = super::jobs::as_json(id, &job, day);
            shown_job["history"] = shown.history_json(&history).into();
            shown.json(shown_job)
        }
        Page::Job(id, job, history) => {
            super::jobs::print(book, id, &job, day)?;
            shown.history(&history)
        }
        Page::Trip(_, trip, history) => {
            shown.trip(&trip)?;
            shown.history(&history)
        }
    }?;
    Ok(Outcome::Done)
}

struct Shown<'a> {
    book: &'a Book,
    full: bool,
}

impl Shown<'_> {
    fn json(&self, mut document: Value) -> Result<(), Failure> {
        if !self.full {
            mask::hide_numbers(&mut document);
        }
        output::json(&document)
    }

    fn line(&self, text: impl std::fmt::Display) -> Result<(), Failure> {
        let text = text.to_string();
        if self.full { output::line(text) } else { output::line(hidden::line(&text)) }
    }

    fn id_no(&self, number: Option<&str>) -> String {
        match number {
            Some(number) if self.full => number.to_string(),
            Some(number) => id_number::mask(number),
            None => "—".into(),
        }
    }

    fn village(&self, code: Option<RegionCode>) -> String {
        code.map_or_else(|| say!("cli-no-village"), |c| self.book.steering().unit_name(c))
    }

    fn person_json(&self, page: &PersonPage, day: chrono::NaiveDate) -> Value {
        let facts = &page.person.facts;
        let mut shown = serde_json::to_value(facts).unwrap_or_default();
        if let Value::Object(map) = &mut shown {
            map.insert("id_no".into(), facts.id_no.as_deref().map(|n| self.id_no(Some(n))).into());
            if !self.full {
                map.insert("birth".into(), facts.birth.map(|b| b.format("%Y").to_string()).into());
            }
        }
        json!({
            "id": page.id, "facts": shown, "age": facts.birth.map(|b| age_on(b, day)),
            "village": self.village(facts.village),
            "household": page.household.as_ref().map(|(id, h)| json!({"id": id, "facts": h.facts})),
            "labour": page.standing.labour(), "employed": page.standing.employed(), "willing": page.standing.willing,
            "should_return": page.standing.listed, "still_home": page.standing.awaited,
            "last_visit": page.person.visited, "next_visit": page.person.next_visit,
            "spells": page.person.spells.iter().map(spell_json).collect::<Vec<_>>(),
            "history": self.history_json(&page.history),
        })
    }

    fn person_line(&self, page: &PersonPage, day: chrono::NaiveDate) -> Result<(), Failure> {
        let f = &page.person.facts;
        self.line(format!(
            "{}  {}  {}  {}  {}  {}  {}",
            text::pad(f.name.as_deref().unwrap_or("—"), 10),
            f.relation.as_deref().map_or_else(|| "—".to_owned(), |r| codes::RELATION.told(r, Lang::current())),
            f.sex.map_or("—".into(), |s| s.name()),
            f.birth.map_or("—".into(), |b| say!("cli-show-age", age = age_on(b, day))),
            self.id_no(f.id_no.as_deref()),
            if page.standing.employed() {
                say!("cli-find-at-work")
            } else if page.standing.labour() {
                say!("cli-find-not-at-work")
            } else {
                say!("cli-show-not-labour")
            },
            page.id,
        ))
    }

    fn person(&self, page: &PersonPage, day: chrono::NaiveDate) -> Result<(), Failure> {
        let f = &page.person.facts;
        self.person_line(page, day)?;
        self.line(say!(
            "cli-show-facts",
            village = self.village(f.village),
            group = f.group.as_deref().unwrap_or(""),
            phone = f.phone.as_deref().unwrap_or("—"),
            capacity = f.capacity.map_or_else(|| say!("cli-show-not-filled"), |c| c.name()),
            status = f.status.unwrap_or(Status::Active).name()
        ))?;
        if let Some((_, house)) = &page.household {
            self.household(house)?;
        }
        if let Some(wish) = &f.wish {
            let word = wish.wish.name();
            let told = if wish.signed {
                say!("cli-show-wish-signed", wish = word)
            } else {
                say!("cli-show-wish", wish = word)
            };
            self.line(told)?;
        }
        if page.standing.awaited {
            self.line(say!("cli-show-awaited"))?;
        }
        self.line(say!("cli-show-spells"))?;
        for spell in &page.person.spells {
            let day = |d: Option<chrono::NaiveDate>, none: String| d.map_or(none, |d| d.to_string());
            let work = &spell.work;
            let place = match (&work.place, work.place_class) {
                (Some(place), _) => words::place(place),
                (None, Some(class)) => class.name(),
                (None, None) => say!("cli-show-unknown-place"),
            };
            let began = match spell.nature {
                _ if spell.opening => say!("cli-show-roster"),
                Some(nature) => nature.name(),
                None => String::new(),
            };
            let (from, to) =
                (day(spell.start, say!("cli-show-unknown-day")), day(spell.end, say!("cli-show-until-now")));
            let parts = [
                format!("{from} — {to}"),
                place,
                work.employer.clone().map_or_else(|| say!("cli-show-unknown-employer"), String::from),
                work.wage.map_or(String::new(), |w| say!("cli-show-wage", wage = w)),
                began,
            ];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            self.line(format!("  {}", parts.join("  ")))?;
        }
        self.history(&page.history)
    }

    fn household(&self, house: &Household) -> Result<(), Failure> {
        let f = &house.facts;
        let flags: Vec<String> = f.flags.iter().flatten().map(|flag| flag.name()).collect();
        let line = say!(
            "cli-show-household",
            number = f.household_no.as_deref().unwrap_or("—"),
            village = self.village(f.village),
            group = f.group.as_deref().unwrap_or(""),
            kind = f.kind.unwrap_or(HouseholdKind::Unknown).name(),
            flags = crate::locale::listed(flags)
        );
        self.line(line.trim_end())
    }

    fn passenger_json(&self, id: SubjectId, who: &Passenger, name: Option<&String>) -> Value {
        let (presence, reason) = match who.presence {
            Presence::Expected => ("expected", None),
            Presence::Aboard => ("aboard", None),
            Presence::Absent(reason) => ("absent", Some(reason)),
            Presence::Alighted => ("alighted", None),
        };
        let name = who.facts.outside.clone().or_else(|| name.cloned()).unwrap_or_else(|| id.to_string());
        json!({"id": id, "name": name, "presence": presence, "reason": reason, "facts": who.facts, "carried": who.carried})
    }

    fn trip(&self, trip: &Trip) -> Result<(), Failure> {
        if let Some(plan) = &trip.plan {
            self.line(say!(
                "cli-show-trip",
                number = plan.number,
                departs = plan.departs.format("%Y-%m-%d %H:%M").to_string(),
                from = plan.from,
                to = words::place(&plan.to),
                by = plan.by.name(),
                vehicle = plan.vehicle.as_deref().map_or(String::new(), |vehicle| format!("  {vehicle}")),
                seats = plan.seats,
                free = trip.free_seats(),
                state = trip.state.map_or(String::new(), |s| s.name())
            ))?;
            let drivers: Vec<&str> = plan.drivers.iter().map(|d| d.name.as_str()).collect();
            self.line(say!(
                "cli-show-crew",
                escort = plan.escort.as_deref().unwrap_or("—"),
                phone = plan.escort_phone.as_deref().map_or(String::new(), |phone| format!(" {phone}")),
                carrier = plan.carrier.as_deref().unwrap_or("—"),
                drivers = if drivers.is_empty() { "—".into() } else { crate::locale::listed(drivers) }
            ))?;
        }
        let names = self.book.names(trip.passengers.keys().copied())?;
        let mut passengers: Vec<_> = trip.passengers.iter().collect();
        passengers.sort_by_key(|(_, p)| p.facts.seat.unwrap_or(u32::MAX));
        let row = |(id, p): (&SubjectId, &Passenger)| {
            let presence = match p.presence {
                Presence::Expected => say!("cli-show-expected"),
                Presence::Aboard => say!("cli-show-aboard"),
                Presence::Absent(reason) => say!("cli-show-absent", reason = reason.name()),
                Presence::Alighted => say!("cli-show-alighted"),
            };
            let name = match &p.facts.outside {
                Some(name) => say!("cli-show-outside", name = name),
                None => names.get(id).cloned().unwrap_or_else(|| id.to_string()),
            };
            let companion = if p.facts.companion { say!("cli-show-companion") } else { "—".into() };
            [
                words::right(&p.facts.seat.map_or(String::new(), |s| s.to_string()), 5),
                name,
                p.facts.employer.clone().map_or(companion, String::from),
                p.facts.point.clone().unwrap_or_default(),
                presence,
            ]
        };
        let rows: Vec<_> = passengers.into_iter().map(row).collect();
        words::lines(&rows).into_iter().try_for_each(|line| self.line(line))?;
        Ok(())
    }

    fn history_json(&self, history: &[Stream]) -> Vec<Value> {
        let mask = mask::Mask::Full;
        history
            .iter()
            .map(|(e, withdrawn)| {
                let mut body: Value = serde_json::from_str(&e.body).unwrap_or_default();
                if !self.full {
                    mask::hide_numbers(&mut body);
                }
                json!({
                    "hash": mask.hash(&e.hash.to_string()), "kind": e.kind, "day": e.day, "recorded": e.recorded,
                    "officer": e.officer, "withdrawn": withdrawn, "body": body,
                })
            })
            .collect()
    }

    fn history(&self, history: &[Stream]) -> Result<(), Failure> {
        self.line(say!("cli-show-entries"))?;
        // On a trip's page a line says whose it is.
        let riders = history.iter().filter(|(entry, _)| entry.kind.starts_with("trip_"));
        let riders = riders.flat_map(|(entry, _)| entry.subjects.iter().copied());
        let names = self.book.names(riders.filter(|id| id.kind() == SubjectKind::Person))?;
        for (entry, withdrawn) in history {
            let mut told = history::told(self.book, self.full, &Event::of(entry).fact, &entry.kind);
            for name in entry.subjects.iter().filter_map(|id| names.get(id)) {
                told = format!("{told} {name}");
            }
            let withdrawn = if *withdrawn { say!("cli-show-withdrawn") } else { String::new() };
            let line = format!(
                "  {}  {}  {}  {}{withdrawn}",
                entry.day,
                entry.hash.short(),
                words::filled(&told, 30),
                entry.officer
            );
            self.line(line.trim_end())?;
        }
        Ok(())
    }
}

fn spell_json(spell: &WorkSpell) -> Value {
    json!({
        "start": spell.start, "end": spell.end, "opening": spell.opening, "nature": spell.nature, "work": spell.work,
        "entry": spell.entry.to_string(),
    })
}
