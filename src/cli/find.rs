//! `find`: people by name, sound, number, phone, village.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Hit;
use crate::text;

#[derive(Debug, clap::Args)]
pub struct Find {
    pub query: String,
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
}

pub fn run(session: &Session, args: Find) -> Result<Outcome, Failure> {
    let book = session.open()?;
    let hits = book.find(&args.query, args.limit, session.reading_day())?;
    for hit in &hits {
        if session.json {
            output::json(hit)?;
        } else {
            output::line(line(hit))?;
        }
    }
    if hits.is_empty() && !session.json {
        eprintln!("没有找到“{}”", args.query);
    }
    Ok(Outcome::Done)
}

/// One person on one line.
pub fn line(hit: &Hit) -> String {
    let place = match (&hit.place, hit.employed) {
        (Some(place), true) => format!("在岗 {place}"),
        (_, true) => "在岗".into(),
        _ => "未就业".into(),
    };
    format!(
        "{}  {} {:>3}  {}  {}  {}  {place}",
        text::pad(&hit.name, 10),
        hit.sex.map_or("—", |s| s.zh()),
        hit.age.map_or("—".into(), |a| a.to_string()),
        text::pad(&format!("{}{}", hit.village.as_deref().unwrap_or("未归村"), hit.group.as_deref().unwrap_or("")), 18),
        hit.id_no.as_deref().unwrap_or("—"),
        hit.id,
    )
}
