//! Text files as tables: which encoding, which delimiter, then records with the row numbers that a spreadsheet
//! program would show. Decodes as it reads; the decoded text is never held as a whole.

use super::{TableError, guard};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::StringRecord;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// How much of a file is looked at where the whole would take long, and read at a time.
const SAMPLE: usize = 1 << 20;

/// Line breaks that one record may hold; more, and a quote is not closed.
const MOST_BREAKS: u64 = 200;

/// Where the bytes are: a county's roster is never held as a whole.
enum Bytes {
    Held(Vec<u8>),
    File(File),
}

impl Bytes {
    /// Reads them from `start` on. One reader at a time.
    fn from(&self, start: u64) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Held(bytes) => Box::new(bytes.get(start as usize..).unwrap_or_default()),
            Self::File(file) => {
                let mut file: &File = file;
                file.seek(SeekFrom::Start(start))?;
                Box::new(BufReader::with_capacity(SAMPLE, file))
            }
        })
    }
}

/// A text file's bytes with what is known of them.
pub struct TextTable {
    bytes: Bytes,
    /// How many there are.
    size: u64,
    /// The first of them, the byte order mark left out.
    head: Vec<u8>,
    encoding: &'static Encoding,
    /// The file is valid UTF-8 from `start` on and needs no decoding.
    plain: bool,
    start: usize,
    delimiter: u8,
}

impl TextTable {
    /// Tells encoding and delimiter of a file, which must not be empty.
    ///
    /// # Errors
    /// What reading it says.
    pub fn of_file(file: File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        Self::of(Bytes::File(file), size)
    }

    /// The same of bytes.
    ///
    /// # Errors
    /// None; what reading could say.
    pub fn of_bytes(bytes: Vec<u8>) -> io::Result<Self> {
        let size = bytes.len() as u64;
        Self::of(Bytes::Held(bytes), size)
    }

    fn of(bytes: Bytes, size: u64) -> io::Result<Self> {
        let mut sample = Vec::new();
        bytes.from(0)?.take(SAMPLE as u64).read_to_end(&mut sample)?;
        let (encoding, start, plain) = encoding_of(&sample, |start| is_utf8(bytes.from(start as u64)?))?;
        let end = sample.len().min(start + (64 << 10));
        let head = sample.get(start..end).unwrap_or_default().to_vec();
        let mut table = Self { bytes, size, head, encoding, plain, start, delimiter: b',' };
        table.delimiter = delimiter_of(&table.sample());
        Ok(table)
    }

    /// The encoding's name as `--json` prints it.
    pub fn encoding(&self) -> &'static str {
        match self.encoding {
            e if e == GB18030 => "gb18030",
            e if e == UTF_16LE => "utf-16le",
            e if e == UTF_16BE => "utf-16be",
            e if e == BIG5 => "big5",
            _ => "utf-8",
        }
    }

    /// The first part of the text, decoded.
    fn sample(&self) -> String {
        self.encoding.decode_without_bom_handling(&self.head).0.into_owned()
    }

    /// Whether this cannot be a table: control characters that no text holds, or markup.
    pub fn is_no_table(&self) -> Option<TableError> {
        let sample = self.sample();
        let head: String = sample.trim_start().chars().take(400).collect::<String>().to_ascii_lowercase();
        let marked = head
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "!?".contains(c)));
        let marked = marked || head.contains("<table") || head.contains("<html");
        // A title of ours may look like markup; the row of column names below it does not.
        let tabular = |line: &str| !line.contains(['<', '{', ';']) && line.matches([',', '\t']).count() >= 5;
        let marked = marked && !sample.lines().skip(1).take(3).any(tabular);
        // Web archives (.mht) have their page behind a few lines of mail headers.
        if marked || head.starts_with("mime-version:") {
            return Some(TableError::WebPage);
        }
        if ["%pdf", "{\\rtf", "{\"", "[{", "#!/"].iter().any(|sign| head.starts_with(sign)) {
            return Some(TableError::NotATable);
        }
        let strange =
            |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}')) || c == '\u{fffd}';
        let (all, odd) = sample.chars().fold((0u32, 0u32), |(all, odd), c| (all + 1, odd + u32::from(strange(c))));
        (odd * 20 > all).then_some(TableError::NotATable)
    }

    /// Calls `visit` with every record that is not blank and its row number, and with how many bytes are done.
    pub fn visit(&self, visit: &mut dyn FnMut(u32, &StringRecord, u64) -> ControlFlow<()>) -> Result<(), TableError> {
        let damaged = |e: io::Error| TableError::Damaged(e.to_string());
        let bytes = self.bytes.from(self.start as u64).map_err(damaged)?;
        let total = self.len();
        let decoded: Box<dyn Read + '_> = if self.plain {
            bytes
        } else {
            Box::new(DecodeReaderBytesBuilder::new().encoding(Some(self.encoding)).bom_override(false).build(bytes))
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(1 << 16)
            .from_reader(LineEnds { inner: decoded, carriage: false, last: b'\n', done: false });
        let mut record = StringRecord::new();
        let mut inside = 0u64; // line feeds inside quoted cells so far: they add no row
        let mut last = 0;
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(e) => return Err(TableError::Damaged(e.to_string())),
            }
            let text = record.as_slice().as_bytes();
            let breaks = if text.contains(&b'\n') { text.iter().filter(|&&b| b == b'\n').count() as u64 } else { 0 };
            inside += breaks;
            // Every record's own line feed has been counted: `LineEnds` closes the last line too.
            let row = reader.position().line().saturating_sub(1 + inside);
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            // A quote that nothing closes swallows all rows behind it, the last line feed among them.
            if breaks > MOST_BREAKS || row <= last {
                return Err(TableError::OpenQuote(row.max(last + 1)));
            }
            last = row;
            let done = reader.position().byte().min(total);
            // An apostrophe in front of what would run as a formula is no part of the text (`guard`).
            let guarded = record.as_slice().contains('\'').then(|| record.iter().map(guard::bare).collect());
            if visit(row, guarded.as_ref().unwrap_or(&record), done).is_break() {
                return Ok(());
            }
        }
    }

    /// The size of the file's text in bytes, the total of what `visit` reports as done.
    pub fn len(&self) -> u64 {
        self.size.saturating_sub(self.start as u64)
    }
}

