//! Periods that cumulative figures belong to, targets, and the villages of the region tree.

use super::entry::{Entry, date, text};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// The period of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Year(i32),
    Campaign(usize),
}

#[derive(Debug)]
struct Campaign {
    name: String,
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Debug)]
struct Target {
    metric: String,
    unit: String,
    quantity: i64,
    from: NaiveDate,
    to: NaiveDate,
}

/// What steers the book. Read from all entries, whatever their day.
#[derive(Debug, Default)]
pub struct Steering {
    campaigns: Vec<Campaign>,
    targets: Vec<Target>,
    pub villages: BTreeSet<String>,
}

impl Steering {
    pub fn of(entries: &[Entry], home: &str) -> Steering {
        let mut steering = Steering::default();
        let inside = below(home);
        for entry in entries {
            let body = &entry.body;
            match entry.kind.as_str() {
                "campaign" => {
                    if let (Some(name), Some(from), Some(to)) =
                        (text(&body["name"]), date(&body["from"]), date(&body["to"]))
                    {
                        steering.campaigns.retain(|c| c.name != name);
                        steering.campaigns.push(Campaign { name, from, to });
                    }
                }
                "target" => {
                    if let (Some(metric), Some(unit), Some(quantity), Some(from), Some(to)) = (
                        text(&body["metric"]),
                        text(&body["unit"]),
                        body["quantity"].as_i64(),
                        date(&body["from"]),
                        date(&body["to"]),
                    ) {
                        steering.targets.push(Target { metric, unit, quantity, from, to });
                    }
                }
                "unit" => {
                    let code = entry.subject('0').unwrap_or(&entry.unit);
                    if code.starts_with(inside) && code != home {
                        if body["level"] == "village" {
                            steering.villages.insert(code.to_owned());
                        } else {
                            steering.villages.remove(code);
                        }
                    }
                }
                _ => {}
            }
        }
        steering
    }

    pub fn period(&self, day: NaiveDate) -> Period {
        let covers = |c: &Campaign| c.from <= day && day <= c.to;
        self.campaigns.iter().rposition(covers).map_or(Period::Year(day.year()), Period::Campaign)
    }

    /// The first day that a period can have.
    pub fn first_day(&self, period: Period) -> NaiveDate {
        match period {
            Period::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN),
            Period::Campaign(at) => self.campaigns.get(at).map_or(NaiveDate::MIN, |c| c.from),
        }
    }

    pub fn target(&self, metric: &str, unit: &str, day: NaiveDate) -> Option<i64> {
        let holds = |t: &&Target| t.metric == metric && t.unit == unit && t.from <= day && day <= t.to;
        self.targets.iter().rev().find(holds).map(|t| t.quantity)
    }
}

/// The digits that every unit below begins with.
fn below(home: &str) -> &str {
    let zeros = home.len() - home.trim_end_matches('0').len();
    let kept = [9, 6, 4, 2].into_iter().filter(|n| home.len() == 12 && 12 - n <= zeros).min();
    kept.and_then(|n| home.get(..n)).unwrap_or(home)
}
