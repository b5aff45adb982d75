//! What villages report: coming home, going back, visits, new work, work lost, wishes, job offers, certificates. Each
//! act finds somebody to whom it can happen, writes it down, and changes what the teller knows of them.

use super::jobs::{answer, job_with};
use super::story::Story;
use super::town::{Someone, Whereabouts};
use crate::domain::acts::{Fact, HomeFacts, LossFacts, PushFacts, VisitFacts};
use crate::domain::facts::{Certificate, PersonFacts, Wish};
use crate::domain::keys::*;
use chrono::{Days, NaiveDate};

/// Nobody goes back before so many days at home.
const STAY_DAYS: u64 = 4;
/// Nobody loses work that began less than so many days ago.
const SETTLED_DAYS: u64 = 20;

impl Story {
    fn days_ago(&self, days: u64) -> NaiveDate {
        self.day - Days::new(days)
    }

    /// Somebody who works outside comes home; few come to stay.
    pub fn come_home(&mut self, village: usize, on: NaiveDate) {
        let settled = self.days_ago(SETTLED_DAYS);
        let fits = |s: &Someone| s.employer.is_some() && s.start.is_none_or(|start| start < settled);
        let Some(who) = self.pools.take(&self.town, &mut self.dice, Whereabouts::Away, village, fits) else { return };
        let stay = self.dice.permille(18);
        self.write(who, Fact::Home(HomeFacts { on, stay }), None);
        if let Some(someone) = self.town.people.get_mut(who) {
            someone.home_since = Some(on);
            if stay {
                someone.employer = None;
            }
        }
        self.send(who, if stay { Whereabouts::Idle } else { Whereabouts::Home });
    }

    /// Somebody on the list goes back: mostly to the same employer.
    pub fn return_to_work(&mut self, village: usize) {
        let since = self.days_ago(STAY_DAYS);
        let fits = |s: &Someone| s.home_since.is_some_and(|on| on <= since);
        let Some(who) = self.pools.take(&self.town, &mut self.dice, Whereabouts::Home, village, fits) else { return };
        let Some(before) = self.town.people.get(who).cloned() else { return };
        let employer = match (self.dice.weighted(&[82, 12, 6]), before.employer) {
            (0, Some(employer)) => employer,
            (2, _) => self.town.local_employer(&mut self.dice),
            _ => self.town.far_employer(&mut self.dice),
        };
        let mut work = self.work(employer, self.day);
        if self.dice.percent(10) {
            work.organised_by = Some("县人社局(演示)".into());
        }
        self.write(who, Fact::Return(work), Some(before));
        self.employ(who, employer, self.day);
    }

    /// A visit, with what goes with its outcome.
    pub fn visit(&mut self, village: usize) {
        let idle = self.dice.percent(55);
        let seen = self.day;
        let fits = |s: &Someone| s.touched.is_none_or(|t| t < seen);
        let who =
            if idle { self.pools.meet(&self.town, &mut self.dice, Whereabouts::Idle, village, fits) } else { None };
        let family = match who.and_then(|who| self.town.people.get(who)) {
            Some(someone) => Some(someone.family),
            None => self.town.some_family(village, &mut self.dice),
        };
        if let Some(family) = family {
            self.visit_family(family, who);
        }
    }

    /// A visit to a family, or to one of it.
    pub fn visit_family(&mut self, family: usize, who: Option<usize>) {
        let Some((household, village)) = self.town.families.get(family).map(|f| (f.id, f.village)) else { return };
        let asked = [
            Outcome::WantsWork,
            Outcome::Unchanged,
            Outcome::WantsTraining,
            Outcome::WantsStartup,
            Outcome::Unwilling,
            Outcome::NotReached,
            Outcome::Refused,
            Outcome::Other,
        ];
        let (outcome, person) = match who.and_then(|who| self.town.people.get(who)) {
            Some(someone) => (asked[self.dice.weighted(&[42, 22, 8, 3, 10, 11, 2, 2])], Some(someone.id)),
            None => ([Outcome::Unchanged, Outcome::NotReached, Outcome::Other][self.dice.weighted(&[82, 14, 4])], None),
        };
        let next = match outcome {
            Outcome::WantsWork => Some(3 + self.dice.below(6)),
            Outcome::NotReached => Some(2 + self.dice.below(3)),
            Outcome::WantsTraining | Outcome::WantsStartup => Some(10 + self.dice.below(8)),
            _ => None,
        };
        let next = next.map(|days| self.day + Days::new(u64::from(days)));
        if let Some(next) = next {
            self.visits_due.entry(next).or_default().push((family, who));
        }
        let need = match outcome {
            Outcome::WantsWork => {
                Some(["想进厂", "想在家门口上班", "想跟车外出", "想要包吃住的岗位"][self.dice.index(4)])
            }
            Outcome::WantsTraining => Some("想学技能再就业"),
            _ => None,
        };
        let by = [VisitBy::Home, VisitBy::Phone, VisitBy::Online][self.dice.weighted(&[70, 22, 8])];
        let visit = VisitFacts { by, outcome, need: need.map(Into::into), next, note: None };
        let note = self.note(village, person.into_iter().chain([household]).collect(), Fact::Visit(visit));
        if let Some(page) = self.pages.get_mut(village) {
            page.push(note);
        }
        if let Some(who) = who {
            if let Some(someone) = self.town.people.get_mut(who) {
                someone.touched = Some(self.day);
            }
            if outcome == Outcome::Unwilling {
                let signed = self.dice.percent(60);
                self.write(who, Fact::Wish(no_wish(signed)), None);
            } else if outcome == Outcome::WantsWork && self.dice.percent(25) {
                self.offer(who);
            }
        }
    }

