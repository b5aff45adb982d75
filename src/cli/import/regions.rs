//! `import regions`: the region tree, or the part of it that a book needs.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::domain::acts::UnitFacts;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use serde_json::json;
use std::path::Path;

pub fn run(session: &Session, file: &Path) -> Result<Outcome, Failure> {
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
