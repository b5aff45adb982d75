//! What becomes of the lines of a pasted list: an entry each, from what the line, the list and the person's last work
//! say together; looked at first, then recorded as one batch.

use super::{Common, Judged, Known, Line, OpenTrip, known};
use crate::book::{Draft, Recorded};
use crate::desk::acts::{Beginning, Drafts, Form, Home, Loss, Visit};
use crate::desk::error::{Error, Result};
use crate::desk::{Desk, trips, words};
use crate::domain::acts::{Fact, PassengerFacts, TripPlan};
use crate::domain::facts::WorkFacts;
use crate::domain::subject::SubjectId;
use crate::locale::{self, Lang, say};
use crate::roster::pasted::{Hint, ListAct};
use crate::text;
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

/// What becomes of a line.
enum Entry {
    Work(Beginning),
    Visit(Visit),
    Loss(Loss),
    Home(Home),
    Bus(SubjectId, PassengerFacts),
}

/// A line to be recorded: its number in the list, what it says in words, and its entry or what is missing.
struct Planned {
    at: usize,
    person: SubjectId,
    words: String,
    entry: std::result::Result<Entry, String>,
}

/// What the line reports: its own act counts where the list's is a report of work.
pub fn act_of(hint: &Hint, common: &Common) -> ListAct {
    match (common.act, hint.act) {
        (ListAct::Visit | ListAct::Bus, _) | (_, None) => common.act,
        // 返岗 and 上岗 are one report; which it is, the book derives.
        (ListAct::Return | ListAct::Placement, Some(ListAct::Return | ListAct::Placement | ListAct::Bus)) => common.act,
        (_, Some(ListAct::Bus | ListAct::Visit)) => common.act,
        (_, Some(own)) => own,
    }
}

/// Work as a line, the list and the person's last work say it together.
fn work(hint: &Hint, common: &Common, last: Option<&WorkFacts>, known: &Known<'_>) -> WorkFacts {
    let typed = hint.employer.as_deref().or(common.employer.as_deref()).filter(|_| {
        // A place of its own is not that of the list's employer.
        hint.employer.is_some() || hint.place.is_none()
    });
    let place = hint.place.clone().or_else(|| common.place.clone().filter(|_| hint.employer.is_none()));
    let own = last.filter(|last| match (typed, last.employer.as_deref()) {
        (Some(typed), Some(own)) => text::fold_name(own).contains(&text::fold_name(typed)),
        (None, Some(_)) => place.as_ref().is_none_or(|place| {
            last.place.as_deref().is_some_and(|own| own.contains(place.as_str()) || place.contains(own))
        }),
        _ => false,
    });
    let usual = || typed.and_then(|typed| known.employer(typed)).map(|hint| &hint.work);
    let base = own.or_else(usual);
    WorkFacts {
        employer: base.and_then(|work| work.employer.clone()).or(typed.map(Into::into)),
        place: place
            .map(Into::into)
            .or_else(|| base.and_then(|work| work.place.clone()))
            .or_else(|| common.place.as_deref().map(Into::into)),
        occupation: hint
            .occupation
            .as_deref()
            .map(Into::into)
            .or_else(|| base.and_then(|work| work.occupation.clone())),
        channel: base.and_then(|work| work.channel),
        // What others earn there says nothing of this one.
        wage: hint.wage.or(common.wage).or_else(|| own.and_then(|work| work.wage)),
        ..WorkFacts::default()
    }
}

