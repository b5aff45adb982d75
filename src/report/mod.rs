//! 战报, the battle report: the model with its checks, and one file per format. Every figure is derived from entries;
//! wording comes from templates.

mod build;
mod chart;
mod checks;
pub mod html;
mod model;
mod outlook;
mod quota;
mod render;
mod sources;
mod tables;
pub mod tabular;
mod wall;
mod words;
pub mod workbook;

pub use build::build;
pub use model::*;
pub use render::{Rendered, render};

use crate::book::{Book, Result};
use chrono::NaiveDate;

/// The report of a day: the printed bytes where the day is sealed, else made now.
pub fn of_day(book: &mut Book, day: NaiveDate, officer: &str) -> Result<Rendered> {
    book.refresh()?;
    if let Some(seal) = book.sealed(day)? {
        return Ok(Rendered { json: seal.facts.report, txt: seal.facts.txt, md: seal.facts.md });
    }
    let report = build(book, day, officer, false)?;
    render(&report)
}
