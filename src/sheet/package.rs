//! The ZIP package around a workbook: which kind of workbook it holds, and whether it unpacks to something sane. Looks
//! at the list of parts only; the unpacker holds each part to the size that the list states.

use super::TableError;
use std::fs::File;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// What a package holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Office Open XML (.xlsx, .xlsm).
    Xlsx,
    /// OpenDocument (.ods, .ots).
    Ods,
}

/// Most parts that a package may have.
const PARTS: usize = 10_000;
/// Bytes of all parts, unpacked. The sheet of a million people takes about a third.
const UNPACKED: u64 = 2 << 30;
/// Bytes of a part that is held in memory as a whole.
const HELD: u64 = 512 << 20;
/// A part of more than so many bytes …
const LARGE: u64 = 64 << 20;
/// … that is packed this many times smaller holds nothing but repetitions: rosters pack 10 to 40 times.
const DENSEST: u64 = 100;

/// Tells what the package holds; refuses one that unpacks beyond measure.
pub fn inspect(mut file: &File) -> Result<Kind, TableError> {
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > PARTS {
        return Err(TableError::TooLarge);
    }
    let (mut total, mut kind, mut foreign) = (0u64, None, None);
    let mut strings = None;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_ascii_lowercase();
        let (size, packed) = (part.size(), part.compressed_size().max(1));
        total = total.saturating_add(size);
        let streamed = name.contains("/worksheets/");
        if total > UNPACKED || (size > HELD && !streamed) || (size > LARGE && size / packed > DENSEST) {
            return Err(TableError::TooLarge);
        }
        match name.as_str() {
            "mimetype" => kind = Some(Kind::Ods),
            "index/document.iwa" => foreign = Some("Numbers"),
            name if name.ends_with("workbook.bin") => foreign = Some("xlsb"),
            name if name.ends_with("workbook.xml") => kind = Some(Kind::Xlsx),
            name if name.ends_with("sharedstrings.xml") => strings = Some((at, size)),
            _ => {}
        }
    }
    if let Some(foreign) = foreign {
        return Err(TableError::OtherWorkbook(foreign));
    }
    if let Some((at, size)) = strings {
        let head = head_of(&mut archive, at)?;
        let count = head.split_once("uniqueCount=\"").and_then(|(_, rest)| rest.split_once('"'));
        // The reader of workbooks sets that much memory aside; a string takes five bytes at least.
        if count.and_then(|(n, _)| n.parse::<u64>().ok()).is_some_and(|n| n > size / 5) {
            return Err(TableError::Damaged("uniqueCount".into()));
        }
    }
    if kind == Some(Kind::Ods) {
        let at = archive.index_for_name("mimetype").unwrap_or_default();
        if !head_of(&mut archive, at)?.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            return Err(TableError::NotATable);
        }
    }
    file.rewind().map_err(damaged)?;
    kind.ok_or(TableError::NotATable)
}

/// The first part of a part.
fn head_of(archive: &mut ZipArchive<&File>, at: usize) -> Result<String, TableError> {
    let mut head = Vec::new();
    archive.by_index(at).map_err(damaged)?.take(4096).read_to_end(&mut head).map_err(damaged)?;
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn damaged(error: impl std::fmt::Display) -> TableError {
    TableError::Damaged(error.to_string())
}
