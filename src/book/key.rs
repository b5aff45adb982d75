//! The key of an encrypted book: made of its passphrase and the salt at the head of its file, as SQLCipher 4 makes it, so
//! that its own shell opens the book too. Made once for each salt in a process, and wiped where nobody needs it any more.

use super::error::{Error, Result};
use super::{PAGE, connect, row};
use crate::locale::say;
use rusqlite::{Connection, OpenFlags};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Characters of the shortest passphrase that a book is encrypted with.
pub const SHORTEST: usize = 8;

/// The first bytes of an encrypted file.
type Salt = [u8; 16];

/// What the first bytes of every plain SQLite file are.
pub(super) const PLAIN: &[u8] = b"SQLite format 3\0";

/// How files begin that look as random as an encrypted book: archives, pictures, spreadsheets.
const OTHERS: [[u8; 2]; 12] = [
    *b"PK", *b"%P", *b"7z", *b"Ra", *b"BZ", *b"RI", *b"ID", [0x89, 0x50], [0xFF, 0xD8], [0x1F, 0x8B], [0xFD, 0x37],
    [0x28, 0xB5],
];

/// The passphrase of a book, with the keys made of it. Copies share both.
#[derive(Clone)]
pub struct Passphrase(Arc<Secret>);

struct Secret {
    words: Zeroizing<String>,
    keys: Mutex<Vec<Key>>,
}

/// What SQLCipher opens a file with.
#[derive(Clone)]
pub(super) struct Key {
    bytes: Zeroizing<[u8; 32]>,
    salt: Salt,
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// The words, as somebody typed them.
    pub fn new(words: Zeroizing<String>) -> Self {
        Self(Arc::new(Secret { words, keys: Mutex::default() }))
    }

    /// For setting one: refused where it is too short to be worth anything.
    pub fn long_enough(self) -> Result<Self> {
        match self.0.words.chars().count() < SHORTEST {
            true => Err(Error::refused(say!("lock-passphrase-short", n = SHORTEST))),
            false => Ok(self),
        }
    }

    /// Whether these are the words. Takes as long for every answer.
    pub fn fits(&self, words: &str) -> bool {
        blake3::hash(words.as_bytes()) == blake3::hash(self.0.words.as_bytes())
    }

    /// The key for a file that is there.
    fn key(&self, salt: Salt) -> Result<Key> {
        // Whoever comes second waits for the key rather than make it again.
        let mut keys = self.0.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = keys.iter().find(|key| key.salt == salt) {
            return Ok(key.clone());
        }
        let key = Key { bytes: derived(self.0.words.as_bytes(), &salt)?, salt };
        keys.push(key.clone());
        Ok(key)
    }

    /// A key for a new file.
    pub(super) fn new_key(&self) -> Result<Key> {
        loop {
            let salt: Salt = row::random()?;
            if !begins_otherwise(&salt) {
                return self.key(salt);
            }
        }
    }
}

impl Key {
    /// As SQLCipher takes it: the key itself and the salt, so that it makes none of its own.
    pub fn spec(&self) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::with_capacity(99));
        out.push_str("x'");
        for byte in self.bytes.iter().chain(&self.salt) {
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
        out.push('\'');
        out
    }

    /// Hands it to a connection that has not read yet.
    pub fn give(&self, conn: &Connection) -> Result<()> {
        let mut sql = Zeroizing::new(String::with_capacity(128));
        sql.push_str("PRAGMA key = \"");
        sql.push_str(&self.spec());
        sql.push('"');
        conn.execute_batch(&sql)?;
        conn.pragma_update(None, "cipher_page_size", PAGE)?;
        Ok(())
    }
}

/// PBKDF2-HMAC-SHA512 with as many rounds as SQLCipher 4 takes.
#[cfg(feature = "encrypt")]
fn derived(words: &[u8], salt: &Salt) -> Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<sha2::Sha512>(words, salt, 256_000, bytes.as_mut_slice());
    Ok(bytes)
}

