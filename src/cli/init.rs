//! `init`: a new, empty book for a unit.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Book;
use crate::domain::keys::Level;
use crate::domain::region::RegionCode;
use crate::locale::say;
use crate::text;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub struct Init {
    #[arg(long, value_name = "CODE")]
    pub unit: String,
    #[arg(long)]
    pub name: String,
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
    #[arg(long)]
    pub encrypt: bool,
}

pub fn run(session: &Session, args: Init) -> Result<Outcome, Failure> {
    let unit =
        RegionCode::parse(&args.unit).ok_or_else(|| Failure::unusable(say!("cli-init-no-code", code = args.unit)))?;
    let level = args.level.unwrap_or(unit.level());
    if level != unit.level() {
        return Err(Failure::unusable(say!(
            "cli-init-level",
            code = unit.to_string(),
            is = unit.level().name(),
            level = level.key()
        )));
    }
    let name = text::clean(&args.name).trim().to_string();
    if name.is_empty() {
        return Err(Failure::unusable(say!("cli-init-no-name")));
    }
    let options = match args.encrypt {
        true if session.book.exists() => return Err(crate::book::Error::Exists(session.book.clone()).into()),
        true => session.options_to_encrypt()?,
        false => session.options(),
    };
    let mut book = Book::create(&session.book, unit, options)?;
    if let Some(warning) = super::surroundings::warning(&session.book) {
        output::tell(&warning);
    }
    let officer = session.officer_given().unwrap_or_default().to_string();
    book.found(&name, &officer, session.reading_day())?;
    session.has_changed();
    if args.encrypt {
        output::tell(say!("lock-forgotten"));
    }
    if session.json {
        output::json(
            &json!({"book": session.book, "unit": unit, "name": name, "level": level, "encrypted": args.encrypt}),
        )?;
    } else {
        output::line(say!("cli-init-done", name = name, code = unit.to_string(), book = session.book))?;
    }
    Ok(Outcome::Done)
}
