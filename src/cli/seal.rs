//! `seal`: closes the day: checks, figures, report (乡镇一天一盘点, S1).

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Rotated;
use crate::desk::{Desk, Progress, backups};
use crate::locale::say;
use serde_json::json;
use std::io::{BufRead, IsTerminal};

/// From so many bytes on, copying and checking a book takes more than a moment.
const LARGE: u64 = 200_000_000;

#[derive(Debug, clap::Args)]
pub struct Seal {
    #[arg(long)]
    pub note: Option<String>,
}

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

/// The backup after a seal: that there is one, or why there is none. The day is sealed either way.
fn backed_up(session: &Session, desk: &mut Desk) -> Option<Rotated> {
    let large = std::fs::metadata(desk.book.path()).is_ok_and(|file| file.len() > LARGE);
    if large && session.settings.backup_folder().is_some() {
        output::tell(say!("cli-seal-backing-up"));
    }
    match desk.back_up(&session.settings, &Progress::default()) {
        Ok(made) => {
            made.iter().for_each(|made| output::tell(backups::told(made)));
            made
        }
        Err(why) => {
            output::tell(say!("cli-notice", text = why.to_string()));
            None
        }
    }
}

pub fn run(session: &Session, args: Seal) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let prospect = desk.prepare_seal()?;
    let day = prospect.day;
    if let Some(first) = prospect.several {
        output::tell(say!("cli-seal-several", first = first, day = day));
    }
    if prospect.ahead {
        output::tell(say!("cli-seal-ahead", day = day));
    }
    if prospect.is_unusual() {
        agreed()?;
    }
    let failing = prospect.failing();
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
    let sealed = desk.seal(&prospect, args.note.as_deref())?;
    session.has_changed();
    let recorded = &sealed.recorded;
    if !session.json {
        output::line(say!("cli-seal-done", day = day, issue = sealed.issue, hash = sealed.hash.short()))?;
        for notice in &recorded.notices {
            output::tell(say!("cli-notice", text = notice));
        }
    }
    let backup = backed_up(session, &mut desk);
    if session.json {
        let entries: Vec<_> = recorded
            .entries
            .iter()
            .map(|e| json!({"hash": e.hash.to_string(), "seq": e.seq, "kind": e.kind, "day": e.day, "nature": null}))
            .collect();
        output::json(&json!({
            "batch": recorded.batch, "entries": entries, "late": false, "notices": recorded.notices,
            "day": day, "issue": sealed.issue, "seal": sealed.hash.short(),
            "checks": prospect.model.checks.iter().map(|c| json!({"id": c.id, "ok": c.ok})).collect::<Vec<_>>(),
            "backup": backup.map(|made| json!({"file": made.file, "entries": made.entries, "bytes": made.bytes})),
        }))?;
    }
    Ok(if failing.is_empty() { Outcome::Done } else { Outcome::NeedsLook })
}
