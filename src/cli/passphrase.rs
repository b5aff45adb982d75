//! Where the passphrase of an encrypted book comes from: a file, else the environment, else whoever sits at the terminal,
//! asked without echo. Never from the command line, which others on the computer can read.

use super::failure::Failure;
use super::output;
use crate::book::{self, Passphrase};
use crate::locale::say;
use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::cell::OnceCell;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Wrong answers at the terminal until the program ends.
const TRIES: usize = 3;

/// The name in the environment.
const VARIABLE: &str = "ZHANBAO_PASSPHRASE";

/// See the module. What was found out once is kept for the run.
pub struct Source {
    file: Option<PathBuf>,
    known: OnceCell<Passphrase>,
}

impl Source {
    /// With the file that the command line names.
    pub fn new(file: Option<PathBuf>) -> Self {
        Self { file, known: OnceCell::new() }
    }

    /// What was found out by now.
    pub fn known(&self) -> Option<&Passphrase> {
        self.known.get()
    }

    /// The passphrase that opens a book.
    pub fn opening(&self, book: &Path) -> Result<Passphrase, Failure> {
        if let Some(known) = self.known.get() {
            return Ok(known.clone());
        }
        let passphrase = match self.given()? {
            Some(given) => given,
            None => asked_for(book)?,
        };
        Ok(self.known.get_or_init(|| passphrase).clone())
    }

    /// A passphrase that is set for the first time.
    pub fn setting(&self, book: &Path) -> Result<Passphrase, Failure> {
        let passphrase = match self.given()? {
            Some(given) => given.long_enough()?,
            None => asked_twice(book)?,
        };
        Ok(self.known.get_or_init(|| passphrase).clone())
    }

    fn given(&self) -> Result<Option<Passphrase>, Failure> {
        let words = match &self.file {
            Some(file) => Some(first_line(file)?),
            None => std::env::var(VARIABLE).ok().filter(|words| !words.is_empty()).map(Zeroizing::new),
        };
        Ok(words.map(Passphrase::new))
    }
}

fn first_line(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let unreadable = |e: std::io::Error| Failure::unusable(say!("cli-cannot-open", file = file, error = e));
    let opened = std::fs::File::open(file).map_err(unreadable)?;
    #[cfg(unix)]
    if opened.metadata().is_ok_and(|m| std::os::unix::fs::PermissionsExt::mode(&m.permissions()) & 0o077 != 0) {
        output::tell(say!("lock-file-open", file = file));
    }
    let mut line = Zeroizing::new(String::with_capacity(256));
    BufReader::new(opened).read_line(&mut line).map_err(unreadable)?;
    let words = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    match words.is_empty() {
        true => Err(Failure::unusable(say!("lock-file-empty", file = file))),
        false => Ok(Zeroizing::new(words.to_string())),
    }
}

/// Asks until the passphrase opens the book. The terminal shows nothing from the first question to the last answer,
/// nor what is typed ahead between them.
fn asked_for(book: &Path) -> Result<Passphrase, Failure> {
    let raw = Raw::begin(book)?;
    for left in (0..TRIES).rev() {
        let passphrase = Passphrase::new(raw.ask(&say!("lock-ask", path = book))?);
        match book::fits(book, &passphrase) {
            Err(book::Error::WrongPassphrase) if left > 0 => raw.tell(&say!("lock-again", n = left)),
            fits => return Ok(fits.map(|()| passphrase)?),
        }
    }
    Err(book::Error::WrongPassphrase.into())
}

fn asked_twice(book: &Path) -> Result<Passphrase, Failure> {
    let raw = Raw::begin(book)?;
    raw.tell(&say!("lock-set", n = book::SHORTEST));
    let first = Passphrase::new(raw.ask(&say!("lock-ask-new"))?).long_enough()?;
    match first.fits(&raw.ask(&say!("lock-ask-again"))?) {
        true => Ok(first),
        false => Err(Failure::unusable(say!("lock-not-the-same"))),
    }
}

/// What is typed up to Enter; `None` where it was called off.
fn typed() -> std::io::Result<Option<Zeroizing<String>>> {
    // Roomy enough not to grow, which would leave copies behind.
    let mut words = Zeroizing::new(String::with_capacity(1_024));
    loop {
        let Event::Key(key) = read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
            (KeyCode::Enter, _) | (KeyCode::Char('j' | 'm'), true) => return Ok(Some(words)),
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'd'), true) => return Ok(None),
            (KeyCode::Char('u'), true) => words.clear(),
            (KeyCode::Backspace, _) => drop(words.pop()),
            (KeyCode::Char(c), false) => words.push(c),
            _ => {}
        }
    }
}

/// The terminal without echo, given back at the end.
struct Raw;

impl Raw {
    /// Where nobody sits at a terminal, nobody can be asked.
    fn begin(book: &Path) -> Result<Self, Failure> {
        if !std::io::stdin().is_terminal() {
            return Err(book::Error::Locked(book.to_path_buf()).into());
        }
        enable_raw_mode()?;
        Ok(Self)
    }

    /// Tells a line.
    fn tell(&self, text: &str) {
        output::ask(text);
        output::end_line();
    }

    /// Reads a line of which nothing shows.
    fn ask(&self, prompt: &str) -> Result<Zeroizing<String>, Failure> {
        output::ask(prompt);
        let words = typed();
        output::end_line();
        words?.ok_or_else(|| Failure::unusable(say!("lock-not-said")))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A terminal that is gone needs no echo.
        let _ = disable_raw_mode();
    }
}
