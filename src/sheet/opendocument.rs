//! OpenDocument spreadsheets (ODF 1.2), read row by row: a file may claim a billion repeated rows, and merged cells
//! stand only in the cells themselves.

use super::TableError;
use super::workbook::{Row, WIDEST};
use calamine::DataRef;
use csv::StringRecord;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use zip::ZipArchive;
use zip::read::ZipFile;

/// Rows of a sheet, as spreadsheet programs count them.
const ROWS: u64 = 1_048_576;
/// Bytes that one row may hold.
const WIDTH: usize = 16 << 20;
/// What a cell takes besides its text.
const CELL: u64 = 24;
/// Bytes that a sheet may hold, what is repeated counted as often.
const VOLUME: u64 = 2 << 30;

/// An opened OpenDocument spreadsheet.
pub struct Ods {
    archive: ZipArchive<BufReader<File>>,
}

/// A sheet of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whether people see it.
    pub visible: bool,
    /// How far its rows with anything in them go.
    pub rows: u64,
}

type Xml<'a> = Reader<BufReader<ZipFile<'a, BufReader<File>>>>;
/// Where rows go: number from 0, how often, the cells.
type Rows<'a> = &'a mut dyn FnMut(u64, u64, &[Cell]) -> Result<ControlFlow<()>, TableError>;

/// A cell with something in it.
struct Cell {
    column: usize,
    value: DataRef<'static>,
    /// How many rows it spans.
    spans: u64,
}

impl Ods {
    /// Opens a file; one with a password is refused.
    pub fn open(file: File) -> Result<(Self, Vec<Listed>), TableError> {
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
        let mut manifest = String::new();
        if let Ok(part) = archive.by_name("META-INF/manifest.xml") {
            part.take(1 << 20).read_to_string(&mut manifest).map_err(damaged)?;
        }
        if manifest.contains("encryption-data") {
            return Err(TableError::Password);
        }
        let mut ods = Self { archive };
        let mut sheets: Vec<Listed> = Vec::new();
        ods.walk(None, &mut |name, visible, rows| sheets.push(Listed { name, visible, rows }))?;
        Ok((ods, sheets))
    }

