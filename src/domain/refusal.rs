//! What `record` refuses, and what it says instead: contradictions that an officer can mend while typing. A merge
//! is never refused; what it brings against these rules shows as a 疑点.

use super::acts::Fact;
use super::campaign::Rules;
use super::keys::*;
use super::person::{Effect, Person};
use super::spell::main_on;
use super::standing::{birthday, doubt};
use crate::locale::say;
use chrono::{Days, NaiveDate};

/// How far ahead a start of work may lie.
const START_AHEAD_DAYS: u64 = 366;
/// 禁止使用童工规定 (国务院令第364号): nobody under 16 may be employed.
const WORKING_AGE: u32 = 16;

/// Refusals that need no subject: dates that can't be.
pub fn of_day(fact: &Fact, day: NaiveDate) -> Option<String> {
    match fact {
        Fact::Home(home) if home.on > day => {
            Some(format!("返乡日期 {} 在记录日 {day} 之后;到那天再记,或改 --on", home.on))
        }
        Fact::Loss(loss) if loss.end > day => {
            Some(format!("离岗日期 {} 在记录日 {day} 之后;到那天再记,或改 --end", loss.end))
        }
        Fact::Visit(visit) if visit.next.is_some_and(|next| next < day) => {
            Some(format!("下次回访日期早于记录日 {day};请改 --next"))
        }
        Fact::Return(work) | Fact::Placement(work) | Fact::Arrival(work) => {
            let limit = day.checked_add_days(Days::new(START_AHEAD_DAYS)).unwrap_or(day);
            work.start.filter(|start| *start > limit).map(|start| format!("到岗日期 {start} 在一年以后;请核对 --start"))
        }
        Fact::Person(facts) if facts.certificate.as_ref().is_some_and(|c| c.date > day) => {
            Some(format!("健康证明日期在记录日 {day} 之后;请核对"))
        }
        Fact::Roster(row) if row.as_of > day => {
            Some(format!("名册日期 {} 在记录日 {day} 之后;请核对 --as-of", row.as_of))
        }
        Fact::Campaign(c) if c.to < c.from => Some(format!("专项行动的结束日 {} 早于开始日 {}", c.to, c.from)),
        Fact::Target(t) if t.to < t.from => Some(format!("目标的截止日 {} 早于开始日 {}", t.to, t.from)),
        Fact::Target(t) if t.quantity < 0 => Some("目标数不能是负数".into()),
        _ => None,
    }
}

/// Refusals that the person's state gives. `before` is the person on the business day.
pub fn of_person(fact: &Fact, before: &Person, day: NaiveDate) -> Option<String> {
    let field_work = matches!(
        fact,
        Fact::Return(_)
            | Fact::Placement(_)
            | Fact::Loss(_)
            | Fact::Home(_)
            | Fact::Push(_)
            | Fact::PushResult(_)
            | Fact::Visit(_)
            | Fact::Wish(_)
    );
    if !field_work {
        return None;
    }
    if !before.known {
        return Some(format!("{day} 时名册里还没有这个人;先导入名册,或改 --day"));
    }
    let visits = matches!(fact, Fact::Visit(_) | Fact::Wish(_));
    match before.facts.status {
        Some(Status::Died) => return Some("此人已登记死亡;若登记有误,先撤销那一条".into()),
        Some(Status::Prison) if !visits => {
            return Some("此人正在服刑;若已刑满,先用 record person --status active 更正状态".into());
        }
        Some(Status::Army) if !visits => {
            return Some("此人正在服役;若已退役,先用 record person --status active 更正状态".into());
        }
        _ => {}
    }
    match fact {
        Fact::Return(work) | Fact::Placement(work) => {
            let start = work.start.unwrap_or(day);
            if before.facts.birth.is_some_and(|birth| start < birthday(birth, WORKING_AGE)) {
                return Some("此人到岗时未满十六周岁,依法不得务工(禁止使用童工规定)".into());
            }
            None
        }
        Fact::Loss(loss) => match main_on(&before.spells, loss.end).and_then(|n| before.spells.get(n)) {
            Some(_) => None,
            None => Some(match main_on(&before.spells, day).and_then(|n| before.spells.get(n)) {
                Some(spell) => format!(
                    "离岗日期 {} 早于到岗日期 {};请改 --end",
                    loss.end,
                    spell.start.map_or_else(|| "未知".into(), |s| s.to_string())
                ),
                None => "此人没有在岗记录,不能记失业;若要记求职意愿,用 record wish 或 record visit".into(),
            }),
        },
        _ => None,
    }
}

/// Refusals that show only in the state that would follow.
pub fn of_outcome(fact: &Fact, before: &Person, after: &Person, day: NaiveDate, rules: &Rules) -> Option<String> {
    let (Fact::Return(work) | Fact::Placement(work)) = fact else { return None };
    let start = work.start.unwrap_or(day).max(day);
    let fresh = after.standing(start, rules).doubts & !before.standing(start, rules).doubts;
    if fresh & doubt::WORKS_NEVERTHELESS != 0 {
        return Some(
            "此人在校,不能记全职务工;记兼职(--part-time),或先用 record person --status active 更正在校状态".into(),
        );
    }
    if fresh & doubt::PUBLIC_POST_OUTSIDE != 0 {
        return Some("公益性岗位与县外务工不能并存;先记离岗(record loss),再记新的".into());
    }
    if fresh & doubt::OVERLAP != 0 {
        let latest = before.spells.iter().filter(|s| s.covers(start)).filter_map(|s| s.start).max();
        return Some(format!(
            "与 {} 开始的全职务工重叠;到岗日期应在那之后,或记兼职(--part-time)",
            latest.map_or_else(|| "已有".into(), |s| s.to_string())
        ));
    }
    None
}

/// What the officer is told beside the record itself.
pub fn notices(fact: &Fact, before: &Person, effect: Effect) -> Vec<String> {
    let mut out = Vec::new();
    if effect.listed {
        out.push("此人不在应返岗名单,已补列入并记为返岗".to_string());
    }
    if effect.continued {
        out.push("同一单位继续在岗,不重复计为新的到岗".to_string());
    }
    if matches!(fact, Fact::Home(home) if !home.stay) && before.awaited() {
        out.push("此人已在应返岗名单上".to_string());
    }
    if matches!(fact, Fact::Home(_)) && before.spells.iter().all(|s| s.end.is_some()) {
        out.push("此人没有在岗记录;若从未外出务工,不应记返乡".to_string());
    }
    match fact {
        Fact::PushResult(push) => {
            out.push(say!("jobs-result-noted"));
            out.extend((push.result == PushResult::Went).then(|| say!("jobs-went-next")));
        }
        Fact::Push(push) if push.result == Some(PushResult::Went) => out.push(say!("jobs-went-next")),
        _ => {}
    }
    if let Fact::Visit(visit) = fact {
        let next = match visit.outcome {
            Outcome::LostJob => Some("失业请接着记 record loss"),
            Outcome::CameHome => Some("返乡请接着记 record home"),
            Outcome::Working => Some("已外出务工请接着记 record return 或 record placement"),
            Outcome::Unwilling => Some("暂无意愿请接着记 record wish --wish none(有签字加 --signed)"),
            _ => None,
        };
        out.extend(next.map(str::to_string));
    }
    if let Some(nature) = effect.nature {
        let form = match fact {
            Fact::Return(_) => Some(Nature::Return),
            Fact::Placement(_) => Some(Nature::Placement),
            _ => None,
        };
        if form.is_some_and(|form| form != nature) {
            out.push(format!("按口径计为{}", nature.zh()));
        }
    }
    out
}
