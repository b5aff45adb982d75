//! 返岗直通车, told: each trip from its plan to the handover at the other end. One is cancelled, one boards on the last
//! day, one waits for tomorrow, and one has a passenger of whom nobody knows where they work.

use super::season;
use super::story::{Note, Story};
use super::timetable::{Fate, Rider, Trip};
use super::town::Whereabouts;
use super::words::{self, CITIES};
use crate::book::Result;
use crate::domain::acts::{AbsentFacts, Driver, Fact, MomentFacts, PassengerFacts, RemarkFacts, TripPlan};
use crate::domain::keys::*;
use crate::domain::subject::{SubjectId, SubjectKind};
use chrono::Days;

impl Story {
    /// Runs an act over the trips that it concerns.
    fn with_trips(
        &mut self,
        concerns: impl Fn(&Trip) -> bool,
        act: impl Fn(&mut Self, &mut Trip) -> Result<()>,
    ) -> Result<()> {
        let mut trips = std::mem::take(&mut self.trips);
        let done = trips.iter_mut().filter(|t| concerns(t)).try_for_each(|trip| act(self, trip));
        self.trips = trips;
        done
    }

    /// Plans and passenger lists, in the afternoon.
    pub fn planning(&mut self) -> Result<()> {
        let day = self.day;
        self.with_trips(
            |t| t.planned == day && t.fate != Fate::Boarding,
            |story, trip| story.plan_trip(trip, 17 * 60),
        )?;
        if day == self.last {
            self.hand.set(day, 15 * 60 + 20);
        }
        Ok(())
    }

    /// What leaves today, and what is called off.
    pub fn morning_trips(&mut self) -> Result<()> {
        let day = self.day;
        self.with_trips(|t| t.planned == day && t.fate == Fate::Boarding, |story, trip| story.plan_trip(trip, 6 * 60))?;
        self.with_trips(|t| t.departs == day && t.fate != Fate::Tomorrow, Story::depart)
    }

    /// What arrives today, and what is due after yesterday's arrivals.
    pub fn arrivals(&mut self) -> Result<()> {
        let day = self.day;
        self.with_trips(|t| t.arrives() == day && t.fate.goes(), Story::arrive)?;
        self.with_trips(|t| t.arrives() + Days::new(1) == day && t.fate.goes(), Story::hand_over)
    }

    fn plan_trip(&mut self, trip: &mut Trip, minute: u32) -> Result<()> {
        let Some(city) = CITIES.get(trip.city) else { return Ok(()) };
        let rail = city.class == PlaceClass::Beyond && self.dice.percent(15);
        self.choose_riders(trip);
        let (name, seat, community) = self.points(trip.township);
        let seats = if rail { 66 } else { [45, 49, 53][self.dice.index(3)] };
        let driver =
            |n: usize| Driver { name: format!("{}师傅", ["样", "试"][n]), phone: Some(format!("199000901{n:02}")) };
        let plan = TripPlan {
            number: trip.number.clone(),
            by: if rail { TripBy::Train } else { TripBy::Bus },
            departs: trip.departs_at(),
            from: name,
            to: city.name.into(),
            to_code: city.code(),
            to_class: city.class,
            vehicle: Some(if rail {
                "演示专列".into()
            } else {
                format!("演A{:05}", 10_000 + self.dice.below(90_000))
            }),
            seats,
            carrier: Some("例运客运公司(演示)".into()),
            drivers: if rail { Vec::new() } else { (0..if city.distance > 400 { 2 } else { 1 }).map(driver).collect() },
            escort: Some(words::grid_officer(self.dice.index(12)).into()),
            escort_phone: Some(format!("199000902{:02}", self.dice.below(100))),
            points: vec![seat.clone(), community.clone()],
            distance: Some(city.distance),
        };
        let mut notes = vec![self.office_note(vec![trip.id], Fact::TripPlan(Box::new(plan)))];
        for (n, rider) in trip.riders.iter().enumerate() {
            let work = rider.employer.map(|e| self.work(e, trip.departs)).unwrap_or_default();
            let outside = rider.who.is_none().then(|| {
                let surname = words::surname(&mut self.dice);
                words::name(&mut self.dice, surname, true)
            });
            let facts = PassengerFacts {
                seat: Some(n as u32 + 1),
                point: Some(if n % 3 == 2 { &community } else { &seat }.clone()),
                employer: work.employer,
                occupation: work.occupation,
                wage: work.wage,
                companion: rider.who.is_some() && !rider.to_work,
                outside,
            };
            notes.push(self.office_note(vec![trip.id, rider.id], Fact::TripAdd(facts)));
        }
        self.tell(minute, notes)?;
        Ok(())
    }

