//! `report`: the battle report of a day. A sealed day reprints byte for byte.

use super::args::{Report, ReportFormat};
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::report;

pub fn run(session: &Session, args: Report) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.reading_day();
    let officer = session.officer(&book)?;
    let rendered = report::of_day(&mut book, day, &officer)?;
    let format = if session.json { ReportFormat::Json } else { args.format };
    let mut bytes = match format {
        ReportFormat::Txt => rendered.txt,
        ReportFormat::Md => rendered.md,
        ReportFormat::Json => rendered.json,
    };
    if !bytes.ends_with('\n') {
        bytes.push('\n');
    }
    output::write(args.output.as_deref(), bytes.as_bytes())?;
    Ok(Outcome::Done)
}
