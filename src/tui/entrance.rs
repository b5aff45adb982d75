//! How one comes to the console: where the book and the settings are, who sits down, and what the doors above (the
//! command line, the demo) hand down.

use super::glyphs::{self, Glyphs};
use super::keymap::{Fault, Keymap};
use super::theme::{self, Depth, Theme};
use crate::book::{Book, Options};
use crate::desk::{Desk, Error, Sitting};
use crate::domain::region::RegionCode;
use crate::locale::{Lang, say};
use crate::report::Wording;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    /// The book that is worked at.
    pub book: Mutex<PathBuf>,
    /// What a book needs from its surroundings.
    pub options: Mutex<Surroundings>,
    /// Who sits down.
    pub sitting: Mutex<Sitting>,
    /// How reports read.
    pub wording: Wording,
    /// The folder of settings: `keys.toml`, `themes/`.
    pub config: Option<PathBuf>,
    /// The folder of data: drafts.
    pub data: Option<PathBuf>,
    /// A made-up township, for trying out.
    pub demo: Option<DemoMaker>,
    /// Name of the theme; `None` = what suits the terminal.
    pub theme: Option<String>,
    /// Marks in ASCII.
    pub ascii: bool,
    /// What is to be told at the start: faults in the settings.
    pub notices: Vec<String>,
}

impl Entrance {
    /// The book's path.
    pub fn path(&self) -> PathBuf {
        held(&self.book).clone()
    }

    /// Where what is half typed is kept: one file for each book.
    pub fn draft_file(&self) -> Option<PathBuf> {
        let name = blake3::hash(self.path().to_string_lossy().as_bytes()).to_hex();
        let name = name.get(..16).unwrap_or_default().to_string();
        self.data.as_ref().map(|folder| folder.join("drafts").join(format!("{name}.json")))
    }

    /// The look as the settings say; what is wrong in them, in words, and then what ships in its place.
    pub fn look(&self) -> (Option<Look>, Vec<String>) {
        let mut faults = self.notices.clone();
        let mut kept = |fault: Fault| faults.push(fault.to_string());
        let depth = Depth::of_terminal();
        let name =
            self.theme.clone().unwrap_or_else(|| if depth > Depth::Sixteen { "dark" } else { "plain" }.to_string());
        let shipped = theme::SHIPPED.iter().any(|(n, _)| *n == name);
        let own = self.config.as_ref().filter(|_| !shipped).map(|c| c.join("themes").join(format!("{name}.toml")));
        let theme = match own {
            Some(file) => read(&file).and_then(|text| Theme::own(&file, &text, depth)),
            None => Theme::shipped(&name, depth),
        };
        let theme = theme.map_err(&mut kept).or_else(|()| Theme::shipped("dark", depth).map_err(&mut kept));
        let keys = self.config.as_ref().map(|c| c.join("keys.toml")).filter(|file| file.is_file());
        let keymap = match keys {
            Some(file) => read(&file).and_then(|text| Keymap::with(&file, &text)),
            None => Keymap::shipped(),
        };
        let keymap = keymap.map_err(&mut kept).or_else(|()| Keymap::shipped().map_err(&mut kept));
        let glyphs = if self.ascii { &glyphs::ASCII } else { &glyphs::UNICODE };
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
        let mut book = Book::create(path, unit, options())?;
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
}

fn read(file: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(file).map_err(|e| Fault {
        file: file.to_path_buf(),
        line: 1,
        what: say!("console-unreadable", why = e),
    })
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
