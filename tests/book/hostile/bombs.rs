//! Small files that would be large, and files without end: each is refused, or read, in little memory and time.

use crate::office::Office;
use std::fmt::Write as _;
use std::io::Write as _;

/// Half a minute, and no more memory than this.
fn office() -> Office {
    Office::new(3_000_000, 30)
}

impl Office {
    /// A file of zeros that takes no room on the disk.
    fn endless(&self, name: &str) {
        std::fs::File::create(self.file(name)).unwrap().set_len(40 << 30).unwrap();
    }

    /// Refused in one sentence of this, and nothing has changed.
    fn refused(&self, args: &[&str], says: &str) {
        let before = self.entries();
        let out = self.run(args);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains(says), "{args:?}: {said}");
        assert_eq!(self.entries(), before, "{args:?}");
    }

    fn entries(&self) -> usize {
        self.run(&["export", "entries"]).stdout.iter().filter(|b| **b == b'\n').count()
    }
}

#[test]
fn a_file_or_a_line_without_end_is_refused_in_little_memory() {
    let office = office();
    office.endless("endless");
    office.refused(&["merge", "endless"], "64 MB");
    office.refused(&["import", "calendar", "endless"], "200 MB");
    office.refused(&["import", "regions", "endless"], "200 MB");
    office.refused(&["import", "roster", "endless", "--as-of", "2026-03-01"], "上限");
    office.refused(&["import", "entries", "endless"], "上限");
    office.refused(&["import", "jobs", "endless"], "上限");
    office.write("名册.csv", "姓名,证件号码,户编号,村\n测试甲,529999199003040019,1,上寨村\n");
    office.refused(&["import", "roster", "名册.csv", "--as-of", "2026-03-01", "--columns", "endless"], "4 MB");
    office.refused(&["report", "--check-template", "endless"], "1 MB");
    // Settings, keys and colours are told of, and the work goes on.
    std::fs::create_dir_all(office.file("config/zhanbao")).unwrap();
    office.endless("config/zhanbao/config.toml");
    let out = office.run(&["status"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success() && said.contains("config.toml") && said.contains("4 MB"), "{said}");
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let office = office();
    let deep = |open: &str, close: &str| open.repeat(300_000) + &close.repeat(300_000);
    office.write("deep.json", format!(r#"{{"year":2027,"days":[],"x":{}}}"#, deep("[", "]")));
    office.refused(&["import", "calendar", "deep.json"], "deep.json");
    office.write("deep", format!(r#"{{"format":{}}}"#, deep(r#"{"a":"#, "}")));
    office.refused(&["merge", "deep"], "");
    office.write("名册.csv", "姓名,证件号码,户编号,村\n测试甲,529999199003040019,1,上寨村\n");
    for text in [format!("a = {}", deep("[", "]")), format!("{} = 1", vec!["a"; 200_000].join(".")), deep("{a=", "}")] {
        office.write("map.toml", text);
        office.refused(&["import", "roster", "名册.csv", "--as-of", "2026-03-01", "--columns", "map.toml"], "第 1 行");
    }
    let nested = |open: &str, close: &str| open.repeat(40_000) + &close.repeat(40_000);
    for text in [nested("{% if a %}", "{% endif %}"), format!("{{{{ {} }}}}", nested("(", ")"))] {
        office.write("report.txt.j2", text);
        let out = office.run(&["report", "--check-template", "report.txt.j2"]);
        assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn a_table_of_a_million_columns_or_one_open_quote_is_refused_or_read() {
    let office = office();
    let header = "姓名,证件号码,户编号,村";
    office.write("wide.csv", format!("{header}\n{}", format!("{}\n", ",甲".repeat(60_000)).repeat(4)));
    let out = office.run(&["import", "roster", "wide.csv", "--as-of", "2026-03-01"]);
    assert!(matches!(out.status.code(), Some(1 | 2)), "{}", String::from_utf8_lossy(&out.stderr));
    office.write("wider.csv", format!("{}\n测试甲", ",".repeat(300_000)));
    let out = office.run(&["import", "roster", "wider.csv", "--as-of", "2026-03-01"]);
    assert_eq!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    office.write("quote.csv", format!("{header}\n\"{}", "测试甲,1,2,3\n".repeat(100_000)));
    office.refused(&["import", "roster", "quote.csv", "--as-of", "2026-03-01"], "引号");
}

/// A workbook of one sheet with these parts.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>".to_string()),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{strings}</sst>"#)),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}">{sheet}</worksheet>"#)),
    ] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn merges_nested_markup_and_rows_at_the_end_of_the_sheet_cost_little() {
    let office = office();
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let head = format!(
        r#"<row r="1">{}{}{}{}</row>"#,
        cell("A1", "姓名"),
        cell("B1", "证件号码"),
        cell("C1", "户编号"),
        cell("D1", "村")
    );
    let (mut rows, mut merges) = (String::new(), String::new());
    for n in 2..12_000 {
        let _ = write!(rows, r#"<row r="{n}">{}</row>"#, cell(&format!("A{n}"), "测试甲"));
        let _ = write!(merges, r#"<mergeCell ref="A{n}:A1048576"/>"#);
    }
    let sheet = format!("<sheetData>{head}{rows}</sheetData><mergeCells>{merges}</mergeCells>");
    let nested = "<is>".repeat(200_000);
    let far = r#"<row r="4294967295"><c r="XFD4294967295"><v>1</v></c></row><row r="1048576"><c r="ZZZZZZ1"><v>1</v></c></row>"#;
    for (name, bytes) in [
        ("merges.xlsx", workbook(&sheet, "")),
        ("nested.xlsx", workbook(&format!("<sheetData>{head}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\">{nested}"), "")),
        ("far.xlsx", workbook(&format!("<sheetData>{head}{far}</sheetData>"), "")),
        ("wide.xlsx", workbook(&format!(r#"<dimension ref="A1:XFD1048576"/><sheetData>{head}</sheetData>"#), "")),
        ("strings.xlsx", workbook(&format!("<sheetData>{head}</sheetData>"), &"<si><t>".repeat(100_000))),
        (
            "entities.xlsx",
            workbook(
                &format!("<sheetData>{head}</sheetData>"),
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><si><t>&b;</t></si>",
            ),
        ),
    ] {
        office.write(name, bytes);
        let begun = std::time::Instant::now();
        let out = office.run(&["import", "roster", name, "--as-of", "2026-03-01", "--dry-run"]);
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(matches!(out.status.code(), Some(0..=2)), "{name}: {:?} {said}", out.status);
        assert!(begun.elapsed().as_secs() < 60, "{name}: {:?}", begun.elapsed());
    }
}
