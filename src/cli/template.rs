//! `export template`: a workbook to be filled in, for villages and employers.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::locale::say;
use crate::roster::template::{self, Setting, TemplateKind};
use crate::sheet::OutFile;
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
    if args.output.as_ref().is_some_and(|path| !path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"))) {
        return Err(Failure::unusable(say!("daybook-template-workbook")));
    }
    let book = session.open()?;
    let steering = book.steering();
    let setting = Setting {
        unit: steering.unit_name(book.unit()),
        villages: steering.villages().map(|(_, unit)| unit.name.clone()).collect(),
        today: session.reading_day(),
    };
    let bytes = template::workbook(args.kind, &setting).map_err(|e| Failure::unusable(e.to_string()))?;
    let path = args.output.unwrap_or_else(|| PathBuf::from(format!("{}.xlsx", args.kind.name())));
    save(&path, &bytes).map_err(|e| Failure::unusable(say!("daybook-template-unwritable", path = path, error = e)))?;
    if session.json {
        output::json(&json!({"file": path, "kind": args.kind, "villages": setting.villages.len()}))?;
    } else {
        output::line(say!("daybook-template-written", path = path))?;
    }
    if setting.villages.is_empty() {
        output::tell(say!("daybook-template-no-villages"));
    }
    Ok(Outcome::Done)
}

/// A file that is filled in already is worth more than a new one: nothing is written over.
fn save(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let file = OutFile::create_new(path)?;
    file.write_all(bytes)?;
    file.keep_new()
}
