//! `show`: everything known of a person, a household or a trip, with its history.

use super::args::Show;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::{Session, person};
use crate::book::{Book, Page, PersonPage, Stream};
use crate::domain::acts::Fact;
use crate::domain::entry::Event;
use crate::domain::household::Household;
use crate::domain::id_number;
use crate::domain::keys::*;
use crate::domain::region::RegionCode;
use crate::domain::spell::WorkSpell;
use crate::domain::standing::age_on;
use crate::domain::subject::SubjectId;
use crate::domain::trip::{Presence, Trip};
use crate::locale::say;
use serde_json::{Value, json};

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
        Page::Person(page) if session.json => output::json(&shown.person_json(&page, day)),
        Page::Person(page) => shown.person(&page, day),
        Page::Household(id, house, members, history) if session.json => {
            let members: Vec<Value> = members.iter().map(|m| shown.person_json(m, day)).collect();
            output::json(&json!({
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
            let passengers: Vec<Value> =
                trip.passengers.iter().map(|(p, who)| shown.passenger_json(*p, who, day)).collect();
            output::json(&json!({
                "id": id, "plan": trip.plan, "state": trip.state, "aboard": trip.aboard(), "free_seats": trip.free_seats(),
                "departed": trip.departed.map(|(d, at)| json!({"day": d, "at": at})),
                "arrived": trip.arrived.map(|(d, at)| json!({"day": d, "at": at})),
                "receipt": trip.receipt, "passengers": passengers, "history": shown.history_json(&history),
            }))
        }
        Page::Job(id, job, history) if session.json => {
            let mut shown_job = super::jobs::as_json(id, &job, day);
            shown_job["history"] = shown.history_json(&history).into();
            output::json(&shown_job)
        }
        Page::Job(id, job, history) => {
            super::jobs::print(book, id, &job, day)?;
            shown.history(&history)
        }
        Page::Trip(_, trip, history) => {
            shown.trip(&trip, day)?;
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
    fn id_no(&self, number: Option<&str>) -> String {
        match number {
            Some(number) if self.full => number.to_string(),
            Some(number) => id_number::mask(number),
            None => "—".into(),
        }
    }

    fn village(&self, code: Option<RegionCode>) -> String {
        code.map_or("未归村".into(), |c| self.book.steering().unit_name(c))
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
        output::line(format!(
            "{}  {}  {}  {}  {}  {}  {}",
            crate::text::pad(f.name.as_deref().unwrap_or("—"), 10),
            f.relation.as_deref().unwrap_or("—"),
            f.sex.map_or("—", |s| s.zh()),
            f.birth.map_or("—".into(), |b| format!("{} 岁", age_on(b, day))),
            self.id_no(f.id_no.as_deref()),
            if page.standing.employed() {
                "在岗"
            } else if page.standing.labour() {
                "未就业"
            } else {
                "非劳动力"
            },
            page.id,
        ))
    }

    fn person(&self, page: &PersonPage, day: chrono::NaiveDate) -> Result<(), Failure> {
        let f = &page.person.facts;
        self.person_line(page, day)?;
        output::line(format!(
            "{}{}  电话 {}  劳动能力 {}  状态 {}",
            self.village(f.village),
            f.group.as_deref().unwrap_or(""),
            f.phone.as_deref().unwrap_or("—"),
            f.capacity.map_or("未填", |c| c.zh()),
            f.status.map_or("在册", |s| s.zh())
        ))?;
        if let Some((_, house)) = &page.household {
            self.household(house)?;
        }
        if let Some(wish) = &f.wish {
            output::line(format!("意愿 {}{}", wish.wish.zh(), if wish.signed { "(有签字)" } else { "" }))?;
        }
        if page.standing.awaited {
            output::line("在应返岗名单,尚未返岗")?;
        }
        output::line("务工经历:")?;
        for spell in &page.person.spells {
            let day = |d: Option<chrono::NaiveDate>, none: &str| d.map_or(none.to_string(), |d| d.to_string());
            output::line(format!(
                "  {} — {}  {}  {}  {}  {}",
                day(spell.start, "不详"),
                day(spell.end, "至今"),
                spell.work.place.as_deref().unwrap_or(spell.work.place_class.map_or("地点未知", |p| p.zh())),
                spell.work.employer.as_deref().unwrap_or("单位不详"),
                spell.work.wage.map_or(String::new(), |w| format!("{w} 元")),
                if spell.opening { "名册" } else { spell.nature.map_or("", |n| n.zh()) },
            ))?;
        }
        self.history(&page.history)
    }

    fn household(&self, house: &Household) -> Result<(), Failure> {
        let f = &house.facts;
        let flags: Vec<&str> = f.flags.iter().flatten().map(|flag| flag.zh()).collect();
        output::line(format!(
            "户 {}  {}{}  {}  {}",
            f.household_no.as_deref().unwrap_or("—"),
            self.village(f.village),
            f.group.as_deref().unwrap_or(""),
            f.kind.unwrap_or(HouseholdKind::Unknown).zh(),
            flags.join(" ")
        ))
    }

    fn name_of(&self, id: SubjectId, day: chrono::NaiveDate) -> String {
        self.book.person_on(id, day).ok().and_then(|p| p.facts.name).unwrap_or_else(|| id.to_string())
    }

    fn passenger_json(&self, id: SubjectId, who: &crate::domain::trip::Passenger, day: chrono::NaiveDate) -> Value {
        let (presence, reason) = match who.presence {
            Presence::Expected => ("expected", None),
            Presence::Aboard => ("aboard", None),
            Presence::Absent(reason) => ("absent", Some(reason)),
            Presence::Alighted => ("alighted", None),
        };
        let name = who.facts.outside.clone().unwrap_or_else(|| self.name_of(id, day));
        json!({"id": id, "name": name, "presence": presence, "reason": reason, "facts": who.facts, "carried": who.carried})
    }

    fn trip(&self, trip: &Trip, day: chrono::NaiveDate) -> Result<(), Failure> {
        if let Some(plan) = &trip.plan {
            output::line(format!(
                "{} 班  {}  {} → {}  {}  {}  核载 {}  空座 {}  {}",
                plan.number,
                plan.departs.format("%Y-%m-%d %H:%M"),
                plan.from,
                plan.to,
                plan.by.zh(),
                plan.vehicle.as_deref().unwrap_or(""),
                plan.seats,
                trip.free_seats(),
                trip.state.map_or("", |s| s.zh())
            ))?;
            output::line(format!(
                "随车 {} {}  承运 {}  驾驶 {}",
                plan.escort.as_deref().unwrap_or("—"),
                plan.escort_phone.as_deref().unwrap_or(""),
                plan.carrier.as_deref().unwrap_or("—"),
                plan.drivers.iter().map(|d| d.name.as_str()).collect::<Vec<_>>().join("、")
            ))?;
        }
        for (id, p) in &trip.passengers {
            let presence = match p.presence {
                Presence::Expected => "待点名".to_string(),
                Presence::Aboard => "已上车".to_string(),
                Presence::Absent(reason) => format!("缺席 {}", reason.zh()),
                Presence::Alighted => "中途下车".to_string(),
            };
            let name = p.facts.outside.clone().map_or_else(|| self.name_of(*id, day), |n| format!("{n}(外乡镇)"));
            output::line(format!(
                "  {:>3}  {}  {}  {}  {presence}",
                p.facts.seat.map_or(String::new(), |s| s.to_string()),
                crate::text::pad(&name, 14),
                crate::text::pad(
                    p.facts.employer.as_deref().unwrap_or(if p.facts.companion { "随行" } else { "—" }),
                    16
                ),
                p.facts.point.as_deref().unwrap_or(""),
            ))?;
        }
        Ok(())
    }

    fn history_json(&self, history: &[Stream]) -> Vec<Value> {
        let mask = super::mask::Mask::Full;
        history
            .iter()
            .map(|(e, withdrawn)| {
                let mut body: Value = serde_json::from_str(&e.body).unwrap_or_default();
                if !self.full {
                    super::mask::hide_numbers(&mut body);
                }
                json!({
                    "hash": mask.hash(&e.hash.to_string()), "kind": e.kind, "day": e.day, "recorded": e.recorded,
                    "officer": e.officer, "withdrawn": withdrawn, "body": body,
                })
            })
            .collect()
    }

    fn history(&self, history: &[Stream]) -> Result<(), Failure> {
        output::line("记录:")?;
        for (entry, withdrawn) in history {
            output::line(format!(
                "  {}  {}  {}  {}{}",
                entry.day,
                entry.hash.short(),
                crate::text::pad(&words(&Event::of(entry).fact, &entry.kind), 30),
                entry.officer,
                if *withdrawn { "  已撤销" } else { "" }
            ))?;
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

/// An entry in a few words.
pub fn words(fact: &Fact, kind: &str) -> String {
    match fact {
        Fact::Roster(row) => format!("名册 截至 {}", row.as_of),
        Fact::Visit(v) => format!("走访 {} {}", v.by.zh(), v.outcome.zh()),
        Fact::Home(h) => format!("返乡 {}{}", h.on, if h.stay { " 不再外出" } else { "" }),
        Fact::Return(w) => format!("返岗 {}", w.employer.as_deref().unwrap_or("")),
        Fact::Placement(w) => format!("上岗 {}", w.employer.as_deref().unwrap_or("")),
        Fact::Arrival(w) => format!("到站到岗 {}", w.employer.as_deref().unwrap_or("")),
        Fact::Loss(l) => format!("失业 {} {}", l.end, l.reason.zh()),
        Fact::Push(p) => match p.result {
            Some(result) => say!("jobs-act-push-result", job = p.job, result = result.name()),
            None => format!("推岗 {}", p.job),
        },
        Fact::PushResult(p) => say!("jobs-act-result", job = p.job, result = p.result.name()),
        Fact::Job(facts) if **facts == Default::default() => say!("jobs-act-refreshed"),
        Fact::Job(_) => say!("jobs-act-listed"),
        Fact::JobClose(c) => say!("jobs-act-closed", why = c.why.clone().unwrap_or_default()),
        Fact::Wish(w) => format!("意愿 {}", w.wish.zh()),
        Fact::Person(_) => "情况变更".into(),
        Fact::Nothing => "零报告".into(),
        Fact::Same(_) => "两条登记是同一人".into(),
        Fact::TripPlan(p) => format!("排班 {}", p.number),
        Fact::TripAdd(_) => "列入名单".into(),
        Fact::TripRemove => "移出名单".into(),
        Fact::TripBoard => "上车".into(),
        Fact::TripAbsent(a) => format!("缺席 {}", a.reason.zh()),
        Fact::TripAlight => "中途下车".into(),
        Fact::TripDepart(_) => "发车".into(),
        Fact::TripArrive(_) => "到达".into(),
        Fact::TripHandover(_) => "交接".into(),
        Fact::TripCancel(_) => "取消班次".into(),
        Fact::Withdraw(w) => format!("撤销 {}", w.why),
        Fact::Missing(m) => format!("不在 {} 的名册里", m.as_of),
        Fact::Seal(s) => format!("封账 第{}期", s.issue),
        _ => kind.to_string(),
    }
}
