//! `export roster`: everybody, one row each, in columns that `import roster` takes back.

use super::{Failure, Outcome, RosterTo, Session, Table, unit, write};
use crate::book::{Book, Gazetteer};
use crate::cli::output;
use crate::domain::keys::PlaceClass;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::roster::outward::{self, Member};
use crate::sheet::write::Head;
use rustc_hash::FxHashMap;

/// The book's own names, for one export.
struct Names {
    places: Gazetteer,
    units: crate::book::Steering,
    trips: FxHashMap<SubjectId, String>,
}

impl outward::Names for Names {
    fn unit(&self, code: RegionCode) -> String {
        self.units.unit_name(code)
    }

    fn trip(&self, id: SubjectId) -> String {
        // A number that would be read as another trip (of another unit) is no name for this one.
        self.trips.get(&id).filter(|n| self.places.trip(n) == id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn locate(&self, place: &str) -> (Option<RegionCode>, PlaceClass) {
        let place = self.places.locate(place);
        (place.code, place.class)
    }
}

pub fn run(session: &Session, book: &mut Book, args: &RosterTo) -> Result<Outcome, Failure> {
    let within = unit(book, &args.within)?;
    let day = session.reading_day();
    let trips = book.trips()?.into_iter().filter_map(|(id, trip)| Some((id, trip.plan?.number))).collect();
    let names = Names { places: book.gazetteer(), units: book.steering().clone(), trips };
    let title = say!("exports-roster-title", unit = names.units.unit_name(within), day = day);
    let head = Head { sheet: say!("exports-roster"), title: Some(title), columns: outward::columns() };
    let (mut numberless, mut homeless) = (0u64, 0u64);
    let outcome =
        write(session, book, &args.within.to, Table { what: "roster", head, for_people: &[] }, |book, _, row| {
            book.each_person(day, within, |member| {
                numberless += u64::from(member.person.facts.id_no.is_none());
                homeless += u64::from(member.household.is_none_or(|h| h.facts.household_no.is_none()));
                let member = Member { person: member.person, standing: member.standing, household: member.household };
                row(&outward::row(&member, &names, args.codes))
            })?;
            Ok(())
        })?;
    if numberless + homeless > 0 {
        output::tell(say!("exports-roster-incomplete", numberless = numberless, homeless = homeless));
    }
    Ok(outcome)
}
