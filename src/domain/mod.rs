//! The officers' world as pure types and rules. Knows no SQL, no terminal, no clock and no file.

pub mod acts;
pub mod campaign;
pub mod codes;
pub mod entry;
pub mod facts;
pub mod household;
pub mod id_number;
pub mod job;
pub mod kept;
pub mod keys;
pub mod metric;
mod opening;
pub mod person;
pub mod place;
pub mod refusal;
pub mod region;
pub mod seeker;
pub mod spell;
pub mod standing;
pub mod subject;
pub mod tally;
pub mod trip;

pub use keys::*;
