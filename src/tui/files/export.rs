//! What leaves: first what it is, then as which file. It is made in the background; its path is told. ID numbers are
//! masked; whole ones are asked for once more, and the book keeps that they were given out.

use super::folder;
use crate::desk::export::{self, Export, Outlet, What};
use crate::desk::{Desk, Error, printed, template};
use crate::locale::say;
use crate::report;
use crate::roster::template::TemplateKind;
use crate::sheet::write::{Charset, Format};
use crate::text;
use crate::tui::jobs::Told;
use crate::tui::overlays::choose::Choose;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::shared::{Shared, Tone};
use crate::tui::steps::{Step, Steps, Work};
use crate::tui::theme::Role;
use std::path::{Path, PathBuf};

/// What can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Report,
    Table(What),
    Templates,
}

const THINGS: [Thing; 7] = [
    Thing::Report,
    Thing::Table(What::Roster),
    Thing::Table(What::Entries),
    Thing::Table(What::Spells),
    Thing::Table(What::Trips),
    Thing::Table(What::Jobs),
    Thing::Templates,
];

/// The report's formats, the one that goes into a chat group first.
const REPORTS: [report::Format; 6] = [
    report::Format::Txt,
    report::Format::Xlsx,
    report::Format::Html,
    report::Format::Csv,
    report::Format::Md,
    report::Format::Json,
];

/// The formats of tables, the one that every office opens first.
const TABLES: [Format; 4] = [Format::Xlsx, Format::Csv(Charset::Utf8), Format::Csv(Charset::Gb18030), Format::Ndjson];

impl Thing {
    fn name(self) -> String {
        match self {
            Self::Report => say!("files-out-report"),
            Self::Table(What::Roster) => say!("files-out-roster"),
            Self::Table(What::Entries) => say!("files-out-entries"),
            Self::Table(What::Spells) => say!("files-out-spells"),
            Self::Table(What::Trips) => say!("files-out-trips"),
            Self::Table(What::Jobs) => say!("files-out-jobs"),
            Self::Table(What::Passengers(_)) => say!("exports-passengers"),
            Self::Templates => say!("files-out-templates"),
        }
    }
}

fn report_name(format: report::Format) -> String {
    match format {
        report::Format::Txt => say!("files-as-text"),
        report::Format::Xlsx => say!("files-as-workbook"),
        report::Format::Html => say!("files-as-page"),
        report::Format::Csv => say!("files-as-csv"),
        report::Format::Md => say!("files-as-markdown"),
        report::Format::Json => say!("files-as-json"),
    }
}

fn table_name(format: Format) -> String {
    match format {
        Format::Xlsx => say!("files-as-workbook"),
        Format::Csv(Charset::Utf8) => say!("files-as-csv"),
        Format::Csv(_) => say!("files-as-csv-gb"),
        Format::Ndjson => say!("files-as-lines"),
    }
}

/// What is to leave.
pub fn what() -> Choose {
    let names = THINGS.iter().map(|thing| thing.name()).collect();
    Choose::new(say!("files-export"), names, |n, cx| {
        if let Some(thing) = THINGS.get(n) {
            as_what(*thing, cx);
        }
    })
}

/// As which file, and into which folder.
fn as_what(thing: Thing, cx: &mut Shared) {
    let folder = cx.entrance.export_folder();
    let has_numbers = matches!(thing, Thing::Table(What::Roster | What::Spells | What::Entries));
    let mut names: Vec<String> = match thing {
        Thing::Report => REPORTS.iter().map(|format| report_name(*format)).collect(),
        Thing::Table(_) => TABLES.iter().map(|format| table_name(*format)).collect(),
        Thing::Templates => TemplateKind::ALL.iter().map(|kind| kind.name()).collect(),
    };
    let formats = names.len();
    if has_numbers {
        names.push(say!("files-as-whole-numbers"));
    }
    names.push(say!("files-other-folder"));
    let last = names.len() - 1;
    let title = say!("files-export-to", what = thing.name(), folder = folder::shown(&folder));
    cx.open(Choose::new(title, names, move |n, cx| match thing {
        _ if n == last => other_folder(thing, &folder, cx),
        Thing::Report => {
            if let Some(format) = REPORTS.get(n) {
                report(*format, cx);
            }
        }
        Thing::Templates => {
            if let Some(kind) = TemplateKind::ALL.get(n) {
                blank(*kind, cx);
            }
        }
        Thing::Table(what) if n < formats => {
            if let Some(format) = TABLES.get(n) {
                table(thing.name(), what, *format, false, cx);
            }
        }
        Thing::Table(what) => {
            let text = say!("files-whole-numbers-sure", what = thing.name());
            cx.open(Confirm::new(say!("files-as-whole-numbers"), &text, move |cx| {
                table(thing.name(), what, Format::Xlsx, true, cx);
            }));
        }
    }));
}

