//! A roster of as many people as the book has, one row of a hundred dirty, brought in by the whole program, beside
//! SQLite's own import of the same file.

use crate::figures::{most, note, took};
use crate::fixture::{OFFICER, book, dealt, folder, pick, printed, program, run, settled};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Instant;
use zhanbao::book::{Book, Options};
use zhanbao::domain::acts::UnitFacts;
use zhanbao::domain::region::RegionCode;

const HEADER: &str = "姓名,证件号码,户编号,与户主关系,村,组,劳动能力,户类型,就业状态,务工地点,务工单位,工种,月收入,联系电话,文化程度,民族";

/// A valid number (GB 11643) in a county that was never issued; the last one wrong where it is to be.
fn id_number(n: u64, wrong: bool) -> String {
    let born = chrono::NaiveDate::from_ymd_opt(1967, 1, 1).unwrap() + chrono::Days::new(n % 14_000);
    let front = format!("529999{}{:03}", born.format("%Y%m%d"), n / 14_000 % 1_000);
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = front.bytes().zip(WEIGHTS).map(|(c, weight)| u32::from(c - b'0') * weight).sum();
    let check = |sum: u32| char::from(b"10X98765432"[(sum % 11) as usize]);
    format!("{front}{}", check(sum + u32::from(wrong)))
}

/// The n-th row. One of a hundred is dirty, in one of five ways; a fifth of those cannot be taken.
fn row(n: u64, people: u64, villages: &[String]) -> String {
    let dirt = (n % 100 == 57).then_some(n / 100 % 5);
    let wide = |text: String| text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect::<String>();
    let id = match dirt {
        Some(0) => id_number(n, true),
        Some(1) => wide(id_number(n, false)),
        _ => id_number(n, false),
    };
    let plain = pick(n, 1, &["强", "芳", "军", "丽", "伟", "霞", "勇", "燕", "平", "玲"]);
    let family = pick(n / 4, 2, &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "韦", "罗"]);
    let mark = pick(n, 3, &["测", "试", "样", "例", "演", "拟", "虚"]);
    let name = if dirt == Some(2) { format!(" {family} {mark}{plain}　") } else { format!("{family}{mark}{plain}") };
    let village = &villages[(n / 4 * 4 * villages.len() as u64 / people) as usize];
    let long = if dirt == Some(4) && village.ends_with('村') { "民委员会" } else { "" };
    let phone = if dirt == Some(3) {
        format!("199-0{:03} {:04}", n / 10_000 % 1_000, n % 10_000)
    } else {
        format!("1990{:07}", n % 10_000_000)
    };
    let work = dealt(n, 4, 3) > 0;
    let place = pick(n, 5, &["东莞市", "宁波市", "贵阳市", "深圳市"]);
    format!(
        "{name},{id},529999{:010},{},{village}{long},{}组,{},{},{},{},{},{},{},{phone},{},{}",
        n / 4,
        ["户主", "配偶", "子", "女"][(n % 4) as usize],
        n % 6 + 1,
        pick(n, 6, &["普通劳动力", "技能劳动力", "弱劳动力"]),
        pick(n / 4, 7, &["脱贫户", "一般农户", "一般农户", "一般农户"]),
        if work { "在外务工" } else { "未就业" },
        if work { place } else { "" },
        if work { format!("{}样达厂{}", place.trim_end_matches('市'), dealt(n, 8, 400)) } else { String::new() },
        if work { pick(n, 9, &["缝纫工", "装配工", "包装工"]) } else { "" },
        if work { (3_000 + 100 * dealt(n, 10, 40)).to_string() } else { String::new() },
        pick(n, 11, &["小学", "初中", "高中"]),
        pick(n / 4, 12, &["汉族", "布依族", "苗族"]),
    )
}

/// The file.
fn file() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = folder().join("roster.csv");
        let people = book().people;
        let full = Book::open(&book().path, Options::default()).unwrap();
        let villages: Vec<String> = full.steering().villages().map(|(_, unit)| unit.name.clone()).collect();
        let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
        writeln!(out, "{HEADER}").unwrap();
        (0..people).for_each(|n| writeln!(out, "{}", row(n, people, &villages)).unwrap());
        out.flush().unwrap();
        settled(&path);
        path
    })
}

/// A book with the units of the measured one, and nobody in it.
fn empty() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = folder().join("empty.zb");
        let full = Book::open(&book().path, Options::default()).unwrap();
        let units: Vec<(RegionCode, UnitFacts)> = full.steering().units.clone().into_iter().collect();
        let mut empty = Book::create(&path, full.unit(), Options::default()).unwrap();
        empty.found(&full.steering().unit_name(full.unit()), OFFICER, book().day).unwrap();
        empty.import_units(units, book().day, OFFICER).unwrap();
        path
    })
}

