//! The one way out for tables: columns and typed cells become CSV (UTF-8 with a byte order mark, or GB18030), XLSX or
//! NDJSON, row by row in bounded memory. No text that data supplied ever runs as a formula (`guard`); in a workbook texts
//! are strings, so that ID numbers, codes and phones stay whole, and numbers and dates are numbers and dates.

use super::WriteError;
pub(super) use super::cell::minute;
pub use super::cell::{Cell, Column, Head};
use super::csv_out::CsvOut;
use super::xlsx_out::XlsxOut;
use crate::text::escaped_json;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated text, lines ended by CRLF (RFC 4180).
    Csv(Charset),
    /// An Office Open XML workbook of one sheet.
    Xlsx,
    /// One JSON object a line, by the columns' keys; UTF-8 without a mark; nothing is guarded.
    Ndjson,
}

impl Format {
    /// The format that a file's ending asks for: .csv, .xlsx, .ndjson, .jsonl.
    pub fn of_ending(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv(Charset::Utf8)),
            "xlsx" => Some(Self::Xlsx),
            "ndjson" | "jsonl" | "json" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// Its name: "csv", "xlsx" or "ndjson".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Xlsx => "xlsx",
            Self::Ndjson => "ndjson",
        }
    }
}

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8 with a byte order mark, without which Excel takes it for GBK.
    Utf8,
    /// GB18030, for the systems that take nothing else. Characters beyond GBK, which many of them cannot show, are
    /// reported ([`Written::rare`]).
    Gb18030,
}

/// A cell that the format could not hold as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Row number as a spreadsheet program shows it.
    pub row: u32,
    /// The column's header.
    pub column: String,
    /// The characters that are meant; empty where the text was too long.
    pub characters: String,
}

/// How many spots are kept; all are counted.
const SPOTS: usize = 20;

/// What was written, and what of it the file could not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows below the header.
    pub rows: u64,
    /// Cells with characters beyond GBK in a GB18030 file: whole there, but many systems show something else.
    pub rare: u64,
    /// The first of them.
    pub rare_spots: Vec<Spot>,
    /// Cells cut to the 32,767 characters that a workbook's cell holds.
    pub cut: u64,
    /// The first of them.
    pub cut_spots: Vec<Spot>,
}

impl Written {
    pub(super) fn note_rare(&mut self, spot: Spot) {
        self.rare += 1;
        if self.rare_spots.len() < SPOTS {
            self.rare_spots.push(spot);
        }
    }

    pub(super) fn note_cut(&mut self, spot: Spot) {
        self.cut += 1;
        if self.cut_spots.len() < SPOTS {
            self.cut_spots.push(spot);
        }
    }
}

/// Where a table goes.
pub type Out<'a> = Box<dyn Write + Send + 'a>;

/// A table under writing.
pub struct TableWriter<'a> {
    head: Head,
    written: Written,
    sink: Sink<'a>,
}

