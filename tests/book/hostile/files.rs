//! Files that are nearly what they should be: good ones with a few bytes, words or parts exchanged. Each is taken or
//! refused in words; one that is refused has changed nothing, and after one that is taken the book is whole.

use super::absurd::town::today;
use super::absurd::{COMMANDS, Dice, FORMULAS, MARKUP};
use super::cases;
use crate::common::*;
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use zhanbao::book::{Book, Options};
use zhanbao::desk::export::{Export, Outlet, What, export};
use zhanbao::desk::import::{Form, calendar, entries, jobs, regions, roster};
use zhanbao::desk::settings::{Paths, Settings};
use zhanbao::desk::{Desk, Progress, Sitting, exchange, pasted, printed};
use zhanbao::domain::entry::{Entry, Hash};
use zhanbao::locale::Lang;
use zhanbao::report::{Format, Wording};
use zhanbao::sheet::write::{Charset, Format as Table};
use zhanbao::text::is_unwanted;
use zhanbao::tui::keymap::Keymap;
use zhanbao::tui::theme::{Depth, Theme};

/// What stands in for a part of a good file.
fn word(dice: &mut Dice) -> Vec<u8> {
    let words: [&[u8]; 22] = [
        b"\"",
        b",",
        b"\n",
        b"\r\n\r\n",
        b"\0",
        b"\x1b[2J",
        b"\xff\xfe",
        b"9223372036854775808",
        b"-1",
        b"1e999",
        b"+262142-12-31",
        b"0000-00-00",
        b"null",
        b"{\"a\":1,\"a\":2}",
        b"[[[[",
        b"]]",
        b"'''",
        b"{{",
        b"{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
        b"<!DOCTYPE x [<!ENTITY a \"aaaa\">]>&a;",
        b"2147483648",
        "\u{202e}＝甲".as_bytes(),
    ];
    match dice.below(12) {
        0 => COMMANDS.into(),
        1 => MARKUP.into(),
        2 => FORMULAS[dice.below(FORMULAS.len())].into(),
        3 => vec![b'['; 2_000],
        4 => "甲".repeat(dice.below(4_000)).into_bytes(),
        5 => (0..dice.below(40)).map(|_| dice.next() as u8).collect(),
        _ => words[dice.below(words.len())].to_vec(),
    }
}

/// The bytes with a few parts exchanged, doubled, cut out or cut off.
fn mangled(good: &[u8], seed: u64) -> Vec<u8> {
    let dice = &mut Dice::new(seed);
    let mut bytes = good.to_vec();
    for _ in 0..1 + dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + 1 + dice.below(20)).min(bytes.len());
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => drop(bytes.splice(at..end, word(dice))),
            2 | 3 => drop(bytes.splice(at..at, word(dice))),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let part = bytes[at..(at + dice.below(400)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            6 if dice.one_in(4) => bytes.truncate(at),
            _ => bytes = lines_mixed(&bytes, dice),
        }
    }
    bytes
}

fn lines_mixed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    lines.swap(one, other);
    lines.join(&b'\n')
}

/// A book of its own, in a folder of its own.
struct Office {
    folder: tempfile::TempDir,
    desk: Desk,
}

