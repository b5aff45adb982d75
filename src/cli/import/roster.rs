//! `import roster`: whoever lives here, and how things stand with them on the roster's date.

use super::columns_map;
use crate::book::{ImportPlan, Imported, RosterLine};
use crate::cli::args::ImportRoster;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::locale::say;
use crate::roster::columns::Field;
use crate::roster::{self, RosterRow, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};
use std::io::IsTerminal;

fn line_of(row: RosterRow) -> RosterLine {
    RosterLine {
        id_no: row.id.as_str().to_string(),
        household_no: row.household_no,
        facts: Box::new(row.facts),
        village: row.village_name,
        household_village: row.household_village,
    }
}

fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(100);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {percent}%") {
        bar.set_style(style);
    }
    bar.set_message(say!("cli-import-roster"));
    bar
}

pub fn run(session: &Session, args: ImportRoster) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.recording_day(&book)?;
    let officer = session.officer(&book)?;
    let places = book.gazetteer();
    let columns_map = columns_map(args.columns.as_deref())?;
    // Rows that come back unmended do not take the place of those who were kept.
    let mut taken = FxHashMap::default();
    for id in roster::rejects::duplicates(&args.file, args.sheet.as_deref(), columns_map.as_deref())? {
        if let [known] = book.find(id.as_str(), 2, day)?.as_slice() {
            taken.insert(id.as_str().to_owned(), known.name.clone());
        }
    }
    let options = roster::Options {
        taken,
        sheet: args.sheet.clone(),
        columns_map,
        as_of: args.as_of,
        today: day,
        overwrite_empty: args.overwrite_empty,
    };
    // A row of a roster takes some 200 bytes: enough to know whether the file outweighs the book.
    let rows = std::fs::metadata(&args.file).map_or(0, |m| m.len() / 200) as usize;
    let bar = progress_bar();
    let plan = ImportPlan { day, officer: &officer, rows, dry_run: args.dry_run };
    let (summary, imported) = book.import(plan, |sink| {
        let summary = roster::read(
            &args.file,
            &options,
            &places,
            &places,
            &mut |done, total| bar.set_position(done.saturating_mul(100).checked_div(total).unwrap_or(100)),
            &mut |row| sink(line_of(row)),
        )?;
        if summary.as_of > day {
            return Err(Failure::unusable(say!("cli-import-as-of-ahead", as_of = summary.as_of, day = day)));
        }
        Ok::<_, Failure>(summary)
    })?;
    bar.finish_and_clear();
    if !args.dry_run {
        session.has_changed();
    }
    if let Some(path) = &args.rejects
        && !summary.rejects.is_empty()
    {
        roster::rejects::write(path, summary.as_of, &summary.header, &summary.rejects)
            .map_err(|e| Failure::unusable(e.to_string()))?;
    }
    tell(session, &args, &summary, &imported)?;
    let look = summary.findings.iter().any(|f| f.severity != Severity::Notice);
    Ok(if look { Outcome::NeedsLook } else { Outcome::Done })
}

fn tell(session: &Session, args: &ImportRoster, summary: &roster::Summary, imported: &Imported) -> Result<(), Failure> {
    if session.json {
        let columns: Map<String, Value> =
            summary.columns.iter().map(|(key, header)| (key.clone(), header.clone().into())).collect();
        return output::json(&json!({
            "file": args.file, "format": summary.format, "encoding": summary.encoding, "sheet": summary.sheet,
            "header_row": summary.header_row, "columns": columns, "rows": summary.rows, "new": imported.new,
            "updated": imported.updated, "unchanged": imported.unchanged, "rejected": summary.rejected,
            "findings": summary.findings, "as_of": summary.as_of, "batch": imported.batch,
            "missing": imported.missing, "dry_run": args.dry_run,
            "villages": imported.villages.iter().map(|(code, name)| json!({"code": code, "name": name})).collect::<Vec<_>>(),
        }));
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
    for (code, name) in &imported.villages {
        output::tell(say!("cli-import-provisional", name = name, code = code.to_string()));
    }
    if imported.missing > 0 {
        output::tell(say!("cli-import-missing", count = imported.missing));
    }
    let header = |key: &'static str| {
        summary
            .columns
            .iter()
            .find(|(k, _)| k == key)
            .map_or_else(|| Field::from_key(key).map_or(key.to_string(), Field::name), |(_, header)| header.clone())
    };
    for finding in summary.findings.iter().filter(|f| f.severity != Severity::Notice).take(20) {
        output::tell(super::form::line(finding, &header(finding.column)));
    }
    if !summary.columns.iter().any(|(key, _)| key == "capacity") {
        output::tell(say!("cli-import-no-capacity"));
    }
    let more = summary.findings.iter().filter(|f| f.severity != Severity::Notice).count().saturating_sub(20);
    if more > 0 {
        output::tell(say!("cli-import-more", count = more));
    }
    Ok(())
}
