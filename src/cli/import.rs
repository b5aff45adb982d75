//! `import`: files that arrive. Either all of a file is taken, but for the rows rejected, or nothing is changed.

use super::args::{Import, ImportRoster};
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::{Gazetteer, ImportPlan, Imported, RosterLine, VillageNamed};
use crate::domain::acts::{Fact, UnitFacts};
use crate::domain::keys::{Level, PlaceClass};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::plan::Calendar;
use crate::roster::{self, RosterRow, Severity, VillageMatch};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};
use std::io::IsTerminal;
use std::path::Path;

pub fn run(session: &Session, args: Import) -> Result<Outcome, Failure> {
    match args {
        Import::Roster(args) => import_roster(session, args),
        Import::Regions { file } => import_regions(session, &file),
        Import::Calendar { file } => import_calendar(session, &file),
    }
}

impl roster::Villages for Gazetteer {
    fn resolve(&self, township: Option<&str>, village: &str) -> VillageMatch {
        match self.village(township, village) {
            VillageNamed::Known(code) => VillageMatch::Known(code),
            VillageNamed::WrongTownship => VillageMatch::WrongTownship,
            VillageNamed::Unknown => VillageMatch::Unknown,
            VillageNamed::NoTree => VillageMatch::NoTree,
        }
    }
}

impl roster::Places for Gazetteer {
    fn locate(&self, text: &str) -> (Option<RegionCode>, PlaceClass) {
        let place = Gazetteer::locate(self, text);
        (place.code, place.class)
    }
}

fn line_of(row: RosterRow) -> RosterLine {
    RosterLine {
        id_no: row.id.as_str().to_string(),
        household_no: row.household_no,
        facts: Box::new(row.facts),
        village: row.village_name,
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

fn import_roster(session: &Session, args: ImportRoster) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.recording_day(&book)?;
    let officer = session.officer(&book)?;
    let places = book.gazetteer();
    let columns_map = match &args.columns {
        Some(path) => Some(
            std::fs::read_to_string(path)
                .map_err(|e| Failure::unusable(say!("cli-import-no-columns", file = path, error = e)))?,
        ),
        None => None,
    };
    let options = roster::Options {
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
        eprintln!("{}", say!("cli-import-provisional", name = name, code = code.to_string()));
    }
    if imported.missing > 0 {
        eprintln!("{}", say!("cli-import-missing", count = imported.missing));
    }
    let header = |key: &'static str| {
        summary.columns.iter().find(|(k, _)| k == key).map_or(key.to_string(), |(_, header)| header.clone())
    };
    for finding in summary.findings.iter().filter(|f| f.severity != Severity::Notice).take(20) {
        eprintln!(
            "{}",
            say!(
                "cli-import-finding",
                row = finding.row,
                column = header(finding.column),
                value = finding.value,
                message = finding.message
            )
        );
    }
    if !summary.columns.iter().any(|(key, _)| key == "capacity") {
        eprintln!("{}", say!("cli-import-no-capacity"));
    }
    let more = summary.findings.iter().filter(|f| f.severity != Severity::Notice).count().saturating_sub(20);
    if more > 0 {
        eprintln!("{}", say!("cli-import-more", count = more));
    }
    Ok(())
}

fn import_regions(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text = std::fs::read(file).map_err(|e| Failure::unusable(say!("cli-cannot-open", file = file, error = e)))?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text));
    let wrong =
        |row: usize, what: String| Failure::unusable(say!("cli-import-file-row", file = file, row = row, what = what));
    let headers = reader.headers().map_err(|_| wrong(1, say!("cli-regions-no-header")))?.clone();
    let column = |name: &str| headers.iter().position(|h| h.trim() == name);
    let (Some(code), Some(name), Some(level)) = (column("code"), column("name"), column("level")) else {
        return Err(wrong(1, say!("cli-regions-header")));
    };
    let home = book.unit();
    let county = home.at(Level::County);
    let mut units = Vec::new();
    let mut rows = 0u64;
    for (n, record) in reader.records().enumerate() {
        let row = n + 2;
        let record = record.map_err(|_| wrong(row, say!("cli-regions-unreadable")))?;
        let cell = |at: usize| record.get(at).unwrap_or("").trim();
        let Some(unit) = RegionCode::parse(cell(code)) else {
            return Err(wrong(row, say!("cli-regions-no-code", text = cell(code))));
        };
        let level = match cell(level) {
            "city" => Some(Level::Prefecture),
            other => Level::from_key(other),
        };
        if level.is_some_and(|level| level != unit.level()) || level.is_none() {
            return Err(wrong(
                row,
                say!(
                    "cli-regions-level",
                    level = cell(headers.iter().position(|h| h.trim() == "level").unwrap_or(0)),
                    code = unit.to_string()
                ),
            ));
        }
        if cell(name).is_empty() {
            return Err(wrong(row, say!("cli-regions-no-name")));
        }
        rows += 1;
        // The county's own tree, and what stands above it; other counties are of no use to a township.
        if county.contains(unit) || unit.contains(home) || home.contains(unit) {
            units.push((unit, UnitFacts { name: cell(name).to_string(), level: unit.level(), local: false }));
        }
    }
    let day = session.recording_day(&book)?;
    let officer = session.officer(&book)?;
    let taken = units.len();
    let recorded = book.import_units(units, day, &officer)?;
    let added = recorded.as_ref().map_or(0, |r| r.entries.len());
    if session.json {
        output::json(&json!({
            "file": file, "rows": rows, "taken": taken, "new": added,
            "batch": recorded.map(|r| r.batch), "villages": book.steering().villages().count(),
        }))?;
    } else {
        output::line(say!(
            "cli-regions-done",
            rows = rows,
            taken = taken,
            new = added,
            villages = book.steering().villages().count()
        ))?;
    }
    Ok(Outcome::Done)
}

fn import_calendar(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text = std::fs::read_to_string(file)
        .map_err(|e| Failure::unusable(say!("cli-cannot-open", file = file, error = e)))?;
    let summary = Calendar::shipped()
        .add_notice(&text)
        .map_err(|e| Failure::unusable(say!("cli-file-error", file = file, error = e.to_string())))?;
    let draft = crate::book::Draft {
        unit: Some(book.unit()),
        ..session.draft(&book, vec![SubjectId::unit(book.unit())], Fact::Calendar(serde_json::from_str(&text)?))?
    };
    book.record(draft)?;
    if session.json {
        output::json(&summary)?;
    } else {
        output::line(say!(
            "cli-calendar-done",
            year = summary.year.to_string(),
            off = summary.days_off,
            worked = summary.days_worked
        ))?;
    }
    Ok(Outcome::Done)
}
