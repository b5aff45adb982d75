//! 岗位 at the console: the list of jobs, one job, who fits it, which jobs fit somebody, offers and what came of them.
//! (Work in the background is [`super::jobs`].)

mod acts;
mod fitting;
mod list;
mod offering;
mod page;
mod posting;
mod reasons;
mod rows;
mod suiting;

pub use list::List;
pub use posting::DRAFT;
pub use suiting::Suiting;

use super::component::Component;
use super::drafts::Draft;
use crate::domain::subject::SubjectId;

/// The list of jobs.
pub fn open() -> List {
    List::new(Vec::new())
}

/// The list of jobs, for choosing the one that is offered to these people.
pub fn offer_to(people: Vec<SubjectId>) -> List {
    List::new(people)
}

/// The jobs that fit somebody.
pub fn suiting(person: SubjectId) -> Suiting {
    Suiting::new(person)
}

/// A job that an earlier run left half entered.
pub fn posted(draft: &Draft) -> Box<dyn Component> {
    Box::new(posting::form(None).taken_up(draft))
}
