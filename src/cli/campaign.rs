//! `campaign`: the named period that cumulative figures belong to.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::steering;
use crate::domain::acts::CampaignFacts;
use crate::locale::say;
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum Campaign {
    Set {
        name: String,
        #[arg(long)]
        from: NaiveDate,
        #[arg(long)]
        to: NaiveDate,
        #[arg(long)]
        all_days: bool,
    },
    List,
}

pub fn run(session: &Session, args: Campaign) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    match args {
        Campaign::Set { name, from, to, all_days } => {
            let recorded = steering::set_campaign(&mut desk, CampaignFacts { name, from, to, all_days })?;
            output::recorded(session, &desk.book, &recorded)
        }
        Campaign::List => {
            if desk.book.rules().campaigns.all().is_empty() && !session.json {
                output::tell(say!("cli-campaign-none"));
            }
            for c in desk.book.rules().campaigns.all() {
                if session.json {
                    output::json(&json!({"name": c.name, "from": c.from, "to": c.to, "all_days": c.all_days}))?;
                } else {
                    output::line(format!(
                        "{}  {} — {}{}",
                        c.name,
                        c.from,
                        c.to,
                        if c.all_days { say!("cli-campaign-all-days") } else { String::new() }
                    ))?;
                }
            }
            Ok(Outcome::Done)
        }
    }
}
