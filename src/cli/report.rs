//! `report`: the battle report of a day. A sealed day reprints byte for byte.

use super::args::{Report, ReportFormat};
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::locale::say;
use crate::report;

pub fn run(session: &Session, args: Report) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.reading_day();
    let officer = session.officer(&book)?;
    let covering = book.steering().seals.iter().find(|seal| seal.day >= day);
    if let Some(seal) = covering.filter(|seal| seal.day != day) {
        eprintln!("{}", say!("cli-report-covered", day = day, seal = seal.day, issue = seal.issue));
    }
    let rendered = report::of_day(&mut book, day, &officer)?;
    let ending = args.output.as_deref().and_then(|path| path.extension()).and_then(|e| e.to_str());
    let format = match (session.json, args.format, ending) {
        (true, _, _) => ReportFormat::Json,
        (false, Some(format), _) => format,
        (false, None, Some("md")) => ReportFormat::Md,
        (false, None, Some("json")) => ReportFormat::Json,
        (false, None, _) => ReportFormat::Txt,
    };
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
