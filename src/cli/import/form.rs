//! What the imports of forms have in common: their arguments, the rows that go back, and what is told of a file.

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::locale::say;
use crate::roster::form::{FormOptions, Source};
use crate::roster::{Finding, Reject, Severity, rejects};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

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
    pub fn options(&self) -> Result<FormOptions, Failure> {
        let columns_map = super::columns_map(self.columns.as_deref())?;
        Ok(FormOptions { sheet: self.sheet.clone(), columns_map })
    }

    /// The rows that were not taken, as a spreadsheet to be mended; nothing where all were.
    pub fn send_back(&self, source: &Source, rejected: &mut [Reject]) -> Result<(), Failure> {
        rejected.sort_by_key(|reject| reject.row);
        match &self.rejects {
            Some(path) if !rejected.is_empty() => {
                rejects::write_titled(path, &say!("daybook-rejects-title"), &source.header, rejected)
                    .map_err(|e| Failure::unusable(e.to_string()))
            }
            _ => Ok(()),
        }
    }

    /// The answer: a document, or its lines and what needs a person.
    pub fn tell(
        &self,
        session: &Session,
        source: &Source,
        findings: &[Finding],
        counts: Value,
        summary: String,
        batch: Option<&str>,
    ) -> Result<Outcome, Failure> {
        let look = findings.iter().any(|f| f.severity != Severity::Notice);
        let outcome = if look { Outcome::NeedsLook } else { Outcome::Done };
        if session.json {
            let columns: Map<String, Value> =
                source.columns.iter().map(|(key, header)| (key.clone(), header.clone().into())).collect();
            let mut answer = json!({
                "file": self.file, "format": source.format, "encoding": source.encoding, "sheet": source.sheet,
                "header_row": source.header_row, "columns": columns,
            });
            if let (Some(answer), Value::Object(counts)) = (answer.as_object_mut(), counts) {
                answer.extend(counts);
                answer.insert("batch".into(), batch.unwrap_or_default().into());
                answer.insert("dry_run".into(), self.dry_run.into());
                answer.insert("findings".into(), serde_json::to_value(findings)?);
            }
            output::json(&answer)?;
            return Ok(outcome);
        }
        let tried = if self.dry_run { say!("daybook-tried") } else { String::new() };
        output::line(say!("daybook-summary", file = self.file, counts = summary, tried = tried))?;
        if let Some(batch) = batch.filter(|_| !self.dry_run) {
            output::line(say!("daybook-batch", batch = batch))?;
        }
        let grave: Vec<&Finding> = findings.iter().filter(|f| f.severity != Severity::Notice).collect();
        for finding in grave.iter().take(SHOWN) {
            output::tell(line(finding, &source.title(finding.column)));
        }
        if grave.len() > SHOWN {
            output::tell(say!("daybook-more", n = grave.len() - SHOWN));
        }
        Ok(outcome)
    }
}

/// A finding as a line; a cell that holds nothing leaves no gap.
pub fn line(finding: &Finding, column: &str) -> String {
    let Finding { row, value, message, .. } = finding;
    if value.is_empty() {
        return say!("daybook-finding-empty", row = *row, column = column, message = message);
    }
    say!("daybook-finding", row = *row, column = column, value = value, message = message)
}

/// So many findings are told on the screen.
const SHOWN: usize = 20;