enum Sink<'a> {
    Csv(CsvOut<Out<'a>>),
    Xlsx(Box<XlsxOut>, Out<'a>),
    Ndjson(Out<'a>),
}

impl<'a> TableWriter<'a> {
    /// Begins a table: its title and header are written. `aside` = the folder in which rows of a workbook lie, without
    /// a name, until its end; without one they are kept in memory.
    pub fn new(out: Out<'a>, format: Format, head: Head, aside: Option<&Path>) -> Result<Self, WriteError> {
        let mut written = Written::default();
        let sink = match format {
            Format::Csv(charset) => Sink::Csv(CsvOut::new(out, charset, &head, &mut written)?),
            Format::Xlsx => Sink::Xlsx(Box::new(XlsxOut::new(&head, aside)?), out),
            Format::Ndjson => Sink::Ndjson(out),
        };
        Ok(Self { head, written, sink })
    }

    /// Writes a row. Cells that it has too few of are empty.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        self.written.rows += 1;
        match &mut self.sink {
            Sink::Csv(csv) => csv.row(cells, &self.head, &mut self.written),
            Sink::Xlsx(xlsx, _) => xlsx.row(cells, &self.head, &mut self.written),
            Sink::Ndjson(out) => {
                let cells = cells.iter().map(Cell::json).chain(std::iter::repeat(Value::Null));
                let object: Map<String, Value> =
                    self.head.columns.iter().map(|column| column.key.clone()).zip(cells).collect();
                let line = serde_json::to_string(&object).map_err(std::io::Error::from)?;
                out.write_all(escaped_json(&line).as_bytes())?;
                Ok(out.write_all(b"\n")?)
            }
        }
    }

    /// Ends the table.
    pub fn finish(self) -> Result<Written, WriteError> {
        match self.sink {
            Sink::Csv(csv) => csv.finish()?,
            Sink::Xlsx(xlsx, out) => xlsx.finish(out, &self.head)?,
            Sink::Ndjson(mut out) => out.flush()?,
        }
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{self, OutFile};
    use chrono::NaiveDate;
    use std::ops::ControlFlow;

    fn head(title: Option<&str>) -> Head {
        let columns = ["名", "号", "数", "率", "日", "愿", "状"].map(|title| Column::new(title, title, 8)).to_vec();
        Head { sheet: "表/一".into(), title: title.map(str::to_owned), columns }
    }

    fn written(name: &str, format: Format, head: Head, rows: &[Vec<Cell<'_>>]) -> (Vec<Vec<String>>, Written, Vec<u8>) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        let file = OutFile::create(&path).unwrap();
        let mut table = TableWriter::new(Box::new(file.writer().unwrap()), format, head, file.folder()).unwrap();
        rows.iter().for_each(|row| table.row(row).unwrap());
        let written = table.finish().unwrap();
        file.keep().unwrap();
        let mut read = Vec::new();
        if format != Format::Ndjson {
            sheet::open(&path, None)
                .unwrap()
                .visit(&mut |_, record, _| {
                    read.push(record.iter().map(str::to_owned).collect());
                    ControlFlow::Continue(())
                })
                .unwrap();
        }
        (read, written, std::fs::read(&path).unwrap())
    }

    #[test]
    fn a_table_reads_back_as_it_was_in_every_format() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 5).unwrap();
        let word = || Cell::Word("any", "不限".into());
        let rows = [
            vec![
                "=1+1,\"甲\"".into(),
                "11010519491231002X".into(),
                Cell::Whole(-4000),
                Cell::Percent(12.5),
                day.into(),
                word(),
                Cell::Flag(true, "是".into()),
            ],
            vec!["'乙\n二".into(), "529999199001010000".into(), Cell::Empty, Cell::Decimal(0.1), Cell::Empty],
        ];
        let first = ["=1+1,\"甲\"", "11010519491231002X", "-4000", "12.5%", "2025-03-05", "不限", "是"];
        for (name, format) in [
            ("表.csv", Format::Csv(Charset::Utf8)),
            ("表.csv", Format::Csv(Charset::Gb18030)),
            ("表.xlsx", Format::Xlsx),
        ] {
            let (read, report, _) = written(name, format, head(Some("题")), &rows);
            assert_eq!((report.rows, read[0][0].as_str()), (2, "题"), "{format:?}");
            assert_eq!(read[1], ["名", "号", "数", "率", "日", "愿", "状"]);
            let mut expected = first.map(String::from);
            if format == Format::Xlsx {
                expected[3] = "0.125".into(); // a workbook keeps the number; how it is shown is its format
            }
            assert_eq!(read[2], expected, "{format:?}");
            assert_eq!(read[3][..4], ["'乙\n二", "529999199001010000", "", "0.1"], "{format:?}");
        }
        let (_, _, bytes) = written("表.ndjson", Format::Ndjson, head(Some("题")), &rows);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            concat!(
                r#"{"名":"=1+1,\"甲\"","号":"11010519491231002X","数":-4000,"率":12.5,"日":"2025-03-05","愿":"any","状":true}"#,
                "\n",
                r#"{"名":"'乙\n二","号":"529999199001010000","数":null,"率":0.1,"日":null,"愿":null,"状":null}"#,
                "\n"
            )
        );
    }

    #[test]
    fn numbers_are_numbers_and_codes_are_texts_in_a_workbook() {
        use calamine::{Data, Reader, open_workbook_from_rs};
        let rows = [vec!["522301".into(), "13800000000".into(), Cell::Whole(4000), Cell::Empty]];
        let (_, _, bytes) = written("表.xlsx", Format::Xlsx, head(None), &rows);
        let mut book: calamine::Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["表一"]);
        let range = book.worksheet_range("表一").unwrap();
        assert_eq!(range.get((1, 0)), Some(&Data::String("522301".into())));
        assert_eq!(range.get((1, 1)), Some(&Data::String("13800000000".into())));
        assert_eq!(range.get((1, 2)), Some(&Data::Float(4000.0)));
    }

    #[test]
    fn a_workbook_prints_on_one_page_width_with_its_header_on_every_page_and_a_frame() {
        let at = NaiveDate::from_ymd_opt(2026, 2, 4).unwrap().and_hms_opt(8, 30, 0).unwrap();
        let title = "一二三四五六七八九十".repeat(12);
        let rows = [vec!["甲".into(), at.into()]];
        let (read, _, bytes) = written("表.xlsx", Format::Xlsx, head(Some(&title)), &rows);
        assert_eq!((read[0][0].as_str(), &read[2][..2]), (title.as_str(), &["甲", "2026-02-04"].map(String::from)[..]));
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| std::io::read_to_string(parts.by_name(name).unwrap()).unwrap();
        let sheet = part("xl/worksheets/sheet1.xml");
        for set in ["fitToPage=\"1\"", "paperSize=\"9\"", "fitToHeight=\"0\"", "orientation=\"landscape\"", "A1:G1"] {
            assert!(sheet.contains(set), "{set}: {sheet}");
        }
        assert!(part("xl/workbook.xml").contains("$1:$2</definedName>"));
        let styles = part("xl/styles.xml");
        assert!(styles.contains("<left style=\"thin\">") && styles.contains("yyyy-mm-dd hh:mm"));
    }

    #[test]
    fn what_a_format_cannot_hold_is_told() {
        let rows = [vec!["龘".into()], vec!["𫍯𠮷甲€".into()], vec!["长".repeat(40_000).into()]];
        let (read, report, bytes) = written("表.csv", Format::Csv(Charset::Gb18030), head(None), &rows);
        assert_eq!((read[1][0].as_str(), read[2][0].as_str()), ("龘", "𫍯𠮷甲€"));
        assert!(!bytes.starts_with("\u{feff}".as_bytes()));
        assert_eq!(report.rare, 1);
        assert_eq!(report.rare_spots, [Spot { row: 3, column: "名".into(), characters: "𫍯𠮷".into() }]);
        let (read, report, _) = written("表.xlsx", Format::Xlsx, head(None), &rows);
        assert_eq!((report.cut, report.cut_spots[0].row, read[3][0].chars().count()), (1, 4, 32_767));
    }

    #[test]
    fn columns_are_not_taken_apart_by_another_delimiter() {
        let rows: Vec<_> = (0..9).map(|_| vec!["a;b;c;d;e;f;g;h".into(), "a\tb\tc\td\te\tf\tg\th".into()]).collect();
        let (read, _, _) = written("表.csv", Format::Csv(Charset::Utf8), head(None), &rows);
        assert_eq!(read[1][..2], ["a;b;c;d;e;f;g;h", "a\tb\tc\td\te\tf\tg\th"]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_comes_back(
            texts in proptest::collection::vec("[\t'\"=+@＝ -]{0,3}[甲𠮷乙a-z0-9.%,; \n\"'=+-]{0,6}丙", 7)
        ) {
            let cells: Vec<Cell<'_>> = texts.iter().map(|text| text.as_str().into()).collect();
            for format in [Format::Csv(Charset::Utf8), Format::Csv(Charset::Gb18030), Format::Xlsx] {
                let (read, _, _) = written("表.x", format, head(None), std::slice::from_ref(&cells));
                assert_eq!(read[1], texts, "{format:?}");
            }
        }
    }
}