    /// Work for somebody who had none: families without any come first.
    pub fn place(&mut self, village: usize) {
        let first = self.dice.percent(60);
        let town = &self.town;
        let zero = |s: &Someone| {
            use Whereabouts::*;
            let works =
                |n: &usize| town.people.get(*n).is_some_and(|p| matches!(p.place, Away | Home | Local | Travelling));
            town.families.get(s.family).is_some_and(|f| !f.members.iter().any(works))
        };
        let today = self.day;
        let fits = |s: &Someone| s.touched.is_none_or(|t| t < today) && (!first || zero(s));
        let Some(who) = self.pools.take(town, &mut self.dice, Whereabouts::Idle, village, fits) else { return };
        let Some(before) = self.town.people.get(who).cloned() else { return };
        let far = self.dice.percent(28);
        let (town, dice) = (&self.town, &mut self.dice);
        let employer = if far { town.far_employer(dice) } else { town.local_employer(dice) };
        // Now and then the first day is agreed on for later in the week.
        let start = if self.dice.percent(5) { self.day + Days::new(3) } else { self.day };
        let work = self.work(employer, start);
        self.write(who, Fact::Placement(work), Some(before));
        self.employ(who, employer, start);
    }

    /// Somebody loses work; the office answers most of them within three days, some late, some not.
    pub fn lose_work(&mut self, village: usize) {
        let settled = self.days_ago(SETTLED_DAYS);
        let far = self.dice.percent(65);
        let place = if far { Whereabouts::Away } else { Whereabouts::Local };
        let fits = |s: &Someone| s.start.is_none_or(|d| d < settled) && s.touched.is_none_or(|d| d < settled);
        let Some(who) = self.pools.take(&self.town, &mut self.dice, place, village, fits) else { return };
        let reasons = [
            LossReason::LaidOff,
            LossReason::ContractEnd,
            LossReason::Closed,
            LossReason::Unpaid,
            LossReason::Injury,
            LossReason::Family,
            LossReason::Other,
        ];
        let reason = reasons[self.dice.weighted(&[30, 24, 10, 6, 10, 16, 4])];
        let ago = u64::from(self.dice.below(5));
        let end = self.days_ago(ago);
        let came_home = far && self.dice.percent(40);
        self.write(who, Fact::Loss(LossFacts { end, reason, came_home }), None);
        if let Some(someone) = self.town.people.get_mut(who) {
            someone.employer = None;
            someone.start = None;
        }
        self.send(who, Whereabouts::Idle);
        let answer = [Some(1), Some(2), Some(3), Some(6), None][self.dice.weighted(&[26, 24, 14, 12, 24])];
        if let Some(days) = answer {
            self.pushes_due.entry(self.day + Days::new(days)).or_default().push(who);
        }
    }

    fn idle(&mut self, village: usize) -> Option<usize> {
        self.pools.meet(&self.town, &mut self.dice, Whereabouts::Idle, village, |_| true)
    }

    /// Somebody says what work they would take.
    pub fn wish(&mut self, village: usize) {
        let Some(who) = self.idle(village) else { return };
        let keys = [WishKey::Local, WishKey::Any, WishKey::Beyond, WishKey::Province, WishKey::Training];
        let wish = match self.dice.weighted(&[30, 20, 14, 10, 8, 18]) {
            5 => no_wish(self.dice.percent(75)),
            n => Wish {
                wish: keys[n],
                signed: true,
                place: None,
                occupation: self.dice.percent(40).then(|| "普工".into()),
                wage: self.dice.percent(50).then(|| 2000 + 500 * self.dice.below(6)),
            },
        };
        self.write(who, Fact::Wish(wish), None);
    }

    /// A job is offered to somebody without work.
    pub fn push(&mut self, village: usize) {
        if let Some(who) = self.idle(village) {
            self.offer(who);
        }
    }

    fn offer(&mut self, who: usize) {
        let n = self.dice.index(self.town.employers.len());
        let job = self.town.employers.get(n).map_or(String::new(), |e| format!("{} {}", e.name, e.occupation));
        let id = job_with(&self.town, self.list.round, n);
        self.write_with(who, id, Fact::Push(PushFacts { job, result: answer(who, n) }), None);
    }

    /// Somebody about to leave brings a health certificate.
    pub fn certificate(&mut self, village: usize) {
        let Some(who) = self.pools.meet(&self.town, &mut self.dice, Whereabouts::Home, village, |_| true) else {
            return;
        };
        let ago = u64::from(self.dice.below(3));
        let date = self.days_ago(ago);
        let number = Some(format!("演示健字{:06}", self.dice.below(1_000_000)).into());
        let facts = PersonFacts { certificate: Some(Certificate { number, date }), ..PersonFacts::default() };
        self.write(who, Fact::Person(Box::new(facts)), None);
    }

    /// Visits and offers promised for today or before; most are kept.
    pub fn what_is_due(&mut self, busy: &[usize]) {
        let tomorrow = self.day + Days::new(1);
        let later = self.pushes_due.split_off(&tomorrow);
        for who in std::mem::replace(&mut self.pushes_due, later).into_values().flatten() {
            if self.town.people.get(who).is_some_and(|s| s.place == Whereabouts::Idle) {
                self.offer(who);
            }
        }
        let later = self.visits_due.split_off(&tomorrow);
        for (family, who) in std::mem::replace(&mut self.visits_due, later).into_values().flatten() {
            let village = self.town.families.get(family).map_or(0, |f| f.village);
            let there = who.is_none_or(|who| self.town.people.get(who).is_some_and(|s| s.place == Whereabouts::Idle));
            if there && busy.contains(&village) && self.dice.percent(70) {
                self.visit_family(family, who);
            }
        }
    }
}

fn no_wish(signed: bool) -> Wish {
    Wish { wish: WishKey::None, signed, place: None, occupation: None, wage: None }
}
