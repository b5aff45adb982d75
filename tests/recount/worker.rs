//! One person: what is known of them, and the replay of their work from the entries.

use super::entry::{Entry, date, on, text};
use super::period::Period;
use super::rulings::*;
use super::work::{End, Latest, Spell};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;

/// A person.
#[derive(Debug, Clone, Default)]
pub struct Worker {
    pub known: bool,
    birth: Latest<NaiveDate>,
    capacity: Latest<String>,
    status: Latest<String>,
    graduates: Latest<NaiveDate>,
    wish: Latest<(String, bool)>,
    pub village: Latest<String>,
    pub household: Latest<usize>,
    pub spells: Vec<Spell>,
    pub awaited: bool,
    pub returned: Option<Period>,
    lost: Option<Period>,
    /// Has begun work since that loss.
    begun_since: bool,
    unanswered: Vec<NaiveDate>,
    field_day: Option<NaiveDate>,
    counted: Vec<(&'static str, Period)>,
}

impl Worker {
    /// The main spell of a day: the latest begun, then the latest entered.
    pub fn main(&self, day: NaiveDate) -> Option<&Spell> {
        self.main_at(day).and_then(|at| self.spells.get(at))
    }

    fn main_at(&self, day: NaiveDate) -> Option<usize> {
        let covering = self.spells.iter().enumerate().filter(|(_, s)| s.covers(day));
        covering.max_by_key(|(at, s)| (s.start, *at)).map(|(at, _)| at)
    }

    pub fn on_roster(&self) -> bool {
        self.known && !matches!(self.status.value.as_deref(), Some("died" | "moved_out"))
    }

    fn birthday(&self, age: i32) -> Option<NaiveDate> {
        let birth = self.birth.value?;
        let year = birth.year() + age;
        birth.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
    }

    /// Neither student nor soldier nor prisoner, alive and here.
    fn free(&self, day: NaiveDate) -> bool {
        match self.status.value.as_deref() {
            None | Some("active") => true,
            Some("school") => self.graduates.value.is_some_and(|g| day.year() >= g.year()),
            _ => false,
        }
    }

    /// Labour but for the age.
    fn fit(&self, day: NaiveDate) -> bool {
        let able = matches!(self.capacity.value.as_deref(), Some("ordinary" | "skilled" | "weak"));
        self.known && self.free(day) && able
    }

    pub fn labour(&self, day: NaiveDate) -> bool {
        self.fit(day) && self.birthday(16).is_some_and(|b| b <= day) && self.birthday(60).is_some_and(|b| day < b)
    }

    /// Beyond labour age; what labour capacity a form states at that age says nothing.
    pub fn too_old(&self, day: NaiveDate) -> bool {
        self.known && self.free(day) && self.birthday(60).is_some_and(|b| b <= day)
    }

    pub fn employed(&self, day: NaiveDate) -> bool {
        self.labour(day) && self.main_at(day).is_some()
    }

    pub fn willing(&self, day: NaiveDate) -> bool {
        let signed_off = matches!(&self.wish.value, Some((wish, true)) if wish == "none");
        self.labour(day) && (self.main_at(day).is_some() || !signed_off)
    }

    pub fn unsigned(&self) -> bool {
        matches!(&self.wish.value, Some((wish, false)) if wish == "none")
    }

    pub fn unasked(&self) -> bool {
        self.wish.value.as_ref().is_none_or(|(wish, _)| UNKNOWN_IS_UNASKED && wish == "unknown")
    }

    fn wish(&mut self, at: NaiveDate, body: &Value) {
        let wish = text(&body["wish"]).map(|wish| (wish, on(&body["signed"])));
        self.wish.say(at, wish);
    }

    /// Facts of a person, from a roster or the field, that hold from `at`.
    fn facts(&mut self, facts: &Value, at: NaiveDate, day: NaiveDate) {
        self.birth.say(at, date(&facts["birth"]));
        self.capacity.say(at, text(&facts["capacity"]));
        self.graduates.say(at, date(&facts["graduates"]));
        self.village.say(at, text(&facts["village"]));
        self.wish(at, &facts["wish"]);
        let status = text(&facts["status"]);
        let all = matches!(status.as_deref(), Some("army" | "prison" | "died"));
        let full_time = status.as_deref() == Some("school");
        if self.status.say(at, status) && (all || full_time) {
            for spell in self.spells.iter_mut().filter(|s| s.covers(at) && (all || s.full_time)) {
                spell.finish(at, End::Status, day);
            }
        }
    }

