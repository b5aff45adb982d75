//! `target`: how much of what, by when (返岗就业计划书).

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use super::words;
use crate::desk::steering;
use crate::domain::acts::TargetFacts;
use crate::domain::metric::Metric;
use crate::locale::say;
use crate::text;
use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum Target {
    Set {
        #[arg(long, value_name = "KEY")]
        metric: String,
        #[arg(long, value_name = "CODE")]
        unit: String,
        #[arg(long)]
        quantity: i64,
        #[arg(long)]
        from: NaiveDate,
        #[arg(long)]
        to: NaiveDate,
        #[arg(long, value_name = "N")]
        last_year: Option<i64>,
    },
    List,
}

pub fn run(session: &Session, args: Target) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    match args {
        Target::Set { metric, unit, quantity, from, to, last_year } => {
            let named = metric_named(&metric)?;
            let metric = named.key().to_string();
            let unit = desk
                .book
                .unit_named(&unit)
                .filter(|code| desk.book.unit().contains(*code))
                .ok_or_else(|| Failure::unusable(say!("cli-target-not-ours", unit = unit)))?;
            let facts = TargetFacts { metric, unit, quantity, from, to, last_year };
            let recorded = steering::set_target(&mut desk, named, facts)?;
            session.has_changed();
            output::recorded(session, &desk.book, &recorded)
        }
        Target::List => {
            let mut rows = Vec::new();
            for t in &desk.book.steering().targets {
                let f = &t.facts;
                if session.json {
                    output::json(&json!({
                        "metric": f.metric, "unit": f.unit, "quantity": f.quantity, "from": f.from, "to": f.to,
                        "last_year": f.last_year, "revised_from": t.revised_from,
                    }))?;
                } else {
                    let revised = t
                        .revised_from
                        .map_or(String::new(), |old| say!("cli-target-revised", old = old, new = f.quantity));
                    rows.push([
                        desk.book.steering().unit_name(f.unit),
                        t.metric.name(),
                        format!("{} {}{revised}", text::group(f.quantity), t.metric.counted_in().name()),
                        format!("{} — {}", f.from, f.to),
                    ]);
                }
            }
            if rows.is_empty() && !session.json {
                output::tell(say!("cli-target-none"));
            }
            words::lines(&rows).into_iter().try_for_each(output::line)?;
            Ok(Outcome::Done)
        }
    }
}

/// The metric with this key.
pub fn metric_named(key: &str) -> Result<Metric, Failure> {
    let named = || Metric::ALL.iter().copied().find(|m| m.zh() == key);
    Metric::from_key(key).or_else(named).filter(|m| m.is_printed()).ok_or_else(|| {
        let keys: Vec<&str> = steering::metrics().map(Metric::key).collect();
        Failure::unusable(say!("cli-no-metric", key = key, keys = keys.join(" ")))
    })
}
