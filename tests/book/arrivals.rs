//! What other people send, made by their programs: workbooks by openpyxl and LibreOffice, and files that are not what
//! their names say. Each gives its people, or one clear sentence, status 2 and an unchanged book, in little time and
//! memory. Where python3 with openpyxl or soffice is missing their part is skipped, and says so; `ZHANBAO_TEST_ALL` makes
//! that a failure.

use crate::office::Office;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn office() -> Office {
    Office::new(6_000_000, 60)
}

impl Office {
    fn import(&self, name: &str, more: &[&str]) -> Output {
        let file = self.file(name);
        let mut args = vec!["--json", "import", "roster", file.to_str().unwrap(), "--as-of", "2026-03-01", "--dry-run"];
        args.extend(more);
        self.run(&args)
    }

    /// What an import that takes rows tells.
    fn taken(&self, name: &str, more: &[&str]) -> Value {
        let out = self.import(name, more);
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(matches!(out.status.code(), Some(0 | 1)), "{name}: {said}");
        serde_json::from_slice(&out.stdout).unwrap()
    }

    /// The one sentence with which a file is refused; nothing has changed, and it took no long time.
    fn refused_import(&self, name: &str) -> String {
        let before = self.everyday_entries();
        let begun = Instant::now();
        let out = self.import(name, &[]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{name}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{name}: {said}");
        assert!(begun.elapsed() < Duration::from_secs(30), "{name}: {:?}", begun.elapsed());
        assert!(self.everyday_entries() == before, "{name} has changed the book");
        said
    }

    /// But for those that the export of whole numbers itself leaves behind.
    fn everyday_entries(&self) -> Vec<String> {
        let text = String::from_utf8(self.run(&["export", "entries", "--ids", "full"]).stdout).unwrap();
        text.lines().filter(|line| !line.contains(r#""kind":"export""#)).map(str::to_string).collect()
    }
}

fn skipped(what: &str) {
    println!("skipped: {what} is not there");
    assert!(std::env::var_os("ZHANBAO_TEST_ALL").is_none(), "{what} is not there");
}

/// Whether `arrivals.py` could be run; its files are in the office's folder then.
fn made(office: &Office) -> bool {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book/arrivals.py");
    for python in ["/usr/bin/python3", "python3"] {
        let has = Command::new(python).args(["-c", "import openpyxl"]).stderr(Stdio::null()).status();
        if has.is_ok_and(|status| status.success()) {
            let out = Command::new(python).arg(&script).arg(office.file("")).output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            return true;
        }
    }
    skipped("python3 with openpyxl");
    false
}

/// Has LibreOffice save files as another kind, in the same folder; `false` where it is not installed.
fn saved_as(office: &Office, kind: &str, names: &[&str]) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", office.file("profile").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", kind, "--outdir"]).arg(office.file("saved"));
    command.args(names.iter().map(|name| office.file(name))).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) => {
            assert!(status.success());
            true
        }
        Err(_) => {
            skipped("soffice");
            false
        }
    }
}

