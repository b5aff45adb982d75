//! A person as the entries that name them say: the fold, one event at a time, in business order (`entry::Order`).
//! Total: whatever a merge brings is folded; what `record` would have refused shows as a 疑点.

mod papers;

use super::acts::*;
use super::campaign::{PeriodKey, Rules};
use super::entry::{Event, Hash};
use super::facts::{PersonFacts, WorkFacts};
use super::keys::*;
use super::metric::{Measure, Metric, Part};
use super::region::RegionCode;
use super::spell::{EndReason, WorkSpell, main_on};
use super::subject::SubjectKind;
use chrono::NaiveDate;
use papers::newer;

/// A place on the list 应返岗: came home, or was put on it by a return.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listing {
    /// Came home on this day.
    pub since: NaiveDate,
    /// Business day of the return, once there is one.
    pub returned: Option<NaiveDate>,
}

/// A job lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LossMark {
    /// Business day.
    pub day: NaiveDate,
    /// Business day of the first job offer or beginning of work after it.
    pub answered: Option<NaiveDate>,
    /// Its entry.
    pub entry: Hash,
}

/// The effective dates of the facts about which a roster and the field may disagree.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct FactDates {
    capacity: Option<NaiveDate>,
    status: Option<NaiveDate>,
    wish: Option<NaiveDate>,
    village: Option<NaiveDate>,
    household: Option<NaiveDate>,
    phone: Option<NaiveDate>,
    rest: Option<NaiveDate>,
}

/// What one event did to a person, for whoever shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Effect {
    /// The nature of the beginning of work, where it was one.
    pub nature: Option<Nature>,
    /// Was put on the list 应返岗 by the return itself.
    pub listed: bool,
    /// The same employer goes on: no beginning.
    pub continued: bool,
}

/// Somebody on the roster.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// The facts as they stand.
    pub facts: PersonFacts,
    dates: FactDates,
    /// A roster row or an officer has brought them into the book.
    pub known: bool,
    /// Their work, in the order in which it was entered.
    pub spells: Vec<WorkSpell>,
    /// Their place on the list 应返岗.
    pub listing: Option<Listing>,
    /// Jobs lost.
    pub losses: Vec<LossMark>,
    /// The last visit.
    pub visited: Option<NaiveDate>,
    /// When the last visit said to come again.
    pub next_visit: Option<NaiveDate>,
    /// The last roster that did not list them.
    pub missing: Option<NaiveDate>,
    /// The date of the newest roster that lists them.
    pub roster: Option<NaiveDate>,
    /// A roster contradicted what the field had recorded since.
    pub overruled: Option<NaiveDate>,
    /// 务农, by the newest roster: not employed, and told apart from having nothing to do.
    pub farming: bool,
    /// Losses without a spell to end: only a merge can bring them.
    pub loose_losses: u32,
    worked_on: Option<NaiveDate>,
    counted: Vec<(Metric, PeriodKey)>,
}

/// A figure that an event counts, on its business day, for the person's unit of that day.
pub type Hit = (Measure, i64);

impl Person {
    /// Folds one event; `hits` receives the figures that it counts.
    pub fn apply(&mut self, event: &Event, rules: &Rules, hits: &mut Vec<Hit>) -> Effect {
        let day = event.day();
        match &event.fact {
            Fact::Roster(row) => self.apply_roster(row, event),
            Fact::Person(facts) => {
                if facts.certificate.is_some() && facts.certificate != self.facts.certificate {
                    hits.push((Measure::whole(Metric::HealthCertificates), 1));
                }
                let village = self.facts.village;
                self.apply_facts(facts, day);
                // A group belongs to its village.
                let moved = village.is_some() && rules.unit_of(village) != rules.unit_of(self.facts.village);
                if moved && facts.group.is_none() {
                    self.facts.group = None;
                }
            }
            Fact::Wish(wish) if newer(&mut self.dates.wish, day) => self.facts.wish = Some(wish.clone()),
            Fact::Visit(visit) => {
                self.visited = Some(day);
                self.next_visit = visit.next;
                // Where the household is named too, the visit counts there.
                if event.subject(SubjectKind::Household).is_none() {
                    hits.push((Measure::whole(Metric::Visits), 1));
                }
            }
            Fact::Home(home) => self.apply_home(home, day, rules, hits),
            Fact::Return(work) => return self.begin(work, event, true, rules, hits),
            Fact::Placement(work) | Fact::Arrival(work) => return self.begin(work, event, false, rules, hits),
            Fact::Loss(loss) => self.apply_loss(loss, event, hits),
            Fact::Push(_) => {
                hits.push((Measure::whole(Metric::Pushes), 1));
                self.answer(day, rules, hits);
            }
            Fact::Missing(missing) => self.missing = Some(missing.as_of),
            // Counted already, under the other id: facts and work are taken over, figures are not.
            Fact::Replayed(event) => {
                self.apply(event, rules, &mut Vec::new());
            }
            Fact::JoinedAnother => *self = Self::default(),
            _ => {}
        }
        Effect::default()
    }

