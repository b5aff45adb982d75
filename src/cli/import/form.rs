//! What the imports of forms have in common: their arguments, and what is told of a file.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::import::{Form, Taken};
use crate::locale::say;
use crate::roster::form::Source;
use crate::roster::{Finding, Severity};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Arguments of every form.
#[derive(Debug, clap::Args)]
pub struct ImportForm {
    pub file: PathBuf,
    #[arg(long)]
    pub sheet: Option<String>,
    #[arg(long, value_name = "MAP.toml")]
    pub columns: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

impl ImportForm {
    /// What the desk is asked for.
    pub fn form(&self) -> Form {
        Form {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            columns: self.columns.clone(),
            dry_run: self.dry_run,
            rejects: self.rejects.clone(),
        }
    }

    /// The answer: a document, or its lines and what needs a person.
    pub fn tell<C>(
        &self,
        session: &Session,
        taken: &Taken<C>,
        counts: Value,
        summary: String,
    ) -> Result<Outcome, Failure> {
        if let Some(why) = &taken.unsent {
            return Err(Failure::unusable(why));
        }
        let Taken { source, findings, .. } = taken;
        let batch = taken.recorded.as_ref().map(|r| r.batch.as_str());
        let outcome = if taken.needs_look() { Outcome::NeedsLook } else { Outcome::Done };
        if session.json {
            let rest = json!({"batch": batch.unwrap_or_default(), "dry_run": self.dry_run, "findings": findings});
            output::json(&document(&self.file, source, [counts, rest]))?;
            return Ok(outcome);
        }
        let tried = if self.dry_run { say!("daybook-tried") } else { String::new() };
        output::line(say!("daybook-summary", file = self.file, counts = summary, tried = tried))?;
        if let Some(batch) = batch.filter(|_| !self.dry_run) {
            output::line(say!("daybook-batch", batch = batch))?;
        }
        let grave: Vec<&Finding> = findings.iter().filter(|f| f.severity != Severity::Notice).collect();
        for finding in grave.iter().take(SHOWN) {
            output::tell(finding.line(&source.title(finding.column)));
        }
        if grave.len() > SHOWN {
            output::tell(say!("daybook-more", n = grave.len() - SHOWN));
        }
        Ok(outcome)
    }
}

/// The document of a file that was taken: where its rows stand, and what became of them.
pub fn document(file: &Path, source: &Source, became: impl IntoIterator<Item = Value>) -> Value {
    let columns: Map<String, Value> =
        source.columns.iter().map(|(key, header)| (key.clone(), header.clone().into())).collect();
    let mut all = json!({
        "file": file, "format": source.format, "encoding": source.encoding, "sheet": source.sheet,
        "header_row": source.header_row, "columns": columns,
    });
    if let Some(all) = all.as_object_mut() {
        all.extend(
            became
                .into_iter()
                .filter_map(|part| if let Value::Object(part) = part { Some(part) } else { None })
                .flatten(),
        );
    }
    all
}

/// So many findings are told on the screen.
const SHOWN: usize = 20;
