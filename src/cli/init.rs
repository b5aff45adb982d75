//! `init`: a new, empty book for a unit.

use super::args::Init;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Book;
use crate::domain::region::RegionCode;
use serde_json::json;

pub fn run(session: &Session, args: Init) -> Result<Outcome, Failure> {
    let unit = RegionCode::parse(&args.unit)
        .ok_or_else(|| Failure::unusable(format!("“{}”不是区划代码,应为 2、4、6、9 或 12 位数字", args.unit)))?;
    let level = args.level.unwrap_or(unit.level());
    if level != unit.level() {
        return Err(Failure::unusable(format!(
            "代码 {unit} 是{}级,与 --level {} 不符",
            unit.level().zh(),
            level.key()
        )));
    }
    if args.name.trim().is_empty() {
        return Err(Failure::unusable("单位名称不能为空;请填 --name"));
    }
    let mut book = Book::create(&session.book, unit, session.options())?;
    if let Some(warning) = super::surroundings::warning(&session.book) {
        eprintln!("{warning}");
    }
    let officer = session.officer_given().unwrap_or_default().to_string();
    book.found(args.name.trim(), &officer, session.reading_day())?;
    if session.json {
        output::json(&json!({"book": session.book, "unit": unit, "name": args.name, "level": level}))?;
    } else {
        output::line(format!("已建账:{} {}({})", args.name, unit, session.book.display()))?;
    }
    Ok(Outcome::Done)
}
