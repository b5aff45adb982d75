//! Bundles of entries for another device of the same people's book, and theirs.

use super::{Desk, Error, Phase, Progress, Result, overwrite};
use crate::book::{Book, Merged, SealMark, Vector};
use crate::locale::say;
use crate::sheet::{OutFile, told};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

/// Writes what the other device lacks: everything, or what came after its own bundle `since`. Gives how many entries.
pub fn bundle(desk: &Desk, output: &Path, since: Option<&Path>, progress: &Progress) -> Result<u64> {
    overwrite::check(desk.book.path(), Some(output), since)?;
    progress.enter(Phase::Writing);
    let since = match since {
        Some(path) => Book::bundle_vector(&mut reader(path)?)?,
        None => Vector::default(),
    };
    let wrong = |e: std::io::Error| Error::refused(say!("cli-cannot-write", file = output, error = told(&e)));
    let file = OutFile::create(output).map_err(wrong)?;
    let mut out = BufWriter::new(file.writer().map_err(wrong)?);
    let entries = desk.book.bundle(&since, &mut out)?;
    out.flush().map_err(wrong)?;
    drop(out);
    progress.check()?;
    file.keep().map_err(wrong)?;
    Ok(entries)
}

/// What a merge brought.
#[derive(Debug, Clone)]
pub struct Joined {
    /// What the book took.
    pub merged: Merged,
    /// Seals of days that had one already: a 疑点 each.
    pub rivals: Vec<SealMark>,
}

impl Joined {
    /// Whether something needs a person.
    pub fn needs_look(&self) -> bool {
        let Merged { forks, lacking, ahead, .. } = &self.merged;
        !self.rivals.is_empty() || !forks.is_empty() || !lacking.is_empty() || *ahead > 0
    }
}

/// Takes another device's bundle in: all of it, or nothing.
pub fn merge(desk: &mut Desk, file: &Path, progress: &Progress) -> Result<Joined> {
    progress.enter(Phase::Recording);
    let before = desk.book.steering().rival_seals.len();
    let mut input = reader(file)?;
    let merged = progress.stopping(&mut desk.book, |book| Ok(book.merge(&mut input)?))?;
    let rivals = desk.book.steering().rival_seals.iter().skip(before).cloned().collect();
    Ok(Joined { merged, rivals })
}

fn reader(path: &Path) -> Result<BufReader<File>> {
    let file = File::open(path).map_err(|e| Error::refused(say!("cli-cannot-open", file = path, error = e)))?;
    Ok(BufReader::new(file))
}
