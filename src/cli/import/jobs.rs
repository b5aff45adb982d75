//! `import jobs`: lists of jobs. The same list again renews what it names; nothing stands twice.

use super::form::ImportForm;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::session::Session;
use crate::desk::Progress;
use crate::desk::import::jobs::{self, Counts};
use serde_json::json;

pub fn run(session: &Session, args: ImportForm) -> Result<Outcome, Failure> {
    let taken = jobs::import(&mut session.desk()?, &args.form(), &Progress::default())?;
    if taken.recorded.is_some() {
        session.has_changed();
    }
    let Counts { new, changed, renewed, unchanged } = taken.counts;
    let counts = json!({
        "rows": taken.rows, "new": new, "refreshed": changed + renewed, "changed": changed, "unchanged": unchanged,
        "rejected": taken.rejected,
    });
    args.tell(session, &taken, counts, taken.told())
}