fn findings(told: &Value) -> Vec<(u64, &str, &str, &str)> {
    let text = |f: &'_ Value, key: &str| f[key].as_str().unwrap().to_string();
    let mut out: Vec<(u64, &str, &str, &str)> = told["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| text(f, "severity") != "notice")
        .map(|f| {
            let of = |key: &str| f[key].as_str().unwrap();
            (f["row"].as_u64().unwrap(), of("column"), of("code"), of("value"))
        })
        .collect();
    out.sort_unstable();
    out
}

fn five(office: &Office, name: &str, format: &str) {
    let told = office.taken(name, &[]);
    assert_eq!((told["format"].as_str(), told["new"].as_u64()), (Some(format), Some(5)), "{name}: {told}");
    assert_eq!(findings(&told), [], "{name}");
}

#[test]
fn workbooks_of_other_programs_give_their_people() {
    let office = office();
    if !made(&office) {
        return;
    }
    for (name, format) in
        [("plain.xlsx", "xlsx"), ("1904.xlsx", "xlsx"), ("macro.xlsm", "xlsx"), ("corner.xlsx", "xlsx")]
    {
        five(&office, name, format);
    }
    five(&office, "one_shown.xlsx", "xlsx");
    five(&office, "merged.xlsx", "xlsx");
    five(&office, "styled_to_the_end.ods", "ods");
    std::fs::copy(office.file("plain.xlsx"), office.file("plain.csv")).unwrap();
    five(&office, "plain.csv", "xlsx");
    assert_eq!(office.taken("merged.xlsx", &[])["header_row"], 4);

    let said = office.refused_import("several.xlsx");
    assert!(said.contains("甲、乙。") && !said.contains("藏"), "hidden sheets are not offered: {said}");
    assert_eq!(office.taken("several.xlsx", &["--sheet", "乙"])["sheet"], "乙");
    assert_eq!(office.taken("several.xlsx", &["--sheet", "隐藏"])["new"], 5, "and are to be had when asked for");
    let said = office.refused_import("all_hidden.xlsx");
    assert!(said.contains("隐藏、深藏") && said.contains("--sheet"), "{said}");

    if !saved_as(&office, "xls", &["plain.xlsx", "1904.xlsx", "merged.xlsx", "one_shown.xlsx", "formulas_unsaved.xlsx"])
    {
        return;
    }
    saved_as(&office, "ods", &["plain.xlsx", "1904.xlsx", "merged.xlsx", "one_shown.xlsx", "formulas_unsaved.xlsx"]);
    saved_as(&office, "xlsx", &["plain.xlsx", "formulas_unsaved.xlsx"]);
    for format in ["xls", "ods"] {
        for name in ["plain", "1904", "merged", "one_shown"] {
            five(&office, &format!("saved/{name}.{format}"), format);
        }
    }
    five(&office, "saved/plain.xlsx", "xlsx");
    for format in ["xlsx", "xls", "ods"] {
        let told = office.taken(&format!("saved/formulas_unsaved.{format}"), &[]);
        let expected = [
            (2, "employer", "value.unknown", "#N/A"),
            (3, "wage", "number.invalid", "#DIV/0!"),
            (5, "phone", "phone.invalid", "#REF!"),
            (6, "id_no", "id.missing", "#N/A"),
        ];
        assert_eq!(findings(&told), expected, "{format}");
        assert_eq!(told["new"], 4, "{format}: whoever can be told is taken");
    }
    // Dates are days in either date system.
    let file = office.file("saved/1904.xls");
    office.run(&["import", "roster", file.to_str().unwrap(), "--as-of", "2026-03-01"]);
    let spells = String::from_utf8(office.run(&["export", "spells"]).stdout).unwrap();
    assert_eq!(spells.matches(r#""start":"2025-03-05""#).count(), 5, "{spells}");
    saved_as(&office, "html", &["plain.xlsx"]);
    saved_as(&office, "fods", &["plain.xlsx"]);
    for (made, name) in [("plain.html", "web.xls"), ("plain.fods", "flat.ods")] {
        std::fs::copy(office.file("saved").join(made), office.file(name)).unwrap();
        assert!(office.refused_import(name).contains("网页或 XML"), "{name}");
    }
}

#[test]
fn what_unpacks_beyond_measure_is_refused_before_it_is_unpacked() {
    let office = office();
    if !made(&office) {
        return;
    }
    for name in
        ["bomb_strings.xlsx", "bomb_string.xlsx", "bomb_sheet.xlsx", "bomb_rows.ods", "bomb_wide.ods", "bomb_many.ods"]
    {
        assert!(office.refused_import(name).contains("太大"), "{name}");
    }
    assert!(office.refused_import("bomb_count.xlsx").contains("损坏"));
    assert!(office.refused_import("binary.xlsb").contains("xlsb"));
    for (name, size) in [("plain.xlsx", 0.6), ("plain.xlsx", 0.99), ("styled_to_the_end.ods", 0.5)] {
        let bytes = std::fs::read(office.file(name)).unwrap();
        office.write("cut.xlsx", &bytes[..(bytes.len() as f64 * size) as usize]);
        assert!(office.refused_import("cut.xlsx").contains("不完整"), "{name} {size}");
    }
}

/// A file of hand-written parts, packed without compression.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        out.start_file(*name, stored).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// An OLE2 container with one stream of this name: 512-byte sectors, of which the directory is the second.
fn container(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0u8; 512 * 4];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    for (at, value) in [(44, 1u32), (48, 1), (56, 4096), (60, u32::MAX - 1), (68, u32::MAX - 1), (76, 0)] {
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    bytes[80..512].fill(0xff);
    bytes[512..1024].fill(0xff);
    bytes[512..520].copy_from_slice(&[0xfd, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff]);
    for (at, name, kind) in [(1024, "Root Entry", 5u8), (1152, stream, 2)] {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[at..at + name.len()].copy_from_slice(&name);
        bytes[at + 64] = name.len() as u8 + 2;
        bytes[at + 66] = kind;
        bytes[at + 68..at + 80].fill(0xff);
        bytes[at + 116..at + 120].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    }
    bytes
}

#[test]
fn files_that_are_not_what_their_names_say_are_told_for_what_they_are() {
    let office = office();
    let table = "<table><tr><td>姓名</td><td>证件号码</td></tr></table>";
    let spreadsheet = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>"#;
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let ods = "application/vnd.oasis.opendocument.spreadsheet";
    let locked = r#"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"#;
    let random: Vec<u8> = (0..4000u64).map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as u8).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.xlsx", vec![], "空的"),
        ("blank.csv", b" \r\n\r\n".to_vec(), "空的"),
        ("page.xls", format!("<html><body>{table}").into(), "网页或 XML"),
        ("styled.xls", format!("<style>td{{}}</style>{}{table}", " ".repeat(600)).into(), "网页或 XML"),
        ("marked.xls", [b"\xff\xfe".to_vec(), utf16(&format!("\r\n<html>{table}"))].concat(), "网页或 XML"),
        ("archive.xls", format!("MIME-Version: 1.0\r\n\r\n--x\r\n<html>{table}").into(), "网页或 XML"),
        ("excel2003.xls", spreadsheet.into(), "网页或 XML"),
        ("report.xlsx", b"%PDF-1.4\n%\xe2\xe3".to_vec(), "不是电子表格"),
        ("photo.xls", [b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), random.clone()].concat(), "不是电子表格"),
        ("packed.xlsx", [b"Rar!\x1a\x07\x01\0".to_vec(), random.clone()].concat(), "不是电子表格"),
        ("noise.csv", random, "不是电子表格"),
        ("letter.xls", b"{\\rtf1\\ansi a}".to_vec(), "不是电子表格"),
        ("data.csv", r#"[{"姓名":"测试甲"}]"#.into(), "不是电子表格"),
        ("letter.xlsx", package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]), "不是电子表格"),
        ("text.ods", package(&[("mimetype", "application/vnd.oasis.opendocument.text")]), "不是电子表格"),
        ("old_letter.xls", container("WordDocument"), "不是电子表格"),
        ("locked.ods", package(&[("mimetype", ods), ("META-INF/manifest.xml", locked)]), "密码"),
        ("locked.xlsx", container("EncryptedPackage"), "密码"),
        ("torn.xls", container("Workbook")[..1300].to_vec(), "损坏"),
        ("torn.xlsx", b"PK\x03\x04torn".to_vec(), "损坏"),
        ("notes.csv", b"hello world\nno table\n".to_vec(), "没有找到表头"),
    ];
    for (name, bytes, expected) in cases {
        office.write(name, bytes);
        let said = office.refused_import(name);
        assert!(said.contains(expected), "{name}: {said}");
    }
    let file = std::fs::File::create(office.file("huge.csv")).unwrap();
    file.set_len(3 << 30).unwrap();
    assert!(office.refused_import("huge.csv").contains("2 GB"));
}