    /// A `person` entry. Each figure that it adds to is pushed to `out`.
    pub fn person(&mut self, entry: &Entry, out: &mut Vec<String>) {
        self.known |= text(&entry.body["name"]).is_some();
        self.facts(&entry.body, entry.day, entry.day);
        if entry.body["certificate"].is_object() {
            out.push("health_certificates".into());
        }
    }

    pub fn wished(&mut self, entry: &Entry) {
        self.wish(entry.day, &entry.body);
    }

    /// The person's and the work's part of a roster entry.
    pub fn roster(&mut self, entry: &Entry, out: &mut Vec<String>) {
        let body = &entry.body;
        let as_of = date(&body["as_of"]).unwrap_or(entry.day);
        self.known = true;
        let cleared: Vec<&str> = cleared(body);
        for name in &cleared {
            match *name {
                "birth" => _ = self.birth.set(as_of, None),
                "capacity" => _ = self.capacity.set(as_of, None),
                "graduates" => _ = self.graduates.set(as_of, None),
                "village" => _ = self.village.set(as_of, None),
                "wish" => _ = self.wish.set(as_of, None),
                "status" => _ = self.status.set(as_of, None),
                _ => {}
            }
        }
        self.facts(&body["person"], as_of, entry.day);
        if ROSTER_CERTIFICATES_COUNT && body["person"]["certificate"].is_object() {
            out.push("health_certificates".into());
        }
        if self.field_day.is_none_or(|newest| newest <= as_of) {
            self.stated_work(&body["work"], as_of, entry.day, &cleared);
        }
    }

    fn stated_work(&mut self, work: &Value, as_of: NaiveDate, day: NaiveDate, cleared: &[&str]) {
        let main = self.main_at(as_of);
        match work["state"].as_str() {
            Some("idle" | "farming") => {
                if let Some(spell) = main.and_then(|at| self.spells.get_mut(at)) {
                    spell.finish(as_of, End::Roster, day);
                }
            }
            Some("working") => {
                let mut news = Spell { opening: true, ..Spell::read(work, day, text(&work["trip"])) };
                if let Some(spell) = main.and_then(|at| self.spells.get_mut(at)) {
                    if news.employer.is_none() || spell.same_employer(&news) {
                        for name in cleared {
                            match *name {
                                "wage" => spell.wage = None,
                                "place" => spell.place = None,
                                "channel" => spell.channel = None,
                                _ => {}
                            }
                        }
                        if ROSTER_FILLS_START {
                            spell.start = spell.start.or(news.start);
                        }
                        spell.refresh(news);
                        return;
                    }
                    spell.finish(news.start.unwrap_or(as_of), End::Roster, day);
                    if SWITCH_BEGINS_AS_OF {
                        news.start = news.start.or(Some(as_of));
                    }
                }
                self.spells.push(news);
            }
            _ => {}
        }
    }

    /// Counts a person once in a period; says whether this was the first time.
    fn count(&mut self, metric: &'static str, period: Period, out: &mut Vec<String>) -> bool {
        let first = !self.counted.contains(&(metric, period));
        if first {
            self.counted.push((metric, period));
            out.push(metric.into());
        } else {
            out.push(format!("{metric}/repeat"));
        }
        first
    }

    fn answer(&mut self, day: NaiveDate, out: &mut Vec<String>) {
        let in_time = self.unanswered.drain(..).filter(|lost| (day - *lost).num_days() <= ANSWER_DAYS);
        out.extend(in_time.map(|_| "losses/answered".to_owned()));
    }

    pub fn push(&mut self, entry: &Entry, out: &mut Vec<String>) {
        out.push("pushes".into());
        self.answer(entry.day, out);
    }

