//! `campaign`: the named period that cumulative figures belong to.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Draft;
use crate::domain::acts::{CampaignFacts, Fact};
use crate::domain::campaign::PeriodKey;
use crate::domain::subject::SubjectId;
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
    let mut book = session.open()?;
    match args {
        Campaign::Set { name, from, to, all_days } => {
            let campaigns = book.rules().campaigns.clone();
            let frozen =
                |c: &&CampaignFacts| book.steering().seals.iter().any(|seal| c.from <= seal.day && seal.day <= c.to);
            if let Some(old) = campaigns.all().iter().find(|c| c.name == name).filter(frozen)
                && (old.from != from || old.to != to || old.all_days != all_days)
            {
                return Err(Failure::unusable(say!("cli-campaign-frozen", name = name)));
            }
            // Days that were sealed within a campaign stay in it: what their reports printed counts from its first day.
            let sealed = book.steering().seals.iter().map(|seal| seal.day).filter(|day| from <= *day && *day <= to);
            let mut owned = sealed.filter_map(|day| match campaigns.key(day) {
                PeriodKey::Campaign(n) => campaigns.all().get(n).filter(|c| c.name != name).map(|c| (day, c)),
                PeriodKey::Year(_) => None,
            });
            if let Some((day, other)) = owned.next_back() {
                return Err(Failure::unusable(say!("cli-campaign-sealed-days", day = day, name = other.name)));
            }
            let fact = Fact::Campaign(CampaignFacts { name, from, to, all_days });
            let draft =
                Draft { unit: Some(book.unit()), ..session.draft(&book, vec![SubjectId::unit(book.unit())], fact)? };
            let recorded = book.record(draft)?;
            output::recorded(session, &book, &recorded)
        }
        Campaign::List => {
            if book.rules().campaigns.all().is_empty() && !session.json {
                output::tell(say!("cli-campaign-none"));
            }
            for c in book.rules().campaigns.all() {
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
