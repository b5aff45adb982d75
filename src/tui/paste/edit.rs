//! What a line of the list says, or all of them, put right in a form.

use super::{Paste, Word};
use crate::desk::pasted::{Common, act_of};
use crate::domain::keys::{LossReason, Outcome, VisitBy};
use crate::locale::say;
use crate::roster::pasted::{Hint, ListAct};
use crate::text;
use crate::tui::command::Command;
use crate::tui::forms::{Filled, Form, Item, Kind, Suggester};
use crate::tui::shared::{Request, Shared};
use std::sync::Arc;

/// So many employers and places are offered.
const OFFERED: usize = 5;

/// What can be put right, of one or of all.
#[derive(Default)]
struct Said {
    employer: Option<String>,
    place: Option<String>,
    wage: Option<u32>,
    day: Option<chrono::NaiveDate>,
    outcome: Option<Outcome>,
    by: Option<VisitBy>,
    reason: Option<LossReason>,
    stay: bool,
    remark: Option<String>,
}

fn employers() -> Suggester {
    Arc::new(|desk, typed| {
        let day = desk.recording_day()?;
        let hints = desk.book.suggest_work(typed, None, day, OFFERED)?;
        Ok(hints.into_iter().filter_map(|hint| hint.work.employer).map(String::from).collect())
    })
}

fn places() -> Suggester {
    Arc::new(|desk, typed| Ok(desk.book.suggest_places(typed, OFFERED)?.into_iter().map(|hint| hint.place).collect()))
}

fn choice<T: Copy + PartialEq>(all: &[T], name: fn(T) -> String, now: Option<T>) -> (Kind, Option<usize>) {
    let chosen = now.and_then(|now| all.iter().position(|word| *word == now));
    (Kind::Choice(all.iter().map(|word| name(*word)).collect()), chosen)
}

fn items(act: ListAct, said: &Said) -> Vec<Item> {
    let day = said.day.map(|day| day.to_string()).unwrap_or_default();
    let wage = said.wage.map(|wage| wage.to_string()).unwrap_or_default();
    let day = Item::new("day", say!("paste-field-day"), Kind::Date).with(&day);
    let employer = Item::new("employer", say!("paste-field-employer"), Kind::Suggested(employers()))
        .with(said.employer.as_deref().unwrap_or(""));
    let place = Item::new("place", say!("paste-field-place"), Kind::Suggested(places()))
        .with(said.place.as_deref().unwrap_or(""));
    let wage = Item::new("wage", say!("paste-field-wage"), Kind::Number).with(&wage);
    match act {
        ListAct::Return | ListAct::Placement => vec![employer, place, wage, day],
        ListAct::Bus => vec![employer, wage],
        ListAct::Visit => {
            let (outcomes, outcome) = choice(Outcome::ALL, Outcome::name, said.outcome);
            let (ways, by) = choice(VisitBy::ALL, VisitBy::name, said.by);
            let remark = Item::new("remark", say!("paste-field-remark"), Kind::Text);
            vec![
                Item::new("outcome", say!("paste-field-outcome"), outcomes).at(outcome),
                Item::new("by", say!("paste-field-by"), ways).at(by),
                remark.with(said.remark.as_deref().unwrap_or("")),
            ]
        }
        ListAct::Loss => {
            let (reasons, reason) = choice(LossReason::ALL, LossReason::name, said.reason);
            vec![Item::new("reason", say!("paste-field-reason"), reasons).at(reason), day]
        }
        ListAct::Home => {
            let stay = Item::new("stay", say!("paste-field-stay"), Kind::Toggle).at(Some(usize::from(said.stay)));
            vec![day, stay]
        }
    }
}

fn filled(filled: &Filled<'_>) -> Said {
    fn one<T: Copy>(all: &[T], chosen: Option<usize>) -> Option<T> {
        all.get(chosen?).copied()
    }
    Said {
        employer: filled.text("employer"),
        place: filled.text("place"),
        wage: filled.number("wage"),
        day: filled.date("day"),
        outcome: one(Outcome::ALL, filled.chosen("outcome")),
        by: one(VisitBy::ALL, filled.chosen("by")),
        reason: one(LossReason::ALL, filled.chosen("reason")),
        stay: filled.is_on("stay"),
        remark: filled.text("remark"),
    }
}

impl Paste {
    pub(super) fn edit_line(&mut self, cx: &mut Shared) {
        let at = self.cursor.at;
        let (Some(common), Some(line)) = (&self.common, self.lines.get(at)) else { return };
        let Some(hint) = line.hint().cloned() else { return };
        let Hint { employer, place, wage, day, outcome, by, reason, stay, remark, .. } = hint.clone();
        let said = Said { employer, place, wage, day, outcome, by, reason, stay, remark };
        let mail = self.mail.clone();
        let title = text::clean(&line.text).into_owned();
        let form = Form::new(title, items(act_of(&hint, common), &said), move |form, _| {
            let Said { employer, place, wage, day, outcome, by, reason, stay, remark } = filled(form);
            let hint = Hint { employer, place, wage, day, outcome, by, reason, stay, remark, ..hint.clone() };
            mail.put(Word::Line(at, Box::new(hint)));
            Ok(Box::new(|_| Ok(say!("paste-changed"))))
        });
        cx.open(form.then(|cx| cx.request(Request::Run(Command::PasteList))));
    }

    pub(super) fn edit_common(&mut self, cx: &mut Shared) {
        let Some(common) = self.common.clone() else { return };
        let said = Said {
            employer: common.employer.clone(),
            place: common.place.clone(),
            wage: common.wage,
            day: common.day,
            outcome: Some(common.outcome),
            by: Some(common.by),
            reason: Some(common.reason),
            ..Said::default()
        };
        let mut items = items(common.act, &said);
        // What holds for each alone has no place here.
        items.retain(|item| !matches!(item.key, "remark" | "stay"));
        let mail = self.mail.clone();
        let form = Form::new(say!("paste-for-all"), items, move |form, _| {
            let Said { employer, place, wage, day, outcome, by, reason, .. } = filled(form);
            let common = Common {
                employer,
                place,
                wage,
                day,
                outcome: outcome.unwrap_or(common.outcome),
                by: by.unwrap_or(common.by),
                reason: reason.unwrap_or(common.reason),
                ..common.clone()
            };
            mail.put(Word::Common(Box::new(common)));
            Ok(Box::new(|_| Ok(say!("paste-changed"))))
        });
        cx.open(form.then(|cx| cx.request(Request::Run(Command::PasteList))));
    }
}
