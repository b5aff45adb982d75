//! The report as a file: a format is chosen, the file is written in the background under a name of its own, and its
//! path told. Enter takes the format of the last time, at first the workbook.

use crate::desk::{Error, printed};
use crate::locale::say;
use crate::report::Format;
use crate::sheet::write::Charset;
use crate::tui::jobs::Told;
use crate::tui::overlays::choose::Choose;
use crate::tui::shared::Shared;
use chrono::NaiveDate;
use std::cell::Cell;
use std::rc::Rc;

const FORMATS: [Format; 6] = [Format::Xlsx, Format::Txt, Format::Html, Format::Md, Format::Csv, Format::Json];

/// See the module.
#[derive(Default)]
pub struct Send {
    last: Rc<Cell<usize>>,
}

impl Send {
    /// Asks for the format of this day's report, and writes it.
    pub fn open(&self, day: NaiveDate, cx: &mut Shared) {
        let last = self.last.clone();
        let names = FORMATS.iter().map(|format| name(*format)).collect();
        let choose = Choose::new(say!("issue-export-title"), names, move |n, cx| {
            if let Some(format) = FORMATS.get(n) {
                last.set(n);
                start(day, *format, cx);
            }
        });
        cx.open(choose.at(self.last.get()));
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

fn start(day: NaiveDate, format: Format, cx: &mut Shared) {
    let folder = cx.entrance.export_folder();
    let job = say!("issue-export-job", day = day, format = printed::ending(format));
    cx.start(job, move |desk, progress| {
        desk.turn_to(Some(day));
        std::fs::create_dir_all(&folder)
            .map_err(|e| Error::refused(say!("issue-no-folder", path = folder.as_path(), why = e.to_string())))?;
        let file = printed::file_in(desk, &folder, format);
        let notices = printed::save(desk, &file, Charset::Utf8, progress)?;
        let told = say!("issue-exported", path = file.as_path());
        Ok(Told::good(std::iter::once(told).chain(notices).collect::<Vec<_>>().join("  ")))
    });
}
