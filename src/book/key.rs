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

/// Random bytes before what is hidden.
const NONCE: usize = 12;

/// What the first bytes of every plain SQLite file are.
pub(super) const PLAIN: &[u8] = b"SQLite format 3\0";

/// How files begin that look as random as an encrypted book: archives, pictures, spreadsheets.
const OTHERS: [[u8; 2]; 12] = [
    *b"PK",
    *b"%P",
    *b"7z",
    *b"Ra",
    *b"BZ",
    *b"RI",
    *b"ID",
    [0x89, 0x50],
    [0xFF, 0xD8],
    [0x1F, 0x8B],
    [0xFD, 0x37],
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

    /// Encrypts a few bytes that lie outside the book, such as what is half typed; `None` where that cannot be.
    pub fn hide(&self, plain: &[u8]) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE] = row::random().ok()?;
        let mut out = nonce.to_vec();
        let key = self.key_aside()?;
        out.extend(aside::encrypted(&key, &nonce, plain)?);
        Some(out)
    }

    /// What [`Self::hide`] was given, with the same book.
    pub fn reveal(&self, hidden: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, hidden) = hidden.split_first_chunk::<NONCE>()?;
        let key = self.key_aside()?;
        aside::decrypted(&key, nonce, hidden).map(Zeroizing::new)
    }

    /// A key of its own for what lies outside; there is none before a book was opened.
    fn key_aside(&self) -> Option<Zeroizing<[u8; 32]>> {
        let keys = self.0.keys.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Zeroizing::new(blake3::derive_key(
            "zhanbao 2026-11 drafts beside an encrypted book",
            &*keys.first()?.bytes,
        )))
    }

    /// The key for the file of a connection that has not read yet; `None` where the file is plain.
    pub(super) fn key_for(&self, conn: &Connection) -> Result<Option<Key>> {
        // Only with a key, whichever, SQLCipher tells what stands at the head of the file.
        conn.pragma_update(None, "key", "none")?;
        let head: String = conn.pragma_query_value(None, "cipher_salt", |r| r.get(0))?;
        let mut salt: Salt = [0; 16];
        for (byte, digits) in salt.iter_mut().zip(head.as_bytes().chunks_exact(2)) {
            let digit = |c: u8| char::from(c).to_digit(16).unwrap_or_default() as u8;
            *byte = digits.iter().fold(0, |byte, c| byte << 4 | digit(*c));
        }
        if salt == PLAIN { Ok(None) } else { self.key(salt).map(Some) }
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

/// What lies outside the book, under AES-256-GCM.
#[cfg(feature = "encrypt")]
mod aside {
    use super::NONCE;
    use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};

    /// Bytes by which a change is found out, behind the others.
    const TAG: usize = 16;

    pub fn encrypted(key: &[u8; 32], nonce: &[u8; NONCE], plain: &[u8]) -> Option<Vec<u8>> {
        let mut tag = [0; TAG];
        let mut out = encrypt_aead(Cipher::aes_256_gcm(), key, Some(nonce), &[], plain, &mut tag).ok()?;
        out.extend(tag);
        Some(out)
    }

    pub fn decrypted(key: &[u8; 32], nonce: &[u8; NONCE], hidden: &[u8]) -> Option<Vec<u8>> {
        let (hidden, tag) = hidden.split_last_chunk::<TAG>()?;
        decrypt_aead(Cipher::aes_256_gcm(), key, Some(nonce), &[], hidden, tag).ok()
    }
}

#[cfg(not(feature = "encrypt"))]
mod aside {
    use super::NONCE;

    pub fn encrypted(_key: &[u8; 32], _nonce: &[u8; NONCE], _plain: &[u8]) -> Option<Vec<u8>> {
        None
    }

    pub fn decrypted(_key: &[u8; 32], _nonce: &[u8; NONCE], _hidden: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// PBKDF2-HMAC-SHA512 with as many rounds as SQLCipher 4 takes.
#[cfg(feature = "encrypt")]
fn derived(words: &[u8], salt: &Salt) -> Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    openssl::pkcs5::pbkdf2_hmac(words, salt, 256_000, openssl::hash::MessageDigest::sha512(), bytes.as_mut_slice())
        .map_err(|e| Error::Internal(e.to_string()))?;
    Ok(bytes)
}

#[cfg(not(feature = "encrypt"))]
fn derived(_words: &[u8], _salt: &Salt) -> Result<Zeroizing<[u8; 32]>> {
    Err(Error::NoCipher)
}

/// Whether a file is an encrypted book, as far as can be told without its passphrase: nothing in it is plain. Not to be
/// asked of a book that this process has open: closing the file here would let go of SQLite's locks on it.
pub fn is_locked(path: &Path) -> bool {
    let mut page = Vec::with_capacity(PAGE as usize);
    let read = File::open(path).and_then(|file| file.take(PAGE as u64).read_to_end(&mut page));
    let whole = read.is_ok_and(|read| read == PAGE as usize);
    whole && page.split_first_chunk().is_some_and(|(salt, _)| !begins_otherwise(salt)) && is_random(&page)
}

/// Whether this passphrase opens an encrypted file.
///
/// # Errors
/// [`Error::WrongPassphrase`] where it does not.
pub fn fits(path: &Path, passphrase: &Passphrase) -> Result<()> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, Some(passphrase)).map(drop)
}

fn begins_otherwise(salt: &Salt) -> bool {
    salt == PLAIN || OTHERS.iter().any(|other| salt.starts_with(other))
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
        let known =
            "x'5696d62344bf0671c380fe6b123a785c646a20458d836ad1ba824fb74b6e4ea707070707070707070707070707070707'";
        assert_eq!(key.spec().as_str(), known);
        passphrase.clone().key([7; 16]).unwrap();
        assert_eq!(passphrase.0.keys.lock().unwrap().len(), 1, "copies share the keys");
    }

    #[cfg(feature = "encrypt")]
    #[test]
    fn what_is_hidden_is_read_with_the_same_passphrase_only() {
        let of = |words: &str| {
            let passphrase = Passphrase::new(words.to_string().into());
            passphrase.key([7; 16]).unwrap();
            passphrase
        };
        let hidden = of("correct horse").hide("走访 测试甲".as_bytes()).unwrap();
        assert!(!String::from_utf8_lossy(&hidden).contains("测试甲"));
        assert_eq!(of("correct horse").reveal(&hidden).unwrap().as_slice(), "走访 测试甲".as_bytes());
        assert_eq!(of("battery staple").reveal(&hidden), None);
        assert_eq!(of("correct horse").reveal(b"short"), None);
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