/// Plans the lines that are `on`, or all that name somebody.
fn plan(desk: &Desk, lines: &[Line], common: &Common, only_on: bool) -> Result<Vec<Planned>> {
    let known = known(desk, FxHashSet::default())?;
    let wanted = || {
        let wanted = lines.iter().enumerate().filter(move |(_, line)| line.on || !only_on);
        wanted.filter_map(|(at, line)| Some((at, line.hint()?, line.person.as_ref()?)))
    };
    let ids: Vec<SubjectId> = wanted().map(|(_, _, person)| person.id).collect();
    let last: FxHashMap<SubjectId, WorkFacts> = ids
        .iter()
        .zip(desk.book.people_on(&ids, NaiveDate::MAX)?)
        .filter_map(|(id, person)| {
            let spells = person.spells.into_iter().enumerate().filter(|(_, spell)| !spell.is_empty());
            Some((*id, spells.max_by_key(|(n, spell)| (spell.start, *n))?.1.work))
        })
        .collect();
    let current = if common.act == ListAct::Bus { desk.book.current_trips()? } else { Vec::new() };
    let planned = wanted().map(|(at, hint, hit)| {
        let person = hit.id;
        let day = hint.day.or(common.day);
        let act = act_of(hint, common);
        let (words, entry) = match act {
            ListAct::Return | ListAct::Placement => {
                let form = if act == ListAct::Return { Form::Return } else { Form::Placement };
                let own = last.get(&person).filter(|_| form == Form::Return || hint.employer.is_some());
                let work = work(hint, common, own, &known);
                let words = work_words(&work);
                let entry = match (work.employer, work.place) {
                    (None, _) => Err(say!("paste-no-employer")),
                    (_, None) => Err(say!("paste-no-place")),
                    (Some(employer), Some(place)) => Ok(Entry::Work(Beginning {
                        form,
                        people: vec![person],
                        place: place.into(),
                        employer: employer.into(),
                        start: day,
                        wage: work.wage,
                        occupation: work.occupation.map(String::from),
                        channel: work.channel,
                        ..Beginning::default()
                    })),
                };
                (words, entry)
            }
            ListAct::Visit => {
                let outcome = hint.outcome.unwrap_or(common.outcome);
                let by = hint.by.unwrap_or(common.by);
                let note = hint.remark.clone().or_else(|| hint.employer.clone());
                let words = [by.name(), outcome.name(), note.clone().unwrap_or_default()].join(" ");
                let visit = Visit { subject: person, by, outcome, need: None, next: None, note };
                (words, Ok(Entry::Visit(visit)))
            }
            ListAct::Loss => {
                let reason = hint.reason.unwrap_or(common.reason);
                let loss = Loss { person, reason, end: day, came_home: false };
                (reason.name(), Ok(Entry::Loss(loss)))
            }
            ListAct::Home => {
                let words = if hint.stay { say!("paste-stays") } else { String::new() };
                (words, Ok(Entry::Home(Home { person, on: day, stay: hint.stay })))
            }
            ListAct::Bus => {
                let employer = hint.employer.as_deref().or(common.employer.as_deref());
                let employer = employer.map(|typed| {
                    known.employer(typed).and_then(|hint| hint.work.employer.clone()).unwrap_or(typed.into())
                });
                let words = employer.clone().map_or_else(String::new, String::from);
                let entry = match common.trip {
                    None => Err(say!("paste-no-trip")),
                    Some(trip) => match trips::elsewhere(&current, trip, person) {
                        Some(number) => Err(say!("cli-trip-elsewhere", person = hit.name.as_str(), trip = number)),
                        None => Ok(Entry::Bus(
                            trip,
                            PassengerFacts {
                                employer,
                                occupation: hint.occupation.clone().map(Into::into),
                                wage: hint.wage.or(common.wage),
                                ..PassengerFacts::default()
                            },
                        )),
                    },
                };
                (words, entry)
            }
        };
        let words = match day {
            Some(day) if day != known.day => format!("{words} {}", locale::month_day(Lang::current(), day)),
            _ => words,
        };
        Planned { at, person, words: words.trim().to_string(), entry }
    });
    Ok(planned.collect())
}

/// 海天塑机 5,200 宁波: where there is little room the place is cut first.
fn work_words(work: &WorkFacts) -> String {
    let wage = work.wage.map(|wage| text::group(i64::from(wage)));
    let place = work.place.as_deref().map(words::place);
    let words: Vec<String> = [work.employer.clone().map(String::from), wage, place].into_iter().flatten().collect();
    words.join(" ")
}