#[test]
fn text_files_give_their_people_in_any_encoding_under_any_name() {
    let office = office();
    let text = |separator: &str| {
        let rows = ["姓名|证件号码|户编号|村", "测试甲|529999198001010017|52999900100001|样例村"];
        rows.map(|row| row.replace('|', separator)).join("\r\n")
    };
    let valid = "52999919800101001";
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = valid.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let number = format!("{valid}{}", char::from(b"10X98765432"[sum as usize % 11]));
    let text = |separator: &str| text(separator).replace("529999198001010017", &number);
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    for (name, bytes, encoding) in [
        ("a.csv", text(",").into_bytes(), "utf-8"),
        ("b.csv", gbk(&text(",")), "gb18030"),
        // What Excel calls 带格式文本文件 and Unicode 文本.
        ("c.txt", gbk(&text("\t")), "gb18030"),
        ("d.txt", [b"\xff\xfe".to_vec(), utf16(&text("\t"))].concat(), "utf-16le"),
        ("e.xls", gbk(&text("\t")), "gb18030"),
        ("f.xlsx", text(";").into_bytes(), "utf-8"),
    ] {
        office.write(name, bytes);
        let told = office.taken(name, &[]);
        assert_eq!((told["new"].as_u64(), told["encoding"].as_str()), (Some(1), Some(encoding)), "{name}: {told}");
    }
    let refused = office.import("a.csv", &["--sheet", "名册"]);
    assert_eq!(refused.status.code(), Some(2));
    // A sheet saved as text keeps the errors of its formulas.
    office.write("g.csv", text(",").replace("样例村", "#REF!"));
    assert_eq!(findings(&office.taken("g.csv", &[])), [(2, "village", "village.unknown", "#REF!")]);
}