#[cfg(not(feature = "encrypt"))]
fn derived(_words: &[u8], _salt: &Salt) -> Result<Zeroizing<[u8; 32]>> {
    Err(Error::NoCipher)
}

/// Whether a file is an encrypted book, as far as can be told without its passphrase: nothing in it is plain.
pub fn is_locked(path: &Path) -> bool {
    salt_of(path).is_some()
}

/// Whether this passphrase opens an encrypted file.
///
/// # Errors
/// [`Error::WrongPassphrase`] where it does not.
pub fn fits(path: &Path, passphrase: &Passphrase) -> Result<()> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, Some(passphrase)).map(drop)
}

/// The key of a file: none where it is plain, an error where there is no passphrase for one that is not.
pub(super) fn key_of(path: &Path, passphrase: Option<&Passphrase>) -> Result<Option<Key>> {
    match (salt_of(path), passphrase) {
        (None, _) => Ok(None),
        (Some(_), _) if !cfg!(feature = "encrypt") => Err(Error::NoCipher),
        (Some(_), None) => Err(Error::Locked(path.to_path_buf())),
        (Some(salt), Some(passphrase)) => passphrase.key(salt).map(Some),
    }
}

/// The salt of an encrypted file; `None` where the file is empty, plain, or something else.
fn salt_of(path: &Path) -> Option<Salt> {
    let mut page = Vec::with_capacity(PAGE as usize);
    File::open(path).ok()?.take(PAGE as u64).read_to_end(&mut page).ok()?;
    let (salt, _) = page.split_first_chunk::<16>()?;
    let whole = page.len() == PAGE as usize;
    (whole && salt != PLAIN && !begins_otherwise(salt) && is_random(&page)).then_some(*salt)
}

fn begins_otherwise(salt: &Salt) -> bool {
    OTHERS.iter().any(|other| salt.starts_with(other))
}

/// Whether every byte value occurs, and none often. Of encrypted pages one in 10¹¹ fails this; a text, a table, a plain
/// book and a page of zeros do not come near it.
fn is_random(page: &[u8]) -> bool {
    let mut counts = [0u16; 256];
    for byte in page {
        counts[usize::from(*byte)] += 1;
    }
    counts.iter().all(|n| (1..=96).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_passphrase_nor_key_is_shown() {
        let passphrase = Passphrase::new("春风行动2026".to_string().into());
        assert_eq!(format!("{passphrase:?}"), "Passphrase(…)");
    }

    #[cfg(feature = "encrypt")]
    #[test]
    fn a_key_is_made_once_for_each_salt_and_is_that_of_sqlcipher() {
        // RFC 7914 has none for SHA-512; this one was made with Python's hashlib.pbkdf2_hmac.
        let passphrase = Passphrase::new("correct horse battery".to_string().into());
        let key = passphrase.key([7; 16]).unwrap();
        let known = "x'5696d62344bf0671c380fe6b123a785c646a20458d836ad1ba824fb74b6e4ea707070707070707070707070707070707'";
        assert_eq!(key.spec().as_str(), known);
        passphrase.clone().key([7; 16]).unwrap();
        assert_eq!(passphrase.0.keys.lock().unwrap().len(), 1, "copies share the keys");
    }

    #[test]
    fn only_what_looks_random_and_is_nothing_else_is_an_encrypted_book() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut random = vec![0; PAGE as usize];
        getrandom::fill(&mut random).unwrap();
        random[..2].copy_from_slice(b"ab");
        let with = |head: &[u8]| [head, &random[head.len()..]].concat();
        for (what, bytes, locked) in [
            ("random", random.clone(), true),
            ("a spreadsheet", with(b"PK\x03\x04"), false),
            ("a plain book", with(PLAIN), false),
            ("a letter", "样例镇的信。".repeat(1_000).into_bytes(), false),
            ("zeros", vec![0; 20_000], false),
            ("nothing", Vec::new(), false),
            ("less than a page", random[..4_000].to_vec(), false),
        ] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(is_locked(&path), locked, "{what}");
        }
    }
}
