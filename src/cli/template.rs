//! `export template`: a workbook to be filled in, for villages and employers.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::template::{self, Saved};
use crate::locale::say;
use crate::roster::template::TemplateKind;
use serde_json::json;
use std::path::PathBuf;

/// Arguments of `export template`.
#[derive(Debug, clap::Args)]
pub struct ExportTemplate {
    #[arg(value_name = "KEY", value_parser = kind)]
    pub kind: TemplateKind,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

fn kind(text: &str) -> Result<TemplateKind, String> {
    text.parse()
}

pub fn run(session: &Session, args: ExportTemplate) -> Result<Outcome, Failure> {
    template::check(args.output.as_deref())?;
    let Saved { path, villages } = template::save(&session.desk()?, args.kind, args.output.as_deref())?;
    if session.json {
        output::json(&json!({"file": path, "kind": args.kind, "villages": villages}))?;
    } else {
        output::line(say!("daybook-template-written", path = path))?;
    }
    if villages == 0 {
        output::tell(say!("daybook-template-no-villages"));
    }
    Ok(Outcome::Done)
}
