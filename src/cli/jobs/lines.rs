//! How jobs, and people held against them, look on the screen and in `--json`. No ID number is among it.

use crate::book::Book;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::desk::jobs::{line, offer_words};
use crate::dispatch::{Fit, Opening, Profile, Verdict, reason};
use crate::domain::job::Job;
use crate::domain::seeker::Seeker;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text::pad;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// A job as `--json` gives it.
pub fn as_json(id: SubjectId, job: &Job, day: NaiveDate) -> Value {
    json!({
        "id": id, "state": job.state(day), "facts": job.facts, "wanted": job.wanted(), "went": job.went(),
        "closed": job.closed.as_ref().map(|(day, why)| json!({"day": day, "why": why})), "offers": job.offers,
    })
}

/// A job's page, without its history.
pub fn print(book: &Book, id: SubjectId, job: &Job, day: NaiveDate) -> Result<(), Failure> {
    output::line(line(id, job, day))?;
    output::line(id)?;
    let facts = &job.facts;
    let opening = Opening::of(id, job.clone(), day);
    output::line(crate::dispatch::describe(&opening).join("\n"))?;
    let said = [
        facts.source.map(|source| source.name()),
        facts.sector.map(|sector| sector.name()),
        facts.posted.map(|on| say!("jobs-posted", day = on)),
        facts.refreshed.map(|on| say!("jobs-refreshed", day = on)),
        facts.note.clone(),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if !said.is_empty() {
        output::line(said.join("  "))?;
    }
    if let Some((on, why)) = &job.closed {
        output::line(say!("jobs-closed-on", day = on, why = why.clone().unwrap_or_default()))?;
    }
    for offer in &job.offers {
        let name = book.person_on(offer.person, day)?.facts.name;
        let name = name.unwrap_or_else(|| offer.person.to_string().into());
        output::line(format!("  {}  {}", pad(&name, 10), offer_words(offer)))?;
    }
    Ok(())
}

/// Somebody held against jobs, on one line, with the telephone to call.
pub fn seeker_line(book: &Book, seeker: &Seeker) -> String {
    let place = format!("{}{}", book.steering().unit_name(seeker.unit), seeker.group.as_deref().unwrap_or(""));
    format!(
        "{} {} {:>3}  {}  {}  {}  {}",
        pad(&seeker.name, 10),
        seeker.sex.map_or_else(|| "—".into(), |sex| sex.name()),
        seeker.age.map_or_else(|| "—".into(), |age| age.to_string()),
        pad(&place, 16),
        pad(seeker.phone.as_deref().unwrap_or("—"), 12),
        if seeker.employed { say!("jobs-employed") } else { seeker.turn().name() },
        seeker.id,
    )
}

/// The same as `--json` gives it.
pub fn seeker_json(book: &Book, seeker: &Seeker) -> Value {
    json!({
        "person": seeker.id, "name": seeker.name, "sex": seeker.sex, "age": seeker.age,
        "village": book.steering().unit_name(seeker.unit), "group": seeker.group, "phone": seeker.phone,
        "employed": seeker.employed, "turn": seeker.turn(),
    })
}

/// Adds why it fits or does not.
pub fn fit_json(to: &mut Value, fit: &Fit, who: &Profile, job: &Opening) {
    let reasons: Vec<Value> = fit
        .verdicts
        .iter()
        .map(|(of, verdict)| json!({"criterion": of, "verdict": verdict, "text": reason(*of, *verdict, who, job)}))
        .collect();
    to["score"] = fit.score.into();
    to["possible"] = fit.possible.into();
    to["reasons"] = reasons.into();
}

/// Why it fits or does not, one line for each answer.
pub fn print_fit(fit: &Fit, who: &Profile, job: &Opening) -> Result<(), Failure> {
    for verdict in Verdict::ALL {
        let of = fit.verdicts.iter().filter(|(_, v)| v == verdict);
        let told: Vec<String> = of.map(|(of, v)| reason(*of, *v, who, job)).collect();
        if !told.is_empty() {
            output::line(format!("     {} {}", pad(&verdict.name(), 8), told.join(&say!("jobs-list-comma"))))?;
        }
    }
    Ok(())
}
