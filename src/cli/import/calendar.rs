//! `import calendar`: a year's holiday notice.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::domain::acts::Fact;
use crate::domain::subject::SubjectId;
use crate::plan::Calendar;
use std::path::Path;

pub fn run(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let text =
        std::fs::read_to_string(file).map_err(|e| Failure::unusable(format!("打不开 {}:{e}", file.display())))?;
    let summary =
        Calendar::shipped().add_notice(&text).map_err(|e| Failure::unusable(format!("{}:{e}", file.display())))?;
    let draft = crate::book::Draft {
        unit: Some(book.unit()),
        ..session.draft(&book, vec![SubjectId::unit(book.unit())], Fact::Calendar(serde_json::from_str(&text)?))?
    };
    book.record(draft)?;
    if session.json {
        output::json(&summary)?;
    } else {
        output::line(format!("{} 年:放假 {} 天,调休上班 {} 天", summary.year, summary.days_off, summary.days_worked))?;
    }
    Ok(Outcome::Done)
}
