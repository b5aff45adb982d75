//! Workbooks to be filled in: a header that our own import knows, lists to choose from, numbers kept as text so that no
//! program ruins them, one example row that is skipped, and a sheet that says what goes where. What is filled in here
//! imports without a finding.

mod fields;
mod sheets;

use crate::domain::keys::vocabulary;
use crate::locale::say;
use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;

vocabulary! {
    /// Which form is to be filled in.
    TemplateKind { Entries = "entries", "每日工作登记表"; Roster = "roster", "花名册"; Jobs = "jobs", "岗位表"; }
}

/// What the book says that a template needs.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The name of the unit.
    pub unit: String,
    /// The names of its villages.
    pub villages: Vec<String>,
    /// Today.
    pub today: NaiveDate,
}

/// What a column takes.
#[derive(Debug, Clone, PartialEq)]
enum Holds {
    /// Words of one's own.
    Text,
    /// A number that is a name: ID number, phone, household number. Kept as text.
    Digits,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// One of these.
    List(Vec<String>),
}

/// A column to be filled in.
#[derive(Debug, Clone)]
struct Column {
    title: String,
    required: bool,
    holds: Holds,
    /// What goes in, beside what the kind of column says.
    note: String,
    example: String,
    /// For which rows the column is, as the line above the header says.
    group: String,
}

/// A form to be filled in.
struct Sheet {
    /// The sheet's name.
    name: String,
    title: String,
    columns: Vec<Column>,
    /// Columns that stay in sight on the left.
    fixed: u16,
    /// What is said of the form as a whole.
    about: Vec<String>,
}

/// The workbook's bytes.
pub fn workbook(kind: TemplateKind, setting: &Setting) -> Result<Vec<u8>, XlsxError> {
    sheets::write(&match kind {
        TemplateKind::Entries => fields::entries(setting),
        TemplateKind::Roster => fields::roster(setting),
        TemplateKind::Jobs => fields::jobs(setting),
    })
}

/// A name that is seen to be an example, and is skipped by the import.
fn example(name: &str) -> String {
    say!("daybook-example", name = name)
}
