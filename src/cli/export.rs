//! `export`: everything that leaves as a table. ID numbers are masked; `--ids full` says so, and is itself an entry of the
//! ledger: no file with whole numbers comes to be without one.

use super::args::Ids;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::{self, Session};
use crate::desk::Progress;
use crate::desk::export::{self, Outlet, What};
use crate::locale::say;
use crate::sheet::write::{Charset, Format};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Export {
    Roster(RosterTo),
    Spells(Within),
    Trips(To),
    Jobs(To),
    Passengers(PassengersTo),
    Entries(Within),
    Template(super::template::ExportTemplate),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Ndjson,
    Csv,
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "gb18030")]
    Gb18030,
}

#[derive(Debug, clap::Args)]
pub struct To {
    #[arg(long)]
    pub format: Option<ExportFormat>,
    #[arg(long)]
    pub encoding: Option<Encoding>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "full")]
    pub ids: Option<Ids>,
}

#[derive(Debug, clap::Args)]
pub struct Within {
    #[arg(long, value_name = "VILLAGE")]
    pub unit: Option<String>,
    #[command(flatten)]
    pub to: To,
}

#[derive(Debug, clap::Args)]
pub struct RosterTo {
    #[arg(long)]
    pub codes: bool,
    #[command(flatten)]
    pub within: Within,
}

#[derive(Debug, clap::Args)]
pub struct PassengersTo {
    pub trip: String,
    #[command(flatten)]
    pub to: To,
}

pub fn run(session: &Session, args: Export) -> Result<Outcome, Failure> {
    if let Export::Template(args) = args {
        return super::template::run(session, args);
    }
    let mut desk = session.desk()?;
    let village = |unit: &Option<String>| unit.as_deref().map(|text| session::village(&desk.book, text)).transpose();
    let (what, within, to, codes) = match &args {
        Export::Roster(args) => (What::Roster, village(&args.within.unit)?, &args.within.to, args.codes),
        Export::Spells(args) => (What::Spells, village(&args.unit)?, &args.to, false),
        Export::Entries(args) => (What::Entries, village(&args.unit)?, &args.to, false),
        Export::Passengers(args) => (What::Passengers(session::trip(&desk.book, &args.trip)?), None, &args.to, false),
        Export::Trips(to) => (What::Trips, None, to, false),
        Export::Jobs(to) => (What::Jobs, None, to, false),
        Export::Template(_) => return Ok(Outcome::Done),
    };
    let format = to.file_format()?;
    if session.json && to.output.is_none() && format != Format::Ndjson {
        return Err(Failure::unusable(say!("exports-json-only")));
    }
    let stdout = std::io::stdout();
    let outlet = match &to.output {
        Some(path) => Outlet::File(path.clone()),
        None if format == Format::Xlsx && stdout.is_terminal() => {
            return Err(Failure::unusable(say!("exports-workbook-needs-a-file")));
        }
        None => Outlet::Stream(Box::new(BufWriter::new(stdout))),
    };
    let asked = export::Export { what, within, format, ids_full: to.ids.is_some(), codes };
    let exported = export::export(&mut desk, &asked, outlet, &Progress::default())?;
    if asked.ids_full {
        session.has_changed();
        output::tell(say!("exports-whole-numbers"));
    }
    let notices = exported.notices();
    if let Some(mut held) = exported.held {
        let mut out = std::io::stdout().lock();
        std::io::copy(&mut held, &mut out)?;
        out.flush()?;
    }
    if let (true, Some(file)) = (session.json, &exported.path) {
        output::json(&json!({"file": file, "format": format.name(), "rows": exported.written.rows}))?;
    }
    notices.into_iter().for_each(output::tell);
    Ok(Outcome::Done)
}

impl To {
    fn file_format(&self) -> Result<Format, Failure> {
        let format = self.format.map(|format| match format {
            ExportFormat::Ndjson => Format::Ndjson,
            ExportFormat::Csv => Format::Csv(Charset::Utf8),
            ExportFormat::Xlsx => Format::Xlsx,
        });
        let charset = self.encoding.map(|encoding| match encoding {
            Encoding::Utf8 => Charset::Utf8,
            Encoding::Gb18030 => Charset::Gb18030,
        });
        Ok(export::format_for(format, charset, self.output.as_deref())?)
    }
}