    /// The name of a township, and where people get on there: at its office, and in its first community.
    fn points(&self, township: usize) -> (String, String, String) {
        let land = &self.town.land;
        let name = land.townships.get(township).map_or_else(String::new, |place| place.name.clone());
        let new = land.villages_of(township).find(|n| words::is_new(n - land.villages_of(township).start));
        let community = new.and_then(|n| land.villages.get(n)).map_or_else(String::new, |place| place.name.clone());
        let seat = name.replace('(', "政府(");
        (name, seat, community)
    }

    fn choose_riders(&mut self, trip: &mut Trip) {
        let most = 2 + season::homecomers(self.people) as u32 / 8;
        let want = (24 + self.dice.below(15)).min(most);
        let since = self.day - Days::new(3);
        let villages = self.town.land.villages_of(trip.township);
        for k in 0..want {
            let village = villages.start + self.dice.index(villages.len());
            // Some go out for the first time; of the others first those whose work lies there.
            let was = if k % 9 == 8 { Whereabouts::Idle } else { Whereabouts::Home };
            let (employers, city) = (&self.town.employers, trip.city);
            let there = |e: Option<usize>| e.and_then(|e| employers.get(e)).is_some_and(|e| e.city == city);
            let rested = |s: &super::town::Someone| {
                s.home_since.is_none_or(|d| d <= since) && s.touched.is_none_or(|d| d <= since)
            };
            let (town, dice) = (&self.town, &mut self.dice);
            let who = match was {
                Whereabouts::Home => self
                    .pools
                    .take(town, dice, was, village, |s| there(s.employer) && rested(s))
                    .or_else(|| self.pools.take(town, dice, was, village, rested)),
                _ => self.pools.take(town, dice, was, village, |s| (18..50).contains(&s.age) && rested(s)),
            };
            let Some(who) = who else { continue };
            let Some((id, employer)) = self.town.people.get(who).map(|s| (s.id, s.employer)) else { continue };
            let known = there(employer);
            let unknown = trip.fate == Fate::Gap && k == 1 || self.dice.percent(4);
            let employer = match employer {
                _ if unknown => None,
                Some(employer) if known => Some(employer),
                _ => Some(self.town.employer_in(trip.city, &mut self.dice)),
            };
            self.send(who, Whereabouts::Travelling);
            trip.riders.push(Rider { who: Some(who), id, was, employer, to_work: true, aboard: false });
        }
        if self.dice.percent(40) {
            self.add_companion(trip);
        }
        for _ in 0..self.dice.below(4) {
            let id = SubjectId::random(SubjectKind::Person, self.dice.bits().to_le_bytes());
            let was = Whereabouts::Apart;
            trip.riders.push(Rider { who: None, id, was, employer: None, to_work: false, aboard: false });
        }
    }

    /// A child that rides along with its family.
    fn add_companion(&mut self, trip: &mut Trip) {
        let child = trip.riders.iter().filter_map(|r| self.town.people.get(r.who?)).find_map(|rider| {
            let family = self.town.families.get(rider.family)?;
            family
                .members
                .iter()
                .copied()
                .find(|n| self.town.people.get(*n).is_some_and(|s| s.age < 14 && s.place == Whereabouts::Apart))
        });
        if let Some(who) = child
            && let Some(id) = self.town.people.get(who).map(|s| s.id)
        {
            let was = Whereabouts::Apart;
            trip.riders.push(Rider { who: Some(who), id, was, employer: None, to_work: false, aboard: false });
        }
    }

    fn back(&mut self, rider: &Rider) {
        if let Some(who) = rider.who.filter(|_| rider.to_work) {
            self.send(who, rider.was);
        }
    }

