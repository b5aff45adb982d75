//! 返岗直通车: a trip, its passenger list and its states, folded from the entries that name it. Rules bind `record`
//! (see [`Trip::refuse`]); a merge can bring anything, and what is surplus shows as a 疑点.

use super::acts::{Fact, PassengerFacts, TripPlan};
use super::campaign::Rules;
use super::entry::Event;
use super::keys::*;
use super::metric::{Measure, Metric, Part};
use super::region::RegionCode;
use super::subject::{SubjectId, SubjectKind};
use super::tally::Sink;
use crate::locale::say;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// Where a passenger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// 应到: on the list, not called yet.
    Expected,
    /// 实到: aboard.
    Aboard,
    /// Did not come.
    Absent(Absence),
    /// 中途下车.
    Alighted,
}

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Passenger {
    /// As put on the list.
    pub facts: PassengerFacts,
    /// Where they are.
    pub presence: Presence,
    /// The business day on which they were carried.
    pub carried: Option<NaiveDate>,
}

/// A trip.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trip {
    /// The plan in force.
    pub plan: Option<TripPlan>,
    /// The unit that organises it.
    pub organiser: Option<RegionCode>,
    /// Its state; `None` before a plan is known.
    pub state: Option<TripState>,
    /// The list.
    pub passengers: BTreeMap<SubjectId, Passenger>,
    /// Business day of departure, and the time.
    pub departed: Option<(NaiveDate, Option<NaiveDateTime>)>,
    /// Business day of arrival, and the time.
    pub arrived: Option<(NaiveDate, Option<NaiveDateTime>)>,
    /// 接收单位回执.
    pub receipt: Option<String>,
    /// More people boarded than there are seats: only a merge can bring it.
    pub oversold: u32,
}

