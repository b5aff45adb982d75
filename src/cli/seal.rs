//! `seal`: closes the day: checks, figures, report (乡镇一天一盘点, S1).

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::domain::acts::SealFacts;
use crate::locale::say;
use crate::{report, text};
use serde_json::json;
use std::io::{BufRead, IsTerminal};

#[derive(Debug, clap::Args)]
pub struct Seal {
    #[arg(long)]
    pub note: Option<String>,
}

/// From so many days on, sealing asks whether all of them are meant: a long weekend is no question.
const MANY_DAYS: i64 = 10;

/// Asks once more: a seal cannot be undone. Where nobody is there to be asked (a script), it goes on.
fn agreed() -> Result<(), Failure> {
    if !std::io::stdin().is_terminal() {
        return Ok(());
    }
    output::ask(say!("cli-seal-ask"));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if matches!(answer.trim(), "y" | "Y" | "是") { Ok(()) } else { Err(Failure::unusable(say!("cli-seal-not"))) }
}

pub fn run(session: &Session, args: Seal) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.sealing_day(&book)?;
    book.may_seal(day)?;
    let first = book.steering().last_sealed().and_then(|last| last.succ_opt()).filter(|first| *first < day);
    if let Some(first) = first {
        output::tell(say!("cli-seal-several", first = first, day = day));
    }
    let ahead = day > book.today();
    if ahead {
        output::tell(say!("cli-seal-ahead", day = day));
    }
    if ahead || first.is_some_and(|first| (day - first).num_days() >= MANY_DAYS) {
        agreed()?;
    }
    let officer = session.officer(&book)?;
    let seen = book.vector()?.0;
    let model = report::build(&mut book, day, &officer, true)?;
    let failing: Vec<_> = model.checks.iter().filter(|c| !c.ok).collect();
    for check in &failing {
        output::tell(say!(
            "cli-seal-check",
            id = check.id,
            text = check.text,
            left = check.left.to_string(),
            right = check.right.to_string()
        ));
        for row in check.rows.iter().take(10) {
            output::tell(format!("    {} {} {}", row.name, row.unit, row.text));
        }
    }
    if !failing.is_empty() && args.note.is_none() {
        agreed()?;
    }
    let (rendered, faults) = session.wording().render(&model)?;
    let unused = report::notices(&faults);
    let facts = SealFacts {
        issue: model.issue,
        seen,
        beyond: Vec::new(),
        report: rendered.json,
        txt: rendered.txt,
        md: rendered.md,
        note: args.note.map(|note| text::clean(&note).into_owned()),
    };
    let mut recorded = book.seal(day, &officer, facts)?;
    session.has_changed();
    recorded.notices.extend(unused);
    let hash = recorded.entries.last().map(|e| e.hash).unwrap_or_default();
    if session.json {
        let entries: Vec<_> = recorded
            .entries
            .iter()
            .map(|e| json!({"hash": e.hash.to_string(), "seq": e.seq, "kind": e.kind, "day": e.day, "nature": null}))
            .collect();
        output::json(&json!({
            "batch": recorded.batch, "entries": entries, "late": false, "notices": recorded.notices,
            "day": day, "issue": model.issue, "seal": hash.short(),
            "checks": model.checks.iter().map(|c| json!({"id": c.id, "ok": c.ok})).collect::<Vec<_>>(),
        }))?;
    } else {
        output::line(say!("cli-seal-done", day = day, issue = model.issue, hash = hash.short()))?;
        for notice in &recorded.notices {
            output::tell(say!("cli-notice", text = notice));
        }
    }
    Ok(if failing.is_empty() { Outcome::Done } else { Outcome::NeedsLook })
}
