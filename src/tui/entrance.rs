//! How one comes to the console: where the book and the settings are, who sits down, and what the doors above (the
//! command line, the demo) hand down.

use super::glyphs::{self, Glyphs};
use super::keymap::{Fault, Keymap};
use super::theme::{self, Depth, Theme};
use crate::book::{Book, Options};
use crate::desk::settings::{self, Settings};
use crate::desk::{Desk, Error, Sitting};
use crate::domain::region::RegionCode;
use crate::locale::{Lang, say};
use crate::report::Wording;
use directories::UserDirs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How the console looks and which keys it takes.
pub struct Look {
    /// Colours by meaning.
    pub theme: Theme,
    /// Which key does what.
    pub keymap: Keymap,
    /// Marks and frames.
    pub glyphs: &'static Glyphs,
}

/// What a book needs from its surroundings, anew for each time it is opened.
pub type Surroundings = Arc<dyn Fn() -> Options + Send + Sync>;
/// Makes a made-up township at a path: who sits there, and on which day the clock stands.
pub type DemoMaker = Box<dyn Fn(&Path) -> Result<(Sitting, Surroundings), Error> + Send + Sync>;

/// See the module.
pub struct Entrance {
    book: Mutex<PathBuf>,
    options: Mutex<Surroundings>,
    sitting: Mutex<Sitting>,
    wording: Wording,
    depth: Depth,
    settings: Mutex<Settings>,
    /// Where the officer's documents lie: asked of the system once.
    documents: Option<PathBuf>,
    demo: Option<DemoMaker>,
    /// The folder of a demo, for as long as the console runs.
    kept: Mutex<Option<tempfile::TempDir>>,
}

impl Entrance {
    /// To a book, with who sits down at it and how, and what the officer's settings say.
    pub fn new(book: PathBuf, options: Surroundings, sitting: Sitting, wording: Wording, settings: Settings) -> Self {
        Self {
            book: Mutex::new(book),
            options: Mutex::new(options),
            sitting: Mutex::new(sitting),
            wording,
            depth: Depth::of_terminal(),
            settings: Mutex::new(settings),
            documents: documents(),
            demo: None,
            kept: Mutex::default(),
        }
    }

    /// With a made-up township, for trying out.
    pub fn with_demo(mut self, demo: DemoMaker) -> Self {
        self.demo = Some(demo);
        self
    }

    /// With as many colours as this, whatever the terminal is said to have.
    pub fn with_depth(mut self, depth: Depth) -> Self {
        self.depth = depth;
        self
    }

    /// How many colours the terminal shows.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// The book's path.
    pub fn path(&self) -> PathBuf {
        held(&self.book).clone()
    }

    /// What the officer's settings say now.
    pub fn settings(&self) -> Settings {
        held(&self.settings).clone()
    }

    /// How long the console waits for a key until it covers its screen; `None` = for ever. Asked at every turn.
    pub fn idle(&self) -> Option<Duration> {
        held(&self.settings).idle()
    }

    /// Whether the book's passphrase was said: then it is encrypted, and the cover asks for it.
    pub fn is_locked(&self) -> bool {
        let options = held(&self.options).clone();
        options().passphrase.is_some()
    }

    /// Writes one of the settings into the officer's file; `None` takes it out. What follows from it for this run is
    /// done at once, but for the look.
    ///
    /// # Errors
    /// A value that cannot be used, a file that cannot be written: then nothing has changed.
    pub fn change(&self, key: &str, value: Option<&str>) -> Result<(), Error> {
        // Nobody who only wants to read waits for the disk.
        let mut settings = self.settings();
        settings.change(key, value)?;
        match key {
            "lang" => settings.lang.unwrap_or(Lang::Hans).speak(),
            "officer" => held(&self.sitting).officer = settings.officer.clone(),
            _ => {}
        }
        *held(&self.settings) = settings;
        Ok(())
    }

    /// Where exports go, where nothing else is said: as the settings say, else among the officer's documents.
    pub fn export_folder(&self) -> PathBuf {
        let said = held(&self.settings).export_folder.clone();
        said.or_else(|| self.documents.clone()).unwrap_or_else(|| PathBuf::from("."))
    }

    /// Where what is half typed is kept: one file for each book.
    pub fn draft_file(&self) -> Option<PathBuf> {
        let name = blake3::hash(self.path().to_string_lossy().as_bytes()).to_hex();
        let name = name.get(..16).unwrap_or_default().to_string();
        self.settings().paths.map(|paths| paths.data_dir.join("drafts").join(format!("{name}.json")))
    }

    /// The look as the settings say; what is wrong in them, in words, and then what ships in its place. Reads files.
    pub fn look(&self) -> (Option<Look>, Vec<String>) {
        let settings = self.settings();
        let mut faults = settings.notices();
        let mut kept = |fault: Fault| faults.push(fault.to_string());
        let depth = self.depth;
        let theme = theme(&settings, depth).map_err(&mut kept);
        let theme = theme.or_else(|()| Theme::shipped(suiting(depth), depth).map_err(&mut kept));
        let keymap = keymap(&settings).map_err(&mut kept).or_else(|()| Keymap::shipped().map_err(&mut kept));
        let ascii = settings.glyphs == Some(settings::Glyphs::Ascii);
        let glyphs = if ascii { &glyphs::ASCII } else { &glyphs::UNICODE };
        let look = theme.ok().zip(keymap.ok()).map(|(theme, keymap)| Look { theme, keymap, glyphs });
        (look, faults)
    }