/// Turns every line end (CRLF, CR, LF) into one LF, and closes the last line, so that rows can be counted.
struct LineEnds<R> {
    inner: R,
    carriage: bool,
    last: u8,
    done: bool,
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.done {
            return Ok(0);
        }
        loop {
            let read = self.inner.read(buffer)?;
            if read == 0 {
                self.done = true;
                if self.last != b'\n' {
                    buffer[0] = b'\n';
                    return Ok(1);
                }
                return Ok(0);
            }
            let kept = if self.carriage || buffer[..read].contains(&b'\r') {
                self.normalise(&mut buffer[..read])
            } else {
                read
            };
            if kept > 0 {
                self.last = buffer[kept - 1];
                return Ok(kept);
            }
        }
    }
}

impl<R> LineEnds<R> {
    fn normalise(&mut self, buffer: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..buffer.len() {
            let byte = buffer[at];
            if byte == b'\n' && self.carriage {
                self.carriage = false;
                continue;
            }
            self.carriage = byte == b'\r';
            buffer[kept] = if self.carriage { b'\n' } else { byte };
            kept += 1;
        }
        kept
    }
}

/// Whether everything is valid UTF-8.
fn is_utf8(mut bytes: impl Read) -> io::Result<bool> {
    let mut buffer = vec![0; SAMPLE];
    let mut kept = 0;
    loop {
        let read = bytes.read(buffer.get_mut(kept..).unwrap_or_default())?;
        let all = buffer.get(..kept + read).unwrap_or_default();
        let valid = Encoding::utf8_valid_up_to(all);
        let rest = all.len() - valid;
        // A character that the end of the buffer cuts has at most three bytes here.
        if read == 0 || rest > 3 {
            return Ok(rest == 0);
        }
        buffer.copy_within(valid..valid + rest, 0);
        kept = rest;
    }
}

/// The encoding, the length of the byte order mark, and whether the rest is valid UTF-8 that needs no decoding, told by
/// the beginning of a text; `valid` says the last from a place on, by all of it.
fn encoding_of(
    bytes: &[u8],
    valid: impl Fn(usize) -> io::Result<bool>,
) -> io::Result<(&'static Encoding, usize, bool)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok((encoding, mark, encoding == UTF_8 && valid(mark)?));
    }
    let sample = whole_lines(bytes);
    if let Some(encoding) = utf16_without_mark(sample) {
        return Ok((encoding, 0, false));
    }
    if valid(0)? {
        return Ok((UTF_8, 0, true));
    }
    // A few broken bytes do not make UTF-8 anything else: in GB18030 hardly any pair is valid UTF-8.
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken * 10 {
        return Ok((UTF_8, 0, false));
    }
    if GB18030.decode_without_bom_handling_and_without_replacement(sample).is_none() {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(sample, true);
        if detector.guess(None, Utf8Detection::Deny) == BIG5 {
            return Ok((BIG5, 0, false));
        }
    }
    Ok((GB18030, 0, false))
}

