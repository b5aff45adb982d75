//! The report as a file: a format is chosen, the file is written in the background under a name of its own, and its
//! path told. Enter takes the format of the last time, at first the workbook.

use crate::desk::settings::{Paths, Settings};
use crate::desk::{Error, Progress, printed};
use crate::locale::say;
use crate::report::Format;
use crate::sheet::write::Charset;
use crate::tui::overlays::choose::Choose;
use crate::tui::shared::{Shared, Tone};
use chrono::NaiveDate;
use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

const FORMATS: [Format; 6] = [Format::Xlsx, Format::Txt, Format::Html, Format::Md, Format::Csv, Format::Json];

/// What came of an export, until it is told.
type Outcome = Arc<Mutex<Option<(Tone, String)>>>;

/// See the module.
#[derive(Default)]
pub struct Send {
    last: Rc<Cell<usize>>,
    outcome: Outcome,
}

impl Send {
    /// Asks for the format of this day's report, and writes it.
    pub fn open(&self, day: NaiveDate, cx: &mut Shared) {
        let (last, outcome) = (self.last.clone(), self.outcome.clone());
        let names = FORMATS.iter().map(|format| name(*format)).collect();
        let choose = Choose::new(say!("issue-export-title"), names, move |n, cx| {
            if let Some(format) = FORMATS.get(n) {
                last.set(n);
                start(day, *format, outcome, cx);
            }
        });
        cx.open(choose.at(self.last.get()));
    }

    /// What came of the last export, once.
    pub fn told(&self) -> Option<(Tone, String)> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn name(format: Format) -> String {
    match format {
        Format::Xlsx => say!("issue-as-xlsx"),
        Format::Txt => say!("issue-as-txt"),
        Format::Html => say!("issue-as-html"),
        Format::Md => say!("issue-as-md"),
        Format::Csv => say!("issue-as-csv"),
        Format::Json => say!("issue-as-json"),
    }
}

fn start(day: NaiveDate, format: Format, outcome: Outcome, cx: &mut Shared) {
    let entrance = cx.entrance.clone();
    let progress = Progress::default();
    let handle = progress.clone();
    let job = say!("issue-export-job", day = day, format = printed::ending(format));
    let events = cx.events.clone();
    cx.jobs.start(
        job,
        events,
        move || handle.cancel(),
        move |_| {
            let folder = folder(entrance.config.clone().zip(entrance.data.clone()));
            let write = || -> Result<String, Error> {
                let mut desk = entrance.desk()?;
                desk.turn_to(Some(day));
                std::fs::create_dir_all(&folder).map_err(|e| {
                    Error::refused(say!("issue-no-folder", path = folder.as_path(), why = e.to_string()))
                })?;
                let file = printed::file_in(&desk, &folder, format);
                let notices = printed::save(&mut desk, &file, Charset::Utf8, &progress)?;
                let told = say!("issue-exported", path = file.as_path());
                Ok(std::iter::once(told).chain(notices).collect::<Vec<_>>().join("  "))
            };
            let done = write().map_err(|e| e.to_string());
            let told = match &done {
                Ok(told) => (Tone::Good, told.clone()),
                Err(why) => (Tone::Bad, why.clone()),
            };
            *outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
            done
        },
    );
}

/// Where files go: as the settings say, else the officer's documents, else their home.
fn folder(paths: Option<(PathBuf, PathBuf)>) -> PathBuf {
    let settings = Settings::load(paths.map(|(config_dir, data_dir)| Paths { config_dir, data_dir }));
    let home = || {
        let dirs = directories::UserDirs::new()?;
        Some(dirs.document_dir().filter(|folder| folder.is_dir()).unwrap_or(dirs.home_dir()).to_path_buf())
    };
    settings.export_folder.or_else(home).unwrap_or_else(std::env::temp_dir)
}
