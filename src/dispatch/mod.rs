//! 人岗匹配: which job fits whom and why, for one person, for one job, and for a whole township at once. Pure: it reads
//! people and jobs as the book gives them and decides nothing; officers do.

mod fit;
mod group;
mod matching;
mod reasons;
mod terms;

pub use fit::{Criterion, Fit, Opening, Profile, Verdict, admits, fit};
pub use group::{describe, text_for_groups};
pub use matching::{Match, best_jobs};
pub use reasons::{reason, wages_of};

#[cfg(test)]
mod tests;