/// The bytes up to the last line feed, so that no character is cut; all of them where there is none.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    match bytes.iter().rposition(|&b| b == b'\n') {
        Some(at) => &bytes[..=at],
        None => bytes,
    }
}

/// UTF-16 that lost its mark: ASCII has a zero in every other byte, always on the same side.
fn utf16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let many = sample.len() / 2 / 20; // digits and commas are far more than a twentieth of any roster
    match () {
        () if second > many && first * 20 < second => Some(UTF_16LE),
        () if first > many && second * 20 < first => Some(UTF_16BE),
        () => None,
    }
}

/// Comma, tab or semicolon: whichever stands most often outside quotes in the first lines.
fn delimiter_of(sample: &str) -> u8 {
    let mut counts = [(b',', 0usize), (b'\t', 0), (b';', 0)];
    let (mut quoted, mut lines) = (false, 0);
    for byte in sample.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                lines += 1;
                if lines > 30 {
                    break;
                }
            }
            _ if !quoted => counts.iter_mut().filter(|(d, _)| *d == byte).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| *d)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (&'static str, Vec<(u32, Vec<String>)>) {
        let table = TextTable::of_bytes(bytes.to_vec()).unwrap();
        let mut rows = Vec::new();
        table
            .visit(&mut |row, record, _| {
                rows.push((row, record.iter().map(str::to_owned).collect()));
                ControlFlow::Continue(())
            })
            .unwrap();
        (table.encoding(), rows)
    }

    #[test]
    fn row_numbers_count_blank_lines_and_not_quoted_line_breaks() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["甲,乙", "", "1,\"a", "b\"", "2,c", "", "", "3,d"].join(end);
            for closing in ["", end] {
                let (_, rows) = rows(format!("{text}{closing}").as_bytes());
                let numbers: Vec<u32> = rows.iter().map(|r| r.0).collect();
                assert_eq!(numbers, [1, 3, 4, 7], "{end:?} {closing:?}");
                assert_eq!(rows[1].1, ["1", "a\nb"]);
            }
        }
    }

    #[test]
    fn encodings_and_delimiters_are_told_by_content() {
        let text = "姓名,证件号码,村\n测试甲,11010519491231002X,下寨村\n";
        assert_eq!(rows(text.as_bytes()).0, "utf-8");
        assert_eq!(rows(format!("\u{feff}{text}").as_bytes()).1[0].1[0], "姓名");
        let (name, gbk) = rows(&GB18030.encode(text).0);
        assert_eq!((name, gbk[1].1[0].as_str()), ("gb18030", "测试甲"));
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (name, bytes) in [("utf-16le", little), ("utf-16be", big)] {
            let (got, table) = rows(&bytes);
            assert_eq!((got, table[1].1[2].as_str()), (name, "下寨村"));
            let mark: &[u8] = if name == "utf-16le" { &[0xff, 0xfe] } else { &[0xfe, 0xff] };
            assert_eq!(rows(&[mark, &bytes].concat()).1[0].1[0], "姓名");
        }
        assert_eq!(rows(text.replace(',', "\t").as_bytes()).1[0].1.len(), 3);
        assert_eq!(rows(text.replace(',', ";").as_bytes()).1[0].1.len(), 3);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_with_its_row() {
        let table = TextTable::of_bytes("姓名,单位\n测试甲,厂\n测试乙,\"厂\n测试丙,厂\n".into()).unwrap();
        let error = table.visit(&mut |_, _, _| ControlFlow::Continue(())).unwrap_err();
        assert!(matches!(error, TableError::OpenQuote(3)), "{error}");
    }

    #[test]
    fn one_broken_byte_leaves_utf8_as_it_is() {
        let mut bytes = "姓名,证件号码\n测试甲,1\n测试乙,2\n测试丙测试丁测试戊,3\n".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(rows(&bytes).0, "utf-8");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_read_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 1..400)) {
            let mut last = 0;
            let _ = TextTable::of_bytes(bytes).unwrap().visit(&mut |row, _, _| {
                assert!(row > last);
                last = row;
                ControlFlow::Continue(())
            });
        }
    }
}
