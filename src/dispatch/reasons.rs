//! Why a job fits somebody or does not, in a few words for each criterion.

use super::fit::{Criterion, Opening, Profile, Schooling, Verdict};
use crate::domain::job::JobFacts;
use crate::domain::keys::{Sex, WishKey};
use crate::locale::say;

/// One criterion in words: what is asked, what the person has.
pub fn reason(of: Criterion, verdict: Verdict, who: &Profile, job: &Opening) -> String {
    let facts = &job.job.facts;
    let seeker = &who.seeker;
    let unsaid = || say!("jobs-unsaid");
    let or_unsaid = |text: Option<String>| text.filter(|t| !t.trim().is_empty()).unwrap_or_else(unsaid);
    let wish = seeker.wish.as_ref();
    match of {
        Criterion::Age => {
            let has = or_unsaid(seeker.age.map(|age| age.to_string()));
            say!("jobs-why-age", has = has, asked = ages(job))
        }
        Criterion::Sex => match facts.sex {
            None => say!("jobs-why-sex-any"),
            Some(asked) => {
                say!("jobs-why-sex", has = or_unsaid(seeker.sex.map(Sex::name)), asked = asked.name())
            }
        },
        Criterion::Skill => {
            let has = or_unsaid(Some(skills(who)));
            let experienced = super::terms::any_alike(&job.occupation, &who.trades);
            let met = super::terms::any_alike(&job.asked, &who.trades);
            match facts.skills.clone().filter(|_| !job.asked.is_empty()) {
                Some(asked) if met || !experienced => say!("jobs-why-skill", has = has, asked = asked),
                _ if experienced => say!("jobs-why-experience", has = has),
                _ => say!("jobs-why-skill-any"),
            }
        }
        Criterion::Wage => {
            let has = or_unsaid(who.wish_wage().map(|wage| say!("jobs-yuan", wage = wage.to_string())));
            say!("jobs-why-wage", has = has, given = wages_of(facts))
        }
        Criterion::Place => {
            let has = or_unsaid(wish.and_then(|w| w.place.clone()).map(String::from));
            say!("jobs-why-place", has = has, given = or_unsaid(facts.place.clone()))
        }
        Criterion::Wish => {
            let occupation = wish.and_then(|w| w.occupation.clone()).unwrap_or_default();
            let key = if who.wish_key() == WishKey::Unknown { unsaid() } else { who.wish_key().name() };
            let given = facts.place_class.map(|class| class.name());
            say!("jobs-why-wish", has = format!("{key} {occupation}").trim(), given = or_unsaid(given))
        }
        Criterion::Board if facts.board.is_none() && verdict == Verdict::Fits => say!("jobs-why-board-near"),
        Criterion::Board => {
            say!("jobs-why-board", given = or_unsaid(facts.board.map(|board| board.name())))
        }
        Criterion::Education => match job.schooling {
            Schooling::Any => say!("jobs-why-education-any"),
            _ => {
                let asked = or_unsaid(facts.education.clone());
                say!("jobs-why-education", has = or_unsaid(seeker.education.clone().map(String::from)), asked = asked)
            }
        },
        Criterion::Capacity => {
            let has = or_unsaid(seeker.capacity.map(|capacity| capacity.name()));
            if verdict == Verdict::Not && seeker.capacity == Some(crate::domain::keys::Capacity::Weak) {
                say!("jobs-why-capacity-far", has = has)
            } else {
                say!("jobs-why-capacity", has = has)
            }
        }
    }
}

/// What somebody can do and has done, as written.
fn skills(who: &Profile) -> String {
    let seeker = &who.seeker;
    let mut all: Vec<&str> = seeker.skills.as_deref().into_iter().collect();
    all.extend(
        seeker.worked_as.iter().map(|work| work.as_str()).filter(|work| Some(*work) != seeker.skills.as_deref()),
    );
    all.join(" ")
}

/// 18–45, 18 up, 45 at most.
pub(super) fn ages(job: &Opening) -> String {
    let facts = &job.job.facts;
    match (facts.age_from, facts.age_to) {
        (Some(from), Some(to)) => say!("jobs-ages", from = from, to = to),
        (Some(from), None) => say!("jobs-ages-from", from = from),
        (None, Some(to)) => say!("jobs-ages-to", to = to),
        (None, None) => say!("jobs-any"),
    }
}

/// 4500–6000 yuan, or to be agreed.
pub fn wages_of(facts: &JobFacts) -> String {
    match (facts.wage_from, facts.wage_to) {
        (Some(from), Some(to)) if from != to => say!("jobs-wages", from = from.to_string(), to = to.to_string()),
        (Some(from), None) => say!("jobs-wages-from", from = from.to_string()),
        (Some(wage), _) | (None, Some(wage)) => say!("jobs-wage", wage = wage.to_string()),
        (None, None) => say!("jobs-wages-open"),
    }
}
