//! Workbooks to be filled in, for villages and employers.

use super::{Desk, Error, Result};
use crate::locale::say;
use crate::roster::template::{self, Setting, TemplateKind};
use crate::sheet::OutFile;
use std::path::{Path, PathBuf};

/// A template that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The file.
    pub path: PathBuf,
    /// So many villages can be chosen in it; 0 where the book knows none.
    pub villages: usize,
}

/// Refuses a file that is named as something else than a workbook.
pub fn check(file: Option<&Path>) -> Result<()> {
    let workbook = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    if file.is_some_and(|path| !workbook(path)) {
        return Err(Error::refused(say!("daybook-template-workbook")));
    }
    Ok(())
}

/// Writes a template, under its own name in the present folder where no file is named. A file that is filled in already
/// is worth more than a new one: nothing is written over.
pub fn save(desk: &Desk, kind: TemplateKind, file: Option<&Path>) -> Result<Saved> {
    check(file)?;
    let steering = desk.book.steering();
    let setting = Setting {
        unit: steering.unit_name(desk.book.unit()),
        villages: steering.villages().map(|(_, unit)| unit.name.clone()).collect(),
        today: desk.reading_day(),
    };
    let bytes = template::workbook(kind, &setting).map_err(|e| Error::refused(e.to_string()))?;
    let path = file.map_or_else(|| PathBuf::from(format!("{}.xlsx", kind.name())), Path::to_owned);
    let whole = || -> std::io::Result<()> {
        let file = OutFile::create_new(&path)?;
        file.write_all(&bytes)?;
        file.keep_new()
    };
    whole().map_err(|e| Error::refused(say!("daybook-template-unwritable", path = path, error = e)))?;
    Ok(Saved { path, villages: setting.villages.len() })
}
