//! A file that comes to be as a whole or not at all: written beside its place under another name, then moved there. An
//! older file of that name stays as it is until the new one is complete.

use crate::locale::{self, say};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Nobody writes a file for so long without a word.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A file under writing. Dropped before [`OutFile::keep`], it leaves nothing behind.
pub enum OutFile {
    /// Beside its place.
    Beside(NamedTempFile, PathBuf),
    /// What is no file (a pipe, a device) is written as it comes.
    Stream(File),
}

impl OutFile {
    /// Begins a file that only its owner may read: tables name people.
    pub fn create(path: &Path) -> io::Result<Self> {
        // Where a link stands, what it points to is replaced, and the link stays.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if let Ok(there) = fs::metadata(&place) {
            if there.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            if !there.is_file() {
                return Ok(Self::Stream(File::options().write(true).open(&place)?));
            }
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        clear_leftovers(folder, ".zhanbao-");
        let file = tempfile::Builder::new().prefix(".zhanbao-").suffix(".part").tempfile_in(folder)?;
        Ok(Self::Beside(file, place))
    }

    /// Begins a file that may not be there yet: one that is filled in already is worth more than a new one.
    pub fn create_new(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Self::create(path)
    }

    /// The folder in which it comes to be.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Beside(file, _) => file.path().parent(),
            Self::Stream(_) => None,
        }
    }

    /// Where its bytes go.
    pub fn writer(&self) -> io::Result<File> {
        match self {
            Self::Beside(file, _) => file.as_file().try_clone(),
            Self::Stream(file) => file.try_clone(),
        }
    }

    /// Sees its bytes onto the disk: what is left to do is giving it its name.
    pub fn sync(&self) -> io::Result<()> {
        match self {
            Self::Beside(file, _) => file.as_file().sync_all(),
            Self::Stream(_) => Ok(()),
        }
    }

    /// Puts it in its place, whole and on the disk.
    pub fn keep(self) -> io::Result<()> {
        self.sync()?;
        self.keep_synced()
    }

    /// The same of one that is on the disk already.
    pub fn keep_synced(self) -> io::Result<()> {
        match self {
            Self::Beside(file, place) => {
                file.persist(&place).map_err(|e| e.error)?;
                sync_folder(&place);
            }
            Self::Stream(file) => drop(file),
        }
        Ok(())
    }

    /// The same where nothing has come to lie there meanwhile.
    pub fn keep_new(self) -> io::Result<()> {
        self.sync()?;
        match self {
            Self::Beside(file, place) => {
                file.persist_noclobber(&place).map_err(|e| e.error)?;
                sync_folder(&place);
                Ok(())
            }
            stream => stream.keep_synced(),
        }
    }

    /// Writes all of a file.
    pub fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        self.writer()?.write_all(bytes)
    }
}

/// Clears away files that were begun under such a name more than a day ago: whoever wrote them was killed. They name people.
pub fn clear_leftovers(folder: &Path, begin: &str) {
    for there in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = there.file_name();
        let begun = name.to_str().is_some_and(|name| name.starts_with(begin) && name.contains(".part"));
        let age = || there.metadata().ok().filter(fs::Metadata::is_file)?.modified().ok()?.elapsed().ok();
        if begun && age().is_some_and(|age| age > DAY) {
            let _ = fs::remove_file(there.path());
        }
    }
}

/// What the system says of a file that it could not write; of a full disk in words of our own.
pub fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            say!("sheet-disk-full", error = error)
        }
        _ => locale::io_words(error),
    }
}

/// The name too is to survive a power cut. Not every system opens folders.
fn sync_folder(place: &Path) {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_half_written_a_day_ago_goes_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let lay = |name: &str, hours: u64| {
            let file = File::create(dir.path().join(name)).unwrap();
            let age = Duration::from_secs(hours * 3_600);
            file.set_modified(std::time::SystemTime::now() - age).unwrap();
        };
        lay(".zhanbao-abc.part", 25);
        lay(".zhanbao-abd.part", 1);
        lay(".zhanbao-letter", 900);
        lay("zhanbao.part", 900);
        OutFile::create(&dir.path().join("名册.csv")).unwrap().keep().unwrap();
        let mut left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".zhanbao-abd.part", ".zhanbao-letter", "zhanbao.part", "名册.csv"]);
    }

    #[test]
    fn an_older_file_stays_until_the_new_one_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("名册.csv");
        fs::write(&path, "旧").unwrap();
        let given_up = OutFile::create(&path).unwrap();
        given_up.writer().unwrap().write_all("新".as_bytes()).unwrap();
        drop(given_up);
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
        let file = OutFile::create(&path).unwrap();
        file.writer().unwrap().write_all("新".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
        file.keep().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
        assert!(OutFile::create_new(&path).is_err(), "what is there stays");
        let (late, name) = (OutFile::create_new(&dir.path().join("新.csv")).unwrap(), dir.path().join("新.csv"));
        fs::write(&name, "别人的").unwrap();
        assert!(late.keep_new().is_err());
        assert_eq!(fs::read_to_string(&name).unwrap(), "别人的");
        assert!(OutFile::create(dir.path()).is_err(), "a folder is no file");
        assert!(OutFile::create(&dir.path().join("没有/名册.csv")).is_err());
    }
}