    fn apply_home(&mut self, home: &HomeFacts, day: NaiveDate, rules: &Rules, hits: &mut Vec<Hit>) {
        self.touch_work(day);
        self.count_once(Metric::Home, day, rules, hits, &[]);
        if home.stay {
            if let Some(spell) = main_on(&self.spells, home.on).and_then(|n| self.spells.get_mut(n)) {
                spell.end = Some(home.on);
                spell.end_reason = Some(EndReason::CameHome);
            }
            hits.push((Measure::whole(Metric::CameBack), 1));
            self.listing = self.listing.filter(|listing| listing.returned.is_some());
        } else if !self.awaited() {
            self.listing = Some(Listing { since: home.on, returned: None });
        }
    }

    fn apply_loss(&mut self, loss: &LossFacts, event: &Event, hits: &mut Vec<Hit>) {
        let day = event.day();
        self.touch_work(day);
        let Some(spell) = main_on(&self.spells, loss.end).and_then(|n| self.spells.get_mut(n)) else {
            self.loose_losses += 1;
            return;
        };
        spell.end = Some(loss.end);
        spell.end_reason = Some(EndReason::Loss(loss.reason));
        self.losses.push(LossMark { day, answered: None, entry: event.order.hash });
        hits.push((Measure::whole(Metric::Losses), 1));
        if loss.came_home {
            hits.push((Measure::whole(Metric::CameBack), 1));
            hits.push((Measure::part(Metric::CameBack, Part::Lost), 1));
        }
    }

    /// On the list 应返岗 and not yet returned.
    pub fn awaited(&self) -> bool {
        self.listing.is_some_and(|listing| listing.returned.is_none())
    }

    /// When work was lost for the last time, where nothing has answered that.
    pub fn unanswered(&self) -> Option<NaiveDate> {
        self.losses.last().filter(|loss| loss.answered.is_none()).map(|loss| loss.day)
    }

    /// On the list 应返岗 in the period of `day`: whoever returned in an earlier period has left it.
    pub fn listed_on(&self, day: NaiveDate, rules: &Rules) -> bool {
        self.listing.is_some_and(|listing| {
            listing.returned.is_none_or(|back| rules.campaigns.key(back) == rules.campaigns.key(day))
        })
    }

    /// The nature that a beginning of work on `day` has (METRICS.md, "nature of a beginning"), whichever form it
    /// came by; `None` where the same employer simply goes on.
    pub fn nature_of(&self, work: &WorkFacts, day: NaiveDate, form_is_return: bool, rules: &Rules) -> Option<Nature> {
        let covering = main_on(&self.spells, day).and_then(|n| self.spells.get(n));
        let period = rules.campaigns.key(day);
        let lost = self.losses.iter().rev().find(|loss| rules.campaigns.key(loss.day) == period);
        let begun_since =
            |loss: &LossMark| self.spells.iter().any(|s| !s.opening && s.day >= loss.day && s.covers(day));
        if self.awaited() || (form_is_return && !self.listed_on(day, rules)) {
            Some(Nature::Return)
        } else if covering.is_some_and(|spell| spell.same_employer(work)) {
            // Whoever rides the bus back to the old employer had come home, whether it was recorded or not.
            work.trip.map(|_| Nature::Return)
        } else if lost.is_some_and(|loss| !begun_since(loss)) {
            Some(Nature::Rehired)
        } else if covering.is_some() {
            Some(Nature::Moved)
        } else {
            Some(Nature::Placement)
        }
    }

