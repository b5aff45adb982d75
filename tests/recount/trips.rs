//! Trips: what departed, and who was aboard. They count at the unit of the trip's plan.

use super::entry::{Entry, Names, on, text};
use std::collections::{HashMap, HashSet};

/// One trip.
#[derive(Debug, Default)]
struct Trip {
    /// Unit and way of the latest plan.
    plan: Option<(String, String)>,
    /// What each passenger counts as.
    listed: HashMap<String, &'static str>,
    aboard: HashSet<String>,
    departed: bool,
    cancelled: bool,
    counted: HashSet<String>,
}

/// All trips.
#[derive(Debug, Default)]
pub struct Trips(HashMap<String, Trip>);

impl Trips {
    /// Takes an entry of a trip; pushes each figure that it adds to, with its unit.
    pub fn take(&mut self, entry: &Entry, names: &Names, out: &mut Vec<(String, String)>) {
        let Some(id) = entry.subject('t') else { return };
        let trip = self.0.entry(names.find(id).to_owned()).or_default();
        let outside = text(&entry.body["outside"]);
        let who = entry.subject('p').map(|id| names.find(id).to_owned());
        let passenger = who.or(outside.clone()).unwrap_or_default();
        match entry.kind.as_str() {
            "trip_plan" => trip.plan = Some((entry.unit.clone(), text(&entry.body["by"]).unwrap_or_default())),
            "trip_add" => {
                let counts_as = match (on(&entry.body["companion"]), outside) {
                    (true, _) => "companion",
                    (false, Some(_)) => "outside",
                    (false, None) => "own",
                };
                trip.listed.insert(passenger, counts_as);
            }
            "trip_remove" => {
                trip.listed.remove(&passenger);
                trip.aboard.remove(&passenger);
            }
            "trip_absent" | "trip_alight" => _ = trip.aboard.remove(&passenger),
            "trip_board" if trip.listed.contains_key(&passenger) => _ = trip.aboard.insert(passenger),
            "trip_cancel" => trip.cancelled = true,
            "trip_depart" if !trip.departed && !trip.cancelled => {
                if let Some((unit, by)) = &trip.plan {
                    trip.departed = true;
                    out.push((unit.clone(), "trips".into()));
                    out.push((unit.clone(), format!("trips/way/{by}")));
                }
            }
            _ => {}
        }
        if let (true, Some((unit, _))) = (trip.departed, &trip.plan) {
            for passenger in trip.aboard.difference(&trip.counted) {
                let counts_as = trip.listed.get(passenger).copied().unwrap_or("own");
                out.push((unit.clone(), format!("carried/{counts_as}")));
                if counts_as != "companion" {
                    out.push((unit.clone(), "carried".into()));
                }
            }
            let now = trip.aboard.iter().cloned();
            trip.counted.extend(now);
        }
    }
}