    pub fn home(&mut self, entry: &Entry, period: Period, out: &mut Vec<String>) {
        self.field_day = Some(entry.day);
        self.count("home", period, out);
        if on(&entry.body["stay"]) {
            out.push("came_back".into());
            self.awaited &= !STAY_ENDS_WAITING;
            let came = date(&entry.body["on"]).unwrap_or(entry.day);
            if let Some(spell) = self.main_at(came).and_then(|at| self.spells.get_mut(at)) {
                spell.finish(came, End::Stay, entry.day);
            }
        } else {
            self.awaited = true;
        }
    }

    pub fn loss(&mut self, entry: &Entry, period: Period, out: &mut Vec<String>) {
        self.field_day = Some(entry.day);
        let end = date(&entry.body["end"]).unwrap_or(entry.day);
        let main = self.main_at(end).and_then(|at| self.spells.get_mut(at));
        let ended = main.is_some();
        if let Some(spell) = main {
            spell.finish(end, End::Loss, entry.day);
            out.push("losses".into());
            self.begun_since = false;
            self.lost = Some(period);
            self.unanswered.push(entry.day);
        }
        if on(&entry.body["came_home"]) && (ended || !CAME_BACK_NEEDS_A_SPELL) {
            out.extend(["came_back".to_owned(), "came_back/lost".to_owned()]);
        }
    }

    /// A beginning of work, whichever form it was entered in.
    pub fn begin(&mut self, entry: &Entry, trip: Option<String>, period: Period, out: &mut Vec<String>) {
        self.field_day = Some(entry.day);
        let by_trip = trip.as_ref().is_some_and(|trip| self.spells.iter().any(|s| s.trips.contains(trip)));
        if entry.kind == "arrival" && by_trip {
            return;
        }
        let organised = trip.is_some() || text(&entry.body["organised_by"]).is_some();
        let rides = trip.is_some();
        let mut work = Spell::read(&entry.body, entry.day, trip);
        let main = self.main_at(entry.day);
        let same = main.filter(|&at| self.spells[at].same_employer(&work));
        let listed = self.awaited || self.returned == Some(period);
        let nature = if self.awaited || (entry.kind == "return" && !listed) {
            Some("return")
        } else if same.is_some() {
            rides.then_some("return")
        } else if self.lost == Some(period) && !(self.begun_since && main.is_some()) {
            Some("rehired")
        } else if main.is_some() {
            Some("moved")
        } else {
            Some("placement")
        };
        let (mut place, mut channel) = (work.place.clone(), work.channel.clone());
        if let Some(spell) = same.and_then(|at| self.spells.get_mut(at)) {
            place = place.or(spell.place.clone());
            channel = channel.or(spell.channel.clone());
            if CONTINUING_REFRESHES {
                spell.refresh(work);
            }
        } else {
            let start = work.start.unwrap_or(entry.day);
            (work.start, work.nature) = (Some(start), nature);
            if work.full_time {
                for spell in self.spells.iter_mut().filter(|s| s.full_time && s.covers(start)) {
                    spell.finish(start, End::Successor, entry.day);
                }
            }
            self.spells.push(work);
        }
        let Some(nature) = nature else { return };
        self.begun_since = true;
        self.answer(entry.day, out);
        let (metric, first) = match nature {
            "return" => ("returns", self.count("returns", period, out)),
            "placement" => ("placements", self.count("placements", period, out)),
            other => {
                let metric = if other == "moved" { "moved_job" } else { "rehired" };
                out.push(metric.into());
                (metric, true)
            }
        };
        if nature == "return" {
            (self.awaited, self.returned) = (false, Some(period));
        }
        if first {
            out.push(format!("{metric}/place/{}", place.as_deref().unwrap_or("unknown")));
            out.push(format!("{metric}/channel/{}", channel.as_deref().unwrap_or("unknown")));
            out.extend(organised.then(|| format!("{metric}/organised")));
        }
    }
}

/// The fields that a roster blanks.
pub fn cleared(body: &Value) -> Vec<&str> {
    let names = body["cleared"].as_array().map(Vec::as_slice).unwrap_or_default();
    names.iter().filter_map(|n| n.as_str()).map(|n| n.rsplit('.').next().unwrap_or(n)).collect()
}
