//! Files that are read as a whole, or line by line, with a limit: one without end (a device, a mistake, a trap) ends in a
//! sentence and takes no memory.

use super::LARGEST;
use crate::locale::say;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// Bytes of a file of settings, keys, colours or columns: a thousand times what people write.
const SMALL: u64 = 4 << 20;
/// Bytes of one line: a sealed report of a county, many times over.
const LINE: u64 = 64 << 20;

/// A file that people write by hand, as text.
pub fn read_small(path: &Path) -> io::Result<String> {
    let bytes = bounded(path, SMALL)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, say!("sheet-file-not-utf8")))
}

/// A file that somebody sent.
pub fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    bounded(path, LARGEST)
}

fn bounded(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, say!("sheet-file-too-large", limit = limit >> 20)));
    }
    Ok(bytes)
}

/// The next line without its end, in the buffer given; `false` where there is none.
pub fn next_line(input: &mut impl BufRead, line: &mut String) -> io::Result<bool> {
    line.clear();
    let mut bounded = input.take(LINE + 1);
    let read = bounded.read_line(line)?;
    if read as u64 > LINE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, say!("sheet-line-too-long", limit = LINE >> 20)));
    }
    let kept = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(kept);
    Ok(read > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_file_or_a_line_without_end_is_refused_and_others_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        std::fs::write(&path, "甲").unwrap();
        assert_eq!(read_small(&path).unwrap(), "甲");
        std::fs::write(&path, b"\xff").unwrap();
        assert!(read_small(&path).unwrap_err().to_string().contains("UTF-8"));
        File::create(&path).unwrap().set_len(SMALL + 1).unwrap();
        assert!(read_small(&path).unwrap_err().to_string().contains("4 MB"));
        assert!(read_whole(&path).is_ok());
        File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(read_whole(&path).is_err());
        let mut line = String::new();
        assert!(next_line(&mut BufReader::new(File::open(&path).unwrap()), &mut line).is_err());
        let mut input = "一\r\n\n二".as_bytes();
        let mut lines = Vec::new();
        while next_line(&mut input, &mut line).unwrap() {
            lines.push(line.clone());
        }
        assert_eq!(lines, ["一", "", "二"]);
    }
}
