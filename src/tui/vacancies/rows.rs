//! The list of jobs as a table shows it, and the text that it is filtered by.

use crate::desk::{Desk, Error, words};
use crate::domain::job::{Job, JobFacts, JobState};
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;
use crate::tui::theme::Role;
use crate::tui::widgets::table::{Cell, Column};
use chrono::NaiveDate;

/// A job.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which.
    pub id: SubjectId,
    /// As offers name it.
    pub title: String,
    /// How it stands on the day.
    pub state: JobState,
    job: Job,
    /// What a filter looks into.
    sought: Vec<String>,
}

/// How a state looks.
pub fn role(state: JobState) -> Role {
    match state {
        JobState::Open => Role::Good,
        JobState::Stale => Role::Warn,
        JobState::Full => Role::Info,
        JobState::Closed => Role::Dim,
    }
}

/// 4500-6000, 4500+, ≤6000; nothing where it is to be agreed.
pub fn wage(facts: &JobFacts) -> String {
    match (facts.wage_from, facts.wage_to) {
        (Some(from), Some(to)) if from != to => format!("{from}-{to}"),
        (Some(from), None) => format!("{from}+"),
        (None, Some(to)) => format!("≤{to}"),
        (Some(wage), _) => wage.to_string(),
        (None, None) => say!("vacancies-wage-open"),
    }
}

/// Where it is.
pub fn place(facts: &JobFacts) -> String {
    facts.place.as_deref().map_or(String::new(), words::place)
}

/// How many went of how many were wanted.
pub fn filled(job: &Job) -> String {
    job.facts.openings.map_or_else(|| format!("{}/—", job.went()), |all| format!("{}/{all}", job.went()))
}

impl Row {
    fn of(id: SubjectId, job: Job, day: NaiveDate) -> Self {
        let facts = &job.facts;
        let named = [&facts.employer, &facts.occupation, &facts.place, &facts.number, &facts.contact];
        let mut sought: Vec<String> = Vec::new();
        for words in named.into_iter().flatten() {
            let keys = text::word_keys(words);
            sought.push(plain(words));
            sought.extend(keys.full.into_iter().chain(keys.initials));
        }
        Self { id, title: job.title(), state: job.state(day), job, sought }
    }

    /// Whether it is to be had.
    pub fn is_open(&self) -> bool {
        matches!(self.state, JobState::Open | JobState::Stale)
    }

    /// Whether a filter's words all stand in it.
    pub fn has(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.sought.iter().any(|sought| sought.contains(word)))
    }

    /// Its cells.
    pub fn cells(&self) -> Vec<Cell> {
        let facts = &self.job.facts;
        let quiet = if self.is_open() { Role::Text } else { Role::Dim };
        let heard = facts.refreshed.map_or(String::new(), |on| on.format("%m-%d").to_string());
        vec![
            (facts.occupation.clone().unwrap_or_default(), quiet),
            (facts.employer.clone().unwrap_or_default(), quiet),
            (place(facts), quiet),
            (wage(facts), quiet),
            (filled(&self.job), quiet),
            (self.state.name(), role(self.state)),
            (heard, if self.state == JobState::Stale { Role::Warn } else { Role::Dim }),
            (facts.number.clone().unwrap_or_default(), Role::Dim),
        ]
    }
}

fn plain(text: &str) -> String {
    text::half_width(text).to_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of a filter.
pub fn words_of(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(plain).collect()
}

/// The columns of the list.
pub fn columns() -> [Column; 8] {
    [
        Column::new(say!("vacancies-occupation"), 10).up_to(18),
        Column::new(say!("vacancies-employer"), 16).up_to(30),
        Column::new(say!("vacancies-place"), 8).up_to(18),
        Column::new(say!("vacancies-wage"), 9).up_to(12),
        Column::new(say!("vacancies-filled"), 6).right(),
        Column::new(say!("vacancies-state"), 6).up_to(14),
        Column::new(say!("vacancies-heard"), 5),
        Column::new(say!("vacancies-number"), 6).up_to(12),
    ]
}

/// Every job, the latest heard of first.
pub fn read(desk: &mut Desk) -> Result<Vec<Row>, Error> {
    let day = desk.reading_day();
    Ok(desk.book.jobs()?.into_iter().map(|(id, job)| Row::of(id, job, day)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::subject::SubjectKind;

    #[test]
    fn a_job_is_found_by_its_words_and_by_their_sound() {
        let facts = JobFacts {
            employer: Some("样达电子厂".into()),
            occupation: Some("装配工".into()),
            place: Some("广东东莞".into()),
            ..JobFacts::default()
        };
        let job = Job { facts, known: true, ..Job::default() };
        let id = SubjectId::derived(SubjectKind::Job, "测试");
        let row = Row::of(id, job, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
        for typed in ["电子", "dzc", "zhuangpei", "东莞 zpg", "ＤＺ"] {
            assert!(row.has(&words_of(typed)), "{typed}");
        }
        assert!(!row.has(&words_of("缝纫")));
    }
}
