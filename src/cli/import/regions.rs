//! `import regions`: the region tree, or the part of it that a book needs.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::Progress;
use crate::desk::import::regions::{self, Taken};
use crate::locale::say;
use serde_json::json;
use std::path::Path;

pub fn run(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let Taken { rows, taken, recorded, villages } = regions::import(&mut session.desk()?, file, &Progress::default())?;
    if recorded.is_some() {
        session.has_changed();
    }
    let added = recorded.as_ref().map_or(0, |r| r.entries.len());
    if session.json {
        output::json(&json!({
            "file": file, "rows": rows, "taken": taken, "new": added,
            "batch": recorded.map(|r| r.batch), "villages": villages,
        }))?;
    } else {
        output::line(say!("cli-regions-done", rows = rows, taken = taken, new = added, villages = villages))?;
    }
    Ok(Outcome::Done)
}