    fn begin(
        &mut self,
        work: &WorkFacts,
        event: &Event,
        form_is_return: bool,
        rules: &Rules,
        hits: &mut Vec<Hit>,
    ) -> Effect {
        // An arrival's beginning is keyed (trip, person): two copies count once.
        if work.trip.is_some_and(|trip| self.spells.iter().any(|spell| spell.came_by(trip))) {
            return Effect { continued: true, ..Effect::default() };
        }
        let day = event.day();
        let nature = self.nature_of(work, day, form_is_return, rules);
        let listed = nature == Some(Nature::Return) && !self.awaited();
        self.touch_work(day);
        if nature.is_some() {
            self.answer(day, rules, hits);
        }
        if nature == Some(Nature::Return) {
            let since = self.listing.filter(|_| !listed).map_or(day, |listing| listing.since);
            self.listing = Some(Listing { since, returned: Some(day) });
        }
        self.farming = false;
        let start = work.start.unwrap_or(day);
        let continues =
            main_on(&self.spells, day).and_then(|n| self.spells.get_mut(n)).filter(|spell| spell.same_employer(work));
        // Where the old employer goes on, what the form leaves open is as it was.
        let (place, channel) = if let Some(spell) = continues {
            spell.go_on(work);
            (spell.work.place_class, spell.work.channel)
        } else {
            self.supersede(start, work.part_time);
            self.spells.push(WorkSpell {
                start: Some(start),
                end: None,
                end_reason: None,
                work: work.clone(),
                opening: false,
                nature,
                day,
                entry: event.order.hash,
                earlier_trips: Vec::new(),
            });
            (work.place_class, work.channel)
        };
        let mut parts =
            vec![Part::Place(place.unwrap_or(PlaceClass::Unknown)), Part::Channel(channel.unwrap_or(Channel::Unknown))];
        if work.trip.is_some() || work.organised_by.is_some() {
            parts.push(Part::Organised);
        }
        self.count_beginning(nature, &parts, day, rules, hits);
        Effect { nature, listed, continued: nature.is_none() }
    }

    /// A new full-time spell ends the covering ones the day before it, but those marked 兼职.
    fn supersede(&mut self, start: NaiveDate, part_time: bool) {
        if part_time {
            return;
        }
        for spell in &mut self.spells {
            if spell.covers(start) && !spell.work.part_time {
                spell.end = Some(start);
                spell.end_reason = Some(EndReason::Superseded);
            }
        }
    }

    fn count_beginning(
        &mut self,
        nature: Option<Nature>,
        parts: &[Part],
        day: NaiveDate,
        rules: &Rules,
        hits: &mut Vec<Hit>,
    ) {
        match nature {
            Some(Nature::Return) => self.count_once(Metric::Returns, day, rules, hits, parts),
            Some(Nature::Placement) => self.count_once(Metric::Placements, day, rules, hits, parts),
            Some(Nature::Rehired) => hits.push((Measure::whole(Metric::Rehired), 1)),
            Some(Nature::Moved) => hits.push((Measure::whole(Metric::MovedJob), 1)),
            None => {}
        }
    }

    /// Counts a person the first time in the campaign; repeats are counted apart.
    fn count_once(&mut self, metric: Metric, day: NaiveDate, rules: &Rules, hits: &mut Vec<Hit>, parts: &[Part]) {
        let key = (metric, rules.campaigns.key(day));
        if self.counted.contains(&key) {
            hits.push((Measure::part(metric, Part::Repeat), 1));
            return;
        }
        self.counted.push(key);
        hits.push((Measure::whole(metric), 1));
        hits.extend(parts.iter().map(|&part| (Measure::part(metric, part), 1)));
    }

    /// A job offer or a beginning answers the losses before it; within the days set it counts (S0 三(一)).
    fn answer(&mut self, day: NaiveDate, rules: &Rules, hits: &mut Vec<Hit>) {
        for loss in self.losses.iter_mut().filter(|loss| loss.answered.is_none()) {
            loss.answered = Some(day);
            if (day - loss.day).num_days() <= rules.answer_days as i64 {
                hits.push((Measure::part(Metric::Losses, Part::Answered), 1));
            }
        }
    }

    fn touch_work(&mut self, day: NaiveDate) {
        self.worked_on = self.worked_on.max(Some(day));
        self.missing = None;
    }

    /// The unit that the person counts in: their village, else the book's own unit (未归村).
    pub fn unit(&self, rules: &Rules) -> RegionCode {
        rules.unit_of(self.facts.village)
    }
}
