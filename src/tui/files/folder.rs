//! What lies in a folder, and where a path leads that somebody typed, pasted, or dropped into the terminal. Read beside
//! the console: a drive of another computer may take its time.

use crate::locale::say;
use crate::text::{self, NameKeys};
use chrono::{DateTime, Local};
use directories::{BaseDirs, UserDirs};
use std::path::{Path, PathBuf};

/// So many entries of a folder are shown; more than that nobody looks through.
const MOST: usize = 5_000;

/// Where files arrive, under the names that systems give these folders.
const USUAL: [&str; 4] = ["Downloads", "下载", "Documents", "文档"];

/// A file or folder that can be chosen.
pub struct Entry {
    /// Its name, cleaned.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub folder: bool,
    /// Its bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<DateTime<Local>>,
    keys: NameKeys,
}

impl Entry {
    /// Whether its name contains what is typed, or its pinyin does.
    pub fn answers(&self, typed: &str) -> bool {
        let typed = typed.to_lowercase();
        let folded = text::fold_query(&typed);
        let sounds = || self.keys.initials.iter().chain(&self.keys.full);
        self.name.to_lowercase().contains(&typed) || (!folded.is_empty() && sounds().any(|key| key.contains(&folded)))
    }
}

/// What lies in a folder: folders first, by name; then files, the newest first.
pub struct Listing {
    /// Which folder.
    pub folder: PathBuf,
    /// What lies in it.
    pub entries: Vec<Entry>,
}

/// Where a path leads.
pub enum Place {
    /// To a folder.
    Folder(Listing),
    /// To a file.
    File(PathBuf),
}

/// Goes there; of a folder, files with one of these endings are listed.
///
/// # Errors
/// Nothing there, or not to be read: one sentence.
pub fn go(path: &Path, endings: &[&str]) -> Result<Place, String> {
    let unread = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => say!("files-not-there", path = path),
        _ => say!("files-unreadable", path = path, why = e),
    };
    if !std::fs::metadata(path).map_err(unread)?.is_dir() {
        return Ok(Place::File(path.to_path_buf()));
    }
    let wanted = |path: &Path| {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        endings.is_empty() || ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    };
    let mut entries: Vec<Entry> = std::fs::read_dir(path)
        .map_err(unread)?
        .flatten()
        .filter_map(|item| {
            let (name, path) = (item.file_name().to_string_lossy().into_owned(), item.path());
            // A link shows what it leads to; one that leads nowhere is left out.
            let told = std::fs::metadata(&path).ok()?;
            let hidden = name.starts_with(['.', '~']);
            (!hidden && (told.is_dir() || wanted(&path))).then(|| Entry {
                name: text::clean(&name).into_owned(),
                path,
                folder: told.is_dir(),
                size: told.len(),
                modified: told.modified().ok().map(DateTime::from),
                keys: NameKeys::default(),
            })
        })
        .collect();
    entries.sort_by(|a, b| match (a.folder, b.folder) {
        (true, true) => a.name.cmp(&b.name),
        (false, false) => b.modified.cmp(&a.modified).then_with(|| a.name.cmp(&b.name)),
        (a, b) => b.cmp(&a),
    });
    entries.truncate(MOST);
    entries.iter_mut().for_each(|entry| entry.keys = text::word_keys(&entry.name));
    Ok(Place::Folder(Listing { folder: path.to_path_buf(), entries }))
}

/// The path that a text means; `None` where it is a mere name. Quotes, `file://` and a shell's backslashes come with
/// files that are dropped into a terminal.
pub fn path_of(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim();
    let bare = typed.strip_prefix(['"', '\'']).map_or(typed, |rest| rest.trim_end_matches(['"', '\'']));
    let quoted = bare.len() < typed.len();
    if let Some(rest) = bare.strip_prefix("file://") {
        return Some(PathBuf::from(decoded(rest)));
    }
    if let Some(rest) = bare.strip_prefix("~/") {
        return Some(home()?.join(rest));
    }
    if bare == "~" {
        return home();
    }
    let whole = bare.starts_with('/') || (cfg!(windows) && (bare.starts_with('\\') || bare.get(1..2) == Some(":")));
    whole.then(|| match quoted || cfg!(windows) {
        true => PathBuf::from(bare),
        false => PathBuf::from(unescaped(bare)),
    })
}

/// A shell's `\ ` as what it stands for.
fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}

/// `%20` and its like in an address, decoded.
fn decoded(text: &str) -> String {
    let (bytes, mut at, mut out) = (text.as_bytes(), 0, Vec::new());
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let code = code.filter(|_| *byte == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Where one begins to look: where files arrive.
pub fn first() -> PathBuf {
    let root = || PathBuf::from(if cfg!(windows) { "C:\\" } else { "/" });
    let Some(dirs) = UserDirs::new() else { return root() };
    let home = dirs.home_dir();
    let said = [dirs.download_dir(), dirs.document_dir()].into_iter().flatten().map(Path::to_path_buf);
    // A system without a desktop says nothing of these folders and may have them all the same.
    let usual = USUAL.iter().map(|name| home.join(name));
    said.chain(usual).find(|folder| folder.is_dir()).unwrap_or_else(|| home.to_path_buf())
}

/// The officer's own folder, without a look at the disk: paths are shown while the screen is drawn.
fn home() -> Option<PathBuf> {
    Some(BaseDirs::new()?.home_dir().to_path_buf())
}

/// A path as people read it: their own folder as `~`.
pub fn shown(path: &Path) -> String {
    match home().as_ref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_string(),
        Some(rest) => format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display()),
        None => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_file_dropped_into_the_terminal_is_found_however_it_is_quoted() {
        for typed in ["'/甲/一 镇.xlsx' ", "\"/甲/一 镇.xlsx\"", "/甲/一\\ 镇.xlsx", "file:///%E7%94%B2/一%20镇.xlsx"]
        {
            assert_eq!(path_of(typed), Some(PathBuf::from("/甲/一 镇.xlsx")), "{typed}");
        }
        assert_eq!(path_of("名册"), None, "a name to be filtered by");
    }

    #[test]
    fn the_newest_file_stands_first_and_other_kinds_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["名册.csv", "照片.jpg", ".隐藏.csv"] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        std::fs::create_dir(dir.path().join("三月")).unwrap();
        let old = std::fs::File::options().write(true).open(dir.path().join("名册.csv")).unwrap();
        old.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        std::fs::write(dir.path().join("村报.csv"), "").unwrap();
        let Ok(Place::Folder(listing)) = go(dir.path(), &["csv"]) else { panic!() };
        let names: Vec<&str> = listing.entries.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["三月", "村报.csv", "名册.csv"]);
        assert!(
            listing.entries[2].answers("mc") && listing.entries[2].answers("名") && !listing.entries[1].answers("mc")
        );
        assert!(go(&dir.path().join("没有"), &[]).is_err());
    }
}
