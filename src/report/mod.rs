//! 战报, the battle report: the model with its checks, and one file per format. Every figure is derived from entries;
//! wording comes from templates.

mod besides;
mod blame;
mod board;
mod build;
mod chart;
mod checks;
mod filters;
mod html;
mod model;
mod outlook;
mod parts;
mod passengers;
mod quota;
mod render;
mod retell;
mod sample;
mod sources;
mod tables;
mod tabular;
mod wall;
mod wording;
mod words;
mod workbook;

pub use board::{Chart, board};
pub use build::build;
pub use model::*;
pub use passengers::{PassengerList, passenger_list};
pub use render::{Format, Printed, Rendered, Template, notices, render};
pub use retell::{lang_of, retell};
pub use wording::{Fault, Wording};
pub use words::capital;

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