/// The drafts of planned lines, each with its line; those that say too little are left out. Lines of the same work are
/// drafted together.
fn drafts(desk: &Desk, planned: &[Planned]) -> Result<Vec<(usize, Draft)>> {
    let mut out: Vec<(usize, Draft)> = Vec::with_capacity(planned.len());
    let mut begun: Vec<usize> = Vec::new();
    let mut together: Option<Beginning> = None;
    let flush = |together: &mut Option<Beginning>, begun: &mut Vec<usize>, out: &mut Vec<(usize, Draft)>| {
        if let Some(beginning) = together.take() {
            out.extend(begun.drain(..).zip(beginning.drafts(desk)?.drafts));
        }
        Ok::<(), Error>(())
    };
    for Planned { at, person, entry, .. } in planned {
        let Ok(entry) = entry else { continue };
        if let Entry::Work(work) = entry {
            match &mut together {
                Some(open) if same_work(open, work) => open.people.extend(&work.people),
                _ => {
                    flush(&mut together, &mut begun, &mut out)?;
                    together = Some(work.clone());
                }
            }
            begun.push(*at);
            continue;
        }
        flush(&mut together, &mut begun, &mut out)?;
        let drafts: Drafts = match entry {
            Entry::Visit(visit) => visit.clone().drafts(desk)?,
            Entry::Loss(loss) => loss.clone().drafts(desk)?,
            Entry::Home(home) => home.clone().drafts(desk)?,
            Entry::Bus(trip, facts) => desk.draft(vec![*trip, *person], Fact::TripAdd(facts.clone()))?.into(),
            Entry::Work(_) => Drafts::default(),
        };
        out.extend(drafts.drafts.into_iter().map(|draft| (*at, draft)));
    }
    flush(&mut together, &mut begun, &mut out)?;
    Ok(out)
}

fn same_work(one: &Beginning, other: &Beginning) -> bool {
    let alone = |work: &Beginning| Beginning { people: Vec::new(), ..work.clone() };
    alone(one) == alone(other)
}

/// What recording would say of each line that names somebody; nothing is written.
pub fn judge(desk: &Desk, lines: &[Line], common: &Common) -> Result<Vec<Judged>> {
    let planned = plan(desk, lines, common, false)?;
    let mut out = vec![Judged::default(); lines.len()];
    for Planned { at, words, entry, .. } in &planned {
        if let Some(judged) = out.get_mut(*at) {
            judged.words.clone_from(words);
            judged.refusal = entry.as_ref().err().cloned();
            judged.lacks = entry.is_err();
        }
    }
    // Somebody who stands there twice is judged once: the second is not recorded.
    let first = |at: usize| lines.get(at).is_some_and(|line| line.twice.is_none());
    let drafted: Vec<(usize, Draft)> = drafts(desk, &planned)?.into_iter().filter(|(at, _)| first(*at)).collect();
    let only: Vec<Draft> = drafted.iter().map(|(_, draft)| draft.clone()).collect();
    for ((at, _), judged) in drafted.iter().zip(desk.preview(&only)?) {
        if let Some(out) = out.get_mut(*at) {
            (out.nature, out.notices, out.refusal) = (judged.nature, judged.notices, judged.refusal);
        }
    }
    Ok(out)
}

/// Records all lines that are on, as one batch: all of them, or none.
pub fn record(desk: &mut Desk, lines: &[Line], common: &Common) -> Result<Recorded> {
    let planned = plan(desk, lines, common, true)?;
    if let Some((at, why)) = planned.iter().find_map(|p| Some((p.at, p.entry.as_ref().err()?))) {
        let line = lines.get(at).map_or(0, |line| line.line);
        return Err(Error::refused(say!("paste-line-wrong", line = line, why = why)));
    }
    let drafts: Vec<Draft> = drafts(desk, &planned)?.into_iter().map(|(_, draft)| draft).collect();
    if drafts.is_empty() {
        return Err(Error::refused(say!("paste-nothing")));
    }
    desk.record(drafts)
}

/// The trips that people can still be put on, the next to leave first.
pub fn open_trips(desk: &Desk) -> Result<Vec<OpenTrip>> {
    let mut open: Vec<_> = desk
        .book
        .waiting_trips()?
        .into_iter()
        .filter_map(|(id, trip)| Some((id, trip.plan.clone()?, trip.passengers.len())))
        .collect();
    open.sort_by_key(|(_, plan, _)| plan.departs);
    let told = |(id, plan, aboard): (SubjectId, TripPlan, usize)| OpenTrip {
        id,
        words: say!(
            "paste-trip",
            number = plan.number.as_str(),
            to = plan.to.as_str(),
            departs = plan.departs.format("%m-%d %H:%M").to_string(),
            listed = aboard,
            seats = plan.seats
        ),
    };
    Ok(open.into_iter().map(told).collect())
}
