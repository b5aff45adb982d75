//! The list of jobs, each with how many were asked and how many went.

use super::{Export, Exported, Outlet, Table, write};
use crate::desk::{Desk, Progress, Result};
use crate::domain::job::Job;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::sheet::write::{Cell, Column, Head};
use chrono::NaiveDate;

pub fn run(desk: &mut Desk, asked: &Export, outlet: Outlet, progress: &Progress) -> Result<Exported> {
    let day = desk.reading_day();
    let head = Head {
        sheet: say!("exports-jobs"),
        title: None,
        columns: vec![
            Column::new("id", say!("exports-job-id"), 18),
            Column::new("number", say!("exports-job-number"), 14),
            Column::new("state", say!("exports-job-state"), 8),
            Column::new("employer", say!("exports-job-employer"), 22),
            Column::new("contact", say!("exports-job-contact"), 10),
            Column::new("phone", say!("exports-job-phone"), 14),
            Column::new("occupation", say!("exports-job-occupation"), 12),
            Column::new("place", say!("exports-job-place"), 18),
            Column::new("place_code", say!("exports-job-place-code"), 14),
            Column::new("place_class", say!("exports-job-place-class"), 10),
            Column::new("sector", say!("exports-job-sector"), 8),
            Column::new("openings", say!("exports-job-openings"), 8),
            Column::new("wanted", say!("exports-job-wanted"), 8),
            Column::new("wage_from", say!("exports-job-wage-from"), 10),
            Column::new("wage_to", say!("exports-job-wage-to"), 10),
            Column::new("age_from", say!("exports-job-age-from"), 8),
            Column::new("age_to", say!("exports-job-age-to"), 8),
            Column::new("sex", say!("exports-job-sex"), 6),
            Column::new("skills", say!("exports-job-skills"), 16),
            Column::new("education", say!("exports-job-education"), 12),
            Column::new("board", say!("exports-job-board"), 10),
            Column::new("source", say!("exports-job-source"), 10),
            Column::new("posted", say!("exports-job-posted"), 12),
            Column::new("refreshed", say!("exports-job-refreshed"), 12),
            Column::new("closes", say!("exports-job-closes"), 12),
            Column::new("offered", say!("exports-job-offered"), 8),
            Column::new("went", say!("exports-job-went"), 8),
            Column::new("note", say!("exports-job-note"), 24),
        ],
    };
    write(desk, asked, outlet, progress, Table { what: "jobs", head, for_people: &[] }, |book, _, row| {
        for (id, job) in book.jobs()? {
            row(&job_row(id, &job, day))?;
        }
        Ok(())
    })
}

macro_rules! word {
    ($value:expr) => {
        $value.map_or(Cell::Empty, |value| Cell::Word(value.key(), value.name()))
    };
}

fn job_row(id: SubjectId, job: &Job, day: NaiveDate) -> Vec<Cell<'_>> {
    let facts = &job.facts;
    let text = |text: &Option<String>| text.clone().into();
    vec![
        id.to_string().into(),
        text(&facts.number),
        word!(Some(job.state(day))),
        text(&facts.employer),
        text(&facts.contact),
        text(&facts.phone),
        text(&facts.occupation),
        text(&facts.place),
        facts.place_code.map(|code| code.to_string()).into(),
        word!(facts.place_class),
        word!(facts.sector),
        facts.openings.into(),
        job.wanted().into(),
        facts.wage_from.into(),
        facts.wage_to.into(),
        facts.age_from.into(),
        facts.age_to.into(),
        word!(facts.sex),
        text(&facts.skills),
        text(&facts.education),
        word!(facts.board),
        word!(facts.source),
        facts.posted.into(),
        facts.refreshed.into(),
        facts.closes.into(),
        Cell::Whole(job.offers.len() as i64),
        Cell::Whole(job.went() as i64),
        text(&facts.note),
    ]
}
