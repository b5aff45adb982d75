//! Everybody, one row each, in columns that an import of a roster takes back.

use super::{Export, Exported, Outlet, Table, write};
use crate::book::{Gazetteer, Steering};
use crate::desk::{Desk, Progress, Result};
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
    units: Steering,
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

pub fn run(desk: &mut Desk, asked: &Export, outlet: Outlet, progress: &Progress) -> Result<Exported> {
    let within = asked.within.unwrap_or(desk.book.unit());
    let day = desk.reading_day();
    let trips = desk.book.trips()?.into_iter().filter_map(|(id, trip)| Some((id, trip.plan?.number))).collect();
    let names = Names { places: desk.book.gazetteer(), units: desk.book.steering().clone(), trips };
    let title = say!("exports-roster-title", unit = names.units.unit_name(within), day = day);
    let head = Head { sheet: say!("exports-roster"), title: Some(title), columns: outward::columns() };
    let (mut numberless, mut homeless) = (0u64, 0u64);
    let exported =
        write(desk, asked, outlet, progress, Table { what: "roster", head, for_people: &[] }, |book, _, row| {
            book.each_person(day, within, |member| {
                numberless += u64::from(member.person.facts.id_no.is_none());
                homeless += u64::from(member.household.is_none_or(|h| h.facts.household_no.is_none()));
                let member = Member { person: member.person, standing: member.standing, household: member.household };
                row(&outward::row(&member, &names, asked.codes))
            })?;
            Ok(())
        })?;
    Ok(Exported { numberless, homeless, ..exported })
}
