//! `import calendar`: a year's holiday notice, as JSON or as a table of dates.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::Progress;
use crate::desk::import::calendar::{self, Taken};
use crate::locale::say;
use std::path::Path;

pub fn run(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let Taken { summary, known } = calendar::import(&mut session.desk()?, file, &Progress::default())?;
    if known {
        output::tell(say!("cli-calendar-known", year = summary.year.to_string()));
    } else {
        session.has_changed();
    }
    if session.json {
        output::json(&summary)?;
    } else {
        output::line(say!(
            "cli-calendar-done",
            year = summary.year.to_string(),
            off = summary.days_off,
            worked = summary.days_worked
        ))?;
    }
    Ok(Outcome::Done)
}
