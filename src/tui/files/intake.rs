//! What a file is taken as, and what taking it comes to: the same for a trial and for the import itself.

use crate::desk::import::{self, FileKind, Form, Taken, calendar, entries, jobs, regions, roster};
use crate::desk::{Desk, Error, Progress};
use crate::locale::say;
use crate::roster::form::Source;
use crate::roster::{Finding, RosterError, Severity};
use chrono::NaiveDate;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a file can be brought in as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who lives here.
    Roster,
    /// What was done on a day.
    Entries,
    /// Where work is to be had.
    Jobs,
    /// Villages and their codes.
    Regions,
    /// A year's holidays.
    Calendar,
}

impl Kind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Roster, Self::Entries, Self::Jobs, Self::Regions, Self::Calendar];

    /// What an officer calls it.
    pub fn name(self) -> String {
        match self {
            Self::Roster => say!("files-kind-roster"),
            Self::Entries => say!("files-kind-entries"),
            Self::Jobs => say!("files-kind-jobs"),
            Self::Regions => say!("files-kind-regions"),
            Self::Calendar => say!("files-kind-calendar"),
        }
    }

    /// Whether it is tried before it is taken; the rest is all or nothing, and the same again changes nothing.
    pub fn tried(self) -> bool {
        matches!(self, Self::Roster | Self::Entries | Self::Jobs)
    }

    /// What a file speaks for; `None` where it speaks for nothing. Reads the file.
    pub fn of(path: &Path) -> Option<Self> {
        let mut head = [0; 512];
        let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut head)).unwrap_or(0);
        let head = String::from_utf8_lossy(head.get(..read).unwrap_or_default()).into_owned();
        let first = head.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        if first.trim_start().starts_with('{') {
            return Some(Self::Calendar);
        }
        let columns: Vec<&str> = first.split(',').map(str::trim).collect();
        if ["code", "name", "level"].iter().all(|column| columns.contains(column)) {
            return Some(Self::Regions);
        }
        Some(match import::kind_of(path)? {
            FileKind::Roster => Self::Roster,
            FileKind::Entries => Self::Entries,
            FileKind::Jobs => Self::Jobs,
        })
    }
}

/// A file, and how it is to be taken.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The file.
    pub file: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// A roster's date, where the file does not say it.
    pub as_of: Option<NaiveDate>,
    /// Where the rows go that are not taken.
    pub rejects: Option<PathBuf>,
    /// Whether all is done and nothing kept.
    pub trial: bool,
}

/// Something found in a row.
#[derive(Debug, Clone)]
pub struct Spot {
    /// What was found.
    pub finding: Finding,
    /// The column's header.
    pub column: String,
}

/// What taking a file comes to.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many rows became what, in one sentence.
    pub counts: String,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
    /// What was found in rows, grave things first.
    pub spots: Vec<Spot>,
    /// Rows not taken.
    pub rejected: u64,
    /// Whether the book says anything new afterwards.
    pub changes: bool,
    /// The roster does not say its date.
    pub undated: bool,
}

/// Takes a file.
///
/// # Errors
/// Why nothing of it can be taken; nothing is changed then.
pub fn take(desk: &mut Desk, asked: &Intake, progress: &Progress) -> Result<Found, Error> {
    let form =
        || Form { file: asked.file.clone(), rejects: asked.rejects.clone(), dry_run: asked.trial, ..Form::default() };
    match asked.kind {
        Kind::Roster => roster(desk, asked, progress),
        Kind::Entries => {
            let asked = entries::Entries { form: form(), ..entries::Entries::default() };
            let taken = entries::import(desk, &asked, progress)?;
            let (told, notes, changes) = (taken.told(), taken.counts.notes(), taken.counts.new > 0);
            Ok(found(taken, told, notes, changes))
        }
        Kind::Jobs => {
            let taken = jobs::import(desk, &form(), progress)?;
            let jobs::Counts { new, changed, renewed, .. } = taken.counts;
            let told = taken.told();
            Ok(found(taken, told, Vec::new(), new + changed + renewed > 0))
        }
        Kind::Regions => {
            let taken = regions::import(desk, &asked.file, progress)?;
            let new = taken.recorded.as_ref().map_or(0, |recorded| recorded.entries.len());
            let (rows, villages) = (taken.rows, taken.villages);
            let counts = say!("cli-regions-done", rows = rows, taken = taken.taken, new = new, villages = villages);
            Ok(Found { counts, changes: new > 0, ..Found::default() })
        }
        Kind::Calendar => {
            let calendar::Taken { summary, known } = calendar::import(desk, &asked.file, progress)?;
            let (year, off, worked) = (summary.year.to_string(), summary.days_off, summary.days_worked);
            let notes = if known { vec![say!("cli-calendar-known", year = year)] } else { Vec::new() };
            let counts = say!("cli-calendar-done", year = year, off = off, worked = worked);
            Ok(Found { counts, notes, changes: !known, ..Found::default() })
        }
    }
}

fn roster(desk: &mut Desk, asked: &Intake, progress: &Progress) -> Result<Found, Error> {
    let Intake { file, as_of, rejects, trial, .. } = asked.clone();
    let roster = roster::Roster { file, as_of, rejects, dry_run: trial, ..roster::Roster::default() };
    let taken = match roster::import(desk, &roster, progress) {
        Err(Error::Roster(RosterError::NoDate)) => return Ok(Found { undated: true, ..Found::default() }),
        taken => taken?,
    };
    let (summary, imported) = (&taken.summary, &taken.imported);
    let counts = say!(
        "files-roster-counts",
        as_of = summary.as_of,
        rows = summary.rows,
        new = imported.new,
        updated = imported.updated,
        unchanged = imported.unchanged,
        rejected = summary.rejected
    );
    let unsent = taken.unsent.iter().cloned();
    let notes = unsent.chain(taken.notes()).chain(taken.without_capacity()).collect();
    let spots = spots(&summary.findings, &summary.source);
    let changes = imported.new + imported.updated > 0;
    Ok(Found { counts, notes, spots, rejected: summary.rejected, changes, undated: false })
}

fn found<C>(taken: Taken<C>, counts: String, mut notes: Vec<String>, changes: bool) -> Found {
    notes.extend(taken.unsent);
    let spots = spots(&taken.findings, &taken.source);
    Found { counts, notes, spots, rejected: taken.rejected as u64, changes, undated: false }
}

/// What was found in rows, grave things first.
fn spots(findings: &[Finding], source: &Source) -> Vec<Spot> {
    let spot = |finding: &Finding| Spot { finding: finding.clone(), column: source.title(finding.column) };
    let mut spots: Vec<Spot> = findings.iter().map(spot).collect();
    spots.sort_by_key(|spot| match spot.finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Notice => 2,
    });
    spots
}
