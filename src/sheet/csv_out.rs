//! Tables as CSV: guarded cells, quoted where they must be, in UTF-8 with a mark or in GB18030.

use super::WriteError;
use super::guard::guarded;
use super::write::{Cell, Charset, Head, Spot, Written, minute};
use encoding_rs::{EncoderResult, GB18030, GBK};
use std::borrow::Cow;
use std::io::{BufWriter, Write};

/// A CSV file under writing.
pub struct CsvOut<W: Write> {
    out: BufWriter<W>,
    charset: Charset,
    line: String,
    row: u32,
}

impl<W: Write> CsvOut<W> {
    /// Writes the mark, the title and the header.
    pub fn new(out: W, charset: Charset, head: &Head, written: &mut Written) -> Result<Self, WriteError> {
        let mut csv = Self { out: BufWriter::new(out), charset, line: String::new(), row: 0 };
        if charset == Charset::Utf8 {
            csv.out.write_all("\u{feff}".as_bytes())?;
        }
        let titles: Vec<Cell<'_>> = head.columns.iter().map(|column| column.title.as_str().into()).collect();
        if let Some(title) = &head.title {
            csv.row(&[title.as_str().into()], head, written)?;
        }
        csv.row(&titles, head, written)?;
        Ok(csv)
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell<'_>], head: &Head, written: &mut Written) -> Result<(), WriteError> {
        self.row += 1;
        self.line.clear();
        for at in 0..head.columns.len().max(1) {
            if at > 0 {
                self.line.push(',');
            }
            let shown = cells.get(at).map_or(Cow::Borrowed(""), shown);
            if self.charset == Charset::Gb18030
                && let Some(characters) = beyond_gbk(&shown)
            {
                let column = head.columns.get(at).map(|column| column.title.clone()).unwrap_or_default();
                written.note_rare(Spot { row: self.row, column, characters });
            }
            quote(&mut self.line, &shown, head.columns.len() < 2);
        }
        self.line.push_str("\r\n");
        match self.charset {
            Charset::Utf8 => self.out.write_all(self.line.as_bytes())?,
            Charset::Gb18030 => self.out.write_all(&gb18030(&self.line))?,
        }
        Ok(())
    }

    /// Hands the last bytes on.
    pub fn finish(mut self) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

/// The cell as text; what data supplied is guarded.
fn shown<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Whole(number) => Cow::Owned(number.to_string()),
        Cell::Decimal(number) if number.is_finite() => Cow::Owned(number.to_string()),
        Cell::Percent(number) if number.is_finite() => Cow::Owned(format!("{number}%")),
        Cell::Date(date) => Cow::Owned(date.to_string()),
        Cell::Moment(at) => Cow::Owned(minute(*at)),
        cell => match cell.text() {
            Some(Cow::Borrowed(text)) => guarded(text),
            Some(Cow::Owned(text)) => Cow::Owned(guarded(&text).into_owned()),
            None => Cow::Borrowed(""),
        },
    }
}

/// Quotes what a reader could take apart, by whichever delimiter it looks for; an empty cell that is alone would be an
/// empty line.
fn quote(line: &mut String, cell: &str, alone: bool) {
    let must = cell.contains([',', ';', '\t', '"', '\n', '\r'])
        || cell.starts_with(' ')
        || cell.ends_with(' ')
        || (alone && cell.is_empty());
    if !must {
        line.push_str(cell);
        return;
    }
    line.push('"');
    for part in cell.split_inclusive('"') {
        line.push_str(part);
        if part.ends_with('"') {
            line.push('"');
        }
    }
    line.push('"');
}

/// The characters that GBK lacks.
fn beyond_gbk(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut encoder = GBK.new_encoder();
    let mut buffer = [0; 256];
    let (mut rest, mut lacking) = (text, String::new());
    loop {
        let (result, read, _) = encoder.encode_from_utf8_without_replacement(rest, &mut buffer, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            EncoderResult::InputEmpty => return (!lacking.is_empty()).then_some(lacking),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(c) if lacking.contains(c) => {}
            EncoderResult::Unmappable(c) => lacking.push(c),
        }
    }
}

/// The line in GB18030, which has a place for every character but U+E5E5, a private one: 〓 stands for it.
fn gb18030(line: &str) -> Cow<'_, [u8]> {
    if line.contains('\u{e5e5}') {
        return Cow::Owned(GB18030.encode(&line.replace('\u{e5e5}', "〓")).0.into_owned());
    }
    GB18030.encode(line).0
}