/// Good files of every kind, made by the program itself.
fn good() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let clock = Clock::at(day(3, 2));
        let people = people(12);
        let mut book =
            book(&folder.join("book.zb"), Options { durable: false, ..clock.options(9, 0) }, &people);
        book.record_all(vec![visit(day(3, 2), &people[1]), placement(day(3, 2), &people[2], "样例厂")]).unwrap();
        let mut bundle = Vec::new();
        book.bundle(&Default::default(), &mut bundle).unwrap();
        std::fs::write(folder.join("bundle"), bundle).unwrap();
        let mut desk = Desk::new(book, Sitting::default(), Wording::shipped(Lang::current()));
        for (name, format) in [("roster.csv", Table::Csv(Charset::Utf8)), ("roster.xlsx", Table::Xlsx)] {
            let asked = Export { what: What::Roster, within: None, format, ids_full: true, codes: false };
            export(&mut desk, &asked, Outlet::File(folder.join(name)), &Progress::default()).unwrap();
        }
        let who = &people[3];
        let id = &who.id_no;
        let day_of = format!(
            "姓名,证件号码,事项,日期,务工地点,务工单位,月收入,方式,结果\n{},{id},返岗,2026-03-05,浙江宁波,样例厂,4200,,\n{},{id},走访,2026-03-06,,,,入户,无变化\n",
            who.name, who.name
        );
        std::fs::write(folder.join("entries.csv"), day_of).unwrap();
        std::fs::write(
            folder.join("jobs.csv"),
            "岗位编号,单位,工种,地点,招聘人数,月薪,联系电话\nJ1,样例厂,普工,浙江宁波,30,4500-6000,13800000000\nJ2,测试厂,焊工,贵阳,3,面议,\n",
        )
        .unwrap();
        std::fs::write(
            folder.join("regions.csv"),
            "code,name,parent_code,level\n529999,样例县,5299,county\n529999001,甲乡,529999,township\n529999001001,上寨村民委员会,529999001,village\n",
        )
        .unwrap();
        std::fs::write(
            folder.join("calendar.json"),
            r#"{"year":2027,"papers":[],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-03","isOffDay":false}]}"#,
        )
        .unwrap();
        drop(desk);
        folder
    })
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.zb");
        std::fs::copy(good().join("book.zb"), &path).unwrap();
        let clock = Clock::at(today());
        let book = Book::open(&path, Options { durable: false, ..clock.options(9, 0) }).unwrap();
        Self { folder, desk: Desk::new(book, Sitting::default(), Wording::shipped(Lang::current())) }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Does something with a file: it is done and the book whole, or it is refused in words and nothing has changed.
    fn tried<T>(&mut self, act: impl FnOnce(&mut Desk) -> Result<T, zhanbao::desk::Error>) {
        let before = self.desk.book.vector().unwrap();
        match act(&mut self.desk) {
            Ok(_) => {
                let verified = self.desk.book.verify().unwrap();
                assert_eq!(verified.problems, Vec::<String>::new());
            }
            Err(error) => {
                assert!(!error.to_string().trim().is_empty());
                assert!(!error.is_damage(), "{error}");
                assert_eq!(self.desk.book.vector().unwrap(), before, "{error}");
            }
        }
    }

    fn read(&mut self, kind: usize, bytes: &[u8]) {
        let told = Progress::default();
        let form = |file: PathBuf| Form { file, rejects: Some("back.csv".into()), ..Form::default() };
        match kind {
            0 | 1 => {
                let file = self.write(["roster.csv", "roster.xlsx"][kind], bytes);
                let rejects = Some(self.folder.path().join("back.xlsx"));
                let asked = roster::Roster { file, as_of: Some(day(3, 1)), rejects, ..roster::Roster::default() };
                self.tried(|desk| roster::import(desk, &asked, &told));
            }
            2 => {
                let file = self.write("entries.csv", bytes);
                let rejects = Some(self.folder.path().join("back.csv"));
                let asked = entries::Entries { form: Form { rejects, ..form(file) }, act: None, again: false };
                self.tried(|desk| entries::import(desk, &asked, &told));
            }
            3 => {
                let file = self.write("jobs.csv", bytes);
                let rejects = Some(self.folder.path().join("back.csv"));
                self.tried(|desk| jobs::import(desk, &Form { rejects, ..form(file) }, &told));
            }
            4 => {
                let file = self.write("regions.csv", bytes);
                self.tried(|desk| regions::import(desk, &file, &told));
            }
            5 => {
                let file = self.write("calendar.json", bytes);
                self.tried(|desk| calendar::import(desk, &file, &told));
            }
            _ => {
                let file = self.write("bundle", bytes);
                self.tried(|desk| exchange::merge(desk, &file, &told));
            }
        }
    }
}

const FILES: [&str; 7] =
    ["roster.csv", "roster.xlsx", "entries.csv", "jobs.csv", "regions.csv", "calendar.json", "bundle"];

