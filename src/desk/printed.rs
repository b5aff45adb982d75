//! The report of a day as a file: which format, in which encoding, under which name.

use super::{Desk, Error, Phase, Progress, Result, overwrite};
use crate::locale::say;
use crate::report::{Format, Printed};
use crate::sheet::OutFile;
use crate::sheet::write::Charset;
use std::path::{Path, PathBuf};

/// The ending of a format's file, and its name in JSON.
pub fn ending(format: Format) -> &'static str {
    match format {
        Format::Txt => "txt",
        Format::Md => "md",
        Format::Html => "html",
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
        Format::Json => "json",
    }
}

/// The format of a file by its ending, text where it says nothing.
///
/// # Errors
/// An ending that promises another kind of file: a text that is named .pdf opens nowhere.
pub fn format_of(file: Option<&Path>) -> Result<Format> {
    let ending = file.and_then(Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    Ok(match ending.as_deref() {
        Some("md") => Format::Md,
        Some("html" | "htm") => Format::Html,
        Some("csv") => Format::Csv,
        Some("xlsx") => Format::Xlsx,
        Some("json") => Format::Json,
        Some(other @ ("svg" | "png" | "jpg" | "jpeg" | "pdf" | "doc" | "docx" | "xls" | "et" | "wps")) => {
            return Err(unable(other));
        }
        _ => Format::Txt,
    })
}

/// That there is no report in this format.
pub fn unable(format: &str) -> Error {
    Error::refused(say!("report-unable", format = format))
}

/// That the day looked at has no seal of its own but another day's covers it, where that is so.
pub fn covered(desk: &Desk) -> Option<String> {
    let day = desk.reading_day();
    let seal = desk.book.steering().seals.iter().find(|seal| seal.day >= day)?;
    (seal.day != day).then(|| say!("report-covered", day = day, by = seal.day, issue = seal.issue))
}

/// The report of the day looked at, whole: a text ends its last line.
pub fn page(desk: &mut Desk, format: Format, charset: Charset) -> Result<Printed> {
    if charset != Charset::Utf8 && format != Format::Csv {
        return Err(Error::refused(say!("report-encoding-for-csv")));
    }
    let (day, officer) = (desk.reading_day(), desk.officer()?);
    let mut printed = desk.wording.print(&mut desk.book, day, &officer, format)?;
    if charset == Charset::Gb18030 {
        printed.bytes = gb18030(printed.bytes)?;
    }
    if format != Format::Xlsx && !printed.bytes.ends_with(b"\n") {
        printed.bytes.push(b'\n');
    }
    Ok(printed)
}

/// The report of the day looked at, as a file of the format that its ending names. Gives what the officer should know of
/// it, in sentences.
pub fn save(desk: &mut Desk, file: &Path, charset: Charset, progress: &Progress) -> Result<Vec<String>> {
    overwrite::check(desk.book.path(), Some(file), None)?;
    progress.enter(Phase::Writing);
    let format = format_of(Some(file))?;
    let printed = page(desk, format, charset)?;
    progress.check()?;
    let whole = || -> std::io::Result<()> {
        let out = OutFile::create(file)?;
        out.write_all(&printed.bytes)?;
        out.keep()
    };
    whole().map_err(|e| Error::refused(say!("cli-cannot-write", file = file, error = e)))?;
    Ok(covered(desk).into_iter().chain(printed.notices).collect())
}

/// A name for the report of the day looked at in this folder; one that is not taken yet.
pub fn file_in(desk: &Desk, folder: &Path, format: Format) -> PathBuf {
    let day = desk.reading_day();
    let steering = desk.book.steering();
    let unit = steering.unit_name(desk.book.unit());
    let name = match steering.seal_on(day) {
        Some(seal) => say!("desk-file-report", unit = unit, day = day, issue = seal.issue),
        None => say!("desk-file-report-open", unit = unit, day = day),
    };
    super::outname::free(folder, &name, ending(format))
}

/// In the encoding of older Chinese programs. It has every Unicode character; only broken text lacks one.
fn gb18030(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (encoded, _, lacking) = encoding_rs::GB18030.encode(text);
    if lacking {
        return Err(Error::refused(say!("report-lacks")));
    }
    Ok(encoded.into_owned())
}
