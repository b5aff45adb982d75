//! A person's page: facts, household, work, visits, trips, history of changes.

use super::overlays::notice::Notice;
use crate::domain::subject::SubjectId;

/// The page of a person, or of a household.
pub fn open(id: SubjectId) -> Notice {
    Notice::text("", &id.to_string())
}