/// Each beside the other: what a machine does besides comes and goes by the minute.
#[divan::bench(name = "import", sample_count = 3, sample_size = 1)]
fn import(bencher: Bencher) {
    bencher.counter(ItemsCount::new(book().people)).with_inputs(import_by_peer).bench_local_values(|()| import_by_us());
}

#[divan::bench(name = "import_peer", sample_count = 3, sample_size = 1)]
fn import_peer(bencher: Bencher) {
    bencher.counter(ItemsCount::new(book().people)).with_inputs(import_by_us).bench_local_values(|()| import_by_peer());
}

fn import_by_us() {
    let (file, people, day) = (file(), book().people, book().day.to_string());
    let target = folder().join("imported.zb");
    std::fs::copy(empty(), &target).unwrap();
    let import = ["--json", "--day", &day, "import", "roster", file.to_str().unwrap(), "--as-of", &day];
    let (time, memory) = run(program(&target).args(import));
    took("import", time);
    most("import_mb", memory as f64 / 1_024.0);
    let told: serde_json::Value = serde_json::from_str(&printed()).unwrap();
    let became = |key: &str| {
        told[key].as_u64().or_else(|| told["sheets"][0][key].as_u64()).unwrap_or_else(|| panic!("{told:.300}"))
    };
    assert_eq!((became("rows"), became("rejected")), (people, rejected(people)));
    sizes(&target, became("new"));
}

fn import_by_peer() {
    let (file, target) = (file(), folder().join("peer.db"));
    drop(std::fs::remove_file(&target));
    if has_sqlite3() {
        let import = format!(".import {} roster", file.display());
        let (time, memory) = run(Command::new("sqlite3").arg(&target).args(["-cmd", ".mode csv", &import]));
        took("import_peer", time);
        note("import_peer_mb", memory as f64 / 1_024.0);
    } else {
        let start = Instant::now();
        as_sqlite3_does(file, &target);
        took("import_peer", start.elapsed());
    }
}

/// How many rows have a number that cannot be.
fn rejected(people: u64) -> u64 {
    (0..people).filter(|n| n % 100 == 57 && n / 100 % 5 == 0).count() as u64
}

/// Bytes in the book for each person with one entry; what a further entry adds, by the measured book.
fn sizes(imported: &Path, people: u64) {
    let raw = |path: &Path, which: &str| -> (f64, f64) {
        let sql = format!(
            "SELECT count(*), sum(104 + length(recorded) + length(CAST(officer AS BLOB)) + length(kind) + length(subjects)
                 + length(CAST(body AS BLOB))) FROM entry WHERE kind {which} 'roster'"
        );
        crate::fixture::sqlite(path).query_row(&sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
    };
    let bytes = |path: &Path| std::fs::metadata(path).unwrap().len() as f64;
    let each = bytes(imported) / people as f64;
    note("person_bytes", each);
    let (count, sum) = raw(imported, "=");
    note("person_raw", sum / count);
    let (further, sum) = raw(&book().path, "<>");
    note("entry_bytes", (bytes(&book().path) - each * book().people as f64) / further);
    note("entry_raw", sum / further);
}

/// Who imports the same file: SQLite's own program, where it is installed.
pub fn peer() -> &'static str {
    if has_sqlite3() { "sqlite3 .import" } else { "as sqlite3 .import does" }
}

fn has_sqlite3() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| Command::new("sqlite3").arg("-version").output().is_ok_and(|out| out.status.success()))
}

/// A table of TEXT columns, all rows in one transaction.
fn as_sqlite3_does(file: &Path, target: &Path) {
    let mut conn = rusqlite::Connection::open(target).unwrap();
    let mut reader = csv::Reader::from_path(file).unwrap();
    let columns: Vec<String> = reader.headers().unwrap().iter().map(|name| format!("\"{name}\" TEXT")).collect();
    conn.execute_batch(&format!("CREATE TABLE roster ({})", columns.join(", "))).unwrap();
    let tx = conn.transaction().unwrap();
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = tx.prepare(&format!("INSERT INTO roster VALUES ({marks})")).unwrap();
    for record in reader.records() {
        insert.execute(rusqlite::params_from_iter(record.unwrap().iter())).unwrap();
    }
    drop(insert);
    tx.commit().unwrap();
}