    fn depart(&mut self, trip: &mut Trip) -> Result<()> {
        let minute = trip.leaves_at() - 40;
        if trip.fate == Fate::Cancelled || trip.riders.len() < 3 {
            trip.fate = Fate::Cancelled;
            let why = RemarkFacts { text: Some("报名人数不足,乘客并入后一班".into()) };
            trip.riders.iter().for_each(|rider| self.back(rider));
            let note = self.office_note(vec![trip.id], Fact::TripCancel(why));
            return self.tell(minute, vec![note]).map(|_| ());
        }
        let boarding = trip.fate == Fate::Boarding;
        let missing = 1 + self.dice.below(3) as usize;
        let id = trip.id;
        let mut notes: Vec<Note> = Vec::new();
        let count = trip.riders.len();
        for (n, rider) in trip.riders.iter_mut().enumerate() {
            let absent = n > 1 && n <= 1 + missing && n + 1 < count;
            if boarding && n * 5 >= count * 3 {
                continue;
            }
            if absent && !boarding {
                let reasons =
                    [Absence::Errand, Absence::Ill, Absence::OtherTransport, Absence::NotReached, Absence::Other];
                let reason = reasons[self.dice.weighted(&[34, 24, 20, 18, 4])];
                notes.push(self.office_note(vec![id, rider.id], Fact::TripAbsent(AbsentFacts { reason })));
                self.back(rider);
            } else {
                rider.aboard = true;
                notes.push(self.office_note(vec![id, rider.id], Fact::TripBoard));
            }
        }
        if !boarding {
            let at = Some(trip.departs_at() + chrono::Duration::minutes(i64::from(self.dice.below(25))));
            notes.push(self.office_note(vec![id], Fact::TripDepart(MomentFacts { at })));
        }
        let minute = if boarding { 9 * 60 } else { minute };
        self.tell(minute, notes).map(|_| ())
    }

    fn arrive(&mut self, trip: &mut Trip) -> Result<()> {
        let id = trip.id;
        let mut notes = Vec::new();
        // Now and then somebody gets off on the way.
        if self.dice.percent(12)
            && let Some(rider) = trip.riders.iter_mut().find(|r| r.aboard && r.to_work && r.was == Whereabouts::Home)
        {
            rider.aboard = false;
            notes.push(self.office_note(vec![id, rider.id], Fact::TripAlight));
            self.back(&rider.clone());
        }
        let far = trip.arrives() > trip.departs;
        let (hour, minute) = if far { (9, self.dice.below(50)) } else { (12, self.dice.below(50)) };
        let at = trip.arrives().and_hms_opt(hour, minute, 0);
        notes.push(self.office_note(vec![id], Fact::TripArrive(MomentFacts { at })));
        for rider in trip.riders.iter().filter(|r| r.aboard && r.to_work) {
            if let (Some(who), Some(employer)) = (rider.who, rider.employer) {
                let mut work = self.work(employer, self.day);
                work.trip = Some(id);
                notes.push(self.office_note(vec![id, rider.id], Fact::Arrival(work)));
                self.at_work(who, employer);
            }
        }
        self.tell(hour * 60 + minute + 5, notes).map(|_| ())
    }

    fn at_work(&mut self, who: usize, employer: usize) {
        if let Some(someone) = self.town.people.get_mut(who) {
            someone.touched = Some(self.day);
        }
        self.employ(who, employer, self.day);
    }

    /// The day after: the receipt, and where those work who could not say.
    fn hand_over(&mut self, trip: &mut Trip) -> Result<()> {
        let id = trip.id;
        let text = Some("接收单位已签收,人员全部安置(演示)".to_string());
        let mut notes = vec![self.office_note(vec![id], Fact::TripHandover(RemarkFacts { text }))];
        let mut gap = trip.fate == Fate::Gap;
        for rider in trip.riders.iter().filter(|r| r.aboard && r.to_work && r.employer.is_none()) {
            let Some(who) = rider.who else { continue };
            if std::mem::take(&mut gap) {
                continue;
            }
            let employer = self.town.employer_in(trip.city, &mut self.dice);
            let mut work = self.work(employer, self.day);
            work.trip = Some(id);
            let back = rider.was == Whereabouts::Home;
            let fact = if back { Fact::Return(work) } else { Fact::Placement(work) };
            notes.push(self.office_note(vec![rider.id], fact));
            self.at_work(who, employer);
        }
        self.tell(9 * 60 + 10, notes).map(|_| ())
    }
}