/// Another folder, from now on.
fn other_folder(thing: Thing, folder: &Path, cx: &mut Shared) {
    cx.open(folder_form("export_folder", folder, move |cx| as_what(thing, cx)));
}

/// Asks for a folder and keeps it in the settings under a key; a folder that is not there is made.
pub fn folder_form(key: &'static str, now: &Path, then: impl Fn(&mut Shared) + Send + Clone + 'static) -> Steps {
    let step = Step::new(say!("files-folder-label"), say!("files-folder-hint"))
        .with(&folder::shown(now))
        .checked(|text| folder::path_of(text).is_none().then(|| say!("files-folder-whole")));
    Steps::new(say!("files-other-folder"), vec![step]).works(say!("files-looking"), move |said, cx| -> Work {
        let (entrance, then) = (cx.entrance.clone(), then.clone());
        let path = said.first().and_then(|text| folder::path_of(text)).unwrap_or_default();
        Box::new(move || {
            std::fs::create_dir_all(&path).map_err(|e| say!("files-folder-not-made", path = path, why = e))?;
            entrance.change(key, path.to_str()).map_err(|e| e.to_string())?;
            Ok(Box::new(move |cx: &mut Shared| {
                cx.close();
                then(cx);
            }))
        })
    })
}

/// The report of the day that is looked at, in the background.
pub fn report(format: report::Format, cx: &mut Shared) {
    start(say!("files-out-report"), cx, move |desk, folder, progress| {
        let file = printed::file_in(desk, folder, format);
        let notices = printed::save(desk, &file, Charset::Utf8, progress)?;
        Ok((file, notices))
    });
}

fn table(name: String, what: What, format: Format, ids_full: bool, cx: &mut Shared) {
    start(name, cx, move |desk, folder, progress| {
        let file = export::file_in(desk, folder, what, format)?;
        let asked = Export { what, within: None, format, ids_full, codes: false };
        let exported = export::export(desk, &asked, Outlet::File(file.clone()), progress)?;
        let rows = say!("files-rows", n = exported.written.rows);
        Ok((file, std::iter::once(rows).chain(exported.notices()).collect()))
    });
}

fn blank(kind: TemplateKind, cx: &mut Shared) {
    start(kind.name(), cx, move |desk, folder, _| {
        let file = crate::desk::outname::free(folder, &kind.name(), "xlsx");
        let saved = template::save(desk, kind, Some(&file))?;
        Ok((saved.path, Vec::new()))
    });
}

/// Makes a file in the folder of exports, and tells where it is.
fn start(
    name: String,
    cx: &mut Shared,
    make: impl FnOnce(&mut Desk, &Path, &crate::desk::Progress) -> Result<(PathBuf, Vec<String>), Error> + Send + 'static,
) {
    let folder = cx.entrance.export_folder();
    let title = say!("files-exporting", what = name);
    let begun = say!("files-begun", name = title);
    cx.start(title, move |desk, progress| {
        std::fs::create_dir_all(&folder)
            .map_err(|e| Error::refused(say!("files-folder-not-made", path = folder, why = e)))?;
        let (file, notices) = make(desk, &folder, progress)?;
        let line = say!("files-exported", what = name, path = folder::shown(&file));
        let lines = notices.into_iter().map(|notice| (text::clean(&notice).into_owned(), Role::Info)).collect();
        Ok(Told { lines, ..Told::good(line) })
    });
    cx.tell(Tone::Good, begun);
}