    /// Opens the book that is worked at: for the book's thread, and for every job in the background.
    ///
    /// # Errors
    /// What opening it refuses.
    pub fn desk(&self) -> Result<Desk, Error> {
        self.desk_at(&self.path())
    }

    /// Opens another book, which is worked at from here on.
    ///
    /// # Errors
    /// What opening it refuses.
    pub fn desk_at(&self, path: &Path) -> Result<Desk, Error> {
        let options = held(&self.options).clone();
        let book = Book::open(path, options())?;
        *held(&self.book) = path.to_path_buf();
        let sitting = held(&self.sitting).clone();
        Ok(Desk::new(book, sitting, Wording { lang: Lang::current(), ..self.wording.clone() }))
    }

    /// Makes a book for a unit, and opens it.
    ///
    /// # Errors
    /// What making it refuses: a file that is there already, a folder that takes none.
    pub fn found(&self, path: &Path, unit: RegionCode, name: &str, officer: &str) -> Result<Desk, Error> {
        let options = held(&self.options).clone();
        // Encrypted books are made, and made of plain ones, at the command line.
        let mut book = Book::create(path, unit, Options { passphrase: None, ..options() })?;
        let today = book.today();
        book.found(name, officer, today)?;
        drop(book);
        self.desk_at(path)
    }

    /// Makes a made-up township there, and sits down at it.
    ///
    /// # Errors
    /// What making it refuses.
    pub fn try_out(&self, path: &Path) -> Result<Desk, Error> {
        let make = self.demo.as_ref().ok_or_else(|| Error::refused(say!("console-no-demo")))?;
        let (sitting, options) = make(path)?;
        (*held(&self.sitting), *held(&self.options)) = (sitting, options);
        self.desk_at(path)
    }

    /// The same in a folder that goes when the console ends.
    ///
    /// # Errors
    /// What making it refuses.
    pub fn try_out_aside(&self) -> Result<Desk, Error> {
        let folder = tempfile::tempdir().map_err(|e| Error::refused(say!("cli-no-temporary", error = e)))?;
        let desk = self.try_out(&folder.path().join("demo.zb"))?;
        *held(&self.kept) = Some(folder);
        Ok(desk)
    }

    /// Puts a backup in the place of the book, and opens it.
    ///
    /// # Errors
    /// What restoring refuses: then the book is as it was.
    pub fn restore(&self, backup: &Path) -> Result<Desk, Error> {
        let options = held(&self.options).clone();
        Book::restore(&self.path(), backup, options())?;
        self.desk()
    }
}

/// The officer's documents, else their own folder. Reads a file where the system keeps such names in one.
fn documents() -> Option<PathBuf> {
    let dirs = UserDirs::new()?;
    Some(dirs.document_dir().unwrap_or(dirs.home_dir()).to_path_buf())
}

/// The theme that suits a terminal.
fn suiting(depth: Depth) -> &'static str {
    if depth > Depth::Sixteen { "dark" } else { "plain" }
}

/// The theme that the settings name: one that ships, one of the officer's folder, or a file.
fn theme(settings: &Settings, depth: Depth) -> Result<Theme, Fault> {
    let Some(name) = settings.theme.as_deref() else { return Theme::shipped(suiting(depth), depth) };
    if theme::SHIPPED.iter().any(|(shipped, _)| *shipped == name) {
        return Theme::shipped(name, depth);
    }
    let folder = settings.paths.as_ref().map(|paths| paths.config_dir.join("themes"));
    let file = match (folder, name.contains(['/', '\\', '.'])) {
        (Some(folder), false) => folder.join(format!("{name}.toml")),
        _ => PathBuf::from(name),
    };
    Theme::own(&file, &read(&file)?, depth)
}

/// The keys that ship under those of the officer's: the file that the settings name, else `keys.toml` beside them; the
/// table `[keys]` in the settings themselves goes over both.
fn keymap(settings: &Settings) -> Result<Keymap, Fault> {
    if !settings.keys.is_empty() {
        let file = settings.file().unwrap_or_default();
        return Keymap::within(&file, &read(&file)?, "keys");
    }
    let own = settings.paths.as_ref().map(|paths| paths.config_dir.join("keys.toml")).filter(|file| file.is_file());
    match settings.keymap.clone().or(own) {
        Some(file) => Keymap::with(&file, &read(&file)?),
        None => Keymap::shipped(),
    }
}

fn read(file: &Path) -> Result<String, Fault> {
    crate::sheet::read_small(file).map_err(|e| Fault {
        file: file.to_path_buf(),
        line: 1,
        what: say!("console-unreadable", why = e),
    })
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
