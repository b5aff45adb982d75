//! What leaves a township whose every text means ill: tables in which nothing runs, pages that stay pages, and answers of
//! every command that steer no terminal.

use super::absurd::Sender;
use super::absurd::town::{make, today};
use crate::common::*;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use std::path::PathBuf;
use std::process::{Command, Output};
use zhanbao::book::Options;
use zhanbao::domain::entry::DeviceId;
use zhanbao::domain::subject::SubjectId;
use zhanbao::text::is_unwanted;

struct Town {
    folder: tempfile::TempDir,
    people: Vec<SubjectId>,
    trips: Vec<SubjectId>,
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (people, trips) = make(&folder.path().join("book.zb"));
        Self { folder, people, trips }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", self.file("data")).env("XDG_CONFIG_HOME", self.file("config"));
        command.env("LC_ALL", "zh_CN.UTF-8").current_dir(self.folder.path());
        command.arg("--book").arg(self.file("book.zb")).args(["--day", &today().to_string()]);
        command.args(args).output().unwrap()
    }

    /// A file made by a command.
    fn made(&self, args: &[&str], name: &str) -> Vec<u8> {
        let out = self.run(&[args, &["-o", name]].concat());
        assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        std::fs::read(self.file(name)).unwrap()
    }

    /// Every table and list that can be exported.
    fn tables(&self) -> Vec<Vec<String>> {
        let mut all: Vec<Vec<String>> =
            ["roster", "spells", "trips", "jobs", "entries"].map(|what| vec!["export".to_string(), what.into()]).into();
        all.extend(self.trips.iter().map(|trip| vec!["export".into(), "passengers".into(), trip.to_string()]));
        all.push(vec!["export".into(), "roster".into(), "--codes".into(), "--ids".into(), "full".into()]);
        all.push(vec!["report".into()]);
        all
    }
}

/// Nothing that a terminal would obey or hide; lines and tabs are text.
fn steers_nothing(bytes: &[u8], what: &str) {
    let text = String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| panic!("{what}: no UTF-8"));
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let found = text.char_indices().find(|(_, c)| is_unwanted(*c) && !matches!(c, '\n' | '\t' | '\r'));
    if let Some((at, c)) = found {
        let around: String = text[..at].chars().rev().take(60).collect::<String>().chars().rev().collect();
        panic!("{what}: {c:?} behind {around:?}");
    }
}

fn runs(text: &str) -> bool {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];
    text.starts_with(signs)
        || text.trim_start_matches(|c: char| c.is_whitespace() || "\"'“”".contains(c)).starts_with(signs)
            && !text.starts_with('\'')
}

fn is_number(text: &str) -> bool {
    text.strip_prefix('-').unwrap_or(text).trim_end_matches('%').parse::<f64>().is_ok()
}

fn words(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

#[test]
fn no_cell_of_any_table_runs_as_a_formula() {
    let town = Town::new();
    let mut guarded = 0;
    for args in town.tables() {
        for encoding in ["utf-8", "gb18030"] {
            let asked = [words(&args).as_slice(), &["--format", "csv", "--encoding", encoding]].concat();
            let bytes = town.made(&asked, "out.csv");
            let text = match encoding {
                "gb18030" => encoding_rs::GB18030.decode(&bytes).0.into_owned(),
                _ => String::from_utf8(bytes).unwrap(),
            };
            steers_nothing(text.as_bytes(), &format!("{args:?}"));
            let text = text.trim_start_matches('\u{feff}');
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let mut rows = 0;
            for record in reader.records() {
                let record = record.unwrap();
                rows += 1;
                for cell in &record {
                    assert!(!runs(cell) || is_number(cell), "{args:?}: {cell:?}");
                    guarded += usize::from(cell.starts_with('\''));
                }
            }
            assert!(rows > 2, "{args:?}");
        }
        let bytes = town.made(&[words(&args).as_slice(), &["--format", "xlsx"]].concat(), "out.xlsx");
        let mut book = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{args:?}: formulas in {name}");
            let cells = book.worksheet_range(&name).unwrap();
            for (row, column, cell) in cells.used_cells() {
                if let Data::String(text) = cell {
                    steers_nothing(text.as_bytes(), &format!("{args:?} {name} {row} {column}"));
                }
            }
        }
        // Nothing that is asked of another file or program either.
        let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for n in 0..parts.len() {
            let mut part = parts.by_index(n).unwrap();
            let name = part.name().unwrap().to_string();
            assert!(!name.contains("externalLink"), "{name}");
            let text = std::io::read_to_string(&mut part).unwrap();
            assert!(!text.contains("<f>") && !text.contains("<hyperlink"), "{args:?}: {name}");
        }
    }
    assert!(guarded > 200, "{guarded}");
}

