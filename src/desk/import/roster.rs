//! A roster: whoever lives here, and how things stand with them on the roster's date.

use crate::book::{ImportPlan, Imported, RosterLine};
use crate::desk::{Desk, Error, Phase, Progress, Result, overwrite};
use crate::domain::region::RegionCode;
use crate::locale::say;
use crate::roster::{self, RosterRow, Severity};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Which roster, and how it is to be read.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The file.
    pub file: PathBuf,
    /// Its date; else its title or its name must say it.
    pub as_of: Option<NaiveDate>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// A map of columns (TOML).
    pub columns: Option<PathBuf>,
    /// Does all the work and keeps nothing of it.
    pub dry_run: bool,
    /// Fields that are empty in the file are blanked in the book.
    pub overwrite_empty: bool,
    /// Where the rows go that were not taken; not written where all were.
    pub rejects: Option<PathBuf>,
}

/// What became of a roster.
#[derive(Debug, Clone)]
pub struct Taken {
    /// What the file is and what was found in it.
    pub summary: roster::Summary,
    /// What the book made of it.
    pub imported: Imported,
    /// Why the rows not taken could not be written back, the book being changed all the same.
    pub unsent: Option<String>,
}

impl Taken {
    /// What the book made of it, as far as an officer should know, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        let Imported { villages, missing, .. } = &self.imported;
        let numbered =
            |(code, name): &(RegionCode, String)| say!("cli-import-provisional", name = name, code = code.to_string());
        let mut notes: Vec<String> = villages.iter().map(numbered).collect();
        if *missing > 0 {
            notes.push(say!("cli-import-missing", count = *missing));
        }
        notes
    }

    /// What is to be known of a file that does not say who can work.
    pub fn without_capacity(&self) -> Option<String> {
        let said = self.summary.source.columns.iter().any(|(key, _)| key == "capacity");
        (!said).then(|| say!("cli-import-no-capacity"))
    }

    /// Whether something needs a person.
    pub fn needs_look(&self) -> bool {
        self.summary.findings.iter().any(|f| f.severity != Severity::Notice)
    }
}

fn line_of(row: RosterRow) -> RosterLine {
    RosterLine {
        id_no: row.id.as_str().into(),
        household_no: row.household_no,
        facts: Box::new(row.facts),
        village: row.village_name,
        household_village: row.household_village,
    }
}

/// Brings a roster in.
pub fn import(desk: &mut Desk, asked: &Roster, progress: &Progress) -> Result<Taken> {
    overwrite::check(desk.book.path(), asked.rejects.as_deref(), Some(&asked.file))?;
    let day = desk.recording_day()?;
    let officer = desk.officer()?;
    let places = desk.book.gazetteer();
    let mut options = roster::Options {
        taken: FxHashMap::default(),
        sheet: asked.sheet.clone(),
        columns_map: super::columns_map(asked.columns.as_deref())?,
        as_of: asked.as_of,
        today: day,
        overwrite_empty: asked.overwrite_empty,
    };
    progress.enter(Phase::Reading);
    let mut opened = roster::open(&asked.file, &options)?;
    // Rows that come back unmended do not take the place of those who were kept.
    for id in opened.duplicates()? {
        if let [known] = desk.book.find(id.as_str(), 2, day)?.as_slice() {
            options.taken.insert(id.as_str().to_owned(), known.name.clone());
        }
    }
    // A row of a roster takes some 200 bytes: enough to know whether the file outweighs the book.
    let rows = std::fs::metadata(&asked.file).map_or(0, |m| m.len() / 200) as usize;
    let plan = ImportPlan { day, officer: &officer, rows, dry_run: asked.dry_run };
    let (summary, imported) = progress.stopping(&mut desk.book, |book| {
        book.import(plan, |sink| {
            let mut heard = |done, total| {
                progress.set(done, total);
                if progress.cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let summary = opened.read(&options, &places, &places, &mut heard, &mut |row| sink(line_of(row)))?;
            if summary.as_of > day {
                return Err(Error::refused(say!("cli-import-as-of-ahead", as_of = summary.as_of, day = day)));
            }
            // What is left is the book's: its rows, its indexes.
            progress.enter(Phase::Recording);
            Ok(summary)
        })
    })?;
    let unsent = asked.rejects.as_ref().filter(|_| !summary.rejects.is_empty()).and_then(|path| {
        let written = roster::rejects::write(path, summary.as_of, &summary.source.header, &summary.rejects);
        written.err().map(|error| error.to_string())
    });
    Ok(Taken { summary, imported, unsent })
}
