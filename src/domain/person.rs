//! A person as the entries that name them say: the fold, one event at a time, in business order (`entry::Order`).
//! Total: whatever a merge brings is folded; what `record` would have refused shows as a 疑点.

use super::acts::*;
use super::campaign::{PeriodKey, Rules};
use super::entry::{Event, Hash};
use super::facts::{PersonFacts, RosterFacts, StatedWork, WorkFacts};
use super::keys::*;
use super::metric::{Measure, Metric, Part};
use super::region::RegionCode;
use super::spell::{EndReason, WorkSpell, main_on};
use super::subject::SubjectKind;
use chrono::NaiveDate;

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

fn newer(date: &mut Option<NaiveDate>, effective: NaiveDate) -> bool {
    let wins = date.is_none_or(|d| d <= effective);
    if wins {
        *date = Some(effective);
    }
    wins
}

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

    fn apply_facts(&mut self, new: &PersonFacts, effective: NaiveDate) {
        macro_rules! set {
            ($dates:ident: $($field:ident)+) => {
                if $(new.$field.is_some())||+ && newer(&mut self.dates.$dates, effective) {
                    $(if new.$field.is_some() { self.facts.$field.clone_from(&new.$field); })+
                }
            };
        }
        set!(capacity: capacity);
        set!(wish: wish);
        set!(village: village group);
        set!(household: household relation);
        set!(phone: phone phone2);
        set!(rest: name id_no sex birth ethnic person_no education school graduates health disability residence
            why_idle skills training_wish unemployed_since hardship import_note);
        if let Some(status) = new.status
            && newer(&mut self.dates.status, effective)
        {
            // A roster that repeats what is known ends nothing.
            if self.facts.status.replace(status) != Some(status) {
                self.end_by_status(status, effective);
            }
        }
        if new.certificate.is_some() {
            self.facts.certificate.clone_from(&new.certificate);
        }
        self.known |= self.facts.name.is_some();
    }

    /// School, army, prison and death end the work that covers their day; moving away does not.
    fn end_by_status(&mut self, status: Status, day: NaiveDate) {
        let full_time_only = match status {
            Status::Active | Status::MovedOut => return,
            Status::School => true,
            Status::Army | Status::Prison | Status::Died => false,
        };
        for spell in &mut self.spells {
            if spell.covers(day) && !(full_time_only && spell.work.part_time) {
                spell.end = Some(day);
                spell.end_reason = Some(EndReason::Status(status));
            }
        }
    }

    fn apply_roster(&mut self, row: &RosterFacts, event: &Event) {
        self.missing = None;
        let heard = self.roster.replace(self.roster.map_or(row.as_of, |r| r.max(row.as_of)));
        self.apply_facts(&row.person, row.as_of);
        self.known = true;
        for field in &row.cleared {
            self.clear(field, row.as_of);
        }
        let covering = main_on(&self.spells, event.day());
        if !row.cleared.is_empty()
            && self.worked_on.is_none_or(|day| day <= row.as_of)
            && let Some(spell) = covering.and_then(|n| self.spells.get_mut(n)).filter(|spell| spell.opening)
        {
            row.cleared.iter().for_each(|field| clear_work(&mut spell.work, field));
        }
        if let Some(stated) = &row.work {
            self.apply_stated(stated, row, event, heard);
        }
        if self.worked_on.is_none_or(|day| day <= row.as_of) {
            self.take_history(row, event, heard);
        }
    }

    fn apply_stated(&mut self, stated: &StatedWork, row: &RosterFacts, event: &Event, heard: Option<NaiveDate>) {
        let covering = main_on(&self.spells, event.day());
        if self.worked_on.is_some_and(|day| day > row.as_of) {
            let agrees = match stated {
                StatedWork::Working(_) => covering.is_some(),
                StatedWork::Idle | StatedWork::Farming => covering.is_none(),
            };
            // The same roster again claims nothing that it had not claimed before.
            if !agrees && heard.is_none_or(|heard| heard < row.as_of) {
                self.overruled = Some(row.as_of);
            }
            return;
        }
        self.farming = *stated == StatedWork::Farming;
        match (stated, covering.and_then(|n| self.spells.get_mut(n))) {
            (StatedWork::Working(work), Some(spell)) if spell.same_employer(work) || work.employer.is_none() => {
                refresh(&mut spell.work, work);
                if spell.start.is_none() {
                    spell.start = work.start;
                }
            }
            (StatedWork::Working(work), covering) => {
                if let Some(spell) = covering {
                    spell.end = Some(work.start.unwrap_or(row.as_of));
                    spell.end_reason = Some(EndReason::Roster);
                }
                self.spells.push(WorkSpell {
                    start: work.start,
                    end: None,
                    end_reason: None,
                    work: work.clone(),
                    opening: true,
                    nature: None,
                    day: event.day(),
                    entry: event.order.hash,
                });
            }
            (StatedWork::Idle | StatedWork::Farming, Some(spell)) => {
                spell.end = Some(row.as_of);
                spell.end_reason = Some(EndReason::Roster);
            }
            (StatedWork::Idle | StatedWork::Farming, None) => {}
        }
    }

    fn clear(&mut self, field: &str, effective: NaiveDate) {
        let facts = &mut self.facts;
        match field {
            "capacity" if newer(&mut self.dates.capacity, effective) => facts.capacity = None,
            "phone" if newer(&mut self.dates.phone, effective) => facts.phone = None,
            "phone2" if newer(&mut self.dates.phone, effective) => facts.phone2 = None,
            "wish" if newer(&mut self.dates.wish, effective) => facts.wish = None,
            "village" if newer(&mut self.dates.village, effective) => facts.village = None,
            "group" => facts.group = None,
            "ethnic" => facts.ethnic = None,
            "education" => facts.education = None,
            "school" => facts.school = None,
            "graduates" => facts.graduates = None,
            "health" => facts.health = None,
            "disability" => facts.disability = None,
            "residence" => facts.residence = None,
            "why_idle" => facts.why_idle = None,
            "skills" => facts.skills = None,
            "training_wish" => facts.training_wish = None,
            "unemployed_since" => facts.unemployed_since = None,
            "hardship" => facts.hardship = None,
            "relation" => facts.relation = None,
            "person_no" => facts.person_no = None,
            _ => {}
        }
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
        if work.trip.is_some() && self.spells.iter().any(|spell| spell.work.trip == work.trip) {
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
            refresh(&mut spell.work, work);
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

/// Blanks what a roster blanks of the work that a roster had stated.
fn clear_work(work: &mut WorkFacts, field: &str) {
    match field {
        "place" => (work.place, work.place_code, work.place_class) = (None, None, None),
        "employer" => work.employer = None,
        "occupation" => work.occupation = None,
        "industry" => work.industry = None,
        "channel" => work.channel = None,
        "wage" => work.wage = None,
        "contract" => work.contract = None,
        "organised_by" => work.organised_by = None,
        _ => {}
    }
}

/// Takes over what `new` states; what it leaves open stays.
pub(super) fn refresh(work: &mut WorkFacts, new: &WorkFacts) {
    macro_rules! take {
        ($($field:ident)+) => { $(if new.$field.is_some() { work.$field.clone_from(&new.$field); })+ };
    }
    take!(place place_code place_class employer occupation industry channel wage contract organised_by trip);
}
