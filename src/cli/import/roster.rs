//! `import roster`: whoever lives here, and how things stand with them on the roster's date.

use super::form::document;
use crate::cli::args::ImportRoster;
use crate::cli::bar;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::import::roster::{self, Roster, Taken};
use crate::locale::say;
use crate::roster::Severity;
use serde_json::json;

pub fn run(session: &Session, args: ImportRoster) -> Result<Outcome, Failure> {
    let asked = Roster {
        file: args.file.clone(),
        as_of: args.as_of,
        sheet: args.sheet.clone(),
        columns: args.columns.clone(),
        dry_run: args.dry_run,
        overwrite_empty: args.overwrite_empty,
        rejects: args.rejects.clone(),
    };
    let mut desk = session.desk()?;
    let (progress, bar) = bar::shown(say!("cli-import-roster"));
    let taken = roster::import(&mut desk, &asked, &progress)?;
    bar.finish_and_clear();
    if !args.dry_run {
        session.has_changed();
    }
    if let Some(why) = &taken.unsent {
        return Err(Failure::unusable(why));
    }
    tell(session, &args, &taken)?;
    Ok(if taken.needs_look() { Outcome::NeedsLook } else { Outcome::Done })
}

fn tell(session: &Session, args: &ImportRoster, taken: &Taken) -> Result<(), Failure> {
    let Taken { summary, imported, .. } = taken;
    if session.json {
        let became = json!({
            "rows": summary.rows, "new": imported.new,
            "updated": imported.updated, "unchanged": imported.unchanged, "rejected": summary.rejected,
            "findings": summary.findings, "as_of": summary.as_of, "batch": imported.batch,
            "missing": imported.missing, "dry_run": args.dry_run,
            "villages": imported.villages.iter().map(|(code, name)| json!({"code": code, "name": name})).collect::<Vec<_>>(),
        });
        return output::json(&document(&args.file, &summary.source, [became]));
    }
    let tried = if args.dry_run { say!("cli-import-tried") } else { String::new() };
    output::line(say!(
        "cli-import-done",
        file = args.file,
        rows = summary.rows,
        new = imported.new,
        updated = imported.updated,
        unchanged = imported.unchanged,
        rejected = summary.rejected,
        tried = tried
    ))?;
    if !imported.batch.is_empty() && !args.dry_run {
        output::line(say!("cli-import-batch", batch = imported.batch))?;
    }
    taken.notes().into_iter().for_each(output::tell);
    for finding in summary.findings.iter().filter(|f| f.severity != Severity::Notice).take(20) {
        output::tell(finding.line(&summary.source.title(finding.column)));
    }
    if let Some(told) = taken.without_capacity() {
        output::tell(told);
    }
    let more = summary.findings.iter().filter(|f| f.severity != Severity::Notice).count().saturating_sub(20);
    if more > 0 {
        output::tell(say!("cli-import-more", count = more));
    }
    Ok(())
}
