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

    fn trip(&self, number: &str) -> SubjectId {
        Gazetteer::trip(self, number)
    }
}

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
    bar.set_message("导入名册");
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
                .map_err(|e| Failure::unusable(format!("打不开列名对照表 {}:{e}", path.display())))?,
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
            let message = format!("名册日期 {} 在记录日 {day} 之后;请核对 --as-of", summary.as_of);
            return Err(Failure::unusable(message));
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
    let tried = if args.dry_run { "(试运行,未写入)" } else { "" };
    output::line(format!(
        "{}:{} 行,新增 {},更新 {},未变 {},退回 {}{tried}",
        args.file.display(),
        summary.rows,
        imported.new,
        imported.updated,
        imported.unchanged,
        summary.rejected
    ))?;
    if !imported.batch.is_empty() && !args.dry_run {
        output::line(format!("批次 {}(整批撤销:zhanbao withdraw {} --why 原因)", imported.batch, imported.batch))?;
    }
    for (code, name) in &imported.villages {
        eprintln!("提示:账本里没有区划,{name} 暂编为 {code}");
    }
    if imported.missing > 0 {
        eprintln!("疑点:{} 人在账本里而不在这份名册里,请逐一核对", imported.missing);
    }
    let header = |key: &'static str| {
        summary.columns.iter().find(|(k, _)| k == key).map_or(key.to_string(), |(_, header)| header.clone())
    };
    for finding in summary.findings.iter().filter(|f| f.severity != Severity::Notice).take(20) {
        eprintln!("第 {} 行 {} {}:{}", finding.row, header(finding.column), finding.value, finding.message);
    }
    if !summary.columns.iter().any(|(key, _)| key == "capacity") {
        eprintln!("提示:名册没有“劳动能力”一列;没有劳动能力的人不计入劳动力,请补上这一列再导入");
    }
    let more = summary.findings.iter().filter(|f| f.severity != Severity::Notice).count().saturating_sub(20);
    if more > 0 {
        eprintln!("… 另有 {more} 处;用 --json 看全部,用 --rejects 把退回的行另存");
    }
    Ok(())
}

fn import_regions(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text = std::fs::read(file).map_err(|e| Failure::unusable(format!("打不开 {}:{e}", file.display())))?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text));
    let wrong =
        |row: usize, what: &str| Failure::unusable(format!("{} 第 {row} 行:{what};没有导入任何内容", file.display()));
    let headers = reader.headers().map_err(|_| wrong(1, "读不了表头"))?.clone();
    let column = |name: &str| headers.iter().position(|h| h.trim() == name);
    let (Some(code), Some(name), Some(level)) = (column("code"), column("name"), column("level")) else {
        return Err(wrong(1, "表头应为 code,name,parent_code,level"));
    };
    let home = book.unit();
    let county = home.at(Level::County);
    let mut units = Vec::new();
    let mut rows = 0u64;
    for (n, record) in reader.records().enumerate() {
        let row = n + 2;
        let record = record.map_err(|_| wrong(row, "读不了(应为 UTF-8 的 CSV)"))?;
        let cell = |at: usize| record.get(at).unwrap_or("").trim();
        let Some(unit) = RegionCode::parse(cell(code)) else {
            return Err(wrong(row, &format!("“{}”不是区划代码", cell(code))));
        };
        let level = match cell(level) {
            "city" => Some(Level::Prefecture),
            other => Level::from_key(other),
        };
        if level.is_some_and(|level| level != unit.level()) || level.is_none() {
            return Err(wrong(
                row,
                &format!(
                    "级别“{}”与代码 {unit} 不符",
                    cell(headers.iter().position(|h| h.trim() == "level").unwrap_or(0))
                ),
            ));
        }
        if cell(name).is_empty() {
            return Err(wrong(row, "名称为空"));
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
        output::line(format!(
            "{rows} 行,本县范围 {taken} 个单位,新增或更名 {added} 个;本单位有 {} 个村",
            book.steering().villages().count()
        ))?;
    }
    Ok(Outcome::Done)
}

fn import_calendar(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text =
        std::fs::read_to_string(file).map_err(|e| Failure::unusable(format!("打不开 {}:{e}", file.display())))?;
    let summary =
        Calendar::shipped().add_notice(&text).map_err(|e| Failure::unusable(format!("{}:{e}", file.display())))?;
    let draft = crate::book::Draft {
        unit: Some(book.unit()),
        ..session.draft(&book, vec![SubjectId::unit(book.unit())], Fact::Calendar(serde_json::from_str(&text)?))?
    };
    book.record(draft)?;
    if session.json {
        output::json(&summary)?;
    } else {
        output::line(format!("{} 年:放假 {} 天,调休上班 {} 天", summary.year, summary.days_off, summary.days_worked))?;
    }
    Ok(Outcome::Done)
}
