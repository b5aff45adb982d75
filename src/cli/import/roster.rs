//! `import roster`: whoever lives here, and how things stand with them on the roster's date.

use super::columns_map;
use crate::book::{ImportPlan, Imported, RosterLine};
use crate::cli::args::ImportRoster;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::roster::{self, RosterRow, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};
use std::io::IsTerminal;

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
    bar.set_message("导入名册");
    bar
}

pub fn run(session: &Session, args: ImportRoster) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.recording_day(&book)?;
    let officer = session.officer(&book)?;
    let places = book.gazetteer();
    let columns_map = columns_map(args.columns.as_deref())?;
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