impl Trip {
    /// Folds a trip's events (in business order, the withdrawn left out).
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut out = Self::default();
        events.into_iter().for_each(|event| out.apply(event));
        out
    }

    /// Folds one event.
    pub fn apply(&mut self, event: &Event) {
        let passenger = event.subject(SubjectKind::Person);
        let day = event.day();
        match (&event.fact, passenger) {
            (Fact::TripPlan(plan), _) => {
                self.plan = Some((**plan).clone());
                self.organiser = Some(event.unit);
                self.state.get_or_insert(TripState::Planned);
            }
            (Fact::TripAdd(facts), Some(id)) => {
                self.passengers.entry(id).and_modify(|p| p.facts = facts.clone()).or_insert_with(|| Passenger {
                    facts: facts.clone(),
                    presence: Presence::Expected,
                    carried: None,
                });
            }
            (Fact::TripRemove, Some(id)) => {
                self.passengers.remove(&id);
            }
            (Fact::TripBoard, Some(id)) => {
                if self.state == Some(TripState::Planned) {
                    self.state = Some(TripState::Boarding);
                }
                let full = self.plan.as_ref().is_some_and(|plan| self.aboard() >= plan.seats as usize);
                let departed = self.departed.is_some();
                if let Some(p) = self.passengers.get_mut(&id)
                    && p.presence != Presence::Aboard
                {
                    // The first boardings in order count; a surplus is a 疑点.
                    if full {
                        self.oversold += 1;
                        return;
                    }
                    p.presence = Presence::Aboard;
                    if departed {
                        p.carried = Some(day);
                    }
                }
            }
            (Fact::TripAbsent(absent), Some(id)) => self.mark(id, Presence::Absent(absent.reason)),
            (Fact::TripAlight, Some(id)) => self.mark(id, Presence::Alighted),
            (Fact::TripDepart(moment), _) if self.departed.is_none() && self.state != Some(TripState::Cancelled) => {
                self.departed = Some((day, moment.at));
                self.state = Some(TripState::Departed);
                for p in self.passengers.values_mut().filter(|p| p.presence == Presence::Aboard) {
                    p.carried = Some(day);
                }
            }
            (Fact::TripArrive(moment), _) if self.state == Some(TripState::Departed) => {
                self.arrived = Some((day, moment.at));
                self.state = Some(TripState::Arrived);
            }
            (Fact::TripHandover(remark), _) if self.state == Some(TripState::Arrived) => {
                self.receipt.clone_from(&remark.text);
                self.state = Some(TripState::HandedOver);
            }
            (Fact::TripCancel(_), _) if self.departed.is_none() => self.state = Some(TripState::Cancelled),
            _ => {}
        }
    }

    fn mark(&mut self, id: SubjectId, presence: Presence) {
        if let Some(p) = self.passengers.get_mut(&id) {
            p.presence = presence;
        }
    }

    /// How many are aboard.
    pub fn aboard(&self) -> usize {
        self.passengers.values().filter(|p| p.presence == Presence::Aboard).count()
    }

    /// Free seats, by the list: those who did not come don't take one.
    pub fn free_seats(&self) -> i64 {
        let taken =
            self.passengers.values().filter(|p| matches!(p.presence, Presence::Expected | Presence::Aboard)).count()
                as i64;
        self.plan.as_ref().map_or(0, |plan| plan.seats as i64) - taken
    }

    /// Adds what the trip counts for, at its organiser: one departure, and the passengers aboard.
    pub fn tally(&self, rules: &Rules, sink: &mut impl Sink) {
        let Some((day, _)) = self.departed else { return };
        let unit = self.organiser.unwrap_or(rules.home);
        sink(day, unit, Measure::whole(Metric::Trips), 1);
        if let Some(plan) = &self.plan {
            sink(day, unit, Measure::part(Metric::Trips, Part::By(plan.by)), 1);
        }
        for passenger in self.passengers.values() {
            let Some(day) = passenger.carried else { continue };
            let part = match &passenger.facts {
                facts if facts.companion => Part::Companion,
                facts if facts.outside.is_some() => Part::Outside,
                _ => Part::Own,
            };
            if part != Part::Companion {
                sink(day, unit, Measure::whole(Metric::Carried), 1);
            }
            sink(day, unit, Measure::part(Metric::Carried, part), 1);
        }
    }

    /// Why this act is not possible now, with what to do instead; `None` = it is.
    pub fn refuse(&self, fact: &Fact, passenger: Option<SubjectId>) -> Option<String> {
        use TripState::*;
        let state = match (self.state, fact) {
            (None, Fact::TripPlan(_)) => return None,
            (None, _) => return Some(say!("domain-trip-none")),
            (Some(state), _) => state,
        };
        let number = self.plan.as_ref().map_or("", |p| p.number.as_str());
        let listed = passenger.and_then(|id| self.passengers.get(&id));
        let no = |act: String| Some(say!("domain-trip-cannot", number = number, state = state.name(), act = act));
        let unlisted = || Some(say!("domain-trip-not-listed", number = number));
        match fact {
            Fact::TripPlan(plan) => match state {
                Planned | Boarding if (plan.seats as i64) < self.listed() => {
                    Some(say!("domain-trip-seats-too-few", listed = self.listed(), seats = plan.seats))
                }
                Planned | Boarding => None,
                _ => no(say!("domain-trip-act-plan")),
            },
            Fact::TripAdd(_) => match state {
                Planned | Boarding | Departed => {
                    let present = listed.is_some_and(|p| matches!(p.presence, Presence::Expected | Presence::Aboard));
                    (!present && self.free_seats() <= 0)
                        .then(|| say!("domain-trip-full", number = number, seats = self.seats()))
                }
                _ => no(say!("domain-trip-act-add")),
            },
            Fact::TripRemove => match (state, listed) {
                (Planned | Boarding, Some(p)) if p.presence == Presence::Aboard => {
                    Some(say!("domain-trip-aboard-not-removed"))
                }
                (Planned | Boarding, Some(_)) => None,
                (_, None) => unlisted(),
                _ => no(say!("domain-trip-act-remove")),
            },
            Fact::TripBoard => match (state, listed) {
                (Planned | Boarding | Departed, None) => Some(say!("domain-trip-add-first", number = number)),
                (Planned | Boarding | Departed, Some(p)) => match p.presence {
                    Presence::Aboard => Some(say!("domain-trip-aboard-already")),
                    _ if self.aboard() >= self.seats() as usize => {
                        Some(say!("domain-trip-seats-taken", number = number, seats = self.seats()))
                    }
                    _ => None,
                },
                _ => no(say!("domain-trip-act-board")),
            },
            Fact::TripAbsent(_) => match (state, listed) {
                (Planned | Boarding | Departed, Some(p)) if p.carried.is_none() => None,
                (_, None) => unlisted(),
                (Departed, Some(_)) => Some(say!("domain-trip-carried-off")),
                _ => no(say!("domain-trip-act-absent")),
            },
            Fact::TripAlight => match (state, listed) {
                (Departed, Some(p)) if p.presence == Presence::Aboard => None,
                (_, None) => unlisted(),
                (Departed, Some(_)) => Some(say!("domain-trip-not-aboard")),
                _ => no(say!("domain-trip-act-alight")),
            },
            Fact::TripDepart(_) => match state {
                Planned | Boarding if self.aboard() == 0 => Some(say!("domain-trip-nobody-aboard", number = number)),
                Planned | Boarding => None,
                _ => no(say!("domain-trip-act-depart")),
            },
            Fact::TripArrive(_) => {
                if state == Departed {
                    None
                } else {
                    no(say!("domain-trip-act-arrive"))
                }
            }
            Fact::TripHandover(_) => {
                if state == Arrived {
                    None
                } else {
                    no(say!("domain-trip-act-handover"))
                }
            }
            Fact::TripCancel(_) => match state {
                Planned | Boarding => None,
                _ => no(say!("domain-trip-act-cancel")),
            },
            _ => None,
        }
    }

    fn seats(&self) -> u32 {
        self.plan.as_ref().map_or(0, |p| p.seats)
    }

    fn listed(&self) -> i64 {
        self.seats() as i64 - self.free_seats()
    }
}