/// A package with one part exchanged.
fn repacked(good: &[u8], seed: u64) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(Cursor::new(good)).unwrap();
    let chosen = Dice::new(seed).below(parts.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..parts.len() {
        let mut part = parts.by_index(n).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().to_string();
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&if n == chosen { mangled(&bytes, seed) } else { bytes }).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A bundle in which one entry says something else, and its hash fits.
fn rehashed(good: &[u8], seed: u64) -> Vec<u8> {
    let dice = &mut Dice::new(seed);
    let text = String::from_utf8(good.to_vec()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let at = 1 + dice.below(lines.len() - 1);
    let mut line: serde_json::Value = serde_json::from_str(&lines[at]).unwrap();
    let body = mangled(line["body"].as_str().unwrap().as_bytes(), seed);
    line["body"] = String::from_utf8_lossy(&body).into_owned().into();
    if dice.one_in(3) {
        line["seq"] = (1 + dice.next() % (1 << 62)).into();
    }
    let field = |name: &str| line[name].as_str().unwrap().to_string();
    let mut entry = Entry {
        hash: Hash::default(),
        prev: Hash::parse(&field("prev")).unwrap(),
        device: zhanbao::domain::entry::DeviceId([0xb0; 16]),
        seq: line["seq"].as_u64().unwrap(),
        at: line["at"].as_i64().unwrap(),
        recorded: field("recorded"),
        day: field("day").parse().unwrap(),
        officer: field("officer"),
        unit: zhanbao::domain::region::RegionCode::parse(&field("unit")).unwrap(),
        kind: field("kind"),
        subjects: serde_json::from_value(line["subjects"].clone()).unwrap(),
        body: field("body"),
    };
    // Alone on a device of its own: nothing contradicts it.
    (entry.seq, entry.prev) = if entry.seq > 1 { (entry.seq, entry.prev) } else { (1, Hash::default()) };
    entry.hash = entry.compute_hash();
    line["hash"] = entry.hash.to_string().into();
    line["prev"] = entry.prev.to_string().into();
    line["device"] = entry.device.to_string().into();
    line["seq"] = entry.seq.into();
    lines[at] = line.to_string();
    lines.join("\n").into_bytes()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_file_that_is_nearly_good_is_taken_or_refused(kind in 0..FILES.len(), seed: u64) {
        let good = std::fs::read(good().join(FILES[kind])).unwrap();
        let bytes = match kind {
            1 if seed % 4 > 0 => repacked(&good, seed),
            6 if seed % 2 > 0 => rehashed(&good, seed),
            _ => mangled(&good, seed),
        };
        Office::new().read(kind, &bytes);
    }

    #[test]
    fn a_file_of_anything_is_taken_or_refused(
        kind in 0..FILES.len(), bytes in proptest::collection::vec(any::<u8>(), 0..600), seed: u64
    ) {
        // Random bytes, and random cells under good headers.
        let dice = &mut Dice::new(seed);
        let mut table = std::fs::read(good().join(FILES[kind])).unwrap();
        let head = table.iter().position(|b| *b == b'\n').map_or(0, |at| at + 1);
        table.truncate(head);
        for _ in 0..dice.below(20) {
            for _ in 0..dice.below(30) {
                table.extend(word(dice));
                table.push(b',');
            }
            table.push(b'\n');
        }
        Office::new().read(kind, if seed % 2 == 0 { &bytes } else { &table });
    }

    #[test]
    fn settings_keys_colours_and_columns_are_read_or_refused_with_file_and_line(seed: u64) {
        let folder = tempfile::tempdir().unwrap();
        let dice = &mut Dice::new(seed);
        let settings = "lang = \"zh-CN\"\nofficer = \"测试员\"\ntheme = \"dark\"\nglyphs = \"ascii\"\nidle_minutes = 10\n\n[keys.desk]\nundo = \"f9\"\n";
        let shipped = [
            settings.to_string(),
            Keymap::example().replace("\n# ", "\n"),
            "extends = \"light\"\n[colours]\nfern = \"#102030\"\n[styles]\ngood = { fg = \"fern\", bold = true }\nbad = \"red\"\n".into(),
            "name = \"姓名\"\nid_no = [\"证件号码\", \"身份证号\"]\n".into(),
        ];
        let kind = dice.below(shipped.len());
        let bytes = mangled(shipped[kind].as_bytes(), seed);
        let (file, text) = (folder.path().join("config.toml"), String::from_utf8_lossy(&bytes).into_owned());
        std::fs::write(&file, &bytes).unwrap();
        match kind {
            0 => {
                let paths = || Paths { config_dir: folder.path().into(), data_dir: folder.path().into() };
                let mut settings = Settings::load(Some(paths()));
                for notice in settings.notices() {
                    prop_assert!(notice.contains("config.toml"), "{}", notice);
                }
                // A change keeps what stands there, or leaves the file as it is.
                match settings.change("officer", Some("测试乙")) {
                    Ok(()) => prop_assert_eq!(settings.officer.as_deref(), Some("测试乙")),
                    Err(error) => {
                        prop_assert!(!error.to_string().is_empty());
                        prop_assert_eq!(std::fs::read(&file).unwrap(), bytes);
                    }
                }
                drop(Keymap::within(&file, &text, "keys"));
            }
            1 | 2 => {
                let fault = match kind {
                    1 => Keymap::with(&file, &text).err(),
                    _ => Theme::own(&file, &text, Depth::True).err(),
                };
                if let Some(fault) = fault {
                    prop_assert!(fault.line >= 1 && fault.line <= text.lines().count().max(1) + 1, "{}", fault);
                    prop_assert!(fault.to_string().contains("config.toml"), "{}", fault);
                }
            }
            _ => {
                let mut office = Office::new();
                let asked = roster::Roster {
                    file: good().join("roster.csv"), as_of: Some(day(3, 1)), columns: Some(file),
                    ..roster::Roster::default()
                };
                office.tried(|desk| roster::import(desk, &asked, &Progress::default()));
            }
        }
    }

    #[test]
    fn a_template_works_or_the_shipped_one_does(seed: u64) {
        let mut office = Office::new();
        let templates = office.folder.path().join("templates");
        std::fs::create_dir(&templates).unwrap();
        let dice = &mut Dice::new(seed);
        let format = [Format::Txt, Format::Md, Format::Html][dice.below(3)];
        let shipped = Wording::shipped(Lang::current()).template(format).unwrap();
        let endless = [
            "{% for a in range(10000) %}{% for b in range(10000) %}{% for c in range(10000) %}{% endfor %}{% endfor %}{% endfor %}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "{{ '甲' * 999999999 }}",
            "{% include 'report.txt.j2' %}{% include 'report.md.j2' %}{% include 'report.html.j2' %}",
            "{{ range(1, 99999999) | list | length }}",
            "{% extends 'report.txt.j2' %}",
            "{{ ('甲' | center(99999999)) }}",
        ];
        let text = match dice.below(3) {
            0 => endless[dice.below(endless.len())].as_bytes().to_vec(),
            _ => mangled(shipped.text.as_bytes(), seed),
        };
        let file = templates.join(shipped.file);
        std::fs::write(&file, text).unwrap();
        let wording = Wording { lang: Lang::current(), asked: false, folder: Some(templates) };
        drop(wording.check(&file));
        office.desk.wording = wording;
        let page = printed::page(&mut office.desk, format, Charset::Utf8).unwrap();
        prop_assert!(!page.bytes.is_empty());
        let page = String::from_utf8(page.bytes).unwrap();
        prop_assert!(!page.contains(|c: char| is_unwanted(c) && !"\n\t".contains(c)));
    }

    #[test]
    fn a_list_of_anything_pasted_is_read(seed: u64) {
        let office = Office::new();
        let names: Vec<String> = people(6).into_iter().map(|who| who.name).collect();
        let good = format!(
            "返岗:\n1.{} 宁波海天 5200\n2、{}(没去)\n{} 13800000000 浙江 3月5日 四千五\n合计3人\n", names[0], names[1], names[2]
        );
        let list = String::from_utf8_lossy(&mangled(good.as_bytes(), seed)).into_owned();
        let (act, lines) = pasted::read(&office.desk, &list).unwrap();
        let common = pasted::Common::of(act.unwrap_or(zhanbao::roster::pasted::ListAct::Return));
        pasted::judge(&office.desk, &lines, &common).unwrap();
    }
}