#[test]
fn what_is_sent_back_does_not_run_either() {
    let town = Town::new();
    let rows = "姓名,证件号码,户编号,村,务工单位,备注\n\
                =1+1,1,@SUM(A1),+A1,＝cmd,\"\t=1\"\n\
                '=1+1,529999199003040019,-1-1,\u{1b}[2J=1,\u{202e}=1,甲\n";
    std::fs::write(town.file("名册.csv"), rows).unwrap();
    for (name, back) in [("名册.csv", "退回.csv"), ("名册.csv", "退回.xlsx")] {
        let out = town.run(&["import", "roster", name, "--as-of", "2026-03-01", "--rejects", back]);
        assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
        steers_nothing(&out.stdout, name);
        steers_nothing(&out.stderr, name);
    }
    let csv = std::fs::read(town.file("退回.csv")).unwrap();
    steers_nothing(&csv, "退回.csv");
    let text = String::from_utf8(csv).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for record in reader.records() {
        record.unwrap().iter().for_each(|cell| assert!(!runs(cell), "{cell:?}"));
    }
    let mut book = Xlsx::new(Cursor::new(std::fs::read(town.file("退回.xlsx")).unwrap())).unwrap();
    let names = book.sheet_names();
    assert!(names.iter().all(|name| book.worksheet_formula(name).unwrap().is_empty()));
}

/// With LibreOffice, where it is installed: what it makes of a table is text again.
#[test]
fn a_spreadsheet_program_shows_the_texts_and_computes_nothing() {
    let town = Town::new();
    town.made(&["export", "roster", "--format", "xlsx"], "out.xlsx");
    town.made(&["export", "roster", "--format", "csv"], "plain.csv");
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", town.file("office").display())).arg("--headless");
    command.args(["--convert-to", "fods", "--outdir"]).arg(town.file("saved")).arg(town.file("out.xlsx"));
    command.arg(town.file("plain.csv"));
    if !command.output().is_ok_and(|out| out.status.success()) {
        println!("skipped: soffice is not there");
        assert!(std::env::var_os("ZHANBAO_TEST_ALL").is_none(), "soffice is not there");
        return;
    }
    for name in ["out.fods", "plain.fods"] {
        let saved = std::fs::read_to_string(town.file("saved").join(name)).unwrap();
        assert!(!saved.contains("table:formula"), "{name}");
        assert!(saved.contains("=cmd|"), "{name}: the text is there");
    }
}

#[test]
fn pages_stay_pages_and_tables_of_markdown_tables() {
    let town = Town::new();
    let html = town.made(&["report", "--format", "html"], "report.html");
    steers_nothing(&html, "html");
    let md = town.made(&["report", "--format", "md"], "report.md");
    steers_nothing(&md, "md");
    steers_nothing(&town.made(&["report", "--format", "txt"], "report.txt"), "txt");
    let list = town.run(&["trip", "show", &town.trips[1].to_string()]);
    steers_nothing(&list.stdout, "trip show");
    let html = String::from_utf8(html).unwrap();
    assert!(html.contains("&lt;script&gt;") || html.contains("&lt;script"), "the text is there");
    let md = String::from_utf8(md).unwrap();
    for (name, page) in [("html", &html), ("md", &md)] {
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{name}");
        assert!(page.contains("{{ 7777*7777 }}") && !page.contains("60481729"), "{name}: nothing is filled in twice");
    }
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<&str> = md.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|'))) {
        assert_eq!(columns(pair[0]), columns(pair[1]), "{pair:?}");
    }
}

#[test]
fn every_command_answers_over_a_book_of_absurd_entries() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.zb");
    let mut book = book(&path, Options { durable: false, ..Clock::at(day(3, 2)).options(9, 0) }, &people(12));
    let mut sender = Sender::new(DeviceId([9; 16]));
    book.merge_entries((0..200u64).map(|n| sender.entry(n)).collect()).unwrap();
    let trips: Vec<SubjectId> = book.trips().unwrap().into_iter().map(|(id, _)| id).collect();
    drop(book);
    let town = Town { folder, people: people(12).iter().map(Someone::id).collect(), trips };
    let who = town.people[0].to_string();
    for args in [
        &["status"][..],
        &["due"],
        &["plan"],
        &["trip", "list"],
        &["jobs", "list"],
        &["jobs", "match", &who],
        &["show", &who],
        &["target", "list"],
        &["campaign", "list"],
        &["doctor"],
        &["verify"],
        &["report", "--format", "md"],
        &["export", "entries"],
        &["record", "visit", &who, "--by", "home", "--outcome", "unchanged"],
        &["backup", "copy.zb"],
        &["bundle", "-o", "all.zbb"],
        &["rebuild"],
    ] {
        let out = town.run(args);
        let said = String::from_utf8_lossy(&out.stderr);
        // A record may be refused for what the entries say of the person.
        assert!(matches!(out.status.code(), Some(0 | 1)) || args[0] == "record", "{args:?}: {said}");
        steers_nothing(&out.stdout, args[0]);
        steers_nothing(&out.stderr, args[0]);
    }
}

