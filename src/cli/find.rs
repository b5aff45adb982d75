//! `find`: people by name, sound, number, phone, village.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::{Session, typed};
use super::words;
use crate::book::Hit;
use crate::desk::{hidden, mask};
use crate::domain::keys::Sex;
use crate::locale::{say, simplified};
use crate::text;

#[derive(Debug, clap::Args)]
pub struct Find {
    pub query: String,
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
}

pub fn run(session: &Session, args: Find) -> Result<Outcome, Failure> {
    let book = session.open()?;
    let mut hits = book.find(&args.query, args.limit.saturating_add(1), session.reading_day())?;
    if hits.is_empty() {
        // A name typed in Traditional script, where the roster has it in Simplified.
        let simple = simplified(&args.query);
        if simple != args.query {
            hits = book.find(&simple, args.limit.saturating_add(1), session.reading_day())?;
        }
    }
    let more = hits.len() > args.limit;
    hits.truncate(args.limit);
    for hit in &hits {
        if session.json {
            let mut hit = serde_json::to_value(hit)?;
            mask::hide_numbers(&mut hit);
            output::json(&hit)?;
        } else {
            output::line(line(hit))?;
        }
    }
    if more && !session.json {
        output::tell(say!("cli-find-more", limit = args.limit));
    }
    if hits.is_empty() && !session.json {
        output::tell(say!("cli-find-none", query = typed(&args.query)));
    }
    Ok(Outcome::Done)
}

/// One person on one line.
pub fn line(hit: &Hit) -> String {
    let place = match (&hit.place, hit.employed) {
        (Some(place), true) => say!("cli-find-at-work-in", place = words::place(place)),
        (_, true) => say!("cli-find-at-work"),
        _ => say!("cli-find-not-at-work"),
    };
    let village = hit.village.clone().unwrap_or_else(|| say!("cli-no-village"));
    let village = format!("{village}{}", hit.group.as_deref().unwrap_or(""));
    let sexes = Sex::ALL.iter().map(|sex| text::width(&sex.name())).max().unwrap_or(0);
    let line = format!(
        "{}  {} {:>3}  {}  {}  {}  {place}",
        text::pad(&hit.name, 10),
        text::pad(&hit.sex.map_or("—".into(), Sex::name), sexes),
        hit.age.map_or("—".into(), |a| a.to_string()),
        text::pad(&village, 18),
        hit.id_no.as_deref().unwrap_or("—"),
        hit.id,
    );
    hidden::line(&line).into_owned()
}
