//! The arguments: the list of commands, the options of all of them, and the arguments of those that move files. A
//! command's own arguments stand in its file; what help says of them stands in data/locales/*/help.ftl.

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// One run.
#[derive(Debug, Parser)]
#[command(name = "zhanbao", version, disable_help_subcommand = true)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    #[value(name = "zh-CN")]
    ZhCn,
    #[value(name = "zh-TW")]
    ZhTw,
    #[value(name = "en")]
    En,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "FILE")]
    pub book: Option<PathBuf>,
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub day: Option<NaiveDate>,
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "NAME")]
    pub officer: Option<String>,
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// Every command: one line each, and one in `cli::run`.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(super::demo::Demo),
    Init(super::init::Init),
    #[command(subcommand)]
    Campaign(super::campaign::Campaign),
    #[command(subcommand)]
    Import(Import),
    Find(super::find::Find),
    Show(super::show::Show),
    #[command(subcommand)]
    Record(super::record::Record),
    Withdraw(super::withdraw::Withdraw),
    #[command(subcommand)]
    Trip(super::trip::Act),
    #[command(subcommand)]
    Jobs(super::jobs::Jobs),
    #[command(subcommand)]
    Target(super::target::Target),
    Plan(super::plan::Plan),
    Due,
    Status,
    Seal(super::seal::Seal),
    Report(Report),
    #[command(subcommand)]
    Export(super::export::Export),
    Bundle(super::exchange::Bundle),
    Merge(super::exchange::Merge),
    Verify,
    Rebuild,
    Completions(super::completions::Completions),
    Manual,
    Backup(super::backup::Backup),
    Restore(super::backup::Restore),
    Rescue(super::backup::Rescue),
    Lock,
    Unlock,
    Doctor(super::doctor::Doctor),
}

#[derive(Debug, Subcommand)]
pub enum Import {
    Roster(ImportRoster),
    Regions { file: PathBuf },
    Calendar { file: PathBuf },
    Entries(super::import::ImportEntries),
    Jobs(super::import::ImportForm),
}

#[derive(Debug, clap::Args)]
pub struct ImportRoster {
    pub file: PathBuf,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    #[arg(long)]
    pub sheet: Option<String>,
    #[arg(long, value_name = "MAP.toml")]
    pub columns: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub overwrite_empty: bool,
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ids {
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Txt,
    Md,
    Html,
    Csv,
    Xlsx,
    Json,
    #[value(hide = true)]
    Svg,
    #[value(hide = true)]
    Png,
}

/// Formats that are filled into a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TemplateFormat {
    Txt,
    Md,
    Html,
}

/// Encodings of a table for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportEncoding {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "gb18030")]
    Gb18030,
}

#[derive(Debug, clap::Args)]
pub struct Report {
    #[arg(long)]
    pub format: Option<ReportFormat>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<ReportEncoding>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "output", "encoding"])]
    pub check_template: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["format", "encoding", "check_template"])]
    pub print_template: Option<TemplateFormat>,
}