/// What is typed on the command line means ill too.
const TYPED: &str = "甲\u{1b}]0;HACKED\u{7}\u{9b}2J\u{202e}乙";

#[test]
fn no_answer_of_any_command_steers_the_terminal() {
    let town = Town::new();
    let who = town.people[0].to_string();
    let (trip, file) = (town.trips[0].to_string(), town.file(TYPED).display().to_string());
    std::fs::write(&file, format!("{TYPED},姓名\n{TYPED},=1\n")).unwrap();
    let entries = String::from_utf8(town.run(&["export", "entries", "--ids", "full"]).stdout).unwrap();
    let hash = serde_json::from_str::<serde_json::Value>(entries.lines().nth(60).unwrap()).unwrap()["hash"].clone();
    let hash = hash.as_str().unwrap().to_string();
    let book = town.file("book.zb").display().to_string();
    let asked: Vec<Vec<&str>> = vec![
        vec!["campaign", "list"],
        vec!["campaign", "set", TYPED, "--from", "2026-03-01", "--to", "2026-04-01"],
        vec!["import", "roster", &file, "--as-of", "2026-03-01"],
        vec!["import", "roster", &file, "--as-of", TYPED],
        vec!["import", "regions", &file],
        vec!["import", "calendar", &file],
        vec!["import", "entries", &file],
        vec!["import", "jobs", &file],
        vec!["find", "测"],
        vec!["find", TYPED],
        vec!["find", "=1"],
        vec!["show", &who],
        vec!["show", &trip],
        vec!["show", TYPED],
        vec!["record", "visit", &who, "--by", "home", "--outcome", "unchanged", "--note", TYPED],
        vec!["record", "home", TYPED],
        vec!["record", "placement", &who, "--place", TYPED, "--employer", TYPED],
        vec!["record", "none", "--unit", TYPED],
        vec!["withdraw", &hash, "--why", TYPED],
        vec!["withdraw", TYPED, "--why", TYPED],
        vec!["trip", "list"],
        vec!["trip", "show", &trip],
        vec!["trip", "show", TYPED],
        vec!["trip", "depart", &trip],
        vec!["jobs", "list"],
        vec!["jobs", "match", &who],
        vec!["jobs", "fill", TYPED],
        vec!["jobs", "text"],
        vec!["target", "list"],
        vec!["target", "set", "--metric", TYPED, "--unit", "529999001", "--quantity", "9", "--from", "2026-03-01"],
        vec!["plan"],
        vec!["due"],
        vec!["status"],
        vec!["report"],
        vec!["report", "--format", "md"],
        vec!["report", "--format", "json"],
        vec!["report", "--check-template", &file],
        vec!["export", "roster"],
        vec!["export", "entries"],
        vec!["export", "spells", "--format", "csv"],
        vec!["export", "trips", "--format", "csv"],
        vec!["export", "jobs"],
        vec!["export", "passengers", &trip, "--format", "csv"],
        vec!["export", "template", "roster", "-o", &file],
        vec!["bundle", "-o", &file],
        vec!["merge", &file],
        vec!["merge", "/dev/null"],
        vec!["verify"],
        vec!["rebuild"],
        vec!["backup", &file],
        vec!["backup", "weg.zb"],
        vec!["restore", &file],
        vec!["rescue", &file],
        vec!["doctor"],
        vec!["completions", "bash"],
        vec!["manual"],
        vec!["seal", "--note", TYPED],
        vec!["report"],
        vec!["--officer", TYPED, "record", "none", "--unit", TYPED],
        vec!["init", "--unit", TYPED, "--name", TYPED],
        vec!["demo", TYPED],
        vec![TYPED],
        vec!["--book", &file, "status"],
        vec!["--book", &book, "--lang", TYPED, "status"],
        vec!["--day", TYPED, "status"],
    ];
    let manual = String::from_utf8(town.run(&["completions", "fish"]).stdout).unwrap();
    assert!(!manual.is_empty());
    for args in &asked {
        for json in [false, true] {
            let out = town.run(&[args.as_slice(), if json { &["--json"] } else { &[] }].concat());
            assert!(matches!(out.status.code(), Some(0..=3)), "{args:?}: {out:?}");
            steers_nothing(&out.stdout, &format!("stdout of {args:?}, --json {json}"));
            steers_nothing(&out.stderr, &format!("stderr of {args:?}, --json {json}"));
        }
    }
    // A command that is new has to be asked here too.
    let help = String::from_utf8(town.run(&["--help"]).stdout).unwrap();
    let listed = help.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let commands: Vec<&str> = listed.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase())).collect();
    assert!(commands.len() > 20, "{help}");
    for command in commands.iter().filter(|word| !["lock", "unlock", "zhanbao"].contains(word)) {
        assert!(asked.iter().any(|args| args.contains(command)), "{command}");
    }
}