    /// Calls `visit` with every row of a sheet that has a cell, its number, and how many rows are done.
    pub fn visit(
        &mut self,
        sheet: &str,
        visit: &mut dyn FnMut(u32, &StringRecord, u64) -> ControlFlow<()>,
    ) -> Result<(), TableError> {
        let mut row = Row::default();
        let mut volume = 0u64;
        self.walk_rows(sheet, &mut |first, times, cells| {
            if first.saturating_add(times) > ROWS {
                return Err(TableError::TooLarge);
            }
            for number in first..first + times {
                for cell in cells {
                    row.set(cell.column, cell.value.clone());
                    if cell.spans > 1 {
                        row.keep_open(cell.column, number.saturating_add(cell.spans - 1).min(ROWS) as u32);
                    }
                }
                volume += row.bytes() as u64 + cells.len() as u64 * CELL;
                if volume > VOLUME {
                    return Err(TableError::TooLarge);
                }
                if row.give(number as u32, &mut [].iter(), visit).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    fn walk_rows(&mut self, sheet: &str, rows: Rows<'_>) -> Result<(), TableError> {
        self.walk(Some((sheet, rows)), &mut |_, _, _| {})
    }

    /// Goes through the content: gives the rows of the sheet wanted, or, where none is, tells of each its name, whether
    /// it is visible, and how far its rows go.
    fn walk(
        &mut self,
        mut wanted: Option<(&str, Rows<'_>)>,
        sheet: &mut dyn FnMut(String, bool, u64),
    ) -> Result<(), TableError> {
        let part = self.archive.by_name("content.xml").map_err(damaged)?;
        let mut xml: Xml<'_> = Reader::from_reader(BufReader::new(part));
        xml.config_mut().expand_empty_elements = true;
        xml.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        let (mut style, mut hidden) = (None, FxHashSet::default());
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(e) => match e.name().as_ref() {
                    "style:style" => style = attribute(&e, "style:name")?,
                    "style:table-properties" if attribute(&e, "table:display")?.as_deref() == Some("false") => {
                        hidden.extend(style.take());
                    }
                    "table:table" => {
                        let name = attribute(&e, "table:name")?.unwrap_or_default();
                        let visible = attribute(&e, "table:style-name")?.is_none_or(|style| !hidden.contains(&style));
                        match &mut wanted {
                            Some((asked, rows)) if *asked == name => return read_table(&mut xml, rows),
                            Some(_) => {
                                let end = e.to_end().into_owned();
                                xml.read_to_end_into(end.name(), &mut Vec::new()).map_err(damaged)?;
                            }
                            None => {
                                let mut last = 0;
                                read_table(&mut xml, &mut |number, times, _| {
                                    last = number.saturating_add(times);
                                    Ok(ControlFlow::Continue(()))
                                })?;
                                sheet(name, visible, last);
                            }
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

fn read_table(xml: &mut Xml<'_>, rows: Rows<'_>) -> Result<(), TableError> {
    let mut buffer = Vec::new();
    let mut number = 0u64;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(e) if e.name().as_ref() == "table:table-row" => {
                let times = count(&e, "table:number-rows-repeated")?;
                let cells = read_row(xml)?;
                if !cells.is_empty() && rows(number, times, &cells)?.is_break() {
                    return Ok(());
                }
                number = number.saturating_add(times);
            }
            Event::End(e) if e.name().as_ref() == "table:table" => return Ok(()),
            Event::Eof => return Err(TableError::Damaged("table".into())),
            _ => {}
        }
    }
}

fn read_row(xml: &mut Xml<'_>) -> Result<Vec<Cell>, TableError> {
    let mut buffer = Vec::new();
    let (mut cells, mut column, mut bytes) = (Vec::new(), 0usize, 0usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(e) if matches!(e.name().as_ref(), "table:table-cell" | "table:covered-table-cell") => {
                let times = count(&e, "table:number-columns-repeated")? as usize;
                let spans = count(&e, "table:number-rows-spanned")?;
                // What lies under a merged cell is seen by nobody.
                let covered = e.name().as_ref() == "table:covered-table-cell";
                let stated = stated(&e)?;
                let text = read_text(xml)?;
                let value = stated.unwrap_or(DataRef::String(text));
                let empty = matches!(&value, DataRef::String(text) if text.is_empty());
                if !covered && !empty {
                    let last = column.saturating_add(times).min(WIDEST);
                    let size = if let DataRef::String(text) = &value { text.len() } else { 16 };
                    bytes = bytes.saturating_add(size.saturating_mul(last.saturating_sub(column)));
                    if bytes > WIDTH {
                        return Err(TableError::TooLarge);
                    }
                    cells.extend((column..last).map(|column| Cell { column, value: value.clone(), spans }));
                }
                column = column.saturating_add(times);
            }
            Event::End(e) if e.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(TableError::Damaged("table-row".into())),
            _ => {}
        }
    }
}

/// The value that a cell's attributes state; `None` where its text is the value.
fn stated(e: &BytesStart<'_>) -> Result<Option<DataRef<'static>>, TableError> {
    if attribute(e, "calcext:value-type")?.as_deref() == Some("error") {
        return Ok(None);
    }
    Ok(match attribute(e, "office:value-type")?.as_deref() {
        Some("float" | "percentage" | "currency") => {
            attribute(e, "office:value")?.and_then(|v| v.parse().ok()).map(DataRef::Float)
        }
        Some("date") => attribute(e, "office:date-value")?.map(DataRef::DateTimeIso),
        Some("time") => attribute(e, "office:time-value")?.map(DataRef::DurationIso),
        Some("boolean") => attribute(e, "office:boolean-value")?.map(|v| DataRef::Bool(v == "true")),
        _ => attribute(e, "office:string-value")?.map(DataRef::String),
    })
}

/// The paragraphs of a cell, to its end; notes and drawings beside them are left out.
fn read_text(xml: &mut Xml<'_>) -> Result<String, TableError> {
    let mut buffer = Vec::new();
    let (mut text, mut inside) = (String::new(), false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(e) => match e.name().as_ref() {
                "text:p" => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    inside = true;
                }
                "text:s" => (0..count(&e, "text:c")?.min(1_000)).for_each(|_| text.push(' ')),
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                name if name == "office:annotation" || name == "table:table" || name.starts_with("draw:") => {
                    let end = e.to_end().into_owned();
                    xml.read_to_end_into(end.name(), &mut Vec::new()).map_err(damaged)?;
                }
                _ => {}
            },
            Event::Text(part) if inside => text.push_str(&part.xml10_content()),
            Event::CData(part) if inside => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if inside => match quick_xml::escape::resolve_xml_entity(part.as_ref()) {
                Some(known) => text.push_str(known),
                None => text.extend(part.resolve_char_ref().map_err(damaged)?),
            },
            Event::End(e) => match e.name().as_ref() {
                "text:p" => inside = false,
                "table:table-cell" | "table:covered-table-cell" => return Ok(text),
                _ => {}
            },
            Event::Eof => return Err(TableError::Damaged("table-cell".into())),
            _ => {}
        }
    }
}

fn attribute(e: &BytesStart<'_>, name: &str) -> Result<Option<String>, TableError> {
    let Some(found) = e.try_get_attribute(name).map_err(damaged)? else { return Ok(None) };
    Ok(Some(found.normalized_value(XmlVersion::Implicit1_0).map_err(damaged)?.into_owned()))
}

/// A count that stands for itself where it is left out.
fn count(e: &BytesStart<'_>, name: &str) -> Result<u64, TableError> {
    Ok(attribute(e, name)?.and_then(|n| n.parse().ok()).unwrap_or(1).max(1))
}

fn damaged(error: impl std::fmt::Display) -> TableError {
    TableError::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn saved(content: &str) -> File {
        let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
        zip.start_file("content.xml", SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
        zip.finish().unwrap()
    }

    #[test]
    fn a_cell_that_claims_to_span_rows_without_end_is_read_as_it_stands() {
        let row = |n: u64, cell: &str| {
            format!(
                r#"<table:table-row><table:table-cell table:number-rows-spanned="{n}"><text:p>{cell}</text:p></table:table-cell></table:table-row>"#
            )
        };
        let gap = r#"<table:table-row table:number-rows-repeated="7"/>"#;
        let content = format!(
            r#"<office><table:table table:name="甲">{}{}{gap}</table:table><table:table table:name="乙">{gap}{}</table:table></office>"#,
            row(1, "一"),
            row(u64::MAX, "二") + &row(u64::MAX, "三"),
            row(1, "四"),
        );
        let (mut ods, sheets) = Ods::open(saved(&content)).unwrap();
        let told: Vec<(&str, u64)> = sheets.iter().map(|s| (s.name.as_str(), s.rows)).collect();
        assert_eq!(told, [("甲", 3), ("乙", 8)]);
        let mut read = Vec::new();
        ods.visit("甲", &mut |_, row, _| {
            read.push(row[0].to_owned());
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(read, ["一", "二", "三"]);
    }
}
