//! `find`: people by name, sound, number, phone, village.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::mask;
use crate::desk::who::{self, typed};
use crate::locale::{say, simplified};

#[derive(Debug, clap::Args)]
pub struct Find {
    pub query: String,
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
}

pub fn run(session: &Session, args: Find) -> Result<Outcome, Failure> {
    let desk = session.desk()?;
    let (book, day) = (&desk.book, desk.reading_day());
    let mut hits = book.find(&args.query, args.limit.saturating_add(1), day)?;
    if hits.is_empty() {
        // A name typed in Traditional script, where the roster has it in Simplified.
        let simple = simplified(&args.query);
        if simple != args.query {
            hits = book.find(&simple, args.limit.saturating_add(1), day)?;
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
            output::line(who::line(hit))?;
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
