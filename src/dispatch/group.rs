//! A text with jobs to paste into a village's chat group (G3): short lines, the employer's telephone, nobody's data.

use super::fit::Opening;
use super::reasons::{ages, wages_of};
use crate::locale::say;

/// The jobs, one paragraph each, under a line that says for whom and as of when.
pub fn text_for_groups(jobs: &[Opening], village: Option<&str>, day: chrono::NaiveDate) -> String {
    let date = say!("jobs-group-date", month = date_part(day, "%-m"), day = date_part(day, "%-d"));
    let mut out = match village {
        Some(village) => say!("jobs-group-head-village", village = village, date = date),
        None => say!("jobs-group-head", date = date),
    };
    for (n, job) in jobs.iter().enumerate() {
        out.push_str(&format!("\n\n{}. {}", n + 1, describe(job).join("\n")));
    }
    out.push_str("\n\n");
    out.push_str(&say!("jobs-group-foot"));
    out
}

fn date_part(day: chrono::NaiveDate, format: &str) -> String {
    day.format(format).to_string()
}

/// What a job is, pays and asks for, and whom to call: one line each.
pub fn describe(job: &Opening) -> Vec<String> {
    let facts = &job.job.facts;
    let given = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
    let mut first = vec![job.job.title()];
    if let Some(wanted) = job.job.wanted() {
        first.push(say!("jobs-group-wanted", count = wanted));
    }
    let mut money = vec![wages_of(facts)];
    money.extend(facts.board.map(|board| board.name()));
    let mut out = vec![first.join(" "), money.join(" ")];
    out.extend(given(&facts.place).map(|place| say!("jobs-group-place", place = place)));
    let mut asks = Vec::new();
    asks.extend(facts.sex.map(|sex| sex.name()));
    if facts.age_from.is_some() || facts.age_to.is_some() {
        asks.push(ages(job));
    }
    asks.extend(given(&facts.education));
    asks.extend(given(&facts.skills));
    if !asks.is_empty() {
        out.push(say!("jobs-group-asks", asks = asks.join(" ")));
    }
    let call: Vec<String> = [given(&facts.contact), given(&facts.phone)].into_iter().flatten().collect();
    if !call.is_empty() {
        out.push(say!("jobs-group-call", call = call.join(" ")));
    }
    out.extend(facts.closes.map(|last| say!("jobs-group-closes", date = last)));
    out
}
